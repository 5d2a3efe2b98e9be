"""保险的预警：每一种有一个报得出来的、一个不该报的；年龄、证件号和 domain 里的规则一致。"""

from collections.abc import Callable
from datetime import date

import pytest
from builders import add
from domain.test_insurance_rules import AGES
from services.insurance_desk import Desk, ref

from miaopu_desk.domain.cover_warnings import INSURANCE_KINDS, SAID_ELSEWHERE
from miaopu_desk.domain.insurance import Consent, Span, age_fault, minor_fault
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS, VOLUNTEERS
from miaopu_desk.services.cover_warnings import cover_warnings, people_behind
from miaopu_desk.services.figures import due_items
from miaopu_desk.store import queries

Fill = Callable[[Desk], None]


def kinds(desk: Desk) -> set[str]:
    return {each.kind for each in cover_warnings(desk.office)}


def full_time(desk: Desk) -> None:
    desk.person("甲一")


def enrolled(born: str = "1970-01-01", starts: str = "2021-01-01", ends: str | None = None, **more: object) -> Fill:
    def fill(desk: Desk) -> None:
        person = {
            name: more.pop(name) for name in ("guardian_consent", "guardian", "id_number", "phone") if name in more
        }
        desk.enroll(desk.person("甲一", born, **person), starts, ends, **more)

    return fill


def shift(day: str, state: str = "计划", attendance: str | None = None, covered: str = "") -> Fill:
    def fill(desk: Desk) -> None:
        one = desk.person("甲一", ranks="党员")
        if covered:
            desk.enroll(one, *covered.split("/"))
        area = add(desk.office, "grid_areas", name="一栋", kind="楼栋", community="东方里")
        duty = add(desk.office, "shifts", day=day, area=ref(area), reason="下雨")
        add(desk.office, "shift_people", shift=Ref(day, duty.id), volunteer=ref(one), attendance=attendance)
        changed = desk.office.keeper.change(REGISTERS["shifts"], duty.id, {"state": state})
        assert not isinstance(changed, list), changed

    return fill


def twice(first: tuple[str, str | None], second: tuple[str, str | None]) -> Fill:
    def fill(desk: Desk) -> None:
        other = add(desk.office, "policies", number="P2", insurer="乙", starts_on="2021-01-01", ends_on="2021-12-31")
        one = desk.person("甲一")
        desk.enroll(one, *first)
        desk.enroll(one, *second, policy=other)

    return fill


def left(day: str) -> Fill:
    def fill(desk: Desk) -> None:
        one = desk.person("甲一")
        desk.enroll(one, ends="2021-06-30")
        desk.office.keeper.change(VOLUNTEERS, one.id, {"standing": "退出", "standing_on": day})

    return fill


def claim(state: str) -> Fill:
    def fill(desk: Desk) -> None:
        one = desk.person("甲一")
        desk.enroll(one)
        paid = {"paid": "100", "paid_on": "2021-05-20"} if state == "已赔付" else {}
        add(
            desk.office,
            "claims",
            volunteer=ref(one),
            policy=desk.policy_ref(),
            happened_on="2021-05-12",
            state=state,
            **paid,
        )

    return fill


def bad_number(number: str) -> Fill:
    def fill(desk: Desk) -> None:
        one = desk.person("甲一")
        desk.enroll(one)
        desk.office.database.connection.execute("UPDATE volunteers SET id_number = ? WHERE id = ?", (number, one.id))

    return fill


# 种类、保单、该报的、不该报的；今天是 2021-05-31，提前 30 天
CASES: list[tuple[str, dict[str, object], Fill, Fill]] = [
    ("uninsured_full_time", {}, full_time, enrolled()),
    ("uninsured_full_time", {}, enrolled(ends="2021-05-30"), enrolled(ends="2021-05-31")),
    ("uninsured_full_time", {}, enrolled(starts="2021-06-01"), enrolled(starts="2021-05-31")),
    ("on_duty_uncovered", {}, shift("2021-06-10"), shift("2021-06-10", covered="2021-06-10")),
    ("on_duty_uncovered", {}, shift("2021-06-10", covered="2021-06-11"), shift("2021-06-10", state="取消")),
    ("on_duty_uncovered", {}, shift("2021-05-01", attendance="到岗"), shift("2021-05-01", attendance="缺席")),
    ("on_duty_uncovered", {}, shift("2021-06-30"), shift("2021-07-01")),
    ("on_duty_uncovered", {}, shift("2021-05-01", covered="2021-01-01/2021-04-30"), shift("2021-04-30")),
    ("cover_ending", {}, enrolled(ends="2021-06-30"), enrolled(ends="2021-07-01")),
    ("policies_ending", {"ends_on": "2021-06-30"}, full_time, lambda desk: desk.on("2021-05-30")),
    ("policies_below_minimum", {"minimum_heads": "2"}, enrolled(), lambda desk: (enrolled()(desk), enrolled()(desk))),
    ("cover_age_out", {}, enrolled(born="2005-01-02"), enrolled(born="2005-01-01", guardian_consented="是")),
    ("cover_age_out", {}, enrolled(born="1950-12-31"), enrolled(born="1951-01-01")),
    ("cover_age_out", {}, enrolled(born="1950-12-31"), enrolled(born="1950-12-31", ends="2021-12-30")),
    ("cover_under_eight", {}, enrolled(born="2013-01-02"), enrolled(born="2013-01-01")),
    ("cover_under_eight", {}, enrolled(born="2013-01-02"), enrolled(born="2013-01-02", ends="2021-05-30")),
    ("cover_without_guardian", {}, enrolled(born="2004-01-01"), enrolled(born="2004-01-01", guardian_consented="是")),
    ("cover_without_guardian", {}, enrolled(born="2003-01-02"), enrolled(born="2003-01-01")),
    (
        "cover_without_guardian",
        {},
        enrolled(born="2004-01-01", guardian_consented="否", guardian_consent="是"),
        enrolled(born="2004-01-01", guardian_consent="是"),
    ),
    ("cover_without_consent", {}, enrolled(consented=None), enrolled()),
    ("cover_without_sum", {}, enrolled(sum_agreed="否"), enrolled()),
    ("cover_without_sum", {"death_sum": None}, enrolled(sum_agreed=None), enrolled()),
    ("cover_without_number", {}, enrolled(id_number=None, phone="15400001111"), enrolled()),
    ("cover_with_bad_number", {}, bad_number("439999197001010010"), bad_number("11010519491231002X")),
    ("cover_with_bad_number", {}, bad_number("43999919700101"), bad_number("ABC110199001011")),
    ("covered_twice", {}, twice(("2021-01-01", None), ("2021-06-01", None)), twice(("2021-01-01", "2021-06-30"), ("2021-07-01", None))),
    ("covered_twice", {}, twice(("2021-01-01", "2021-06-01"), ("2021-06-01", None)), twice(("2021-01-01", "2021-05-30"), ("2021-05-01", None))),
    ("covered_but_gone", {}, left("2021-05-31"), enrolled(ends="2021-06-30")),
    ("claims_open", {}, claim("已递交"), claim("已赔付")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "policy", "fires", "_"), CASES)
def test_it_is_said_when_it_should_be(kind: str, policy: dict[str, object], fires: Fill, _: Fill) -> None:
    desk = Desk(**policy)
    fires(desk)
    assert kind in kinds(desk)
    item = next(each for each in cover_warnings(desk.office) if each.kind == kind)
    rows = 2 if kind == "covered_twice" else 1  # 重叠的两条都要看
    assert item.count == len(item.ids) == len(people_behind(desk.office, item)) == rows
    assert (item in due_items(desk.office)) == (kind not in SAID_ELSEWHERE)


@pytest.mark.parametrize(("kind", "policy", "_", "silent"), CASES)
def test_it_is_not_said_when_it_should_not_be(kind: str, policy: dict[str, object], _: Fill, silent: Fill) -> None:
    if kind == "cover_under_eight":
        policy = {**policy, "youngest": None}
    desk = Desk(**policy)
    silent(desk)
    assert kind not in kinds(desk)


def test_every_kind_has_its_pair_of_cases() -> None:
    assert {case[0] for case in CASES} == set(INSURANCE_KINDS)
    assert all(kind in queries.DUE for kind in INSURANCE_KINDS)


def test_no_death_cover_needs_no_agreed_sum_and_lets_the_under_eight_in_with_a_guardian() -> None:
    desk = Desk(death_sum="0", youngest=None)
    enrolled(born="2014-01-01", sum_agreed=None, guardian_consented="是")(desk)
    assert not kinds(desk) & {"cover_without_sum", "cover_under_eight", "cover_without_guardian"}
    other = Desk(death_sum="0", youngest=None)
    enrolled(born="2014-01-01", sum_agreed=None)(other)
    assert "cover_without_guardian" in kinds(other)


@pytest.mark.parametrize(("born", "first", "last", "youngest", "oldest", "said"), AGES)
def test_the_question_in_sql_and_the_rule_agree_on_every_age(
    born: str | None, first: str, last: str, youngest: int | None, oldest: int | None, said: str
) -> None:
    desk = Desk(starts_on=first, ends_on=last, youngest=youngest, oldest=oldest)
    insert(desk, born, first)
    desk.on(first)
    assert ("cover_age_out" in kinds(desk)) == bool(said)


def insert(desk: Desk, born: str | None, starts: str) -> None:
    """不经核对写进去：还没出生的、没有出生日期的也要问得对。"""
    day = date.fromisoformat
    with desk.office.keeper.action("造", kind="setup") as act:
        place = desk.office.keeper.table(REGISTERS["communities"]).all()[0]
        one = act.insert(
            VOLUNTEERS,
            VOLUNTEERS.record(
                name="甲一",
                community=Ref(place.name, place.id),
                registered_on=date(2020, 1, 1),
                standing="active",
                born_on=day(born) if born else None,
            ),
        )
        register = REGISTERS["enrollments"]
        act.insert(
            register,
            register.record(policy=desk.policy_ref(), volunteer=Ref(one.name, one.id), starts_on=day(starts)),
        )


def test_the_question_in_sql_and_the_rule_agree_on_ten_thousand_birthdays() -> None:
    """随机的生日和起止：SQL 里的周岁与 domain 的一致；尝试 400 张保单各 25 人，不一致 0。"""
    from random import Random

    from miaopu_desk.store.queries_insurance import age_sql

    pick = Random(7)
    desk = Desk()
    differing = 0
    for _ in range(400):
        start = date(1990 + pick.randrange(40), 1 + pick.randrange(12), 1 + pick.randrange(28))
        borns = [date.fromordinal(start.toordinal() - pick.randrange(35_000)) for _ in range(24)]
        borns.append(date(1960 + 4 * pick.randrange(8), 2, 29))
        for born in borns:
            sql = f"SELECT {age_sql('?2', '?1')}"
            asked = desk.office.database.value(sql, (start.isoformat(), born.isoformat()))
            span = Span(start, start)
            said = age_fault(born, span, asked, asked)
            minor = minor_fault(born, start, Consent(True, True), death_cover=False)
            differing += bool(said) or (asked < 18) != bool(minor)
    assert differing == 0


def test_numbers_behind_a_warning_are_masked() -> None:
    desk = Desk()
    one = desk.person("甲一", phone="15400001234")
    (item,) = [each for each in cover_warnings(desk.office) if each.kind == "uninsured_full_time"]
    (row,) = people_behind(desk.office, item)
    assert row.phone == "154****1234"
    assert one.id_number not in row.id_number
    assert row.name == "甲一"
