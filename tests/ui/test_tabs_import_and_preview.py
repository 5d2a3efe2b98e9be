"""导入窗、预览窗、挑人窗：坏文件说清楚，确认前不写，没有打印机不卡住。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import id_number
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.import_dialog import ImportDialog
from miaopu_desk.ui.import_plan_model import TOUCHED, WRONG
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.preview import Preview
from miaopu_desk.ui.printing import print_pages


@pytest.fixture
def dialog(qtbot: Any, office: Office) -> ImportDialog:
    made = ImportDialog(office, VOLUNTEERS)
    qtbot.addWidget(made)
    made.show()
    return made


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


HEAD = ["姓名", "身份证号", "社区", "联系电话", "队伍类别", "登记日期"]


def row(at: int, **changed: object) -> list[object]:
    values: dict[str, object] = {
        "姓名": "郑新",
        "身份证号": id_number(at, "19850607", region="449999"),
        "社区": "大华",
        "联系电话": f"154777{at:05d}",
        "队伍类别": "党员",
        "登记日期": "2021-05-06",
    }
    return list((values | changed).values())


def test_every_state_is_a_word_with_its_reason(dialog: ImportDialog, office: Office, tmp_path: Path) -> None:
    known = office.keeper.table(VOLUNTEERS).find("standing", "active")[0]
    same = [known.name, known.id_number, known.community.name, None, None, None]
    changed = [known.name, known.id_number, known.community.name, "15400009999", None, None]
    path = book(
        tmp_path / "表.xlsx", 名单=[HEAD, row(1), row(2, 联系电话="12"), ["合计", None, None, None, None, "2人"], same]
    )
    dialog.read_file(path)
    words = [dialog.model.text(each, 0) for each in dialog.model.rows]
    assert words == ["新增", "拒收", "跳过", "相同"]
    assert dialog.states.buttons["refused"].text() == "拒收 1"
    dialog.show_state("refused")
    (refused,) = dialog.model.rows
    assert dialog.model.text(refused, 1) == "3"
    assert dialog.model.text(refused, 2).startswith("联系电话：")
    section = next(at for at in range(dialog.model.columnCount()) if dialog.model.head(at) == "联系电话")
    assert dialog.model.data(dialog.model.index(0, section), Qt.ItemDataRole.BackgroundRole) == WRONG

    dialog.read_file(book(tmp_path / "改.xlsx", 名单=[HEAD, changed]))
    (only,) = dialog.model.rows
    assert dialog.model.text(only, 0) == "有变化"
    before = VOLUNTEERS.column("phone").kind.masked(known.phone)
    assert dialog.model.text(only, 2) == f"联系电话：{before} → 154****9999"
    assert dialog.model.data(dialog.model.index(0, section), Qt.ItemDataRole.BackgroundRole) == TOUCHED
    assert dialog.writing.confirm.text() == "确认导入 1 行"


def test_numbers_are_masked_in_the_preview(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.read_file(book(tmp_path / "表.xlsx", 名单=[HEAD, row(1), row(2, 队伍类别="看门")]))
    for each in dialog.model.rows:
        shown = [dialog.model.text(each, at) for at in range(dialog.model.columnCount())]
        assert not any("19850607" in text or text.startswith("154777") for text in shown)


def test_several_sheets_are_offered_and_one_can_be_chosen(dialog: ImportDialog, tmp_path: Path) -> None:
    path = book(tmp_path / "两张.xlsx", 三月=[HEAD, row(1)], 四月=[HEAD, row(2), row(3)], 说明=[["只是说明"]])
    dialog.read_file(path)
    assert [dialog.source.sheet.itemText(at) for at in range(dialog.source.sheet.count())] == [
        "全部有名单的工作表",
        "三月",
        "四月",
    ]
    assert len(dialog.model.rows) == 3
    assert dialog.model.head(2) == "工作表"
    dialog.source.sheet.setCurrentIndex(2)
    dialog.source.sheet.activated.emit(2)
    assert len(dialog.model.rows) == 2
    assert dialog.source.sheet.count() == 3, "选过以后还能换别的"


def test_a_book_without_community_asks_which_community_handed_it_in(
    dialog: ImportDialog, office: Office, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["姓名", "联系电话", "登记日期"], ["郑新", "15477700001", "2021-05-06"]]
    dialog.read_file(book(tmp_path / "名单.xlsx", Sheet1=rows))
    assert "请指明是哪个社区" in dialog.notes.text()
    assert not dialog.writing.confirm.isEnabled()
    dialog.source.community.setCurrentIndex(dialog.source.community.findData("大华"))
    dialog.source.community.activated.emit(dialog.source.community.currentIndex())
    assert dialog.writing.confirm.text() == "确认导入 1 行"
    dialog.writing.commit()
    assert office.keeper.table(VOLUNTEERS).find("phone", "15477700001")[0].community.name == "大华"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04 broken"),
        ("别的.xlsx", b"%PDF-1.7"),
        ("没有表头.csv", "甲,乙\n1,2\n".encode()),
    ],
)
def test_bad_files_are_one_sentence_and_nothing_is_written(
    dialog: ImportDialog, office: Office, tmp_path: Path, name: str, content: bytes
) -> None:
    count = office.keeper.table(VOLUNTEERS).count()
    path = tmp_path / name
    path.write_bytes(content)
    dialog.read_file(path)
    assert dialog.fault.isVisible()
    assert dialog.fault.text()
    assert not dialog.writing.confirm.isEnabled()
    assert dialog.writing.summary.text() == "没有读进来，什么也没有写。"
    assert office.keeper.table(VOLUNTEERS).count() == count
    dialog.read_file(book(tmp_path / "好.xlsx", 名单=[HEAD, row(1)]))
    assert not dialog.fault.isVisible(), "换一个好文件，前一句收起来"


def test_what_changed_since_the_preview_is_refused_whole(dialog: ImportDialog, office: Office, tmp_path: Path) -> None:
    dialog.read_file(book(tmp_path / "表.xlsx", 名单=[HEAD, row(1), row(2)]))
    taken = {"name": "抢先", "community": "大华", "id_number": row(1)[1]}
    assert not isinstance(office.keeper.add(VOLUNTEERS, taken), list)
    count = office.keeper.table(VOLUNTEERS).count()
    dialog.writing.commit()
    assert "一行也没有写" in dialog.fault.text()
    assert dialog.writing.batch is None
    assert office.keeper.table(VOLUNTEERS).count() == count


def test_rows_edited_after_the_import_stop_its_undo_and_are_named(
    dialog: ImportDialog, office: Office, tmp_path: Path
) -> None:
    dialog.read_file(book(tmp_path / "表.xlsx", 名单=[HEAD, row(1)]))
    dialog.writing.commit()
    (one,) = office.keeper.table(VOLUNTEERS).find("name", "郑新")
    office.keeper.change(VOLUNTEERS, one.id, {"residence": "别处"})
    dialog.writing.undo()
    assert "这批导入没有撤销" in dialog.fault.text()
    assert "郑新" in dialog.fault.text()
    assert office.keeper.table(VOLUNTEERS).get(one.id) is not None


def test_refused_rows_go_back_as_a_workbook_with_the_reason(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.read_file(book(tmp_path / "表.xlsx", 名单=[HEAD, row(1), row(2, 队伍类别="看门")]))
    assert dialog.writing.return_button.isVisible()
    dialog.writing.return_to(tmp_path / "退回.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx").active
    rows = [list(each) for each in sheet.iter_rows(values_only=True)]
    assert rows[0] == [*HEAD, "原因"]
    assert len(rows) == 2
    assert rows[1][4] == "看门"
    assert rows[1][6].startswith("队伍类别：“看门”不在")


def test_after_one_file_the_next_starts_afresh(dialog: ImportDialog, office: Office, tmp_path: Path) -> None:
    first: list[list[object]] = [["姓名", "联系电话", "登记日期"], ["郑一", "15477700001", "2021-05-06"]]
    dialog.read_file(book(tmp_path / "一.xlsx", Sheet1=first))
    dialog.source.community.setCurrentIndex(dialog.source.community.findData("大华"))
    dialog.source.community.activated.emit(dialog.source.community.currentIndex())
    dialog.writing.commit()
    assert dialog.source.choose.text() == "导入下一个文件"
    dialog.read_file(book(tmp_path / "二.xlsx", Sheet1=[first[0], ["郑二", "15477700002", "2021-05-06"]]))
    assert dialog.source.community.currentData() is None, "上一个文件的社区不带到下一个"
    assert dialog.model.rows[0].state == "refused"
    assert not dialog.writing.undo_button.isVisible()
    assert dialog.writing.confirm.isVisible()
    assert office.keeper.table(VOLUNTEERS).find("name", "郑一"), "已写的还在"


def test_a_file_dropped_on_the_dialog_is_read(dialog: ImportDialog, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book(tmp_path / "拖来.xlsx", 名单=[HEAD, row(1)])))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(event)
    assert dialog.writing.confirm.text() == "确认导入 1 行"


def test_other_registers_import_through_the_same_dialog(qtbot: Any, office: Office, tmp_path: Path) -> None:
    dialog = ImportDialog(office, REGISTERS["teams"])
    qtbot.addWidget(dialog)
    dialog.read_file(book(tmp_path / "队.xlsx", 表=[["服务队名称", "社区"], ["夕阳红", "大华"]]))
    dialog.writing.commit()
    assert [each.name for each in office.keeper.table(REGISTERS["teams"]).all()] == ["夕阳红"]


# 预览


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """三页，第二页是横的。"""
    return blank_pages(tmp_path / "三页.pdf", [(595, 842), (842, 595), (595, 842)])


def blank_pages(path: Path, sizes: list[tuple[int, int]]) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    writer.write(path)
    writer.close()
    return path


def test_the_preview_turns_pages_and_zooms(qtbot: Any, pdf: Path) -> None:
    shown = Preview(pdf)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.pages.maximum() == 3
    shown.go_to(2)
    qtbot.waitUntil(lambda: shown.pages.value() == 2, timeout=2000)
    shown.go_to(99)
    qtbot.waitUntil(lambda: shown.pages.value() == 3, timeout=2000)
    fitted = shown._fitted()
    shown.zoom(1.25)
    assert shown.view.zoomFactor() == pytest.approx(fitted * 1.25)
    shown.zoom(1.25)
    assert shown.view.zoomFactor() == pytest.approx(fitted * 1.25 * 1.25)


def test_another_size_keeps_the_page(qtbot: Any, tmp_path: Path) -> None:
    shown = Preview(blank_pages(tmp_path / "四页.pdf", [(595, 842)] * 4))
    qtbot.addWidget(shown)
    shown.show()
    bar = shown.view.verticalScrollBar()
    for page in (3, 1, 2):
        shown.go_to(page)
        for turn in (shown.fit_page, shown.fit_width, lambda: shown.zoom(0.8)):
            turn()
            qtbot.wait(20)
            assert shown.pages.value() == page
            assert bar.value() / (bar.maximum() + bar.pageStep()) == pytest.approx((page - 1) / 4, abs=0.02)


def test_the_file_may_be_made_again_while_its_preview_is_open(qtbot: Any, pdf: Path, tmp_path: Path) -> None:
    shown = Preview(pdf)
    qtbot.addWidget(shown)
    whole = pdf.read_bytes()
    pdf.unlink()
    assert shown.document.pageCount() == 3
    shown.save_to(tmp_path / "另存.pdf")
    assert (tmp_path / "另存.pdf").read_bytes() == whole
    assert shown.status.text() == f"已另存到 {tmp_path / '另存.pdf'}"


def test_without_a_printer_the_pdf_is_named_and_nothing_hangs(
    qtbot: Any, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown = Preview(pdf)
    qtbot.addWidget(shown)
    shown.print_out()
    assert shown.status.text().startswith("未找到打印机")
    assert str(pdf) in shown.status.text()


def test_printing_sends_every_page_on_upright_paper(qtbot: Any, pdf: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    shown = Preview(pdf)
    qtbot.addWidget(shown)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    printer.setResolution(72)
    assert print_pages(shown.document, printer) == 3
    wide = [page.mediabox.width > page.mediabox.height for page in PdfReader(tmp_path / "打印.pdf").pages]
    assert wide == [False, False, False], "横页转过来印在竖纸上"


@pytest.mark.parametrize("content", [b"", b"not a pdf", None])
def test_a_broken_or_missing_pdf_is_a_known_error(qtbot: Any, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "坏.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnownError, match="请重新生成"):
        Preview(path)


# 挑人


def test_enter_takes_the_person_and_empties_the_search_for_the_next(qtbot: Any, office: Office) -> None:
    picker = PeoplePicker(office, "加入")
    qtbot.addWidget(picker)
    picker.show()
    everybody = picker.model.rowCount()
    QTest.keyClicks(picker.search_box, "wjg")
    first = picker.model.record_id(0)
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert list(picker.chosen) == [first]
    assert picker.search_box.text() == ""
    assert picker.model.rowCount() == everybody - 1
    second = picker.model.record_id(1)
    QTest.keyClick(picker.search_box, Qt.Key.Key_Down)
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert list(picker.chosen) == [first, second]
    picked: list[list[str]] = []
    picker.picked.connect(picked.append)
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picked == [[first, second]]


def test_people_who_left_are_not_offered_and_filters_narrow(qtbot: Any, office: Office) -> None:
    picker = PeoplePicker(office, "加入", rank="full_time")
    qtbot.addWidget(picker)
    people = office.keeper.table(VOLUNTEERS).records(picker.model.ids(range(picker.model.rowCount())))
    assert people
    assert {each.standing for each in people} <= {"active", "suspended"}
    assert all("full_time" in (each.ranks or ()) for each in people)
    picker.community.setCurrentIndex(picker.community.findText("大华"))
    assert 0 < picker.model.rowCount() < len(people)
    picker.take_all()
    assert picker.model.rowCount() == 0
    picker.picks.selectAll()
    picker.drop(picker.picks.selectedItems())
    assert not picker.chosen
    assert not picker.confirm.isEnabled()
