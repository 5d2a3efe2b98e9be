"""导入预览里动手：对照改了马上重看、用过就记住；一格一格地改；可能重复的一位一位看；空白表填了能收。"""

from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import PARTICIPATIONS, REGISTERS, VOLUNTEERS
from miaopu_desk.exchange.blank_forms import write_blank_form
from miaopu_desk.services import blank_form
from miaopu_desk.services.blank_form import write_form
from miaopu_desk.services.import_fixing import accept, fix_cell, undo_fix
from miaopu_desk.services.import_plan import ImportPlan
from miaopu_desk.services.importing import commit_import, plan_import, plan_paste, plan_workbook, remap
from miaopu_desk.services.office import Office
from miaopu_desk.services.refused_rows import save_refused

HEAD = "姓名|身份证号|联系电话|社区|登记日期"


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def paste(office: Office, *rows: str) -> ImportPlan:
    return plan_paste(office, VOLUNTEERS, "\n".join("\t".join(row.split("|")) for row in rows))


def said(plan: ImportPlan) -> list[tuple[int, str, str]]:
    return [(row.row, row.state, "；".join(map(str, row.problems))) for row in plan.rows]


# 粘贴


def test_a_block_without_headings_is_read_by_its_contents_and_says_so(office: Office) -> None:
    plan = paste(office, f"张明|{id_number(1)}|15400000001|大华|2021.5.1", "李明||15400000002|清泉里社区|2021.5.2")
    assert [each.field for each in plan.mapping] == ["name", "id_number", "phone", "community", "registered_on"]
    assert plan.totals["new"] == 2
    assert any("按内容认" in note for note in plan.notes)
    assert plan.rows[0].row == 1, "没有栏目名，第一行就是名单"


def test_a_block_that_is_no_list_is_refused_with_what_to_do(office: Office) -> None:
    with pytest.raises(KnownError, match="连栏目名"):
        paste(office, "；；；|！！", "、、|。。")
    with pytest.raises(KnownError, match="剪贴板里没有表格内容"):
        plan_paste(office, VOLUNTEERS, "  \n ")


# 对照


def test_of_two_phone_columns_the_mobile_is_kept_and_a_difference_is_told_without_numbers(office: Office) -> None:
    plan = paste(
        office,
        "姓名|身份证号|手机|联系电话|社区|登记日期",
        f"张明|{id_number(1)}|15400000001||大华|2021.5.1",
        f"李明|{id_number(2)}||15400000002|大华|2021.5.1",
        f"王明|{id_number(3)}|15400000003|154 0000 0003|大华|2021.5.1",
        f"赵明|{id_number(4)}|15400000004|0734-8123456|大华|2021.5.1",
        f"孙明|{id_number(5)}|15400000005|15400000006|大华|2021.5.1",
        f"周明|{id_number(6)}|||大华|2021.5.1",
    )
    assert [row.record.phone for row in plan.rows] == [
        "15400000001",
        "15400000002",
        "15400000003",
        "15400000004",
        "15400000006",
        None,
    ]
    told = [[each for each in row.warnings if "两列" in each] for row in plan.rows]
    assert told == [
        [],
        [],
        [],
        ["“联系电话”和“手机”两列写的不一样，用的是“手机”，“联系电话”一列的没有用"],
        ["“手机”和“联系电话”两列写的不一样，用的是“联系电话”，“手机”一列的没有用"],
        [],
    ]
    assert [note for note in plan.notes if "手机" in note] == [
        "“联系电话”有不止一列，两列都看：先看 D 列，空着的用 C 列“手机”。"
    ]
    fix_cell(office, plan, plan.rows[0], "phone", "15400000009")
    assert plan.rows[0].record.phone == "15400000009"


def test_a_list_in_two_halves_side_by_side_is_refused_whole(office: Office) -> None:
    with pytest.raises(KnownError, match="左右两栏（B 列和 E 列都是“姓名”）"):
        paste(office, "序号|姓名|电话|序号|姓名|电话", "1|张明|15400000001|2|李明|15400000002")


def test_headings_in_other_words_and_in_traditional_characters_are_known(office: Office) -> None:
    row = f"张明|{id_number(1)}|15400000001|大华|2021.5.1"
    plan = paste(office, "志愿者名字|身份証號碼|移动电话|社区|登记日期", row)
    assert (plan.rows[0].state, plan.rows[0].record.phone, plan.unknown) == ("new", "15400000001", ())


def test_ticks_under_a_three_row_heading_are_the_ranks(office: Office) -> None:
    plan = paste(
        office,
        "姓名|身份证号|社区|队伍情况||||登记日期",
        "|||是否|||||",
        "|||专职（√）|党员（√）|网上（√）|新时代文明实践（√）|",
        f"张明|{id_number(1)}|大华|√|||√|2021.5.1",
    )
    assert [(row.state, row.record.ranks) for row in plan.rows] == [("new", ("full_time", "practice"))]


def test_a_corrected_mapping_replans_at_once_is_kept_when_used_and_only_for_the_same_headings(office: Office) -> None:
    rows = ("姓名|证号|手机|住哪个社区", f"张明|{id_number(1)}|15400000001|大华")
    plan = paste(office, *rows)
    assert plan.unknown == ("证号", "住哪个社区")
    plan = remap(office, plan, plan.sheets[0], 1, "id_number")
    plan = remap(office, plan, plan.sheets[0], 3, "community")
    assert [state for _, state, _ in said(plan)] == ["new"]
    assert plan.rows[0].record.id_number == id_number(1)
    assert [each.corrected for each in plan.mapping] == [False, True, False, True]

    unused = paste(office, *rows)
    assert unused.unknown == ("证号", "住哪个社区"), "没有用上的改动不记"
    commit_import(office, plan)
    later = paste(office, rows[0], f"李明|{id_number(2)}|15400000002|清泉里")
    assert later.remembered == (later.sheets[0],)
    assert [state for _, state, _ in said(later)] == ["new"]
    other = paste(office, "姓名|手机|证号|住哪个社区", f"李明|15400000002|{id_number(2)}|清泉里")
    assert not other.remembered, "栏目的次序变了就不是同样的表"


def test_a_column_can_be_left_unread_and_two_columns_never_read_into_one(office: Office) -> None:
    plan = paste(office, HEAD + "|电话", f"张明|{id_number(1)}|12|大华|2021-05-01|15400000009")
    assert plan.rows[0].record.phone == "15400000009"
    assert ["两列写的不一样" in each for each in plan.rows[0].warnings] == [True]
    plan = remap(office, plan, plan.sheets[0], 5, "phone")
    assert (plan.rows[0].record.phone, plan.rows[0].warnings) == ("15400000009", ()), "说了读这一列，就不再看另一列"
    assert [each.field for each in plan.mapping].count("phone") == 1
    plan = remap(office, plan, plan.sheets[0], 5, None)
    assert [each.field for each in plan.mapping].index("phone") == 2, "不读这一列，就还读原来认出的那一列"
    assert [state for _, state, _ in said(plan)] == ["refused"]
    plan = remap(office, plan, plan.sheets[0], 2, None)
    assert plan.rows[0].record.phone is None
    assert [state for _, state, _ in said(plan)] == ["new"]


# 改一格


def test_a_mended_cell_is_judged_by_every_rule_and_can_be_put_back(office: Office) -> None:
    plan = paste(office, HEAD, f"张明|{id_number(1)}|12|大华|2021-05-01")
    (row,) = plan.rows
    assert row.state == "refused"
    fix_cell(office, plan, row, "phone", "15400000001")
    assert (row.state, row.record.phone) == ("new", "15400000001")
    fix_cell(office, plan, row, "registered_on", "2022-05-01")
    assert "还没到" in said(plan)[0][2]
    undo_fix(office, plan, row, "registered_on")
    fix_cell(office, plan, row, "community", "火星")
    assert "没有“火星”" in said(plan)[0][2]
    fix_cell(office, plan, row, "community", "清泉里社区")
    commit_import(office, plan)
    (one,) = office.keeper.table(VOLUNTEERS).all()
    assert (one.phone, one.community.name) == ("15400000001", "清泉里")
    with pytest.raises(KnownError, match="已经写入"):
        fix_cell(office, plan, row, "phone", "15400000002")


def test_a_mended_cell_that_meets_another_row_settles_both(office: Office) -> None:
    add(office, "volunteers", name="王芳", community="大华", id_number=id_number(7))
    plan = paste(
        office,
        HEAD,
        f"张明|{id_number(1)}||大华|2021-05-01",
        f"张明|{id_number(2)}||大华|2021-05-01",
        f"王芳|{id_number(7)}||大华|2021-05-01",
    )
    first, second, _ = plan.rows
    fix_cell(office, plan, second, "id_number", id_number(1))
    assert [state for _, state, _ in said(plan)] == ["new", "refused", "changed"]
    assert "与第2行重复" in said(plan)[1][2]
    fix_cell(office, plan, first, "id_number", id_number(3))
    assert [state for _, state, _ in said(plan)] == ["new", "new", "changed"], "不再重复的那一行放出来"
    fix_cell(office, plan, second, "id_number", id_number(7))
    fix_cell(office, plan, second, "name", "王芳")
    assert [state for _, state, _ in said(plan)] == ["new", "changed", "refused"], "前面的一行先认"


def test_a_cell_missing_from_the_sheet_can_be_filled_in_the_preview(office: Office) -> None:
    plan = paste(office, "姓名|联系电话", "张明|15400000001")
    fix_cell(office, plan, plan.rows[0], "community", "大华")
    assert plan.rows[0].state == "new"
    assert plan.rows[0].record.community.id


def test_mending_row_by_row_ends_where_planning_afresh_ends(office: Office, capsys: Any) -> None:
    for at in range(6):
        add(office, "volunteers", name=f"旧{'甲乙丙丁戊己'[at]}", community="大华", id_number=id_number(at, "19600101"))
    pick = Random(4)
    numbers = [id_number(at, "19600101") for at in range(10)] + ["坏号", ""]
    values = {
        "name": ["旧甲", "旧乙", "新丙", "", "新丁"],
        "id_number": numbers,
        "phone": ["15400000001", "15400000002", "12", ""],
        "community": ["大华", "清泉里", "无此社区"],
    }
    tried = 0
    for _ in range(40):
        rows = ["|".join(pick.choice(values[name]) for name in values) + "|2021-05-01" for _ in range(8)]
        plan = paste(office, HEAD, *rows)
        live = [row for row in plan.rows if row.state != "skipped"]
        for _ in range(6):
            name = pick.choice(list(values))
            fix_cell(office, plan, pick.choice(live), name, pick.choice(values[name]))
            assert plan.source is not None
            fixes = {(row.sheet, row.row): row.fixed for row in plan.rows if row.fixed}
            fresh = plan_workbook(office, VOLUNTEERS, plan.source, headers=plan.originals, fixes=fixes)
            assert said(plan) == said(fresh)
            tried += 1
    with capsys.disabled():
        print(f"\n预览里改一格：试 {tried} 次，与整份重看一样 {tried} 次")


# 可能重复


def test_a_likely_twin_is_held_back_until_somebody_says_it_is_another_person(office: Office) -> None:
    add(office, "volunteers", name="张三", community="大华", id_number=id_number(3, "19700101"))
    plan = paste(office, "姓名|出生日期|社区", "张三|1970-01-01|大华", "张三|1971-01-01|大华")
    held, free = plan.rows
    assert (held.state, free.state) == ("refused", "new"), "只凭姓名不拦"
    assert "可能已登记" in said(plan)[0][2]
    with pytest.raises(KnownError, match="不是因为可能重复"):
        accept(office, plan, free)
    accept(office, plan, held)
    assert held.state == "new"
    assert any("照收" in warning for warning in held.warnings)
    commit_import(office, plan)
    assert office.keeper.table(VOLUNTEERS).count() == 3


# 退回与撤销


def test_refused_rows_of_a_pasted_block_go_back_with_headings_and_can_be_read_again(
    office: Office, tmp_path: Path
) -> None:
    good = [f"张明|{id_number(at)}|1540000000{at}|大华" for at in range(3)]
    plan = paste(office, *good, "李明|坏号|15400000009|大华")
    path = save_refused(plan, tmp_path / "退回.xlsx")
    again = plan_import(office, VOLUNTEERS, path)
    ((_, state, why),) = said(again)
    assert state == "refused"
    assert "身份证号" in why


def test_a_batch_is_undone_unless_its_rows_were_edited_and_those_are_named(office: Office) -> None:
    plan = paste(office, HEAD, f"张明|{id_number(1)}||大华|2021-05-01", f"李明|{id_number(2)}||大华|2021-05-01")
    batch = commit_import(office, plan)
    assert batch is not None
    for one in office.keeper.table(VOLUNTEERS).find("name", "李明"):
        office.keeper.change(VOLUNTEERS, one.id, {"phone": "15400000002"})
    with pytest.raises(Refused, match="李明"):
        office.keeper.undo_action(batch)
    office.keeper.undo()
    assert office.keeper.undo_action(batch) == 2


# 空白表

EVERY = [table for table in REGISTERS if table not in ("templates", "offices", "operators")]


@pytest.mark.parametrize("table", EVERY)
def test_the_blank_form_of_every_register_has_every_required_column_and_its_example_is_never_imported(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(blank_form, "write_blank_form", partial(write_blank_form, rows=20))  # 空行多少都一样
    path = write_form(office, REGISTERS[table], tmp_path / "空白表.xlsx")
    plan = plan_import(office, REGISTERS[table], path)
    assert [row.state for row in plan.rows] == ["skipped"]
    assert plan.rows[0].problems[0].message == "填写示例"
    assert not plan.unknown
    read = {each.field for each in plan.mapping}
    assert {each.name for each in REGISTERS[table].columns if each.required} <= read | {"standing", "position"}


def test_a_filled_form_comes_back_as_what_was_written(office: Office, tmp_path: Path) -> None:
    path = write_form(office, VOLUNTEERS, tmp_path / "空白表.xlsx", community="大华社区")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    assert "社区" not in columns
    assert sheet.cell(5, columns["身份证号"]).number_format == "@"
    rules = {rule.type for rule in sheet.data_validations.dataValidation}
    assert rules >= {"list", "textLength"}
    given = {
        "姓名": "张明",
        "身份证号": id_number(1),
        "联系电话": "15400000001",
        "登记日期": "2021-05-06",
        "队伍类别": "专职、党员",
    }
    for label, value in given.items():
        sheet.cell(5, columns[label], value)
    book.save(path)
    plan = plan_import(office, VOLUNTEERS, path)
    assert [row.state for row in plan.rows] == ["skipped", "new"], said(plan)
    commit_import(office, plan)
    (one,) = office.keeper.table(VOLUNTEERS).all()
    shown = VOLUNTEERS.show(one)
    read = {column.label: shown[column.name] for column in VOLUNTEERS.columns if column.label in given}
    assert read == given
    assert one.community.name == "大华"


def test_the_form_of_services_asks_the_community_only_what_it_knows(office: Office, tmp_path: Path) -> None:
    person = add(
        office, "volunteers", name="王芳", community="大华", id_number=id_number(7), registered_on="2021-01-01"
    )
    path = write_form(office, REGISTERS["service_records"], tmp_path / "服务.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[3]}
    assert "服务时长（小时）*" in columns
    assert not {"值守班次", "更正的记录", "更正原因", "录入人", "录入日期"} & columns.keys()
    assert sheet.freeze_panes == "B4"
    for label, value in {
        "志愿者*": person.name,
        "身份证号": person.id_number,
        "社区*": "大华",
        "服务日期*": "2021-05-06",
        "服务时长（小时）*": "1.5",
        "活动名称*": "义诊",
    }.items():
        sheet.cell(5, columns[label], value)
    book.save(path)
    plan = plan_import(office, REGISTERS["service_records"], path)
    assert [row.state for row in plan.rows] == ["skipped", "new"], said(plan)
    assert plan.rows[1].record.minutes == 90


def test_a_form_asks_who_is_meant_and_reads_it_back(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="王芳", community="大华", id_number=id_number(7))
    path = write_form(office, PARTICIPATIONS, tmp_path / "参训.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    for label, value in {
        "培训名称": "急救",
        "培训日期": "2021-05-12",
        "志愿者": "王芳",
        "身份证号": id_number(7),
    }.items():
        sheet.cell(5, columns[label], value)
    book.save(path)
    plan = plan_import(office, PARTICIPATIONS, path)
    assert [row.state for row in plan.rows] == ["skipped", "new"], said(plan)


def test_a_form_for_an_unknown_community_or_for_the_programs_own_register_is_refused(
    office: Office, tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match="没有社区“火星”"):
        write_form(office, VOLUNTEERS, tmp_path / "a.xlsx", community="火星")
    with pytest.raises(KnownError, match="由程序自己管"):
        write_form(office, REGISTERS["templates"], tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
