"""公文：版心、字距、标题、附件、落款；开头是一份文件从头到尾的写法。"""

import io
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from reports.nasty import NASTY_NAMES, RARE
from reports.paper import characters, fonts, lines_of, page_texts, right_edge, whole_text

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.charts import Bar, bar_chart
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.page import MM
from miaopu_desk.reports.tables import Cell, Table


def example() -> Document:
    document = Document("柳河街道志愿服务工作月报", "柳河街道办事处", "月报", subtitle="（2021年5月）")
    document.heading(1, "登记情况")  # 序号自己数：一、
    document.paragraph("五月新登记志愿者86人,其中专职12人(含巡逻队员3人)；注册率14.2%，比目标低0.8个百分点。")
    document.figure(
        bar_chart([Bar("东桥", 16.2, "16.2%"), Bar("西桥", 12.1, "12.1%")], target=15), caption="图1　注册率"
    )
    document.heading(2, "说明")
    document.note("注册率＝登记人数÷常住人口。")
    document.signature("柳河街道办事处", date(2021, 5, 31))
    document.annex("各社区汇总表", landscape=True)
    header = [[Cell("社区", down=2), Cell("登记", across=2)], ["人数", "注册率"]]
    document.table(Table([["东桥", "860", "16.2%"], ["合计", "860", "16.2%"]], header=header, totals=1))
    document.annex("新登记名单")
    document.table(Table([["1", "高　杨", "东桥"]], header=[["序号", "姓名", "社区"]], widths=(1, 3, 3)))
    return document


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    return example().save(tmp_path / "月报.pdf")


@pytest.fixture
def full_page(tmp_path: Path) -> Path:
    document = Document("题")
    document.paragraph("志愿服务从身边的小事做起" * 120)
    return document.save(tmp_path / "满页.pdf")


def test_the_example_has_four_pages_with_its_text(printed: Path) -> None:
    pages = page_texts(printed)
    assert len(pages) == 3
    assert "一、登记情况" in pages[0]
    assert "（一）说明" in pages[0]
    assert "附件1" in pages[1]
    assert "附件2" in pages[2]
    assert "其中专职12人（含巡逻队员3人）" in "".join(pages[0].split())


def test_a_page_has_22_lines_of_28_characters_at_the_standard_pitch(full_page: Path) -> None:
    lines = [line for line in lines_of(characters(full_page, 1)) if line[0]["size"] > 15]
    assert len(lines) == 22
    baselines = [line[0]["matrix"][5] for line in lines]
    assert [round(a - b, 2) for a, b in pairwise(baselines)] == pytest.approx([28.99] * 21, abs=0.05)
    assert {len(line) for line in lines} == {28}
    steps = [b["x0"] - a["x0"] for line in lines for a, b in pairwise(line)]
    assert (min(steps), max(steps)) == pytest.approx((15.79, 15.79), abs=0.02)


def test_the_left_edge_stands_at_28_mm_and_the_right_edge_at_184(full_page: Path) -> None:
    lines = [line for line in lines_of(characters(full_page, 1)) if line[0]["size"] > 15]
    assert {round(line[0]["x0"] / MM, 1) for line in lines} == {28.0}
    assert max(line[-1]["x1"] for line in lines) / MM == pytest.approx(184.0, abs=0.15)
    assert max(char["top"] for char in lines[0]) / MM > 37
    assert lines[-1][0]["bottom"] / MM < 37 + 225


def test_a_paragraph_is_indented_by_two_characters(full_page: Path) -> None:
    lines = [line for line in lines_of(characters(full_page, 0)) if line[0]["size"] == pytest.approx(16)]
    assert lines[0][0]["x0"] - lines[1][0]["x0"] == pytest.approx(2 * 15.79, abs=0.05)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(full_page: Path) -> None:
    odd, even = (lines_of(characters(full_page, page))[-1] for page in (0, 1))
    assert "".join(char["text"] for char in odd) == "—1—"
    assert odd[-1]["x1"] == pytest.approx(184 * MM - 14, abs=0.3)
    assert even[0]["x0"] == pytest.approx(28 * MM + 14, abs=0.3)
    assert odd[1]["size"] == pytest.approx(14)


def test_headings_are_numbered_at_four_levels_and_start_again_below_a_new_one(tmp_path: Path) -> None:
    document = Document("题")
    for level, text in [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
        (4, "丁"),
        (4, "戊"),
        (2, "己"),
        (3, "庚"),
        (1, "辛"),
        (2, "壬"),
    ]:
        document.heading(level, text)
    text = whole_text(document.save(tmp_path / "a.pdf"))
    assert "一、甲（一）乙1.丙（1）丁（2）戊（二）己1.庚二、辛（一）壬" in text


def test_a_heading_never_stays_behind_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for before in range(15, 24):
        document = Document("题")
        for _ in range(before):
            document.paragraph("一行字。")
        document.heading(1, "标题")
        document.paragraph("跟着标题的正文。")
        pages = page_texts(document.save(tmp_path / f"{before}.pdf"))
        (page,) = [page for page in pages if "一、标题" in page]
        assert "跟着标题的正文。" in page


def test_the_signature_is_never_alone_on_a_page(tmp_path: Path) -> None:
    for before in range(12, 26):
        document = Document("题")
        for number in range(before):
            document.paragraph(f"第{number}行字。")
        document.signature("柳河街道办事处", date(2021, 5, 12), seal=before % 2 == 0)
        last = page_texts(document.save(tmp_path / f"{before}.pdf"))[-1]
        assert "柳河街道办事处" in last
        assert "2021年5月12日" in last
        assert f"第{before - 1}行字" in last


def test_without_a_seal_the_date_starts_two_characters_right_of_the_office(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.signature("柳河区柳河街道办事处", date(2021, 5, 12))
    lines = lines_of(characters(document.save(tmp_path / "a.pdf")))
    office, day = lines[-3], lines[-2]
    assert office[-1]["x1"] == pytest.approx(184 * MM - 2 * 15.79, abs=0.4)
    assert day[0]["x0"] - office[0]["x0"] == pytest.approx(2 * 15.79, abs=0.05)


def test_with_a_seal_the_date_ends_four_characters_from_the_right(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.signature("柳河街道办事处", date(2021, 5, 12), seal=True)
    path = document.save(tmp_path / "a.pdf")
    assert right_edge(path, "日") == pytest.approx(184 * MM - 4 * 15.79, abs=0.4)
    lines = lines_of(characters(path))
    assert lines[-4][0]["matrix"][5] - lines[-3][0]["matrix"][5] == pytest.approx(3 * 28.99, abs=0.1)


def test_annexes_are_listed_before_the_signature_and_titled_on_the_third_line(printed: Path) -> None:
    first = "".join(page_texts(printed)[0].split())
    assert "附件：1.各社区汇总表2.新登记名单柳河街道办事处2021年5月31日" in first
    lines = lines_of(characters(printed, 2))
    assert "".join(char["text"] for char in lines[0]) == "附件2"
    assert lines[0][0]["x0"] == pytest.approx(28 * MM, abs=0.2)
    assert lines[0][0]["matrix"][5] - lines[1][0]["matrix"][5] == pytest.approx(2 * 28.99, abs=3)
    middle = (lines[1][0]["x0"] + lines[1][-1]["x1"]) / 2
    assert middle == pytest.approx(106 * MM, abs=0.5)


def test_a_single_annex_has_no_number(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.annex("名单。")
    pages = page_texts(document.save(tmp_path / "a.pdf"))
    assert "附件：名单" in pages[0]
    assert "附件：名单。" not in pages[0]
    assert "附件1" not in pages[1]


def test_a_landscape_annex_is_a_portrait_sheet_turned_for_the_screen(printed: Path) -> None:
    page = pypdf.PdfReader(printed).pages[1]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert page.rotation == 90
    assert "各社区汇总表" in page_texts(printed)[1]


def test_bookmarks_language_and_chinese_information(printed: Path) -> None:
    reader = pypdf.PdfReader(printed)
    top = reader.outline
    assert [mark.title for mark in top if not isinstance(mark, list)] == [
        "柳河街道志愿服务工作月报",
        "附件1　各社区汇总表",
        "附件2　新登记名单",
    ]
    below = next(mark for mark in top if isinstance(mark, list))
    assert below[0].title == "一、登记情况"
    assert [mark.title for mark in below[1]] == ["（一）说明"]
    assert reader.get_destination_page_number(top[-1]) == 2
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("柳河街道志愿服务工作月报", "柳河街道办事处")
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_each_face_is_embedded_once_and_nothing_is_left_unembedded(printed: Path, tmp_path: Path) -> None:
    assert set(fonts(printed).values()) == {1}
    rare = RARE + "𠮷𪚥"
    document = Document("题" + rare)
    document.heading(1, rare)
    document.heading(2, rare)
    document.paragraph(rare)
    document.table(Table([[rare]]))
    found = fonts(document.save(tmp_path / "生僻.pdf"))
    assert found["HanaMinB"] == 1
    assert set(found.values()) == {1}


def test_rare_characters_extract_right_in_body_heading_and_table(tmp_path: Path) -> None:
    document = Document("题")
    document.heading(1, f"标题{RARE}")
    document.heading(2, f"小标题{RARE}")
    document.paragraph(f"正文{RARE}")
    document.table(Table([[f"表格{RARE}"]], header=[[f"表头{RARE}"]]), caption=f"表题{RARE}")
    text = whole_text(document.save(tmp_path / "a.pdf"))
    for place in ("标题", "小标题", "正文", "表格", "表头", "表题"):
        assert f"{place}{RARE}" in text


def test_nasty_names_are_printed_as_they_are(tmp_path: Path) -> None:
    assert len(NASTY_NAMES) == 25
    document = Document("题")
    document.table(Table([[str(number), name] for number, name in enumerate(NASTY_NAMES)], widths=(1, 12)))
    text = whole_text(document.save(tmp_path / "a.pdf"))
    assert [name for name in NASTY_NAMES if "".join(name.split()) not in text] == []


def test_a_character_without_a_glyph_refuses_and_leaves_no_file(tmp_path: Path) -> None:
    document = Document("题")
    document.paragraph("正文。")
    document.table(Table([["1", "王五"], ["2", "李\ue123"]]))
    with pytest.raises(KnownError, match=r"没有打印：“\ue123”（U\+E123）在正文表1第2行（李\ue123）"):
        document.save(tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_same_content_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    example().write(first)
    example().write(second)
    assert first.getvalue() == second.getvalue()


def test_a_long_title_breaks_into_balanced_lines(tmp_path: Path) -> None:
    document = Document("柳河街道二〇二一年志愿服务品牌创建工作领导小组办公室五月份工作情况报告")
    lines = [line for line in lines_of(characters(document.save(tmp_path / "a.pdf"))) if line[0]["size"] > 20]
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2


def test_a_two_line_title_parts_at_a_closing_quote_when_it_can(tmp_path: Path) -> None:
    document = Document("柳河街道“河畔群众”志愿服务工作2021年5月情况报告")
    lines = [line for line in lines_of(characters(document.save(tmp_path / "a.pdf"))) if line[0]["size"] > 20]
    assert ["".join(char["text"] for char in line) for line in lines] == [
        "柳河街道“河畔群众”",
        "志愿服务工作2021年5月情况报告",
    ]


def test_text_after_a_table_returns_to_the_22_lines(tmp_path: Path) -> None:
    document = Document("题")
    document.table(Table([["甲", "乙"]]))
    document.note("说明。")
    document.paragraph("回到行格。")
    top, *_, last, _ = lines_of(characters(document.save(tmp_path / "a.pdf")))
    # 标题是 22 磅，正文是 16 磅，基线在各自的行里差 6×0.38 磅
    steps = (top[0]["matrix"][5] - last[0]["matrix"][5] + 6 * 0.38) / 28.99
    assert steps == pytest.approx(round(steps), abs=0.01)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="没有装 qpdf")
def test_qpdf_finds_nothing_wrong(printed: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", str(printed)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_figure_wider_than_the_page_is_scaled_to_fit(tmp_path: Path) -> None:
    document = Document("题")
    document.figure(bar_chart([Bar("很宽", 3)], width=2000), caption="图")
    assert max(char["x1"] for char in characters(document.save(tmp_path / "a.pdf"))) < 184 * MM + 1
