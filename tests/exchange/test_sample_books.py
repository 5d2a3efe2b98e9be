"""八本花名册：八种做法，读回来一个人也不少，填错的五行也在。"""

from pathlib import Path

import openpyxl
import pytest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.sample_people import sample_people
from miaopu_desk.exchange.data_rows import data_rows
from miaopu_desk.exchange.headers import Heading, choose_sheets
from miaopu_desk.exchange.sample_books import LAYOUTS, SampleBook, write_books
from miaopu_desk.exchange.sample_messy import BAD_ROWS
from miaopu_desk.exchange.sheets import read_workbook

PEOPLE = sample_people()
HEADINGS = [
    Heading(
        each.name,
        (each.label, *each.synonyms),
        each.name == "name",
        ("专职", "党员", "网上", "文明实践") if each.name == "ranks" else (),
    )
    for each in VOLUNTEERS.columns
]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SampleBook]:
    folder = tmp_path_factory.mktemp("社区") / "交来的表"
    return {book.community: book for book in write_books(folder, PEOPLE)}


def test_eight_files_of_four_formats_are_written(books: dict[str, SampleBook]) -> None:
    formats = {community: read_workbook(book.path).format for community, book in books.items()}
    assert formats == {
        "东方里": "xlsx", "光明里": "xlsx", "服务里": "xls", "凤凰村": "csv",
        "苗圃路": "csv", "大华": "xlsx", "蔡家皂": "xlsx", "清泉里": "xlsx",
    }  # fmt: skip
    assert len({book.path.name for book in books.values()}) == len(LAYOUTS) == 8
    assert {community: book.bad_rows for community, book in books.items() if book.bad_rows} == {"蔡家皂": BAD_ROWS}


# 社区 → 名册所在的表、表头的首行和末行、认得的栏数
EXPECTED_HEADERS = {
    "东方里": ("花名册", 3, 4, 15),
    "光明里": ("Sheet1", 1, 2, 13),
    "服务里": ("花名册", 2, 2, 8),
    "凤凰村": ("凤凰村社区志愿者名册", 2, 2, 10),
    "苗圃路": ("苗圃路社区志愿者导出", 1, 1, 12),
    "大华": ("名册", 1, 1, 11),
    "蔡家皂": ("志愿者", 2, 2, 8),
    "清泉里": ("2021年5月", 2, 4, 8),
}


@pytest.mark.parametrize("community", EXPECTED_HEADERS)
def test_the_header_is_where_this_layout_puts_it(books: dict[str, SampleBook], community: str) -> None:
    [(sheet, header)] = choose_sheets(read_workbook(books[community].path), HEADINGS)
    assert (sheet.name, header.first_row, header.last_row, len(header.names)) == EXPECTED_HEADERS[community]


@pytest.mark.parametrize("community", EXPECTED_HEADERS)
def test_every_person_comes_back_with_name_number_and_ranks(books: dict[str, SampleBook], community: str) -> None:
    [(sheet, header)] = choose_sheets(read_workbook(books[community].path), HEADINGS)
    kind = VOLUNTEERS.column("ranks").kind
    found = {
        (row.cells["name"], row.cells.get("id_number"), kind.read(row.cells.get("ranks")))
        for row in data_rows(sheet, header, fill_down=("community",))
        if row.kind == "data"
    }
    wanted = {(person.name, person.id_number, person.ranks) for person in PEOPLE[community]}
    assert wanted <= found
    assert len(found) - len(wanted) in (0, BAD_ROWS - 1)  # 重复的那一行与原来的一样


def test_the_two_text_files_have_the_encodings_clerks_produce(books: dict[str, SampleBook]) -> None:
    assert books["苗圃路"].path.read_bytes().startswith(b"\xef\xbb\xbf")
    old = books["凤凰村"].path.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        old.decode("utf-8")
    assert "凤凰村社区“衡阳群众”志愿者名册" in old.decode("gb18030")


def test_ranks_are_ticked_under_one_merged_heading(books: dict[str, SampleBook]) -> None:
    sheet = openpyxl.load_workbook(books["光明里"].path).active
    assert sheet is not None
    assert sheet["F1"].value == "队伍类别"
    assert [sheet.cell(2, column).value for column in range(6, 10)] == ["专职", "党员", "网上", "文明实践"]
    assert "F1:I1" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert {sheet.cell(row, 6).value for row in range(3, sheet.max_row + 1)} == {"√", None}


def test_the_community_is_one_tall_merged_cell_behind_a_sheet_of_notes(books: dict[str, SampleBook]) -> None:
    book = openpyxl.load_workbook(books["大华"].path)
    assert book.sheetnames == ["填表说明", "名册", "汇总"]
    assert f"A2:A{1 + len(PEOPLE['大华'])}" in {str(merged) for merged in book["名册"].merged_cells.ranges}


def test_the_oddest_layout_hides_a_column_and_keeps_phones_as_numbers(books: dict[str, SampleBook]) -> None:
    sheet = openpyxl.load_workbook(books["清泉里"].path).active
    assert sheet is not None
    assert sheet.column_dimensions["C"].hidden
    assert isinstance(sheet["A5"].value, int)
    assert {sheet.cell(row, 5).value for row in range(2, sheet.max_row + 1)} == {None}


def test_pages_repeat_the_header_and_dates_are_written_in_two_ways(books: dict[str, SampleBook]) -> None:
    [(sheet, header)] = choose_sheets(read_workbook(books["蔡家皂"].path), HEADINGS)
    rows = list(data_rows(sheet, header))
    kinds = [row.kind for row in rows]
    pages = -(-(len(PEOPLE["蔡家皂"]) + BAD_ROWS) // 25)
    assert (kinds.count("header_repeat"), kinds.count("total")) == (pages - 1, pages + 1)
    assert kinds.count("note") == 2
    days = [str(row.cells["registered_on"]) for row in rows if row.kind == "data"]
    assert any("年" in day for day in days)
    assert any("." in day for day in days)


def test_the_five_bad_rows_are_what_they_claim_to_be(books: dict[str, SampleBook]) -> None:
    [(sheet, header)] = choose_sheets(read_workbook(books["蔡家皂"].path), HEADINGS)
    rows = [row.cells for row in data_rows(sheet, header) if row.kind == "data"]
    assert len(rows) == len(PEOPLE["蔡家皂"]) + BAD_ROWS
    assert [type(row["id_number"]) for row in rows].count(float) == 1
    assert [row["name"] for row in rows].count(None) == 1
    texts = [row["id_number"] for row in rows if isinstance(row["id_number"], str)]
    assert len(texts) - len(set(texts)) == 1
    assert [row["ranks"] for row in rows].count("平安巡逻") == 1


def test_a_folder_that_cannot_be_made_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "占着").write_text("文件", encoding="utf-8")
    with pytest.raises(KnownError, match="建立不了文件夹"):
        write_books(tmp_path / "占着" / "社区", PEOPLE)
