"""导入窗最上面一行：从哪里读（文件、粘贴），读哪张工作表，是哪个社区交的；还能存一张空白表给社区填。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QHBoxLayout, QLabel, QWidget

from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Register
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.dialogs.frame import acting, told

FILES = "表格文件 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv *.tsv *.txt);;全部文件 (*)"
AS_WRITTEN = "按表里写的"
EVERY_SHEET = "全部有名单的工作表"


class SourceRow(QWidget):
    """选文件、粘贴、空白表，和工作表、交表社区两个选择。"""

    file_chosen = Signal(object)  # Path
    pasted = Signal(str)
    narrowed = Signal()  # 换了工作表或者社区
    said = Signal(str)  # 做成了一件事
    failed = Signal(str)

    def __init__(self, office: Office, register: Register[Any], window: QWidget) -> None:
        super().__init__(window)
        self.office, self.register = office, register
        self.choose = acting("选择文件", self.choose_file)
        tip = "读入从 WPS 或 Excel 复制的一块，有没有栏目名都行（Ctrl+V）"
        self.paste_button = acting("粘贴", self.paste, tip)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), window, self.paste)
        self.form_button = acting("空白表…", self.save_form, "存一张空白登记表给社区填，填好了从这里读入")
        self.file_label = told("文件")
        self.file_label.setWordWrap(False)
        self.sheet_label, self.sheet = QLabel("工作表"), self._combo("工作表")
        self.community_label, self.community = QLabel("交表社区"), self._combo("交表社区")
        self._fill_communities()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self.choose, self.paste_button, self.form_button):
            row.addWidget(each)
        row.addWidget(self.file_label, 1)
        for widget in (self.sheet_label, self.sheet, self.community_label, self.community):
            row.addWidget(widget)

    # 从哪里读

    def choose_file(self) -> None:
        """请人选一个文件。"""
        start = remembered(self.office, "folder.import", str(Path.home()))
        chosen, _ = QFileDialog.getOpenFileName(self, f"选择要导入的{self.register.title}", start, FILES)
        if chosen:
            remember(self.office, "folder.import", str(Path(chosen).parent))
            self.file_chosen.emit(Path(chosen))

    def paste(self) -> None:
        """读入剪贴板里的一块。"""
        self.pasted.emit(QApplication.clipboard().text())

    def show_name(self, name: str, tip: str) -> None:
        """说明正在读的是什么。"""
        self.file_label.setText(name)
        self.file_label.setToolTip(tip)

    # 工作表和社区

    def start_over(self, same_file: bool) -> None:
        """换了要读的：工作表重新选；不是同一个文件的，交表社区也重新选。"""
        if not same_file:
            self.community.setCurrentIndex(0)
        self._offer_sheets([])

    def show_sheets(self, names: Sequence[str] | None) -> None:
        """读出来有这几张工作表：没有选定一张的，给人挑；只有一张的不显示，没有读也不显示。"""
        several = names is not None and (len(names) > 1 or self.sheet.currentData() is not None)
        if names is not None and self.sheet.currentData() is None:
            self._offer_sheets(names)
        self.sheet.setVisible(several)
        self.sheet_label.setVisible(several)

    def lock(self, written: bool) -> None:
        """写完以后不能再换工作表和社区，接着的是下一个文件。"""
        self.choose.setText("导入下一个文件" if written else "选择文件")
        for each in (self.sheet, self.community):
            each.setEnabled(not written)

    def _offer_sheets(self, names: Sequence[str]) -> None:
        self.sheet.clear()
        for text, data in [(EVERY_SHEET, None), *((name, name) for name in names)]:
            self.sheet.addItem(text, data)

    def _fill_communities(self) -> None:
        column = next((each for each in self.register.columns if each.name == "community"), None)
        self.community.addItem(AS_WRITTEN, None)
        if column is not None and isinstance(column.kind, Link):
            for ref in choices(self.office.database, column.kind):
                self.community.addItem(ref.name, ref.name)
        self.community.setVisible(column is not None)
        self.community_label.setVisible(column is not None)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(lambda _: self.narrowed.emit())
        return combo

    # 空白表

    def save_form(self) -> None:
        """存一张空白登记表；选了社区的，就是给那个社区填的。"""
        from miaopu_desk.ui.outgoing import ask_save

        community = self.community.currentData()
        name = f"{community or ''}{self.register.title}（空白表）.xlsx"
        path = ask_save(self, self.office, "存一张空白登记表", name, "工作簿 (*.xlsx)")
        if path is not None:
            self.form_to(path)

    def form_to(self, path: Path) -> None:
        """把空白登记表存到 path。"""
        from miaopu_desk.services.blank_form import write_form

        try:
            written = write_form(self.office, self.register, path, self.community.currentData())
        except KnownError as error:
            self.failed.emit(str(error))
        else:
            self.said.emit(f"空白表已存到 {written}")
