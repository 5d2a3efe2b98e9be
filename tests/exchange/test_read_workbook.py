"""读 xlsx、xls、ods：值、位置、合并、隐藏、日期都和表里一样。"""

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import xlwt

from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import column_letters


def test_every_kind_of_cell_comes_back_as_it_was(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["文字", "𠮷䶮", 7, 1.5, True, date(2021, 5, 12), datetime(2021, 5, 12, 8, 30), time(17, 30), None, "430405"]
    )
    path = tmp_path / "值.xlsx"
    book.save(path)

    row = read_workbook(path).sheets[0].rows[0]

    assert row == (
        "文字",
        "𠮷䶮",
        7,
        1.5,
        True,
        date(2021, 5, 12),
        datetime(2021, 5, 12, 8, 30),
        time(17, 30),
        None,
        "430405",
    )
    assert [type(value) for value in row[:6]] == [str, str, int, float, bool, date]


def test_an_id_number_stored_as_a_number_stays_a_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["身份证号", 110105194912310021, 13800000000])
    path = tmp_path / "号码.xlsx"
    book.save(path)

    _, number, phone = read_workbook(path).sheets[0].rows[0]

    assert type(number) is float
    assert phone == 13800000000
    assert type(phone) is int


def test_rows_and_columns_keep_their_places_when_the_table_starts_further_in(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C5"] = "姓名"
    sheet["D5"] = "电话"
    sheet["C6"] = "赵一"
    sheet.merge_cells("C7:D9")
    sheet["C7"] = "下面空着"
    path = tmp_path / "缩进.xlsx"
    book.save(path)

    read = read_workbook(path).sheets[0]

    assert read.first_row == 5
    assert read.rows[0] == (None, None, "姓名", "电话")
    assert read.rows[2][2] == "下面空着"
    assert read.merged == ((7, 2, 9, 3),)


def test_hidden_sheets_and_empty_sheets_are_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    book.active["A1"] = 1
    book.create_sheet("选项").sheet_state = "veryHidden"
    book.create_sheet("空表")
    path = tmp_path / "三张.xlsx"
    book.save(path)

    sheets = read_workbook(path).sheets

    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in sheets] == [
        ("名单", False, 1),
        ("选项", True, 0),
        ("空表", False, 0),
    ]


def test_an_old_xls_is_read_with_dates_and_merged_cells(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(0, 1, 0, 2, "苗圃街道")
    sheet.write(2, 0, "钱二")
    sheet.write(2, 1, date(2021, 5, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 2, 3)
    path = tmp_path / "老.xls"
    book.save(str(path))

    workbook = read_workbook(path)

    assert workbook.format == "xls"
    assert workbook.notes == ()
    assert workbook.sheets[0].merged == ((1, 0, 2, 2),)
    assert workbook.sheets[0].rows[2] == ("钱二", date(2021, 5, 1), 3)


def test_an_xls_renamed_xlsx_is_read_and_said(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("名单").write(0, 0, "姓名")
    path = tmp_path / "改名.xlsx"
    book.save(str(path))

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows == [("姓名",)]
    assert "实际是 xls 格式" in workbook.notes[0]


def test_an_ods_is_read(tmp_path: Path) -> None:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="名单"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>孙三</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "名单.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)

    workbook = read_workbook(path)

    assert workbook.format == "ods"
    assert workbook.sheets[0].rows == [("孙三",)]


def test_formulas_without_results_and_error_values_are_named_not_lost(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    book.active.append(["姓名", "=B1&C1", "#N/A", "=1+1"])
    book.active.append(["甲"] + [None] * 4)
    path = tmp_path / "公式.xlsx"
    book.save(path)

    workbook = read_workbook(path)

    assert workbook.sheets[0].uncalculated == ("B1", "D1")
    assert workbook.sheets[0].errors == ("C1",)
    assert "2 个公式格" in workbook.notes[0]
    assert "1 个格显示为错误值" in workbook.notes[1]


def test_formulas_with_results_are_read_as_their_results(tmp_path: Path) -> None:
    path = with_sheet_xml(
        tmp_path / "算过.xlsx",
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"甲"</f><v>甲</v></c></row>',
    )

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows == [(2, "甲")]
    assert workbook.notes == ()


def test_a_lying_dimension_loses_no_row(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 1001))
    tried = survived = 0
    for declared in ("A1", "A1:B2", "A1:XFD1048576", "C5:D9", "B2:A1"):
        path = with_sheet_xml(tmp_path / "谎.xlsx", rows, before=f'<dimension ref="{declared}"/>')
        sheet = read_workbook(path).sheets[0]
        tried += 1
        survived += (len(sheet.rows), len(sheet.rows[0])) == (1000, 2)
    assert (tried, survived) == (5, 5)


def test_a_million_styled_empty_rows_are_not_a_million_rows(tmp_path: Path) -> None:
    rows = ['<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>']
    rows += [f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(2, 1_048_577)]
    path = with_sheet_xml(tmp_path / "涂色.xlsx", "".join(rows))

    sheet = read_workbook(path).sheets[0]

    assert sheet.rows == [("姓名",)]


def test_a_lonely_cell_in_the_last_row_is_left_out_and_said(tmp_path: Path) -> None:
    path = with_sheet_xml(
        tmp_path / "末行.xlsx",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>李四</t></is></c></row>'
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    )

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows == [("姓名",), ("李四",)]
    assert "还有 1 行内容" in workbook.notes[0]


def test_a_lonely_cell_far_to_the_right_is_left_out_and_said(tmp_path: Path) -> None:
    path = with_sheet_xml(
        tmp_path / "末列.xlsx",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="XFD1"><v>1</v></c></row>',
    )

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows[0][0] == "姓名"
    assert len(workbook.sheets[0].rows[0]) == 512
    assert "还有 1 列内容" in workbook.notes[0]


def test_the_1904_calendar_and_chinese_date_formats_give_the_same_day(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for number_format in ("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy/m/d;@", "[$-804]yyyy.m.d"):
        book.active.append([date(2021, 5, 12)])
        book.active.cell(book.active.max_row, 1).number_format = number_format
    path = tmp_path / "1904.xlsx"
    book.save(path)

    assert read_workbook(path).sheets[0].rows == [(date(2021, 5, 12),)] * 4


def test_a_duration_over_a_day_is_read_as_hours_and_minutes(tmp_path: Path) -> None:
    path = with_sheet_xml(
        tmp_path / "时长.xlsx", '<row r="1"><c r="A1" s="1"><v>1.2604166666666667</v></c></row>', "[h]:mm"
    )

    assert read_workbook(path).sheets[0].rows == [("30:15",)]


def test_the_zip64_that_some_platforms_always_write_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "=1+1", 5])
    path = tmp_path / "平台导出.xlsx"
    book.save(path)
    path.write_bytes(as_zip64(path.read_bytes()))

    workbook = read_workbook(path)

    assert workbook.sheets[0].rows == [("姓名", None, 5)]
    assert workbook.sheets[0].uncalculated == ("B1",)


def as_zip64(data: bytes) -> bytes:
    """同样的成员，目录里的大小、位置、项数全用 ZIP64 的写法。"""
    end = data.rfind(b"PK\x05\x06")
    count, start = struct.unpack_from("<H4xL", data, end + 10)
    directory, at = b"", start
    for _ in range(count):
        packed, size, name, extra, comment = struct.unpack_from("<2L3H", data, at + 20)
        (offset,) = struct.unpack_from("<L", data, at + 42)
        longs = struct.pack("<2H3Q", 1, 24, size, packed, offset)
        directory += data[at : at + 20] + struct.pack("<2L3H", 0xFFFFFFFF, 0xFFFFFFFF, name, 28, 0)
        directory += data[at + 34 : at + 42] + b"\xff" * 4 + data[at + 46 : at + 46 + name] + longs
        at += 46 + name + extra + comment
    where = start + len(directory)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, where, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + directory + end64 + locator + last


def test_columns_are_lettered_like_the_spreadsheet() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def with_sheet_xml(path: Path, rows: str, number_format: str = "General", before: str = "") -> Path:
    """一个真的 xlsx，只把第一张表的内容换成给的 XML；样式 1 用 number_format。"""
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["A1"].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            new = f"{head}{before}<sheetData>{rows}</sheetData></worksheet>".encode()
            target.writestr(info.filename, new if info.filename.endswith("sheet1.xml") else source.read(info))
    return path
