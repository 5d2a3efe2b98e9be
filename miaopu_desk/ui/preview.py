"""打印预览：在窗口里看 PDF，翻页、缩放、查找、打印、另存为，或者交给系统的阅读器。"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.ui import messages
from miaopu_desk.ui.jobs import Jobs
from miaopu_desk.ui.preview_bar import add_keys, build_bar
from miaopu_desk.ui.preview_hits import Hit
from miaopu_desk.ui.preview_side import Side
from miaopu_desk.ui.print_dialog import ask_printing
from miaopu_desk.ui.print_range import PrintChoice
from miaopu_desk.ui.printing import jobs_above, open_document, print_in_background

SIDE_WIDTH = 220
LEAD = 60  # 点：跳到查到的一处时，上面留这么多


def open_outside(path: Path) -> bool:
    """用系统里装的程序打开文件或文件夹；系统里没有能打开的返回假。"""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute()))))


class Preview(QDialog):
    """一份 PDF 的预览；打不开报 KnownError。文件读进内存再看，预览开着也能重新生成同名的文件。"""

    def __init__(self, path: Path, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(parent)
        from PySide6.QtPdfWidgets import QPdfView

        self.path = path
        self.content = _read(path)
        self.own_jobs: Jobs | None = None  # 只在没有主窗口时用
        self.document = _opened(path, self.content)
        self.document.setParent(self)
        self.side = Side(self.document, self)
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
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._fill_the_screen()
        self.view.setFocus()

    def _build(self) -> None:
        count = self.document.pageCount()
        self.pages.setRange(1, count)
        self.pages.setAccessibleName("页码")
        self.pages.setKeyboardTracking(False)
        self.pages.valueChanged.connect(self.go_to)
        self.view.pageNavigator().currentPageChanged.connect(self._page_changed)
        self.view.setSearchModel(self.side.finder.search)
        self.side.page_chosen.connect(self.go_to_place)
        self.side.finder.hit_chosen.connect(self._show_hit)
        self.side.setVisible(count > 1)
        self.split = QSplitter()
        self.split.addWidget(self.side)
        self.split.addWidget(self.view)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([SIDE_WIDTH, 900])
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(build_bar(self))
        layout.addWidget(self.split, 1)
        layout.addWidget(self.status)
        add_keys(self)

    def _fill_the_screen(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(QSize(min(1100, screen.width() - 40), screen.height() - 80))

    # 看

    def go_to(self, page: int) -> None:
        """翻到第 page 页（从 1 数）。"""
        page = min(max(page, 1), self.document.pageCount())
        if page != self.view.pageNavigator().currentPage() + 1:
            self.view.pageNavigator().jump(page - 1, QPointF())

    def go_to_place(self, page: int, place: QPointF | None = None) -> None:
        """翻到一页（从 0 数）里的一处：目录上的一节、查到的一处；没有位置的到页首。"""
        self.view.pageNavigator().jump(page, place or QPointF())

    def start_search(self) -> None:
        """打开查找。"""
        self.side.setVisible(True)
        self.side.start_search()

    def _show_hit(self, hit: Hit) -> None:
        """翻到查到的一处并标出来；上面留一点，看得见前文。"""
        self.view.setCurrentSearchResultIndex(self.side.finder.marked(hit.page, hit.at))
        self.go_to_place(hit.page, QPointF(0, max(hit.place.y() - LEAD, 0)))

    def _page_changed(self, page: int) -> None:
        self.side.mark_page(page)
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
        from miaopu_desk.saving import save_bytes

        try:
            written = save_bytes(target, self.content)
        except KnownError as error:
            messages.warn(self, "没有存好", str(error))
            return
        self.status.setText(f"已另存到 {written}")

    def print_out(self) -> None:
        """选打印机、页码、份数再打印；没有打印机就说清 PDF 在哪里。"""
        ask_printing(self)

    def print_choice(self, choice: PrintChoice) -> None:
        """照选好的在后台打印；印完、取消、没印成都在状态行说。"""
        print_in_background(self.jobs(), self.content, choice, self.path.stem, self._told, self._not_printed)

    def jobs(self) -> Jobs:
        """主窗口的后台：预览关了也接着印，关主窗口时等它停；单独打开的预览自己管。"""
        found = self.own_jobs or jobs_above(self)
        if found is None:
            found = self.own_jobs = Jobs(self)
        return found

    def _told(self, sentence: str) -> None:
        self.status.setText(sentence)

    def _not_printed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.status.setText(str(error))
            messages.warn(self, "没有印好", str(error), f"PDF 在 {self.path}")
        else:
            self.jobs().explain("打印", error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # 窗口有了大小，Qt 会把页码算到下一页去：从头看起
            self._stay_on(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.own_jobs is not None:
            self.own_jobs.finish()
        super().closeEvent(event)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(f"打不开 {path}（{reason_of(error)}）。请重新生成。") from error


def _opened(path: Path, content: bytes) -> Any:
    try:
        return open_document(content)
    except KnownError as error:
        raise KnownError(f"{path.name} 不是完好的 PDF，请重新生成。") from error
