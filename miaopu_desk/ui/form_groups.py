"""栏目多的表单怎样分组；没有写到的登记表不分组，没有写到的栏目接在最后一组。"""

from typing import Any

from miaopu_desk.domain.register import Column, Register

GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "volunteers": (
        ("基本信息", ("name", "id_number", "sex", "born_on", "phone", "community", "residence", "ethnic_group")),
        (
            "队伍与来源",
            (
                "ranks",
                "source_group",
                "registered_on",
                "service_category",
                "team",
                "party_branch",
                "political_status",
                "education",
                "employer",
                "skills",
                "app_number",
                "hunan_number",
            ),
        ),
        ("同意与监护", ("consent", "guardian", "guardian_phone", "guardian_consent")),
        ("状态", ("standing", "standing_on", "standing_reason", "note")),
    ),
    "activities": (
        (
            "计划",
            (
                "name",
                "planned_on",
                "community",
                "expected_people",
                "starts_at",
                "ends_at",
                "theme",
                "special_action",
                "professional_theme",
                "place",
                "organiser",
                "in_charge",
                "phone",
                "content",
            ),
        ),
        ("报备", ("filed_on", "filed_with", "filing_number", "filed_late")),
        ("开展和记录", ("state", "held_on", "beneficiaries", "recorded_on", "result", "reason", "note")),
        ("来历", ("service_day", "generated_for")),
    ),
    "service_records": (
        (
            "做了什么",
            (
                "volunteer",
                "community",
                "served_on",
                "minutes",
                "starts_at",
                "ends_at",
                "activity",
                "theme",
                "place",
                "content",
                "organiser",
                "in_charge",
            ),
        ),
        ("评价", ("evaluation", "evaluated_on")),
        ("来历", ("source", "evidence", "shift", "event", "corrects", "reason", "recorded_on", "operator")),
    ),
}


def grouped(register: Register[Any]) -> list[tuple[str, list[Column]]]:
    """(组名, 栏目) 按显示的次序；全部栏目一个不少。"""
    groups = [(title, [register.column(name) for name in names]) for title, names in GROUPS.get(register.table, ())]
    told = {each.name for _, columns in groups for each in columns}
    rest = [each for each in register.columns if each.name not in told]
    if not groups:
        return [("", rest)]
    groups[-1][1].extend(rest)
    return groups
