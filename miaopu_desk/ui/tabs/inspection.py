"""督查：打分的督查、整改、考核排名、线索和奖励、检查表。"""

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
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

SCORES_SHOWN = ("position", "name", "full_score", "target", "measured", "score", "reason")
RECHECKS_SHOWN = ("day", "passed", "inspectors", "new_deadline", "note")
ITEMS_SHOWN = ("position", "name", "requirement", "full_score", "weight", "target", "target_test")
PAYMENTS_SHOWN = ("clue", "clue.received_on", "clue.kind", "clue.community", "amount", "note")


class InspectionTab(Pages):
    """督查的几张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        def pair(master: Any, detail: Any, link: str, tools: Any, shown: Any) -> Any:
            return lambda: MasterDetail(office, window, master, detail, link, detail_tools=tools, detail_columns=shown)

        plain = ("export", "print")
        edited = ("add", "edit", "delete", "|", "export", "print")
        super().__init__(
            [
                ("督查", pair(INSPECTIONS, INSPECTION_SCORES, "inspection", plain, SCORES_SHOWN)),
                ("整改", pair(RECTIFICATIONS, RECHECKS, "rectification", plain, RECHECKS_SHOWN)),
                ("考核权重", lambda: RegisterTab(office, RANKING_WEIGHTS, window)),
                ("线索", lambda: RegisterTab(office, CLUES, window)),
                ("奖励", pair(REWARD_BATCHES, REWARD_PAYMENTS, "batch", plain, PAYMENTS_SHOWN)),
                ("奖励办法", lambda: RegisterTab(office, REWARD_RULES, window)),
                ("检查表", pair(CHECKLISTS, CHECKLIST_ITEMS, "checklist", edited, ITEMS_SHOWN)),
            ],
            {
                INSPECTIONS.table: 0,
                INSPECTION_SCORES.table: 0,
                RECTIFICATIONS.table: 1,
                RECHECKS.table: 1,
                RANKING_WEIGHTS.table: 2,
                CLUES.table: 3,
                REWARD_BATCHES.table: 4,
                REWARD_PAYMENTS.table: 4,
                REWARD_RULES.table: 5,
                CHECKLISTS.table: 6,
                CHECKLIST_ITEMS.table: 6,
            },
        )
