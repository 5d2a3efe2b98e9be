"""看着表单的几格：改了、离开了就等一会儿再查，查的事各自写。"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from miaopu_desk.ui.record_form import RecordForm

DELAY = 300  # 毫秒


class FormWatch(QObject):
    """watched 是看着的几栏；查一次是 look。"""

    def __init__(self, form: "RecordForm", watched: Sequence[str]) -> None:
        super().__init__(form)
        self.timer = QTimer(self, singleShot=True, interval=DELAY)
        self.timer.timeout.connect(self.look)
        for name in watched:
            editor = form.fields[name].editor
            editor.edited.connect(self.timer.start)
            editor.left.connect(self.timer.start)

    @property
    def form(self) -> "RecordForm":
        """所在的表单；不另存一份，免得关了的表单收不回去。"""
        form: RecordForm = self.parent()  # type: ignore[assignment]
        return form

    def look(self) -> None:
        """查一次，把话写在该写的一格下面。"""
        raise NotImplementedError
