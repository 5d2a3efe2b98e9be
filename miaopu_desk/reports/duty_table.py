"""责任分工表：任务、时间、责任区域、要求、责任单位，相同的合并，横排，每页重印表头。"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.duty_pages import DutyLine, DutyTable
from miaopu_desk.reports.numerals import chinese_number
from miaopu_desk.reports.rows import prose
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

HEADER = ("工作任务", "时　间", "责任区域", "要　求", "责任单位")
WIDTHS = (10.3, 14.0, 16.0, 23.0, 8.0)
ALIGNS = ("center", "left", "center", "left", "center")
SIZE = 11.0


def print_duty_table(found: DutyTable, path: Path) -> Path:
    """印一份责任分工表，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    table = Table(duty_rows(found.lines), header=[HEADER], widths=WIDTHS, aligns=ALIGNS, size=SIZE, row_height=26.0)
    return print_table_page(TablePage(found.title, table, found.period, author=found.office), path)


def duty_rows(lines: Sequence[DutyLine]) -> list[list[Cell | str]]:
    """表身：一项任务里，任务、相同的时间、相同的要求竖着合并；区域和单位一行一格。"""
    rows: list[list[Cell | str]] = []
    for number, (task, group) in enumerate(groupby(lines, key=lambda line: line.task), 1):
        members = list(group)
        times = _runs([prose(line.times) for line in members])
        needs = _runs([prose(line.requirement) for line in members])
        for at, line in enumerate(members):
            first = [Cell(f"{_ordinal(number)}{task}", down=len(members))] if at == 0 else []
            rows.append([*first, *times[at], line.area, *needs[at], line.unit])
    return rows


def _ordinal(number: int) -> str:
    return f"{chinese_number(number)}、" if number <= 99 else f"{number}."


def _runs(texts: Sequence[str]) -> list[list[Cell]]:
    """相邻而相同的合并成一格，写在第一行；被合并的行没有这一格。"""
    cells: list[list[Cell]] = []
    for text, group in groupby(texts):
        count = len(list(group))
        cells += [[Cell(text, down=count)], *([] for _ in range(count - 1))]
    return cells
