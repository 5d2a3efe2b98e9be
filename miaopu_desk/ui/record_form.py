"""填一条记录的表单：两栏排开，哪里不对写在哪一格下面，只有保存才拦。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QScrollArea, QWidget

from miaopu_desk.domain.kinds import Ref, Rejected
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.assignment_warning import watch_assignments
from miaopu_desk.ui.attachment_strip import AttachmentStrip
from miaopu_desk.ui.dialogs.frame import button, framed
from miaopu_desk.ui.draft_keeping import DraftKeeping
from miaopu_desk.ui.fault_bar import FaultBar
from miaopu_desk.ui.form_fields import Field, lay_out_fields
from miaopu_desk.ui.form_hints import following, twin_of, while_typing
from miaopu_desk.ui.line_editors import SecretEditor
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.twin_warning import watch_twins

WIDTH = 820


class RecordForm(QDialog):
    """新增（record 为空）或修改一条；defaults 是上级带来的值，shut 是不在这里填的，都不能改；more 为真时可以接着填下一条。保存后发出 saved(id, 一句话)。"""

    saved = Signal(str, str)

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        record: Record | None = None,
        *,
        defaults: dict[str, Ref] | None = None,
        shut: Sequence[str] = (),
        revealed: bool = False,
        more: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.office, self.register, self.record = office, register, record
        self.defaults, self.shut = defaults or {}, shut
        self.revealed, self.more = revealed, more
        self._automatic: dict[str, Any] = {}
        self._build()
        self.fill()
        self.drafts = DraftKeeping(self)
        ready = QTimer(self, singleShot=True, interval=0)  # 归表单所有：还没响就关了的，不留住整张表单
        ready.timeout.connect(self._first_focus)
        ready.start()

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
        self.banner.tell("；".join(text for text in others if text))
        if first is not None:
            self.area.ensureWidgetVisible(first)
            first.editor.setFocus()

    # 一边填一边说

    def _edited(self, field: Field) -> None:
        field.touched = True
        self._dirty = True
        self._automatic.pop(field.column.name, None)
        field.tell("", while_typing(self.office, field.column, field.editor.raw()))
        self._follow(field)

    def _left(self, field: Field) -> None:
        if not field.touched:
            return
        value = field.column.kind.read(field.editor.raw())
        if isinstance(value, Rejected):
            field.tell(value.message)
        elif value is not None and (twin := self._twin(field, value)):
            field.tell(twin)
        elif not field.problem:
            field.tell("", while_typing(self.office, field.column, field.editor.raw()))

    def _twin(self, field: Field, value: Any) -> str:
        return twin_of(self.office, self.register, self.record, field.column, value)

    def _follow(self, source: Field) -> None:
        """别的栏目能由它推出来的（性别、出生日期），替人填上。"""
        values: dict[str, Any] = {}
        unread: set[str] = set()
        for name, field in self.fields.items():
            value = field.column.kind.read(field.editor.raw())
            if isinstance(value, Rejected):
                value, unread = None, unread | {name}  # 打到一半的不是空着，不替人盖掉
            values[name] = value
        for name, value in following(self.register, values, self._automatic, source.column.name).items():
            if name in unread:
                continue
            field = self.fields[name]
            field.editor.set_value(value)
            field.touched = True
            field.tell("")
            self._automatic[name] = value

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
        self.banner = FaultBar()
        content.addWidget(self.banner)
        body = QWidget()
        self.fields = lay_out_fields(body, self.register, self.office)
        for field in self.fields.values():
            self._listen(field)
        self.twins = watch_twins(self)
        self.clashes = watch_assignments(self)
        self.area = QScrollArea()
        self.area.setObjectName("plain")
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        content.addWidget(self.area, 1)
        if self.record is not None and self.register is not ATTACHMENTS:
            content.addWidget(AttachmentStrip(self.office, self.register, self.record.id))
        self.save_button.clicked.connect(self.save_and_close)
        self.next_button.clicked.connect(self.save_and_next)
        cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_and_next)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save_and_next)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_and_close)
        room = self.screen().availableGeometry()
        self.resize(min(WIDTH, room.width() - 40), min(body.sizeHint().height() + 96, room.height() - 60))

    def _listen(self, field: Field) -> None:
        field.editor.edited.connect(lambda: self._edited(field))
        field.editor.left.connect(lambda: self._left(field))
        fixed = self.register.fixed if self.record is not None else ()  # 入账以后不改的
        field.editor.setEnabled(field.column.name not in (*self.defaults, *self.shut, *fixed))
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
