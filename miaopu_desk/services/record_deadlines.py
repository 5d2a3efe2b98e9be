"""十个工作日的提醒：超期的和快到期的分开列，写明最早的是哪天、还剩几个工作日（民政部令67第十一条）。"""

from datetime import date, timedelta

from miaopu_desk.domain.deadlines import left_words, limits
from miaopu_desk.domain.figures import DueItem
from miaopu_desk.domain.month import month_of
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries, queries_ledger

# 事项 → （标题，怎么办）
TOLD = {
    "shifts_late": ("签到表过了期限没有录", "请向值守的人收回签到表，按“录签到表”录入"),
    "shifts_soon": ("签到表等着录", "班次已经过了，按“录签到表”录入"),
    "activities_record_soon": ("活动开展了等着记录", "请录入参加的人和时长"),
    "evaluations_late": ("服务过了期限没有评价", "请补写服务质量评价和日期"),
    "evaluations_soon": ("服务等着评价", "请写服务质量评价和日期"),
}
# 账上不合情理的，只看上个月以来的；记的时候问过、确实没有错的不用管
ODD = {
    "service_overlaps": ("同一个人两处同时服务", "时间重叠，请核对签到表；记错了的按“更正”"),
    "service_long_days": ("一天的服务时长太多", "一天合计超过{hours}小时，请核对；记错了的按“更正”"),
    "service_twice": ("同一天同一活动记了两次", "请核对是不是重复入账；重复的更正为 0"),
}
EVALUATIONS = ("evaluations_late", "evaluations_soon")
LOOKED_BACK = 365  # 再早的不提醒了
KEY = "record_due_working_days"


def late_days(office: Office, day: date) -> dict[str, str]:
    """到 day 那天，从 since 起到 late 为止还没有记录的已经逾期；再早的不提。"""
    border = limits(day, target(office, KEY), holidays(office))
    return {"since": (day - timedelta(days=LOOKED_BACK)).isoformat(), "late": border.late.isoformat()}


def record_due(office: Office, day: date) -> list[DueItem]:
    """到 day 那天过了期限和还在期限里的记录；评价只在办公室要求时才列。"""
    working_days, calendar = target(office, KEY), holidays(office)
    border = limits(day, working_days, calendar)
    since = day - timedelta(days=LOOKED_BACK)
    given: dict[str, object] = {"day": day.isoformat(), "late": border.late.isoformat(), "first": since.isoformat()}
    facts = office.facts
    wanted = [kind for kind in TOLD if kind not in EVALUATIONS or (facts is not None and facts.asks_evaluation)]
    items = []
    for kind in wanted:
        question = queries_ledger.DUE[kind]
        rows = office.database.query(f"SELECT id, day FROM ({question.sql}) ORDER BY day, id", given)
        if not rows:
            continue
        first = date.fromisoformat(rows[0][1])
        title, how = TOLD[kind]
        left = left_words(first, day, working_days, calendar)
        detail = f"期限{working_days}个工作日，最早的是{first}，{left}；{how}"
        items.append(DueItem(kind, title, detail, len(rows), question.table, tuple(row[0] for row in rows)))
    return [*items, *_odd(office, day)]


def _odd(office: Office, day: date) -> list[DueItem]:
    hours = target(office, "hours_a_day")
    given = {"day": day.isoformat(), "recent": month_of(day).before.replace(day=1).isoformat(), "most": hours * 60}
    items = []
    for kind, (title, how) in ODD.items():
        question = queries_ledger.DUE[kind]
        ids = queries.names(office.database, question, given)
        if ids:
            items.append(DueItem(kind, title, how.format(hours=hours), len(ids), question.table, tuple(ids)))
    return items
