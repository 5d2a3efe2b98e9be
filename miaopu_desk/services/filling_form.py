"""看一份别人的模板，拟出每一列填什么；人改一次，起个名字存下来。"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from miaopu_desk.domain.form_items import ID_TYPES, Item, items, parts_of
from miaopu_desk.domain.kinds import Choice, Choices, Day, Link, YesNo
from miaopu_desk.domain.mapping import (
    FIXED,
    FORMS,
    FORMULA,
    LEAVE,
    Form,
    Slot,
    from_json,
    matched_words,
    to_json,
    with_choices,
)
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import REGISTERS, TEMPLATES
from miaopu_desk.domain.records.templates import Template
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import Heading
from miaopu_desk.exchange.template import TemplateColumn, TemplateSheet, read_template
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office

_DATES = ("=today", "=cover_from", "=cover_to")
_WRITTEN_AS = (
    (r"yyyymmdd|8位|八位", "compact"),
    (r"yyyy/mm?/dd?", "slash"),
    (r"yyyy\.mm?\.dd?", "dot"),
    (r"yyyy年", "chinese"),
    (r"yyyymm(?!d)", "month_compact"),
    (r"yyyy-mm(?!-?d)|出生年月(?!日)", "month"),
    (r"yyyy-mm?-dd?", "dash"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """拟好的对照，等人看过：template 是模板里的那张表，form 是各列填什么，notes 是该看一眼的话。"""

    template: TemplateSheet
    form: Form
    notes: tuple[str, ...]


def propose(
    office: Office,
    register: Register[Any],
    path: Path,
    *,
    sheet: str | None = None,
    header: tuple[int, int] | None = None,
    first_row: int | None = None,
) -> Proposal:
    """读模板、认表头、拟对照；什么也不写。读不了、找不到表头的报 KnownError。"""
    template = read_template(path, form_headings(register), sheet=sheet, header=header, first_row=first_row)
    known = {each.key: each for each in items(register)}
    slots = tuple(_slot(office, known, column) for column in template.columns)
    form = Form(register.table, template.sheet, template.header, template.first_row, slots)
    notes = list(template.notes)
    left = [f"{column_letters(each.column)} 列“{each.label}”" for each in slots if each.source == LEAVE]
    if left:
        notes.append(f"没有认出、先不填的：{'、'.join(left)}。要填请指明填什么。")
    if template.lost:
        notes.append(f"这个程序保不住模板里的{'、'.join(template.lost)}，填之前会再问一次。")
    return Proposal(template, form, tuple(notes))


def form_headings(register: Register[Any]) -> list[Heading]:
    """能填的各项，作为要在模板里找的表头。"""
    return [
        Heading(each.key, each.labels, parts=parts_of(each)) for each in items(register) if each.labels[1:] or each.kind
    ]


def _slot(office: Office, known: Mapping[str, Item], column: TemplateColumn) -> Slot:
    item = known.get(_part_key(column))
    if column.formula:
        return Slot(column.column, column.label, FORMULA)
    if item is None:
        source = FIXED if column.fixed else LEAVE
        return Slot(column.column, column.label, source, text=column.fixed, limits=column.limits)
    source = item.key
    if column.part and item.key == column.found:
        code = item.kind.codes.find(column.part) if isinstance(item.kind, Choices) else None
        if code is None:
            return Slot(column.column, column.label, LEAVE, limits=column.limits)
        source = f"{source}#{code}"
    return fitted(office, item, Slot(column.column, column.label, source, limits=column.limits))


def _part_key(column: TemplateColumn) -> str:
    """“保险期间”下面分成起、止两小栏的，各是一项；别的栏没有小栏可分的，不猜。"""
    if column.found == "=cover" and column.part:
        return "=cover_from" if column.part[:1] in "起始开" else "=cover_to" if column.part[:1] in "止终讫至" else ""
    return column.found


def fitted(office: Office, item: Item, slot: Slot) -> Slot:
    """这一列填这一项时，日期怎样写、号码是不是文本、我们的词各对应对方的哪个选项。"""
    is_date = isinstance(item.kind, Day) or item.key in _DATES
    limits = slot.limits
    if item.kind is not None and item.kind.as_text:
        limits = replace(limits, as_text=True)
    words = _words(office, item, limits.allowed) if limits.allowed and "#" not in slot.source else {}
    return replace(slot, form=_date_form(slot.label, limits.as_text) if is_date else "", words=words, limits=limits)


def _date_form(label: str, as_text: bool) -> str:
    for pattern, form in _WRITTEN_AS:
        if re.search(pattern, label.lower()):
            return form
    return "dash" if as_text else ""


def _words(office: Office, item: Item, allowed: tuple[str, ...]) -> dict[str, str]:
    kind = item.kind
    if isinstance(kind, Choice | Choices):
        codes = kind.codes

        def ours(text: str) -> str | None:
            code = codes.find(text)
            return None if code is None else codes.label(code)

        return matched_words(codes.labels.values(), allowed, ours)
    if isinstance(kind, YesNo):
        return matched_words(("是", "否"), allowed)
    if item.key == "=id_type":
        return matched_words(ID_TYPES, allowed)
    if isinstance(kind, Link) and kind.target != "volunteers":
        return matched_words([ref.name for ref in choices(office.database, kind)], allowed)
    return {}


def assigned(office: Office, form: Form, column: int, source: str, text: str = "") -> Form:
    """把一列改成填 source（FIXED 时是 text）；没有这一列、没有这一项报 KnownError。"""
    slot = next((each for each in form.slots if each.column == column), None)
    if slot is None:
        raise KnownError(f"模板的表头里没有 {column_letters(column)} 列，请核对列号。")
    plain = replace(slot, source=source, text=text, form="", words={})
    item = {each.key: each for each in items(REGISTERS[form.register])}.get(source.partition("#")[0])
    if source != LEAVE and item is None:
        raise KnownError(f"没有“{source}”这一项可填，请用 --propose 看有哪些。")
    return form.put(plain if item is None or source in (FIXED, FORMULA) else fitted(office, item, plain))


def find_source(register: Register[Any], text: str) -> str:
    """人写的一项（标识、名称或别名）→ 标识；认不出报 KnownError。"""
    for each in items(register):
        if text == each.key.lstrip("=") or text in (each.key, each.label, *each.labels):
            return each.key
    name, _, part = text.partition("#")
    for each in items(register):
        if part and name in (each.key, each.label) and isinstance(each.kind, Choices):
            code = each.kind.codes.find(part)
            if code is not None:
                return f"{each.key}#{code}"
    raise KnownError(f"没有“{text}”这一项可填。可填：{'、'.join(each.label for each in items(register))}。")


def keep_form(
    office: Office, name: str, template: TemplateSheet, form: Form, *, recipient: str = "", note: str = ""
) -> Template | list[Problem]:
    """对照起个名字存下来，同名的换成新的；有问题时不存，返回全部问题。"""
    problems = form_problems(form)
    if problems:
        return problems
    raw: dict[str, object] = {
        "name": name,
        "recipient": recipient,
        "source": REGISTERS[form.register].title,
        "file_name": template.name,
        "fingerprint": template.fingerprint,
        "sheet": form.sheet,
        "header_first": form.header[0],
        "header_last": form.header[1],
        "mapping": to_json(with_choices(form, {})),
        "note": note,
    }
    known = office.keeper.table(TEMPLATES).find("name", name.strip())
    if known:
        return office.keeper.change(TEMPLATES, known[0].id, raw)
    return office.keeper.add(TEMPLATES, raw)


def form_problems(form: Form) -> list[Problem]:
    """对照本身的毛病：对方必填的还没有对照，一列也没有对照，固定的文字空着。"""
    filled = [each for each in form.slots if each.source not in (LEAVE, FORMULA)]
    if not filled:
        return [Problem("", "还没有一列对照好，请至少指明姓名填在哪一列")]
    problems = [
        Problem(each.label, f"{column_letters(each.column)} 列对方必填，请指明填什么")
        for each in form.slots
        if each.limits.required and each.source == LEAVE
    ]
    problems += [
        Problem(each.label, "固定的文字空着，请写上") for each in filled if each.source == FIXED and not each.text
    ]
    problems += [
        Problem(each.label, "日期的写法不认识，请重选") for each in filled if each.form and each.form not in FORMS
    ]
    return problems


def kept_forms(office: Office) -> Sequence[Template]:
    """存着的各份对照，按名称。"""
    return office.keeper.table(TEMPLATES).all()


def kept_form(office: Office, name: str) -> tuple[Template, Form]:
    """按名称取一份对照；没有、读不出来的报 KnownError。"""
    found = office.keeper.table(TEMPLATES).find("name", name.strip())
    if not found:
        known = "、".join(each.name for each in kept_forms(office)) or "还没有存过"
        raise KnownError(f"没有叫“{name}”的对照（现有：{known}）。请先选模板对照一次。")
    form = from_json(found[0].mapping)
    known_items = {each.key for each in items(REGISTERS[form.register])} if form.register in REGISTERS else set()
    if any(each.source and each.source.partition("#")[0] not in known_items for each in form.slots):
        raise KnownError(f"“{name}”里有这个版本不认识的栏目，请重新对照一次，用原来的名称保存。")
    return found[0], form
