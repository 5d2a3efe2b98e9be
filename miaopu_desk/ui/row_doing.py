"""对列表里选中的行做的事：清空一格、成批修改、看来历、看附件。"""

from typing import TYPE_CHECKING

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


def batch_edit(tab: "RegisterTab") -> None:
    """选中的各行，一栏改成同一个值：先看每一行改前改后，再一次写进去。"""
    from miaopu_desk.ui.dialogs.batch_edit import BatchEditDialog

    ids = tab.selected_ids()
    if ids:
        dialog = BatchEditDialog(tab.office, tab.register, ids, {*(tab.parent_filter or {}), *tab.closed}, tab)
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
