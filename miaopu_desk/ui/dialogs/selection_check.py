"""评选的核对：每条推荐照登记当场算，选中几条一起记为已核对、入围、未入选。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QTableWidgetItem,
    QWidget,
)

from miaopu_desk.domain.codes import NOMINATION_STATES
from miaopu_desk.domain.records.honours import Selection
from miaopu_desk.domain.selecting import LOOK, OK, OUT, STOP, VERDICTS
from miaopu_desk.services.office import Office
from miaopu_desk.services.selecting import (
    mark,
)
from miaopu_desk.services.selection_checks import Checked, check_selection
from miaopu_desk.ui.dialogs.closing import ReasonDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, ClickTable
from miaopu_desk.ui.theme import AMBER, RED

COLOUR = {LOOK: AMBER, STOP: RED}
ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
FIXED = ("推荐对象", "社区", "推荐状态", "核对")
COUNTED = "时长、次数、培训、缺席当场从登记里算，不存。红的不能入围，黄的请核实；停在格子上看为什么。"


class CheckDialog(QDialog):
    """一次评选的全部推荐和各项核对；选中几条一起记为已核对、入围、未入选。"""

    def __init__(self, office: Office, window: Any, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.selection = office, window, selection
        self.found: list[Checked] = []
        close = button("关闭")
        self.buttons = {
            "checked": button("记为已核对", main=True),
            "shortlisted": button("入围"),
            "rejected": button("未入选…"),
            "withdrawn": button("撤回…"),
        }
        content = framed(self, f"核对：{selection.name}", close, left=tuple(self.buttons.values()))
        content.addWidget(sentence(COUNTED, quiet=True))
        self.sheet = ClickTable("各条推荐的核对")
        self.sheet.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.sheet.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.sheet.unsetCursor()
        content.addWidget(self.sheet, 1)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        content.addWidget(self.count)
        self.note = wrong_note()
        content.addWidget(self.note)
        close.clicked.connect(self.close)
        for state, each in self.buttons.items():
            each.clicked.connect(lambda _=False, state=state: self.move_to(state))
        self.load()
        self.resize(1120, 480)

    def load(self) -> None:
        """重新核对、重新列；选中的仍然选中。"""
        chosen = set(self.chosen())
        self.found = check_selection(self.office, self.selection.id)
        labels = list(dict.fromkeys(check.label for one in self.found for check in one.checks))
        self.sheet.set_heads([(head, LEFT if head in FIXED[:2] else CENTER) for head in (*FIXED, *labels)])
        self.sheet.setRowCount(len(self.found))
        self.sheet.clearSelection()
        for row, one in enumerate(self.found):
            self._fill(row, one, labels)
            if one.nomination.id in chosen:
                self.sheet.selectionModel().select(self.sheet.model().index(row, 0), ADD_ROW)
        self.sheet.resizeColumnsToContents()
        short = sum(one.nomination.state == "shortlisted" for one in self.found)
        quota = f"，名额 {self.selection.quota} 个" if self.selection.quota else ""
        self.count.setText(f"共 {len(self.found)} 条推荐，入围 {short} 个{quota}")

    def chosen(self) -> list[str]:
        """选中的各条推荐。"""
        rows = sorted({index.row() for index in self.sheet.selectedIndexes()})
        return [self.found[row].nomination.id for row in rows if row < len(self.found)]

    def move_to(self, state: str) -> QDialog | None:
        """选中的一起改状态；未入选、撤回的先问原因。"""
        ids = self.chosen()
        if not ids:
            self.note.setText("先选中几条推荐")
            return None
        if state not in OUT:
            self._mark(ids, state, "")
            return None
        label = NOMINATION_STATES.label(state)
        dialog = ReasonDialog(label, f"{len(ids)} 条推荐{label}，写明原因。", "例如 本人谢绝", self)
        dialog.agreed.connect(lambda reason: self._mark(ids, state, reason))
        dialog.open()
        return dialog

    def _mark(self, ids: Sequence[str], state: str, reason: str) -> None:
        """不行的说在下面，一条不写。"""
        done = mark(self.office, ids, state, reason)
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.note.setText("")
        self.window_.say(f"{done} 条推荐改为{NOMINATION_STATES.label(state)}")
        self.load()

    def _fill(self, row: int, one: Checked, labels: Sequence[str]) -> None:
        each = one.nomination
        why = "\n".join(f"{check.label}：{check.why}" for check in one.checks if check.why)
        community = each.community.name if each.community else ""
        for column, text in enumerate((each.name, community, NOMINATION_STATES.label(each.state))):
            self._put(row, column, text, align=CENTER if column == 2 else LEFT)
        self._put(row, 3, VERDICTS[one.verdict], one.verdict, why)
        shown = {check.label: check for check in one.checks}
        for column, label in enumerate(labels, len(FIXED)):
            check = shown.get(label)
            self._put(
                row, column, check.shown if check else "—", check.verdict if check else OK, check.why if check else ""
            )

    def _put(
        self, row: int, column: int, text: str, verdict: str = OK, tip: str = "", align: Qt.AlignmentFlag = CENTER
    ) -> None:
        item = QTableWidgetItem(text)
        item.setTextAlignment(align)
        item.setToolTip(tip or text)
        if verdict in COLOUR:
            item.setForeground(QBrush(QColor(COLOUR[verdict])))
        self.sheet.setItem(row, column, item)
