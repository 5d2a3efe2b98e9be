"""唯一的更改之门：每次操作一个事务，连同更改记录一起写；写完告诉各处刷新。"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.acting import Act, describe, named
from miaopu_desk.services.linking import resolve_links
from miaopu_desk.store import journal
from miaopu_desk.store.database import Database
from miaopu_desk.store.table import RecordTable

__all__ = ["Act", "Check", "Guard", "Keeper", "describe"]

R = TypeVar("R", bound=Record)
Check = Callable[[journal.Action, Sequence[journal.Change]], list[Problem]]
Guard = Callable[["Keeper"], Check]
Stamp = Callable[[Register[Any], Any, Any], Any]


def plain(rule: "Callable[[Keeper, journal.Action, Sequence[journal.Change]], list[Problem]]") -> Guard:
    """操作开始时没有什么要先看的把关。"""
    return lambda keeper: partial(rule, keeper)


class Keeper:
    """登记的管家：加、改、删、撤销、重做都经过它。"""

    def __init__(
        self, database: Database, given_day: date | None = None, operator: str = "经办", device: str = "本机"
    ) -> None:
        self.database = database
        self.given_day = given_day
        self.operator = operator
        self.device = device
        self.listeners: list[Callable[[set[str]], None]] = []
        # 把关：操作开始时叫一次，写更改记录以前再问它给的 Check；说出问题，这次操作就一行不写
        self.guards: list[Guard] = []
        # 盖戳：有人改一行时，由改前改后定出的栏目（手工改过的班次），返回要写的那一行
        self.stamps: list[Stamp] = []
        self._tables: dict[str, RecordTable[Any]] = {}

    def today(self) -> date:
        """今天：命令行给的，其次示例办公室固定的那天，最后是电脑的日期。"""
        if self.given_day is not None:
            return self.given_day
        fixed = self.database.value("SELECT fixed_day FROM offices WHERE deleted_at IS NULL LIMIT 1")
        return date.fromisoformat(fixed) if fixed else date.today()

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
        try:
            with self.action(f"新增{register.noun}{named(register, record)}") as act:
                return act.insert(register, record)
        except Refused as refused:
            return refused.problems

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
        try:
            with self.action(f"修改{register.noun}{named(register, record)}") as act:
                act.update(register, base, record)
        except Refused as refused:
            return refused.problems
        return self.table(register).get(record_id) or record

    def read(self, register: Register[R], raw: Mapping[str, object], base: R | None = None) -> "R | list[Problem]":
        """读成一条可以保存的记录：各栏和规则先核对，都对了再查所指的行和不得重复的栏目；有问题返回全部。"""
        record = register.read(raw, base, self.today())
        if isinstance(record, list):
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
        title = named(register, records[0]) if len(records) == 1 else f" {len(records)} 条"
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
            checks = [guard(self) for guard in self.guards]
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
                problems = [problem for check in checks for problem in check(entry, changes)]
                if problems:
                    raise Refused(problems)
                journal.write(self.database, entry, act.logged(changes))
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

    def _touched_since(self, action_id: str) -> dict[tuple[str, str], frozenset[str]]:
        """那次操作以后，还有效的操作又动过哪些行的哪些栏：值碰巧改回原样的也算，不然撤销的先后就乱了。"""
        later = journal.later_changes(self.database, action_id)
        if not later:
            return {}
        effective = journal.in_effect(journal.recent(self.database, 1_000_000))
        found: dict[tuple[str, str], frozenset[str]] = {}
        for each, change in later:
            if each in effective:
                key = (change.table, change.row_id)
                found[key] = found.get(key, frozenset()) | frozenset(change.after)
        return found

    def _revert(self, target: journal.Action, title: str) -> int:
        changes = journal.changes_of(self.database, target.id)
        touched = self._touched_since(target.id)
        with self.action(title, kind="undo", undoes=target.id) as act:
            problems = [
                problem
                for change in reversed(changes)
                if (problem := act.revert(change, touched.get((change.table, change.row_id), frozenset())))
            ]
            if problems:
                raise Refused(problems)
        return len(changes)
