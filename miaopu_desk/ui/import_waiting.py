"""写入时的进度：在窗口的线程里写，边写边看有没有人按取消。"""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from miaopu_desk.ui.jobs import SHOWN_AFTER, Cancelled


class Waiting(QProgressDialog):
    """当作 progress(已写, 总数) 来用；按了取消就抛 Cancelled，事务随之退回。"""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, "取消", 0, 0, parent)
        self.setWindowTitle("请稍候")
        self.setModal(True)
        self.setMinimumDuration(SHOWN_AFTER)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.clock = QElapsedTimer()
        self.clock.start()

    def __call__(self, done: int, total: int) -> None:
        self.setMaximum(total)
        self.setValue(done)
        if self.clock.elapsed() > SHOWN_AFTER:
            QApplication.processEvents()
        if self.wasCanceled():
            raise Cancelled
