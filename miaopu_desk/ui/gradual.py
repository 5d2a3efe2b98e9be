"""头一屏画出来以后，其余的行趁打字的空当一步一步找齐；找齐了，再备好下一次查找要用的。"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from miaopu_desk.ui.record_model import RecordModel

PAINTED = 20  # 毫秒：先让头一屏画出来
IDLE = 400  # 毫秒：刚改过一格，多半还要接着改


class Gradual(QObject):
    """每一步几毫秒，中间让窗口去管键盘和鼠标；看不见的一页不忙。warm 给出闲着时要做的。"""

    def __init__(self, model: RecordModel, warm: Callable[[], Iterator[None]], page: QWidget) -> None:
        super().__init__(page)
        self.model, self.warm, self._page = model, warm, page
        self._warming: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        page.installEventFilter(self)

    def start(self, after: int = PAINTED) -> None:
        """重新列过了，改过一格，或者翻到这一页：过 after 毫秒开始。"""
        self._warming = None
        if self._page.isVisible() and (not self.model.whole or self.model.table.lists.large()):
            self._timer.start(after)
        else:
            self._timer.stop()

    def busy(self) -> bool:
        """还有要找的、要备的。"""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.start()
        elif event.type() == QEvent.Type.Hide:  # 翻到别处去了，或者窗口要关了
            self._timer.stop()
        return False

    def _step(self) -> None:
        self._timer.setInterval(0)
        try:
            if self.model.more():
                return
            if self._warming is None:
                self._warming = self.warm()
            next(self._warming)
        except StopIteration:
            self._timer.stop()
        except BaseException:
            self._timer.stop()
            raise
