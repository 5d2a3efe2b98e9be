"""费时的事放到后台做：有进度、能取消，关窗口之前等它做完；数据库另开只读连接。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.keeping import Keeper
from miaopu_desk.services.office import Office
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.messages import warn

SHOWN_AFTER = 400  # 毫秒：很快做完的事不闪进度框


class Cancelled(Exception):
    """操作的人按了取消。"""


class Progress:
    """后台函数手里的进度：报一次做到几分之几，同时看有没有人按取消。"""

    def __init__(self, told: Callable[[int, int, str], None]) -> None:
        self._told = told
        self.cancelled = False

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """做完 done，共 total；被取消时抛 Cancelled，事务随之退回。"""
        if self.cancelled:
            raise Cancelled
        self._told(done, total, text)


class Job(QThread):
    """一件后台的事。done 给结果，failed 给异常；取消了两个都不发。"""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.progress = Progress(self.progressed.emit)

    def run(self) -> None:
        try:
            result = self.work(self.progress)
        except Cancelled:
            return
        except BaseException as error:  # 连库里的崩溃也要回到窗口来说
            self.failed.emit(error)
        else:
            self.done.emit(result)

    def cancel(self) -> None:
        """请它停下；在下一次报进度时停。"""
        self.progress.cancelled = True


def reading(office: Office, work: Callable[[Office], Any]) -> Callable[[Progress], Any]:
    """把只读的事包成后台能做的：在那个线程里另开只读连接，做完关上。"""

    def run(_: Progress) -> Any:
        database = office.database.reader()
        try:
            return work(Office(office.folder, database, Keeper(database, office.given_day)))
        finally:
            database.close()

    return run


def can_read_apart(office: Office) -> bool:
    """能不能另开连接：内存里的办公室（测试）不能，就在窗口里直接做。"""
    return office.database.path.exists()


class Jobs(QObject):
    """窗口正在做的后台的事。"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self.running: list[Job] = []

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """开始一件事，稍久就显示进度；KnownError 默认弹一句中文，程序的错交给出错窗口。"""
        job = Job(work, self)
        dialog = QProgressDialog(title, "取消", 0, 0, self.window)
        dialog.setWindowTitle("请稍候")
        dialog.setMinimumDuration(SHOWN_AFTER)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.canceled.connect(job.cancel)

        def moved(at: int, total: int, text: str) -> None:
            dialog.setMaximum(total)
            dialog.setValue(at)
            if text:
                dialog.setLabelText(text)

        def finished() -> None:
            self.running.remove(job)
            dialog.close()
            dialog.deleteLater()
            job.deleteLater()

        job.progressed.connect(moved)
        job.done.connect(done)
        job.failed.connect(failed or (lambda error: self.explain(title, error)))
        job.finished.connect(finished)
        self.running.append(job)
        job.start()
        return job

    def read(self, title: str, office: Office, work: Callable[[Office], Any], done: Callable[[Any], None]) -> None:
        """一件只读的事；能另开连接就在后台做，不能就当场做。"""
        if can_read_apart(office):
            self.start(title, reading(office, work), done)
            return
        try:
            with busy():
                result = work(office)
        except KnownError as error:
            self.explain(title, error)
        else:
            done(result)

    def explain(self, title: str, error: BaseException) -> None:
        """说清没做成：能说清的一句话，程序的错照出错窗口的办法。"""
        if isinstance(error, KnownError):
            warn(self.window, f"没有做成：{title.removeprefix('正在').rstrip('…')}", str(error))
        else:
            import sys

            sys.excepthook(type(error), error, error.__traceback__)

    def finish(self) -> None:
        """关窗口之前：请各件事停下，等它们停。"""
        for job in list(self.running):
            job.cancel()
            job.wait()
