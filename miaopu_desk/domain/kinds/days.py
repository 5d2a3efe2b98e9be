"""日期。"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from miaopu_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, parse_day
from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """日期；认得的写法见 calendar.parse_day。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 7

    def read(self, raw: object) -> date | Rejected | None:
        if type(raw) is date and FIRST_YEAR <= raw.year <= LAST_YEAR:
            return raw
        if isinstance(raw, str) and not raw.isalnum():
            raw = plain_text(raw)
        if raw is None or raw == "":
            return None
        day, reason = parse_day(raw)
        return Rejected(reason) if reason else day

    def show(self, value: date | None) -> str:
        return "" if value is None else value.isoformat()

    def to_db(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def from_db(self, stored: str | None) -> date | None:
        return None if stored is None else date.fromisoformat(stored)

    def cell(self, value: date | None) -> object:
        return value

    def keys(self, value: Any) -> str:
        return self.show(value)
