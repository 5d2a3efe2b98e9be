"""别人的模板：填进去以后，合并、样式、下拉框、公式、打印设置、合计和签名都在，LibreOffice 打开也都在。"""

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from foreign_forms import FIRST, LAST, insurer_form
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.filling import FillColumn, fill_template
from miaopu_desk.exchange.headers import Heading
from miaopu_desk.exchange.references import Growth, copied_down, moved_area, moved_formula
from miaopu_desk.exchange.template import TemplateSheet, read_template

WANTED = [
    Heading("name", ("姓名",)),
    Heading("sex", ("性别",)),
    Heading("id_type", ("证件类型",)),
    Heading("id_number", ("证件号码",)),
    Heading("born_on", ("出生日期",)),
    Heading("phone", ("手机号码",)),
    Heading("from", ("起期",)),
    Heading("to", ("止期",)),
    Heading("note", ("备注",)),
]
COLUMNS = [
    FillColumn(0, numbering=True),
    FillColumn(1),
    FillColumn(2),
    FillColumn(3),
    FillColumn(4, as_text=True),
    FillColumn(5, as_text=True),
    FillColumn(6, as_text=True),
    FillColumn(7),
    FillColumn(8),
]


def people(count: int) -> list[list[object]]:
    return [
        [
            at + 1,
            f"第{at + 1}人",
            "男",
            "居民身份证",
            f"43999919700101{at:04d}",
            "19700101",
            f"154{at:08d}",
            date(2021, 5, 1),
            date(2022, 4, 30),
        ]
        for at in range(count)
    ]


def filled(form: TemplateSheet, rows: list[list[object]]) -> tuple[Any, bytes]:
    data, lost = fill_template(
        form.data,
        form.name,
        sheet=form.sheet,
        first_row=form.first_row,
        last_row=form.last_row,
        columns=COLUMNS,
        rows=rows,
    )
    assert lost == ()
    return openpyxl.load_workbook(io.BytesIO(data)), data


def intact_after(book: Any, grown: int) -> None:
    """三行表头、下拉框、公式、打印标题、合计、签名都在，该移的移了、该伸的伸了。"""
    sheet = book["参保名单"]
    end = LAST + grown
    merged = {str(each) for each in sheet.merged_cells.ranges}
    head = {"A1:K1", "A2:A4", "B2:G2", "B3:C3", "D3:E3", "F3:G3", "H2:I2", "H3:H4", "I3:I4", "J2:J4", "K2:K4"}
    assert merged == head | {f"A{end + 1}:I{end + 1}"}
    drop_downs = {(str(each.sqref), each.formula1) for each in sheet.data_validations.dataValidation}
    assert (f"C{FIRST}:C{end}", '"男,女"') in drop_downs
    assert (f"D{FIRST}:D{end}", "选项!$A$1:$A$3") in {
        (place, text.replace("$选项", "选项")) for place, text in drop_downs
    }
    for row in range(FIRST, end + 1):
        assert sheet[f"J{row}"].value == f"=(I{row}-H{row}+1)*$J${18 + grown}"
    assert sheet[f"J{end + 1}"].value == f"=SUM(J{FIRST}:J{end})"
    assert sheet[f"A{end + 1}"].value == "合计"
    assert sheet[f"A{end + 2}"].value == "填表人："
    assert sheet[f"G{end + 2}"].value == "（盖章）"
    assert sheet.print_title_rows.replace("$", "") == "2:4"
    assert sheet.print_area.rpartition("!")[2] == f"$A$1:$K${end + 2}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.protection.sheet
    (rule,) = [each for each in sheet.conditional_formatting if each.rules[0].formula]
    assert (str(rule.sqref), rule.rules[0].formula) == (f"G{FIRST}:G{end}", ["LEN(G5)<>11"])
    assert book["汇总"]["A1"].value.replace("$参保名单.", "参保名单!") == f"=COUNTA(参保名单!B{FIRST}:B{end})"
    assert book.defined_names["全部保费"].value.replace("'", "") == f"参保名单!$J${FIRST}:$J${end}"
    assert round(sheet.column_dimensions["E"].width) == 22
    assert sheet.row_dimensions[end].height == pytest.approx(21, abs=0.5)
    assert sheet.row_dimensions[end + 2].height == pytest.approx(40, abs=0.5)
    assert sheet[f"K{end}"].font.name == "仿宋"
    assert not sheet[f"B{end}"].protection.locked
    assert sheet[f"B{end}"].border.bottom.style == "medium"
    assert sheet[f"B{end - 1}"].border.bottom.style == "thin"


def test_a_template_is_understood(tmp_path: Path) -> None:
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    assert (form.sheet, form.header, form.first_row, form.last_row) == ("参保名单", (2, 4), FIRST, LAST)
    assert (form.used, form.lost) == (0, ())
    by_name = {each.found or each.label: each for each in form.columns}
    assert [each.column for each in form.columns] == list(range(11))
    assert by_name["=serial"].column == 0
    assert by_name["保费（元）"].formula == "=(I5-H5+1)*$J$18"
    assert by_name["sex"].limits.allowed == ("男", "女")
    assert by_name["id_type"].limits.allowed == ("居民身份证", "护照", "港澳台居民居住证")
    assert by_name["id_number"].limits.as_text
    assert by_name["id_number"].limits.required
    assert by_name["name"].limits.required
    assert not by_name["phone"].limits.required
    assert by_name["note"].limits.longest == 10


def test_a_longer_list_adds_rows_and_everything_below_and_around_moves_with_it(tmp_path: Path) -> None:
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    book, _ = filled(form, people(37))
    intact_after(book, 27)
    sheet = book["参保名单"]
    assert sheet.freeze_panes == "C5"  # LibreOffice 不带窗口转换时自己会丢掉冻结，只在这里看
    assert [sheet.cell(FIRST + 36, column).value for column in (1, 2, 5, 7)] == [
        37,
        "第37人",
        "439999197001010036",
        "15400000036",
    ]
    assert sheet["E41"].data_type == "s"
    assert sheet["E41"].number_format == "@"
    assert sheet["H41"].value.date() == date(2021, 5, 1)
    assert sheet["H41"].number_format == "yyyy/mm/dd"


@pytest.mark.parametrize("count", [1, 3, 10])
def test_a_list_that_fits_leaves_the_sheet_as_it_was(tmp_path: Path, count: int) -> None:
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    book, _ = filled(form, people(count))
    intact_after(book, 0)
    sheet = book["参保名单"]
    assert [sheet[f"B{row}"].value for row in range(FIRST, LAST + 1)] == [
        *(f"第{at + 1}人" for at in range(count)),
        *[None] * (10 - count),
    ]


def test_last_months_file_serves_as_this_months_template(tmp_path: Path) -> None:
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    _, data = filled(form, people(37))
    (tmp_path / "四月.xlsx").write_bytes(data)
    again = read_template(tmp_path / "四月.xlsx", WANTED)
    assert (again.first_row, again.last_row, again.used) == (FIRST, LAST + 27, 37)
    assert "37 行" in " ".join(again.notes)
    shorter, data = filled(again, people(2))
    intact_after(shorter, 27)
    sheet = shorter["参保名单"]
    assert sheet["B7"].value is None
    assert sheet["E41"].value is None
    assert sheet["A8"].value is None, "旧的序号跟旧的人一起清掉"
    longer, _ = filled(again, people(40))
    intact_after(longer, 30)


def test_libreoffice_opens_it_with_everything_intact(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("这台机器没有 LibreOffice，没有用它打开来看")
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    _, data = filled(form, people(14))
    source = tmp_path / "填好.xlsx"
    source.write_bytes(data)
    done = subprocess.run(
        [
            *(office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "converted"), str(source)),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    converted = tmp_path / "converted" / "填好.xlsx"
    assert converted.exists(), done.stderr.decode(errors="replace")
    intact_after(openpyxl.load_workbook(converted), 4)
    values = openpyxl.load_workbook(converted, data_only=True)
    sheet = values["参保名单"]
    assert sheet["J5"].value == 365 * 0.25
    assert sheet["J19"].value == 14 * 365 * 0.25, "新加的行也算进合计"
    assert values["汇总"]["A1"].value == 14
    assert sheet["E18"].value == "439999197001010013"


def test_text_is_never_a_formula_and_keeps_every_character(tmp_path: Path) -> None:
    form = read_template(insurer_form(tmp_path / "参保.xlsx"), WANTED)
    names = [
        "=1+1",
        "+86",
        "-2",
        "@SUM(A1)",
        "<b>&\"'",
        "买买提·艾合买提",
        "𠮷野家",
        "\U000323affoo",
        "'; DROP TABLE",
        "王" * 64,
    ]
    rows = people(len(names))
    for row, name in zip(rows, names, strict=True):
        row[1] = name
    book, data = filled(form, rows)
    cells = [book["参保名单"].cell(FIRST + at, 2) for at in range(len(names))]
    assert [cell.value for cell in cells] == names
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[:4]] == [True] * 4
    from python_calamine import CalamineWorkbook

    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("参保名单").to_python()
    assert [row[1] for row in read[FIRST - 1 : FIRST - 1 + len(names)]] == names


def test_drop_downs_kept_in_the_newer_extension_survive(tmp_path: Path) -> None:
    path = insurer_form(tmp_path / "参保.xlsx")
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>选项!$A$1:$A$2</xm:f>'
        "</x14:formula1><xm:sqref>K5:K14</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    newer = tmp_path / "新式.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</worksheet>", f"{extension}</worksheet>".encode())
            new.writestr(name, content)
    form = read_template(newer, WANTED)
    assert form.lost == ()
    assert form.columns[10].limits.allowed == ("居民身份证", "护照")
    book, _ = filled(form, people(12))
    kept = {(str(each.sqref), each.formula1) for each in book["参保名单"].data_validations.dataValidation}
    assert ("K5:K16", "选项!$A$1:$A$2") in kept


def test_what_cannot_be_kept_is_named(tmp_path: Path) -> None:
    path = insurer_form(tmp_path / "参保.xlsx")
    shape = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col>'
        b"<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx='9' cy='9'/>"
        b"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='t'/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/>"
        b"</xdr:oneCellAnchor></xdr:wsDr>"
    )
    drawn = tmp_path / "有图形.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(drawn, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/drawings/drawing1.xml", shape)
        new.writestr("xl/vbaProject.bin", b"macro")
    assert read_template(drawn, WANTED).lost == ("文本框和图形1处", "宏1处")


def test_a_picture_stays_and_one_below_the_list_moves_down(tmp_path: Path) -> None:
    from PIL import Image as Pixels

    pixels = io.BytesIO()
    Pixels.new("RGB", (20, 20), "red").save(pixels, "PNG")
    path = insurer_form(tmp_path / "参保.xlsx")
    book = openpyxl.load_workbook(path)
    book["参保名单"].add_image(Image(pixels), "H16")
    book.save(path)
    form = read_template(path, WANTED)
    assert form.lost == ()
    grown, _ = filled(form, people(15))
    (picture,) = grown["参保名单"]._images
    assert picture.anchor._from.row == 20, "H16 移到 H21，行从 0 数起"


def test_notes_links_breaks_charts_and_tables_follow_too(tmp_path: Path) -> None:
    path = insurer_form(tmp_path / "参保.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["参保名单"]
    sheet["A16"].comment = Comment("写经办人", "对方")
    sheet["G16"].hyperlink = "mailto:a@b.example"
    sheet.row_breaks.append(Break(id=14))
    sheet.row_breaks.append(Break(id=4))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=10, min_row=5, max_row=14))
    book["汇总"].add_chart(chart, "C3")
    sheet.auto_filter.ref = None
    sheet.add_table(Table(displayName="名单", ref="D4:G14"))
    book.save(path)
    form = read_template(path, WANTED)
    assert form.lost == ()
    grown, data = filled(form, people(12))
    out = grown["参保名单"]
    assert out["A18"].comment.text == "写经办人"
    assert out["G18"].hyperlink.ref == "G18"
    assert sorted(each.id for each in out.row_breaks.brk) == [4, 16]
    assert out.tables["名单"].ref == "D4:G16"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert "$J$5:$J$16" in drawn


def test_merged_cells_in_each_row_of_the_list_are_copied_to_new_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "证件号码", None, "性别"])
    sheet.merge_cells("B1:C1")
    for row in (2, 3):
        sheet.merge_cells(f"B{row}:C{row}")
    sheet["A4"] = "备注：只报本月"
    sheet.merge_cells("A4:D4")
    book.save(tmp_path / "表.xlsx")
    form = read_template(tmp_path / "表.xlsx", WANTED)
    assert [each.column for each in form.columns] == [0, 1, 3]
    assert (form.first_row, form.last_row) == (2, 3)
    rows = [[f"人{at}", f"{at}" * 18, "女"] for at in range(5)]
    data, _ = fill_template(
        form.data,
        form.name,
        sheet=form.sheet,
        first_row=2,
        last_row=3,
        columns=[FillColumn(0), FillColumn(1, as_text=True), FillColumn(3)],
        rows=rows,
    )
    out = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {str(each) for each in out.merged_cells.ranges} == {
        "B1:C1",
        *(f"B{row}:C{row}" for row in range(2, 7)),
        "A7:D7",
    }
    assert [cell.value for cell in out[6]] == ["人4", "4" * 18, None, "女"]
    assert out["A7"].value == "备注：只报本月"


def test_an_example_row_and_a_note_under_the_header_are_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["姓名", "证件号码", "性别"], ["说明：一人一行"], ["例：张三", "4399…", "男"], [None], ["填表人："]):
        sheet.append(row)
    sheet.merge_cells("A2:C2")
    book.save(tmp_path / "表.xlsx")
    form = read_template(tmp_path / "表.xlsx", WANTED)
    assert (form.first_row, form.last_row, form.used) == (3, 4, 1)


def test_the_header_may_be_pointed_at_by_hand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["登记簿"])
    sheet.append(["称呼", "号", "备注"])
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(KnownError, match="没有找到表头"):
        read_template(tmp_path / "表.xlsx", WANTED)
    form = read_template(tmp_path / "表.xlsx", WANTED, header=(2, 2))
    assert [(each.label, each.found) for each in form.columns] == [("称呼", ""), ("号", ""), ("备注", "")]
    assert (form.first_row, form.last_row) == (3, 3)
    with pytest.raises(KnownError, match="表头行号不对"):
        read_template(tmp_path / "表.xlsx", WANTED, header=(9, 9))


def test_a_list_without_a_free_row_or_with_a_person_over_several_rows_is_refused_with_what_to_do(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "证件号码"])
    book.active.append(["合计", None])
    book.save(tmp_path / "没有行.xlsx")
    with pytest.raises(KnownError, match="没有留给名单的行"):
        read_template(tmp_path / "没有行.xlsx", WANTED)
    book = openpyxl.load_workbook(insurer_form(tmp_path / "参保.xlsx"))
    for column in "BEK":
        book["参保名单"].merge_cells(f"{column}5:{column}6")
    book.save(tmp_path / "两行.xlsx")
    with pytest.raises(KnownError, match="几行合并成一格"):
        read_template(tmp_path / "两行.xlsx", WANTED)


def test_a_column_merged_down_the_whole_list_is_split_and_written_on_every_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["备注", "姓名", "证件号码"])
    for at in range(3):
        sheet.append(["大华" if at == 0 else None, f"旧{at}", "1" * 18])
    sheet["A2"].font = Font(name="楷体")
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "表.xlsx")
    form = read_template(tmp_path / "表.xlsx", WANTED)
    assert any("A2:A4" in note and "拆开" in note for note in form.notes)
    data, _ = fill_template(
        form.data,
        form.name,
        sheet=form.sheet,
        first_row=2,
        last_row=4,
        columns=[FillColumn(0), FillColumn(1), FillColumn(2, as_text=True)],
        rows=[[f"社区{at}", f"新{at}", "2" * 18] for at in range(5)],
    )
    out = openpyxl.load_workbook(io.BytesIO(data)).active
    assert not out.merged_cells.ranges
    assert [cell.value for cell in out["A"][1:]] == [f"社区{at}" for at in range(5)]
    assert {cell.font.name for cell in out["A"][1:]} == {"楷体"}


def test_drop_downs_that_only_hint_do_not_limit(tmp_path: Path) -> None:
    path = insurer_form(tmp_path / "参保.xlsx")
    book = openpyxl.load_workbook(path)
    hint = DataValidation(type="list", formula1='"一般,其他"', showErrorMessage=False)
    hint.add("K5:K14")
    computed = DataValidation(type="list", formula1="INDIRECT($A$1)", showErrorMessage=True)
    computed.add("B5:B14")
    book["参保名单"].add_data_validation(hint)
    book["参保名单"].add_data_validation(computed)
    book.save(path)
    form = read_template(path, WANTED)
    assert form.columns[10].limits.allowed == ()
    assert form.columns[1].limits.allowed == ()
    assert any("算出来的" in note for note in form.notes)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=SUM(E5:E14)", "=SUM(E5:E17)"),
        ("=SUM($E$5:$E$14)+E15", "=SUM($E$5:$E$17)+E18"),
        ("=E4+E14", "=E4+E14"),
        ("=SUM(E1:E4)", "=SUM(E1:E4)"),
        ('=IF(E20="E20",名单!E20,别的!E20)', '=IF(E23="E20",名单!E23,别的!E20)'),
        ("='名单'!A14:A15", "='名单'!A14:A18"),
        ("=SUM(E:E)+SUM(5:14)", "=SUM(E:E)+SUM(5:17)"),
    ],
)
def test_references_follow_the_rows(formula: str, moved: str) -> None:
    assert moved_formula(formula, Growth("名单", 14, 3), sheet="名单") == moved


def test_inside_the_list_only_fixed_rows_move() -> None:
    growth = Growth("名单", 5, 3)
    assert moved_formula("=E5/SUM(E$5:E$5)*$J$9+SUM(E$5:E5)", growth, sheet="名单", fixed_only=True) == (
        "=E5/SUM(E$5:E$8)*$J$12+SUM(E$5:E5)"
    )
    assert moved_area("1:4", growth) == "1:4"
    assert copied_down("=E5*$A$1+E$4", "F5", "F9") == "=E9*$A$1+E$4"
