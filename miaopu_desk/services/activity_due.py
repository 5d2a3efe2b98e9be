"""活动里到期要办的：快要报备的、没有报备的、过了日子没有下文的、开展了没有记录的。"""

from datetime import date, timedelta

from miaopu_desk.domain.calendar import add_working_days
from miaopu_desk.services.activities import filing_terms
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target

AHEAD = 7  # 离报备期限还有一周就提醒
WORDS = (
    ("activities_to_file", "活动该报备了", f"离报备的期限不到{AHEAD}天，请报备并记下编号"),
    ("activities_not_filed", "活动没有按时报备", "过了报备的期限，请补报，或者核对预计人数"),
    ("activities_passed", "活动过了日子没有下文", "开展了的请记为已开展并记录，没有开展的请取消或改期"),
    ("activities_recorded_empty", "活动记了没有人", "状态是已记录，却没有参加的人，也没有团体人次，请补上"),
    (
        "activities_without_record",
        "活动开展了没有记录",
        "过了记录的期限（民政部令第67号第十一条的十个工作日），请录入参加的人和时长",
    ),
)


def given(office: Office, day: date) -> dict[str, object]:
    """提问要的几个数：几人以上要报备；哪天起的活动还来得及报备、到哪天的该提醒；哪天以前开展的记录过了期。"""
    terms = filing_terms(office)
    return {
        "filing_people": terms.people,
        "file_from": (day + timedelta(days=terms.days)).isoformat(),
        "file_soon": (day + timedelta(days=terms.days + AHEAD)).isoformat(),
        "record_from": add_working_days(day, -target(office, "record_due_working_days"), holidays(office)).isoformat(),
    }
