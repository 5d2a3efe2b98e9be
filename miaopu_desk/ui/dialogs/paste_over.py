"""粘贴覆盖以前的预览：每一格改前改后，确认才写。"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.batch_editing import BatchPlan, do_batch
from miaopu_desk.services.office import Office
from miaopu_desk.ui.batch_preview import preview_table, show_plan
from miaopu_desk.ui.dialogs.frame import button, framed


class PasteOverDialog(QDialog):
    """written 给出做完以后的一句话；as_new 是改主意要粘贴为新行。"""

    written = Signal(str)
    as_new = Signal()

    def __init__(self, office: Office, plan: BatchPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.plan = office, plan
        count = len(plan.changed)
        self.write = button(f"覆盖 {count} 行", main=True)
        self.write.setEnabled(count > 0)
        append, cancel = button("粘贴为新行…"), button("取消")
        content = framed(self, f"粘贴覆盖{plan.register.title}", self.write, cancel, left=(append,))
        self.note = QLabel()
        self.note.setWordWrap(True)
        content.addWidget(self.note)
        self.table = preview_table()
        content.addWidget(self.table, 1)
        self.note.setText(show_plan(self.table, plan))
        self.write.clicked.connect(self.commit)
        append.clicked.connect(self._append)
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
        self.written.emit(f"已覆盖 {count} 行，按 Ctrl+Z 可以恢复")
        self.accept()

    def _append(self) -> None:
        self.reject()
        self.as_new.emit()
