"""打印一种纸之前问的几样：日子、社区、队伍类别、要不要完整号码；空着的照各种纸自己的规矩。"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.codes import ENDORSEMENTS, RANKS
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing
from miaopu_desk.ui.dialogs.frame import button, framed, wrong_note

DAY, TEXT, CHOICE, COMMUNITY, CHECK, WHOLE = "day", "text", "choice", "community", "check", "whole"


@dataclass(frozen=True, slots=True)
class Asked:
    """怎样问一个选项：hint 是空着时的提示，choices 是（显示的，写进选项的）。"""

    label: str
    kind: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_RANKS = tuple((label, code) for code, label in RANKS.labels.items())
ASKED: dict[str, Asked] = {
    "day": Asked("截至哪天", DAY, "空着是今天"),
    "week": Asked("哪一周", DAY, "那一周的任何一天，空着是本周"),
    "from": Asked("从哪天起", DAY, "空着从头算起"),
    "to": Asked("到哪天止", DAY, "空着到今天"),
    "community": Asked("社区", COMMUNITY),
    "rank": Asked("队伍类别", CHOICE, choices=(("全部", ""), *_RANKS)),
    "by": Asked("怎样排", CHOICE, choices=(("按责任区域", "area"), ("按责任单位", "unit"))),
    "names": Asked(
        "印哪些名字",
        CHOICE,
        choices=(
            ("有参训人员的印参训人员，没有的印在册的", ""),
            ("已登记的参训人员", "present"),
            ("举办社区在册的人", "registered"),
            ("不印名字，只印空行", "none"),
        ),
    ),
    "blank": Asked("留几行空的", TEXT, "空着是 5 行"),
    "days": Asked("公示几天", TEXT, "空着是 7 天"),
    "contact": Asked("联系方式", TEXT, "可以空着"),
    "number": Asked("发文字号", TEXT, "可以空着"),
    "year": Asked("哪一年", TEXT, "空着是今年"),
    "deeds": Asked("", CHECK, "印出主要事迹"),
    "people": Asked("", CHECK, "列出每场的参训人员"),
    "period": Asked("哪一期", TEXT, "如 2021-05、2021年第二季度、2021年上半年，空着是本月"),
    "without_ranking": Asked("", CHECK, "不附考核排名"),
    "month": Asked("哪个月", TEXT, "例如 2021-06，空着是本月"),
    "theme": Asked("活动主题", TEXT, "空着是全部主题"),
    "cancelled": Asked("", CHECK, "取消的也列出来"),
    "change": Asked(
        "哪些人",
        CHOICE,
        choices=(("批增、批减、不变", ""), *((name, code) for code, name in ENDORSEMENTS.labels.items())),
    ),
    "seal": Asked("", CHECK, "留出盖章的地方"),
    "whole": Asked("", WHOLE, "证件号和电话给完整的，不打码"),
}
# 同一个选项在这种纸上另有意思，或者空着时另有规矩
OWN: dict[tuple[str, str], Asked] = {
    ("roster_change", "to"): Asked("主送机关", TEXT, "空着是各社区"),
    ("inspection_circular", "to"): Asked("主送机关", TEXT, "空着是各社区、各责任单位"),
    ("clue_rewards", "whole"): Asked("", WHOLE, "印出领款人的姓名（要办公室主任）"),
    ("courtesies", "from"): Asked("从哪天起", DAY, "空着是今年1月1日"),
    ("activity_sign_in", "rank"): Asked("在册的只要", CHOICE, choices=_RANKS),
    ("activity_sign_in", "names"): Asked(
        "印哪些名字",
        CHOICE,
        choices=(
            ("有报名的印报名的，没有的印在册的", ""),
            ("报了名的人", "present"),
            ("组织社区在册的人", "registered"),
            ("不印名字，只印空行", "none"),
        ),
    ),
    ("activity_ledger", "from"): Asked("从哪天起", DAY, "空着是今年1月1日"),
    ("activity_ledger", "by"): Asked(
        "怎样分组", CHOICE, choices=(("按活动主题", "theme"), ("按组织的社区", "community"))
    ),
    ("sign_in", "rank"): Asked("在册的只要", CHOICE, choices=_RANKS),
    ("training_ledger", "from"): Asked("从哪天起", DAY, "空着是今年1月1日"),
    ("premium", "day"): Asked("哪天在保", DAY, "空着是今天；保单已到期的是最后一天"),
    ("training_coverage", "rank"): Asked("没参训的只列", CHOICE, choices=(("全部", ""), *_RANKS)),
    ("training_coverage", "people"): Asked("", CHECK, "列出还没有参训的人"),
    ("insured_list", "day"): Asked("哪天在保", DAY, "空着是今天；保单已到期的是最后一天"),
    ("duty_table", "day"): Asked("哪天有效的", DAY, "空着是今天；今天没有的是最近的一天"),
    ("weekly_duty", "week"): Asked("哪一周", DAY, "那一周的任何一天；空着是本周，本周没有的是最近的一周"),
}
CHECKED = ("people", "cancelled")  # 平常就勾着的


class OptionsDialog(QDialog):
    """按“生成并预览”发出 agreed(选项)，空着的不写；report 是 REPORTS 里的名称，names 是要问的选项。"""

    agreed = Signal(dict)

    def __init__(self, office: Office, report: str, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        from miaopu_desk.services.reporting import REPORTS

        done, cancel = button("生成并预览", main=True), button("取消")
        content = framed(self, REPORTS[report].title, done, cancel, enter=done)
        self.office, self.known = office, REPORTS[report].options
        self.fields: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        self.form = QFormLayout()
        self.form.setVerticalSpacing(10)
        content.addLayout(self.form)
        for name in names:
            self._ask(name, OWN.get((report, name), ASKED[name]))
        self.note = wrong_note()
        content.addWidget(self.note)
        content.addStretch()
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self.accept)
        self.setMinimumWidth(400)

    def options(self) -> dict[str, str]:
        """现在填的。"""
        found: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field, QComboBox):
                found[name] = field.currentData()
            elif isinstance(field, QCheckBox):
                found[name] = "是" if field.isChecked() else "否" if name in CHECKED else ""
            else:
                found[name] = field.text().strip() if field.isEnabled() else ""
        if "whole" not in self.known:  # 这种纸写了用途就是要完整号码
            found.pop("whole", None)
        return {name: text for name, text in found.items() if text}

    def accept(self) -> None:
        wrong = next((name for name in self.fields if self._fault(name)), None)
        if wrong is not None:
            self.note.setText(self._fault(wrong))
            self.fields[wrong].setFocus()
            return
        super().accept()
        self.agreed.emit(self.options())

    def _fault(self, name: str) -> str:
        field = self.fields[name]
        if not isinstance(field, QLineEdit) or not field.isEnabled():
            return ""
        text = field.text().strip()
        if name == "purpose" and not text:
            return "给出完整号码要写明用途"
        if text and field.property("kind") == DAY:
            day, reason = parse_day(text, today=self.office.today())
            if day is None:
                return reason or f"“{text}”不是一个日期，应写成 2021-05-31"
            field.setText(day.isoformat())
        return ""

    def _ask(self, name: str, asked: Asked) -> None:
        if asked.kind in (CHOICE, COMMUNITY):
            combo = QComboBox()
            for label, value in self._communities() if asked.kind == COMMUNITY else asked.choices:
                combo.addItem(label, value)
            self._place(name, asked.label, combo)
        elif asked.kind in (CHECK, WHOLE):
            box = QCheckBox(asked.hint)
            box.setChecked(name in CHECKED)
            self._place(name, "", box)
            if asked.kind == WHOLE:
                self._ask_purpose(box)
        else:
            self._place(name, asked.label, _line(asked.kind, asked.hint))

    def _ask_purpose(self, box: QCheckBox) -> None:
        for name, label, hint in (
            ("purpose", "用途", "例如 报送区民政局"),
            ("recipient", "交给谁", "没有交给别人就空着"),
        ):
            line = _line(TEXT, hint)
            line.setEnabled(False)
            box.toggled.connect(line.setEnabled)
            self._place(name, label, line)

    def _place(self, name: str, label: str, field: QLineEdit | QComboBox | QCheckBox) -> None:
        field.setAccessibleName(label or field.text())  # type: ignore[union-attr]
        self.form.addRow(label, field)
        self.fields[name] = field

    def _communities(self) -> list[tuple[str, str]]:
        rows = self.office.keeper.table(COMMUNITIES).all(Listing(order=("position",)))
        return [("全街道", ""), *((each.name, each.name) for each in rows)]


def _line(kind: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setProperty("kind", kind)
    return line
