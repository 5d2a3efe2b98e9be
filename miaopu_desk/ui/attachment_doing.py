"""对一个附件做的事：打开、另存、改名；证件照片先问用途。"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from miaopu_desk.domain.attachments import SENSITIVE, safe_file_name
from miaopu_desk.domain.codes import ATTACHMENT_KINDS
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.services import attachments
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed, wrong_note
from miaopu_desk.ui.outgoing import ask_save


def open_one(office: Office, attachment: Attachment, parent: QWidget) -> None:
    """用系统的程序打开；打不开说一声可以另存。"""

    def do(purpose: str, recipient: str) -> None:
        path = attachments.open_copy(office, attachment, purpose, recipient)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            messages.warn(parent, "打不开", "这台电脑没有能打开它的程序，请另存以后换一台电脑看。")

    _with_purpose("打开证件照片", attachment, parent, do)


def save_one(office: Office, attachment: Attachment, parent: QWidget) -> None:
    """选好位置另存一份。"""

    def do(purpose: str, recipient: str) -> None:
        name = safe_file_name(attachment.title, attachment.file_name)
        target = ask_save(parent, office, "附件另存为", name, f"附件 (*{Path(name).suffix or ''})")
        if target is not None:
            attachments.save_as(office, attachment, target, purpose, recipient)

    _with_purpose("另存证件照片", attachment, parent, do)


def rename_one(office: Office, attachment: Attachment, parent: QWidget) -> None:
    """改名称和种类。"""
    RenameDialog(office, attachment, parent).open()


class RenameDialog(QDialog):
    """附件的名称和种类。"""

    def __init__(self, office: Office, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.attachment = office, attachment
        self.save_button = button("保存", main=True)
        cancel = button("取消")
        content = framed(self, "附件的名称和种类", self.save_button, cancel, enter=self.save_button)
        form = QFormLayout()
        self.title = QLineEdit(attachment.title)
        self.title.setMinimumWidth(320)
        self.title.selectAll()
        self.kind = QComboBox()
        for each in ATTACHMENT_KINDS.items:
            self.kind.addItem(each.label, each.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(attachment.kind)))
        self.kind.setEnabled(attachment.kind != SENSITIVE)
        form.addRow("名称", self.title)
        form.addRow("种类", self.kind)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)

    def accept(self) -> None:
        problems = attachments.rename(
            self.office, self.attachment.id, self.title.text(), self.kind.currentData() or self.attachment.kind
        )
        if problems:
            self.note.setText("；".join(str(each) for each in problems))
        else:
            super().accept()


def _with_purpose(title: str, attachment: Attachment, parent: QWidget, do: Callable[[str, str], None]) -> None:
    """证件照片先问用途再做；做不成的说明原因。"""

    def safely(purpose: str, recipient: str) -> None:
        try:
            do(purpose, recipient)
        except KnownError as error:
            messages.warn(parent, "附件", str(error))

    if attachment.kind != SENSITIVE:
        safely("", "")
        return
    from miaopu_desk.ui.dialogs.purpose import PurposeDialog

    dialog = PurposeDialog(title, parent, ask_recipient=True)
    dialog.agreed.connect(safely)
    dialog.open()
