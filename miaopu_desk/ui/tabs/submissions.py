"""批改：每次报给保险公司的增减名单，上面是各次，下面是那一次冻结的名单。"""

from typing import Any

from miaopu_desk.domain.codes import SUBMISSION_KINDS
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS, Submission
from miaopu_desk.services.office import Office
from miaopu_desk.ui.tabs.pages import MasterDetail

SHOWN = ("change", "name", "sex", "id_number", "community", "starts_on", "ends_on", "premium", "refund", "note")


class SubmissionsPage(MasterDetail):
    """名单报出去就不改；报错了用“撤销”整次退回。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        super().__init__(
            office,
            window,
            SUBMISSIONS,
            SUBMISSION_PEOPLE,
            "submission",
            master_tools=("export", "print", "|", "undo", "redo"),
            detail_tools=("export", "print", "|", "reveal"),
            detail_columns=SHOWN,
        )
        self.split.setSizes([300, 600])

    def describe(self, owner: Submission) -> str:
        parts = f"批增 {owner.added} 人，批减 {owner.removed} 人，不变 {owner.unchanged} 人"
        return f"{owner.number}　{SUBMISSION_KINDS.label(owner.kind)}　{owner.noticed_on} 通知　{parts}"
