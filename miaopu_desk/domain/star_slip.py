"""星级说明单：“为什么是三星”——时数从哪里来、积分怎样算、用的哪套标准、离下一级差多少；屏幕和纸上是同一份。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.points import Part, PointRules, Score, units_words
from miaopu_desk.domain.stars import Standing

OPENING, CORRECTION = "历史时数", "更正"


@dataclass(frozen=True, slots=True)
class HoursLine:
    """一年里一种服务：次数（更正、历史时数不算次数）和分钟。"""

    year: str
    kind: str
    attendances: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class DeedLine:
    """一笔奖励分。"""

    day: date
    deed: str
    reason: str
    points: int


@dataclass(frozen=True, slots=True)
class Section:
    """说明单的一张表；末行是合计。aligns 同 reports.tables。"""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StarSlip:
    """一个人的说明单；number 由日期和登记得出，同一天重印还是它。"""

    number: str
    day: date
    as_of: date
    signed_as: str
    person: Standing
    id_number: str | None
    hours: tuple[HoursLine, ...]
    score: Score
    deeds: tuple[DeedLine, ...]
    standard: str
    status: str
    point_rules: tuple[PointRules, ...]
    next_words: str

    def summary(self) -> str:
        """一句话：累计多少、够到几星、认证到几星、离下一级差多少。"""
        one = self.person
        reached = f"达到{one.label}的标准" if one.star else "还没有达到一星"
        certified = "还没有认证过"
        if one.certified:
            day = full_day(date.fromisoformat(one.certified_on))
            certified = f"已于{day}认证{one.certified_label}，证书编号{one.number}"
        words = f"累计服务{hours_words(one.minutes)}小时，积分{one.points}分，{reached}，{certified}"
        return f"{words}；{self.next_words}。" if self.next_words else f"{words}。"

    def sections(self) -> tuple[Section, ...]:
        """时数、积分、奖励分三张表；没有奖励分的没有第三张。"""
        parts = (_hours(self.hours, self.person.minutes), _points(self.score, self.point_rules))
        return (*parts, _deeds(self.deeds, self.score)) if self.deeds else parts


def _hours(lines: Sequence[HoursLine], minutes: int) -> Section:
    rows = [
        (each.year, each.kind, "" if each.attendances is None else str(each.attendances), _signed_hours(each))
        for each in lines
    ]
    counted = sum(each.attendances or 0 for each in lines)
    rows.append(("合计", "", str(counted), hours_words(minutes) if minutes >= 0 else f"-{hours_words(-minutes)}"))
    return Section(
        "一、时数",
        ("年份", "种类", "次数", "小时"),
        tuple(rows),
        ("center", "left", "number", "number"),
        "时数是实际服务的时间，不含路途；更正按正负行记在原来的年份。",
    )


def _points(score: Score, rules: Sequence[PointRules]) -> Section:
    rows = [_part(each) for each in score.parts]
    if score.cut:
        rows.append(("", "封顶去掉", "", "", f"-{units_words(score.cut)}"))
    rows.append(("合计", "舍去不足一分的", "", "", str(score.service)))
    caps = "；".join(_caps(each) for each in rules)
    return Section(
        "二、服务得的积分",
        ("规则", "种类", "小时", "每小时（分）", "得分"),
        tuple(rows),
        ("left", "left", "number", "number", "number"),
        f"照服务当天的规则计分，各行写到两位小数，合计按准确的数加总以后才舍零头。{caps}。" if caps else "",
    )


def _part(one: Part) -> tuple[str, ...]:
    hours = hours_words(one.minutes) if one.minutes >= 0 else f"-{hours_words(-one.minutes)}"
    if one.rules is None:
        return ("还没有规则的日子", "不计分", hours, "", "0")
    if one.rate is None:
        return (one.rules.name, "没有写分值的，不计分", hours, "", "0")
    return (one.rules.name, one.rate.label, hours, f"{one.rate.hundredths / 100:g}", units_words(one.units))


def _caps(one: PointRules) -> str:
    caps = [
        f"{word}至多{cap}分"
        for word, cap in zip(("每天", "每月", "每年"), (c for _, c in one.caps), strict=True)
        if cap
    ]
    state = "" if one.confirmed else "（待街道确认）"
    return f"“{one.name}”{state}自{one.effective_from}起，{'、'.join(caps) or '不封顶'}"


def _deeds(lines: Sequence[DeedLine], score: Score) -> Section:
    rows = [(each.day.isoformat(), each.deed, each.reason, f"{each.points:+d}") for each in lines]
    if score.deed_cut:
        rows.append(("", "一年至多，去掉", "", f"{-score.deed_cut:+d}"))
    rows.append(("合计", "", "", str(score.deeds)))
    return Section("三、奖励积分", ("日期", "事项", "事由", "分数"), tuple(rows), ("center", "left", "left", "number"))


def _signed_hours(one: HoursLine) -> str:
    words = hours_words(abs(one.minutes))
    if one.kind == CORRECTION:
        return f"{'-' if one.minutes < 0 else '+'}{words}"
    return words if one.minutes >= 0 else f"-{words}"
