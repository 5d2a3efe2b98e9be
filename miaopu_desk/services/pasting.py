"""粘贴一块覆盖已有的格子：先列出每一格改前改后，看过再写，一次操作。"""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.register import Register
from miaopu_desk.services.batch_editing import BatchPlan, plan_changes
from miaopu_desk.services.office import Office

Shown = Callable[[int, int], str]


def read_block(text: str) -> list[list[str]]:
    """剪贴板里的一块：行 → 格，格里可以换行；没有内容报 KnownError。"""
    rows = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter="\t"))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise KnownError("剪贴板里没有表格内容，请先在 WPS 或 Excel 里选中一块复制，再粘贴。")
    return rows


def for_cells(register: Register[Any], block: Sequence[Sequence[str]]) -> bool:
    """没有列头、又窄得凑不成新的一行的一块：是要填进格子的，不是新行。"""
    known = {label for each in register.columns for label in (each.label, each.heading, *each.synonyms)}
    needed = [each for each in register.columns if each.required and each.initial is None]
    headed = any(cell.strip() in known for cell in block[0])
    return not headed and max(len(line) for line in block) < len(needed)


def plan_overwrite(
    office: Office,
    register: Register[Any],
    block: Sequence[Sequence[str]],
    ids: Sequence[str],
    headings: Sequence[str],
    names: Sequence[str],
    shown: Shown,
    why_not: Shown,
) -> BatchPlan:
    """从选中的格子起往右往下覆盖；什么也不写。

    ids 是从选中行起往下的各行，headings、names 是从选中列起往右的列头和栏目；
    shown(行, 列) 是那一格现在给人看的文字，why_not(行, 列) 是不能改的原因，行列从选中的格子数起。
    和列头一样的头一行不算；放不下的行、列报 KnownError。空着的格子清空那一栏。
    """
    if len(block) > 1 and [cell.strip() for cell in block[0]] == list(headings[: len(block[0])]):
        block = block[1:]
    width = max(len(line) for line in block)
    if width > len(names):
        raise KnownError(f"这一块有 {width} 列，选中的格子往右只有 {len(names)} 列。请从更左边的格子开始粘贴。")
    if len(block) > len(ids):
        raise KnownError(
            f"这一块有 {len(block)} 行，从选中的行往下只有 {len(ids)} 行。多出来的是新的？请用“粘贴为新行”。"
        )
    wanted: list[tuple[str, dict[str, object]]] = []
    blocked: dict[str, list[Problem]] = {}
    for row, line in enumerate(block):
        raw: dict[str, object] = {}
        for column, cell in enumerate(line):
            if cell.strip() == shown(row, column).strip():
                continue
            reason = why_not(row, column)
            if reason:
                blocked.setdefault(ids[row], []).append(Problem(headings[column], reason))
            else:
                raw[names[column]] = cell
        wanted.append((ids[row], raw))
    return plan_changes(office, register, wanted, f"粘贴覆盖{register.noun}", blocked)
