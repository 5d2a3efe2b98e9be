"""ods、xls 里的错误值不当作空白：哪一格、哪张表都说得出。"""

import random
import zipfile
from pathlib import Path

import pytest
import xlwt
from builders import id_number, office_with_communities

from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.exchange.error_places import xls_errors
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.services.importing import plan_import

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def words(text: str, repeated: int = 1) -> str:
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return f'<table:table-cell office:value-type="string"{times}><text:p>{text}</text:p></table:table-cell>'


def wrong(text: str) -> str:
    """表格软件存下的错误值：结果是空文字，另有一个记号。"""
    return (
        f'<table:table-cell table:formula="of:={text}" office:value-type="string" office:string-value="" '
        f'calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'
    )


def ods(path: Path, tables: dict[str, list[str]]) -> Path:
    body = "".join(
        f'<table:table table:name="{name}"><table:table-column/>{"".join(rows)}</table:table>'
        for name, rows in tables.items()
    )
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", HEAD + body + TAIL)
        out.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def row(*cells: str, repeated: int = 1) -> str:
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


def test_the_errors_of_an_ods_are_found_behind_repeated_rows_and_columns(tmp_path: Path) -> None:
    first = [
        row(words("姓名", 3)),
        row(words("甲"), repeated=2),
        row(words("乙", 2), wrong("#N/A")),
        row(wrong("#REF!")),
    ]
    book = read_workbook(ods(tmp_path / "甲.ods", {"名&amp;单": first, "净": [row(words("a"))]}))
    assert [(sheet.name, sheet.errors) for sheet in book.sheets] == [("名&单", ("C4", "A5")), ("净", ())]
    assert any("2 个格显示为错误值（如 C4）" in note for note in book.notes)


@pytest.mark.parametrize("format_", ["xls", "ods"])
def test_a_row_with_an_error_is_refused_and_not_read_as_blank(tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"大华.{format_}"
    number = id_number(1)
    if format_ == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("名单")
        for column, text in enumerate(("姓名", "身份证号", "电话", "备注")):
            sheet.write(0, column, text)
        sheet.write(1, 0, "张甲")
        sheet.write(1, 1, number)
        sheet.row(1).set_cell_error(2, 0x2A)
        book.save(str(path))
    else:
        heads = row(*map(words, ("姓名", "身份证号", "电话", "备注")))
        ods(path, {"名单": [heads, row(words("张甲"), words(number), wrong("#N/A"))]})
    (planned,) = plan_import(office_with_communities(), VOLUNTEERS, path).rows
    assert planned.state == "refused"
    assert str(planned.problems[0]) == "电话：是错误值，请改正后再导入"


@pytest.mark.parametrize("column", ["姓名", "电话", "住址", "政治面貌", "登记日期"])
def test_an_error_written_as_text_is_refused_in_every_kind_of_column(tmp_path: Path, column: str) -> None:
    cells = {"姓名": "张甲", "电话": "15400000001", "住址": "1栋", "政治面貌": "群众", "登记日期": "2021-05-01"}
    cells[column] = "#REF!"
    path = tmp_path / "大华.csv"
    path.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", encoding="utf-8")
    (planned,) = plan_import(office_with_communities(), VOLUNTEERS, path).rows
    assert planned.state == "refused"


def test_a_spoiled_xls_has_no_errors_to_tell_but_breaks_nothing() -> None:
    chance = random.Random(3)
    for size in (0, 10, 600, 5000):
        assert xls_errors(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(size)) == {}
