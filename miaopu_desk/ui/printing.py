"""打印：选好的页一页一页变成 600 dpi 的白底图送给打印机，所以生僻字在哪台打印机上都一样；能报进度，能取消。"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.ui.jobs import Cancelled, Jobs, Progress
from miaopu_desk.ui.print_range import PrintChoice, in_order

DPI = 600  # 再细纸上也看不出来
BAND = 800  # 一次画这么多行点：一页 600 dpi 的彩图要 139 MB，一条只要 16 MB，拼成灰度的一页 35 MB
NO_MEMORY = "第 {} 页画不出来，没有打印。内存可能不够，请关掉别的程序再试。"
A4 = QSizeF(595.276, 841.89)  # 点

Told = Callable[[int, int, str], None]


def make_printer(choice: PrintChoice, name: str = ""):
    """照选好的准备打印机；name 是打印队列里看到的文件名。"""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(choice.printer)
    printer.setDocName(name)
    printer.setResolution(DPI)
    modes = QPrinter.DuplexMode
    duplex = {"long": modes.DuplexLongSide, "short": modes.DuplexShortSide}
    printer.setDuplex(duplex.get(choice.duplex, modes.DuplexNone))
    printer.setColorMode(QPrinter.ColorMode.Color if choice.colour else QPrinter.ColorMode.GrayScale)
    return printer


def open_document(content: bytes):
    """PDF 的内容打开成能画的文件；打不开报 KnownError。"""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    held = QBuffer(document)
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(held)
    if document.status() != QPdfDocument.Status.Ready or not document.pageCount():
        raise KnownError("要打印的不是完好的 PDF，请重新生成。")
    return document


def jobs_above(widget: QWidget) -> Jobs | None:
    """widget 所在的主窗口的后台；不在主窗口里为空。"""
    at = widget.parentWidget()
    while at is not None:
        found = getattr(at, "jobs", None)
        if isinstance(found, Jobs):
            return found
        at = at.parentWidget()
    return None


def print_in_background(
    jobs: Jobs,
    content: bytes,
    choice: PrintChoice,
    name: str,
    told: Callable[[str], None],
    failed: Callable[[BaseException], None],
) -> None:
    """在后台打印一份 PDF；印完或取消用 told 说一句，没印成叫 failed。"""
    printer = make_printer(choice, name)

    def work(progress: Progress) -> str:
        try:
            sent = print_pages(open_document(content), printer, choice, progress)
        except Cancelled:
            return "已取消打印；已经送到打印机里的几页可能还会印出来"
        return f"已送去打印 {sent} 页（{choice.printer}）"

    jobs.start("正在打印……", work, told, failed)


def print_pages(document, printer, choice: PrintChoice | None = None, told: Told | None = None) -> int:
    """把选好的页送给打印机，返回送出的页数（每份都算，空白页不算）；不给 choice 时每页一份。

    told(做完, 共, 一句话) 每页叫一次，它抛 Cancelled 时这件打印作废，再往上抛。打印机打不开、中途不应报 KnownError。
    """
    choice = choice or PrintChoice("", tuple(range(1, document.pageCount() + 1)))
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choice.copies)
        printer.setCollateCopies(choice.collate)
        pages: list[int | None] = [*choice.pages]
    else:
        pages = in_order(choice)
    upright = _set_paper(document, printer, choice.pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownError("打印机打不开，一页也没有印。请看看它有没有开机、连好线，再试一次。")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    sent = 0
    try:
        for at, page in enumerate(pages):
            if told is not None:
                told(at, len(pages), f"正在打印第 {at + 1} 页，共 {len(pages)} 页")
            if at and not printer.newPage():
                raise KnownError(f"打印到第 {at + 1} 页时打印机没有回应，前面 {sent} 页已经送出。请检查打印机。")
            if page is not None:
                _draw(document, page - 1, printer, painter, upright)
                sent += 1
    except (Cancelled, KnownError):
        printer.abort()
        raise
    finally:
        painter.end()
    return sent


def _set_paper(document, printer, pages: Sequence[int]) -> bool:
    """照文件定纸张和方向，返回是不是竖放。有竖页的都竖放，横页转过来印：页码和装订边都在公文该在的地方，双面也不倒。"""
    sizes = [document.pagePointSize(page - 1) for page in pages] or [A4]
    upright = any(size.height() >= size.width() for size in sizes)
    short = min(sizes[0].width(), sizes[0].height())
    tall = max(sizes[0].width(), sizes[0].height())
    paper = QPageSize(QSizeF(short, tall), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))
    printer.setFullPage(True)
    return upright


def _draw(document, page: int, printer, painter: QPainter, upright: bool) -> None:
    """画一页：原大，纸比页小才缩。"""
    points = document.pagePointSize(page)
    turned = upright and points.width() > points.height()
    dpi = min(printer.resolution(), DPI)
    size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    placed = QSizeF(size.transposed() if turned else size)
    sheet = QRectF(painter.viewport())
    scale = min(
        printer.resolution() / dpi, (sheet.width() + 2) / placed.width(), (sheet.height() + 2) / placed.height()
    )
    image = render_page(document, page, size)
    if turned:  # 逆时针转：屏幕上顺时针转正的横页回到竖纸上
        image = image.transformed(QTransform().rotate(-90))
    painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)


def render_page(document, page: int, size: QSize) -> QImage:
    """一页画成 size 那么大，白底；整页没有颜色的是灰度图。page 从 0 数。

    一条一条地画，拼成一整张再送：分条送的，别的程序缩放时会在接缝处吃掉一行点。
    """
    sheet = QImage(size, QImage.Format.Format_Grayscale8)
    for top in range(0, size.height(), BAND):
        band = render_band(document, page, size, top, min(BAND, size.height() - top))
        if band.format() != sheet.format() == QImage.Format.Format_Grayscale8:
            sheet = sheet.convertToFormat(QImage.Format.Format_RGB32)
        if sheet.isNull():
            raise KnownError(NO_MEMORY.format(page + 1))
        flat = QPainter(sheet)
        flat.drawImage(0, top, band)
        flat.end()
    return sheet


def render_band(document, page: int, size: QSize, top: int, height: int) -> QImage:
    """一页画成 size 那么大时从 top 起的 height 行，白底；没有颜色的是灰度图。page 从 0 数。"""
    from PySide6.QtPdf import QPdfDocumentRenderOptions

    options = QPdfDocumentRenderOptions()
    options.setScaledSize(size)
    # Qt 把框的右下角少算一点（right() 是宽减一），缩放就差 1/宽；框大一点，正好是原来的比例
    options.setScaledClipRect(QRect(0, top, size.width() + 1, height + 1))
    drawn = document.render(page, QSize(size.width(), height), options)
    if drawn.isNull():
        raise KnownError(NO_MEMORY.format(page + 1))
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    flat = QPainter(sheet)
    flat.drawImage(0, 0, drawn)
    flat.end()
    return sheet.convertToFormat(QImage.Format.Format_Grayscale8) if sheet.allGray() else sheet
