"""一千次随意的改规则、取消、挪动、重新生成、排人、录考勤、过几天：过去的一班不变，一班不重复，考勤不落空。"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from builders import add
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import DUTY_RULES, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.shift_people import cancel_shifts, do_assign, plan_rotation
from miaopu_desk.services.shift_planning import do_rule_change, do_shifts, plan_rule_change, plan_shifts
from miaopu_desk.services.shifts import shifts_between

FIRST = date(2021, 9, 20)
TIMES = (
    "每周三8:00至9:00",
    "每周三、周五8:00至9:00",
    "每天17:30至18:30（夏季）17:00至18:00（冬季）",
    "每周三8:00至9:00、17:00至18:00",
    "每周四",
    "每周六、周日9:00至10:00，至少两人",
)
STEPS, EXAMPLES = 10, 100  # 一共一千步


class Desk:
    """一间小办公室，和它应当守住的几样。"""

    def __init__(self) -> None:
        self.day = FIRST + timedelta(days=9)
        self.office: Office = memory_office(self.day)
        add(self.office, "communities", name="东方里", position=1)
        for name in ("一路", "二路"):
            add(self.office, "grid_areas", name=name, kind="路段", community="东方里", responsible_unit="一所")
            add(self.office, "duty_rules", area=name, times=TIMES[0], starts_on=FIRST)
        self.people = [
            add(self.office, "volunteers", name=f"{name}明", community="东方里", registered_on="2021-01-04").id
            for name in "甲乙丙"
        ]
        self.regenerate(0, 0)

    @property
    def keeper(self) -> Any:
        return self.office.keeper

    def shifts(self, test: Callable[[Any], bool] = lambda one: True) -> list[Any]:
        found = [one for one in self.keeper.table(SHIFTS).all() if test(one)]
        return sorted(found, key=lambda one: (one.day, str(one.starts_at), one.area.name, one.id))

    def future(self) -> list[Any]:
        return self.shifts(lambda one: one.day >= self.day)

    def recorded(self) -> dict[str, Any]:
        return {each.id: each for each in self.keeper.table(SHIFT_PEOPLE).all() if each.attendance}

    # 会做的事：两个数定下对谁做、怎样做

    def regenerate(self, one: int, other: int) -> None:
        plan = plan_shifts(self.office, FIRST + timedelta(days=one % 9), FIRST + timedelta(days=27 + other % 9))
        if plan.writes:
            do_shifts(self.office, plan)
        again = plan_shifts(self.office, plan.first, plan.last)
        assert again.writes == 0, again.sentence()

    def edit_rule(self, one: int, other: int) -> None:
        rules = self.keeper.table(DUTY_RULES).all()
        self.keeper.change(
            DUTY_RULES, rules[one % len(rules)].id, {"times": TIMES[other % len(TIMES)], "minimum_people": ""}
        )

    def stop_a_day(self, one: int, other: int) -> None:
        rules = self.keeper.table(DUTY_RULES).all()
        text = f"{self.day + timedelta(days=other % 15 - 3)}停"
        self.keeper.change(DUTY_RULES, rules[one % len(rules)].id, {"exceptions": text if one % 3 else ""})

    def change_from(self, one: int, other: int) -> None:
        rules = self.keeper.table(DUTY_RULES).all()
        rule = rules[one % len(rules)]
        raw = {"times": TIMES[other % len(TIMES)], "minimum_people": str(1 + other % 3)}
        if "至少" in raw["times"]:
            raw["minimum_people"] = ""
        change = plan_rule_change(self.office, rule.id, self.day + timedelta(days=other % 20 - 4), raw)
        if not isinstance(change, list):
            do_rule_change(self.office, change)

    def cancel(self, one: int, other: int) -> None:
        if found := self.future():
            cancel_shifts(self.office, [found[one % len(found)].id], "下雨")

    def move(self, one: int, other: int) -> None:
        if found := self.future():
            shift = found[one % len(found)]
            raw: dict[str, object] = {"starts_at": f"{6 + other % 5}:15", "ends_at": f"{12 + other % 5}:15"}
            if other % 4 == 0:
                raw["day"] = shift.day + timedelta(days=1)
            self.keeper.change(SHIFTS, shift.id, raw)

    def revive(self, one: int, other: int) -> None:
        if found := [each for each in self.future() if each.state == "cancelled"]:
            self.keeper.change(SHIFTS, found[one % len(found)].id, {"state": "planned", "reason": ""})

    def assign(self, one: int, other: int) -> None:
        if found := [each for each in self.future() if each.state == "planned"]:
            with suppress(KnownError):
                do_assign(self.office, plan_rotation(self.office, [found[one % len(found)].id], self.people))

    def attend(self, one: int, other: int) -> None:
        rows = [each for each in self.keeper.table(SHIFT_PEOPLE).all() if not each.attendance]
        if rows:
            self.keeper.change(SHIFT_PEOPLE, rows[one % len(rows)].id, {"attendance": "到岗"})

    def remove(self, one: int, other: int) -> None:
        if found := self.shifts():
            self.keeper.remove(SHIFTS, [found[one % len(found)].id])

    def move_summer(self, one: int, other: int) -> None:
        rows = self.office.database.query("SELECT id FROM summers WHERE deleted_at IS NULL")
        end = self.day + timedelta(days=other % 10)
        from miaopu_desk.domain.records import SUMMERS

        if rows:
            self.keeper.change(SUMMERS, rows[0][0], {"ends_on": end})
        else:
            add(self.office, "summers", year=2021, starts_on="2021-05-01", ends_on=end)

    def days_pass(self, one: int, other: int) -> None:
        self.day += timedelta(days=one % 4)
        self.office.given_day = self.day

    def undo(self, one: int, other: int) -> None:
        title = (self.keeper.next_undo() and self.keeper.next_undo().title) or ""
        if title.startswith(("生成班次", "取消", "轮值")) or "起改" in title:
            before = self.past()
            try:
                self.keeper.undo()
            except KnownError:
                return
            if self.past() != before:  # 撤销是经办人自己要回到原样的，过去的也回去，再做回来
                self.keeper.redo()

    def past(self) -> dict[str, Any]:
        return {
            one.id: replace(one, rev=0, rule=one.rule and one.rule.id)
            for one in self.shifts(lambda one: one.day < self.day)
        }


DEEDS = (
    Desk.regenerate,
    Desk.edit_rule,
    Desk.stop_a_day,
    Desk.change_from,
    Desk.cancel,
    Desk.move,
    Desk.revive,
    Desk.assign,
    Desk.attend,
    Desk.remove,
    Desk.move_summer,
    Desk.days_pass,
    Desk.undo,
    Desk.regenerate,
    Desk.change_from,
)
NUMBER = st.integers(0, 400)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # 一步要读写许多次，缩小反例要好几分钟
)
@given(st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), NUMBER, NUMBER), min_size=STEPS, max_size=STEPS))
def test_a_thousand_random_deeds_leave_the_past_alone(steps: list[tuple[int, int, int]]) -> None:
    desk = Desk()
    for deed, one, other in steps:
        before, kept = desk.past(), {each.shift.id: each for each in desk.recorded().values()}
        stood = {one.id: one for one in desk.shifts() if one.id in kept}
        DEEDS[deed](desk, one, other)
        after = desk.past()
        assert {key: after.get(key) for key in before} == before, "过去的班次变了"
        rows = [(one.rule.id, one.planned_at) for one in desk.shifts(lambda one: one.planned_at is not None)]
        assert len(rows) == len(set(rows)), "有重复的班次"
        live = {one.id: one for one in desk.shifts()}
        assert {each.shift.id for each in desk.keeper.table(SHIFT_PEOPLE).all()} <= live.keys(), (
            "有人挂在没有了的班次上"
        )
        for shift_id, was in stood.items():
            now = live[shift_id]
            assert (now.day, now.area, now.starts_at, now.ends_at, now.state) == (
                was.day,
                was.area,
                was.starts_at,
                was.ends_at,
                was.state,
            ), "有考勤的班次被动了"
    last = FIRST + timedelta(days=40)
    ids = [one.id for one in shifts_between(desk.office, FIRST, last).shifts if one.id]
    assert len(ids) == len(set(ids)) == len(desk.shifts(lambda one: FIRST <= one.day <= last))


def test_the_machine_takes_a_thousand_steps() -> None:
    assert STEPS * EXAMPLES >= 1000
