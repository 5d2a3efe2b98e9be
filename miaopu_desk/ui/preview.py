"""打印预览：在窗口里看 PDF，翻页、缩放、打印、另存为，或者交给系统的阅读器。"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QPageLayout, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.problems import KnownError

ZOOM_STEP = 1.25
HIGHEST_DPI = 600  # 再细纸上也看不出来，一页却要占一百多兆内存


def open_outside(path: Path) -> bool:
    """用系统里装的程序打开文件或文件夹；系统里没有能打开的返回假。"""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute()))))


class Preview(QDialog):
    """一份 PDF 的预览；打不开报 KnownError。文件读进内存再看，预览开着也能重新生成同名的文件。"""

    def __init__(self, path: Path, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.path = path
        self.document = QPdfDocument(self)
        self._load()
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setAccessibleName("页面预览")
        self.pages = QSpinBox()
        self.status = QLabel(str(path))
        self.setWindowTitle(f"预览：{title or path.name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self.fit_width()
        self._fill_the_screen()

    def _load(self) -> None:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise KnownError(f"打不开 {self.path}（{error.strerror or error}）。请重新生成。") from error
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.status() != type(self.document).Status.Ready or not self.document.pageCount():
            raise KnownError(f"{self.path.name} 不是完好的 PDF，请重新生成。")

    def _build(self) -> None:
        count = self.document.pageCount()
        self.pages.setRange(1, count)
        self.pages.setAccessibleName("页码")
        self.pages.setKeyboardTracking(False)
        self.pages.valueChanged.connect(self.go_to)
        self.view.pageNavigator().currentPageChanged.connect(self._page_changed)
        bar = QHBoxLayout()
        bar.addWidget(self._button("上一页", lambda: self.go_to(self.pages.value() - 1)))
        bar.addWidget(self.pages)
        bar.addWidget(QLabel(f"/ {count} 页"))
        bar.addWidget(self._button("下一页", lambda: self.go_to(self.pages.value() + 1)))
        bar.addSpacing(16)
        bar.addWidget(self._button("缩小", lambda: self.zoom(1 / ZOOM_STEP)))
        bar.addWidget(self._button("放大", lambda: self.zoom(ZOOM_STEP)))
        bar.addWidget(self._button("适合宽度", self.fit_width))
        bar.addWidget(self._button("整页", self.fit_page))
        bar.addStretch()
        bar.addWidget(self._button("打印", self.print_out))
        bar.addWidget(self._button("另存为", self.save_as))
        bar.addWidget(self._button("用系统阅读器打开", self.open_outside))
        bar.addWidget(self._button("关闭", self.close))
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.status)
        for keys, slot in (
            (QKeySequence.StandardKey.Print, self.print_out),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.zoom(ZOOM_STEP)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.zoom(1 / ZOOM_STEP)),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _button(self, text: str, slot) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def _fill_the_screen(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(QSize(min(1100, screen.width() - 40), screen.height() - 80))

    # 看

    def go_to(self, page: int) -> None:
        """翻到第 page 页（从 1 数）。"""
        page = min(max(page, 1), self.document.pageCount())
        if page != self.view.pageNavigator().currentPage() + 1:
            self.view.pageNavigator().jump(page - 1, QPointF())

    def _page_changed(self, page: int) -> None:
        self.pages.blockSignals(True)
        self.pages.setValue(page + 1)
        self.pages.blockSignals(False)

    def zoom(self, factor: float) -> None:
        """在现在的大小上放大 factor 倍。"""
        now = self.view.zoomFactor() if self.view.zoomMode() == self.view.ZoomMode.Custom else self._fitted()
        page = self.view.pageNavigator().currentPage()
        self.view.setZoomMode(self.view.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * factor, 0.2), 6))
        self._stay_on(page)

    def _fitted(self) -> float:
        """适合宽度时的倍数：1 倍是一英寸 96 点的屏幕上的实际大小。"""
        widest = max(self.document.pagePointSize(each).width() for each in range(self.document.pageCount()))
        return (self.view.viewport().width() - 12) / (widest * self.logicalDpiX() / 72)

    def fit_width(self) -> None:
        """一页正好占满宽度。"""
        page = self.view.pageNavigator().currentPage()
        self.view.setZoomMode(self.view.ZoomMode.FitToWidth)
        self._stay_on(page)

    def fit_page(self) -> None:
        """一页整个看得见。"""
        page = self.view.pageNavigator().currentPage()
        self.view.setZoomMode(self.view.ZoomMode.FitInView)
        self._stay_on(page)

    def _stay_on(self, page: int) -> None:
        """换了大小，滚动条的位置就不准了：仍回到原来那一页。跳到正在的页 Qt 不理会，所以先跳到旁边。"""
        if self.document.pageCount() > 1:
            self.view.pageNavigator().jump(page - 1 if page else 1, QPointF())
            self.view.pageNavigator().jump(page, QPointF())

    # 出去

    def open_outside(self) -> None:
        """交给系统的阅读器。"""
        if not open_outside(self.path):
            self.status.setText(f"系统里没有能打开 PDF 的程序，文件在 {self.path}")

    def save_as(self) -> None:
        """另存一份。"""
        chosen, _ = QFileDialog.getSaveFileName(self, "另存为", str(self.path), "PDF 文件 (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """把正在看的内容写到 target；写不进去在状态行说明。"""
        from miaopu_desk.exchange.saving import save_bytes

        try:
            save_bytes(target, bytes(self._bytes.data()))
        except KnownError as error:
            QMessageBox.warning(self, "没有存好", str(error))
            return
        self.status.setText(f"已另存到 {target}")

    def print_out(self) -> None:
        """选打印机打印；没有打印机就说清 PDF 在哪里。"""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.status.setText(f"未找到打印机。PDF 已经生成，可以拷到能打印的电脑上：{self.path}")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.path.stem)
        printer.setFullPage(True)
        printer.setFromTo(1, self.document.pageCount())
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            done = print_pages(self.document, printer)
            self.status.setText(f"已送去打印 {done} 页" if done else "打印没有成功，请检查打印机后再试")


def print_pages(document, printer) -> int:
    """把 PDF 一页一页画到打印机上，横页竖页各按自己的方向；返回送出的页数，打印机打不开为 0。"""
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    numbers = range(first - 1, min(last, document.pageCount()))
    painter = QPainter()
    sent = 0
    for number in numbers:
        points = document.pagePointSize(number)
        wide = points.width() > points.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if not (painter.begin(printer) if sent == 0 else printer.newPage()):
            break
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        dpi = min(printer.resolution(), HIGHEST_DPI)
        size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
        page = document.render(number, size)
        sheet = QImage(page.size(), QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        flat = QPainter(sheet)
        flat.drawImage(0, 0, page)
        flat.end()
        target = painter.viewport()
        fitted = sheet.size().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(
            target.adjusted(0, 0, fitted.width() - target.width(), fitted.height() - target.height()), sheet
        )
        sent += 1
    painter.end()
    return sent
