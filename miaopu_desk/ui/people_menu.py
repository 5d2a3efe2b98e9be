"""志愿者登记工具条上的“办理”：快速登记、状态、转社区、交接、查重。"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QToolButton

from miaopu_desk.domain.records import VOLUNTEERS

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab


class PeopleMenu(QMenu):
    """各项办理；要先选人的，没有选时是灰的。"""

    def __init__(self, tab: "RegisterTab") -> None:
        super().__init__(tab)
        self.tab = tab
        self.quick = self._item("快速登记…", self.enter_quickly)
        self.record = self._item("个人档案…", self.show_record)
        self.addSeparator()
        self.standing = self._item("暂停、恢复、退出、清退…", self.change_standing)
        self.transfer = self._item("转社区…", self.transfer_people)
        self.handover = self._item("交接…", self.hand_over)
        self.addSeparator()
        self.duplicates = self._item("查重…", self.find_duplicates)
        self.aboutToShow.connect(self.enable)

    def enable(self) -> None:
        """选了人才能办的，随着选中的亮灭；交接一次一位。"""
        chosen = len(self.tab.selected_ids())
        self.standing.setEnabled(chosen > 0)
        self.transfer.setEnabled(chosen > 0)
        self.handover.setEnabled(chosen == 1)
        self.record.setEnabled(chosen == 1)

    def enter_quickly(self) -> QDialog:
        """开快速登记。"""
        from miaopu_desk.ui.dialogs.quick_entry import QuickEntry

        return _opened(QuickEntry(self.tab.office, self.tab.window_, self.tab))

    def show_record(self) -> QDialog | None:
        """选中的一位的档案。"""
        from miaopu_desk.ui.dialogs.person_record import PersonDialog

        found = self.tab.current_id()
        return _opened(PersonDialog(self.tab.office, self.tab.window_, found, self.tab)) if found else None

    def change_standing(self) -> QDialog:
        """选中的各位改状态。"""
        from miaopu_desk.ui.dialogs.people import StandingDialog

        return _opened(StandingDialog(self.tab.office, self.tab.window_, self.tab.selected_ids(), self.tab))

    def transfer_people(self) -> QDialog:
        """选中的各位转社区。"""
        from miaopu_desk.ui.dialogs.people import TransferDialog

        return _opened(TransferDialog(self.tab.office, self.tab.window_, self.tab.selected_ids(), self.tab))

    def hand_over(self) -> QDialog | None:
        """选中的一位手上的交出去。"""
        from miaopu_desk.ui.dialogs.handover import HandoverDialog

        found = self.tab.current_id()
        person = self.tab.table.get(found) if found else None
        return _opened(HandoverDialog(self.tab.office, self.tab.window_, person, self.tab)) if person else None

    def find_duplicates(self) -> QDialog:
        """开查重的工作单。"""
        from miaopu_desk.ui.duplicates_page import DuplicatesPage

        page = DuplicatesPage(self.tab.office, self.tab.window_, self.tab)
        page.show()
        return page

    def _item(self, label: str, do: object) -> QAction:
        action = self.addAction(label)
        action.triggered.connect(lambda _=False: do())  # type: ignore[operator]
        return action


def add_people_menu(tab: "RegisterTab") -> PeopleMenu:
    """在志愿者登记的工具条上添“办理”。"""
    assert tab.register is VOLUNTEERS
    menu = PeopleMenu(tab)
    made = QToolButton()
    made.setText("办理")
    made.setToolTip("快速登记、档案、状态、转社区、交接、查重")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMenu(menu)
    tab.tools.insertWidget(tab.actions_["import"], made)  # 靠前放，窗口窄了也看得见
    return menu


def _opened(dialog: QDialog) -> QDialog:
    dialog.open()
    return dialog
