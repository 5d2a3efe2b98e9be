"""月报：选月份，看核对和数字，点任何一个数字看名单，关账和更正，生成 PDF 和工作簿，在窗口里预览。"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.closing import MonthState
from miaopu_desk.domain.figures import BY_NAME, Finding, Line, MonthFigures
from miaopu_desk.domain.late_changes import LateChange
from miaopu_desk.domain.month import Month, month_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.closed_months import late_changes, shown_figures
from miaopu_desk.services.figures import figure_names
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import acting
from miaopu_desk.ui.dialogs.names import NamesDialog
from miaopu_desk.ui.fault_bar import FaultBar
from miaopu_desk.ui.month_close import ClosePanel
from miaopu_desk.ui.preview import open_outside
from miaopu_desk.ui.tabs import HOME
from miaopu_desk.ui.tabs.month_tables import COLUMNS, ChecksTable, FiguresTable
from miaopu_desk.ui.tabs.month_work import WORKS, WorkTable
from miaopu_desk.ui.tabs.pages import heading_label

MONTHS_BACK = 24
CLOSING_DAYS = 10  # 每月头十天出的是上月的报
ALL_CLEAR = "没有看出毛病。"
NOTHING_MOVED = "没有变化。"


class MonthTab(QWidget):
    """一个月的报表。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.figures: MonthFigures | None = None
        self.state: MonthState | None = None
        self.findings: list[Finding] = []
        self.changes: list[LateChange] = []
        self.results: dict[str, Path] = {}
        self.month = QComboBox()
        self.month.setAccessibleName("月份")
        self.fault = FaultBar()
        self.checks_heading, self.figures_heading = heading_label(), heading_label()
        self.checks = ChecksTable()
        self.table = FiguresTable()
        self.works = [WorkTable(office, work) for work in WORKS]
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.notes = QLabel()
        self.notes.setProperty("note", True)
        self.notes.setWordWrap(True)
        self.notes.setContentsMargins(10, 4, 10, 4)
        self.result = QLabel()
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result.setAccessibleName("生成的文件")
        self.buttons: dict[str, QPushButton] = {}
        self.panel = ClosePanel(self)
        self._fill_months()
        self._lay_out()
        self.month.currentIndexChanged.connect(lambda _: self.load())
        self.checks.chosen.connect(lambda row, _: self.open_finding(row))
        self.table.chosen.connect(self.open_figure)
        for work in self.works:
            work.opened.connect(window.show_records)
        self.pages.currentChanged.connect(lambda _: self._show_page())
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
            self.buttons[name] = acting(text, slot)
            top.addWidget(self.buttons[name])
        self.buttons["pdf"].setProperty("main", True)
        top.addStretch()
        self.result.setContentsMargins(10, 0, 10, 6)
        split = QSplitter(Qt.Orientation.Vertical)
        self.pages.addTab(_stacked(self.table, self.notes), "志愿者和服务")
        for work in self.works:
            self.pages.addTab(work, work.work.title)
        split.addWidget(_stacked(self.figures_heading, self.pages))
        split.addWidget(_stacked(self.checks_heading, self.checks))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.panel)
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
        key, wrong = self.chosen.key, ""
        try:
            self.figures, self.state = shown_figures(self.office, key)
            self.changes = late_changes(self.office, key)
            self.findings = [] if self.state.closed else month_checks(self.office, key)
        except KnownError as error:
            self.figures, self.state, self.changes, self.findings = None, None, [], []
            wrong = str(error)
        self.fault.tell(wrong)
        for name in ("pdf", "xlsx", "preview"):
            self.buttons[name].setEnabled(self.figures is not None)
        self.panel.show_state(self.state, bool(self.changes))
        self._show_figures()
        self._show_page()
        self._show_checks()

    @property
    def chosen(self) -> Month:
        """选的月份。"""
        month: Month = self.month.currentData()
        return month

    def _show_figures(self) -> None:
        figures = self.figures
        if figures is None:
            self.table.show_lines(())
        else:
            self.table.show_lines(figures.lines, lambda name: name not in BY_NAME or figures.has(name))
        self.notes.setText("　".join(figures.notes) if figures else "")

    def _show_page(self) -> None:
        """看着的一张：督查、表彰翻到才去数，关了账也是登记里现在的，印进月报的那一版不变。"""
        figures, shown = self.figures, self.pages.currentWidget()
        closed = self.state is not None and self.state.closed
        what, remark = "数字", "，关账时冻结，点数字看名单" if closed else "，点数字看名单"
        if isinstance(shown, WorkTable):
            shown.show_month(None if figures is None else figures.month)
            now = "登记里现在的，关账时的看已生成的月报；" if closed else ""
            what, remark = shown.work.title, f"，{now}点数字看是哪些"
        if figures is not None:
            self.figures_heading.setText(f"{figures.month.title}的{what}（截至 {figures.as_of}{remark}）")

    def _show_checks(self) -> None:
        """没有关账时是核对，关了以后是又变了的数字；重新打开的两样都有。"""
        closed = self.state is not None and self.state.closed
        count = len(self.changes) + len(self.findings)
        subject, clear = ("关账以后的变化", NOTHING_MOVED) if closed else ("出报表前的核对", ALL_CLEAR)
        self.checks_heading.setText(f"{subject}（{count} 处）" if count else f"{subject}：{clear}")
        self.checks.show_findings(self.findings, self.changes)

    # 点开

    def open_finding(self, row: int) -> None:
        """看下面一行涉及的记录：变了的数字看现在的名单，核对看那几条，没有记录的到那张登记表去。"""
        if 0 <= row < len(self.changes):
            change = self.changes[row]
            if change.figure in BY_NAME:
                self._show_live(change.figure, change.community, change.label)
        elif len(self.changes) <= row < len(self.changes) + len(self.findings):
            self.go_to(self.findings[row - len(self.changes)])

    def go_to(self, finding: Finding) -> None:
        """到一处核对说的地方去。"""
        if finding.ids:
            self.window_.show_records(finding.table, finding.ids, finding.title)
        elif finding.table:
            self.window_.go(HOME[finding.table])

    def open_figure(self, row: int, column: int) -> None:
        """看一个数字背后的名单：关着的月份看关账时的，没有关的到登记里看。"""
        found = self.figure_at(row, column)
        if found is None:
            return
        line, name, label = found
        if self.state is not None and self.state.closed:
            NamesDialog(self, name, line.name).open()
        else:
            self._show_live(name, line.name, label)

    def figure_at(self, row: int, column: int) -> tuple[Line, str, str] | None:
        """一格是哪一行的哪个数字；不是数字、数字是零的为空。"""
        if self.figures is None or not 0 <= row < len(self.figures.lines) or not 0 <= column < len(COLUMNS):
            return None
        line, (name, label) = self.figures.lines[row], COLUMNS[column]
        return (line, name, label) if name in BY_NAME and line.value(name) else None

    def _show_live(self, name: str, community: str, label: str) -> None:
        records = figure_names(self.office, self.chosen.key, name, community)
        title = f"{self.chosen.title}{community} {label}"
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


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for each in widgets:
        box.addWidget(each, 1 if isinstance(each, QTableWidget | QTabWidget) else 0)
    return holder
