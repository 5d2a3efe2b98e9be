"""批改：首次投保、批增批减、退了再来、不能重复、一次撤销，报出去的名单什么时候看都一样。"""

from datetime import date

import pytest
from services.insurance_desk import AGREED, Desk, ref

from miaopu_desk.domain.insurance import Consent
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import ENROLLMENTS, SUBMISSION_PEOPLE, SUBMISSIONS, VOLUNTEERS
from miaopu_desk.services.endorsing import (
    confirm_endorsement,
    first_effective,
    frozen_lines,
    plan_submission,
    proposed,
    submit,
)

NOTICE = date(2021, 5, 10)


def names(desk: Desk, submission_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in frozen_lines(desk.office, submission_id):
        found.setdefault(line.change, []).append(line.name)
    return found


def covers(desk: Desk) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for one in desk.office.keeper.table(ENROLLMENTS).all():
        span = (one.starts_on.isoformat(), one.ends_on.isoformat() if one.ends_on else None)
        found.setdefault(one.volunteer.name, []).append(span)
    return {name: sorted(spans) for name, spans in found.items()}


def report(desk: Desk, notice: str, add=(), remove=(), effective: str | None = None):
    plan = plan_submission(
        desk.office,
        desk.policy.id,
        date.fromisoformat(notice),
        date.fromisoformat(effective) if effective else None,
        add={one.id: AGREED for one in add},
        remove=[one.id for one in remove],
    )
    return submit(desk.office, plan)


def test_the_first_list_is_everybody_already_enrolled_and_those_added_now() -> None:
    desk = Desk()
    old, new = desk.person("甲一"), desk.person("甲二")
    desk.enroll(old)
    saved = report(desk, "2021-05-10", add=[new])
    assert (saved.kind, saved.number, saved.added, saved.removed, saved.unchanged) == ("first", "P1-01", 2, 0, 0)
    assert names(desk, saved.id) == {"add": ["甲一", "甲二"]}
    assert covers(desk) == {"甲一": [("2021-01-01", None)], "甲二": [("2021-05-11", None)]}
    lines = {line.name: line for line in frozen_lines(desk.office, saved.id)}
    assert (lines["甲一"].premium, lines["甲二"].premium) == (12000, 7726)
    assert (saved.premium, saved.refund) == (19726, 0)
    assert (lines["甲二"].starts_on, lines["甲二"].ends_on) == (date(2021, 5, 11), date(2021, 12, 31))


def test_a_month_adds_some_removes_some_and_the_rest_are_unchanged() -> None:
    desk = Desk()
    stays, goes, comes = desk.person("甲一"), desk.person("甲二"), desk.person("甲三")
    desk.enroll(stays)
    desk.enroll(goes)
    report(desk, "2021-04-10")
    saved = report(desk, "2021-05-10", add=[comes], remove=[goes])
    assert (saved.kind, saved.number) == ("change", "P1-02")
    assert names(desk, saved.id) == {"add": ["甲三"], "remove": ["甲二"], "unchanged": ["甲一"]}
    assert covers(desk) == {
        "甲一": [("2021-01-01", None)],
        "甲二": [("2021-01-01", "2021-05-10")],  # 保到通知那天二十四时
        "甲三": [("2021-05-11", None)],
    }
    assert (saved.premium, saved.refund) == (7726, 7726)


def test_a_later_named_day_begins_the_cover_but_never_prolongs_the_removed() -> None:
    desk = Desk()
    goes, comes = desk.person("甲一"), desk.person("甲二")
    desk.enroll(goes)
    report(desk, "2021-04-10")
    report(desk, "2021-05-10", add=[comes], remove=[goes], effective="2021-05-20")
    assert covers(desk) == {"甲一": [("2021-01-01", "2021-05-10")], "甲二": [("2021-05-20", None)]}


def test_added_and_removed_within_one_month_and_back_again() -> None:
    desk = Desk()
    one, other = desk.person("甲一"), desk.person("甲二")
    desk.enroll(other)
    report(desk, "2021-05-01")
    report(desk, "2021-05-03", add=[one])
    report(desk, "2021-05-20", remove=[one])
    assert covers(desk)["甲一"] == [("2021-05-04", "2021-05-20")]
    again = report(desk, "2021-05-25", add=[one])
    assert covers(desk)["甲一"] == [("2021-05-04", "2021-05-20"), ("2021-05-26", None)]
    assert names(desk, again.id) == {"add": ["甲一"], "unchanged": ["甲二"]}


def test_removed_before_the_cover_began_it_is_withdrawn_and_paid_back() -> None:
    desk = Desk()
    one, other = desk.person("甲一"), desk.person("甲二")
    desk.enroll(other)
    report(desk, "2021-05-01")
    first = report(desk, "2021-05-03", add=[one], effective="2021-05-25")
    saved = report(desk, "2021-05-10", remove=[one])
    assert "甲一" not in covers(desk)
    (line,) = [line for line in frozen_lines(desk.office, saved.id) if line.change == "remove"]
    assert (line.starts_on, line.ends_on, line.note) == (None, None, "没有生效，撤掉")
    assert line.refund == first.premium


def test_two_notices_on_one_day_do_not_report_the_same_removal_twice() -> None:
    desk = Desk()
    one, other = desk.person("甲一"), desk.person("甲二")
    desk.enroll(one)
    desk.enroll(other)
    report(desk, "2021-05-01")
    report(desk, "2021-05-10", remove=[one])
    plan = plan_submission(desk.office, desk.policy.id, NOTICE)
    assert [line.volunteer.name for line in plan.of("unchanged")] == ["甲二"]
    assert not plan.of("remove")
    assert [str(each) for each in plan.faults] == ["没有人要增减，不用报"]


def test_what_was_changed_by_hand_between_two_reports_is_reported_next_time() -> None:
    desk = Desk()
    ended, deleted, new, stays = (desk.person(f"甲{at}") for at in "一二三四")
    rows = [desk.enroll(one) for one in (ended, deleted, stays)]
    report(desk, "2021-04-10")
    desk.office.keeper.change(ENROLLMENTS, rows[0].id, {"ends_on": "2021-04-30"})
    desk.office.keeper.remove(ENROLLMENTS, [rows[1].id])
    desk.enroll(new, "2021-05-01")
    plan = plan_submission(desk.office, desk.policy.id, NOTICE)
    assert [line.volunteer.name for line in plan.of("add")] == ["甲三"]
    assert {line.volunteer.name: line.warned for line in plan.of("remove")} == {
        "甲一": ("参保已经终止，补报批减",),
        "甲二": ("参保记录已经删掉，补报批减",),
    }
    saved = submit(desk.office, plan)
    ends = {line.name: line.ends_on for line in frozen_lines(desk.office, saved.id) if line.change == "remove"}
    assert ends == {"甲一": date(2021, 4, 30), "甲二": NOTICE}
    assert covers(desk)["甲三"] == [("2021-05-01", None)]


def test_a_short_cover_that_ran_out_by_itself_is_no_removal() -> None:
    desk = Desk()
    short, stays = desk.person("甲一"), desk.person("甲二")
    desk.enroll(short, ends="2021-04-30")
    desk.enroll(stays)
    report(desk, "2021-04-10")
    assert not plan_submission(desk.office, desk.policy.id, NOTICE).of("remove")


WRONG = [
    ("同意书没有签", {}, {}, Consent(), "没有本人同意投保、认可保险金额的记录"),
    ("没有认可保额", {}, {}, Consent(True, False), "没有认可保险金额的记录"),
    ("没有身故责任的不用认可保额", {"death_sum": "0"}, {}, Consent(True, None), ""),
    ("十五岁", {}, {"born": "2005-05-12"}, Consent(True, True, True), "起保时15周岁，不到16周岁"),
    ("十六岁生日那天起保", {"youngest": "16"}, {"born": "2005-05-11"}, Consent(True, True, True), ""),
    ("十六岁没有监护人同意", {}, {"born": "2005-05-11"}, AGREED, "没有监护人同意投保的记录"),
    (
        "监护人在登记里同意过",
        {},
        {"born": "2005-05-11", "guardian": "甲父", "guardian_consent": "是"},
        AGREED,
        "",
    ),
    ("不到八岁", {"youngest": None}, {"born": "2013-05-12"}, Consent(True, True, True), "只能由父母投保"),
    ("八岁", {"youngest": None}, {"born": "2013-05-11"}, Consent(True, True, True), ""),
    ("止保前满七十一", {}, {"born": "1950-12-31"}, AGREED, "2021-12-31满71周岁，保障期里超过70周岁"),
    ("止保次日才满七十一", {}, {"born": "1951-01-01"}, AGREED, ""),
    ("没有证件号码", {}, {"id_number": None, "phone": "15400001111"}, AGREED, "没有证件号码"),
    (
        "已经退出",
        {},
        {"standing": "退出", "standing_on": "2021-05-09"},
        AGREED,
        "2021-05-11不在册",
    ),
]


@pytest.mark.parametrize(
    ("policy", "person", "consent", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_who_may_not_be_added_and_why(policy, person, consent, said) -> None:
    desk = Desk(**policy)
    person = dict(person)
    one = desk.person("甲一", person.pop("born", "1970-01-01"), **person)
    plan = plan_submission(desk.office, desk.policy.id, NOTICE, add={one.id: consent})
    (line,) = plan.of("add")
    assert said in "；".join(line.wrong)
    assert bool(line.wrong) == bool(said)
    if said:
        with pytest.raises(Refused, match="甲一"):
            submit(desk.office, plan)
        assert desk.office.keeper.table(ENROLLMENTS).count() == 0
    else:
        submit(desk.office, plan)
        assert desk.office.keeper.table(ENROLLMENTS).count() == 1


def test_the_same_person_twice_on_a_policy_is_refused_by_number_not_by_name() -> None:
    desk = Desk()
    one = desk.person("甲一")
    same_name = desk.person("甲一")
    desk.enroll(one)
    plan = plan_submission(desk.office, desk.policy.id, NOTICE, add={one.id: AGREED, same_name.id: AGREED})
    wrong = {line.volunteer.id: line.wrong for line in plan.of("add") if line.enrollment is None}
    assert wrong == {one.id: ("已经在这张保单里，不能重复",), same_name.id: ()}


@pytest.mark.parametrize(("starts", "ends", "refused"), [("2021-05-10", None, True), ("2021-05-11", None, False)])
def test_a_second_enrollment_typed_by_hand_is_refused_where_it_overlaps(starts, ends, refused) -> None:
    desk = Desk()
    one = desk.person("甲一")
    desk.enroll(one, "2021-01-01", "2021-05-10")
    raw = {"policy": desk.policy_ref(), "volunteer": ref(one), "starts_on": starts, "ends_on": ends}
    saved = desk.office.keeper.add(ENROLLMENTS, raw)
    if refused:
        assert isinstance(saved, list)
        assert "甲一”在保单P1里已经有2021-01-01至2021-05-10的保障，不能重复参保" in str(saved[0])
    else:
        assert not isinstance(saved, list)
    assert not isinstance(
        desk.office.keeper.change(ENROLLMENTS, desk.office.keeper.table(ENROLLMENTS).all()[0].id, {"note": "甲"}), list
    )


def test_cover_in_another_policy_is_said_but_not_forbidden() -> None:
    from builders import add

    desk = Desk()
    other = add(desk.office, "policies", number="P2", insurer="乙公司", starts_on="2021-01-01", ends_on="2021-12-31")
    one = desk.person("甲一")
    desk.enroll(one, policy=other)
    plan = plan_submission(desk.office, desk.policy.id, NOTICE, add={one.id: AGREED})
    assert plan.lines[0].warned == ("在保单P2里另有保障",)
    assert not plan.faults


@pytest.mark.parametrize(
    ("notice", "effective", "said"),
    [
        ("2021-06-01", None, "通知日期：2021-06-01还没到"),
        ("2021-04-09", None, "早于上一次批改（P1-01，2021-04-10通知）"),
        ("2021-05-10", "2021-05-10", "最早从2021-05-11零时起"),
        ("2021-05-10", "2022-01-01", "保单2021-12-31到期"),
    ],
)
def test_days_that_cannot_be(notice: str, effective: str | None, said: str) -> None:
    desk = Desk()
    desk.enroll(desk.person("甲一"))
    report(desk, "2021-04-10")
    with pytest.raises(Refused, match=said):
        report(desk, notice, add=[desk.person("甲二")], effective=effective)


def test_before_the_policy_begins_cover_begins_with_it() -> None:
    desk = Desk(starts_on="2021-06-01", ends_on="2022-05-31")
    assert first_effective(desk.office, desk.policy.id, NOTICE) == date(2021, 6, 1)
    report(desk, "2021-05-10", add=[desk.person("甲一")])
    assert covers(desk) == {"甲一": [("2021-06-01", None)]}


def test_the_program_proposes_full_time_without_cover_and_those_who_left() -> None:
    desk = Desk()
    covered, bare, left, party = (desk.person(f"甲{at}") for at in "一二三四")
    desk.office.keeper.change(VOLUNTEERS, party.id, {"ranks": "党员"})
    desk.enroll(covered)
    desk.enroll(left)
    report(desk, "2021-04-10")
    desk.office.keeper.change(VOLUNTEERS, left.id, {"standing": "退出", "standing_on": "2021-05-09"})
    found = proposed(desk.office, desk.policy.id, NOTICE, date(2021, 5, 11))
    assert (found.add, found.remove) == ((bare.id,), (left.id,))


def test_a_report_is_one_undo_and_its_number_is_not_used_again() -> None:
    desk = Desk()
    goes, comes = desk.person("甲一"), desk.person("甲二")
    desk.enroll(goes)
    report(desk, "2021-04-10")
    before = covers(desk)
    report(desk, "2021-05-10", add=[comes], remove=[goes])
    assert desk.office.keeper.undo() == "批改“P1-02”：批增 1 人，批减 1 人"
    assert covers(desk) == before
    assert desk.office.keeper.table(SUBMISSIONS).count() == 1
    assert desk.office.keeper.table(SUBMISSION_PEOPLE).count() == 1
    assert report(desk, "2021-05-10", add=[comes]).number == "P1-03"


def test_what_was_reported_stays_as_it_was_reported() -> None:
    desk = Desk()
    one = desk.person("甲一")
    desk.enroll(one)
    saved = report(desk, "2021-04-10")
    before = [SUBMISSION_PEOPLE.show(line) for line in frozen_lines(desk.office, saved.id)]
    desk.office.keeper.change(VOLUNTEERS, one.id, {"name": "甲改", "phone": "15400009999", "community": "大华"})
    after = [SUBMISSION_PEOPLE.show(line) for line in frozen_lines(desk.office, saved.id)]
    drop = [{name: text for name, text in line.items() if name != "volunteer"} for line in after]
    assert drop == [{name: text for name, text in line.items() if name != "volunteer"} for line in before]


def test_a_list_changed_meanwhile_is_not_reported_blindly() -> None:
    desk = Desk()
    one = desk.person("甲一")
    plan = plan_submission(desk.office, desk.policy.id, NOTICE, add={one.id: AGREED})
    desk.office.keeper.change(VOLUNTEERS, one.id, {"phone": "15400009999"})
    with pytest.raises(KnownError, match="刚才在别处改过"):
        submit(desk.office, plan)
    assert desk.office.keeper.table(SUBMISSIONS).count() == 0


def test_fewer_than_the_policy_asks_for_is_said() -> None:
    desk = Desk(minimum_heads="5")
    plan = plan_submission(desk.office, desk.policy.id, NOTICE, add={desk.person("甲一").id: AGREED})
    assert plan.notes == ("批改以后1人，少于保单要求的最少5人，请先问保险公司",)


def test_the_insurers_own_number_is_noted_later() -> None:
    desk = Desk()
    desk.enroll(desk.person("甲一"))
    saved = report(desk, "2021-04-10")
    confirm_endorsement(desk.office, saved.id, "PD-1", date(2021, 4, 12))
    found = desk.office.keeper.table(SUBMISSIONS).get(saved.id)
    assert found is not None
    assert (found.endorsement, found.confirmed_on) == ("PD-1", date(2021, 4, 12))


def test_without_a_premium_on_the_policy_nothing_is_summed() -> None:
    desk = Desk(premium=None)
    saved = report(desk, "2021-05-10", add=[desk.person("甲一")])
    assert (saved.premium, saved.refund) == (None, None)
