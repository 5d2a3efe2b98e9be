"""星级认证：候选、核对、公示、异议、认证编号，一步一次操作；降星和清退的名单说得清为什么。"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import DAY, add, id_number, office_with_communities
from reports.paper import page_texts, whole_text

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS, StarCertification, StarRound
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.standings import set_standing
from miaopu_desk.services.star_candidates import dismiss, exclude, object_to, restore, revoke
from miaopu_desk.services.star_lists import demotions, removal_candidates
from miaopu_desk.services.star_rounds import certify, next_number, open_round, publish, take_step
from miaopu_desk.services.star_rules import put_defaults
from miaopu_desk.services.star_slip import star_slip
from miaopu_desk.services.stars import standing_of, standings, star_counts, star_due
from miaopu_desk.services.verifying import verified_lines

HOURS = {"某甲": "650", "某乙": "310", "某丙": "120", "某丁": "99"}


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    put_defaults(made)
    add(made, "offices", name="苗圃街道办事处", signed_as="苗圃街道办公室", brand="衡阳群众", target_percent=15)
    for serial, (name, hours) in enumerate(HOURS.items(), 1):
        person = {"name": name, "community": "大华", "registered_on": "2020-01-04", "id_number": id_number(serial)}
        if name == "某丙":
            person.pop("id_number")
        add(made, "volunteers", **person)
        row = {"volunteer": name, "community": "大华", "served_on": "2021-05-12", "activity": "值守"}
        add(made, "service_records", **row, minutes=hours)
    return made


def started(office: Office) -> tuple[StarRound, dict[str, StarCertification]]:
    one = open_round(office, DAY)
    assert not isinstance(one, list), one
    return one, people(office, one)


def people(office: Office, one: StarRound) -> dict[str, StarCertification]:
    return {each.name: each for each in office.keeper.table(STAR_CERTIFICATIONS).find("round", one.id)}


def later(office: Office, days: int) -> None:
    office.given_day = office.today() + timedelta(days=days)


def published(office: Office) -> tuple[StarRound, dict[str, StarCertification]]:
    one, found = started(office)
    assert not isinstance(take_step(office, one.id, "check"), list)
    assert not isinstance(publish(office, one.id, DAY, DAY + timedelta(days=6)), list)
    return one, found


def certified(office: Office) -> tuple[StarRound, dict[str, StarCertification]]:
    one, _ = published(office)
    later(office, 7)
    assert certify(office, one.id) == 3
    return one, people(office, one)


def corrected(office: Office, name: str, hours: int) -> None:
    """把某人的服务记录更正 hours 小时。"""
    records = REGISTERS["service_records"]
    line = next(each for each in office.keeper.table(records).all() if each.volunteer.name == name)
    row = replace(line, id="", rev=0, minutes=hours * 60, corrects=Ref(line.activity, line.id), source="correction")
    with office.keeper.action("更正") as act:
        act.insert(records, replace(row, reason="多记了"))


def test_a_round_goes_from_candidates_to_numbers(office: Office) -> None:
    assert next_number(office) == "2021年第1轮"
    one, found = started(office)
    assert [(each.name, each.star, each.before, each.state) for each in found.values()] == [
        ("某甲", 3, None, "candidate"), ("某乙", 2, None, "candidate"), ("某丙", 1, None, "candidate"),
    ]  # fmt: skip
    assert isinstance(open_round(office, DAY), list), "上一轮没有办完"
    assert isinstance(publish(office, one.id, DAY, DAY + timedelta(days=6)), list), "还没有核对"
    assert exclude(office, [found["某丙"].id], "没有证件号码") == 1
    assert isinstance(exclude(office, [found["某乙"].id], " "), list), "要写原因"
    assert not isinstance(take_step(office, one.id, "check"), list)
    short = publish(office, one.id, DAY, DAY + timedelta(days=5))
    assert isinstance(short, list)
    assert "不少于7天" in short[0].message
    assert not isinstance(publish(office, one.id, DAY, DAY + timedelta(days=6)), list)
    later(office, 6)
    assert isinstance(certify(office, one.id), list), "末日还在公示"
    later(office, 1)
    assert [each.kind for each in star_due(office, office.today())] == ["star_publicity_over", "star_candidates"]
    assert certify(office, one.id) == 2
    done = people(office, one)
    assert [(each.number, each.state) for each in done.values()] == [
        ("星2021-0001", "certified"), ("星2021-0002", "certified"), (None, "excluded"),
    ]  # fmt: skip
    assert len({each.code for each in done.values()}) == 3
    assert star_counts(office, office.today()) == {found["某甲"].community.id: {3: 1, 2: 1}}
    assert star_counts(office, DAY) == {}
    standing = standing_of(office, found["某甲"].volunteer.id or "", office.today())
    assert standing is not None
    assert (standing.certified, standing.number, standing.waiting) == (3, "星2021-0001", False)
    assert isinstance(exclude(office, [done["某甲"].id], "太晚了"), list)
    assert isinstance(take_step(office, one.id, "cancel", "不办了"), list)


def test_every_step_is_undone_one_by_one(office: Office) -> None:
    one, _ = certified(office)
    seen = []
    for _ in range(4):
        found = office.keeper.table(STAR_ROUNDS).get(one.id)
        seen.append(found.state if found else None)
        office.keeper.undo()
    assert seen == ["certified", "published", "checked", "checking"]
    assert office.keeper.table(STAR_ROUNDS).count() == office.keeper.table(STAR_CERTIFICATIONS).count() == 0


def test_a_number_once_given_is_never_given_again(office: Office) -> None:
    one, _ = certified(office)
    office.keeper.undo()
    assert certify(office, one.id) == 3
    assert {each.number for each in people(office, one).values()} == {f"星2021-000{n}" for n in (4, 5, 6)}


def test_the_next_round_has_only_those_with_a_higher_level(office: Office) -> None:
    certified(office)
    assert isinstance(open_round(office, DAY), list), "没有人够得上新的"
    row = {"volunteer": "某乙", "community": "大华", "served_on": "2021-06-01", "activity": "值守", "minutes": "300"}
    add(office, "service_records", **row)
    assert [each.kind for each in star_due(office, office.today())] == ["star_candidates"]
    again = open_round(office, office.today())
    assert not isinstance(again, list)
    assert [(each.name, each.star, each.before) for each in people(office, again).values()] == [("某乙", 3, 2)]
    assert star_due(office, office.today()) == []
    assert isinstance(take_step(office, again.id, "cancel", ""), list)
    assert not isinstance(take_step(office, again.id, "cancel", "重开"), list)
    third = open_round(office, office.today())
    assert not isinstance(third, list)
    assert third.number == "2021年第3轮"


def test_an_objection_waits_for_its_answer(office: Office) -> None:
    one, found = published(office)
    assert isinstance(object_to(office, found["某甲"].id, " "), list)
    assert object_to(office, found["某甲"].id, "时数不实") == 1
    assert object_to(office, found["某乙"].id, "不是本人") == 1
    later(office, 7)
    waiting = certify(office, one.id)
    assert isinstance(waiting, list)
    assert "还有2条异议" in waiting[0].message
    assert dismiss(office, found["某甲"].id) == 1
    assert isinstance(dismiss(office, found["某甲"].id), list)
    assert exclude(office, [found["某乙"].id], "核实不是本人") == 1
    assert certify(office, one.id) == 2
    done = people(office, one)
    assert {name: each.answer for name, each in done.items()} == {"某甲": "dismissed", "某乙": "upheld", "某丙": None}


def test_one_who_was_excluded_can_come_back_until_the_end(office: Office) -> None:
    one, found = started(office)
    exclude(office, [each.id for each in found.values()], "先都不认证")
    assert isinstance(take_step(office, one.id, "check"), list), "一个候选人也没有"
    assert restore(office, [found["某甲"].id]) == 1
    assert people(office, one)["某甲"].reason is None
    assert not isinstance(take_step(office, one.id, "check"), list)
    assert not isinstance(take_step(office, one.id, "recheck"), list)


def test_a_correction_during_publicity_stops_the_certification(office: Office) -> None:
    one, found = published(office)
    corrected(office, "某甲", -100)
    later(office, 7)
    said = certify(office, one.id)
    assert isinstance(said, list)
    assert "某甲按现在的记录够不上" in said[0].message
    assert exclude(office, [found["某甲"].id], "更正后不够") == 1
    assert certify(office, one.id) == 2


def test_who_lost_a_level_is_listed_with_the_reason_and_a_revocation_brings_the_lower_one_back(office: Office) -> None:
    _, done = certified(office)
    assert demotions(office, office.today()) == []
    corrected(office, "某甲", -100)
    [lost] = demotions(office, office.today())
    assert (lost.person.name, lost.certification_id) == ("某甲", done["某甲"].id)
    assert lost.reason == "更正以后够不上：认证时650小时，现在550小时；认证时650分，现在550分"
    assert [each.kind for each in star_due(office, office.today())] == ["star_lost"]
    assert isinstance(revoke(office, [done["某甲"].id], ""), list)
    assert revoke(office, [done["某甲"].id], "更正后不够") == 1
    assert demotions(office, office.today()) == []
    assert standing_of(office, done["某甲"].volunteer.id or "", office.today()).waiting
    with pytest.raises(KnownError, match="已于2021-06-07撤销"):
        verified_lines(office, done["某甲"].code or "")
    with pytest.raises(KnownError, match="不能再印证书"):
        make_report(office, "star_certificate", None, Path("无.pdf"), {"number": done["某甲"].number or ""})


def test_a_new_standard_is_named_as_the_reason(office: Office) -> None:
    certified(office)
    own = add(office, "star_rules", name="新办法", effective_from="2021-06-01", measure="hours")
    add(office, "star_levels", rules=own.name, star=1, label="一星", hours=200, points=0)
    found = {each.person.name: each.reason for each in demotions(office, office.today())}
    assert set(found) == {"某甲", "某乙", "某丙"}
    assert found["某丙"] == "标准改了，按“全国通行时数”仍够得上"


def test_who_has_not_served_or_keeps_missing_is_listed_and_removed_by_the_usual_service(office: Office) -> None:
    idle = add(office, "volunteers", name="某戊", community="大华", registered_on="2020-01-04")
    add(office, "volunteers", name="某己", community="大华", registered_on="2021-01-04")
    opening = {"volunteer": "某戊", "community": "大华", "served_on": "2020-12-31", "activity": "历史", "minutes": "9"}
    add(office, "service_records", **opening, source="历史时数")
    area = add(office, "grid_areas", name="一路", kind="路段")
    who = next(each for each in office.keeper.table(REGISTERS["volunteers"]).all() if each.name == "某甲")
    with office.keeper.action("造") as act:
        for day, attendance in ((13, "present"), (14, "absent"), (15, "leave"), (16, "absent"), (17, "absent")):
            shifts, on = REGISTERS["shifts"], date(2021, 5, day)
            shift = act.insert(shifts, shifts.record(day=on, area=Ref("一路", area.id), state="held"))
            row = REGISTERS["shift_people"].record(
                shift=Ref(str(on), shift.id), volunteer=Ref(who.name, who.id), attendance=attendance
            )
            act.insert(REGISTERS["shift_people"], row)
    found = {each.name: each.reasons for each in removal_candidates(office, DAY)}
    assert found == {
        "某甲": ("连续缺席3次（2021-05-14至2021-05-17）",),
        "某戊": ("连续12个月没有服务（登记以来没有服务过）",),
    }
    assert not isinstance(set_standing(office, [idle.id], "removed", DAY, "连续12个月没有服务"), list)
    assert [each.name for each in removal_candidates(office, DAY)] == ["某甲"]


def test_the_papers_of_a_round_say_what_they_should(office: Office, tmp_path: Path) -> None:
    one, _ = published(office)
    notice = whole_text(make_report(office, "star_list", None, tmp_path / "公示.pdf", {"round": one.number}))
    for words in ("2021年第1轮拟认证星级志愿者3人", "2021年5月31日至2021年6月6日", "待街道确认", "某丙"):
        assert words in notice
    later(office, 7)
    certify(office, one.id)
    listed = whole_text(make_report(office, "star_list", None, tmp_path / "名单.pdf", {"round": one.number}))
    assert "认证名单" in listed
    assert "星2021-0003" in listed
    path = make_report(office, "star_certificate", None, tmp_path / "证书.pdf", {"volunteer": "某甲"})
    assert len(page_texts(path)) == 1
    text = whole_text(path)
    done = people(office, one)["某甲"]
    for words in ("星级志愿者证书", "星2021-0001", done.code or "", "650小时", "三星志愿者", "439999********"):
        assert words in text
    assert (done.id_number or "") not in text
    lines = verified_lines(office, done.code or "")
    assert lines[0] == "星级证书属实，是本办公室发的，现在有效："
    assert "称号：三星志愿者" in lines
    assert not any((done.id_number or "") in line for line in lines)
    assert office.database.value("SELECT count(*) FROM disclosures") == 0
    whole = {"number": "星2021-0001", "purpose": "本人领取"}
    assert (done.id_number or "") in whole_text(
        make_report(office, "star_certificate", None, tmp_path / "全.pdf", whole)
    )
    assert office.database.value("SELECT count(*) FROM disclosures") == 1
    with pytest.raises(KnownError, match="没有叫“2020年第1轮”"):
        make_report(office, "star_list", None, tmp_path / "无.pdf", {"round": "2020年第1轮"})
    with pytest.raises(KnownError, match="还没有有效的星级认证"):
        make_report(office, "star_certificate", None, tmp_path / "无.pdf", {"volunteer": "某丁"})


def test_the_slip_adds_up_to_the_standing(office: Office, tmp_path: Path) -> None:
    certified(office)
    opening = {"volunteer": "某甲", "community": "大华", "served_on": "2020-12-31", "activity": "历史", "minutes": "40"}
    add(office, "service_records", **opening, source="历史时数")
    corrected(office, "某甲", -5)
    who = next(each for each in standings(office, office.today()) if each.name == "某甲")
    slip = star_slip(office, who.volunteer_id, office.today())
    assert slip.person == who
    assert sum(each.minutes for each in slip.hours) == who.minutes == 685 * 60
    assert [(each.year, each.kind, each.attendances, each.minutes) for each in slip.hours] == [
        ("2020", "历史时数", None, 2400), ("2021", "其他服务", 1, 39_000), ("2021", "更正", None, -300),
    ]  # fmt: skip
    assert slip.score.total == who.points == 645, "2020 年还没有积分规则，不计分"
    assert "达到三星志愿者的标准，已于2021年6月7日认证三星志愿者，证书编号星2021-0001" in slip.summary()
    path = make_report(office, "star_slip", None, tmp_path / "说明.pdf", {"volunteer": "某甲"})
    text = whole_text(path)
    for words in ("历史时数", "更正", "-5", "645", "离四星志愿者差315小时", slip.number, "还没有规则的日子"):
        assert words in text, words
