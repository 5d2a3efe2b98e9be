"""线索奖励发放表：一条线索一行，留出签领的地方，合计另写大写；领款人默认只凭线索编号。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.inspection_pages import RewardSheet
from miaopu_desk.domain.month import full_day
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

HEADER = ("序号", "线索编号", "线索类别", "计算依据", "奖励金额（元）", "领款人", "签领", "领取日期")


def print_clue_rewards(found: RewardSheet, path: Path, made: datetime | None = None) -> Path:
    """印一张奖励发放表，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    rows: list[list[Cell | str]] = [
        [str(number), each.number, each.kind, each.basis, in_yuan(each.amount).removesuffix("元"), each.payee, "", ""]
        for number, each in enumerate(found.lines, 1)
    ]
    rows.append(
        [
            Cell("合计", across=3, strong=True),
            Cell(found.capitals, strong=True, align="center"),
            Cell(in_yuan(found.total).removesuffix("元"), strong=True),
            Cell(f"共{len(found.lines)}条", across=3, align="center"),
        ]
    )
    paid = f"，{full_day(found.paid_on)}发放" if found.paid_on else ""
    table = Table(
        rows,
        header=[list(HEADER)],
        widths=(3, 7, 8, 16, 8, 9, 9, 8),
        aligns=("center", "center", "center", "left", "number", "center", "center", "center"),
        size=12.0,
        row_height=30.0,
        totals=1,
    )
    signers = "　　".join(
        f"{label}：{name or '＿＿＿＿'}"
        for label, name in (("审核人", found.checked_by), ("经办人", found.prepared_by), ("发放人", ""))
    )
    page = TablePage(
        "线索举报奖励发放表",
        table,
        f"{found.office}　批次：{found.number}　造册日期：{full_day(found.day)}{paid}",
        (signers, "签领可以写线索编号代替姓名。本表涉及举报人，请单独保管，不得公示、复印。"),
        author=found.signed_as,
    )
    return print_table_page(page, path, made)
