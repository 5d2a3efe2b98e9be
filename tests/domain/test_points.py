"""积分：一张表核对分值、封顶、更正、年中换规则和零头；怎样分组先加后加都一样。"""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.points import (
    UNIT,
    Deed,
    DeedRule,
    PointBook,
    PointRules,
    Rate,
    Tally,
    units_words,
    whole,
)


def rules(start: str = "2021-01-01", rates: tuple[Rate, ...] = (Rate(100),), **more: object) -> PointRules:
    return PointRules("规则", "", date.fromisoformat(start), True, rates, **more)  # type: ignore[arg-type]


PLAIN = (rules(),)
KINDS = (
    rules(
        rates=(
            Rate(100),
            Rate(200, theme="防疫"),
            Rate(300, theme="防疫", source="shift"),
            Rate(150, category="医疗"),
            Rate(0, source="training"),
        )
    ),
)
CAPPED = (rules(day_cap=4, month_cap=10, year_cap=15),)
NEW_IN_JULY = (rules(day_cap=4), rules("2021-07-01", (Rate(250),)))
MORNING, NEXT = "2021-05-12", "2021-05-13"


@pytest.mark.parametrize(
    ("why", "sets", "lines", "points"),
    [
        ("没有服务", PLAIN, [], 0),
        ("一小时一分", PLAIN, [Tally(MORNING, 60)], 1),
        ("差一分钟不算一分", PLAIN, [Tally(MORNING, 59)], 0),
        ("零头先攒着，合计才舍", PLAIN, [Tally(MORNING, 20), Tally(NEXT, 20), Tally("2021-06-01", 20)], 1),
        ("零头向零舍，扣分也一样", PLAIN, [Tally(MORNING, -90)], -1),
        ("更正一正一负抵清", PLAIN, [Tally(MORNING, 50), Tally(MORNING, -50)], 0),
        ("更正到一半", PLAIN, [Tally(MORNING, 180), Tally(MORNING, -60)], 2),
        ("还没有规则的日子不计分", PLAIN, [Tally("2020-12-31", 600), Tally("2021-01-01", 60)], 1),
        ("按主题", KINDS, [Tally(MORNING, 60, "防疫")], 2),
        ("主题和来源都对上的先用", KINDS, [Tally(MORNING, 60, "防疫", "", "shift")], 3),
        ("条件一样多的先写的先用", KINDS, [Tally(MORNING, 60, "防疫", "医疗")], 2),
        ("按类别", KINDS, [Tally(MORNING, 60, "", "医疗")], 1),
        ("零分的种类不计分", KINDS, [Tally(MORNING, 600, "", "", "training")], 0),
        ("对不上的用不限的", KINDS, [Tally(MORNING, 120, "别的")], 2),
        ("每天封顶", CAPPED, [Tally(MORNING, 600)], 4),
        ("封顶看一天的合计", CAPPED, [Tally(MORNING, 150), Tally(MORNING, 150)], 4),
        ("更正以后不到封顶", CAPPED, [Tally(MORNING, 600), Tally(MORNING, -420)], 3),
        ("每月封顶", CAPPED, [Tally(f"2021-05-{day:02d}", 240) for day in range(1, 6)], 10),
        ("每年封顶", CAPPED, [Tally(f"2021-{month:02d}-01", 240) for month in range(1, 8)], 15),
        ("跨年重新算", CAPPED, [Tally(f"{year}-{m:02d}-01", 240) for year in (2021, 2022) for m in range(1, 6)], 30),
        ("历史时数不封顶", CAPPED, [Tally(MORNING, 6000, "", "", "opening"), Tally(MORNING, 600)], 104),
        ("扣分不封", CAPPED, [Tally(MORNING, -6000)], -100),
        ("年中换规则，各照当天的", NEW_IN_JULY, [Tally("2021-06-30", 600), Tally("2021-07-01", 600)], 4 + 25),
    ],
)
def test_the_cases(why: str, sets: tuple[PointRules, ...], lines: list[Tally], points: int) -> None:
    assert PointBook(sets).score(lines).total == points, why


@pytest.mark.parametrize(
    ("why", "deeds", "points"),
    [
        ("一笔一笔加", [Deed(MORNING, "线索", 2), Deed(NEXT, "线索", 2)], 4),
        ("一年至多", [Deed(MORNING, "线索", 4), Deed(NEXT, "线索", 4)], 5),
        ("更正行一起算再封顶", [Deed(MORNING, "线索", 8), Deed(MORNING, "线索", -6)], 2),
        ("跨年重新算", [Deed(MORNING, "线索", 9), Deed("2022-01-01", "线索", 9)], 10),
        ("没有封顶的照记的", [Deed(MORNING, "表彰", 90)], 90),
        ("扣分", [Deed(MORNING, "违规", -3)], -3),
        ("还没有规则的日子照记的", [Deed("2020-01-01", "线索", 9)], 9),
    ],
)
def test_the_deeds(why: str, deeds: list[Deed], points: int) -> None:
    book = PointBook((rules(deeds=(DeedRule("线索", 2, 5), DeedRule("表彰", 20))),))
    score = book.score([Tally(MORNING, 60)], deeds)
    assert (score.deeds, score.total) == (points, points + 1), why
    assert score.deeds + score.deed_cut == sum(each.points for each in deeds)
    assert book.deed_points(MORNING, "线索") == 2
    assert book.deed_points("2020-12-31", "线索") is None


@pytest.mark.parametrize(
    ("sets", "kinds"),
    [
        (PLAIN, set()),
        (KINDS, {"theme", "category", "source"}),
        (CAPPED, {"source"}),
        ((rules(month_cap=3),), {"source"}),
        ((rules(), rules("2022-01-01", year_cap=3)), {"source"}),
    ],
)
def test_a_book_asks_only_for_what_it_needs(sets: tuple[PointRules, ...], kinds: set[str]) -> None:
    assert PointBook(sets).kinds == kinds


def test_points_in_words_drop_what_is_below_a_hundredth() -> None:
    assert [units_words(each) for each in (0, UNIT, UNIT * 3 // 2, UNIT // 3, -UNIT // 2, -1)] == [
        "0", "1", "1.5", "0.33", "-0.5", "0",
    ]  # fmt: skip
    assert [whole(each) for each in (UNIT - 1, UNIT, -UNIT + 1, -UNIT)] == [0, 1, 0, -1]


LINES = st.lists(
    st.builds(
        Tally,
        st.dates(date(2020, 6, 1), date(2022, 6, 1)).map(date.isoformat),
        st.integers(-300, 900),
        st.sampled_from(("", "甲", "乙")),
        st.sampled_from(("", "丙")),
        st.sampled_from(("", "shift", "opening")),
    ),
    max_size=30,
)
CAPS = st.one_of(st.none(), st.integers(1, 40))
SETS = st.lists(
    st.builds(
        PointRules,
        st.just("规则"),
        st.just(""),
        st.dates(date(2020, 9, 1), date(2022, 3, 1)),
        st.booleans(),
        st.lists(
            st.builds(
                Rate,
                st.integers(0, 333),
                st.sampled_from(("", "甲")),
                st.sampled_from(("", "丙")),
                st.sampled_from(("", "shift", "opening")),
            ),
            max_size=4,
        ).map(tuple),
        CAPS,
        CAPS,
        CAPS,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.effective_from,
)


def by_hand(lines: list[Tally], sets: list[PointRules]) -> Fraction:
    """照字面算的：用分数，一行一行，一层一层封。"""
    free, days = Fraction(0), {}
    for line in lines:
        begun = [each for each in sets if each.effective_from.isoformat() <= line.day]
        if not begun:
            continue
        used = max(begun, key=lambda each: each.effective_from)
        fitting = [
            each
            for each in used.rates
            if (not each.theme or each.theme == line.theme)
            and (not each.category or each.category == line.category)
            and (not each.source or each.source == line.source)
        ]
        if not fitting:
            continue
        best = max(fitting, key=lambda each: sum(map(bool, (each.theme, each.category, each.source))))
        points = Fraction(line.minutes, 60) * Fraction(best.hundredths, 100)
        if line.source == "opening":
            free += points
        else:
            key = (used.effective_from, line.day)
            days[key] = days.get(key, Fraction(0)) + points
    for each in sets:
        own = {day: points for (start, day), points in days.items() if start == each.effective_from}
        for width, cap in ((10, each.day_cap), (7, each.month_cap), (4, each.year_cap)):
            merged: dict[str, Fraction] = {}
            for day, points in own.items():
                merged[day[:width]] = merged.get(day[:width], Fraction(0)) + points
            own = {day: points if cap is None else min(points, Fraction(cap)) for day, points in merged.items()}
        free += sum(own.values())
    return free


@settings(max_examples=300, deadline=None)
@given(LINES, SETS)
def test_the_sum_is_what_anybody_gets_by_hand(lines: list[Tally], sets: list[PointRules]) -> None:
    assert PointBook(sets).score(lines).service == int(by_hand(lines, sets))


@settings(max_examples=200, deadline=None)
@given(LINES, SETS, st.randoms(use_true_random=False))
def test_lines_of_one_day_and_kind_may_be_added_first_in_any_order(
    lines: list[Tally], sets: list[PointRules], shuffle: object
) -> None:
    book = PointBook(sets)
    sums: dict[tuple[str, str, str, str], int] = {}
    for day, minutes, *kind in lines:
        key = (day, *kind)
        sums[key] = sums.get(key, 0) + minutes
    together = [Tally(day, minutes, *kind) for (day, *kind), minutes in sums.items()]
    shuffle.shuffle(together)  # type: ignore[attr-defined]
    one, other = book.score(lines), book.score(together)
    assert (one.service, one.cut) == (other.service, other.cut)
    assert sum(each.minutes for each in one.parts) == sum(each.minutes for each in lines)
    assert whole(sum(each.units for each in one.parts) - one.cut) == one.service
