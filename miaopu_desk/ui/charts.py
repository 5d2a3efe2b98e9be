"""条形图：自己画的，横条、目标线、数字，鼠标和方向键都能选一条。"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from miaopu_desk.ui.theme import COLOURS

CALM = QColor("#5b8fc4")
BELOW = QColor("#d0797a")
TRACK = QColor(COLOURS["head"])
TARGET = QColor(COLOURS["red_dark"])


@dataclass(frozen=True, slots=True)
class Bar:
    """一条：value 为空是没有数据（画空槽，写 text）；low 为真用提醒的颜色。"""

    label: str
    value: float | None
    text: str
    low: bool = False
    tip: str = ""


class BarChart(QWidget):
    """横条图。activated 给出选中的第几条（点击或回车）。"""

    activated = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: Sequence[Bar] = ()
        self.target: float | None = None
        self.target_text = ""
        self.current = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], target: float | None = None, target_text: str = "") -> None:
        """换一组条；target 画一条竖的虚线，与 value 同单位。"""
        self.bars, self.target, self.target_text = bars, target, target_text
        self.current = -1
        self.setAccessibleDescription("；".join(f"{bar.label} {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._top() + self._step() * max(len(self.bars), 1) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    # 画

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        left, width = self._track()
        for at, bar in enumerate(self.bars):
            row = self._row(at)
            if at == self.current and self.hasFocus():
                painter.fillRect(row, self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.setPen(ink)
            label = QRect(0, row.top(), left - 10, row.height())
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, bar.label)
            self._paint_bar(painter, bar, left, width, row, ink)
        if self.target is not None and self.bars:
            self._paint_target(painter, left, width)

    def _paint_bar(self, painter: QPainter, bar: Bar, left: int, width: int, row: QRect, ink: QColor) -> None:
        thick = round(row.height() * 0.56)
        top = row.top() + (row.height() - thick) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(TRACK)
        painter.drawRoundedRect(QRectF(left, top, width, thick), 2, 2)
        if bar.value:
            painter.setBrush(BELOW if bar.low else CALM)
            painter.drawRoundedRect(QRectF(left, top, width * min(bar.value / self._highest(), 1), thick), 2, 2)
        painter.setPen(BELOW.darker(125) if bar.low else ink)
        text = QRect(left + width + 8, row.top(), self.width() - left - width - 8, row.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, bar.text)

    def _paint_target(self, painter: QPainter, left: int, width: int) -> None:
        assert self.target is not None
        x = left + width * self.target / self._highest()
        painter.setPen(QPen(TARGET, 1.4, Qt.PenStyle.DashLine))
        bottom = self._row(len(self.bars) - 1).bottom()
        painter.drawLine(QPoint(round(x), self._top() - 2), QPoint(round(x), bottom))
        painter.setPen(TARGET)
        room = self.fontMetrics().horizontalAdvance(self.target_text) + 4
        start = min(max(round(x - room / 2), 0), self.width() - room)
        painter.drawText(QRect(start, 0, room, self._top() - 3), Qt.AlignmentFlag.AlignCenter, self.target_text)

    # 尺寸

    def _top(self) -> int:
        return self.fontMetrics().height() + 6 if self.target is not None else 2

    def _step(self) -> int:
        return round(self.fontMetrics().height() * 1.55)

    def _row(self, at: int) -> QRect:
        return QRect(0, self._top() + at * self._step(), self.width(), self._step())

    def _track(self) -> tuple[int, int]:
        metrics: QFontMetrics = self.fontMetrics()
        label = max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 14
        text = max((metrics.horizontalAdvance(bar.text) for bar in self.bars), default=0) + 14
        return label, max(self.width() - label - text, 20)

    def _highest(self) -> float:
        values = [bar.value for bar in self.bars if bar.value is not None]
        return max([*values, (self.target or 0) * 1.2, 1e-9]) * 1.02

    # 选

    def _at(self, y: float) -> int:
        at = int((y - self._top()) // self._step())
        return at if 0 <= at < len(self.bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
        if at >= 0 and self.bars[at].tip:
            QToolTip.showText(event.globalPosition().toPoint(), self.bars[at].tip, self)
        else:
            QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        if at >= 0:
            self._choose(at)
            self.activated.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.bars:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._choose(min(max(self.current + step, 0), len(self.bars) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _choose(self, at: int) -> None:
        self.current = at
        self.update()
