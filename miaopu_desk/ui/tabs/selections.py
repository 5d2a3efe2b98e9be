"""评选：选一次评选，看它的推荐；推荐、核对、公示、公布结果都在这里办，异议记在推荐名下。"""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from miaopu_desk.domain.codes import SELECTION_STATES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import NOMINATIONS, OBJECTIONS, SELECTIONS
from miaopu_desk.domain.records.honours import Selection
from miaopu_desk.services.office import Office
from miaopu_desk.services.selecting import nominate_people
from miaopu_desk.services.selection_checks import nominations_of
from miaopu_desk.ui import messages
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.pages import MasterDetail

SHOWN = ("name", "community", "nominated_by", "nominated_on", "state", "state_on", "reason")


class SelectionsPage(MasterDetail):
    """上面是各次评选，下面是那一次的推荐。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.deeds = {
            "people": _action("推荐人员", "挑许多人，一次推荐", lambda: self.nominate()),
            "check": _action("核对", "照登记当场算时长、次数、培训、缺席，记为已核对、入围", lambda: self.check()),
            "publicise": _action("公示", "入围的全部公示", lambda: self.publicise()),
            "publish": _action("公布结果", "授予的记进荣誉，评选结束", lambda: self.publish()),
            "object": _action("记异议", "给选中的推荐记一条公示异议", lambda: self.add_objection()),
        }
        super().__init__(
            office,
            window,
            SELECTIONS,
            NOMINATIONS,
            "selection",
            detail_tools=("add", "edit", "delete", "|", "export", "print"),
            detail_columns=SHOWN,
        )
        tools = self.detail.tools
        tools.insertSeparator(insert_actions(tools, 0, self.deeds.values()))
        self.detail.current_changed.connect(lambda _: self.owner_changed())
        self.owner_changed()

    def describe(self, owner: Selection) -> str:
        quota = f"　名额 {owner.quota} 个" if owner.quota else ""
        public = (
            f"　公示 {owner.publicised_on} 至 {owner.publicity_ends_on}"
            if owner.publicised_on and owner.publicity_ends_on
            else ""
        )
        return f"{owner.name}　{SELECTION_STATES.label(owner.state)}{quota}{public}"

    def owner_changed(self) -> None:
        state = self.owner.state if self.owner is not None else ""
        self.deeds["people"].setEnabled(state == "open" and self.owner.subject == "volunteer")
        self.deeds["check"].setEnabled(bool(state))
        self.deeds["publicise"].setEnabled(state == "open")
        self.deeds["publish"].setEnabled(state == "publicised")
        self.deeds["object"].setEnabled(bool(state) and self.detail.current_id() is not None)

    def nominate(self) -> PeoplePicker:
        """打开挑人的窗口。"""
        owner: Selection = self.owner
        by = QLineEdit()
        by.setAccessibleName("推荐单位")
        by.setPlaceholderText("空着写各人所在社区")
        by.setMaxLength(60)
        by.setMinimumWidth(220)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("推荐单位"))
        row.addWidget(by)
        present = [each.volunteer.id for each in nominations_of(self.office, owner.id) if each.volunteer]
        picker = PeoplePicker(self.office, f"推荐：{owner.name}", self, present=present, extra=below)
        picker.picked.connect(lambda ids: self._nominate(owner.id, ids, by.text()))
        picker.open()
        return picker

    def check(self) -> QDialog:
        """打开核对的窗口。"""
        from miaopu_desk.ui.dialogs.selection_check import CheckDialog

        return _opened(CheckDialog(self.office, self.window_, self.owner, self))

    def publicise(self) -> QDialog:
        """问哪天起、公示几天。"""
        from miaopu_desk.ui.dialogs.selection_results import PublicityDialog

        return _opened(PublicityDialog(self.office, self.window_, self.owner, self))

    def publish(self) -> QDialog:
        """选授予哪些、编号、授予单位和日期。"""
        from miaopu_desk.ui.dialogs.selection_results import ResultDialog

        return _opened(ResultDialog(self.office, self.window_, self.owner, self))

    def add_objection(self) -> QDialog | None:
        """给选中的推荐记一条异议。"""
        chosen = self.detail.table.get(self.detail.current_id() or "")
        if chosen is None:
            return None
        form = RecordForm(
            self.office, OBJECTIONS, defaults={"nomination": Ref(chosen.name, chosen.id)}, more=False, parent=self
        )
        form.saved.connect(lambda _, what: self.window_.say(what))
        return _opened(form)

    def _nominate(self, selection_id: str, ids: list[str], by: str) -> None:
        try:
            added = nominate_people(self.office, selection_id, ids, by)
        except KnownError as error:
            messages.warn(self, "没有推荐", str(error))
            return
        self.window_.say(added.sentence())


def _action(label: str, tip: str, do: Any) -> QAction:
    action = QAction(label)
    action.setToolTip(tip)
    action.triggered.connect(do)
    return action


def _opened(dialog: Any) -> Any:
    dialog.open()
    return dialog
