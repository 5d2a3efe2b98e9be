"""一次操作加许多人：参训、参保，一次撤销；已经在里面的不重复。"""

from datetime import date

import pytest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.many_people import add_participants, enroll
from miaopu_desk.services.office import Office, memory_office


@pytest.fixture
def office() -> Office:
    made = memory_office(date(2021, 5, 31))
    made.keeper.add(COMMUNITIES, {"name": "甲", "position": 1})
    for at in range(6):
        made.keeper.add(
            VOLUNTEERS,
            {
                "name": f"志愿{'甲乙丙丁戊己'[at]}",
                "community": "甲社区",
                "ranks": "专职" if at < 4 else "党员",
                "registered_on": "2021-01-05",
                "standing": "退出" if at == 3 else "在册",
                "standing_on": "2021-04-01" if at == 3 else None,
            },
        )
    made.keeper.add(TRAINING_SESSIONS, {"topic": "文明劝导", "held_on": "2021-05-10"})
    policy = {"number": "B-1", "insurer": "某公司", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}
    made.keeper.add(POLICIES, policy)
    return made


def ids(office: Office) -> list[str]:
    return [each.id for each in office.keeper.table(VOLUNTEERS).all()]


def full_time(office: Office) -> list[str]:
    return [
        each.id
        for each in office.keeper.table(VOLUNTEERS).all()
        if "full_time" in each.ranks and each.standing == "active"
    ]


def test_many_participants_are_one_action_and_one_undo(office: Office) -> None:
    (session,) = office.keeper.table(TRAINING_SESSIONS).all()
    added = add_participants(office, session.id, ids(office))
    assert (added.count, added.departed) == (5, ("志愿丁",))
    assert office.keeper.table(PARTICIPATIONS).count() == 5
    assert office.keeper.undo() == "“文明劝导”加入 5 人"
    assert office.keeper.table(PARTICIPATIONS).count() == 0


def test_nobody_takes_part_twice_and_the_sentence_says_so(office: Office) -> None:
    (session,) = office.keeper.table(TRAINING_SESSIONS).all()
    everyone = ids(office)
    add_participants(office, session.id, everyone[:1])
    again = add_participants(office, session.id, [everyone[0], everyone[2], everyone[2]])
    assert (again.count, len(again.already)) == (1, 1)
    assert again.sentence().startswith("已加入 1 人，1 人原来就在里面（")
    assert office.keeper.table(PARTICIPATIONS).count() == 2


def test_somebody_who_left_after_the_session_still_counts_as_having_been_there(office: Office) -> None:
    early = office.keeper.add(TRAINING_SESSIONS, {"topic": "春季培训", "held_on": "2021-03-10"})
    assert not isinstance(early, list)
    assert add_participants(office, early.id, ids(office)).count == 6


def test_enrolling_all_full_time_is_one_undo_and_ended_cover_can_be_renewed(office: Office) -> None:
    (policy,) = office.keeper.table(POLICIES).all()
    assert enroll(office, policy.id, full_time(office), date(2021, 2, 1)).count == 3
    assert enroll(office, policy.id, full_time(office), date(2021, 3, 1)).count == 0
    first = office.keeper.table(ENROLLMENTS).all()[0]
    office.keeper.change(ENROLLMENTS, first.id, {"ends_on": "2021-04-30"})
    assert enroll(office, policy.id, full_time(office), date(2021, 5, 1)).count == 1
    assert office.keeper.table(ENROLLMENTS).count() == 4


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2022, 1, 1)])
def test_cover_cannot_start_outside_the_policy(office: Office, day: date) -> None:
    (policy,) = office.keeper.table(POLICIES).all()
    with pytest.raises(KnownError, match="不在保险期间内"):
        enroll(office, policy.id, full_time(office), day)
    assert office.keeper.table(ENROLLMENTS).count() == 0


def test_a_session_deleted_meanwhile_is_said_so(office: Office) -> None:
    (session,) = office.keeper.table(TRAINING_SESSIONS).all()
    office.keeper.remove(TRAINING_SESSIONS, [session.id])
    with pytest.raises(KnownError, match="已经删除"):
        add_participants(office, session.id, ids(office))
