"""活动的每一步：能走的走到哪里，不能走的说什么；报备、记录的期限。"""

from datetime import date
from typing import Any

import pytest

from miaopu_desk.domain.activity_steps import (
    Filing,
    FilingTerms,
    Outcome,
    cancel,
    file,
    hold,
    next_step,
    postpone,
    record,
    record_deadline,
    restore,
)
from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.records.activities import ACTIVITIES, Activity

TODAY = date(2021, 5, 31)
TERMS = FilingTerms()
FILED = Filing(filed_on=date(2021, 5, 24), filed_with="衡阳群众APP", number="BB-1")
DONE = Outcome(held_on=date(2021, 5, 28), named=12)


def activity(state: str = "planned", **values: Any) -> Activity:
    known = {"name": "清扫", "planned_on": date(2021, 5, 28), "state": state}
    if state in ("held", "recorded"):
        known["held_on"] = date(2021, 5, 28)
    return Activity(**{**known, **values})


def said(step: Any) -> str:
    assert isinstance(step, list), step
    return "；".join(str(problem) for problem in step)


def test_the_whole_way_from_plan_to_record() -> None:
    planned = activity(expected_people=30)
    filed = file(planned, FILED, TODAY)
    assert isinstance(filed, Activity)
    assert (filed.state, filed.filing_number, filed.filed_late) == ("filed", "BB-1", None)
    held = hold(filed, date(2021, 5, 29), TERMS, TODAY)
    assert isinstance(held, Activity)
    assert (held.state, held.held_on, held.planned_on) == ("held", date(2021, 5, 29), date(2021, 5, 28))
    done = record(held, Outcome(held_on=date(2021, 5, 29), named=3, heads=10, beneficiaries=40), TERMS, TODAY)
    assert isinstance(done, Activity)
    assert (done.state, done.recorded_on, done.beneficiaries) == ("recorded", TODAY, 40)
    assert all(ACTIVITIES.check(each, TODAY) == [] for each in (filed, held, done))


FILINGS = [
    ("planned", {}, FILED, "filed"),
    ("planned", {}, Filing(filed_on=date(2021, 5, 28), filed_with="甲"), "filed"),
    ("planned", {}, Filing(filed_on=date(2021, 5, 29), filed_with="甲"), "报备日期：晚于活动那天"),
    ("planned", {}, Filing(filed_on=date(2021, 5, 29), filed_with="甲", late=True), "filed"),
    ("planned", {}, Filing(filed_on=date(2021, 6, 1), filed_with="甲", late=True), "报备日期：2021-06-01还没到"),
    ("planned", {}, Filing(filed_on=date(2021, 5, 20)), "报备到：请写明报备到哪里"),
    ("filed", {"filed_on": date(2021, 5, 20), "filing_number": "X9"}, FILED, "2021年5月20日已经报备过，编号X9"),
    ("held", {}, Filing(filed_on=date(2021, 5, 30), filed_with="甲", late=True), "held"),
    ("recorded", {}, Filing(filed_on=date(2021, 5, 30), filed_with="甲"), "请勾上“补报”"),
    ("cancelled", {"reason": "雨"}, FILED, "已经取消，请先恢复，不能报备"),
]


@pytest.mark.parametrize(("state", "values", "filing", "expected"), FILINGS)
def test_filing(state: str, values: dict[str, Any], filing: Filing, expected: str) -> None:
    got = file(activity(state, **values), filing, TODAY)
    if isinstance(got, Activity):
        assert got.state == expected
        assert ACTIVITIES.check(got, TODAY) == []
    else:
        assert expected in said(got)


HELD = [
    ("planned", {}, date(2021, 5, 28), "held"),
    ("planned", {"expected_people": 9}, date(2021, 5, 28), "held"),
    ("planned", {"expected_people": 10}, date(2021, 5, 28), "预计10人以上的活动要提前3天报备，这次预计10人"),
    ("filed", {"expected_people": 10, "filed_on": date(2021, 5, 20)}, date(2021, 5, 28), "held"),
    ("planned", {}, date(2021, 6, 1), "开展日期：2021-06-01还没到"),
    ("held", {}, date(2021, 5, 28), "已经开展，不能再退回去，不能记为已开展"),
    ("recorded", {}, date(2021, 5, 28), "已经记录"),
    ("cancelled", {"reason": "雨"}, date(2021, 5, 28), "已经取消，请先恢复"),
]


@pytest.mark.parametrize(("state", "values", "day", "expected"), HELD)
def test_holding(state: str, values: dict[str, Any], day: date, expected: str) -> None:
    got = hold(activity(state, **values), day, TERMS, TODAY)
    assert got.state == expected if isinstance(got, Activity) else expected in said(got)


RECORDS = [
    ("held", {}, DONE, "recorded"),
    ("filed", {"filed_on": date(2021, 5, 20)}, DONE, "recorded"),
    ("planned", {}, DONE, "recorded"),
    ("recorded", {"recorded_on": date(2021, 5, 29)}, DONE, "recorded"),
    ("held", {}, Outcome(held_on=date(2021, 5, 28), named=0, heads=1), "recorded"),
    ("held", {}, Outcome(held_on=date(2021, 5, 28), named=0), "参加的人：一个人也没有"),
    ("held", {}, Outcome(held_on=date(2021, 6, 2), named=1), "开展日期：2021-06-02还没到"),
    ("planned", {"expected_people": 50}, DONE, "还没有报备"),
    ("cancelled", {"reason": "雨"}, DONE, "已经取消，请先恢复"),
]


@pytest.mark.parametrize(("state", "values", "outcome", "expected"), RECORDS)
def test_recording(state: str, values: dict[str, Any], outcome: Outcome, expected: str) -> None:
    got = record(activity(state, **values), outcome, TERMS, TODAY)
    assert got.state == expected if isinstance(got, Activity) else expected in said(got)


def test_recording_again_keeps_the_first_day_and_what_is_not_written_anew() -> None:
    before = activity("recorded", recorded_on=date(2021, 5, 29), beneficiaries=7, result="扫净两条巷")
    again = record(before, DONE, TERMS, TODAY)
    assert isinstance(again, Activity)
    assert (again.recorded_on, again.beneficiaries, again.result) == (date(2021, 5, 29), 7, "扫净两条巷")


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        ("planned", "下雨", "cancelled"),
        ("filed", "下雨", "cancelled"),
        ("planned", "  ", "取消原因：请写明为什么取消"),
        ("held", "下雨", "已经开展"),
        ("recorded", "下雨", "已经记录"),
        ("cancelled", "下雨", "已经取消"),
    ],
)
def test_cancelling(state: str, reason: str, expected: str) -> None:
    got = cancel(activity(state), reason)
    assert got.state == expected if isinstance(got, Activity) else expected in said(got)


def test_what_was_cancelled_comes_back_to_where_it_stood() -> None:
    plain = restore(activity("cancelled", reason="雨"))
    filed = restore(activity("cancelled", reason="雨", filed_on=date(2021, 5, 20)))
    assert isinstance(plain, Activity)
    assert isinstance(filed, Activity)
    assert (plain.state, plain.reason, filed.state) == ("planned", None, "filed")
    assert "还在计划，不能恢复" in said(restore(activity()))


def test_another_day_leaves_the_day_it_was_made_for() -> None:
    made = activity(generated_for=date(2021, 5, 28))
    moved = postpone(made, date(2021, 6, 4), "停电")
    assert isinstance(moved, Activity)
    assert (moved.planned_on, moved.generated_for, moved.reason) == (date(2021, 6, 4), date(2021, 5, 28), "停电")
    assert "原来就在2021年5月28日" in said(postpone(made, date(2021, 5, 28), ""))
    filed = activity("filed", filed_on=date(2021, 5, 20))
    assert "不能早于报备那天" in said(postpone(filed, date(2021, 5, 19), ""))
    assert "已经开展" in said(postpone(activity("held"), date(2021, 6, 4), ""))


@pytest.mark.parametrize(
    ("held_on", "last"),
    [
        (date(2021, 4, 28), date(2021, 5, 14)),
        (date(2021, 9, 27), date(2021, 10, 15)),
        (date(2021, 5, 17), date(2021, 5, 31)),
    ],
)
def test_the_record_is_due_on_the_tenth_working_day(held_on: date, last: date) -> None:
    assert record_deadline(activity("held", held_on=held_on), load_holidays()) == last


@pytest.mark.parametrize(
    ("found", "said_"),
    [
        (activity(planned_on=date(2021, 6, 10), expected_people=30), "最迟6月7日报备"),
        (activity(planned_on=date(2021, 6, 2), expected_people=30), "没有按时报备"),
        (activity(planned_on=date(2021, 6, 2), expected_people=3), ""),
        (activity(planned_on=date(2021, 5, 30)), "已过日期，请记为已开展或取消"),
        (activity("held"), "最迟6月11日记录"),
        (activity("held", held_on=date(2021, 5, 10)), "应在5月24日前记录，已过期"),
        (activity("recorded"), ""),
        (activity("recorded", expected_people=10), "没有报备，请补报"),
        (activity("cancelled", reason="雨"), ""),
    ],
)
def test_what_comes_next(found: Activity, said_: str) -> None:
    assert next_step(found, TERMS, TODAY, load_holidays()) == said_


@pytest.mark.parametrize(
    ("found", "label"),
    [
        (activity("filed"), "报备日期"),
        (activity("cancelled"), "取消原因"),
        (activity(filed_on=date(2021, 5, 29)), "报备日期"),
    ],
)
def test_a_row_written_by_hand_or_in_a_workbook_is_held_to_the_same_rules(found: Activity, label: str) -> None:
    assert [problem.column for problem in ACTIVITIES.check(found, TODAY)] == [label]
