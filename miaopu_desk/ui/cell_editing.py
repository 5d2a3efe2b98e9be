"""在格子里改：打字、F2 开始，回车、Tab、上下键保存并走开，Esc 放弃；不收的留在格子里说明原因，一个字不丢。"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.problems import Problem
from miaopu_desk.ui.cell_editors import cell_editor, fits_a_cell
from miaopu_desk.ui.cell_hint import CellHint
from miaopu_desk.ui.day_editor import DayEditor
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.form_hints import twin_of, while_typing
from miaopu_desk.ui.option_editor import OptionLine
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.theme import look_wrong

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
IN_THE_FORM = "（几栏要一起改的，按 Esc 后双击这一行，在表单里改）"
_STEPS = {
    Key.Key_Return: (1, 0),
    Key.Key_Enter: (1, 0),
    Key.Key_Down: (1, 0),
    Key.Key_Up: (-1, 0),
    Key.Key_Tab: (0, 1),
    Key.Key_Backtab: (0, -1),
}


class CellEditing(QStyledItemDelegate):
    """一张列表同时只改一格。"""

    def __init__(self, tab: "RegisterTab") -> None:
        super().__init__(tab.grid)
        self.tab = tab
        self.editor: Editor | None = None
        self.refused = ""
        self._record: Any = None
        self._place = QPersistentModelIndex()
        self._busy = False
        self._composing = False  # 输入法里还有没上屏的字
        self._room = tab.hint_room()
        self.hint = CellHint(self._room)

    # 能不能改

    def why_not(self, row: int, section: int) -> str:
        """这一格不能就地改的原因；能改为空串。"""
        tab = self.tab
        path = tab.model.paths[section]
        if "edit" not in tab.actions_:
            return f"{tab.register.title}的内容不在这里改"
        column = tab.model.columns[section]
        if "." in path:
            return f"{column.label}是从别的登记表带来的，请到那张表里改"
        if path in (tab.parent_filter or {}):
            return f"{column.label}由上面选定，不在这里改"
        if column.kind.sealed:
            return f"{column.label}不公开：请双击，在表单里填"
        if path in tab.closed:
            return tab.closed[path]
        if path in tab.fixed:
            return f"{column.label}入账以后不能改，请用“更正”"
        if not fits_a_cell(column):
            return f"{column.label}请双击，在表单里改"
        if column.kind.secret and not tab.model.revealed and tab.model.value(row, section) is not None:
            return "号码打着码：请双击在表单里改，或先按“显示完整号码”"
        return ""

    def can_edit(self, row: int, section: int) -> bool:
        """这一格能就地改。"""
        return not self.why_not(row, section)

    # 开始和结束

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:  # type: ignore[override]
        if self.editor is not None:  # 上一格还没有改好
            self.editor.setFocus()
            return None
        record_id = self.tab.model.record_id(index.row())
        record = self.tab.table.get(record_id) if record_id else None
        if record is None:
            self.tab._say("这一行刚刚删除了，不能再改")
            return None
        column = self.tab.model.columns[index.column()]
        editor = cell_editor(column, self.tab.office)
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # 输入法上屏以后焦点才交得过来
        editor.setProperty("cell", True)
        editor.widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)  # 行放大了也填满
        editor.set_value(getattr(record, column.name))
        editor.widget.installEventFilter(self)
        editor.edited.connect(self._edited)
        self.editor, self.refused, self._composing = editor, "", False
        self._record, self._place = record, QPersistentModelIndex(index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor, self.refused, self._record = None, "", None
            self.hint.hide()
            self.tab.cell_closed()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """放进去的值在打开时定下，别处有变化也不动正在填的字；只有输入法里的字没有上屏就取消了，才放回原值。"""
        if editor is self.editor and self._composing:
            self._composing = False
            self.editor.set_value(getattr(self._record, self.editor.column.name))
            field: Any = self.editor.widget
            field.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        self.keep()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QRect(option.rect)
        least = editor.minimumSizeHint().width()
        if isinstance(editor, DayEditor):  # 月历的按钮占了地方，十个字的日期也要看得全
            least = editor.fontMetrics().horizontalAdvance("2021-12-31") + 50
        cell.setWidth(max(cell.width(), min(least, self.tab.grid.viewport().width())))
        editor.setGeometry(cell)
        self._show_hint()

    def holds(self, editor: QWidget) -> bool:
        """这一格填的没有收，不许关。"""
        return editor is self.editor and bool(self.refused)

    def keep(self) -> bool:
        """保存正在填的一格；没有在填、没有改、保存成了都为真。不收的说明原因，格子还开着。"""
        editor, record = self.editor, self._record
        if editor is None or self._busy:
            return True
        if isinstance(editor.widget, OptionLine):
            editor.widget.settle()
        raw, column = editor.raw(), editor.column
        value = column.kind.read(raw)
        if not isinstance(value, Rejected) and value == getattr(record, column.name):
            self._refuse([])
            return True
        self._busy = True
        try:
            problems = self.tab.save_cell(record, column.name, raw)
        finally:
            self._busy = False
        self._refuse(problems)
        return not problems

    def tell(self, reason: str) -> None:
        """说明正在填的一格为什么不收；改了字就不再说。"""
        if self.editor is not None:
            self._refuse([Problem("", reason)])

    def drop(self) -> None:
        """放弃正在填的一格。"""
        if self.editor is not None:
            self._refuse([])
            self.tab.grid.closeEditor(self.editor, self.EndEditHint.RevertModelCache)

    # 键盘和焦点

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = self.editor
        if editor is not None and watched is editor and isinstance(event, QInputMethodEvent):
            # 列表把输入法的事件交给外框，字要填进里面那一行
            # 取消也是一个空的事件，那时要靠它记得刚才在拼
            self._composing = bool(event.preeditString()) or (self._composing and not event.commitString())
            QApplication.sendEvent(editor.widget, event)
            return True
        if editor is None or watched is not editor.widget:
            return False
        asked = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and asked in (Key.Key_Escape, *_STEPS):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(editor, event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            reason = Qt.FocusReason
            if event.reason() not in (reason.PopupFocusReason, reason.ActiveWindowFocusReason):
                QTimer.singleShot(0, self, self._left)
        return False

    def _key(self, editor: Editor, event: QKeyEvent) -> bool:
        key = Key(event.key())
        listed = isinstance(editor.widget, RecordPicker | OptionLine) and editor.widget.list.isVisible()
        if key == Key.Key_Escape and not listed:
            self.drop()
            return True
        if key not in _STEPS or event.modifiers() & ~_HARMLESS:
            return False
        if listed and (key in (Key.Key_Up, Key.Key_Down) or isinstance(editor.widget, RecordPicker)):
            return False  # 单子里上下走；找人的单子回车先选中那一位
        self._finish(*_STEPS[key])
        return True

    def _finish(self, down: int, right: int) -> None:
        editor = self.editor
        if editor is not None and self.keep():
            grid = self.tab.grid
            grid.closeEditor(editor, self.EndEditHint.NoHint)
            grid.setFocus()
            grid.step(down, right)

    def _left(self) -> None:
        """焦点走开了：能收就收；不能收，走到别的格子的叫回来，走到别处的由它去，格子还开着。"""
        editor = self.editor
        if editor is None or editor.widget.hasFocus():
            return
        if self.keep():
            self.tab.grid.closeEditor(editor, self.EndEditHint.NoHint)
        elif self.tab.grid.hasFocus():
            self.call_back()

    def call_back(self) -> None:
        """回到没有收的那一格。"""
        if self.editor is not None:
            if self._place.isValid():
                self.tab.grid.setCurrentIndex(self.tab.model.index(self._place.row(), self._place.column()))
            self.editor.setFocus()

    # 说话

    def _edited(self) -> None:
        self.refused = ""
        self._show_hint()

    def _refuse(self, problems: list[Problem]) -> None:
        if self.editor is None:
            return
        label = self.editor.column.label
        own = [each.message for each in problems if each.column in (label, "")]
        others = [str(each) for each in problems if each.column not in (label, "")]
        before, self.refused = self.refused, "；".join(own + others) + (IN_THE_FORM if others else "")
        if self.refused:
            self.tab._say(f"没有保存：{self.refused}")
        elif before:
            self.tab._say("")  # 改好了、放弃了，状态栏里不再留着
        self._show_hint()

    def _show_hint(self) -> None:
        editor = self.editor
        if editor is None or not self._place.isValid():
            return
        note = self.refused or while_typing(self.tab.office, editor.column, editor.raw()) or editor.note()
        if not note:
            value = editor.column.kind.read(editor.raw())
            if not isinstance(value, Rejected) and value is not None:
                note = twin_of(self.tab.office, self.tab.register, self._record, editor.column, value)
        room = self._room
        place = (
            QRect(editor.mapTo(room, QPoint(0, 0)), editor.size()) if room.isAncestorOf(editor) else editor.geometry()
        )
        self.hint.say(note, place, bool(self.refused))
        look_wrong(editor.widget, bool(self.refused))
        editor.widget.setAccessibleDescription(note)


_HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
