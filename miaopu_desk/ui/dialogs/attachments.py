"""一条记录的附件，单独一个窗；和放在别处的“附件”按钮。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.register import Register
from miaopu_desk.services import attachments
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attachment_strip import AttachmentStrip, on_change
from miaopu_desk.ui.dialogs.frame import button, framed, sentence


class AttachmentsDialog(QDialog):
    """register 里 record_id 这一条的附件。"""

    def __init__(
        self, office: Office, register: Register[Any], record_id: str, parent: QWidget | None = None, kind: str = ""
    ) -> None:
        super().__init__(parent)
        close = button("关闭")
        close.clicked.connect(self.close)
        content = framed(self, "附件", close)
        record = office.keeper.table(register).get(record_id)
        shown = register.column(register.name_by).kind.masked(getattr(record, register.name_by)) if record else ""
        content.addWidget(sentence(f"{register.noun}“{shown}”的附件"))
        self.strip = AttachmentStrip(office, register, record_id, kind=kind)
        content.addWidget(self.strip)
        content.addStretch()
        self.resize(720, 240)


def attachments_button(
    office: Office,
    register: Register[Any],
    record_id: str | Callable[[], str | None],
    parent: QWidget | None = None,
    *,
    kind: str = "",
) -> QPushButton:
    """一个“附件…”按钮，写着有几个，点了打开附件窗；record_id 也可以是说出当前记录的函数，换了当前就叫按钮的 refresh()。"""
    made = _Button(office, register, record_id, parent, kind)
    made.refresh()
    return made


class _Button(QPushButton):
    def __init__(
        self,
        office: Office,
        register: Register[Any],
        record_id: str | Callable[[], str | None],
        parent: QWidget | None,
        kind: str,
    ) -> None:
        super().__init__("附件…", parent)
        self.setAutoDefault(False)
        self.office, self.register, self.kind = office, register, kind
        self._record_id = record_id
        self.clicked.connect(self._open)
        on_change(self, office, lambda tables: self.refresh() if ATTACHMENTS.table in tables else None)

    def current(self) -> str | None:
        """现在说的是哪一条；没有为空。"""
        return self._record_id if isinstance(self._record_id, str) else self._record_id()

    def refresh(self) -> None:
        """重新数有几个。"""
        found = self.current()
        count = attachments.counts(self.office, self.register, [found]).get(found, 0) if found else 0
        self.setText(f"附件（{count}）…" if count else "附件…")
        self.setEnabled(bool(found))

    def _open(self) -> None:
        found = self.current()
        if found:
            AttachmentsDialog(self.office, self.register, found, self.window(), self.kind).open()
