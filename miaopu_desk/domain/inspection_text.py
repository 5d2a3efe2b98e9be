"""月报里督查和线索的几句话，和附在后面的一张表：只说登记里有的。"""

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.inspection_month import LABELS, InspectionLine, InspectionMonth
from miaopu_desk.domain.report_table import ReportColumn, ReportTable, Value

_INSPECTING, _FIXING, _CLUES = "督查", "整改", "线索"
COLUMNS = (
    ("inspections", "次数", _INSPECTING),
    ("average", "平均分", _INSPECTING),
    ("found", LABELS["found"], _FIXING),
    ("closed", "销号", _FIXING),
    ("open", "月末未销号", _FIXING),
    ("overdue", LABELS["overdue"], _FIXING),
    ("clues", "受理", _CLUES),
    ("clues_answered", "答复", _CLUES),
    ("clues_adopted", "采纳", _CLUES),
    ("rewards", "奖励（元）", _CLUES),
)
KINDS = {"average": "money", "rewards": "money"}


def inspection_sentences(found: InspectionMonth) -> list[str]:
    """督查和整改一段，线索一段；什么也没有的不写。"""
    total = found.total
    paragraphs = []
    if total.inspections or total.found or total.closed or total.open:
        paragraphs.append(_inspecting(found))
    if total.clues or total.clues_answered or total.rewards:
        paragraphs.append(_clues(total))
    return paragraphs


def _inspecting(found: InspectionMonth) -> str:
    total = found.total
    if total.inspections:
        scored = f"，打了分的{total.scored}次，平均{total.average_text}分" if total.scored else ""
        text = f"本月督查{total.inspections}次{scored}；发现问题{total.found}件，销号{total.closed}件。"
    else:
        text = f"本月没有登记督查；新发现问题{total.found}件，销号{total.closed}件。"
    if not total.open:
        return f"{text}月末没有未销号的问题。"
    where = "、".join(f"{each.name}{each.open}件" for each in (*found.communities, found.street) if each.open)
    overdue = f"，其中逾期{total.overdue}件" if total.overdue else ""
    return f"{text}月末未销号{total.open}件（{where}）{overdue}。"


def _clues(total: InspectionLine) -> str:
    text = f"本月受理线索{total.clues}条，答复{total.clues_answered}条，采纳{total.clues_adopted}条"
    return f"{text}，发放线索奖励{in_yuan(total.rewards)}。" if total.rewards else f"{text}。"


def inspection_table(found: InspectionMonth, title: str) -> ReportTable:
    """各社区的督查、整改、线索；什么也没有的月份不印。"""
    columns = [ReportColumn("社区", 4, "center", "text")]
    columns += [ReportColumn(label, 3.8, "number", KINDS.get(name, "integer"), over) for name, label, over in COLUMNS]
    rows = tuple((each.name, *(_value(each, name) for name, _, _ in COLUMNS)) for each in found.lines)
    note = "平均分只算打了分的督查；月末未销号、其中逾期是到月末的，其余为本月发生数。"
    return ReportTable("inspection", title, tuple(columns), () if found.total.empty else rows, totals=1, note=note)


def _value(line: InspectionLine, name: str) -> Value:
    if name == "average":
        return line.score_sum / line.scored / 100 if line.scored else None
    if name == "rewards":
        return line.rewards / 100
    count: int = getattr(line, name)
    return count
