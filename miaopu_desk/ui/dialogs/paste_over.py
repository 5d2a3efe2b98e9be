"""粘贴覆盖、向下填充以前的预览：每一格改前改后，确认才写。"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.batch_editing import BatchPlan, do_batch
from miaopu_desk.services.office import Office
from miaopu_desk.ui.batch_preview import preview_table, show_plan
from miaopu_desk.ui.dialogs.frame import button, framed


class PreviewDialog(QDialog):
    """列出 plan 里每一格改前改后；written 给出做完以后的一句话，done 是“已覆盖”这样的字。回车就是照着写。"""

    written = Signal(str)

    def __init__(
        self,
        office: Office,
        plan: BatchPlan,
        parent: QWidget | None,
        titles: tuple[str, str, str],
        left: tuple[QPushButton, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.office, self.plan = office, plan
        title, deed, self.done_word = titles
        count = len(plan.changed)
        self.write, cancel = button(f"{deed} {count} 行", main=True), button("取消")
        self.write.setEnabled(count > 0)
        content = framed(self, title, self.write, cancel, left=left, enter=self.write)
        self.note = QLabel()
        self.note.setWordWrap(True)
        content.addWidget(self.note)
        self.table = preview_table()
        content.addWidget(self.table, 1)
        self.note.setText(show_plan(self.table, plan))
        self.write.clicked.connect(self.commit)
        cancel.clicked.connect(self.reject)
        self.resize(780, 480)

    def commit(self) -> None:
        """照看过的写进去。"""
        try:
            count = do_batch(self.office, self.plan)
        except KnownError as error:
            self.note.setText(str(error))
            self.write.setEnabled(False)
            return
        self.written.emit(f"{self.done_word} {count} 行，按 Ctrl+Z 可以恢复")
        self.accept()


class PasteOverDialog(PreviewDialog):
    """粘贴覆盖；as_new 是改主意要粘贴为新行。"""

    as_new = Signal()

    def __init__(self, office: Office, plan: BatchPlan, parent: QWidget | None = None) -> None:
        append = button("粘贴为新行…")
        titles = (f"粘贴覆盖{plan.register.title}", "覆盖", "已覆盖")
        super().__init__(office, plan, parent, titles, (append,))
        append.clicked.connect(self._append)

    def _append(self) -> None:
        self.reject()
        self.as_new.emit()


class FillDownDialog(PreviewDialog):
    """照最上面一行往下填。"""

    def __init__(self, office: Office, plan: BatchPlan, parent: QWidget | None = None) -> None:
        super().__init__(office, plan, parent, (f"向下填充{plan.register.title}", "填", "已填"))
