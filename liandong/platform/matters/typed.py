"""What came in from a form: the texts as typed, and what was wrong with each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from liandong.core.model import FactType

KINDS = {
    FactType.BOOL: "yes_no", FactType.INT: "number", FactType.MONEY: "money", FactType.DAY: "day", FactType.INSTANT: "text",
    FactType.TEXT: "long", FactType.ENUM: "choice", FactType.BODY: "place", FactType.REF: "file",
}  # fmt: skip
PARTY_KINDS = (("person", "自然人"), ("firm", "单位"))
VIAS = (("window", "本人到窗口"), ("phone", "本人来电话"), ("writing", "书面提交"))


@dataclass
class Typed:
    """What came in, and what was wrong with it: field name to (sentence, note, articles)."""

    post: Mapping[str, str]
    errors: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.post.get(name, "")

    def wrong(self, name: str, sentence: str, *, note: str = "", cites: tuple[str, ...] = ()) -> None:
        self.errors.setdefault(name, (sentence, note, cites))
