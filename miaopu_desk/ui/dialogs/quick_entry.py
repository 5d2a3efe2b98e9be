"""快速登记：四格一行，回车到下一格，最后一格回车（或 Ctrl+回车）接着登记下一位；缺的资料以后按名单补。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QListWidget, QWidget

from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.duplicates import warn_while_typing
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office
from miaopu_desk.services.quick_entry import ASKED, add_quickly, incomplete
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.editors import editor_for
from miaopu_desk.ui.form_fields import Field

DELAY = 300  # 毫秒：停下打字这么久才查重


class QuickEntry(CarefulDialog):
    """登记一位就写一位，社区留着给下一位用；窗口一直开着。"""

    def __init__(self, office: Office, window: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_ = office, window
        self.added: list[str] = []
        self.next_button = button("登记，下一位", main=True)
        self.lacking_button = button("")
        close = button("关闭")
        content = framed(self, "快速登记", self.next_button, close, left=(self.lacking_button,))
        content.addWidget(sentence("姓名、社区，加上电话或身份证号就能先登记，其余的以后补。", quiet=True))
        form = QFormLayout()
        self.fields: dict[str, Field] = {}
        for name in ASKED:
            column = VOLUNTEERS.column(name)
            field = Field(column, editor_for(column.kind, column, office))
            field.editor.edited.connect(self._typing)
            self.fields[name] = field
            form.addRow(f"{column.label} *" if column.required else column.label, field)
        content.addLayout(form)
        self.note = sentence("")
        self.note.setProperty("note", True)
        content.addWidget(self.note)
        self.list = QListWidget()
        self.list.setAccessibleName("刚登记的")
        content.addWidget(self.list, 1)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.look)
        self._connect(close.clicked, self.close)
        self._connect(self.next_button.clicked, self.save_and_next)
        self._connect(self.lacking_button.clicked, self.show_lacking)
        self.next_button.setToolTip("最后一格按回车，或随时按 Ctrl+回车")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.save_and_next)
        self._count()
        for field in self.fields.values():
            field.editor.widget.installEventFilter(self)
        self.fields["name"].editor.setFocus()
        self.resize(480, 520)

    def raw(self) -> dict[str, object]:
        """填着的四格。"""
        return {name: field.editor.raw() for name, field in self.fields.items()}

    def look(self) -> None:
        """像已登记的哪一位，说一句；不拦。"""
        twins = warn_while_typing(self.office, self.raw())
        self.note.setText(twins[0].sentence() if twins else "")

    def save_and_next(self) -> None:
        """登记这一位；有问题写在各格下面，没有就清空接着来。"""
        self._timer.stop()
        saved = self._add()
        if isinstance(saved, list):
            self._show(saved)
            return
        self.added.append(saved.id)
        self.list.insertItem(0, f"{len(self.added)}　{describe(VOLUNTEERS, saved).strip('“”')}")
        for name, field in self.fields.items():
            if name != "community":
                field.editor.set_value(None)
            field.tell("")
        self.note.setText("")
        self._count()
        self.as_opened()
        self.window_.say(f"已登记“{saved.name}”")
        self.fields["name"].editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers()
        if not pressed or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            return super().eventFilter(watched, event)
        if watched is self.fields[ASKED[-1]].editor.widget:
            self.save_and_next()
        else:
            self.focusNextChild()
        return True

    def show_lacking(self) -> None:
        """关掉，列出还缺资料的人。"""
        ids = incomplete(self.office)
        self.close()
        self.window_.show_records(VOLUNTEERS.table, ids, "还缺资料的志愿者")

    def _add(self) -> Volunteer | list[Problem]:
        try:
            return add_quickly(self.office, self.raw())
        except KnownError as error:
            return [Problem("", str(error))]

    def _show(self, problems: list[Problem]) -> None:
        told = {field.column.label: field for field in self.fields.values()}
        for label, field in told.items():
            field.tell("；".join(each.message for each in problems if each.column == label))
        self.note.setText("；".join(str(each) for each in problems if each.column not in told))
        first = next((field for field in self.fields.values() if field.problem), None)
        if first is not None:
            first.editor.setFocus()

    def _count(self) -> None:
        count = len(incomplete(self.office))
        self.lacking_button.setText(f"还缺资料的 {count:,} 人…")
        self.lacking_button.setEnabled(count > 0)

    def _typing(self) -> None:
        self._timer.start()

    @staticmethod
    def _connect(signal: Any, do: Callable[[], object]) -> None:
        signal.connect(lambda _=False: do())
