"""礼遇：挑许多人一次发放；今年领过同样礼遇的先问一句，一个一个填的也问。"""

from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COURTESIES
from miaopu_desk.domain.records.honours import Courtesy
from miaopu_desk.domain.register import Record
from miaopu_desk.services.courtesies import CourtesyPlan, give, given_this_year, plan_courtesies
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.courtesy_fields import CourtesyFields
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab


class CourtesiesPage(RegisterTab):
    """礼遇一页：多一个“发放”。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, COURTESIES, window)
        self.give_action = QAction("发放", self)
        self.give_action.setToolTip("挑许多人，一次发同一种礼遇")
        self.give_action.triggered.connect(lambda: self.give())
        self.tools.insertAction(self.tools.actions()[0], self.give_action)

    def give(self) -> PeoplePicker:
        """打开挑人的窗口，左下角填发什么、哪天、几份。"""
        fields = CourtesyFields(self.office)
        picker = PeoplePicker(self.office, "发放礼遇", self, extra=fields)
        picker.picked.connect(lambda ids: self._give(ids, fields.draft()))
        picker.open()
        return picker

    def _give(self, ids: list[str], draft: Courtesy | str) -> None:
        if isinstance(draft, str):
            messages.warn(self, "没有发放", draft)
            return
        try:
            plan = plan_courtesies(self.office, ids, draft)
        except KnownError as error:
            messages.warn(self, "没有发放", str(error))
            return
        again = bool(plan.again) and messages.confirm(self, "今年领过了", plan.question(), "也再发一次")
        if plan.again and not again and not self._others_only(plan):
            return
        done = give(self.office, plan, again=again)
        if isinstance(done, list):
            messages.show_problems(self, "没有发放", done)
            return
        gone = f"，{len(plan.gone)} 人已退出，没有发" if plan.gone else ""
        self.window_.say(f"已给 {done} 人发放{plan.draft.kind.name}{gone}")

    def _others_only(self, plan: CourtesyPlan) -> bool:
        if not plan.fresh:
            return False
        return messages.confirm(self, "只发其余的", f"只发给今年没有领过的 {len(plan.fresh)} 人吗？", "发给其余的")

    def _open_form(self, record: Record | None) -> Any:
        form = CourtesyForm(
            self.office, COURTESIES, record, defaults=self.parent_filter, revealed=self.model.revealed, parent=self
        )
        form.saved.connect(self._saved)
        form.open()
        return form


class CourtesyForm(RecordForm):
    """填一条礼遇：今年领过同样的，保存以前问一句。"""

    def save(self) -> bool:
        if self.record is None and not self._agreed():
            return False
        return super().save()

    def _agreed(self) -> bool:
        """没有领过，或者问过仍要发；有别的问题的由保存去说。"""
        draft = self.office.keeper.read(COURTESIES, {**COURTESIES.initial(self.office.today()), **self.raw()})
        if isinstance(draft, list):
            return True
        last = given_this_year(self.office, draft.volunteer.id or "", draft.kind.id or "", draft.given_on)
        if not last:
            return True
        said = f"{draft.volunteer.name}（{last}）今年已经领过{draft.kind.name}，还要再发吗？"
        return messages.confirm(self, "今年领过了", said, "再发一次")
