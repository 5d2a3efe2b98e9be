"""两条登记并排：每一栏点一下选用哪一边，最右一列是合并以后的样子。"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QTableWidgetItem

from miaopu_desk.domain.kinds import Choices
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.merging import BOTH, DROP, KEEP, TOGETHER, preview, suggest
from miaopu_desk.ui.tabs.click_table import LEFT, ClickTable
from miaopu_desk.ui.theme import COLOURS

HEADS = ("栏目", "留下的一条", "并入的一条", "合并以后")
SIDES = {1: (KEEP,), 2: (DROP,), 3: (KEEP, DROP, BOTH)}


class MergeTable(ClickTable):
    """choices 是每一栏选的：keep、drop、both；选变了发出 chosen_changed。两边都空的栏目不列。"""

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__("两条登记并排，点一格选用它")
        self.kept: Volunteer | None = None
        self.dropped: Volunteer | None = None
        self.choices: dict[str, str] = {}
        self.names: list[str] = []
        self.set_heads([(head, LEFT) for head in HEADS])
        for at, width in enumerate((110, 185, 185)):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setStretchLastSection(True)
        self.chosen.connect(self.choose)

    def show_two(self, kept: Volunteer | None, dropped: Volunteer | None) -> None:
        """换两条；先照建议选好。"""
        self.kept, self.dropped = kept, dropped
        if kept is None or dropped is None:
            self.names, self.choices = [], {}
            self.setRowCount(0)
            return
        self.choices = suggest(kept, dropped)
        self.names = [
            each.name
            for each in VOLUNTEERS.columns
            if getattr(kept, each.name) is not None or getattr(dropped, each.name) is not None
        ]
        self.draw()

    def choose(self, row: int, column: int) -> None:
        """选用一格；点“合并以后”依次换。状态、证件号带着说它的几栏一起换。"""
        name = self.names[row]
        options = SIDES.get(column, ())
        if not isinstance(VOLUNTEERS.column(name).kind, Choices):
            options = tuple(each for each in options if each != BOTH)
        if not options:
            return
        now = self.choices[name]
        choice = options[(options.index(now) + 1) % len(options)] if now in options else options[0]
        for each in (name, *TOGETHER.get(name, ())):
            self.choices[each] = choice if each == name or choice != BOTH else KEEP
        self.draw()
        self.chosen_changed.emit()

    def draw(self) -> None:
        """重画各格：选用的一格浅蓝，两边不同的栏名加粗。"""
        assert self.kept is not None
        assert self.dropped is not None
        after = preview(self.kept, self.dropped, self.choices)
        self.setRowCount(len(self.names))
        for row, name in enumerate(self.names):
            column = VOLUNTEERS.column(name)
            mine, other = getattr(self.kept, name), getattr(self.dropped, name)
            texts = (column.label, *(column.kind.masked(value) for value in (mine, other, after[name])))
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text if at in (0, 3) else f"{text}\n点一下选用这一边" if text else "空着")
                used = (at == 1 and self.choices[name] in (KEEP, BOTH)) or (
                    at == 2 and self.choices[name] in (DROP, BOTH)
                )
                if used and mine != other:
                    item.setBackground(QBrush(QColor(COLOURS["chosen"])))
                if at in (0, 3) and mine != other:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(row, at, item)
