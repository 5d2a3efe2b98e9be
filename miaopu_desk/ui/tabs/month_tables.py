"""月报页的两张表：各社区的数字，和出报表前的核对、关账以后的变化。"""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QTableWidgetItem

from miaopu_desk.domain.figures import BY_NAME, FIGURES, Finding, Line
from miaopu_desk.domain.late_changes import LateChange
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.theme import AMBER, COLOURS, RED

SEVERITY_COLOURS = {"error": RED, "warning": AMBER, "note": COLOURS["quiet"]}
SIDE = ("previous", "suspended", "several_ranks", "unranked")  # 核对用的几栏，放在最后
LABELS = {"service_minutes": "服务小时"}
COLUMNS: tuple[tuple[str, str], ...] = (
    ("name", "社区"),
    ("resident_population", "常住人口"),
    ("registered", "注册"),
    ("rate", "注册率"),
    *((each.name, LABELS.get(each.name, each.label)) for each in FIGURES if each.name not in ("registered", *SIDE)),
    *((name, BY_NAME[name].label) for name in SIDE),
)


class FiguresTable(ClickTable):
    """一行一个社区，末行合计；打得开的数字是蓝的。"""

    def __init__(self) -> None:
        super().__init__("本月的数字")
        self.set_heads([(label, RIGHT if at else LEFT) for at, (_, label) in enumerate(COLUMNS)])
        for at, (name, _) in enumerate(COLUMNS):
            head = self.horizontalHeaderItem(at)
            if name in BY_NAME and head is not None:
                head.setToolTip(f"{BY_NAME[name].label}，单位：{_unit(name)}")

    def show_lines(self, lines: Sequence[Line], known: Callable[[str], bool] = lambda name: True) -> None:
        """换成这些行，末行是合计；known 说一个数字有没有，从前关账的一版里没有的写“—”。列宽按列头和各行的字。"""
        self.setRowCount(len(lines))
        measure = QFontMetrics(bold_font(self.font()))
        for at, (name, label) in enumerate(COLUMNS):
            for row, line in enumerate(lines):
                self.setItem(row, at, _cell(line, name, known(name), bold=row == len(lines) - 1))
            texts = [label, *(_text(line, name) if known(name) else "—" for line in lines)]
            self.setColumnWidth(at, max(map(measure.horizontalAdvance, texts)) + 18)


class ChecksTable(ClickTable):
    """一行一处，重的在前。"""

    def __init__(self) -> None:
        super().__init__("出报表前的核对")
        self.set_heads([("轻重", CENTER), ("事项", LEFT), ("说明", LEFT)])
        self.whole_rows(56, 240)

    def show_findings(self, findings: Sequence[Finding], changes: Sequence[LateChange] = ()) -> None:
        """换成这些；changes 是关账以后又变了的数字，排在前面。"""
        rows = [
            *(
                (RED, "变化", f"{each.community} {each.label}", each.sentence, each.figure in BY_NAME)
                for each in changes
            ),
            *(
                (SEVERITY_COLOURS[each.severity], each.severity_label, each.title, each.detail, bool(each.table))
                for each in findings
            ),
        ]
        self.setRowCount(len(rows))
        for row, (colour, *texts, opens) in enumerate(rows):
            for column, text in enumerate(map(str, texts)):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column == 2 else ("点开看名单" if opens else ""))
                if column == 0:
                    item.setForeground(QBrush(QColor(str(colour))))
                    item.setTextAlignment(CENTER)
                self.setItem(row, column, item)


def _cell(line: Line, name: str, known: bool, bold: bool) -> QTableWidgetItem:
    text = _text(line, name) if known else "—"
    item = QTableWidgetItem(text)
    if name != "name":
        item.setTextAlignment(RIGHT)
    if name in BY_NAME and known:
        value = line.value(name)
        tip = f"{line.name} {BY_NAME[name].label} {text} {_unit(name)}" + ("，点开看名单" if value else "")
        mark_figure(item, bool(value), tip)
    if bold:
        mark_total(item)
    return item


def mark_figure(item: QTableWidgetItem, opens: bool, tip: str) -> None:
    """打得开的数字是蓝的，打不开的淡一些。"""
    item.setForeground(QBrush(QColor(COLOURS["blue" if opens else "quiet"])))
    item.setToolTip(tip)


def mark_total(item: QTableWidgetItem) -> None:
    """合计的一行：加粗，有底色。"""
    item.setFont(bold_font(item.font()))
    item.setBackground(QBrush(QColor(COLOURS["stripe"])))


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


def bold_font(font: QFont) -> QFont:
    """同样的字体，加粗：合计一行用。"""
    bold = QFont(font)
    bold.setBold(True)
    return bold
