"""一张登记表在屏幕上的行：行号全在手里，值一页一页地取，排序、筛选、查找都在数据库里。"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from miaopu_desk.domain.kinds import Choice, Kind
from miaopu_desk.paths import resource
from miaopu_desk.store.finding import Rows
from miaopu_desk.store.listing import Listing, resolve
from miaopu_desk.store.queries_attachments import counts
from miaopu_desk.store.table import RecordTable
from miaopu_desk.ui.theme import CODE_COLOURS

PAGE = 50
KEPT = 160
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
# 一屏几百格，每格问七样：先认出不用答的，合好的旗号也不每格现合
ANSWERED = frozenset(
    int(role)
    for role in (
        Role.DisplayRole,
        Role.TextAlignmentRole,
        Role.ToolTipRole,
        Role.DecorationRole,
        Role.ForegroundRole,
    )
)
READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
EDITABLE = READABLE | Qt.ItemFlag.ItemIsEditable


class RecordModel(QAbstractTableModel):
    """表格模型；一百万行占 4 MB，取过的页留最近 160 页。能不能就地改一格由 can_edit(行, 列) 说，没有就都不能。

    很大的清单可以先列头一屏：whole 为假时 numbers 只是开头，more() 接着找，找齐了接在后面、发 completed。
    """

    completed = Signal()

    def __init__(self, table: RecordTable[Any], paths: Sequence[str]) -> None:
        super().__init__()
        self.table = table
        self.paths: tuple[str, ...] = ()
        self.numbers: array[int] = array("i")
        self.whole = True
        self._rows = Rows()
        self.revealed = False
        self.can_edit: Callable[[int, int], bool] | None = None
        # 一格另有说法、另上颜色的：（行, 列）→（文字, 颜色），照旧的为 None；例如整改的“整改中，逾期3天”
        self.decorate: Callable[[int, int], tuple[str, str] | None] | None = None
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self._attached: dict[int, dict[str, int]] = {}  # 取过的页里，哪几行各有几个附件
        self.show_columns(paths)

    # 换内容

    def show_columns(self, paths: Sequence[str]) -> None:
        """换要列出的栏目。"""
        self.beginResetModel()
        self.paths = tuple(paths)
        self.columns = [resolve(self.table.register, path) for path in paths]
        self._pages.clear()
        self.endResetModel()

    def load(self, listing: Listing | None, first: int = 0) -> None:
        """按清单重新取行号；listing 为空时一行也不列。first 是先列头几行，其余等 more()，为 0 一次列全。"""
        rows = self.table.lists.rows(listing, first) if listing is not None else Rows()
        numbers = rows.first(first) if first else rows.finish()
        self.beginResetModel()
        self._rows, self.numbers, self.whole = rows, numbers, rows.whole
        self._pages.clear()
        self.endResetModel()

    def more(self) -> bool:
        """再找几毫秒；还没有找齐为真。"""
        if not self.whole:
            self._rows.step()
            if self._rows.whole:
                self.finish()
        return not self.whole

    def finish(self) -> None:
        """要用到全部的行了：没有找齐的现在找齐。"""
        if self.whole:
            return
        known, every = len(self.numbers), self._rows.finish()
        self._pages.pop(known // PAGE, None)  # 没有满的一页重新取
        if len(every) > known:
            self.beginInsertRows(QModelIndex(), known, len(every) - 1)
            self.numbers = every
            self.endInsertRows()
        self.whole = True
        self.completed.emit()

    def forget(self) -> None:
        """行还是这些行、次序不动，值重新取：就地改了一格以后用。"""
        self._pages.clear()
        if self.numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.numbers) - 1, len(self.paths) - 1))

    def reveal(self, revealed: bool) -> None:
        """完整显示，或者重新打码。"""
        self.revealed = revealed
        if self.numbers:
            last = self.index(len(self.numbers) - 1, len(self.paths) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.DisplayRole])

    # 取内容

    def record_id(self, row: int) -> str | None:
        """第 row 行（从 0 数）的记录 id；刚被删掉的为空。"""
        values = self._values(row)
        return values[0] if values else None

    def ids(self, rows: Iterable[int]) -> list[str]:
        """几行的记录 id，按行的顺序。"""
        return [found for row in sorted(rows) if (found := self.record_id(row)) is not None]

    def rows_of(self, ids: Sequence[str]) -> list[int]:
        """几条记录现在在第几行；不在清单里的略去。"""
        self.finish()
        wanted = set(self.table.numbers_of(ids))
        return [row for row, number in enumerate(self.numbers) if number in wanted] if wanted else []

    def value(self, row: int, column: int) -> Any:
        """一格的值，不是文字。"""
        values = self._values(row)
        return values[column + 1] if values else None

    def text(self, row: int, column: int) -> str:
        """一格给人看的文字，该打码的打码。"""
        values = self._values(row)
        if not values:
            return ""
        value = values[column + 1]
        if value is None:
            return ""
        if self.decorate is not None and (said := self.decorate(row, column)) is not None:
            return said[0]
        return self._said(self.columns[column].kind, value)

    def texts(self, count: int) -> list[set[str]]:
        """各栏前 count 行的文字，量列宽用：一页的值取一次，不一格一格地取。"""
        if self.decorate is not None:
            return [{self.text(row, at) for row in range(count)} for at in range(len(self.columns))]
        found = [values for row in range(count) if (values := self._values(row))]
        return [
            {"" if values[at] is None else self._said(column.kind, values[at]) for values in found}
            for at, column in enumerate(self.columns, start=1)
        ]

    def _said(self, kind: Kind, value: Any) -> str:
        shown = kind.show(value) if self.revealed and kind.secret else kind.listed(value)
        return shown.replace("\n", " ") if "\n" in shown else shown

    def attached(self, row: int) -> int:
        """第 row 行有几个附件。"""
        values = self._values(row)
        return self._attached[row // PAGE].get(values[0], 0) if values else 0

    def _values(self, row: int) -> tuple[Any, ...]:
        at = row // PAGE
        page = self._pages.get(at)
        if page is None:
            page = self.table.values(self.numbers[at * PAGE : (at + 1) * PAGE], self.paths)
            self._pages[at] = page
            ids = [values[0] for values in page if values]
            self._attached[at] = counts(self.table.database, self.table.register.table, ids)
            if len(self._pages) > KEPT:
                self._attached.pop(self._pages.popitem(last=False)[0])
        else:
            self._pages.move_to_end(at)
        return page[row % PAGE]

    # Qt 来问的

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in ANSWERED or not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Role.TextAlignmentRole:
            return ALIGN[self.columns[index.column()].kind.align]
        if role == Role.ToolTipRole:
            return self._tip(index.row(), index.column())
        if role == Role.DecorationRole and index.column() == 0 and self.attached(index.row()):
            return clip()
        if role == Role.ForegroundRole:
            if self.decorate is not None and (said := self.decorate(index.row(), index.column())) is not None:
                return QColor(said[1])
            kind = self.columns[index.column()].kind
            if isinstance(kind, Choice) and kind.codes.name in CODE_COLOURS:
                colour = CODE_COLOURS[kind.codes.name].get(self.value(index.row(), index.column()))
                return QColor(colour) if colour else None
        return None

    def _tip(self, row: int, column: int) -> str | None:
        shown = self.text(row, column)
        lines = [shown] if len(shown) > 8 else []
        if column == 0 and (count := self.attached(row)):
            lines.append(f"附件 {count} 个")
        return "\n".join(lines) or None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return EDITABLE if self.can_edit is not None and self.can_edit(index.row(), index.column()) else READABLE

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole else None
        if section >= len(self.columns):
            return None
        if role == Role.DisplayRole:
            return heading(self.table.register, self.paths[section])
        if role == Role.TextAlignmentRole:
            return ALIGN[self.columns[section].kind.align]
        return None


@lru_cache(maxsize=1)
def clip() -> QIcon:
    """有附件的记号。"""
    return QIcon(str(resource("icons/clip.svg")))


def heading(register: Any, path: str) -> str:
    """一个路径的列头；与本表另一栏同名的带上它来自哪里。"""
    column = resolve(register, path)
    first, _, rest = path.partition(".")
    if rest and any(each.label == column.label and each.name != first for each in register.columns):
        return f"{register.column(first).label}·{column.heading}"
    return str(column.heading)
