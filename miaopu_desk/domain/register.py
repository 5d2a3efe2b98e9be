"""一张登记表的声明：栏目、标题、列出哪些、怎样核对；界面、表格、纸和数据库都来读它。"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from miaopu_desk.domain.kinds import Kind, Link, Rejected
from miaopu_desk.domain.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """一行记录共有的：身份 id 和改过几次 rev。"""

    id: str = ""
    rev: int = 0


R = TypeVar("R", bound=Record)
Rule = Callable[[Any], "Problem | None"]


class Today:
    """栏目初值的记号：填写当天。"""


TODAY = Today()
MEASURES = ("元", "小时", "分", "%")


@dataclass(frozen=True, slots=True)
class Column:
    """一个栏目：纸上的栏名、表头、窗体的标签都是 label，只写一次。

    searched 参加查找；unique 不得与别的行相同；past 的日期不得晚于今天；synonyms 是社区表格里的别的叫法；
    initial 是新行的初值（TODAY 为当天）；follows 在空着时由同一行别的栏目推出值。
    """

    label: str
    kind: Kind
    required: bool = False
    searched: bool = False
    unique: bool = False
    hint: str = ""
    synonyms: tuple[str, ...] = ()
    past: bool = False
    initial: Any = None
    follows: Callable[[Any], Any] | None = None
    name: str = ""

    @property
    def heading(self) -> str:
        """列头：量的单位写在栏名后面，如“服务时长（小时）”；栏名里已经有的、数人数件数的不写。"""
        unit = getattr(self.kind, "unit", "")
        return f"{self.label}（{unit}）" if unit in MEASURES and unit not in self.label else self.label

    @property
    def stored(self) -> str:
        """数据库里的列名；指向别的表的栏目存的是那一行的 id。"""
        return f"{self.name}_id" if isinstance(self.kind, Link) else self.name


def column(label: str, kind: Kind, **options: Any) -> Any:
    """在记录类里声明一个栏目；options 见 Column。没有填的值一律为 None。"""
    return field(default=None, metadata={"column": Column(label, kind, **options)})


@dataclass(frozen=True)
class Register(Generic[R]):
    """一张登记表。

    listed 是窗口列出的栏目，printed 是打印的栏目，可以写 "volunteer.community" 取所指那一行的栏目；
    order_by 是默认排序；name_by 是别处指向它时显示的栏目；owner 是它所属的上级那一栏，上级删除时一起删；
    identity 是导入时凭哪几栏认出已有的一行，先写的先认，从不只凭姓名；
    fixed 不空的是一本账：这几栏入账以后不改，一行也不删，要改的另记更正行（services/ledger_guard.py 把关）。
    """

    record: type[R]
    table: str
    title: str
    noun: str
    listed: tuple[str, ...]
    printed: tuple[str, ...] = ()
    order_by: tuple[str, ...] = ("name",)
    name_by: str = "name"
    rules: tuple[Rule, ...] = ()
    owner: str | None = None
    identity: tuple[tuple[str, ...], ...] = ()
    fixed: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        found = []
        for each in dataclasses.fields(self.record):
            declared = each.metadata.get("column")
            if declared is not None:
                found.append(dataclasses.replace(declared, name=each.name))
        return tuple(found)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {each.name: each for each in self.columns}

    def column(self, name: str) -> Column:
        return self._by_name[name]

    @cached_property
    def searched(self) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if each.searched)

    @cached_property
    def links(self) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if isinstance(each.kind, Link))

    @cached_property
    def _following(self) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
        return tuple((each.name, each.follows) for each in self.columns if each.follows is not None)

    @cached_property
    def _required(self) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if each.required)

    @cached_property
    def _past(self) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if each.past)

    @cached_property
    def _required_values(self) -> Callable[[Any], tuple[Any, ...]]:
        return _several(self._required)

    @cached_property
    def _past_values(self) -> Callable[[Any], tuple[Any, ...]]:
        return _several(self._past)

    def initial(self, today: date) -> dict[str, Any]:
        """新的一行预先填好的值。"""
        return {
            each.name: today if each.initial is TODAY else each.initial
            for each in self.columns
            if each.initial is not None
        }

    def read(self, raw: Mapping[str, object], base: R | None = None, today: date | None = None) -> "R | list[Problem]":
        """把填写的内容读成一条记录；raw 里没有的栏目保留 base 的值。有问题时返回全部问题。"""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for each in self.columns:
            if each.name in raw:
                value = each.kind.read(raw[each.name])
                if isinstance(value, Rejected):
                    problems.append(Problem(each.label, value.message))
                    value = None
            else:
                value = getattr(base, each.name) if base is not None else None
            values[each.name] = value
        record = self.build(values, base)
        broken = {problem.column for problem in problems}
        problems += [problem for problem in self.check(record, today) if problem.column not in broken]
        return problems or record

    def build(self, values: Mapping[str, Any], base: R | None = None) -> R:
        """由读好的值造一条记录；空着而能由别的栏目推出的，推出来。"""
        values = {**values, **self.following(values)}
        return self.record(id=base.id if base else "", rev=base.rev if base else 0, **values)

    def following(self, values: Mapping[str, Any], draft: Any = None) -> dict[str, Any]:
        """空着而能由别的栏目推出的各栏；draft 是以各栏为属性的同一行，没有就现造。"""
        found: dict[str, Any] = {}
        for name, follows in self._following:
            if values.get(name) is None:
                draft = draft or SimpleNamespace(**values)
                found[name] = follows(draft)
        return found

    def check(self, record: Any, today: date | None = None) -> list[Problem]:
        """必填、未来日期与各条规则，全部问题；record 是记录，或者有同样各栏的草稿。"""
        problems = []
        if None in self._required_values(record):
            problems += [
                Problem(each.label, "必填，请补上") for each in self._required if getattr(record, each.name) is None
            ]
        if today is not None:
            for at, day in enumerate(self._past_values(record)):
                if day is not None and day > today:
                    problems.append(Problem(self._past[at].label, f"{day}还没到，今天是{today}，请核对"))
        for rule in self.rules:
            problem = rule(record)
            if problem is not None:
                problems.append(problem)
        return problems

    def show(self, record: R, names: Iterable[str] | None = None) -> dict[str, str]:
        """一条记录各栏目给人看的文字（完整，不打码）。"""
        chosen = self.columns if names is None else [self.column(name) for name in names]
        return {each.name: each.kind.show(getattr(record, each.name)) for each in chosen}


def _several(columns: tuple[Column, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return attributes([each.name for each in columns])


def attributes(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """一次取几栏的值：导入要核对上万行，一栏一栏地取要慢一倍。"""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def earlier_first(first: str, last: str, label: str, message: str) -> Rule:
    """规则：first 栏的日期不得晚于 last 栏。"""

    both = attrgetter(first, last)

    def rule(record: Any) -> Problem | None:
        start, end = both(record)
        return Problem(label, message) if start is not None and end is not None and end < start else None

    return rule
