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


@pytest.mark.parametrize(
    "row",
    [
        ("本表一式两份",),
        (None, "本表一式两份"),
        (None, "电话请核对"),
        (None, "以上共1人"),
        (None, "以上共12人，其中党员3人"),
        (None, "（以下空白）"),
        ("以下空白",),
        (None, "以下空白"),
        (None, "说明"),
        (None, "社区书记：王五"),
        (None, "社区书记：王五", None, "社区主任：赵六"),
        (None, "联系人"),
        ("联系人", "王五"),
        (None, "1人"),
        ("二、党员志愿者",),
        (None, "二、党员志愿者"),
        (None, "二、党员志愿者", "12人"),
        (None, "三、网上志愿者", "东方里"),
        (None, "(一)专职"),
        (None, "（一）专职"),
        (3, "二、党员志愿者"),
        ("制表人：", "张三", None, "审核人：", "李四"),
        (None, "制表人：", "张三", "审核人：", "李四"),
        ("东方里社区", "社区书记：", "张三", "填表日期：", "2021-05-31"),
        ("制表人", "张三", "审核人", "李四"),
        ("制表人：", "张三", "填表日期：", "20210531"),
        ("联系人：张三", None, None, "联系电话：15400001111"),
        (None, "东方里社区居委会", None, "2021年5月31日"),
    ],
)
def test_footers_headings_and_signatures_are_no_volunteers(row: tuple[object, ...]) -> None:
    judged, end = rows_of(row, (9, "末一", "大华", "139", "y", "z"))
    assert judged.kind == "note"
    assert judged.reason
    assert end.kind == "data"


@pytest.mark.parametrize(
    "row",
    [
        # 写着号码的，不管别的格写什么
        (None, "说明", None, "15400001111"),
        (None, "以上共1人", None, 15400001111),
        (None, "二、党员志愿者", None, "154-0000-1111"),
        (None, "本表一式两份", None, None, "43040519******1234"),
        ("制表人：", "张三", None, "15400001111"),
        ("制表人：", "张三", "东方里", "0739-5321234", "审核人："),
        ("备注：困难户", "赵一", None, "15400001111"),
        # 没有号码，可是像人
        (None, "一丁"),
        (None, "共青"),
        (1, "赵一", None, "电话请核对"),
        (1, "赵一", "备注：困难户"),
        (None, "赵一", "负责人"),
        (None, "赵一", "2021年5月31日"),
        ("（一）", "赵一", "东方里"),
        ("二、", "赵一"),
        ("联系人员", "赵一", "东方里", "户内2人", None, "说明：略"),
    ],
)
def test_a_person_is_never_taken_for_a_note(row: tuple[object, ...]) -> None:
    assert [each.kind for each in rows_of(row)] == ["data"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("一、清洁家园", "2021-05-06", "东方里"), "data"),
        (("清洁家园", "2021-05-06", "12人"), "data"),
        (("12人", "清洁家园", "2021-05-06"), "data"),
        (("一、五月的活动",), "note"),
        (("以上共3人",), "note"),
    ],
)
def test_lists_without_numbers_of_people_keep_titles_that_look_like_headings(
    row: tuple[object, ...], kind: str
) -> None:
    header = ("活动", "日期", "地点")
    sheet = Sheet("活动", [header, (*row, None, None)[:3]])
    found = find_header(sheet, [Heading(label, (label,)) for label in header])
    assert found is not None
    assert [each.kind for each in data_rows(sheet, found)] == [kind]


def test_cells_are_keyed_by_heading_and_rows_by_their_number_in_the_workbook() -> None:
    (row,) = rows_of((1, "赵一", "东方里", 138, None, "某号"))
    assert row.cells == {"name": "赵一", "community": "东方里", "phone": 138, "number": None}
    assert row.row_number == 2


def test_a_section_line_across_merged_cells_is_a_note() -> None:
    section, person = rows_of((None, "光明里"), (1, "赵一", "大华", "138"), merged=((2, 1, 2, 5),))
    assert (section.kind, person.kind) == ("note", "data")


def test_after_two_hundred_empty_rows_nothing_is_read_but_what_is_there_is_said() -> None:
    gap: list[tuple[object, ...]] = [()] * 199
    kinds = [row.kind for row in rows_of((1, "赵一", "大华", "138"), *gap, (2, "钱二", "大华", "139"))]
    assert kinds.count("data") == 2
    assert [row.kind for row in rows_of((1, "赵一", "大华", "138"), *gap, ())] == ["data"]
    first, far, further = rows_of(
        (1, "赵一", "大华", "138"), *gap, (), (2, "钱二", "大华", "139"), (3,), *gap, (4, "孙三", "大华", "137")
    )
    assert (first.kind, far.kind, further.kind) == ("data", "note", "note")
    assert (far.row_number, further.row_number) == (203, 404)
    assert far.cells["name"] == "钱二"
    assert far.reason == further.reason == "前面空了200多行，这一行没有读；确实是名单的，请删去中间的空行"


def test_of_many_rows_too_far_down_fifty_are_said_and_the_last_tells_how_many_more() -> None:
    gap: list[tuple[object, ...]] = [()] * 200
    _, *far = rows_of((1, "赵一", "大华", "138"), *gap, *((n, "钱二", "大华", "139") for n in range(60)))
    assert len(far) == 50
    assert "后面还有 10 行" in far[-1].reason
    assert "后面还有" not in far[-2].reason
    _, *far = rows_of((1, "赵一", "大华", "138"), *gap, *((n, "钱二", "大华", "139") for n in range(50)))
    assert len(far) == 50
    assert "后面还有" not in far[-1].reason


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


@pytest.mark.parametrize(
    ("mark", "ticked"),
    [
        ("√（已参保）", True),
        ("是，待核实", True),
        ("有证", True),
        ("1（专）", True),
        ("是否参加待定", False),
        ("12", False),
        ("张三", False),
    ],
)
def test_an_unknown_mark_is_a_tick_when_it_begins_like_one_and_is_always_warned_about(mark: str, ticked: bool) -> None:
    (row,) = rows_of(("赵一", "138", mark, None), header=("姓名", "电话", "专职", "党员"))
    assert row.cells["ranks"] == ("专职" if ticked else None)
    (warning,) = row.warnings
    assert f"“专职”一格写着“{mark.translate({0xFF08: '(', 0xFF09: ')', 0xFF0C: ','})}”" in warning
    assert ("当作打了勾" in warning) == ticked


def test_a_repeated_two_row_header_is_skipped_whole() -> None:
    top = ("基本信息", None, "队伍类别", None)
    leaf = ("姓名", "电话", "专职", "党员")
    sheet = Sheet("名单", [top, leaf, ("赵一", "138", "√", None), top, leaf, ("钱二", "139", None, "√")])
    header = find_header(sheet, WANTED)
    assert header is not None
    assert [row.kind for row in data_rows(sheet, header)] == ["data", "header_repeat", "header_repeat", "data"]
