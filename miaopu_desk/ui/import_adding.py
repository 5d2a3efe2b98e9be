"""导入窗里的“新建没有的名字”：表里写着、登记里还没有的服务队、党支部、词，答应了一起新建。"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Register
from miaopu_desk.services.import_missing import Missing, add_missing, missing
from miaopu_desk.services.importing import ImportPlan
from miaopu_desk.services.office import Office
from miaopu_desk.ui.messages import confirm


class AddMissing(QPushButton):
    """有没建的名字才看得见；added 给出建好以后的一句话，failed 给出为什么没有建成。"""

    added = Signal(str)
    failed = Signal(str)

    def __init__(self, office: Office, register: Register[Any], parent: QWidget) -> None:
        super().__init__("新建没有的名字…", parent)
        self.office, self.register = office, register
        self.lacking: list[Missing] = []
        self.setToolTip("表里写着、登记里还没有的服务队、党支部和代码表的词，一起新建，再重新看一遍")
        self.setAutoDefault(False)
        self.hide()
        self.clicked.connect(lambda: self.ask())

    def show_plan(self, plan: ImportPlan | None) -> None:
        """换一份计划；没有计划、写完了的为空。"""
        self.lacking = missing(self.office, plan) if plan else []
        self.setVisible(bool(self.lacking))

    def ask(self) -> None:
        """说清是哪些、各有几行，答应了才建。"""
        text = "\n".join(each.sentence() for each in self.lacking)
        if not confirm(self, "登记里还没有这些", text, "新建", "写错了字的请不要新建，在预览里改。新建以后可以撤销。"):
            return
        try:
            self.added.emit(add_missing(self.office, self.register, self.lacking))
        except KnownError as error:
            self.failed.emit(str(error))
