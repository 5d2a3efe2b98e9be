"""值守看板：一段日子的班次连同班上的人和各样不对；没有生成的照规则推算出来一起列。"""

from collections.abc import Sequence
from datetime import date, timedelta

from miaopu_desk.domain.codes import AREA_KINDS
from miaopu_desk.domain.duty import Shift
from miaopu_desk.domain.duty_board import BoardShift, flag_people
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.grid import GRID_AREAS, GridArea
from miaopu_desk.services.office import Office
from miaopu_desk.services.shifts import full_name, shifts_between
from miaopu_desk.store import shift_people as people
from miaopu_desk.store import shifts as store


def duty_board(
    office: Office,
    first: date,
    last: date,
    *,
    community: str | None = None,
    unit: str | None = None,
    area: str | None = None,
    computed: bool = True,
) -> list[BoardShift]:
    """first 到 last（两端都算）的班次，按日期、钟点；community、area 给 id，unit 给名称，空着不筛。

    computed 为假时只列存下的。
    """
    found = board_shifts(office, first, last)
    if computed:
        found = sorted([*found, *_computed(office, first, last)], key=_order)
    return [
        each
        for each in found
        if (community is None or each.community_id == community)
        and (unit is None or each.unit == unit)
        and (area is None or each.area_id == area)
    ]


def board_shifts(office: Office, first: date, last: date, ids: Sequence[str] | None = None) -> list[BoardShift]:
    """存下的班次；ids 只要这几班。撞班把前后一天跨夜的也算进去。"""
    stored = store.stored_between(office.database, first, last)
    wanted = None if ids is None else set(ids)
    stored = [one for one in stored if wanted is None or one.id in wanted]
    if not stored:
        return []
    areas = {each.id: each for each in office.keeper.table(GRID_AREAS).records(list({one.area_id for one in stored}))}
    names = _community_names(office)
    on_duty = people.on_duty(office.database, first, last)
    made = [
        BoardShift(
            one.id,
            one.rule_id,
            one.day,
            one.starts_at,
            one.ends_at,
            one.area_id,
            full_name(areas[one.area_id]),
            one.community_id,
            names.get(one.community_id, ""),
            one.task or f"包{AREA_KINDS.label(areas[one.area_id].kind)}",
            one.unit or "",
            one.minimum_people,
            one.minimum_minutes,
            one.state,
            one.reason or "",
            one.edited,
            tuple(on_duty.get(one.id, ())),
        )
        for one in stored
    ]
    step = timedelta(days=1)
    volunteers = [each.volunteer_id for one in made for each in one.people]
    return flag_people(
        made,
        people.spans(office.database, first - step, last + step),
        people.covered_on(office.database, [one.day for one in made if one.people]),
        people.standings(office.database, volunteers),
    )


def _computed(office: Office, first: date, last: date) -> list[BoardShift]:
    """还没有生成的，照规则推算。"""
    shifts = [one for one in shifts_between(office, first, last).shifts if not one.id]
    if not shifts:
        return []
    found = office.keeper.table(GRID_AREAS).records(list({one.rule.area_id for one in shifts}))
    areas = {each.id: each for each in found}
    return [_board(one, areas[one.rule.area_id]) for one in shifts]


def _board(shift: Shift, area: GridArea) -> BoardShift:
    rule = shift.rule
    return BoardShift(
        "",
        rule.id,
        shift.day,
        shift.start,
        shift.end,
        rule.area_id,
        rule.area,
        area.community.id if area.community else None,
        area.community.name if area.community else "",
        rule.task,
        rule.unit,
        rule.minimum_people,
        rule.minimum_minutes,
        shift.state,
        shift.reason,
        False,
    )


def _community_names(office: Office) -> dict[str | None, str]:
    return {each.id: each.name for each in office.keeper.table(COMMUNITIES).all()}


def _order(one: BoardShift) -> tuple[date, str, str, str]:
    return one.day, f"{one.starts_at:%H:%M}" if one.starts_at else "", one.area, one.id
