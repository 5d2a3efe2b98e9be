"""显示完整号码：先写用途、记一笔，看五分钟自动遮回去。"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

from miaopu_desk.services.disclosing import disclose, secret_labels

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab

SHOWN_FOR = 5 * 60 * 1000  # 毫秒


class Reveal:
    """一页上的“显示完整号码”。"""

    def __init__(self, tab: "RegisterTab") -> None:
        self.tab = tab
        self.action = QAction("显示完整号码", tab)
        self.action.setToolTip("写明用途后显示完整的证件号和电话，五分钟后自动遮住")
        self.action.triggered.connect(lambda: self.hide() if tab.model.revealed else self.ask())
        self.timer = QTimer(tab, singleShot=True, interval=SHOWN_FOR)
        self.timer.timeout.connect(self.hide)

    def ask(self) -> None:
        """问用途。"""
        from miaopu_desk.ui.dialogs.purpose import PurposeDialog

        dialog = PurposeDialog("显示完整号码", self.tab)
        dialog.agreed.connect(self.show)
        dialog.open()

    def show(self, purpose: str, recipient: str = "") -> None:
        """记下用途，显示完整号码。"""
        tab = self.tab
        tab.model.finish()  # 记下的是全部几条
        labels = secret_labels(tab.register, tab.model.paths)
        disclose(tab.office, "show", tab.register, purpose, recipient, tab.model.rowCount(), labels)
        tab.model.reveal(True)
        tab.grid.fit_columns()
        self.action.setText("遮住号码")
        self.timer.start()

    def hide(self) -> None:
        """重新打码。"""
        self.timer.stop()
        self.tab.model.reveal(False)
        self.action.setText("显示完整号码")
