"""一个日期：可以直接打（20210531、2021.5.31、5.31），也可以点开日历选。"""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.paths import resource
from miaopu_desk.ui.theme import look_wrong


class DayField(QWidget):
    """changed 给出改成的日期；读不懂的标红，日期不变。"""

    changed = Signal(object)

    def __init__(self, day: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self.line = QLineEdit(day.isoformat())
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("0000-00-00") + 24)
        self.line.editingFinished.connect(self._typed)
        self.button = QToolButton()
        self.button.setIcon(QIcon(str(resource("icons/calendar.svg"))))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setAccessibleName(f"{name}：从月历上选")
        self.button.setToolTip("从月历上选")
        self.button.clicked.connect(lambda: self._pop_up())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.line)
        row.addWidget(self.button)

    @property
    def fault(self) -> str:
        """写错了还没有改好时的一句话；写的就是现在的日期为空。"""
        if self.line.text() == self.day.isoformat():
            return ""
        return f"“{self.line.accessibleName()}”读不懂，请照 2021-05-12 这样填写"

    def set_day(self, day: date) -> None:
        """换成 day；真的变了才发出 changed。"""
        self._mark("")
        self.line.setText(day.isoformat())
        if day != self.day:
            self.day = day
            self.changed.emit(day)

    def _typed(self) -> None:
        day, reason = parse_day(self.line.text(), today=self.day)
        if day is not None:
            self.set_day(day)
        else:
            self._mark(reason or "请填写日期")

    def _mark(self, wrong: str) -> None:
        self.line.setToolTip(wrong)
        look_wrong(self.line, bool(wrong))

    def _pop_up(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))

        def chosen(picked: QDate) -> None:
            calendar.close()
            self.set_day(date(picked.year(), picked.month(), picked.day()))

        calendar.clicked.connect(chosen)
        calendar.activated.connect(chosen)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
