"""列表的显示比例：状态栏右边的滑块、Ctrl+滚轮，和表格软件一样；全部列表用同一个，记住到下次。"""

from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered

NAME = "zoom"
LEAST, PLAIN, MOST, STEP = 80, 100, 200, 10
SAVED_AFTER = 800  # 毫秒：拖完滑块再记


class Zoom(QObject):
    """百分之几，十个一档；变了发出 changed。"""

    changed = Signal(int)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.percent = _whole(remembered(office, NAME, PLAIN))
        self._timer = QTimer(self, singleShot=True, interval=SAVED_AFTER)
        self._timer.timeout.connect(lambda: remember(self.office, NAME, self.percent))

    def set_percent(self, percent: int) -> None:
        """换成 percent，出了界的取最近的一档。"""
        percent = _whole(percent)
        if percent != self.percent:
            self.percent = percent
            self._timer.start()
            self.changed.emit(percent)

    def step(self, steps: int) -> None:
        """放大、缩小几档。"""
        self.set_percent(self.percent + steps * STEP)


class ZoomSlider(QWidget):
    """状态栏上的滑块和百分之几；双击数字回到 100%。"""

    def __init__(self, zoom: Zoom) -> None:
        super().__init__()
        self.zoom = zoom
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, MOST)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(STEP)
        self.slider.setFixedWidth(110)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName("列表的显示比例")
        self.slider.setToolTip("列表的字放大、缩小；在列表上按住 Ctrl 滚轮也行")
        self.said = QLabel()
        self.said.setProperty("quiet", True)
        self.said.setToolTip("双击回到 100%")
        self.said.setFixedWidth(self.said.fontMetrics().horizontalAdvance("200%") + 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.slider)
        row.addWidget(self.said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.slider.valueChanged.connect(zoom.set_percent)
        zoom.changed.connect(self._show)
        self._show(zoom.percent)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        self.zoom.set_percent(PLAIN)

    def _show(self, percent: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(percent)
        self.said.setText(f"{percent}%")


def _whole(percent: Any) -> int:
    """记住的、滑块给的数 → 十个一档。"""
    number = percent if isinstance(percent, int) else PLAIN
    return min(max(round(number / STEP) * STEP, LEAST), MOST)
