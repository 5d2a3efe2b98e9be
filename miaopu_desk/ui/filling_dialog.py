"""填别人的表：选模板，看一遍拟好的对照，改几列，起个名字；以后每月选月份、按“填表”。"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QWidget,
)

from miaopu_desk.domain.mapping import Form, with_choices
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.filling import Filled, Prepared, fill_day, hand_over, prepare
from miaopu_desk.services.filling_form import Proposal, assigned, keep_form, kept_form, propose
from miaopu_desk.services.filling_rows import form_rows, secret_labels_of
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.fault_bar import MOST_TOLD, FaultBar, why
from miaopu_desk.ui.filling_choice import FillingChoice
from miaopu_desk.ui.filling_source import FillingSource, header_rows
from miaopu_desk.ui.filling_table import FillingTable
from miaopu_desk.ui.filling_terms import FillingTerms
from miaopu_desk.ui.jobs import Jobs, Progress, can_read_apart, reading
from miaopu_desk.ui.messages import several

UNDONE = "没有填，一个字也没有写"


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
        self.proposal: Proposal | None = None
        self.form: Form | None = None
        self.filled: Filled | None = None
        self.jobs = Jobs(self)
        self.save_button, self.fill_button = button("存下对照"), button("填表…", main=True)
        self.close_button = button("关闭")
        content = framed(self, "填别人的表", self.save_button, self.fill_button, self.close_button)
        self.source = FillingSource(office, register)
        self.source.template_chosen.connect(self.read_template)
        self.source.kept_chosen.connect(self.use_kept)
        self.source.narrowed.connect(self._read_again)
        content.addWidget(self.source)
        self.fault = FaultBar()
        self.notes = sentence("请选对方给的 xlsx 模板。程序认出表头，拟好每一列填什么，请看一遍再存。", quiet=True)
        content.addWidget(self.fault)
        content.addWidget(self.notes)
        self.table = FillingTable()
        self.table.changed.connect(self._change)
        self.table.rewritten.connect(self._rewrite)
        content.addWidget(self.table, 1)
        self.choice = FillingChoice(office)
        self.choice.changed.connect(self._sample)
        content.addWidget(self.choice)
        self.terms = FillingTerms(recipient)
        content.addWidget(self.terms)
        self.save_button.clicked.connect(self.save)
        self.fill_button.clicked.connect(self.choose_target)
        self.close_button.clicked.connect(self.reject)
        self.source.list_kept()
        self._ready()
        screen = self.screen().availableGeometry()
        self.resize(min(1180, screen.width() - 60), min(720, screen.height() - 80))
        if path is not None:
            self.read_template(path)

    # 读模板

    def read_template(self, path: Path) -> None:
        """读一份模板；正用着存好的对照就照它，否则拟一份新的。"""
        self.source.show_new(path)
        kept = self.source.kept.currentData()
        self._propose(None if kept is None else kept_form(self.office, kept)[1])

    def use_kept(self, name: str | None) -> None:
        """换用一份存好的对照；记得上次用的模板就直接打开。"""
        if name is None:
            self.terms.name.clear()
            self._read_again()
            return
        try:
            kept, form = kept_form(self.office, name)
        except KnownError as error:
            self.fault.tell(str(error))
            return
        self.terms.name.setText(kept.name)
        self.terms.recipient.setText(kept.recipient or self.terms.recipient.text())
        self.source.show_register(form.register)
        last = remembered(self.office, f"template.{kept.id}")
        if last and Path(last).exists():
            self.source.show_path(Path(last))
        if self.source.path is None:
            self.fault.tell(f"请选模板“{kept.file_name}”。")
            return
        self._propose(form)

    def _read_again(self) -> None:
        if self.source.path is not None:
            self._propose(None)

    def _propose(self, kept: Form | None) -> None:
        """读模板；kept 是存好的对照，没有就拟新的。"""
        path = self.source.path
        assert path is not None
        self.form = self.proposal = None
        with self.fault.careful(UNDONE):
            register = REGISTERS[kept.register if kept else self.source.register.currentData()]
            self.proposal = propose(
                self.office,
                register,
                path,
                sheet=kept.sheet if kept else self.source.sheet.currentData(),
                header=kept.header if kept else header_rows(self.source.header.text()),
                first_row=kept.first_row if kept else None,
            )
            labels = [(each.column, each.label) for each in self.proposal.form.slots]
            if kept is not None and [(each.column, each.label) for each in kept.slots] != labels:
                self.fault.tell("模板的列和存下的对照不一样了，已按新模板重新拟好。请看一遍，用原来的名称存下。")
                kept = replace(self.proposal.form, where=kept.where, every=kept.every, masked=kept.masked)
            now = {each.column: each.limits.allowed for each in self.proposal.form.slots}
            self.form = self._narrowed(with_choices(kept, now) if kept else self.proposal.form)
            self.source.show_read(self.form, self.proposal.template.sheets)
            self.choice.show_form(self.form)
        self.terms.show_lost(self.proposal.template.lost if self.proposal else ())
        self.notes.setText("\n".join(f"· {note}" for note in self.proposal.notes) if self.proposal else "")
        self._sample()
        self._ready()

    def _narrowed(self, form: Form) -> Form:
        """从一次批改打开的，只要那一次的人，不管对照里存的是哪一次。"""
        if not self.only or form.register != self.source.register.currentData():
            return form
        others = tuple(each for each in form.where if each[0] not in self.only)
        return replace(form, where=(*others, *((path, "is", (value,)) for path, value in self.only.items())))

    # 改对照

    def _change(self, column: int, source: str, text: str) -> None:
        assert self.form is not None
        with self.fault.careful(UNDONE):
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
        self.terms.purpose.setEnabled(secret)

    # 存和填

    def save(self) -> bool:
        """存下对照，存成为真；名称同以前的就换成新的。"""
        form = self.current_form()
        if form is None or self.proposal is None:
            return False
        saved: Any = []
        with self.fault.careful(UNDONE):
            saved = keep_form(
                self.office,
                self.terms.name.text(),
                self.proposal.template,
                form,
                recipient=self.terms.recipient.text(),
            )
        if isinstance(saved, list):
            if saved:
                self.fault.tell(f"对照没有存下：\n{several(saved, MOST_TOLD)}")
            return False
        remember(self.office, f"template.{saved.id}", str(self.source.path))
        self.source.list_kept(saved.name)
        self.fault.tell("")
        self.notes.setText(f"对照“{saved.name}”已存下，下个月直接选它。")
        return True

    def choose_target(self) -> None:
        """先存对照，再问填好的存在哪里。"""
        from miaopu_desk.ui.outgoing import ask_save

        if not self.save():
            return
        name = f"{self.terms.name.text().strip()}{self.choice.month.currentData()}.xlsx"
        path = ask_save(self, self.office, "填好的存到", name, "工作簿 (*.xlsx)")
        if path is not None:
            self.fill_to(path)

    def fill_to(self, path: Path) -> None:
        """填到 path；不合要求的全部列出来，一个字也不写。填的时候窗口不停，可以取消。"""
        template, name, month = self.source.path, self.terms.name.text().strip(), self.choice.month.currentData()
        given = self.terms.given()
        assert template is not None
        self.filled = None
        if not can_read_apart(self.office):
            with self.fault.careful(UNDONE):
                self._hand_over(prepare(self.office, name, template, month, path, **given))
            return

        def work(progress: Progress) -> Prepared:
            return reading(
                self.office,
                lambda office: prepare(office, name, template, month, path, progress=progress, **given),
            )(progress)

        self.fault.tell("")
        self.fill_button.setEnabled(False)
        job = self.jobs.start("正在填表…", work, self._hand_over, self._explain)
        job.finished.connect(self._ready)

    def _hand_over(self, ready: Prepared) -> None:
        """填好的写成文件，先记提供记录。"""
        with self.fault.careful(UNDONE):
            self.filled = hand_over(self.office, ready)
            self.notes.setText(
                "\n".join([f"已填 {self.filled.rows:,} 行，存到 {self.filled.path}", *self.filled.notes])
            )

    def _explain(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self.jobs.explain("填表", error)
            return
        self.fault.tell(why(error, UNDONE))

    def done(self, result: int) -> None:
        self.jobs.finish()
        super().done(result)

    # 说话

    def _ready(self) -> None:
        self.save_button.setEnabled(self.form is not None)
        self.fill_button.setEnabled(self.form is not None)
