"""把示例的督查、整改、线索写进办公室；同别的月份资料在一次操作里。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.inspection import next_number, target_score
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import (
    CHECKLISTS,
    CLUES,
    INSPECTION_SCORES,
    INSPECTIONS,
    RECHECKS,
    RECTIFICATIONS,
    REWARD_BATCHES,
    REWARD_PAYMENTS,
    REWARD_RULES,
)
from miaopu_desk.domain.records.clues import Clue, RewardBatch, RewardPayment, RewardRule
from miaopu_desk.domain.records.inspection import Inspection, InspectionScore
from miaopu_desk.domain.records.rectification import Recheck, Rectification
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.domain.sample_inspection import (
    CHECKLIST,
    INSPECTORS,
    SampleInspection,
    SampleProblem,
    SampleScore,
    clues,
    inspections,
)
from miaopu_desk.domain.sample_people import link_to
from miaopu_desk.services.inspecting import blank_scores, score_of
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office

R = TypeVar("R", bound=Record)
Filled = Callable[[Register[Any], Any], Any]
People = Mapping[str, Sequence[Volunteer]]
# 等级 → 奖励名称、金额；一般的那条不写等级，没有定等级的也照它
RULES = {"ordinary": ("一般线索", 5000), "larger": ("较大线索", 20000), "major": ("重大线索", 100000)}
YEARLY_CAP = 200000
PAID_ON = date(2021, 5, 10)


def fill_inspection(act: Act, office: Office, filled: Filled, people: People) -> None:
    """filled 补好只写了名称的 Ref；people 是社区 → 登记过的人。"""
    checklist = next(each for each in office.keeper.table(CHECKLISTS).all() if each.name == CHECKLIST)
    blank = blank_scores(office, checklist.id)
    numbers: list[str | None] = []
    notices: list[str | None] = []
    for planned in inspections([(each.name, each.full_score, each.target is not None) for each in blank]):
        number = next_number(numbers, planned.day.year)
        numbers.append(number)
        scores = [_scored(one, planned_one) for one, planned_one in zip(blank, planned.scores, strict=True)]
        saved = act.insert(INSPECTIONS, filled(INSPECTIONS, _inspection(number, planned, score_of(scores))))
        ref = Ref(saved.number, saved.id)
        for one in scores:
            act.insert(INSPECTION_SCORES, replace(one, inspection=ref))
        if planned.problem is not None:
            _problem(act, filled, planned, planned.problem, ref, notices)
    _clues(act, filled, people)


def _scored(one: InspectionScore, planned: SampleScore) -> InspectionScore:
    if one.target is not None and planned.measured is not None:
        score = target_score(one.full_score, one.target, one.target_test, planned.measured)
        return replace(one, measured=planned.measured, score=score)
    return replace(one, score=one.full_score - planned.off, reason=planned.reason)


def _inspection(number: str, planned: SampleInspection, score: int | None) -> Inspection:
    return Inspection(
        number=number,
        day=planned.day,
        checklist=Ref(CHECKLIST),
        community=Ref(planned.community),
        inspectors=INSPECTORS,
        score=score,
        praise=planned.praise,
    )


def _problem(
    act: Act, filled: Filled, planned: SampleInspection, one: SampleProblem, source: Ref, notices: list[str | None]
) -> None:
    number = next_number(notices, planned.day.year) if one.noticed_on else None
    notices.append(number)
    saved = act.insert(
        RECTIFICATIONS,
        filled(
            RECTIFICATIONS,
            Rectification(
                name=one.name,
                place=one.place,
                found_on=planned.day,
                inspection=source,
                community=Ref(planned.community),
                state=one.state,
                number=number,
                requirement=one.detail if one.noticed_on else None,
                noticed_on=one.noticed_on,
                deadline=one.deadline,
                replied_on=one.replied_on,
                reply="已经清理，安排专人每天查看" if one.replied_on else None,
                closed_on=one.closed_on,
                closed_by="郑飞龙" if one.closed_on else None,
                note="与上一次查出的是同一处" if one.state == "void" else None,
            ),
        ),
    )
    owner = Ref(saved.name, saved.id)
    if one.failed_once and one.replied_on:
        act.insert(
            RECHECKS,
            Recheck(
                rectification=owner,
                day=one.replied_on,
                passed=False,
                inspectors=INSPECTORS,
                new_deadline=one.deadline,
                note="还有一处没有清走",
            ),
        )
    if one.state in ("passed", "closed"):
        day = one.closed_on or one.deadline
        assert day is not None
        act.insert(RECHECKS, Recheck(rectification=owner, day=day, passed=True, inspectors=INSPECTORS))


def _clues(act: Act, filled: Filled, people: People) -> None:
    """线索、奖励办法，和四月线索的一批奖励（已经发了）。"""
    for level, (name, amount) in RULES.items():
        act.insert(
            REWARD_RULES,
            RewardRule(
                name=name,
                level=None if level == "ordinary" else level,
                amount=amount,
                yearly_cap=YEARLY_CAP,
                starts_on=date(2021, 1, 1),
                note="示例，待街道确认",
            ),
        )
    paid: list[Clue] = []
    for number, one in enumerate(clues(), 1):
        reporter = people[one.community][one.reporter] if one.reporter is not None else None
        handed = None if one.handed_to is None else one.day
        answered = None if one.answer is None else one.day.replace(day=min(one.day.day + 3, 28))
        clue = act.insert(
            CLUES,
            filled(
                CLUES,
                Clue(
                    number=f"2021-{number:03d}",
                    received_on=one.day,
                    kind=Ref(one.kind),
                    level=one.level,
                    content=one.content,
                    place=one.place,
                    community=Ref(one.community),
                    reporter=link_to(reporter) if reporter else None,
                    reporter_name=None if reporter else "热心居民",
                    reporter_phone=None if reporter else f"1540009{number:04d}",
                    state=one.state,
                    handed_to=one.handed_to,
                    handed_on=handed,
                    answered_on=answered,
                    answer=one.answer,
                    adopted=one.adopted,
                    closed_on=answered if one.state == "closed" else one.day if one.state == "invalid" else None,
                    note="不属实：现场没有发现" if one.state == "invalid" else None,
                ),
            ),
        )
        if one.adopted and one.day.month == 4:
            paid.append(clue)
    batch = act.insert(REWARD_BATCHES, RewardBatch(number="2021-01", day=date(2021, 4, 30), paid_on=PAID_ON))
    for clue in paid:
        name, amount = RULES[clue.level or "ordinary"]
        act.insert(
            REWARD_PAYMENTS,
            RewardPayment(
                batch=Ref(batch.number, batch.id),
                clue=Ref(clue.number, clue.id),
                amount=amount,
                note=f"{name}{in_yuan(amount)}",
            ),
        )
