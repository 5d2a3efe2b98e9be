"""生成班次：先看计划（新增几班、照规则改几班、取消几班、几班不动），再一次写进去；规则从某天起改也走这里。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from miaopu_desk.domain.duty import DutyRule, Shift, all_shifts
from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.duty import DUTY_RULES, DutyRuleRecord
from miaopu_desk.domain.records.grid import GRID_AREAS, GridArea
from miaopu_desk.domain.records.shifts import SHIFTS, ShiftRecord
from miaopu_desk.domain.shift_plan import DAY_OFF, EDITED, GONE, HELD, PAST, Settled, settle, slot_of
from miaopu_desk.services.acting import Act
from miaopu_desk.services.calendars import holidays, seasons
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_guarding import GENERATED
from miaopu_desk.services.shifts import check_span, duty_rule, duty_rules
from miaopu_desk.store import shifts as store


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """一段日子要怎样生成；rule_ids 为空是全部规则。"""

    first: date
    last: date
    rule_ids: tuple[str, ...] | None
    settled: Settled
    unknown_years: tuple[int, ...] = ()

    @property
    def writes(self) -> int:
        """会写几班。"""
        return _writes(self.settled)

    def sentence(self) -> str:
        """给人看的一句话。"""
        return f"{full_day(self.first)}至{full_day(self.last)}：{counts_sentence(self.settled)}。"

    def notes(self) -> list[str]:
        """另外要知道的几句。"""
        return _notes(self.settled, self.unknown_years)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """一条规则从 day 起改成 new：old 到前一天止，以后存下的班次照新的对过。"""

    day: date
    old: DutyRuleRecord
    new: DutyRuleRecord
    settled: Settled = field(default_factory=Settled)

    def sentence(self) -> str:
        """给人看的一句话。"""
        until = full_day(self.day - timedelta(days=1))
        stored = f"存下的班次：{counts_sentence(self.settled)}" if _touched(self.settled) else "以后还没有存下的班次"
        return f"原来的规则到{until}止，新的从{full_day(self.day)}起；{stored}。"


def plan_shifts(office: Office, first: date, last: date, rule_ids: Sequence[str] | None = None) -> ShiftPlan:
    """把 first 到 last（两端都算）的班次推算出来，和存下的对一遍；什么也不写。起止颠倒、太长报 KnownError。"""
    check_span(first, last)
    chosen = None if rule_ids is None else tuple(rule_ids)
    rules = [rule for rule in duty_rules(office) if chosen is None or rule.id in chosen]
    days_off = holidays(office)
    computed = all_shifts(rules, first, last, seasons(office), days_off)
    stored = store.stored_for(office.database, first, last, chosen)
    settled = settle(computed, stored, office.today(), _places(office, rules))
    unknown = tuple(year for year in range(first.year, last.year + 1) if not days_off.covers(year))
    return ShiftPlan(first, last, chosen, settled, unknown)


def do_shifts(office: Office, plan: ShiftPlan) -> int:
    """照计划一次写进去，返回写了几班；看过以后又变了的报 Refused，没有要写的报 KnownError。"""
    if plan_shifts(office, plan.first, plan.last, plan.rule_ids).settled != plan.settled:
        raise Refused([Problem("", "看过计划以后，规则或者班次又变了，请重新看一遍再生成")])
    if not plan.writes:
        raise KnownError("没有要写的班次：都已经生成，和规则一样。")
    title = f"生成班次 {plan.first}至{plan.last}：{counts_sentence(plan.settled)}"
    with office.keeper.action(title, detail=GENERATED) as act:
        _write(office, act, plan.settled)
    return plan.writes


def plan_rule_change(office: Office, rule_id: str, day: date, raw: Mapping[str, object]) -> RuleChange | list[Problem]:
    """一条规则从 day 起改成 raw 里写的；有问题返回全部，什么也不写。"""
    old = office.keeper.table(DUTY_RULES).get(rule_id)
    if old is None:
        return [Problem("", "这条规则已经删除")]
    problems = _unfit(office, old, day)
    if problems:
        return problems
    base = replace(old, id="", rev=0)
    read = office.keeper.read(DUTY_RULES, {**raw, "starts_on": day}, base)
    if isinstance(read, list):
        return read
    if replace(read, starts_on=old.starts_on) == replace(base, starts_on=old.starts_on):
        return [Problem("值守时间", "和原来的规则一样，没有要改的")]
    new = replace(read, id=new_id(), rev=1)
    return RuleChange(day, old, new, _resettled(office, old, new, day))


def do_rule_change(office: Office, change: RuleChange) -> DutyRuleRecord:
    """结束旧规则、立新规则、以后的班次照新的对过，一次操作；返回新规则。看过以后又变了的报 Refused。"""
    now = office.keeper.table(DUTY_RULES).get(change.old.id)
    if now != change.old or _resettled(office, change.old, change.new, change.day) != change.settled:
        raise Refused([Problem("", "看过以后，规则或者班次又变了，请重新看一遍再改")])
    title = f"“{change.old.area.name}”的值守规则从{change.day}起改"
    with office.keeper.action(title, detail=GENERATED) as act:
        act.update(DUTY_RULES, change.old, replace(change.old, ends_on=change.day - timedelta(days=1)))
        act.insert(DUTY_RULES, change.new)
        _write(office, act, change.settled)
    return change.new


def counts_sentence(settled: Settled) -> str:
    """新增 12 班、照规则改 3 班、取消 1 班、不动 2 班（手工改过 2）。"""
    told = [
        f"{word} {count} 班"
        for word, count in (
            ("新增", len(settled.new)),
            ("照规则改", len(settled.changed)),
            ("取消", len(settled.cancelled)),
            ("不变", settled.unchanged),
        )
        if count
    ]
    reasons = settled.reasons()
    if reasons:
        words = ((PAST, "已过去"), (HELD, "有考勤"), (EDITED, "手工改过"))
        why = "、".join(f"{word} {reasons[code]}" for code, word in words if reasons[code])
        told.append(f"不动 {len(settled.left)} 班（{why}）")
    return "，".join(told) or "没有班次"


def _unfit(office: Office, old: DutyRuleRecord, day: date) -> list[Problem]:
    if day <= old.starts_on:
        return [Problem("从哪天起", f"这条规则{old.starts_on}才开始，请直接修改它，或者选更晚的一天")]
    if old.ends_on is not None and day > old.ends_on:
        return [Problem("从哪天起", f"这条规则{old.ends_on}就结束了，请新增一条规则")]
    past = [each for each in store.past_days(office.database, old.id, office.today()) if each >= day]
    if past:
        return [Problem("从哪天起", f"{past[-1]}的班次已经过去，不能再变；最早从{office.today()}起改")]
    return []


def _resettled(office: Office, old: DutyRuleRecord, new: DutyRuleRecord, day: date) -> Settled:
    """旧规则存下的、day 起的班次，照新规则对到存到的那一周（星期日止）：星期三改星期四的，末周也有。"""
    stored_to = store.last_day(office.database, old.id)
    if stored_to is None or stored_to < day:
        return Settled()
    last = stored_to + timedelta(days=7 - stored_to.isoweekday())
    area = office.keeper.table(GRID_AREAS).get(new.area.id or "")
    if area is None:
        return Settled()
    rule = duty_rule(new, area)
    computed = all_shifts([rule], day, last, seasons(office), holidays(office))
    stored = store.stored_for(office.database, day, last, [old.id])
    return settle(computed, stored, office.today(), _places(office, [rule]), {old.id: new.id})


def _places(office: Office, rules: Iterable[DutyRule]) -> dict[str, str | None]:
    return {each.id: each.community.id if each.community else None for each in _areas(office, rules)}


def _areas(office: Office, rules: Iterable[DutyRule]) -> list[GridArea]:
    return office.keeper.table(GRID_AREAS).records(list({rule.area_id: None for rule in rules}))


def _write(office: Office, act: Act, settled: Settled) -> None:
    moves = [*settled.new, *settled.changed, *settled.cancelled, *settled.relinked]
    areas = {each.id: each for each in _areas(office, (move.shift.rule for move in moves if move.shift))}
    communities = {each.id: Ref(each.name, each.id) for each in office.keeper.table(COMMUNITIES).all()}
    kept = [move.stored.id for move in moves if move.stored is not None]
    records = {each.id: each for each in office.keeper.table(SHIFTS).records(kept)}
    relinked = {move.stored.id for move in settled.relinked if move.stored}
    naming = DUTY_RULES.column(DUTY_RULES.name_by).kind
    rules = {move.rule_id: move.shift.rule.times for move in moves if move.shift is not None}
    named = {rule_id: Ref(naming.show(times), rule_id) for rule_id, times in rules.items()}
    for move in moves:
        if move.shift is None:
            assert move.stored is not None
            base = records[move.stored.id]
            act.update(SHIFTS, base, replace(base, state="cancelled", reason=GONE), stamped=False)
            continue
        area = areas[move.shift.rule.area_id]
        rule = named[move.rule_id]
        place = communities.get(area.community.id or "") if area.community else None
        if move.stored is None:
            act.insert(SHIFTS, planned_record(move.shift, rule, Ref(area.name, area.id), place))
        elif move.stored.id in relinked:
            base = records[move.stored.id]
            act.update(
                SHIFTS,
                base,
                replace(base, rule=rule, planned_at=slot_of(move.shift.day, move.shift.window)),
                stamped=False,
            )
        else:
            base = records[move.stored.id]
            fresh = planned_record(move.shift, rule, Ref(area.name, area.id), place)
            act.update(SHIFTS, base, replace(fresh, id=base.id, rev=base.rev), stamped=False)


def planned_record(shift: Shift, rule: Ref, area: Ref, community: Ref | None) -> ShiftRecord:
    """推算的一班存下来的样子。"""
    return ShiftRecord(
        day=shift.day,
        area=area,
        community=community,
        starts_at=shift.start,
        ends_at=shift.end,
        task=shift.rule.task or None,
        unit=shift.rule.unit or None,
        minimum_people=shift.rule.minimum_people,
        minimum_minutes=shift.rule.minimum_minutes,
        season=shift.season,
        state=shift.state,
        reason=DAY_OFF if shift.state == "cancelled" else None,
        rule=rule,
        planned_at=slot_of(shift.day, shift.window),
    )


def _writes(settled: Settled) -> int:
    return len(settled.new) + len(settled.changed) + len(settled.cancelled) + len(settled.relinked)


def _touched(settled: Settled) -> bool:
    return bool(_writes(settled) or settled.left or settled.unchanged)


def _notes(settled: Settled, unknown_years: Sequence[int]) -> list[str]:
    told = []
    if settled.people_on_cancelled:
        told.append(f"要取消的班次上排着 {settled.people_on_cancelled} 人次，请通知他们。")
    moved = sum(move.stored.people for move in settled.changed if move.stored)
    if moved:
        told.append(f"照规则改的班次上排着 {moved} 人次，人不动，时间照新的。")
    if unknown_years:
        told.append(f"放假安排里没有{'、'.join(map(str, unknown_years))}年，只按星期推算。")
    return told
