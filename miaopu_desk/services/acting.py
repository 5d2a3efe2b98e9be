"""正在进行的一次操作：动过哪些行、怎样改回去、删掉的还有没有人用。"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import ATTACHMENTS, REGISTERS
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.store import journal, queries_attachments
from miaopu_desk.store.shape import referring

if TYPE_CHECKING:
    from miaopu_desk.services.keeping import Keeper

R = TypeVar("R", bound=Record)
PULSE = 2000


class Act:
    """正在进行的一次操作：记下动过的行，最后一起核对、写更改记录。"""

    def __init__(self, keeper: "Keeper", action_id: str) -> None:
        self.keeper = keeper
        self.id = action_id
        self.pulse: Callable[[], None] | None = None
        self._changes: list[journal.Change] = []
        self._new: dict[str, list[tuple[str, dict[str, Any], str]]] = {}
        self._gone: dict[str, list[str]] = {}
        self._back: dict[str, list[str]] = {}

    def insert(self, register: Register[R], record: R) -> R:
        """新增一行，返回带 id 的记录。"""
        saved = record if record.id and record.rev == 1 else replace(record, id=record.id or new_id(), rev=1)
        if register.fixed:
            saved = self._stamped(register, saved)
        self._take(register, saved.id, self.keeper.table(register).stored(saved), saved)
        return saved

    def insert_read(self, register: Register[Any], record_id: str, draft: Any) -> None:
        """新增核对好的一行，draft 以各栏为属性：一批几万行，每行先造一条记录要多花两成时间。"""
        if register.fixed:
            self.insert(register, register.record(id=record_id, rev=1, **vars(draft)))
            return
        self._take(register, record_id, self.keeper.table(register).stored(draft), draft)

    def _take(self, register: Register[Any], record_id: str, row: dict[str, Any], record: Any) -> None:
        """收下一行新的：攒着等 flush 写，更改记录里只写填了的栏。"""
        keys = self.keeper.table(register).search_keys(row, _names(register, record)) if register.searched else ""
        self._new.setdefault(register.table, []).append((record_id, row, keys))
        after = {name: value for name, value in row.items() if value is not None}
        self._changes.append(journal.Change(register.table, record_id, None, after))

    def update(self, register: Register[R], base: R, record: R, *, stamped: bool = True) -> bool:
        """把 base 改成 record；没有变化返回假。程序照规则改的，stamped 为假，不算手工改过。"""
        if stamped:
            for stamp in self.keeper.stamps:
                record = stamp(register, base, record)
        table = self.keeper.table(register)
        old, new = table.stored(base), table.stored(record)
        changed = {name: value for name, value in new.items() if old[name] != value}
        if not changed:
            return False
        self.flush()
        keys = table.search_keys(new, _names(register, record)) if register.searched else None
        table.update(base.id, changed, keys)
        if register.column(register.name_by).stored in changed:
            self._reindex(register, base.id)
        self._changes.append(journal.Change(register.table, base.id, {name: old[name] for name in changed}, changed))
        return True

    def delete(self, register: Register[Any], record_id: str) -> None:
        """删除一行（软删除），属于它的部分和附件一起删。"""
        self.flush()
        for owned in REGISTERS.values():
            if owned.owner and REGISTERS[_target(owned, owned.owner)] is register:
                for part in self.keeper.table(owned).find(owned.owner, record_id):
                    self.delete(owned, part.id)
        for each in queries_attachments.ids_of(self.keeper.database, register.table, record_id):
            self.delete(ATTACHMENTS, each)
        stamp = datetime.now().isoformat(" ", "seconds")
        self.keeper.table(register).update(record_id, {"deleted_at": stamp}, None)
        self._changes.append(journal.Change(register.table, record_id, {"deleted_at": None}, {"deleted_at": stamp}))
        self._gone.setdefault(register.table, []).append(record_id)

    def revert(self, change: journal.Change, touched: frozenset[str] = frozenset()) -> Problem | None:
        """把一行恢复到那次更改之前；后来又改过的不动，返回问题。"""
        self.flush()
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
        if touched & expected.keys() or any(current[name] != value for name, value in expected.items()):
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

    def _stamped(self, register: Register[R], record: R) -> R:
        """入账的一行由程序写上谁、哪天录的。"""
        known: dict[str, Any] = {"operator": self.keeper.operator, "recorded_on": self.keeper.today()}
        names = {each.name for each in register.columns}
        blank = {name: value for name, value in known.items() if name in names and getattr(record, name) is None}
        return replace(record, **blank) if blank else record

    def finish(self) -> list[journal.Change]:
        """写完剩下的行，核对删除和恢复之后彼此还对得上，返回全部更改。"""
        self.flush()
        problems = [problem for table, ids in self._gone.items() for problem in self._still_needed(table, ids)]
        problems += [problem for table, ids in self._back.items() for problem in self._not_welcome(table, ids)]
        if problems:
            raise Refused(problems)
        return self._changes

    def logged(self, changes: list[journal.Change]) -> Iterator[journal.Change]:
        """逐条交给更改记录；很多条时隔一阵叫一次 pulse，窗口还动得了，里面抛错就是取消。"""
        for at, change in enumerate(changes):
            if at % PULSE == 0 and self.pulse is not None:
                self.pulse()
            yield change

    def flush(self) -> None:
        """先写下攒着的新行（还在同一个事务里）：行很多时分几次写，写的当中窗口还动得了。"""
        for table, rows in self._new.items():
            self.keeper.table(REGISTERS[table]).insert(rows)
        self._new.clear()

    def _reindex(self, register: Register[Any], record_id: str) -> None:
        """名称改了，按名称查得到它的各行也要换查找的词。"""
        for other, stored in referring(register.table):
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
        register = REGISTERS[table]
        problems = [
            Problem(
                "", f"{register.noun}“{self._shown(register, each)}”还有 {count} 个附件，不能删除；请先删掉这些附件"
            )
            for each, count in queries_attachments.counts(self.keeper.database, table, ids).items()
        ]
        for other, stored in referring(register.table):
            column = next(each for each in other.columns if each.stored == stored)
            if column.kind.sealed:
                continue  # 说“还有线索用着”，就等于说他是举报人；删除是软删除，登记还查得到
            rows = self.keeper.database.query(
                f"SELECT o.{stored}, count(*) FROM {other.table} o WHERE o.deleted_at IS NULL "
                f"AND o.{stored} IN (SELECT value FROM json_each(?)) GROUP BY 1 LIMIT 20",
                (json.dumps(ids),),
            )
            for record_id, count in rows:
                problems.append(
                    Problem(
                        "",
                        f"{register.noun}“{self._shown(register, record_id)}”还有 {count} 条{other.title}用着"
                        f"（{column.label}），不能删除；请先处理这些记录",
                    )
                )
        return problems

    def _shown(self, register: Register[Any], record_id: str) -> str:
        """提到一行时的名称，已删除的也说得出。"""
        return str((self.keeper.table(register).raw(record_id) or {}).get(register.name_by) or "")

    def _not_welcome(self, table: str, ids: list[str]) -> list[Problem]:
        register = REGISTERS[table]
        problems = []
        unique = [each for each in register.columns if each.unique]
        for record in self.keeper.table(register).records(ids):
            if isinstance(record, Attachment) and self._owner_gone(record):
                problems.append(Problem("", f"附件“{record.title}”所属的记录已经删除，先恢复它"))
            if unique:
                problems += self.keeper.duplicates(register, record)
            for each in register.links:
                ref = getattr(record, each.name)
                target = REGISTERS[_target(register, each.name)]
                if (
                    ref is not None
                    and not each.kind.sealed
                    and (self.keeper.table(target).raw(ref.id) or {}).get("deleted_at")
                ):
                    problems.append(Problem(each.label, f"“{ref.name}”已经删除，先恢复它"))
        return problems

    def _owner_gone(self, attachment: Attachment) -> bool:
        owner = REGISTERS.get(attachment.owner_table)
        row = self.keeper.table(owner).raw(attachment.owner_id) if owner else None
        return row is not None and row["deleted_at"] is not None


def describe(register: Register[Any], record: Record) -> str:
    """提到一条记录时的说法：名称，有社区的带上社区，有证件号的带上打码的证件号。"""
    parts = [register.column(register.name_by).kind.show(getattr(record, register.name_by))]
    for each in register.columns:
        if each.name in ("community", "id_number") and each.name != register.name_by:
            shown = each.kind.masked(getattr(record, each.name))
            if shown:
                parts.append(shown)
    return f"“{'，'.join(parts)}”"


def named(register: Register[Any], record: Record) -> str:
    shown = register.column(register.name_by).kind.show(getattr(record, register.name_by))
    return f"“{shown}”" if shown else ""


def _names(register: Register[Any], record: Any) -> dict[str, str]:
    """列名 → 所指各行的名称，只要参加查找的几栏。"""
    return {
        each.stored: ref.name
        for each in register.links
        if each.searched and (ref := getattr(record, each.name)) is not None
    }


def _target(register: Register[Any], name: str) -> str:
    kind = register.column(name).kind
    assert isinstance(kind, Link)
    return kind.target
