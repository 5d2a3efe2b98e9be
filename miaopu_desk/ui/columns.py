"""一张列表显示哪些栏目、什么次序、多宽；改过的记下来，下次还是这样。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from miaopu_desk.domain.kinds import Text
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.store.listing import resolve
from miaopu_desk.ui.grid import Grid

SAVED_AFTER = 800  # 毫秒：拖完列宽再记


class ColumnMemory(QObject):
    """记住的是 [[路径, 宽度], ...]，按从左到右；宽度 0 表示由程序定。"""

    changed = Signal()

    def __init__(self, office: Office, register: Register[Any], standard: Sequence[str] | None = None) -> None:
        super().__init__()
        self.office, self.register = office, register
        self.standard = tuple(standard or register.listed)
        self.name = f"columns.{register.table}" + ("" if standard is None else f".{len(standard)}")
        self.kept: list[list[Any]] = [
            [path, width] for path, width in remembered(office, self.name, []) if self._exists(path)
        ]
        self._timer = QTimer(self, singleShot=True, interval=SAVED_AFTER)
        self._quiet = False

    def paths(self) -> list[str]:
        """现在要显示的栏目，从左到右。"""
        return [path for path, _ in self.kept] or list(self.standard)

    def attach(self, grid: Grid) -> None:
        """盯着列表，宽度和次序一变就记。"""
        self.setParent(grid)  # 页关掉时一起走，不留下还会响的定时器
        self._timer.timeout.connect(lambda: self._keep(grid))
        grid.header.sectionResized.connect(lambda *_: self._later())
        grid.header.sectionMoved.connect(lambda *_: self._later())

    def apply_widths(self, grid: Grid) -> None:
        """列宽：记着的用记着的，其余按内容估。"""
        self._quiet = True
        grid.fit_columns()
        widths = {path: width for path, width in self.kept if width}
        for section, path in enumerate(grid.records.paths):
            if path in widths:
                grid.setColumnWidth(section, round(widths[path] * grid.scale))
        self._quiet = False

    def fill_menu(self, menu: QMenu, grid: Grid) -> None:
        """可以打勾显示的全部栏目。"""
        own = [each.name for each in self.register.columns if not (isinstance(each.kind, Text) and each.kind.lines)]
        shown = grid.records.paths
        for path in dict.fromkeys([*self.standard, *own]):
            action = menu.addAction(resolve(self.register, path).label)
            action.setCheckable(True)
            action.setChecked(path in shown)
            action.triggered.connect(lambda on, path=path, action=action: self._tick(grid, path, action, on))
        menu.addSeparator()
        menu.addAction("恢复原来的栏目和宽度", lambda: self.reset(grid))

    def _tick(self, grid: Grid, path: str, action: QAction, on: bool) -> None:
        """勾上、去掉一栏；去不掉的最后一栏把勾还给它。"""
        (self.show if on else self.hide)(grid, path)
        action.setChecked(path in grid.records.paths)

    def show(self, grid: Grid, path: str) -> None:
        """在最右边加一栏。"""
        self._set(grid, [*self._visual(grid), [path, 0]])

    def hide(self, grid: Grid, path: str) -> None:
        """去掉一栏；最后一栏不能去掉。"""
        left = [each for each in self._visual(grid) if each[0] != path]
        if left:
            self._set(grid, left)

    def reset(self, grid: Grid) -> None:
        """回到声明里的栏目，宽度由程序定。"""
        self._set(grid, [])

    def _set(self, grid: Grid, kept: list[list[Any]]) -> None:
        self._quiet = True
        self.kept = kept
        grid.records.show_columns(self.paths())
        for at in range(grid.header.count()):  # 换了栏目，左右次序也从头来
            grid.header.moveSection(grid.header.visualIndex(at), at)
        self.changed.emit()
        self.apply_widths(grid)
        remember(self.office, self.name, kept)

    def _visual(self, grid: Grid) -> list[list[Any]]:
        order = [grid.header.logicalIndex(at) for at in range(grid.header.count())]
        # 记的是 100% 时的宽度
        kept = [[grid.records.paths[section], round(grid.columnWidth(section) / grid.scale)] for section in order]
        kept[-1][1] = 0  # 最后一栏撑满，宽度不记
        return kept

    def _later(self) -> None:
        """只记人拖的，不记窗口变宽时自己撑开的。"""
        if not self._quiet and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()

    def _keep(self, grid: Grid) -> None:
        self.kept = self._visual(grid)
        remember(self.office, self.name, self.kept)

    def _exists(self, path: str) -> bool:
        first, _, rest = path.partition(".")
        names = {each.name for each in self.register.columns}
        if first not in names:
            return False
        return path in self.standard or not rest
