"""长文：两万多字，每个标点都到过行首行尾；断行时量一遍，印到纸上再量一遍。"""

import re
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from reports.long_text import long_text, printed_text
from reports.paper import lines_of

from miaopu_desk.reports.document import Document
from miaopu_desk.reports.fonts import width_of
from miaopu_desk.reports.lines import Line, break_text
from miaopu_desk.reports.page import BODY_WIDTH, CHARACTER, MM, SIZE, TRACKING
from miaopu_desk.reports.punctuation import BLANK_AFTER, is_word
from miaopu_desk.reports.rows import prose

WIDTH_OF = width_of("body")
NEVER_FIRST = "，。、；：？！）》」』】〕”’…—·％%℃"
NEVER_LAST = "（《「『【〔“‘"
PARAGRAPHS = [prose(text) for text in long_text()]
RIGHT = 184 * MM - TRACKING  # 16 磅的字收紧到 15.79 磅排，末一个字的字身伸出版心这一点


def lines_in(paragraph: str) -> list[Line]:
    return break_text(paragraph, BODY_WIDTH, SIZE, WIDTH_OF, indent=2 * CHARACTER, tracking=TRACKING)


def test_the_text_is_longer_than_two_official_documents_and_full_of_marks() -> None:
    whole = "".join(PARAGRAPHS)
    assert len(whole) > 25_000
    assert len("".join(printed_text())) > 10_000
    assert sum(char in NEVER_FIRST or char in NEVER_LAST for char in whole) / len(whole) > 0.13
    assert sum(map(is_word, whole)) / len(whole) > 0.08


def test_no_line_starts_or_ends_with_the_wrong_mark() -> None:
    wrong = []
    for paragraph in PARAGRAPHS:
        lines = lines_in(paragraph)
        wrong += [line.text for line in lines[1:] if line.text[0] in NEVER_FIRST]
        wrong += [line.text for line in lines[:-1] if line.text[-1] in NEVER_LAST]
    assert wrong == []


def test_no_inner_line_is_ragged() -> None:
    ragged = []
    for paragraph in PARAGRAPHS:
        for line in lines_in(paragraph)[:-1]:
            natural = sum(WIDTH_OF(char) * SIZE + line.spacing for char in line.text)
            over = line.indent + natural + sum(line.shifts.values()) - line.spacing + TRACKING - BODY_WIDTH
            if not -0.5 < over < hung(line.text[-1]) + 0.5:
                ragged.append((round(over, 2), line.text))
    assert ragged == []


def test_a_word_is_torn_only_when_the_line_would_stay_empty_by_nine_characters() -> None:
    torn, long = [], set()
    for paragraph in PARAGRAPHS:
        for before, after in pairwise(lines_in(paragraph)):
            if is_word(before.text[-1]) and is_word(after.text[0]):
                word = re.search(r"[!-~]*$", before.text)[0] + re.match(r"[!-~]*", after.text)[0]
                torn.append(word)
                long |= {word} if sum(map(WIDTH_OF, word)) > 9 else set()
    assert set(torn) == long == {"zhiyuan@example.org"}


def hung(char: str) -> float:
    """行末标点的后半个字是空白，可以伸到版心外面。"""
    return SIZE / 2 if char in BLANK_AFTER else 0.0


Lines = list[list[dict[str, Any]]]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Lines]:
    """印出来的正文，一页一页的各行；页码和标题不算。"""
    document = Document("长文")
    for text in printed_text():
        document.paragraph(text)
    path = document.save(tmp_path_factory.mktemp("长文") / "长文.pdf")
    with pdfplumber.open(path) as pdf:
        return [lines_of([char for char in page.chars if round(char["size"]) == 16]) for page in pdf.pages]


def test_every_printed_page_has_22_lines_on_the_grid(printed: list[Lines]) -> None:
    assert len(printed) > 15
    assert {len(lines) for lines in printed[1:-1]} == {22}
    pitches = [a[0]["matrix"][5] - b[0]["matrix"][5] for lines in printed for a, b in pairwise(lines)]
    assert (min(pitches), max(pitches)) == pytest.approx((28.99, 28.99), abs=0.05)


def test_every_printed_line_starts_at_28_mm_or_two_characters_further(printed: list[Lines]) -> None:
    starts = [line[0]["x0"] for lines in printed for line in lines]
    flush = [x for x in starts if x < 28 * MM + CHARACTER]
    indented = [x for x in starts if x >= 28 * MM + CHARACTER]
    assert (min(flush) / MM, max(flush) / MM) == pytest.approx((28.0, 28.0), abs=0.1)
    assert (min(indented), max(indented)) == pytest.approx((28 * MM + 2 * CHARACTER,) * 2, abs=0.1)


def test_the_printed_lines_break_right_and_reach_the_right_edge(printed: list[Lines]) -> None:
    flat = [line for lines in printed for line in lines]
    wrong, ragged, inner = [], [], 0
    for before, after in pairwise(flat):
        if after[0]["x0"] > 28 * MM + CHARACTER:  # 下一行另起一段
            continue
        inner += 1
        if after[0]["text"] in NEVER_FIRST or before[-1]["text"] in NEVER_LAST:
            wrong.append("".join(char["text"] for char in before))
        over = before[-1]["x1"] - RIGHT
        if not -0.5 < over < hung(before[-1]["text"]) + 0.5:
            ragged.append((round(over, 2), "".join(char["text"] for char in before)))
    assert inner > 250
    assert (wrong, ragged) == ([], [])
