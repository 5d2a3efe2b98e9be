"""一列的筛选：代码和所指的表勾选，日期和数字填起止，文字填包含什么。"""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.kinds import Choice, Choices, Day, Link, Number, Rejected, Scaled, YesNo
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition
from miaopu_desk.ui.dialogs.frame import wrong_note

MOST_LISTED = 200
Conditions = tuple[Condition, ...]
_VALUE = Qt.ItemDataRole.UserRole


def options_of(office: Office, column: Column) -> list[tuple[Any, str]] | None:
    """可以勾选的 (值, 名称)；不宜勾选的（文字、日期、太大的表）为空。"""
    kind = column.kind
    if isinstance(kind, Choice | Choices):
        return list(kind.codes.labels.items())
    if isinstance(kind, YesNo):
        return [(True, "是"), (False, "否")]
    if isinstance(kind, Link) and kind.target != "volunteers" and _is_small(office, kind):
        return [(ref.id, str(ref.name)) for ref in choices(office.database, kind)]
    return None


def _is_small(office: Office, kind: Link) -> bool:
    return office.keeper.table(REGISTERS[kind.target]).count() <= MOST_LISTED


def describe(office: Office, column: Column, conditions: Conditions) -> str:
    """一列的筛选写成一句话，例如 社区：东方里、(空着)。"""
    parts = []
    for each in conditions:
        if each.test == "is":
            names = dict(options_of(office, column) or [])
            parts.append("、".join("（空着）" if value is None else names.get(value, "…") for value in each.values))
        elif each.test == "contains":
            parts.append(f"含“{each.values[0]}”")
        elif each.test in ("from", "to"):
            shown = column.kind.show(each.values[0])
            parts.append(f"从{shown}" if each.test == "from" else f"到{shown}")
        else:
            parts.append("空着的" if each.test == "blank" else "不空的")
    return f"{column.label}：{' '.join(parts)}"


class FilterPopup(QFrame):
    """列头下面弹出的一小块；确定时给出这一列的全部条件（空为不筛选）。"""

    applied = Signal(object)
    sort_asked = Signal(bool)
    hide_asked = Signal()

    def __init__(self, office: Office, column: Column, path: str, current: Conditions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column, self.path = column, path
        self.options = options_of(office, column)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 10)
        box.setSpacing(8)
        box.addLayout(self._sorting())
        self.body = self._checklist(current) if self.options is not None else self._fields(current)
        box.addWidget(self.body)
        self.note = wrong_note()
        self.note.setVisible(False)
        box.addWidget(self.note)
        box.addLayout(self._buttons())
        self.setMinimumWidth(230)

    def open_at(self, corner: QPoint) -> None:
        """在屏幕的这一点弹出，不出屏幕右边和下边。"""
        self.adjustSize()
        room = self.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self._first.setFocus()

    def conditions(self) -> Conditions | None:
        """现在选定的条件；填得不对为空，并在下面说明。"""
        return self._checked() if self.options is not None else self._filled()

    def apply(self) -> None:
        """确定。"""
        found = self.conditions()
        if found is not None:
            self.applied.emit(found)
            self.close()

    def clear(self) -> None:
        """这一列不筛选。"""
        self.applied.emit(())
        self.close()

    # 勾选

    def _checklist(self, current: Conditions) -> QWidget:
        chosen = {value for each in current if each.test == "is" for value in each.values}
        self.list = QListWidget()
        self.list.setAccessibleName(f"{self.column.label}筛选")
        for value, name in [*(self.options or []), (None, "（空着）")]:
            item = QListWidgetItem(name, self.list)
            item.setData(_VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
        self.list.setFixedHeight(min(12, self.list.count()) * 26 + 6)
        self._first: QWidget = self.list
        return self.list

    def _checked(self) -> Conditions:
        items = [self.list.item(at) for at in range(self.list.count())]
        chosen = tuple(item.data(_VALUE) for item in items if item.checkState() == Qt.CheckState.Checked)
        return (Condition(self.path, "is", chosen),) if chosen else ()

    # 填写

    def _fields(self, current: Conditions) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        ranged = isinstance(self.column.kind, Day | Number | Scaled)
        wanted = (("from", "从"), ("to", "到")) if ranged else (("contains", "包含"),)
        self.edits: dict[str, QLineEdit] = {}
        for row, (test, label) in enumerate(wanted):
            edit = QLineEdit()
            edit.setAccessibleName(f"{self.column.label}{label}")
            found = next((each.values[0] for each in current if each.test == test), None)
            edit.setText("" if found is None else str(found) if test == "contains" else self.column.kind.show(found))
            edit.returnPressed.connect(self.apply)
            grid.addWidget(QLabel(label), row, 0)
            grid.addWidget(edit, row, 1)
            self.edits[test] = edit
        if isinstance(self.column.kind, Day):
            self.edits["from"].setPlaceholderText("如 2021-05-01")
        self.blank = QComboBox()
        self.blank.setAccessibleName(f"{self.column.label}空不空")
        for value, label in ((None, "空不空都要"), ("blank", "只要空着的"), ("filled", "只要不空的")):
            self.blank.addItem(label, value)
        self.blank.setCurrentIndex(max(0, self.blank.findData(next((e.test for e in current if not e.values), None))))
        grid.addWidget(self.blank, len(wanted), 0, 1, 2)
        self._first = next(iter(self.edits.values()))
        return body

    def _filled(self) -> Conditions | None:
        found: list[Condition] = []
        for test, edit in self.edits.items():
            text = edit.text().strip()
            if not text:
                continue
            value = text if test == "contains" else self.column.kind.read(text)
            if isinstance(value, Rejected):
                self.note.setText(value.message)
                self.note.setVisible(True)
                edit.setFocus()
                return None
            found.append(Condition(self.path, test, (value,)))
        if self.blank.currentData() is not None:
            found.append(Condition(self.path, self.blank.currentData()))
        return tuple(found)

    # 上下两排按钮

    def _sorting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for label, descending in (("升序", False), ("降序", True)):
            button = _link(label)
            button.clicked.connect(lambda _=False, way=descending: self._then(self.sort_asked, way))
            row.addWidget(button)
        row.addStretch()
        hide = _link("隐藏此栏")
        hide.clicked.connect(lambda: self._then(self.hide_asked))
        row.addWidget(hide)
        return row

    def _then(self, signal: Any, *values: object) -> None:
        signal.emit(*values)
        self.close()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        clear, done = QPushButton("清除"), QPushButton("确定")
        done.setProperty("main", True)
        clear.clicked.connect(self.clear)
        done.clicked.connect(self.apply)
        row.addWidget(clear)
        row.addStretch()
        row.addWidget(done)
        return row

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.apply()
            return True
        return super().event(event)


def _link(label: str) -> QToolButton:
    button = QToolButton()
    button.setText(label)
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
