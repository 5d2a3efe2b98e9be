"""社区真会交来的样子，一张一张手写的：每一行收成什么、为什么不收，逐行写明。"""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from builders import id_number, office_with_communities

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import TEAMS, VOLUNTEERS
from miaopu_desk.services.import_fixing import fix_cell
from miaopu_desk.services.import_missing import add_missing, missing
from miaopu_desk.services.importing import ImportPlan, again, plan_import
from miaopu_desk.services.office import Office
from miaopu_desk.services.refused_rows import save_refused

A, B, C, D = (id_number(at, f"195{at}0{at}1{at}") for at in range(1, 5))
P, Q, R = "15400000001", "15400000002", "15400000003"
HEAD = ["序号", "姓名", "身份证号", "电话"]
Rows = list[list[object]]
TODAY_NOTE = "表里没有“登记日期”，新增的写作今天（2021-05-31）"


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def planned(
    office: Office, folder: Path, rows: Rows, *merged: str, name: str = "Sheet1", more: dict[str, Rows] | None = None
) -> ImportPlan:
    book = openpyxl.Workbook()
    for title, content in {name: rows, **(more or {})}.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
        if title == name:
            for area in merged:
                sheet.merge_cells(area)
    book.remove(book["Sheet"])
    book.save(folder / "名单.xlsx")
    return plan_import(office, VOLUNTEERS, folder / "名单.xlsx")


def told(plan: ImportPlan) -> list[str]:
    """每一行：收下的写姓名和社区，其余写为什么。"""
    return [
        f"{row.record.name}·{row.record.community.name}"
        if row.state == "new"
        else f"{row.state}：{'；'.join(map(str, row.problems))}"
        for row in plan.rows
    ]


def one(plan: ImportPlan) -> object:
    (record,) = [row.record for row in plan.rows if row.state == "new"]
    return record


def test_a_second_list_below_under_the_title_of_another_community_is_that_communitys(
    office: Office, tmp_path: Path
) -> None:
    rows: Rows = [["东方里社区志愿者名单"], HEAD, [1, "张甲", A, P], ["制表人：东方里社区王五"], []]
    rows += [["光明里社区志愿者名单"], ["2021年5月"], HEAD, [1, "张乙", B, Q], ["合计", "1人"]]
    rows += [["光明里社区志愿者名单（第2页）"], HEAD, [2, "张丙", C, R]]
    plan = planned(office, tmp_path, rows, "A1:D1", "A6:D6")
    assert [each for each in told(plan) if "·" in each] == ["张甲·东方里", "张乙·光明里", "张丙·光明里"]
    assert "重复的表头；小标题：下面各行算作“光明里”的" in told(plan)[4]
    assert any("按小标题分社区：光明里" in note for note in plan.notes)


def test_a_second_list_with_its_columns_in_another_order_is_never_read_into_the_wrong_columns(
    office: Office, tmp_path: Path
) -> None:
    head: list[object] = ["序号", "姓名", "住址", "工作单位", "电话", "社区"]
    other: list[object] = ["序号", "姓名", "工作单位", "住址", "电话", "社区"]
    rows: Rows = [head, [1, "张甲", "1栋", "某厂", P, "大华"], other, [1, "张乙", "某公司", "2栋", Q, "大华"]]
    rows += [head, [2, "张丙", "3栋", "某校", R, "大华"]]
    plan = planned(office, tmp_path, rows)
    assert told(plan) == [
        "张甲·大华",
        "skipped：另一个表头，栏目的次序和前面的不一样",
        "refused：第3行换了表头，栏目的次序和前面的不一样，请把下面这一份名单移到另一张工作表",
        "skipped：重复的表头",
        "张丙·大华",
    ]
    fix_cell(office, plan, plan.rows[2], "phone", "15400000009")
    assert plan.rows[2].state == "refused", "改一格也改不出对的栏目"


def test_a_community_written_once_over_each_group_belongs_to_the_whole_group(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["社区", "姓名", "身份证号"], ["东方里", "张甲", A], [None, "张乙", B], ["光明里社区", "张丙", C]]
    plan = planned(office, tmp_path, [*rows, [None, "张丁", D]])
    assert told(plan) == ["张甲·东方里", "张乙·东方里", "张丙·光明里", "张丁·光明里"]
    assert any("只写在每一组的第一行" in note for note in plan.notes)
    plan = planned(office, tmp_path, [*rows, ["光明里", "张丁", D]])
    assert told(plan)[1] == "refused：社区：必填，请补上", "平常每行都写的，空着的就是漏了"
    plan = planned(office, tmp_path, [rows[0], [None, "张甲", A], *rows[2:]])
    assert told(plan)[0] == "refused：社区：必填，请补上"


@pytest.mark.parametrize("mark", ["同上", "〃", '"', " 同上 ", "″"])
def test_a_ditto_mark_is_what_stands_above(office: Office, tmp_path: Path, mark: str) -> None:
    rows: Rows = [["姓名", "社区", "住址", "政治面貌", "身份证号"], ["张甲", "大华", "1栋", "群众", A]]
    plan = planned(office, tmp_path, [*rows, ["张乙", mark, mark, mark, B], ["张丙", mark, mark, None, C]])
    assert told(plan) == ["张甲·大华", "张乙·大华", "张丙·大华"]
    assert [row.record.residence for row in plan.rows] == ["1栋"] * 3
    assert [row.record.political_status for row in plan.rows] == ["13", "13", None]
    assert "“居住区域”写着“同上”的 2 格照上一行读" in plan.notes
    plan = planned(office, tmp_path, [*rows, [mark, "大华", None, None, B], ["张丙", "大华", None, None, mark]])
    assert [row.state for row in plan.rows] == ["new", "refused", "refused"], "姓名和证件号不会两个人一样"
    plan = planned(office, tmp_path, [rows[0], ["张甲", mark, None, None, A]])
    assert plan.rows[0].state == "refused"


def test_merged_cells_of_a_household_are_everybodys_address_but_nobodys_number(office: Office, tmp_path: Path) -> None:
    rows: Rows = [
        ["社区", "住址", "姓名", "身份证号", "电话"],
        ["大华", "1栋101", "张甲", A, P],
        [None, None, "李乙", B],
    ]
    plan = planned(office, tmp_path, rows, "A2:A3", "B2:B3", "E2:E3")
    assert [(row.record.residence, row.record.phone) for row in plan.rows] == [("1栋101", P), ("1栋101", None)]
    assert "E2:E3" in plan.rows[1].warnings[0]
    assert plan.notes == [TODAY_NOTE]


@pytest.mark.parametrize("cut", [6, 14, 17])
def test_an_id_number_written_in_two_cells_is_one_number(office: Office, tmp_path: Path, cut: int) -> None:
    rows: Rows = [["姓名", "身份证号", None, "社区"], ["张甲", A[:cut], A[cut:], "大华"], ["张乙", B, None, "大华"]]
    plan = planned(office, tmp_path, rows, "B1:C1")
    assert [row.record.id_number for row in plan.rows] == [A, B]
    assert plan.unknown == ()
    rows[1] = ["张甲", int(A[:cut]), A[cut:], "大华"]
    assert "存成了数字" in told(planned(office, tmp_path, rows, "B1:C1"))[0], "数字格开头的 0 没有了，拼不回来"


def test_an_id_number_with_a_digit_in_every_cell_is_one_number_and_comes_back_refused_as_it_was(
    office: Office, tmp_path: Path
) -> None:
    wrong = A[:17] + ("0" if A[17] != "0" else "1")
    rows: Rows = [["姓名", "社区", "身份证号", *[None] * 17]]
    rows += [["张甲", "大华", *(int(each) if each.isdecimal() else each for each in number)] for number in (A, wrong)]
    plan = planned(office, tmp_path, rows, "C1:T1")
    assert plan.rows[0].record.id_number == A
    assert "校验码不对" in told(plan)[1]
    back = openpyxl.load_workbook(save_refused(plan, tmp_path / "退回.xlsx")).active
    assert [cell.value for cell in back[2]][2:20] == rows[2][2:]


def test_a_heading_merged_wider_than_its_column_leaves_no_second_column(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "身份证号", None, "电话", None, "社区"], ["张甲", A, None, P, None, "大华"]]
    plan = planned(office, tmp_path, rows, "B1:C1", "D1:E1", "B2:C2", "D2:E2")
    assert (told(plan), plan.notes, plan.unknown) == (["张甲·大华"], [TODAY_NOTE], ())


def test_an_address_in_several_columns_is_one_address(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "住址", None, None, "社区"], [None, "小区", "栋", "房号", None]]
    rows += [
        ["张甲", "东方小区", 3, 101, "大华"],
        ["张乙", "东方小区", "3栋", None, "大华"],
        ["张丙", None, 3, None, "大华"],
    ]
    plan = planned(office, tmp_path, rows, "B1:D1", "A1:A2", "E1:E2")
    assert [row.record.residence for row in plan.rows] == ["东方小区3栋101", "东方小区3栋", "3栋"]
    assert all(row.warnings == () for row in plan.rows)


def test_a_birth_month_kept_as_the_first_of_the_month_is_no_birth_day(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "出生年月", "身份证号", "电话", "社区"]]
    rows += [["张甲", datetime(1951, 1, 1), A, None, "大华"], ["张乙", datetime(1970, 5, 1), None, P, "大华"]]
    rows += [["张丙", datetime(1970, 5, 2), None, Q, "大华"], ["张丁", datetime(1970, 1, 1), C, None, "大华"]]
    plan = planned(office, tmp_path, rows)
    assert [row.record.born_on for row in plan.rows[:3]] == [date(1951, 1, 11), None, date(1970, 5, 2)]
    assert "只有年月（1970-05），没有登记" in plan.rows[1].warnings[0]
    assert "写的是1970-01，与身份证号不符" in told(plan)[3]
    for written in ("1951/1/1", "1951-01-01"):  # 另存成 csv 以后是字
        assert planned(office, tmp_path, [rows[0], ["张甲", written, A, None, "大华"]]).rows[0].state == "new"
    rows[0][1] = "出生日期"
    assert planned(office, tmp_path, rows).rows[1].record.born_on == date(1970, 5, 1)


def test_the_tenth_month_kept_as_a_number_has_lost_its_nought(office: Office, tmp_path: Path) -> None:
    october = id_number(1, "19611015")
    rows: Rows = [
        ["姓名", "出生年月", "身份证号", "社区"],
        ["张甲", 1961.1, october, "大华"],
        ["张乙", 1961.2, A, "大华"],
    ]
    plan = planned(office, tmp_path, rows)
    assert plan.rows[0].record.born_on == date(1961, 10, 15)
    assert "写的是1961-02" in told(plan)[1]


def test_words_beside_a_phone_number_are_told_and_two_numbers_are_refused(office: Office, tmp_path: Path) -> None:
    rows: Rows = [
        ["姓名", "社区", "身份证号", "电话"],
        ["张甲", "大华", A, f"{P}（女儿）"],
        ["张乙", "大华", B, f"{P}/{Q}"],
    ]
    plan = planned(office, tmp_path, rows)
    assert plan.rows[0].record.phone == P
    assert plan.rows[0].warnings == ("“联系电话”一格里还写着“女儿”，只登记了号码",)
    assert "一格只填一个号码" in told(plan)[1]


def test_a_landline_column_fills_in_where_there_is_no_mobile(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "联系方式", None, "社区"], [None, "手机", "座机", None]]
    rows += [["张甲", P, "0734-8221234", "大华"], ["张乙", None, "0734-8221235", "大华"]]
    plan = planned(office, tmp_path, rows, "B1:C1", "A1:A2", "D1:D2")
    assert [row.record.phone for row in plan.rows] == [P, "07348221235"]
    assert plan.rows[0].warnings == ()


def test_nothing_in_a_list_of_choices_is_left_blank_and_told(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "社区", "电话", "政治面貌", "服务队", "性别"], ["张甲", "大华", P, "/", "无", "—"]]
    plan = planned(office, tmp_path, rows)
    assert told(plan) == ["张甲·大华"]
    assert [note for note in plan.notes if "当作空着" in note] == [
        "“性别”写着“—”的 1 格当作空着",
        "“政治面貌”写着“/”的 1 格当作空着",
        "“志愿服务队”写着“无”的 1 格当作空着",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("张三、李四", "写了不止一个人"),
        ("张?", "生僻字"),
        ("王□", "生僻字"),
        ("张*", "打了码"),
        ("张*三", "打了码"),
    ],
)
def test_a_name_that_is_no_whole_single_name_is_refused(office: Office, tmp_path: Path, name: str, words: str) -> None:
    plan = planned(office, tmp_path, [["姓名", "社区", "身份证号"], [name, "大华", A]])
    assert plan.rows[0].state == "refused"
    assert words in told(plan)[0]


def test_a_name_somebody_should_look_at_is_taken_with_a_word(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "社区", "身份证号"], ["王\ue5e5", "大华", A], ["买买提 艾力", "大华", B]]
    plan = planned(office, tmp_path, rows)
    assert [row.state for row in plan.rows] == ["new", "new"]
    assert ["自造字" in plan.rows[0].warnings[0], "分两行" in plan.rows[1].warnings[0]] == [True, True]


@pytest.mark.parametrize(
    "below", [[1, 2, 3, 4], ["1", "2", "3", "4"], ["甲", "乙", 1, 2], ["（1）", "（2）", "（3）", "（4）"]]
)
def test_the_numbers_of_the_columns_under_the_header_are_nobody(
    office: Office, tmp_path: Path, below: list[object]
) -> None:
    plan = planned(office, tmp_path, [HEAD, below, [1, "张甲", A, P]], name="大华")
    assert told(plan) == ["skipped：栏号", "张甲·大华"]


def test_totals_signatures_and_bare_community_lines_are_nobody(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["社区", "姓名", "电话", "住址"], ["大华", "张甲", P], ["大华", "小计", "1人"], ["大华", "张乙", Q]]
    rows += [["负责人：张三", "填表人：李四", "电话：0734-8888888", "2021年5月12日"]]
    assert [each for each in told(planned(office, tmp_path, rows)) if not each.startswith("skipped")] == [
        "张甲·大华",
        "张乙·大华",
    ]
    rows = [HEAD, ["东方里"], [1, "张甲", A, P], ["大华"], [1, "张乙", B, Q]]
    plan = planned(office, tmp_path, rows, "A2:D2", "A4:D4")
    assert told(plan)[1::2] == ["张甲·东方里", "张乙·大华"]


def test_spaces_inside_a_community_and_marks_inside_a_label_do_not_matter(office: Office, tmp_path: Path) -> None:
    head: list[object] = ["姓　　名", "身 份 证\n号 码", "入队时间\n格式：2021-05-12", "所 属 社 区"]
    plan = planned(office, tmp_path, [head, ["张　甲", A[:6] + "\n" + A[6:], "2021。5。12", "东 方 里"]])
    assert told(plan) == ["张甲·东方里"]
    assert plan.rows[0].record.registered_on == date(2021, 5, 12)


def test_the_guardian_under_one_heading_is_read_whole(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "身份证号", "监护人", None, "社区"], [None, None, "姓名", "电话", None]]
    rows += [["小明", id_number(5, "20100101"), "张父", P, "大华"]]
    record = one(planned(office, tmp_path, rows, "C1:D1", "A1:A2", "B1:B2", "E1:E2"))
    assert (record.guardian, record.guardian_phone) == ("张父", P)  # type: ignore[attr-defined]


def test_an_unknown_province_in_a_number_is_taken_with_a_word(office: Office, tmp_path: Path) -> None:
    plan = planned(office, tmp_path, [["姓名", "身份证号", "社区"], ["张甲", id_number(1, region="480405"), "大华"]])
    assert plan.rows[0].state == "new"
    assert plan.rows[0].warnings == ("身份证号：开头的48不是省级行政区划代码，请对照证件核对",)


def test_a_registration_card_is_no_list(office: Office, tmp_path: Path) -> None:
    card: Rows = [["志愿者登记表"], ["姓名", "张甲", "性别", "男"], ["身份证号", A], ["社区", "大华", "电话", P]]
    with pytest.raises(KnownError, match="一人一张的登记卡"):
        planned(office, tmp_path, card)


def test_teams_and_terms_written_but_not_yet_kept_are_added_together_when_agreed(
    office: Office, tmp_path: Path
) -> None:
    rows: Rows = [["姓名", "社区", "身份证号", "服务队", "党支部", "人员类别"]]
    rows += [["张甲", "大华", A, "红马甲", "第一支部", "网格员"], ["张乙", "大华", B, "红马甲", None, "无"]]
    rows += [["张丙", "大华", C, "同上", None, None], ["张丁", "火星", D, "夕阳红", None, "快递员"]]
    plan = planned(office, tmp_path, rows)
    assert [row.state for row in plan.rows] == ["refused"] * 4
    lacking = missing(office, plan)
    assert [each.sentence() for each in lacking] == [
        "来源类别：网格员（1行）、快递员（1行）",
        "志愿服务队：红马甲（3行）、夕阳红（1行）",
        "党支部：第一支部（1行）",
    ]
    assert add_missing(office, VOLUNTEERS, lacking).startswith("已新建 5 个：")
    fix_cell(office, plan, plan.rows[0], "phone", P)
    plan = again(office, plan)
    assert [row.state for row in plan.rows] == ["new", "new", "new", "refused"]
    assert plan.rows[0].record.phone == P, "改过的格留着"
    assert (plan.rows[2].record.team.name, missing(office, plan)) == ("红马甲", [])
    office.keeper.undo()
    assert office.keeper.table(TEAMS).count() == 0
    long = planned(office, tmp_path, [rows[0], ["张甲", "大华", A, "队" * 41, None, None]])
    with pytest.raises(KnownError, match="太长了"):
        add_missing(office, VOLUNTEERS, missing(office, long))
    assert office.keeper.table(TEAMS).count() == 0


def test_a_person_on_two_sheets_is_refused_with_the_name_of_the_other_sheet(office: Office, tmp_path: Path) -> None:
    rows: Rows = [["姓名", "身份证号"], ["张甲", A]]
    plan = planned(office, tmp_path, rows, name="东方里", more={"光明里": rows})
    assert told(plan) == ["张甲·东方里", "refused：身份证号：与“东方里”第2行重复，只收前面的一行"]
