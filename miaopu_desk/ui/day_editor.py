"""日期的编辑框：随便怎么写都读得懂，也可以从月历上点。"""

from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.register import Column
from miaopu_desk.paths import resource
from miaopu_desk.services.office import Office
from miaopu_desk.ui.editor import Editor

WEEKDAYS = "一二三四五六日"


class DayEditor(Editor):
    """日期：随便怎么写，下面说读成哪天；也可以从月历上点。"""

    def __init__(self, column: Column, office: Office) -> None:
        super().__init__(column)
        self.office = office
        self.line = QLineEdit()
        self.line.setPlaceholderText("年-月-日")
        self.place(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        button = QToolButton()
        button.setIcon(QIcon(str(resource("icons/calendar.svg"))))
        button.setProperty("flat", True)
        button.setToolTip("从月历上选")
        button.setAccessibleName(f"从月历上选{column.label}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.open_calendar)
        self.row.addWidget(button)

    def raw(self) -> object:
        day, _ = parse_day(self.line.text(), today=self.office.today())
        return day or self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.setText(self.column.kind.show(value))

    def note(self) -> str:
        text = self.line.text().strip()
        day, reason = parse_day(text, today=self.office.today())
        if reason or day is None:
            return ""
        return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"

    def open_calendar(self) -> None:
        """弹出月历。"""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = parse_day(self.line.text(), today=self.office.today())[0] or self.office.today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.setMinimumSize(300, 250)
        QVBoxLayout(popup).addWidget(calendar)

        def chosen(day: QDate) -> None:
            self.line.setText(day.toString("yyyy-MM-dd"))
            popup.close()
            self.edited.emit()
            self.left.emit()
            self.line.setFocus()

        calendar.clicked.connect(chosen)
        calendar.activated.connect(chosen)
        popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()
