"""红条：没有做成的事写在窗口里，不弹窗，改好了就收起来。"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.messages import several

MOST_TOLD = 10


def why(error: KnownError, undone: str) -> str:
    """红条里的话：被拒绝的先说 undone（什么没有做），再一处一行。"""
    return f"{undone}：\n{several(error.problems, MOST_TOLD)}" if isinstance(error, Refused) else str(error)


class FaultBar(QLabel):
    """没有话说的时候不占地方。"""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("出错说明")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("banner", True)
        self.hide()

    def tell(self, text: str) -> None:
        """写上为什么；空串就收起来。"""
        self.setText(text)
        self.setVisible(bool(text))

    @contextmanager
    def careful(self, undone: str) -> Iterator[None]:
        """里面的事要一会儿；没有做成的写在红条里，不往外抛。undone 见 why。"""
        self.tell("")
        try:
            with busy():
                yield
        except KnownError as error:
            self.tell(why(error, undone))
