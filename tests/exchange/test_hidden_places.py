"""隐藏的行和列：xlsx、xls、ods 都看得出来，坏了的文件当作没有，从不出错。"""

import random
from pathlib import Path

import openpyxl
import pytest
import xlwt
from layouts import Page, _ods

from miaopu_desk.exchange.hidden_places import ods_hidden, xls_hidden
from miaopu_desk.exchange.sheets import read_workbook

ROWS: list[list[object]] = [["姓名", "电话", "备注"], *([f"张{at}", f"1540000000{at}", "x"] for at in range(6))]


def xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名 & 单"
    for row in ROWS:
        book.active.append(row)
    for at in (3, 4):
        book.active.row_dimensions[at].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.save(path)


def xls(path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("别的").write(0, 0, "没有隐藏的")
    sheet = book.add_sheet("名 & 单")
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    for at in (2, 3):
        sheet.row(at).hidden = True
    sheet.col(2).hidden = True
    book.save(str(path))


def ods(path: Path) -> None:
    _ods(path, [Page("名 & 单", ROWS, hidden_rows=[2, 3], hidden_columns=[2])])


@pytest.mark.parametrize("make", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_hidden_rows_and_columns_are_seen_and_still_read(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path = tmp_path / f"表.{make.__name__}"
    make(path)
    (sheet,) = (each for each in read_workbook(path).sheets if each.name == "名 & 单")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3, 4}, {2})
    assert [row[0] for row in sheet.rows] == [row[0] for row in ROWS]


def test_a_spoiled_file_has_nothing_hidden_but_never_an_error(tmp_path: Path) -> None:
    xls(tmp_path / "好.xls")
    ods(tmp_path / "好.ods")
    data = (tmp_path / "好.xls").read_bytes()
    chance = random.Random(5)
    tried = 0
    for _ in range(1500):
        spoiled = bytearray(data)
        for _ in range(chance.randint(1, 10)):
            spoiled[chance.randrange(chance.choice((600, len(spoiled))))] = chance.randrange(256)
        found = xls_hidden(bytes(spoiled[: chance.randrange(80, len(spoiled) + 1)]))
        assert isinstance(found, dict)
        tried += 1
    assert tried == 1500
    assert ods_hidden(b'<table:table table:name="x"><table:table-row table:visibility="collapse"') == {
        "x": (frozenset(), frozenset())
    }
