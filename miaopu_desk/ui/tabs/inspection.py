"""督查：打分的督查、整改、考核排名、线索和奖励、检查表。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records import (
    CHECKLIST_ITEMS,
    CHECKLISTS,
    CLUES,
    INSPECTION_SCORES,
    INSPECTIONS,
    RANKING_WEIGHTS,
    RECHECKS,
    RECTIFICATIONS,
    REWARD_BATCHES,
    REWARD_PAYMENTS,
    REWARD_RULES,
)
from miaopu_desk.domain.records.inspection import Inspection
from miaopu_desk.domain.register import Record
from miaopu_desk.services.inspection_defaults import offer_defaults
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.clues import CluesTab, RewardsPage
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages
from miaopu_desk.ui.tabs.ranking import RankingPage
from miaopu_desk.ui.tabs.rectifications import RectificationsPage

SCORES_SHOWN = ("position", "name", "full_score", "weight", "target", "measured", "score", "reason")
ITEMS_SHOWN = ("position", "name", "requirement", "full_score", "weight", "target", "target_test")
PART_TOOLS = ("add", "edit", "delete", "|", "export", "print")


class InspectionTab(Pages):
    """督查的几张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("督查", partial(InspectionsPage, office, window)),
                ("整改", partial(RectificationsPage, office, window)),
                ("排名", partial(RankingPage, office, window)),
                ("线索", partial(CluesTab, office, window)),
                ("奖励", partial(RewardsPage, office, window)),
                ("检查表", partial(ChecklistsPage, office, window)),
                (RANKING_WEIGHTS.title, partial(RegisterTab, office, RANKING_WEIGHTS, window)),
                (REWARD_RULES.title, partial(RegisterTab, office, REWARD_RULES, window)),
            ],
            {
                INSPECTIONS.table: 0,
                INSPECTION_SCORES.table: 0,
                RECTIFICATIONS.table: 1,
                RECHECKS.table: 1,
                CLUES.table: 3,
                REWARD_BATCHES.table: 4,
                REWARD_PAYMENTS.table: 4,
                CHECKLISTS.table: 5,
                CHECKLIST_ITEMS.table: 5,
                RANKING_WEIGHTS.table: 6,
                REWARD_RULES.table: 7,
            },
        )


class InspectionList(RegisterTab):
    """督查；新增和编辑都在一屏的窗口里，各项得分一起录，得分由各项算出，所以不在格子里改。"""

    def __init__(self, office: Office, register: Any, window: Any, **options: Any) -> None:
        super().__init__(office, register, window, **options)
        self.model.can_edit = lambda row, column: False

    def _open_form(self, record: Record | None) -> None:
        from miaopu_desk.ui.dialogs.inspection import InspectionDialog

        if record is None and not offer_checklists(self):
            return
        dialog = InspectionDialog(self.office, record if isinstance(record, Inspection) else None, self)
        dialog.saved.connect(self._saved)
        dialog.open()


class InspectionsPage(MasterDetail):
    """上面是督查，下面是选中那一次的各项得分。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            window,
            INSPECTIONS,
            INSPECTION_SCORES,
            "inspection",
            detail_tools=("export", "print"),
            detail_columns=SCORES_SHOWN,
            master_type=InspectionList,
        )

    def describe(self, owner: Inspection) -> str:
        places = (owner.unit, owner.community and f"{owner.community.name}社区", owner.area and owner.area.name)
        where = "，".join(each for each in places if each)
        score = INSPECTIONS.column("score").kind.show(owner.score)
        return f"{owner.number}　{owner.day}　{where}　{owner.checklist.name}　得分 {score or '—'}"


class ChecklistsPage(MasterDetail):
    """上面是检查表，下面是它的检查内容。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            window,
            CHECKLISTS,
            CHECKLIST_ITEMS,
            "checklist",
            detail_tools=PART_TOOLS,
            detail_columns=ITEMS_SHOWN,
        )
        self.split.setSizes([220, 500])


def offer_checklists(tab: RegisterTab) -> bool:
    """没有检查表就录不了督查：问一声，补上默认的。返回现在有没有。"""
    if tab.office.keeper.table(CHECKLISTS).count():
        return True
    said = "还没有检查表。要补上默认的三张吗？补上以后可以照街道的办法改。"
    if not messages.confirm(tab, "检查表", said, "补上默认的", "也可以先到“检查表”一页自己建。"):
        return False
    offer_defaults(tab.office)
    return True
