"""打勾的菜单：勾一项不收起来，可以接着勾；别的项目照旧点了就收。"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class StayingMenu(QMenu):
    """Esc 或点别处收起。"""

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if not self._ticked():
            super().mouseReleaseEvent(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        enter = e.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and self._ticked()):
            super().keyPressEvent(e)

    def _ticked(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True
