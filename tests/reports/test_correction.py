"""更正说明：每个变了的数字都在纸上，难印的名字照原样，缺字说出在哪里，同样的内容同样的字节。"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from reports.nasty import NASTY_NAMES, RARE, lost
from reports.paper import fonts, page_texts, whole_text

from miaopu_desk.domain.late_changes import Correction, LateChange
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.correction import correction_document

CHANGES = (
    LateChange("大华", "registered", "注册", "人", 120, 123, 3, 0),
    LateChange("大华", "service_minutes", "服务时长", "小时", 60, 95, 1, 0),
    LateChange("清泉里", "registered", "注册", "人", 88, 88, 1, 1),
    LateChange("合计", "registered", "注册", "人", 208, 211, 3, 0),
)
NOTE = Correction(
    office="苗圃街道办事处",
    signed_as="苗圃街道办事处",
    brand="衡阳群众",
    month_title="2021年5月",
    version=2,
    old_on=date(2021, 5, 31),
    day=date(2021, 6, 8),
    reason="大华社区补报",
    changes=CHANGES,
)


def saved(note: Correction, path: Path) -> Path:
    return correction_document(note).save(path)


def test_every_change_is_on_the_paper_with_both_dates_and_the_reason(tmp_path: Path) -> None:
    text = whole_text(saved(NOTE, tmp_path / "更正.pdf"))
    for part in (
        "苗圃街道“衡阳群众”志愿服务工作月报更正说明",
        "第1版于2021年5月31日关账",
        "更正理由：大华社区补报。",
        "涉及大华、清泉里，共4项",
        "大华注册120123＋3人",
        "大华服务时长11.58＋0.58小时",
        "清泉里注册8888名单有变（增1减1）人",
        "合计注册208211＋3人",
        "2021年6月8日",
    ):
        assert part in text, part


def test_a_long_note_goes_on_over_pages_with_its_head_and_every_row_names_its_community(tmp_path: Path) -> None:
    many = tuple(replace(CHANGES[0], community=f"社区{at}", old=at, new=at + 1) for at in range(100, 190))
    pages = page_texts(saved(replace(NOTE, changes=many), tmp_path / "更正.pdf"))
    assert len(pages) > 3
    with_rows = [page for page in pages if "社区1" in page and "＋1" in page]
    assert all("更正后" in page for page in with_rows)
    whole = "".join("".join(pages).split())
    assert all(f"社区{at}注册{at}{at + 1}＋1人" in whole for at in range(100, 190))
    assert "2021年6月8日" in "".join(pages[-1].split())


def test_nasty_names_and_rare_characters_are_printed_as_they_are(tmp_path: Path) -> None:
    changes = tuple(replace(CHANGES[0], community=name) for name in NASTY_NAMES)
    path = saved(replace(NOTE, changes=changes, reason=f"补报{RARE}"), tmp_path / "更正.pdf")
    text = whole_text(path)
    assert lost(NASTY_NAMES, text) == []
    assert RARE in text
    assert all(count == 1 for count in fonts(path).values()), "每种字体只嵌入一次"


def test_a_character_without_a_glyph_stops_it_and_says_where(tmp_path: Path) -> None:
    changes = (*CHANGES, replace(CHANGES[0], community="\U0010fffd社区"))
    with pytest.raises(KnownError, match=r"U\+10FFFD.*正文表1第5行"):
        saved(replace(NOTE, changes=changes), tmp_path / "更正.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_same_note_is_the_same_bytes() -> None:
    once, again = BytesIO(), BytesIO()
    correction_document(NOTE).write(once)
    correction_document(NOTE).write(again)
    assert once.getvalue() == again.getvalue()
