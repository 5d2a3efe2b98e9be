"""导入时认人：哪一行是已有的谁、同一份表里谁重复了；凭证件号，或姓名加电话，从不只凭姓名。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import SERVICE_RECORDS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.acting import describe
from miaopu_desk.services.import_keys import Key, Keys
from miaopu_desk.services.import_ledger import LedgerMatch, nets_still_true
from miaopu_desk.services.import_nameless import Nameless, shows
from miaopu_desk.services.office import Office


class Matcher:
    """一张登记表的认人规则（Register.identity）用在一批行上。"""

    def __init__(self, office: Office, register: Register[Any]) -> None:
        self.office = office
        self.register = register
        self.table = office.keeper.table(register)
        self.today = office.today()
        self.keys = Keys(register)
        self._ledger = LedgerMatch(office) if register is SERVICE_RECORDS else None
        self._sealed = {each.name for each in register.columns if each.kind.sealed}

    def settle(self, rows: Sequence[Any]) -> None:
        """给每一行定下状态：新增、有变化、相同、拒收；读好的值换成要写的记录。"""
        live = [row for row in rows if row.state != "skipped"]
        every = [self.keys.of(row.record) for row in live]
        existing = self._existing(live, every)
        nameless = Nameless(self.register, self.table, [row for row, keys in zip(live, every, strict=True) if not keys])
        first_seen: dict[Key, Any] = {}
        claimed: dict[str, Any] = {}
        for row, keys in zip(live, every, strict=True):
            draft = row.record
            row.keys = (*keys, *self.keys.unique_of(draft))
            twin = None
            for key in keys:
                earlier = first_seen.setdefault(key, row)
                if earlier is not row and twin is None:
                    twin = earlier
            if row.problems:
                row.record = None
                continue
            if twin is not None:
                fate = "两行都没有收，请核对后只留一行" if twin.state == "refused" else "只收前面的一行"
                self._refuse(row, Problem(self._label(keys, first_seen, twin), f"与{row.at(twin)}重复，{fate}"))
                continue
            if keys:
                base, problem = self._match(keys, existing, draft)
            else:
                base, problem = nameless.match(row)
            if problem is not None:
                self._refuse(row, problem)
                continue
            if base is not None:
                row.matched = base.id
            if base is not None and base.id in claimed:
                self._refuse(row, Problem("", f"与{row.at(claimed[base.id])}是同一位，只收前面的一行"))
                continue
            if base is not None:
                claimed[base.id] = row
            self._decide(row, draft, base)
        self._keep_unique([row for row in live if row.state in ("new", "changed")])

    def still_true(self, rows: Sequence[Any]) -> None:
        """写入之前再看一眼：预览以后登记里又改过、又加过的，报 Refused。"""
        problems = []
        bases = [row for row in rows if row.state == "changed"]
        current = {record.id: record.rev for record in self.table.records([row.base.id for row in bases])}
        for row in bases:
            if current.get(row.base.id) != row.base.rev:
                problems.append(Problem("", "预览以后这条登记又改过，请重新读入文件", row.row))
        new = [row for row in rows if row.state == "new"]
        every = [self.keys.of(row.record) for row in new]
        existing = self._existing(new, every)
        for row, keys in zip(new, every, strict=True):
            base, problem = self._match(keys, existing, row.record)
            if base is not None:
                sentence = f"预览以后登记里已有{describe(self.register, base)}，请重新读入文件"
                problems.append(Problem("", sentence, row.row))
            elif problem is not None:
                problems.append(Problem("", f"预览以后登记又变了，请重新读入文件：{problem.message}", row.row))
        if problems:
            raise Refused(problems)
        if self._ledger:
            nets_still_true(self.office, bases)

    def _keep_unique(self, rows: Sequence[Any]) -> None:
        """不凭它认人、却也不得重复的栏（如社区的区划代码）：与登记里的、与前面各行的都不能相同。"""
        for column in self.keys.unique:
            values = {getattr(row.record, column.name) for row in rows} - {None}
            taken = {getattr(each, column.name): each for each in self.table.find_many(column.name, values)}
            first: dict[Any, Any] = {}
            for row in rows:
                value = getattr(row.record, column.name) if row.record is not None else None
                if value is None:
                    continue
                twin, earlier = taken.get(value), first.setdefault(value, row)
                if twin is not None and (row.base is None or twin.id != row.base.id):
                    sentence = f"与已有的{self.register.noun}{describe(self.register, twin)}相同，请核对"
                    self._refuse(row, Problem(column.label, sentence))
                elif earlier is not row:
                    self._refuse(row, Problem(column.label, f"与{row.at(earlier)}相同，请核对"))

    def _existing(self, rows: Sequence[Any], every: Sequence[list[Key]]) -> dict[Key, list[Any]]:
        """登记里凭任何一把钥匙可能认出的行，按钥匙排好；凭前面的钥匙认出来的行，不再为后面的钥匙去取。"""
        found: set[str] = set()
        by_key: dict[Key, list[Any]] = {}
        for names in self.keys.identities:
            value_of = self.keys.getter(names[-1] if self.keys.strict else names[0])
            open_rows = (row for row, keys in zip(rows, every, strict=True) if not (keys and keys[0] in by_key))
            values = {value_of(row.record) for row in open_rows} - {None}
            records = self.table.find_many(names[-1] if self.keys.strict else names[0], values)
            for record in self._ledger.originals(records) if self._ledger else records:
                if record.id not in found:
                    found.add(record.id)
                    for key in self.keys.of(record):
                        by_key.setdefault(key, []).append(record)
        return by_key

    def _match(self, keys: list[Key], existing: dict[Key, list[Any]], draft: Any) -> tuple[Any, Problem | None]:
        for key in keys:
            candidates = existing.get(key)
            if candidates is None:
                continue
            if self.keys.strict and key[0] != ("id_number",):
                # 姓名电话都相同、证件号却不同的是两个人（夫妻、父子共用电话时名字不同，不会到这里）
                candidates = [each for each in candidates if not (each.id_number and draft.id_number)]
            if self._ledger and len(candidates) > 1:
                candidates = self._ledger.best(candidates, draft)
            if len(candidates) == 1:
                return candidates[0], None
            if candidates:
                return None, Problem(
                    "",
                    f"登记里有{len(candidates)}条都像这一行，请先在登记里核对：{describe(self.register, candidates[0])}等",
                )
        return None, None

    def _decide(self, row: Any, draft: Any, base: Any) -> None:
        values = vars(draft)
        initial = values.pop("initial_")
        values.pop("clues_")
        masks, unsure = values.pop("masks_"), values.pop("unsure_")
        if (masks or unsure) and (problems := self._unclear(values, base, masks, unsure)):
            self._refuse(row, *problems)
            return
        if base is None:
            for name, value in initial.items():
                if values[name] is None:
                    values[name] = value
        else:
            # 空白从不覆盖已有的内容；封存的栏目已有的也不动：拿一张表去比“相同”还是“有变化”，就试得出是谁
            for name, value in list(values.items()):
                if value is None or (name in self._sealed and getattr(base, name) is not None):
                    values[name] = getattr(base, name)
            moved = self._moved(base, values)
            if self._ledger and moved is None:
                base, moved = self._ledger.settle(row, base, values)
            if moved is not None:
                self._refuse(row, moved)
                return
        values.update(self.register.following(values, draft))
        problems = self.register.check(draft, self.today)
        if self._ledger:
            problems = self._ledger.judge(draft, base, problems)
        if problems:
            self._refuse(row, *problems)
            return
        row.base = base
        if base is None:
            row.state = "new"
        else:
            row.state = "changed" if any(getattr(base, name) != value for name, value in values.items()) else "same"

    def _unclear(
        self, values: dict[str, Any], base: Any, masks: dict[str, tuple[str, str]], unsure: dict[str, Problem]
    ) -> list[Problem]:
        """打了码的号码、分不清指谁的名字：和认出来的那一行写的一样就是没有改，不一样的说明原因。"""
        column = self.register.column
        problems = [
            Problem(column(name).label, reason)
            for name, (text, reason) in masks.items()
            if base is None or not shows(self.register, base, name, text)
        ]
        for name, problem in unsure.items():
            mine = getattr(base, name) if base is not None else None
            if mine is not None and values[name] is not None and str(mine.name) == str(values[name].name):
                values[name] = mine
            else:
                problems.append(problem)
        return problems

    def _moved(self, base: Any, values: dict[str, Any]) -> Problem | None:
        """已在别的社区登记的人，不因一张表就悄悄换了社区。"""
        if self.register.table != "volunteers" or values["community"] is None or base.community is None:
            return None
        if values["community"].id == base.community.id:
            return None
        label = self.register.column("community").label
        return Problem(label, f"已在“{base.community.name}”登记；确实迁来的，请先在志愿者登记里改社区，再导入")

    def _refuse(self, row: Any, *problems: Problem) -> None:
        row.state = "refused"
        row.record = None
        row.problems += problems

    def _label(self, keys: list[Key], seen: dict[Key, Any], twin: Any) -> str:
        names = next(key[0] for key in keys if seen[key] is twin)
        return "、".join(self.register.column(name).label for name in names)
