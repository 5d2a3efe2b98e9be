"""示例的值守：规则、推算出来的班次、排的人、录了的考勤和它们入的账。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from miaopu_desk.domain.duty import shifts
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import WeekTimes
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import DUTY_RULES, SERVICE_RECORDS, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.records.duty import DutyRuleRecord
from miaopu_desk.domain.records.grid import GridArea
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.domain.records.shifts import ShiftPerson, ShiftRecord
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_duty import (
    ENTERED_TO,
    EQUIPMENT,
    FIRST_DAY,
    LAST_DAY,
    TASK,
    TIMES,
    Turn,
    came_at,
    junction,
    turns,
)
from miaopu_desk.domain.sample_people import link_to
from miaopu_desk.domain.sample_places import PLACES, Place
from miaopu_desk.domain.sample_service import CLERK, RECORDED_BY
from miaopu_desk.services.calendars import holidays, seasons
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_planning import planned_record
from miaopu_desk.services.shifts import duty_rule

Fill = Callable[[Any, Any], Any]


def fill_duty(
    act: Act, office: Office, filled: Fill, areas: Mapping[str, GridArea], people: Mapping[str, Sequence[Volunteer]]
) -> None:
    """每个社区的路口一条规则；filled 补好所指各行的 id，areas 是刚写进去的网格（名称 → 网格）。"""
    act.flush()  # 前面的先写进去：后面的服务记录要指着班次，班次得先在
    for place in PLACES:
        area = areas[junction(place)]
        times = read_sentence(TIMES)
        assert isinstance(times, WeekTimes), times
        record = DutyRuleRecord(
            area=Ref(area.name, area.id),
            task=TASK,
            times=times,
            minimum_people=times.people,
            equipment=EQUIPMENT,
            unit=area.responsible_unit,
            starts_on=FIRST_DAY,
            on_holidays="nobody",
            on_worked_days="usual",
        )
        rule = act.insert(DUTY_RULES, record)
        planned = shifts(duty_rule(rule, area), FIRST_DAY, LAST_DAY, seasons(office), holidays(office))
        for number, each in enumerate(planned):
            shift = planned_record(each, Ref(TIMES, rule.id), Ref(area.name, area.id), area.community)
            length = each.window.minutes if each.window else 0
            crew = [] if shift.state == "cancelled" else turns(place, people[place.community], each.day, number, length)
            _one_shift(act, filled, place, shift, crew)


def _one_shift(act: Act, filled: Fill, place: Place, shift: ShiftRecord, crew: Sequence[Turn]) -> None:
    entered = bool(crew) and shift.day <= ENTERED_TO
    saved = act.insert(SHIFTS, replace(shift, state="held") if entered else shift)
    where = Ref(saved.day.isoformat(), saved.id)
    assert saved.starts_at is not None
    for turn in crew:
        arrived = came_at(saved.day, saved.starts_at, turn.came_late)
        act.insert(
            SHIFT_PEOPLE,
            ShiftPerson(
                shift=where,
                volunteer=link_to(turn.person),
                attendance=turn.attendance,
                came_at=arrived,
                minutes=turn.minutes,
            ),
        )
        if turn.minutes:
            line = ServiceRecord(
                volunteer=link_to(turn.person),
                community=Ref(place.community),
                served_on=saved.day,
                minutes=turn.minutes,
                activity=TASK,
                theme=Ref("文明创建"),
                place=saved.area.name,
                organiser=saved.unit,
                evidence="签到表",
                starts_at=arrived or saved.starts_at,
                ends_at=saved.ends_at,
                source="shift",
                shift=where,
                recorded_on=_recorded(saved.day),
                operator=CLERK,
            )
            act.insert(SERVICE_RECORDS, filled(SERVICE_RECORDS, line))


def _recorded(day: date) -> date:
    """签到表是哪天录的：过两天收上来。"""
    return min(day + timedelta(days=2), RECORDED_BY)
