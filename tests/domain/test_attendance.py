"""一个人该记多少分钟：整班、迟到、早退、跨夜、至少的时间、不定时的班次；没有写下来的从不替人编。"""

from datetime import time

import pytest

from miaopu_desk.domain.attendance import Given, Mark, Span, minutes_given, unwritten
from miaopu_desk.domain.kinds import Ref

WHO = Ref("甲", "1")
MORNING = Span(time(7, 30), time(8, 30))
NIGHT = Span(time(22, 0), time(6, 0))
UNTIMED = Span(least=30)
VISIT = Span(time(9, 0), time(10, 0), 45)


def at(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("span", "attendance", "came", "left", "entered", "expected"),
    [
        # 整班
        (MORNING, "present", "", "", None, 60),
        (Span(time(0, 0), time(0, 0)), "present", "", "", None, 1440),
        # 早到、晚走不多记，直接写了时长的照写的
        (MORNING, "present", "07:20", "", None, 60),
        (MORNING, "present", "07:20", "08:50", None, 60),
        (MORNING, "present", "", "", 90, 90),
        (MORNING, "present", "07:00", "08:30", 90, "时长比到岗到离岗还长"),
        (MORNING, "present", "07:30", "08:30", 45, 45),
        # 迟到、早退
        (MORNING, "late", "07:50", "", None, 40),
        (MORNING, "early", "", "08:00", None, 30),
        (MORNING, "late", "07:50", "08:20", None, 30),
        (MORNING, "late", "", "", None, "请填到岗时间"),
        (MORNING, "early", "", "", None, "请填离岗时间"),
        (MORNING, "late", "", "", 20, 20),
        (MORNING, "late", "08:30", "", None, "不早于离岗"),
        (MORNING, "late", "09:00", "", None, "不早于离岗"),
        (MORNING, "present", "08:00", "07:50", None, "不早于离岗"),
        # 跨夜
        (NIGHT, "present", "", "", None, 480),
        (NIGHT, "late", "23:30", "", None, 390),
        (NIGHT, "late", "00:30", "", None, 330),
        (NIGHT, "early", "", "05:00", None, 420),
        (NIGHT, "early", "", "23:00", None, 60),
        (NIGHT, "present", "21:50", "06:10", None, 480),
        (NIGHT, "late", "02:00", "01:00", None, "不早于离岗"),
        # 至少的时间：照实记，标出来
        (VISIT, "present", "", "", None, 60),
        (VISIT, "late", "09:30", "", None, Given(30, short=True)),
        # 不定时的：不推测
        (UNTIMED, "present", "", "", None, "没有写起止时间"),
        (UNTIMED, "present", "09:00", "", None, "没有写起止时间"),
        (UNTIMED, "present", "09:00", "09:40", None, 40),
        (UNTIMED, "present", "23:40", "00:20", None, 40),
        (UNTIMED, "present", "", "", 20, Given(20, short=True)),
        (UNTIMED, "present", "", "", 0, "要大于 0"),
        (Span(time(9, 0)), "present", "", "", None, "没有写起止时间"),
        # 没有来的不记
        (MORNING, "absent", "", "", None, None),
        (MORNING, "leave", "", "", None, None),
        (MORNING, "absent", "07:30", "", None, "不记时长"),
        (MORNING, "leave", "", "", 30, "不记时长"),
        (MORNING, None, "", "", None, "请选考勤"),
    ],
)
def test_the_minutes_of_a_mark(span, attendance, came, left, entered, expected) -> None:
    mark = Mark(volunteer=WHO, attendance=attendance, came_at=at(came), left_at=at(left), minutes=entered)
    found = minutes_given(mark, span)
    if isinstance(expected, str):
        assert isinstance(found, str)
        assert expected in found
    else:
        assert found == (expected if isinstance(expected, Given) else Given(expected))


def test_minutes_that_follow_from_the_times_are_not_taken_for_written_ones() -> None:
    late = Mark(volunteer=WHO, attendance="late", came_at=time(7, 50), minutes=40)
    assert unwritten(late, MORNING).minutes is None
    assert unwritten(Mark(volunteer=WHO, minutes=50), MORNING).minutes == 50
    assert unwritten(Mark(volunteer=WHO, minutes=50), UNTIMED).minutes == 50
