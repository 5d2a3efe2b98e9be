"""公文的版面：层次、附件说明、附件、落款、页码、横排附件，都量坐标（GB/T 9704-2012）。"""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from reports.paper import characters, lines_of, right_edge

from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, (37 + 225) * MM  # 版心，从左上角量
CHARACTER, PITCH = 156 * MM / 28, 225 * MM / 22
Chars = list[dict[str, Any]]


def lines(path: Path, page: int = 0) -> list[Chars]:
    """一页的各行，页码那一行不算。"""
    return [line for line in lines_of(characters(path, page)) if line[0]["top"] < BOTTOM]


def text(line: Chars) -> str:
    return "".join(char["text"] for char in line)


def row_of(line: Chars) -> float:
    """在 22 行里的第几行（从 0 起）：3 号字的字身在行里居中，基线比行的中线低 0.38 个字。"""
    return (line[0]["matrix"][5] - (297 * MM - TOP)) / -PITCH - 0.5 - line[0]["size"] * 0.38 / PITCH


def face_of(char: dict[str, Any]) -> str:
    return str(char["fontname"]).split("+")[1]


def test_the_four_levels_have_their_number_face_size_and_indent(tmp_path: Path) -> None:
    document = Document("题")
    for level in (1, 2, 3, 4):
        document.heading(level, "层次标题")
    document.paragraph("正文。")
    _, *found = lines(document.save(tmp_path / "a.pdf"))
    assert [text(line) for line in found] == ["一、层次标题", "（一）层次标题", "1.层次标题", "（1）层次标题", "正文。"]
    faces = ["NotoSansSC-Medium", "FandolKai-Regular", "FandolFang-Regular", "FandolFang-Regular", "FandolFang-Regular"]
    for line, face in zip(found, faces, strict=True):
        assert {face_of(char) for char in line if "\u4e00" <= char["text"] <= "\u9fff"} == {face}
        assert {round(char["size"], 2) for char in line} == {16.0}
        assert line[0]["x0"] == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
    rows = [row_of(line) for line in found]
    assert rows == pytest.approx([round(row) for row in rows], abs=0.02)


def test_the_title_is_22_points_bold_song_and_stands_in_the_middle(tmp_path: Path) -> None:
    document = Document("某某街道志愿服务工作月报")
    (title,) = lines(document.save(tmp_path / "a.pdf"))
    assert {(face_of(char), round(char["size"])) for char in title} == {("NotoSerifSC-Bold", 22)}
    assert (title[0]["x0"] + title[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)


LONG = "各社区志愿者登记、培训、保险、网格分工和服务时长情况汇总表（含街道本级和驻区单位）"


def test_the_annex_list_stands_one_line_below_the_text_and_wraps_under_the_name(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.signature("柳河街道办事处", date(2021, 5, 12))
    document.annex(LONG)
    document.annex("名单。")
    body, first, wrapped, second, *_ = lines(document.save(tmp_path / "a.pdf"))[1:]
    assert text(first) + text(wrapped) == f"附件：1.{LONG}"
    assert text(second) == "2.名单"
    assert row_of(first) - row_of(body) == pytest.approx(2, abs=0.02)
    assert first[0]["x0"] == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
    name_at = first[5]["x0"]
    assert (first[3]["text"], first[5]["text"]) == ("1", "各")
    assert wrapped[0]["x0"] == pytest.approx(name_at, abs=0.1)
    assert second[0]["x0"] == pytest.approx(first[3]["x0"], abs=0.1)
    assert second[2]["x0"] == pytest.approx(name_at, abs=0.1)


def test_ten_annexes_keep_their_names_in_one_column(tmp_path: Path) -> None:
    document = Document("题")
    for number in range(10):
        document.annex(f"名单{number}")
    found = [line for line in lines(document.save(tmp_path / "a.pdf")) if "名单" in text(line)]
    starts = [next(char["x0"] for char in line if char["text"] == "名") for line in found]
    assert starts == pytest.approx([starts[0]] * 10, abs=0.1)
    assert text(found[9]).startswith("10.")


def test_an_annex_starts_a_page_with_its_mark_flush_and_its_title_on_the_third_line(tmp_path: Path) -> None:
    document = Document("题")
    document.annex("甲")
    document.annex("新登记志愿者名单")
    document.paragraph("正文。")
    mark, title, body = lines(document.save(tmp_path / "a.pdf"), 2)
    assert (text(mark), text(title)) == ("附件2", "新登记志愿者名单")
    assert {face_of(char) for char in mark[:2]} == {"NotoSansSC-Medium"}
    assert mark[0]["size"] == pytest.approx(16)
    assert mark[0]["x0"] == pytest.approx(LEFT, abs=0.1)
    assert (row_of(mark), row_of(title)) == pytest.approx((0, 2), abs=0.02)
    assert (title[0]["x0"] + title[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)
    assert row_of(body) == pytest.approx(4, abs=0.02)


@pytest.mark.parametrize(("office", "longer"), [("柳河区柳河街道办事处", True), ("柳河街道", False)])
def test_without_a_seal_the_office_and_the_date_stand_two_characters_apart(
    tmp_path: Path, office: str, longer: bool
) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.signature(office, date(2021, 5, 12))
    path = document.save(tmp_path / "a.pdf")
    body, name, day = lines(path)[1:]
    assert (text(name), text(day)) == (office, "2021年5月12日")
    assert row_of(name) - row_of(body) == pytest.approx(2, abs=0.02)
    assert row_of(day) - row_of(name) == pytest.approx(1, abs=0.02)
    assert day[0]["x0"] - name[0]["x0"] == pytest.approx(2 * CHARACTER, abs=0.1)
    # 署名右空两字；日期比署名长的，改为日期右空两字，署名相应多空
    assert right_edge(path, office[-1] if longer else "日") == pytest.approx(RIGHT - 2 * CHARACTER, abs=0.4)


def test_with_a_seal_the_date_ends_four_characters_from_the_right_below_the_office(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.signature("柳河街道办事处", date(2021, 5, 12), seal=True)
    path = document.save(tmp_path / "a.pdf")
    body, name, day = lines(path)[1:]
    assert right_edge(path, "日") == pytest.approx(RIGHT - 4 * CHARACTER, abs=0.4)
    middles = [(line[0]["x0"] + line[-1]["x1"]) / 2 for line in (name, day)]
    assert middles[0] == pytest.approx(middles[1], abs=0.3)
    assert row_of(name) - row_of(body) == pytest.approx(3, abs=0.02)
    # 印章直径 42 mm，压在日期上：上边离正文不到一行，下边不出版心
    assert row_of(day) - row_of(name) == pytest.approx(1, abs=0.02)


def numbered(tmp_path: Path) -> Path:
    """四页：正文，横排、竖排、横排三个附件；横排的一个在双页，一个在单页。"""
    document = Document("题")
    document.annex("横的甲", landscape=True)
    document.table(Table([["东桥", "1"]], header=[["社区", "人数"]]))
    document.annex("竖的")
    document.annex("横的乙", landscape=True)
    document.table(Table([["东桥", "1"]], header=[["社区", "人数"]]))
    document.annex("横的丙", landscape=True)
    document.table(Table([["东桥", "1"]], header=[["社区", "人数"]]))
    return document.save(tmp_path / "a.pdf")


def upright(path: Path) -> list[Chars]:
    """各页的字，按竖放的纸量（不管屏幕上转没转）。"""
    writer = pypdf.PdfWriter(path)
    for page in writer.pages:
        page[pypdf.generic.NameObject("/Rotate")] = pypdf.generic.NumberObject(0)
    flat = path.with_name("不转.pdf")
    writer.write(flat)
    with pdfplumber.open(flat) as document:
        return [[char for char in page.chars if char["text"].strip()] for page in document.pages]


def test_page_numbers_stay_where_they_are_on_portrait_pages(tmp_path: Path) -> None:
    path = numbered(tmp_path)
    reader = pypdf.PdfReader(path)
    assert [page.rotation for page in reader.pages] == [0, 90, 0, 90, 90]
    for number, chars in enumerate(upright(path), 1):
        foot = [char for char in chars if char["upright"] and char["top"] > BOTTOM]
        assert text(sorted(foot, key=lambda char: char["x0"])) == f"—{number}—"
        assert {(round(char["size"]), face_of(char)) for char in foot} == {(14, "NotoSerifSC-Regular")}
        start, end = min(char["x0"] for char in foot), max(char["x1"] for char in foot)
        if number % 2:
            assert end == pytest.approx(RIGHT - 14, abs=0.3)
        else:
            assert start == pytest.approx(LEFT + 14, abs=0.3)


def test_the_dash_of_the_page_number_is_7_mm_below_the_text(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    page = pypdfium2.PdfDocument(document.save(tmp_path / "a.pdf"))
    scale = 8
    image = page[0].render(scale=scale).to_pil().convert("L")
    page.close()
    # 页码里最左边的一条一字线：从它的左端起，往右四分之一个字宽
    foot = image.crop((0, int(BOTTOM * scale), image.width, image.height))
    ink = foot.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert ink is not None
    dash = foot.crop((ink[0], 0, ink[0] + int(3.5 * scale), foot.height))
    box = dash.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    assert box[1] / scale / MM == pytest.approx(7.0, abs=0.15)


def test_a_turned_page_has_its_head_at_the_left_binding_on_odd_and_outside_on_even(tmp_path: Path) -> None:
    pages = upright(numbered(tmp_path))
    for number, title in ((2, "横的甲"), (4, "横的乙"), (5, "横的丙")):
        turned = [char for char in pages[number - 1] if not char["upright"]]
        head = next(char for char in turned if char["text"] == "社")
        body = next(char for char in turned if char["text"] == "东")
        name = [char for char in turned if char["text"] in title and round(char["size"]) == 22]
        # 内容逆时针转了 90°：上面的（附件、标题、表头）靠纸的左边。左边在单页是订口，在双页是切口
        assert [round(value, 3) for value in head["matrix"][:4]] == [0, 1, -1, 0]
        assert LEFT < name[0]["x0"] < head["x0"] < body["x0"] < RIGHT
        first = min(char["x0"] for char in turned)
        assert first == pytest.approx(LEFT, abs=PITCH / 2)
        assert all(char["top"] > TOP - 1 and char["bottom"] < BOTTOM + 1 for char in turned)


NOTE = "注册率＝在册人数÷常住人口。按户籍登记、按实际居住登记的都算，重复的只算一次；没有常住人口的社区不计算。"


@pytest.mark.parametrize(("landscape", "most"), [(True, 19), (False, 31)])
def test_a_table_and_its_notes_are_tightened_rather_than_leave_a_scrap_on_a_further_page(
    tmp_path: Path, landscape: bool, most: int
) -> None:
    counts = {}
    for rows in range(most - 5, most + 3):
        document = Document("题")
        document.annex("汇总表", landscape=landscape)
        body: list[list[Cell | str]] = [[f"社区{number}", "1"] for number in range(rows)]
        document.table(Table(body, header=[["社区", "人数"]], size=10))
        document.note(NOTE * 3)
        pages = upright(document.save(tmp_path / f"{rows}.pdf"))[1:]
        counts[rows] = len(pages)
        shown = [char for char in pages[-1] if char["upright"] is not landscape and char["top"] < BOTTOM]
        deep = max(char["x1"] - LEFT if landscape else char["bottom"] - TOP for char in shown)
        assert deep > 0.3 * (156 if landscape else 225) * MM, rows
        # 行距收得再紧，小字的行也不挨着
        small = sorted({round(char["matrix"][4 if landscape else 5], 1) for char in shown if char["size"] < 10.6})
        assert min((after - before for before, after in pairwise(small)), default=99) > 11
    assert max(rows for rows, count in counts.items() if count == 1) == most
