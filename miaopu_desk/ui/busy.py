"""忙的样子：里面的事要几秒，光标是沙漏，做完、出错都变回来。"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


@contextmanager
def busy() -> Iterator[None]:
    """光标变成沙漏，出来时变回原样；要弹窗说话的，先出来再说。"""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
