"""表头下面的每一行是什么：名单、空行、合计、说明、重复的表头、示例；合并的格怎样算。"""

import pytest

from miaopu_desk.exchange.data_rows import DataRow, data_rows
from miaopu_desk.exchange.headers import Heading, find_header
from miaopu_desk.exchange.workbook import Merged, Sheet

WANTED = (
    Heading("name", ("姓名",), required=True),
    Heading("community", ("社区",)),
    Heading("phone", ("电话",)),
    Heading("number", ("身份证号",)),
    Heading("ranks", ("队伍类别",), parts=("专职", "党员")),
)
HEADER = ("序号", "姓名", "社区", "电话", "身份证号", "住址")


def rows_of(
    *rows: tuple[object, ...],
    header: tuple[object, ...] = HEADER,
    merged: tuple[Merged, ...] = (),
    fill_down: tuple[str, ...] = (),
) -> list[DataRow]:
    width = len(header)
    sheet = Sheet("名单", [header, *(row + (None,) * (width - len(row)) for row in rows)], 1, merged)
    found = find_header(sheet, WANTED)
    assert found is not None
    return list(data_rows(sheet, found, fill_down))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((1, "赵一", "东方里", "138", "x", "某号"), "data"),
        ((1, "赵一", "东方里", "138"), "data"),
        ((None, "赵一"), "data"),
        ((None, "单小明", "大华", "138"), "data"),
        ((None, "合欢", "大华", "138"), "data"),
        ((None, "全小计", "大华", "138"), "data"),
        (("合计", None, None, 312), "total"),
        (("合　计", 312), "total"),
        ((None, "小计：12人"), "total"),
        (("总计", None, None, None, None, None), "total"),
        (("本页合计", 3, 4, 5, 6, 7), "total"),
        (("共312人",), "total"),
        (("备注：本表一式两份",), "note"),
        (("填表人：某某", None, None, "审核：某某"), "note"),
        (("填报单位（盖章）：东方里社区", None, "填报日期：2021年5月31日"), "note"),
        ((None, None, None, "2021年5月31日"), "note"),
        (("说明：一、本表由社区填写；二、每月月底前交到街道办事处党政办公室",), "note"),
        (("本表数据来自各社区网格员入户登记，仅供街道办公室内部使用，请勿外传",), "note"),
        (("一、东方里社区",), "note"),
        (("序号", "姓名", "社区", "电话", "身份证号", "住址"), "header_repeat"),
        (("序号", "姓 名", "社区", "电话", "身份证号", None), "header_repeat"),
        ((None, "例：王小明", "东方里", "138"), "example"),
        (("示例", "王小明", "东方里", "138", "x", "y"), "example"),
        (("（例）", "王小明", "东方里"), "example"),
        (("例1", "王小明", "东方里", "138"), "example"),
        ((5,), "blank"),
        (("5",), "blank"),
        ((None, " ", "　"), "blank"),
        ((None, None, None, None, None, "只有住址"), "note"),
    ],
)
def test_each_row_is_what_it_looks_like(row: tuple[object, ...], kind: str) -> None:
    last = (9, "末一", "大华", "139", "y", "z")
    judged, end = rows_of(row, last)
    assert (judged.row_number, judged.kind) == (2, kind)
    assert bool(judged.reason) == (kind != "data")
    assert end.kind == "data"


def test_cells_are_keyed_by_heading_and_rows_by_their_number_in_the_workbook() -> None:
    (row,) = rows_of((1, "赵一", "东方里", 138, None, "某号"))
    assert row.cells == {"name": "赵一", "community": "东方里", "phone": 138, "number": None}
    assert row.row_number == 2


def test_a_section_line_across_merged_cells_is_a_note() -> None:
    section, person = rows_of((None, "光明里"), (1, "赵一", "大华", "138"), merged=((2, 1, 2, 5),))
    assert (section.kind, person.kind) == ("note", "data")


def test_after_two_hundred_empty_rows_nothing_is_read() -> None:
    gap = [()] * 199
    kinds = [row.kind for row in rows_of((1, "赵一", "大华", "138"), *gap, (2, "钱二", "大华", "139"))]
    assert kinds.count("data") == 2
    kinds = [row.kind for row in rows_of((1, "赵一", "大华", "138"), *gap, (), (2, "钱二", "大华", "139"))]
    assert kinds == ["data"]


def test_a_merged_key_column_is_filled_down_and_another_only_warned_about() -> None:
    first, second, third = rows_of(
        (1, "赵一", "东方里", "138", "x"),
        (2, "钱二", None, None, "y"),
        (3, "孙三", None, "139", "z"),
        merged=((2, 2, 4, 2), (2, 3, 3, 3)),
        fill_down=("community",),
    )
    assert [row.cells["community"] for row in (first, second, third)] == ["东方里"] * 3
    assert second.cells["phone"] is None
    assert "D2:D3" in second.warnings[0]
    assert first.warnings == third.warnings == ()


def test_ticks_become_the_names_of_the_ticked_columns() -> None:
    header = ("姓名", "电话", "专职", "党员")
    kinds = [
        ("√", None, "专职"),
        ("✔", "是", "专职、党员"),
        (1, 0, "专职"),
        (True, False, "专职"),
        ("×", "/", None),
        (None, "党员", "党员"),
        ("否", "v", "党员"),
    ]
    rows = rows_of(*(("赵一", "138", left, right) for left, right, _ in kinds), header=header)
    assert [row.cells["ranks"] for row in rows] == [expected for _, _, expected in kinds]
    (doubtful,) = rows_of(("赵一", "138", "待定", None), header=header)
    assert doubtful.cells["ranks"] is None
    assert "待定" in doubtful.warnings[0]


def test_a_repeated_two_row_header_is_skipped_whole() -> None:
    top = ("基本信息", None, "队伍类别", None)
    leaf = ("姓名", "电话", "专职", "党员")
    sheet = Sheet("名单", [top, leaf, ("赵一", "138", "√", None), top, leaf, ("钱二", "139", None, "√")])
    header = find_header(sheet, WANTED)
    assert header is not None
    assert [row.kind for row in data_rows(sheet, header)] == ["data", "header_repeat", "header_repeat", "data"]
