"""Reads a catalogue file: YAML by the 1.2 core schema, strictly, with the line of every value.

Refused with a line: duplicate keys, anchors and aliases (so no "bomb"), tags, tabs, a byte order mark, over 1 MB, nesting over 32.
A date stays text, `on` and `yes` stay text; only true, false, null and decimal integers are more than text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from liandong.core.refusal import BadLaw

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
INTEGER = re.compile(r"[-+]?[0-9]+\Z")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
Path = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


@dataclass(slots=True)
class Text:
    """A loaded file: its plain data, and the line of every path in it."""

    file: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`, or of the nearest block around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load_yaml(text: bytes, *, file: str) -> Text:
    """Return the file's data with lines, or refuse it with the line and the mend."""
    if len(text) > MAX_BYTES:
        raise _bad(
            file,
            1,
            f"文件有 {len(text):,} 字节，上限 {MAX_BYTES:,}。",
            f"The file has {len(text):,} bytes; the limit is {MAX_BYTES:,}.",
            "拆成几个文件",
            "split it",
        )
    if text.startswith(b"\xef\xbb\xbf"):
        raise _bad(
            file,
            1,
            "文件开头有字节顺序标记（BOM）。",
            "The file starts with a byte order mark (BOM).",
            "另存为不带 BOM 的 UTF-8",
            "save as UTF-8 without BOM",
        )
    try:
        source = text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        raise _bad(file, line, "这一行不是 UTF-8。", "This line is not UTF-8.", "另存为 UTF-8", "save as UTF-8") from None
    if "\t" in source:
        line = source[: source.index("\t")].count("\n") + 1
        raise _bad(file, line, "这里有制表符。", "There is a tab here.", "换成空格", "use spaces")
    loaded = Text(file, None)
    loaded.data = _Reader(loaded, source).read()
    return loaded


class _Reader:
    """Builds plain data from parser events, so that nothing is expanded before it is judged."""

    def __init__(self, text: Text, source: str) -> None:
        self.text, self.file = text, text.file
        self.loader: Any = Loader(source)

    def read(self) -> Any:
        try:
            while not isinstance(event := self.loader.get_event(), yaml.DocumentStartEvent):
                if isinstance(event, yaml.StreamEndEvent):
                    raise _bad(self.file, 1, "文件是空的。", "The file is empty.", "写上内容或删去", "fill or delete it")
            return self._value(self.loader.get_event(), ())
        except yaml.MarkedYAMLError as error:
            line = (error.problem_mark.line if error.problem_mark else 0) + 1
            raise _bad(
                self.file,
                line,
                f"不是合法的 YAML：{error.problem}。",
                f"Not valid YAML: {error.problem}.",
                "检查缩进、引号和冒号",
                "check indents, quotes and colons",
            ) from None
        except yaml.YAMLError as error:
            raise _bad(
                self.file, 1, f"不是合法的 YAML：{error}", f"Not valid YAML: {error}", "检查有无控制字符", "look for control characters"
            ) from None
        finally:
            self.loader.dispose()

    def _value(self, event: Any, path: Path) -> Any:
        line = event.start_mark.line + 1
        self.text.lines[path] = line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _bad(
                self.file,
                line,
                "目录文件里不用锚和别名（& 和 *）。",
                "Anchors and aliases (& and *) are not used in the catalogue.",
                "把内容写出来",
                "write it out",
            )
        if getattr(event, "tag", None) is not None and event.tag != "!":
            raise _bad(self.file, line, "目录文件里不用标签（!）。", "Tags (!) are not used in the catalogue.", "去掉标签", "remove the tag")
        if len(path) > MAX_DEPTH:
            raise _bad(self.file, line, f"嵌套超过 {MAX_DEPTH} 层。", f"Nested deeper than {MAX_DEPTH}.", "写平一些", "write it flatter")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        return self._map(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)

    def _list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _map(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise _bad(self.file, line, "键必须是一个词。", "A key must be one word.", "改成一个词", "use one word")
            key = str(event.value)
            if key in found:
                raise _bad(self.file, line, f"键“{key}”写了两次。", f"The key “{key}” is written twice.", "删去一个", "remove one")
            found[key] = self._value(self.loader.get_event(), (*path, key))
            self.text.lines[(*path, key)] = line
        return found


def _scalar(event: Any) -> Any:
    value = str(event.value)
    if event.style:  # quoted, or a block of text: text as it stands
        return value
    if value in WORDS:
        return WORDS[value]
    return int(value) if INTEGER.match(value) and len(value) < 20 else value


def _bad(file: str, line: int, zh: str, en: str, mend_zh: str, mend_en: str) -> BadLaw:
    return BadLaw("E00", zh, en, file=file, line=line, mend_zh=mend_zh, mend_en=mend_en)
