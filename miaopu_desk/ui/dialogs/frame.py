"""小窗的共同样子：内容在上，按钮在右下；一打开光标就在第一格，Tab 先走完各格再到按钮。"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def button(label: str, main: bool = False) -> QPushButton:
    """一个按钮；main 是这个窗里最该点的那个。"""
    made = QPushButton(label)
    made.setAutoDefault(False)
    made.setDefault(False)
    if main:
        made.setProperty("main", True)
    return made


def acting(label: str, do: Callable[[], object], tip: str = "") -> QPushButton:
    """一按就做 do 的按钮。"""
    made = button(label)
    made.setToolTip(tip)
    made.clicked.connect(lambda _=False: do())
    return made


def framed(
    dialog: QDialog,
    title: str,
    *buttons: QPushButton,
    left: tuple[QPushButton, ...] = (),
    enter: QPushButton | None = None,
) -> QVBoxLayout:
    """给小窗摆好框架，返回放内容的那一块。

    只问几格的窗口用 enter 写明哪个按钮等于回车；有表格的不写，回车是在表格里走。
    """
    dialog.setWindowTitle(title)
    dialog.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(16, 14, 16, 14)
    outer.setSpacing(10)
    content = QVBoxLayout()
    content.setSpacing(8)
    outer.addLayout(content, 1)
    row = QHBoxLayout()
    for each in left:
        row.addWidget(each)
    row.addStretch()
    for each in buttons:
        row.addWidget(each)
    outer.addLayout(row)
    if enter is not None:
        enter.setDefault(True)
    _FirstField(dialog, (*left, *buttons))
    return content


class _FirstField(QObject):
    """窗口出来时定光标；窗口自己定过的照它的。"""

    def __init__(self, dialog: QDialog, buttons: tuple[QPushButton, ...]) -> None:
        super().__init__(dialog)
        self.buttons = buttons
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QDialog) and event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            _settle(watched, self.buttons)
        return False


def _settle(dialog: QDialog, buttons: tuple[QPushButton, ...]) -> None:
    fields = _fields(dialog)
    if not fields:
        return
    last = fields[-1]
    for each in buttons:
        QWidget.setTabOrder(last, each)
        last = each
    if dialog.focusWidget() in (None, *buttons):
        # 像是按 Tab 来的：格子里原有的字选中，打字就换掉
        fields[0].setFocus(Qt.FocusReason.TabFocusReason)


def _fields(dialog: QDialog) -> list[QWidget]:
    """Tab 走得到的各格，照摆放的先后。"""
    found = dialog.findChildren(QWidget)
    return [each for each in found if each.isVisibleTo(dialog) and each.isEnabled() and _is_field(each)]


def _is_field(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    pressed = isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox | QRadioButton)
    return tabbed and not pressed and not isinstance(widget, QScrollArea)


def sentence(text: str, quiet: bool = False, parent: QWidget | None = None) -> QLabel:
    """一段会折行的文字，姓名里的 < 和 & 不当作网页。"""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if quiet:
        label.setProperty("quiet", True)
    return label


def wrong_note() -> QLabel:
    """窗口下面的红字：为什么还不能办。"""
    label = sentence("")
    label.setProperty("note", True)
    label.setProperty("wrong", True)
    return label


def told(name: str) -> QLabel:
    """以后才有话说的一段，可以选中复制；name 念给读屏。"""
    label = sentence("")
    label.setAccessibleName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
