"""培训覆盖面：各社区各类队伍在册多少、参训多少、覆盖率多少，后面是还没有参训的名单，公文版式。"""

from pathlib import Path

from miaopu_desk.domain.coverage import TOTAL, Coverage, rank_heads
from miaopu_desk.domain.coverage_pages import CoveragePage
from miaopu_desk.domain.month import full_day
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table


def print_training_coverage(page: CoveragePage, path: Path) -> Path:
    """印一份覆盖面，返回写到的文件；有缺字等报 KnownError。"""
    return coverage_document(page).save(path)


def coverage_document(page: CoveragePage) -> Document:
    """排好一份覆盖面，还没有存盘。"""
    found = page.coverage
    document = Document(
        f"{page.office.removesuffix('办事处')}志愿者培训覆盖面",
        author=page.signed_as,
        subject="培训覆盖面",
        subtitle=f"（{full_day(found.first)}至{full_day(found.day)}）",
    )
    document.heading(1, "总的情况")
    document.paragraph(_summary(found))
    document.table(_by_community(found), caption="各社区覆盖面")
    document.table(_by_rank(found), caption="各类队伍的参训人数和覆盖率")
    document.note("人数同一证件号算一个；一人属几类队伍的，每类里都算，不能相加。格里是参训/在册。")
    if page.with_people:
        document.heading(1, f"还没有参训的{page.rank}人员" if page.rank else "还没有参训的人员")
        _missing(document, page)
    blank = "　　　　"
    document.note(f"填表人：{page.prepared_by or blank}　　审核人：{page.checked_by or blank}")
    return document


def _summary(found: Coverage) -> str:
    total = found.total
    below = [name for name in found.communities if found.cell(name).reached(found.target) is False]
    said = (
        f"截至{full_day(found.day)}，在册{total.people}人，今年参训{total.trained}人，覆盖率{total.rate_text}，"
        f"目标{found.target}%，还有{len(total.missing)}人没有参训。"
    )
    if not total.people:
        return said
    return said + (f"没有达到目标的社区：{'、'.join(below)}。" if below else "各社区都达到了目标。")


def _by_community(found: Coverage) -> Table:
    rows = []
    for name in (*found.communities, TOTAL):
        one = found.cell(name)
        reached = one.reached(found.target)
        rows.append(
            [
                name,
                str(one.people),
                str(one.trained),
                str(len(one.missing)),
                one.rate_text,
                "" if reached is None else "达到" if reached else "未达到",
            ]
        )
    return Table(
        rows,
        [["社区", "在册", "参训", "未参训", "覆盖率", "目标"]],
        widths=(7, 5, 5, 5, 6, 5),
        aligns=("center", "number", "number", "number", "number", "center"),
        size=12.0,
        totals=1,
    )


def _by_rank(found: Coverage) -> Table:
    heads = rank_heads()[1:]
    rows = []
    for name in (*found.communities, TOTAL):
        cells = [found.cell(name, code) for code, _ in heads]
        texts = (f"{one.trained}/{one.people}\n{one.rate_text}" if one.people else "—" for one in cells)
        rows.append([name, *texts])
    return Table(
        rows,
        [["社区", *(label for _, label in heads)]],
        widths=(6, *(6 for _ in heads)),
        aligns=("center",) * (len(heads) + 1),
        size=10.0,
        totals=1,
    )


def _missing(document: Document, page: CoveragePage) -> None:
    if not page.missing:
        document.paragraph("没有。")
        return
    rows: list[list[Cell | str]] = [[place, "、".join(names), str(len(names))] for place, names in page.missing]
    document.table(
        Table(rows, [["社区", "姓名", "人数"]], widths=(5, 28, 3), aligns=("center", "left", "number"), size=11.0)
    )
