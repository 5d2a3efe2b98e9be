"""一份月报的内容：数字、名单和署名都是值，纸和工作簿从同一份取，谁也不再算一遍。"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from miaopu_desk.domain.codes import POSTS
from miaopu_desk.domain.figures import STAR_WORDS, DueItem, Line, MonthFigures
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.registration import percent


@dataclass(frozen=True, slots=True)
class Share:
    """一个比例：纸上印两位小数的百分比，工作簿里存小数；分母不知道时是“—”。"""

    part: int
    whole: int | None

    def __str__(self) -> str:
        return percent(self.part, self.whole)

    @property
    def value(self) -> float | None:
        """小数；分母不知道时为 None。"""
        return self.part / self.whole if self.whole else None


Value = str | int | float | date | Share | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """一列：栏目名、约几个字宽、对齐、种类（text、name、integer、hours、share、date），over 是上面的大栏目。"""

    label: str
    width: float = 4
    align: str = "number"
    kind: str = "integer"
    over: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """一张表：末尾 totals 行是合计；grouped 为真时第一列相同的格子竖着合并。"""

    key: str
    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: int = 0
    note: str = ""
    grouped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    """一份月报：office 是单位名称，signed_as 是落款，day 是成文日期；lists 是各张附表，空的不印；edition 是更正后的版次。

    covered 是今年参过训的人数和在册人数；activities、inspection、honours 是主题活动，督查和线索，表彰和宣传各写成的几段，没有的不印那一节。
    """

    office: str
    signed_as: str
    brand: str
    figures: MonthFigures
    previous: Line
    day: date
    prepared_by: str = ""
    checked_by: str = ""
    due: tuple[DueItem, ...] = ()
    lists: tuple[ReportTable, ...] = field(default=())
    covered: tuple[int, int] | None = None
    activities: tuple[str, ...] = ()
    inspection: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    edition: str = ""

    @property
    def short_name(self) -> str:
        """行文里的简称：苗圃街道办事处写作苗圃街道。"""
        return self.office.removesuffix("办事处")

    @property
    def branded(self) -> str:
        """品牌名加引号，例如“衡阳群众”；没有品牌时为空。"""
        return f"“{self.brand}”" if self.brand else ""

    @property
    def title(self) -> str:
        """题目，换行处折行。"""
        return f"{self.short_name}{self.branded}\n志愿服务工作月报"

    @property
    def annexes(self) -> tuple[ReportTable, ...]:
        """有内容的附表，按附件的先后。"""
        return tuple(each for each in self.lists if each.rows)

    @property
    def charted(self) -> bool:
        """有人登记才画图。"""
        return self.figures.total.registered > 0

    def annex_number(self, key: str) -> int | None:
        """附表是附件几：附件1 是汇总表，附件2 是图（有人登记才有）；没有这张表为 None。"""
        keys = [each.key for each in self.annexes]
        return keys.index(key) + 2 + self.charted if key in keys else None

    def see(self, key: str) -> str:
        """行文里的“（名单见附件3）”；没有那张附表时为空。"""
        number = self.annex_number(key)
        word = "各社区见" if key == "work" else "名单见"
        return f"（{word}附件{number}）" if number else ""


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


def summary_table(figures: MonthFigures) -> ReportTable:
    """各社区和合计的汇总表，每个数字一列。"""
    columns = [ReportColumn("社区", 4, "center", "text")]
    for name, label, over in SUMMARY:
        kind = {"rate": "share", "service_minutes": "hours"}.get(name, "integer")
        columns.append(ReportColumn(label, 4.5 if kind == "share" else 3.5, "number", kind, over))
    rows = tuple(
        (each.name, *(_summary_value(each, name, each is figures.street) for name, _, _ in SUMMARY))
        for each in figures.lines
    )
    title = f"{figures.month.title}各社区志愿服务情况汇总表"
    return ReportTable("summary", title, tuple(columns), rows, totals=1, note="".join(figures.notes))


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


def work_table(figures: MonthFigures) -> ReportTable:
    """各社区和合计的活跃、值守、活动情况；从前关账的一版里没有的数字不列。"""
    chosen = [each for each in WORK if figures.has("active" if each[0] == "activity_rate" else each[0])]
    columns = [ReportColumn("社区", 4, "center", "text")]
    for name, label, over in chosen:
        kind = "share" if name == "activity_rate" else "integer"
        columns.append(ReportColumn(label, 4.5 if kind == "share" else 3.5, "number", kind, over))
    rows = tuple(
        (each.name, *(_work_value(each, name, each is figures.street) for name, _, _ in chosen))
        for each in figures.lines
    )
    used = any(figures.total.value(name) for name, _, _ in chosen if name not in ("people", "activity_rate"))
    title = f"{figures.month.title}各社区值守和活动情况汇总表"
    note = (
        "班次不含已取消的；人数不足、无人值守按签到表，还没有录入的按排班；逾期是过了期限还没有录入签到表、没有记录的。"
    )
    return ReportTable("work", title, tuple(columns), rows if used else (), totals=1, note=note)


NO_THEME, ALL_THEMES = "未分主题", "合计"
MOST_THEMES = 6


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
    columns = [ReportColumn("社区", 4, "center", "text")]
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


def roster_table(brand: str, number: str, issued_on: date, members: Sequence[tuple[str, str, str]]) -> ReportTable:
    """领导小组名单：members 是 (职务代码, 姓名, 单位及职务)，照文件的先后，从不重排。"""
    columns = (
        ReportColumn("组内职务", 7, "center", "text"),
        ReportColumn("姓名", 8, "center", "name"),
        ReportColumn("单位及职务", 29, "left", "text"),
    )
    rows = tuple((POSTS.label(post), name, title) for post, name, title in members)
    note = f"名单编号：{number}，{full_day(issued_on)}印发。"
    title = f"“{brand}”品牌创建工作领导小组名单" if brand else "领导小组名单"
    return ReportTable("roster", title, columns, rows, note=note, grouped=True)


def sessions_table(rows: Sequence[Sequence[Value]]) -> ReportTable:
    """本月培训场次：日期、名称、举办、形式、场所、授课人、学时、人次、人数。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("日期", 5.2, "center", "date"),
        ReportColumn("培训名称", 9.4, "left", "text"),
        ReportColumn("举办", 5, "center", "text"),
        ReportColumn("形式", 6, "center", "text"),
        ReportColumn("场所", 6.6, "left", "text"),
        ReportColumn("授课人", 3.9, "center", "name"),
        ReportColumn("学时", 2.7, "number", "hours"),
        ReportColumn("参训人次", 2.9),
    )
    return ReportTable("sessions", "本月培训场次", columns, _numbered(rows))


def uninsured_table(rows: Sequence[Sequence[Value]], as_of: date) -> ReportTable:
    """没有有效保险的专职志愿者：社区、姓名、证件号码和电话（打码）、登记日期。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("社区", 4.5, "center", "text"),
        ReportColumn("姓名", 8, "center", "name"),
        ReportColumn("证件号码", 12, "center", "text"),
        ReportColumn("联系电话", 8, "center", "text"),
        ReportColumn("登记日期", 7, "center", "date"),
    )
    note = f"{full_day(as_of)}不在任何一份保单的保障期内。号码按规定打码。"
    return ReportTable("uninsured", "未参保的专职志愿者", columns, _numbered(rows), note=note)


def open_areas_table(rows: Sequence[Sequence[Value]], as_of: date) -> ReportTable:
    """没有人负责的网格：社区、网格名称、类型、上级网格、四至范围。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("社区", 4, "center", "text"),
        ReportColumn("网格名称", 11, "left", "text"),
        ReportColumn("类型", 3, "center", "text"),
        ReportColumn("上级网格", 8.6, "left", "text"),
        ReportColumn("四至范围", 15, "left", "text"),
    )
    note = f"{full_day(as_of)}没有有效的分工，或者负责的人已经退出。"
    return ReportTable("open_areas", "无人负责的网格", columns, _numbered(rows), note=note)


def due_table(due: Sequence[DueItem], as_of: date) -> ReportTable:
    """待办事项：事项、数量、说明。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("事项", 14, "left", "text"),
        ReportColumn("数量", 3.2),
        ReportColumn("说明", 24, "left", "text"),
    )
    rows = [(each.title, each.count, each.detail) for each in due]
    return ReportTable("due", "待办事项", columns, _numbered(rows), note=f"截至{full_day(as_of)}。")


def _numbered(rows: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple((number, *row) for number, row in enumerate(rows, 1))


def on_paper(value: Value, kind: str) -> str:
    """一格在纸上的字：没有的数字是“—”，两个字的姓名中间空一字（GB/T 9704 习惯，只在印的时候）。"""
    if value is None or value == "":
        return "" if kind in ("text", "name") else "—"
    if kind == "name" and isinstance(value, str) and len(value) == 2:
        return f"{value[0]}\u3000{value[1]}"
    if kind == "hours" and isinstance(value, int | float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return f"{value.year}.{value.month}.{value.day}"
    return str(value)
