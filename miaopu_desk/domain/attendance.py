"""考勤：一张签到表录进来的样子，和每个人该记多少分钟；没有写下来的时间从不替人编。"""

from dataclasses import dataclass, field, replace
from datetime import date, time

from miaopu_desk.domain.codes import ATTENDANCE
from miaopu_desk.domain.duty_week import DAY_MINUTES, minute_of
from miaopu_desk.domain.kinds import Ref

PRESENT, LATE, EARLY, ABSENT, LEAVE = "present", "late", "early", "absent", "leave"
CAME = (PRESENT, LATE, EARLY)


@dataclass(frozen=True, slots=True)
class Span:
    """要求的一段：起止都写了才算得出整班；止不晚于起的到次日；least 是每次至少几分钟。"""

    starts_at: time | None = None
    ends_at: time | None = None
    least: int | None = None

    @property
    def timed(self) -> bool:
        return self.starts_at is not None and self.ends_at is not None

    @property
    def minutes(self) -> int | None:
        """整班多长；没有写起止的不知道。"""
        if self.starts_at is None or self.ends_at is None:
            return None
        return (minute_of(self.ends_at) - minute_of(self.starts_at)) % DAY_MINUTES or DAY_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """一个人在签到表上的样子；minutes 是直接写的时长，没有写的由到岗、离岗和班次的起止来算。"""

    volunteer: Ref
    attendance: str | None = PRESENT
    came_at: time | None = None
    left_at: time | None = None
    minutes: int | None = None
    walk_in: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """一张要录的签到表：kind 是 shift（值守班次）或 activity（活动），id 是它的编号。

    marks 是现在的样子：没有录过的，该来的人都算到岗；录过的是上次录的。community 是服务地的社区，空着按各人的社区。
    """

    kind: str
    id: str
    title: str
    day: date
    span: Span = Span()
    place: str = ""
    community: Ref | None = None
    marks: tuple[Mark, ...] = ()
    entered: bool = False
    where: dict[str, str] = field(default_factory=dict)  # 志愿者 id → 社区，分得清同名的人


@dataclass(frozen=True, slots=True)
class Given:
    """一个人该记的分钟；没有来的为空。short 是不到每次至少的时间，照实记，但要看一眼。"""

    minutes: int | None
    short: bool = False


def minutes_given(mark: Mark, span: Span) -> Given | str:
    """一个人该记多少分钟，算不出来的返回要补什么（民政部令67第七条：实际给出的时间，不含等候和路途）。

    写了时长的照写的；没有写的，从到岗（不早于班次开始）到离岗（不晚于班次结束）；都没有写的到岗算整班。
    迟到没有到岗时间、早退没有离岗时间、班次没有写起止的，都要人来填，不推测。
    """
    if mark.attendance not in CAME:
        if mark.came_at or mark.left_at or mark.minutes:
            return f"{ATTENDANCE.label(mark.attendance)}的不记时长，请去掉时间" if mark.attendance else "请选考勤"
        return Given(None) if mark.attendance else "请选考勤"
    start, end = _edges(mark, span)
    if start is not None and end is not None and end <= start:
        return "到岗时间不早于离岗时间，请核对"
    if mark.minutes is not None:
        return _entered(mark, span, start, end)
    if mark.attendance == LATE and mark.came_at is None:
        return "迟到的请填到岗时间，或者直接填时长"
    if mark.attendance == EARLY and mark.left_at is None:
        return "早退的请填离岗时间，或者直接填时长"
    if start is None or end is None:
        return "这一班没有写起止时间，请填到岗和离岗时间，或者直接填时长"
    return _given(end - start, span)


def _entered(mark: Mark, span: Span, start: int | None, end: int | None) -> Given | str:
    minutes = mark.minutes or 0
    if minutes <= 0:
        return "来了的时长要大于 0；没有来的请记缺席或请假"
    if mark.came_at and mark.left_at and start is not None and end is not None and minutes > end - start:
        return "时长比到岗到离岗还长，请核对"
    return _given(minutes, span)


def _given(minutes: int, span: Span) -> Given:
    return Given(minutes, span.least is not None and minutes < span.least)


def _edges(mark: Mark, span: Span) -> tuple[int | None, int | None]:
    """从哪一分钟到哪一分钟，从那天零时数起；不知道的为空。"""
    first = minute_of(span.starts_at) if span.starts_at else None
    length = span.minutes
    last = first + length if first is not None and length is not None else None
    came = _within(mark.came_at, first, last)
    left = _within(mark.left_at, first, last)
    if left is not None and last is None and came is not None and left <= came:
        left += DAY_MINUTES  # 没有写起止的，离岗不晚于到岗就是到了次日
    start = first if came is None else came if first is None else max(came, first)
    end = last if left is None else left if last is None else min(left, last)
    return start, end


def _within(clock: time | None, first: int | None, last: int | None) -> int | None:
    """跨夜的班次里，零时以后的钟点算次日。"""
    if clock is None:
        return None
    minute = minute_of(clock)
    if first is None or last is None or last <= DAY_MINUTES:
        return minute
    # 离这一班更近的那一天：22:00 至次日 6:00 的 21:50 是当天，6:10 是次日
    away = [max(first - at, at - last, 0) for at in (minute, minute + DAY_MINUTES)]
    return minute if away[0] <= away[1] else minute + DAY_MINUTES


def unwritten(mark: Mark, span: Span) -> Mark:
    """时长正好是由起止算出来的，就不是直接写的：改了到岗时间还要跟着变。"""
    if mark.minutes is None:
        return mark
    bare = replace(mark, minutes=None)
    found = minutes_given(bare, span)
    return bare if isinstance(found, Given) and found.minutes == mark.minutes else mark
