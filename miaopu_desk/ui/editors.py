"""一种值一种编辑框：由栏目的种类挑选；谁都不拦着打字，对不对由表单来说。"""

from functools import singledispatch

from miaopu_desk.domain.kinds import Choice, Choices, Day, Kind, Link, Text, YesNo
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.ui.choice_editors import ChecksEditor, ComboEditor, PickEditor
from miaopu_desk.ui.day_editor import DayEditor
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.line_editors import LineEditor, LinesEditor, SecretEditor
from miaopu_desk.ui.sealed_editors import SealedEditor, SealedPickEditor

MOST_IN_COMBO = 200


@singledispatch
def editor_for(kind: Kind, column: Column, office: Office) -> Editor:
    """这种值的编辑框。"""
    if kind.sealed:
        return SealedEditor(column)
    return SecretEditor(column) if kind.secret else LineEditor(column)


@editor_for.register
def _(kind: Text, column: Column, office: Office) -> Editor:
    if kind.sealed:
        return SealedEditor(column)
    return LinesEditor(column) if kind.lines else LineEditor(column)


@editor_for.register
def _(kind: Day, column: Column, office: Office) -> Editor:
    return DayEditor(column, office)


@editor_for.register
def _(kind: Choice, column: Column, office: Office) -> Editor:
    return ComboEditor(column, list(kind.codes.labels.items()))


@editor_for.register
def _(kind: Choices, column: Column, office: Office) -> Editor:
    return ChecksEditor(column, kind.codes)


@editor_for.register
def _(kind: YesNo, column: Column, office: Office) -> Editor:
    return ComboEditor(column, [(True, "是"), (False, "否")])


@editor_for.register
def _(kind: Link, column: Column, office: Office) -> Editor:
    target = REGISTERS[kind.target]
    if kind.sealed:
        return SealedPickEditor(column, office, kind)
    if kind.target != "volunteers" and office.keeper.table(target).count() <= MOST_IN_COMBO:
        return ComboEditor(column, [(ref, str(ref.name)) for ref in choices(office.database, kind)])
    return PickEditor(column, office, kind)
