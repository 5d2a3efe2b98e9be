"""别的登记表也收各种叫法的表：服务队、社区、会议、培训、参保、网格分工、服务时长。"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.usual_headings import USUAL
from miaopu_desk.exchange.labels import LabelIndex, plain_label
from miaopu_desk.services.import_fields import headings
from miaopu_desk.services.importing import ImportPlan, plan_import
from miaopu_desk.services.office import Office

A, B = id_number(1), id_number(2)
P, Q = "15400000001", "15400000002"


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    for name, number, phone, place in (("张甲", A, P, "大华"), ("张乙", B, Q, "光明里")):
        add(made, "volunteers", name=name, id_number=number, phone=phone, community=place, registered_on="2021-01-01")
    add(made, "training_sessions", topic="急救", held_on="2021-05-10")
    add(made, "grid_areas", name="1栋", kind="楼栋", community="大华")
    add(made, "policies", number="B-1", insurer="某公司", starts_on="2021-01-01", ends_on="2021-12-31")
    return made


def planned(office: Office, folder: Path, table: str, *rows: list[object]) -> ImportPlan:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "表.xlsx")
    return plan_import(office, REGISTERS[table], folder / "表.xlsx")


def only(plan: ImportPlan) -> Any:
    (row,) = plan.rows
    assert row.state in ("new", "changed"), [str(problem) for problem in row.problems]
    return row.record


def test_teams_come_in_under_the_usual_headings(office: Office, tmp_path: Path) -> None:
    head: list[object] = ["序号", "队伍名称", "所属社区", "队长", "电话", "人数"]
    one = only(planned(office, tmp_path, "teams", head, [1, "红马甲", "大华社区", "张甲", P, 12]))
    assert (one.name, one.community.name, one.leader, one.phone) == ("红马甲", "大华", "张甲", P)


def test_a_community_written_in_full_is_the_one_already_there(office: Office, tmp_path: Path) -> None:
    plan = planned(office, tmp_path, "communities", ["社区名称", "人口数"], ["东方里社区居委会", "1,500人"])
    assert plan.rows[0].state == "changed"
    assert (only(plan).name, only(plan).resident_population) == ("东方里", 1500)
    refused = office.keeper.add(REGISTERS["communities"], {"name": "东方里社区", "position": 99})
    assert isinstance(refused, list), "在窗口里也添不出第二个"


def test_a_day_under_another_name_is_never_replaced_by_today(office: Office, tmp_path: Path) -> None:
    meeting = only(planned(office, tmp_path, "meetings", ["会议名称", "会议时间"], ["五月例会", "2021.5.7"]))
    assert meeting.held_on == date(2021, 5, 7)
    cover = ["保单号", "被保险人", "身份证号", "起保日期"]
    enrolled = only(planned(office, tmp_path, "enrollments", cover, ["B-1", "张甲", A, "2021-06-01"]))
    assert enrolled.starts_on == date(2021, 6, 1)
    plan = planned(office, tmp_path, "meetings", ["会议名称", "地点"], ["五月例会", "三楼"])
    assert "表里没有“会议日期”，新增的写作今天（2021-05-31）" in plan.notes


def test_who_is_in_charge_of_an_area_and_whether_somebody_passed(office: Office, tmp_path: Path) -> None:
    head: list[object] = ["社区", "楼栋", "负责人", "联系电话", "起始时间"]
    one = only(planned(office, tmp_path, "assignments", head, ["大华", "1栋", "张甲", P, "2021-01-01"]))
    assert (one.area.name, one.volunteer.name, one.starts_on) == ("1栋", "张甲", date(2021, 1, 1))
    heads: list[object] = ["培训主题", "培训时间", "姓名", "是否合格"]
    taken = only(planned(office, tmp_path, "participations", heads, ["急救", "2021-05-10", "张甲", "合格"]))
    assert (taken.session.name, taken.passed) == ("急救", True)


def test_hours_without_a_community_belong_to_the_community_of_each_person(office: Office, tmp_path: Path) -> None:
    head: list[object] = ["姓名", "电话", "日期", "活动", "时长"]
    plan = planned(
        office,
        tmp_path,
        "service_records",
        head,
        ["张甲", P, "2021-05-12", "劝导", "90分钟"],
        ["张乙", Q, "2021-05-12", "劝导", "1小时30分"],
        ["张乙", Q, "2021-05-13", "劝导", "8:30"],
        ["李无", "15400000009", "2021-05-13", "劝导", 1],
    )
    assert [row.state for row in plan.rows] == ["new", "new", "refused", "refused"]
    assert [row.record.community.name for row in plan.rows[:2]] == ["大华", "光明里"]
    assert [row.record.minutes for row in plan.rows[:2]] == [90, 90]
    assert "以小时计" in str(plan.rows[2].problems[0]), "几点几分不是时长"
    assert "表里没有社区一栏，按各人登记的社区算" in plan.notes


@pytest.mark.parametrize("table", REGISTERS)
def test_no_usual_heading_is_claimed_by_two_columns_and_own_headings_stay_their_own(table: str) -> None:
    register = REGISTERS[table]
    wanted = headings(register)
    index = LabelIndex(wanted)
    for heading in wanted:
        for label in heading.labels:
            found = index.find(label)
            assert found is not None
            assert found[0] == heading.name, f"{label} 认成了 {found[0]}"
    written = Counter(plain_label(label) for heading in wanted for label in dict.fromkeys(heading.labels))
    assert [label for label, count in written.items() if count > 1] == []


def test_every_usual_heading_belongs_to_a_column_some_register_has() -> None:
    labels = {column.label for register in REGISTERS.values() for column in register.columns}
    assert USUAL.keys() <= labels
    assert all(len(set(words)) == len(words) and label not in words for label, words in USUAL.items())


SIGN_IN: list[object] = ["序号", "姓名", "电话", "签名"]


def test_what_is_said_once_in_the_title_holds_for_every_row(office: Office, tmp_path: Path) -> None:
    plan = planned(
        office,
        tmp_path,
        "participations",
        ["志愿者培训签到表"],
        ["培训名称：急救", "时间：2021年5月10日 9:00", "地点：三楼"],
        SIGN_IN,
        [1, "张甲", P, None],
        ["培训名称：急救"],
        SIGN_IN,
        [2, "张乙", Q, None],
    )
    assert [(row.state, row.record.session.name) for row in plan.rows if row.record] == [("new", "急救")] * 2
    assert "“培训名称”按标题里写的“急救”读" in plan.notes
    line: list[object] = ["活动名称：路口劝导　　活动时间：2021.5.12　　地点：金华路口"]
    one = only(planned(office, tmp_path, "service_records", line, ["姓名", "电话", "时长"], ["张甲", P, 2]))
    assert (one.activity, one.served_on, one.minutes) == ("路口劝导", date(2021, 5, 12), 120)


def test_a_title_in_cells_of_their_own_is_no_header(office: Office, tmp_path: Path) -> None:
    title: list[object] = ["保单号：", "B-1", "生效日期：", date(2021, 6, 1)]
    one = only(planned(office, tmp_path, "enrollments", title, ["姓名", "身份证号"], ["张甲", A]))
    assert (one.policy.name, one.volunteer.name, one.starts_on) == ("B-1", "张甲", date(2021, 6, 1))


def test_another_title_in_the_middle_is_another_list(office: Office, tmp_path: Path) -> None:
    plan = planned(
        office,
        tmp_path,
        "participations",
        ["培训名称：急救"],
        SIGN_IN,
        [1, "张甲", P, None],
        ["培训名称：消防"],
        SIGN_IN,
        [1, "张乙", Q, None],
    )
    assert plan.rows[0].state == "new"
    assert plan.rows[-1].state == "refused"
    assert "换了“培训名称”" in str(plan.rows[-1].problems[0])


def test_a_column_wins_over_the_title_and_people_are_never_taken_from_it(office: Office, tmp_path: Path) -> None:
    heads: list[object] = ["培训名称", "姓名", "电话"]
    one = only(planned(office, tmp_path, "participations", ["培训名称：消防"], heads, ["急救", "张甲", P]))
    assert one.session.name == "急救"
    title: list[object] = ["登记日期：2021-05-12", "联系电话：0734-8888888", "姓名：王五"]
    new = only(
        planned(office, tmp_path, "volunteers", title, ["姓名", "社区", "身份证号"], ["李新", "大华", id_number(9)])
    )
    assert (new.name, new.phone, new.registered_on) == ("李新", None, date(2021, 5, 12))
