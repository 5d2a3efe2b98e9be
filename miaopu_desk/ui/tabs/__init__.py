"""窗口的各个标签页，从左到右；每页用到时才装入。"""

from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

Factory = Callable[[Any, Any], QWidget]


def _late(module: str, name: str) -> Factory:
    """第一次显示时才装入那一页的代码。"""

    def make(office: Any, window: Any) -> QWidget:
        made: QWidget = getattr(import_module(f"{__name__}.{module}"), name)(office, window)
        return made

    return make


TABS: tuple[tuple[str, Factory], ...] = (
    ("总览", _late("overview", "OverviewTab")),
    ("领导小组", _late("roster", "RosterTab")),
    ("志愿者", _late("volunteers", "VolunteersTab")),
    ("网格", _late("grid", "GridTab")),
    ("值守", _late("duty", "DutyTab")),
    ("服务", _late("service", "ServiceTab")),
    ("活动", _late("activities", "ActivitiesTab")),
    ("培训", _late("training", "TrainingTab")),
    ("保险", _late("insurance", "InsuranceTab")),
    ("督查", _late("inspection", "InspectionTab")),
    ("表彰", _late("honours", "HonoursTab")),
    ("月报", _late("month", "MonthTab")),
    ("设置", _late("settings", "SettingsTab")),
)

# 每张登记表在哪一页：从一个数字、一件要办的事跳到它的名单。没有写的在“设置”里，新的登记表一声明就看得见
REST = "设置"
HOME: defaultdict[str, str] = defaultdict(
    lambda: REST,
    {
        "roster_issues": "领导小组",
        "leaders": "领导小组",
        "volunteers": "志愿者",
        "service_records": "服务",
        "head_counts": "服务",
        "teams": "志愿者",
        "party_branches": "志愿者",
        "certificates": "服务",
        "star_rules": "服务",
        "star_levels": "服务",
        "point_rules": "服务",
        "point_rates": "服务",
        "point_deeds": "服务",
        "point_entries": "服务",
        "star_rounds": "服务",
        "star_certifications": "服务",
        "grid_areas": "网格",
        "assignments": "网格",
        "duty_rules": "值守",
        "shifts": "值守",
        "shift_people": "值守",
        "equipment": "值守",
        "equipment_issues": "值守",
        "summers": "值守",
        "holiday_days": "值守",
        "activities": "活动",
        "activity_people": "活动",
        "service_days": "活动",
        "training_sessions": "培训",
        "participations": "培训",
        "training_plans": "培训",
        "policies": "保险",
        "enrollments": "保险",
        "submissions": "保险",
        "submission_people": "保险",
        "claims": "保险",
        "inspections": "督查",
        "inspection_scores": "督查",
        "rectifications": "督查",
        "rechecks": "督查",
        "ranking_weights": "督查",
        "clues": "督查",
        "reward_batches": "督查",
        "reward_payments": "督查",
        "reward_rules": "督查",
        "checklists": "督查",
        "checklist_items": "督查",
        "selections": "表彰",
        "nominations": "表彰",
        "objections": "表彰",
        "honours": "表彰",
        "courtesies": "表彰",
        "welfare_posts": "表彰",
        "post_holders": "表彰",
        "post_leaves": "表彰",
        "stipend_sheets": "表彰",
        "stipend_lines": "表彰",
        "meetings": "表彰",
        "decisions": "表彰",
        "publicity": "表彰",
    },
)
