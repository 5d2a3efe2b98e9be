"""“为什么是三星”：时数、积分、奖励分三张表和一句结论，和打印的说明单是同一份。"""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.star_slip import Section
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_slip import star_slip
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.pages import heading_label
from miaopu_desk.ui.theme import ROW_HEIGHT

ALIGNS = {"left": LEFT, "center": CENTER, "number": RIGHT}


class StarSlipDialog(QDialog):
    """一个人的说明单，只看；“打印”印成一页。"""

    def __init__(self, office: Office, window: Any, volunteer_id: str, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_ = office, window
        self.slip = star_slip(office, volunteer_id, day)
        close, self.print_button = button("关闭"), button("打印", main=True)
        one = self.slip.person
        content = framed(self, f"星级说明：{one.name}", self.print_button, close)
        content.addWidget(sentence(f"截至 {self.slip.as_of}，{one.name}（{one.community}社区）{self.slip.summary()}"))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 6, 0)
        for section in self.slip.sections():
            heading = heading_label()
            heading.setContentsMargins(0, 6, 0, 0)
            heading.setText(section.title)
            box.addWidget(heading)
            box.addWidget(_sheet(section))
            if section.note:
                box.addWidget(sentence(section.note, quiet=True))
        box.addWidget(sentence(f"星级标准：{self.slip.standard}。{self.slip.status}", quiet=True))
        box.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        content.addWidget(scroll, 1)
        close.clicked.connect(self.reject)
        self.print_button.clicked.connect(lambda: self.print_slip())
        self.resize(720, 620)

    def print_slip(self) -> None:
        """印成一页，在窗口里预览。"""
        from miaopu_desk.services.pages_stars import print_slip
        from miaopu_desk.ui.outgoing import preview
        from miaopu_desk.ui.print_menu import file_name

        try:
            path = self.office.in_output(file_name("星级说明单", self.slip.person.name, self.office))
            written = print_slip(self.slip, path)
        except KnownError as error:
            messages.warn(self, "没有印成", str(error))
            return
        self.window_.say(f"已生成 {written}")
        preview(self.window_, written)


def _sheet(section: Section) -> ClickTable:
    sheet = ClickTable(section.title)
    sheet.set_heads([(text, ALIGNS[align]) for text, align in zip(section.header, section.aligns, strict=True)])
    sheet.unsetCursor()
    sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    sheet.setRowCount(len(section.rows))
    for row, texts in enumerate(section.rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(ALIGNS[section.aligns[column]])
            if row == len(section.rows) - 1:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            sheet.setItem(row, column, item)
    sheet.resizeColumnsToContents()
    widest = section.aligns.index("left")
    sheet.horizontalHeader().setSectionResizeMode(widest, sheet.horizontalHeader().ResizeMode.Stretch)
    sheet.setFixedHeight(ROW_HEIGHT * (len(section.rows) + 1) + 8)
    sheet.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return sheet
