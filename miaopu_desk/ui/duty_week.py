"""值守看板最上面一行：看哪一周，只看哪些班次。"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from miaopu_desk.domain.duty_board import BoardShift, week_of
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.frame import acting
from miaopu_desk.ui.tabs.day_field import DayField

_EVERY = ("全部社区", "全部单位", "全部区域")


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMaximumWidth(190)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _refill(combo: QComboBox, every: str, found: Sequence[tuple[str, str]]) -> None:
    """换一批可选的，原来选的还在就仍选着。"""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(every, None)
    for label, value in found:
        combo.addItem(label, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0) if chosen else 0)
    combo.blockSignals(False)


class DutyWeek(QWidget):
    """翻周，按社区、责任单位、责任区域和有没有问题筛选。"""

    turned = Signal()  # 换了一周
    narrowed = Signal()  # 换了筛选

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.day = DayField(office.today(), "看哪一周")
        self.label = QLabel()
        self.community, self.unit, self.area = (_combo(name) for name in ("社区", "责任单位", "责任区域"))
        self.only_short = QPushButton("只看有问题的")
        self.only_short.setCheckable(True)
        self.only_short.setAutoDefault(False)
        self._lay_out()
        self.day.changed.connect(lambda _: self.turned.emit())
        for combo in (self.community, self.unit, self.area):
            combo.currentIndexChanged.connect(lambda _: self.narrowed.emit())
        self.only_short.toggled.connect(lambda _: self.narrowed.emit())

    @property
    def span(self) -> tuple[date, date]:
        """看着的星期一和星期日。"""
        return week_of(self.day.day)

    def turn(self, days: int) -> None:
        """往前往后翻几天。"""
        self.day.set_day(self.day.day + timedelta(days=days))

    def to_today(self) -> None:
        """回到今天这一周。"""
        self.day.set_day(self.office.today())

    def offer(self, shifts: Sequence[BoardShift]) -> None:
        """写上是哪几天；照这一周的班次换可选的单位和区域，原来选的还在就仍选着。"""
        first, last = self.span
        self.label.setText(f"{first:%Y-%m-%d} 至 {last:%m-%d}")
        communities = [(each.name, each.id) for each in self.office.keeper.table(COMMUNITIES).all()]
        units = [(name, name) for name in sorted({each.unit for each in shifts if each.unit})]
        areas = sorted({(each.area, each.area_id) for each in shifts})
        for combo, every, found in zip(
            (self.community, self.unit, self.area), _EVERY, (communities, units, areas), strict=True
        ):
            _refill(combo, every, found)

    def kept(self, shifts: Sequence[BoardShift]) -> list[BoardShift]:
        """照筛选留下的。"""
        community, unit, area = (combo.currentData() for combo in (self.community, self.unit, self.area))
        return [
            each
            for each in shifts
            if (not community or each.community_id == community)
            and (not unit or each.unit == unit)
            and (not area or each.area_id == area)
            and (not self.only_short.isChecked() or each.flags)
        ]

    def clear(self) -> None:
        """不筛选。"""
        for combo in (self.community, self.unit, self.area):
            combo.setCurrentIndex(0)
        self.only_short.setChecked(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 2)
        row.setSpacing(6)
        for text, tip, days in (("‹", "上一周（Alt+←）", -7), ("›", "下一周（Alt+→）", 7)):
            made = acting(text, partial(self.turn, days), tip)
            made.setFixedWidth(32)
            made.setAccessibleName(tip)
            row.addWidget(made)
        row.addWidget(acting("今天", self.to_today, "回到今天这一周（Alt+Home）"))
        row.addWidget(self.day)
        row.addWidget(self.label)
        row.addStretch()
        for each in (self.community, self.unit, self.area, self.only_short):
            row.addWidget(each)
