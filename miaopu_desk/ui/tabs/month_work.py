"""月报页的另外两张表：督查和线索、表彰和岗位，各社区一行；数字是登记里现在的，点开看是哪些。"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableWidgetItem

from miaopu_desk.domain import honour_text, inspection_month
from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.month import Month
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record
from miaopu_desk.services.honour_facts import fact_names, month_facts
from miaopu_desk.services.inspection_month import inspection_month as inspected
from miaopu_desk.services.inspection_month import inspection_rows
from miaopu_desk.services.office import Office
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.month_tables import bold_font, mark_figure, mark_total


class Work(NamedTuple):
    """一张表：叫什么、有哪些数字（名字 → 标签）、哪几个是金额（分），怎样取各行和一个数字背后的记录。"""

    title: str
    labels: Mapping[str, str]
    money: tuple[str, ...]
    lines: Callable[[Office, str], Sequence[Any]]
    behind: Callable[[Office, str, str, str | None], list[Record]]


WORKS = (
    Work(
        "督查和线索",
        inspection_month.LABELS,
        ("rewards",),
        lambda office, month: inspected(office, month).lines,
        inspection_rows,
    ),
    Work(
        "表彰和岗位",
        honour_text.LABELS,
        ("courtesy_value",),
        lambda office, month: month_facts(office, month).lines,
        fact_names,
    ),
)


class WorkTable(ClickTable):
    """一行一个社区，末行合计；打得开的数字是蓝的。opened 给出一个数字背后的登记表、各行的 id 和标题。"""

    opened = Signal(str, list, str)

    def __init__(self, office: Office, work: Work) -> None:
        super().__init__(work.title)
        self.office, self.work = office, work
        self.month: Month | None = None
        self.lines: Sequence[Any] = ()
        self._names = ("name", *work.labels)
        self.set_heads([("社区", LEFT), *((label, RIGHT) for label in work.labels.values())])
        self.chosen.connect(self.open_figure)

    def show_month(self, month: Month | None) -> None:
        """换成这个月的各行，末行是合计；为空就空着。列宽按列头和各行的字。"""
        self.month = month
        self.lines = () if month is None else self.work.lines(self.office, month.key)
        self.setRowCount(len(self.lines))
        measure = QFontMetrics(bold_font(self.font()))
        for at, name in enumerate(self._names):
            texts = [self._text(line, name) for line in self.lines]
            for row, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if at:
                    item.setTextAlignment(RIGHT)
                    given = bool(getattr(self.lines[row], name))
                    mark_figure(item, given, "点开看是哪些" if given else "")
                if row == len(texts) - 1:
                    mark_total(item)
                self.setItem(row, at, item)
            label = self.work.labels.get(name, "社区")
            self.setColumnWidth(at, max(map(measure.horizontalAdvance, [label, *texts])) + 18)

    def open_figure(self, row: int, column: int) -> None:
        """看一个数字背后的记录；不是数字、数字是零的不管。"""
        if self.month is None or not (0 <= row < len(self.lines) and 0 < column < len(self._names)):
            return
        line, name = self.lines[row], self._names[column]
        if not getattr(line, name):
            return
        place = None if row == len(self.lines) - 1 else line.name
        if records := self.work.behind(self.office, self.month.key, name, place):
            table = next(each.table for each in REGISTERS.values() if type(records[0]) is each.record)
            title = f"{self.month.title}{line.name} {self.work.labels[name]}"
            self.opened.emit(table, [each.id for each in records], title)

    def _text(self, line: Any, name: str) -> str:
        value = getattr(line, name)
        if name == "name":
            return str(value)
        return in_yuan(value) if name in self.work.money else f"{value:,}"
