"""总览：注册率对目标、四类队伍、几个数字、今天该办的事；点哪里都看得到背后的名单。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.figures import DueItem, Overview, RateBar
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.figures import due_items, figure_names, overview
from miaopu_desk.services.office import Office
from miaopu_desk.ui.charts import Bar, BarChart
from miaopu_desk.ui.fault_bar import FaultBar
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.pages import heading_label

NOTHING_DUE = "今天没有要办的事。"
FIRST_STEP = "还没有志愿者：把各社区报上来的名册文件拖到窗口上就能导入，也可以在“志愿者”里一个一个新增。"


class OverviewTab(QWidget):
    """打开程序看到的第一页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: Overview | None = None
        self.due: list[DueItem] = []
        self.fault = FaultBar()
        self.cards = Cards()
        self.rates = BarChart("各社区注册率")
        self.ranks = BarChart("四类队伍人数")
        self.rates_note, self.ranks_note = _note(), _note()
        self.first_step = _note()
        self.due_heading = heading_label()
        self.due_table = _due_table()
        self._lay_out()
        self.rates.activated.connect(self.open_rate)
        self.ranks.activated.connect(self.open_rank)
        self.due_table.chosen.connect(lambda row, _: self.open_due(row))
        self.load()

    def _lay_out(self) -> None:
        rates = _panel("各社区注册率", self.rates, self.rates_note)
        ranks = _panel("四类队伍", self.ranks, self.ranks_note)
        upper = QHBoxLayout()
        upper.setSpacing(14)
        top = Qt.AlignmentFlag.AlignTop
        upper.addWidget(rates, 3, top)
        upper.addWidget(ranks, 2, top)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(8)
        box.addWidget(self.fault)
        box.addWidget(self.cards)
        box.addWidget(self.first_step)
        box.addLayout(upper)
        self.due_heading.setContentsMargins(0, 4, 0, 0)
        box.addWidget(self.due_heading)
        box.addWidget(self.due_table, 1)

    def refresh(self, tables: set[str]) -> None:
        """登记变了：这一页的数字从许多表来，都重新算。"""
        self.load()

    def load(self) -> None:
        """重新算、重新画。"""
        try:
            found, due = overview(self.office), due_items(self.office)
        except KnownError as error:
            self.fault.tell(str(error))
            return
        self.fault.tell("")
        self.found, self.due = found, due
        self.first_step.setText("" if self.office.keeper.table(VOLUNTEERS).count() else FIRST_STEP)
        self.first_step.setVisible(bool(self.first_step.text()))
        self.cards.show_figures(_key_figures(found))
        self.rates.show_bars([_rate_bar(each) for each in found.rates], found.target, f"目标 {found.target}%")
        unknown = [each.name for each in found.rates if each.rate is None]
        below = sum(each.reached is False for each in found.rates)
        said = f"{below} 个社区不到 {found.target}%" if below else ("" if unknown else f"各社区都到了 {found.target}%")
        missing = f"{len(unknown)} 个社区没有填常住人口" if unknown else ""
        self.rates_note.setText("，".join(part for part in (said, missing) if part))
        self.ranks.show_bars([Bar(each.label, each.count, f"{each.count:,} 人") for each in found.ranks])
        self.ranks_note.setText(
            f"一人可属几类，不能相加；去重 {found.total.people:,} 人，未分类 {found.total.unranked:,} 人"
        )
        self._show_due()

    def _show_due(self) -> None:
        count = len(self.due)
        self.due_heading.setText(f"今天该办的事（{count} 件）" if count else NOTHING_DUE)
        self.due_table.setRowCount(count)
        for row, item in enumerate(self.due):
            for column, text in enumerate((item.title, f"{item.count:,}", item.detail)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text if column == 2 else "点开看名单")
                if column == 1:
                    cell.setTextAlignment(RIGHT)
                self.due_table.setItem(row, column, cell)
        self.due_table.setVisible(bool(count))

    # 点开

    def open_due(self, row: int) -> None:
        """看一件事涉及的记录。"""
        if 0 <= row < len(self.due):
            item = self.due[row]
            if item.kind == "look_alikes":
                from miaopu_desk.ui.duplicates_page import DuplicatesPage

                DuplicatesPage(self.office, self.window_).show()
                return
            self.window_.show_records(item.table, item.ids, item.title)

    def open_rate(self, at: int) -> None:
        """看一个社区注册的人。"""
        if self.found is not None:
            name = self.found.rates[at].name
            self._open("registered", name, f"{name}注册的志愿者")

    def open_rank(self, at: int) -> None:
        """看一类队伍的人。"""
        if self.found is not None:
            rank = self.found.ranks[at]
            self._open(rank.code, None, f"{rank.label}志愿者")

    def _open(self, figure: str, community: str | None, title: str) -> None:
        assert self.found is not None
        records = figure_names(self.office, f"{self.found.as_of:%Y-%m}", figure, community)
        self.window_.show_records("volunteers", [each.id for each in records], title)


class Cards(QFrame):
    """一排数字，每个上面一行小字。"""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(28)
        self.labels: dict[str, QLabel] = {}
        self.row.addStretch()

    def show_figures(self, figures: list[tuple[str, str, str]]) -> None:
        """figures：标签、数字、单位。"""
        for at, (label, value, unit) in enumerate(figures):
            if label not in self.labels:
                holder = QWidget()
                grid = QGridLayout(holder)
                grid.setContentsMargins(0, 0, 0, 0)
                grid.setVerticalSpacing(0)
                head = QLabel(f"{label}（{unit}）" if unit else label)
                head.setProperty("quiet", True)
                number = QLabel()
                font = number.font()
                font.setPixelSize(24)
                number.setFont(font)
                grid.addWidget(head, 0, 0)
                grid.addWidget(number, 1, 0)
                self.row.insertWidget(at, holder)
                self.labels[label] = number
            self.labels[label].setText(value)
            self.labels[label].setToolTip(f"{label} {value} {unit}")
            self.labels[label].setAccessibleName(f"{label} {value} {unit}")


def _due_table() -> ClickTable:
    table = ClickTable("今天该办的事")
    table.set_heads([("事项", LEFT), ("数量", RIGHT), ("说明", LEFT)])
    table.whole_rows(240, 64)
    table.setShowGrid(False)
    return table


def _panel(title: str, chart: BarChart, note: QLabel) -> QWidget:
    panel = QWidget()
    panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box = QVBoxLayout(panel)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    heading = heading_label()
    heading.setContentsMargins(0, 0, 0, 2)
    heading.setText(title)
    box.addWidget(heading)
    box.addWidget(chart)
    box.addWidget(note)
    box.addStretch()
    return panel


def _note() -> QLabel:
    label = QLabel()
    label.setProperty("note", True)
    label.setWordWrap(True)
    return label


def _rate_bar(each: RateBar) -> Bar:
    if each.rate is None:
        return Bar(each.name, None, "未填人口", tip=f"{each.name}：注册 {each.registered} 人，没有填常住人口")
    tip = f"{each.name}：注册 {each.registered:,} 人，常住 {each.population:,} 人。点开看名单"
    return Bar(each.name, each.rate * 100, each.rate_text, each.reached is False, tip)


def _key_figures(found: Overview) -> list[tuple[str, str, str]]:
    total = found.total
    people = total.resident_population
    return [
        ("注册志愿者", f"{total.registered:,}", "人"),
        ("常住人口", "—" if people is None else f"{people:,}", "人"),
        ("注册率", total.rate_text, ""),
        ("本月新增", f"{total.new:,}", "人"),
        ("本月退出", f"{total.left:,}", "人"),
        ("专职未保", f"{total.uninsured_full_time:,}", "人"),
        ("网格无人", f"{total.areas_with_nobody:,}", "处"),
        ("本月服务", f"{total.hours:,.0f}", "小时"),
    ]
