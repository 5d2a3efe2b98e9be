"""值守规则的两种值：值守时间和例外日期，都按方案里的话来填、来存、来看。"""

from dataclasses import dataclass
from typing import ClassVar

from miaopu_desk.domain.duty_days import DayException, exceptions_words, read_exceptions
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import WeekTimes
from miaopu_desk.domain.duty_words import sentence
from miaopu_desk.domain.kinds import Kind, Rejected, plain_text


@dataclass(frozen=True, slots=True)
class DutyTimes(Kind):
    """值守时间：填“每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）”，读成 WeekTimes。"""

    width: ClassVar[int] = 20

    def read(self, raw: object) -> WeekTimes | Rejected | None:
        if isinstance(raw, WeekTimes):
            return raw
        text = plain_text(raw)
        if not text:
            return None
        times = read_sentence(text)
        return Rejected("；".join(times)) if isinstance(times, list) else times

    def show(self, value: WeekTimes | None) -> str:
        return "" if value is None else sentence(value)

    def to_db(self, value: WeekTimes | None) -> str | None:
        return None if value is None else sentence(value)

    def from_db(self, stored: str | None) -> WeekTimes | None:
        if stored is None:
            return None
        times = read_sentence(stored)
        assert isinstance(times, WeekTimes), times
        return times


@dataclass(frozen=True, slots=True)
class DutyExceptions(Kind):
    """例外日期：填“2021-10-01停；2021-10-09按星期四”，读成一串 DayException。"""

    width: ClassVar[int] = 14

    def read(self, raw: object) -> tuple[DayException, ...] | Rejected | None:
        if isinstance(raw, tuple) and all(isinstance(each, DayException) for each in raw):
            return raw or None
        text = plain_text(raw)
        if not text:
            return None
        found = read_exceptions(text)
        return Rejected("；".join(found)) if isinstance(found, list) else found or None

    def show(self, value: tuple[DayException, ...] | None) -> str:
        return exceptions_words(value or ())

    def to_db(self, value: tuple[DayException, ...] | None) -> str | None:
        return exceptions_words(value) if value else None

    def from_db(self, stored: str | None) -> tuple[DayException, ...] | None:
        if stored is None:
            return None
        found = read_exceptions(stored)
        assert isinstance(found, tuple), found
        return found
