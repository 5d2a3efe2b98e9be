"""数字与原始各行逐一重算相符；每个数字的名单和数字一样长。"""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from random_office import COMMUNITIES, TODAY, change_office, random_office

from miaopu_desk.domain.figures import BY_NAME, FIGURES, to_json
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.registration import is_registered
from miaopu_desk.services.figures import (
    STREET,
    due_items,
    figure_names,
    month_figures,
    overview,
    people_in_charge,
)
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.office import memory_office
from miaopu_desk.store import queries

RANDOM_OFFICES = 30
# 到这天为止开展、还没有记录的已经逾期：十个工作日的期限在月末以前满了（2021年4月25日星期日调休上班）
LATE = {
    date(2021, 5, 12): date(2021, 4, 25),
    date(2021, 4, 30): date(2021, 4, 18),
    date(2021, 5, 31): date(2021, 5, 16),
}


class Recount:
    """另一套算法：把各表全部读出来，用最朴素的循环数一遍，一句 SQL 也不用。"""

    def __init__(self, office, first: date, last: date) -> None:
        rows = {table: office.keeper.table(REGISTERS[table]).all() for table in REGISTERS}
        self.first, self.last = first, last
        self.volunteers = {each.id: each for each in rows["volunteers"]}
        self.sessions = {each.id: each for each in rows["training_sessions"] if first <= each.held_on <= last}
        self.present = [each for each in rows["participations"] if each.session.id in self.sessions]
        # 历史时数不是哪个月做的
        lines = [each for each in rows["service_records"] if each.source != "opening"]
        self.served = [each for each in lines if first <= each.served_on <= last]
        self.sums = Counter()
        for each in lines:
            self.sums[each.corrects.id if each.corrects else each.id] += each.minutes
        self.every_service = lines
        self.shifts = [each for each in rows["shifts"] if first <= each.day <= last and each.state != "cancelled"]
        self.every_shift, self.every_activity = rows["shifts"], rows["activities"]
        self.late = LATE[last]
        self.on_shift = rows["shift_people"]
        self.activities = [
            each
            for each in rows["activities"]
            if first <= each.planned_on <= last and each.state in ("held", "recorded")
        ]
        self.certifications = rows["star_certifications"]
        self.groups = [each for each in rows["head_counts"] if first <= each.served_on <= last]
        self.areas = rows["grid_areas"]
        self.assignments = rows["assignments"]
        self.policies = {each.id: each for each in rows["policies"]}
        self.enrollments = rows["enrollments"]

    def on_the_books(self, one, day: date) -> bool:
        if one.registered_on > day:
            return False
        return not (one.standing in ("left", "removed") and one.standing_on and one.standing_on <= day)

    def person(self, volunteer_id: str) -> str:
        return self.volunteers[volunteer_id].id_number or volunteer_id

    def covered(self) -> set[str]:
        found = set()
        for each in self.enrollments:
            policy = self.policies[each.policy.id]
            day = each.starts_on
            while day <= (each.ends_on or policy.ends_on):
                if day == self.last and policy.starts_on <= day <= policy.ends_on:
                    found.add(self.person(each.volunteer.id))
                day += timedelta(days=1)
        return found

    def held_areas(self) -> set[str]:
        found = set()
        for each in self.assignments:
            if each.starts_on <= self.last and (each.ends_on is None or self.last <= each.ends_on):
                here = each.volunteer and self.on_the_books(self.volunteers[each.volunteer.id], self.last)
                if each.unit or here:
                    found.add(each.area.id)
        return found

    def came(self, shift) -> int:
        """这一班到岗的人数；还没有录入签到表的按排班。"""
        here = ("present", "late", "early")
        return len(
            {
                each.volunteer.id
                for each in self.on_shift
                if each.shift.id == shift.id
                and (each.attendance in here or (each.attendance is None and shift.state != "held"))
            }
        )

    def starred(self, now, star: int) -> set[str]:
        best: dict[str, int] = {}
        for each in self.certifications:
            valid = each.certified_on and each.certified_on <= self.last
            if (
                valid
                and each.state in ("certified", "revoked")
                and not (each.revoked_on and each.revoked_on <= self.last)
            ):
                person = self.person(each.volunteer.id)
                best[person] = max(best.get(person, 0), each.star)
        return {self.person(each.id) for each in now if min(best.get(self.person(each.id), 0), 5) == star}

    def waits(self, shift) -> bool:
        """签到表过了期限没有录：排着班、有人、谁都没有考勤。"""
        people = [each for each in self.on_shift if each.shift.id == shift.id]
        return (
            shift.state == "planned"
            and shift.day <= self.late
            and bool(people)
            and all(each.attendance is None for each in people)
        )

    def active_people(self) -> set[str]:
        start = self.last - timedelta(days=89)
        return {
            self.person(each.volunteer.id)
            for each in self.every_service
            if start <= each.served_on <= self.last and not each.corrects and self.sums[each.id] > 0
        }

    def line(self, community: str | None) -> dict[str, int]:
        """community 是社区 id；"" 是街道本级；None 是合计。"""

        def here(ref: Ref | None) -> bool:
            return community is None or (ref.id if ref else "") == community

        mine = [each for each in self.volunteers.values() if here(each.community)]
        now = [each for each in mine if self.on_the_books(each, self.last)]
        gone = [each for each in mine if each.standing in ("left", "removed") and each.standing_on]
        full = {self.person(each.id) for each in now if "full_time" in (each.ranks or ())}
        covered = self.covered()
        held = self.held_areas()
        present = [each for each in self.present if here(self.volunteers[each.volunteer.id].community)]
        lines = [each for each in self.served if here(each.community)]
        served = [each for each in lines if not each.corrects and self.sums[each.id] > 0]
        places = {each.id: each.community for each in self.areas}
        shifts = [each for each in self.shifts if here(each.community or places[each.area.id])]
        came = {each.id: self.came(each) for each in shifts}
        active = self.active_people()
        activities = [each for each in self.activities if here(each.community)]
        ranks = {
            rank: len({self.person(each.id) for each in now if rank in (each.ranks or ())})
            for rank in ("full_time", "party", "online", "practice")
        }
        return {
            "registered": len(now),
            "suspended": sum(each.standing == "suspended" and each.standing_on <= self.last for each in now),
            "previous": sum(self.on_the_books(each, self.first - timedelta(days=1)) for each in mine),
            "new": sum(self.first <= each.registered_on <= self.last for each in mine),
            "left": sum(self.first <= each.standing_on <= self.last for each in gone),
            **ranks,
            "several_ranks": len({self.person(each.id) for each in now if len(each.ranks or ()) > 1}),
            "unranked": len({self.person(each.id) for each in now if not each.ranks}),
            "people": len({self.person(each.id) for each in now}),
            "training_sessions": sum(here(each.community) for each in self.sessions.values()),
            "training_attendances": len({(each.session.id, self.person(each.volunteer.id)) for each in present}),
            "trained_people": len({self.person(each.volunteer.id) for each in present}),
            "insured_full_time": len(full & covered),
            "uninsured_full_time": len(full - covered),
            "areas_in_charge": sum(here(each.community) and each.id in held for each in self.areas),
            "areas_with_nobody": sum(here(each.community) and each.id not in held for each in self.areas),
            "served_people": len({self.person(each.volunteer.id) for each in served}),
            "service_attendances": len(served),
            "service_minutes": sum(each.minutes for each in lines),
            "active": len({self.person(each.id) for each in now} & active),
            "group_attendances": sum(each.people for each in self.groups if here(each.community)),
            "shifts": len(shifts),
            "shifts_held": sum(each.state == "held" for each in shifts),
            "shifts_understaffed": sum(0 < came[each.id] < (each.minimum_people or 1) for each in shifts),
            "shifts_uncovered": sum(came[each.id] == 0 for each in shifts),
            "activities": len(activities),
            "sheets_overdue": sum(
                here(each.community or places[each.area.id]) and self.waits(each) for each in self.every_shift
            ),
            "activities_overdue": sum(
                here(each.community) and each.state == "held" and (each.held_on or each.planned_on) <= self.late
                for each in self.every_activity
            ),
            **{f"star_{at}": len(self.starred(now, at)) for at in range(1, 6)},
            "beneficiaries": sum(each.beneficiaries or 0 for each in activities),
        }


def values(line) -> dict[str, int]:
    return {each.name: line.value(each.name) for each in FIGURES}


@pytest.mark.parametrize("seed", range(RANDOM_OFFICES))
def test_every_figure_equals_a_plain_recount_of_the_rows(seed):
    office = random_office(seed)
    for month, first, last in (
        ("2021-04", date(2021, 4, 1), date(2021, 4, 30)),
        ("2021-05", date(2021, 5, 1), date(2021, 5, 31)),
    ):
        figures = month_figures(office, month)
        recount = Recount(office, first, last)
        assert [each.name for each in figures.communities] == list(COMMUNITIES)
        for line in figures.communities:
            assert values(line) == recount.line(line.id), (month, line.name)
        assert values(figures.street) == recount.line(""), month
        assert values(figures.total) == recount.line(None), month
        assert figures.total.resident_population == sum(each.resident_population for each in figures.communities)
    office.database.close()


@pytest.mark.parametrize("seed", range(6))
def test_the_names_behind_a_figure_are_as_many_as_the_figure(seed):
    office = random_office(seed)
    figures = month_figures(office, "2021-05")
    checked = 0
    for line in (*figures.communities, figures.street, figures.total):
        community = None if line is figures.total else line.name
        for figure in FIGURES:
            found = figure_names(office, "2021-05", figure.name, community)
            assert {type(each) for each in found} <= {REGISTERS[figure.table].record}
            if figure.summed:
                amount = {"service_minutes": "minutes", "group_attendances": "people"}.get(figure.name, figure.name)
                assert sum(getattr(each, amount) for each in found) == line.value(figure.name)
            else:
                assert len({each.id for each in found}) == line.value(figure.name), (line.name, figure.name)
            checked += len(found)
    assert checked > 100


def test_the_sql_and_the_function_agree_on_who_is_registered_every_day():
    office = random_office(99, people=120)
    volunteers = office.keeper.table(REGISTERS["volunteers"]).all()
    seen = set()
    for offset in range(-20, 170):
        day = date(2021, 1, 1) + timedelta(days=offset)
        asked = f"SELECT v.id FROM volunteers v WHERE {queries.registered_sql()}"
        by_sql = {row[0] for row in office.database.query(asked, {"day": day.isoformat()})}
        assert by_sql == {each.id for each in volunteers if is_registered(each, day)}
        seen.add(len(by_sql))
    assert len(seen) > 50


@pytest.mark.parametrize("seed", range(6))
def test_months_follow_on_and_lines_add_up(seed):
    office = random_office(seed)
    months = [month_figures(office, month) for month in ("2021-02", "2021-03", "2021-04", "2021-05")]
    for earlier, later in pairwise(months):
        assert [each.registered for each in earlier.communities] == [each.previous for each in later.communities]
        for line in later.lines:
            assert line.reconciles
        added = Counter()
        for line in (*later.communities, later.street):
            added.update(values(line))
        for name in ("registered", "new", "left", "training_sessions", "training_attendances", "service_minutes"):
            assert added[name] == later.total.value(name), name
        for name in ("people", "trained_people", "served_people", "full_time"):
            assert added[name] >= later.total.value(name), name


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("service_records", ("service_attendances", "served_people", "service_minutes")),
        ("participations", ("training_attendances", "trained_people")),
        ("training_sessions", ("training_sessions", "training_attendances")),
        ("enrollments", ("insured_full_time",)),
        ("assignments", ("areas_in_charge",)),
    ],
)
def test_deleted_rows_leave_their_figures_and_no_others(table, names):
    office = random_office(3)
    before = month_figures(office, "2021-05").total
    empty(office, table)
    after = month_figures(office, "2021-05").total
    for name in names:
        assert (before.value(name) > 0, after.value(name)) == (True, 0), name
    assert (after.registered, after.people) == (before.registered, before.people)


def empty(office, table):
    """全部删掉；账上的行平时不能删，这里当作重新初始化。"""
    register = REGISTERS[table]
    ids = [each.id for each in office.keeper.table(register).all()]
    if not register.fixed:
        assert office.keeper.remove(register, ids) == []
        return
    with office.keeper.action("重新初始化", kind="setup") as act:
        for each in ids:
            act.delete(register, each)


def test_deleted_areas_and_people_leave_every_figure():
    office = random_office(3)
    for table in (
        "service_records",
        "head_counts",
        "star_certifications",
        "star_rounds",
        "shift_people",
        "shifts",
        "activities",
        "participations",
        "enrollments",
        "assignments",
        "grid_areas",
        "volunteers",
    ):
        empty(office, table)
    total = month_figures(office, "2021-05").total
    assert {name for name, value in values(total).items() if value} == {"training_sessions"}
    assert total.rate == 0


def test_without_a_population_the_rate_is_unknown_and_the_note_says_so():
    office = random_office(1)
    first = office.keeper.table(REGISTERS["communities"]).all()[0]
    office.keeper.change(REGISTERS["communities"], first.id, {"resident_population": None})
    figures = month_figures(office, "2021-05")
    assert figures.communities[0].rate is None
    assert figures.communities[0].rate_text == "—"
    assert figures.total.rate is None
    assert any("东方里没有填常住人口" in note for note in figures.notes)
    due = {each.kind: each for each in due_items(office)}
    assert due["population_unknown"].ids == (first.id,)
    assert to_json(figures)["communities"][0]["rate"] is None


def test_the_same_id_number_in_two_communities_is_one_person_in_the_total():
    office = memory_office(TODAY)
    volunteers = REGISTERS["volunteers"]
    with office.keeper.action("造", kind="setup") as act:
        places = [
            act.insert(
                REGISTERS["communities"],
                REGISTERS["communities"].record(name=name, position=at, resident_population=10),
            )
            for at, name in enumerate(("甲", "乙"), 1)
        ]
        for place in places:
            twin = volunteers.record(
                name="王安",
                id_number="43049919800101001X",
                community=Ref(place.name, place.id),
                ranks=("full_time",),
                registered_on=date(2021, 5, 1),
                standing="active",
            )
            act.insert(volunteers, twin)
    figures = month_figures(office, "2021-05")
    assert [(each.registered, each.people, each.full_time) for each in figures.communities] == [(1, 1, 1)] * 2
    assert (figures.total.registered, figures.total.people, figures.total.full_time) == (2, 1, 1)
    assert any("有1条登记与别的登记是同一个人" in note for note in figures.notes)
    assert "same_person_twice" in {each.kind for each in month_checks(office, "2021-05")}


def test_a_person_who_left_no_longer_keeps_an_area():
    office = random_office(2)
    kept = people_in_charge(office, TODAY)
    assert len(kept) == month_figures(office, "2021-05").total.areas_in_charge
    leaving = next(
        each
        for each in office.keeper.table(REGISTERS["assignments"]).all()
        if each.volunteer and not each.unit and kept.get(each.area.id) == [each.volunteer.name]
    )
    changed = office.keeper.change(
        REGISTERS["volunteers"], leaving.volunteer.id, {"standing": "left", "standing_on": TODAY}
    )
    assert not isinstance(changed, list)
    assert leaving.area.id not in people_in_charge(office, TODAY)
    assert leaving.area.id in {each.id for each in figure_names(office, "2021-05", "areas_with_nobody")}
    assert leaving.id in {each.kind: each for each in due_items(office)}["in_charge_but_gone"].ids


def test_the_month_in_progress_counts_up_to_today():
    office = random_office(4, today=date(2021, 5, 12))
    figures = month_figures(office, "2021-05")
    assert figures.as_of == date(2021, 5, 12)
    assert values(figures.total) == Recount(office, date(2021, 5, 1), date(2021, 5, 12)).line(None)
    assert "not_over" in {each.kind for each in month_checks(office, "2021-05")}


def test_wrong_questions_are_refused_in_words():
    office = random_office(0, people=3)
    for month in ("2021-06", "2021-13", "x"):
        with pytest.raises(KnownError, match="月份"):
            month_figures(office, month)
    with pytest.raises(KnownError, match="没有“happy”这个数字"):
        figure_names(office, "2021-05", "happy")
    with pytest.raises(KnownError, match="没有“火星”这个社区，现有：东方里"):
        figure_names(office, "2021-05", "new", "火星")
    with pytest.raises(KnownError, match="还没有社区"):
        month_figures(memory_office(TODAY), "2021-05")


def test_the_json_carries_every_figure_by_name():
    office = random_office(5)
    figures = month_figures(office, "2021-05")
    said = json.loads(json.dumps(to_json(figures), ensure_ascii=False))
    assert (said["month"], said["as_of"], said["target_percent"]) == ("2021-05", "2021-05-31", 15)
    assert [each["name"] for each in said["communities"]] == list(COMMUNITIES)
    assert {name: said["total"][name] for name in BY_NAME} == values(figures.total)
    assert said["street"]["name"] == STREET
    assert said["notes"] == list(figures.notes)


def test_the_overview_shows_rates_against_the_target_of_the_office():
    office = random_office(6)
    change_office(office, target_percent=10)
    seen = overview(office)
    assert seen.target == 10
    for bar in seen.rates:
        assert bar.reached == (bar.registered * 100 >= 10 * bar.population)
    assert {each.reached for each in seen.rates} == {True, False}
    assert [(each.label, each.count) for each in seen.ranks] == [
        ("专职", seen.total.full_time),
        ("党员", seen.total.party),
        ("网上", seen.total.online),
        ("新时代文明实践", seen.total.practice),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_due_counts_the_rows_it_names(seed):
    office = random_office(seed)
    for each in due_items(office):
        assert each.count == len(each.ids) > 0
        assert len(office.keeper.table(REGISTERS[each.table]).records(each.ids)) == each.count
    total = month_figures(office, "2021-05").total
    due = {each.kind: each.count for each in due_items(office)}
    assert due.get("uninsured_full_time", 0) == total.uninsured_full_time
    assert due.get("areas_with_nobody", 0) == total.areas_with_nobody


def test_cover_that_ends_within_thirty_days_is_due_unless_it_goes_on():
    office = memory_office(TODAY)
    with office.keeper.action("造", kind="setup") as act:

        def add(table, **values):
            record = act.insert(REGISTERS[table], REGISTERS[table].record(**values))
            return Ref("", record.id)

        place = add("communities", name="甲", position=1, resident_population=10)
        old = add("policies", number="1", insurer="某", starts_on=date(2020, 7, 1), ends_on=date(2021, 6, 30))
        new = add("policies", number="2", insurer="某", starts_on=date(2021, 7, 2), ends_on=date(2022, 6, 30))
        early = add("policies", number="3", insurer="某", starts_on=date(2021, 6, 1), ends_on=date(2022, 6, 30))
        people = {}
        for name, covers in (("断", [old]), ("续", [old, early]), ("迟", [old, new]), ("无", [])):
            people[name] = add(
                "volunteers",
                name=name,
                community=place,
                ranks=("full_time",),
                registered_on=date(2021, 1, 1),
                standing="active",
            )
            for policy in covers:
                add("enrollments", policy=policy, volunteer=people[name], starts_on=date(2021, 1, 1), consented=True)
    due = {each.kind: each for each in due_items(office)}
    assert due["uninsured_full_time"].ids == (people["无"].id,)
    assert set(due["cover_ending"].ids) == {people["断"].id, people["迟"].id}
    assert due["policies_ending"].ids == (old.id,)


def test_leaving_before_joining_is_found_before_printing():
    office = random_office(7)
    volunteers = REGISTERS["volunteers"]
    with office.keeper.action("坏数据", kind="setup") as act:
        one = office.keeper.table(volunteers).all()[0]
        act.update(
            volunteers,
            one,
            replace(one, registered_on=date(2021, 5, 20), standing="left", standing_on=date(2021, 4, 2)),
        )
    findings = month_checks(office, "2021-05")
    assert findings[0].kind == "not_reconciled"
    assert findings[0].severity == "error"
    assert one.id in findings[0].ids
    assert "对不上" in findings[0].title


def test_findings_name_records_that_exist():
    for seed in range(6):
        office = random_office(seed)
        for each in month_checks(office, "2021-05"):
            assert each.title
            assert each.detail
            assert each.severity_label
            if each.ids:
                assert len(office.keeper.table(REGISTERS[each.table]).records(each.ids)) == len(each.ids)


@pytest.mark.parametrize("seed", range(8))
def test_the_people_named_as_due_are_those_a_plain_loop_finds(seed):
    office = random_office(seed, people=90)
    recount = Recount(office, date(2021, 1, 1), TODAY)
    now = {each.id: each for each in recount.volunteers.values() if recount.on_the_books(each, TODAY)}
    trained = {recount.person(each.volunteer.id) for each in recount.present}
    full = [each for each in now.values() if "full_time" in (each.ranks or ())]
    expected = {
        "minors": {
            each.id
            for each in now.values()
            if each.born_on and (each.born_on.year + 18, each.born_on.month, each.born_on.day) > (2021, 5, 31)
        },
        "no_contact": {each.id for each in now.values() if not each.phone and not each.id_number},
        "no_id_number": {each.id for each in now.values() if each.phone and not each.id_number},
        "unranked": {each.id for each in now.values() if not each.ranks},
        "look_alikes": {
            each.id
            for each in now.values()
            for twin in now.values()
            if each.id != twin.id
            and each.name == twin.name
            and (
                (each.phone and each.phone == twin.phone)
                or (
                    each.born_on
                    and each.born_on == twin.born_on
                    and (not each.id_number or not twin.id_number or each.id_number == twin.id_number)
                )
            )
        },
        "in_charge_but_gone": {
            each.id
            for each in recount.assignments
            if each.volunteer and each.volunteer.id not in now and each.starts_on <= TODAY <= (each.ends_on or TODAY)
        },
        "sessions_without_names": {
            each for each in recount.sessions if all(one.session.id != each for one in recount.present)
        },
    }
    found = {each.kind: each for each in due_items(office)}
    for kind, ids in expected.items():
        assert set(found[kind].ids if kind in found else ()) == ids, kind
    untrained = {recount.person(each.id) for each in full} - trained
    named = found["untrained_full_time"].ids if "untrained_full_time" in found else ()
    assert {recount.person(each) for each in named} == untrained
    assert len(named) == len(untrained)
    assert sum(map(bool, expected.values())) >= 4
