"""导入：选文件或粘贴、核对对照、看预览、就地改、确认才写；写完可以一次撤销。"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Register
from miaopu_desk.services.importing import STATES, ImportPlan, PlannedRow, again, plan_import, plan_paste, remap
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.dialogs.frame import acting, told
from miaopu_desk.ui.fault_bar import FaultBar
from miaopu_desk.ui.import_adding import AddMissing
from miaopu_desk.ui.import_mapping import MappingStrip
from miaopu_desk.ui.import_plan_model import PlanModel
from miaopu_desk.ui.import_plan_table import PlanTable
from miaopu_desk.ui.import_reading import PlanReading
from miaopu_desk.ui.import_source import SourceRow
from miaopu_desk.ui.import_states import StateButtons
from miaopu_desk.ui.import_writing import WritingRow
from miaopu_desk.ui.jobs import Progress


class ImportDialog(QDialog):
    """一次导入；path 是选好或拖进来的文件，pasted 是从 WPS 或 Excel 复制来的一块，窗口一出来就读。

    确认之前什么也不写。
    """

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        path: Path | None = None,
        parent: QWidget | None = None,
        *,
        pasted: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.register = register
        self.path: Path | None = None
        self._first = path
        self._pasted = pasted
        self.plan: ImportPlan | None = None
        self.model = PlanModel()
        self.model.mend = self.mend
        self.reading = PlanReading(office, self)
        self.setWindowTitle(f"导入{register.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setSizeGripEnabled(True)
        self._build()
        self._connect()
        self._show_plan(None)
        screen = self.screen().availableGeometry()
        self.resize(min(1240, screen.width() - 60), min(760, screen.height() - 80))

    # 搭起来

    def _build(self) -> None:
        self.source = SourceRow(self.office, self.register, self)
        self.fault = FaultBar()
        self.notes = told("导入说明")
        self.mapping = MappingStrip(self.register)
        self.states = StateButtons()
        tip = "看过了：这一行和已登记的不是同一位，照样新增"
        self.accept_button = acting("照收（是另一位）", self.accept_row, tip)
        self.accept_button.setVisible(False)
        self.add_button = AddMissing(self.office, self.register, self)
        above = QHBoxLayout()
        above.addWidget(self.states)
        above.addStretch()
        above.addWidget(self.add_button)
        above.addWidget(self.accept_button)
        self.table = PlanTable(self.model)
        self.writing = WritingRow(self.office, self)
        layout = QVBoxLayout(self)
        for each in (self.source, self.fault, self.notes, self.mapping):
            layout.addWidget(each)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.table.why)
        layout.addWidget(self.writing)

    def _connect(self) -> None:
        self.source.file_chosen.connect(self.read_file)
        self.source.pasted.connect(self.read_pasted)
        self.source.narrowed.connect(self._read_again)
        self.source.said.connect(self.writing.summary.setText)
        self.source.failed.connect(self.fault.tell)
        self.reading.planned.connect(self._show_plan)
        self.reading.failed.connect(self._explain)
        self.reading.ended.connect(self._ended)
        self.mapping.corrected.connect(self.correct)
        self.states.chosen.connect(self.show_state)
        self.table.restore_asked.connect(self.restore)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer_accept())
        self.model.modelReset.connect(self._offer_accept)
        self.add_button.added.connect(self._look_again)
        self.add_button.failed.connect(self.fault.tell)
        self.writing.written.connect(self._between)
        self.writing.failed.connect(self.fault.tell)

    # 读

    def read_file(self, path: Path) -> None:
        """读一个文件，做出计划给人看；上一个文件写进去的不受影响。"""
        if not self._may_leave():
            return
        same = path == self.path
        self.path, self._pasted = path, None
        self._read_new(same)

    def read_pasted(self, text: str) -> None:
        """读入复制来的一块文字，做出计划给人看。"""
        if not self._may_leave():
            return
        self.path, self._pasted = None, text
        self._read_new(False)

    def correct(self, sheet: str, column: int, field: str | None) -> None:
        """一列改读作另一栏，马上重新做计划。"""
        old = self.plan
        if old is None or self.writing.batch is not None:
            return

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return remap(office, old, sheet, column, field, progress=progress)

        self.writing.summary.setText("正在照改过的对照重新看……")
        self.reading.start("正在照改过的对照重新看", plan)

    def _read_new(self, same_file: bool) -> None:
        self.writing.batch = None
        self.source.start_over(same_file)  # 上一个文件是哪个社区交的，和下一个没有关系
        self._between(False)
        self._read()

    def _read_again(self) -> None:
        if (self.path is not None or self._pasted is not None) and self.writing.batch is None:
            self._read()

    def _read(self) -> None:
        self._show_plan(None)
        if self.path is None:
            self._read_clipboard(self.source.community.currentData())
        else:
            self._read_path(self.path, self.source.sheet.currentData(), self.source.community.currentData())

    def _read_path(self, path: Path, sheet: str | None, community: str | None) -> None:
        self.source.show_name(path.name, str(path))
        self.writing.summary.setText("正在读文件……")

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return plan_import(office, self.register, path, sheet=sheet, community=community, progress=progress)

        self.reading.start(f"正在读“{path.name}”", plan)

    def _read_clipboard(self, community: str | None) -> None:
        text = self._pasted
        assert text is not None
        self.source.show_name("粘贴的内容", "")

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return plan_paste(office, self.register, text, community=community)

        self.reading.start("正在读粘贴的内容", plan)

    def _ended(self) -> None:
        if self.plan is None and not self.fault.isVisibleTo(self):
            self.writing.summary.setText("已取消，什么也没有写。可以另选文件。")

    def _explain(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self.reading.jobs.explain("导入", error)
            return
        self._show_plan(None)
        self.fault.tell(str(error))
        self.writing.summary.setText("没有读进来，什么也没有写。")

    # 就地改

    def mend(self, row: PlannedRow, field: str, text: str) -> None:
        """把预览里的一格改成 text，马上照各条规则重看。"""
        from miaopu_desk.services.import_fixing import fix_cell

        if self.plan is not None:
            self._after(lambda plan: fix_cell(self.office, plan, row, field, text))

    def restore(self, row: PlannedRow, field: str) -> None:
        """预览里改过的一格，改回表里原来的。"""
        from miaopu_desk.services.import_fixing import undo_fix

        if self.plan is not None:
            self._after(lambda plan: undo_fix(self.office, plan, row, field))

    def accept_row(self) -> None:
        """选中的一行和已登记的不是同一位，照收。"""
        from miaopu_desk.services.import_fixing import accept

        row = self._current()
        if row is not None and self.plan is not None:
            self._after(lambda plan: accept(self.office, plan, row))
            self.table.setFocus()

    def _look_again(self, said: str) -> None:
        """名字建好了：照同一个文件重新看一遍。"""
        old = self.plan
        assert old is not None
        self.writing.summary.setText(f"{said}。正在重新看……")
        self.reading.start("正在重新看", lambda office, progress=None: again(office, old, progress=progress))

    def _after(self, change: Callable[[ImportPlan], object]) -> None:
        assert self.plan is not None
        try:
            with busy():
                change(self.plan)
        except KnownError as error:
            self.fault.tell(str(error))
            return
        self.model.refresh()
        self._count(self.plan)
        self._offer_accept()

    def _current(self) -> PlannedRow | None:
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def _offer_accept(self) -> None:
        row = self._current()
        self.table.tell_why()
        self.accept_button.setVisible(
            row is not None and self.writing.batch is None and bool(row.twins) and row.state == "refused"
        )

    # 看

    def show_state(self, state: str | None) -> None:
        """只看一种状态的行；None 为全部。"""
        self.states.mark(state)
        self.model.show_state(state)

    def _show_plan(self, plan: ImportPlan | None) -> None:
        self.plan = plan
        self.model.show_plan(plan)
        self.mapping.show_plan(plan)
        self.fault.hide()
        self.states.mark(None)
        notes = list(dict.fromkeys(plan.notes)) if plan else []
        self.notes.setText("\n".join(f"· {note}" for note in notes))
        self.notes.setVisible(bool(notes))
        self.source.show_sheets(plan.sheets if plan else None)
        self._count(plan)
        self.table.fit_columns()
        if plan is not None and not self.mapping.isAncestorOf(self.focusWidget() or self):
            self.table.to_first_trouble()

    def _count(self, plan: ImportPlan | None) -> None:
        """各状态有几行、能写几行。"""
        self.states.show_totals(plan.totals if plan else dict.fromkeys(STATES, 0))
        self.add_button.show_plan(plan if self.writing.batch is None else None)
        self.writing.show_plan(plan)

    def _between(self, written: bool) -> None:
        """写完了（可以撤销、可以接着导入下一个），或者还没有写。"""
        self.fault.hide()
        self.source.lock(written)
        self.mapping.lock(written)
        self.accept_button.hide()
        self.add_button.hide()
        self.writing.lock(written)

    # 打开、拖进来、关上

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._first is not None:
            # 窗口先画出来，再读文件
            path, self._first = self._first, None
            QTimer.singleShot(0, self, lambda: self.read_file(path))
        elif self._pasted is not None and self.plan is None:
            text = self._pasted
            QTimer.singleShot(0, self, lambda: self.read_pasted(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.read_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _may_leave(self) -> bool:
        """预览里改过、看过照收的还没有写，走以前问一句。"""
        rows = self.plan.rows if self.plan is not None and self.writing.batch is None else []
        count = sum(bool(row.fixed or row.accepted) for row in rows)
        text = f"预览里改过的 {count} 行还没有写入，要放弃吗？"
        return not count or messages.confirm(self, "还没有写入", text, "放弃")

    def reject(self) -> None:
        """Esc、取消、右上角的叉。"""
        if self._may_leave():
            super().reject()

    def done(self, result: int) -> None:
        self.reading.jobs.finish()
        super().done(result)
