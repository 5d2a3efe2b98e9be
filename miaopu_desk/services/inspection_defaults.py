"""把督查的初始资料写进办公室：检查表、考核权重；以前建立的办公室也补得上。"""

from collections.abc import Callable
from typing import Any

from miaopu_desk.domain.inspection_defaults import load_inspection
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import CHECKLIST_ITEMS, CHECKLISTS, RANKING_WEIGHTS
from miaopu_desk.domain.records.inspection import Checklist, ChecklistItem
from miaopu_desk.domain.records.ranking import RankingWeight
from miaopu_desk.domain.register import Register
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office


def put_inspection_defaults(act: Act) -> None:
    """在建立办公室的那次操作里写进去。"""
    _checklists(act)
    _weights(act)


def offer_defaults(office: Office) -> str:
    """检查表、权重哪一样一行也没有，就补上哪一样，一次操作；返回补了什么，什么也没补是空串。"""
    parts: tuple[tuple[str, Register[Any], Callable[[Act], None]], ...] = (
        ("检查表", CHECKLISTS, _checklists),
        ("考核权重", RANKING_WEIGHTS, _weights),
    )
    wanted = [(title, put) for title, register, put in parts if not office.keeper.table(register).count()]
    if not wanted:
        return ""
    said = "、".join(title for title, _ in wanted)
    with office.keeper.action(f"补上默认的{said}") as act:
        for _, put in wanted:
            put(act)
    return said


def _checklists(act: Act) -> None:
    for check in load_inspection().checklists:
        saved = act.insert(CHECKLISTS, Checklist(name=check.name, subject=check.subject))
        for position, item in enumerate(check.items, 1):
            act.insert(
                CHECKLIST_ITEMS,
                ChecklistItem(
                    checklist=Ref(saved.name, saved.id),
                    position=position,
                    name=item.name,
                    requirement=item.requirement,
                    full_score=item.full_score * 10,
                    weight=item.weight,
                    target=None if item.target is None else item.target * 100,
                    target_test=item.target_test,
                ),
            )


def _weights(act: Act) -> None:
    for position, each in enumerate(load_inspection().weights, 1):
        act.insert(
            RANKING_WEIGHTS,
            RankingWeight(
                position=position,
                name=each.name,
                measure=each.measure,
                weight=each.weight,
                full_at=each.full_at,
                note=each.note,
            ),
        )
