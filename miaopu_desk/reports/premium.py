"""保费清单：一次批改应交应退的，或者一张保单某天在保的人的保费，各社区一行，合计连大写，公文版式。"""

from pathlib import Path

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.insurance_pages import PremiumLine, PremiumSheet
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Table


def print_premium(sheet: PremiumSheet, path: Path) -> Path:
    """印一份保费清单，返回写到的文件；有缺字等报 KnownError。"""
    return premium_document(sheet).save(path)


def premium_document(sheet: PremiumSheet) -> Document:
    """排好一份保费清单，还没有存盘。"""
    document = Document(sheet.title, author=sheet.signed_as, subject="保费清单")
    document.paragraph(_told(sheet))
    document.table(_changes(sheet) if sheet.submission else _whole(sheet))
    for text in _capitals(sheet):
        document.paragraph(text)
    if sheet.submission:
        document.note(f"批改保费{sheet.rule}，由工作台照保单上的约定估算，以保险公司的批单为准。")
    blank = "　　　　"
    document.note(f"填表人：{sheet.prepared_by or blank}　　审核人：{sheet.checked_by or blank}")
    document.signature(sheet.signed_as, sheet.day, seal=True)
    return document


def _told(sheet: PremiumSheet) -> str:
    policy = sheet.policy
    each = f"，每人保费{in_yuan(policy.premium)}" if policy.premium is not None else ""
    product = f"“{policy.product}”" if policy.product else ""
    about = f"本次批改号{sheet.submission}。" if sheet.submission else ""
    return f"{policy.insurer}{product}保单{policy.number}，保险期限{policy.period}{each}。{about}"


def _changes(sheet: PremiumSheet) -> Table:
    rows = [_change_row(each) for each in (*sheet.lines, sheet.total)]
    return Table(
        rows,
        [["社区", "批增（人）", "应交保费（元）", "批减（人）", "应退保费（元）"]],
        widths=(6, 5, 7, 5, 7),
        aligns=("center", "number", "number", "number", "number"),
        size=12.0,
        totals=1,
    )


def _change_row(line: PremiumLine) -> list[str]:
    return [line.community, str(line.added), _yuan(line.premium), str(line.removed), _yuan(line.refund)]


def _whole(sheet: PremiumSheet) -> Table:
    per_head = _yuan(sheet.policy.premium or 0)
    rows = [[each.community, str(each.added), per_head, _yuan(each.premium)] for each in sheet.lines]
    total = sheet.total
    return Table(
        [*rows, [total.community, str(total.added), "", _yuan(total.premium)]],
        [["社区", "在保人数", "每人保费（元）", "保费（元）"]],
        widths=(7, 6, 7, 8),
        aligns=("center", "number", "number", "number"),
        size=12.0,
        totals=1,
    )


def _capitals(sheet: PremiumSheet) -> list[str]:
    total = sheet.total
    if not sheet.submission:
        return [f"保费合计{in_yuan(total.premium)}，大写{in_capitals(total.premium)}。"]
    said = [f"应交保费合计{in_yuan(total.premium)}，大写{in_capitals(total.premium)}。"]
    if total.refund:
        said.append(f"应退保费合计{in_yuan(total.refund)}，大写{in_capitals(total.refund)}。")
        net = total.premium - total.refund
        said.append(f"两项相抵，{'应交' if net >= 0 else '应退'}{in_yuan(abs(net))}，大写{in_capitals(abs(net))}。")
    return said


def _yuan(cents: int) -> str:
    return f"{cents / 100:,.2f}"
