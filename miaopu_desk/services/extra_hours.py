"""补录：排班以外的服务，许多人一张表单一次记；历史时数也从这里记。"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from miaopu_desk.domain.attendance import Span
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import OPENING, OTHER
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import Outcome, post_lines

# 一张表单上大家共用的栏目
ASKED = (
    "served_on",
    "minutes",
    "starts_at",
    "ends_at",
    "activity",
    "theme",
    "community",
    "place",
    "content",
    "organiser",
    "in_charge",
    "evidence",
)
ASKED_OPENING = ("served_on", "minutes", "activity", "evidence", "content")
OPENING_NAME = "历史时数"


def post_extra(
    office: Office,
    raw: Mapping[str, object],
    volunteer_ids: Sequence[str],
    *,
    source: str = OTHER,
    agreed: bool = False,
) -> Outcome:
    """volunteer_ids 各记一行，内容相同，一次操作。raw 是表单上填的；社区空着的按各人的社区，时长空着的由起止来算。"""
    people = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(volunteer_ids)))
    problems = [] if people else [Problem("志愿者", "请先挑人")]
    own = not str(raw.get("community") or "").strip()
    facts: dict[str, Any] = {**raw, "source": source, **_hours(raw)}
    first = people[0] if people else None
    facts["volunteer"] = Ref(first.name, first.id) if first else Ref("—", "—")
    if own:
        facts["community"] = first.community if first else Ref("—", "—")
    read = office.keeper.read(SERVICE_RECORDS, facts) if first else SERVICE_RECORDS.read(facts, today=office.today())
    if isinstance(read, list):
        return Outcome((*problems, *_clearer(raw, read)))
    problems += _too_long(read)
    if problems:
        return Outcome(tuple(problems))
    lines = [
        replace(read, volunteer=Ref(one.name, one.id), community=one.community if own else read.community)
        for one in people
    ]
    what = "历史时数" if source == OPENING else f"“{read.activity}”"
    return post_lines(office, f"补录{what}{len(lines)}人", lines, agreed=agreed)


def _hours(raw: Mapping[str, object]) -> dict[str, object]:
    """没有写时长而写了起止的，由起止来算；读不懂的留给栏目自己说。"""
    if str(raw.get("minutes") or "").strip():
        return {}
    minutes = _span(raw).minutes
    return {"minutes": SERVICE_RECORDS.column("minutes").kind.show(minutes)} if minutes else {}


def _span(raw: Mapping[str, object]) -> Span:
    clock = SERVICE_RECORDS.column("starts_at").kind
    start, end = clock.read(raw.get("starts_at")), clock.read(raw.get("ends_at"))
    good = hasattr(start, "hour") and hasattr(end, "hour")
    return Span(start, end) if good else Span()


def _clearer(raw: Mapping[str, object], problems: Sequence[Problem]) -> list[Problem]:
    """时长必填的，说清可以写起止。"""
    label = SERVICE_RECORDS.column("minutes").label
    blank = not str(raw.get("minutes") or "").strip()
    return [
        Problem(label, "请填时长，或者开始和结束时间") if blank and each.column == label else each for each in problems
    ]


def _too_long(read: ServiceRecord) -> list[Problem]:
    length = Span(read.starts_at, read.ends_at).minutes
    if length is not None and read.minutes > length:
        return [Problem("服务时长", "比开始到结束还长，请核对")]
    return []
