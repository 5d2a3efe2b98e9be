"""认证一轮的步骤：一张表核对哪一步什么时候能做；公示的天数首尾都算。"""

from datetime import date

import pytest

from miaopu_desk.domain.star_rounds import STEPS, RoundFacts, after, publicity_fault, refused

DAY, LAST = date(2021, 6, 7), date(2021, 6, 6)
OVER = RoundFacts("published", DAY, 3, publicity_to=LAST)


@pytest.mark.parametrize(
    ("step", "facts", "why"),
    [
        ("check", RoundFacts("checking", DAY, 3), None),
        ("check", RoundFacts("checking", DAY, 0), "没有一名候选人"),
        ("check", RoundFacts("checked", DAY, 3), "现在是“已核对”"),
        ("publish", RoundFacts("checked", DAY, 3), None),
        ("publish", RoundFacts("checked", DAY, 0), "没有一名候选人"),
        ("publish", RoundFacts("checking", DAY, 3), "要在“已核对”"),
        ("recheck", RoundFacts("checked", DAY, 0), None),
        ("recheck", RoundFacts("published", DAY, 3), None),
        ("recheck", RoundFacts("certified", DAY, 3), "现在是“已认证”"),
        ("certify", OVER, None),
        ("certify", RoundFacts("published", LAST, 3, publicity_to=LAST), "期满以后"),
        ("certify", RoundFacts("published", DAY, 3), "期满以后"),
        ("certify", RoundFacts("published", DAY, 0, publicity_to=LAST), "没有一名候选人"),
        ("certify", RoundFacts("published", DAY, 3, 1, publicity_to=LAST), "还有1条异议"),
        ("certify", RoundFacts("published", DAY, 3, 0, ("某甲",), LAST), "某甲按现在的记录够不上"),
        ("certify", RoundFacts("checked", DAY, 3, publicity_to=LAST), "要在“公示中”"),
        ("cancel", RoundFacts("checking", DAY), None),
        ("cancel", RoundFacts("published", DAY, 3), None),
        ("cancel", RoundFacts("certified", DAY, 3), "现在是“已认证”"),
        ("cancel", RoundFacts("cancelled", DAY, 3), "现在是“已取消”"),
    ],
)
def test_a_step_is_taken_at_its_time_or_says_why_not(step: str, facts: RoundFacts, why: str | None) -> None:
    said = refused(step, facts)
    assert said is None if why is None else said is not None and why in said


def test_every_step_leads_on_and_nothing_leaves_the_end() -> None:
    assert {each: after(each) for each in STEPS} == {
        "check": "checked", "recheck": "checking", "publish": "published", "certify": "certified", "cancel": "cancelled",
    }  # fmt: skip
    assert not any({"certified", "cancelled"} & set(before) for before, _, _ in STEPS.values())


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2021-05-31", "2021-06-06", None),
        ("2021-05-31", "2021-06-05", "至少到2021-06-06，现在是6天"),
        ("2021-05-31", "2021-05-30", "现在是0天"),
        ("2021-05-30", "2021-06-30", "早于这一轮开始"),
    ],
)
def test_publicity_lasts_at_least_its_days_both_ends_counted(first: str, last: str, why: str | None) -> None:
    said = publicity_fault(date.fromisoformat(first), date.fromisoformat(last), 7, date(2021, 5, 31))
    assert said is None if why is None else said is not None and why in said
