"""成批修改：选一栏、填一个值，看过每一行改前改后再改。"""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Register
from miaopu_desk.services.batch_editing import BatchPlan, batch_columns, do_batch, plan_batch
from miaopu_desk.services.office import Office
from miaopu_desk.ui.batch_preview import preview_table, show_plan
from miaopu_desk.ui.dialogs.frame import button, framed
from miaopu_desk.ui.editors import editor_for


class BatchEditDialog(QDialog):
    """written 给出做完以后的一句话；fixed 是上级定了的栏目，不在这里改；at 是先选好的栏目（光标所在的那一栏）。"""

    written = Signal(str)

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        ids: Sequence[str],
        fixed: Collection[str] = (),
        parent: QWidget | None = None,
        *,
        at: str = "",
    ) -> None:
        super().__init__(parent)
        self.office, self.register, self.ids = office, register, list(ids)
        self.plan: BatchPlan | None = None
        self.look = button("看看改前改后")
        self.write = button("改", main=True)
        cancel = button("取消")
        content = framed(self, f"成批修改 {len(self.ids)} 条{register.noun}", self.look, self.write, cancel)
        self.columns = [each for each in batch_columns(register) if each.name not in fixed]
        self.choice = QComboBox()
        self.choice.setAccessibleName("改哪一栏")
        for each in self.columns:
            self.choice.addItem(each.label, each.name)
        self.choice.setCurrentIndex(max(self.choice.findData(at), 0))
        self.holder = QWidget()
        QVBoxLayout(self.holder).setContentsMargins(0, 0, 0, 0)
        rows = QFormLayout()
        rows.addRow("改哪一栏", self.choice)
        rows.addRow("都改成", self.holder)
        content.addLayout(rows)
        self.note = QLabel()
        self.note.setWordWrap(True)
        content.addWidget(self.note)
        self.table = preview_table()
        content.addWidget(self.table, 1)
        self.choice.currentIndexChanged.connect(lambda _: self._chosen())
        self.look.clicked.connect(self.preview)
        self.write.clicked.connect(self.commit)
        cancel.clicked.connect(self.reject)
        self.resize(780, 520)
        self._chosen()
        self.editor.setFocus()

    def preview(self) -> None:
        """列出改前改后；值本身读不懂的只说一次。"""
        value = self.editor.column.kind.read(self.editor.raw())
        if isinstance(value, Rejected):
            self._forget(value.message)
            self.editor.setFocus()
            return
        self.plan = plan_batch(self.office, self.register, self.ids, self.editor.column.name, self.editor.raw())
        self.note.setText(show_plan(self.table, self.plan))
        count = len(self.plan.changed)
        self.write.setText(f"改 {count} 行")
        self.write.setEnabled(count > 0)
        (self.write if count else self.look).setDefault(True)  # 回车先看，看过了再回车才改

    def commit(self) -> None:
        """照看过的写进去。"""
        if self.plan is None:
            return
        try:
            count = do_batch(self.office, self.plan)
        except KnownError as error:
            self._forget(str(error))
            return
        self.written.emit(f"已修改 {count} 条{self.register.noun}的{self.editor.column.label}，按 Ctrl+Z 可以恢复")
        self.accept()

    def _chosen(self) -> None:
        layout = self.holder.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        column = self.columns[self.choice.currentIndex()]
        self.editor = editor_for(column.kind, column, self.office)
        self.editor.edited.connect(lambda: self._forget(""))
        layout.addWidget(self.editor)
        self._forget("")

    def _forget(self, said: str) -> None:
        """换了栏目或值：看过的作废，要重新看。"""
        self.plan = None
        self.table.setModel(None)
        self.note.setText(said or "填好以后先看看改前改后；空着就是清空这一栏。")
        self.write.setText("改")
        self.write.setEnabled(False)
        self.look.setDefault(True)
