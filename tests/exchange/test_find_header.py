"""各种版式的名单：表头在哪里、哪列是什么，都按栏目名找到。"""

import io
import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.data_rows import data_rows
from miaopu_desk.exchange.headers import Heading, choose_sheets, find_header, remapped
from miaopu_desk.exchange.labels import bare_label, plain_label
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Merged, Sheet, Workbook

WANTED = (
    Heading("name", ("姓名", "志愿者姓名"), required=True),
    Heading("sex", ("性别",)),
    Heading("number", ("身份证号", "身份证号码", "证件号码"), required=True),
    Heading("phone", ("联系电话", "手机号", "电话", "手机")),
    Heading("guardian", ("监护人姓名",)),
    Heading("ranks", ("队伍类别", "所属队伍"), parts=("专职", "党员", "网上", "文明实践")),
    Heading("day", ("登记日期", "注册时间")),
)
Grid = list[list[object]]


def sheet(rows: Grid, merged: tuple[Merged, ...] = (), first_row: int = 1) -> Sheet:
    width = max(len(row) for row in rows)
    return Sheet("名单", [tuple(row) + (None,) * (width - len(row)) for row in rows], first_row, merged)


def test_a_plain_header_in_the_first_row() -> None:
    found = find_header(sheet([["姓名", "性别", "身份证号"], ["赵一", "男", "x"]]), WANTED)
    assert found is not None
    assert (found.first_row, found.last_row) == (1, 1)
    assert found.columns == {0: "name", 1: "sex", 2: "number"}
    assert found.unmatched == ("phone", "guardian", "ranks", "day")


def test_titles_above_are_kept_for_the_caller() -> None:
    rows: Grid = [["东方里社区志愿者名单"], ["2021年5月", None, "单位：人"], [], ["序号", "姓 名", "身份证\n号码"]]
    found = find_header(sheet(rows, first_row=3), WANTED)
    assert found is not None
    assert (found.first_row, found.last_row, found.numbering) == (6, 6, 0)
    assert found.title == "东方里社区志愿者名单\n2021年5月\n单位：人"
    assert found.unknown == {}


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        " 姓 名 ",
        "姓　名",
        "姓\n名",
        "*姓名",
        "姓名*",
        "姓名（必填）",
        "姓名(请与身份证一致)：",
        "【必填】姓名",
        "志愿者姓名",
        "姓名：",
    ],
)
def test_a_label_is_known_however_it_is_decorated(written: str) -> None:
    found = find_header(sheet([[written, "证件号码"]]), WANTED)
    assert found is not None
    assert found.columns[0] == "name"


def test_columns_nobody_asked_for_are_listed_by_their_labels() -> None:
    found = find_header(sheet([["编号", "姓名", "身份证号", "家庭住址", "备注"]]), WANTED)
    assert found is not None
    assert found.unknown == {3: "家庭住址", 4: "备注"}
    assert found.numbering == 0


def test_a_two_row_header_with_merged_cells() -> None:
    rows: Grid = [
        ["序号", "基本信息", None, None, "联系电话"],
        [None, "姓名", "性别", "身份证号", None],
        [1, "赵一", "男", "x", "138"],
    ]
    merged = ((1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 2, 4))
    found = find_header(sheet(rows, merged), WANTED)
    assert found is not None
    assert (found.first_row, found.last_row) == (1, 2)
    assert found.columns == {1: "name", 2: "sex", 3: "number", 4: "phone"}


def test_a_three_row_header() -> None:
    rows: Grid = [
        ["志愿者登记", None, None, None],
        ["基本信息", None, None, "登记日期"],
        ["姓名", "性别", "身份证号", None],
        ["赵一", "男", "x", date(2021, 5, 1)],
    ]
    found = find_header(sheet(rows, ((1, 0, 1, 3), (2, 0, 2, 2), (2, 3, 3, 3))), WANTED)
    assert found is not None
    assert found.last_row == 3
    assert found.columns == {0: "name", 1: "sex", 2: "number", 3: "day"}


TICKS: Grid = [
    ["姓名", "身份证号", "队伍类别", None, None, None],
    [None, None, "专职", "党员", "网上", "新时代文明实践"],
    ["赵一", "x", "√", None, None, "√"],
]


@pytest.mark.parametrize("merged", [((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 5)), ((1, 2, 1, 5),), ()])
def test_ranks_as_ticked_columns_under_one_heading(merged: tuple[Merged, ...]) -> None:
    found = find_header(sheet(TICKS, merged), WANTED)
    assert found is not None
    assert found.last_row == 2
    assert found.columns == {0: "name", 1: "number"}
    assert found.parts == {
        2: ("ranks", "专职"),
        3: ("ranks", "党员"),
        4: ("ranks", "网上"),
        5: ("ranks", "新时代文明实践"),
    }
    assert "ranks" not in found.unmatched


def test_ticked_columns_without_a_heading_above_are_known_by_their_own_names() -> None:
    found = find_header(sheet([["姓名", "身份证号", "专职", "党员"]]), WANTED)
    assert found is not None
    assert found.parts == {2: ("ranks", "专职"), 3: ("ranks", "党员")}


DEEP_TICKS: Grid = [
    ["序号", "姓名", "身份证号", "队伍情况", None, None, None],
    [None, None, None, "是否", None, None, None],
    [None, None, None, "专职（√）", "党员(√)", "网上（打√）", "文明实践（√）"],
    [1, "赵一", "x", "√", None, None, "√"],
]
DEEP_MERGED = ((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 1, 6), (2, 3, 2, 6))


@pytest.mark.parametrize("merged", [DEEP_MERGED, DEEP_MERGED[3:], ()])
@pytest.mark.parametrize("above", ["队伍情况", "所属队伍"])
def test_ticked_columns_in_the_third_row_are_known_whatever_stands_above(
    above: str, merged: tuple[Merged, ...]
) -> None:
    rows = [[above if cell == "队伍情况" else cell for cell in row] for row in DEEP_TICKS]
    found = find_header(sheet(rows, merged), WANTED)
    assert found is not None
    assert (found.first_row, found.last_row) == (1, 3)
    assert found.columns == {1: "name", 2: "number"}
    assert found.parts == {
        3: ("ranks", "专职"),
        4: ("ranks", "党员"),
        5: ("ranks", "网上"),
        6: ("ranks", "文明实践"),
    }
    read = [row.cells for row in data_rows(sheet(rows, merged), found)]
    assert read == [{"name": "赵一", "number": "x", "ranks": "专职、文明实践"}]


def test_ticked_columns_named_in_the_middle_row_are_known() -> None:
    rows: Grid = [
        ["姓名", "身份证号", "队伍情况", None],
        [None, None, "专职", "党员"],
        [None, None, "打√", "打√"],
        ["赵一", "x", None, "√"],
    ]
    found = find_header(sheet(rows, ((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 3))), WANTED)
    assert found is not None
    assert (found.last_row, found.parts) == (3, {2: ("ranks", "专职"), 3: ("ranks", "党员")})


def test_one_part_alone_or_one_part_twice_is_not_a_heading_in_parts() -> None:
    alone = find_header(sheet([["姓名", "身份证号", "党员（√）"]]), WANTED)
    assert alone is not None
    assert (alone.parts, alone.unknown) == ({}, {2: "党员（√）"})
    rows: Grid = [["姓名", "身份证号", "党员", None], [None, None, "是", "否"], ["赵一", "x", "√", None]]
    twice = find_header(sheet(rows, ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3))), WANTED)
    assert twice is not None
    assert twice.parts == {}


def test_a_label_written_over_two_rows_is_one_label() -> None:
    rows: Grid = [["姓名", "身份证", "联系"], [None, "号码", "电话"], ["赵一", "x", "138"]]
    found = find_header(sheet(rows), WANTED)
    assert found is not None
    assert found.last_row == 2
    assert found.columns == {0: "name", 1: "number", 2: "phone"}


def test_cells_merged_downwards_belong_to_the_header_even_when_only_a_hint_stands_below() -> None:
    rows: Grid = [["姓名", "身份证号", "备注"], [None, None, "选填"], ["赵一", "x", None]]
    found = find_header(sheet(rows, ((1, 0, 2, 0), (1, 1, 2, 1))), WANTED)
    assert found is not None
    assert (found.first_row, found.last_row) == (1, 2)


def test_the_guardians_name_is_not_the_volunteers_name() -> None:
    rows: Grid = [["监护人", None, "志愿者", None], ["姓名", "电话", "姓名", "证件号码"], ["大", "1", "小", "x"]]
    found = find_header(sheet(rows, ((1, 0, 1, 1), (1, 2, 1, 3))), WANTED)
    assert found is not None
    assert found.columns == {0: "guardian", 1: "phone", 2: "name", 3: "number"}


def test_of_two_columns_alike_the_proper_name_wins_and_the_other_is_kept_to_fill_its_blanks() -> None:
    found = find_header(sheet([["姓名", "身份证号", "手机", "联系电话", "联系电话"]]), WANTED)
    assert found is not None
    assert found.columns == {0: "name", 1: "number", 3: "phone"}
    assert found.spare == {2: "phone"}, "又一列也叫“联系电话”，多半是另一个人的"
    assert found.unknown == {4: "联系电话"}
    assert found.notes == (
        "“联系电话”有不止一列，两列都看：先看 D 列，空着的用 C 列“手机”。",
        "“联系电话”有不止一列，用的是 D 列，E 列“联系电话”没有用。",
    )
    chosen = remapped(found, {2: None})
    assert (chosen.spare, chosen.unknown) == ({}, {2: "手机", 4: "联系电话"})
    assert chosen.notes == found.notes[1:]
    other = remapped(found, {3: None})
    assert (other.columns, other.spare) == ({0: "name", 1: "number", 2: "phone"}, {})


@pytest.mark.parametrize("other", ["手机（监护人）", "联系电话（紧急联系人）", "紧急联系人/手机"])
def test_the_number_of_somebody_else_never_fills_a_blank(other: str) -> None:
    found = find_header(sheet([["姓名", "身份证号", "联系电话", other]]), WANTED)
    assert found is not None
    assert found.spare == {}


@pytest.mark.parametrize("merged", [((1, 0, 1, 2), (1, 3, 1, 4)), ()])
def test_the_mobile_of_the_contact_person_never_fills_a_blank(merged: tuple[Merged, ...]) -> None:
    rows: Grid = [["本人", None, None, "紧急联系人", None], ["姓名", "身份证号", "联系电话", "关系", "手机"]]
    found = find_header(sheet(rows, merged), WANTED)
    assert found is not None
    assert found.columns == {0: "name", 1: "number", 2: "phone"}
    assert found.spare == {}


LEFT_AND_RIGHT: Grid = [
    ["序号", "姓名", "身份证号", "电话", "序号", "姓名", "身份证号", "电话"],
    [1, "赵一", "x", "138", 3, "孙三", "z", "137"],
    [2, "钱二", "y", "139"],
]


def book_of(rows: Grid) -> Workbook:
    return Workbook(Path("名单.xlsx"), "xlsx", (sheet(rows),))


def test_a_list_in_two_halves_side_by_side_is_refused_with_what_to_do() -> None:
    with pytest.raises(KnownError) as refused:
        choose_sheets(book_of(LEFT_AND_RIGHT), WANTED)
    assert str(refused.value) == (
        "名单分成左右两栏（B 列和 F 列都是“姓名”），请把右边的一栏移到左边下面，排成一栏再导入。"
    )
    titled: Grid = [["东方里社区志愿者名单"], *LEFT_AND_RIGHT]
    with pytest.raises(KnownError, match="左右两栏"):
        choose_sheets(book_of(titled), WANTED)


def test_two_different_columns_of_names_are_refused_rather_than_guessed() -> None:
    rows: Grid = [["姓名", "身份证号", "志愿者姓名"], ["赵一", "x", "孙三"]]
    with pytest.raises(KnownError, match="A 列和 C 列都是“姓名”，写的不一样"):
        choose_sheets(book_of(rows), WANTED)


@pytest.mark.parametrize(
    "below",
    [
        [],
        [["赵一", "x", None]],
        [["赵一", "x", "赵一"]],
        [["赵一", "x", None], ["姓名", "身份证号", "姓名"], ["填表人：某", None, "审核：某"]],
    ],
)
def test_a_second_column_of_names_that_says_nothing_new_is_no_reason_to_refuse(below: Grid) -> None:
    rows: Grid = [["姓名", "身份证号", "姓名"], *below]
    assert choose_sheets(book_of(rows), WANTED)[0][1].columns == {0: "name", 1: "number"}


@pytest.mark.parametrize("group", ["监护人", "监护人信息", "紧急联系人"])
def test_the_name_under_another_heading_is_somebody_elses(group: str) -> None:
    wanted = [Heading("guardian", ("监护人",)), *(each for each in WANTED if each.name != "guardian")]
    rows: Grid = [[group, None, "志愿者", None], ["称呼", "姓名", "姓名", "身份证号"], ["父", "赵大", "赵一", "x"]]
    book = Workbook(Path("名单.xlsx"), "xlsx", (sheet(rows, ((1, 0, 1, 1), (1, 2, 1, 3))),))
    header = choose_sheets(book, wanted)[0][1]
    assert (header.columns[2], header.columns.get(1)) == ("name", None)
    assert header.repeated == {}


@pytest.mark.parametrize(
    "rows",
    [
        [["随便写的", "几个字"], [1, 2]],
        [["姓名"], ["赵一"]],
        [["性别", "电话"], ["男", "138"]],
        [[1, 2, 3]],
    ],
)
def test_a_sheet_without_the_needed_headings_has_no_header(rows: Grid) -> None:
    assert find_header(sheet(rows), WANTED) is None


def test_data_below_never_becomes_a_part_of_the_header() -> None:
    rows: Grid = [["姓名", "身份证号", "队伍类别"], ["赵一", "x", "专职"], ["钱二", "y", "党员"]]
    found = find_header(sheet(rows), WANTED)
    assert found is not None
    assert found.last_row == 1
    assert found.parts == {}


def test_every_sheet_with_a_header_is_offered_and_hidden_ones_only_alone() -> None:
    good = [("姓名", "身份证号")]
    sheets = (
        Sheet("说明", [("填表说明",)]),
        Sheet("东方里", good),
        Sheet("光明里", good),
        Sheet("藏", good, hidden=True),
    )
    book = Workbook(Path("八个社区.xlsx"), "xlsx", sheets)
    assert [found.name for found, _ in choose_sheets(book, WANTED)] == ["东方里", "光明里"]
    alone = Workbook(Path("藏.xlsx"), "xlsx", sheets[3:])
    assert [found.name for found, _ in choose_sheets(alone, WANTED)] == ["藏"]
    with pytest.raises(KnownError, match="至少写上“姓名、身份证号”"):
        choose_sheets(Workbook(Path("无.xlsx"), "xlsx", sheets[:1]), WANTED)


def test_labels_are_compared_without_width_space_or_punctuation() -> None:
    assert plain_label("Ａｐｐ 编号：") == "app编号"
    assert bare_label("电话（手机，必填）") == "电话"
    assert bare_label("（姓名）") == "姓名"
    assert plain_label("身份証號碼") == plain_label("身份證號碼") == "身份证号码"


def test_a_label_with_a_slash_is_known_when_only_one_side_is() -> None:
    found = find_header(sheet([["姓名/Name", "身份证号/护照号", "手机/联系电话", "性别/姓名"]]), WANTED)
    assert found is not None
    assert found.columns == {0: "name", 1: "number", 2: "phone"}
    assert found.unknown == {3: "性别/姓名"}


def test_a_clerk_can_say_which_column_is_which() -> None:
    found = find_header(sheet([["序号", "姓名", "身份证号", "联络", "性别"], [1, "赵一", "x", "138", "男"]]), WANTED)
    assert found is not None
    changed = remapped(found, {3: "phone", 4: None})
    assert changed.columns == {1: "name", 2: "number", 3: "phone"}
    assert changed.unknown == {4: "性别"}
    assert changed.unmatched == ("guardian", "ranks", "day", "sex")
    again = remapped(changed, {4: "phone"})
    assert again.columns == {1: "name", 2: "number", 4: "phone"}
    assert again.unknown == {3: "联络"}


PEOPLE: Grid = [
    ["赵一", "男", "110105194912310021", "13800000001"],
    ["钱二二", "女", "11010519491231002X", "13800000002"],
    ["孙三", "男", "440524188001010014", "13800000003"],
]


def layouts() -> Iterator[tuple[str, Grid, list[Merged]]]:
    """标题行数 × 表头样式 × 往右让几列 × 表后写什么。"""
    for titles, style, shift, ending in itertools.product(
        range(3), ("一行", "大栏目", "上下拆开"), (0, 2), ("无", "合计和落款", "每页重复")
    ):
        pad: list[object] = [None] * shift
        rows: Grid = [[f"第{row}行标题"] for row in range(titles)]
        merged: list[Merged] = [(row + 1, 0, row + 1, 4 + shift) for row in range(titles)]
        at = titles + 1
        if style == "一行":
            header: Grid = [["序号", "姓名", "性别", "身份证号码", "手机号"]]
        elif style == "大栏目":
            header = [["序号", "基本信息", None, None, "联系电话"], [None, "姓名", "性别", "证件号码", None]]
            merged += [(at, shift, at + 1, shift), (at, 1 + shift, at, 3 + shift), (at, 4 + shift, at + 1, 4 + shift)]
        else:
            header = [["序号", "姓", "性", "身份", "联系"], [None, "名", "别", "证号", "电话"]]
        header = [pad + row for row in header]
        people = [[*pad, number, *person] for number, person in enumerate(PEOPLE, start=1)]
        if ending == "每页重复":
            people = [people[0], *header, *people[1:]]
        elif ending == "合计和落款":
            people += [
                [*pad, "合计", None, None, 3],
                [],
                [*pad, "填表人：某某", None, None, "审核：某某"],
                ["备注：此表一式两份"],
            ]
        yield f"{titles}-{style}-{shift}-{ending}", rows + header + people, merged


def as_xlsx(rows: Grid, merged: list[Merged]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for first, left, last, right in merged:
        book.active.merge_cells(start_row=first, start_column=left + 1, end_row=last, end_column=right + 1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_xls(rows: Grid, merged: list[Merged]) -> bytes:
    book = xlwt.Workbook()
    out = book.add_sheet("名单")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                out.write(number, column, value)
    for first, left, last, right in merged:
        out.merge(first - 1, last - 1, left, right)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: Grid, merged: list[Merged]) -> bytes:
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode("gb18030")


def test_the_same_people_come_out_of_every_layout_and_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = 0
    lost: list[str] = []
    for name, rows, merged in layouts():
        for suffix, write in (("xlsx", as_xlsx), ("xls", as_xls), ("csv", as_csv)):
            path = tmp_path / f"名单.{suffix}"
            path.write_bytes(write(rows, merged))
            tried += 1
            read = read_workbook(path).sheets[0]
            header = find_header(read, WANTED)
            people = (
                [list(row.cells.values()) for row in data_rows(read, header) if row.kind == "data"] if header else []
            )
            if people != PEOPLE:
                lost.append(f"{name}.{suffix}")
    with capsys.disabled():
        print(f"\n版式：试 {tried} 种，读对 {tried - len(lost)} 种")
    assert lost == []
    assert tried == 162
