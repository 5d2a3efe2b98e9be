"""督查、整改、线索要办的事：叫什么、怎么说，提醒期有几天。"""

from datetime import date, timedelta

INSPECTION_DUE = (
    ("rectification_overdue", "整改逾期没有回复", "期限已过，请催办，或者到现场复查"),
    ("rectification_soon", "整改快要到期", "{rectify_days}天内到期，还没有回复"),
    ("recheck_due", "整改已回复，等着复查", "请到现场复查，合格的销号"),
    ("closure_due", "复查合格，还没有销号", "请销号"),
    ("notice_due", "查出的问题还没有发整改通知", "请发通知、定期限，当场改好的直接销号"),
    ("clue_unanswered", "线索还没有答复", "受理或转交满{answer_days}天，请催办"),
)


def inspection_parameters(day: date, warning_days: int, answer_days: int) -> dict[str, str]:
    """提醒期的两个日子：整改到期提前几天提醒，线索几天没有答复要催办。"""
    soon, answer = day + timedelta(days=warning_days), day - timedelta(days=answer_days)
    return {"rectify_soon": soon.isoformat(), "answer_by": answer.isoformat()}
