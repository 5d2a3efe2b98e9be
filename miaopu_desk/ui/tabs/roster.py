"""领导小组：一期一份名单，照文件的顺序；新一期从上一期抄起，任何一天的名单都找得到。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.rosters import LEADERS, ROSTER_ISSUES, RosterIssue
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.services import rosters
from miaopu_desk.services.handover import still_holding
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.handover import HandoverDialog
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.leaders import LeadersPage
from miaopu_desk.ui.tabs.pages import fill, heading_label

NO_CHANGES = "与上一期相同。"
HELD = {"volunteers", "assignments", "teams", "party_branches", "rectifications"}


class RosterTab(QWidget):
    """左边各期名单，右边那一期的成员。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.split = QSplitter()
        fill(self, self.split)
        self.new_action = QAction("印发新一期")
        self.new_action.setToolTip("新一期从上一期抄起，再改成员；抄错了一次撤销")
        self.new_action.triggered.connect(lambda: self.issue_new())
        self.issues = RegisterTab(office, ROSTER_ISSUES, window, toolbar=("edit", "delete", "|", "undo", "redo"))
        insert_actions(self.issues.tools, 0, [self.new_action])
        self.issues.search_box.hide()  # 没有几期，不用查找，也不用存筛选
        self.issues.saved_filters.hide()
        self.leaders = LeadersPage(office, window)
        self.heading = heading_label()
        self.day = DayField(office.today(), "截至哪一天")
        self.day_answer = QLabel()
        self.day_answer.setProperty("quiet", True)
        self.changes = QLabel()
        self.changes.setTextFormat(Qt.TextFormat.PlainText)
        self.changes.setWordWrap(True)
        self.changes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changes.setContentsMargins(10, 2, 10, 8)
        self.changes.setAccessibleName("与上一期相比")
        self.handover = QToolButton()
        self.handover.setText("退出的人交接")
        self.handover.setToolTip("退出领导小组的人，手上还有的网格、队伍和整改，一步交给接手的人")
        self.handover.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.handover.setMenu(QMenu(self.handover))
        self.handover.hide()
        self.current: RosterIssue | None = None
        self.gone: tuple[str, ...] = ()  # 这一期退出的人
        self._lay_out()
        self.day.changed.connect(lambda _: self.show_as_of())
        self.issues.current_changed.connect(self._choose)
        self.issues.listed.connect(self._keep_one)
        self.show_as_of()

    def _lay_out(self) -> None:
        left = QWidget()
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 10, 0)
        top.setSpacing(8)
        for each in (QLabel("截至"), self.day, self.day_answer):
            top.addWidget(each)
        top.addStretch()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.issues, 1)
        title = heading_label()
        title.setText("与上一期相比")
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 10, 0)
        below.addWidget(title, 1)
        below.addWidget(self.handover)
        box.addLayout(below)
        box.addWidget(self.changes)
        right = QWidget()
        right_box = QVBoxLayout(right)
        right_box.setContentsMargins(0, 0, 0, 0)
        right_box.setSpacing(0)
        right_box.addWidget(self.heading)
        right_box.addWidget(self.leaders, 1)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 6)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([440, 920])

    # 窗口来叫的

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        self.issues.refresh(tables)
        if tables & {ROSTER_ISSUES.table, LEADERS.table}:
            self._answer_day()
            self._choose(self.current.id if self.current else "")
        elif tables & HELD:
            self._offer_handover()
        self.leaders.refresh(tables)

    def show_records(self, table: str, ids: list[str], title: str = "") -> None:
        """翻到这些成员所在的那一期，或者这几期。"""
        if table == ROSTER_ISSUES.table:
            self.issues.select(list(ids)[:1])
            return
        found = self.office.keeper.table(LEADERS).records(ids)
        if found:
            self.issues.select([found[0].issue.id or ""])
            self.leaders.select([each.id for each in found])

    def register_tab(self) -> RegisterTab:
        """正看着的登记表。"""
        return self.leaders

    # 做事

    def show_as_of(self) -> None:
        """选中截至那天有效的一期。"""
        found = self._answer_day()
        if found is not None:
            self.issues.select([found.id])

    def issue_new(self) -> "NewIssueForm":
        """打开新一期的表单。"""
        form = NewIssueForm(self.office, self)
        form.saved.connect(self._issued)
        form.open()
        return form

    def _issued(self, record_id: str, what: str) -> None:
        self.issues.select([record_id])
        self.window_.say(f"{what}，成员照抄了上一期，请在右边改")

    def _answer_day(self) -> RosterIssue | None:
        found = rosters.roster_on(self.office, self.day.day)
        self.day_answer.setText(f"有效的是 {found[0].number}" if found else "那天还没有名单")
        return found[0] if found else None

    def _keep_one(self) -> None:
        if self.issues.current_id() is None:
            if self.issues.model.rowCount():
                self.issues.grid.select_rows([0])
            else:
                self._choose("")

    def _choose(self, record_id: str) -> None:
        issue = self.issues.table.get(record_id) if record_id else None
        self.current = issue
        if issue is None:
            self.heading.setText("")
            self.changes.setText("")
            self.leaders.set_parent_filter({})
            self.gone = ()
            self._offer_handover()
            return
        self.heading.setText(f"{issue.number}　{issue.issued_on} 印发{'　' + issue.reason if issue.reason else ''}")
        self.leaders.set_parent_filter({"issue": Ref(issue.number, issue.id)})
        self.leaders.fit_once()
        self._compare(issue)

    def _compare(self, issue: RosterIssue) -> None:
        every = rosters.issues(self.office)
        at = next((at for at, each in enumerate(every) if each.id == issue.id), len(every))
        self.gone = ()
        if at + 1 >= len(every):
            self.changes.setText("这是第一期。")
        else:
            old = rosters.leaders_of(self.office, every[at + 1].id)
            changes = rosters.compare(old, rosters.leaders_of(self.office, issue.id))
            self.changes.setText("\n".join(changes.lines()) or NO_CHANGES)
            self.gone = tuple(dict.fromkeys(each.name for each in changes.left))
        self._offer_handover()

    def _offer_handover(self) -> None:
        """退出的人手上还有东西的，列在“交接”下面。"""
        menu = self.handover.menu()
        menu.clear()
        holding = still_holding(self.office, self.gone, self.office.today()) if self.gone else []
        for person, count in holding:
            action = menu.addAction(f"{describe(VOLUNTEERS, person)}手上还有 {count} 样…")
            action.triggered.connect(lambda _=False, person=person: self.hand_over(person))
        self.handover.setText(f"退出的人交接（{len(holding)}）")
        self.handover.setVisible(bool(holding))

    def hand_over(self, person: Volunteer) -> HandoverDialog:
        """打开这个人的交接。"""
        dialog = HandoverDialog(self.office, self.window_, person, self)
        dialog.open()
        return dialog


class NewIssueForm(RecordForm):
    """印发新一期：成员照抄当时有效的一期。"""

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(office, ROSTER_ISSUES, parent=parent)
        self.next_button.hide()

    def fill(self) -> None:
        super().fill()
        self.fields["number"].editor.set_value(rosters.next_number(self.office, self.office.today()))
        current = rosters.roster_on(self.office, self.office.today())
        if current is not None:
            self.fields["office_in"].editor.set_value(current[0].office_in)

    def save_and_next(self) -> None:
        """一次只印发一期。"""
        self.save_and_close()

    def _keep(self) -> Any:
        raw: dict[str, Any] = self.raw()
        number, day, reason = str(raw.pop("number") or ""), raw.pop("issued_on"), str(raw.pop("reason") or "")
        return rosters.issue_roster(self.office, number, day, reason, **raw)

    def _retitle(self) -> None:
        self.setWindowTitle("印发新一期领导小组名单")
