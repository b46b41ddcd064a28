"""Reads what people and files bring as the value of a fact, or says what would be right."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from liandong.core.guard import Value
from liandong.core.model import Fact, FactType
from liandong.core.refusal import UnknownFact, WrongValue
from liandong.core.time_limit import BEIJING

MAX_MONEY = 10**15  # 分: ten trillion yuan, beyond any claim and inside the integers that JSON carries exactly
MAX_INT = 2**53 - 1
MAX_TEXT = 20_000


def read_facts(facts: Mapping[str, Fact], raw: Mapping[str, object]) -> dict[str, Value]:
    """Return the typed values of these facts; raises `UnknownFact` or `WrongValue`."""
    found: dict[str, Value] = {}
    for id, value in raw.items():
        if id not in facts:
            raise UnknownFact(id)
        found[id] = read_value(id, facts[id], value)
    return found


def read_value(id: str, fact: Fact, raw: object) -> Value:
    """Return one typed value; raises `WrongValue` with a sentence that names the fact and what would be right."""
    value = read_plain(id, fact.type, raw, zh=fact.zh, en=fact.en)
    if fact.of is not None and value not in fact.of:
        options = "、".join(label.zh for label in fact.of.values())
        raise WrongValue(id, f"“{fact.zh}”要从这些里选：{options}。", f"{fact.en}: choose one of {', '.join(fact.of)}.")
    if isinstance(value, int) and fact.type in (FactType.INT, FactType.MONEY):
        _check_range(id, fact, value)
    return value


def _check_range(id: str, fact: Fact, value: int) -> None:
    low = fact.min if fact.min is not None else (0 if fact.type is FactType.MONEY else -MAX_INT)
    high = fact.max if fact.max is not None else (MAX_MONEY if fact.type is FactType.MONEY else MAX_INT)
    if not low <= value <= high:
        scale, unit = (100, " 元") if fact.type is FactType.MONEY else (1, "")
        span = f"{low / scale:,.0f} 到 {high / scale:,.0f}{unit}"
        raise WrongValue(id, f"“{fact.zh}”要在 {span} 之间。", f"{fact.en} must lie between {low / scale:,.0f} and {high / scale:,.0f}.")


def read_plain(id: str, kind: FactType, raw: object, *, zh: str, en: str) -> Value:
    """Return a value of this type, from itself or from its text form."""
    if kind is FactType.BOOL and isinstance(raw, bool):
        return raw
    if kind in (FactType.INT, FactType.MONEY) and isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if kind is FactType.DAY:
        return _read_day(id, raw, zh=zh, en=en)
    if kind is FactType.INSTANT:
        return _read_instant(id, raw, zh=zh, en=en)
    if kind in (FactType.TEXT, FactType.ENUM, FactType.BODY, FactType.REF) and isinstance(raw, str):
        return _read_text(id, raw, zh=zh, en=en)
    wanted = {"bool": "是或否", "int": "整数", "money": "整数（分）", "ref": "文件"}.get(kind, "文字")
    raise WrongValue(id, f"“{zh}”要写成{wanted}。", f"{en} must be of type {kind}.")


def _read_day(id: str, raw: object, *, zh: str, en: str) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw).strip())
    except ValueError:
        raise WrongValue(
            id, f"“{zh}”没有这一天：{str(raw)[:40]}。请写成 2026-01-05 这样。", f"{en}: no such day “{str(raw)[:40]}”. Write it like 2026-01-05."
        ) from None


def _read_instant(id: str, raw: object, *, zh: str, en: str) -> datetime:
    try:
        value = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw).strip())
    except ValueError:
        raise WrongValue(
            id, f"“{zh}”不是时间：{str(raw)[:40]}。请写成 2026-01-05T09:00 这样。", f"{en}: not a time. Write it like 2026-01-05T09:00."
        ) from None
    return (value if value.tzinfo else value.replace(tzinfo=BEIJING)).astimezone(UTC)


def _read_text(id: str, raw: str, *, zh: str, en: str) -> str:
    if len(raw) > MAX_TEXT:
        raise WrongValue(id, f"“{zh}”有 {len(raw):,} 字，最多 {MAX_TEXT:,} 字。", f"{en} has {len(raw):,} characters; the limit is {MAX_TEXT:,}.")
    if any((ord(ch) < 32 and ch not in "\n\r\t") or ord(ch) == 127 for ch in raw):
        raise WrongValue(id, f"“{zh}”里有看不见的控制字符，请删掉后再试。", f"{en} contains invisible control characters. Please remove them.")
    return raw
