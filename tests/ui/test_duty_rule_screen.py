"""值守规则的表单：附件的每一行照样填进去，句子和分工表照样回来；看不懂的当场说。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtWidgets import QPlainTextEdit

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import DUTY_RULES, GRID_AREAS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.pages_duty import duty_table
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.shifts import shifts_between, shifts_json
from miaopu_desk.ui.choice_editors import ComboEditor, PickEditor
from miaopu_desk.ui.line_editors import LineEditor
from miaopu_desk.ui.record_form import RecordForm

FIRST, LAST = date(2021, 9, 20), date(2021, 10, 17)
# 任务、时间，照附件印的样子；要求和单位各行自己的
TIMES = {
    "联社区": "每周一",
    "包主要交通路口": "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）",
    "包重点场所": "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00",
    "包路段": "每周五下午17:00至18:00（夏季）16:30至17:30（冬季）",
}


def put(form: RecordForm, name: str, text: str) -> None:
    editor = form.fields[name].editor
    if isinstance(editor, LineEditor):
        editor.line.setText(text)
        editor.line.textEdited.emit(text)
        editor.left.emit()
        return
    box = editor.widget
    assert isinstance(box, QPlainTextEdit) or hasattr(editor, "line"), name
    box.setPlainText(text) if isinstance(box, QPlainTextEdit) else editor.line.setText(text)


def opened(qtbot: Any, office: Office, area: Ref) -> RecordForm:
    form = RecordForm(office, DUTY_RULES, None)
    qtbot.addWidget(form)
    form.show()
    editor = form.fields["area"].editor
    assert isinstance(editor, ComboEditor | PickEditor)
    editor.set_value(area)
    form.fields["area"].touched = True
    return form


def test_every_row_of_the_annex_is_typed_in_and_the_same_table_comes_out(qtbot: Any) -> None:
    office = memory_office(date(2021, 9, 27))
    set_up(office, "leiyang")
    before = duty_table(office)
    shifts = shifts_json(shifts_between(office, FIRST, LAST))
    rules = office.keeper.table(DUTY_RULES).all()
    assert len(rules) == 12
    assert office.keeper.remove(DUTY_RULES, [each.id for each in rules]) == []
    for rule, line in zip(rules, before.lines, strict=True):
        area = office.keeper.table(GRID_AREAS).get(rule.area.id or "")
        assert area is not None
        form = opened(qtbot, office, Ref(area.name, area.id))
        typed = {
            "task": line.task,
            "times": TIMES[line.task],
            "requirement": line.requirement,
            "unit": line.unit,
            "starts_on": "2021-09-20",
            "ends_on": "2022-12-31",
        }
        for name, text in typed.items():
            put(form, name, text)
        assert form.save(), [field.problem for field in form.fields.values() if field.problem]
        form.close()
    entered = office.keeper.table(DUTY_RULES).all()
    assert [DUTY_RULES.column("times").kind.show(each.times) for each in entered] == [
        TIMES[line.task] for line in before.lines
    ]
    assert duty_table(office) == before
    assert shifts_json(shifts_between(office, FIRST, LAST)) == shifts


@pytest.mark.parametrize(
    ("written", "reason"),
    [("每周三有空就去", "看不懂“有空就去”"), ("7:30至8:30", "没有写星期几"), ("每周三9:00至8:00", "结束不晚于开始")],
)
def test_a_sentence_nobody_understands_is_explained_under_its_field_and_not_saved(
    qtbot: Any, written: str, reason: str
) -> None:
    office = memory_office(date(2021, 9, 27))
    area = add(office, "grid_areas", name="甲路", kind="road")
    form = opened(qtbot, office, Ref(area.name, area.id))
    put(form, "times", written)
    assert not form.save()
    assert reason in form.fields["times"].problem
    assert office.keeper.table(DUTY_RULES).count() == 0
    put(form, "times", "每周三7:30至8:30，至少八名志愿者")
    assert form.save()
    [saved] = office.keeper.table(DUTY_RULES).all()
    assert saved.minimum_people == 8
    form.close()
