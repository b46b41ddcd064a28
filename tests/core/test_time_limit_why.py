"""Why a deadline is the day it is: the sentences, in both languages."""

import pytest
from counting import FROM_THE_DAY, PETITION, RECONSIDERATION, M, W, count, on

from liandong.core.time_limit import Deadline, Unit, explain


def lines(result: Deadline) -> list[str]:
    return [line.zh for line in result.why]


def test_the_explanation_says_line_by_line_why_it_is_this_day() -> None:
    result = count("2026-11-20", 7)
    found = explain(result, start_zh="收到申请", start_en="The application came", cites=("exr 16",))
    assert [(line.kind, line.on, line.zh, line.cites) for line in found] == [
        ("start", on("2026-11-20"), "收到申请；开始的当日不算", ("cpl 85",)),
        ("amount", None, "+7 日", ("exr 16",)),
        ("roll_forward", on("2026-11-27"), "周五，工作日，不顺延", ("cpl 85",)),
        ("pause", None, "无暂停、无延长", ()),
        ("result", on("2026-11-27"), "到期 11月27日（周五）24:00", ()),
    ]
    assert [line.en for line in found] == [
        "The application came; that day is not counted",
        "+7 days",
        "Friday, a working day: not moved",
        "No pause, no extension",
        "Due Friday 27 November 2026, by midnight at its end",
    ]


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (count("2026-09-21", 10), "周四，放假，顺延至10月8日（周四）"),
        (count("2026-11-20", 1), "周六，休息日，顺延至11月23日（周一）"),
        (count("2025-12-22", 10), "周四，放假，顺延至1月4日（周日）"),
        (count("2026-09-30", 10), "周六，调休上班日，不顺延"),
        (count("2026-11-20", 15, rule=PETITION), "周六，按自然日计算，不顺延"),
        (count("2026-11-20", 5, rule=RECONSIDERATION), "+5 个工作日（该法所称5日指工作日）"),
        (count("2026-11-20", 7, paused=[("2026-11-23", "2026-11-26")]), "2026年11月23日至11月25日暂停，3 日不计入"),
        (count("2026-11-20", 5, W, paused=[("2026-11-23", "2026-11-24")]), "2026年11月23日暂停，1 个工作日不计入"),
        (count("2026-11-20", 7, paused=[("2026-11-27", "2026-11-29")]), "2026年11月27日至11月28日暂停，2 日不计入"),
        (count("2026-11-20", 7, paused=[("2026-11-18", "2026-11-21")]), "无暂停、无延长"),
        (count("2026-11-20", 7, extended=[(1, M)]), "延长：+1 个月"),
        (count("2026-11-20", 7, extended=[(1, M)]), "无暂停"),
        (count("2026-11-20", 7, rule=FROM_THE_DAY), "期限起算；开始的当日计算在内"),
        (count("2026-11-20", 0), "期限起算；当日届满"),
        (count("2026-12-22", 10), "2027年放假安排尚未录入，此日期为暂定，录入后重算"),
        (count("2026-12-22", 10), "到期 2027年1月4日（周一）24:00"),
        (count("2026-11-20T17:30", 24, Unit.HOUR), "到期 11月21日（周六）17:30"),
        (count("2026-11-20T17:30:05", 1, Unit.MINUTE), "到期 11月20日（周五）17:31:05"),
        (count("2026-11-20T17:30", 24, Unit.HOUR), "按小时、分钟计算，休息日照算，不顺延"),
        (count("2026-11-20T20:00", 24, Unit.HOUR, paused=[("2026-11-20", "2026-11-21")]), "2026年11月20日暂停，4:00:00 不计入"),
        (count("2026-11-20T20:00", 24, Unit.HOUR, paused=[("2026-11-21", "2026-11-23")]), "2026年11月21日至11月22日暂停，2 日不计入"),
    ],
)
def test_the_explanation_names_what_moved_the_day(result: Deadline, line: str) -> None:
    assert line in lines(result)


def test_the_explanation_of_a_recomputed_day_keeps_the_old_day_and_the_notice() -> None:
    found = explain(count("2020-01-21", 5, W), previous=on("2020-02-03"), notice="某号通知")
    line = next(line for line in found if line.kind == "recomputed")
    assert line.zh == "放假安排变动（某号通知）后重算：原为2月3日（周一），现为2020年2月5日（周三）"
    assert line.en.endswith("was Monday 3 February 2020, is Wednesday 5 February 2020")
