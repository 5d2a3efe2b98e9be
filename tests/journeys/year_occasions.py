"""一年里不是月月有的事：星级认证、补贴发放表、出险、评选；都从推荐、申请走到办完。"""

from datetime import date, timedelta
from pathlib import Path

from builders import add
from journeys.year_months import Desk
from journeys.year_office import value

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services import selecting, star_rounds, stipends
from miaopu_desk.services.extra_hours import post_extra
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.selection_checks import nominations_of


def flood(desk: Desk, day: date) -> None:
    """七月防汛：十六名差一点到三星的（东方里的月月有活动，六月已经够了），各守了三天。"""
    found = desk.office.database.query(
        "SELECT r.volunteer_id FROM service_records r JOIN communities c ON c.id = r.community_id "
        "WHERE r.source = 'opening' AND r.minutes = 590 * 60 AND c.name <> '东方里' ORDER BY r.id LIMIT 16"
    )
    for at in range(3):
        raw = {"served_on": day + timedelta(days=at), "minutes": "6", "activity": "防汛值守", "evidence": "签到表"}
        outcome = post_extra(desk.office, raw, [each[0] for each in found])
        assert (outcome.problems, outcome.questions) == ((), ())
        assert len(outcome.ids) == 16


def late_joiners(desk: Desk, day: date) -> None:
    """下半年补来一批历史时数：二十个够一星的人，十二月那轮才有候选人。"""
    found = desk.office.database.query(
        "SELECT id FROM volunteers v WHERE ranks IS NULL AND standing = 'active' AND NOT EXISTS "
        "(SELECT 1 FROM service_records r WHERE r.volunteer_id = v.id) ORDER BY id LIMIT 20"
    )
    raw = {"served_on": "2020-12-31", "minutes": "130", "activity": "历史时数", "evidence": "补来的原台账"}
    outcome = post_extra(desk.office, raw, [each[0] for each in found], source="opening")
    assert (outcome.problems, outcome.questions) == ((), ())


def star_round(desk: Desk, first: date) -> int:
    """一轮：first 开、核对、公示七天，期满认证，返回认证几人。"""
    office = desk.office
    desk.on(first)
    one = value(star_rounds.open_round(office, first))
    value(star_rounds.take_step(office, one.id, "check"))
    last = star_rounds.publicity_ends(office, first)
    value(star_rounds.publish(office, one.id, first, last))
    early = star_rounds.certify(office, one.id)
    assert isinstance(early, list), "公示没有满不能认证"
    desk.on(last + timedelta(days=1))
    return int(value(star_rounds.certify(office, one.id)))


def pay(desk: Desk, month: str) -> None:
    """补贴发放表：经办编、主任审、印发。"""
    office = desk.office
    sheet = value(stipends.make_sheet(office, month))
    office.keeper.operator = "zhou"
    value(stipends.approve(office, sheet.id))
    office.keeper.operator = "zheng"
    issued = value(stipends.issue(office, sheet.id))
    assert (issued.people, issued.total) == (1, 120_000)


def hurt(desk: Desk, volunteer_id: str, day: date, number: str, out: Path) -> Path:
    """值守时受伤：登记出险，理赔材料印出来。"""
    office = desk.office
    one = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    assert one is not None
    add(
        office, "claims", volunteer=Ref(one.name, one.id), policy=Ref(desk.policy.number, desk.policy.id),
        happened_on=day, happened_at="8:10", place="路口", happening="劝导时被电动车碰倒。", report_number=number,
    )  # fmt: skip
    return make_report(office, "claim_pack", None, out, {"claim": number})


def select(desk: Desk, first: date) -> int:
    """年度评选：八个社区各推一人，核对、入围、公示，期满公布，前三个授予。"""
    office = desk.office
    desk.on(first)
    one = add(office, "selections", name="2021年度评选", year=2021, award="最美志愿者", quota=3)
    selecting.nominate_people(office, one.id, [ids[0] for ids in desk.full.values()], "")
    rows = nominations_of(office, one.id)
    for state in ("checked", "shortlisted"):
        assert value(selecting.mark(office, [each.id for each in rows], state)) == len(rows) == 8
    days = selecting.publicity_days(office)
    value(selecting.publicise(office, one.id, first, days))
    given = [selecting.Result(each.id, f"美{at}") for at, each in enumerate(rows[:3], 1)]
    said = {"body": "苗圃街道办事处", "day": first + timedelta(days=days)}
    assert isinstance(selecting.publish(office, one.id, given, **said), list), "公示没有满不能公布"
    desk.on(first + timedelta(days=days))
    return int(value(selecting.publish(office, one.id, given, **said)))
