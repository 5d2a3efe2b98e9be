"""在预览里查找：打字就查，列出第几页和前后几个字，上一处、下一处。"""

from typing import Any

from PySide6.QtCore import QIdentityProxyModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

Index = QModelIndex | QPersistentModelIndex
BEFORE, AFTER = 5, 10  # 每处前后写几个字
LINE_END = "\u23ce"  # Qt 用它表示换行


class Hits(QIdentityProxyModel):
    """查到的各处：第几页，前后几个字。"""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return super().data(index, role)
        model: Any = self.sourceModel()
        inner, roles = self.mapToSource(index), model.Role
        before, after = (model.data(inner, each.value) or "" for each in (roles.ContextBefore, roles.ContextAfter))
        shown = f"{_plain(before)[-BEFORE:]}【{model.searchString()}】{_plain(after)[:AFTER]}"
        return f"第 {model.data(inner, roles.Page.value) + 1} 页　{shown}"


class Finder(QWidget):
    """查找的一页。hit_chosen(第几处, 页, 位置) 从 0 数，位置是 QPointF。"""

    hit_chosen = Signal(int, int, object)

    def __init__(self, document: Any, parent: QWidget) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfSearchModel

        self.search = QPdfSearchModel(self)
        self.search.setDocument(document)
        self.model = Hits(self)
        self.model.setSourceModel(self.search)
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
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            changed.connect(lambda *_: self._tell())
        self.hits.selectionModel().currentChanged.connect(lambda now, _: self._chosen(now))

    def look_for(self, text: str) -> None:
        """查这几个字；空着不查。查得多时一页一页地来，数字随着变。"""
        self._at = -1
        self.search.setSearchString(text.strip())
        self._tell()

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
            roles, inner = type(self.search).Role, self.model.mapToSource(now)
            page, place = (self.search.data(inner, each.value) for each in (roles.Page, roles.Location))
            self.hit_chosen.emit(self._at, int(page), place)

    def _tell(self) -> None:
        count = self.count()
        if not self.search.searchString():
            self.answer.setText("")
        elif not count:
            self.answer.setText("没有查到")
        else:
            self.answer.setText(f"{self._at + 1} / {count} 处" if self._at >= 0 else f"{count} 处")

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 0)
        box.addWidget(self.wanted)
        row = QHBoxLayout()
        row.addWidget(self.answer, 1)
        for text, step in (("上一处", -1), ("下一处", 1)):
            made = QPushButton(text)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False, step=step: self.next_hit(step))
            row.addWidget(made)
        box.addLayout(row)
        box.addWidget(self.hits, 1)


def _plain(text: str) -> str:
    return "".join(text.replace(LINE_END, "").split())
