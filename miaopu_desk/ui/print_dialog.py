"""打印之前问：哪台打印机、哪几页、几份、单面还是双面。"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.problems import Problem
from miaopu_desk.ui.dialogs.frame import button, framed, wrong_note
from miaopu_desk.ui.print_range import ODD_EVEN, PrintChoice, odd_or_even, read_pages

if TYPE_CHECKING:
    from miaopu_desk.ui.preview import Preview

MOST_COPIES = 999
SIDES = (("单面", ""), ("双面，翻长边（竖的文件）", "long"), ("双面，翻短边（横的文件）", "short"))
COLOURS = (("彩色", True), ("黑白", False))


def ask_printing(preview: "Preview") -> None:
    """问怎样打印预览着的一份，问好就印；没有打印机在状态行说清 PDF 在哪里。"""
    from PySide6.QtPrintSupport import QPrinterInfo

    printers = QPrinterInfo.availablePrinterNames()
    if not printers:
        preview.status.setText(f"未找到打印机，已生成 PDF，可以拷到能打印的电脑上：{preview.path}")
        return
    sizes = [preview.document.pagePointSize(each) for each in range(preview.document.pageCount())]
    now = preview.view.pageNavigator().currentPage() + 1
    dialog = PrintDialog(printers, QPrinterInfo.defaultPrinterName(), sizes, now, preview)
    dialog.agreed.connect(preview.print_choice)
    dialog.open()


class PrintDialog(QDialog):
    """按“打印”发出 agreed(PrintChoice)。sizes 是各页的大小，now 是正看着的一页，从 1 数，usual 是平常用的打印机。"""

    agreed = Signal(object)

    def __init__(self, printers: Sequence[str], usual: str, sizes: Sequence[QSizeF], now: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.count, self.now = len(sizes), now
        wide = [size.width() > size.height() for size in sizes]
        count = len(sizes)
        done, cancel = button("打印", main=True), button("取消")
        content = framed(self, "打印", done, cancel, enter=done)
        self.printer = _combo([(name, name) for name in printers], "打印机")
        self.printer.setCurrentIndex(max(self.printer.findData(usual), 0))
        self.every = QRadioButton(f"全部（{count} 页）")
        self.current = QRadioButton(f"正看着的一页（第 {now} 页）")
        self.some = QRadioButton("这几页")
        self.pages = QLineEdit()
        self.pages.setPlaceholderText("例如 1-3，5，8-")
        self.pages.setAccessibleName("要打印的页码")
        self.which = _combo(ODD_EVEN, "奇偶页")
        self.backwards = QCheckBox("从最后一页印起")
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName("份数")
        self.collate = QCheckBox("一份印完再印下一份")
        self.collate.setChecked(True)
        self.duplex = _combo(SIDES, "单面双面")
        self.colour = _combo(COLOURS, "颜色")
        self.sides_hint = QLabel("横页转过来印在竖纸上，装订边不变")
        self.sides_hint.setProperty("quiet", True)
        self.sides_hint.setVisible(any(wide) and not all(wide))
        self.note = wrong_note()
        self._lay_out(content)
        self.every.setChecked(True)
        self.pages.textEdited.connect(lambda _: self.some.setChecked(True))
        self.some.toggled.connect(lambda chosen: self.pages.setFocus() if chosen else None)
        self.copies.valueChanged.connect(lambda copies: self.collate.setEnabled(copies > 1))
        self.collate.setEnabled(False)
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self.accept)
        self.setMinimumWidth(420)

    def _lay_out(self, content: QVBoxLayout) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("打印机", self.printer)
        pages = QVBoxLayout()
        group = QButtonGroup(self)
        for each in (self.every, self.current, self.some):
            group.addButton(each)
        pages.addWidget(self.every)
        pages.addWidget(self.current)
        pages.addLayout(_row(self.some, self.pages))
        pages.addLayout(_row(self.which, self.backwards))
        form.addRow("页", pages)
        form.addRow("份数", _row(self.copies, self.collate))
        form.addRow("单面双面", self.duplex)
        form.addRow("", self.sides_hint)
        form.addRow("颜色", self.colour)
        content.addLayout(form)
        content.addWidget(self.note)

    def choice(self) -> PrintChoice | Problem:
        """现在选的；页码写错、挑完没有页的返回毛病。"""
        if self.some.isChecked():
            pages = read_pages(self.pages.text(), self.count)
            if isinstance(pages, Problem):
                return pages
        else:
            pages = [self.now] if self.current.isChecked() else list(range(1, self.count + 1))
        pages = odd_or_even(pages, self.which.currentData())
        if not pages:
            return Problem("", "只有一页，没有反面可印，请改成“全部页”")
        return PrintChoice(
            printer=self.printer.currentData(),
            pages=tuple(pages[::-1] if self.backwards.isChecked() else pages),
            copies=self.copies.value(),
            collate=self.collate.isChecked(),
            duplex=self.duplex.currentData(),
            colour=self.colour.currentData(),
        )

    def accept(self) -> None:
        chosen = self.choice()
        if isinstance(chosen, Problem):
            self.note.setText(str(chosen))
            self.pages.setFocus()
            return
        super().accept()
        self.agreed.emit(chosen)


def _combo(options: Sequence[tuple[str, object]], name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for label, value in options:
        made.addItem(label, value)
    return made


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for each in widgets:
        row.addWidget(each)
    row.addStretch()
    return row
