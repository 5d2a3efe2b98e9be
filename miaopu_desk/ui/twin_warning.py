"""边填边查重：停下打字一会儿，就在格子下面说可能已登记，从不拦保存。"""

from typing import TYPE_CHECKING

from miaopu_desk.domain.duplicates import SAME_BIRTH, SAME_ID, SAME_PHONE
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.duplicates import Twin, warn_while_typing
from miaopu_desk.ui.form_watch import FormWatch

if TYPE_CHECKING:
    from miaopu_desk.ui.record_form import RecordForm

WATCHED = ("name", "id_number", "born_on", "phone", "residence")
UNDER = {SAME_ID: "id_number", SAME_BIRTH: "name", SAME_PHONE: "phone"}


class TwinWarning(FormWatch):
    """看着志愿者表单的几格；found 是现在像的各位。"""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form, WATCHED)
        self.found: list[Twin] = []
        self._told: list[str] = []

    def look(self) -> None:
        """查一次，把话写在最说明问题的那一格下面；那一格有红字时写在姓名下面。"""
        form = self.form
        for name in self._told:
            if not form.fields[name].problem:
                form.fields[name].tell("")
        self._told.clear()
        self.found = []
        if not any(form.fields[name].touched for name in WATCHED):
            return
        record = form.record
        raw = {
            name: form.fields[name].editor.raw()
            if record is None or form.fields[name].touched
            else getattr(record, name)
            for name in WATCHED
        }
        self.found = warn_while_typing(form.office, raw, record.id if record is not None else "")
        if not self.found:
            return
        under = UNDER.get(self.found[0].reasons[0], "name")
        if form.fields[under].problem:
            under = "name"
        if not form.fields[under].problem:
            others = f"，另有 {len(self.found) - 1} 条也像" if len(self.found) > 1 else ""
            form.fields[under].tell("", self.found[0].sentence() + others)
            self._told.append(under)


def watch_twins(form: "RecordForm") -> TwinWarning | None:
    """志愿者的表单才看。"""
    return TwinWarning(form) if form.register is VOLUNTEERS else None
