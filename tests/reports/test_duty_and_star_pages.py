"""值守表、星级公示、记录证明印出来的样子：合并的格、每页的表头、一页的证明、难印的名字和缺的字。"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from reports.nasty import NASTY_NAMES, RARE, lost
from reports.paper import fonts, page_texts, whole_text

from miaopu_desk.domain.duty_pages import DutyLine, DutyTable, WeekLine, WeekTable
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.certificates import Certificate
from miaopu_desk.domain.stars import StarEntry, StarList
from miaopu_desk.reports.certificate import certificate_document, print_certificate
from miaopu_desk.reports.duty_table import print_duty_table
from miaopu_desk.reports.page import MM
from miaopu_desk.reports.star_list import print_star_list
from miaopu_desk.reports.weekly_duty import print_weekly_duty

DAY = date(2021, 9, 27)
CERTIFICATE = Certificate(
    number="2021-0001",
    code="UMJW-CZYG-8R46",
    volunteer=Ref("某甲", "x"),
    name="某甲",
    id_number="439999197001010016",
    starts_on=date(2021, 3, 5),
    ends_on=date(2021, 5, 31),
    attendances=3,
    minutes=390,
    content="交通劝导2次、5小时；敲门行动1次、1.5小时",
    issuer="甲街道志愿服务办公室",
    in_charge="负责人乙",
    handled_by="经办人甲",
    issued_on=date(2021, 5, 31),
)


def duty(names: list[str], task: str = "包路段") -> DutyTable:
    lines = [DutyLine(task, "每周五17:00至18:00", name, "扫净路面", f"{name}单位"[-60:]) for name in names]
    return DutyTable("甲局", "衡阳群众", DAY, None, tuple(lines))


def weekly(names: list[str]) -> WeekTable:
    days = (("7:30—8:30", "17:30—18:30"), *[()] * 6)
    lines = [WeekLine("包路段", name, "一所", days, 8) for name in names]
    return WeekTable("甲局", DAY, False, tuple(lines), ("",) * 7, "本周按夏季作息")


def stars(names: list[str]) -> StarList:
    entries = tuple(StarEntry(str(n), name, "大华", 90_000, 5, "五星志愿者") for n, name in enumerate(names))
    words = {"standard": "一星志愿者满100小时", "status": "全国通行时数，待街道确认"}
    return StarList("甲街道", "甲街道办公室", "衡阳群众", DAY, DAY, date(2021, 10, 3), entries, 99, **words)


def print_certificates(names: list[str], folder: Path) -> str:
    """每个名字印一份证明，返回全部文字。"""
    texts = []
    for number, name in enumerate(names):
        path = print_certificate(replace(CERTIFICATE, name=name), folder / f"{number}.pdf")
        texts.append(whole_text(path))
    return "\n".join(texts)


def table_text(print_page: Callable[..., Path], value: object, folder: Path) -> str:
    path = print_page(value, folder / "页.pdf")
    counted = fonts(path)
    assert set(counted.values()) == {1}, "每个字面只嵌入一次，没有不嵌入的"
    return whole_text(path)


PAGES: dict[str, Callable[[list[str], Path], str]] = {
    "责任分工表": lambda names, folder: table_text(print_duty_table, duty(names), folder),
    "每周值守表": lambda names, folder: table_text(print_weekly_duty, weekly(names), folder),
    "星级公示": lambda names, folder: table_text(print_star_list, stars(names), folder),
    "记录证明": print_certificates,
}
EVERY = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())


@EVERY
def test_twenty_five_nasty_names_are_printed_as_they_are(
    page: Callable[[list[str], Path], str], tmp_path: Path
) -> None:
    printed = page(NASTY_NAMES, tmp_path)
    assert lost(NASTY_NAMES, printed) == []


@EVERY
def test_the_twenty_rare_characters_are_printed_and_found(
    page: Callable[[list[str], Path], str], tmp_path: Path
) -> None:
    printed = page([f"王{char}" for char in RARE], tmp_path)
    assert [char for char in RARE if f"王{char}" not in printed] == []


@EVERY
def test_a_character_without_a_glyph_stops_the_page_and_is_named_with_its_row(
    page: Callable[[list[str], Path], str], tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match=r"U\+10FFFD.*没有打印|没有打印.*U\+10FFFD") as told:
        page(["王某", "李\U0010fffd"], tmp_path)
    assert "李\U0010fffd" in str(told.value) or "第" in str(told.value)
    assert [each for each in tmp_path.iterdir() if each.name != "0.pdf"] == []


def test_the_duty_table_is_landscape_with_the_cells_of_a_task_merged(tmp_path: Path) -> None:
    lines = [
        DutyLine("联社区", "每周一", "牌楼社区", "满四小时", "局机关"),
        *(DutyLine("包重点场所", "每天19:00至20:00", f"{name}公园", "扫净地面", "环卫所") for name in "甲乙丙"),
    ]
    path = print_duty_table(DutyTable("甲局", "衡阳群众", DAY, date(2022, 12, 31), tuple(lines)), tmp_path / "表.pdf")
    with pdfplumber.open(path) as document:
        [page] = document.pages
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        [table] = page.find_tables()
        rows = [["".join(cell.split()) if cell else cell for cell in row] for row in table.extract()]
    assert rows == [
        ["工作任务", "时间", "责任区域", "要求", "责任单位"],
        ["一、联社区", "每周一", "牌楼社区", "满四小时", "局机关"],
        ["二、包重点场所", "每天19:00至20:00", "甲公园", "扫净地面", "环卫所"],
        [None, None, "乙公园", None, "环卫所"],
        [None, None, "丙公园", None, "环卫所"],
    ]


def test_a_long_duty_table_repeats_its_header_and_numbers_its_pages(tmp_path: Path) -> None:
    path = print_duty_table(duty([f"第{n}路段" for n in range(60)]), tmp_path / "表.pdf")
    texts = page_texts(path)
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert "责任区域" in text
        assert f"第 {number} 页　共 {len(texts)} 页" in text


def test_the_small_print_under_a_week_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in (*range(1, 16), 40):
        texts = page_texts(print_weekly_duty(weekly([f"第{n}路段" for n in range(count)]), tmp_path / f"{count}.pdf"))
        assert f"第{count - 1}路段" in texts[-1], count
        assert "制表人" in texts[-1]
        assert (len(texts) == 1) == (count < 12), count


def test_rows_that_nearly_fit_are_tightened_onto_one_page(tmp_path: Path) -> None:
    assert len(page_texts(print_duty_table(duty([f"第{n}路段" for n in range(20)]), tmp_path / "表.pdf"))) == 1


def test_a_certificate_is_one_page_with_everything_the_rules_ask_for(tmp_path: Path) -> None:
    path = print_certificate(CERTIFICATE, tmp_path / "证明.pdf")
    assert len(page_texts(path)) == 1
    text = whole_text(path)
    for word in (
        "志愿服务记录证明",
        "2021-0001",
        "UMJW-CZYG-8R46",
        "某甲",
        "6.5小时",
        "交通劝导2次、5小时；敲门行动1次、1.5小时",
        "甲街道志愿服务办公室",
        "负责人乙",
        "经办人甲",
        "2021年3月5日至2021年5月31日",
        "439999********0016",
    ):
        assert word in text, word
    assert CERTIFICATE.id_number not in text
    assert CERTIFICATE.id_number in whole_text(print_certificate(CERTIFICATE, tmp_path / "完整.pdf", whole=True))


def test_a_certificate_with_the_longest_contents_is_still_one_page(tmp_path: Path) -> None:
    crowded = replace(CERTIFICATE, content="志愿服务活动内容很多很多" * 13, contact="办公室座机", issuer="甲" * 27)
    assert len(page_texts(print_certificate(crowded, tmp_path / "满.pdf"))) == 1


def test_the_square_code_on_the_paper_is_read_back_from_its_pixels(tmp_path: Path) -> None:
    from miaopu_desk.reports.certificate import qr_text
    from miaopu_desk.reports.qr import QUIET, qr_modules

    path = print_certificate(CERTIFICATE, tmp_path / "证明.pdf")
    modules = qr_modules(qr_text(CERTIFICATE))
    with pdfplumber.open(path) as document:
        bars = [each for each in document.pages[0].rects if each["fill"] and each["height"] < 4]
    left, top = min(each["x0"] for each in bars), min(each["top"] for each in bars)
    side = 84.0 / (len(modules) + 2 * QUIET)
    pdf = pypdfium2.PdfDocument(path)
    scale = 6
    image = pdf[0].render(scale=scale, grayscale=True).to_pil()
    pdf.close()
    at = [int((n + 0.5) * side * scale) for n in range(len(modules))]
    origin = int(left * scale), int(top * scale)
    seen = tuple(tuple(image.getpixel((origin[0] + x, origin[1] + y)) < 128 for x in at) for y in at)
    assert seen == modules


def test_the_star_list_says_the_standard_is_not_confirmed_and_keeps_its_order(tmp_path: Path) -> None:
    text = whole_text(print_star_list(stars([f"志愿者{n}号" for n in range(40)]), tmp_path / "公示.pdf"))
    assert "待街道确认" in text
    assert "公示时间：2021年9月27日至2021年10月3日" in text
    assert [text.index(f"志愿者{n}号") for n in range(40)] == sorted(text.index(f"志愿者{n}号") for n in range(40))
    assert text.count("五星志愿者") == 41
    assert "1500.00" in text


def test_the_same_certificate_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (certificate_document(CERTIFICATE).save(tmp_path / f"{n}.pdf").read_bytes() for n in (1, 2))
    assert one == two
