"""主窗口右上角的“更多”：不常用的几件事。"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QToolButton

from miaopu_desk import __version__
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.office import backup_now
from miaopu_desk.ui import messages

if TYPE_CHECKING:
    from miaopu_desk.ui.main_window import MainWindow


def menu_button(window: "MainWindow") -> QToolButton:
    """“更多”按钮和它的菜单。"""
    button = QToolButton()
    button.setText("更多")
    button.setObjectName("more")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.addAction(window.undo_action)
    menu.addAction(window.redo_action)
    menu.addSeparator()
    menu.addAction("填别人的表…", lambda: fill_form(window))
    menu.addSeparator()
    menu.addAction("打开资料所在的文件夹", lambda: open_folder(window))
    menu.addAction("现在备份", lambda: back_up(window))
    menu.addSeparator()
    menu.addAction("关于", lambda: about(window))
    menu.addAction("退出", window.close)
    button.setMenu(menu)
    return button


def fill_form(window: "MainWindow") -> None:
    """区里、平台、保险公司的模板：对照一次，以后每月照着填。"""
    from miaopu_desk.ui.filling_dialog import FillingDialog

    FillingDialog(window.office, window).open()


def open_folder(window: "MainWindow") -> None:
    """在系统的文件窗口里打开资料文件夹。"""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(window.office.folder)))


def back_up(window: "MainWindow") -> None:
    """马上留一份查验过的备份。"""
    try:
        window.say(f"已备份到 {backup_now(window.office)}")
    except KnownError as error:
        messages.warn(window, "没有备份", str(error))


def about(window: "MainWindow") -> None:
    """程序是什么、哪一版、资料在哪里。"""
    about_it = f"街道志愿者登记、网格、培训、保险与月报。\n资料在 {window.office.folder}"
    messages.tell(window, "关于", f"{window.windowTitle()}　{__version__}", about_it)
