"""整改：上面一排数目点开就是那几条，选中的发通知、登记回复、复查、销号；逾期的写明几天、标红。"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolBar, QToolButton, QVBoxLayout, QWidget

from miaopu_desk.domain.codes import RECTIFICATION_STATES
from miaopu_desk.domain.records import RECHECKS, RECTIFICATIONS, TARGETS
from miaopu_desk.domain.records.rectification import Rectification
from miaopu_desk.domain.rectifying import PATH, is_overdue, standing_words
from miaopu_desk.services import rectifying
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.dialogs.steps import CHECK, DAY, LINES, Ask, StepDialog
from miaopu_desk.ui.tabs.pages import MasterDetail
from miaopu_desk.ui.theme import AMBER, BLUE, COLOURS, GREEN, RED

RECHECKS_SHOWN = ("day", "passed", "inspectors", "new_deadline", "note")
WARNING = "rectification_warning_days"
MAIN = ("notice", "reply", "recheck", "close")
MORE = ("extend", "on_the_spot", "void")
DAY_LABELS = {
    "notice": "通知日期",
    "reply": "回复日期",
    "recheck": "复查日期",
    "close": "销号日期",
    "extend": "办理日期",
    "on_the_spot": "销号日期",
    "void": "作废日期",
}
LABELS = {"recheck": "复查", **{name: step.label for name, step in PATH.steps.items()}}
STATE_COLOURS = {
    "found": AMBER,
    "noticed": COLOURS["text"],
    "replied": BLUE,
    "passed": BLUE,
    "closed": GREEN,
    "void": COLOURS["quiet"],
}


class RectificationsPage(MasterDetail):
    """上面是问题，下面是选中那一条的复查记录。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self._soon = target(office, WARNING)
        self.step_actions: dict[str, QAction] = {}
        self.groups: dict[str, QPushButton] = {}
        super().__init__(
            office,
            window,
            RECTIFICATIONS,
            RECHECKS,
            "rectification",
            detail_tools=("export", "print"),
            detail_columns=RECHECKS_SHOWN,
        )
        self.master.model.decorate = self._decorated
        self.master.memory.apply_widths(self.master.grid)
        self._add_board()
        self.split.setSizes([600, 200])
        self.master.listed.connect(self._count)
        self.owner_changed()

    def describe(self, owner: Rectification) -> str:
        said = standing_words(owner.state, owner.deadline, self.office.today())
        return f"{owner.number or '还没有编号'}　{owner.name}　{said}　复查记录"

    def owner_changed(self) -> None:
        allowed = set(PATH.open_to(self.owner.state)) if self.owner is not None else set()
        if {"pass", "fail"} & allowed:
            allowed.add("recheck")
        for name, action in self.step_actions.items():
            action.setEnabled(name in allowed)

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        if TARGETS.table in tables:  # 提前几天提醒，在“目标和口径”里改
            self._soon = target(self.office, WARNING)
            self._count()
            self.master.grid.viewport().update()

    # 每一步

    def take(self, step: str) -> StepDialog | None:
        """打开走一步的窗口。"""
        ids = self.master.selected_ids()
        if not ids:
            return None
        asks, do = self._asks(step, ids)
        count = f"选中的 {len(ids)} 条" if len(ids) > 1 else f"“{self.owner.name}”"
        dialog = StepDialog(self.office, LABELS[step], f"{LABELS[step]}：{count}", asks, do, self)
        dialog.done_.connect(self.window_.say)
        dialog.open()
        return dialog

    def _asks(self, step: str, ids: list[str]) -> tuple[tuple[Ask, ...], Any]:
        office = self.office
        deadline = Ask("deadline", "整改期限", hint="5个工作日、7天，或者 2021-06-07", value="5个工作日")
        reason = Ask("reason", "理由", hint="必填")
        day = Ask("day", DAY_LABELS[step], DAY)
        note = Ask("note", "说明", hint="可以空着")
        found: Mapping[str, tuple[tuple[Ask, ...], Any]] = {
            "notice": (
                (day, deadline, Ask("requirement", "整改要求", LINES, "空着照问题逐项改好")),
                lambda a: rectifying.issue_notices(office, ids, a["deadline"], a["day"], a["requirement"]),
            ),
            "reply": (
                (day, Ask("said", "整改情况", LINES, "怎样改的")),
                lambda a: rectifying.reply(office, ids, a["day"], a["said"]),
            ),
            "recheck": (
                (
                    day,
                    Ask("failed", "不合格，要继续整改", CHECK),
                    Ask("deadline", "新的期限", value="5个工作日", when="failed"),
                    Ask("inspectors", "复查人"),
                    note,
                ),
                lambda a: rectifying.recheck(
                    office, ids, not a["failed"], a["day"], a["inspectors"], a["deadline"], a["note"]
                ),
            ),
            "close": ((day, note), lambda a: rectifying.close(office, ids, a["day"], a["note"])),
            "extend": (
                (day, deadline, reason),
                lambda a: rectifying.extend(office, ids, a["deadline"], a["day"], a["reason"]),
            ),
            "on_the_spot": (
                (day, note),
                lambda a: rectifying.close(office, ids, a["day"], a["note"], on_the_spot=True),
            ),
            "void": ((reason,), lambda a: rectifying.void(office, ids, a["reason"])),
        }
        return found[step]

    # 数目

    def _board(self) -> dict[str, list[str]]:
        """逾期、快到期、待复查……各是哪几条。"""
        today = self.office.today()
        found: dict[str, list[str]] = {name: [] for name in BOARD}
        for one in self.master.table.all():
            if is_overdue(one.state, one.deadline, today):
                found["overdue"].append(one.id)
            elif one.state == "noticed" and one.deadline is not None and self._is_soon(one.deadline):
                found["soon"].append(one.id)
            if one.state in found:
                found[one.state].append(one.id)
        return found

    def _is_soon(self, deadline: date) -> bool:
        return (deadline - self.office.today()).days <= self._soon

    def _count(self) -> None:
        board = self._board()
        for name, made in self.groups.items():
            count = len(board[name]) if name in board else self.master.table.count()
            made.setText(f"{self._group(name)} {count}")
            made.setEnabled(count > 0)

    def _group(self, name: str) -> str:
        return f"{self._soon}天内到期" if name == "soon" else BOARD.get(name, ("全部", ""))[0]

    def _only(self, name: str) -> None:
        if name == "all":
            self.master.clear_filters()
        else:
            self.master.show_records(self._board()[name], self._group(name))

    def _decorated(self, row: int, column: int) -> tuple[str, str] | None:
        """整改状态一栏：逾期的写明几天、标红。"""
        model = self.master.model
        if model.paths[column] != "state":
            return None
        state = model.value(row, column)
        label = RECTIFICATION_STATES.label(state)
        if state != "noticed":
            return label, STATE_COLOURS.get(state, COLOURS["text"])
        deadline = self._deadline(row)
        if deadline is None:
            return label, COLOURS["text"]
        today = self.office.today()
        near = AMBER if self._is_soon(deadline) else COLOURS["text"]
        colour = RED if is_overdue(state, deadline, today) else near
        return f"{label}，{standing_words(state, deadline, today)}", colour

    def _deadline(self, row: int) -> date | None:
        """这一行的期限；那一栏藏起来了才去登记里取。"""
        model = self.master.model
        if "deadline" in model.paths:
            shown: date | None = model.value(row, model.paths.index("deadline"))
            return shown
        record_id = model.record_id(row)
        one = self.master.table.get(record_id) if record_id else None
        return one.deadline if one is not None else None

    # 摆放

    def _step_bar(self) -> QToolBar:
        """各步的按钮，单独一条：和登记表自己的按钮摆在一起，窄的屏幕上放不下。"""
        tools = QToolBar()
        for name in (*MAIN, *MORE):
            action = QAction(LABELS[name], self)
            action.triggered.connect(lambda _=False, step=name: self.take(step))
            self.step_actions[name] = action
            if name in MAIN:
                tools.addAction(action)
        more = QToolButton()
        more.setText("更多")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self.step_actions[name] for name in MORE])
        more.setMenu(menu)
        tools.addWidget(more)
        return tools

    def _add_board(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 0)
        row.setSpacing(6)
        for name in (*BOARD, "all"):
            made = button("")
            colour = BOARD.get(name, ("", ""))[1]
            if colour:
                made.setStyleSheet(f"color: {colour};")
            made.setAccessibleName(f"只看{self._group(name)}")
            made.clicked.connect(lambda _=False, group=name: self._only(group))
            self.groups[name] = made
            row.addWidget(made)
        row.addSpacing(16)
        row.addWidget(self._step_bar())
        row.addStretch()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        at = self.split.indexOf(self.master)
        box.addWidget(self.master)
        self.split.insertWidget(at, holder)
        self.split.setStretchFactor(0, 3)
        self._count()


BOARD: dict[str, tuple[str, str]] = {
    "overdue": ("逾期", RED),
    "soon": ("快要到期", AMBER),
    "found": ("待发通知", AMBER),
    "replied": ("待复查", BLUE),
    "passed": ("待销号", BLUE),
    "closed": ("已销号", GREEN),
}
