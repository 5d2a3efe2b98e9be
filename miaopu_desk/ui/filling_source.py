"""填别人的表最上面一行：哪一份模板、哪一份对照、名单取自哪张登记表、哪张工作表、表头在哪几行。"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLabel, QLineEdit, QWidget

from miaopu_desk.domain.mapping import Form
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.filling_form import kept_forms
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.dialogs.frame import acting, sentence
from miaopu_desk.ui.filling_choice import combo

NEW = "新的对照"
NOT_FILLED = ("offices", "terms", "templates")  # 不是名单的登记表


def header_rows(text: str) -> tuple[int, int] | None:
    """“2-4”是第 2 行到第 4 行，空着为 None；看不懂抛 KnownError。"""
    text = text.strip()
    if not text:
        return None
    first, _, last = text.replace("－", "-").replace("至", "-").partition("-")
    if not first.strip().isdecimal() or not (last or first).strip().isdecimal():
        raise KnownError(f"表头行“{text}”看不懂，请写成 2-4 这样。")
    return int(first), int(last or first)


class FillingSource(QWidget):
    """选模板和怎样读它；path 是选好的模板。"""

    template_chosen = Signal(object)  # Path
    kept_chosen = Signal(object)  # 对照的名称，新的为 None
    narrowed = Signal()  # 换了登记表、工作表或者表头行

    def __init__(self, office: Office, register: str) -> None:
        super().__init__()
        self.office = office
        self.path: Path | None = None
        self.choose = acting("选模板…", self.choose_template)
        self.file_label = sentence("还没有选")
        self.kept: QComboBox = combo("对照", lambda: self.kept_chosen.emit(self.kept.currentData()))
        self.register = combo("名单来自", self.narrowed.emit)
        for each in REGISTERS.values():
            if each.table not in NOT_FILLED:
                self.register.addItem(each.title, each.table)
        self.show_register(register)
        self.sheet = combo("工作表", self.narrowed.emit)
        self.header = QLineEdit()
        self.header.setAccessibleName("表头行")
        self.header.setPlaceholderText("自动")
        self.header.setToolTip("表头是第几行到第几行，例如 2-4；认错了才要填")
        self.header.setMaximumWidth(80)
        self.header.editingFinished.connect(self._header_changed)
        self._lay_out()

    def choose_template(self) -> None:
        """请人选模板。"""
        start = remembered(self.office, "folder.template", str(Path.home()))
        chosen, _ = QFileDialog.getOpenFileName(self, "选对方给的模板", start, "Excel 工作簿 (*.xlsx)")
        if chosen:
            remember(self.office, "folder.template", str(Path(chosen).parent))
            self.template_chosen.emit(Path(chosen))

    def show_new(self, path: Path) -> None:
        """换一份模板，工作表和表头行都还不知道。"""
        self.show_path(path)
        self.file_label.setToolTip(str(path))
        self._offer_sheets(())
        self.header.clear()

    def show_path(self, path: Path) -> None:
        """写上是哪一份模板。"""
        self.path = path
        self.file_label.setText(path.name)

    def show_read(self, form: Form, sheets: Sequence[str]) -> None:
        """读出来的工作表和表头行。"""
        self._offer_sheets(sheets)
        self.sheet.setCurrentIndex(self.sheet.findText(form.sheet))
        first, last = form.header
        self.header.setText(f"{first}-{last}")

    def show_register(self, table: str) -> None:
        """名单取自这张登记表。"""
        self.register.setCurrentIndex(self.register.findData(table))

    def list_kept(self, current: str | None = None) -> None:
        """列出存好的对照，选中 current。"""
        self.kept.clear()
        self.kept.addItem(NEW, None)
        for each in kept_forms(self.office):
            self.kept.addItem(each.name, each.name)
        self.kept.setCurrentIndex(max(0, self.kept.findData(current)))

    def _offer_sheets(self, names: Sequence[str]) -> None:
        self.sheet.clear()
        for each in names:
            self.sheet.addItem(each, each)
        self.sheet.setEnabled(len(names) > 1)

    def _header_changed(self) -> None:
        if self.header.isModified():
            self.header.setModified(False)
            self.narrowed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.choose, 0, 0)
        grid.addWidget(self.file_label, 0, 1)
        for at, (label, widget) in enumerate(
            (("对照", self.kept), ("名单来自", self.register), ("工作表", self.sheet), ("表头行", self.header))
        ):
            grid.addWidget(QLabel(label), 0, 2 + 2 * at)
            grid.addWidget(widget, 0, 3 + 2 * at)
        grid.setColumnStretch(1, 1)
