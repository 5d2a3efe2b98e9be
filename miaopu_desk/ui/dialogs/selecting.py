"""评选的三个窗口：核对（照登记当场算）、公示、公布结果。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTableWidgetItem,
    QWidget,
)

from miaopu_desk.domain.codes import NOMINATION_STATES
from miaopu_desk.domain.records.honours import Selection
from miaopu_desk.domain.selecting import LOOK, OK, OUT, STOP, VERDICTS
from miaopu_desk.services.office import Office
from miaopu_desk.services.selecting import (
    LONGEST_PUBLICITY,
    Result,
    mark,
    pending_objections,
    publicise,
    publicity_days,
    publish,
)
from miaopu_desk.services.selection_checks import Checked, check_selection, nominations_of
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.closing import ReasonDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.dialogs.people import understood
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField
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


class PublicityDialog(QDialog):
    """从哪天起公示几天。"""

    def __init__(self, office: Office, window: Any, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.selection = office, window, selection
        self.done_button, cancel = button("公示", main=True), button("取消")
        content = framed(self, f"公示：{selection.name}", self.done_button, cancel, enter=self.done_button)
        found = nominations_of(office, selection.id)
        names = [each.name for each in found if each.state == "shortlisted"]
        quota = f"，名额 {selection.quota} 个" if selection.quota else ""
        content.addWidget(sentence(f"入围 {len(names)} 个{quota}：{'、'.join(names) or '还没有'}"))
        rest = sum(each.state in ("nominated", "checked") for each in found)
        if rest:
            content.addWidget(sentence(f"还有 {rest} 条推荐没有定，公示以后不能再入围。", quiet=True))
        self.start = DayField(office.today(), "公示起日")
        self.days = QSpinBox()
        self.days.setRange(1, LONGEST_PUBLICITY)
        self.days.setValue(publicity_days(office))
        self.days.setSuffix(" 天")
        self.days.setAccessibleName("公示天数")
        form = QFormLayout()
        form.addRow("公示起日", self.start)
        form.addRow("公示天数", self.days)
        content.addLayout(form)
        content.addWidget(sentence("公示的纸在“打印”里，选中这次评选再印。", quiet=True))
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        if not understood(self.start):
            self.note.setText("公示起日读不懂，请照 2021-05-12 这样填写")
            return
        done = publicise(self.office, self.selection.id, self.start.day, self.days.value())
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.window_.say(f"已公示“{self.selection.name}”，到 {done.publicity_ends_on} 为止")
        super().accept()


class ResultDialog(CarefulDialog):
    """公示的各个，勾上授予的，写证书编号；授予单位、日期、文号、荣誉名称一起填。"""

    def __init__(self, office: Office, window: Any, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.selection = office, window, selection
        self.done_button, cancel = button("公布结果", main=True), button("取消")
        content = framed(self, f"公布结果：{selection.name}", self.done_button, cancel)
        pending = pending_objections(office, selection.id)
        content.addWidget(sentence(f"公示到 {selection.publicity_ends_on} 为止，没有核实的异议 {len(pending)} 件。"))
        self.rows = [each for each in nominations_of(office, selection.id) if each.state == "publicised"]
        self.sheet = ClickTable("公示的推荐")
        self.sheet.set_heads([("授予", LEFT), ("社区", LEFT), ("证书编号", LEFT)])
        self.sheet.whole_rows(240, 140)
        self.sheet.unsetCursor()
        self.sheet.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._fill()
        content.addWidget(self.sheet, 1)
        facts = office.facts
        self.body = _line("授予单位", selection.awarding_body or (facts.name if facts else ""), 60)
        self.day = DayField(office.today(), "公布日期")
        self.document = _line("表彰文号", selection.document or "", 40)
        self.honour = _line("荣誉名称", f"{selection.year}年{selection.award.name}", 60)
        form = QFormLayout()
        for label, field in (
            ("荣誉名称", self.honour),
            ("授予单位", self.body),
            ("公布日期", self.day),
            ("表彰文号", self.document),
        ):
            form.addRow(label, field)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.resize(620, 520)

    def results(self) -> list[Result]:
        """勾上的各个和它们的编号。"""
        found = []
        for row, each in enumerate(self.rows):
            name, number = self.sheet.item(row, 0), self.sheet.item(row, 2)
            if name is not None and name.checkState() == Qt.CheckState.Checked:
                found.append(Result(each.id, number.text() if number is not None else ""))
        return found

    def accept(self) -> None:
        if not understood(self.day):
            self.note.setText("公布日期读不懂，请照 2021-05-12 这样填写")
            return
        done = publish(
            self.office,
            self.selection.id,
            self.results(),
            body=self.body.text(),
            day=self.day.day,
            document=self.document.text(),
            honour=self.honour.text(),
        )
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.window_.say(f"已公布“{self.selection.name}”，授予 {done} 个，记进荣誉记录")
        super().accept()

    def _fill(self) -> None:
        self.sheet.setRowCount(len(self.rows))
        quota = self.selection.quota or len(self.rows)
        for row, each in enumerate(self.rows):
            name = QTableWidgetItem(each.name)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Checked if row < quota else Qt.CheckState.Unchecked)
            community = QTableWidgetItem(each.community.name if each.community else "")
            community.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for column, item in enumerate((name, community, QTableWidgetItem(f"{self.selection.year}-{row + 1:02d}"))):
                self.sheet.setItem(row, column, item)


def _line(name: str, text: str, longest: int) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setMaxLength(longest)
    return line
