"""装备领用：发给谁几件、还了没有；上面说各样总数和在库，可以只看没还的，选中的一步归还。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout

from miaopu_desk.domain.records.equipment import EQUIPMENT, EQUIPMENT_ISSUES
from miaopu_desk.services.equipment import balances, give_back, outstanding
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.register_tab import RegisterTab


class EquipmentPage(RegisterTab):
    """领用的登记表，另有结存、只看没还的、归还。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, EQUIPMENT_ISSUES, window)
        self.balance = QLabel()
        self.balance.setTextFormat(Qt.TextFormat.PlainText)
        self.balance.setWordWrap(True)
        self.balance.setProperty("quiet", True)
        self.balance.setContentsMargins(10, 2, 10, 4)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(1, self.balance)
        self.only_out = QAction("只看没还的", self)
        self.only_out.triggered.connect(lambda: self.show_records(outstanding(self.office), "没有还清的"))
        self.back_action = QAction("归还", self)
        self.back_action.setToolTip("选中的领用今天全部归还；只还一部分的，打开那一笔写归还数量")
        self.back_action.triggered.connect(lambda: self.give_back())
        before = self.tools.actions()[2]
        for each in (self.back_action, self.only_out):
            self.tools.insertAction(before, each)
        self.current_changed.connect(lambda found: self.back_action.setEnabled(bool(found)))
        self.back_action.setEnabled(self.current_id() is not None)
        self.tell_balance()

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        if tables & {EQUIPMENT.table, EQUIPMENT_ISSUES.table}:
            self.tell_balance()

    def tell_balance(self) -> None:
        """说各样的结存。"""
        found = balances(self.office)
        shown = "　".join(each.sentence() for each in found)
        self.balance.setText(shown or "还没有装备：先在“值守装备”里登记各样的名称和总数")

    def give_back(self) -> None:
        """选中的今天全部归还。"""
        ids = self.selected_ids()
        done = give_back(self.office, ids, self.office.today()) if ids else []
        if isinstance(done, int):
            self._say(f"已归还 {done} 笔，按 Ctrl+Z 可以恢复")
        elif done:
            messages.show_problems(self, "没有归还", done)
