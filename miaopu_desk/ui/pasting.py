"""在列表里粘贴：一个值填进当前的格子，一块先当新行去预览，要覆盖的另有预览。"""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.pasting import for_cells, plan_overwrite, read_block
from miaopu_desk.ui import messages
from miaopu_desk.ui.outgoing import paste_into

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab


def paste_here(tab: "RegisterTab") -> None:
    """Ctrl+V：只有一个值就打开当前的格子填进去，等人按回车；一块当作新行去预览，凑不成新行的往下覆盖，也先预览。"""
    text = QGuiApplication.clipboard().text()
    single = text.strip() and "\t" not in text.strip() and "\n" not in text.strip()
    index = tab.grid.currentIndex()
    if single and index.isValid() and "edit" in tab.actions_:
        reason = tab.cells.why_not(index.row(), index.column())
        if reason:
            tab._say(reason)
            return
        tab.grid.edit(index)
        editor = tab.cells.editor
        if editor is not None and isinstance(editor.widget, QLineEdit):
            editor.widget.setText(text.strip())
            editor.edited.emit()
    elif index.isValid() and "edit" in tab.actions_ and text.strip() and for_cells(tab.register, read_block(text)):
        paste_over(tab)
    elif "import" in tab.actions_:
        paste_into(tab)


def paste_over(tab: "RegisterTab") -> Any:
    """Ctrl+Shift+V：从当前的格子起往右往下覆盖，先看改前改后。选中几行而只复制了一行的，各行都填这一行。"""
    from miaopu_desk.ui.dialogs.paste_over import PasteOverDialog

    grid, model = tab.grid, tab.model
    model.finish()
    index, sections = grid.currentIndex(), grid.shown_sections()
    if not index.isValid() or "edit" not in tab.actions_:
        return None
    sections = sections[sections.index(index.column()) :]
    chosen = grid.selected_rows()
    top = chosen[0] if len(chosen) > 1 else index.row()
    try:
        block = read_block(QGuiApplication.clipboard().text())
        if len(block) == 1 and len(chosen) > 1:
            block, rows = block * len(chosen), chosen
        else:
            rows = list(range(top, min(top + len(block), model.rowCount())))
        plan = plan_overwrite(
            tab.office,
            tab.register,
            block,
            model.ids(rows),
            [str(model.headerData(each, grid.header.orientation())) for each in sections],
            [model.paths[each] for each in sections],
            lambda row, column: model.text(rows[row], sections[column]),
            lambda row, column: tab.cells.why_not(rows[row], sections[column]),
        )
    except KnownError as error:
        messages.warn(tab, "不能这样粘贴", str(error))
        return None
    dialog = PasteOverDialog(tab.office, plan, tab)
    dialog.written.connect(tab._say)
    if "import" in tab.actions_:
        dialog.as_new.connect(lambda: paste_into(tab))
    dialog.open()
    return dialog
