"""一套安静的样子：Fusion、自带的字体、浅色、一点志愿红。"""

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from miaopu_desk.paths import resource

RED = "#c1272d"  # 志愿红：只用在主要按钮、当前标签和错处
BLUE = "#2f6db3"
GREEN = "#2e7d4f"
AMBER = "#a86400"
COLOURS = {
    "red": RED,
    "red_dark": "#9f1f24",
    "red_pale": "#fbeeee",
    "blue": BLUE,
    "window": "#f3f4f6",
    "base": "#ffffff",
    "stripe": "#f8f9fb",
    "line": "#d9dce1",
    "grid": "#e6e8ec",
    "head": "#eceef2",
    "text": "#1f2329",
    "quiet": "#6b7280",
    "chosen": "#d6e6f8",
    "hover": "#e8ebf0",
}
STATUS_COLOURS = {"active": GREEN, "suspended": AMBER, "left": COLOURS["quiet"], "removed": RED}
ACTIVITY_COLOURS = {
    "planned": BLUE,
    "filed": "#6b4fa0",
    "held": AMBER,
    "recorded": GREEN,
    "cancelled": COLOURS["quiet"],
}
CODE_COLOURS = {"standing": STATUS_COLOURS, "activity_states": ACTIVITY_COLOURS}  # 状态是一个词加一种颜色

FAMILY = "Noto Sans SC"
RARE_FAMILY = "HanaMinB"  # 扩展 B 区以后的生僻字；30 MB，窗口画出来以后才装
BASE_SIZE = 14  # 像素
ROW_HEIGHT = 26


def apply_theme(app: QApplication) -> None:
    """把样子用到整个程序；系统的深色模式不影响它。"""
    QFontDatabase.addApplicationFont(str(resource("fonts/NotoSansSC-Regular.ttf")))
    app.setStyle("Fusion")
    app.setFont(base_font())
    app.setPalette(_palette())
    style = resource("style.qss").read_text(encoding="utf-8")
    app.setStyleSheet(Template(style).substitute(COLOURS, icons=resource("icons").as_posix()))


def base_font(size: int = BASE_SIZE) -> QFont:
    """界面的字体，size 以像素计。"""
    font = QFont()
    font.setFamilies([FAMILY, RARE_FAMILY])
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def load_rare_font() -> None:
    """装上生僻字的字体，之后画的字缺了就用它补。"""
    QFontDatabase.addApplicationFont(str(resource("fonts/HanaMinB.ttf")))


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    wanted = {
        role.Window: "window",
        role.Base: "base",
        role.AlternateBase: "stripe",
        role.Button: "window",
        role.Text: "text",
        role.WindowText: "text",
        role.ButtonText: "text",
        role.ToolTipText: "text",
        role.ToolTipBase: "base",
        role.PlaceholderText: "quiet",
        role.Highlight: "chosen",
        role.HighlightedText: "text",
        role.Link: "blue",
        role.Mid: "line",
        role.Light: "base",
        role.Midlight: "hover",
    }
    for each, name in wanted.items():
        palette.setColor(each, QColor(COLOURS[name]))
    grey = QPalette.ColorGroup.Disabled
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(grey, each, QColor("#a0a5ad"))
    return palette


def prefer_light(app: QApplication) -> None:
    """告诉系统这个程序用浅色，标题栏和文件对话框随之。"""
    hints = app.styleHints()
    if hasattr(hints, "setColorScheme"):
        hints.setColorScheme(Qt.ColorScheme.Light)


def look_wrong(widget: QWidget, wrong: bool) -> None:
    """填错了的样子（红边、红字），或者变回平常的样子。"""
    if widget.property("wrong") != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def dense_rows(table: QTableView, height: int = ROW_HEIGHT) -> None:
    """表格的共同样子：行高固定、不折行、没有行头，Tab 走出表格，点哪一列列头都不变粗。"""
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    side = table.verticalHeader()
    side.setVisible(False)
    side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    side.setDefaultSectionSize(height)
    table.horizontalHeader().setHighlightSections(False)
