"""账：几条更正合起来是多少、怎样从一种样子改到另一种、哪些更正不合规矩。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import Entry, entries, may_correct, settle
from miaopu_desk.domain.records.service import ServiceRecord, correction


def line(key: str, minutes: int, corrects: str = "") -> ServiceRecord:
    return ServiceRecord(id=key, minutes=minutes, activity="值守", corrects=Ref("值守", corrects) if corrects else None)


def test_corrections_follow_the_line_they_correct() -> None:
    found = entries([line("a", 60), line("b", 30), line("c", -60, "a"), line("d", 15, "a"), line("e", -5, "gone")])
    assert [(each.line.id, [one.id for one in each.corrections], each.minutes) for each in found] == [
        ("a", ["c", "d"], 15),
        ("b", [], 30),
    ]


@pytest.mark.parametrize(
    ("existing", "wanted", "new", "corrected"),
    [
        ({}, {"甲": 60}, [("甲", 60)], []),
        ({}, {"甲": 0}, [], []),
        ({"甲": [60]}, {"甲": 60}, [], []),
        ({"甲": [60]}, {"甲": 45}, [], [(60, -15)]),
        ({"甲": [60]}, {"甲": 90}, [], [(60, 30)]),
        ({"甲": [60]}, {}, [], [(60, -60)]),
        ({"甲": [60]}, {"甲": 0, "乙": 30}, [("乙", 30)], [(60, -60)]),
        ({"甲": [60, 20]}, {"甲": 50}, [], [(20, -20), (60, -10)]),
        ({"甲": [60, 20]}, {"甲": 100}, [], [(20, 20)]),
    ],
)
def test_settling(existing, wanted, new, corrected) -> None:
    mine = {who: [Entry(line(f"{who}{at}", n)) for at, n in enumerate(each)] for who, each in existing.items()}
    found = settle(mine, wanted)
    assert list(found.new) == new
    assert [(entry.minutes, gap) for entry, gap in found.corrected] == corrected


@given(
    st.dictionaries(st.sampled_from("甲乙丙"), st.lists(st.integers(0, 300), min_size=1, max_size=3)),
    st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(0, 600)),
)
def test_after_settling_everybody_has_what_is_wanted_and_no_line_is_below_zero(existing, wanted) -> None:
    mine = {who: [Entry(line(f"{who}{at}", n)) for at, n in enumerate(each)] for who, each in existing.items()}
    found = settle(mine, wanted)
    sums = {who: sum(each.minutes for each in lines) for who, lines in mine.items()}
    for who, minutes in found.new:
        sums[who] = sums.get(who, 0) + minutes
    owner = {each.line.id: who for who, lines in mine.items() for each in lines}
    for entry, gap in found.corrected:
        assert gap
        assert entry.minutes + gap >= 0
        sums[owner[entry.line.id]] += gap
    assert {who: n for who, n in sums.items() if n} == {who: n for who, n in wanted.items() if n}


@pytest.mark.parametrize(
    ("difference", "reason", "said"),
    [
        (-30, "签到表抄错", []),
        (-60, "签到表抄错", []),
        (30, "签到表抄错", []),
        (-61, "签到表抄错", ["不能再减这么多"]),
        (0, "签到表抄错", ["不用更正"]),
        (-30, "  ", ["必填"]),
        (-61, "", ["必填", "不能再减这么多"]),
    ],
)
def test_what_a_correction_may_do(difference: int, reason: str, said: list[str]) -> None:
    problems = may_correct(Entry(line("a", 60)), difference, reason)
    assert [part for part, each in zip(said, problems, strict=True) if part in each.message] == said


def test_a_correction_copies_who_and_when_and_an_opening_stays_an_opening() -> None:
    made = correction(line("a", 60), -15, "抄错")
    assert (made.minutes, made.corrects, made.source, made.reason, made.id) == (
        -15,
        Ref("值守", "a"),
        "correction",
        "抄错",
        "",
    )
    assert correction(ServiceRecord(id="o", minutes=600, activity="历史时数", source="opening"), 60, "漏").source == (
        "opening"
    )
