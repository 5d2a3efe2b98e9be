"""一期名单的成员：照文件的顺序，同一职务归成一组，只能上移下移。"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QColor, QCursor, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QStyledItemDelegate, QStyleOptionViewItem, QToolButton, QWidget

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.rosters import LEADERS
from miaopu_desk.domain.register import Record
from miaopu_desk.domain.strokes import LABELS, SURNAME
from miaopu_desk.services import rosters
from miaopu_desk.services.office import Office
from miaopu_desk.services.roster_paste import pasted_leaders
from miaopu_desk.services.stroke_order import order_by_strokes
from miaopu_desk.ui import messages
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex


class LeadersPage(RegisterTab):
    """一期名单的成员；顺序就是文件的顺序，只能上移下移，不能按栏目重排。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            LEADERS,
            window,
            parent_filter={},
            toolbar=("add", "edit", "delete", "|", "export", "print", "reveal"),
        )
        self.actions_["print"].setText("打印名单")
        self.actions_["print"].setToolTip("印这一期名单（Ctrl+P）")
        self.up_action = self._move_action("上移", "Alt+Up", -1)
        self.down_action = self._move_action("下移", "Alt+Down", 1)
        before = self.tools.actions()[3]
        for each in (self.up_action, self.down_action):
            self.tools.insertAction(before, each)
        self.replace_action = QAction("整份粘贴…", self)
        self.replace_action.setToolTip("用剪贴板里的一份（职务、姓名、单位及职务）整份换掉这一期的成员")
        self.replace_action.triggered.connect(self.replace_all)
        self.tools.insertAction(before, self.replace_action)
        self.stroke_menu = self._stroke_menu()
        self.search_box.setMaximumWidth(140)  # 一期没有几个人，宽度让给按钮
        self.saved_filters.hide()
        self.grid.setItemDelegate(PostGroups(self.grid))
        self.grid.setAlternatingRowColors(False)
        self._fitted = False

    def issue_id(self) -> str:
        """正看着的一期。"""
        return ((self.parent_filter or {}).get("issue") or Ref("")).id or ""

    def sort_by(self, path: str, descending: bool | None = None) -> None:
        self._say("名单照文件的顺序排，要调整请用“上移”“下移”；要按笔画排，点“姓名”的列头")
        if path == "name":
            self.stroke_menu.popup(QCursor.pos())

    def shift(self, step: int) -> None:
        """把选中的一名上移或下移一位，仍选着它。"""
        found = self.current_id()
        if found and rosters.move_leader(self.office, self.issue_id(), found, step):
            self.select([found])

    def delete(self) -> None:
        ids = self.selected_ids()
        if ids and messages.confirm(self, "去掉成员", self._delete_question(ids), "去掉", "只改这一期，可以撤销。"):
            rosters.remove_leaders(self.office, self.issue_id(), ids)

    def order_by_strokes(self, convention: str) -> None:
        """问过以后，同职务的各位按笔画排；没有把握的字说出来。"""
        asked = "同一职务的各位按笔画重新排，文件上原来的次序就不在了。职务之间、集体成员不动。"
        if not messages.confirm(self, LABELS[convention], asked, "重新排", "可以撤销。"):
            return
        try:
            moved, unknown = order_by_strokes(self.office, self.issue_id(), convention)
        except KnownError as error:
            messages.warn(self, "没有排", str(error))
            return
        self._say(f"{LABELS[convention]}排好，{moved} 人换了位置")
        if unknown:
            messages.tell(
                self,
                LABELS[convention],
                f"这些字的笔顺不知道，可能没有排准：{'、'.join(unknown)}",
                "请看看它们，用上移下移排到该在的地方。",
            )

    def replace_all(self) -> None:
        """剪贴板里的一份整份换上，先说换成哪几位；有问题的一个字也不写。"""
        issue_id = self.issue_id()
        if not issue_id:
            self._say("请先在左边选一期名单")
            return
        try:
            rows = pasted_leaders(QGuiApplication.clipboard().text())
        except KnownError as error:
            messages.warn(self, "整份粘贴", str(error))
            return
        named = "、".join(str(row.get("name", "")) for row in rows[:12])
        asked = f"这一期现有 {self.model.rowCount()} 人，整份换成剪贴板里的 {len(rows)} 人：{named}"
        if messages.confirm(self, "整份粘贴", asked, "换上", "照剪贴板里的次序，可以撤销。"):
            problems = rosters.replace_leaders(self.office, issue_id, rows)
            if problems:
                messages.show_problems(self, "没有换", problems)
            else:
                self._say(f"已换成 {len(rows)} 人，按 Ctrl+Z 可以恢复")

    def print_list(self) -> None:
        """印这一期名单：红头文件后面附的那种样子。"""
        from miaopu_desk.ui.outgoing import preview

        issue_id = self.issue_id()
        if issue_id:
            self.window_.jobs.read(
                "正在排版…",
                self.office,
                lambda office: rosters.print_issue(office, issue_id),
                lambda path: preview(self, path),
            )

    def fit_once(self) -> None:
        """第一次有内容时，按内容定列宽。"""
        if not self._fitted and self.model.rowCount():
            self._fitted = True
            self.memory.apply_widths(self.grid)

    def _open_form(self, record: Record | None) -> None:
        form = LeaderForm(self.office, self.parent_filter or {}, record, self.model.revealed, self)
        form.saved.connect(self._saved)
        form.open()

    def _stroke_menu(self) -> QMenu:
        menu = QMenu(self)
        for convention, label in LABELS.items():
            action = menu.addAction(f"{label}…")
            action.setToolTip("两字名中间当有一个空位" if convention == SURNAME else "两字名中间不空")
            action.triggered.connect(lambda _=False, convention=convention: self.order_by_strokes(convention))
        made = QToolButton()
        made.setText("笔画")
        made.setToolTip("同一职务的按笔画排；不点就一直照文件的顺序")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(menu)
        self.tools.addWidget(made)
        return menu

    def _move_action(self, text: str, key: str, step: int) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text}一位（{key.replace('Up', '↑').replace('Down', '↓')}）")
        action.triggered.connect(lambda: self.shift(step))
        self.addAction(action)
        return action


class PostGroups(QStyledItemDelegate):
    """同一职务的几位归成一组：职务只写在第一位上，组与组之间一道线，和文件上一样。"""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._is_post(index) and not self._first(index):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.row() and self._first(index):
            painter.setPen(QColor(COLOURS["quiet"]))
            rect = option.rect
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _is_post(self, index: Index) -> bool:
        model: Any = index.model()
        return bool(model.paths[index.column()] == "post")

    def _first(self, index: Index) -> bool:
        model: Any = index.model()
        if index.row() == 0 or "post" not in model.paths:
            return True
        at = model.paths.index("post")
        return bool(model.value(index.row(), at) != model.value(index.row() - 1, at))


class LeaderForm(RecordForm):
    """填一名成员；顺序由职务定，不用填。"""

    def __init__(
        self, office: Office, issue: dict[str, Ref], record: Record | None, revealed: bool, parent: QWidget
    ) -> None:
        place: dict[str, Any] = {**issue, "position": None}
        super().__init__(office, LEADERS, record, defaults=place, revealed=revealed, parent=parent)

    def fill(self) -> None:
        super().fill()
        self.fields["position"].tell("", "排在同职务的最后，可以再上移下移")

    def _keep(self) -> Any:
        if self.record is not None:
            return super()._keep()
        return rosters.add_leader(self.office, self.defaults["issue"].id or "", self.raw())
