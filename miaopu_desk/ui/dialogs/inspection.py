"""录一次督查：一屏里是表头、检查表、发现的问题；各项先是满分，只填扣了几分、为什么。"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import CHECKLISTS, COMMUNITIES, GRID_AREAS, INSPECTIONS
from miaopu_desk.domain.records.inspection import Inspection, InspectionScore
from miaopu_desk.services.inspecting import blank_scores, findings_of, save_inspection, score_of, scores_of
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attachment_strip import AttachmentStrip
from miaopu_desk.ui.choice_editors import CalmCombo
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.inspection_tables import NOT_CHECKED, FindingsTable, ScoreTable
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.tabs.day_field import DayField


class InspectionDialog(CarefulDialog):
    """record 为空是新录一次。保存后发出 saved(id, 一句话)。"""

    saved = Signal(str, str)

    def __init__(self, office: Office, record: Inspection | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.record = office, record
        self.done_button = button("保存", main=True)
        cancel = button("取消")
        content = framed(self, "录入督查" if record is None else f"督查 {record.number}", self.done_button, cancel)
        content.addLayout(self._header())
        content.addWidget(
            sentence(
                f"先都是满分；扣了分的填“扣分”和原因，没有查的在“扣分”里写“{NOT_CHECKED}”，查百分数的填“实测”。", True
            )
        )
        self.sheet = ScoreTable()
        self.sheet.edited.connect(self._rescored)
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
        self.findings = FindingsTable()
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

    def typed(self) -> bool:
        return super().typed() or self.sheet.dirty or bool(self.findings.found())

    def accept(self) -> None:
        problems = [Problem("", self.day.fault)] if self.day.fault else []
        problems += self.sheet.wrong_cells()
        if not problems:
            try:
                done = save_inspection(self.office, self.raw(), self.sheet.scores, self.findings.found(), self.record)
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
        self.sheet.open(scores)
        self._add_up()

    def _rescored(self, wrong: str) -> None:
        self.note.setText(wrong)
        self._add_up()

    def _add_up(self) -> None:
        scores = self.sheet.scores
        score = score_of(scores)
        checked = sum(each.score is not None for each in scores)
        said = "没有查的不算零分" if checked < len(scores) else "各项都查了"
        shown = "—" if score is None else f"{score / 100:.2f}"
        self.total.setText(f"得分 {shown}（百分制）　查了 {checked} 项，共 {len(scores)} 项，{said}")

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
