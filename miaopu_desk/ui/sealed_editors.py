"""封存的栏目的编辑框：已有的只说有，按“更改”才重新填；不论页上是否显示完整号码，都不露出来。"""

from typing import Any

from PySide6.QtWidgets import QToolButton

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.register import Column
from miaopu_desk.services.office import Office
from miaopu_desk.ui.choice_editors import PickEditor
from miaopu_desk.ui.line_editors import SecretEditor


class SealedEditor(SecretEditor):
    """一行封存的文字或电话；没有按“更改”以前，交回去的还是原来的，不会因为盖着就当成没有填。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.covered: Any = None

    def raw(self) -> object:
        return self.covered if self.covered is not None else super().raw()

    def set_value(self, value: Any) -> None:
        if value is None:
            self.covered = None
            super().set_value(value)
        else:
            self.cover(value)

    def cover(self, value: Any) -> None:
        self.covered = value
        super().cover(value)

    def unlock(self) -> None:
        self.covered = None
        super().unlock()


class SealedPickEditor(PickEditor):
    """封存的一个人：打字就找，存下以后只说有。"""

    def __init__(self, column: Column, office: Office, link: Link) -> None:
        super().__init__(column, office, link)
        self.covered: Ref | None = None
        self._usual = self.picker.placeholderText()
        self.button = QToolButton()
        self.button.setText("更改")
        self.button.setProperty("link", True)
        self.button.setAccessibleName(f"更改{column.label}")
        self.button.clicked.connect(self.unlock)
        self.button.setVisible(False)
        self.row.addWidget(self.button)

    def raw(self) -> object:
        return self.covered or super().raw()

    def set_value(self, value: Any) -> None:
        self.covered = value
        self.picker.set_ref(None)
        self.picker.setReadOnly(value is not None)
        self.picker.setPlaceholderText(self.column.kind.show(value) or self._usual)
        self.button.setVisible(value is not None)

    def unlock(self) -> None:
        """清空，重新找。"""
        self.set_value(None)
        self.picker.setFocus()
        self.edited.emit()
