"""每一张登记表都能导入：指的是谁凭证件号、姓名加电话认，场次随名单新建，上级先于下级。"""

import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Refused
from miaopu_desk.domain.records import (
    GRID_AREAS,
    LEADERS,
    PARTICIPATIONS,
    SERVICE_RECORDS,
    TERMS,
    TRAINING_SESSIONS,
    VOLUNTEERS,
)
from miaopu_desk.services.import_plan import ImportPlan
from miaopu_desk.services.importing import commit_import, plan_paste
from miaopu_desk.services.office import Office

WANG, LI = id_number(5), id_number(6)


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    add(office, "volunteers", name="王芳", community="东方里", id_number=WANG, phone="15400000001")
    add(office, "volunteers", name="李强", community="东方里", phone="15400001111")
    add(office, "volunteers", name="李强", community="大华", phone="15400002222")
    return office


def block(*rows: str) -> str:
    return "\n".join("\t".join(row.split("|")) for row in rows)


def said(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(row.state, "；".join(map(str, row.problems))) for row in plan.rows]


def community_of(office: Office, ref: Ref) -> str:
    return str(
        office.database.value(
            "SELECT c.name FROM volunteers v JOIN communities c ON c.id = v.community_id WHERE v.id = ?", (ref.id,)
        )
    )


@pytest.mark.parametrize(
    ("row", "community"),
    [
        (f"急救|2021-05-12|王芳|{WANG}|", "东方里"),
        (f"急救|2021-05-12||{WANG}|", "东方里"),
        ("急救|2021-05-12|李强||15400002222", "大华"),
        ("急救|2021-05-12|李强||1111", "东方里"),
        ("急救|2021-05-12|李强||154****2222", "大华"),
        ("急救|2021-05-12|李强 2222||", "大华"),
        (f"急救|2021-05-12|王芳|{WANG[:6]}********{WANG[-4:]}|", "东方里"),
    ],
)
def test_a_person_is_known_by_id_number_or_by_name_and_phone(office: Office, row: str, community: str) -> None:
    plan = plan_paste(office, PARTICIPATIONS, block("培训名称|培训日期|姓名|身份证号|联系电话", row))
    assert said(plan) == [("new", "")]
    assert community_of(office, plan.rows[0].record.volunteer) == community


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("急救|2021-05-12|李强||", "有2位叫“李强”"),
        ("急救|2021-05-12|王芳||15499999999", "号码对不上"),
        (f"急救|2021-05-12|李强|{WANG}|", "登记的是“王芳”"),
        (f"急救|2021-05-12|王芳|{LI}|", "没有这个身份证号"),
        ("急救|2021-05-12|赵无||", "没有“赵无”，请先登记"),
        ("急救||王芳||", "请写上培训日期"),
        ("急救|5.12|王芳||", "缺年份"),
    ],
)
def test_a_person_or_session_that_is_not_certain_is_refused_with_the_reason(office: Office, row: str, why: str) -> None:
    plan = plan_paste(office, PARTICIPATIONS, block("培训名称|培训日期|姓名|身份证号|联系电话", row))
    ((state, reason),) = said(plan)
    assert state == "refused"
    assert why in reason


def test_another_community_beside_the_name_is_not_silently_the_same_person(office: Office) -> None:
    plan = plan_paste(office, PARTICIPATIONS, block("培训名称|培训日期|姓名|社区", "急救|2021-05-12|王芳|大华"))
    assert "在“东方里”，这一行写的是“大华”" in said(plan)[0][1]
    plan = plan_paste(office, PARTICIPATIONS, block("培训名称|培训日期|姓名|社区", "急救|2021-05-12|李强|大华"))
    assert community_of(office, plan.rows[0].record.volunteer) == "大华"


def test_sessions_and_participants_in_one_sheet_make_each_session_once_and_one_undo_takes_all_back(
    office: Office,
) -> None:
    text = block(
        "培训名称|培训日期|姓名|联系电话",
        "急救|2021.5.12|王芳|15400000001",
        "急救|2021-05-12|李强|15400001111",
        "消防|2021年5月20日|李强|15400002222",
        "防汛|2021-05-21|赵无|",
    )
    plan = plan_paste(office, PARTICIPATIONS, text)
    assert plan.totals["new"] == 3
    batch = commit_import(office, plan)
    assert batch is not None
    sessions = office.keeper.table(TRAINING_SESSIONS)
    assert sorted((one.topic, str(one.held_on)) for one in sessions.all()) == [
        ("急救", "2021-05-12"),
        ("消防", "2021-05-20"),
    ], "拒收的行用不到的场次不建"
    again = plan_paste(office, PARTICIPATIONS, text)
    assert [row.state for row in again.rows] == ["same", "same", "same", "refused"]
    office.keeper.undo_action(batch)
    assert sessions.count() == 0
    assert office.keeper.table(PARTICIPATIONS).count() == 0


def test_a_session_added_meanwhile_is_not_doubled(office: Office) -> None:
    text = block("培训名称|培训日期|姓名|联系电话", "急救|2021.5.12|王芳|15400000001")
    plan = plan_paste(office, PARTICIPATIONS, text)
    add(office, "training_sessions", topic="急救", held_on="2021-05-12")
    with pytest.raises(Refused, match="请重新读入"):
        commit_import(office, plan)
    assert office.keeper.table(PARTICIPATIONS).count() == 0


def test_areas_are_made_parents_first_whatever_their_order_in_the_sheet(office: Office) -> None:
    plan = plan_paste(
        office,
        GRID_AREAS,
        block(
            "网格名称|类型|上级网格|社区",
            "甲栋一单元|重点场所|甲栋|东方里",
            "甲栋|楼栋|一片|东方里",
            "一片|片区||东方里",
            "丙栋|楼栋|三片|东方里",
            "丙栋车库|重点场所|丙栋|东方里",
            "圈一|片区|圈二|",
            "圈二|片区|圈一|",
        ),
    )
    assert [state for state, _ in said(plan)] == ["new"] * 3 + ["refused"] * 4
    reasons = [why for _, why in said(plan)]
    assert "没有“三片”" in reasons[3]
    assert "上级写在第5行，那一行没有收" in reasons[4]
    assert "互为上级" in reasons[5]
    commit_import(office, plan)
    table = office.keeper.table(GRID_AREAS)
    one = table.find("name", "甲栋一单元")[0]
    two = table.get(one.parent.id)
    assert two is not None
    assert (two.name, two.parent.name) == ("甲栋", "一片")


def test_service_records_keep_their_own_community_and_find_the_person_by_number(office: Office) -> None:
    (wang,) = office.keeper.table(VOLUNTEERS).find("id_number", WANG)
    office.keeper.change(VOLUNTEERS, wang.id, {"registered_on": "2021-01-01"})  # 登记以前的服务不收
    text = block(
        "姓名|身份证号|社区|服务日期|服务时长|活动名称",
        f"王芳|{WANG}|大华|2021-05-12|1.5|清洁家园",
    )
    plan = plan_paste(office, SERVICE_RECORDS, text)
    assert said(plan) == [("new", "")]
    record = plan.rows[0].record
    assert (record.volunteer.name, record.community.name, record.minutes) == ("王芳", "大华", 90)


def test_a_list_without_an_order_column_keeps_the_order_of_the_sheet(office: Office) -> None:
    add(office, "roster_issues", number="2021年第1次", issued_on="2021-05-12")
    text = block("名单编号|职务|姓名|单位及职务", "2021年第1次|组长|甲明|书记", "2021年第1次|成员|乙明|主任")
    commit_import(office, plan_paste(office, LEADERS, text))
    assert [(one.name, one.position) for one in office.keeper.table(LEADERS).all()] == [("甲明", 1), ("乙明", 2)]
    numbered = block("序号|代码表|词条", "7|来源类别|退役军人", "9|来源类别|教师")
    plan = plan_paste(office, TERMS, numbered)
    assert [row.record.position for row in plan.rows] == [7, 9]
