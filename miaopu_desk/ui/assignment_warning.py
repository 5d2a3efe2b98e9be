"""边填分工边说撞在哪里：同一个人派了两次、两位网格长、管得太多；写在格子下面，从不拦保存。"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.records.grid import ASSIGNMENTS, Assignment
from miaopu_desk.services.assigning import assignment_warnings
from miaopu_desk.services.linking import resolve_links
from miaopu_desk.ui.form_watch import FormWatch

if TYPE_CHECKING:
    from miaopu_desk.ui.record_form import RecordForm

WATCHED = ("area", "volunteer", "unit", "role", "starts_on", "ends_on")


class AssignmentWarning(FormWatch):
    """看着分工表单的几格；told 是现在说的话。"""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form, WATCHED)
        self.told: list[str] = []

    def look(self) -> None:
        """查一次，写在“志愿者”下面（派单位的写在“责任单位”下面）；那里有红字的先不说。"""
        form = self.form
        values: dict[str, Any] = {}
        for name in WATCHED:
            value = form.fields[name].editor.raw()
            read = form.fields[name].column.kind.read(value)
            values[name] = None if isinstance(read, Rejected) else read
        one = Assignment(id=form.record.id if form.record is not None else "", **values)
        one, _ = resolve_links(form.office.database, ASSIGNMENTS, one)
        if one.volunteer is not None and one.volunteer.id is None:
            one = replace(one, volunteer=None)
        self.told = assignment_warnings(form.office, one) if one.volunteer or one.unit else []
        field = form.fields["volunteer" if one.volunteer or not one.unit else "unit"]
        if not field.problem:
            field.tell("", "；".join(self.told))


def watch_assignments(form: "RecordForm") -> AssignmentWarning | None:
    """分工的表单才看。"""
    return AssignmentWarning(form) if form.register is ASSIGNMENTS else None
