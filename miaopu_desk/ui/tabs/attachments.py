"""附件一览：全部登记表的附件在一张表里，打得开、找得到所属的记录，也能把文件都核对一遍。"""

from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.services.attachment_checks import FileCheck, check_files, clean_up, clean_up_sentence, unneeded
from miaopu_desk.services.attachments import owner_of
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.attachment_doing import open_one, rename_one
from miaopu_desk.ui.register_tab import RegisterTab

# 附件在各条记录里添加，这里不新增、不导入；文件名、指纹这些不由人改
TOOLS = ("delete", "|", "undo", "redo", "|", "export", "print")
YEARS = 5


class AttachmentsPage(RegisterTab):
    """全部附件。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, ATTACHMENTS, window, toolbar=TOOLS)
        self.tools.addSeparator()
        self._tool("打开附件", "用系统的程序打开选中的附件", self.edit)
        self._tool("改名…", "改附件的名称和种类", self.rename)
        self._tool("看所属记录", "到选中的附件所属的那条记录", self.go_to_owner)
        self._tool("核对文件", "逐个读一遍，看有没有不在了、被改过的", self.check)
        self._tool("清理…", f"清掉 {YEARS} 年以前就删除了的附件文件", self.clean)

    def edit(self) -> None:
        """双击、回车：打开选中的一个。"""
        attachment = self.current()
        if attachment is not None:
            open_one(self.office, attachment, self)

    def rename(self) -> None:
        """改选中的一个的名称和种类。"""
        attachment = self.current()
        if attachment is not None:
            rename_one(self.office, attachment, self)

    def current(self) -> Attachment | None:
        """选中的附件。"""
        found = self.current_id()
        return self.table.get(found) if found else None

    def go_to_owner(self) -> None:
        """到所属的那条记录。"""
        attachment = self.current()
        if attachment is None:
            return
        owner = owner_of(self.office, attachment)
        if owner is None:
            self._say("所属的记录已经删除")
        else:
            register, record_id = owner
            self.window_.show_records(register.table, [record_id], f"附件“{attachment.title}”的所属记录")

    def check(self) -> None:
        """把文件都核对一遍，放到后台。"""
        self.window_.jobs.read(
            "正在核对附件文件…", self.office, lambda office: check_files(office, True), self._checked
        )

    def clean(self) -> None:
        """清掉多年以前就删除了的附件的文件，先说有多少。"""
        found = unneeded(self.office, YEARS)
        told = clean_up_sentence(len(found), sum(found.values()))
        if not found:
            messages.tell(self, "清理附件文件", f"{YEARS} 年以前删除的附件里，{told}。")
        elif messages.confirm(
            self,
            "清理附件文件",
            f"{YEARS} 年以前就删除了的附件：{told}，要从磁盘上清掉吗？",
            "清掉",
            "清掉以后不能再恢复；备份文件夹里的副本不动。",
        ):
            count, size = clean_up(self.office, YEARS)
            self._say(f"已清掉 {clean_up_sentence(count, size)}")

    def _checked(self, found: FileCheck) -> None:
        if found.sound:
            self._say(found.sentence())
        else:
            messages.warn(self, "附件文件", found.sentence())

    def _tool(self, label: str, tip: str, do: Any) -> None:
        action = QAction(label, self)
        action.setToolTip(tip)
        action.triggered.connect(do)
        self.tools.addAction(action)
