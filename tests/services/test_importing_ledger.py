"""服务记录从表里来：新的入账，改了的时长记更正行，旧表再导一次什么也不变，不合情理的拒收或者请看一眼。"""

from datetime import date

import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.problems import Refused
from miaopu_desk.domain.records import SERVICE_RECORDS
from miaopu_desk.services.importing import ImportPlan, commit_import, plan_paste
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line

WANG = id_number(5)
HEADS = "姓名|身份证号|社区|服务日期|服务时长|活动名称"


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    add(office, "volunteers", name="王芳", community="东方里", id_number=WANG, registered_on="2021-01-01")
    return office


def plan(office: Office, *rows: str, heads: str = HEADS) -> ImportPlan:
    return plan_paste(office, SERVICE_RECORDS, "\n".join("\t".join(row.split("|")) for row in (heads, *rows)))


def row(hours: str = "1.5", day: str = "2021-05-12", community: str = "东方里", activity: str = "清洁家园") -> str:
    return f"王芳|{WANG}|{community}|{day}|{hours}|{activity}"


def lines(office: Office) -> list[tuple[int, bool]]:
    return [
        (each.minutes, bool(each.corrects))
        for each in office.keeper.table(SERVICE_RECORDS).find("activity", "清洁家园")
    ]


def test_a_new_row_is_posted_with_who_and_when(office: Office) -> None:
    assert commit_import(office, plan(office, row()))
    (one,) = office.keeper.table(SERVICE_RECORDS).all()
    assert (one.minutes, one.source, one.operator, one.recorded_on) == (
        90,
        "other",
        office.keeper.operator,
        date(2021, 5, 31),
    )


def test_a_changed_hour_becomes_a_correction_shown_in_the_plan_and_undone_with_the_batch(office: Office) -> None:
    commit_import(office, plan(office, row()))
    before = office.keeper.table(SERVICE_RECORDS).all()
    again = plan(office, row("1"))
    (planned,) = again.rows
    assert (planned.state, planned.changes) == ("changed", {"服务时长": ("1.5", "1")})
    assert planned.warnings == ("已入账的时长不改，另记一条更正：－0.5小时",)
    batch = commit_import(office, again)
    assert sorted(lines(office)) == [(-30, True), (90, False)]
    after = office.keeper.table(SERVICE_RECORDS).all()
    assert [each for each in after if not each.corrects] == before
    assert next(each.reason for each in after if each.corrects).startswith("导入“")
    assert [each.state for each in plan(office, row("1")).rows] == ["same"]
    office.keeper.undo_action(batch)
    assert lines(office) == [(90, False)]


def test_words_are_changed_in_place_without_a_correction(office: Office) -> None:
    commit_import(office, plan(office, row()))
    changed = plan(office, f"{row()}|大华小区", heads=f"{HEADS}|服务地点")
    assert [each.state for each in changed.rows] == ["changed"]
    commit_import(office, changed)
    (one,) = office.keeper.table(SERVICE_RECORDS).all()
    assert (one.place, one.minutes) == ("大华小区", 90)


def test_the_old_workbook_does_not_bring_back_what_was_corrected(office: Office) -> None:
    commit_import(office, plan(office, row()))
    (one,) = office.keeper.table(SERVICE_RECORDS).all()
    correct_line(office, one.id, 0, "没有来")
    again = plan(office, row())
    assert [each.state for each in again.rows] == ["same"]
    assert "已更正为0小时" in again.rows[0].warnings[0]
    assert commit_import(office, again) is None
    assert [each.state for each in plan(office, row("2")).rows] == ["changed"]
    commit_import(office, plan(office, row("2")))
    assert sum(minutes for minutes, _ in lines(office)) == 120
    commit_import(office, plan(office, row("0")))
    assert sum(minutes for minutes, _ in lines(office)) == 0


def test_another_community_for_a_posted_line_and_correction_rows_are_refused(office: Office) -> None:
    commit_import(office, plan(office, row()))
    (moved,) = plan(office, row(community="大华")).rows
    assert moved.state == "refused"
    assert "记的是东方里" in str(moved.problems[0])
    (sent,) = plan(office, f"{row('-0.5', day='2021-05-13')}|更正", heads=f"{HEADS}|来源").rows
    assert [str(each) for each in sent.problems] == ["来源：这是一条更正行，不从表里导入；请在服务记录里按“更正”办"]
    (negative,) = plan(office, row("-0.5", day="2021-05-14")).rows
    assert "要大于 0" in str(negative.problems[0])


def test_a_correction_after_the_preview_stops_the_import(office: Office) -> None:
    commit_import(office, plan(office, row()))
    stale = plan(office, row("1"))
    (one,) = office.keeper.table(SERVICE_RECORDS).all()
    correct_line(office, one.id, 75, "抄错")
    with pytest.raises(Refused, match="又更正过"):
        commit_import(office, stale)
    assert sorted(lines(office)) == [(-15, True), (90, False)]


def test_hours_out_of_registration_are_refused_and_odd_ones_are_pointed_out(office: Office) -> None:
    found = plan(office, row(day="2020-12-01"), row("13"), row("0", day="2021-05-20"), row(day="2021-06-02")).rows
    assert [each.state for each in found] == ["refused", "new", "refused", "refused"]
    assert "还没有登记" in str(found[0].problems[0])
    assert found[1].warnings == ("2021-05-12一共13小时，超过一天12小时",)
    # 同一批里的几项也合起来看
    both = plan(office, row("7"), row("6", activity="交通劝导")).rows
    assert [each.warnings for each in both] == [(), ("2021-05-12一共13小时，超过一天12小时",)]


def test_opening_balances_come_from_a_workbook(office: Office) -> None:
    read = plan(office, f"{row('320', day='2020-12-31', activity='历史时数')}|历史时数", heads=f"{HEADS}|来源")
    assert [(each.state, each.warnings) for each in read.rows] == [("new", ())]
    commit_import(office, read)
    (one,) = office.keeper.table(SERVICE_RECORDS).all()
    assert (one.source, one.minutes) == ("opening", 19_200)
