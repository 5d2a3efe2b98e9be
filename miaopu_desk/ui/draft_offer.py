"""打开窗口时，上次没有保存完的放在状态栏右边：接着填，或者不要了。"""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from miaopu_desk.services.drafts import Draft, drop_draft, waiting_drafts
from miaopu_desk.ui import messages


class DraftOffer(QWidget):
    """一次说一份，说完一份再说下一份。"""

    def __init__(self, window: Any, drafts: list[Draft]) -> None:
        super().__init__()
        self.window_, self.drafts = window, drafts
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        self.label = QLabel()
        row.addWidget(self.label)
        for text, do in (("接着填", self.resume), ("不要了", self.refuse)):
            button = QToolButton()
            button.setText(text)
            button.setProperty("link", True)
            button.clicked.connect(do)
            row.addWidget(button)
        self._show()

    def resume(self) -> Any:
        """打开表单，放回上次填的。"""
        from miaopu_desk.ui.record_form import RecordForm

        draft = self.drafts.pop(0)
        office = self.window_.office
        record = office.keeper.table(draft.register).get(draft.record_id) if draft.record_id else None
        self._show()
        if draft.record_id and record is None:
            self.window_.say("那一条后来删除了，不能接着填")
            drop_draft(office, draft.register, draft.record_id)
            return None
        form = RecordForm(office, draft.register, record, parent=self.window_)
        form.drafts.take(draft)
        form.saved.connect(lambda _, what: self.window_.say(what))
        form.open()
        return form

    def refuse(self) -> None:
        """问过以后去掉。"""
        draft = self.drafts[0]
        if messages.confirm(self.window_, "不要了", f"{draft.title}，真的不要了吗？", "不要了"):
            self.drafts.pop(0)
            drop_draft(self.window_.office, draft.register, draft.record_id)
            self._show()

    def _show(self) -> None:
        if not self.drafts:
            self.hide()
            return
        more = f"，另外还有 {len(self.drafts) - 1} 份" if len(self.drafts) > 1 else ""
        self.label.setText(f"{self.drafts[0].title}{more}")


def offer_drafts(window: Any) -> DraftOffer | None:
    """有留着的就放到状态栏上。"""
    found = waiting_drafts(window.office)
    if not found:
        return None
    offer = DraftOffer(window, found)
    window.statusBar().insertPermanentWidget(0, offer)
    offer.show()
    return offer
