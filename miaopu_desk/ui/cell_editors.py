"""列表格子里用的编辑框：与表单同一套，只把下拉换成打字就找的，把打勾换成写名称。"""

from miaopu_desk.domain.duty_times import DutyExceptions, DutyTimes
from miaopu_desk.domain.kinds import Choice, Choices, Link, Text, YesNo
from miaopu_desk.domain.register import Column
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.ui.choice_editors import ComboEditor
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.editors import editor_for
from miaopu_desk.ui.line_editors import LineEditor
from miaopu_desk.ui.option_editor import OptionEditor


def fits_a_cell(column: Column) -> bool:
    """一格里填得下：几行的文字和值守的规则只在表单里填。"""
    kind = column.kind
    return not (isinstance(kind, DutyTimes | DutyExceptions) or (isinstance(kind, Text) and kind.lines))


def cell_editor(column: Column, office: Office) -> Editor:
    """一格的编辑框；号码已经完整显示的才会来要，所以不再打码。"""
    kind = column.kind
    if isinstance(kind, Choice):
        return OptionEditor(column, list(kind.codes.labels.items()))
    if isinstance(kind, YesNo):
        return OptionEditor(column, [(True, "是"), (False, "否")])
    if isinstance(kind, Choices) or kind.secret:
        return LineEditor(column)
    made = editor_for(kind, column, office)
    if isinstance(kind, Link) and isinstance(made, ComboEditor):
        made.deleteLater()
        return OptionEditor(column, [(ref, str(ref.name)) for ref in choices(office.database, kind)])
    return made
