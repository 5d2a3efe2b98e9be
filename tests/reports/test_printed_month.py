"""示例办公室印出来的月报：行、字距、版心、避头尾、字体、书签，都在成品上量。"""

import re
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest
from reports.paper import fonts, lines_of

from miaopu_desk.domain.sample_places import SAMPLE_DAY
from miaopu_desk.services.office import open_office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.sample import make_sample

MM = 72 / 25.4
LEFT, CHARACTER = 28 * MM, 156 * MM / 28
NEVER_FIRST = "，。、；：？！）》」』】〕”’…—·％%℃"
NEVER_LAST = "（《「『【〔“‘"
Line = list[dict[str, Any]]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("月报")
    with open_office(folder / "data", date(2021, 5, 31), must_exist=False) as office:
        make_sample(office, folder / "books")
        return make_report(office, "monthly", f"{SAMPLE_DAY:%Y-%m}", folder / "月报.pdf")


@pytest.fixture(scope="module")
def body(month: Path) -> list[list[Line]]:
    """正文各页的 3 号字，一行一行；落款以后是附件，不算。"""
    pages = []
    with pdfplumber.open(month) as pdf:
        for page in pdf.pages:
            chars = [char for char in page.chars if char["text"].strip()]
            if "附件1" in "".join(char["text"] for char in chars[:8]) or page.rotation:
                break
            pages.append(lines_of([char for char in chars if round(char["size"]) == 16]))
    assert len(pages) >= 3
    return pages


def text(line: Line) -> str:
    return "".join(char["text"] for char in line)


def test_a_full_page_has_22_lines_at_the_standard_pitch(body: list[list[Line]]) -> None:
    assert all(20 <= len(page) <= 22 for page in body[1:-2]), "页底只会为了不让标题、落款落单少几行"
    for page in body[:-1]:
        steps = [(a[0]["matrix"][5] - b[0]["matrix"][5]) for a, b in pairwise(page)]
        lines = [round(step / 28.99) for step in steps]  # 副标题和正文之间空一行
        assert [step / count for step, count in zip(steps, lines, strict=True)] == pytest.approx(
            [28.99] * len(steps), abs=0.05
        )


def test_the_left_edge_stands_at_28_mm(body: list[list[Line]]) -> None:
    edges = {round(line[0]["x0"] / MM, 2) for page in body[:-1] for line in page if line[0]["x0"] < LEFT + CHARACTER}
    assert edges
    assert (min(edges), max(edges)) == pytest.approx((28.0, 28.0), abs=0.1)


def test_a_line_holds_28_characters(body: list[list[Line]]) -> None:
    # 一行的字数：全角的按一个字，数字字母按实际宽度折算。下一行以两个汉字开头的，这一行不是为了长词提前断的
    full = []
    for before, after in pairwise([line for page in body for line in page]):
        inner = before[0]["x0"] < LEFT + CHARACTER and after[0]["x0"] < LEFT + CHARACTER
        if inner and all("\u4e00" <= char["text"] <= "\u9fff" for char in after[:2]):
            full.append((sum(char["adv"] for char in before) / 16, text(before)))
    assert len(full) > 3, "行太少，看不出来"
    assert [line for characters, line in full if not 27 < characters < 29.01] == []
    assert sum(characters for characters, _ in full) / len(full) == pytest.approx(28, abs=0.5)


def test_no_line_breaks_wrong_and_every_inner_line_reaches_the_right_edge(body: list[list[Line]]) -> None:
    right = LEFT + 28 * CHARACTER + 16 - CHARACTER
    wrong, ragged, inner = [], [], 0
    for before, after in pairwise([line for page in body for line in page]):
        if after[0]["x0"] > LEFT + CHARACTER:
            continue
        inner += 1
        if after[0]["text"] in NEVER_FIRST or before[-1]["text"] in NEVER_LAST:
            wrong.append(text(before))
        hung = 8.0 if before[-1]["text"] in "，。、；：？！）》〉】〕」』”’" else 0.0
        if not -0.5 < before[-1]["x1"] - right < hung + 0.5:
            ragged.append((before[-1]["x1"] - right, text(before)))
    assert inner > 15
    assert (wrong, ragged) == ([], [])


def test_every_font_is_embedded_once_as_a_subset(month: Path) -> None:
    assert set(fonts(month).values()) == {1}
    names = {str(font["/BaseFont"]) for page in pypdf.PdfReader(month).pages for font in _fonts(page)}
    assert [name for name in names if name[7] != "+" or not name[1:7].isupper()] == []
    assert month.stat().st_size < 1_000_000


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]


def test_outlines_name_every_annex_and_the_file_says_what_it_is_in_chinese(month: Path) -> None:
    reader = pypdf.PdfReader(month)
    top = [mark for mark in reader.outline if not isinstance(mark, list)]
    texts = [page.extract_text() for page in reader.pages]
    annexes = [mark for mark in top if str(mark.title).startswith("附件")]
    starts = [re.match("(—[0-9]+—)?附件[0-9]", "".join(page.split())) for page in texts]
    assert len(annexes) == sum(start is not None for start in starts) == 10
    for mark in annexes:
        number = reader.get_destination_page_number(mark)
        assert str(mark.title).split("　")[1] in "".join(texts[number or 0].split())
    assert reader.metadata is not None
    assert "志愿服务工作月报" in str(reader.metadata.title)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="没有装 qpdf，文件的结构这一项没有查")
def test_qpdf_finds_nothing_wrong(month: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", str(month)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
