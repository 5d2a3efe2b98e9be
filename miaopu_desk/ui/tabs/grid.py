"""网格：社区、片区、楼栋、路段排成树，每处今天由谁负责，没有人的标出来；选一处看它的分工。"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.codes import AREA_KINDS, AREA_ROLES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.grid import ASSIGNMENTS, GRID_AREAS, GridArea
from miaopu_desk.services.assigning import do_postings, plan_postings
from miaopu_desk.services.grid_board import end_assignments, grid_tree
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import acting
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.area_tree import NAME, AreaTree
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.gaps import GapBoard
from miaopu_desk.ui.tabs.pages import Pages, fill, heading_label

ASSIGNED = ("volunteer", "unit", "role", "starts_on", "ends_on", "task")


class GridTab(Pages):
    """网格一览、缺口一览、网格单元、网格分工。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("网格一览", lambda: GridBoard(office, window)),
                ("缺口一览", lambda: GapBoard(office, window)),
                (GRID_AREAS.title, lambda: RegisterTab(office, GRID_AREAS, window)),
                (ASSIGNMENTS.title, lambda: RegisterTab(office, ASSIGNMENTS, window)),
            ],
            {GRID_AREAS.table: 2, ASSIGNMENTS.table: 3},
        )


class GridBoard(QWidget):
    """左边是树，右边是所选网格的分工。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.split = QSplitter()
        fill(self, self.split)
        self.day = DayField(office.today(), "看哪一天")
        self.only_nobody = QCheckBox("只看无人负责的")
        self.summary = QLabel()
        self.summary.setProperty("quiet", True)
        self.tree = AreaTree()
        self.heading = heading_label()
        self.about = QLabel()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setProperty("quiet", True)
        self.about.setContentsMargins(10, 0, 10, 2)
        self.assignments = RegisterTab(
            office,
            ASSIGNMENTS,
            window,
            parent_filter={},
            toolbar=("add", "edit", "delete", "|", "export", "print"),
            columns=ASSIGNED,
        )
        self.post_action = QAction("派人", self)
        self.post_action.setToolTip("挑几个人，从左边选的那一天起负责这处网格")
        self.post_action.triggered.connect(lambda: self.post())
        self.end_action = QAction("结束分工", self)
        self.end_action.setToolTip("把选中的分工结束在左边选的那一天，当天仍负责")
        self.end_action.triggered.connect(lambda: self.end())
        tools = self.assignments.tools
        tools.insertAction(tools.actions()[0], self.post_action)
        tools.insertAction(tools.actions()[3], self.end_action)
        self.assignments.search_box.setMaximumWidth(150)  # 一处网格没有几条分工，宽度让给按钮
        self.area: GridArea | None = None
        self._lay_out()
        self.day.changed.connect(lambda _: self.load())
        self.only_nobody.toggled.connect(lambda _: self.load())
        self.tree.currentItemChanged.connect(lambda *_: self._choose())
        self.tree.itemActivated.connect(lambda *_: self.edit_area())
        self.assignments.current_changed.connect(lambda found: self.end_action.setEnabled(bool(found)))
        self.end_action.setEnabled(False)
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        for each in (QLabel("看哪天"), self.day, self.only_nobody):
            top.addWidget(each)
        top.addStretch()
        for text, slot in (("新增网格", self.add_area), ("编辑网格", self.edit_area)):
            top.addWidget(acting(text, slot))
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 3, 10, 4)
        foot.addWidget(self.summary)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.tree, 1)
        box.addLayout(foot)
        right = QWidget()
        right_box = QVBoxLayout(right)
        right_box.setContentsMargins(0, 0, 0, 0)
        right_box.setSpacing(0)
        right_box.addWidget(self.heading)
        right_box.addWidget(self.about)
        right_box.addWidget(self.assignments, 1)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setSizes([590, 776])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)

    # 窗口来叫的

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        if tables & {GRID_AREAS.table, ASSIGNMENTS.table, COMMUNITIES.table, "volunteers"}:
            self.load()
        self.assignments.refresh(tables)

    def register_tab(self) -> RegisterTab:
        """正看着的登记表。"""
        return self.assignments

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """在树上选中一处。"""
        self.tree.select(ids[0] if ids else "")

    # 列

    def load(self) -> None:
        """重新排树，原来展开的、选中的不变。"""
        chosen = self.tree.area_id()
        tops = grid_tree(self.office, self.day.day)
        self.tree.show_areas(tops, self.only_nobody.isChecked())
        total, nobody = sum(top.count for top in tops), sum(top.nobody for top in tops)
        self.summary.setText(f"共 {total} 处网格，{self.day.day} 无人负责 {nobody} 处")
        if not self.tree.select(chosen):
            self.tree.select_first()
        self._choose()

    def _choose(self) -> None:
        self.area = self.office.keeper.table(GRID_AREAS).get(self.tree.area_id())
        if self.area is None:
            item = self.tree.currentItem()
            self.heading.setText(item.text(NAME) if item is not None else "")
            self.about.setText("选一处网格，看它由谁负责" if item is not None else "还没有网格，点“新增网格”")
            self.assignments.set_parent_filter({})
            self.post_action.setEnabled(False)
            return
        self.post_action.setEnabled(True)
        self.heading.setText(f"{self.area.name}　{AREA_KINDS.label(self.area.kind)}")
        self.about.setText(_described(self.area))
        self.assignments.set_parent_filter({"area": Ref(self.area.name, self.area.id)})

    # 做

    def add_area(self) -> RecordForm:
        """新增一处网格，社区和上级照着树上选的填好。"""
        form = RecordForm(self.office, GRID_AREAS, parent=self)
        community = self.office.keeper.table(COMMUNITIES).get(self.tree.community_id())
        if community is not None:
            form.fields["community"].editor.set_value(Ref(community.name, community.id))
        if self.area is not None and self.area.kind == "district":
            form.fields["parent"].editor.set_value(Ref(self.area.name, self.area.id))
        form.saved.connect(lambda record_id, what: (self.tree.select(record_id), self.window_.say(what)))
        form.open()
        return form

    def edit_area(self) -> None:
        """修改选中的网格。"""
        if self.area is not None:
            form = RecordForm(self.office, GRID_AREAS, self.area, parent=self)
            form.saved.connect(lambda _, what: self.window_.say(what))
            form.open()

    def post(self) -> PeoplePicker | None:
        """挑几个人派到这处网格。"""
        if self.area is None:
            return None
        area, role = self.area, QComboBox()
        role.setAccessibleName("分工")
        for code, label in AREA_ROLES.labels.items():
            role.addItem(f"作{label}", code)
        role.setCurrentIndex(role.findData("member"))
        picker = PeoplePicker(self.office, f"派人：{area.name}（{self.day.day}起）", self, extra=role)
        picker.picked.connect(lambda ids: self._post(area.id, ids, role.currentData()))
        picker.open()
        return picker

    def _post(self, area_id: str, ids: Sequence[str], role: str) -> None:
        try:
            plan = plan_postings(self.office, area_id, ids, role, self.day.day)
            told = plan.lines()
            asked = f"派 {len(plan.accepted)} 人负责“{plan.area}”，从 {self.day.day} 起。"
            if told and not messages.confirm(self, "派人", asked, "派", "\n".join(told[:12])):
                return
            self.window_.say(f"已派 {do_postings(self.office, plan)} 人，按 Ctrl+Z 可以撤销")
        except KnownError as error:
            messages.warn(self, "没有派", str(error))

    def end(self) -> None:
        """把选中的分工结束在所看的那一天。"""
        ids = self.assignments.selected_ids()
        day: date = self.day.day
        question = f"选中的 {len(ids)} 条分工做到 {day} 为止，当天仍负责。"
        if not ids or not messages.confirm(self, "结束分工", question, "结束", "要结束在别的日子，先在左边改日期。"):
            return
        problems = end_assignments(self.office, ids, day)
        if problems:
            messages.show_problems(self, "没有结束", problems)
        else:
            self.window_.say(f"已结束 {len(ids)} 条分工，最后一天 {day}")


def _described(area: GridArea) -> str:
    parts = [
        f"四至：{area.boundary}" if area.boundary else "",
        f"责任单位：{area.responsible_unit}" if area.responsible_unit else "",
        f"{area.households} 户" if area.households else "",
        area.note or "",
    ]
    return "　".join(part for part in parts if part)
