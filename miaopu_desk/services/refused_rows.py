"""拒收的行照原来的表退回社区：表头照旧，最后一列写明原因，改好再导入。"""

from pathlib import Path

from miaopu_desk.exchange.headers import choose_sheets
from miaopu_desk.exchange.refused import write_refused
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.services.importing import ImportPlan, headings


def save_refused(plan: ImportPlan, path: Path) -> Path:
    """把计划里拒收的行存成 xlsx，返回写成的文件；没有拒收的行就只有表头。

    重新读一遍原来的文件，值原样退回；文件不见了、存不成报 KnownError。
    """
    reasons: dict[str, dict[int, str]] = {}
    for row in plan.rows:
        if row.state == "refused":
            said = [f"{each.column}：{each.message}" if each.column else each.message for each in row.problems]
            reasons.setdefault(row.sheet, {})[row.row] = "；".join(said)
    found = choose_sheets(read_workbook(plan.file), headings(plan.register))
    as_text = [each.name for each in plan.register.columns if each.kind.as_text]
    returned = [(sheet, header, reasons[sheet.name]) for sheet, header in found if sheet.name in reasons]
    return write_refused(path, returned, as_text=as_text)
