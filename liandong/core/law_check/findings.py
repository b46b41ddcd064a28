"""Builds the findings of `law check`: each with code, sentences, file, line, mend and, where it helps, the shortest path of acts."""

from collections.abc import Sequence

from liandong.core.procedure import Procedure
from liandong.core.refusal import BadLaw
from liandong.core.yaml_text import Path


def bad(procedure: Procedure, code: str, path: Path, says: tuple[str, str], mend: tuple[str, str], *, acts: Sequence[str] = ()) -> BadLaw:
    """Return a finding at this place of the file; `says` and `mend` are Chinese and English."""
    text = procedure.text
    shown = ("；最短路径：" + " → ".join(acts), "; shortest path: " + ", ".join(acts)) if acts else ("", "")
    zh, en = says[0] + shown[0] + "。", says[1] + shown[1] + "."
    return BadLaw(code, zh, en, file=text.file, line=text.line(path), mend_zh=mend[0], mend_en=mend[1], path=tuple(acts))


def is_warning(finding: BadLaw) -> bool:
    """Whether the finding is a W: nothing is wrong with the law's course, but something is unused or untried."""
    return finding.code.startswith("W")
