"""Identity numbers and masks: the worked examples of enforcement-law:A2 (b), and everything that people type instead."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.identity import BadNumber, check_credit_code, check_resident_number, mask_name, mask_number

TODAY = date(2026, 11, 23)


def accepted(text: str) -> str:
    return check_resident_number(text, today=TODAY, demonstration=True).number


def refused(text: str, *, demonstration: bool = True) -> str:
    with pytest.raises(BadNumber) as error:
        check_resident_number(text, today=TODAY, demonstration=demonstration)
    assert error.value.zh.endswith("。")
    assert error.value.en.endswith(".")
    assert isinstance(error.value, ValueError)
    return error.value.code


def refused_credit(text: str) -> str:
    with pytest.raises(BadNumber) as error:
        check_credit_code(text)
    assert error.value.zh.endswith("。")
    assert error.value.en.endswith(".")
    return error.value.code


@pytest.mark.parametrize("number", ["990101198001010014", "990101198001010030", "99010119800101009X"])
def test_the_worked_examples_pass(number: str) -> None:
    assert accepted(number) == number


def test_a_number_tells_its_birth_date_and_the_county_of_its_origin() -> None:
    checked = check_resident_number("990101198001010014", today=TODAY, demonstration=True)
    assert (checked.county, checked.born_on) == ("990101", date(1980, 1, 1))


def test_a_future_birth_date_is_refused_although_the_check_fits() -> None:
    assert refused("330522209912310028") == "future_date"


def test_a_birth_date_of_today_passes_and_of_tomorrow_does_not() -> None:
    number = "330522209912310028"
    assert check_resident_number(number, today=date(2099, 12, 31)).born_on == date(2099, 12, 31)
    with pytest.raises(BadNumber, match="2099-12-31"):
        check_resident_number(number, today=date(2099, 12, 30))


def test_the_thirtieth_of_february_is_refused_although_the_check_fits() -> None:
    assert refused("990101198302300015") == "impossible_date"


def test_province_99_passes_in_the_demonstration_only() -> None:
    assert refused("990101198001010014", demonstration=False) == "wrong_province"
    assert refused("980101198001010014") == "wrong_province"


def test_an_old_county_code_in_a_known_province_passes() -> None:
    body = "33999919800101001"
    number = next(body + sign for sign in "0123456789X" if _passes(body + sign))
    assert check_resident_number(number, today=TODAY).county == "339999"


@pytest.mark.parametrize(
    "text",
    [
        *("99010119800101009x", "９９０１０１１９８００１０１００９Ｘ", "９９０１０１１９８００１０１００９ｘ"),
        *(" 990101 19800101 009X\n", "990101　19800101　009X"),
    ],
)
def test_lower_case_full_width_and_spaces_are_stored_in_one_form(text: str) -> None:
    assert accepted(text) == "99010119800101009X"


def test_fifteen_digits_get_their_own_sentence() -> None:
    assert refused("330522800101001") == "old_number"
    with pytest.raises(BadNumber, match="18"):
        check_resident_number("330522800101001", today=TODAY)


@pytest.mark.parametrize("text", ["", " ", "99010119800101001", "9901011980010100144", "护照E12345678", "A" * 10_000])
def test_another_length_is_refused(text: str) -> None:
    assert refused(text) == "wrong_length"


@pytest.mark.parametrize("text", ["99010119800101001²", "9901011980010100٣4", "99010119800101O014", "99010X198001010014", "99010119800101001一"])
def test_signs_that_only_look_like_digits_are_refused(text: str) -> None:
    assert refused(text) == "wrong_character"


def test_each_single_wrong_digit_is_noticed() -> None:
    number = "990101198001010014"
    for place in range(18):
        for digit in "0123456789":
            if digit != number[place]:
                with pytest.raises(BadNumber):
                    check_resident_number(number[:place] + digit + number[place + 1 :], today=TODAY, demonstration=True)


def test_the_worked_credit_codes_pass() -> None:
    assert check_credit_code("91990101999999998C").body == "999999998"
    assert check_credit_code("91350100M000100Y43").category == "91"
    assert check_credit_code(" 91350100m000100y43").code == "91350100M000100Y43"
    assert check_credit_code("９１９９０１０１９９９９９９９９８Ｃ").division == "990101"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("", "wrong_length"), ("9199010199999999", "wrong_length"), ("91990101999999998O", "wrong_character")),
        *(("91990101999999998Z", "wrong_character"), ("9199010199999999²C", "wrong_character"), ("91990101999999998一", "wrong_character")),
        *(("919901A1999999998C", "wrong_division"), ("91990101999999997C", "wrong_body"), ("91990101999999998D", "wrong_check")),
        ("92990101999999998C", "wrong_check"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_its_reason(text: str, code: str) -> None:
    assert refused_credit(text) == code


@given(st.text(max_size=40))
def test_any_text_is_checked_or_refused_and_nothing_else(text: str) -> None:
    for check in (accepted, lambda text: check_credit_code(text).code):
        with suppress(BadNumber):
            assert len(check(text)) == 18


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        *(("周小兰", "周*兰"), ("张三", "张*"), ("欧阳小明", "欧**明"), ("张", "*"), ("𬱖", "*"), ("王𬱖", "王*"), ("李 四", "李*")),
        *(("阿凡提·买买提", "阿**·买**"), ("阿凡提•买买提", "阿**·买**"), ("John Smith", "J*** S***"), ("J", "*"), ("周小兰（曾用名周兰）", "周***")),
        *(("", ""), ("  ", ""), ("·", "*"), ("·张三", "张*"), ("张John", "张***")),
    ],
)
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(max_size=60))
def test_no_mask_raises_or_shows_the_whole_name(name: str) -> None:
    masked = mask_name(name)
    assert "*" in masked or not name.strip()
    assert not name.strip() or set(name) <= {"*", " "} or masked != name.strip()
    shown = [sign for sign in masked if sign not in "*· "]
    assert len(shown) < max(1, len([sign for sign in name if not sign.isspace()]))


def test_a_number_keeps_its_first_six_and_last_four() -> None:
    assert mask_number("990101198001010014") == "990101********0014"
    assert mask_number("91990101 99999999 8C") == "919901********998C"
    assert mask_number("1234567") == "*******"
    assert mask_number("") == ""


def _passes(number: str) -> bool:
    try:
        check_resident_number(number, today=TODAY)
    except BadNumber:
        return False
    return True
