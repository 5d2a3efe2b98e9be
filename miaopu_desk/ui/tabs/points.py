"""积分：奖励分一笔一行，许多人一次加；记错了用正负行更正，原来的一笔不动。"""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.points import POINT_ENTRIES
from miaopu_desk.services.office import Office
from miaopu_desk.services.points import correct_points, give_points, right_points
from miaopu_desk.services.star_rules import deed_terms, point_book
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.ask import AskDialog
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.day_field import DayField

TOOLS = ("import", "export", "print", "|", "undo", "redo")


class PointsPage(RegisterTab):
    """奖励积分的登记；入账以后不就地改。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, POINT_ENTRIES, window, toolbar=TOOLS)
        first = self.tools.actions()[0]
        self.give_action = QAction("给许多人加分…", self)
        self.give_action.setToolTip("挑许多人，同一件事一次记下；分数照那天的规则，也可以另写")
        self.give_action.triggered.connect(lambda: self.give())
        self.correct_action = QAction("更正…", self)
        self.correct_action.setToolTip("记错了：另记一行正负的差额，原来的一笔不动")
        self.correct_action.triggered.connect(lambda: self.correct())
        for each in (self.give_action, self.correct_action):
            self.tools.insertAction(first, each)
        self.tools.insertSeparator(first)
        self.current_changed.connect(lambda found: self.correct_action.setEnabled(bool(found)))
        self.correct_action.setEnabled(False)

    def add(self) -> None:
        """Ctrl+N 也是挑人加分。"""
        self.give()

    def edit(self) -> None:
        """双击、回车是更正。"""
        self.correct()

    def give(self) -> PeoplePicker:
        """打开挑人的窗口，下面写事项、日期、分数、事由。"""
        below = Giving(self.office)
        picker = PeoplePicker(self.office, "给许多人加分", self, extra=below)
        picker.picked.connect(lambda ids: self._give(ids, below))
        picker.open()
        return picker

    def correct(self) -> AskDialog | None:
        """问应当是几分、为什么。"""
        found = self.current_id()
        entry = self.table.get(found) if found else None
        if entry is None:
            return None
        now = right_points(self.office, entry.id)
        about = f"{entry.volunteer.name}　{entry.day}　{entry.deed.name}　现在 {now} 分。另记一行差额，原来的一笔不动。"

        def do(dialog: AskDialog) -> Any:
            return correct_points(self.office, entry.id, dialog.whole() or 0, dialog.line.text())

        hint = "例如 线索两条，少记了一条"
        dialog = AskDialog("更正积分", about, "更正", do, self, number="应当的分数", line="原因", hint=hint)
        dialog.accepted.connect(lambda: self._say("已更正，原来的一笔不动"))
        dialog.open()
        return dialog

    def _give(self, ids: list[str], below: "Giving") -> None:
        text = below.points.text().strip()
        try:
            points = int(text) if text else None
        except ValueError:
            messages.warn(self, "没有记下", f"“{text}”不是整数的分数，请重新填写。")
            return
        try:
            done = give_points(
                self.office, ids, below.day.day, below.deed.currentData() or "", points, below.reason.text()
            )
        except KnownError as error:
            messages.warn(self, "没有记下", str(error))
            return
        if isinstance(done, list):
            messages.show_problems(self, "没有记下", done)
        else:
            self._say(f"已给 {done} 人记分，可以撤销")


class Giving(QWidget):
    """事项、日期、分数、事由一行；分数空着照那天的规则。"""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.deed, self.points, self.reason = QComboBox(), QLineEdit(), QLineEdit()
        for each in deed_terms(office):
            self.deed.addItem(each.name, each.id)
        self.day = DayField(office.today(), "日期")
        self.points.setFixedWidth(96)
        self.reason.setPlaceholderText("事由")
        self.reason.setMaxLength(100)
        self.deed.setAccessibleName("积分事项")
        self.points.setAccessibleName("分数")
        self.reason.setAccessibleName("事由")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (QLabel("事项"), self.deed, self.day, QLabel("每人"), self.points, self.reason):
            row.addWidget(widget)
        self.deed.currentIndexChanged.connect(lambda _: self._hint())
        self.day.changed.connect(lambda _: self._hint())
        self._hint()

    def _hint(self) -> None:
        usual = point_book(self.office).deed_points(self.day.day.isoformat(), self.deed.currentData() or "")
        self.points.setPlaceholderText("请填分数" if usual is None else f"照规则 {usual} 分")
