"""整改走到哪一步：发现 → 发通知 → 回复 → 复查 → 销号；能做什么、期限在哪天、逾期几天。"""

import re
import unicodedata
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays, add_working_days, parse_day
from miaopu_desk.domain.codes import RECTIFICATION_STATES
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.steps import Path, Step

OPEN = ("found", "noticed", "replied", "passed")
MOST_DAYS = 366


PATH = Path(
    "整改状态",
    RECTIFICATION_STATES,
    {
        "notice": Step("发通知", ("found",), "noticed"),
        "extend": Step("改期限", ("noticed",), "noticed"),
        "reply": Step("登记回复", ("noticed",), "replied"),
        "pass": Step("复查合格", ("noticed", "replied"), "passed"),
        "fail": Step("复查不合格", ("noticed", "replied"), "noticed"),
        "close": Step("销号", ("passed",), "closed"),
        "on_the_spot": Step("当场整改销号", ("found",), "closed"),
        "void": Step("作废", ("found", "noticed", "replied"), "void"),
    },
)


def is_overdue(state: str, deadline: date | None, day: date) -> bool:
    """期限已过还没有回复；已经回复的等复查，不算逾期。期限当天还不算。"""
    return state == "noticed" and deadline is not None and deadline < day


def standing_words(state: str, deadline: date | None, day: date) -> str:
    """给人看的进度：逾期 3 天、今天到期、还有 5 天，不在限期里的写状态。"""
    if state != "noticed" or deadline is None:
        return RECTIFICATION_STATES.label(state)
    left = (deadline - day).days
    return f"逾期{-left}天" if left < 0 else "今天到期" if left == 0 else f"还有{left}天"


_DAYS = re.compile(r"(\d{1,3})(?:个)?(工作日|天|日)(?:内)?", re.ASCII)


def deadline_of(text: str, day: date, holidays: Holidays) -> date | Problem:
    """从 day 起的期限：写日期，或者“5个工作日”“7天”，都从次日数起；早于 day 的、看不懂的说明怎样写。"""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    counted = _DAYS.fullmatch(written)
    if counted is not None:
        number = int(counted[1])
        if not 1 <= number <= MOST_DAYS:
            return Problem("整改期限", f"{counted[0]}不合常理，应在1到{MOST_DAYS}之间")
        return add_working_days(day, number, holidays) if counted[2] == "工作日" else day + timedelta(days=number)
    found, reason = parse_day(written, today=day)
    if found is None:
        return Problem("整改期限", reason or "请填写期限，例如 5个工作日，或者 2021-06-07")
    return Problem("整改期限", f"{found}早于{day}，请核对") if found < day else found
