"""月报的工作簿：汇总一张，各附表一张，数字还是数字，比例还是比例，能接着算、接着筛。"""

from datetime import date
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_tables import summary_table
from miaopu_desk.domain.report_table import ReportColumn, ReportTable, Share, Value
from miaopu_desk.exchange.writing import OutColumn, SheetContent, write_sheets

KINDS = {"share": "percent", "hours": "decimal", "money": "money", "integer": "integer", "date": "date"}


def write_monthly_book(report: MonthReport, path: Path) -> Path:
    """写一份月报工作簿，返回写到的文件；磁盘满、文件被占用等报 KnownError。"""
    return write_sheets(path, month_sheets(report))


def month_sheets(report: MonthReport) -> list[SheetContent]:
    """工作簿的各张表：汇总在前，有内容的附表在后。"""
    summary = summary_table(report.figures)
    signed = f"填报人：{report.prepared_by}　　审核人：{report.checked_by}　　填报日期：{full_day(report.day)}"
    note = f"{report.signed_as}　　数字截至{full_day(report.figures.as_of)}"
    first = _sheet(summary, "汇总", note, (*report.figures.notes, signed))
    return [first, *(_sheet(each, each.title, each.note) for each in report.annexes)]


def roster_sheet(table: ReportTable) -> SheetContent:
    """领导小组名单一张表。"""
    return _sheet(table, "领导小组名单", table.note)


def _sheet(table: ReportTable, name: str, note: str, closing: tuple[str, ...] = ()) -> SheetContent:
    rows = [[_cell(value) for value in row] for row in table.rows]
    split = len(rows) - table.totals
    return SheetContent(
        name,
        [_column(each) for each in table.columns],
        rows[:split],
        title=table.title,
        note=note,
        total_rows=rows[split:],
        closing=closing,
        merges=_merges(table) if table.grouped else (),
        landscape=len(table.columns) > 8,
    )


def _column(column: ReportColumn) -> OutColumn:
    align = "right" if column.align == "number" else column.align
    over = (column.over,) if column.over else ()
    return OutColumn(
        column.label, max(column.width, len(column.label)) + 1, align, kind=KINDS.get(column.kind, "text"), over=over
    )


def _cell(value: Value) -> str | int | float | date | None:
    return value.value if isinstance(value, Share) else value


def _merges(table: ReportTable) -> tuple[tuple[int, int, int, int], ...]:
    merges, start = [], 0
    for _, group in groupby(table.rows, key=lambda row: row[0]):
        count = len(list(group))
        if count > 1:
            merges.append((start, 0, start + count - 1, 0))
        start += count
    return tuple(merges)
