"""在 PDF 的文字里找：一页一页地来，窗口不停；断成两行的姓名也找得到，生僻字和常用字一样。"""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, Qt, QTimer
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BEFORE, AFTER = 5, 10  # 每处前后写几个字
SLICE = 0.03  # 秒：一次找这么久，就让窗口喘一口气


@dataclass(frozen=True, slots=True)
class Hit:
    """一处：page 从 0 数，at 是这一页的第几处，place 是在页上的位置（点，从左上角起）。"""

    page: int
    at: int
    place: QPointF
    shown: str


class Hits(QAbstractListModel):
    """找到的各处。QPdfSearchModel 在有的系统上找不到基本平面以外的字，所以自己找。"""

    def __init__(self, document: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.document = document
        self.wanted = ""
        self.found: list[Hit] = []
        self._page = 0
        self._texts: dict[int, tuple[str, list[int]]] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def searching(self) -> bool:
        """还没有找完。"""
        return self._timer.isActive()

    def look_for(self, text: str) -> None:
        """从头找起；大小写、空格、换行不论。"""
        self.beginResetModel()
        self.wanted = _plain(text)[0]
        self.found.clear()
        self._page = 0
        self.endResetModel()
        if self.wanted:
            self._timer.start()
        else:
            self._timer.stop()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            hit = self.found[index.row()]
            return f"第 {hit.page + 1} 页　{hit.shown}"
        return None

    def _go_on(self) -> None:
        until = monotonic() + SLICE
        while self._page < self.document.pageCount() and monotonic() < until:
            hits = self._on_page(self._page)
            self._page += 1
            if hits:
                self.beginInsertRows(ROOT, len(self.found), len(self.found) + len(hits) - 1)
                self.found += hits
                self.endInsertRows()
        if self._page >= self.document.pageCount():
            self._timer.stop()
            self.layoutChanged.emit()  # 找完了：一处也没有的也要说

    def _on_page(self, page: int) -> list[Hit]:
        if page not in self._texts:
            self._texts[page] = _plain(self.document.getAllText(page).text())
        text, places = self._texts[page]
        found: list[Hit] = []
        start = text.find(self.wanted)
        while start >= 0:
            end = start + len(self.wanted)
            shown = f"{text[max(start - BEFORE, 0) : start]}【{text[start:end]}】{text[end : end + AFTER]}"
            found.append(Hit(page, len(found), self._place(page, places[start]), shown))
            start = text.find(self.wanted, end)
        return found

    def _place(self, page: int, at: int) -> QPointF:
        return QPointF(self.document.getSelectionAtIndex(page, at, 1).boundingRectangle().topLeft())


def _plain(text: str) -> tuple[str, list[int]]:
    """去掉空白、字母小写的文字，和每个字原来的位置。"""
    kept = [(at, char.lower()) for at, char in enumerate(text) if not char.isspace() and char.isprintable()]
    return "".join(char for _, char in kept), [at for at, char in kept for _ in char]
