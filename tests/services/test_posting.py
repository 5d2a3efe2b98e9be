"""账的规矩：入账的不改不删，更正合计不小于零，撤销到关账为止；月报、证明、星级都照这本账。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities, served

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Refused
from miaopu_desk.domain.records import SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord, correction
from miaopu_desk.services.figures import figure_names, month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line, post_lines, running
from miaopu_desk.store.service_sums import done_by


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def person(office: Office, name: str = "甲一", **more: object) -> Any:
    return add(office, "volunteers", name=name, community="东方里", **{"registered_on": "2021-01-01", **more})


def line(one: Any, minutes: int = 60, day: str = "2021-05-12", **more: object) -> ServiceRecord:
    facts = {"activity": "值守", "community": one.community, **more}
    return ServiceRecord(volunteer=Ref(one.name, one.id), served_on=date.fromisoformat(day), minutes=minutes, **facts)


def post(office: Office, *lines: ServiceRecord) -> list[str]:
    outcome = post_lines(office, "补录", lines, agreed=True)
    assert outcome.done, outcome.problems
    return list(outcome.ids)


def messages(problems: Any) -> str:
    return "；".join(str(each) for each in problems)


def test_a_posted_line_is_neither_changed_nor_removed_but_its_words_are(office: Office) -> None:
    one, other = person(office), person(office, "乙二")
    (key,) = post(office, line(one))
    keeper, table = office.keeper, office.keeper.table(SERVICE_RECORDS)
    for wrong in (
        {"minutes": "2"},
        {"served_on": "2021-05-13"},
        {"community": "大华"},
        {"volunteer": Ref("乙二", other.id)},
    ):
        assert "入账以后不能改" in messages(keeper.change(SERVICE_RECORDS, key, wrong))
    assert "不能删除" in messages(keeper.remove(SERVICE_RECORDS, [key]))
    with pytest.raises(Refused, match="不能删除"), keeper.action("绕开窗口") as act:
        act.delete(SERVICE_RECORDS, key)
    kept = table.get(key)
    assert (kept.minutes, kept.served_on, kept.volunteer.id, kept.source) == (60, date(2021, 5, 12), one.id, "other")
    assert not isinstance(keeper.change(SERVICE_RECORDS, key, {"activity": "清扫", "evaluation": "好"}), list)
    keeper.undo()
    keeper.undo()
    assert table.count() == 0


def test_corrections_go_down_to_nothing_and_never_below(office: Office) -> None:
    (key,) = post(office, line(person(office)))
    assert correct_line(office, key, 45, "抄错").done == "已更正：1小时改为0.75小时，按 Ctrl+Z 可以撤销"
    assert "必填" in messages(correct_line(office, key, 0, " ").problems)
    assert "不能小于 0" in messages(correct_line(office, key, -5, "抄错").problems)
    assert "不用更正" in messages(correct_line(office, key, 45, "抄错").problems)
    (second,) = correct_line(office, key, 0, "没有来").ids
    assert [each.minutes for each in office.keeper.table(SERVICE_RECORDS).find("corrects", key)] == [-15, -45]
    # 更正的是更正行，也记在原来那一条上
    assert correct_line(office, second, 30, "来了半小时").ids
    assert sum(each.minutes for each in office.keeper.table(SERVICE_RECORDS).all()) == 30


def test_no_door_lets_a_sum_below_zero_or_a_correction_astray(office: Office) -> None:
    one = person(office)
    (key,) = post(office, line(one))
    base = office.keeper.table(SERVICE_RECORDS).get(key)
    down = correction(base, -61, "抄错")
    with pytest.raises(Refused, match="合计小于零"), office.keeper.action("绕开窗口") as act:
        act.insert(SERVICE_RECORDS, down)
    raw = {"volunteer": base.volunteer, "community": base.community, "activity": "值守", "corrects": Ref("值守", key)}
    problems = office.keeper.add(SERVICE_RECORDS, {**raw, "served_on": "2021-05-13", "minutes": "-0.5", "reason": "错"})
    assert "同一天" in messages(problems)
    problems = office.keeper.add(SERVICE_RECORDS, {**raw, "served_on": "2021-05-12", "minutes": "-0.5"})
    assert "更正原因" in messages(problems)
    del raw["corrects"]
    for wrong in ("-0.5", "0"):
        problems = office.keeper.add(SERVICE_RECORDS, {**raw, "served_on": "2021-05-12", "minutes": wrong})
        assert "要大于 0" in messages(problems)
    assert office.keeper.table(SERVICE_RECORDS).count() == 1


def test_undoing_out_of_order_may_not_leave_a_sum_below_zero(office: Office) -> None:
    (key,) = post(office, line(person(office)))
    correct_line(office, key, 90, "少记了")
    up = office.keeper.next_undo()
    correct_line(office, key, 0, "没有来")
    with pytest.raises(Refused, match="合计小于零"):
        office.keeper.undo_action(up.id)
    office.keeper.undo()
    office.keeper.undo()
    assert [each.minutes for each in office.keeper.table(SERVICE_RECORDS).all()] == [60]


def test_a_line_corrected_away_is_no_attendance_anywhere(office: Office) -> None:
    one = person(office)
    first, second = post(office, line(one), line(one, 120, "2021-05-13"))
    post(office, line(one, 6000, "2021-05-01", activity="历史时数", source="opening"))
    correct_line(office, second, 0, "没有来")
    correct_line(office, first, 90, "少记了")
    total = month_figures(office, "2021-05").total
    # 历史时数算进个人的累计，不算这个月做的
    assert (total.service_attendances, total.served_people, total.service_minutes) == (1, 1, 90)
    assert {each.id for each in figure_names(office, "2021-05", "service_attendances")} == {first}
    assert sum(each.minutes for each in figure_names(office, "2021-05", "service_minutes")) == 90
    assert [
        (each.activity, each.attendances, each.minutes)
        for each in done_by(office.database, one.id, "2021-01-01", "2021-05-31")
    ] == [
        ("历史时数", 0, 6000),
        ("值守", 1, 90),
    ]
    assert served(office) == [(one.id, "甲一", "东方里", 6090)]
    rows = running(office, one.id)
    assert [(row.minutes, bool(row.corrects), total) for row, total in rows] == [
        (6000, False, 6000),
        (60, False, 6060),
        (30, True, 6090),
        (120, False, 6210),
        (-120, True, 6090),
    ]


def test_a_late_correction_counts_in_the_month_of_service(office: Office) -> None:
    one = person(office)
    (key,) = post(office, line(one, 60, "2021-04-10"))
    correct_line(office, key, 30, "抄错")
    (saved,) = office.keeper.table(SERVICE_RECORDS).find("corrects", key)
    assert (saved.served_on, saved.recorded_on) == (date(2021, 4, 10), date(2021, 5, 31))
    assert month_figures(office, "2021-04").total.service_minutes == 30
    assert month_figures(office, "2021-05").total.service_minutes == 0


def test_odd_lines_are_asked_about_and_wrong_ones_refused_all_at_once(office: Office) -> None:
    one, gone = person(office), person(office, "乙二", standing="left", standing_on="2021-05-01")
    outcome = post_lines(office, "补录", [line(one, 780), line(gone), line(one, 60, "2021-06-02")])
    assert messages(outcome.problems).count("还没到") == 1
    assert "已经退出" in messages(outcome.problems)
    assert office.keeper.table(SERVICE_RECORDS).count() == 0
    asked = post_lines(office, "补录", [line(one, 780)])
    assert "超过一天12小时" in messages(asked.questions)
    assert not asked.done
    # 同一批里的也彼此看
    assert "已经记过一次" in messages(post_lines(office, "补录", [line(one), line(one)]).questions)
    assert office.keeper.table(VOLUNTEERS).count() == 2
