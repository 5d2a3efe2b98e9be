"""线索奖励：哪一条办法管它、每人每年的上限、谁没有，一例一行。"""

from datetime import date

from miaopu_desk.domain.rewards import ClueFact, RewardTerm, plan_rewards, term_for

START = date(2021, 1, 1)
ANY = RewardTerm("一般奖励", 5000, START)
MAJOR = RewardTerm("重大线索", 50000, START, level="major")
CRIME = RewardTerm("违法犯罪线索", 20000, START, kind="crime")
BOTH = RewardTerm("重大违法犯罪线索", 100000, START, kind="crime", level="major")
TERMS = [ANY, MAJOR, CRIME, BOTH]
DAY = date(2021, 5, 12)


def clue(number: int, day: date = DAY, kind: str | None = None, level: str | None = None, who: str | None = "甲"):
    return ClueFact(f"id{number}", f"2021-{number:03d}", day, kind, level, who)


def test_the_most_particular_rule_in_force_governs() -> None:
    assert term_for(TERMS, DAY, "crime", "major") is BOTH
    assert term_for(TERMS, DAY, "hazard", "major") is MAJOR
    assert term_for(TERMS, DAY, "crime", "ordinary") is CRIME
    assert term_for(TERMS, DAY, None, None) is ANY
    assert term_for(TERMS, date(2020, 12, 31), None, None) is None
    newer = RewardTerm("新办法", 8000, date(2021, 5, 1))
    assert term_for([ANY, newer], DAY, None, None) is newer
    assert term_for([ANY, newer], date(2021, 4, 30), None, None) is ANY
    ended = RewardTerm("旧办法", 8000, START, date(2021, 5, 11))
    assert term_for([ended], DAY, None, None) is None
    assert term_for([ended], date(2021, 5, 11), None, None) is ended


def test_amounts_follow_the_rules_and_the_total_adds_up() -> None:
    plan = plan_rewards([clue(1), clue(2, level="major", who="乙"), clue(3, kind="crime", who="丙")], TERMS, {})
    assert [(each.number, each.amount) for each in plan.rewards] == [
        ("2021-001", 5000),
        ("2021-002", 50000),
        ("2021-003", 20000),
    ]
    assert plan.total == 75000
    assert plan.rewards[0].basis == "一般奖励50.00元"


def test_a_person_stops_at_the_cap_of_the_year() -> None:
    capped = [RewardTerm("一般奖励", 5000, date(2020, 1, 1), yearly_cap=12000)]
    clues = [clue(number, date(2021, 5, number)) for number in (1, 2, 3, 4)]
    plan = plan_rewards([*clues, clue(5, date(2020, 5, 1))], capped, {})
    assert [(each.number, each.amount) for each in plan.rewards] == [
        ("2021-005", 5000),  # 上一年另算
        ("2021-001", 5000),
        ("2021-002", 5000),
        ("2021-003", 2000),
    ]
    assert "上限" in plan.rewards[-1].basis
    assert plan.left_out == (("2021-004", "2021年已到每人每年120.00元的上限"),)
    again = plan_rewards([clue(6)], capped, {("甲", 2021): 11000})
    assert [each.amount for each in again.rewards] == [1000]
    other = plan_rewards([clue(7, who="乙")], capped, {("甲", 2021): 12000})
    assert [each.amount for each in other.rewards] == [5000]


def test_nobody_to_pay_and_no_rule_are_said() -> None:
    plan = plan_rewards([clue(1, who=None), clue(2, kind="hazard")], [CRIME], {})
    assert plan.rewards == ()
    assert plan.left_out == (("2021-001", "没有登记举报人"), ("2021-002", "没有管得着它的奖励办法"))
