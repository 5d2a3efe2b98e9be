"""导入窗最下面一行：能写几行，确认才写；写完可以一次撤销，拒收的行可以存出来退回去。"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.services.importing import STATES, ImportPlan, commit_import, totals_sentence
from miaopu_desk.services.office import Office
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.dialogs.frame import acting, button, told
from miaopu_desk.ui.fault_bar import why
from miaopu_desk.ui.import_waiting import Waiting
from miaopu_desk.ui.jobs import Cancelled


def outlook(plan: ImportPlan | None) -> str:
    """还没有写的时候说的话：表头在哪里、各状态几行、会不会写。"""
    if plan is None:
        return "请选择文件，或者把文件拖到这里；也可以粘贴。确认之前什么也不写。"
    first, last = plan.header_rows
    header = f"表头在第 {first} 行" if first == last else f"表头在第 {first} 至 {last} 行"
    if first < 1:
        header = "没有栏目名，对照是按内容认的"
    outcome = "还没有写入" if plan.writable else "没有要写的行"
    return f"{header}。{totals_sentence(plan.totals)}。{outcome}。"


def written_sentence(totals: dict[str, int]) -> str:
    """写完以后说的话：写了几行，拒收的怎么办。"""
    written = f"已导入：{STATES['new']} {totals['new']} 行，{STATES['changed']} {totals['changed']} 行；"
    if totals["refused"]:
        return f"{written}拒收的 {totals['refused']} 行没有写，请照原因改好后再导入一次，已写的不会重复。"
    return f"{written}没有拒收的行。"


class WritingRow(QWidget):
    """一份计划的写、撤销、退回；batch 是写进去的那一批，没有写或已撤销为空。"""

    failed = Signal(str)
    written = Signal(bool)  # 写完了为真，撤销了为假

    def __init__(self, office: Office, window: QDialog) -> None:
        super().__init__(window)
        self.office = office
        self.plan: ImportPlan | None = None
        self.batch: str | None = None
        self.summary = told("结果")
        tip = "照原来的表存一份，只有拒收的行，最后一列是原因，改好可以再导入"
        self.return_button = acting("存出拒收的行", self.return_refused, tip)
        self.undo_button = acting("撤销这批导入", self.undo)
        self.undo_button.hide()
        self.confirm = button("确认导入", main=True)
        self.confirm.clicked.connect(lambda: self.commit())
        self.cancel = acting("取消", window.reject)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.summary, 1)
        for each in (self.return_button, self.undo_button, self.confirm, self.cancel):
            row.addWidget(each)

    def show_plan(self, plan: ImportPlan | None) -> None:
        """换了计划，或者计划里改了几格：能写几行。"""
        self.plan = plan
        self.return_button.setVisible(plan is not None and plan.totals["refused"] > 0)
        writable = plan.writable if plan else 0
        self.confirm.setText(f"确认导入 {writable} 行" if writable else "确认导入")
        self.confirm.setEnabled(writable > 0)
        self.summary.setText(outlook(plan))

    def lock(self, written: bool) -> None:
        """写完了只能撤销，没有写的可以确认。"""
        self.confirm.setVisible(not written)
        self.undo_button.setVisible(written)
        self.cancel.setText("关闭" if written else "取消")

    def commit(self) -> None:
        """照计划写入。"""
        if self.plan is None or self.batch is not None:
            return
        waiting = Waiting("正在写入，取消就一行也不写", self.window())
        try:
            with busy():
                self.batch = commit_import(self.office, self.plan, waiting)
        except Cancelled:
            self.summary.setText("已取消，一行也没有写。")
            return
        except Refused as refused:
            self.failed.emit(why(refused, "一行也没有写"))
            return
        except KnownError as error:
            self.failed.emit(f"{error}（一行也没有写）")
            return
        finally:
            waiting.close()
        self.summary.setText(written_sentence(self.plan.totals))
        self.written.emit(True)
        self.cancel.setFocus()

    def undo(self) -> None:
        """撤销刚才这一批。"""
        if self.batch is None:
            return
        try:
            count = self.office.keeper.undo_action(self.batch)
        except Refused as refused:
            self.failed.emit(why(refused, "这批导入没有撤销"))
            return
        self.batch = None
        self.summary.setText(f"已撤销这批导入，{count} 行恢复原样。")
        self.written.emit(False)
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
            self.failed.emit(str(error))
        else:
            self.summary.setText(f"拒收的 {self.plan.totals['refused']} 行已存到 {written}")
