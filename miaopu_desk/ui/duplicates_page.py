"""查重：一对一对地看像是同一个人的登记，合并、认定不是同一人，或者以后再说。"""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.duplicates import Pair
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.duplicates import SEEN, not_the_same, scan
from miaopu_desk.services.merging import hanging, merge, richer_first
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.merge_table import MergeTable
from miaopu_desk.ui.tabs.click_table import LEFT, ClickTable

NOTHING = "没有像是同一个人的登记。"
KEYS = "点一格选用那一边；Ctrl+回车 合并，Ctrl+D 不是同一人，Ctrl+↓ 以后再说，Ctrl+Z 撤销"


class DuplicatesPage(QDialog):
    """左边各对和根据，右边两条并排。做完一对就到下一对。"""

    def __init__(self, office: Office, window: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent or window)
        self.office, self.window_ = office, window
        self.pairs: list[Pair] = []
        self.swapped = False
        self.list = ClickTable("像是同一个人的各对")
        self.list.set_heads([("两条登记", LEFT), ("根据", LEFT)])
        self.list.whole_rows(170)
        self.table = MergeTable()
        self.heading = QLabel()
        self.below = sentence("", quiet=True)
        self.told = sentence("")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(f"不是同一人的理由（空着记“{SEEN}”）")
        self.reason.setAccessibleName("不是同一人的理由")
        self.reason.setMaxLength(60)
        self._build()
        self.list.currentCellChanged.connect(lambda row, *_: self.show_pair(row))
        self.rescan()
        self.resize(1060, 640)

    def rescan(self) -> None:
        """把全部登记再查一遍。"""
        with busy():
            self.pairs = scan(self.office)
        self.list_pairs(0)

    def list_pairs(self, at: int) -> None:
        """重列各对，选中第 at 对。"""
        self.list.blockSignals(True)
        self.list.setRowCount(len(self.pairs))
        for row, pair in enumerate(self.pairs):
            for column, text in enumerate((_names(pair), "；".join(pair.reasons))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.list.setItem(row, column, item)
        at = min(at, len(self.pairs) - 1)
        self.list.setCurrentCell(at, 0)
        self.list.blockSignals(False)
        self.show_pair(at)

    def show_pair(self, at: int) -> None:
        """右边摆出第 at 对。"""
        self.swapped = False
        self._show(at)

    def swap(self) -> None:
        """留下的和并入的对调。"""
        self.swapped = not self.swapped
        self._show(self.list.currentRow())

    # 三种办法

    def merge(self) -> None:
        """照选的合并，到下一对。"""
        kept, dropped = self.table.kept, self.table.dropped
        if kept is None or dropped is None:
            return
        try:
            result = merge(self.office, kept.id, dropped.id, self.table.choices)
        except KnownError as error:
            messages.warn(self, "没有合并", str(error))
            return
        if isinstance(result, list):
            messages.show_problems(self, "没有合并", result)
            return
        self._tell("。".join([result.sentence(), *result.twins]))
        self._next([pair for pair in self.pairs if dropped.id not in (pair.first.id, pair.second.id)])

    def differ(self) -> None:
        """记住不是同一人，到下一对。"""
        pair = self.current()
        if pair is None:
            return
        try:
            not_the_same(self.office, pair.first.id, pair.second.id, self.reason.text())
        except KnownError as error:
            messages.warn(self, "没有记下", str(error))
            return
        self.reason.clear()
        self._tell(f"记下了：{_names(pair)}不是同一人，以后不再列出")
        self._next([each for each in self.pairs if each is not pair])

    def later(self) -> None:
        """放到最后，先看下一对。"""
        pair = self.current()
        if pair is not None:
            self._next([*(each for each in self.pairs if each is not pair), pair])

    def undo(self) -> None:
        """撤销最近的一次合并，重新查。"""
        self.window_.undo()
        self.rescan()

    def current(self) -> Pair | None:
        """正看着的一对。"""
        at = self.list.currentRow()
        return self.pairs[at] if 0 <= at < len(self.pairs) else None

    # 里面的事

    def _next(self, pairs: list[Pair]) -> None:
        at = self.list.currentRow()
        self.pairs = pairs
        self.list_pairs(max(at, 0))

    def _show(self, at: int) -> None:
        pair = self.pairs[at] if 0 <= at < len(self.pairs) else None
        records = self.office.keeper.table(VOLUNTEERS).records([pair.first.id, pair.second.id]) if pair else []
        if len(records) == 2:
            kept, dropped = richer_first(*records)
            if self.swapped:
                kept, dropped = dropped, kept
            self.table.show_two(kept, dropped)
            self.below.setText(
                f"留下的一条名下：{_belongings(self.office, kept)}\n"
                f"并入的一条名下：{_belongings(self.office, dropped, '，合并时都搬到留下的一条')}"
            )
        else:
            self.table.show_two(None, None)
            self.below.setText("这两条里有一条已经删除，请关掉重开。" if pair else "")
        self.heading.setText(f"还有 {len(self.pairs):,} 对要看。{KEYS}" if self.pairs else NOTHING)
        for each in (self.merge_button, self.swap_button):
            each.setEnabled(len(records) == 2)
        for control in (self.differ_button, self.later_button, self.reason):
            control.setEnabled(pair is not None)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.window_.say(text)

    def _build(self) -> None:
        self.merge_button = button("合并", main=True)
        self.differ_button = button("不是同一人")
        self.later_button = button("以后再说")
        self.swap_button = button("对调")
        close = button("关闭")
        content = framed(
            self,
            "查重",
            self.merge_button,
            self.differ_button,
            self.later_button,
            close,
            left=(self.swap_button,),
        )
        self.heading.setProperty("quiet", True)
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(8, 0, 0, 0)
        for part in (self.table, self.below, self.reason, self.told):
            box.addWidget(part, 1 if part is self.table else 0)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([360, 680])
        split.setChildrenCollapsible(False)
        content.addWidget(self.heading)
        content.addWidget(split, 1)
        self.swap_button.setToolTip("留下另一条")
        for pressed, key, do in (
            (self.merge_button, "Ctrl+Return", self.merge),
            (self.differ_button, "Ctrl+D", self.differ),
            (self.later_button, "Ctrl+Down", self.later),
            (self.swap_button, "", self.swap),
        ):
            pressed.clicked.connect(lambda _=False, do=do: do())
            if key:
                pressed.setToolTip(key.replace("Return", "回车").replace("Down", "↓"))
                QShortcut(QKeySequence(key), self, do)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        close.clicked.connect(self.close)


def _names(pair: Pair) -> str:
    names = dict.fromkeys((pair.first.name, pair.second.name))
    return "、".join(names) if len(names) > 1 else f"{pair.first.name}（两条）"


def _belongings(office: Office, one: Volunteer, moved: str = "") -> str:
    found = "、".join(f"{title} {count} 条" for title, count in hanging(office, one.id).items())
    return found + moved if found else "没有别的记录"
