"""星级和积分：各处同一个算法，照服务当天的规则；默认的能装入，改了标准立刻照新的算。"""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders import DAY, add, id_number, office_with_communities
from random_office import random_office

from miaopu_desk import cli
from miaopu_desk.domain.defaults import load_stars
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS, VOLUNTEERS
from miaopu_desk.domain.records.points import POINT_ENTRIES, POINT_RULES
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES
from miaopu_desk.services.office import Office, memory_office, open_office
from miaopu_desk.services.points import correct_points, give_points, points_of
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.star_rules import deed_terms, point_book, put_defaults, rule_notes, star_sets, uses_defaults
from miaopu_desk.services.stars import standing_of, standings


def volunteer(office: Office, name: str, serial: int | None = None, **more: object) -> str:
    number = {} if serial is None else {"id_number": id_number(serial)}
    return str(add(office, "volunteers", name=name, community="大华", registered_on="2020-01-04", **number, **more).id)


def served(office: Office, name: str, day: str, hours: str, **more: object) -> str:
    row = {"volunteer": name, "community": "大华", "served_on": day, "minutes": hours, "activity": "值守", **more}
    return str(add(office, "service_records", **row).id)


def deed(office: Office, name: str = "提供线索") -> str:
    found = [each.id for each in deed_terms(office) if each.name == name]
    return found[0] if found else str(add(office, "terms", vocabulary="deed", name=name, position=1).id)


def test_an_old_office_uses_the_shipped_rules_until_it_has_its_own() -> None:
    office = office_with_communities()
    assert uses_defaults(office)
    assert star_sets(office) == (load_stars(),)
    one = volunteer(office, "某甲")
    served(office, "某甲", "2021-05-12", "100.5")
    standing = standing_of(office, one, DAY)
    assert standing is not None
    assert (standing.star, standing.minutes, standing.points, standing.minutes_short) == (1, 6030, 100, 200 * 60 - 30)
    assert put_defaults(office) == []
    assert not uses_defaults(office)
    assert [each.levels for each in star_sets(office)] == [load_stars().levels]
    assert standing_of(office, one, DAY) == standing
    assert put_defaults(office) != []
    office.keeper.undo()
    assert uses_defaults(office)
    assert office.keeper.table(STAR_LEVELS).count() == 0


def test_a_new_office_has_the_rules_in_its_registers_marked_unconfirmed() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    [stars] = office.keeper.table(STAR_RULES).all()
    [points] = office.keeper.table(POINT_RULES).all()
    assert (stars.confirmed, points.confirmed) == (False, False)
    assert [each.hours for each in star_sets(office)[0].levels] == [100, 300, 600, 1000, 1500]
    assert point_book(office).deed_points("2021-05-12", deed(office)) == 2
    names = [each.name for each in deed_terms(office)]
    assert len(names) == len(set(names))


def test_the_newest_set_in_force_on_the_day_counts_and_an_empty_one_waits() -> None:
    office = office_with_communities()
    put_defaults(office)
    one = volunteer(office, "某甲")
    served(office, "某甲", "2021-05-12", "60")
    own = add(office, "star_rules", name="街道办法", effective_from="2021-05-20", measure="只看时数", confirmed="是")
    assert standing_of(office, one, DAY).star == 0, "还没有填档次的一套先不用"
    assert any("街道办法" in note for note in rule_notes(office))
    add(office, "star_levels", rules=own.name, star=1, label="一星", hours=50, points=0)
    assert standing_of(office, one, DAY).star == 1
    assert standing_of(office, one, date(2021, 5, 19)).star == 0, "那天用的是前一套"
    assert standing_of(office, one, date(2020, 12, 31)).next is None, "那时还没有标准"


def test_points_follow_the_rules_of_the_day_and_a_correction_follows_its_line() -> None:
    office = office_with_communities()
    theme = add(office, "terms", vocabulary="theme", name="疫情防控", position=1)
    first = add(office, "point_rules", name="一", effective_from="2021-01-01", day_cap=4)
    second = add(office, "point_rules", name="二", effective_from="2021-05-01")
    add(office, "point_rates", rules=first.name, hundredths="1")
    add(office, "point_rates", rules=second.name, hundredths="1")
    add(office, "point_rates", rules=second.name, hundredths="2", theme=theme.name)
    one = volunteer(office, "某甲")
    served(office, "某甲", "2021-04-30", "10")
    line = served(office, "某甲", "2021-05-01", "10", theme="疫情防控")
    assert points_of(office, DAY, one)[one].score.total == 4 + 20
    with office.keeper.action("更正") as act:
        table = office.keeper.table(REGISTERS["service_records"])
        wrong = table.get(line)
        assert wrong is not None
        act.insert(
            REGISTERS["service_records"],
            replace(
                wrong,
                id="",
                rev=0,
                minutes=-240,
                theme=None,
                corrects=Ref(wrong.activity, wrong.id),
                source="correction",
            ),
        )
    found = points_of(office, DAY)
    assert (found[one].score.total, found[one].minutes) == (4 + 12, 16 * 60)
    assert found[one] == points_of(office, DAY, one)[one]


def test_two_registrations_of_one_number_are_one_person() -> None:
    office = office_with_communities()
    put_defaults(office)
    with office.keeper.action("造", kind="setup") as act:
        place = office.keeper.table(REGISTERS["communities"]).all()[0]
        for name, on in (("某甲", date(2020, 1, 1)), ("某甲", date(2020, 2, 1))):
            act.insert(
                VOLUNTEERS,
                VOLUNTEERS.record(
                    name=name,
                    id_number=id_number(3),
                    community=Ref(place.name, place.id),
                    registered_on=on,
                    standing="active",
                ),
            )
    old, new = [each.id for each in office.keeper.table(VOLUNTEERS).all()]
    records = REGISTERS["service_records"]
    with office.keeper.action("造", kind="setup") as act:
        for who in (old, new):
            row = records.record(
                volunteer=Ref("某甲", who),
                community=Ref(place.name, place.id),
                served_on=DAY,
                minutes=3000,
                activity="值守",
            )
            act.insert(records, row)
    assert give_points(office, [old], DAY, deed(office)) == 1
    [only] = standings(office, DAY)
    assert (only.volunteer_id, only.minutes, only.star, only.points) == (new, 6000, 1, 102)
    assert points_of(office, DAY)[old] == points_of(office, DAY, new)[old]
    assert standing_of(office, old, DAY) == only


def test_deeds_are_given_to_many_at_once_and_corrected_by_a_second_line() -> None:
    office = office_with_communities()
    put_defaults(office)
    people = [volunteer(office, name) for name in ("某甲", "某乙")]
    assert give_points(office, people, date(2021, 5, 12), deed(office)) == 2
    assert [each.points for each in office.keeper.table(POINT_ENTRIES).all()] == [2, 2]
    entry = next(each for each in office.keeper.table(POINT_ENTRIES).all() if each.volunteer.id == people[0])
    assert isinstance(correct_points(office, entry.id, 2, "没有错"), list)
    assert isinstance(correct_points(office, entry.id, 5, " "), list)
    fixed = correct_points(office, entry.id, 5, "线索两条")
    assert not isinstance(fixed, list)
    assert (fixed.points, fixed.corrects.id if fixed.corrects else "") == (3, entry.id)
    again = correct_points(office, fixed.id, 0, "不是他")
    assert not isinstance(again, list)
    assert (again.points, again.corrects.id if again.corrects else "") == (-5, entry.id)
    totals = points_of(office, DAY)
    assert [totals[each].score.total for each in people] == [0, 2]
    office.keeper.undo()
    assert points_of(office, DAY)[people[0]].score.total == 5
    for points, reason, label in ((0, "", "分数"), (-3, "", "事由")):
        problems = give_points(office, people, DAY, deed(office), points, reason)
        assert isinstance(problems, list)
        assert label in {each.column for each in problems}
    assert isinstance(give_points(office, people, date(2021, 6, 1), deed(office)), list), "日期还没到"
    assert isinstance(give_points(office, people, DAY, deed(office, "别的")), list), "规则没有写几分"


@pytest.mark.parametrize("seed", range(6))
def test_one_by_one_and_all_at_once_agree_with_the_records(seed: int) -> None:
    office = random_office(seed, 40)
    pick = Random(seed)
    if seed % 2:
        own = add(office, "point_rules", name="封顶", effective_from="2021-04-01", day_cap=2, month_cap=7, year_cap=9)
        add(office, "point_rates", rules=own.name, hundredths="1.5")
    people = [each.id for each in office.keeper.table(VOLUNTEERS).all()]
    give_points(office, pick.sample(people, 9), DAY, deed(office), 7, "因为")
    day = pick.choice((DAY, date(2021, 4, 30)))
    every = standings(office, day)
    assert len(every) > 20
    sums = points_of(office, day)
    records = office.keeper.table(REGISTERS["service_records"]).all()
    numbers = {each.id: each.id_number or each.id for each in office.keeper.table(VOLUNTEERS).all()}
    for one in every:
        assert standing_of(office, one.volunteer_id, day) == one
        person = numbers[one.volunteer_id]
        assert one.minutes == sum(
            each.minutes for each in records if numbers[each.volunteer.id or ""] == person and each.served_on <= day
        )
        if one.volunteer_id in sums:
            assert (sums[one.volunteer_id].minutes, sums[one.volunteer_id].score.total) == (one.minutes, one.points)
        else:
            assert (one.minutes, one.points) == (0, 0)


def test_the_command_prints_everybody_without_numbers(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> None:
    with open_office(tmp_path, DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        volunteer(office, "某甲", 1)
        volunteer(office, "某乙", 2)
        served(office, "某甲", "2021-05-12", "290")
        expected = standings(office, DAY)
    monkeypatch.setattr(sys, "argv", ["miaopu-desk", "--data", str(tmp_path), "stars", "--on", "2021-05-31", "--json"])
    cli.main()
    said = capsys.readouterr().out
    assert id_number(1) not in said
    found = json.loads(said)
    assert found[0] == {
        "id": expected[0].volunteer_id,
        "name": "某甲",
        "community": "大华",
        "star": 1,
        "label": "一星志愿者",
        "hours": 290.0,
        "points": 290,
        "next": "二星志愿者",
        "hours_short": 10.0,
        "points_short": 0,
        "certified": 0,
    }
    assert [(each["name"], each["star"], each["hours"]) for each in found] == [("某甲", 1, 290), ("某乙", 0, 0)]
    monkeypatch.setattr(sys, "argv", ["miaopu-desk", "--data", str(tmp_path), "stars"])
    cli.main()
    assert "大华　某甲：290小时，290分，一星志愿者；离二星志愿者差10小时" in capsys.readouterr().out
