"""填一条记录的表单：两栏排开，哪里不对写在哪一格下面，只有保存才拦。"""

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from miaopu_desk.domain.codes import SEX
from miaopu_desk.domain.id_number import age_on, born_on, sex_of
from miaopu_desk.domain.kinds import Choices, IdNumber, Ref, Rejected, Text
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.register import Column, Record, Register
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed
from miaopu_desk.ui.editors import Editor, SecretEditor, editor_for
from miaopu_desk.ui.form_groups import grouped
from miaopu_desk.ui.people_search import RecordPicker

WIDTH = 820


class Field(QWidget):
    """一格：编辑框，下面一行小字（提示，或者红字的问题）。"""

    def __init__(self, column: Column, editor: Editor) -> None:
        super().__init__()
        self.column, self.editor = column, editor
        self.touched = False
        self.problem = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(editor)
        self.small = QLabel()
        self.small.setTextFormat(Qt.TextFormat.PlainText)
        self.small.setProperty("note", True)
        self.small.setWordWrap(True)
        self.small.setMinimumHeight(16)
        box.addWidget(self.small)
        self.tell("")

    def tell(self, problem: str, note: str = "") -> None:
        """写问题（红字）；没有问题写提示。"""
        self.problem = problem
        self.small.setText(problem or note or self.editor.note() or self.column.hint)
        for widget in (self.small, self.editor.widget):
            if widget.property("wrong") != bool(problem):
                widget.setProperty("wrong", bool(problem))
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self.editor.widget.setAccessibleDescription(problem or self.column.hint)


class RecordForm(QDialog):
    """新增（record 为空）或修改一条；defaults 是上级带来的值，不能改；more 为真时可以接着填下一条。保存后发出 saved(id, 一句话)。"""

    saved = Signal(str, str)

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        record: Record | None = None,
        *,
        defaults: dict[str, Ref] | None = None,
        revealed: bool = False,
        more: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.office, self.register, self.record = office, register, record
        self.defaults = defaults or {}
        self.revealed, self.more = revealed, more
        self.fields: dict[str, Field] = {}
        self._automatic: dict[str, Any] = {}
        self._build()
        self.fill()
        QTimer.singleShot(0, self, self._first_focus)

    # 填入和取出

    def fill(self) -> None:
        """把记录（或新记录的初值）放进各格。"""
        initial = {**self.register.initial(self.office.today()), **self.defaults}
        for name, field in self.fields.items():
            value = getattr(self.record, name) if self.record is not None else initial.get(name)
            if isinstance(field.editor, SecretEditor) and value is not None and not self.revealed:
                field.editor.cover(value)
            else:
                field.editor.set_value(value)
            field.touched = self.record is None and value is not None
            field.tell("")
        self._automatic.clear()
        self.banner.setVisible(False)
        self._dirty = False

    def raw(self) -> dict[str, object]:
        """要交上去的各栏：新增时全部，修改时只交动过的，没动的不去碰。"""
        if self.record is None:
            return {name: field.editor.raw() for name, field in self.fields.items()}
        return {name: field.editor.raw() for name, field in self.fields.items() if field.touched}

    # 保存

    def save(self) -> bool:
        """保存；有问题全部写在各格下面，光标到第一处。"""
        try:
            saved = self._keep()
        except KnownError as error:
            self.show_problems([Problem("", str(error))])
            return False
        if isinstance(saved, list):
            self.show_problems(saved)
            return False
        naming = self.register.column(self.register.name_by)
        shown = naming.kind.show(getattr(saved, naming.name))
        what = "已新增" if self.record is None else "已保存"
        self._dirty = False
        self.saved.emit(saved.id, f"{what}{self.register.noun}“{shown}”")
        return True

    def _keep(self) -> Any:
        keeper = self.office.keeper
        if self.record is None:
            return keeper.add(self.register, self.raw())
        return keeper.change(self.register, self.record.id, self.raw(), self.record.rev)

    def save_and_close(self) -> None:
        """保存，成了就关。"""
        if self.save():
            self.accept()

    def save_and_next(self) -> None:
        """保存，成了就清空接着填下一条；上级和日期这类初值还在。"""
        if not self.next_button.isVisible():
            self.save_and_close()
        elif self.save():
            self.record = None
            self.fill()
            self._retitle()
            self._first_focus()

    def show_problems(self, problems: list[Problem]) -> None:
        """每个问题写到它那一格；哪一格都不是的写在最上面。"""
        by_label: dict[str, list[str]] = {}
        for problem in problems:
            by_label.setdefault(problem.column, []).append(problem.message)
        first = None
        for field in self.fields.values():
            told = "；".join(by_label.pop(field.column.label, []))
            field.tell(told)
            if told and first is None:
                first = field
        others = [text for messages_ in by_label.values() for text in messages_]
        if first is not None and not others:
            others = [f"有 {len(problems)} 处要改，见红字" if len(problems) > 1 else ""]
        self.banner.setText("；".join(text for text in others if text))
        self.banner.setVisible(bool(self.banner.text()))
        if first is not None:
            self.area.ensureWidgetVisible(first)
            first.editor.setFocus()

    # 一边填一边说

    def _edited(self, field: Field) -> None:
        field.touched = True
        self._dirty = True
        self._automatic.pop(field.column.name, None)
        field.tell("", self._live_note(field))
        self._follow(field)

    def _left(self, field: Field) -> None:
        if not field.touched:
            return
        value = field.column.kind.read(field.editor.raw())
        if isinstance(value, Rejected):
            field.tell(value.message)
        elif value is not None and (twin := self._twin(field.column, value)):
            field.tell(twin)
        elif not field.problem:
            field.tell("", self._live_note(field))

    def _twin(self, column: Column, value: Any) -> str:
        if not column.unique:
            return ""
        for other in self.office.keeper.table(self.register).find(column.name, column.kind.to_db(value)):
            if self.record is None or other.id != self.record.id:
                return f"与已有的{self.register.noun}{describe(self.register, other)}相同，请核对"
        return ""

    def _live_note(self, field: Field) -> str:
        if not isinstance(field.column.kind, IdNumber):
            return ""
        text = str(field.editor.raw()).strip()
        number = field.column.kind.read(text)
        if not isinstance(number, str):
            return f"已填 {len(text)} 位" if text else ""
        birth, sex = born_on(number), sex_of(number)
        if birth is None or sex is None:
            return ""
        return f"{SEX.label(sex)}　{birth.isoformat()}　{age_on(birth, self.office.today())}岁"

    def _follow(self, source: Field) -> None:
        """别的栏目能由它推出来的（性别、出生日期），空着或是上次推的，就替人填上。"""
        values = {}
        for name, field in self.fields.items():
            value = field.column.kind.read(field.editor.raw())
            values[name] = None if isinstance(value, Rejected) else value
        for name, field in self.fields.items():
            follows = field.column.follows
            if follows is None or field is source:
                continue
            if values[name] is None or self._automatic.get(name) == values[name]:
                found = follows(SimpleNamespace(**values))
                if found is not None and found != values[name]:
                    field.editor.set_value(found)
                    field.touched = True
                    field.tell("")
                    self._automatic[name] = found

    # 摆放

    def _build(self) -> None:
        self.save_button = button("保存", main=True)
        self.next_button = button("保存并新增")
        cancel = button("取消")
        content = framed(self, "", self.save_button, self.next_button, cancel)
        self._retitle()
        self.next_button.setVisible(self.record is None and self.more)
        self.next_button.setToolTip("保存，接着填下一条（Ctrl+回车）")
        self.save_button.setToolTip("保存并关闭（Ctrl+S）")
        self.banner = QLabel()
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        self.banner.setProperty("banner", True)
        self.banner.setWordWrap(True)
        self.banner.setVisible(False)
        content.addWidget(self.banner)
        body = QWidget()
        self._fields_into(body)
        self.area = QScrollArea()
        self.area.setObjectName("plain")
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        content.addWidget(self.area, 1)
        self.save_button.clicked.connect(self.save_and_close)
        self.next_button.clicked.connect(self.save_and_next)
        cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_and_next)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save_and_next)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_and_close)
        room = self.screen().availableGeometry()
        self.resize(min(WIDTH, room.width() - 40), min(body.sizeHint().height() + 96, room.height() - 60))

    def _fields_into(self, body: QWidget) -> None:
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        row = 0
        for title, columns in grouped(self.register):
            if title:
                label = QLabel(title)
                label.setProperty("group", True)
                grid.addWidget(label, row, 0, 1, 4)
                row += 1
            side = 0
            for column in columns:
                whole = spans(column)
                if whole and side:
                    row, side = row + 1, 0
                self._place(grid, column, row, side, whole)
                side = 2 if not whole and side == 0 else 0
                row += 0 if side else 1
            row += 1 if side else 0
        grid.setRowStretch(row, 1)

    def _place(self, grid: QGridLayout, column: Column, row: int, side: int, whole: bool) -> None:
        field = Field(column, editor_for(column.kind, column, self.office))
        self.fields[column.name] = field
        label = QLabel(f"{column.label} *" if column.required else column.label)
        label.setMinimumHeight(26)
        if column.name not in self.defaults:
            label.setBuddy(field.editor.widget)
        right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label, row, side, right_top)
        grid.addWidget(field, row, side + 1, 1, 3 if whole else 1, Qt.AlignmentFlag.AlignTop)
        field.editor.edited.connect(lambda: self._edited(field))
        field.editor.left.connect(lambda: self._left(field))
        field.editor.setEnabled(column.name not in self.defaults)
        for widget in (field.editor.widget, *field.editor.findChildren(QWidget)):
            widget.installEventFilter(self)

    def _retitle(self) -> None:
        noun = self.register.noun
        self.setWindowTitle(f"新增{noun}" if self.record is None else f"修改{noun}")

    def _first_focus(self) -> None:
        for field in self.fields.values():
            if field.editor.isEnabled():
                field.editor.setFocus()
                return

    # 键盘

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _plain_return(event) and not isinstance(watched, QPlainTextEdit) and not _choosing(watched):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # 回车只走到下一格，从不误按按钮
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc 和取消：改过的先问一句。"""
        if self._dirty and not messages.confirm(self, "还没有保存", "填写的内容还没有保存，要放弃吗？", "放弃"):
            return
        super().reject()


def _plain_return(event: QEvent) -> bool:
    pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers()
    return pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)  # type: ignore[attr-defined]


def _choosing(watched: QObject) -> bool:
    """找人的单子开着时，回车是选中那一条。"""
    return isinstance(watched, RecordPicker) and watched.list.isVisible()


def spans(column: Column) -> bool:
    """这一栏占整行。"""
    kind = column.kind
    return (isinstance(kind, Text) and kind.lines) or isinstance(kind, Choices)
