"""整改的每一步：从哪种状态能走到哪里、期限怎样数、什么算逾期；线索的每一步。"""

from datetime import date

import pytest

from miaopu_desk.domain import clue_steps
from miaopu_desk.domain.codes import CLUE_STATES, RECTIFICATION_STATES
from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.rectifying import PATH, deadline_of, is_overdue, standing_words

ALLOWED = {
    ("found", "notice"): "noticed",
    ("found", "on_the_spot"): "closed",
    ("found", "void"): "void",
    ("noticed", "extend"): "noticed",
    ("noticed", "reply"): "replied",
    ("noticed", "pass"): "passed",
    ("noticed", "fail"): "noticed",
    ("noticed", "void"): "void",
    ("replied", "pass"): "passed",
    ("replied", "fail"): "noticed",
    ("replied", "void"): "void",
    ("passed", "close"): "closed",
}
CLUE_ALLOWED = {
    ("received", "hand"): "handed",
    ("received", "answer"): "answered",
    ("received", "invalid"): "invalid",
    ("handed", "hand"): "handed",
    ("handed", "answer"): "answered",
    ("handed", "invalid"): "invalid",
    ("answered", "hand"): "handed",
    ("answered", "close"): "closed",
    ("answered", "invalid"): "invalid",
}


@pytest.mark.parametrize("state", RECTIFICATION_STATES.codes)
@pytest.mark.parametrize("step", PATH.steps)
def test_every_step_from_every_state(state: str, step: str) -> None:
    found = PATH.after(state, step)
    if (state, step) in ALLOWED:
        assert found == ALLOWED[state, step]
    else:
        assert isinstance(found, Problem)
        assert RECTIFICATION_STATES.label(state) in found.message
    assert (step in PATH.open_to(state)) == ((state, step) in ALLOWED)


@pytest.mark.parametrize("state", CLUE_STATES.codes)
@pytest.mark.parametrize("step", clue_steps.PATH.steps)
def test_every_step_of_a_clue_from_every_state(state: str, step: str) -> None:
    found = clue_steps.PATH.after(state, step)
    assert found == CLUE_ALLOWED.get((state, step)) or isinstance(found, Problem)
    assert (step in clue_steps.PATH.open_to(state)) == ((state, step) in CLUE_ALLOWED)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("5个工作日", date(2021, 6, 7)),  # 5月31日是星期一
        ("５ 个工作日内", date(2021, 6, 7)),
        ("10个工作日", date(2021, 6, 15)),  # 6月14日端午节放假
        ("7天", date(2021, 6, 7)),
        ("3日", date(2021, 6, 3)),
        ("2021-06-30", date(2021, 6, 30)),
        ("6月30日", date(2021, 6, 30)),
        ("2021-05-31", date(2021, 5, 31)),
    ],
)
def test_a_deadline_is_a_day_or_counted_days(text: str, deadline: date) -> None:
    assert deadline_of(text, date(2021, 5, 31), load_holidays()) == deadline


@pytest.mark.parametrize("text", ["", "尽快", "0个工作日", "400天", "2021-05-30", "2021-02-30"])
def test_a_deadline_that_makes_no_sense_is_a_problem(text: str) -> None:
    found = deadline_of(text, date(2021, 5, 31), load_holidays())
    assert isinstance(found, Problem)
    assert found.column == "整改期限"


@pytest.mark.parametrize(
    ("state", "deadline", "overdue", "words"),
    [
        ("noticed", date(2021, 5, 30), True, "逾期1天"),
        ("noticed", date(2021, 5, 31), False, "今天到期"),
        ("noticed", date(2021, 6, 3), False, "还有3天"),
        ("replied", date(2021, 5, 1), False, "待复查"),
        ("closed", date(2021, 5, 1), False, "已销号"),
        ("found", None, False, "待发通知"),
    ],
)
def test_overdue_is_a_deadline_gone_by_without_reply(state: str, deadline: date, overdue: bool, words: str) -> None:
    day = date(2021, 5, 31)
    assert is_overdue(state, deadline, day) is overdue
    assert standing_words(state, deadline, day) == words
