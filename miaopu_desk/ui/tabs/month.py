"""月报：选月份，看核对和数字，点任何一个数字看名单，生成 PDF 和工作簿，在窗口里预览。"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.figures import BY_NAME, FIGURES, Finding, Line, MonthFigures
from miaopu_desk.domain.month import Month, month_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.figures import figure_names, month_figures
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.ui import messages
from miaopu_desk.ui.preview import open_outside
from miaopu_desk.ui.tabs import HOME
from miaopu_desk.ui.tabs.pages import heading_label
from miaopu_desk.ui.theme import AMBER, COLOURS, RED, ROW_HEIGHT

MONTHS_BACK = 24
CLOSING_DAYS = 10  # 每月头十天出的是上月的报
ALL_CLEAR = "没有看出毛病。"
SEVERITY_COLOURS = {"error": RED, "warning": AMBER, "note": COLOURS["quiet"]}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MonthTab(QWidget):
    """一个月的报表。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.figures: MonthFigures | None = None
        self.findings: list[Finding] = []
        self.results: dict[str, Path] = {}
        self.month = QComboBox()
        self.month.setAccessibleName("月份")
        self.fault = QLabel()
        self.fault.setProperty("banner", True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.checks_heading, self.figures_heading = heading_label(), heading_label()
        self.checks = _table("出报表前的核对", ("轻重", "事项", "说明"))
        self.table = _table("本月的数字", ())
        self.notes = QLabel()
        self.notes.setProperty("note", True)
        self.notes.setWordWrap(True)
        self.notes.setContentsMargins(10, 4, 10, 4)
        self.result = QLabel()
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result.setAccessibleName("生成的文件")
        self.buttons: dict[str, QPushButton] = {}
        self._fill_months()
        self._lay_out()
        self.month.currentIndexChanged.connect(lambda _: self.load())
        self.checks.opened = self.open_finding
        self.checks.cellClicked.connect(lambda row, _: self.open_finding(row, 0))
        self.table.opened = self.open_figure
        self.table.cellClicked.connect(self.open_figure)
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 10, 6)
        top.setSpacing(8)
        top.addWidget(QLabel("月份"))
        top.addWidget(self.month)
        top.addSpacing(12)
        for name, text, slot in (
            ("pdf", "生成月报 PDF", lambda: self.make("pdf")),
            ("xlsx", "生成工作簿", lambda: self.make("xlsx")),
            ("preview", "预览", self.preview),
            ("outside", "用系统阅读器打开", self.open_outside),
            ("folder", "打开所在文件夹", self.open_folder),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self.buttons[name] = button
            top.addWidget(button)
        self.buttons["pdf"].setProperty("main", True)
        top.addStretch()
        self.result.setContentsMargins(10, 0, 10, 6)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(_stacked(self.figures_heading, self.table, self.notes))
        split.addWidget(_stacked(self.checks_heading, self.checks))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.result)
        box.addWidget(self.fault)
        box.addWidget(split, 1)

    def _fill_months(self) -> None:
        today = self.office.today()
        month = month_of(today)
        for _ in range(MONTHS_BACK):
            self.month.addItem(month.title, month)
            month = month.previous()
        self.month.setCurrentIndex(1 if today.day <= CLOSING_DAYS else 0)

    # 看

    def refresh(self, tables: set[str]) -> None:
        """登记变了，数字重新算。"""
        self.load()

    def load(self) -> None:
        """按选的月份重新算、重新列。"""
        self.results.clear()
        self._tell_result()
        try:
            self.figures = month_figures(self.office, self.chosen.key)
            self.findings = month_checks(self.office, self.chosen.key)
        except KnownError as error:
            self.figures, self.findings = None, []
            self.fault.setText(str(error))
        self.fault.setVisible(self.figures is None)
        for name in ("pdf", "xlsx", "preview"):
            self.buttons[name].setEnabled(self.figures is not None)
        self._show_figures()
        self._show_checks()

    @property
    def chosen(self) -> Month:
        """选的月份。"""
        month: Month = self.month.currentData()
        return month

    def _show_figures(self) -> None:
        figures = self.figures
        self.table.clear()
        lines = figures.lines if figures else ()
        self.table.setRowCount(len(lines))
        self.table.setColumnCount(len(COLUMNS))
        for at, (name, label) in enumerate(COLUMNS):
            head = QTableWidgetItem(label)
            head.setTextAlignment(RIGHT if at else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if name in BY_NAME:
                head.setToolTip(f"{BY_NAME[name].label}，单位：{_unit(name)}")
            self.table.setHorizontalHeaderItem(at, head)
        for row, line in enumerate(lines):
            for at, (name, _) in enumerate(COLUMNS):
                self.table.setItem(row, at, _cell(line, name, bold=row == len(lines) - 1))
        _fit(self.table, lines)
        if figures is not None:
            self.figures_heading.setText(f"{figures.month.title}的数字（截至 {figures.as_of}，点数字看名单）")
        self.notes.setText("　".join(figures.notes) if figures else "")

    def _show_checks(self) -> None:
        count = len(self.findings)
        self.checks_heading.setText(f"出报表前的核对（{count} 处）" if count else f"出报表前的核对：{ALL_CLEAR}")
        self.checks.setRowCount(count)
        for row, finding in enumerate(self.findings):
            texts = (finding.severity_label, finding.title, finding.detail)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column == 2 else ("点开看名单" if finding.table else ""))
                if column == 0:
                    item.setForeground(QBrush(QColor(SEVERITY_COLOURS[finding.severity])))
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.checks.setItem(row, column, item)
        self.checks.setColumnWidth(0, 56)
        self.checks.setColumnWidth(1, 240)
        self.checks.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    # 点开

    def open_finding(self, row: int, _: int = 0) -> None:
        """看一处核对涉及的记录；没有记录的到那张登记表去。"""
        if 0 <= row < len(self.findings):
            finding = self.findings[row]
            if finding.ids:
                self.window_.show_records(finding.table, finding.ids, finding.title)
            elif finding.table:
                self.window_.go(HOME[finding.table])

    def open_figure(self, row: int, column: int) -> None:
        """看一个数字背后的名单。"""
        if self.figures is None or not 0 <= row < len(self.figures.lines):
            return
        line, (name, label) = self.figures.lines[row], COLUMNS[column]
        if name not in BY_NAME or not line.value(name):
            return
        community = None if line is self.figures.total else line.name
        records = figure_names(self.office, self.chosen.key, name, community)
        title = f"{self.chosen.title}{line.name} {label}"
        self.window_.show_records(BY_NAME[name].table, [each.id for each in records], title)

    # 出

    def make(self, kind: str, then: Any = None) -> None:
        """生成 PDF 或工作簿（kind 为 pdf、xlsx），做好后说明在哪里。"""
        month = self.chosen
        path = self.office.output / f"月报{month.key}.{kind}"

        def work(office: Office) -> Path:
            with suppress(OSError):  # 建不成的话，写文件时会说清为什么
                path.parent.mkdir(parents=True, exist_ok=True)
            return make_report(office, "monthly", month.key, path)

        def done(written: Path) -> None:
            if month == self.chosen:
                self.results[kind] = written
                self._tell_result()
            if then is not None:
                then()

        self.window_.jobs.read(f"正在生成{month.title}的月报……", self.office, work, done)

    def preview(self) -> None:
        """在窗口里看；还没有生成就先生成。"""
        if "pdf" not in self.results:
            self.make("pdf", self._preview)
        else:
            self._preview()

    def _preview(self) -> None:
        from miaopu_desk.ui.outgoing import preview

        if "pdf" in self.results:
            preview(self, self.results["pdf"])

    def open_outside(self) -> None:
        """交给系统的阅读器；最后生成的一份。"""
        path = self._last()
        if path is not None and not open_outside(path):
            messages.tell(self, "打不开", f"系统里没有能打开它的程序，文件在\n{path}")

    def open_folder(self) -> None:
        """在系统的文件窗口里打开所在的文件夹。"""
        path = self._last()
        if path is not None and not open_outside(path.parent):
            messages.tell(self, "打不开", f"文件夹是\n{path.parent}")

    def _last(self) -> Path | None:
        return list(self.results.values())[-1] if self.results else None

    def _tell_result(self) -> None:
        for name in ("outside", "folder"):
            self.buttons[name].setEnabled(bool(self.results))
        self.result.setText("　".join(f"已生成：{path}" for path in self.results.values()))
        self.result.setVisible(bool(self.results))


SIDE = ("previous", "suspended", "several_ranks", "unranked")  # 核对用的几栏，放在最后
COLUMNS: tuple[tuple[str, str], ...] = (
    ("name", "社区"),
    ("resident_population", "常住人口"),
    ("registered", "注册"),
    ("rate", "注册率"),
    *((each.name, each.label) for each in FIGURES if each.name not in ("registered", "service_minutes", *SIDE)),
    ("service_minutes", "服务小时"),
    *((name, BY_NAME[name].label) for name in SIDE),
)


class FigureTable(QTableWidget):
    """回车打开所在的一格。"""

    opened: Any = None

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.opened is not None:
            self.opened(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)


def _cell(line: Line, name: str, bold: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(_text(line, name))
    if name != "name":
        item.setTextAlignment(RIGHT)
    if name in BY_NAME:
        value = line.value(name)
        item.setForeground(QBrush(QColor(COLOURS["blue"] if value else COLOURS["quiet"])))
        item.setToolTip(
            f"{line.name} {BY_NAME[name].label} {_text(line, name)} {_unit(name)}" + ("，点开看名单" if value else "")
        )
    if bold:
        item.setFont(_bold(item.font()))
        item.setBackground(QBrush(QColor(COLOURS["stripe"])))
    return item


def _text(line: Line, name: str) -> str:
    if name == "name":
        return line.name
    if name == "resident_population":
        return "—" if line.resident_population is None else f"{line.resident_population:,}"
    if name == "rate":
        return line.rate_text
    if name == "service_minutes":
        return f"{line.hours:,.2f}".rstrip("0").rstrip(".")
    return f"{line.value(name):,}"


def _unit(name: str) -> str:
    return "小时" if name == "service_minutes" else BY_NAME[name].unit


def _table(name: str, heads: Sequence[str]) -> FigureTable:
    table = FigureTable(0, len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _fit(table: QTableWidget, lines: Sequence[Line]) -> None:
    """列宽按列头和各行的字；只有十来行，量得起。"""
    measure = QFontMetrics(_bold(table.font()))
    for at, (name, label) in enumerate(COLUMNS):
        texts = [label, *(_text(line, name) for line in lines)]
        table.setColumnWidth(at, max(map(measure.horizontalAdvance, texts)) + 18)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for each in widgets:
        box.addWidget(each, 1 if isinstance(each, QTableWidget) else 0)
    return holder
