"""班次从登记的规则推算：方案的每一行、命令行的样子、期限、改规则不动从前。"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import add

from miaopu_desk import cli
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ASSIGNMENTS, DUTY_RULES, GRID_AREAS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.shifts import shift_lines, shifts_between, shifts_json

DAY = date(2021, 9, 27)
# 附件的四行，照印着的样子（时间、要求），半角标点不改
ANNEX = {
    "linked_community": ("每周一", "不少于2人去一次联点社区,每次确保4小时以上在社区履行联社区工作", 2, 240),
    "junction": (
        "每周三早上7:30至8:30,下午17:30至18:30(夏季)17:00至18:00(冬季)",
        "至少安排八名志愿者上岗,统一配备服装、引导红旗、口哨",
        8,
        None,
    ),
    "key_place": (
        "星期一至星期五:\n\n19:00至20:00,\n\n星期六至星期天:\n\n上午9:00至10:00,下午16:00至17:00、晚上19:00至20:00",
        "保持整洁",
        None,
        None,
    ),
    "road": ("每周五下午17:00至18:00(夏季)16:30至17:30(冬季)", "保持整洁", None, None),
}


def leiyang() -> Office:
    office = memory_office(DAY)
    set_up(office, "leiyang")
    return office


def week(office: Office, monday: str) -> list[dict[str, object]]:
    first = date.fromisoformat(monday)
    return shifts_json(shifts_between(office, first, date.fromordinal(first.toordinal() + 6)))


def test_the_bureau_has_the_shifts_of_the_plan_in_a_summer_week() -> None:
    found = week(leiyang(), "2021-09-20")
    counted = {
        kind: sum(one["kind"] == kind for one in found)
        for kind in ("linked_community", "junction", "key_place", "road")
    }
    assert counted == {"linked_community": 1, "junction": 2, "key_place": 3 * 11, "road": 7}
    assert len(found) == 43
    assert found[0] == {
        "date": "2021-09-20",
        "area": "牌楼社区",
        "kind": "linked_community",
        "unit": "局机关",
        "start": None,
        "end": None,
        "minimum_people": 2,
        "minimum_minutes": 240,
        "season": "summer",
        "state": "planned",
    }
    roads = [
        (one["area"], one["start"], one["end"]) for one in found if one["unit"] == "环卫所" and one["kind"] == "road"
    ]
    assert roads == [("神农路（城北路口至大桥路口）", "17:00", "18:00")]


@pytest.mark.parametrize(
    ("monday", "junction", "road"),
    [
        ("2021-09-20", ["07:30-08:30", "17:30-18:30"], "17:00-18:00"),
        ("2021-09-27", ["07:30-08:30", "17:30-18:30"], "16:30-17:30"),
        ("2021-12-06", ["07:30-08:30", "17:00-18:00"], "16:30-17:30"),
        ("2022-05-02", ["07:30-08:30", "17:30-18:30"], "17:00-18:00"),
        ("2022-12-26", ["07:30-08:30", "17:00-18:00"], "16:30-17:30"),
    ],
)
def test_the_clocks_follow_the_season(monday: str, junction: list[str], road: str) -> None:
    found = week(leiyang(), monday)
    assert [f"{one['start']}-{one['end']}" for one in found if one["kind"] == "junction"] == junction
    assert {f"{one['start']}-{one['end']}" for one in found if one["kind"] == "road"} == {road}


def test_every_week_of_the_period_is_like_the_first_and_there_is_nothing_outside_it() -> None:
    office = leiyang()
    whole = shifts_between(office, date(2021, 9, 1), date(2023, 1, 31))
    assert whole.shifts[0].day == date(2021, 9, 20)
    assert whole.shifts[-1].day == date(2022, 12, 31)
    full_weeks: dict[int, int] = {}
    for shift in whole.shifts:
        at = (shift.day - date(2021, 9, 20)).days // 7
        full_weeks[at] = full_weeks.get(at, 0) + 1
    assert len(full_weeks) == 67
    assert set(list(full_weeks.values())[:66]) == {43}


@pytest.mark.parametrize("kind", list(ANNEX))
def test_a_row_of_the_annex_is_entered_as_it_stands_and_its_minimums_are_found(kind: str) -> None:
    office = memory_office(DAY)
    area = add(office, "grid_areas", name="某处", kind=kind)
    times, requirement, people, minutes = ANNEX[kind]
    saved = add(office, "duty_rules", area="某处", times=times, requirement=requirement, starts_on="2021-09-20")
    assert (saved.area.id, saved.minimum_people, saved.minimum_minutes) == (area.id, people, minutes)
    again = office.keeper.table(DUTY_RULES).get(saved.id)
    assert again == saved
    shown = DUTY_RULES.column("times").kind.show(saved.times)
    plain = "".join(times.split()).replace(",", "，").replace("(", "（").replace(")", "）")
    assert shown == (plain.replace("五:", "五：").replace("天:", "天：") if kind == "key_place" else plain)


def test_numbers_typed_beside_a_sentence_that_says_otherwise_are_refused() -> None:
    office = memory_office(DAY)
    add(office, "grid_areas", name="某处", kind="road")
    raw = {
        "area": "某处",
        "times": "每周一，至少八名志愿者，每次至少4小时",
        "minimum_people": "6",
        "minimum_minutes": "2",
    }
    problems = office.keeper.add(DUTY_RULES, raw)
    assert isinstance(problems, list)
    assert [problem.column for problem in problems] == ["最少人数"]
    assert "值守时间里写的是8人，这里是6人" in problems[0].message
    saved = office.keeper.add(DUTY_RULES, {**raw, "minimum_people": "", "minimum_minutes": ""})
    assert not isinstance(saved, list)
    assert (saved.minimum_people, saved.minimum_minutes) == (8, 240)


def test_a_sentence_nobody_understands_is_refused_by_its_label_and_nothing_is_written() -> None:
    office = memory_office(DAY)
    add(office, "grid_areas", name="某处", kind="road")
    problems = office.keeper.add(DUTY_RULES, {"area": "某处", "times": "每周三有空就去"})
    assert isinstance(problems, list)
    assert [(problem.column, "看不懂“有空就去”" in problem.message) for problem in problems] == [("值守时间", True)]
    assert office.keeper.table(DUTY_RULES).count() == 0


def test_a_rule_replaced_from_a_day_leaves_the_shifts_before_it_alone() -> None:
    office = memory_office(DAY)
    add(office, "grid_areas", name="某处", kind="road", responsible_unit="一所")
    old = add(office, "duty_rules", area="某处", times="每周三8:00至9:00", starts_on="2021-09-20")
    before = week(office, "2021-09-20")
    assert not isinstance(office.keeper.change(DUTY_RULES, old.id, {"ends_on": "2021-09-28"}), list)
    add(office, "duty_rules", area="某处", times="每周三10:00至11:00", starts_on="2021-09-29", unit="二所")
    assert week(office, "2021-09-20") == before
    assert [(one["start"], one["unit"]) for one in week(office, "2021-09-27")] == [("10:00", "二所")]
    assert before[0]["unit"] == "一所"


def test_a_cancelled_day_stays_in_the_list_marked() -> None:
    office = memory_office(DAY)
    add(office, "grid_areas", name="某处", kind="road")
    add(office, "duty_rules", area="某处", times="每周三8:00至9:00", starts_on="2021-09-20", exceptions="2021-09-22停")
    assert [one["state"] for one in week(office, "2021-09-20")] == ["cancelled"]
    assert "已取消" in shift_lines(shifts_between(office, date(2021, 9, 22), date(2021, 9, 22)))[0]


def test_a_removed_rule_has_no_shifts_until_undo_and_its_area_cannot_go_before_it() -> None:
    office = leiyang()
    rules = office.keeper.table(DUTY_RULES).all()
    area = rules[0].area.id or ""
    assert any("值守规则" in problem.message for problem in office.keeper.remove(GRID_AREAS, [area]))
    assert office.keeper.remove(DUTY_RULES, [rules[0].id]) == []
    assert len(week(office, "2021-09-20")) == 42
    office.keeper.undo()
    assert len(week(office, "2021-09-20")) == 43
    assert office.keeper.table(ASSIGNMENTS).count() == 12


def test_years_without_holiday_tables_are_told() -> None:
    office = memory_office(DAY)
    add(office, "grid_areas", name="某处", kind="road")
    add(office, "duty_rules", area="某处", times="每天8:00至9:00", starts_on="2021-09-20")
    found = shifts_between(office, date(2033, 1, 1), date(2033, 1, 2))
    assert len(found.shifts) == 2
    assert "放假安排里没有2033年" in shift_lines(found)[-1]


@pytest.mark.parametrize(
    ("first", "last", "reason"), [("2021-10-02", "2021-10-01", "请对调"), ("2021-01-01", "2031-01-01", "请把日期缩短")]
)
def test_impossible_spans_are_refused(first: str, last: str, reason: str) -> None:
    with pytest.raises(KnownError, match=reason):
        shifts_between(leiyang(), date.fromisoformat(first), date.fromisoformat(last))


def test_from_the_command_line_after_init(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["miaopu-desk", "--data", str(tmp_path / "数据"), *words])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("init", "--preset", "leiyang")[0] == 0
    code, out, _ = run("shifts", "--from", "2021-12-06", "--to", "2021-12-12", "--json")
    assert code == 0
    found = json.loads(out)
    assert len(found) == 43
    assert list(found[0]) == [
        "date",
        "area",
        "kind",
        "unit",
        "start",
        "end",
        "minimum_people",
        "minimum_minutes",
        "season",
        "state",
    ]
    code, out, _ = run("shifts", "--from", "2021年12月8日", "--to", "2021-12-08")
    assert code == 0
    assert "2021-12-08 周三  冬季  7:30至8:30  蔡池路与群英路交叉路口  园林事务中心  至少8人" in out
    assert out.splitlines()[-1].endswith("共 5 个班次。")
    code, _, err = run("shifts", "--from", "昨儿", "--to", "2021-12-08")
    assert (code, "--from" in err) == (2, True)
    code, _, err = run("shifts", "--from", "2021-12-09", "--to", "2021-12-08")
    assert (code, "请对调" in err) == (1, True)
