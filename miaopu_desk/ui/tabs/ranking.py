"""考核排名：选一期，社区一行、项目一列；点一个分数看它的来历。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.domain.inspection_pages import score_text
from miaopu_desk.domain.period import LABELS, Period, periods_up_to
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.ranking import Ranking
from miaopu_desk.domain.records import RANKING_WEIGHTS
from miaopu_desk.services.office import Office
from miaopu_desk.services.ranking import ranking, reasons
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, sentence
from miaopu_desk.ui.dialogs.reasons import ReasonsDialog
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import CENTER, RIGHT, ClickTable
from miaopu_desk.ui.theme import COLOURS

FIRST = 2  # 名次、社区之后是各个项目


class RankingPage(QWidget):
    """排名在上，权重在“考核权重”一页改。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: Ranking | None = None
        self.kinds, self.periods = QComboBox(), QComboBox()
        for kind, label in LABELS.items():
            self.kinds.addItem(label, kind)
        self.kinds.setAccessibleName("按什么排")
        self.periods.setAccessibleName("哪一期")
        self.periods.setMinimumWidth(160)
        self.print_button = button("打印排名表")
        self.weights = QLabel()
        self.weights.setProperty("quiet", True)
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 10, 6)
        top.setSpacing(8)
        for widget in (QLabel("按"), self.kinds, self.periods, self.print_button, self.weights):
            top.addWidget(widget)
        top.addStretch()
        self.sheet = ClickTable("考核排名")
        self.notes = sentence("", True)
        self.notes.setContentsMargins(10, 4, 10, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.sheet, 1)
        box.addWidget(self.notes)
        self.kinds.currentIndexChanged.connect(lambda _: self._choose_kind())
        self.periods.currentIndexChanged.connect(lambda _: self.load())
        self.print_button.clicked.connect(lambda: self.print())
        self.sheet.chosen.connect(self.explain)
        self._choose_kind()

    @property
    def period(self) -> Period:
        """选中的一期。"""
        chosen: Period = self.periods.currentData()
        return chosen

    def refresh(self, tables: set[str]) -> None:
        """登记变了，重新排。"""
        self.load()

    def register_tab(self) -> RegisterTab | None:
        """这一页没有登记表可以导入。"""
        return None

    def load(self) -> None:
        """重新排。"""
        if self.periods.currentData() is None:
            return
        try:
            self.found = ranking(self.office, self.period)
        except KnownError as error:
            self.found = None
            self.sheet.setRowCount(0)
            self.notes.setText(str(error))
            return
        self._show(self.found)

    def explain(self, row: int, column: int) -> ReasonsDialog | None:
        """点了一格：是一个项目的得分就说它的来历。"""
        at = column - FIRST
        if self.found is None or not 0 <= at < len(self.found.weighed):
            return None
        community = self.found.standings[row].name
        try:
            why = reasons(self.office, self.period, self.found.weighed[at].name, community)
        except KnownError as error:
            messages.warn(self, "看不到来历", str(error))
            return None
        dialog = ReasonsDialog(why, self.window_, self)
        dialog.open()
        return dialog

    def print(self) -> None:
        """印成排名表，在窗口里预览。"""
        from pathlib import Path

        from miaopu_desk.services.reporting import make_report
        from miaopu_desk.ui.outgoing import preview

        options, key = {"period": self.period.key}, self.period.key

        def work(office: Office) -> Path:
            return make_report(office, "ranking", None, office.in_output(f"考核排名{key}.pdf"), options)

        def done(written: Path) -> None:
            self.window_.say(f"已生成 {written}")
            preview(self, written)

        self.window_.jobs.read("正在排版…", self.office, work, done)

    def _choose_kind(self) -> None:
        self.periods.blockSignals(True)
        self.periods.clear()
        for each in periods_up_to(self.kinds.currentData(), self.office.today()):
            self.periods.addItem(each.title, each)
        self.periods.blockSignals(False)
        self.load()

    def _show(self, found: Ranking) -> None:
        heads = [("名次", CENTER), ("社区", CENTER), *((f"{one.name}（{one.weight}）", RIGHT) for one in found.weighed)]
        self.sheet.set_heads([*heads, ("总分", RIGHT)])
        self.sheet.setRowCount(len(found.standings))
        for row, one in enumerate(found.standings):
            texts = ["—" if one.place is None else str(one.place), one.name]
            texts += [score_text(part.points) for part in one.parts]
            for column, text in enumerate([*texts, score_text(one.score)]):
                item = QTableWidgetItem(text)
                item.setTextAlignment(CENTER if column < FIRST else RIGHT)
                if text == "—":
                    item.setForeground(QColor(COLOURS["quiet"]))
                    item.setToolTip("没有可算的依据，不计；点开看为什么")
                elif FIRST <= column < len(texts):
                    item.setToolTip("点开看来历")
                self.sheet.setItem(row, column, item)
        for column in range(self.sheet.columnCount()):
            self.sheet.setColumnWidth(column, 64 if column == 0 else 100 if column == 1 else 120)
        self.sheet.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.weights.setText(f"权重合计 {found.weights} 分，在“{RANKING_WEIGHTS.title}”里改；点一个分数看来历")
        self.notes.setText("\n".join(found.notes))
