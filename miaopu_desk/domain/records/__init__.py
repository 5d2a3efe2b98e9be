"""全部登记表，按标签页的顺序；多一张登记表，就在这里多一行。"""

from typing import Any

from miaopu_desk.domain.records.activities import ACTIVITIES, ACTIVITY_PEOPLE, SERVICE_DAYS
from miaopu_desk.domain.records.attachments import ATTACHMENTS
from miaopu_desk.domain.records.calendars import HOLIDAY_DAYS, SUMMERS
from miaopu_desk.domain.records.certificates import CERTIFICATES
from miaopu_desk.domain.records.claims import CLAIMS
from miaopu_desk.domain.records.clues import CLUES, REWARD_BATCHES, REWARD_PAYMENTS, REWARD_RULES
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.duty import DUTY_RULES
from miaopu_desk.domain.records.equipment import EQUIPMENT, EQUIPMENT_ISSUES
from miaopu_desk.domain.records.grid import ASSIGNMENTS, GRID_AREAS
from miaopu_desk.domain.records.honours import COURTESIES, HONOURS, NOMINATIONS, OBJECTIONS, SELECTIONS
from miaopu_desk.domain.records.inspection import CHECKLIST_ITEMS, CHECKLISTS, INSPECTION_SCORES, INSPECTIONS
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES
from miaopu_desk.domain.records.meetings import DECISIONS, MEETINGS, PUBLICITY
from miaopu_desk.domain.records.offices import OFFICES
from miaopu_desk.domain.records.operators import OPERATORS
from miaopu_desk.domain.records.party_branches import PARTY_BRANCHES
from miaopu_desk.domain.records.points import POINT_DEEDS, POINT_ENTRIES, POINT_RATES, POINT_RULES
from miaopu_desk.domain.records.ranking import RANKING_WEIGHTS
from miaopu_desk.domain.records.rectification import RECHECKS, RECTIFICATIONS
from miaopu_desk.domain.records.rosters import LEADERS, ROSTER_ISSUES
from miaopu_desk.domain.records.service import HEAD_COUNTS, SERVICE_RECORDS
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS
from miaopu_desk.domain.records.targets import TARGETS
from miaopu_desk.domain.records.teams import TEAMS
from miaopu_desk.domain.records.templates import TEMPLATES
from miaopu_desk.domain.records.terms import TERMS
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_PLANS, TRAINING_SESSIONS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.records.welfare import (
    POST_HOLDERS,
    POST_LEAVES,
    STIPEND_LINES,
    STIPEND_SHEETS,
    WELFARE_POSTS,
)
from miaopu_desk.domain.register import Register

__all__ = [
    "ACTIVITIES",
    "ACTIVITY_PEOPLE",
    "ASSIGNMENTS",
    "ATTACHMENTS",
    "CERTIFICATES",
    "CHECKLISTS",
    "CHECKLIST_ITEMS",
    "CLAIMS",
    "CLUES",
    "COMMUNITIES",
    "COURTESIES",
    "DECISIONS",
    "DUTY_RULES",
    "ENROLLMENTS",
    "EQUIPMENT",
    "EQUIPMENT_ISSUES",
    "GRID_AREAS",
    "HEAD_COUNTS",
    "HOLIDAY_DAYS",
    "HONOURS",
    "INSPECTIONS",
    "INSPECTION_SCORES",
    "LEADERS",
    "MEETINGS",
    "NOMINATIONS",
    "OBJECTIONS",
    "OFFICES",
    "OPERATORS",
    "PARTICIPATIONS",
    "PARTY_BRANCHES",
    "POINT_DEEDS",
    "POINT_ENTRIES",
    "POINT_RATES",
    "POINT_RULES",
    "POLICIES",
    "POST_HOLDERS",
    "POST_LEAVES",
    "PUBLICITY",
    "RANKING_WEIGHTS",
    "RECHECKS",
    "RECTIFICATIONS",
    "REGISTERS",
    "REWARD_BATCHES",
    "REWARD_PAYMENTS",
    "REWARD_RULES",
    "ROSTER_ISSUES",
    "SELECTIONS",
    "SERVICE_DAYS",
    "SERVICE_RECORDS",
    "SHIFTS",
    "SHIFT_PEOPLE",
    "STAR_CERTIFICATIONS",
    "STAR_LEVELS",
    "STAR_ROUNDS",
    "STAR_RULES",
    "STIPEND_LINES",
    "STIPEND_SHEETS",
    "SUBMISSIONS",
    "SUBMISSION_PEOPLE",
    "SUMMERS",
    "TARGETS",
    "TEAMS",
    "TEMPLATES",
    "TERMS",
    "TRAINING_PLANS",
    "TRAINING_SESSIONS",
    "VOLUNTEERS",
    "WELFARE_POSTS",
]

REGISTERS: dict[str, Register[Any]] = {
    each.table: each
    for each in (
        OFFICES,
        OPERATORS,
        COMMUNITIES,
        TERMS,
        TARGETS,
        ROSTER_ISSUES,
        LEADERS,
        TEAMS,
        PARTY_BRANCHES,
        VOLUNTEERS,
        SERVICE_RECORDS,
        HEAD_COUNTS,
        CERTIFICATES,
        STAR_RULES,
        STAR_LEVELS,
        POINT_RULES,
        POINT_RATES,
        POINT_DEEDS,
        POINT_ENTRIES,
        STAR_ROUNDS,
        STAR_CERTIFICATIONS,
        GRID_AREAS,
        ASSIGNMENTS,
        DUTY_RULES,
        SHIFTS,
        SHIFT_PEOPLE,
        SERVICE_DAYS,
        EQUIPMENT,
        EQUIPMENT_ISSUES,
        SUMMERS,
        HOLIDAY_DAYS,
        ACTIVITIES,
        TRAINING_PLANS,
        ACTIVITY_PEOPLE,
        TRAINING_SESSIONS,
        PARTICIPATIONS,
        POLICIES,
        ENROLLMENTS,
        SUBMISSIONS,
        SUBMISSION_PEOPLE,
        CLAIMS,
        CHECKLISTS,
        CHECKLIST_ITEMS,
        INSPECTIONS,
        INSPECTION_SCORES,
        RECTIFICATIONS,
        RECHECKS,
        RANKING_WEIGHTS,
        CLUES,
        REWARD_RULES,
        REWARD_BATCHES,
        REWARD_PAYMENTS,
        SELECTIONS,
        NOMINATIONS,
        OBJECTIONS,
        HONOURS,
        COURTESIES,
        WELFARE_POSTS,
        POST_HOLDERS,
        POST_LEAVES,
        STIPEND_SHEETS,
        STIPEND_LINES,
        MEETINGS,
        DECISIONS,
        PUBLICITY,
        TEMPLATES,
        ATTACHMENTS,
    )
}
