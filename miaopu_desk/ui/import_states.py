"""导入窗里的状态按钮：各状态几行，点一个只看那一种。"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from miaopu_desk.services.importing import STATES


class StateButtons(QWidget):
    """全部和每一种状态各一个；chosen(状态) 里 None 是全部。"""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.buttons: dict[str | None, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for state in (None, *STATES):
            button = QToolButton()
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, state=state: self.chosen.emit(state))
            self.group.addButton(button)
            self.buttons[state] = button
            row.addWidget(button)

    def mark(self, state: str | None) -> None:
        """按下这一个。"""
        self.buttons[state].setChecked(True)

    def show_totals(self, totals: dict[str, int]) -> None:
        """写上各状态有几行；一行也没有的按不下去。"""
        for state, button in self.buttons.items():
            count = sum(totals.values()) if state is None else totals[state]
            button.setText(f"{STATES[state] if state else '全部'} {count}")
            button.setEnabled(bool(count) or state is None or button.isChecked())
