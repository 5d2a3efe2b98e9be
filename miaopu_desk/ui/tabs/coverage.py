"""覆盖面：各社区各类队伍在册多少、今年参训多少；点一格，下面是还没有参训的人，一步邀请来参加一场。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QBrush, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.coverage import TOTAL, Coverage, rank_heads
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.coverage import invite, sessions_to_invite, training_coverage
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.pages import fill, heading_label
from miaopu_desk.ui.theme import COLOURS, GREEN, RED

COLUMNS = ("name", "community", "ranks", "phone", "source_group", "registered_on")
TABLES = {"volunteers", "participations", "training_sessions", "communities", "targets"}
NO_SESSION = "没有今天以后的培训。请先在“培训场次”里登记一场（举办情况写“计划”），再来邀请。"


class CoveragePage(QWidget):
    """上面是表，下面是还没有参训的人。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: Coverage | None = None
        self.heads = rank_heads()
        self.day = DayField(office.today(), "截至哪天")
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.board = ClickTable("培训覆盖面")
        self.board.set_heads([("社区", LEFT), *((label, RIGHT) for _, label in self.heads)])
        self.board.setColumnWidth(0, 100)
        for at in range(1, len(self.heads) + 1):
            self.board.setColumnWidth(at, 170)
        self.heading = heading_label()
        self.missing = RegisterTab(
            office, VOLUNTEERS, window, parent_filter={}, toolbar=("export", "print"), columns=COLUMNS
        )
        self.invite_action = QAction("邀请参加…", self)
        self.invite_action.setToolTip("选中的人（没有选就是列出的全部）一次邀请来参加一场培训")
        self.invite_action.triggered.connect(lambda: self.ask_session())
        tools = self.missing.tools
        tools.insertAction(tools.actions()[0], self.invite_action)
        self._lay_out()
        self.day.changed.connect(lambda _: self.load())
        self.board.currentCellChanged.connect(lambda row, column, *_: self.choose(row, column))
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(QLabel("截至"))
        top.addWidget(self.day)
        top.addSpacing(12)
        top.addWidget(self.summary, 1)
        upper, lower = QWidget(), QWidget()
        box = QVBoxLayout(upper)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.board, 1)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.heading)
        below.addWidget(self.missing, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        fill(self, split)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([370, 430])
        split.setChildrenCollapsible(False)

    def refresh(self, tables: set[str]) -> None:
        """登记变了：有关的才重新算。"""
        if tables & TABLES:
            self.load()

    def register_tab(self) -> RegisterTab:
        """查找、导出、打印的是下面的名单。"""
        return self.missing

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """没有登记表住在这一页。"""

    def load(self) -> None:
        """重新算，选着的一格不变。"""
        found = self.found = training_coverage(self.office, self.day.day)
        total = found.total
        self.summary.setText(
            f"{found.first} 起，在册 {total.people:,} 人，参训 {total.trained:,} 人，覆盖率 {total.rate_text}，"
            f"目标 {found.target}%。格里是 参训/在册"
        )
        row, column = max(self.board.currentRow(), 0), max(self.board.currentColumn(), 1)
        names = (*found.communities, TOTAL)
        self.board.blockSignals(True)
        self.board.setRowCount(len(names))
        for at, name in enumerate(names):
            self.board.setItem(at, 0, QTableWidgetItem(name))
            for column_at, (rank, label) in enumerate(self.heads, 1):
                self.board.setItem(at, column_at, self._cell(name, rank, label))
        row = row if self.board.currentRow() >= 0 else len(names) - 1
        self.board.setCurrentCell(min(row, len(names) - 1), column)
        self.board.blockSignals(False)
        self.choose(self.board.currentRow(), self.board.currentColumn())

    def _cell(self, name: str, rank: str, label: str) -> QTableWidgetItem:
        assert self.found is not None
        one = self.found.cell(name, rank)
        reached = one.reached(self.found.target)
        item = QTableWidgetItem(f"{one.trained:,}/{one.people:,}　{one.rate_text}" if one.people else "—")
        item.setTextAlignment(RIGHT)
        colour = COLOURS["quiet"] if reached is None else GREEN if reached else RED
        item.setForeground(QBrush(QColor(colour)))
        item.setToolTip(f"{name} {label}：还有 {len(one.missing):,} 人没有参训，点开看名单")
        return item

    def choose(self, row: int, column: int) -> None:
        """列出一格里还没有参训的人；点社区名就是那个社区的全部。"""
        if self.found is None or row < 0:
            return
        name = (*self.found.communities, TOTAL)[row]
        rank, label = self.heads[max(column - 1, 0)]
        ids = self.found.cell(name, rank).missing
        self.heading.setText(f"{'全街道' if name == TOTAL else name}　{label}　还没有参训的 {len(ids):,} 人")
        self.missing.parent_filter = None
        self.missing.show_records(ids, "还没有参训的")
        self.invite_action.setEnabled(bool(ids))

    def chosen_ids(self) -> list[str]:
        """选中的几位；只选中一行或没有选的，是列出的全部。"""
        ids = self.missing.selected_ids()
        return ids if len(ids) > 1 else self.missing.model.ids(range(self.missing.model.rowCount()))

    def ask_session(self) -> "InviteDialog | None":
        """问邀请来参加哪一场。"""
        if not sessions_to_invite(self.office):
            messages.warn(self, "邀请参加", NO_SESSION)
            return None
        dialog = InviteDialog(self.office, self.window_, self.chosen_ids(), self)
        dialog.open()
        return dialog


class InviteDialog(QDialog):
    """选一场，一次邀请。"""

    def __init__(self, office: Office, window: Any, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.ids = office, window, list(ids)
        done, cancel = button(f"邀请 {len(self.ids):,} 人", main=True), button("取消")
        content = framed(self, "邀请参加培训", done, cancel, enter=done)
        content.addWidget(sentence("记为“邀请”，来了以后在“登记到场”里改成到；没有来的不算参训。", quiet=True))
        self.session = QComboBox()
        self.session.setAccessibleName("哪一场培训")
        for each in sessions_to_invite(office):
            where = each.community.name if each.community else "街道"
            self.session.addItem(f"{each.held_on}　{where}　{each.topic}", each.id)
        form = QFormLayout()
        form.addRow("哪一场", self.session)
        content.addLayout(form)
        cancel.clicked.connect(self.reject)
        done.clicked.connect(lambda: self.accept())
        self.setMinimumWidth(460)

    def accept(self) -> None:
        try:
            added = invite(self.office, self.session.currentData(), self.ids)
        except KnownError as error:
            messages.warn(self, "没有邀请", str(error))
            return
        self.window_.say(added.sentence())
        super().accept()
