"""A catalogue file that is broken, or means harm, is refused with its line before anything in it is used."""

import pytest
from law_files import FILE, LOAN

from liandong.core.procedure import load_procedure
from liandong.core.refusal import BadLaw

HOSTILE = {
    "bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchors", 1),
    "duplicate key": (LOAN.replace("  ask: {", "  file: {").encode(), "written twice", 24),
    "ten megabytes": (b"# " + b"x" * 10_000_000, "limit is 1,000,000", 1),
    "byte order mark": (b"\xef\xbb\xbf" + LOAN.encode(), "byte order mark", 1),
    "tab": (LOAN.replace("  fit:", "\tfit:").encode(), "tab", 9),
    "no utf-8": (LOAN.encode() + b"\xff\n", "not UTF-8", len(LOAN.splitlines()) + 1),
    "too deep": (b"id: " + b"[" * 40 + b"]" * 40, "deeper", 1),
    "tag": (b"id: !!python/object:os.system x\n", "Tags", 1),
    "empty": (b"", "empty", 1),
    "a list": (b"- id: x\n", "must be a map", 1),
    "unknown key": (LOAN.replace("waits_for: clerk}", "wait_for: clerk}").encode(), "did you mean waits_for", 15),
    "control character": (b"id: x\x07y\n", "YAML", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_line(name: str) -> None:
    text, says, line = HOSTILE[name]
    with pytest.raises(BadLaw) as refusal:
        load_procedure(text, file=FILE)
    assert says.lower() in refusal.value.en.lower()
    assert (refusal.value.file, refusal.value.line) == (FILE, line)
