"""导入：先计划后写入；新增、有变化、相同、拒收、跳过各归各；空白不覆盖，不凭姓名认人，一批一次撤销。"""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from builders import add, id_number, office_with_communities
from importing_rows import people_csv

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import COMMUNITIES, REGISTERS, VOLUNTEERS
from miaopu_desk.services.import_plan import ImportPlan, PlannedRow, plan_json, plan_lines
from miaopu_desk.services.importing import commit_import, plan_import, sheets_of
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing

HEADER = ("姓名", "身份证号", "社区", "联系电话", "队伍类别", "登记日期", "备注")
WANG, LI, ZHANG = id_number(2, "19800229"), id_number(1, "19750312"), id_number(4, "19661201")
Rows = Sequence[Sequence[object]]


def xlsx(path: Path, rows: Rows, title: str = "", sheet: str = "Sheet1", header: Sequence[str] = HEADER) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    if title:
        page.append([title])
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def xls(path: Path, rows: Rows) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名单")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate([HEADER, *rows]):
        for place, value in enumerate(row):
            page.write(number, place, value, *([day] if isinstance(value, date) else []))
    book.save(str(path))
    return path


def text(path: Path, rows: Rows, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def plan(office: Office, path: Path, **given: Any) -> ImportPlan:
    return plan_import(office, VOLUNTEERS, path, **given)


def states(made: ImportPlan) -> list[tuple[int, str]]:
    return [(row.row, row.state) for row in made.rows]


def why(row: PlannedRow) -> str:
    return "；".join(f"{each.column}：{each.message}" for each in row.problems)


def only(made: ImportPlan) -> PlannedRow:
    assert len(made.rows) == 1, states(made)
    return made.rows[0]


def names(office: Office) -> list[str]:
    return [each.name for each in office.keeper.table(VOLUNTEERS).all()]


def everything(office: Office) -> list[object]:
    tables = office.database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    return [office.database.query(f'SELECT * FROM "{name}" ORDER BY 1') for (name,) in sorted(tables)]


@pytest.fixture
def office() -> Office:
    return office_with_communities()


# 五种行


def test_each_row_is_new_changed_same_refused_or_skipped_and_says_why(office: Office, tmp_path: Path) -> None:
    known = {"community": "东方里", "registered_on": "2021-03-01"}
    add(office, "volunteers", name="王芳", id_number=WANG, phone="15400001111", **known)
    add(office, "volunteers", name="李强", id_number=LI, phone="15400002222", ranks="党员", **known)
    path = xlsx(
        tmp_path / "名单.xlsx",
        [
            ("王芳", WANG, "东方里", "15400001111", "", "2021-03-01", ""),
            ("李强", LI, "东方里社区", "15400003333", "党员", date(2021, 3, 1), ""),
            ("张敏", ZHANG, "东方里", 15400004444, "专职/党员", "2021.5.6", "会剪纸"),
            ("赵无", ZHANG[:-1] + ("1" if ZHANG[-1] != "1" else "2"), "东方里", "154", "骑兵", "", ""),
            (None, None, None, None, None, None, None),
            ("合计", None, None, None, "4人", None, None),
        ],
        title="志愿者登记表",
    )
    made = plan(office, path)
    assert states(made) == [(3, "same"), (4, "changed"), (5, "new"), (6, "refused"), (8, "skipped")]
    assert made.totals == {"new": 1, "changed": 1, "same": 1, "refused": 1, "skipped": 1}
    assert made.header_rows == (2, 2)
    assert made.rows[1].changes == {"联系电话": ("15400002222", "15400003333")}
    assert {each.column for each in made.rows[3].problems} == {"身份证号", "联系电话", "队伍类别"}
    assert "合计" in why(made.rows[4])

    batch = commit_import(office, made)
    assert batch is not None
    table = office.keeper.table(VOLUNTEERS)
    assert sorted(names(office)) == sorted(["王芳", "李强", "张敏"])
    new = table.find("id_number", ZHANG)[0]
    assert (new.phone, new.ranks, new.registered_on, new.note) == (
        "15400004444",
        ("full_time", "party"),
        date(2021, 5, 6),
        "会剪纸",
    )
    assert (new.sex, new.born_on, new.standing) == ("female", date(1966, 12, 1), "active")
    assert table.find("id_number", LI)[0].phone == "15400003333"
    assert table.numbers(Listing(search="zhangmin"))


def test_a_blank_never_wipes_out_what_is_known(office: Office, tmp_path: Path) -> None:
    one = add(
        office,
        "volunteers",
        name="王芳",
        id_number=WANG,
        community="东方里",
        phone="15400001111",
        ranks="党员",
        skills="剪纸",
        standing="left",
        standing_on="2021-05-01",
        registered_on="2021-03-01",
    )
    path = xlsx(tmp_path / "名单.xlsx", [("王芳", WANG, "", "", None, "", "　")], header=HEADER)
    assert only(plan(office, path)).state == "same"
    path = xlsx(tmp_path / "名单.xlsx", [("王芳", WANG, "", "", None, "", "新备注")])
    assert commit_import(office, plan(office, path)) is not None
    now = office.keeper.table(VOLUNTEERS).get(one.id)
    assert now is not None
    assert (now.phone, now.ranks, now.skills, now.standing, now.note) == (
        "15400001111",
        ("party",),
        "剪纸",
        "left",
        "新备注",
    )


def test_a_plan_writes_nothing_at_all(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="王芳", id_number=WANG, community="东方里")
    path = xlsx(tmp_path / "名单.xlsx", [("王芳", WANG, "东方里", "15400009999"), ("张敏", ZHANG, "东方里", "")])
    before, written = everything(office), office.database.connection.total_changes
    made = plan(office, path)
    assert made.writable == 2
    list(plan_lines(made))
    plan_json(made, None)
    assert [row.shown for row in made.rows]
    assert everything(office) == before
    assert office.database.connection.total_changes == written


def test_one_undo_takes_back_the_whole_batch_and_one_redo_puts_it_back(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="王芳", id_number=WANG, community="东方里", note="原来的")
    before = office.keeper.table(VOLUNTEERS).all()
    path = xlsx(
        tmp_path / "名单.xlsx",
        [
            ("王芳", WANG, "东方里", "15400001111", "", "", "改了"),
            ("张敏", ZHANG, "光明里", ""),
            ("李强", LI, "东方里", ""),
        ],
    )
    batch = commit_import(office, plan(office, path))
    assert batch is not None
    assert len(names(office)) == 3
    assert office.keeper.undo_action(batch) == 3
    after = office.keeper.table(VOLUNTEERS).all()
    assert [(each.id, each.name, each.phone, each.note) for each in after] == [
        (each.id, each.name, each.phone, each.note) for each in before
    ]
    assert office.keeper.redo().startswith("导入志愿者登记")
    assert len(names(office)) == 3
    assert only_changed(plan(office, path)) == 0, "再读同一个文件，全部相同"


def only_changed(made: ImportPlan) -> int:
    return made.writable


def test_the_same_file_twice_adds_nobody_the_second_time(office: Office, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "名单.csv", 300)
    assert commit_import(office, plan(office, path, community="东方里")) is not None
    again = plan(office, path, community="东方里")
    assert again.totals["same"] == 300
    assert commit_import(office, again) is None
    assert office.keeper.table(VOLUNTEERS).count() == 300


# 各种文件


FORMATS: dict[str, Callable[[Path, Rows], Path]] = {
    "名单.xlsx": xlsx,
    "名单.xls": xls,
    "名单.csv": lambda path, rows: text(path, rows, "utf-8"),
    "名单带BOM.csv": lambda path, rows: text(path, rows, "utf-8-sig"),
    "名单国标.csv": lambda path, rows: text(path, rows, "gb18030"),
    "假的.xls": lambda path, rows: xlsx(path.with_suffix(".xlsx"), rows).replace(path),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_read_the_same_from_every_kind_of_file(office: Office, tmp_path: Path, name: str) -> None:
    rows: Rows = [
        ("王芳", WANG, "东方里", "15400001111", "党员", "2021-05-06", "a,b"),
        ("\U00020087明", LI, "光明里社区", "0734-8221234", "专职、党员", "2021.5.7", ""),
        ("阿依古丽·买买提", ZHANG, "服务里", "", "", "20210508", "“引号”"),
    ]
    made = plan(office, FORMATS[name](tmp_path / name, rows))
    assert [row.state for row in made.rows] == ["new"] * 3, [why(row) for row in made.rows]
    commit_import(office, made)
    people = {each.name: each for each in office.keeper.table(VOLUNTEERS).all()}
    assert set(people) == {"王芳", "\U00020087明", "阿依古丽·买买提"}
    assert people["\U00020087明"].phone == "07348221234"
    assert people["王芳"].note == "a,b"
    assert people["阿依古丽·买买提"].registered_on == date(2021, 5, 8)
    assert [row.row for row in made.rows] == [2, 3, 4]


def test_only_the_named_sheet_is_read_and_an_unknown_one_is_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "两张.xlsx"
    book = openpyxl.Workbook()
    for sheet, one in (("东方里", ("王芳", WANG)), ("光明里", ("张敏", ZHANG))):
        page = book.create_sheet(sheet)
        page.append(["姓名", "身份证号"])
        page.append(one)
    del book["Sheet"]
    book.save(path)
    assert sheets_of(path, VOLUNTEERS) == ["东方里", "光明里"]
    both = plan(office, path)
    assert [(row.sheet, row.record.community.name) for row in both.rows] == [("东方里", "东方里"), ("光明里", "光明里")]
    one = plan(office, path, sheet="光明里")
    assert [row.sheet for row in one.rows] == ["光明里"]
    with pytest.raises(KnownError, match=r"没有可导入的工作表“第三张”.*“东方里”、“光明里”"):
        plan(office, path, sheet="第三张")


# 号码


@pytest.mark.parametrize("stored", [int, float])
def test_an_id_number_stored_as_a_number_is_refused_even_when_the_check_digit_would_pass(
    office: Office, tmp_path: Path, stored: type
) -> None:
    lucky = next(
        number
        for number in (id_number(serial, f"19{year}0101") for year in range(40, 99) for serial in range(1000))
        if number.endswith("0") and int(float(number)) == int(number)
    )
    row = only(plan(office, xlsx(tmp_path / "名单.xlsx", [("王芳", stored(lucky), "东方里", "", "", "", "")])))
    assert row.state == "refused"
    assert "身份证号：这一格存成了数字" in why(row)
    assert "文本" in why(row)
    assert lucky not in why(row)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (("王芳", "430499********2345"), "身份证号", "遮住"),
        (("王芳", WANG, "东方里", "154****1111"), "联系电话", "打了码"),
        (("王芳", "4.30499E+17"), "身份证号", "文本格式"),
        (("王芳", WANG, "南极"), "社区", "没有“南极”"),
        (("王芳", WANG, "东方里", "15400001111、15400002222"), "联系电话", "一格只填一个"),
        (("王芳", WANG, "东方里", "", "骑兵"), "队伍类别", "骑兵"),
        (("王芳", WANG, "东方里", "", "", "2021-06-01"), "登记日期", "还没到"),
        (("王芳", WANG, "东方里", "", "", "2021年5月"), "登记日期", "缺哪一日"),
        (("", WANG, "东方里", "15400001111"), "姓名", "必填"),
        (("王芳", WANG, "", "15400001111"), "社区", "必填"),
    ],
)
def test_each_wrong_cell_is_refused_with_its_column_and_what_to_do(
    office: Office, tmp_path: Path, cells: tuple[object, ...], column: str, words: str
) -> None:
    row = only(plan(office, xlsx(tmp_path / "名单.xlsx", [cells])))
    assert row.state == "refused"
    assert [each.column for each in row.problems] == [column], why(row)
    assert words in why(row)
    assert WANG not in why(row)


def test_an_unknown_term_is_refused_with_the_sentence_that_says_where_to_add_it(office: Office, tmp_path: Path) -> None:
    add(office, "terms", vocabulary="source_group", name="在职党员", position="1")
    header = (*HEADER, "来源类别")
    path = xlsx(
        tmp_path / "名单.xlsx",
        [
            ("王芳", WANG, "东方里", "", "", "", "", "在职党员"),
            ("张敏", ZHANG, "东方里", "", "", "", "", "外星人"),
        ],
        header=header,
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["new", "refused"]
    assert "来源类别：没有“外星人”" in why(made.rows[1])
    assert "代码表" in why(made.rows[1])
    assert "在职党员" in why(made.rows[1])


def test_a_formula_without_a_result_is_refused_not_taken_for_a_blank(office: Office, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "名单.xlsx", [("王芳", WANG, "东方里", "=B2", "", "", ""), ("张敏", ZHANG, "东方里", "", "", "", "")]
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["refused", "new"]
    assert "联系电话：是公式但没有算出结果" in why(made.rows[0])


# 是不是同一个人


def test_the_same_name_alone_is_never_the_same_person(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="王芳", community="东方里", residence="苗圃路1号")
    add(office, "volunteers", name="王芳", community="东方里", phone="15400001111")
    path = xlsx(
        tmp_path / "名单.xlsx",
        [("王芳", WANG, "东方里", ""), ("王芳", "", "东方里", "15400002222"), ("王芳", "", "光明里", "")],
    )
    assert [row.state for row in plan(office, path).rows] == ["new"] * 3
    asked = plan(office, xlsx(tmp_path / "又一份.xlsx", [("王芳", "", "东方里", "")]))
    assert [row.state for row in asked.rows] == ["refused"]
    assert "分不清是不是同一位" in asked.rows[0].problems[0].message


def test_a_row_with_only_a_name_is_not_added_again_by_the_same_workbook(office: Office, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "名单.xlsx", [("王芳", "", "东方里", ""), ("王芳", "", "东方里", ""), ("李梅", "", "东方里", "")]
    )
    assert commit_import(office, plan(office, path)) is not None
    again = plan(office, path)
    assert [row.state for row in again.rows] == ["same"] * 3
    assert all("若是另一位，请补上号码" in row.warnings[-1] for row in again.rows)


def test_name_and_phone_together_are_the_same_person_unless_the_id_numbers_differ(
    office: Office, tmp_path: Path
) -> None:
    add(office, "volunteers", name="王芳", community="东方里", phone="15400001111")
    add(office, "volunteers", name="张敏", community="东方里", phone="15400002222", id_number=ZHANG)
    other = id_number(6, "19900101")
    path = xlsx(
        tmp_path / "名单.xlsx",
        [("王芳", WANG, "东方里", "15400001111"), ("张敏", other, "东方里", "15400002222")],
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["changed", "new"]
    assert made.rows[0].changes["身份证号"] == ("", WANG)


def test_father_and_son_sharing_a_phone_are_two_people(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="张大山", community="东方里", phone="15400001111")
    path = xlsx(
        tmp_path / "名单.xlsx", [("张大山", "", "东方里", "15400001111"), ("张小山", "", "东方里", "15400001111")]
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["same", "new"]
    commit_import(office, made)
    assert sorted(names(office)) == ["张大山", "张小山"]


def test_a_person_twice_in_one_file_is_taken_once_and_the_second_row_names_the_first(
    office: Office, tmp_path: Path
) -> None:
    path = xlsx(
        tmp_path / "名单.xlsx",
        [
            ("王芳", WANG, "东方里", "15400001111"),
            ("王芳", WANG, "东方里", "15400001111"),
            ("王 芳", "", "东方里", "154 0000 1111"),
            ("张敏", ZHANG, "东方里", "12"),
            ("张敏", ZHANG, "东方里", "15400002222"),
        ],
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["new", "refused", "refused", "refused", "refused"]
    assert "身份证号：与第2行重复，只收前面的一行" in why(made.rows[1])
    assert "姓名、联系电话：与第2行重复" in why(made.rows[2])
    assert "与第5行重复，两行都没有收" in why(made.rows[4]), "前面那一行没有收，不能说收了"


def test_two_rows_that_are_one_known_person_are_not_both_taken(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="王芳", community="东方里", phone="15400001111", id_number=WANG)
    path = xlsx(
        tmp_path / "名单.xlsx",
        [("王芳", WANG, "东方里", "15400009999"), ("王芳", "", "东方里", "15400001111", "", "", "另一行")],
    )
    made = plan(office, path)
    assert [row.state for row in made.rows] == ["changed", "refused"]
    assert "与第2行是同一位" in why(made.rows[1])


def test_a_row_like_two_known_people_is_left_to_the_clerk(office: Office, tmp_path: Path) -> None:
    for place in ("东方里", "光明里"):
        add(office, "volunteers", name="王芳", community=place, phone="15400001111")
    row = only(plan(office, xlsx(tmp_path / "名单.xlsx", [("王芳", "", "东方里", "15400001111")])))
    assert row.state == "refused"
    assert "登记里有2条都像这一行" in why(row)


def test_a_person_of_another_community_is_not_moved_by_a_workbook(office: Office, tmp_path: Path) -> None:
    one = add(office, "volunteers", name="王芳", community="光明里", id_number=WANG)
    row = only(plan(office, xlsx(tmp_path / "名单.xlsx", [("王芳", WANG, "东方里", "15400001111")])))
    assert row.state == "refused"
    assert "社区：已在“光明里”登记" in why(row)
    now = office.keeper.table(VOLUNTEERS).get(one.id)
    assert now is not None
    assert now.phone is None


# 哪个社区的


NO_COMMUNITY = ("姓名", "身份证号", "联系电话")


def test_the_community_is_taken_from_the_title_the_file_name_or_the_sheet(office: Office, tmp_path: Path) -> None:
    rows: Rows = [("王芳", WANG, "15400001111")]
    by_title = plan(office, xlsx(tmp_path / "a.xlsx", rows, "凤凰村志愿者登记表", header=NO_COMMUNITY))
    by_file = plan(office, xlsx(tmp_path / "大华社区（5月）.xlsx", rows, header=NO_COMMUNITY))
    by_sheet = plan(office, xlsx(tmp_path / "b.xlsx", rows, sheet="清泉里", header=NO_COMMUNITY))
    for made, name, where in (
        (by_title, "凤凰村", "标题"),
        (by_file, "大华", "文件名"),
        (by_sheet, "清泉里", "工作表名"),
    ):
        assert only(made).state == "new", why(only(made))
        assert only(made).record.community.name == name
        assert any(f"按{where}算作“{name}”" in note for note in made.notes), made.notes


def test_without_any_community_every_row_is_refused_and_the_plan_asks_for_one(office: Office, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("王芳", WANG, "15400001111")], header=NO_COMMUNITY)
    made = plan(office, path)
    assert only(made).state == "refused"
    assert any("请指明是哪个社区" in note for note in made.notes)
    assert only(plan(office, path, community="东方里社区")).state == "new"
    with pytest.raises(KnownError, match="没有“南极”"):
        plan(office, path, community="南极")


def test_a_row_of_another_community_in_a_workbook_handed_in_by_one_is_refused(office: Office, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            ("王芳", WANG, "东方里", ""),
            ("李强", LI, "光明里", ""),
            ("张敏", ZHANG, "", ""),
        ],
    )
    made = plan(office, path, community="东方里")
    assert [row.state for row in made.rows] == ["new", "refused", "new"]
    assert "写的是“光明里”，这张表是“东方里”交来的" in why(made.rows[1])
    assert made.rows[2].record.community.name == "东方里"


# 预览以后登记又变了


def test_a_plan_is_refused_whole_when_a_row_was_edited_meanwhile(office: Office, tmp_path: Path) -> None:
    one = add(office, "volunteers", name="王芳", id_number=WANG, community="东方里")
    path = xlsx(tmp_path / "a.xlsx", [("王芳", WANG, "东方里", "15400001111"), ("张敏", ZHANG, "东方里", "")])
    made = plan(office, path)
    office.keeper.change(VOLUNTEERS, one.id, {"note": "刚刚改的"})
    before = everything(office)
    with pytest.raises(Refused, match=r"第2行.*又改过.*重新读入"):
        commit_import(office, made)
    assert everything(office) == before


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"name": "张敏", "id_number": ZHANG, "community": "东方里"},
        {"name": "张敏（同号）", "id_number": ZHANG, "community": "光明里"},
        {"name": "张敏", "phone": "15400002222", "community": "东方里"},
    ],
)
def test_a_plan_is_refused_when_the_same_person_was_added_meanwhile(
    office: Office, tmp_path: Path, meanwhile: dict[str, object]
) -> None:
    made = plan(office, xlsx(tmp_path / "a.xlsx", [("张敏", ZHANG, "东方里", "15400002222")]))
    add(office, "volunteers", **meanwhile)
    before = everything(office)
    with pytest.raises(Refused, match=r"第2行.*预览以后登记里已有.*张敏.*重新读入"):
        commit_import(office, made)
    assert everything(office) == before


def test_a_plan_is_written_once_only(office: Office, tmp_path: Path) -> None:
    made = plan(office, xlsx(tmp_path / "a.xlsx", [("王芳", "", "东方里", "")]))
    assert made.batch is None
    assert commit_import(office, made) == made.batch
    with pytest.raises(KnownError, match="已经写入过"):
        commit_import(office, made)
    assert names(office) == ["王芳"]


def test_an_error_while_writing_leaves_nothing_of_the_batch(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(office, people_csv(tmp_path / "a.csv", 50), community="东方里")
    before = everything(office)
    table = office.keeper.table(VOLUNTEERS)
    whole = table.search_keys
    calls = iter(range(1000))

    def breaks(*given: Any) -> str:
        if next(calls) == 30:
            raise MemoryError
        return whole(*given)

    monkeypatch.setattr(table, "search_keys", breaks)
    with pytest.raises(MemoryError):
        commit_import(office, made)
    monkeypatch.undo()
    assert everything(office) == before
    assert commit_import(office, made) is not None


def test_a_plan_being_made_can_be_stopped(office: Office, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert total >= 1500
        raise Stopped

    before = everything(office)
    with pytest.raises(Stopped):
        plan(office, people_csv(tmp_path / "a.csv", 1500), community="东方里", progress=stop)
    assert everything(office) == before


# 别的登记表、JSON


def test_another_register_is_imported_by_the_same_rules(office: Office, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "社区.xlsx",
        [("东方里", "430405010001", 1, 5000), ("枫林里", "430405010009", 9, 800), ("柳林里", "430405010009", 10, 1)],
        header=("社区", "区划代码", "顺序", "常住人口"),
    )
    made = plan_import(office, COMMUNITIES, path)
    assert [row.state for row in made.rows] == ["changed", "new", "refused"], [why(row) for row in made.rows]
    assert "区划代码" in why(made.rows[2]), "不得重复的栏目，导入也不得重复"
    commit_import(office, made)
    assert office.keeper.table(COMMUNITIES).find("name", "东方里")[0].resident_population == 5000
    taken = xlsx(tmp_path / "b.xlsx", [("桃林里", "430405010009", 11)], header=("社区", "区划代码", "顺序"))
    assert "枫林里" in why(plan_import(office, COMMUNITIES, taken).rows[0])


def test_training_participants_are_told_apart_by_the_last_four(office: Office, tmp_path: Path) -> None:
    session = add(office, "training_sessions", topic="急救", held_on="2021-05-12")
    one = add(office, "volunteers", name="王芳", community="东方里", phone="15400001111")
    add(office, "volunteers", name="王芳", community="光明里", phone="15400002222")
    register = REGISTERS["participations"]
    labels = (register.column("session").label, register.column("volunteer").label)
    path = xlsx(tmp_path / "签到.xlsx", [("急救", "王芳"), ("急救", "王芳 1111"), ("急救", "赵无")], header=labels)
    made = plan_import(office, register, path)
    assert [row.state for row in made.rows] == ["refused", "new", "refused"], [why(row) for row in made.rows]
    assert made.rows[1].record.volunteer == Ref("王芳", one.id)
    assert made.rows[1].record.session == Ref("急救", session.id)


def test_the_json_of_a_plan_has_the_shape_it_promises(office: Office, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("王芳", WANG, "东方里", "15400001111"), ("张敏", ZHANG, "东方里", "12")], "名单")
    made = plan(office, path)
    batch = commit_import(office, made)
    shown = plan_json(made, batch)
    assert shown["rows"] == [
        {"row": 3, "sheet": "Sheet1", "state": "new", "problems": []},
        {
            "row": 4,
            "sheet": "Sheet1",
            "state": "refused",
            "problems": [{"column": "联系电话", "message": why(made.rows[1]).split("：", 1)[1]}],
        },
    ]
    assert shown["totals"] == {"new": 1, "changed": 0, "same": 0, "refused": 1, "skipped": 0}
    assert shown["batch"] == batch
    assert plan_json(made, None)["batch"] is None


def test_no_whole_number_of_anybody_is_in_what_the_plan_says(office: Office, tmp_path: Path) -> None:
    add(office, "volunteers", name="李强", id_number=LI, community="光明里", phone="15400003333")
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            ("李强", LI, "东方里", "15400003333"),
            ("王芳", WANG, "东方里", "15400001111"),
            ("王芳", WANG, "东方里", "15400001111"),
            ("赵无", WANG[:-1], "东方里", "15400001111"),
        ],
    )
    said = "\n".join(plan_lines(plan(office, path)))
    for number in (LI, WANG, WANG[:-1], "15400003333"):
        assert number not in said
