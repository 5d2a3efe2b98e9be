"""活动的月历格子：一周一行，每天写上有哪些活动，状态一个词一种颜色；方向键走，回车加，双击打开。"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from miaopu_desk.domain.activity_calendar import OFF, STATE_WORDS, DayCell, Line
from miaopu_desk.ui.theme import ACTIVITY_COLOURS, AMBER, BLUE, COLOURS, RED

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
HEAD, ROW, MARGIN = 22, 17, 5  # 像素：日子那一行、一个活动一行、左右的空
SMALL = 12  # 活动一行的字，像素
BAR = 7  # 色条连同后面的空


class MonthModel(QAbstractTableModel):
    """几周乘七天。"""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: Sequence[Sequence[DayCell]] = ()

    def show(self, weeks: Sequence[Sequence[DayCell]]) -> None:
        self.beginResetModel()
        self.weeks = weeks
        self.endResetModel()

    def cell(self, index: Index) -> DayCell:
        return self.weeks[index.row()][index.column()]

    def index_of(self, day: date) -> QModelIndex:
        """那一天的格子；月历上没有的无效。"""
        for row, week in enumerate(self.weeks):
            if week[0].day <= day <= week[-1].day:
                return self.index(row, (day - week[0].day).days)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return told(cell) if cell.lines or role == Qt.ItemDataRole.AccessibleTextRole else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return WEEKDAYS[section]
        return None


class MonthGrid(QTableView):
    """月历；day_changed 给出选中的日子，month_asked 走出了这个月，opened 打开一个活动，several 一行是几个社区的，add_asked 在那天加。"""

    day_changed = Signal(object)
    month_asked = Signal(object)
    opened = Signal(str)
    several = Signal(object)
    add_asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
        self.days = MonthModel()
        self.setModel(self.days)
        self.setItemDelegate(CellPainter(self))
        self.setAccessibleName("活动月历")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(40)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._twice)
        self._pressed = QPoint()

    def show_month(self, weeks: Sequence[Sequence[DayCell]], day: date) -> None:
        """换内容，光标放在 day。"""
        self.selectionModel().blockSignals(True)
        self.days.show(weeks)
        self.setCurrentIndex(self.days.index_of(day))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def day(self) -> date | None:
        """选中的日子。"""
        index = self.currentIndex()
        return self.days.cell(index).day if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, key = self.day(), Qt.Key(event.key())
        if day is None:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.go_to(day + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(_other_month(day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.month_asked.emit(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_asked.emit(day)
        else:
            super().keyPressEvent(event)

    def go_to(self, day: date) -> None:
        """走到那一天；走出了这个月就换月。"""
        index = self.days.index_of(day)
        if index.isValid() and self.days.cell(index).inside:
            self.setCurrentIndex(index)
        else:
            self.month_asked.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def line_at(self, at: QPoint) -> Line | None:
        """格子里那一点上的一行。"""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        cell, rect = self.days.cell(index), self.visualRect(index)
        shown, _ = visible_lines(cell, rect.width() - 2 * MARGIN, rect.height(), small(self.font()))
        y = rect.top() + HEAD
        for line, rows in shown:
            if y <= at.y() < y + rows * ROW:
                return line
            y += rows * ROW
        return None

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.day_changed.emit(self.days.cell(current).day)

    def _twice(self, index: QModelIndex) -> None:
        line = self.line_at(self._pressed)
        if line is None:
            self.add_asked.emit(self.days.cell(index).day)
        elif len(line.entries) == 1:
            self.opened.emit(line.first.id)
        else:
            self.several.emit(line)


class CellPainter(QStyledItemDelegate):
    """画一格：日子、放假调休，下面一行一个活动，放不下的说还有几个。"""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: DayCell = index.data(CELL)
        rect = option.rect
        grid = self.parent()
        painter.save()
        self._ground(painter, option, cell, rect)
        self._head(painter, cell, rect, cell.day == grid.today)  # type: ignore[union-attr]
        painter.setFont(small(painter.font()))
        box = QRect(rect.left() + MARGIN, rect.top() + HEAD, rect.width() - 2 * MARGIN, ROW)
        shown, rest = visible_lines(cell, box.width(), rect.height(), painter.font())
        for line, rows in shown:
            box.setHeight(rows * ROW)
            self._line(painter, line, box)
            box.translate(0, rows * ROW)
        if rest:
            box.setHeight(ROW)
            painter.setPen(QColor(COLOURS["quiet"]))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"还有 {rest} 个…")
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, cell: DayCell, rect: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = COLOURS["chosen"] if chosen else COLOURS["base"] if cell.inside else COLOURS["window"]
        if cell.mark == OFF and cell.inside and not chosen:
            ground = COLOURS["red_pale"]
        painter.fillRect(rect, QColor(ground))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(BLUE), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _head(self, painter: QPainter, cell: DayCell, rect: QRect, today: bool) -> None:
        font = painter.font()
        font.setBold(today)
        painter.setFont(font)
        weekend = cell.day.isoweekday() > 5 and cell.mark != "worked"
        ink = COLOURS["quiet"] if not cell.inside else RED if cell.mark == OFF or weekend else COLOURS["text"]
        painter.setPen(QColor(ink))
        box = QRect(rect.left() + MARGIN, rect.top() + 2, rect.width() - 2 * MARGIN, HEAD - 2)
        number = f"{cell.day.month}月{cell.day.day}日" if cell.day.day == 1 else str(cell.day.day)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, number + ("　今天" if today else ""))
        font.setBold(False)
        painter.setFont(font)
        if cell.said:
            painter.setPen(QColor(RED if cell.mark == OFF else AMBER))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cell.said)

    def _line(self, painter: QPainter, line: Line, box: QRect) -> None:
        colour = QColor(ACTIVITY_COLOURS[line.state])
        metrics = painter.fontMetrics()
        painter.fillRect(QRect(box.left(), box.top() + 2, 3, box.height() - 4), colour)
        painter.setPen(colour)
        painter.drawText(QRect(box.left() + BAR, box.top(), box.width(), ROW), _MIDDLE, STATE_WORDS[line.state])
        indent = text_indent(line, metrics)
        painter.setPen(QColor(COLOURS["quiet"] if line.state == "cancelled" else COLOURS["text"]))
        for at, text in enumerate(pieces(line.text, box.width() - indent, box.height() // ROW, metrics)):
            painter.drawText(box.left() + indent, box.top() + at * ROW + (ROW + metrics.capHeight()) // 2, text)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def small(font: QFont) -> QFont:
    """活动一行用的小字，跟着字号的设置走。"""
    made = QFont(font)
    made.setPixelSize(max(SMALL, font.pixelSize() - 2))
    return made


def text_indent(line: Line, metrics: QFontMetrics) -> int:
    """名称从哪里起：色条、状态两个字以后。"""
    return BAR + metrics.horizontalAdvance(STATE_WORDS[line.state]) + 5


def pieces(text: str, room: int, rows: int, metrics: QFontMetrics) -> list[str]:
    """名称折成至多 rows 行，放不下的末尾省略。"""
    if rows < 2 or metrics.horizontalAdvance(text) <= room:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)]
    cut = next(n for n in range(len(text), 0, -1) if n == 1 or metrics.horizontalAdvance(text[:n]) <= room)
    bracket = text.rfind("（")
    if 0 < bracket <= cut and metrics.horizontalAdvance(text[bracket:]) <= room:
        cut = bracket  # 括号里的社区不拆成两行
    return [text[:cut], metrics.elidedText(text[cut:], Qt.TextElideMode.ElideRight, room)]


def visible_lines(cell: DayCell, width: int, height: int, font: QFont) -> tuple[list[tuple[Line, int]], int]:
    """格子里写得下的（活动，占几行），和写不下的还有几个活动；地方够的，长名称折成两行。"""
    room = max((height - HEAD) // ROW, 0)
    metrics = QFontMetrics(font)
    wanted = [
        2 if metrics.horizontalAdvance(each.text) > width - text_indent(each, metrics) else 1 for each in cell.lines
    ]
    if sum(wanted) <= room:
        return list(zip(cell.lines, wanted, strict=True)), 0
    if len(cell.lines) <= room:
        return [(each, 1) for each in cell.lines], 0
    shown = [(each, 1) for each in cell.lines[: max(room - 1, 0)]]
    return shown, cell.count - sum(len(each.entries) for each, _ in shown)


def told(cell: DayCell) -> str:
    """一格说成话：几月几日，放假调休，几个活动。"""
    day = f"{cell.day.month}月{cell.day.day}日{WEEKDAYS[cell.day.weekday()]}"
    parts = [f"{day}{f'，{cell.said}' if cell.said else ''}，{f'{cell.count} 个活动' if cell.count else '没有活动'}"]
    return "\n".join([*parts, *(f"{STATE_WORDS[each.state]}　{each.text}" for each in cell.lines)])


def _other_month(day: date, step: int) -> date:
    """前后一个月的同一天；没有那一天的是月末。"""
    at = day.year * 12 + day.month - 1 + step
    first = date(at // 12, at % 12 + 1, 1)
    after = date((at + 1) // 12, (at + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))
