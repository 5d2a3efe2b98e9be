"""名册：每页有头有尾，页数补得对，字不丢，十万行也不吃内存。"""

import re
import shutil
import subprocess
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports.nasty import NASTY_NAMES, RARE
from reports.paper import fonts, page_texts, whole_text

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports import list_cells
from miaopu_desk.reports.listing import ListColumn, print_listing

WIDE = [ListColumn("序号", 4, "center"), ListColumn("姓名", 8), ListColumn("住址", 30), ListColumn("电话", 8, "right")]
NARROW = [ListColumn("序号", 4), ListColumn("姓名", 8)]


def register(path: Path, rows: Iterator[Sequence[str]] | list[list[str]], columns: list[ListColumn] = WIDE) -> Path:
    return print_listing(
        path / "名册.pdf",
        title="志愿者登记名册",
        office="柳河街道办事处",
        as_of=date(2021, 5, 31),
        columns=columns,
        rows=rows,
        prepared_by="周某",
        checked_by="郑某",
        note="证件号码按规定隐去中间几位",
    )


def test_every_page_has_title_office_day_header_and_number_of_pages(tmp_path: Path) -> None:
    rows = [[str(number), "王芳", "东桥3栋", "1390734"] for number in range(1, 101)]
    pages = ["".join(page.split()) for page in page_texts(register(tmp_path, rows))]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        for words in ("志愿者登记名册", "单位：柳河街道办事处", "截至：2021年5月31日", "序号", "住址"):
            assert words in page
        assert f"第{number}页" in page
        assert f"共{len(pages)}页" in page
    assert ["制表人：周某" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "合计100行" in pages[-1]
    assert "审核人：郑某" in pages[-1]


def test_every_row_is_printed_once_in_order(tmp_path: Path) -> None:
    rows = [[f"№{number:04d}", "王芳", "东桥", "1"] for number in range(1, 501)]
    assert re.findall(r"№(\d{4})", "".join(page_texts(register(tmp_path, rows)))) == [f"{n:04d}" for n in range(1, 501)]


def test_few_columns_stand_upright_and_many_lie(tmp_path: Path) -> None:
    upright = pypdf.PdfReader(register(tmp_path, [["1", "王芳"]], NARROW)).pages[0].mediabox
    assert upright.height > upright.width
    lying = pypdf.PdfReader(register(tmp_path, [["1", "王芳", "东桥", "1"]])).pages[0].mediabox
    assert lying.width > lying.height


def test_an_empty_register_is_one_page_that_says_so(tmp_path: Path) -> None:
    (page,) = page_texts(register(tmp_path, []))
    assert "合计 0 行" in page
    assert "共 1 页" in page


def test_rare_characters_and_nasty_names_come_out_as_they_went_in(tmp_path: Path) -> None:
    names = [*NASTY_NAMES, RARE, *RARE, "𠮷𪚥", "长" * 200]
    text = whole_text(register(tmp_path, [["1", name, "东桥", "1"] for name in names]))
    assert [name for name in names if "".join(name.split()) not in text] == []


def test_faces_are_embedded_once(tmp_path: Path) -> None:
    found = fonts(register(tmp_path, [["1", f"{RARE}𠮷", "东桥", "1"]] * 80))
    assert found["HanaMinB"] == 1
    assert set(found.values()) == {1}


def test_a_missing_glyph_is_refused_with_its_row_and_name(tmp_path: Path) -> None:
    rows = [["1", "王芳", "东桥", "1"], ["2", "李\ue123", "东桥", "1"]]
    with pytest.raises(KnownError, match=r"没有打印：“\ue123”（U\+E123）在第2行“姓名”栏（李\ue123）"):
        register(tmp_path, rows)
    assert list(tmp_path.iterdir()) == []


def test_a_cell_longer_than_a_page_goes_on_over_pages(tmp_path: Path) -> None:
    long = "".join(f"{number}；" for number in range(900))
    text = whole_text(register(tmp_path, [["1", "王芳", long, "1"], ["2", "李四", "东桥", "1"]]))
    assert re.findall(r"(\d+)；", text) == [str(number) for number in range(900)]
    assert "李四" in text


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[list[str]]:
        return ([str(number), f"王芳{number}", f"东桥{number}栋", "139"] for number in range(count))

    register(tmp_path, rows(10))
    peaks = []
    for count in (1_000, 4_000):
        tracemalloc.start()
        register(tmp_path, rows(count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # 记住的只有排过的格子（有上限）和每页的位置
    assert peaks[1] - peaks[0] < 3_000 * 3_000


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [["1", "䶮建国", "东桥", "1"]] * 60
    first = register(tmp_path, rows).read_bytes()
    assert register(tmp_path, rows).read_bytes() == first


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="没有装 qpdf")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = register(tmp_path, [["1", f"{RARE}𠮷", "东桥", "1"]] * 60)
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(alphabet="王李芳䶮𬭎𠮷·AZ09&<(\n", min_size=1, max_size=90), min_size=1, max_size=40))
def test_no_name_is_clipped(names: list[str], tmp_path: Path) -> None:
    text = whole_text(register(tmp_path, [[f"№{number}№", name, "", ""] for number, name in enumerate(names)]))
    for number, name in enumerate(names):
        assert f"№{number}№" in text
        assert "".join(name.split()) in text


def test_tall_cells_keep_their_height_when_what_was_remembered_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_cells, "CACHED_CELLS", 3)
    long = "很长的姓名要折成好几行小字才放得下，" * 4
    high = [[str(number), "王芳", "住址也长" * 50 + str(number), "1"] for number in range(4)]
    rows = [["1", long, "东桥", "1"], *high, *[["2", long, "东桥", "1"]] * 3]
    with pdfplumber.open(register(tmp_path, rows)) as document:
        for page in document.pages:
            tops = sorted({round(char["top"], 1) for char in page.chars if char["text"] == "很" and char["x0"] < 200})
            assert [round(after - before, 1) for before, after in pairwise(tops) if after - before < 8] == []


def test_invisible_characters_take_no_room_and_are_not_missing(tmp_path: Path) -> None:
    rows = [["1", "王\u200b芳\ufe0f\U000e0101", "甲\t乙", "1"]]
    assert "王芳" in whole_text(register(tmp_path, rows))
