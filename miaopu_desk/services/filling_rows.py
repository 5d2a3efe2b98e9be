"""按对照取名单的行：选哪些、每一格写什么、合不合收表人的要求。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.form_items import FillDay, derived_value, items, needed_paths
from miaopu_desk.domain.form_scope import in_scope, scope_paths
from miaopu_desk.domain.kinds import Choices, Day, Kind, Link, Ref, Rejected
from miaopu_desk.domain.mapping import FIXED, FORMS, FORMULA, LEAVE, SERIAL, Form, Slot
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.linking import look_up
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing, resolve

Where = tuple[str, str, tuple[Any, ...]]
PAGE = 500


@dataclass(frozen=True, slots=True)
class FormRows:
    """取好的名单：slots 是要填的各列，rows 与它们一一对应；problems 是不合要求的，行号是填好以后的行号。"""

    slots: tuple[Slot, ...]
    rows: list[list[object]]
    ids: list[str]
    problems: list[Problem]


def form_rows(
    office: Office, form: Form, day: FillDay, extra: Sequence[Where] = (), most: int | None = None
) -> FormRows:
    """按对照和条件取这个月的名单；什么也不写。most 是最多要几行（看样子用）。"""
    register = REGISTERS[form.register]
    slots = tuple(each for each in form.slots if each.source not in (LEAVE, FORMULA))
    paths = list(dict.fromkeys(path for each in slots for path in needed_paths(register, each.source)))
    paths = list(dict.fromkeys([*paths, register.name_by, *scope_paths(register.table)]))
    kinds = {path: resolve(register, path).kind for path in paths}
    listing = Listing(where=tuple(Condition(*each) for each in (*form.where, *extra)))
    facts = office.facts
    writer = _Writer(register, form, kinds, day, facts.name if facts else "")
    found = FormRows(slots, [], [], [])
    table = office.keeper.table(register)
    numbers = table.numbers(listing)
    for start in range(0, len(numbers), PAGE):
        for values in table.values(numbers[start : start + PAGE], paths):
            if most is not None and len(found.rows) >= most:
                return found
            row = dict(zip(paths, values[1:], strict=True)) if values else {}
            if row and (form.every or in_scope(register.table, row, day)):
                found.ids.append(values[0])
                cells, problems = writer.cells(slots, row, len(found.rows))
                found.rows.append(cells)
                found.problems.extend(problems)
    return found


class _Writer:
    """把一行的值写成对方要的样子。"""

    def __init__(
        self, register: Register[Any], form: Form, kinds: Mapping[str, Kind], day: FillDay, office: str
    ) -> None:
        self.register, self.form, self.kinds, self.day, self.office = register, form, kinds, day, office

    def cells(self, slots: Sequence[Slot], row: Mapping[str, Any], at: int) -> tuple[list[object], list[Problem]]:
        who = self.kinds[self.register.name_by].show(row[self.register.name_by])
        cells, problems = [], []
        for slot in slots:
            value = at + 1 if slot.source == SERIAL else self.cell(slot, row)
            broken = slot.limits.broken(value)
            if broken:
                problems.append(Problem(slot.label, f"{who}：{broken}", self.form.first_row + at))
            cells.append(value)
        return cells, problems

    def cell(self, slot: Slot, row: Mapping[str, Any]) -> object:
        """一格：日期按写法，词换成对方的词，号码是文字。"""
        value = self._value(slot, row)
        if isinstance(value, date):
            if slot.form:
                return FORMS[slot.form][1](value)
            return value.isoformat() if slot.limits.as_text else value
        if isinstance(value, str):
            return slot.words.get(value, value)
        return str(value) if slot.limits.as_text and value is not None else value

    def _value(self, slot: Slot, row: Mapping[str, Any]) -> Any:
        if slot.source == FIXED:
            return slot.text
        if slot.source.startswith("="):
            return derived_value(self.register, slot.source, row, self.day, self.office)
        path, _, part = slot.source.partition("#")
        kind, value = self.kinds[path], row[path]
        if part:
            return "√" if part in (value or ()) else None
        if kind.secret and self.form.masked:
            return kind.masked(value) or None
        shown = kind.cell(value)
        return None if shown == "" else shown


def secret_labels_of(form: Form) -> list[str]:
    """这份对照里给出完整号码的各列。"""
    if form.masked:
        return []
    known = {each.key: each for each in items(REGISTERS[form.register])}
    return [
        each.label
        for each in form.slots
        if each.source in known and (kind := known[each.source].kind) is not None and kind.secret
    ]


def read_condition(office: Office, register: Register[Any], text: str) -> Where:
    """人写的条件 → （路径, 判断, 值）：社区=大华、队伍类别=专职、登记日期>=2021-01-01；读不懂报 KnownError。"""
    mark = next((each for each in (">=", "<=", "=") if each in text), None)
    if mark is None:
        raise KnownError(f"条件“{text}”看不懂，请写成 社区=大华 这样。")
    test = {">=": "from", "<=": "to", "=": "is"}[mark]
    name, _, written = text.partition(mark)
    path, kind = _condition_path(register, name.strip())
    parts = [part.strip() for part in written.replace("，", "、").replace(",", "、").split("、") if part.strip()]
    if not parts:
        return path, "blank", ()
    if test != "is":
        day, reason = parse_day(parts[0])
        if not isinstance(kind, Day) or day is None:
            raise KnownError(f"条件“{text}”：{reason or '只有日期能比先后'}。")
        return path, test, (day,)
    values: list[Any] = []
    for part in parts:
        value = kind.read(part)
        if isinstance(value, Rejected):
            raise KnownError(f"条件“{text}”：{value.message}。")
        if isinstance(kind, Link) and isinstance(value, Ref):
            match = look_up(office.database, kind, value.name)
            if not isinstance(match, Ref):
                raise KnownError(f"条件“{text}”：{match}。")
            value = match.id
        values.extend(value if isinstance(kind, Choices) else (value,))
    return path, "is", tuple(day.isoformat() if isinstance(day, date) else day for day in values)


def _condition_path(register: Register[Any], name: str) -> tuple[str, Kind]:
    for each in items(register):
        if each.kind is not None and name in (each.key, each.label, *each.labels):
            return each.key, each.kind
    raise KnownError(f"{register.title}里没有“{name}”这一栏，条件请写栏目名，例如 社区=大华。")
