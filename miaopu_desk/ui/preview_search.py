"""在预览里查找：打字就查，列出第几页和前后几个字，上一处、下一处。"""

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from miaopu_desk.ui.dialogs.frame import acting
from miaopu_desk.ui.preview_hits import ROOT, Hits


class Finder(QWidget):
    """查找的一页。hit_chosen(Hit)。search 是 Qt 的查找，只用来在页上标出各处。"""

    hit_chosen = Signal(object)

    def __init__(self, document: Any, parent: QWidget) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfSearchModel

        self.search = QPdfSearchModel(self)
        self.search.setDocument(document)
        self.model = Hits(document, self)
        self.hits = QListView()
        self.hits.setModel(self.model)
        self.hits.setUniformItemSizes(True)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setAccessibleName("查到的各处")
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("查找：姓名、词语")
        self.wanted.setAccessibleName("在预览里查找")
        self.wanted.setClearButtonEnabled(True)
        self.answer = QLabel()
        self._at = -1
        self._lay_out()
        self.wanted.textChanged.connect(self.look_for)
        self.wanted.returnPressed.connect(self.next_hit)
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.layoutChanged):
            changed.connect(lambda *_: self._tell())
        self.hits.selectionModel().currentChanged.connect(lambda now, _: self._chosen(now))

    def look_for(self, text: str) -> None:
        """查这几个字；空着不查。查得多时一页一页地来，数字随着变。"""
        self._at = -1
        self.search.setSearchString(text.strip())
        self.model.look_for(text)

    def count(self) -> int:
        """查到几处。"""
        return int(self.model.rowCount())

    def next_hit(self, step: int = 1) -> None:
        """下一处（step 为 -1 是上一处），到头从另一头接着来。"""
        count = self.count()
        if count:
            at = (self._at + step) % count if self._at >= 0 else (0 if step > 0 else count - 1)
            self.hits.setCurrentIndex(self.model.index(at, 0))

    def _chosen(self, now: QModelIndex) -> None:
        self._at = now.row()
        self._tell()
        if now.isValid():
            self.hit_chosen.emit(self.model.found[self._at])

    def marked(self, page: int, at: int) -> int:
        """一页上的第 at 处在 Qt 的查找里是第几处；没有为 -1。"""
        roles, model = type(self.search).Role, self.search
        for row in range(model.rowCount(ROOT)):
            index = model.index(row, 0)
            where = [model.data(index, each.value) for each in (roles.Page, roles.IndexOnPage)]
            if where == [page, at]:
                return row
        return -1

    def _tell(self) -> None:
        count = self.count()
        if not self.model.wanted:
            self.answer.setText("")
        elif not count:
            self.answer.setText("正在查…" if self.model.searching else "没有查到")
        else:
            self.answer.setText(f"{self._at + 1} / {count} 处" if self._at >= 0 else f"{count} 处")

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 0)
        box.addWidget(self.wanted)
        row = QHBoxLayout()
        row.addWidget(self.answer, 1)
        for text, step in (("上一处", -1), ("下一处", 1)):
            row.addWidget(acting(text, partial(self.next_hit, step)))
        box.addLayout(row)
        box.addWidget(self.hits, 1)
