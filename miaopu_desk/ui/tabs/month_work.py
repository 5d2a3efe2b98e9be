"""月报页的另外两张表：督查和线索、表彰和岗位，各社区一行；数字是登记里现在的，点开看是哪些。"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtGui import QBrush, QColor, QFontMetrics
from PySide6.QtWidgets import QTableWidgetItem

from miaopu_desk.domain import honour_text, inspection_month
from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record
from miaopu_desk.services.honour_facts import fact_names, month_facts
from miaopu_desk.services.inspection_month import inspection_month as inspected
from miaopu_desk.services.inspection_month import inspection_rows
from miaopu_desk.services.office import Office
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.month_tables import bold_font
from miaopu_desk.ui.theme import COLOURS


class Work(NamedTuple):
    """一张表：叫什么、有哪些数字（名字 → 标签）、哪几个是金额（分），怎样取各行和一个数字背后的记录。"""

    title: str
    labels: Mapping[str, str]
    money: tuple[str, ...]
    lines: Callable[[Office, str], Sequence[Any]]
    behind: Callable[[Office, str, str, str | None], list[Record]]


def _fact_lines(office: Office, month: str) -> Sequence[Any]:
    return month_facts(office, month).lines


def table_of(record: Record) -> str:
    """这条记录是哪张登记表的。"""
    return next(each.table for each in REGISTERS.values() if type(record) is each.record)


WORKS = (
    Work(
        "督查和线索",
        inspection_month.LABELS,
        ("rewards",),
        lambda office, month: inspected(office, month).lines,
        inspection_rows,
    ),
    Work("表彰和岗位", honour_text.LABELS, ("courtesy_value",), _fact_lines, fact_names),
)


class WorkTable(ClickTable):
    """一行一个社区，末行合计；打得开的数字是蓝的。"""

    def __init__(self, work: Work) -> None:
        super().__init__(work.title)
        self.work = work
        self.lines: Sequence[Any] = ()
        self._names = ("name", *work.labels)
        self.set_heads([("社区", LEFT), *((label, RIGHT) for label in work.labels.values())])

    def show_lines(self, lines: Sequence[Any]) -> None:
        """换成这些行，末行是合计；列宽按列头和各行的字。"""
        self.lines = lines
        self.setRowCount(len(lines))
        bold = bold_font(self.font())
        measure = QFontMetrics(bold)
        for at, name in enumerate(self._names):
            texts = [self._text(line, name) for line in lines]
            for row, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if at:
                    item.setTextAlignment(RIGHT)
                    given = bool(getattr(lines[row], name))
                    item.setForeground(QBrush(QColor(COLOURS["blue" if given else "quiet"])))
                    item.setToolTip("点开看是哪些" if given else "")
                if row == len(lines) - 1:
                    item.setFont(bold)
                    item.setBackground(QBrush(QColor(COLOURS["stripe"])))
                self.setItem(row, at, item)
            label = self.work.labels.get(name, "社区")
            self.setColumnWidth(at, max(map(measure.horizontalAdvance, [label, *texts])) + 18)

    def figure_at(self, row: int, column: int) -> tuple[str | None, str, str] | None:
        """一格是哪个社区（合计为空）的哪个数字、叫什么；不是数字、数字是零的为空。"""
        if not (0 <= row < len(self.lines) and 0 < column < len(self._names)):
            return None
        line, name = self.lines[row], self._names[column]
        if not getattr(line, name):
            return None
        return None if row == len(self.lines) - 1 else line.name, name, self.work.labels[name]

    def _text(self, line: Any, name: str) -> str:
        value = getattr(line, name)
        if name == "name":
            return str(value)
        return in_yuan(value) if name in self.work.money else f"{value:,}"
