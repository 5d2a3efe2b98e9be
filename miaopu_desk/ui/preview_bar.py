"""预览窗上面的一排按钮和快捷键。"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel

from miaopu_desk.ui.dialogs.frame import acting

if TYPE_CHECKING:
    from miaopu_desk.ui.preview import Preview

ZOOM_STEP = 1.25


def build_bar(preview: "Preview") -> QHBoxLayout:
    """翻页、缩放、查找在左，打印、另存、关闭在右。"""
    bar = QHBoxLayout()
    bar.addWidget(acting("上一页", lambda: preview.go_to(preview.pages.value() - 1)))
    bar.addWidget(preview.pages)
    bar.addWidget(QLabel(f"/ {preview.document.pageCount()} 页"))
    bar.addWidget(acting("下一页", lambda: preview.go_to(preview.pages.value() + 1)))
    bar.addSpacing(16)
    bar.addWidget(acting("缩小", lambda: preview.zoom(1 / ZOOM_STEP)))
    bar.addWidget(acting("放大", lambda: preview.zoom(ZOOM_STEP)))
    bar.addWidget(acting("适合宽度", preview.fit_width))
    bar.addWidget(acting("整页", preview.fit_page))
    bar.addSpacing(16)
    bar.addWidget(acting("查找", preview.start_search))
    bar.addStretch()
    bar.addWidget(acting("打印", preview.print_out))
    bar.addWidget(acting("另存为", preview.save_as))
    bar.addWidget(acting("用系统阅读器打开", preview.open_outside))
    bar.addWidget(acting("关闭", preview.close))
    return bar


def add_keys(preview: "Preview") -> None:
    """Ctrl+P 打印，Ctrl+F 查找，F3 下一处，Ctrl+加减缩放。"""
    finder = preview.side.finder
    for keys, slot in (
        (QKeySequence.StandardKey.Print, preview.print_out),
        (QKeySequence.StandardKey.Find, preview.start_search),
        (QKeySequence.StandardKey.FindNext, finder.next_hit),
        (QKeySequence.StandardKey.FindPrevious, lambda: finder.next_hit(-1)),
        (QKeySequence.StandardKey.ZoomIn, lambda: preview.zoom(ZOOM_STEP)),
        (QKeySequence.StandardKey.ZoomOut, lambda: preview.zoom(1 / ZOOM_STEP)),
    ):
        QShortcut(QKeySequence(keys), preview, slot)
