"""附件条：一条记录的照片和文档；添加、拖进来、粘贴图片、打开、另存、改名、删除。

别的窗里要用，一行就够：layout.addWidget(AttachmentStrip(office, register, record_id))，
或者只放一个按钮：layout.addWidget(attachments_button(office, register, record_id))。
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.codes import ATTACHMENT_KINDS
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.domain.register import Register
from miaopu_desk.services import attachments
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui import messages
from miaopu_desk.ui.attachment_doing import open_one, rename_one, save_one
from miaopu_desk.ui.attachment_tiles import AttachmentTiles, accept_files, local_files
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.jobs import Jobs, Progress

LARGE = 8 << 20  # 一共比这大的放到后台收
HINT = "把照片、扫描件拖到这里，或者复制图片后按 Ctrl+V"
_USUAL = {"volunteers": "photo", "participations": "sign_in", "shifts": "sign_in", "activities": "scene"}


class AttachmentStrip(QWidget):
    """一条记录的附件；还没有附件时只占一行。kind 是添加时先选好的种类。"""

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        record_id: str,
        parent: QWidget | None = None,
        *,
        kind: str = "",
    ) -> None:
        super().__init__(parent)
        self.office, self.register, self.record_id = office, register, record_id
        self.attachments: list[Attachment] = []
        self.tiles = AttachmentTiles(office)
        self._lay_out(kind or _USUAL.get(register.table, "other"))
        self.setAcceptDrops(True)
        self.show_all()
        on_change(self, office, self._changed)

    # 看

    def show_all(self) -> None:
        """重新列。"""
        self.attachments = attachments.attachments_of(self.office, self.register, self.record_id)
        self.tiles.show_all(self.attachments)
        self.tiles.setVisible(bool(self.attachments))
        self.title.setText(f"附件（{len(self.attachments)}）" if self.attachments else "附件")
        self._enable()

    def chosen(self) -> list[Attachment]:
        """选中的各个附件。"""
        ids = set(self.tiles.chosen_ids())
        return [each for each in self.attachments if each.id in ids]

    def open(self) -> None:
        """用系统的程序打开选中的一个。"""
        for each in self.chosen()[:1]:
            open_one(self.office, each, self)

    def save_as(self) -> None:
        """把选中的一个另存到别处。"""
        for each in self.chosen()[:1]:
            save_one(self.office, each, self)

    # 添加

    def ask_add(self) -> None:
        """选几个文件来添加。"""
        folder = remembered(self.office, "folder.attachments", str(Path.home()))
        names, _ = QFileDialog.getOpenFileNames(self, "添加附件", folder, FILES)
        if names:
            remember(self.office, "folder.attachments", str(Path(names[0]).parent))
            self.add(names)

    def add(self, paths: Sequence[str | Path]) -> None:
        """添加这些文件；大的在后台收，收完一次登记。"""
        sources = [Path(each) for each in paths]
        if sum(_size(each) for each in sources) < LARGE:
            self._register(*self._take_in(sources))
            return

        def work(progress: Progress) -> Any:
            return self._take_in(sources, progress)

        Jobs(self.window()).start("正在收附件…", work, lambda found: self._register(*found))

    def paste(self) -> None:
        """添加剪贴板里的图片或文件。"""
        data = QApplication.clipboard().mimeData()
        if paths := local_files(data):
            self.add(paths)
        elif data is not None and data.hasImage():
            image = QImage(data.imageData())
            name = f"粘贴的图片{datetime.now():%H%M%S}.png"
            added = attachments.attach_bytes(
                self.office, self.register, self.record_id, png(image), name, self.kind.currentData()
            )
            self._tell(added.problems)
        else:
            messages.warn(self, "粘贴", "剪贴板里没有图片，请先复制一张图片或者一个文件，再粘贴。")

    def _take_in(
        self, sources: Sequence[Path], progress: Callable[[int, int, str], None] = lambda *_: None
    ) -> tuple[list[attachments.Kept], list[Problem]]:
        kept, problems = [], []
        for at, source in enumerate(sources):
            progress(at, len(sources), f"正在收附件“{source.name}”…")
            try:
                kept.append(attachments.take_in(self.office, source))
            except KnownError as error:
                problems.append(Problem("", str(error)))
        return kept, problems

    def _register(self, kept: list[attachments.Kept], problems: list[Problem]) -> None:
        added = attachments.add_kept(self.office, self.register, self.record_id, kept, self.kind.currentData())
        self._tell(problems + added.problems)

    def _tell(self, problems: list[Problem]) -> None:
        if problems:
            messages.show_problems(self, "有的文件没有添加", problems)

    # 改名、删除

    def rename(self) -> None:
        """改选中的一个的名称和种类。"""
        for each in self.chosen()[:1]:
            rename_one(self.office, each, self)

    def remove(self) -> None:
        """问过以后删掉选中的。"""
        chosen = self.chosen()
        if not chosen:
            return
        what = f"附件“{chosen[0].title}”" if len(chosen) == 1 else f"这 {len(chosen)} 个附件"
        if messages.confirm(self, "删除附件", f"要删除{what}吗？", "删除", "删除以后可以用“撤销”恢复。"):
            problems = attachments.detach(self.office, [each.id for each in chosen])
            if problems:
                messages.show_problems(self, "没有删除", problems)

    # 拖进来

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.add(paths)

    # 里面的事

    def _changed(self, tables: set[str]) -> None:
        if ATTACHMENTS.table in tables or self.register.table in tables:
            self.show_all()

    def _enable(self) -> None:
        count = len(self.tiles.chosen_ids())
        for each in (self.open_button, self.save_button, self.rename_button):
            each.setEnabled(count == 1)
        self.remove_button.setEnabled(count > 0)
        for each in self._doing:
            each.setVisible(bool(self.attachments))
        self.hint.setVisible(not self.attachments)

    def _menu(self, at: QPoint) -> None:
        if not self.tiles.chosen_ids():
            return
        menu = QMenu(self)
        for each, do in self._doing.items():
            menu.addAction(each.text(), do).setEnabled(each.isEnabled())
        menu.popup(self.tiles.viewport().mapToGlobal(at))

    def _lay_out(self, kind: str) -> None:
        self.title = QLabel("附件")
        self.hint = QLabel(HINT)
        self.hint.setProperty("quiet", True)
        self.kind = QComboBox()
        for code in ATTACHMENT_KINDS.items:
            self.kind.addItem(code.label, code.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.kind.setAccessibleName("添加的种类")
        self.kind.setToolTip("添加的文件算哪一种；证件照片写明用途才能看")
        self.add_button = button("添加…")
        self.open_button, self.save_button = button("打开"), button("另存…")
        self.rename_button, self.remove_button = button("改名…"), button("删除")
        self._doing: dict[QPushButton, Callable[[], None]] = {
            self.open_button: self.open,
            self.save_button: self.save_as,
            self.rename_button: self.rename,
            self.remove_button: self.remove,
        }
        self.add_button.clicked.connect(self.ask_add)
        for each, do in self._doing.items():
            each.clicked.connect(do)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.title)
        top.addWidget(self.hint)
        top.addStretch()
        for each in self._doing:
            top.addWidget(each)
        top.addWidget(self.kind)
        top.addWidget(self.add_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self.tiles)
        self.tiles.dropped.connect(self.add)
        self.tiles.opened.connect(self.open)
        self.tiles.menu_asked.connect(self._menu)
        self.tiles.itemSelectionChanged.connect(self._enable)
        for keys, do in (("Ctrl+V", self.paste), ("Delete", self.remove), ("F2", self.rename)):
            QShortcut(QKeySequence(keys), self, do).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


FILES = "照片和文档 (*.jpg *.jpeg *.png *.bmp *.gif *.webp *.heic *.tif *.tiff *.pdf *.doc *.docx *.xls *.xlsx *.wps *.et *.ofd *.txt);;所有文件 (*)"


def png(image: QImage) -> bytes:
    """一张图片存成 PNG。"""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def on_change(widget: QWidget, office: Office, do: Callable[[set[str]], None]) -> None:
    """登记有变化就叫 do；widget 没了就不再叫。"""
    listeners = office.keeper.listeners

    def heard(tables: set[str]) -> None:
        do(tables)

    listeners.append(heard)
    widget.destroyed.connect(lambda: listeners.remove(heard) if heard in listeners else None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
