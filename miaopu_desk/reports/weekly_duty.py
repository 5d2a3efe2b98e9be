"""每周值守表：一行一个区域，一列一天，按责任单位或按任务归在一起。"""

from datetime import timedelta
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.duty_pages import WeekLine, WeekTable
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

SIZE = 9.5
WIDTHS = (8.6, 13.0, 7.6, *([7.5] * 7), 4.0)
ALIGNS = ("center",) * 11


def print_weekly_duty(week: WeekTable, path: Path) -> Path:
    """印一周的值守表，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    table = Table(_rows(week), header=[_header(week)], widths=WIDTHS, aligns=ALIGNS, size=SIZE, row_height=24.0)
    blank = "　　　　"
    signed = f"制表人：{week.prepared_by or blank}　　审核人：{week.checked_by or blank}"
    notes = [part for part in (f"{week.season}。格子空着的当天没有班次。{week.note}", signed) if part]
    return print_table_page(TablePage(week.title, table, week.span, notes, author=week.office), path)


def _header(week: WeekTable) -> list[Cell | str]:
    days = [week.monday + timedelta(days=n) for n in range(7)]
    dated = [
        "\n".join(part for part in (f"星期{name}", f"{day.month}月{day.day}日", remark) if part)
        for name, day, remark in zip(WEEKDAY_NAMES, days, week.remarks, strict=True)
    ]
    first = ["责任单位", "责任区域", "工作任务"] if week.by_unit else ["工作任务", "责任区域", "责任单位"]
    return [*first, *dated, "最少\n人数"]


def _rows(week: WeekTable) -> list[list[Cell | str]]:
    rows: list[list[Cell | str]] = []
    for name, group in groupby(week.lines, key=lambda line: line.unit if week.by_unit else line.task):
        for at, line in enumerate(members := list(group)):
            head = [Cell(name, down=len(members))] if at == 0 else []
            rows.append([*head, line.area, line.task if week.by_unit else line.unit, *_days(line)])
    return rows


def _days(line: WeekLine) -> list[Cell | str]:
    return [*("\n".join(day) for day in line.days), str(line.people) if line.people else ""]
