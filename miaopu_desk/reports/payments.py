"""要签名的发放表：礼遇签收表、岗位补贴发放表，一人一行，末尾合计连大写。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.honour_pages import CourtesySheet, PayRow, PaySheet, yuan
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

BLANK = "＿＿＿＿＿＿"
COURTESY_HEADER = ("序号", "姓名", "社区", "礼遇", "数量", "单价（元）", "金额（元）", "领取人签名", "备注")
PAY_HEADER = (
    "序号",
    "姓名",
    "社区",
    "岗位",
    "银行卡",
    "月标准（元）",
    "在岗天数",
    "当月补贴（元）",
    "补发（元）",
    "扣减（元）",
    "实发（元）",
    "领取人签名",
    "说明",
)


def print_courtesies(sheet: CourtesySheet, path: Path, made: datetime | None = None) -> Path:
    """印一张礼遇签收表，返回写到的文件。"""
    rows: list[list[Cell | str]] = [
        [
            str(at),
            row.name,
            row.community,
            row.kind,
            str(row.count),
            yuan(row.value) if row.value is not None else "—",
            yuan(row.amount) if row.value is not None else "—",
            "",
            row.note,
        ]
        for at, row in enumerate(sheet.rows, 1)
    ]
    amount = yuan(sheet.total) if sheet.total else "—"
    rows.append([Cell("合计", across=4, align="center"), str(sheet.pieces), "", amount, "", ""])
    rows.append([Cell("大写", across=2, align="center"), Cell(sheet.total_words(), across=7, align="left")])
    table = Table(
        rows,
        header=[COURTESY_HEADER],
        widths=(3.4, 7.0, 6.0, 7.4, 3.6, 6.8, 7.0, 9.0, 7.0),
        aligns=("center", "center", "center", "center", "center", "number", "number", "center", "left"),
        size=10.5,
        totals=2,
        row_height=27.0,
    )
    notes = (f"经办人：{sheet.prepared_by or BLANK}　　审核人：{sheet.checked_by or BLANK}",)
    page = TablePage(sheet.title, table, sheet.subtitle, notes, author=sheet.office, landscape=False)
    return print_table_page(page, path, made)


def print_stipends(sheet: PaySheet, path: Path, made: datetime | None = None) -> Path:
    """印一张补贴发放表，返回写到的文件；没有审核的标明不能据此发放。"""
    rows: list[list[Cell | str]] = [_pay_cells(at, row) for at, row in enumerate(sheet.rows, 1)]
    sums = [sum(getattr(row, name) for row in sheet.rows) for name in ("base", "plus", "minus", "net")]
    rows.append([Cell("合计", across=7, align="center"), *(yuan(each) for each in sums), "", ""])
    rows.append([Cell("大写", across=2, align="center"), Cell(sheet.total_words(), across=11, align="left")])
    table = Table(
        rows,
        header=[PAY_HEADER],
        widths=(3.2, 6.0, 5.4, 9.0, 6.6, 6.6, 7.6, 7.2, 6.2, 6.2, 7.0, 8.4, 10.4),
        aligns=(*("center",) * 5, "number", "center", *("number",) * 4, "center", "left"),
        size=10.0,
        totals=2,
        row_height=26.0,
    )
    state = f"{sheet.issued}印发" if sheet.issued else f"{sheet.state}，不能据此发放"
    notes = (f"编制：{sheet.made}　　审核：{sheet.approved or BLANK}　　发放：{BLANK}",)
    page = TablePage(sheet.title, table, f"编号：{sheet.number}　{state}", notes)
    return print_table_page(page, path, made)


def _pay_cells(at: int, row: PayRow) -> list[Cell | str]:
    return [
        str(at),
        row.name,
        row.community,
        row.posts,
        row.card,
        row.monthly,
        row.days,
        yuan(row.base),
        yuan(row.plus) if row.plus else "—",
        yuan(row.minus) if row.minus else "—",
        yuan(row.net),
        "",
        row.reasons,
    ]
