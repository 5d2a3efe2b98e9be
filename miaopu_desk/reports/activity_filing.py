"""活动报备表：一页，登记里有的印好，没有的空着手写，下面是两方的意见和盖章。"""

from pathlib import Path

from miaopu_desk.domain.activity_pages import FilingForm
from miaopu_desk.domain.report_table import on_paper
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table

WIDTHS = (5, 12, 5, 12)
SIZE, ROW = 12.0, 30.0
SMALL_SIZE, SMALL_ROW = 10.0, 24.0  # 写得多的，字小一点，仍是一页
MUCH = 260  # 各栏合起来超过这么多字算多
CONTENT_LINES = 6  # 内容写得少也留这么高，好手写补充
OPINION_LINES = 4
SEAL = "（盖章）"
DATE = "　　　　年　　月　　日"


def print_activity_filing(form: FilingForm, path: Path) -> Path:
    """印一份报备表，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    return activity_filing_document(form).save(path)


def activity_filing_document(form: FilingForm) -> Document:
    """排好一份报备表，还没有存盘。"""
    brand = f"“{form.brand}”" if form.brand else ""
    document = Document(
        f"{form.office.removesuffix('办事处')}{brand}\n志愿服务活动报备表", author=form.office, subject="活动报备表"
    )
    written = (form.name, form.content, form.place, form.organiser, form.theme, form.filed_with)
    size, row = (SMALL_SIZE, SMALL_ROW) if sum(map(len, written)) > MUCH else (SIZE, ROW)
    aligns = ("center", "left", "center", "left")
    document.table(Table(_rows(form), widths=WIDTHS, aligns=aligns, size=size, row_height=row))
    if form.deadline:
        document.note(form.deadline)
    return document


def _rows(form: FilingForm) -> list[list[Cell | str]]:
    pairs = [
        ("活动日期", form.when, "报备编号", form.number),
        ("活动主题", form.theme, "专项行动", form.action),
        ("组织单位", form.organiser, "所在社区", form.community),
        ("活动地点", form.place, "预计人数", form.expected),
        ("负责人", on_paper(form.in_charge, "name"), "联系电话", form.phone),
        ("报备到", form.filed_with, "报备日期", form.filed_on),
    ]
    rows: list[list[Cell | str]] = [[_label("活动名称"), Cell(form.name, across=3)]]
    rows += [[_label(first), one, _label(second), other] for first, one, second, other in pairs]
    rows.append([_label("活动内容"), Cell(_tall(form.content, CONTENT_LINES), across=3)])
    rows.append([_label("安全和\n保险安排"), Cell(_tall("", 2), across=3)])
    rows.append([_label("组织单位\n意　　见"), _opinion(), _label("受理单位\n意　　见"), _opinion()])
    return rows


def _label(text: str) -> Cell:
    return Cell(text, strong=True, align="center")


def _opinion() -> str:
    return "\n" * OPINION_LINES + f"　　　　{SEAL}\n{DATE}"


def _tall(text: str, lines: int) -> str:
    """至少这么多行高。"""
    written = text.count("\n") + 1 + len(text) // 26
    return text + "\n" * max(lines - written, 0)
