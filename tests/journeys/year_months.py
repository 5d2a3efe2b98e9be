"""一年里每个月办的事：一律走真的服务，日子跟着办公室的钟往前走。"""

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any

from builders import add, id_number
from journeys.year_office import value

from miaopu_desk.domain.insurance import Consent
from miaopu_desk.domain.month import Month
from miaopu_desk.domain.records import ACTIVITIES, CHECKLISTS, COMMUNITIES, SERVICE_RECORDS
from miaopu_desk.domain.records.shifts import SHIFTS
from miaopu_desk.services import clue_work, rectifying, rewarding
from miaopu_desk.services.activity_record import Heads, Recording, record_activity
from miaopu_desk.services.attendance import activity_sheet, save_sheet, shift_sheet
from miaopu_desk.services.coverage import training_coverage
from miaopu_desk.services.endorsing import frozen_lines, plan_submission, proposed, submit
from miaopu_desk.services.inspecting import Found, blank_scores, findings_of, save_inspection
from miaopu_desk.services.many_people import add_participants, add_to_activity
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line
from miaopu_desk.services.service_days import carry_out, plan_service_days
from miaopu_desk.services.shift_people import do_assign, plan_rotation
from miaopu_desk.services.shift_planning import do_shifts, plan_shifts
from miaopu_desk.services.standings import Changed, set_standing
from miaopu_desk.services.training_attendance import record_attendance, session_people

AGREED = Consent(True, True)


@dataclass
class Heading:
    """一次报送：冻结的人，和上次的差别。"""

    kept: set[str]
    added: set[str]
    removed: set[str]
    counts: tuple[int, int, int]


@dataclass
class Desk:
    """走到哪个月、手上有什么；submissions、trained 一月一个。"""

    office: Office
    full: dict[str, list[str]]
    policy: Any
    rules: dict[str, str]
    submissions: list[Heading] = field(default_factory=list)
    trained: list[int] = field(default_factory=list)
    serial: int = 0

    def on(self, day: date) -> None:
        """把钟拨到这一天。"""
        self.office.given_day = day

    @property
    def busy(self) -> str:
        """样样都有份的那一位：东方里的第一名专职。"""
        return self.full["东方里"][0]


def month_passes(desk: Desk, month: Month) -> None:
    """一个月从初一办到月底，钟停在最后一天。"""
    desk.on(month.first)
    two_leave(desk, month)
    five_join(desk, month)
    desk.on(month.first + timedelta(days=3))
    insure(desk)
    roster(desk, month)
    train(desk, month)
    desk.on(month.last)
    enter_sheets(desk, month)
    activities(desk, month)
    if month.first.month % 3 == 1:
        inspect(desk, month)
    if month.first.month == 4:
        reward(desk, month)
    if month.first.month == 5:
        correct(desk)


def two_leave(desk: Desk, month: Month) -> None:
    """两名早就在保的专职搬走：一名所在的社区有值守，一名没有。"""
    ids = [desk.full[place].pop(20) for place in list(desk.full)[3:5]]
    changed = value(set_standing(desk.office, ids, "left", month.first, "搬走"))
    assert isinstance(changed, Changed)
    assert changed.count == 2


def five_join(desk: Desk, month: Month) -> None:
    """每月五名专职，加在后五个社区。"""
    for place in list(desk.full)[3:8]:
        desk.serial += 1
        at = desk.serial
        born = f"19{70 + at % 25}0{1 + at % 9}1{at % 10}"
        one = add(
            desk.office, "volunteers", name="新" + "甲乙丙丁戊己庚辛壬癸"[at % 10], community=place, ranks="专职",
            registered_on=month.first.isoformat(), phone=f"155{at:08d}", id_number=id_number(at, born, "450999"),
        )  # fmt: skip
        desk.full[place].append(one.id)


def insure(desk: Desk) -> None:
    """程序提出来的都加、都减，次日生效。"""
    office, today = desk.office, desk.office.today()
    found = proposed(office, desk.policy.id, today, today + timedelta(days=1))
    plan = plan_submission(office, desk.policy.id, today, add=dict.fromkeys(found.add, AGREED), remove=found.remove)
    saved = submit(office, plan)
    lines = frozen_lines(office, saved.id)
    people = {
        change: {each.volunteer.id or "" for each in lines if each.change == change}
        for change in ("add", "remove", "unchanged")
    }
    counts = (saved.added, saved.removed, saved.unchanged)
    desk.submissions.append(Heading(people["unchanged"], people["add"], people["remove"], counts))


def roster(desk: Desk, month: Month) -> None:
    """生成整个月的班次，各社区的专职轮着值。"""
    office = desk.office
    plan = plan_shifts(office, office.today(), month.last, list(desk.rules.values()))
    assert do_shifts(office, plan) == plan.writes
    for place in desk.rules:
        ids = [each.id for each in shifts_in(desk, month) if each.community and each.community.name == place]
        assigned = plan_rotation(office, ids, desk.full[place])
        assert assigned.short == ()
        do_assign(office, assigned)


def shifts_in(desk: Desk, month: Month) -> list[Any]:
    return [
        each
        for each in desk.office.keeper.table(SHIFTS).all()
        if month.first <= each.day <= month.last and each.state == "planned"
    ]


def enter_sheets(desk: Desk, month: Month) -> None:
    """最后一周的签到表还没有交；别的都录，有迟到的、有缺席的。"""
    for at, shift in enumerate(shifts_in(desk, month)):
        if shift.day > month.last - timedelta(days=7):
            continue
        sheet = shift_sheet(desk.office, shift.id)
        marks = list(sheet.marks)
        if at % 5 == 1:
            marks[0] = replace(marks[0], attendance="late", came_at=time(7, 50))
        if at % 7 == 2:
            marks[-1] = replace(marks[-1], attendance="absent", note="病了")
        done(save_sheet(desk.office, sheet, marks))


def done(outcome: Any) -> Any:
    assert outcome.problems == (), [str(each) for each in outcome.problems]
    assert outcome.questions == (), [str(each) for each in outcome.questions]
    return outcome


def train(desk: Desk, month: Month) -> None:
    """一场街道培训：邀请两百人，到日子登记，十人缺席，一人临时来。"""
    office = desk.office
    day = month.first + timedelta(days=9)
    session = add(
        office, "training_sessions", topic=f"{month.first.month}月培训", held_on=day, minutes="2", state="计划"
    )
    at = len(desk.trained) * 200
    ids = [each[0] for each in office.database.query(f"SELECT id FROM volunteers ORDER BY rowid LIMIT 201 OFFSET {at}")]
    ids = list(dict.fromkeys([desk.busy, *ids]))
    add_participants(office, session.id, ids[:200], state="invited")
    desk.on(day)
    rows = session_people(office, session.id)
    states = {each.id: "absent" if 0 < number <= 10 else "present" for number, each in enumerate(rows)}
    record_attendance(office, session.id, states, ids[200:201])
    desk.trained.append(training_coverage(office, month.last).total.trained)


def activities(desk: Desk, month: Month) -> None:
    """两个社区的服务日排出来；一次记名、一次只记人数。"""
    office = desk.office
    places = {each.name: each for each in office.keeper.table(COMMUNITIES).all()}
    names = ("东方里", "大华")
    plan = plan_service_days(office, month.first, month.last, communities=[places[name].id for name in names])
    assert carry_out(office, plan).count == len(plan.new) > 0
    planned = [each for each in office.keeper.table(ACTIVITIES).all() if month.first <= each.planned_on <= month.last]
    for name in names:
        one = next(each for each in planned if each.community.name == name)
        told: dict[str, Any] = {"held_on": one.planned_on, "starts_at": time(14), "ends_at": time(16), "place": "广场"}
        if name == "东方里":
            add_to_activity(office, one.id, desk.full[name][:12])
            told |= {"marks": activity_sheet(office, one.id).marks, "evidence": "签到表"}
        else:
            told |= {"heads": (Heads(people=20 + month.first.month, group_name="机关"),)}
        done(record_activity(office, one.id, Recording(**told, beneficiaries=30, result="扫净三条巷子")))


def inspect(desk: Desk, month: Month) -> None:
    """一季度督查两个社区，各发现一个问题，改到销号。"""
    office = desk.office
    checklist = next(each for each in office.keeper.table(CHECKLISTS).all() if each.name == "社区文明创建")
    for at, place in enumerate(("东方里", "大华")):
        scores = blank_scores(office, checklist.id)
        scores[0] = replace(scores[0], score=60 + 10 * at, reason="有杂物")
        raw = {"day": month.first, "checklist": checklist.name, "community": place, "inspectors": "甲明"}
        saved = value(save_inspection(office, raw, scores, [Found("楼道堆着旧家具", "3栋")]))
        ids = [each.id for each in findings_of(office, saved.id)]
        value(rectifying.issue_notices(office, ids, "5个工作日", month.first + timedelta(days=1), "清理干净"))
        value(rectifying.reply(office, ids, month.first + timedelta(days=4), "已清理"))
        value(rectifying.recheck(office, ids, True, month.first + timedelta(days=6), "甲明"))
        value(rectifying.close(office, ids, month.first + timedelta(days=7)))


def reward(desk: Desk, month: Month) -> None:
    """一条线索从受理到办结，采纳了，发奖励。"""
    office = desk.office
    one = add(
        office, "clues", number="2021-001", received_on=month.first, content="楼道堆着旧家具", community="大华",
        reporter_name="司徒群众", reporter_phone="15400008888",
    )  # fmt: skip
    value(clue_work.hand(office, [one.id], "城管所", month.first + timedelta(days=1)))
    day = month.first + timedelta(days=9)
    value(clue_work.answer(office, [one.id], day, "已清理", adopted=True, level="ordinary"))
    value(clue_work.close(office, [one.id], day))
    batch = value(rewarding.make_batch(office, month.last, month.last, rewarding.plan_batch(office, month.last)))
    assert rewarding.batch_sum(office, batch.id).total == 5000
    assert rewarding.mark_paid(office, batch.id, month.last) == []


def correct(desk: Desk) -> None:
    """账上一条多记了，更正成半小时。"""
    rows = desk.office.keeper.table(SERVICE_RECORDS).find("volunteer", desk.busy)
    line = max((each for each in rows if each.source == "activity"), key=lambda each: each.served_on)
    done(correct_line(desk.office, line.id, 30, "记错了"))
