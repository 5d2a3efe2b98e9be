"""值守的纸上要印的内容：责任分工表和每周值守表，取好了交给打印。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.duty import DutyRule, Shift
from miaopu_desk.domain.duty_minimums import find_minimums
from miaopu_desk.domain.duty_words import clock, minutes_words, people_words, times_words
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.seasons import Seasons, season_on

LINE_OF_NAMES = 6  # 值守表一格一行排得下的字


@dataclass(frozen=True, slots=True)
class DutyLine:
    """分工表的一行：工作任务、时间、责任区域、要求、责任单位。"""

    task: str
    times: str
    area: str
    requirement: str
    unit: str


@dataclass(frozen=True, slots=True)
class DutyTable:
    """一份责任分工表；同一项任务的各行挨着，last 为空是没有写到哪天为止。"""

    office: str
    brand: str
    first: date
    last: date | None
    lines: tuple[DutyLine, ...]

    @property
    def title(self) -> str:
        """耒阳市城市管理局“衡阳群众”志愿者责任分工表。"""
        brand = f"“{self.brand}”" if self.brand else ""
        return f"{self.office}{brand}志愿者责任分工表"

    @property
    def period(self) -> str:
        """（2021年9月20日至2022年12月31日）。"""
        return f"（{full_day(self.first)}至{full_day(self.last)}）" if self.last else f"（{full_day(self.first)}起）"


@dataclass(frozen=True, slots=True)
class WeekLine:
    """每周值守表的一行：七天各有哪几段；people 是每段最少人数，没有要求的为空。"""

    task: str
    area: str
    unit: str
    days: tuple[tuple[str, ...], ...]
    people: int | None


@dataclass(frozen=True, slots=True)
class WeekTable:
    """一周的值守；by_unit 为真时按责任单位排，否则按任务和区域排。remarks 是每一天的节日、调休。"""

    office: str
    monday: date
    by_unit: bool
    lines: tuple[WeekLine, ...]
    remarks: tuple[str, ...]
    season: str
    note: str = ""
    prepared_by: str = ""
    checked_by: str = ""

    @property
    def title(self) -> str:
        """每周值守表（按责任单位）。"""
        return f"{self.office}每周值守表（按{'责任单位' if self.by_unit else '责任区域'}）"

    @property
    def span(self) -> str:
        """2021年9月27日至2021年10月3日。"""
        return f"{full_day(self.monday)}至{full_day(self.monday + timedelta(days=6))}"


def duty_lines(rules: Iterable[DutyRule]) -> tuple[DutyLine, ...]:
    """规则 → 分工表的各行；任务按第一次出现的先后，同一任务的归在一起。"""
    lines = [
        DutyLine(rule.task, times_words(rule.times), rule.area, requirement_words(rule), rule.unit) for rule in rules
    ]
    order = list(dict.fromkeys(line.task for line in lines))
    return tuple(sorted(lines, key=lambda line: order.index(line.task)))


def requirement_words(rule: DutyRule) -> str:
    """“要求”一栏：文字里没有写到的最少人数、时长、装备补在后面。"""
    people, minutes = find_minimums(rule.requirement)
    more = [rule.requirement]
    if people is None:
        more.append(people_words(rule.minimum_people))
    if minutes is None:
        more.append(minutes_words(rule.minimum_minutes))
    if rule.equipment and rule.equipment not in rule.requirement:
        more.append(f"配齐{rule.equipment}")
    return "；".join(part.strip("。；") for part in more if part)


def week_lines(rules: Iterable[DutyRule], shifts: Iterable[Shift], monday: date, by_unit: bool) -> tuple[WeekLine, ...]:
    """一周的班次 → 每个区域、单位一行；按单位或者按任务归在一起，次序随规则的先后，没有班次的不列。

    存下的班次排了人的，姓名写在时间下面；最少人数单改过的，写在那一班后面。
    """
    order: dict[tuple[str, str, str], None] = {(rule.task, rule.area, rule.unit): None for rule in rules}
    found: dict[tuple[str, str, str], list[Shift]] = {}
    for shift in shifts:
        found.setdefault((shift.rule.task, shift.rule.area, shift.rule.unit), []).append(shift)
    lines = [
        _week_line(key, found[key], monday)
        for key in [*order, *(key for key in found if key not in order)]
        if key in found
    ]
    first = "unit" if by_unit else "task"
    heads = list(dict.fromkeys(getattr(line, first) for line in lines))
    return tuple(sorted(lines, key=lambda line: heads.index(getattr(line, first))))


def _week_line(key: tuple[str, str, str], shifts: Sequence[Shift], monday: date) -> WeekLine:
    asked = Counter(shift.rule.minimum_people for shift in shifts)
    usual = asked.most_common(1)[0][0]
    days: list[list[str]] = [[] for _ in range(7)]
    for shift in shifts:
        own = shift.rule.minimum_people
        more = f"（至少{own}人）" if own != usual and own and shift.state != "cancelled" else ""
        names = [] if shift.state == "cancelled" else list(shift.names)
        days[(shift.day - monday).days].append("\n".join([shift_words(shift) + more, *_in_lines(names)]))
    return WeekLine(*key, tuple(map(tuple, days)), usual)


def _in_lines(names: Sequence[str]) -> list[str]:
    """姓名排成几行：一行六个字以内的排两个，窄格子里不会从名字中间折行。"""
    lines: list[str] = []
    for name in names:
        if lines and " " not in lines[-1] and len(lines[-1]) + len(name) <= LINE_OF_NAMES:
            lines[-1] += f" {name}"
        else:
            lines.append(name)
    return lines


def shift_words(shift: Shift) -> str:
    """格子里的写法：7:30—8:30；没有写钟点的写满几小时；取消的写明。"""
    window, minutes = shift.window, shift.rule.minimum_minutes
    if window is None:
        text = minutes_words(minutes).replace("每次至少", "满") or "一次"
    else:
        end = "24:00" if window.end.hour == window.end.minute == 0 else clock(window.end)
        night = "次日" if window.overnight and end != "24:00" else ""
        text = f"{clock(window.start)}—{night}{end}"
    return f"{text}取消" if shift.state == "cancelled" else text


def day_remarks(monday: date, holidays: Holidays) -> tuple[str, ...]:
    """一周里每天的节日名，或者“调休上班”，平常为空。"""
    days = [monday + timedelta(days=n) for n in range(7)]
    return tuple(
        holidays.names.get(day, "放假") if day in holidays.off else "调休上班" if day in holidays.worked else ""
        for day in days
    )


def season_words(monday: date, seasons: Seasons) -> str:
    """这一周按哪一季的作息；中间换季的写明从哪天起。"""
    names = {"summer": "夏季", "winter": "冬季"}
    days = [monday + timedelta(days=n) for n in range(7)]
    found = [season_on(day, seasons) for day in days]
    changed = next((n for n in range(1, 7) if found[n] != found[0]), None)
    if changed is None:
        return f"本周按{names[found[0]]}作息"
    return f"{days[changed].month}月{days[changed].day}日起由{names[found[0]]}作息改为{names[found[changed]]}作息"
