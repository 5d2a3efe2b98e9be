"""星级一览：截至某天每个人的时数、积分、达到和认证的星级；双击看为什么，够不上的、该清退的另有工作单。"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.names import search_keys
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.points import POINT_DEEDS, POINT_ENTRIES, POINT_RATES, POINT_RULES
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES
from miaopu_desk.domain.stars import Standing
from miaopu_desk.services.office import Office
from miaopu_desk.services.stars import standings
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.star_model import StarModel
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.star_table import StarTable

FILTERS = (
    ("服务过的", lambda one: one.minutes > 0 or one.points != 0 or one.certified > 0),
    ("够得上新星级", lambda one: one.waiting),
    ("快到下一级", lambda one: one.near),
    ("已认证", lambda one: one.certified > 0),
    ("认证的够不上了", lambda one: one.lost),
    ("全部在册的", lambda one: True),
)
NOBODY = "截至这天没有在册的志愿者：在“志愿者”里新增，或把名册文件拖到窗口上"
NOBODY_FITS = "没有符合条件的人，换一天，或者换“看哪些人”再看"
CONCERNED = {
    "volunteers",
    "service_records",
    "terms",
    COMMUNITIES.table,
    STAR_RULES.table,
    STAR_LEVELS.table,
    POINT_RULES.table,
    POINT_RATES.table,
    POINT_DEEDS.table,
    POINT_ENTRIES.table,
    STAR_CERTIFICATIONS.table,
}


@lru_cache(maxsize=200_000)
def _keys(name: str) -> tuple[str, ...]:
    """姓名的拼音和首字母，查找用。"""
    return tuple(search_keys(name).lower().split())


class StarBoard(QWidget):
    """一页：上面选哪天、看哪些人，下面是列表。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.people: list[Standing] = []
        self._asked = 0
        self.day = DayField(office.today(), "截至哪天")
        self.community, self.which = QComboBox(), QComboBox()
        self.community.setAccessibleName("社区")
        self.which.setAccessibleName("看哪些人")
        self.which.addItems([label for label, _ in FILTERS])
        self.search_box = QLineEdit()
        self.search_box.setPlaceholderText("查找：姓名、拼音、首字母")
        self.search_box.setAccessibleName("查找姓名")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.setMaximumWidth(220)
        self.model = StarModel()
        self.table = StarTable(self.model)
        self.status = QLabel()
        self.status.setProperty("quiet", True)
        self.slip_button = button("为什么是这一星")
        self.slip_button.setToolTip("选中一位，看时数、积分怎样来的，离下一级差多少（双击也行）")
        self.lost_button, self.removal_button = button("降星名单…"), button("清退考虑…")
        self.lost_button.setToolTip("认证的星级现在够不上了的人，连同为什么")
        self.removal_button.setToolTip("多久没有服务、连着缺席的人；清退由您选定再办")
        self._lay_out()
        self._fill_communities()
        self._connect()
        self.load()

    # 窗口来叫的

    def refresh(self, tables: set[str]) -> None:
        """登记变了：与星级有关才重新算。"""
        if COMMUNITIES.table in tables:
            self._fill_communities()
        if tables & CONCERNED:
            self.load()

    def register_tab(self) -> None:
        """这一页没有登记表：拖文件进来时由窗口说明。"""

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """只列这几位。"""
        wanted = set(ids)
        self.model.show_people([one for one in self.people if one.volunteer_id in wanted])
        self._tell()

    # 列

    def load(self) -> None:
        """重新算，费时的放到后台；算好以前又变了的，只用最后一次。"""
        self._asked += 1
        asked, day = self._asked, self.day.day

        def show(found: list[Standing]) -> None:
            if asked == self._asked:
                self.people = found
                self.table.empty_text = NOBODY_FITS if found else NOBODY
                self.narrow()

        self.window_.jobs.read("正在算星级…", self.office, lambda office: standings(office, day), show)

    def narrow(self) -> None:
        """照选的社区、哪些人、查找的字来列。"""
        fits = FILTERS[self.which.currentIndex()][1]
        community, text = self.community.currentData(), self.search_box.text().strip().lower()
        chosen = {one.volunteer_id for one in self.table.chosen()}
        self.model.show_people(
            [
                one
                for one in self.people
                if fits(one)
                and (not community or one.community_id == community)
                and (not text or text in one.name or any(key.startswith(text) for key in _keys(one.name)))
            ]
        )
        row = next((at for at, one in enumerate(self.model.rows) if one.volunteer_id in chosen), -1)
        if row >= 0:
            self.table.selectRow(row)
        self._tell()

    def _tell(self) -> None:
        waiting, lost = sum(one.waiting for one in self.people), sum(one.lost for one in self.people)
        near = sum(one.near for one in self.people)
        parts = [f"列出 {len(self.model.rows):,} 人", f"够得上新星级 {waiting} 人", f"快到下一级 {near} 人"]
        self.status.setText("，".join([*parts, f"认证的够不上了 {lost} 人"]) + "。时数以小时计，不含路途；积分另计。")
        self.slip_button.setEnabled(bool(self.table.chosen()))

    # 做

    def open_slip(self) -> Any:
        """打开选中一位的说明单。"""
        from miaopu_desk.ui.dialogs.star_slip import StarSlipDialog

        chosen = self.table.chosen()
        if not chosen:
            return None
        dialog = StarSlipDialog(self.office, self.window_, chosen[0].volunteer_id, self.day.day, self)
        dialog.open()
        return dialog

    def open_demotions(self) -> Any:
        """认证的够不上了的名单。"""
        from miaopu_desk.ui.dialogs.star_lists import DemotionDialog

        dialog = DemotionDialog(self.office, self.window_, self.day.day, self)
        dialog.open()
        return dialog

    def open_removals(self) -> Any:
        """列入清退考虑的名单。"""
        from miaopu_desk.ui.dialogs.star_lists import RemovalDialog

        dialog = RemovalDialog(self.office, self.window_, self.day.day, self)
        dialog.open()
        return dialog

    # 摆放

    def _fill_communities(self) -> None:
        before = self.community.currentData()
        self.community.blockSignals(True)
        self.community.clear()
        self.community.addItem("全部社区", "")
        for each in self.office.keeper.table(COMMUNITIES).all():
            self.community.addItem(each.name, each.id)
        self.community.setCurrentIndex(max(self.community.findData(before), 0))
        self.community.blockSignals(False)

    def _connect(self) -> None:
        self.day.changed.connect(self._day_changed)
        self.community.currentIndexChanged.connect(lambda _: self.narrow())
        self.which.currentIndexChanged.connect(lambda _: self.narrow())
        self.search_box.textChanged.connect(lambda _: self.narrow())
        self.table.activated.connect(lambda _: self.open_slip())
        self.table.selectionModel().selectionChanged.connect(
            lambda *_: self.slip_button.setEnabled(bool(self.table.chosen()))
        )
        self.slip_button.clicked.connect(lambda: self.open_slip())
        self.lost_button.clicked.connect(lambda: self.open_demotions())
        self.removal_button.clicked.connect(lambda: self.open_removals())

    def _day_changed(self, day: date) -> None:
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        for each in (QLabel("截至"), self.day, self.community, self.which, self.search_box):
            top.addWidget(each)
        top.addStretch()
        for made in (self.slip_button, self.lost_button, self.removal_button):
            top.addWidget(made)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 3, 10, 4)
        foot.addWidget(self.status)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
