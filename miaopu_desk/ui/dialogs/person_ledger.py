"""人员明细：一个人的账，每一行都列，更正行缩进在它更正的那一条下面，右边是累计。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTableWidgetItem, QWidget

from miaopu_desk.domain.codes import SERVICE_SOURCES
from miaopu_desk.domain.kinds import hours
from miaopu_desk.domain.ledger import OPENING, entries
from miaopu_desk.domain.records import SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import entry_of, running
from miaopu_desk.ui.dialogs.correct_line import CorrectDialog
from miaopu_desk.ui.dialogs.frame import button, framed
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.theme import COLOURS

HOURS = hours(signed=True)
HEADS = (
    ("服务日期", CENTER),
    ("活动、更正原因", LEFT),
    ("社区", LEFT),
    ("来源", CENTER),
    ("时长（小时）", RIGHT),
    ("累计（小时）", RIGHT),
    ("录入日期", CENTER),
    ("录入人", LEFT),
    ("依据", LEFT),
)
WIDTHS = (96, 250, 90, 84, 96, 96, 96, 84)


class PersonLedger(QDialog):
    """volunteer_id 空着时先找人；双击一行更正它。"""

    def __init__(self, office: Office, window: Any, parent: QWidget, volunteer_id: str = "") -> None:
        super().__init__(parent)
        self.office, self.window_, self.volunteer_id = office, window, volunteer_id
        self.lines: list[str] = []
        close = button("关闭")
        self.correct_button = button("更正…", main=True)
        content = framed(self, "人员明细", self.correct_button, close)
        self.search = RecordPicker(office, VOLUNTEERS)
        self.search.setAccessibleName("查找志愿者")
        self.search.setMaximumWidth(300)
        self.total = QLabel()
        self.total.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        top.addWidget(self.search)
        top.addWidget(self.total, 1)
        content.addLayout(top)
        self.table = ClickTable("这个人的服务记录")
        self.table.set_heads(list(HEADS))
        self.table.whole_rows(*WIDTHS)
        content.addWidget(self.table, 1)
        self.search.picked.connect(self._picked)
        self.table.cellDoubleClicked.connect(lambda *_: self.correct())
        self.correct_button.clicked.connect(self.correct)
        close.clicked.connect(self.reject)
        office.keeper.listeners.append(self._refresh)
        self.finished.connect(lambda _: office.keeper.listeners.remove(self._refresh))
        self.resize(1120, 620)
        self.load()
        (self.table if volunteer_id else self.search).setFocus()

    def load(self) -> None:
        """重新列。"""
        person = self.office.keeper.table(VOLUNTEERS).get(self.volunteer_id) if self.volunteer_id else None
        rows = running(self.office, person.id) if person else []
        self.lines = [line.id for line, _ in rows]
        self.table.setRowCount(len(rows))
        for at, (line, total) in enumerate(rows):
            self._fill(at, line, total)
        self.correct_button.setEnabled(bool(rows))
        if person is None:
            self.total.setText("先找一个人")
            return
        found = entries(line for line, _ in rows)
        attended = sum(each.minutes > 0 and each.line.source != OPENING for each in found)
        corrected = sum(len(each.corrections) for each in found)
        self.total.setText(
            f"{person.name}　{person.community.name}　共 {HOURS.show(rows[-1][1] if rows else 0) or '0'} 小时"
            f"　{attended} 次，更正 {corrected} 条"
        )

    def correct(self) -> CorrectDialog | None:
        """更正选中的一条。"""
        at = self.table.currentRow()
        entry = entry_of(self.office, self.lines[at]) if 0 <= at < len(self.lines) else None
        if entry is None:
            return None
        dialog = CorrectDialog(self.office, self.window_, entry, self)
        dialog.open()
        return dialog

    def _fill(self, at: int, line: Any, total: int) -> None:
        what = f"　　└ {line.reason}" if line.corrects else line.activity
        texts = (
            "" if line.corrects else line.served_on.isoformat(),
            what,
            "" if line.corrects else line.community.name,
            SERVICE_SOURCES.label(line.source) if line.source else "",
            ("＋" if line.corrects and line.minutes > 0 else "") + HOURS.show(line.minutes),
            HOURS.show(total),
            SERVICE_RECORDS.column("recorded_on").kind.show(line.recorded_on),
            line.operator or "",
            "" if line.corrects else line.evidence or "",
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(HEADS[column][1])
            item.setToolTip(text)
            if line.corrects:
                item.setForeground(QColor(COLOURS["quiet"]))
            self.table.setItem(at, column, item)

    def _picked(self) -> None:
        ref = self.search.ref()
        if ref is not None and ref.id:
            self.volunteer_id = ref.id
            self.load()

    def _refresh(self, tables: set[str]) -> None:
        if SERVICE_RECORDS.table in tables:
            self.load()
