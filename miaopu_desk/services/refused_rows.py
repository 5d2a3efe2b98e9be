"""拒收的行照原来的表退回社区：表头照旧，最后一列写明原因，改好再导入。"""

from dataclasses import replace
from pathlib import Path

from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.refused import write_refused
from miaopu_desk.exchange.workbook import Sheet
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.importing import ImportPlan


def save_refused(plan: ImportPlan, path: Path) -> Path:
    """把计划里拒收的行存成 xlsx，返回写成的文件；没有拒收的行就只有表头。

    值照读进来的样子原样退回，在预览里改过的也退回原来的；存不成报 KnownError。
    """
    reasons: dict[str, dict[int, str]] = {}
    for row in plan.rows:
        if row.state == "refused":
            said = [f"{each.column}：{each.message}" if each.column else each.message for each in row.problems]
            reasons.setdefault(row.sheet, {})[row.row] = "；".join(said)
    as_text = [each.name for each in plan.register.columns if each.kind.as_text]
    returned = [
        (_with_headings(plan, sheet, header), header, reasons[sheet.name])
        for sheet, header in plan.tables
        if sheet.name in reasons
    ]
    return write_refused(path, returned, as_text=as_text)


def _with_headings(plan: ImportPlan, sheet: Sheet, header: HeaderMatch) -> Sheet:
    """粘贴来的一块没有栏目名：退回去时补上一行，改好才能再导入。"""
    if header.first_row >= sheet.first_row:
        return sheet
    known = fields(plan.register)
    names = [header.columns.get(column) for column in range(len(sheet.rows[0]))]
    labels = tuple(known[name].label if name else header.labels.get(column) for column, name in enumerate(names))
    return replace(sheet, rows=[labels, *sheet.rows], first_row=header.first_row)
