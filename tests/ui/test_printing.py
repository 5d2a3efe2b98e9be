"""打印：印出来的和看到的一样，六百点、白底、无损、一页一页地送；页码、份数、双面照选的来，随时能取消。"""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdf_pages import blank_pages, ink_lost
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.listing_out import print_list
from miaopu_desk.services.office import open_office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.ui import printing
from miaopu_desk.ui.jobs import Cancelled
from miaopu_desk.ui.preview import Preview
from miaopu_desk.ui.print_dialog import PrintDialog
from miaopu_desk.ui.print_range import PrintChoice, in_order, odd_or_even, read_pages
from miaopu_desk.ui.printing import make_printer, open_document, print_pages

RARE = "䶮㛃𬭎𠅤玥堃喆淼犇㐱𣗋𬀩䒟旻彧翀昇𬍛𬱖㵑"
A4_POINTS = (595, 842)
TURNED = 90


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """真的月报（附件里有转过来的横页）和一张有二十个生僻字的横清单。"""
    folder = tmp_path_factory.mktemp("纸")
    with open_office(folder / "资料", date(2021, 5, 31), must_exist=False) as office:
        set_up(office, "miaopu")
        for at, char in enumerate(RARE):
            person = {
                "name": f"王{char}",
                "community": "大华",
                "phone": f"154000{at:05d}",
                "registered_on": "2021-05-06",
            }
            assert not isinstance(office.keeper.add(VOLUNTEERS, person), list)
        return {
            "monthly": make_report(office, "monthly", "2021-05", folder / "月报.pdf"),
            "list": print_list(office, VOLUNTEERS, None, folder / "清单.pdf"),
        }


def paper_printer(path: Path, dpi: int = printing.DPI) -> QPrinter:
    """代替打印机：印成一个 PDF。"""
    made = make_printer(PrintChoice("", (1,)), path.stem)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setResolution(dpi)
    return made


def printed(source: Path, target: Path, *pages: int, dpi: int = printing.DPI, **more: Any) -> pypdfium2.PdfDocument:
    document = open_document(source.read_bytes())
    chosen = pages or tuple(range(1, document.pageCount() + 1))
    print_pages(document, paper_printer(target, dpi), PrintChoice("", chosen, **more))
    return pypdfium2.PdfDocument(target)


# 印出来的样子


def test_what_is_printed_is_what_is_seen_upright_and_turned(papers: dict[str, Path], tmp_path: Path) -> None:
    seen = pypdfium2.PdfDocument(papers["monthly"])
    turned = next(at for at in range(len(seen)) if seen[at].get_rotation() == TURNED)
    on_paper = printed(papers["monthly"], tmp_path / "印.pdf", 1, turned + 1)
    assert len(on_paper) == 2
    for at, page in enumerate((0, turned)):
        assert tuple(round(side) for side in on_paper[at].get_size()) == A4_POINTS, "横页转过来印在竖纸上"
        lost, added, ink = ink_lost(seen[page], on_paper[at], back=seen[page].get_rotation())
        assert ink > 10_000
        assert (lost, added) == (0, 0), f"第 {page + 1} 页"


def test_rare_characters_are_on_the_paper_as_on_the_screen(papers: dict[str, Path], tmp_path: Path) -> None:
    seen = pypdfium2.PdfDocument(papers["list"])
    text = "".join(page.get_textpage().get_text_range() for page in seen)
    assert [char for char in RARE if char not in text] == []
    on_paper = printed(papers["list"], tmp_path / "印.pdf")
    for at in range(len(seen)):
        assert tuple(round(side) for side in on_paper[at].get_size()) == A4_POINTS[::-1], "全是横页的文件横着印"
        assert ink_lost(seen[at], on_paper[at])[:2] == (0, 0)


def test_the_paper_holds_lossless_pictures_at_600_dots_on_white(papers: dict[str, Path], tmp_path: Path) -> None:
    page = printed(papers["monthly"], tmp_path / "印.pdf", 1)[0]
    pictures = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
    assert len(pictures) == 1, "整页一张：分成几张的，缩放时接缝处会吃掉一行点"
    for each in pictures:
        assert each.get_filters() == ["FlateDecode"]
        assert each.get_metadata().horizontal_dpi == pytest.approx(600, abs=0.5)
        assert each.get_metadata().vertical_dpi == pytest.approx(600, abs=0.5)
    assert list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])) == []
    image = page.render(scale=1, fill_color=(255, 0, 0, 255)).to_pil()
    corners = [(5, 5), (image.width - 6, 5), (5, image.height - 6), (image.width - 6, image.height - 6)]
    assert {image.getpixel(at) for at in corners} == {(255, 255, 255)}, "纸是白的，不是透明的"


def test_colour_stays_where_it_is_and_grey_pages_stay_grey(tmp_path: Path) -> None:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QImage
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "红.pdf"), pagesize=(595, 842))
    canvas.rect(100, 700, 100, 60, fill=1)
    canvas.showPage()
    canvas.rect(100, 700, 100, 60, fill=1)
    canvas.setFillColorRGB(0.8, 0.2, 0.2)
    canvas.rect(100, 100, 100, 60, fill=1, stroke=0)
    canvas.save()
    document = open_document((tmp_path / "红.pdf").read_bytes())
    grey, red = (printing.render_page(document, page, QSize(2480, 3508)) for page in (0, 1))
    assert grey.format() == QImage.Format.Format_Grayscale8
    assert [QColor(red.pixel(at, row)).name() for at, row in ((620, 470), (620, 2960), (10, 10))] == [
        "#000000",
        "#cc3333",
        "#ffffff",
    ]
    on_paper = printed(tmp_path / "红.pdf", tmp_path / "印.pdf", dpi=150)
    image = on_paper[1].render(scale=1).to_pil()
    assert image.getpixel((150, 842 - 130)) == (204, 51, 51)


def test_the_bands_of_a_page_join_without_a_seam(papers: dict[str, Path]) -> None:
    from PIL import Image, ImageChops
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    def picture(image: QImage) -> Image.Image:
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        content = bytes(grey.constBits())
        return Image.frombuffer("L", (grey.width(), grey.height()), content, "raw", "L", grey.bytesPerLine(), 1)

    document = open_document(papers["monthly"].read_bytes())
    size = QSize(2480, 3508)
    whole = picture(printing.render_band(document, 0, size, 0, 3508))
    for top in (0, 801, 2000, 3000):
        band = picture(printing.render_band(document, 0, size, top, 500))
        difference = ImageChops.difference(band, whole.crop((0, top, 2480, top + 500)))
        assert difference.getextrema()[1] < 48, "同一处只差一点灰度"


def test_memory_does_not_grow_with_the_pages(papers: dict[str, Path], tmp_path: Path) -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("这个系统上没有 /proc，量不了内存")
    sizes: list[float] = []

    def told(done: int, total: int, text: str) -> None:
        gc.collect()
        sizes.append(int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20)

    document = open_document(papers["monthly"].read_bytes())
    # 三百点的一页 9 MB，留住六页就是 52 MB
    print_pages(document, paper_printer(tmp_path / "印.pdf", 300), PrintChoice("", (1, 2) * 4), told)
    assert len(sizes) == 8
    assert max(sizes[2:]) - sizes[2] < 16, f"第 3 页到第 8 页：{sizes[2]:.0f} → {max(sizes[2:]):.0f} MB"


# 哪几页、几份、双面


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1-3，5", [1, 2, 3, 5]),
        ("８－", [8, 9, 10]),
        ("第2页、第4至5页", [2, 4, 5]),
        ("3-1", [3, 2, 1]),
        (" 7 ,, 7", [7, 7]),
    ],
)
def test_pages_are_read_as_people_write_them(written: str, pages: list[int]) -> None:
    assert read_pages(written, 10) == pages


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "请写要打印哪几页"),
        ("一", "看不懂"),
        ("0", "没有第 0 页，一共 10 页"),
        ("5-11", "没有第 11 页"),
        ("-3", "看不懂"),
    ],
)
def test_pages_that_are_not_there_are_named(written: str, said: str) -> None:
    found = read_pages(written, 10)
    assert isinstance(found, Problem)
    assert said in found.message


@pytest.mark.parametrize(
    ("choice", "order"),
    [
        (PrintChoice("", (1, 2, 3)), [1, 2, 3]),
        (PrintChoice("", (1, 2, 3), 2), [1, 2, 3, 1, 2, 3]),
        (PrintChoice("", (1, 2, 3), 2, duplex="long"), [1, 2, 3, None, 1, 2, 3, None]),
        (PrintChoice("", (1, 2), 2, duplex="long"), [1, 2, 1, 2]),
        (PrintChoice("", (1, 2, 3), 2, collate=False), [1, 1, 2, 2, 3, 3]),
        (PrintChoice("", (1, 2, 3), 2, collate=False, duplex="short"), [1, 2, 1, 2, 3, None, 3, None]),
        (PrintChoice("", (1, 2, 3), duplex="long"), [1, 2, 3]),
    ],
)
def test_copies_go_out_in_order_and_each_begins_on_a_front(choice: PrintChoice, order: list[int | None]) -> None:
    assert in_order(choice) == order


def test_odd_and_even_are_fronts_and_backs_of_what_is_printed() -> None:
    assert odd_or_even([4, 5, 6], "odd") == [4, 6]
    assert odd_or_even([4, 5, 6], "even") == [5]
    assert odd_or_even([4, 5, 6], "") == [4, 5, 6]


def test_only_the_chosen_pages_are_printed_copies_and_blank_backs_with_them(
    papers: dict[str, Path], tmp_path: Path
) -> None:
    seen = pypdfium2.PdfDocument(papers["monthly"])
    on_paper = printed(papers["monthly"], tmp_path / "印.pdf", 3, copies=2, duplex="long")
    assert len(on_paper) == 4, "一页印两份双面：每份后面空一面"
    for at in (0, 2):
        assert ink_lost(seen[2], on_paper[at])[:2] == (0, 0)
    assert [len(list(on_paper[at].get_objects())) for at in (1, 3)] == [0, 0]


def test_the_choice_reaches_the_printer() -> None:
    printer = make_printer(PrintChoice("", (1,), duplex="short", colour=False), "月报")
    assert printer.docName() == "月报"
    assert printer.colorMode() == QPrinter.ColorMode.GrayScale
    assert printer.resolution() == 600


# 打印窗


@pytest.fixture
def dialog(qtbot: Any) -> Iterator[PrintDialog]:
    sizes = [QSizeF(595, 842)] * 9 + [QSizeF(842, 595)]
    holder = QWidget()
    qtbot.addWidget(holder)
    yield PrintDialog(["一楼", "二楼"], "二楼", sizes, 4, holder)
    holder.close()


def test_the_dialog_starts_with_the_usual_printer_and_every_page(dialog: PrintDialog) -> None:
    assert dialog.choice() == PrintChoice("二楼", tuple(range(1, 11)))


def test_everything_chosen_in_the_dialog_is_in_the_choice(dialog: PrintDialog) -> None:
    dialog.pages.setText("2-6")
    dialog.pages.textEdited.emit("2-6")
    assert dialog.some.isChecked(), "写了页码就是要这几页"
    dialog.which.setCurrentIndex(dialog.which.findData("even"))
    dialog.backwards.setChecked(True)
    dialog.copies.setValue(3)
    dialog.collate.setChecked(False)
    dialog.duplex.setCurrentIndex(dialog.duplex.findData("long"))
    dialog.colour.setCurrentIndex(dialog.colour.findData(False))
    dialog.printer.setCurrentIndex(0)
    assert dialog.choice() == PrintChoice("一楼", (5, 3), 3, False, "long", False)
    dialog.current.setChecked(True)
    dialog.which.setCurrentIndex(0)
    assert isinstance(dialog.choice(), PrintChoice)
    assert dialog.choice().pages == (4,)


def test_a_page_that_is_not_there_keeps_the_dialog_open_and_says_so(dialog: PrintDialog) -> None:
    agreed: list[PrintChoice] = []
    dialog.agreed.connect(agreed.append)
    dialog.show()
    dialog.some.setChecked(True)
    dialog.pages.setText("12")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.note.text() == "页码：没有第 12 页，一共 10 页"
    dialog.pages.setText("10")
    dialog.accept()
    assert [each.pages for each in agreed] == [(10,)]


# 从预览窗里打印


@pytest.fixture
def shown(qtbot: Any, papers: dict[str, Path]) -> Preview:
    made = Preview(papers["monthly"])
    qtbot.addWidget(made)
    made.show()
    return made


def finished(qtbot: Any, shown: Preview) -> None:
    qtbot.waitUntil(lambda: not shown.jobs().running, timeout=30_000)
    qtbot.wait(10)


@pytest.fixture
def to_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], None]:
    """让窗口的打印都印成文件。"""

    def into(path: Path) -> None:
        monkeypatch.setattr(printing, "make_printer", lambda choice, name: paper_printer(path, 100))

    return into


def test_without_a_printer_it_says_so_and_names_the_pdf(shown: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    shown.print_out()
    assert shown.status.text().startswith("未找到打印机，已生成 PDF")
    assert str(shown.path) in shown.status.text()
    assert shown.findChild(PrintDialog) is None


def test_the_window_prints_in_the_background_and_says_how_many_pages(
    qtbot: Any, shown: Preview, to_file: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to_file(tmp_path / "印.pdf")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["一楼打印机"]))
    shown.print_out()
    dialog = shown.findChild(PrintDialog)
    assert dialog is not None
    dialog.some.setChecked(True)
    dialog.pages.setText("1-2")
    dialog.copies.setValue(2)
    dialog.accept()
    finished(qtbot, shown)
    assert shown.status.text() == "已送去打印 4 页（一楼打印机）"
    assert len(pypdfium2.PdfDocument(tmp_path / "印.pdf")) == 4


def test_cancelling_stops_at_the_next_page_and_says_so(
    qtbot: Any, shown: Preview, to_file: Callable[[Path], None], tmp_path: Path
) -> None:
    to_file(tmp_path / "印.pdf")
    shown.print_choice(PrintChoice("一楼", (1, 2, 3), 200))
    (job,) = shown.jobs().running
    begun: list[int] = []
    job.progressed.connect(lambda done, total, text: begun.append(done))
    qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    job.cancel()
    finished(qtbot, shown)
    assert shown.status.text().startswith("已取消打印")


def test_a_cancelled_print_is_given_up_by_the_printer(papers: dict[str, Path], tmp_path: Path) -> None:
    asked: list[int] = []

    def told(done: int, total: int, text: str) -> None:
        asked.append(done)
        if done == 2:
            raise Cancelled

    document = open_document(papers["monthly"].read_bytes())
    with pytest.raises(Cancelled):
        print_pages(document, paper_printer(tmp_path / "印.pdf", 72), None, told)
    assert asked == [0, 1, 2]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_open_is_a_sentence(
    qtbot: Any, shown: Preview, to_file: Callable[[Path], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    to_file(tmp_path / "没有这个文件夹" / "印.pdf")
    shown.print_choice(PrintChoice("一楼", (1,)))
    finished(qtbot, shown)
    assert shown.status.text().startswith("打印机打不开，一页也没有印")
    assert str(shown.path) in capsys.readouterr().out, "说清 PDF 在哪里"


def test_closing_the_preview_while_it_prints_waits_for_the_printer(
    qtbot: Any, papers: dict[str, Path], to_file: Callable[[Path], None], tmp_path: Path
) -> None:
    to_file(tmp_path / "印.pdf")
    alone = Preview(papers["monthly"])
    alone.show()
    alone.print_choice(PrintChoice("一楼", (1, 2, 3), 100))
    (job,) = alone.jobs().running
    alone.close()
    assert job.isFinished()
    qtbot.wait(20)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken"])
def test_what_is_not_a_pdf_is_not_sent_to_the_printer(content: bytes) -> None:
    with pytest.raises(KnownError, match="重新生成"):
        open_document(content)


# 看


def test_the_preview_opens_on_the_first_page(qtbot: Any, shown: Preview) -> None:
    qtbot.wait(50)
    assert shown.pages.value() == 1
    assert shown.view.verticalScrollBar().value() < 10


def test_every_rare_character_is_found_in_the_preview(qtbot: Any, papers: dict[str, Path]) -> None:
    listed = Preview(papers["list"])
    qtbot.addWidget(listed)
    listed.show()
    finder = listed.side.finder
    for char in RARE:
        finder.wanted.setText(char)
        qtbot.waitUntil(lambda: finder.count() == 1, timeout=5000)
    finder.wanted.setText("没有这几个字")
    qtbot.waitUntil(lambda: finder.answer.text() == "没有查到", timeout=5000)


def test_the_next_hit_turns_to_its_page_and_goes_round(qtbot: Any, shown: Preview) -> None:
    finder = shown.side.finder
    finder.wanted.setText("附件")
    qtbot.waitUntil(lambda: finder.count() > 3, timeout=5000)
    qtbot.wait(300)
    count, pages = finder.count(), []
    finder.hit_chosen.connect(lambda hit: pages.append((finder.model.found.index(hit), hit.page)))
    for _ in range(count + 1):
        finder.next_hit()
    assert [hit for hit, _ in pages] == [*range(count), 0]
    assert finder.answer.text() == f"1 / {count} 处"
    finder.next_hit(-1)
    assert pages[-1] == (count - 1, pages[count - 1][1])
    qtbot.waitUntil(lambda: shown.pages.value() == pages[-1][1] + 1, timeout=2000)
    shown_text = finder.model.data(finder.model.index(0, 0), Qt.ItemDataRole.DisplayRole)
    assert shown_text.startswith("第 ")
    assert "【附件】" in shown_text


def test_the_outline_and_the_thumbnails_turn_pages(qtbot: Any, shown: Preview) -> None:
    outline, pages = shown.side.outline, shown.document.pageCount()
    last = outline.model().index(outline.model().rowCount() - 1, 0)
    assert str(outline.model().data(last, Qt.ItemDataRole.DisplayRole)).startswith("附件")
    outline.setCurrentIndex(last)
    qtbot.waitUntil(lambda: shown.pages.value() == pages, timeout=2000)
    thumbnails = shown.side.thumbnails
    assert thumbnails.model().rowCount() == pages
    thumbnails.setCurrentIndex(thumbnails.model().index(1, 0))
    qtbot.waitUntil(lambda: shown.pages.value() == 2, timeout=2000)
    shown.go_to(1)
    qtbot.waitUntil(lambda: thumbnails.currentIndex().row() == 0, timeout=2000)


def test_only_the_thumbnails_in_sight_are_drawn(qtbot: Any, tmp_path: Path) -> None:
    many = Preview(blank_pages(tmp_path / "四百页.pdf", 400))
    qtbot.addWidget(many)
    many.show()
    qtbot.wait(200)
    assert 0 < len(many.side.thumbnails.model().drawn) < 40


def test_one_page_has_no_side_until_something_is_looked_for(qtbot: Any, tmp_path: Path) -> None:
    single = Preview(blank_pages(tmp_path / "一页.pdf", 1))
    qtbot.addWidget(single)
    single.show()
    assert not single.side.isVisible()
    single.start_search()
    assert single.side.isVisible()
    assert single.side.currentWidget() is single.side.finder
