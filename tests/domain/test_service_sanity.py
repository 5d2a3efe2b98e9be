"""服务时长合不合情理：一条一条的例子，拒的和问的。"""

from dataclasses import dataclass
from datetime import date, time

import pytest

from miaopu_desk.domain.service_sanity import ASK, REFUSE, Served, findings, overlap

TODAY = date(2021, 5, 31)
DAY = date(2021, 5, 12)


@dataclass
class Person:
    registered_on: date = date(2021, 1, 1)
    standing: str = "active"
    standing_on: date | None = None


def served(day: date = DAY, minutes: int = 60, activity: str = "值守", span: str = "", opening: bool = False) -> Served:
    start, end = (time.fromisoformat(each) for each in span.split("-")) if span else (None, None)
    return Served(day=day, minutes=minutes, activity=activity, starts_at=start, ends_at=end, opening=opening)


@pytest.mark.parametrize(
    ("new", "others", "person", "expected"),
    [
        (served(), [], Person(), []),
        (served(TODAY), [], Person(), []),
        (served(date(2021, 6, 1)), [], Person(), [(REFUSE, "还没到")]),
        (served(date(2020, 12, 31)), [], Person(), [(REFUSE, "还没有登记")]),
        (served(date(2021, 1, 1)), [], Person(), []),
        (served(), [], Person(standing="left", standing_on=DAY), [(REFUSE, "已经退出")]),
        (served(), [], Person(standing="left", standing_on=date(2021, 5, 13)), []),
        (served(), [], Person(standing="left"), []),
        (served(), [], Person(standing="suspended", standing_on=date(2021, 5, 1)), [(ASK, "暂停")]),
        (served(), [], Person(standing="suspended"), [(ASK, "暂停")]),
        (served(), [], Person(standing="suspended", standing_on=date(2021, 5, 13)), []),
        # 一天太多
        (served(minutes=480), [served(minutes=240, activity="清扫")], Person(), []),
        (served(minutes=481), [served(minutes=240, activity="清扫")], Person(), [(ASK, "超过一天12小时")]),
        (served(minutes=480), [served(date(2021, 5, 11), 720, "清扫")], Person(), []),
        # 两处同时
        (
            served(span="08:00-09:00"),
            [served(span="08:30-09:30", activity="清扫")],
            Person(),
            [(ASK, "重叠")],
        ),
        (served(span="08:00-09:00"), [served(span="09:00-10:00")], Person(), []),
        (
            served(span="00:30-01:30"),
            [served(date(2021, 5, 11), 480, "夜巡", "22:00-06:00")],
            Person(),
            [(ASK, "重叠")],
        ),
        (served(span="08:00-09:00"), [served(activity="清扫")], Person(), []),
        # 一天两次
        (served(), [served()], Person(), [(ASK, "已经记过一次")]),
        (served(span="08:00-09:00"), [served()], Person(), [(ASK, "已经记过一次")]),
        (served(span="08:00-09:00"), [served(span="17:00-18:00")], Person(), []),
        (served(), [served(minutes=0)], Person(), []),
        # 历史时数只看日子到没到
        (served(date(2020, 6, 30), 60_000, opening=True), [served(date(2020, 6, 30))], Person(), []),
        (served(date(2021, 6, 1), 60_000, opening=True), [], Person(), [(REFUSE, "还没到")]),
        (served(minutes=60), [served(minutes=60_000, opening=True, activity="历史时数")], Person(), []),
    ],
)
def test_what_is_refused_and_what_is_asked(new, others, person, expected) -> None:
    found = findings(new, others, person, TODAY, 12)
    assert [(each.severity, part) for each, (_, part) in zip(found, expected, strict=True) if part in each.message] == (
        expected
    )


def test_a_stretch_over_midnight_meets_the_next_morning_only() -> None:
    night = served(span="22:00-06:00")
    assert overlap(night, served(date(2021, 5, 13), span="05:59-07:00"))
    assert not overlap(night, served(date(2021, 5, 13), span="06:00-07:00"))
    assert not overlap(night, served(span="05:00-06:00"))
