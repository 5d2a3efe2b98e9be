"""月报：公文版式的行文、落款，附件里的汇总表、两幅图和各张名单，合成一份 PDF。"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.figures import MonthFigures
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_tables import summary_table
from miaopu_desk.domain.month_text import RANK_WORDS, month_text
from miaopu_desk.domain.report_table import ReportColumn, ReportTable, on_paper
from miaopu_desk.reports.charts import Bar, Series, bar_chart, column_chart
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.drawing import Drawing
from miaopu_desk.reports.tables import Cell, Table

WIDE_SIZE, LIST_SIZE = 9.5, 10.0
COLLECTIVE = 6  # 比这更长的不是人名


def monthly_document(report: MonthReport) -> Document:
    """排好一份月报，还没有存盘。"""
    when = "，".join(filter(None, (report.figures.month.title, report.edition)))
    document = Document(report.title, author=report.signed_as, subject="志愿服务工作月报", subtitle=f"（{when}）")
    for passage in month_text(report):
        if passage.level:
            document.heading(passage.level, passage.text)
        else:
            document.paragraph(passage.text)
    document.signature(report.signed_as, report.day)
    _summary(document, report)
    if report.charted:
        _charts(document, report.figures)
    for each in report.annexes:
        document.annex(each.title, landscape=any(column.over for column in each.columns))
        document.table(paper_table(each))
        if each.note:
            document.note(each.note)
    return document


def print_monthly(report: MonthReport, path: Path) -> Path:
    """印一份月报，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError，不留半份。"""
    return monthly_document(report).save(path)


def rate_chart(figures: MonthFigures) -> Drawing:
    """各社区和合计的注册率，带目标线；没有常住人口的印“—”。"""
    bars = [
        Bar(each.name, (each.rate or 0) * 100, each.rate_text, strong=each is figures.total)
        for each in (*figures.communities, figures.total)
    ]
    return bar_chart(bars, target=figures.target, target_label=f"目标{figures.target}%", unit="%")


def rank_chart(figures: MonthFigures) -> Drawing:
    """各社区四类队伍的人数。"""
    series = [Series(label, [each.value(name) for each in figures.communities]) for name, label in RANK_WORDS]
    return column_chart([each.name for each in figures.communities], series, unit="人", height=180)


def paper_table(table: ReportTable) -> Table:
    """把一张表变成纸上的表：两层表头合并，姓名两个字的空一字，没有的数字印“—”。"""
    body = [
        [on_paper(value, column.kind) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    wide = any(column.over for column in table.columns)
    return Table(
        rows=_grouped(body) if table.grouped else body,
        header=_header(table.columns),
        widths=[] if wide else [column.width for column in table.columns],
        aligns=[column.align for column in table.columns],
        size=WIDE_SIZE if wide else 0.0 if table.grouped else LIST_SIZE,
        totals=table.totals,
    )


def _summary(document: Document, report: MonthReport) -> None:
    table = summary_table(report.figures)
    document.annex(table.title, landscape=True)
    document.table(paper_table(table))
    blank = "　　　　"
    signed = (
        f"填报单位：{report.signed_as}　填报人：{report.prepared_by or blank}　审核人：{report.checked_by or blank}"
    )
    # 顶格：空两字的话，两位数的月日会把“日”挤到下一行
    document.note(f"{table.note}\n{signed}　填报日期：{full_day(report.day)}")


def _charts(document: Document, figures: MonthFigures) -> None:
    document.annex(f"{figures.month.title}注册率和队伍构成图")
    document.figure(rate_chart(figures), caption=f"图1　各社区注册率（截至{full_day(figures.as_of)}）")
    document.figure(rank_chart(figures), caption="图2　各社区四类队伍人数")
    document.note("深色条达到目标，浅色条没有达到；一人可属几类，四类不能相加。")


def _header(columns: Sequence[ReportColumn]) -> list[list[Cell | str]]:
    """一层或两层的表头：有大栏目的横着合并，没有的竖着合并。"""
    if not any(column.over for column in columns):
        return [[column.label for column in columns]]
    top: list[Cell | str] = []
    below: list[Cell | str] = []
    for over, group in groupby(columns, key=lambda column: column.over):
        members = list(group)
        if over:
            top.append(Cell(over, across=len(members)))
            below += [column.label for column in members]
        else:
            top += [Cell(column.label, down=2) for column in members]
    return [top, below]


def _grouped(rows: Sequence[Sequence[str]]) -> list[list[Cell | str]]:
    """第一列相同而相邻的格子竖着合并。"""
    merged: list[list[Cell | str]] = []
    for first, group in groupby(rows, key=lambda row: row[0]):
        members = [_member(row[1:]) for row in group]
        merged.append([Cell(first, down=len(members)), *members[0]])
        merged += members[1:]
    return merged


def _member(row: Sequence[str]) -> list[Cell | str]:
    """集体成员不是人名，也没有职务，占两格。"""
    *before, name, title = row
    if not title and len(name) > COLLECTIVE:
        return [*before, Cell(name, across=2)]
    return [*row]
