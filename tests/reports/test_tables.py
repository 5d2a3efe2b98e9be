"""表：合并、跨页、列宽、数字对齐；什么字都不丢。"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports.paper import characters, lines_of, page_texts, whole_text

from miaopu_desk.reports.document import Document
from miaopu_desk.reports.page import BODY_HEIGHT, BODY_WIDTH, MM
from miaopu_desk.reports.tables import Cell, Table, lay_out


def printed(tmp_path: Path, table: Table, landscape: bool = False) -> Path:
    document = Document("题")
    document.annex("附表", landscape=landscape)
    document.table(table)
    return document.save(tmp_path / "表.pdf")


def test_the_header_is_repeated_on_every_page(tmp_path: Path) -> None:
    rows = [[str(number), "王芳", "东桥"] for number in range(1, 101)]
    pages = page_texts(printed(tmp_path, Table(rows, header=[["序号", "姓名", "社区"]])))[1:]
    assert len(pages) > 3
    assert all("序号" in page and "姓名" in page for page in pages)
    numbers = [word for page in pages for word in page.split() if word.isdigit()]
    assert [number for number in map(str, range(1, 101)) if number not in numbers] == []


def test_merged_headers_cover_their_columns(tmp_path: Path) -> None:
    header = [[Cell("社区", down=2), Cell("登记", across=2), Cell("备注", down=2)], ["人数", "注册率"]]
    path = printed(tmp_path, Table([["东桥", "12", "3.4%", "无"]], header=header, widths=(2, 1, 1, 2), size=10))
    at = {char["text"]: char for char in characters(path, 1) if char["size"] == pytest.approx(10)}
    left = (at["人"]["x0"] + at["数"]["x1"]) / 2
    right = (at["注"]["x0"] + at["率"]["x1"]) / 2
    assert (at["登"]["x0"] + at["记"]["x1"]) / 2 == pytest.approx((left + right) / 2, abs=0.5)
    assert at["人"]["top"] > at["社"]["top"] > at["登"]["top"]


def test_numbers_line_up_on_the_right(tmp_path: Path) -> None:
    rows = [["甲", "1"], ["乙", "1,204"], ["丙", "77"]]
    path = printed(tmp_path, Table(rows, header=[["社区", "人数"]]))
    lines = lines_of([char for char in characters(path, 1) if char["text"] in "0123456789," and char["x0"] > 100 * MM])
    assert ["".join(char["text"] for char in line) for line in lines[:3]] == ["1", "1,204", "77"]
    assert [line[-1]["x1"] for line in lines[:3]] == pytest.approx([lines[1][-1]["x1"]] * 3, abs=0.05)


def test_a_wide_table_of_sixteen_columns_fits_a_landscape_annex(tmp_path: Path) -> None:
    labels = [
        "社区",
        "常住人口",
        "注册",
        "本月新增",
        "退出",
        "注册率",
        "专职",
        "党员",
        "网上",
        "文明实践",
        "去重人数",
        "培训场次",
        "人次",
        "在保",
        "未保",
        "空缺",
    ]
    rows = [["凤凰村", *["1,204"] * 15] for _ in range(9)]
    layout = lay_out(Table(rows, header=[labels], totals=1), 225 * MM)
    assert layout.size >= 9
    assert all(len(cell.lines) == 1 for row in layout.rows for cell in row)
    assert layout.edges[-1] == pytest.approx(225 * MM)


def test_a_row_taller_than_the_page_is_continued_without_losing_a_word(tmp_path: Path) -> None:
    long = "".join(f"第{number}条要写清楚。" for number in range(400))
    path = printed(tmp_path, Table([["甲", long], ["乙", "短"]], header=[["项", "要求"]], widths=(1, 3)))
    text = whole_text(path).replace("项要求", "")
    for number in range(1, 9):
        text = text.replace(f"—{number}—", "")
    assert long in text


def test_a_merged_group_may_cross_pages_and_keeps_all_its_words(tmp_path: Path) -> None:
    times = "".join(f"时段{number}；" for number in range(150))
    rows: list[list[Cell | str]] = [[Cell("重点场所", down=60), "场所0", Cell(times, down=60)]]
    rows += [[f"场所{number}"] for number in range(1, 60)]
    path = printed(tmp_path, Table(rows, header=[["任务", "区域", "时间"]], widths=(1, 1, 2)), landscape=True)
    text = "".join(whole_text(path))
    assert [number for number in range(60) if f"场所{number}" not in text] == []
    assert [number for number in range(150) if f"{number}；" not in text] == []


def test_a_caption_and_the_first_rows_stay_together(tmp_path: Path) -> None:
    for before in range(14, 24):
        document = Document("题")
        for _ in range(before):
            document.paragraph("一行字。")
        document.table(Table([["1", "王芳"]], header=[["序号", "姓名"]]), caption="表1　名单")
        (page,) = [page for page in page_texts(document.save(tmp_path / f"{before}.pdf")) if "表1" in page]
        assert "王芳" in page


def test_prose_tables_print_full_width_marks_and_data_tables_do_not(tmp_path: Path) -> None:
    assert "早上7:30，晚上" in whole_text(printed(tmp_path, Table([["早上7:30,晚上"]], prose=True)))
    assert "张三(小)" in whole_text(printed(tmp_path, Table([["张三(小)"]])))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60), st.integers(0, 900)), min_size=1, max_size=25),
    height=st.floats(60, BODY_HEIGHT),
)
def test_every_line_is_drawn_exactly_once_however_the_pages_fall(
    rows: list[tuple[int, int, int]], height: float
) -> None:
    cells: list[list[Cell | str]] = []
    for down, short, long in rows:
        cells.append([Cell("甲" * long, down=down), "乙" * short])
        cells += [["丙" * short] for _ in range(down - 1)]
    layout = lay_out(Table(cells, header=[["表", "头"]], widths=(1, 1)), BODY_WIDTH)
    wanted = sum(len(line.text) for row in layout.rows for cell in row for line in cell.lines)
    drawn: list[str] = []
    rest, pages = layout, 0
    while rest is not None:
        used, draw, following = rest.take(height, fresh=True)
        assert draw is not None
        sheet = _Recorder(drawn)
        draw(sheet, 0.0, height)  # type: ignore[arg-type]
        assert used <= height + 0.01
        assert sheet.lowest >= -0.01
        rest, pages = following, pages + 1
        assert pages < 2000
    assert sum(map(len, drawn)) - pages * len("表头") == wanted


class _Recorder:
    """记下写了什么字、画到多低。"""

    def __init__(self, drawn: list[str]) -> None:
        self.drawn = drawn
        self.lowest = 1e9

    def text(self, x: float, y: float, text: str, *_: object, **__: object) -> None:
        self.drawn.append(text)

    def box(self, x: float, y: float, *_: object, **__: object) -> None:
        self.lowest = min(self.lowest, y)
