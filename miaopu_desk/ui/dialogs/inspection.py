"""录一次督查：一屏里是表头、检查表、发现的问题；各项先是满分，只填扣了几分、为什么。"""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from miaopu_desk.domain.inspection import target_score
from miaopu_desk.domain.kinds import Ref, Rejected
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import CHECKLISTS, COMMUNITIES, GRID_AREAS, INSPECTIONS
from miaopu_desk.domain.records.inspection import Inspection, InspectionScore, percents, points
from miaopu_desk.services.inspecting import Found, blank_scores, findings_of, save_inspection, score_of, scores_of
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attachment_strip import AttachmentStrip
from miaopu_desk.ui.choice_editors import CalmCombo
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.dialogs.people import understood
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.theme import COLOURS, ROW_HEIGHT

HEADS = ("检查内容", "满分", "扣分", "实测 %", "得分", "扣分原因")
NAME, FULL, OFF, MEASURED, SCORE, REASON = range(6)
EDITED = (OFF, MEASURED, REASON)
NOT_CHECKED = "未查"
BLANK_FINDINGS = 3


class InspectionDialog(CarefulDialog):
    """record 为空是新录一次。保存后发出 saved(id, 一句话)。"""

    saved = Signal(str, str)

    def __init__(self, office: Office, record: Inspection | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.record = office, record
        self.scores: list[InspectionScore] = []
        self._loaded: list[InspectionScore] = []
        self.done_button = button("保存", main=True)
        cancel = button("取消")
        content = framed(self, "录入督查" if record is None else f"督查 {record.number}", self.done_button, cancel)
        content.addLayout(self._header())
        content.addWidget(
            sentence(
                f"先都是满分；扣了分的填“扣分”和原因，没有查的在“扣分”里写“{NOT_CHECKED}”，查百分数的填“实测”。", True
            )
        )
        self.sheet = self._sheet()
        content.addWidget(self.sheet, 5)
        self.total = QLabel()
        self.total.setProperty("group", True)
        content.addWidget(self.total)
        self.praise = QLineEdit()
        self.praise.setPlaceholderText("好的做法，写进通报；可以空着")
        self.praise.setAccessibleName("好的做法")
        content.addWidget(self.praise)
        self.known = sentence("", True)
        content.addWidget(self.known)
        self.findings = self._findings()
        content.addWidget(self.findings, 2)
        if record is not None:
            content.addWidget(AttachmentStrip(office, INSPECTIONS, record.id, self, kind="scene"))
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self._fill()
        room = self.screen().availableGeometry()
        self.resize(min(960, room.width() - 40), min(720, room.height() - 60))

    # 填入和取出

    def raw(self) -> dict[str, object]:
        """表头各栏。"""
        return {
            "number": self.number.text(),
            "day": self.day.day,
            "checklist": self.checklist.currentData(),
            "community": self.community.currentData(),
            "area": self.area.ref(),
            "unit": self.unit.text(),
            "inspectors": self.inspectors.text(),
            "praise": self.praise.text(),
        }

    def found(self) -> list[Found]:
        """发现的问题，空着的行不算。"""
        rows = [
            (self._text(self.findings, row, 0), self._text(self.findings, row, 1))
            for row in range(self.findings.rowCount())
        ]
        return [Found(name, place) for name, place in rows if name]

    def typed(self) -> bool:
        return super().typed() or self.scores != self._loaded or bool(self.found())

    def accept(self) -> None:
        problems = [] if understood(self.day) else [Problem("督查日期", "读不懂，请照 2021-05-12 这样填写")]
        problems += self._wrong_cells()
        if not problems:
            try:
                done = save_inspection(self.office, self.raw(), self.scores, self.found(), self.record)
            except KnownError as error:
                done = [Problem("", str(error))]
            if not isinstance(done, list):
                super().accept()
                score = INSPECTIONS.column("score").kind.show(done.score) or "没有打分"
                self.saved.emit(done.id, f"已保存督查“{done.number}”，得分 {score}")
                return
            problems = done
        self.note.setText(several(problems))

    # 里面的事

    def _fill(self) -> None:
        if self.record is None:
            self._choose_checklist()
            return
        one = self.record
        for combo, ref in ((self.checklist, one.checklist), (self.community, one.community)):
            combo.setCurrentIndex(max(0, combo.findText(ref.name if ref else "")))
        self.checklist.setEnabled(False)
        self.checklist.setToolTip("检查表定了就不换；选错了请删掉这一次，重新录")
        self.number.setText(one.number)
        self.area.set_ref(one.area)
        self.unit.setText(one.unit or "")
        self.inspectors.setText(one.inspectors or "")
        self.praise.setText(one.praise or "")
        known = findings_of(self.office, one.id)
        if known:
            self.known.setText("已记下的问题：" + "；".join(each.name for each in known) + "（到“整改”里改）")
        self._show(scores_of(self.office, one.id))

    def _choose_checklist(self) -> None:
        chosen = self.checklist.currentData()
        self._show(blank_scores(self.office, chosen.id) if chosen else [])

    def _show(self, scores: list[InspectionScore]) -> None:
        self.scores = list(scores)
        self._loaded = list(scores)
        self.sheet.blockSignals(True)
        self.sheet.setRowCount(len(scores))
        for row, one in enumerate(scores):
            self._show_row(row, one)
        self.sheet.blockSignals(False)
        self._add_up()

    def _show_row(self, row: int, one: InspectionScore) -> None:
        aim = (
            f"（目标{'超过' if one.target_test == 'over' else '达到'}{percents().show(one.target)}%）"
            if one.target
            else ""
        )
        off = "" if one.score is None else points().show(one.full_score - one.score)
        texts = (
            one.name + aim,
            points().show(one.full_score),
            "" if one.target is not None else NOT_CHECKED if one.score is None else "" if off == "0" else off,
            percents().show(one.measured),
            NOT_CHECKED if one.score is None else points().show(one.score),
            one.reason or "",
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column not in (NAME, REASON):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            locked = column not in EDITED or (column == OFF and one.target is not None)
            if locked or (column == MEASURED and one.target is None):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setBackground(QColor(COLOURS["stripe"]))
            self.sheet.setItem(row, column, item)

    def _changed(self, row: int, column: int) -> None:
        one, text = self.scores[row], self._text(self.sheet, row, column)
        if column == REASON:
            self.scores[row] = replace(one, reason=text or None)
            return
        read = self._read(one, column, text)
        if not isinstance(read, Problem):
            self.scores[row] = read
        self.sheet.blockSignals(True)
        item = self.sheet.item(row, SCORE)
        shown = points().show(self.scores[row].score) or NOT_CHECKED
        if item is not None:
            item.setText("？" if isinstance(read, Problem) else shown)
        self.sheet.blockSignals(False)
        self.note.setText(str(read) if isinstance(read, Problem) else "")
        self._add_up()

    def _read(self, one: InspectionScore, column: int, text: str) -> InspectionScore | Problem:
        """扣分或实测值 → 这一项的得分。"""
        if column == OFF:
            if text == NOT_CHECKED:
                return replace(one, score=None)
            off = points().read(text) or 0
            if isinstance(off, Rejected):
                return Problem(one.name, f"扣分{off.message}")
            if off > one.full_score:
                return Problem(one.name, f"扣分超过满分{points().show(one.full_score)}分")
            return replace(one, score=one.full_score - off)
        measured = percents().read(text)
        if isinstance(measured, Rejected):
            return Problem(one.name, f"实测值{measured.message}")
        if measured is None:
            return replace(one, measured=None, score=None)
        assert one.target is not None
        return replace(
            one, measured=measured, score=target_score(one.full_score, one.target, one.target_test, measured)
        )

    def _wrong_cells(self) -> list[Problem]:
        found = []
        for row, one in enumerate(self.scores):
            column = MEASURED if one.target is not None else OFF
            read = self._read(one, column, self._text(self.sheet, row, column))
            if isinstance(read, Problem):
                found.append(read)
        return found

    def _add_up(self) -> None:
        score = score_of(self.scores)
        checked = sum(each.score is not None for each in self.scores)
        said = "没有查的不算零分" if checked < len(self.scores) else "各项都查了"
        shown = "—" if score is None else f"{score / 100:.2f}"
        self.total.setText(f"得分 {shown}（百分制）　查了 {checked} 项，共 {len(self.scores)} 项，{said}")

    @staticmethod
    def _text(sheet: QTableWidget, row: int, column: int) -> str:
        item = sheet.item(row, column)
        return item.text().strip() if item is not None else ""

    # 摆放

    def _header(self) -> QGridLayout:
        self.checklist, self.community = CalmCombo(), CalmCombo()
        for each in self.office.keeper.table(CHECKLISTS).all():
            if not each.retired or (self.record is not None and each.id == self.record.checklist.id):
                self.checklist.addItem(each.name, Ref(each.name, each.id))
        self.community.addItem("", None)
        for place in self.office.keeper.table(COMMUNITIES).all():
            self.community.addItem(place.name, Ref(place.name, place.id))
        self.checklist.activated.connect(lambda _: self._choose_checklist())
        self.day = DayField(self.record.day if self.record else self.office.today(), "督查日期")
        self.number, self.unit, self.inspectors = QLineEdit(), QLineEdit(), QLineEdit()
        self.number.setPlaceholderText("空着自动编")
        self.inspectors.setPlaceholderText("几个人用顿号隔开")
        self.area = RecordPicker(self.office, GRID_AREAS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        places: tuple[tuple[tuple[str, Any], ...], ...] = (
            (("检查表", self.checklist), ("督查日期", self.day), ("编号", self.number)),
            (("社区", self.community), ("责任区域", self.area), ("责任单位", self.unit)),
            (("督查人", self.inspectors),),
        )
        for row, cells in enumerate(places):
            for at, (label, widget) in enumerate(cells):
                widget.setAccessibleName(label)
                grid.addWidget(QLabel(label), row, 2 * at)
                grid.addWidget(widget, row, 2 * at + 1)
        for at in (1, 3, 5):
            grid.setColumnStretch(at, 1)
        return grid

    def _sheet(self) -> QTableWidget:
        sheet = _table("检查表", HEADS, (280, 60, 70, 80, 70))
        sheet.cellChanged.connect(self._changed)
        return sheet

    def _findings(self) -> QTableWidget:
        sheet = _table("发现的问题", ("发现的问题（保存后进“整改”，等着发通知；照片在那里添加）", "地点"), (480,))
        sheet.setRowCount(BLANK_FINDINGS)

        def grow() -> None:
            if self._text(sheet, sheet.rowCount() - 1, 0):
                sheet.insertRow(sheet.rowCount())

        sheet.cellChanged.connect(lambda *_: grow())
        sheet.setMinimumHeight(ROW_HEIGHT * (BLANK_FINDINGS + 1) + 8)
        return sheet


def _table(name: str, heads: tuple[str, ...], widths: tuple[int, ...]) -> QTableWidget:
    sheet = QTableWidget(0, len(heads))
    sheet.setAccessibleName(name)
    sheet.setHorizontalHeaderLabels(heads)
    sheet.horizontalHeader().setHighlightSections(False)
    for at, width in enumerate(widths):
        sheet.setColumnWidth(at, width)
    sheet.horizontalHeader().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    sheet.verticalHeader().setVisible(False)
    sheet.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    sheet.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)
    return sheet
