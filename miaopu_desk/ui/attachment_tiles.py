"""附件的小格子：图片画缩略图，文档画一页纸写上类型，证件照片不画出来；一次画一张，不耽误窗口。"""

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from miaopu_desk.domain.attachments import SENSITIVE, ending, megabytes
from miaopu_desk.domain.codes import ATTACHMENT_KINDS
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.services.attachments import picture
from miaopu_desk.services.office import Office
from miaopu_desk.store import files
from miaopu_desk.ui.theme import COLOURS, RED

TILE = 72
MOST_PIXELS = 120_000_000  # 再大的图不画缩略图，照样打得开
_ID = Qt.ItemDataRole.UserRole


class AttachmentTiles(QListWidget):
    """一排小格子。dropped 给拖进来的文件，opened 是要打开当前的一个，menu_asked 是右键。"""

    dropped = Signal(object)
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self._waiting: list[tuple[str, Attachment]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw_next)
        self.setAccessibleName("附件")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(TILE, TILE))
        self.setGridSize(QSize(TILE + 40, TILE + 32))
        self.setFixedHeight(TILE + 32 + 18)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked)
        self.itemActivated.connect(lambda _: self.opened.emit())
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    def show_all(self, attachments: list[Attachment]) -> None:
        """列出这些附件；选中的还选着。"""
        chosen = set(self.chosen_ids())
        self.clear()
        self._waiting.clear()
        for each in attachments:
            item = QListWidgetItem(each.title)
            item.setData(_ID, each.id)
            kind = ATTACHMENT_KINDS.label(each.kind)
            item.setToolTip(f"{each.title}\n{kind}，{megabytes(each.size)}，{each.added_on} 添加\n{each.file_name}")
            self.addItem(item)
            item.setSelected(each.id in chosen)
            gone = files.find(self.office.folder, each.sha256) is None
            item.setIcon(QIcon(_page("文件不在", RED) if gone else _page(_word(each))))
            if gone:
                item.setToolTip(f"{item.toolTip()}\n附件的文件不在数据文件夹里了")
            elif picture(self.office, each) is not None:
                self._waiting.append((each.id, each))
        if self._waiting:
            self._timer.start()

    def chosen_ids(self) -> list[str]:
        """选中的各个附件，按排列的次序。"""
        return [self.item(at).data(_ID) for at in range(self.count()) if self.item(at).isSelected()]

    def _draw_next(self) -> None:
        if not self._waiting:
            return
        record_id, attachment = self._waiting.pop(0)
        path = picture(self.office, attachment)
        drawn = thumbnail(str(path)) if path is not None else None
        if drawn is not None:
            for at in range(self.count()):
                if self.item(at).data(_ID) == record_id:
                    self.item(at).setIcon(QIcon(drawn))
        if self._waiting:
            self._timer.start()

    # 拖进来

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


def accept_files(event: Any) -> None:
    """拖着的是电脑里的文件才让放。"""
    if local_files(event.mimeData()):
        event.acceptProposedAction()
    else:
        event.ignore()


def local_files(data: QMimeData | None) -> list[str]:
    """拖着的、剪贴板里的各个文件的路径。"""
    if data is None or not data.hasUrls():
        return []
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def thumbnail(path: str) -> QPixmap | None:
    """一张图片缩到格子里，方向照相机里记的；画不出来为空。"""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    reader.setScaledSize(size.scaled(TILE, TILE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return None
    canvas = _blank()
    painter = QPainter(canvas)
    at = QPoint((TILE - image.width()) // 2, (TILE - image.height()) // 2)
    painter.drawImage(at, image)
    painter.setPen(QColor(COLOURS["line"]))
    painter.drawRect(QRect(at, image.size()).adjusted(0, 0, -1, -1))
    painter.end()
    return canvas


def _word(attachment: Attachment) -> str:
    if attachment.kind == SENSITIVE:
        return "证件"
    return (ending(attachment.file_name) or "文件").upper()[:5]


def _page(word: str, colour: str = "#6b7280") -> QPixmap:
    """一页纸，写上是什么。"""
    canvas = _blank()
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(COLOURS["line"]))
    painter.setBrush(QColor(COLOURS["stripe"]))
    painter.drawRoundedRect(QRect(12, 4, TILE - 24, TILE - 9), 3, 3)
    painter.setPen(QColor(colour))
    font = painter.font()
    font.setPixelSize(14 if len(word) <= 3 else 11)
    painter.setFont(font)
    painter.drawText(QRect(12, 4, TILE - 24, TILE - 9), Qt.AlignmentFlag.AlignCenter, word)
    painter.end()
    return canvas


def _blank() -> QPixmap:
    canvas = QPixmap(TILE, TILE)
    canvas.fill(Qt.GlobalColor.transparent)
    return canvas
