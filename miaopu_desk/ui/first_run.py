"""第一次打开，还没有资料：看示例，还是建立自己的办公室。"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QCommandLinkButton, QDialog, QWidget

from miaopu_desk.paths import resource
from miaopu_desk.services.office import open_office
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.jobs import Jobs, Progress

CHOICES = (
    ("sample", "打开示例办公室", "用编出来的志愿者和八个社区的表先试一遍；时间停在2021年5月31日"),
    ("miaopu", "建立苗圃街道办公室", "已填好八个社区、领导小组名单和代码表，从登记志愿者开始"),
    ("leiyang", "建立耒阳市城管局示例", "值守分工表的办公室：责任单位、路段和值守时间"),
)


class FirstRunDialog(QDialog):
    """三个大按钮；选了发出 chosen(名字)。"""

    chosen = Signal(str)

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        leave = button("退出")
        content = framed(self, "第一次使用", leave)
        content.addWidget(sentence("这里还没有资料，想从哪里开始？"))
        for name, title, about in CHOICES:
            choice = QCommandLinkButton(title, about)
            choice.setAccessibleName(title)
            choice.setIcon(QIcon(str(resource("icons/right.svg"))))
            choice.clicked.connect(lambda _=False, name=name: self._choose(name))
            content.addWidget(choice)
        content.addWidget(sentence(f"资料将放在 {folder}", quiet=True))
        leave.clicked.connect(self.reject)
        self.setMinimumWidth(480)

    def _choose(self, name: str) -> None:
        self.accept()
        self.chosen.emit(name)


def ask_first_run(window: Any, folder: Path, today: date | None, then: Callable[[], None]) -> FirstRunDialog:
    """问建哪一种，在后台建好，再做 then；不建就退出程序。"""
    dialog = FirstRunDialog(folder, window)
    dialog.chosen.connect(lambda name: build(window, folder, today, name, then))
    dialog.rejected.connect(lambda: QApplication.exit(0))
    dialog.open()
    return dialog


def build(window: Any, folder: Path, today: date | None, name: str, then: Callable[[], None]) -> None:
    """在后台建立；没建成说原因，再问一次。"""
    jobs = Jobs(window)
    window.jobs = jobs  # 关窗口时要等它做完

    def failed(error: BaseException) -> None:
        jobs.explain("没有建成", error)
        ask_first_run(window, folder, today, then)

    jobs.start("正在建立办公室…", lambda progress: _make(folder, today, name, progress), lambda _: then(), failed)


def _make(folder: Path, today: date | None, name: str, progress: Progress) -> None:
    with open_office(folder, today, must_exist=False) as office:
        if name == "sample":
            from miaopu_desk.services.sample import make_sample

            make_sample(office, office.output / "社区交来的表", lambda step: progress(0, 0, f"正在{step}…"))
        else:
            from miaopu_desk.services.setting_up import set_up

            set_up(office, name)
