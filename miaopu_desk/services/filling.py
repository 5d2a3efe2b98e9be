"""填别人的表：照存好的对照，把这个月的名单填进模板的一份新文件；不合对方要求的一处也不放过，有一处就不写。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miaopu_desk.domain.form_items import FillDay
from miaopu_desk.domain.mapping import SERIAL, Form, with_choices
from miaopu_desk.domain.month import read_month
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.templates import Template
from miaopu_desk.exchange.filling import FillColumn, fill_template
from miaopu_desk.exchange.template import TemplateSheet, read_template
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.saving import save_bytes
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.filling_form import form_headings, kept_form
from miaopu_desk.services.filling_rows import Where, form_rows, secret_labels_of
from miaopu_desk.services.office import Office

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """填好了、还在内存里的一份：还没有给出去，也没有记提供记录。secret 是给出完整号码的各列。"""

    target: Path
    data: bytes
    rows: int
    register: str
    secret: tuple[str, ...]
    purpose: str
    recipient: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """填好的一份：文件、填了几行、该让人知道的话。"""

    path: Path
    rows: int
    notes: tuple[str, ...]


def fill(office: Office, name: str, template: Path, month: str, out: Path | None = None, **options: Any) -> Filled:
    """照叫 name 的对照填 template，存成 out（不写时放在输出文件夹）；模板本身从不改动。options 见 prepare。"""
    return hand_over(office, prepare(office, name, template, month, out, **options))


def prepare(
    office: Office,
    name: str,
    template: Path,
    month: str,
    out: Path | None = None,
    *,
    where: Sequence[Where] = (),
    purpose: str = "",
    recipient: str = "",
    accept_loss: bool = False,
    progress: Progress | None = None,
) -> Prepared:
    """在内存里填好，什么也不写；progress(做到第几步, 共几步, 说明) 里抛错就是取消。

    不合对方要求、给完整号码没有写用途和交给谁的报 Refused，列出全部；模板变了、没有行、保不住图等报 KnownError。
    """
    told = progress or (lambda done, total, text: None)
    kept, form = kept_form(office, name)
    day = fill_day(office, month)
    target = _target(office, name, template, month, out)
    told(0, 3, "正在看模板…")
    sheet = read_template(
        template,
        form_headings(REGISTERS[form.register]),
        sheet=form.sheet,
        header=form.header,
        first_row=form.first_row,
    )
    form, notes = _still_fits(kept, form, sheet)
    told(1, 3, "正在取名单、核对…")
    found = form_rows(office, form, day, where)
    secret = tuple(secret_labels_of(form))
    given_to = recipient.strip() or kept.recipient or ""
    problems = [*_disclosure_problems(secret, purpose, given_to), *found.problems]
    if problems:
        raise Refused(problems)
    if not found.rows:
        raise KnownError(f"{read_month(month, office.today()).title}没有符合条件的行，没有写文件。请核对月份和条件。")
    told(2, 3, f"正在填 {len(found.rows):,} 行…")
    data, lost = fill_template(
        sheet.data,
        sheet.name,
        sheet=sheet.sheet,
        first_row=sheet.first_row,
        last_row=sheet.last_row,
        columns=[FillColumn(each.column, each.limits.as_text, each.source == SERIAL) for each in found.slots],
        rows=found.rows,
    )
    if lost and not accept_loss:
        raise KnownError(
            f"填好以后模板里的{'、'.join(lost)}保不住，没有写文件。"
            "可以不要它们，就说明“可以不要”再填一次；不能不要，请先在模板里去掉，填好以后再放回去。"
        )
    told(3, 3, "填好了")
    notes += [f"没有保住：{'、'.join(lost)}。"] if lost else []
    return Prepared(target, data, len(found.rows), form.register, secret, purpose, given_to, tuple(notes))


def hand_over(office: Office, ready: Prepared) -> Filled:
    """把填好的存成文件；里面有完整号码的，先记提供记录再给：没有记录就没有完整号码。"""
    if ready.secret:
        disclose(office, "export", REGISTERS[ready.register], ready.purpose, ready.recipient, ready.rows, ready.secret)
    if ready.target.parent == office.output:
        ready.target.parent.mkdir(parents=True, exist_ok=True)
    return Filled(save_bytes(ready.target, ready.data), ready.rows, ready.notes)


def fill_day(office: Office, month: str) -> FillDay:
    """所填月份的首尾和今天；月份写错、还没到报 KnownError。"""
    today = office.today()
    found = read_month(month, today)
    return FillDay(today, found.first, found.as_of(today))


def _target(office: Office, name: str, template: Path, month: str, out: Path | None) -> Path:
    """存到哪里；不是 .xlsx、就是模板自己的报 KnownError。"""
    safe = "".join(char if char not in '\\/:*?"<>|' else " " for char in name)
    target = out or office.output / f"{safe}{read_month(month, office.today()).key}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise KnownError(f"填好的文件应以 .xlsx 结尾，“{target.name}”不是。")
    if target.absolute() == template.absolute() or (
        target.exists() and template.exists() and target.samefile(template)
    ):
        raise KnownError("不能存在模板自己上面：模板要留着下个月用。请换一个文件名。")
    return target


def _still_fits(kept: Template, form: Form, sheet: TemplateSheet) -> tuple[Form, list[str]]:
    """对照配上模板现在的选项；模板换过而列没有变的照用，列变了的报 KnownError。"""
    now = {each.column: each for each in sheet.columns}
    moved = [
        f"{column_letters(each.column)} 列原来是“{each.label}”，现在是“{now[each.column].label if each.column in now else '空的'}”"
        for each in form.slots
        if each.column not in now or now[each.column].label != each.label
    ]
    known = {each.column for each in form.slots}
    moved += [
        f"多了 {column_letters(each.column)} 列“{each.label}”" for each in sheet.columns if each.column not in known
    ]
    if moved:
        raise KnownError(f"模板换过了：{'；'.join(moved)}。请用新模板重新对照一次，用原来的名称保存。")
    form = with_choices(form, {each.column: each.limits.allowed for each in sheet.columns})
    if kept.fingerprint == sheet.fingerprint:
        return form, []
    return form, [f"模板和对照时的“{kept.file_name}”不是同一份，各列没有变，照样填了。"]


def _disclosure_problems(secret: Sequence[str], purpose: str, recipient: str) -> list[Problem]:
    if not secret:
        return []
    what = "、".join(secret)
    problems = [] if purpose.strip() else [Problem("用途", f"要给出完整的{what}，请写明用途，例如 报保险公司投保")]
    return problems if recipient else [*problems, Problem("交给谁", f"要给出完整的{what}，请写明交给谁")]
