"""表单里没有保存完的，每隔几秒留一份；保存了、放弃了就去掉，关窗口、死机都还在。"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.services.drafts import Draft, drop_draft, keep_draft
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.line_editors import SecretEditor
from miaopu_desk.ui.people_search import RecordPicker

if TYPE_CHECKING:
    from miaopu_desk.ui.record_form import RecordForm

EVERY = 3000  # 毫秒


class DraftKeeping(QObject):
    """看着一个表单。"""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form)
        self.kept = ""  # 留着的那份是哪一条的；没有留为空
        self.timer = QTimer(self, singleShot=True, interval=EVERY)
        self.timer.timeout.connect(self.keep)
        for field in form.fields.values():
            field.editor.edited.connect(self._edited)
        form.saved.connect(lambda *_: self.drop())
        form.rejected.connect(self.drop)
        window = form.parentWidget()
        if window is not None:
            window.window().installEventFilter(self)

    @property
    def form(self) -> "RecordForm":
        """所在的表单；不另存一份，免得关了的表单收不回去。"""
        form: RecordForm = self.parent()  # type: ignore[assignment]
        return form

    def keep(self) -> None:
        """现在留一份；磁盘满了这类事留到保存时说，不打断人填。"""
        form = self.form
        self.timer.stop()
        if not form._dirty:
            return
        record = form.record
        filled = {name: field.editor.raw() for name, field in form.fields.items() if field.touched}
        try:
            keep_draft(form.office, form.register, record.id if record else "", record.rev if record else 0, filled)
        except KnownError:
            return
        self.kept = _key(form)

    def drop(self) -> None:
        """保存了或者放弃了。"""
        self.timer.stop()
        if self.kept:
            self.kept = ""
            drop_draft(self.form.office, self.form.register, self.form.record.id if self.form.record else "")

    def take(self, draft: Draft) -> None:
        """把上次没有保存完的放回各格。"""
        form = self.form
        for name, raw in draft.filled.items():
            field = form.fields[name]
            if field.editor.isEnabled():
                put_back(field.editor, raw)
                field.touched = True
                field.tell("")
        form._dirty = True
        self.kept = _key(form)
        if form.record is not None and form.record.rev != draft.rev:
            form.show_problems([Problem("", "上次填到一半以后，这条记录又改过；下面是上次填的，请核对再保存")])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and self.form.isVisible():
            self.keep()
        return False

    def _edited(self) -> None:
        if not self.timer.isActive():
            self.timer.start()


def put_back(editor: Editor, raw: object) -> None:
    """把当时填的放回编辑框：选好的值照值放，打到一半的字照字放。"""
    if isinstance(editor, SecretEditor):
        editor.line.setReadOnly(False)
        editor.button.setVisible(False)
    if isinstance(editor.widget, RecordPicker) and isinstance(raw, Ref) and not raw.id:
        editor.widget.setText(raw.name)
    elif isinstance(raw, str) and isinstance(editor.widget, QLineEdit):
        editor.widget.setText(raw)
    else:
        editor.set_value(raw)


def _key(form: "RecordForm") -> str:
    return f"{form.register.table}/{form.record.id if form.record else ''}"
