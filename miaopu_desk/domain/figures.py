"""月报的数字：有哪些数字、各叫什么、是人数还是人次，和一个月算好的数字。"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from miaopu_desk.domain.month import Month, full_day
from miaopu_desk.domain.registration import percent, registration_rate, short_of


@dataclass(frozen=True, slots=True)
class Figure:
    """一个数字：标签、单位（人和人次从不混用），点开它列出哪张登记表的哪些行。"""

    name: str
    label: str
    unit: str
    table: str
    summed: bool = False  # 加总各行的数量，不是数行数


STAR_WORDS = ("一星", "二星", "三星", "四星", "五星以上")
FIGURES = (
    Figure("registered", "注册", "人", "volunteers"),
    Figure("suspended", "其中暂停", "人", "volunteers"),
    Figure("previous", "上月末注册", "人", "volunteers"),
    Figure("new", "本月新增", "人", "volunteers"),
    Figure("left", "本月退出", "人", "volunteers"),
    Figure("full_time", "专职", "人", "volunteers"),
    Figure("party", "党员", "人", "volunteers"),
    Figure("online", "网上", "人", "volunteers"),
    Figure("practice", "文明实践", "人", "volunteers"),
    Figure("several_ranks", "一人多类", "人", "volunteers"),
    Figure("unranked", "未分类", "人", "volunteers"),
    Figure("people", "去重人数", "人", "volunteers"),
    Figure("training_sessions", "培训场次", "场", "training_sessions"),
    Figure("training_attendances", "参训人次", "人次", "participations"),
    Figure("trained_people", "参训人数", "人", "volunteers"),
    Figure("insured_full_time", "专职在保", "人", "volunteers"),
    Figure("uninsured_full_time", "专职未保", "人", "volunteers"),
    Figure("areas_in_charge", "网格有人负责", "个", "grid_areas"),
    Figure("areas_with_nobody", "网格无人负责", "个", "grid_areas"),
    Figure("served_people", "服务人数", "人", "volunteers"),
    Figure("service_attendances", "服务人次", "人次", "service_records"),
    Figure("service_minutes", "服务时长", "分钟", "service_records", summed=True),
    Figure("active", "活跃", "人", "volunteers"),
    Figure("group_attendances", "团体人次", "人次", "head_counts", summed=True),
    Figure("shifts", "值守班次", "班", "shifts"),
    Figure("shifts_held", "已值守", "班", "shifts"),
    Figure("shifts_understaffed", "值守人数不足", "班", "shifts"),
    Figure("shifts_uncovered", "值守无人", "班", "shifts"),
    Figure("sheets_overdue", "签到表逾期", "班", "shifts"),
    Figure("activities_overdue", "活动记录逾期", "场", "activities"),
    Figure("activities", "活动", "场", "activities"),
    *(Figure(f"star_{at}", label, "人", "volunteers") for at, label in enumerate(STAR_WORDS, 1)),
    Figure("beneficiaries", "受益", "人次", "activities", summed=True),
)
BY_NAME: Mapping[str, Figure] = {each.name: each for each in FIGURES}
RANK_FIGURES = ("full_time", "party", "online", "practice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """一行数字：一个社区、街道本级或者合计；id 是社区那一行，街道本级和合计没有。"""

    name: str
    id: str | None = None
    code: str | None = None
    resident_population: int | None = None
    registered: int = 0
    suspended: int = 0
    previous: int = 0
    new: int = 0
    left: int = 0
    full_time: int = 0
    party: int = 0
    online: int = 0
    practice: int = 0
    several_ranks: int = 0
    unranked: int = 0
    people: int = 0
    training_sessions: int = 0
    training_attendances: int = 0
    trained_people: int = 0
    insured_full_time: int = 0
    uninsured_full_time: int = 0
    areas_in_charge: int = 0
    areas_with_nobody: int = 0
    served_people: int = 0
    service_attendances: int = 0
    service_minutes: int = 0
    active: int = 0
    group_attendances: int = 0
    shifts: int = 0
    shifts_held: int = 0
    shifts_understaffed: int = 0
    shifts_uncovered: int = 0
    sheets_overdue: int = 0
    activities_overdue: int = 0
    activities: int = 0
    star_1: int = 0
    star_2: int = 0
    star_3: int = 0
    star_4: int = 0
    star_5: int = 0
    beneficiaries: int = 0

    def value(self, figure: str) -> int:
        """按名字取一个数字。"""
        return int(getattr(self, BY_NAME[figure].name))

    @property
    def rate(self) -> float | None:
        """注册率；没有常住人口时为 None，从不写成零。"""
        return registration_rate(self.registered, self.resident_population)

    @property
    def rate_text(self) -> str:
        """注册率，两位小数，例如 15.25%；没有常住人口时写“—”。"""
        return percent(self.registered, self.resident_population)

    @property
    def hours(self) -> float:
        """服务时长，小时。"""
        return self.service_minutes / 60

    @property
    def hours_text(self) -> str:
        """服务时长，小时，最多两位小数。"""
        return f"{self.service_minutes / 60:.2f}".rstrip("0").rstrip(".")

    @property
    def reconciles(self) -> bool:
        """上月末 + 新增 − 退出 = 本月末。"""
        return self.previous + self.new - self.left == self.registered

    @property
    def starred(self) -> int:
        """认证过、那天有效的星级志愿者，各级合计。"""
        return self.star_1 + self.star_2 + self.star_3 + self.star_4 + self.star_5

    @property
    def activity_text(self) -> str:
        """活跃率：活跃人数 ÷ 去重人数，两位小数；没有人时写“—”。"""
        return percent(self.active, self.people or None)

    def short(self, target: int) -> int:
        """离目标（百分数）还差几个人。"""
        return short_of(self.registered, self.resident_population, target)

    @property
    def empty(self) -> bool:
        """一个数字也没有。"""
        return not any(self.value(each.name) for each in FIGURES)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """一个月的全部数字；as_of 是截至日期，target 是注册率目标（百分数），street 是不归哪个社区的；known 是冻结的一版里有的。"""

    month: Month
    as_of: date
    target: int
    communities: tuple[Line, ...]
    street: Line
    total: Line
    notes: tuple[str, ...] = ()
    known: frozenset[str] | None = field(default=None, compare=False)

    def has(self, figure: str) -> bool:
        """有没有这个数字：从前关账的一版里，后来才有的数字是没有的，不是零。"""
        return self.known is None or figure in self.known

    @property
    def lines(self) -> tuple[Line, ...]:
        """表上的各行：社区、街道本级（有数字才列）、合计。"""
        street = () if self.street.empty else (self.street,)
        return (*self.communities, *street, self.total)


@dataclass(frozen=True, slots=True)
class DueItem:
    """一件要办的事：多少个、在哪张登记表、是哪几行。"""

    kind: str
    title: str
    detail: str
    count: int
    table: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """出报表前看出的一处：severity 是 error（数字对不上）、warning（该办没办）、note（知道就好）。"""

    kind: str
    title: str
    detail: str
    severity: str
    table: str = ""
    ids: tuple[str, ...] = ()

    @property
    def severity_label(self) -> str:
        """给人看的轻重。"""
        return {"error": "要改", "warning": "留意", "note": "说明"}[self.severity]


@dataclass(frozen=True, slots=True)
class RateBar:
    """一个社区的注册率：reached 是达到目标，没有常住人口时为 None。"""

    name: str
    id: str
    registered: int
    population: int | None
    rate: float | None
    rate_text: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class RankCount:
    """一类队伍的人数（一人可属几类）。"""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """总览：截至今天的注册率、四类队伍和合计。"""

    as_of: date
    target: int
    rates: tuple[RateBar, ...]
    ranks: tuple[RankCount, ...]
    total: Line


def line_json(line: Line) -> dict[str, Any]:
    """一行数字的 JSON：各数字照名字，另有 rate（小数，未知为 null）和 service_hours。"""
    plain: dict[str, Any] = {each.name: getattr(line, each.name) for each in fields(line) if each.name != "id"}
    rate = line.rate
    return plain | {"rate": None if rate is None else round(rate, 6), "service_hours": round(line.hours, 2)}


def to_json(figures: MonthFigures) -> dict[str, Any]:
    """一个月的数字的 JSON：month、as_of、target_percent、communities、street、total、notes。"""
    return {
        "month": figures.month.key,
        "as_of": figures.as_of.isoformat(),
        "target_percent": figures.target,
        "communities": [line_json(each) for each in figures.communities],
        "street": line_json(figures.street),
        "total": line_json(figures.total),
        "notes": list(figures.notes),
    }


def standard_notes(as_of: date, active_days: int) -> list[str]:
    """印在表下面的口径。"""
    return [
        f"注册、队伍、参保、网格各数截至{full_day(as_of)}，其余为本月发生数。",
        f"活跃是最近{active_days}天内至少服务过一次的在册志愿者，活跃率＝活跃人数÷去重人数；团体人次不记姓名，不计入人数。",
        "注册率＝注册人数÷常住人口；注册人数含暂停，不含退出和清退。",
        "四类队伍有交叉，去重人数每人只计一次（按证件号，没有的按登记）。",
        "人数按人计，人次按次计；参训计入参训人所在社区，服务计入开展服务的社区，"
        "街道统一举办的场次列在街道本级，合计人数去重。",
    ]
