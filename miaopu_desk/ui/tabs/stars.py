"""“服务”里星级的几张分页：星级、认证、积分、规则；一行一页，做法在各自的文件里。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.records.points import POINT_DEEDS, POINT_ENTRIES, POINT_RATES, POINT_RULES
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES
from miaopu_desk.services.office import Office
from miaopu_desk.ui.tabs.points import PointsPage
from miaopu_desk.ui.tabs.star_board import StarBoard
from miaopu_desk.ui.tabs.star_rounds import RoundsPage
from miaopu_desk.ui.tabs.star_rules import RulesPage

StarPage = tuple[str, Callable[[], QWidget], tuple[str, ...]]


def star_pages(office: Office, window: Any) -> list[StarPage]:
    """（标题，怎样建，哪几张登记表在这一页）。"""
    rules = (STAR_RULES, STAR_LEVELS, POINT_RULES, POINT_RATES, POINT_DEEDS)
    return [
        ("星级", lambda: StarBoard(office, window), ()),
        ("认证", lambda: RoundsPage(office, window), (STAR_ROUNDS.table, STAR_CERTIFICATIONS.table)),
        ("积分", lambda: PointsPage(office, window), (POINT_ENTRIES.table,)),
        ("规则", lambda: RulesPage(office, window), tuple(each.table for each in rules)),
    ]
