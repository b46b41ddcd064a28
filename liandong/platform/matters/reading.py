"""Reads what people type, in the forms they type it: full-width digits, 2026年1月5日, 86,000元. Says what would be right, keeps the rest."""

import re
import unicodedata
from datetime import date

from liandong.core.guard import Value
from liandong.core.model import Fact, FactType
from liandong.core.refusal import WrongValue
from liandong.core.values import MAX_MONEY, read_value

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
MONEY = re.compile(r"(-?)(\d{1,20})(?:\.(\d{1,2}))?\Z")
MAX_LINE = 200


def strip_controls(text: str) -> str:
    """Return the text without invisible control characters (line breaks stay)."""
    return "".join(ch for ch in text if ch in "\n\r\t" or unicodedata.category(ch) != "Cc")


def check_controls(name: str, label: str, text: str) -> None:
    """Refuse text with control characters; the page shows it without them."""
    if strip_controls(text) != text:
        raise WrongValue(
            name,
            f"“{label}”里有看不见的控制字符，已替您去掉，请核对后再提交。",
            f"{label} contained invisible control characters. They were removed: please check and submit again.",
        )


def read_typed(id: str, fact: Fact, text: str) -> Value:
    """Return the value of a fact as somebody typed it; raises `WrongValue`."""
    check_controls(id, fact.zh, text)
    plain = unicodedata.normalize("NFKC", text).strip()
    if fact.type is FactType.BOOL:
        if plain not in ("true", "false"):
            raise WrongValue(id, f"请选“{fact.zh}”是或否。", f"{fact.en}: choose yes or no.")
        return plain == "true"
    if fact.type is FactType.DAY:
        return read_day(id, fact.zh, fact.en, plain)
    if fact.type is FactType.MONEY:
        return read_value(id, fact, read_money(id, fact.zh, fact.en, plain))
    if fact.type is FactType.INT:
        if not re.fullmatch(r"-?\d{1,15}", plain):
            raise WrongValue(id, f"“{fact.zh}”要写成整数。", f"{fact.en} must be a whole number.")
        return read_value(id, fact, int(plain))
    return read_value(id, fact, text.strip() if fact.type is FactType.TEXT else plain)


def read_day(id: str, zh: str, en: str, text: str) -> date:
    """Return a day from 2026-01-05, 2026/1/5 or 2026年1月5日."""
    match = DAY.match(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise WrongValue(id, f"“{zh}”请写成 2026-01-05 或 2026年1月5日 这样。", f"{en}: write it like 2026-01-05.")
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise WrongValue(
            id, f"没有 {year}年{month}月{day}日 这一天，请再核对“{zh}”。", f"There is no such day as {year}-{month:02}-{day:02}."
        ) from None


def read_money(id: str, zh: str, en: str, text: str) -> int:
    """Return an amount in 分 from what was typed in yuan."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("，", "").replace(" ", "").removeprefix("¥").removesuffix("元")
    match = MONEY.match(plain)
    if not match:
        raise WrongValue(id, f"“{zh}”请写成数字，最多两位小数，例如 86,000.00。", f"{en}: write a number with at most two decimals, e.g. 86,000.00.")
    sign, whole, cents = match.groups()
    amount = int(whole) * 100 + int((cents or "0").ljust(2, "0"))
    if sign:
        raise WrongValue(id, f"“{zh}”不能是负数。", f"{en} cannot be negative.")
    if amount > MAX_MONEY:
        raise WrongValue(
            id, f"“{zh}”太大了，最多 {MAX_MONEY // 100:,} 元，请核对单位是不是元。", f"{en} is too large: at most {MAX_MONEY // 100:,} yuan."
        )
    return amount


def read_line(id: str, zh: str, en: str, text: str, *, required: bool = True) -> str:
    """Return one line of text, such as a name, exactly as typed but for spaces around it."""
    check_controls(id, zh, text)
    value = text.strip()
    if required and not value:
        raise WrongValue(id, f"写上{zh}。", f"Enter: {en}.")
    if "\n" in value or "\r" in value:
        raise WrongValue(id, f"“{zh}”只能写一行。", f"{en} must be one line.")
    if len(value) > MAX_LINE:
        raise WrongValue(id, f"“{zh}”最多 {MAX_LINE} 字，现在有 {len(value)} 字。", f"{en}: at most {MAX_LINE} characters.")
    return value
