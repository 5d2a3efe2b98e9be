"""一个月的活动事实：归在实际开展的月份，记名的数出自账本（更正算进时长、不算人次），团体人次另计。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.activity_text import activity_paragraph
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.service import SERVICE_RECORDS, ServiceRecord
from miaopu_desk.services.activity_summary import activity_summary
from miaopu_desk.services.office import Office


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    for position, name in enumerate(("新时代文明实践", "文明创建"), 1):
        add(made, "terms", vocabulary="theme", name=name, position=str(position))
    add(made, "terms", vocabulary="professional_theme", name="邻里守望", position="1")
    add(made, "terms", vocabulary="special_action", name="清洁行动", position="1")
    return made


def line(office: Office, who: Any, minutes: int, event: Any = None, **more: Any) -> Any:
    with office.keeper.action("造数据", kind="setup") as act:
        return act.insert(
            SERVICE_RECORDS,
            ServiceRecord(
                volunteer=Ref(who.name, who.id),
                community=who.community,
                minutes=minutes,
                event=Ref(event.name, event.id) if event else None,
                **{"served_on": date(2021, 5, 12), "activity": "清扫", "source": "activity", **more},
            ),
        )


def test_what_is_counted_and_where(office: Office) -> None:
    one, two = (
        add(office, "volunteers", name=name, community="东方里", registered_on="2021-01-04", ranks="专职")
        for name in ("王一", "王二")
    )
    clean = add(
        office, "activities", name="清扫", planned_on="2021-05-12", community="东方里", theme="文明创建",
        special_action="清洁行动", state="已记录", beneficiaries="40",
    )  # fmt: skip
    talk = add(
        office,
        "activities",
        name="宣讲",
        planned_on="2021-05-30",
        theme="新时代文明实践",
        professional_theme="邻里守望",
        state="已开展",
    )
    add(office, "activities", name="四月的", planned_on="2021-05-01", held_on="2021-04-30", state="已开展")
    add(office, "activities", name="推到五月", planned_on="2021-04-30", held_on="2021-05-02", state="已开展")
    add(office, "activities", name="还没有办", planned_on="2021-05-31", community="大华")
    add(office, "activities", name="不办了", planned_on="2021-05-20", community="大华", state="取消", reason="雨")
    first = line(office, one, 120, clean)
    line(office, two, 60, clean)
    line(office, one, 60, talk, served_on=date(2021, 5, 30))
    theme = office.database.value("SELECT id FROM terms WHERE name = '文明创建'")
    line(office, two, 30, theme=Ref("文明创建", theme), served_on=date(2021, 5, 20))
    line(office, one, -30, clean, corrects=Ref("清扫", first.id), source="correction", reason="记多了")
    add(
        office,
        "head_counts",
        community="东方里",
        served_on="2021-05-12",
        activity="清扫",
        people="15",
        event=Ref("清扫", clean.id),
    )
    facts = activity_summary(office, "2021-05")
    assert (facts.held, facts.recorded, facts.open, facts.cancelled) == (3, 1, 1, 1)
    assert (facts.people, facts.named, facts.heads, facts.minutes) == (2, 3, 15, 210)
    assert (facts.beneficiaries, facts.uncounted) == (40, 2)
    assert [(each.name, each.held, each.attendances, each.minutes) for each in facts.themes] == [
        ("新时代文明实践", 1, 1, 60),
        ("文明创建", 1, 3, 180),
        ("", 1, 0, 0),
    ]
    assert facts.actions == (("清洁行动", 1),)
    assert facts.professional == (("邻里守望", 1),)
    places = {each.name: (each.held, each.open, each.cancelled) for each in facts.places}
    assert (places["东方里"], places["大华"], places["街道本级"]) == ((1, 0, 0), (0, 1, 1), (2, 0, 0))
    assert activity_paragraph(facts).startswith(
        "本月开展主题志愿服务活动3场：新时代文明实践1场、文明创建1场、没有填主题的1场"
    )


def test_a_line_corrected_to_nothing_is_no_attendance(office: Office) -> None:
    clean = add(office, "activities", name="清扫", planned_on="2021-05-12", state="已记录")
    first = add(office, "volunteers", name="王一", community="东方里", registered_on="2021-01-04")
    second = add(office, "volunteers", name="王二", community="东方里", registered_on="2021-01-04")
    gone = line(office, second, 60, clean)
    line(office, first, 60, clean)
    line(office, second, -60, clean, corrects=Ref("清扫", gone.id), source="correction", reason="没有来")
    facts = activity_summary(office, "2021-05")
    assert (facts.people, facts.named, facts.minutes) == (1, 1, 60)


def test_a_month_that_has_not_come_is_refused(office: Office) -> None:
    with pytest.raises(KnownError, match="还没有到"):
        activity_summary(office, "2021-06")
