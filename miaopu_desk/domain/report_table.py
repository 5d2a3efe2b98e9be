"""纸和工作簿上的一张表：栏目、各行和合计，一格的值怎样写在纸上。"""

from dataclasses import dataclass
from datetime import date

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
    """一列：栏目名、约几个字宽、对齐、种类（text、name、integer、hours、money、share、date；money 是两位小数的金额、分数），over 是上面的大栏目。"""

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


def on_paper(value: Value, kind: str) -> str:
    """一格在纸上的字：没有的数字是“—”，两个字的姓名中间空一字（GB/T 9704 习惯，只在印的时候）。"""
    if value is None or value == "":
        return "" if kind in ("text", "name") else "—"
    if kind == "name" and isinstance(value, str) and len(value) == 2:
        return f"{value[0]}\u3000{value[1]}"
    if kind == "hours" and isinstance(value, int | float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if kind == "money" and isinstance(value, int | float):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return f"{value.year}.{value.month}.{value.day}"
    return str(value)
