"""唯一的更改之门：每次操作一个事务，连同更改记录一起写；写完告诉各处刷新。"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.linking import resolve_links
from miaopu_desk.store import journal
from miaopu_desk.store.database import Database
from miaopu_desk.store.table import RecordTable

R = TypeVar("R", bound=Record)


class Keeper:
    """登记的管家：加、改、删、撤销、重做都经过它。"""

    def __init__(
        self, database: Database, today: Callable[[], date], operator: str = "经办", device: str = "本机"
    ) -> None:
        self.database = database
        self.today = today
        self.operator = operator
        self.device = device
        self.listeners: list[Callable[[set[str]], None]] = []
        self._tables: dict[str, RecordTable[Any]] = {}

    def table(self, register: Register[R]) -> RecordTable[R]:
        """一张登记表的存取。"""
        if register.table not in self._tables:
            self._tables[register.table] = RecordTable(self.database, register)
        return self._tables[register.table]

    # 一条记录

    def add(self, register: Register[R], raw: Mapping[str, object]) -> "R | list[Problem]":
        """新增一条；有问题时一个字也不写，返回全部问题。"""
        record = self.read(register, {**register.initial(self.today()), **raw})
        if isinstance(record, list):
            return record
        with self.action(f"新增{register.noun}{_named(register, record)}") as act:
            return act.insert(register, record)

    def change(
        self, register: Register[R], record_id: str, raw: Mapping[str, object], rev: int | None = None
    ) -> "R | list[Problem]":
        """改一条；rev 是打开时看到的，别处已改过就不覆盖。没有变化就不写。"""
        base = self.table(register).get(record_id)
        if base is None:
            return [Problem("", "这条记录已经删除，不能再改")]
        if rev is not None and rev != base.rev:
            return [Problem("", "这条记录刚才在别处改过，请重新打开再改")]
        record = self.read(register, raw, base)
        if isinstance(record, list):
            return record
        with self.action(f"修改{register.noun}{_named(register, record)}") as act:
            act.update(register, base, record)
        return self.table(register).get(record_id) or record

    def read(self, register: Register[R], raw: Mapping[str, object], base: R | None = None) -> "R | list[Problem]":
        """读成一条可以保存的记录：各栏、规则、所指的行、不得重复的栏目都核对过；有问题返回全部。"""
        record = register.read(raw, base, self.today())
        if isinstance(record, list):
            # 栏目读不懂时也把能查的重复一并说出来
            return record
        record, problems = resolve_links(self.database, register, record)
        problems += self.duplicates(register, record)
        return problems or record

    def duplicates(self, register: Register[R], record: R) -> list[Problem]:
        """不得重复的栏目与别的行相同。"""
        problems = []
        for each in register.columns:
            value = getattr(record, each.name)
            if each.unique and value is not None:
                twins = [
                    twin
                    for twin in self.table(register).find(each.name, each.kind.to_db(value))
                    if twin.id != record.id
                ]
                if twins:
                    problems.append(
                        Problem(each.label, f"与已有的{register.noun}{describe(register, twins[0])}相同，请核对")
                    )
        return problems

    def remove(self, register: Register[R], ids: Sequence[str]) -> list[Problem]:
        """删除几条（软删除，可撤销）；还有别的记录指着的不能删，全部说明。属于它的部分随它一起删。"""
        records = self.table(register).records(ids)
        if not records:
            return [Problem("", "这条记录已经删除")]
        title = _named(register, records[0]) if len(records) == 1 else f" {len(records)} 条"
        try:
            with self.action(f"删除{register.noun}{title}") as act:
                for record in records:
                    act.delete(register, record.id)
        except Refused as refused:
            return refused.problems
        return []

    # 一次操作

    @contextmanager
    def action(
        self, title: str, kind: str = "edit", undoes: str | None = None, detail: dict[str, Any] | None = None
    ) -> Iterator["Act"]:
        """一次操作的里面可以动许多行；正常离开时一起写入，出错时一行不写。"""
        act = Act(self, new_id())
        with self.database.transaction():
            yield act
            changes = act.finish()
            if changes:
                entry = journal.Action(
                    act.id,
                    datetime.now().isoformat(" ", "seconds"),
                    self.operator,
                    self.device,
                    title,
                    kind,
                    undoes,
                    detail,
                )
                journal.write(self.database, entry, changes)
        if changes:
            self.announce({each.table for each in changes})

    def announce(self, tables: set[str]) -> None:
        """告诉各处哪些登记表变了。"""
        for listener in list(self.listeners):
            listener(tables)

    # 撤销

    def next_undo(self) -> journal.Action | None:
        """Ctrl+Z 会撤销的那次操作。"""
        actions = journal.recent(self.database)
        effective = journal.in_effect(actions)
        return next((each for each in actions if each.kind in ("edit", "import") and each.id in effective), None)

    def next_redo(self) -> journal.Action | None:
        """Ctrl+Y 会重做的那次撤销；撤销之后又做了别的，就没有了。"""
        actions = journal.recent(self.database)
        effective = journal.in_effect(actions)
        plain = {each.id for each in actions if each.kind != "undo"}
        for each in actions:
            if each.kind != "undo":
                return None
            if each.undoes in plain and each.id in effective:
                return each
        return None

    def undo(self) -> str:
        """撤销最近的一次操作，返回那次操作的名称；没有可撤销的、后来又改过的，报 Refused。"""
        target = self.next_undo()
        if target is None:
            raise Refused([Problem("", "没有可以撤销的操作")])
        self.undo_action(target.id)
        return target.title

    def redo(self) -> str:
        """重做最近撤销的一次操作，返回它的名称。"""
        target = self.next_redo()
        if target is None:
            raise Refused([Problem("", "没有可以重做的操作")])
        self._revert(target, target.title.replace("撤销", "重做", 1))
        return target.title.removeprefix("撤销：")

    def undo_action(self, action_id: str) -> int:
        """撤销指定的一次操作（例如一批导入），返回涉及的行数；之后又改过的行全部列出并拒绝。"""
        target = journal.action(self.database, action_id)
        if target is None or target.kind == "undo":
            raise KnownError(f"没有编号为 {action_id} 的操作，请核对。")
        if action_id not in journal.in_effect(journal.recent(self.database, 1_000_000)):
            raise Refused([Problem("", f"“{target.title}”已经撤销过了")])
        return self._revert(target, f"撤销：{target.title}")

    def _revert(self, target: journal.Action, title: str) -> int:
        changes = journal.changes_of(self.database, target.id)
        with self.action(title, kind="undo", undoes=target.id) as act:
            problems = [problem for change in reversed(changes) if (problem := act.revert(change))]
            if problems:
                raise Refused(problems)
        return len(changes)


class Act:
    """正在进行的一次操作：记下动过的行，最后一起核对、写更改记录。"""

    def __init__(self, keeper: Keeper, action_id: str) -> None:
        self.keeper = keeper
        self.id = action_id
        self._changes: list[journal.Change] = []
        self._new: dict[str, list[tuple[str, dict[str, Any], str]]] = {}
        self._gone: dict[str, list[str]] = {}
        self._back: dict[str, list[str]] = {}

    def insert(self, register: Register[R], record: R) -> R:
        """新增一行，返回带 id 的记录。"""
        saved = replace(record, id=record.id or new_id(), rev=1)
        table = self.keeper.table(register)
        row = table.stored(saved)
        keys = table.search_keys(row, _names(register, saved)) if register.searched else ""
        self._new.setdefault(register.table, []).append((saved.id, row, keys))
        after = {name: value for name, value in row.items() if value is not None}
        self._changes.append(journal.Change(register.table, saved.id, None, after))
        return saved

    def update(self, register: Register[R], base: R, record: R) -> bool:
        """把 base 改成 record；没有变化返回假。"""
        table = self.keeper.table(register)
        old, new = table.stored(base), table.stored(record)
        changed = {name: value for name, value in new.items() if old[name] != value}
        if not changed:
            return False
        self._flush()
        keys = table.search_keys(new, _names(register, record)) if register.searched else None
        table.update(base.id, changed, keys)
        if register.column(register.name_by).stored in changed:
            self._reindex(register, base.id)
        self._changes.append(journal.Change(register.table, base.id, {name: old[name] for name in changed}, changed))
        return True

    def delete(self, register: Register[Any], record_id: str) -> None:
        """删除一行（软删除），属于它的部分一起删。"""
        self._flush()
        for owned in REGISTERS.values():
            if owned.owner and REGISTERS[_target(owned, owned.owner)] is register:
                for part in self.keeper.table(owned).find(owned.owner, record_id):
                    self.delete(owned, part.id)
        stamp = datetime.now().isoformat(" ", "seconds")
        self.keeper.table(register).update(record_id, {"deleted_at": stamp}, None)
        self._changes.append(journal.Change(register.table, record_id, {"deleted_at": None}, {"deleted_at": stamp}))
        self._gone.setdefault(register.table, []).append(record_id)

    def revert(self, change: journal.Change) -> Problem | None:
        """把一行恢复到那次更改之前；后来又改过的不动，返回问题。"""
        self._flush()
        register = REGISTERS[change.table]
        table = self.keeper.table(register)
        current = table.raw(change.row_id)
        if current is None:
            return Problem("", f"{register.title}里找不到这一行")
        if change.before is None:
            expected = {each.stored: change.after.get(each.stored) for each in register.columns} | {"deleted_at": None}
            restored: dict[str, Any] = {"deleted_at": datetime.now().isoformat(" ", "seconds")}
        else:
            expected, restored = change.after, change.before
        if any(current[name] != value for name, value in expected.items()):
            shown = current.get(register.name_by) or ""
            return Problem("", f"{register.noun}“{shown}”后来又改过，先撤销后来的修改，再撤销这一次")
        names = [name for name in restored if name != "deleted_at"]
        row = current | restored
        keys = table.search_keys(row, self._stored_names(register, row)) if register.searched and names else None
        table.update(change.row_id, restored, keys)
        if register.column(register.name_by).stored in names:
            self._reindex(register, change.row_id)
        before = {name: current[name] for name in restored}
        self._changes.append(journal.Change(change.table, change.row_id, before, restored))
        if "deleted_at" in restored:
            moved = self._gone if restored["deleted_at"] else self._back
            moved.setdefault(change.table, []).append(change.row_id)
        else:
            self._back.setdefault(change.table, []).append(change.row_id)
        return None

    def finish(self) -> list[journal.Change]:
        """写完剩下的行，核对删除和恢复之后彼此还对得上，返回全部更改。"""
        self._flush()
        problems = [problem for table, ids in self._gone.items() for problem in self._still_needed(table, ids)]
        problems += [problem for table, ids in self._back.items() for problem in self._not_welcome(table, ids)]
        if problems:
            raise Refused(problems)
        return self._changes

    def _flush(self) -> None:
        for table, rows in self._new.items():
            self.keeper.table(REGISTERS[table]).insert(rows)
        self._new.clear()

    def _reindex(self, register: Register[Any], record_id: str) -> None:
        """名称改了，按名称查得到它的各行也要换查找的词。"""
        for other, stored in self.keeper.table(register).referring():
            if not any(each.stored == stored for each in other.searched):
                continue
            table = self.keeper.table(other)
            ids = [
                row[0]
                for row in self.keeper.database.query(f"SELECT id FROM {other.table} WHERE {stored} = ?", (record_id,))
            ]
            for each in ids:
                row = table.raw(each)
                if row is not None:
                    table.set_keys(each, table.search_keys(row, self._stored_names(other, row)))

    def _stored_names(self, register: Register[Any], row: Mapping[str, Any]) -> dict[str, str]:
        names = {}
        for each in register.links:
            if each.searched and row[each.stored] is not None:
                target = REGISTERS[_target(register, each.name)]
                sql = f"SELECT {target.name_by} FROM {target.table} WHERE id = ?"
                names[each.stored] = str(self.keeper.database.value(sql, (row[each.stored],)) or "")
        return names

    def _still_needed(self, table: str, ids: list[str]) -> list[Problem]:
        import json

        problems = []
        register = REGISTERS[table]
        for other, stored in self.keeper.table(register).referring():
            label = next(each.label for each in other.columns if each.stored == stored)
            rows = self.keeper.database.query(
                f"SELECT o.{stored}, count(*) FROM {other.table} o WHERE o.deleted_at IS NULL "
                f"AND o.{stored} IN (SELECT value FROM json_each(?)) GROUP BY 1 LIMIT 20",
                (json.dumps(ids),),
            )
            for record_id, count in rows:
                shown = (self.keeper.table(register).raw(record_id) or {}).get(register.name_by) or ""
                problems.append(
                    Problem(
                        "",
                        f"{register.noun}“{shown}”还有 {count} 条{other.title}用着（{label}），不能删除；请先处理这些记录",
                    )
                )
        return problems

    def _not_welcome(self, table: str, ids: list[str]) -> list[Problem]:
        register = REGISTERS[table]
        problems = []
        unique = [each for each in register.columns if each.unique]
        for record in self.keeper.table(register).records(ids):
            if unique:
                problems += self.keeper.duplicates(register, record)
            for each in register.links:
                ref = getattr(record, each.name)
                target = REGISTERS[_target(register, each.name)]
                if ref is not None and (self.keeper.table(target).raw(ref.id) or {}).get("deleted_at"):
                    problems.append(Problem(each.label, f"“{ref.name}”已经删除，先恢复它"))
        return problems


def describe(register: Register[Any], record: Record) -> str:
    """提到一条记录时的说法：名称，有社区的带上社区，有证件号的带上打码的证件号。"""
    parts = [register.column(register.name_by).kind.show(getattr(record, register.name_by))]
    for each in register.columns:
        if each.name in ("community", "id_number") and each.name != register.name_by:
            shown = each.kind.masked(getattr(record, each.name))
            if shown:
                parts.append(shown)
    return f"“{'，'.join(parts)}”"


def _named(register: Register[Any], record: Record) -> str:
    shown = register.column(register.name_by).kind.show(getattr(record, register.name_by))
    return f"“{shown}”" if shown else ""


def _names(register: Register[Any], record: Record) -> dict[str, str]:
    return {each.stored: ref.name for each in register.links if (ref := getattr(record, each.name)) is not None}


def _target(register: Register[Any], name: str) -> str:
    kind = register.column(name).kind
    assert isinstance(kind, Link)
    return kind.target
