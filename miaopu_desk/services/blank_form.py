"""空白登记表：登记表的声明变成一张带下拉框的工作簿，没有这个程序的社区照它填，填好了就能导入。"""

from datetime import date
from pathlib import Path
from typing import Any

from miaopu_desk.domain.kinds import (
    Choice,
    Choices,
    Day,
    IdNumber,
    Kind,
    Link,
    Number,
    PersonName,
    Phone,
    Scaled,
    Text,
    YesNo,
)
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.blank_forms import FormColumn, write_blank_form
from miaopu_desk.services.import_fields import clues_of, fields
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office

_MOST_CHOICES = 300
_WIDEST = 20
# 程序自己推得出或者只由街道定的，不请社区填
_LEFT_OUT = {
    "volunteers": ("standing", "standing_on", "standing_reason"),
    "service_records": (
        *("source", "shift", "event", "corrects", "reason"),
        *("recorded_on", "operator", "evaluation", "evaluated_on"),
    ),
    "head_counts": ("event",),
}
_CLUES_ASKED = ("id_number", "phone", "held_on")


def write_form(office: Office, register: Register[Any], path: Path, community: str | None = None) -> Path:
    """把一张登记表的空白表存成 xlsx，返回真正存到的路径；给了社区就写在标题里、不再要社区一栏。

    没有这个社区的、存不成的报 KnownError；不是给人填的登记表（别人的表）也报 KnownError。
    """
    if register.table in ("templates", "offices", "operators"):
        raise KnownError(f"“{register.title}”由程序自己管，没有空白表可填。")
    title = f"{register.title}表"
    if community is not None:
        title = f"{_known_community(office, register, community)}社区{title}"
    columns = [_form_column(office, each) for each in _asked(register) if community is None or each.name != "community"]
    return write_blank_form(path, columns, sheet=register.title, title=title)


def _asked(register: Register[Any]) -> list[Column]:
    """请人填的各栏：必填的在前面，指向志愿者的后面跟着认人的线索。"""
    left_out = _LEFT_OUT.get(register.table, ())
    own = [each for each in register.columns if each.name not in left_out]
    found = []
    for each in own:
        found.append(each)
        found += [
            clue
            for name, clue in clues_of(register, each).items()
            if name.rpartition(".")[2] in _CLUES_ASKED and clue.label != f"{each.label}{_plain(each, name)}"
        ]
    return found


def _plain(link: Column, name: str) -> str:
    """线索原来的叫法；登记表自己也有这一栏的，线索带着“谁的”，空白表里不再多问一次。"""
    assert isinstance(link.kind, Link)
    return REGISTERS[link.kind.target].column(name.rpartition(".")[2]).label


def _known_community(office: Office, register: Register[Any], name: str) -> str:
    kind = fields(register)["community"].kind if "community" in fields(register) else None
    if not isinstance(kind, Link):
        raise KnownError(f"“{register.title}”没有社区一栏，请不要指明社区。")
    read = kind.read(name)
    known = [ref.name for ref in choices(office.database, kind)]
    if read is None or read.name not in known:
        raise KnownError(f"没有社区“{name}”。可以选：{'、'.join(known)}。")
    return read.name


def _form_column(office: Office, column: Column) -> FormColumn:
    kind = column.kind
    width = min(max(kind.width, len(column.heading)), _WIDEST)
    return FormColumn(
        column.heading,
        width,
        column.required and "." not in column.name,
        _choices(office, kind),
        isinstance(kind, Choices),
        "date" if isinstance(kind, Day) else "integer" if isinstance(kind, Number) else "text",
        kind.as_text or isinstance(kind, Text | PersonName | Link | Choice | Choices | YesNo),
        _hint(column),
        _example(office, column),
        _length(kind),
    )


def _choices(office: Office, kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, YesNo):
        return ("是", "否")
    if isinstance(kind, Choice | Choices):
        return tuple(item.label for item in kind.codes.items)
    if isinstance(kind, Link) and kind.target not in ("volunteers", "grid_areas"):
        found = tuple(ref.name for ref in choices(office.database, kind))
        return found if len(found) <= _MOST_CHOICES else ()
    return ()


def _length(kind: Kind) -> tuple[int, int] | None:
    """字数：证件号 18 位（老证 15 位也收），电话连区号，文字不超过那一栏能存的。"""
    if isinstance(kind, IdNumber):
        return 15, 18
    if isinstance(kind, Phone):
        return 7, 14
    return (1, kind.limit) if isinstance(kind, Text | PersonName) else None


def _hint(column: Column) -> str:
    kind = column.kind
    if isinstance(kind, IdNumber):
        return "18 位，照证件填；这一列是文本格式，请不要改。"
    if isinstance(kind, Phone):
        return "11 位手机号，或带区号的座机。"
    if isinstance(kind, Day):
        return "写成 2021-05-12 这样。"
    if isinstance(kind, Text) and kind.limit:
        return "；".join(filter(None, (column.hint, f"最多 {kind.limit} 个字。")))
    return column.hint


def _example(office: Office, column: Column) -> str:
    """示例行里的字；号码是打了码的样子，不是任何人的。"""
    kind = column.kind
    if isinstance(kind, IdNumber):
        return "18位号码"
    if isinstance(kind, Phone):
        return "11位号码"
    if isinstance(kind, Day):
        return date(office.today().year, 1, 15).isoformat()
    if isinstance(kind, PersonName) or (isinstance(kind, Link) and kind.target == "volunteers"):
        return "某某某"
    if isinstance(kind, Number):
        return str(max(kind.low, 1))
    if isinstance(kind, Scaled):
        return "1.5" if kind.scale == 60 else "20.00"
    offered = _choices(office, kind)
    return "、".join(offered[:2]) if isinstance(kind, Choices) else (offered[0] if offered else "")
