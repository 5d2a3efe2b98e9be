"""走一步之前问的几样：期限、日期、理由、办理结果；填得不对的写在下面，窗不关。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.doing import DoingDialog
from miaopu_desk.ui.tabs.day_field import DayField

LINE, LINES, DAY, CHECK, CHOICE = "line", "lines", "day", "check", "choice"
Field = QLineEdit | QPlainTextEdit | DayField | QCheckBox | QComboBox


@dataclass(frozen=True, slots=True)
class Ask:
    """问一样：名字、怎样问、空着时的提示、先填好的；choices 是（显示的，值）；when 是勾上了哪一样才问它。"""

    name: str
    label: str
    kind: str = LINE
    hint: str = ""
    value: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    when: str = ""


class StepDialog(DoingDialog):
    """do 收到填好的各样，返回有一句话可说的结果，或者全部问题；办成了发出 done(一句话)。"""

    done_ = Signal(str)

    def __init__(
        self,
        office: Office,
        title: str,
        said: str,
        asks: Sequence[Ask],
        do: Callable[[Mapping[str, Any]], Any],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, title, said, title)
        self.office, self.do = office, do
        self.fields: dict[str, Field] = {each.name: self._field(each) for each in asks}
        for each in asks:
            self.form.addRow("" if each.kind == CHECK else each.label, self.fields[each.name])
            if each.when:
                self._only_when(each)
        self.resize(460, self.sizeHint().height())

    def answers(self) -> dict[str, Any]:
        """现在填的。"""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, DayField):
                found[name] = field.day
            elif isinstance(field, QCheckBox):
                found[name] = field.isChecked()
            elif isinstance(field, QComboBox):
                found[name] = field.currentData()
            else:
                found[name] = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        return found

    def carry_out(self) -> Any:
        return self.do(self.answers())

    def carried(self, done: Any) -> None:
        self.done_.emit(done.sentence())

    def _only_when(self, ask: Ask) -> None:
        field, asked = self.fields[ask.name], self.fields[ask.when]
        assert isinstance(asked, QCheckBox)
        field.setEnabled(asked.isChecked())
        asked.toggled.connect(field.setEnabled)

    def _field(self, ask: Ask) -> Field:
        made: Field
        if ask.kind == DAY:
            made = DayField(self.office.today(), ask.label)
        elif ask.kind == CHECK:
            made = QCheckBox(ask.label)
        elif ask.kind == CHOICE:
            made = QComboBox()
            for label, value in ask.choices:
                made.addItem(label, value)
        elif ask.kind == LINES:
            made = QPlainTextEdit(ask.value)
            made.setTabChangesFocus(True)
            made.setFixedHeight(64)
            made.setPlaceholderText(ask.hint)
        else:
            made = QLineEdit(ask.value)
            made.setPlaceholderText(ask.hint)
        made.setAccessibleName(ask.label)
        return made
