"""活动的月历一页：左边一个月，右边是选中那天的活动；方向键走，回车加，双击打开，空格到右边。"""

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.activity_steps import next_step
from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import Month, full_day, month_of
from miaopu_desk.domain.records import ACTIVITIES, COMMUNITIES
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.services.activities import filing_terms
from miaopu_desk.services.activity_month import activities_on, weeks_of
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.ui.activity_actions import ActivityActions
from miaopu_desk.ui.activity_grid import WEEKDAYS, MonthGrid
from miaopu_desk.ui.dialogs.frame import button, sentence
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.pages import heading_label
from miaopu_desk.ui.theme import ACTIVITY_COLOURS

FOLLOWED = {"activities", "communities", "holiday_days", "offices", "targets", "terms"}
ID = Qt.ItemDataRole.UserRole


class CalendarPage(QWidget):
    """月历和当天。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.month: Month = month_of(office.today())
        self.grid = MonthGrid(office.today())
        self.list = QListWidget()
        self.heading = heading_label()
        self.total = QLabel()
        self.total.setProperty("quiet", True)
        self.community = QComboBox()
        self.actions_ = ActivityActions(office, window, self.chosen, self)
        self._lay_out()
        self._connect()
        self._fill_communities()
        self.show_day(office.today())

    # 换月、换天

    def show_day(self, day: date) -> None:
        """翻到那一天所在的月，选中它。"""
        self.month = month_of(day)
        self.grid.today = self.office.today()
        self.grid.show_month(weeks_of(self.office, self.month, self.community.currentData()), day)
        self.title.setText(self.month.title)
        cells = [cell for week in self.grid.days.weeks for cell in week if cell.inside]
        self.total.setText(f"本月 {sum(cell.count for cell in cells)} 个活动")
        self._show_list(day)

    def day(self) -> date:
        """选中的那天。"""
        return self.grid.day() or self.office.today()

    def turn(self, step: int) -> None:
        """前后一个月。"""
        target = self.month.previous() if step < 0 else month_of(date.fromordinal(self.month.last.toordinal() + 1))
        self.show_day(min(target.first.replace(day=min(self.day().day, target.last.day)), target.last))
        self.grid.setFocus()

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        if tables & FOLLOWED:
            if "communities" in tables:
                self._fill_communities()
            chosen = self.chosen()
            self.show_day(self.day())
            self._select(chosen[0] if chosen else "")

    def register_tab(self) -> None:
        """月历不是一张表，拖进来的文件不由它收。"""
        return

    # 当天的活动

    def chosen(self) -> list[str]:
        """右边选中的活动。"""
        return [item.data(ID) for item in self.list.selectedItems()]

    def add(self, day: date | None = None) -> RecordForm:
        """在那天加一个活动。"""
        form = RecordForm(self.office, ACTIVITIES, None, more=True, parent=self)
        form.fields["planned_on"].editor.set_value(day or self.day())
        form.fields["planned_on"].touched = True
        if self.community.currentData():
            form.fields["community"].editor.set_value(Ref(self.community.currentText(), self.community.currentData()))
        form.saved.connect(lambda record_id, said: self._saved(record_id, said))
        form.open()
        return form

    def open(self, record_id: str) -> RecordForm | None:
        """打开一个活动。"""
        record = self.office.keeper.table(ACTIVITIES).get(record_id)
        if record is None:
            return None
        form = RecordForm(self.office, ACTIVITIES, record, parent=self)
        form.saved.connect(lambda saved, said: self._saved(saved, said))
        form.open()
        return form

    def print_month(self) -> None:
        """印这个月的月历。"""
        from miaopu_desk.ui.print_menu import Offer, print_report

        chosen = self.community.currentText() if self.community.currentData() else ""
        options = {"month": self.month.key, "community": chosen}
        print_report(self, Offer("activity_month"), None, options)  # type: ignore[arg-type]

    def _say(self, text: str) -> None:
        self.window_.say(text)

    def _saved(self, record_id: str, said: str) -> None:
        record = self.office.keeper.table(ACTIVITIES).get(record_id)
        if record is not None:
            self.show_day(record.day)
            self._select(record_id)
        self.window_.say(said)

    def _show_list(self, day: date) -> None:
        found = activities_on(self.office, day, self.community.currentData())
        self.heading.setText(f"{full_day(day)}　{WEEKDAYS[day.weekday()]}　{len(found)} 个活动")
        terms, free, today = filing_terms(self.office), holidays(self.office), self.office.today()
        within = target(self.office, "record_due_working_days")
        self.list.clear()
        for each in found:
            item = QListWidgetItem(said_of(each, next_step(each, terms, today, free, within)))
            item.setData(ID, each.id)
            item.setForeground(QColor(ACTIVITY_COLOURS[each.state]))
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self.actions_.enable()

    def _select(self, record_id: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(ID) == record_id:
                self.list.setCurrentRow(row)

    def _to_line(self, line: Any) -> None:
        self._select(line.first.id)
        self.list.setFocus()

    # 摆放

    def _lay_out(self) -> None:
        self.title = QLabel()
        font = self.title.font()
        font.setBold(True)
        font.setPixelSize(17)
        self.title.setFont(font)
        self.title.setMinimumWidth(110)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.earlier, self.later = _arrow("◀", "上个月（Page Up）"), _arrow("▶", "下个月（Page Down）")
        self.today_button = button("今天")
        self.add_button = button("新增", main=True)
        self.add_button.setToolTip("在选中的那天加一个活动（回车）")
        self.print_button = button("打印月历")
        self.community.setAccessibleName("社区")
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 6)
        top.setSpacing(8)
        for each in (self.earlier, self.title, self.later, self.today_button, self.community, self.total):
            top.addWidget(each)
        top.addStretch()
        top.addWidget(self.print_button)
        top.addWidget(self.add_button)
        self.list.setAccessibleName("这一天的活动")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 8, 8)
        box.addWidget(self.heading)
        box.addWidget(self.list, 1)
        box.addWidget(
            sentence("回车：在这一天新增；空格：到右边的名单；Page Up、Page Down：换月；Home：今天。", quiet=True)
        )
        for names in (("file", "hold", "record"), ("cancel", "postpone", "restore")):
            row = QHBoxLayout()
            for name in names:
                row.addWidget(_action_button(self.actions_.everything[name]))
            box.addLayout(row)
        split = QSplitter()
        split.addWidget(self.grid)
        split.addWidget(right)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setSizes([1060, 300])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self.turn(-1))
        self.later.clicked.connect(lambda: self.turn(1))
        self.today_button.clicked.connect(lambda: self.show_day(self.office.today()))
        self.add_button.clicked.connect(lambda: self.add())
        self.print_button.clicked.connect(lambda: self.print_month())
        self.community.currentIndexChanged.connect(lambda _: self.show_day(self.day()))
        self.grid.day_changed.connect(self._show_list)
        self.grid.month_asked.connect(self.show_day)
        self.grid.add_asked.connect(self.add)
        self.grid.opened.connect(self.open)
        self.grid.several.connect(self._to_line)
        self.list.itemSelectionChanged.connect(self.actions_.enable)
        self.list.itemDoubleClicked.connect(lambda item: self.open(item.data(ID)))
        self.grid.installEventFilter(self)
        self.list.installEventFilter(self)

    def _fill_communities(self) -> None:
        kept = self.community.currentData()
        self.community.blockSignals(True)
        self.community.clear()
        self.community.addItem("全街道", None)
        for each in self.office.keeper.table(COMMUNITIES).all():
            self.community.addItem(each.name, each.id)
        self.community.setCurrentIndex(max(self.community.findData(kept), 0) if kept else 0)
        self.community.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.grid and key == Qt.Key.Key_Space and self.list.count():
                self.list.setFocus()
                return True
            if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
                self.open(self.chosen()[0])
                return True
            if watched is self.list and key == Qt.Key.Key_Escape:
                self.grid.setFocus()
                return True
        return super().eventFilter(watched, event)


def said_of(activity: Activity, step: str) -> str:
    """当天名单里的一个活动，两三行。"""
    starts, ends = activity.starts_at, activity.ends_at
    clock = f"{starts.hour}:{starts.minute:02d}" if starts else ""
    clock += f"—{ends.hour}:{ends.minute:02d}" if starts and ends else ""
    where = activity.community.name if activity.community else "街道统一"
    themes = [each.name for each in (activity.theme, activity.special_action) if each]
    people = f"预计{activity.expected_people}人" if activity.expected_people else ""
    lines = [
        "　".join(part for part in (ACTIVITY_STATES.label(activity.state), clock, activity.name) if part),
        "　".join(part for part in (where, activity.place or "", *themes, people) if part),
        step,
    ]
    return "\n".join(line for line in lines if line)


def _arrow(text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setProperty("flat", True)
    return made


def _action_button(action: Any) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setProperty("flat", True)
    return made
