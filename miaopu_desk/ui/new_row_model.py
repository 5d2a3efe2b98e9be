"""列表末尾“在此输入新的一行”里填的：各栏的值、替人推出来的值、哪一栏不对。"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.register import Register
from miaopu_desk.store.listing import resolve
from miaopu_desk.ui.record_model import ALIGN
from miaopu_desk.ui.theme import COLOURS, RED

PROMPT = "在此输入新的一行"
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class NewRowModel(QAbstractTableModel):
    """一行；filled 是人填的（读好的值，读不懂的是原样的字），automatic 是初值和推出来的，wrong 是 栏目 → 哪里不对。"""

    revealed = True  # 自己刚打的号码要看得清

    def __init__(self, register: Register[Any]) -> None:
        super().__init__()
        self.register = register
        self.paths: tuple[str, ...] = ()
        self.columns: list[Any] = []
        self.filled: dict[str, Any] = {}
        self.fixed: dict[str, Any] = {}
        self.initial: Mapping[str, Any] = {}
        self.wrong: dict[str, str] = {}
        self.automatic: dict[str, Any] = {}
        self.can_edit: Any = None
        self.first = 0  # 最左边的一列，提示从那里写起

    def show_columns(self, paths: tuple[str, ...]) -> None:
        """换要列出的栏目；填了的留着。"""
        self.beginResetModel()
        self.paths = paths
        self.columns = [resolve(self.register, path) for path in paths]
        self.endResetModel()

    def put(self, name: str, value: Any) -> None:
        """填一栏；空着的不算填。"""
        if value is None or value == "":
            self.filled.pop(name, None)
        else:
            self.filled[name] = value
        self.wrong.pop(name, None)
        self.renew()

    def set_wrong(self, wrong: Mapping[str, str]) -> None:
        """哪几栏不对。"""
        self.wrong = dict(wrong)
        self.renew()

    def clear(self) -> None:
        """一个字也不留。"""
        self.filled.clear()
        self.wrong.clear()
        self.renew()

    def record(self) -> SimpleNamespace:
        """现在这一行各栏的值，读不懂的为空。"""
        values: dict[str, Any] = {each.name: None for each in self.register.columns}
        for name, value in {**self.initial, **self.filled, **self.fixed}.items():
            read = self.register.column(name).kind.read(value)
            values[name] = None if isinstance(read, Rejected) else read
        return SimpleNamespace(**values, id="")

    def renew(self) -> None:
        """重新推出能推的，重新画。"""
        if self.filled:
            values = vars(self.record())
            values.pop("id")
            self.automatic = {**self.initial, **self.register.following(values), **self.fixed}
        else:
            self.automatic = dict(self.fixed)
        if self.paths:
            self.dataChanged.emit(self.index(0, 0), self.index(0, len(self.paths) - 1))

    # 就地改要问的

    def record_id(self, row: int) -> str:
        """还没有 id。"""
        return "new"

    def value(self, row: int, section: int) -> Any:
        """一栏现在的值。"""
        return self.filled.get(self.paths[section], self.automatic.get(self.paths[section]))

    def text(self, row: int, section: int) -> str:
        """一格里的字。"""
        value = self.value(row, section)
        if value is None:
            return ""
        kind = self.columns[section].kind
        read = kind.read(value)
        return str(value) if isinstance(read, Rejected) else kind.show(read)

    # Qt 来问的

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        section = index.column()
        path = self.paths[section]
        if role == Role.DisplayRole:
            return self.text(0, section)
        if role == Role.AccessibleTextRole:
            return self.text(0, section) or (PROMPT if section == self.first and not self.filled else "")
        if role == Role.TextAlignmentRole:
            return ALIGN[self.columns[section].kind.align]
        if role == Role.ForegroundRole:
            return QColor(RED) if path in self.wrong else None if path in self.filled else QColor(COLOURS["quiet"])
        if role == Role.BackgroundRole:
            return QColor(COLOURS["red_pale"]) if path in self.wrong else None
        if role == Role.ToolTipRole:
            return self.wrong.get(path) or None
        if role == Role.AccessibleDescriptionRole:
            return self.wrong.get(path, "")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.isValid() and self.can_edit is not None and self.can_edit(index.row(), index.column()):
            found |= Qt.ItemFlag.ItemIsEditable
        return found
