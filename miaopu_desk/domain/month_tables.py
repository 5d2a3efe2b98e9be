"""月报里按社区排的三张汇总表：志愿服务，值守和活动，各主题。"""

from collections.abc import Sequence

from miaopu_desk.domain.figures import STAR_WORDS, Line, MonthFigures
from miaopu_desk.domain.report_table import ReportColumn, ReportTable, Share, Value

PLACE = ReportColumn("社区", 4, "center", "text")
_KINDS = {"rate": "share", "activity_rate": "share", "service_minutes": "hours"}  # 不是整数的
_RANKS, _TRAINING, _COVER, _GRID, _SERVICE = "队伍类别", "培训", "专职参保", "网格", "志愿服务"
SUMMARY = (
    ("resident_population", "常住人口", ""),
    ("registered", "注册人数", ""),
    ("new", "本月新增", ""),
    ("left", "本月退出", ""),
    ("rate", "注册率", ""),
    ("full_time", "专职", _RANKS),
    ("party", "党员", _RANKS),
    ("online", "网上", _RANKS),
    ("practice", "文明实践", _RANKS),
    ("people", "去重人数", ""),
    ("training_sessions", "场次", _TRAINING),
    ("training_attendances", "人次", _TRAINING),
    ("trained_people", "人数", _TRAINING),
    ("insured_full_time", "在保", _COVER),
    ("uninsured_full_time", "未保", _COVER),
    ("areas_in_charge", "有人", _GRID),
    ("areas_with_nobody", "无人", _GRID),
    ("service_attendances", "人次", _SERVICE),
    ("served_people", "人数", _SERVICE),
    ("service_minutes", "小时", _SERVICE),
)
# 街道本级没有自己的志愿者：这些数字填“—”，不填零
_STREET_HAS = {"training_sessions", "areas_in_charge", "areas_with_nobody"}
_DUTY, _THEMES, _STARS = "网格值守", "主题活动", "星级认证"
WORK = (
    ("people", "去重人数", ""),
    ("active", "活跃人数", ""),
    ("activity_rate", "活跃率", ""),
    ("shifts", "班次", _DUTY),
    ("shifts_held", "已值守", _DUTY),
    ("shifts_understaffed", "人数不足", _DUTY),
    ("shifts_uncovered", "无人值守", _DUTY),
    ("sheets_overdue", "逾期", _DUTY),
    ("activities", "场次", _THEMES),
    ("activities_overdue", "逾期", _THEMES),
    ("beneficiaries", "受益人次", _THEMES),
    ("group_attendances", "团体人次", ""),
    *((f"star_{at}", label, _STARS) for at, label in enumerate(STAR_WORDS, 1)),
)
_STREET_WORKS = {
    "sheets_overdue",
    "activities_overdue",
    "shifts",
    "shifts_held",
    "shifts_understaffed",
    "shifts_uncovered",
    "activities",
    "beneficiaries",
}
NO_THEME, ALL_THEMES = "未分主题", "合计"
MOST_THEMES = 6


def summary_table(figures: MonthFigures) -> ReportTable:
    """各社区和合计的汇总表，每个数字一列。"""
    rows = tuple(
        (each.name, *(_summary_value(each, name, each is figures.street) for name, _, _ in SUMMARY))
        for each in figures.lines
    )
    title = f"{figures.month.title}各社区志愿服务情况汇总表"
    return ReportTable("summary", title, _columns(SUMMARY), rows, totals=1, note="".join(figures.notes))


def work_table(figures: MonthFigures) -> ReportTable:
    """各社区和合计的活跃、值守、活动情况；从前关账的一版里没有的数字不列。"""
    chosen = [each for each in WORK if figures.has("active" if each[0] == "activity_rate" else each[0])]
    rows = tuple(
        (each.name, *(_work_value(each, name, each is figures.street) for name, _, _ in chosen))
        for each in figures.lines
    )
    used = any(figures.total.value(name) for name, _, _ in chosen if name not in ("people", "activity_rate"))
    title = f"{figures.month.title}各社区值守和活动情况汇总表"
    note = (
        "班次不含已取消的；人数不足、无人值守按签到表，还没有录入的按排班；逾期是过了期限还没有录入签到表、没有记录的。"
    )
    return ReportTable("work", title, _columns(chosen), rows if used else (), totals=1, note=note)


def theme_table(
    figures: MonthFigures, served: Sequence[tuple[str, str | None, int, int]], order: Sequence[str] = ()
) -> ReportTable:
    """各社区各主题的服务人次和小时；served 是（社区 id，主题名，人次，分钟）。主题太多时，末了的并作“其他”。"""
    names = [name for name in dict.fromkeys([*order, *(row[1] or "" for row in served)]) if name]
    used = [name for name in names if any(row[1] == name for row in served)]
    shown, rest = used[:MOST_THEMES], set(used[MOST_THEMES:])
    heads = [
        *shown,
        *(["其他"] if rest else []),
        *([NO_THEME] if any(not row[1] for row in served) else []),
        ALL_THEMES,
    ]
    columns = [PLACE]
    for head in heads:
        columns += [ReportColumn("人次", 3.5, over=head), ReportColumn("小时", 4, kind="hours", over=head)]

    def head_of(theme: str | None) -> str:
        return NO_THEME if not theme else "其他" if theme in rest else theme

    rows = []
    for line in (*figures.communities, figures.total):
        mine = [row for row in served if line is figures.total or row[0] == line.id]
        cells: list[Value] = [line.name]
        for head in heads:
            chosen = [row for row in mine if head in (ALL_THEMES, head_of(row[1]))]
            cells += [sum(row[2] for row in chosen), sum(row[3] for row in chosen) / 60]
        rows.append(tuple(cells))
    title = f"{figures.month.title}各社区各主题志愿服务汇总表"
    note = "挂着活动的服务随活动的主题，没有挂的随自己写的；按服务日期计，不含团体参与。"
    return ReportTable("themes", title, tuple(columns), tuple(rows) if served else (), totals=1, note=note)


def _columns(figures: Sequence[tuple[str, str, str]]) -> tuple[ReportColumn, ...]:
    """社区一列，后面每个数字（名称、栏目名、大栏目）一列。"""
    columns = [PLACE]
    for name, label, over in figures:
        kind = _KINDS.get(name, "integer")
        columns.append(ReportColumn(label, 4.5 if kind == "share" else 3.5, "number", kind, over))
    return tuple(columns)


def _work_value(line: Line, name: str, street: bool) -> Value:
    if street and name not in _STREET_WORKS:
        return None
    return Share(line.active, line.people) if name == "activity_rate" else line.value(name)


def _summary_value(line: Line, name: str, street: bool) -> Value:
    if street and name not in _STREET_HAS:
        return None
    if name == "rate":
        return Share(line.registered, line.resident_population)
    if name == "resident_population":
        return line.resident_population
    return line.hours if name == "service_minutes" else line.value(name)
