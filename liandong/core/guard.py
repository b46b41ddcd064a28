"""Conditions and formulas in CEL, type-checked when the procedure loads.

A formula sees only flat, typed names (`fact.amount`, `over.urging`): a misspelt name dies at load, not in front of a citizen.
Arithmetic on time never appears here: time belongs to clocks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from cel_expr_python import cel

from liandong.core.time_limit import BEIJING

Value = bool | int | str | date | datetime
NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
CALL = re.compile(r"([a-zA-Z_][a-zA-Z0-9_]*)\s*\(")
STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
COMPARED = re.compile(r"((?:fact\.)?[a-z_][a-z0-9_]*)\s*[=!]=\s*'([^']*)'|'([^']*)'\s*[=!]=\s*((?:fact\.)?[a-z_][a-z0-9_]*)")
WORDS = frozenset({"true", "false", "in", "null"})
TYPES = {"bool": cel.Type.BOOL, "int": cel.Type.INT, "text": cel.Type.STRING, "time": cel.Type.TIMESTAMP}


class BadFormula(ValueError):
    """The formula does not compile; `zh` and `en` say why, `near` names the closest known name."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Unset(LookupError):
    """A name has no value yet: the guard that reads it must refuse."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A compiled CEL text, and the names it reads."""

    text: str
    names: tuple[str, ...]
    type: str
    expression: Any = field(repr=False, compare=False)

    def value(self, read: Callable[[str], Value]) -> bool | int | str:
        """Return the value; `read` gives each name's value and raises `Unset` where there is none yet.

        CEL decides what an unset name means: `false && unset` is false, `unset > 1` is an error (raised as `Unset`).
        """
        data: dict[str, object] = {}
        for name in self.names:
            try:
                data[name] = _moment(read(name))
            except Unset:
                continue
        result = self.expression.eval(data=data)
        if result.type().name() == "ERROR" or result.type() == cel.Type.ERROR:
            raise Unset(self.text)
        value: bool | int | str = result.value()
        return value


def _moment(value: Value) -> object:
    """Return a day as its first moment in Beijing, which is how CEL compares days."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=BEIJING)
    return value


class Environment:
    """Compiles the formulas of one procedure against its typed names."""

    def __init__(self, names: Mapping[str, str], *, enums: Mapping[str, frozenset[str]]) -> None:
        self.names, self.enums = dict(names), dict(enums)
        self.env = cel.NewEnv(variables={name: TYPES[kind] for name, kind in names.items()})

    def compile(self, text: str, *, expect: str) -> Formula:
        """Return the compiled formula, or raise `BadFormula` with a sentence that names the mend."""
        bare = STRING.sub("''", text)
        self._forbid(text, bare)
        names = tuple(dict.fromkeys(name for name in NAME.findall(STRING.sub(" ", text)) if name not in WORDS))
        for name in names:
            if name not in self.names:
                near = get_close_matches(name, self.names, n=1, cutoff=0.4)
                hint_zh, hint_en = (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("。", ".")
                raise BadFormula(f"«{text}» 用了没有声明的名称 {name}{hint_zh}", f"«{text}»: undeclared name {name}{hint_en}")
        try:
            expression = self.env.compile(text)
        except RuntimeError as error:
            reason = str(error).split("\n")[0].removeprefix("INVALID_ARGUMENT: ERROR: <input>:")
            raise BadFormula(f"«{text}» 写错了：{reason}", f"«{text}» does not compile: {reason}") from None
        kind = next((k for k, t in TYPES.items() if expression.return_type() == t), expression.return_type().name().lower())
        if expect != "any" and kind != expect:
            raise BadFormula(f"«{text}» 的类型是 {kind}，这里要 {expect}。", f"«{text}» is {kind}, not {expect}.")
        return Formula(text, names, kind, expression)

    def _forbid(self, text: str, bare: str) -> None:
        if (call := CALL.search(bare)) and call[1] not in WORDS:
            raise BadFormula(
                f"«{text}» 不能用函数 {call[1]}()：时间归期限管，文字不参与判断。",
                f"«{text}»: no function {call[1]}() in a guard: time belongs to clocks, text is never judged.",
            )
        if re.search(r"\d\.\d", bare):
            raise BadFormula(f"«{text}» 不能用小数：金额以分为整数。", f"«{text}»: no decimals; money is integer 分.")
        for left, value, value2, right in COMPARED.findall(text):
            known = self.enums.get(left or right)
            if known is not None and (value or value2) not in known:
                near = get_close_matches(value or value2, known, n=1) or sorted(known)[:1]
                raise BadFormula(
                    f"«{text}»：{left or right} 没有“{value or value2}”这个值；是不是 {near[0]}？",
                    f"«{text}»: {left or right} has no value “{value or value2}”; did you mean {near[0]}?",
                )
