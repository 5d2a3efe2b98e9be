"""督查一次录完；整改发通知、复查、销号，每一步一次操作；到期、逾期、要复查的各有提醒，也各有不该提醒的。"""

from datetime import date
from typing import Any

import pytest
from builders import DAY, add, office_with_communities

from miaopu_desk.domain.records import CHECKLISTS, INSPECTION_SCORES, INSPECTIONS, RECHECKS, RECTIFICATIONS
from miaopu_desk.services import rectifying
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.handover import HandedOver, hand_over, holdings
from miaopu_desk.services.inspecting import Found, blank_scores, findings_of, save_inspection, score_of, scores_of
from miaopu_desk.services.inspection_defaults import offer_defaults
from miaopu_desk.services.office import Office


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    assert offer_defaults(made) == "检查表、考核权重"
    assert offer_defaults(made) == ""
    return made


def blank(office: Office, name: str = "社区文明创建") -> tuple[str, list[Any]]:
    checklist = next(each for each in office.keeper.table(CHECKLISTS).all() if each.name == name)
    return checklist.id, blank_scores(office, checklist.id)


def inspected(office: Office, *found: Found, **values: object) -> Any:
    _, scores = blank(office)
    raw = {"day": "2021-05-20", "checklist": "社区文明创建", "community": "大华", **values}
    saved = save_inspection(office, raw, scores, found)
    assert not isinstance(saved, list), saved
    return saved


def problem(office: Office, **values: object) -> Any:
    return add(
        office, "rectifications", **{"name": "楼道有杂物", "community": "大华", "found_on": "2021-05-20", **values}
    )


def test_the_table_starts_full_and_targets_wait_for_what_was_measured(office: Office) -> None:
    _, scores = blank(office)
    assert [each.score for each in scores] == [100] * 7 + [None] * 3
    assert [each.target for each in scores][-3:] == [9800, 9500, 1500]
    assert score_of(scores) == 10000


def test_one_screen_is_one_action_with_its_number_score_and_findings(office: Office) -> None:
    from dataclasses import replace

    _, scores = blank(office)
    scores[0] = replace(scores[0], score=60, reason="二楼有杂物")
    raw = {"day": "2021-05-20", "checklist": "社区文明创建", "community": "大华", "inspectors": "甲明、乙明"}
    saved = save_inspection(office, raw, scores, [Found("二楼堆着旧家具", "3栋2单元"), Found("  ")])
    assert not isinstance(saved, list), saved
    assert (saved.number, saved.score) == ("2021-001", 9429)
    assert next(each.reason for each in scores_of(office, saved.id)) == "二楼有杂物"
    found = findings_of(office, saved.id)
    assert [(each.name, each.place, each.community.name, each.state) for each in found if each.community] == [
        ("二楼堆着旧家具", "3栋2单元", "大华", "found")
    ]
    assert office.keeper.undo() == "录入督查“2021-001”"
    assert office.keeper.table(INSPECTIONS).count() == office.keeper.table(RECTIFICATIONS).count() == 0
    assert office.keeper.table(INSPECTION_SCORES).count() == 0
    assert inspected(office).number == "2021-002", "撤销了的编号不再用"


def test_a_change_rewrites_the_scores_and_refuses_what_is_stale(office: Office) -> None:
    from dataclasses import replace

    saved = inspected(office)
    scores = scores_of(office, saved.id)
    changed = save_inspection(office, {"praise": "楼道干净"}, [replace(scores[0], score=0), *scores[1:]], base=saved)
    assert not isinstance(changed, list), changed
    assert (changed.score, changed.praise) == (8571, "楼道干净")
    assert len(scores_of(office, saved.id)) == 10
    stale = save_inspection(office, {}, scores, base=saved)
    assert isinstance(stale, list)
    assert "别处改过" in stale[0].message


def test_every_fault_is_said_and_nothing_is_written(office: Office) -> None:
    from dataclasses import replace

    _, scores = blank(office)
    wrong = save_inspection(
        office, {"day": "2021-06-20", "checklist": "没有这张"}, [replace(scores[0], score=101)], [Found("杂物")]
    )
    assert isinstance(wrong, list)
    assert {"督查日期", "社区", "楼道"} <= {each.column for each in wrong}
    assert office.keeper.table(INSPECTIONS).count() == 0
    empty = save_inspection(office, {"day": "2021-05-20", "checklist": "社区文明创建", "community": "大华"}, [])
    assert isinstance(empty, list)
    assert "还没有检查内容" in empty[0].message


# 整改


def now(office: Office, one: Any) -> Any:
    return office.keeper.table(RECTIFICATIONS).get(one.id)


def test_from_notice_to_closure_with_a_failed_recheck_between(office: Office) -> None:
    one, other = problem(office), problem(office, name="路面积水")
    done = rectifying.issue_notices(office, [one.id, other.id], "5个工作日", date(2021, 5, 24), "清理干净")
    assert not isinstance(done, list), done
    assert done.sentence() == "已发通知 2 条"
    first, second = now(office, one), now(office, other)
    assert {first.number, second.number} == {"2021-001", "2021-002"}
    assert (first.state, first.deadline, first.requirement) == ("noticed", date(2021, 5, 31), "清理干净")

    assert not isinstance(rectifying.reply(office, [one.id], date(2021, 5, 28), "已清理"), list)
    failed = rectifying.recheck(office, [one.id], False, date(2021, 5, 31), "甲明", "3天", "还剩一堆")
    assert not isinstance(failed, list), failed
    again = now(office, one)
    assert (again.state, again.deadline, again.replied_on) == ("noticed", date(2021, 6, 3), None)
    assert not isinstance(rectifying.recheck(office, [one.id], True, DAY, "甲明"), list)
    assert not isinstance(rectifying.close(office, [one.id], DAY), list)
    closed = now(office, one)
    assert (closed.state, closed.closed_on) == ("closed", DAY)
    assert closed.closed_by
    rows = office.keeper.table(RECHECKS).find("rectification", one.id)
    assert [(each.passed, each.new_deadline) for each in rows] == [(False, date(2021, 6, 3)), (True, None)]
    office.keeper.undo()
    assert now(office, one).state == "passed"


def test_a_step_out_of_turn_moves_nobody_and_names_each(office: Office) -> None:
    one, other = problem(office), problem(office, name="路面积水")
    assert not isinstance(rectifying.issue_notices(office, [one.id], "7天", DAY), list)
    wrong = rectifying.issue_notices(office, [one.id, other.id], "7天", DAY)
    assert isinstance(wrong, list)
    assert "楼道有杂物" in wrong[0].message
    assert now(office, other).state == "found"
    assert isinstance(rectifying.close(office, [one.id], DAY), list)
    assert isinstance(rectifying.void(office, [one.id], ""), list)
    assert isinstance(rectifying.extend(office, [one.id], "9天", DAY, ""), list)
    assert isinstance(rectifying.recheck(office, [one.id], True, date(2021, 5, 1)), list), "复查早于通知"
    assert not isinstance(rectifying.extend(office, [one.id], "9天", DAY, "连着下雨"), list)
    assert now(office, one).deadline == date(2021, 6, 9)
    assert "连着下雨" in now(office, one).note
    assert not isinstance(rectifying.close(office, [other.id], DAY, on_the_spot=True), list)
    assert not isinstance(rectifying.void(office, [one.id], "记重了"), list)


def test_how_early_one_is_reminded_follows_what_the_office_wrote(office: Office) -> None:
    problem(office, name="快到期", state="整改中", noticed_on="2021-05-21", deadline="2021-06-05")

    def soon() -> list[str]:
        return [item.detail for item in due_items(office) if item.kind == "rectification_soon"]

    assert soon() == []
    add(office, "targets", key="rectification_warning_days", label="整改到期提前提醒", value="5", unit="天")
    assert soon() == ["5天内到期，还没有回复"]


@pytest.mark.parametrize(
    ("kind", "fires", "silent"),
    [
        (
            "rectification_overdue",
            {"state": "整改中", "noticed_on": "2021-05-21", "deadline": "2021-05-30"},
            {"state": "整改中", "noticed_on": "2021-05-21", "deadline": "2021-05-31"},
        ),
        (
            "rectification_soon",
            {"state": "整改中", "noticed_on": "2021-05-21", "deadline": "2021-06-03"},
            {"state": "整改中", "noticed_on": "2021-05-21", "deadline": "2021-06-04"},
        ),
        (
            "recheck_due",
            {"state": "待复查", "noticed_on": "2021-05-21", "deadline": "2021-05-30", "replied_on": "2021-05-29"},
            {"state": "待销号", "noticed_on": "2021-05-21", "deadline": "2021-05-30"},
        ),
        (
            "closure_due",
            {"state": "待销号", "noticed_on": "2021-05-21", "deadline": "2021-05-30"},
            {"state": "已销号", "noticed_on": "2021-05-21", "deadline": "2021-05-30", "closed_on": "2021-05-30"},
        ),
        ("notice_due", {"state": "待发通知"}, {"state": "已作废"}),
    ],
)
def test_each_reminder_fires_for_its_case_and_not_for_its_neighbour(
    office: Office, kind: str, fires: dict[str, object], silent: dict[str, object]
) -> None:
    def due() -> list[str]:
        return [each for item in due_items(office) if item.kind == kind for each in item.ids]

    problem(office, name="不该提醒", **silent)
    assert due() == []
    one = problem(office, name="该提醒", **fires)
    assert due() == [one.id]


# 交接


def test_an_outgoing_person_hands_over_what_is_still_to_be_put_right(office: Office) -> None:
    old = add(office, "volunteers", name="甲明", community="大华", phone="15400000001")
    new = add(office, "volunteers", name="乙明", community="大华", phone="15400000002")
    open_one = problem(office, person="甲明")
    closed = problem(office, name="已经改好", person="甲明", state="已销号", closed_on="2021-05-30")
    held = holdings(office, old.id, DAY)
    assert [(each.table, each.id, each.title) for each in held] == [("rectifications", open_one.id, "楼道有杂物")]
    done = hand_over(office, old.id, new.id, DAY, held)
    assert isinstance(done, HandedOver), done
    assert now(office, open_one).person.id == new.id
    assert now(office, closed).person.id == old.id, "已经销号的不动"
    assert holdings(office, old.id, DAY) == []
    office.keeper.undo()
    assert now(office, open_one).person.id == old.id


def test_a_problem_with_nobody_else_needs_a_successor(office: Office) -> None:
    old = add(office, "volunteers", name="甲明", community="大华", phone="15400000001")
    alone = problem(office, community=None, person="甲明")
    found = hand_over(office, old.id, None, DAY, holdings(office, old.id, DAY))
    assert isinstance(found, list)
    assert "楼道有杂物" in found[0].message
    assert now(office, alone).person.id == old.id
    shared = problem(office, name="路面积水", person="甲明")
    only = [each for each in holdings(office, old.id, DAY) if each.id == shared.id]
    assert isinstance(hand_over(office, old.id, None, DAY, only), HandedOver)
    assert now(office, shared).person is None
