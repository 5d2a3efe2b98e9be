"""对列表里选中的行做的事：清空一格、照上面一行填、成批修改、看来历、看附件。"""

from typing import TYPE_CHECKING, Any

from miaopu_desk.domain.kinds import Scaled
from miaopu_desk.services.batch_editing import do_batch, plan_batch
from miaopu_desk.ui import messages

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab


def clear_cell(tab: "RegisterTab") -> None:
    """问过以后清空当前一格；必填的不清。"""
    index = tab.grid.currentIndex()
    record_id = tab.model.record_id(index.row()) if index.isValid() else None
    record = tab.table.get(record_id) if record_id else None
    if record is None:
        return
    column = tab.model.columns[index.column()]
    reason = tab.cells.why_not(index.row(), index.column())
    if column.required and not reason:
        reason = f"{column.label}必填，不能清空；要删除整条请按 Ctrl+减号"
    if reason:
        tab._say(reason)
        return
    value = getattr(record, column.name)
    if value is None:
        return
    shown = column.kind.masked(value)
    if messages.confirm(tab, "清空一格", f"要清空{column.label}“{shown}”吗？", "清空", "可以用“撤销”恢复。"):
        problems = tab.save_cell(record, column.name, None)
        if problems:
            messages.show_problems(tab, "没有清空", problems)
        else:
            tab._say(f"已清空{column.label}，按 Ctrl+Z 可以恢复")


def fill_down(tab: "RegisterTab") -> Any:
    """Ctrl+D：选中的各行，光标那一栏照最上面一行填；只选了一行的照它上面一行填。填空着的一格直接填，别的先看改前改后。"""
    from miaopu_desk.ui.dialogs.paste_over import FillDownDialog

    grid, model = tab.grid, tab.model
    index, rows = grid.currentIndex(), grid.selected_rows()
    rows = rows if len(rows) > 1 else [index.row() - 1, index.row()]
    if not index.isValid() or rows[0] < 0 or "edit" not in tab.actions_:
        return None
    column = model.columns[index.column()]
    reason = next(filter(None, (tab.cells.why_not(row, index.column()) for row in rows)), "")
    if not reason and (column.unique or column.kind.sealed):
        reason = f"{column.label}各行不能相同，不能照着填"
    if reason:
        tab._say(reason)
        return None
    value, ids = model.value(rows[0], index.column()), model.ids(rows[1:])
    raw = column.kind.show(value) if isinstance(column.kind, Scaled) else value  # 存的是分、是分钟，填的是元、小时
    plan = plan_batch(tab.office, tab.register, ids, column.name, raw)
    if len(rows) == 2 and len(plan.changed) == 1 and model.value(rows[1], index.column()) is None:
        do_batch(tab.office, plan)
        tab._say(f"已照上一行填{column.label}，按 Ctrl+Z 可以恢复")
        return None
    dialog = FillDownDialog(tab.office, plan, tab)
    dialog.written.connect(tab._say)
    dialog.open()
    return dialog


def batch_edit(tab: "RegisterTab") -> None:
    """选中的各行，一栏改成同一个值：先看每一行改前改后，再一次写进去。"""
    from miaopu_desk.ui.dialogs.batch_edit import BatchEditDialog

    ids = tab.selected_ids()
    if ids:
        section = tab.grid.currentIndex().column()
        at = tab.model.paths[section] if 0 <= section < len(tab.model.paths) else ""
        fixed = {*(tab.parent_filter or {}), *tab.closed}
        dialog = BatchEditDialog(tab.office, tab.register, ids, fixed, tab, at=at)
        dialog.written.connect(tab._say)
        dialog.open()


def show_history(tab: "RegisterTab") -> None:
    """当前行的来历。"""
    from miaopu_desk.ui.dialogs.history import HistoryDialog

    found = tab.current_id()
    if found:
        HistoryDialog(tab.office, tab.register, found, tab).open()


def show_attachments(tab: "RegisterTab") -> None:
    """当前行的附件。"""
    from miaopu_desk.ui.dialogs.attachments import AttachmentsDialog

    found = tab.current_id()
    if found:
        AttachmentsDialog(tab.office, tab.register, found, tab).open()
