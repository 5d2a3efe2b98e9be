"""两张工作单：认证的星级够不上了的（选中的撤销认证），列入清退考虑的（选中的照清退来办）。"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QTableWidgetItem, QWidget

from miaopu_desk.domain.removal import RemovalCandidate
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_candidates import revoke
from miaopu_desk.services.star_lists import Demotion, demotions, removal_candidates
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.dialogs.people import StandingDialog
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, ClickTable

MOST = 2000  # 一次最多列几行


class WorkList(QDialog):
    """一张只看的表，可以选几行；do_button 是对选中的办。"""

    title = ""
    heads: tuple[str, ...] = ()
    nobody = ""

    def __init__(self, office: Office, window: Any, day: date, parent: QWidget, deed: str, about: str) -> None:
        super().__init__(parent)
        self.office, self.window_, self.day = office, window, day
        close, self.do_button = button("关闭"), button(deed, main=True)
        self.all_button = button("全选")
        self.box = framed(self, f"{self.title}（截至 {day}）", self.do_button, close, left=(self.all_button,))
        self.box.addWidget(sentence(about, quiet=True))
        self.count = sentence("")
        self.box.addWidget(self.count)
        self.sheet = ClickTable(self.title)
        self.sheet.unsetCursor()
        self.sheet.set_heads([(head, LEFT if head == "为什么" else CENTER) for head in self.heads])
        self.sheet.whole_rows(*([100] * (len(self.heads) - 1)))
        self.sheet.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.box.addWidget(self.sheet, 1)
        self.note = wrong_note()
        close.clicked.connect(self.reject)
        self.all_button.clicked.connect(self.sheet.selectAll)
        self.do_button.clicked.connect(lambda: self.carry_out())
        self.sheet.itemSelectionChanged.connect(self._enable)
        self.resize(860, 480)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """列出来；太多的先列头上的，办完了再列后面的。"""
        total, rows = len(rows), rows[:MOST]
        self.sheet.setRowCount(len(rows))
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(LEFT if self.heads[column] == "为什么" else CENTER)
                self.sheet.setItem(at, column, item)
        more = f"，先列前 {MOST} 人" if total > MOST else ""
        self.count.setText(f"共 {total:,} 人{more}。" if total else self.nobody)
        self._enable()

    def chosen(self) -> list[int]:
        """选中的各行。"""
        return sorted(each.row() for each in self.sheet.selectionModel().selectedRows())

    def carry_out(self) -> Any:
        """对选中的办。"""
        raise NotImplementedError

    def _enable(self) -> None:
        self.do_button.setEnabled(bool(self.chosen()))
        self.all_button.setEnabled(self.sheet.rowCount() > 0)


class DemotionDialog(WorkList):
    """认证的够不上了的：撤销认证要写原因。"""

    title = "降星名单"
    heads = ("姓名", "社区", "已认证", "现在达到", "为什么")
    nobody = "没有人的认证够不上。"

    def __init__(self, office: Office, window: Any, day: date, parent: QWidget) -> None:
        about = "记录更正或标准改了，认证时的星级现在够不上了。撤不撤销由街道定；撤销以后，够得上的一级另开一轮认证。"
        super().__init__(office, window, day, parent, "撤销选中的认证", about)
        self.reason = QLineEdit()
        self.reason.setMaxLength(100)
        self.reason.setPlaceholderText("撤销的原因，例如 时数更正后不够")
        self.reason.setAccessibleName("撤销的原因")
        self.box.addWidget(self.reason)
        self.box.addWidget(self.note)
        self.found: list[Demotion] = []
        self.load()

    def load(self) -> None:
        """重新列。"""
        self.found = demotions(self.office, self.day)
        self.show_rows(
            [
                (
                    each.person.name,
                    each.person.community,
                    each.person.certified_label,
                    each.person.label,
                    each.reason,
                )
                for each in self.found
            ]
        )

    def carry_out(self) -> None:
        """撤销选中的。"""
        done = revoke(self.office, [self.found[at].certification_id for at in self.chosen()], self.reason.text())
        if isinstance(done, list):
            self.note.setText("\n".join(str(problem) for problem in done))
            return
        self.note.setText("")
        self.window_.say(f"已撤销 {done} 份星级认证，可以撤销这一步")
        self.load()


class RemovalDialog(WorkList):
    """列入清退考虑的：选中的照志愿者登记的“清退”来办，原因先填好。"""

    title = "清退考虑"
    heads = ("姓名", "社区", "最近服务", "为什么")
    nobody = "没有人列入清退考虑。"

    def __init__(self, office: Office, window: Any, day: date, parent: QWidget) -> None:
        about = "只是列出来供街道研究，程序不会自己清退。选中以后点“清退选中的”，核对日期和原因再办，可以撤销。"
        super().__init__(office, window, day, parent, "清退选中的…", about)
        self.found: list[RemovalCandidate] = []
        self.load()

    def load(self) -> None:
        """重新列。"""
        self.found = removal_candidates(self.office, self.day)
        self.show_rows(
            [
                (each.name, each.community, str(each.last_served or "没有"), "；".join(each.reasons))
                for each in self.found
            ]
        )

    def carry_out(self) -> StandingDialog:
        """打开状态的窗口，选好清退、填好原因。"""
        chosen = [self.found[at] for at in self.chosen()]
        dialog = StandingDialog(self.office, self.window_, [each.volunteer_id for each in chosen], self)
        dialog.what.setCurrentIndex(dialog.what.findData("removed"))
        reasons = list(dict.fromkeys(reason.partition("（")[0] for each in chosen for reason in each.reasons))
        dialog.reason.setText("；".join(reasons)[: dialog.reason.maxLength()])
        dialog.accepted.connect(self.load)
        dialog.open()
        return dialog
