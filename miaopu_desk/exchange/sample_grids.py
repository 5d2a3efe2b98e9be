"""社区的人做表的手法：多行表头、合并的格、打勾、各种日期写法，排成一格一格。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer

Cells = list[object]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Field:
    """表上的一列：列名、怎样取值、上面的大栏目（从外到里）、藏起来没有、取几个字宽。"""

    label: str
    value: Callable[[Volunteer], object]
    over: tuple[str, ...] = ()
    hidden: bool = False
    width: int = 10


@dataclass(slots=True)
class Grid:
    """一张表：行、合并的格（首行, 首列, 末行, 末列，从 0 数起）、各列宽、藏起来的列、表头各行、日期的显示格式。"""

    name: str
    rows: list[Cells] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    day_format: str = "yyyy-mm-dd"

    def line(self, text: str, width: int) -> None:
        """横跨 width 列的一行字。"""
        self.merges.append((len(self.rows), 0, len(self.rows), width - 1))
        self.heads.add(len(self.rows))
        self.rows.append([text, *[None] * (width - 1)])

    def header(self, fields: Sequence[Field]) -> None:
        """一到三行的表头：相邻的同一大栏目横着合并，没有大栏目的竖着合并。"""
        depth = max(len(one.over) for one in fields) + 1
        top = len(self.rows)
        for level in range(depth):
            row: Cells = []
            for one in fields:
                path = (*one.over, one.label)
                row.append(path[level] if level < len(path) else None)
            self.heads.add(len(self.rows))
            self.rows.append(row)
        for level in range(depth - 1):
            self._merge_across(fields, top, level)
        for column, one in enumerate(fields):
            if one.label and len(one.over) < depth - 1:
                self.merges.append((top + len(one.over), column, top + depth - 1, column))
        self.widths = [one.width for one in fields]
        self.hidden = [column for column, one in enumerate(fields) if one.hidden]

    def _merge_across(self, fields: Sequence[Field], top: int, level: int) -> None:
        start = 0
        while start < len(fields):
            head = fields[start].over[: level + 1]
            end = start
            while len(head) > level and end + 1 < len(fields) and fields[end + 1].over[: level + 1] == head:
                end += 1
                self.rows[top + level][end] = None
            if end > start:
                self.merges.append((top + level, start, top + level, end))
            start = end + 1


def shown(name: str) -> Callable[[Volunteer], object]:
    """这一栏的文字，空着的不写。"""
    kind = VOLUNTEERS.column(name).kind
    return lambda person: kind.show(getattr(person, name)) or None


def day(name: str) -> Callable[[Volunteer], object]:
    """真正的日期。"""
    return lambda person: getattr(person, name)


def day_text(name: str, style: str) -> Callable[[Volunteer], object]:
    """写成文字的日期，style 如 "{0.year}.{0.month}.{0.day}"。"""

    def write(person: Volunteer) -> object:
        value: date | None = getattr(person, name)
        return None if value is None else style.format(value)

    return write


def ranks(separator: str) -> Callable[[Volunteer], object]:
    """几支队伍写在一格里。"""
    codes = VOLUNTEERS.column("ranks").kind

    def write(person: Volunteer) -> object:
        return codes.show(person.ranks).replace("、", separator) or None

    return write


def ticks(mark: str, over: tuple[str, ...]) -> list[Field]:
    """每支队伍一列，在队里的写 mark。"""

    def write(code: str) -> Callable[[Volunteer], object]:
        return lambda person: mark if code in (person.ranks or ()) else None

    named = (("专职", "full_time"), ("党员", "party"), ("网上", "online"), ("文明实践", "practice"))
    return [Field(label, write(code), over, width=8) for label, code in named]


def rows_of(fields: Sequence[Field], people: Sequence[Volunteer]) -> list[Cells]:
    """每人一行。"""
    return [[one.value(person) for one in fields] for person in people]
