"""发放礼遇时填的几样：哪一种、哪天、几份、单价、事由，排成两行。"""

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from miaopu_desk.domain.kinds import Link, Ref, Rejected, money
from miaopu_desk.domain.records.honours import Courtesy
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.ui.tabs.day_field import DayField


class CourtesyFields(QWidget):
    """draft() 给出还没有写人的一条。"""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setAccessibleName("礼遇")
        for ref in choices(office.database, Link("terms", "courtesy")):
            self.kind.addItem(ref.name, ref.id)
        self.day = DayField(office.today(), "发放日期")
        self.count = QSpinBox()
        self.count.setRange(1, 9999)
        self.count.setSuffix(" 份")
        self.count.setAccessibleName("每人数量")
        self.value = QLineEdit()
        self.value.setAccessibleName("单价，元")
        self.value.setPlaceholderText("元，可以空着")
        self.value.setFixedWidth(110)
        self.occasion = QLineEdit()
        self.occasion.setAccessibleName("事由")
        self.occasion.setPlaceholderText("例如 端午走访")
        self.occasion.setMaxLength(60)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (label, field) in enumerate((("礼遇", self.kind), ("日期", self.day), ("每人", self.count))):
            grid.addWidget(QLabel(label), 0, 2 * column)
            grid.addWidget(field, 0, 2 * column + 1)
        grid.addWidget(QLabel("单价"), 1, 0)
        grid.addWidget(self.value, 1, 1)
        grid.addWidget(QLabel("事由"), 1, 2)
        grid.addWidget(self.occasion, 1, 3, 1, 3)

    def draft(self) -> Courtesy | str:
        """填好的一条；填错了给一句话。"""
        if self.day.fault:
            return f"{self.day.fault}。"
        if self.kind.currentData() is None:
            return "代码表里还没有礼遇，请先在“设置”的“代码表”里添加。"
        value = money().read(self.value.text())
        if isinstance(value, Rejected):
            return f"单价：{value.message}。"
        return Courtesy(
            kind=Ref(self.kind.currentText(), self.kind.currentData()),
            given_on=self.day.day,
            count=self.count.value(),
            value=value,
            occasion=self.occasion.text().strip() or None,
        )
