"""把一期名单里同一职务的各位按笔画排；只有经办人要求时才排，职务之间的次序从不动。"""

from dataclasses import replace
from itertools import groupby

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.rosters import LEADERS, Leader
from miaopu_desk.domain.strokes import LABELS, SURNAME, by_strokes
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import leaders_of


def proposed(leaders: list[Leader], convention: str = SURNAME) -> tuple[list[Leader], tuple[str, ...]]:
    """排好是什么样，和不知道笔顺、排得不准的字。挨着的同一职务才一起排，集体成员（名字不是人名的）留在原处。"""
    ordered: list[Leader] = []
    unknown: dict[str, None] = {}
    for _, group in groupby(leaders, key=lambda each: (each.post, _collective(each))):
        members = list(group)
        if not _collective(members[0]):
            members, missing = by_strokes(members, lambda each: each.name, convention)
            unknown.update(dict.fromkeys(missing))
        ordered += members
    return ordered, tuple(unknown)


def order_by_strokes(office: Office, issue_id: str, convention: str = SURNAME) -> tuple[int, tuple[str, ...]]:
    """照 proposed 改一期名单的顺序，一次操作，一次撤销；返回换了位置的人数和没有排准的字。名单空着报 KnownError。"""
    leaders = leaders_of(office, issue_id)
    if not leaders:
        raise KnownError("这一期名单里还没有成员，或者已经删除，请重新选择。")
    ordered, unknown = proposed(leaders, convention)
    moved = 0
    with office.keeper.action(f"名单同职务的{LABELS[convention]}排") as act:
        for position, each in enumerate(ordered, 1):
            if each.position != position:
                act.update(LEADERS, each, replace(each, position=position))
                moved += 1
    return moved, unknown


def _collective(one: Leader) -> bool:
    """集体成员：名字其实是单位，如 各站（所）负责人。"""
    return len(one.name) > 4 and "·" not in one.name
