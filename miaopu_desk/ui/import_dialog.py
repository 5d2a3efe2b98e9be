"""导入：选文件或粘贴、核对对照、看预览、就地改、确认才写；写完可以一次撤销。"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.register import Register
from miaopu_desk.services.importing import (
    STATES,
    ImportPlan,
    PlannedRow,
    commit_import,
    plan_import,
    plan_paste,
    remap,
    totals_sentence,
)
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.import_mapping import MappingStrip
from miaopu_desk.ui.import_plan_model import PlanModel
from miaopu_desk.ui.import_plan_table import PlanTable
from miaopu_desk.ui.import_waiting import Waiting
from miaopu_desk.ui.jobs import Cancelled, Job, Jobs, Progress, can_read_apart, reading

FILES = "表格文件 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv *.tsv *.txt);;全部文件 (*)"
AS_WRITTEN = "按表里写的"
EVERY_SHEET = "全部有名单的工作表"


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
        self._asked = 0
        self.plan: ImportPlan | None = None
        self.batch: str | None = None
        self.model = PlanModel()
        self.model.mend = self.mend
        self.jobs = Jobs(self)
        self.setWindowTitle(f"导入{register.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setSizeGripEnabled(True)
        self._build()
        self._show_plan(None)
        screen = self.screen().availableGeometry()
        self.resize(min(1240, screen.width() - 60), min(760, screen.height() - 80))

    # 搭起来

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.addLayout(self._build_source())
        self.notes = _plain_label("导入说明")
        self.fault = _plain_label("出错说明")
        self.fault.setProperty("banner", True)
        self.fault.hide()
        layout.addWidget(self.fault)
        layout.addWidget(self.notes)
        self.mapping = MappingStrip(self.register)
        self.mapping.corrected.connect(self.correct)
        layout.addWidget(self.mapping)
        layout.addLayout(self._build_states())
        self.table = PlanTable(self.model)
        self.table.restore_asked.connect(self.restore)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer_accept())
        self.model.modelReset.connect(self._offer_accept)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._build_bottom())

    def _build_source(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choose = _button("选择文件", self.choose_file)
        self.paste_button = _button("粘贴", self.paste)
        self.paste_button.setToolTip("读入从 WPS 或 Excel 复制的一块，有没有栏目名都行（Ctrl+V）")
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        self.form_button = _button("空白表…", self.save_form)
        self.form_button.setToolTip("存一张空白登记表给社区填，填好了从这里读入")
        self.file_label = _plain_label("文件")
        self.file_label.setWordWrap(False)
        self.sheet_label = QLabel("工作表")
        self.sheet = _combo("工作表", self._read_again)
        self.community_label = QLabel("交表社区")
        self.community = _combo("交表社区", self._read_again)
        for button in (self.choose, self.paste_button, self.form_button):
            row.addWidget(button)
        row.addWidget(self.file_label, 1)
        for widget in (self.sheet_label, self.sheet, self.community_label, self.community):
            row.addWidget(widget)
        column = next((each for each in self.register.columns if each.name == "community"), None)
        self.community.addItem(AS_WRITTEN, None)
        if column is not None and isinstance(column.kind, Link):
            for ref in choices(self.office.database, column.kind):
                self.community.addItem(ref.name, ref.name)
        self.community.setVisible(column is not None)
        self.community_label.setVisible(column is not None)
        return row

    def _build_states(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.states = QButtonGroup(self)
        self.state_buttons: dict[str | None, QToolButton] = {}
        for state in (None, *STATES):
            button = QToolButton()
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, state=state: self.show_state(state))
            self.states.addButton(button)
            self.state_buttons[state] = button
            row.addWidget(button)
        row.addStretch()
        self.accept_button = _button("照收（是另一位）", self.accept_row)
        self.accept_button.setToolTip("看过了：这一行和已登记的不是同一位，照样新增")
        self.accept_button.setVisible(False)
        row.addWidget(self.accept_button)
        return row

    def _build_bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.summary = _plain_label("结果")
        self.return_button = _button("存出拒收的行", self.return_refused)
        self.return_button.setToolTip("照原来的表存一份，只有拒收的行，最后一列是原因，改好可以再导入")
        self.undo_button = _button("撤销这批导入", self.undo)
        self.undo_button.hide()
        self.confirm = _button("确认导入", self.commit)
        self.confirm.setProperty("main", True)
        self.cancel = _button("取消", self.reject)
        row.addWidget(self.summary, 1)
        for each in (self.return_button, self.undo_button, self.confirm, self.cancel):
            row.addWidget(each)
        return row

    # 读

    def choose_file(self) -> None:
        """请人选一个文件。"""
        start = remembered(self.office, "folder.import", str(Path.home()))
        chosen, _ = QFileDialog.getOpenFileName(self, f"选择要导入的{self.register.title}", start, FILES)
        if chosen:
            remember(self.office, "folder.import", str(Path(chosen).parent))
            self.read_file(Path(chosen))

    def paste(self) -> None:
        """读入剪贴板里的一块。"""
        self.read_pasted(QApplication.clipboard().text())

    def read_pasted(self, text: str) -> None:
        """读入复制来的一块文字，做出计划给人看。"""
        self.path, self.batch, self._pasted = None, None, text
        self.community.setCurrentIndex(0)
        _refill(self.sheet, [(EVERY_SHEET, None)])
        self._between(False)
        self._read()

    def save_form(self) -> None:
        """存一张空白登记表；上面选了社区的，就是给那个社区填的。"""
        from miaopu_desk.ui.outgoing import ask_save

        community = self.community.currentData()
        name = f"{community or ''}{self.register.title}（空白表）.xlsx"
        path = ask_save(self, self.office, "存一张空白登记表", name, "工作簿 (*.xlsx)")
        if path is not None:
            self.form_to(path)

    def form_to(self, path: Path) -> None:
        """把空白登记表存到 path。"""
        from miaopu_desk.services.blank_form import write_form

        try:
            written = write_form(self.office, self.register, path, self.community.currentData())
        except KnownError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.summary.setText(f"空白表已存到 {written}")

    def read_file(self, path: Path) -> None:
        """读一个文件，做出计划给人看；上一个文件写进去的不受影响。"""
        self._pasted = None
        if path != self.path:
            # 上一个文件是哪个社区交的，和这一个没有关系
            self.community.setCurrentIndex(0)
        self.path, self.batch = path, None
        _refill(self.sheet, [(EVERY_SHEET, None)])
        self._between(False)
        self._read()

    def _read_again(self) -> None:
        if (self.path is not None or self._pasted is not None) and self.batch is None:
            self._read()

    def _read(self) -> None:
        path, sheet, community = self.path, self.sheet.currentData(), self.community.currentData()
        self._show_plan(None)
        if path is None:
            self._read_clipboard(community)
            return
        self.file_label.setText(path.name)
        self.file_label.setToolTip(str(path))
        self.summary.setText("正在读文件……")

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return plan_import(office, self.register, path, sheet=sheet, community=community, progress=progress)

        self._in_background(f"正在读“{path.name}”", plan)

    def _read_clipboard(self, community: str | None) -> None:
        text = self._pasted
        assert text is not None
        self.file_label.setText("粘贴的内容")
        self.file_label.setToolTip("")

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return plan_paste(office, self.register, text, community=community)

        self._in_background("正在读粘贴的内容", plan)

    def correct(self, sheet: str, column: int, field: str | None) -> None:
        """一列改读作另一栏，马上重新做计划。"""
        old = self.plan
        if old is None or self.batch is not None:
            return

        def plan(office: Office, progress: Progress | None = None) -> ImportPlan:
            return remap(office, old, sheet, column, field, progress=progress)

        self.summary.setText("正在照改过的对照重新看……")
        self._in_background("正在照改过的对照重新看", plan)

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

    def _after(self, change: Callable[[ImportPlan], object]) -> None:
        assert self.plan is not None
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            change(self.plan)
        except KnownError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.model.refresh()
        self._count(self.plan)
        self._offer_accept()

    def _current(self) -> PlannedRow | None:
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def _offer_accept(self) -> None:
        row = self._current()
        self.accept_button.setVisible(
            row is not None and self.batch is None and bool(row.twins) and row.state == "refused"
        )

    def _in_background(self, title: str, plan: Callable[..., ImportPlan]) -> None:
        self._asked += 1
        asked = self._asked
        if not can_read_apart(self.office):
            try:
                self._show_plan(plan(self.office))
            except KnownError as error:
                self._explain(error)
            return

        def work(progress: Progress) -> ImportPlan:
            return reading(self.office, lambda office: plan(office, progress))(progress)

        # 读到一半又换了文件：先前那个读完了也不要
        job = self.jobs.start(
            title,
            work,
            lambda found: self._show_plan(found) if asked == self._asked else None,
            lambda error: self._explain(error) if asked == self._asked else None,
        )
        job.finished.connect(lambda: self._ready(asked))
        self._let_the_window_wait(job)

    def _let_the_window_wait(self, job: Job) -> None:
        """主窗口关的时候也等这件事停下来。"""
        outer = getattr(self.parent(), "jobs", None)
        if isinstance(outer, Jobs):
            outer.running.append(job)
            job.finished.connect(lambda: outer.running.remove(job) if job in outer.running else None)

    def _ready(self, asked: int) -> None:
        if asked == self._asked and self.plan is None and not self.fault.isVisibleTo(self):
            self.summary.setText("已取消，什么也没有写。可以另选文件。")

    def _explain(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self.jobs.explain("导入", error)
            return
        self._show_plan(None)
        self.fault.setText(str(error))
        self.fault.show()
        self.summary.setText("没有读进来，什么也没有写。")

    # 看

    def _show_plan(self, plan: ImportPlan | None) -> None:
        self.plan = plan
        self.model.show_plan(plan)
        self.mapping.show_plan(plan)
        self.fault.hide()
        self.state_buttons[None].setChecked(True)
        notes = list(dict.fromkeys(plan.notes)) if plan else []
        self.notes.setText("\n".join(f"· {note}" for note in notes))
        self.notes.setVisible(bool(notes))
        several = plan is not None and (len(plan.sheets) > 1 or self.sheet.currentData() is not None)
        if plan is not None and self.sheet.currentData() is None:
            _refill(self.sheet, [(EVERY_SHEET, None), *((name, name) for name in plan.sheets)])
        self.sheet.setVisible(several)
        self.sheet_label.setVisible(several)
        self._count(plan)
        self.table.fit_columns()

    def _count(self, plan: ImportPlan | None) -> None:
        """各状态有几行、能写几行。"""
        totals = plan.totals if plan else dict.fromkeys(STATES, 0)
        for state, button in self.state_buttons.items():
            count = sum(totals.values()) if state is None else totals[state]
            button.setText(f"{STATES[state] if state else '全部'} {count}")
            button.setEnabled(bool(count) or state is None or button.isChecked())
        self.return_button.setVisible(totals["refused"] > 0)
        writable = plan.writable if plan else 0
        self.confirm.setText(f"确认导入 {writable} 行" if writable else "确认导入")
        self.confirm.setEnabled(writable > 0)
        self.summary.setText(self._outlook(plan))

    def _outlook(self, plan: ImportPlan | None) -> str:
        if plan is None:
            return "请选择文件，或者把文件拖到这里；也可以粘贴。确认之前什么也不写。"
        first, last = plan.header_rows
        header = f"表头在第 {first} 行" if first == last else f"表头在第 {first} 至 {last} 行"
        if first < 1:
            header = "没有栏目名，对照是按内容认的"
        outcome = "还没有写入" if plan.writable else "没有要写的行"
        return f"{header}。{totals_sentence(plan.totals)}。{outcome}。"

    def show_state(self, state: str | None) -> None:
        """只看一种状态的行；None 为全部。"""
        self.state_buttons[state].setChecked(True)
        self.model.show_state(state)

    # 写

    def commit(self) -> None:
        """照计划写入。"""
        if self.plan is None or self.batch is not None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        waiting = Waiting("正在写入，取消就一行也不写", self)
        try:
            self.batch = commit_import(self.office, self.plan, waiting)
        except Cancelled:
            self.summary.setText("已取消，一行也没有写。")
            return
        except Refused as refused:
            self._refused(refused, "一行也没有写")
            return
        except KnownError as error:
            self.fault.setText(f"{error}（一行也没有写）")
            self.fault.show()
            return
        finally:
            waiting.close()
            QApplication.restoreOverrideCursor()
        totals = self.plan.totals
        self.summary.setText(
            f"已导入：{STATES['new']} {totals['new']} 行，{STATES['changed']} {totals['changed']} 行；{self._left(totals)}"
        )
        self._between(True)
        self.cancel.setFocus()

    def _left(self, totals: dict[str, int]) -> str:
        if totals["refused"]:
            return f"拒收的 {totals['refused']} 行没有写，请照原因改好后再导入一次，已写的不会重复。"
        return "没有拒收的行。"

    def undo(self) -> None:
        """撤销刚才这一批。"""
        if self.batch is None:
            return
        try:
            count = self.office.keeper.undo_action(self.batch)
        except Refused as refused:
            self._refused(refused, "这批导入没有撤销")
            return
        self.batch = None
        self.summary.setText(f"已撤销这批导入，{count} 行恢复原样。")
        self._between(False)
        self.confirm.setEnabled(False)
        self.cancel.setText("关闭")

    def return_refused(self) -> None:
        """选个地方，把拒收的行照原来的表存出来。"""
        from miaopu_desk.ui.outgoing import ask_save

        assert self.plan is not None
        name = f"{self.plan.file.stem}（拒收的行）.xlsx"
        path = ask_save(self, self.office, "存出拒收的行", name, "工作簿 (*.xlsx)")
        if path is not None:
            self.return_to(path)

    def return_to(self, path: Path) -> None:
        """把拒收的行存到 path。"""
        from miaopu_desk.services.refused_rows import save_refused

        assert self.plan is not None
        try:
            written = save_refused(self.plan, path)
        except KnownError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.summary.setText(f"拒收的 {self.plan.totals['refused']} 行已存到 {written}")

    def _refused(self, refused: Refused, outcome: str) -> None:
        lines = [str(problem) for problem in refused.problems[:8]]
        more = [f"……共 {len(refused.problems)} 处"] if len(refused.problems) > 8 else []
        self.fault.setText("\n".join([f"{outcome}：", *lines, *more]))
        self.fault.show()

    def _between(self, written: bool) -> None:
        """写完了（可以撤销、可以接着导入下一个），或者还没有写。"""
        self.fault.hide()
        self.confirm.setVisible(not written)
        self.undo_button.setVisible(written)
        self.mapping.lock(written)
        self.accept_button.hide()
        self.choose.setText("导入下一个文件" if written else "选择文件")
        self.cancel.setText("关闭" if written else "取消")
        for each in (self.sheet, self.community):
            each.setEnabled(not written)

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

    def done(self, result: int) -> None:
        self.jobs.finish()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.finish()
        super().closeEvent(event)


def _button(text: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: slot())
    return button


def _combo(name: str, changed: Callable[[], None]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.activated.connect(lambda _: changed())
    return combo


def _refill(combo: QComboBox, items: list[tuple[str, str | None]]) -> None:
    combo.clear()
    for text, data in items:
        combo.addItem(text, data)


def _plain_label(name: str) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
