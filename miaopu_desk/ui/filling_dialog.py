"""填别人的表：选模板，看一遍拟好的对照，改几列，起个名字；以后每月选月份、按“填表”。"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from miaopu_desk.domain.mapping import Form, with_choices
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.filling import Filled, Prepared, fill_day, hand_over, prepare
from miaopu_desk.services.filling_form import Proposal, assigned, keep_form, kept_form, kept_forms, propose
from miaopu_desk.services.filling_rows import form_rows, secret_labels_of
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.filling_choice import FillingChoice, combo
from miaopu_desk.ui.filling_table import FillingTable
from miaopu_desk.ui.jobs import Jobs, Progress, can_read_apart, reading
from miaopu_desk.ui.messages import several

NEW = "新的对照"
MOST_TOLD = 10


class FillingDialog(QDialog):
    """一次填表；path 是已经选好的模板。按“填表”之前只写对照，不写文件。

    从别处（例如一次批改）打开时：register 是名单来自哪张登记表，only 是只要哪些行（栏目 → 值），recipient 是交给谁。
    """

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        path: Path | None = None,
        *,
        register: str = "volunteers",
        only: Mapping[str, Any] | None = None,
        recipient: str = "",
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.only = dict(only or {})
        self.path: Path | None = None
        self.proposal: Proposal | None = None
        self.form: Form | None = None
        self.filled: Filled | None = None
        self.jobs = Jobs(self)
        self.save_button, self.fill_button = button("存下对照"), button("填表…", main=True)
        self.close_button = button("关闭")
        content = framed(self, "填别人的表", self.save_button, self.fill_button, self.close_button)
        content.addLayout(self._build_source(register))
        self.fault = sentence("")
        self.fault.setProperty("banner", True)
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = sentence("请选对方给的 xlsx 模板。程序认出表头，拟好每一列填什么，请看一遍再存。", quiet=True)
        content.addWidget(self.fault)
        content.addWidget(self.notes)
        self.table = FillingTable()
        self.table.changed.connect(self._change)
        self.table.rewritten.connect(self._rewrite)
        content.addWidget(self.table, 1)
        content.addLayout(self._build_rows())
        self.recipient.setText(recipient)
        self.save_button.clicked.connect(self.save)
        self.fill_button.clicked.connect(self.choose_target)
        self.close_button.clicked.connect(self.reject)
        self._list_kept()
        self._tell("")
        self._ready()
        screen = self.screen().availableGeometry()
        self.resize(min(1180, screen.width() - 60), min(720, screen.height() - 80))
        if path is not None:
            self.read_template(path)

    # 搭起来

    def _build_source(self, register: str) -> QGridLayout:
        grid = QGridLayout()
        self.choose = button("选模板…")
        self.choose.clicked.connect(self.choose_template)
        self.file_label = sentence("还没有选")
        self.kept: QComboBox = combo("对照", lambda: self.use_kept(self.kept.currentData()))
        self.register = combo("名单来自", self._read_again)
        for each in REGISTERS.values():
            if each.table not in ("offices", "terms", "templates"):
                self.register.addItem(each.title, each.table)
        self.register.setCurrentIndex(self.register.findData(register))
        self.sheet = combo("工作表", self._read_again)
        self.header = QLineEdit()
        self.header.setAccessibleName("表头行")
        self.header.setPlaceholderText("自动")
        self.header.setToolTip("表头是第几行到第几行，例如 2-4；认错了才要填")
        self.header.setMaximumWidth(80)
        self.header.editingFinished.connect(self._header_changed)
        grid.addWidget(self.choose, 0, 0)
        grid.addWidget(self.file_label, 0, 1)
        for at, (label, widget) in enumerate(
            (("对照", self.kept), ("名单来自", self.register), ("工作表", self.sheet), ("表头行", self.header))
        ):
            grid.addWidget(QLabel(label), 0, 2 + 2 * at)
            grid.addWidget(widget, 0, 3 + 2 * at)
        grid.setColumnStretch(1, 1)
        return grid

    def _build_rows(self) -> QGridLayout:
        grid = QGridLayout()
        self.choice = FillingChoice(self.office)
        self.choice.changed.connect(self._sample)
        grid.addWidget(self.choice, 0, 0, 1, 6)
        self.name, self.purpose, self.recipient = QLineEdit(), QLineEdit(), QLineEdit()
        for at, (label, line, hint) in enumerate(
            (
                ("对照名称", self.name, "例如 人保参保名单"),
                ("交给谁", self.recipient, "例如 人保财险"),
                ("用途", self.purpose, "例如 报保险公司投保"),
            )
        ):
            line.setAccessibleName(label)
            line.setPlaceholderText(hint)
            grid.addWidget(QLabel(label), 1, 2 * at)
            grid.addWidget(line, 1, 2 * at + 1)
        self.accept_loss = QCheckBox()
        grid.addWidget(self.accept_loss, 2, 0, 1, 6)
        return grid

    # 读模板

    def choose_template(self) -> None:
        """请人选模板。"""
        start = remembered(self.office, "folder.template", str(Path.home()))
        chosen, _ = QFileDialog.getOpenFileName(self, "选对方给的模板", start, "Excel 工作簿 (*.xlsx)")
        if chosen:
            remember(self.office, "folder.template", str(Path(chosen).parent))
            self.read_template(Path(chosen))

    def read_template(self, path: Path) -> None:
        """读一份模板；正用着存好的对照就照它，否则拟一份新的。"""
        self.path = path
        self.file_label.setText(path.name)
        self.file_label.setToolTip(str(path))
        self._refill_sheets(())
        self.header.clear()
        self._propose(None if self.kept.currentData() is None else kept_form(self.office, self.kept.currentData())[1])

    def use_kept(self, name: str | None) -> None:
        """换用一份存好的对照；记得上次用的模板就直接打开。"""
        if name is None:
            self.name.clear()
            self._read_again()
            return
        try:
            kept, form = kept_form(self.office, name)
        except KnownError as error:
            self._tell(str(error))
            return
        self.name.setText(kept.name)
        self.recipient.setText(kept.recipient or self.recipient.text())
        self.register.setCurrentIndex(self.register.findData(form.register))
        last = remembered(self.office, f"template.{kept.id}")
        if last and Path(last).exists():
            self.path = Path(last)
            self.file_label.setText(self.path.name)
        if self.path is None:
            self._tell(f"请选模板“{kept.file_name}”。")
            return
        self._propose(form)

    def _header_changed(self) -> None:
        if self.header.isModified():
            self.header.setModified(False)
            self._read_again()

    def _read_again(self) -> None:
        if self.path is not None:
            self._propose(None)

    def _propose(self, kept: Form | None) -> None:
        """读模板；kept 是存好的对照，没有就拟新的。"""
        assert self.path is not None
        self.form = self.proposal = None
        with self._careful():
            register = REGISTERS[kept.register if kept else self.register.currentData()]
            self.proposal = propose(
                self.office,
                register,
                self.path,
                sheet=kept.sheet if kept else self.sheet.currentData(),
                header=kept.header if kept else self._header(),
                first_row=kept.first_row if kept else None,
            )
            labels = [(each.column, each.label) for each in self.proposal.form.slots]
            if kept is not None and [(each.column, each.label) for each in kept.slots] != labels:
                self._tell("模板的列和存下的对照不一样了，已按新模板重新拟好。请看一遍，用原来的名称存下。")
                kept = replace(self.proposal.form, where=kept.where, every=kept.every, masked=kept.masked)
            now = {each.column: each.limits.allowed for each in self.proposal.form.slots}
            self.form = self._narrowed(with_choices(kept, now) if kept else self.proposal.form)
            self._refill_sheets(self.proposal.template.sheets)
            self.sheet.setCurrentIndex(self.sheet.findText(self.form.sheet))
            first, last = self.form.header
            self.header.setText(f"{first}-{last}")
            self.choice.show_form(self.form)
        lost = self.proposal.template.lost if self.proposal else ()
        self.accept_loss.setVisible(bool(lost))
        self.accept_loss.setChecked(False)
        self.accept_loss.setText(f"模板里的{'、'.join(lost)}保不住，可以不要")
        self.notes.setText("\n".join(f"· {note}" for note in self.proposal.notes) if self.proposal else "")
        self._sample()
        self._ready()

    def _narrowed(self, form: Form) -> Form:
        """从一次批改打开的，只要那一次的人，不管对照里存的是哪一次。"""
        if not self.only or form.register != self.register.currentData():
            return form
        others = tuple(each for each in form.where if each[0] not in self.only)
        return replace(form, where=(*others, *((path, "is", (value,)) for path, value in self.only.items())))

    def _header(self) -> tuple[int, int] | None:
        text = self.header.text().strip()
        if not text:
            return None
        first, _, last = text.replace("－", "-").replace("至", "-").partition("-")
        if not first.strip().isdecimal() or not (last or first).strip().isdecimal():
            raise KnownError(f"表头行“{text}”看不懂，请写成 2-4 这样。")
        return int(first), int(last or first)

    def _refill_sheets(self, names: tuple[str, ...]) -> None:
        self.sheet.clear()
        for each in names:
            self.sheet.addItem(each, each)
        self.sheet.setEnabled(len(names) > 1)

    # 改对照

    def _change(self, column: int, source: str, text: str) -> None:
        assert self.form is not None
        with self._careful():
            self.form = assigned(self.office, self.form, column, source, text)
        self._sample()

    def _rewrite(self, column: int, written: str) -> None:
        assert self.form is not None
        slot = next(each for each in self.form.slots if each.column == column)
        self.form = self.form.put(replace(slot, form=written))
        self._sample()

    def current_form(self) -> Form | None:
        """窗口上现在的对照，连同条件。"""
        return None if self.form is None else self.choice.put_into(self.form)

    def _sample(self) -> None:
        """第一行会是什么样子；号码总是打码。"""
        form = self.current_form()
        if form is None:
            self.table.show_form(None, ())
            return
        day = fill_day(self.office, self.choice.month.currentData())
        found = form_rows(self.office, replace(form, masked=True), day, most=1)
        shown = dict(zip((each.column for each in found.slots), found.rows[0], strict=True)) if found.rows else {}
        texts = ["" if (value := shown.get(each.column)) is None else str(value) for each in form.slots]
        self.table.show_form(form, texts)
        secret = bool(secret_labels_of(form))
        self.purpose.setEnabled(secret)

    # 存和填

    def save(self) -> bool:
        """存下对照，存成为真；名称同以前的就换成新的。"""
        form = self.current_form()
        if form is None or self.proposal is None:
            return False
        saved: Any = []
        with self._careful():
            saved = keep_form(
                self.office,
                self.name.text(),
                self.proposal.template,
                form,
                recipient=self.recipient.text(),
            )
        if isinstance(saved, list):
            if saved:
                self._tell(f"对照没有存下：\n{several(saved, MOST_TOLD)}")
            return False
        remember(self.office, f"template.{saved.id}", str(self.path))
        self._list_kept(saved.name)
        self._tell("")
        self.notes.setText(f"对照“{saved.name}”已存下，下个月直接选它。")
        return True

    def choose_target(self) -> None:
        """先存对照，再问填好的存在哪里。"""
        from miaopu_desk.ui.outgoing import ask_save

        if not self.save():
            return
        name = f"{self.name.text().strip()}{self.choice.month.currentData()}.xlsx"
        path = ask_save(self, self.office, "填好的存到", name, "工作簿 (*.xlsx)")
        if path is not None:
            self.fill_to(path)

    def fill_to(self, path: Path) -> None:
        """填到 path；不合要求的全部列出来，一个字也不写。填的时候窗口不停，可以取消。"""
        template, name, month = self.path, self.name.text().strip(), self.choice.month.currentData()
        given: dict[str, Any] = {
            "purpose": self.purpose.text(),
            "recipient": self.recipient.text(),
            "accept_loss": self.accept_loss.isChecked(),
        }
        assert template is not None
        self.filled = None
        if not can_read_apart(self.office):
            with self._careful():
                self._hand_over(prepare(self.office, name, template, month, path, **given))
            return

        def work(progress: Progress) -> Prepared:
            return reading(
                self.office,
                lambda office: prepare(office, name, template, month, path, progress=progress, **given),
            )(progress)

        self._tell("")
        self.fill_button.setEnabled(False)
        job = self.jobs.start("正在填表…", work, self._hand_over, self._explain)
        job.finished.connect(self._ready)

    def _hand_over(self, ready: Prepared) -> None:
        """填好的写成文件，先记提供记录。"""
        with self._careful():
            self.filled = hand_over(self.office, ready)
            self.notes.setText(
                "\n".join([f"已填 {self.filled.rows:,} 行，存到 {self.filled.path}", *self.filled.notes])
            )

    def _explain(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self.jobs.explain("填表", error)
            return
        self._tell(_told(error))

    def done(self, result: int) -> None:
        self.jobs.finish()
        super().done(result)

    # 说话

    def _list_kept(self, current: str | None = None) -> None:
        self.kept.clear()
        self.kept.addItem(NEW, None)
        for each in kept_forms(self.office):
            self.kept.addItem(each.name, each.name)
        self.kept.setCurrentIndex(max(0, self.kept.findData(current)))

    def _ready(self) -> None:
        self.save_button.setEnabled(self.form is not None)
        self.fill_button.setEnabled(self.form is not None)
        if self.proposal is None:
            self.accept_loss.hide()

    def _tell(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """忙的时候是沙漏；说得清的毛病写在红条里。"""
        self._tell("")
        try:
            with busy():
                yield
        except KnownError as error:
            self._tell(_told(error))


def _told(error: KnownError) -> str:
    """红条里的话：被拒绝的一条一行，太多时说还有几处。"""
    if not isinstance(error, Refused):
        return str(error)
    return f"没有填，一个字也没有写：\n{several(error.problems, MOST_TOLD)}"
