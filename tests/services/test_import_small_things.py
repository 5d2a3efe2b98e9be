"""导入时的几件小事：写着“无”的、分社区的小标题、带着街道的社区名、拿错了的表、备用的电话。"""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import id_number, office_with_communities

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import TEAMS, VOLUNTEERS
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.listing_out import export_list
from miaopu_desk.services.office import Office
from miaopu_desk.services.zero_reporting import report_zero


def book(path: Path, rows: list[list[Any]], sheet: str = "登记表") -> Path:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def plan_of(tmp_path: Path, rows: list[list[Any]], name: str = "表.xlsx", **given: Any) -> tuple[Office, Any]:
    office = office_with_communities()
    return office, plan_import(office, VOLUNTEERS, book(tmp_path / name, rows), **given)


HEAD = ["姓名", "身份证号", "社区", "联系电话", "出生日期"]


@pytest.mark.parametrize("nothing", ["无", "/", "-", "—", "暂无", "不详", " 无 "])
def test_what_stands_for_nothing_is_blank_and_said_once(tmp_path: Path, nothing: str) -> None:
    rows = [HEAD, *([name, nothing, "东方里", nothing, nothing] for name in ("赵一", "钱二", "孙三"))]
    _, plan = plan_of(tmp_path, rows)
    assert [row.state for row in plan.rows] == ["new"] * 3
    assert {(row.record.id_number, row.record.phone, row.record.born_on) for row in plan.rows} == {(None, None, None)}
    said = nothing.strip()
    assert f"“联系电话”写着“{said}”的 3 格当作空着" in plan.notes
    assert f"“身份证号”写着“{said}”的 3 格当作空着" in plan.notes


def test_a_required_column_and_a_text_column_are_not_blanked(tmp_path: Path) -> None:
    head = [*HEAD, "登记日期", "工作单位"]
    row = ["赵一", id_number(1), "东方里", None, None, "无", "无"]
    _, plan = plan_of(tmp_path, [head, row])
    assert plan.rows[0].state == "refused"
    assert [each.column for each in plan.rows[0].problems] == ["登记日期"]
    _, plan = plan_of(tmp_path, [head[:5] + head[6:], row[:5] + row[6:]])
    assert plan.rows[0].record.employer == "无"


def test_rows_below_a_heading_that_names_a_community_belong_to_it(tmp_path: Path) -> None:
    rows = [
        ["苗圃街道志愿者名册"],
        ["姓名", "身份证号", "联系电话"],
        ["一、东方里社区（2人）", None, None],
        ["赵一", id_number(1), "13800000001"],
        ["钱二", id_number(2), "13800000002"],
        ["（二）苗圃街道光明里社区", None, None],
        ["孙三", id_number(3), "13800000003"],
        ["大华社区：共1名", None, None],
        ["李四", id_number(4), None],
    ]
    office, plan = plan_of(tmp_path, rows)
    placed = [(row.record.name, row.record.community.name) for row in plan.rows if row.state == "new"]
    assert placed == [("赵一", "东方里"), ("钱二", "东方里"), ("孙三", "光明里"), ("李四", "大华")]
    assert Counter(row.state for row in plan.rows) == {"new": 4, "skipped": 3}
    assert "“登记表”按小标题分社区：东方里、光明里、大华" in plan.notes
    assert not any("请指明" in note for note in plan.notes)
    commit_import(office, plan)
    assert office.keeper.table(VOLUNTEERS).count() == 4


def test_a_person_alone_in_a_row_is_no_heading(tmp_path: Path) -> None:
    """大华既是社区，也可以是人名：光写两三个字的不当作小标题。"""
    _, plan = plan_of(tmp_path, [HEAD, ["大华", None, None, None, None], ["赵一", id_number(1), "光明里", None, None]])
    assert [row.state for row in plan.rows] == ["refused", "new"]


def test_a_heading_of_another_community_than_the_given_one_is_refused(tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号"],
        ["一、东方里社区", None],
        ["赵一", id_number(1)],
        ["二、大华社区", None],
        ["钱二", id_number(2)],
    ]
    _, plan = plan_of(tmp_path, rows, community="东方里")
    assert [row.state for row in plan.rows if row.state != "skipped"] == ["new", "refused"]


@pytest.mark.parametrize(
    "written",
    ["苗圃街道东方里社区", "珠晖区苗圃街道东方里", "衡阳市珠晖区苗圃街道办事处东方里社区居委会", "珠晖区东方里"],
)
def test_the_street_in_front_of_a_community_is_dropped(tmp_path: Path, written: str) -> None:
    _, plan = plan_of(tmp_path, [HEAD, ["赵一", id_number(1), written, None, None]])
    assert plan.rows[0].record.community.name == "东方里"


@pytest.mark.parametrize("written", ["珠晖区别的街道东风村", "光明小区东方里附近", "东方里光明里"])
def test_what_only_looks_like_a_community_is_refused(tmp_path: Path, written: str) -> None:
    _, plan = plan_of(tmp_path, [HEAD, ["赵一", id_number(1), written, None, None]])
    assert plan.rows[0].state == "refused"


def test_a_given_community_that_contradicts_the_title_is_noted(tmp_path: Path) -> None:
    rows = [["光明里社区志愿者登记表"], ["姓名", "身份证号"], ["赵一", id_number(1)]]
    _, plan = plan_of(tmp_path, rows, "光明里.xlsx", community="东方里")
    assert "指明的是“东方里”，标题里写的却是“光明里”，请核对是不是拿错了表" in plan.notes
    assert "指明的是“东方里”，文件名里写的却是“光明里”，请核对是不是拿错了表" in plan.notes
    _, plan = plan_of(tmp_path, rows, "大华社区.xlsx")
    assert "标题里写的是“光明里”，文件名里写的却是“大华”，请核对" in plan.notes


def test_a_second_phone_column_is_shown_as_the_spare_one(tmp_path: Path) -> None:
    rows = [["姓名", "联系电话", "手机号码", "社区"], ["赵一", None, "13800000001", "东方里"]]
    _, plan = plan_of(tmp_path, rows)
    spare = [each for each in plan.mapping if each.spare]
    assert [(each.label, each.field) for each in spare] in (
        [("手机号码", "phone")],
        [("联系电话", "phone")],
    )
    assert all(each.field for each in plan.mapping)
    assert "13800000001" not in str([each.samples for each in plan.mapping])
    assert plan.rows[0].record.phone == "13800000001"


def test_a_zero_report_is_refused_where_there_is_something() -> None:
    office = office_with_communities()
    office.keeper.add(
        VOLUNTEERS, {"name": "赵一", "community": "东方里", "registered_on": "2021-05-03", "id_number": id_number(1)}
    )
    with pytest.raises(KnownError, match=r"东方里2021年5月已经有.*新增.*，不是零报告"):
        report_zero(office, "2021-05", "东方里")
    report_zero(office, "2021-05", "光明里")
    report_zero(office, "2021-05", "光明里", withdraw=True)


def test_a_team_without_phone_is_taken(tmp_path: Path) -> None:
    office = office_with_communities()
    path = book(tmp_path / "队.xlsx", [["服务队名称", "社区", "负责人", "联系电话"], ["夕阳红", "大华", "王五", "无"]])
    plan = plan_import(office, TEAMS, path)
    assert (plan.rows[0].state, plan.rows[0].record.phone) == ("new", None)


def test_many_rows_are_written_bit_by_bit_and_cancelling_in_the_middle_writes_nothing(tmp_path: Path) -> None:
    """窗口边写边画：每报一次进度，前面的行已经写下了，没有攒到最后一口气写。"""
    rows = [
        HEAD,
        *(["赵一", id_number(at % 1000, f"19{50 + at // 1000:02d}0101"), "东方里", None, None] for at in range(4500)),
    ]
    office, plan = plan_of(tmp_path, rows)
    assert plan.totals["new"] == 4500
    table = office.keeper.table(VOLUNTEERS)

    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= 3000:
            raise Stop

    with pytest.raises(Stop):
        commit_import(office, plan, stop)
    assert table.count() == 0
    written: list[tuple[int, int]] = []
    commit_import(office, plan, lambda done, total: written.append((done, table.count())))
    assert [pair for pair in written if pair[0] < 4500] == [(at, at) for at in range(0, 4500, 1000)]
    assert [pair for pair in written if pair[0] == 4500] == [(4500, 4500)] * 3, "写更改记录的时候也报"
    assert office.keeper.undo().startswith("导入")
    assert table.count() == 0


def test_what_was_changed_in_an_id_number_is_said_with_its_row(tmp_path: Path) -> None:
    number = id_number(1)
    wide = "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in number)
    _, plan = plan_of(
        tmp_path, [HEAD, ["赵一", wide, "东方里", None, None], ["钱二", id_number(2), "东方里", None, None]]
    )
    assert [row.state for row in plan.rows] == ["new", "new"]
    assert plan.rows[0].record.id_number == number
    assert "身份证号" in plan.rows[0].warnings[0]
    assert plan.rows[1].warnings == ()


def test_a_list_goes_out_as_csv_and_comes_back(tmp_path: Path) -> None:
    office, plan = plan_of(tmp_path, [HEAD, ["赵一", id_number(1), "东方里", "13800000001", None]])
    commit_import(office, plan)
    path = export_list(office, VOLUNTEERS, None, tmp_path / "名单.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row.state for row in plan_import(office, VOLUNTEERS, path).rows] == ["same"]
    with pytest.raises(KnownError, match="结尾"):
        export_list(office, VOLUNTEERS, None, tmp_path / "名单.doc")
