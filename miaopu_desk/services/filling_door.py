"""命令行的“填别人的表”：拟对照、改几列、存下来、填出去。"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from miaopu_desk.domain.form_items import items
from miaopu_desk.domain.form_scope import scope_said
from miaopu_desk.domain.mapping import FIXED, FORMULA, LEAVE, Form
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.services.filling import fill
from miaopu_desk.services.filling_form import Proposal, assigned, find_source, keep_form, kept_form, propose
from miaopu_desk.services.filling_rows import read_condition
from miaopu_desk.services.office import Office

_NOT_FILLED = ("不填", "")


def propose_from_door(
    office: Office, register: Register[Any], template: Path, given: Mapping[str, Any]
) -> dict[str, object]:
    """拟出的对照写成 JSON 的样子；什么也不存。"""
    proposal = _proposal(office, register, template, given)
    form = proposal.form
    labels = {each.key: each.label for each in items(register)}
    return {
        "template": proposal.template.name,
        "register": form.register,
        "sheet": form.sheet,
        "sheets": list(proposal.template.sheets),
        "header": list(form.header),
        "rows": [proposal.template.first_row, proposal.template.last_row],
        "takes": "全部" if form.every else scope_said(form.register),
        "columns": [
            {
                "column": column_letters(each.column),
                "label": each.label,
                "source": each.source,
                "item": labels.get(each.source.partition("#")[0], "不填"),
                "text": each.text,
                "date": each.form,
                "words": each.words,
                "limits": asdict(each.limits) | {"allowed": list(each.limits.allowed)},
            }
            for each in form.slots
        ],
        "lost": list(proposal.template.lost),
        "notes": list(proposal.notes),
        "items": labels,
    }


def fill_from_door(
    office: Office, register: Register[Any] | None, template: Path, given: Mapping[str, Any]
) -> Iterator[str]:
    """指明了登记表就先对照、存下来，再填；填之前的问题报 Refused、KnownError。"""
    if register is None and any(given[each] for each in ("changes", "every", "masked", "header", "sheet")):
        raise KnownError("要改对照，请用 --register 写明名单取自哪张登记表，重新对照一次。")
    if register is not None:
        proposal = _proposal(office, register, template, given)
        kept = keep_form(office, given["mapping"], proposal.template, proposal.form, recipient=given["recipient"])
        if isinstance(kept, list):
            raise Refused(kept)
        yield from (f"说明：{note}" for note in proposal.notes)
        yield f"已存下对照“{kept.name}”。"
        if given["month"] is None:
            return
    if given["month"] is None:
        raise KnownError("请写明填哪个月：--month YYYY-MM。")
    taken = REGISTERS[kept_form(office, given["mapping"])[1].register]
    # 新对照的条件已经存在对照里；用存着的对照时，条件只管这一次
    where = [] if register is not None else [read_condition(office, taken, text) for text in given["where"]]
    done = fill(
        office,
        given["mapping"],
        template,
        given["month"],
        given["out"],
        where=where,
        purpose=given["purpose"],
        recipient=given["recipient"],
        accept_loss=given["accept_loss"],
    )
    yield from (f"说明：{note}" for note in done.notes)
    yield f"已填 {done.rows} 行：{done.path}"


def _proposal(office: Office, register: Register[Any], template: Path, given: Mapping[str, Any]) -> Proposal:
    proposal = propose(office, register, template, sheet=given["sheet"], header=_header(given["header"]))
    form = replace(
        proposal.form,
        where=tuple(read_condition(office, register, text) for text in given["where"]),
        every=given["every"],
        masked=given["masked"],
    )
    for change in given["changes"]:
        form = _changed(office, register, form, change)
    return replace(proposal, form=form)


def _header(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,4})(?:\s*[-－至到]\s*(\d{1,4}))?", text.strip())
    if not found:
        raise KnownError(f"表头“{text}”看不懂，请写成 2-4 这样（第2行到第4行）。")
    return int(found[1]), int(found[2] or found[1])


def _changed(office: Office, register: Register[Any], form: Form, change: str) -> Form:
    letters, mark, written = change.partition("=")
    if not mark or not re.fullmatch(r"[A-Za-z]{1,3}", letters.strip()):
        raise KnownError(f"“{change}”看不懂，请写成 F=联系电话 这样。")
    column = -1
    for letter in letters.strip().upper():
        column = (column + 1) * 26 + ord(letter) - 65
    written = written.strip()
    fixed = re.match(r"固定[:：](.*)", written, re.DOTALL)
    if fixed:
        return assigned(office, form, column, FIXED, fixed[1].strip())
    if written in _NOT_FILLED:
        return assigned(office, form, column, LEAVE)
    if written == "公式":
        return assigned(office, form, column, FORMULA)
    return assigned(office, form, column, find_source(register, written))
