"""Check identity numbers and mask what a list may show: 公民身份号码 (GB 11643-1999), 统一社会信用代码 (GB 32100-2015), names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

PROVINCES = frozenset(map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)))
DEMONSTRATION_PROVINCE = "99"  # assigned to nobody, so an invented number can belong to nobody

_NUMBER_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NUMBER_CHECKS = "10X98765432"
_CREDIT_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_DOTS = re.compile(r"[·•・‧∙⋅・]")


class BadNumber(ValueError):
    """A number that cannot be right: `code` is stable for programs, `zh` and `en` say what is wrong and what would be right."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


@dataclass(frozen=True, slots=True)
class ResidentNumber:
    """A number that passed; `county` is where it was first given, a hint and never a placement."""

    number: str
    county: str
    born_on: date


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code that passed. `division` is the authority that registered it first: a hint, never a placement."""

    code: str
    category: str
    division: str
    body: str


def check_resident_number(text: str, *, today: date, demonstration: bool = False) -> ResidentNumber:
    """Check a resident number and return it in its stored form, or refuse it with the reason."""
    number = _folded(text)
    if re.fullmatch(r"[0-9]{15}", number):
        raise BadNumber("old_number", "15位的旧身份证号码已停用，请填写18位公民身份号码。", "Numbers of 15 digits are obsolete; give all 18.")
    if len(number) != 18:
        raise BadNumber("wrong_length", f"公民身份号码应为18位，现在是{len(number)}位。", f"It has 18 characters; this has {len(number)}.")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise BadNumber("wrong_character", "前17位只能是数字，最后一位是数字或X。", "The first 17 characters are digits, the last is a digit or X.")
    if number[:2] not in PROVINCES and not (demonstration and number[:2] == DEMONSTRATION_PROVINCE):
        raise BadNumber("wrong_province", f"开头的{number[:2]}不是省级代码，浙江省是33。", f"{number[:2]} is no province; Zhejiang, say, is 33.")
    if number[17] != _NUMBER_CHECKS[sum(int(sign) * weight for sign, weight in zip(number, _NUMBER_WEIGHTS, strict=False)) % 11]:
        raise BadNumber("wrong_check", "最后一位校验码不对，请与证件逐位核对。", "The last character does not fit the others; compare with the card.")
    shown = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadNumber("impossible_date", f"没有{shown}这一天，请核对第7至14位。", f"There is no day {shown}; compare signs 7 to 14.") from None
    if born > today:
        raise BadNumber("future_date", f"出生日期{shown}晚于今天，请核对第7至14位。", f"{shown} is still to come; compare signs 7 to 14.")
    return ResidentNumber(number, number[:6], born)


def check_credit_code(text: str) -> CreditCode:
    """Check a unified social credit code and return it in its stored form, or refuse it with the reason."""
    code = _folded(text)
    if len(code) != 18:
        raise BadNumber("wrong_length", f"统一社会信用代码应为18位，现在是{len(code)}位。", f"It has 18 characters; this has {len(code)}.")
    wrong = next((sign for sign in code if sign not in _CREDIT_SYMBOLS), "")
    if wrong:
        zh = f"“{wrong}”不会出现在统一社会信用代码里，只用数字和I、O、S、V、Z以外的大写字母。"
        raise BadNumber("wrong_character", zh, f"“{wrong}” is never in a credit code: digits and capitals other than I, O, S, V, Z.")
    if not re.fullmatch(r"[0-9]{6}", code[2:8]):
        raise BadNumber("wrong_division", "第3至8位应为6位数字的行政区划代码。", "Characters 3 to 8 are a division code of six digits.")
    total = sum(int(sign, 36) * weight for sign, weight in zip(code[8:16], _BODY_WEIGHTS, strict=True))
    if code[16] != "0123456789X0"[11 - total % 11]:
        raise BadNumber("wrong_body", "第9至17位组织机构代码的校验码不对，请核对。", "Characters 9 to 17 do not fit each other; compare them.")
    total = sum(_CREDIT_SYMBOLS.index(sign) * weight for sign, weight in zip(code, _CREDIT_WEIGHTS, strict=False))
    if code[17] != _CREDIT_SYMBOLS[-total % 31]:
        raise BadNumber("wrong_check", "最后一位校验码不对，请与登记证照逐位核对。", "The last character does not fit; compare with the licence.")
    return CreditCode(code, code[:2], code[2:8], code[8:17])


def mask_number(number: str) -> str:
    """Keep the first six and the last four characters of a long number, and less of a short one."""
    kept = re.sub(r"\s+", "", number)
    return "*" * len(kept) if len(kept) < 14 else kept[:6] + "*" * (len(kept) - 10) + kept[-4:]


def mask_name(name: str) -> str:
    """Mask a name so that a list may show it: 周*兰, 张*, 阿**·买**, J*** S***."""
    parts = [part.strip() for part in _DOTS.split(name) if part.strip()]
    if not parts:
        return "*" if name.strip() else ""
    if len(parts) > 1:
        return "·".join(_mask_part(part) for part in parts)
    words = parts[0].split()
    if not all(_HAN.fullmatch(word) for word in words):
        return " ".join(_mask_part(word) for word in words)
    whole = "".join(words)
    return _mask_part(whole) if len(whole) < 3 else whole[0] + "*" * (len(whole) - 2) + whole[-1]


def _mask_part(part: str) -> str:
    # The length of a Latin word would tell much of it.
    return "*" if len(part) < 2 else part[0] + ("*" * (len(part) - 1) if _HAN.fullmatch(part) else "***")


def _folded(text: str) -> str:
    # Only the full-width forms of ASCII: NFKC alone would turn ² into 2 as well.
    folded = "".join(unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign for sign in text)
    return re.sub(r"\s+", "", folded).upper()
