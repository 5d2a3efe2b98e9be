"""一种值一种编辑框：由栏目的种类挑选；谁都不拦着打字，对不对由表单来说。"""

from functools import singledispatch
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.kinds import Choice, Choices, Day, Kind, Link, Number, Ref, Scaled, Text, YesNo
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column
from miaopu_desk.paths import resource
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.ui.people_search import RecordPicker

MOST_IN_COMBO = 200
WEEKDAYS = "一二三四五六日"


class Editor(QWidget):
    """编辑框的共同样子。edited：人改动了；left：离开了这一格。"""

    edited = Signal()
    left = Signal()

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(3)

    def place(self, widget: QWidget) -> None:
        """放进主要的那个控件：焦点、无障碍名称都归它。"""
        self.widget = widget
        widget.setAccessibleName(self.column.label)
        self.setFocusProxy(widget)
        widget.installEventFilter(self)
        self.row.addWidget(widget, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def raw(self) -> object:
        """现在填的，交给栏目的种类去读。"""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """放进一个读好的值。"""
        raise NotImplementedError

    def note(self) -> str:
        """下面要提示的一句话。"""
        return ""


class LineEditor(Editor):
    """一行文字：姓名、号码、数字都用它。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.line = QLineEdit()
        self.place(self.line)
        kind = column.kind
        if isinstance(kind, Number | Scaled):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            if kind.unit:
                self.row.addWidget(_unit(kind.unit))
        self.line.textEdited.connect(lambda _: self.edited.emit())

    def raw(self) -> object:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.setText(self.column.kind.show(value))
        self.line.setCursorPosition(0)


class SecretEditor(LineEditor):
    """已有的证件号、电话先打着码；按“更改”才重新填。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.button = QToolButton()
        self.button.setText("更改")
        self.button.setProperty("link", True)
        self.button.setAccessibleName(f"更改{column.label}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.unlock)
        self.button.setVisible(False)
        self.row.addWidget(self.button)

    def cover(self, value: str) -> None:
        """只显示打码的样子。"""
        self.line.setText(self.column.kind.masked(value))
        self.line.setReadOnly(True)
        self.button.setVisible(True)

    def unlock(self) -> None:
        """清空，重新填。"""
        self.line.clear()
        self.line.setReadOnly(False)
        self.button.setVisible(False)
        self.line.setFocus()
        self.edited.emit()


class LinesEditor(Editor):
    """几行文字；Tab 走到下一格。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(64)
        self.place(self.text)
        self.text.textChanged.connect(self.edited.emit)

    def raw(self) -> object:
        return self.text.toPlainText()

    def set_value(self, value: Any) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(value or "")
        self.text.blockSignals(False)


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


class ComboEditor(Editor):
    """从不多的几个里选一个；第一项是空着。"""

    def __init__(self, column: Column, options: list[tuple[Any, str]]) -> None:
        super().__init__(column)
        self.combo = CalmCombo()
        self.combo.addItem("", None)
        for value, label in options:
            self.combo.addItem(label, value)
        self.combo.setMaxVisibleItems(16)
        self.place(self.combo)
        self.combo.activated.connect(lambda _: self.edited.emit())

    def raw(self) -> object:
        return self.combo.currentData()

    def set_value(self, value: Any) -> None:
        at = self._place_of(value)
        if at < 0 and value is not None:  # 已停用的词也照样显示，不悄悄换掉
            self.combo.addItem(self.column.kind.show(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def _place_of(self, value: Any) -> int:
        for at in range(self.combo.count()):
            held = self.combo.itemData(at)
            if held == value or (isinstance(held, Ref) and isinstance(value, Ref) and held.id == value.id):
                return at
        return -1


class ChecksEditor(Editor):
    """一个人可以属于几类：每类一个勾。"""

    def __init__(self, column: Column, codes: CodeList) -> None:
        super().__init__(column)
        self.boxes: dict[str, QCheckBox] = {}
        for code, label in codes.labels.items():
            box = QCheckBox(label)
            box.setAccessibleName(f"{column.label}：{label}")
            box.clicked.connect(lambda _: self.edited.emit())
            self.boxes[code] = box
            self.row.addWidget(box)
        self.row.setSpacing(10)
        self.row.addStretch()
        self.widget = self
        self.setAccessibleName(column.label)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def raw(self) -> object:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in (value or ()))


class PickEditor(Editor):
    """指向大表（志愿者、网格、场次）：打字就找，选中一条。"""

    def __init__(self, column: Column, office: Office, link: Link) -> None:
        super().__init__(column)
        self.picker = RecordPicker(office, REGISTERS[link.target])
        self.place(self.picker)
        self.picker.picked.connect(self.edited.emit)

    def raw(self) -> object:
        return self.picker.ref()

    def set_value(self, value: Any) -> None:
        self.picker.set_ref(value)

    def note(self) -> str:
        return self.picker.detail


class CalmCombo(QComboBox):
    """滚轮滚过表单时不改它的值。"""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()


@singledispatch
def editor_for(kind: Kind, column: Column, office: Office) -> Editor:
    """这种值的编辑框。"""
    return SecretEditor(column) if kind.secret else LineEditor(column)


@editor_for.register
def _(kind: Text, column: Column, office: Office) -> Editor:
    return LinesEditor(column) if kind.lines else LineEditor(column)


@editor_for.register
def _(kind: Day, column: Column, office: Office) -> Editor:
    return DayEditor(column, office)


@editor_for.register
def _(kind: Choice, column: Column, office: Office) -> Editor:
    return ComboEditor(column, list(kind.codes.labels.items()))


@editor_for.register
def _(kind: Choices, column: Column, office: Office) -> Editor:
    return ChecksEditor(column, kind.codes)


@editor_for.register
def _(kind: YesNo, column: Column, office: Office) -> Editor:
    return ComboEditor(column, [(True, "是"), (False, "否")])


@editor_for.register
def _(kind: Link, column: Column, office: Office) -> Editor:
    target = REGISTERS[kind.target]
    if kind.target != "volunteers" and office.keeper.table(target).count() <= MOST_IN_COMBO:
        return ComboEditor(column, [(ref, str(ref.name)) for ref in choices(office.database, kind)])
    return PickEditor(column, office, kind)


def _unit(text: str) -> QWidget:
    from PySide6.QtWidgets import QLabel

    label = QLabel(text)
    label.setProperty("quiet", True)
    return label
