"""提供记录一页：完整号码什么时候给谁看过、为什么；按日子和词来找，导得出、印得出，谁也改不了。"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.services.given_out import HEADINGS, TITLE, GivenOut, export_given_out, given_out, print_given_out
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.outgoing import ask_save, preview
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField

ALIGN = {"left": LEFT, "center": CENTER, "right": RIGHT}
WIDTHS = (140, 80, 80, 130, 140, 60, 210, 230)


class GivenOutPage(QWidget):
    """上面挑日子、写几个词，下面是一行一次的提供。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: list[GivenOut] = []
        today = date.today()  # 提供记录照电脑的日期盖戳，示例办公室停着的那天不算
        self.first = DayField(today - timedelta(days=365), "从哪天")
        self.last = DayField(today, "到哪天")
        self.words = QLineEdit()
        self.words.setPlaceholderText("用途、给谁、登记表、经办人")
        self.words.setAccessibleName("在提供记录里查找")
        self.words.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.export_button, self.print_button = button("导出"), button("打印")
        self.rows = ClickTable(TITLE)
        self.rows.set_heads([(each.label, ALIGN[each.align]) for each in HEADINGS])
        self.rows.whole_rows(*WIDTHS)
        self.rows.empty_text = "没有这样的记录：换个日子、换几个词再找。看、导出、打印一次完整号码，就在这里添一行"
        self._lay_out()
        self.first.changed.connect(lambda _: self.load())
        self.last.changed.connect(lambda _: self.load())
        self.words.textChanged.connect(lambda _: self.load())
        self.export_button.clicked.connect(lambda: self.export())
        self.print_button.clicked.connect(lambda: self.print())
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        for each in (QLabel("从"), self.first, QLabel("到"), self.last, self.words, self.count):
            top.addWidget(each, 1 if each is self.words else 0)
        top.addWidget(self.export_button)
        top.addWidget(self.print_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.rows, 1)

    def refresh(self, tables: set[str]) -> None:
        """提供不进更改记录，登记有了动静就重新看一眼。"""
        self.load()

    def register_tab(self) -> RegisterTab | None:
        """这里没有登记表可以导入。"""
        return None

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """没有登记表住在这一页。"""

    def showEvent(self, event: Any) -> None:
        """翻到这一页时，刚才那一次也要在里面。"""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """照日子和词重新列。"""
        self.found = given_out(self.office, self.first.day, self.last.day, self.words.text())
        self.count.setText(f"{len(self.found):,} 次")
        for each in (self.export_button, self.print_button):
            each.setEnabled(bool(self.found))
        self.rows.setRowCount(len(self.found))
        for row, one in enumerate(self.found):
            for column, heading in enumerate(HEADINGS):
                text = str(getattr(one, FIELDS[column]))
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(ALIGN[heading.align])
                cell.setToolTip(text)
                self.rows.setItem(row, column, cell)

    def note(self) -> str:
        """导出、打印的是哪一段。"""
        words = f"，查找“{self.words.text().strip()}”" if self.words.text().strip() else ""
        return f"{self.first.day} 至 {self.last.day}{words}，共{len(self.found)}次"

    def export(self) -> None:
        """存成工作簿。"""
        name = f"{TITLE}{self.office.today():%Y%m%d}.xlsx"
        path = ask_save(self, self.office, "导出到", name, "工作簿 (*.xlsx)")
        if path is not None:
            rows, note = list(self.found), self.note()
            self.window_.jobs.read(
                "正在导出…",
                self.office,
                lambda office: export_given_out(office, rows, note, path),
                lambda written: self.window_.say(f"已导出到 {written}"),
            )

    def print(self) -> None:
        """排成 PDF，在窗口里看。"""
        rows, note = list(self.found), self.note()
        self.window_.jobs.read(
            "正在排版…",
            self.office,
            lambda office: print_given_out(office, rows, note),
            lambda path: preview(self, path),
        )


FIELDS = tuple(GivenOut.__dataclass_fields__)
