"""规则：星级标准和它的档次，积分规则和它的分值、奖励分值；没有登记过的可以一下装入默认的再改。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miaopu_desk.domain.codes import STAR_MEASURES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.points import POINT_DEEDS, POINT_RATES, POINT_RULES, PointRuleSet
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES, StarRuleSet
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rules import put_defaults, rule_notes, uses_defaults
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import wrong_note
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages, heading_label

PART_TOOLS = ("add", "edit", "delete", "|", "export", "print")
DEFAULT_TIP = "还没有登记的，把全国通行时数和一小时一分装进来，再照街道的办法改"


class RulesPage(Pages):
    """星级标准、积分规则两张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                (STAR_RULES.title, lambda: StarRulesPage(office, window)),
                (POINT_RULES.title, lambda: PointRulesPage(office, window)),
            ],
            {
                STAR_RULES.table: 0,
                STAR_LEVELS.table: 0,
                POINT_RULES.table: 1,
                POINT_RATES.table: 1,
                POINT_DEEDS.table: 1,
            },
        )


class _WithDefaults(MasterDetail):
    """上级的工具条上多一个“装入默认”，用着预置的时候才亮。"""

    def add_default_action(self) -> None:
        """摆上按钮。"""
        self.default_action = QAction("装入默认", self)
        self.default_action.setToolTip(DEFAULT_TIP)
        self.default_action.triggered.connect(lambda: self.put_defaults())
        tools = self.master.tools
        tools.insertAction(tools.actions()[0], self.default_action)
        self.default_action.setEnabled(uses_defaults(self.office))

    def put_defaults(self) -> None:
        """装入默认的，说一声。"""
        problems = put_defaults(self.office)
        if problems:
            messages.show_problems(self, "没有装入", problems)
        else:
            self.master.window_.say("已装入默认的标准和规则，请照街道的办法改，可以撤销")

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        self.default_action.setEnabled(uses_defaults(self.office))


class StarRulesPage(_WithDefaults):
    """上面是各套标准，下面是选中那一套的档次。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.faults = wrong_note()
        self.faults.setContentsMargins(10, 2, 10, 4)
        super().__init__(
            office,
            window,
            STAR_RULES,
            STAR_LEVELS,
            "rules",
            detail_tools=PART_TOOLS,
            detail_columns=("star", "label", "hours", "points", "privileges", "note"),
        )
        self.add_default_action()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.faults)
        self._tell()

    def describe(self, owner: StarRuleSet) -> str:
        state = "" if owner.confirmed else "，待街道确认"
        return f"{owner.name}　{owner.effective_from} 起生效，{STAR_MEASURES.label(owner.measure)}{state}　档次"

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        self._tell()

    def _tell(self) -> None:
        notes = rule_notes(self.office)
        self.faults.setText("；".join(notes))
        self.faults.setVisible(bool(notes))


class PointRulesPage(_WithDefaults):
    """上面是各套规则，下面左边每小时的分值，右边奖励事项的分值。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.deeds: RegisterTab | None = None
        super().__init__(
            office,
            window,
            POINT_RULES,
            POINT_RATES,
            "rules",
            detail_tools=PART_TOOLS,
            detail_columns=("hundredths", "theme", "category", "source", "note"),
        )
        self.add_default_action()
        self.deeds = RegisterTab(
            office,
            POINT_DEEDS,
            window,
            parent_filter={},
            toolbar=PART_TOOLS,
            columns=("deed", "points", "year_cap", "note"),
        )
        heading = heading_label()
        heading.setText("奖励事项的分值")
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(heading)
        box.addWidget(self.deeds)
        self.split.addWidget(right)
        self.owner_changed()

    def describe(self, owner: PointRuleSet) -> str:
        caps = [
            f"{word}封顶 {cap} 分"
            for word, cap in (("每天", owner.day_cap), ("每月", owner.month_cap), ("每年", owner.year_cap))
            if cap
        ]
        state = "" if owner.confirmed else "，待街道确认"
        limits = "，".join(caps) or "不封顶"
        return f"{owner.name}　{owner.effective_from} 起的服务照它计分，{limits}{state}　每小时的分值"

    def owner_changed(self) -> None:
        if self.deeds is not None:
            self.deeds.set_parent_filter({"rules": Ref(self.owner.name, self.owner.id)} if self.owner else {})

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        if self.deeds is not None:
            self.deeds.refresh(tables)

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """奖励分值也列在选中的那一套下面。"""
        if table != POINT_DEEDS.table or self.deeds is None:
            super().show_records(table, ids, title)
            return
        owners = [each.rules.id or "" for each in self.office.keeper.table(POINT_DEEDS).records(ids)]
        self.master.show_records(list(dict.fromkeys(owners)), title or "选定的记录")
        self.master.select(owners[:1])
