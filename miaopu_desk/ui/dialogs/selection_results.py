"""评选的公示和公布结果：公示期满、异议核实完，才公布授予哪几个。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QSpinBox,
    QTableWidgetItem,
    QWidget,
)

from miaopu_desk.domain.records.honours import Selection
from miaopu_desk.services.office import Office
from miaopu_desk.services.selecting import (
    LONGEST_PUBLICITY,
    Result,
    pending_objections,
    publicise,
    publicity_days,
    publish,
)
from miaopu_desk.services.selection_checks import nominations_of
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.dialogs.lines import line_of
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.click_table import LEFT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField


class PublicityDialog(QDialog):
    """从哪天起公示几天。"""

    def __init__(self, office: Office, window: Any, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.selection = office, window, selection
        self.done_button, cancel = button("公示", main=True), button("取消")
        content = framed(self, f"公示：{selection.name}", self.done_button, cancel, enter=self.done_button)
        found = nominations_of(office, selection.id)
        names = [each.name for each in found if each.state == "shortlisted"]
        quota = f"，名额 {selection.quota} 个" if selection.quota else ""
        content.addWidget(sentence(f"入围 {len(names)} 个{quota}：{'、'.join(names) or '还没有'}"))
        rest = sum(each.state in ("nominated", "checked") for each in found)
        if rest:
            content.addWidget(sentence(f"还有 {rest} 条推荐没有定，公示以后不能再入围。", quiet=True))
        self.start = DayField(office.today(), "公示起日")
        self.days = QSpinBox()
        self.days.setRange(1, LONGEST_PUBLICITY)
        self.days.setValue(publicity_days(office))
        self.days.setSuffix(" 天")
        self.days.setAccessibleName("公示天数")
        form = QFormLayout()
        form.addRow("公示起日", self.start)
        form.addRow("公示天数", self.days)
        content.addLayout(form)
        content.addWidget(sentence("公示的纸在“打印”里，选中这次评选再印。", quiet=True))
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        if self.start.fault:
            self.note.setText(self.start.fault)
            return
        done = publicise(self.office, self.selection.id, self.start.day, self.days.value())
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.window_.say(f"已公示“{self.selection.name}”，到 {done.publicity_ends_on} 为止")
        super().accept()


class ResultDialog(CarefulDialog):
    """公示的各个，勾上授予的，写证书编号；授予单位、日期、文号、荣誉名称一起填。"""

    def __init__(self, office: Office, window: Any, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.selection = office, window, selection
        self.done_button, cancel = button("公布结果", main=True), button("取消")
        content = framed(self, f"公布结果：{selection.name}", self.done_button, cancel)
        pending = pending_objections(office, selection.id)
        content.addWidget(sentence(f"公示到 {selection.publicity_ends_on} 为止，没有核实的异议 {len(pending)} 件。"))
        self.rows = [each for each in nominations_of(office, selection.id) if each.state == "publicised"]
        self.sheet = ClickTable("公示的推荐")
        self.sheet.set_heads([("授予", LEFT), ("社区", LEFT), ("证书编号", LEFT)])
        self.sheet.whole_rows(240, 140)
        self.sheet.unsetCursor()
        self.sheet.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._fill()
        content.addWidget(self.sheet, 1)
        facts = office.facts
        self.body = line_of("授予单位", selection.awarding_body or (facts.name if facts else ""), longest=60)
        self.day = DayField(office.today(), "公布日期")
        self.document = line_of("表彰文号", selection.document or "", longest=40)
        self.honour = line_of("荣誉名称", f"{selection.year}年{selection.award.name}", longest=60)
        form = QFormLayout()
        for label, field in (
            ("荣誉名称", self.honour),
            ("授予单位", self.body),
            ("公布日期", self.day),
            ("表彰文号", self.document),
        ):
            form.addRow(label, field)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.resize(620, 520)

    def results(self) -> list[Result]:
        """勾上的各个和它们的编号。"""
        found = []
        for row, each in enumerate(self.rows):
            name, number = self.sheet.item(row, 0), self.sheet.item(row, 2)
            if name is not None and name.checkState() == Qt.CheckState.Checked:
                found.append(Result(each.id, number.text() if number is not None else ""))
        return found

    def accept(self) -> None:
        if self.day.fault:
            self.note.setText(self.day.fault)
            return
        done = publish(
            self.office,
            self.selection.id,
            self.results(),
            body=self.body.text(),
            day=self.day.day,
            document=self.document.text(),
            honour=self.honour.text(),
        )
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.window_.say(f"已公布“{self.selection.name}”，授予 {done} 个，记进荣誉记录")
        super().accept()

    def _fill(self) -> None:
        self.sheet.setRowCount(len(self.rows))
        quota = self.selection.quota or len(self.rows)
        for row, each in enumerate(self.rows):
            name = QTableWidgetItem(each.name)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Checked if row < quota else Qt.CheckState.Unchecked)
            community = QTableWidgetItem(each.community.name if each.community else "")
            community.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for column, item in enumerate((name, community, QTableWidgetItem(f"{self.selection.year}-{row + 1:02d}"))):
                self.sheet.setItem(row, column, item)
