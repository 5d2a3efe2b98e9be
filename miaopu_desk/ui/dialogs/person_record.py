"""个人档案：上面是登记的各项，左边是各张登记表和条数，右边是那张表里这个人的行；双击到那张表里去。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QSplitter, QTableWidgetItem, QWidget

from miaopu_desk.domain.person_page import PersonRecord, Section
from miaopu_desk.services.office import Office
from miaopu_desk.services.person_record import person_record
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable

ALIGNS = {"left": LEFT, "right": RIGHT, "center": CENTER}
WIDEST = 260
FACTS = "登记"


class PersonDialog(QDialog):
    """只看不改；点“去登记表”到那张表里改。"""

    def __init__(self, office: Office, window: Any, volunteer_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.window_ = window
        self.record: PersonRecord = person_record(office, volunteer_id)
        close = button("关闭")
        self.print_button, self.go_button = button("打印档案", main=True), button("去登记表")
        content = framed(self, f"{self.record.name}的档案", self.print_button, self.go_button, close)
        content.addWidget(sentence(f"{self.record.said}。号码打码。", quiet=True))
        self.places = QListWidget()
        self.places.setAccessibleName("登记表")
        self.places.addItem(QListWidgetItem(FACTS))
        for each in self.record.sections:
            self.places.addItem(QListWidgetItem(f"{each.title}　{len(each.rows)}"))
        self.sheet = ClickTable("档案")
        self.sheet.unsetCursor()
        self.sheet.setSelectionBehavior(ClickTable.SelectionBehavior.SelectRows)
        self.sheet.horizontalHeader().setStretchLastSection(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.places)
        split.addWidget(self.sheet)
        split.setSizes([170, 830])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        content.addWidget(split, 1)
        self.places.currentRowChanged.connect(self.show_place)
        self.sheet.cellDoubleClicked.connect(lambda row, _: self.go(row))
        self.go_button.clicked.connect(lambda: self.go(self.sheet.currentRow()))
        self.print_button.clicked.connect(lambda: self.print_record())
        close.clicked.connect(self.close)
        self.places.setCurrentRow(0)
        self.resize(1040, 560)

    def show_place(self, at: int) -> None:
        """换成登记的各项，或者一张登记表的行。"""
        self.go_button.setEnabled(at > 0)
        if at <= 0:
            self._fill((("栏目", LEFT), ("内容", LEFT)), [list(fact) for fact in self.record.facts])
            self.sheet.setColumnWidth(0, 130)
            return
        section = self.section(at)
        assert section is not None
        heads = tuple((each.label, ALIGNS[each.align]) for each in section.headings)
        self._fill(heads, [list(row) for row in section.rows])
        self.sheet.resizeColumnsToContents()
        for column in range(len(heads)):
            self.sheet.setColumnWidth(column, min(self.sheet.columnWidth(column) + 16, WIDEST))

    def section(self, at: int) -> Section | None:
        """左边第 at 行是哪一张登记表；第一行是登记的各项，为空。"""
        return self.record.sections[at - 1] if 0 < at <= len(self.record.sections) else None

    def go(self, row: int) -> None:
        """到那张登记表里去：选了一行的只看那一行，没有选的看这个人的全部。"""
        section = self.section(self.places.currentRow())
        if section is not None:
            ids = [section.ids[row]] if 0 <= row < len(section.ids) else list(section.ids)
            self.close()
            self.window_.show_records(section.table, ids, f"{self.record.name} {section.title}")

    def print_record(self) -> None:
        """印成一份，在窗口里预览。"""
        from miaopu_desk.services.pages_person import print_masked
        from miaopu_desk.ui.outgoing import preview

        record, window = self.record, self.window_
        window.jobs.read(
            f"正在印{record.name}的档案……",
            window.office,
            lambda office: print_masked(office, record),
            lambda path: preview(window, path),
        )
        self.close()

    def _fill(self, heads: tuple[tuple[str, Qt.AlignmentFlag], ...], rows: list[list[str]]) -> None:
        self.sheet.clear()
        self.sheet.set_heads(heads)
        self.sheet.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(heads[column][1])
                self.sheet.setItem(row, column, item)
