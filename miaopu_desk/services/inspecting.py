"""督查：一屏录完一次督查——表头、逐项得分、发现的问题，一次操作写进去。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from miaopu_desk.domain.inspection import ItemScore, next_number, total_score
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import CHECKLIST_ITEMS, INSPECTION_SCORES, INSPECTIONS, RECTIFICATIONS
from miaopu_desk.domain.records.inspection import Inspection, InspectionScore
from miaopu_desk.domain.records.rectification import Rectification
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.store.queries_inspection import numbers_taken


@dataclass(frozen=True, slots=True)
class Found:
    """督查时发现的一个问题：写什么、在哪里。"""

    name: str
    place: str = ""


def new_number(office: Office, register: Register[Any], day: date, digits: int = 3) -> str:
    """一张登记表这一年的下一个编号，用过的不再用。"""
    return next_number(numbers_taken(office.database, register.table), day.year, digits)


def blank_scores(office: Office, checklist_id: str) -> list[InspectionScore]:
    """照检查表抄下的各项，先都给满分；有目标的要填实测值，先空着。"""
    items = office.keeper.table(CHECKLIST_ITEMS).find("checklist", checklist_id)
    return [
        InspectionScore(
            inspection=Ref(""),
            position=each.position,
            name=each.name,
            full_score=each.full_score,
            weight=each.weight,
            target=each.target,
            target_test=each.target_test,
            score=None if each.target is not None else each.full_score,
        )
        for each in sorted(items, key=lambda one: one.position)
    ]


def scores_of(office: Office, inspection_id: str) -> list[InspectionScore]:
    """一次督查的各项得分，照检查表的先后。"""
    found = office.keeper.table(INSPECTION_SCORES).find("inspection", inspection_id)
    return sorted(found, key=lambda one: one.position)


def findings_of(office: Office, inspection_id: str) -> list[Rectification]:
    """一次督查发现的问题，照发现的先后。"""
    return office.keeper.table(RECTIFICATIONS).find("inspection", inspection_id)


def score_of(scores: Sequence[InspectionScore]) -> int | None:
    """百分制的总分。"""
    return total_score(ItemScore(each.full_score, each.weight, each.score) for each in scores)


def save_inspection(
    office: Office,
    raw: Mapping[str, object],
    scores: Sequence[InspectionScore],
    found: Sequence[Found] = (),
    base: Inspection | None = None,
) -> Inspection | list[Problem]:
    """存一次督查；base 是正在改的那一次。编号空着的接着编，得分由各项算出；有问题一个字也不写，全部返回。"""
    keeper = office.keeper
    given = dict(raw)
    given["score"] = None
    record = keeper.read(INSPECTIONS, given | _numbered(office, given, base), base)
    problems = list(record) if isinstance(record, list) else []
    problems += _score_problems(scores)
    if base is not None and (current := keeper.table(INSPECTIONS).get(base.id)) is not None and current.rev != base.rev:
        problems.append(Problem("", "这次督查刚才在别处改过，请重新打开再改"))
    wrong = [] if isinstance(record, list) else _findings(office, record, found)
    problems += [problem for each in wrong if isinstance(each, list) for problem in each]
    if problems or isinstance(record, list):
        return problems
    record = replace(record, score=score_of(scores))
    title = f"{'录入' if base is None else '修改'}督查“{record.number}”"
    try:
        with keeper.action(title) as act:
            if base is None:
                record = act.insert(INSPECTIONS, record)
            else:
                act.update(INSPECTIONS, base, record)
            _write_scores(office, act, record, scores)
            for each in wrong:
                assert isinstance(each, Rectification)
                act.insert(RECTIFICATIONS, replace(each, inspection=Ref(record.number, record.id)))
    except Refused as refused:
        return refused.problems
    return keeper.table(INSPECTIONS).get(record.id) or record


def _numbered(office: Office, raw: Mapping[str, object], base: Inspection | None) -> dict[str, object]:
    if base is not None or str(raw.get("number") or "").strip():
        return {}
    day = INSPECTIONS.column("day").kind.read(raw.get("day"))
    return {"number": new_number(office, INSPECTIONS, day if isinstance(day, date) else office.today())}


def _score_problems(scores: Sequence[InspectionScore]) -> list[Problem]:
    if not scores:
        return [Problem("检查表", "这张检查表还没有检查内容，请先在“检查表”里添上")]
    return [
        Problem(each.name, problem.message)
        for each in scores
        for problem in INSPECTION_SCORES.check(replace(each, inspection=Ref("督查")))
    ]


def _findings(office: Office, inspection: Inspection, found: Sequence[Found]) -> list[Rectification | list[Problem]]:
    """发现的问题，责任跟着督查的对象走。"""
    return [
        office.keeper.read(
            RECTIFICATIONS,
            {
                "name": each.name,
                "place": each.place,
                "found_on": inspection.day,
                "community": inspection.community,
                "area": inspection.area,
                "unit": inspection.unit,
                "state": "found",
            },
        )
        for each in found
        if each.name.strip()
    ]


def _write_scores(office: Office, act: Any, inspection: Inspection, scores: Sequence[InspectionScore]) -> None:
    """各项得分：改过的改，新的加，不在里面的删。"""
    owner = Ref(inspection.number, inspection.id)
    kept = {each.id: each for each in scores_of(office, inspection.id)} if inspection.rev > 0 else {}
    for each in scores:
        base = kept.pop(each.id, None) if each.id else None
        if base is None:
            act.insert(INSPECTION_SCORES, replace(each, id="", rev=0, inspection=owner))
        else:
            act.update(INSPECTION_SCORES, base, replace(each, inspection=owner))
    for gone in kept:
        act.delete(INSPECTION_SCORES, gone)
