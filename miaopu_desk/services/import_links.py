"""导入时对号：一批行里指的是哪位志愿者、哪一场、哪个网格；凭证件号，或姓名加电话，认不清就说清楚。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Link, Ref, Text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import REGISTERS, TRAINING_SESSIONS
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.import_fields import CLUES
from miaopu_desk.services.linking import unknown_name
from miaopu_desk.services.office import Office

Created = dict[tuple[str, date], Any]


class SeveralFit(Problem):
    """对不上的原因：合得上的不止一个。"""


class LinkFinder:
    """一栏指向别表的，一批行一次对上号；created 收着要一起新建的培训场次。"""

    def __init__(self, office: Office, register: Register[Any], link: Column, created: Created) -> None:
        assert isinstance(link.kind, Link)
        self.office, self.register, self.link, self.kind = office, register, link, link.kind
        self.target = REGISTERS[link.kind.target]
        self.table = office.keeper.table(self.target)
        self.created = created
        self._found: dict[str, list[Any]] = {}
        self._by_number: dict[str, Any] = {}

    @staticmethod
    def serves(register: Register[Any], link: Column) -> bool:
        """这一栏要不要一批一起对号：指向志愿者、场次、网格这些会重名的表。"""
        return isinstance(link.kind, Link) and link.kind.target in CLUES and link.kind.target != register.table

    def settle(self, rows: Iterable[Any]) -> None:
        """给每一行的草稿补上所指的行；对不上的那一行拒收。"""
        rows = [row for row in rows if row.state != "skipped"]
        self._fetch(rows)
        name = self.link.name
        for row in rows:
            draft = row.record
            clues = {key.partition(".")[2]: value for key, value in draft.clues_.items() if key.startswith(f"{name}.")}
            ref = getattr(draft, name)
            if ref is None and clues.get("id_number") is None:
                continue
            found = self._find(ref.name if ref else None, clues)
            if isinstance(found, Ref):
                setattr(draft, name, found)
            elif isinstance(found, SeveralFit) and ref is not None:
                draft.unsure_ = {**draft.unsure_, name: found}
            else:
                setattr(draft, name, None)
                row.state = "refused"
                row.problems.append(found)

    def _fetch(self, rows: Sequence[Any]) -> None:
        names, numbers = set(), set()
        for row in rows:
            ref = getattr(row.record, self.link.name)
            if ref is not None:
                names |= {ref.name, ref.name.rpartition(" ")[0]} - {""}
            numbers.add(row.record.clues_.get(f"{self.link.name}.id_number"))
        naming = self.target.column(self.target.name_by)
        for record in self.table.find_many(self.target.name_by, names - self._found.keys()):
            self._found.setdefault(naming.kind.show(getattr(record, naming.name)), []).append(record)
        if self.target.table == "volunteers":
            for record in self.table.find_many("id_number", numbers - {None}):
                self._by_number[record.id_number] = record

    def _find(self, name: str | None, clues: dict[str, Any]) -> "Ref | Problem":
        if self.target.table == "volunteers":
            return self._person(name, clues)
        assert name is not None
        found = self._found.get(name, [])
        fitting = [each for each in found if all(_same(getattr(each, clue), value) for clue, value in clues.items())]
        if len(fitting) == 1:
            return self._ref(fitting[0])
        if len(fitting) > 1:
            extra = "、".join(self.target.column(clue).label for clue in CLUES[self.target.table])
            return SeveralFit(self.link.label, f"有{len(fitting)}个叫“{name}”，请加上“{extra}”一栏")
        if self._makes_sessions and isinstance(clues.get("held_on"), date):
            return self._new_session(name, clues["held_on"])
        if self._makes_sessions and not found:
            return self._problem(f"登记里没有“{name}”，请写上培训日期（随名单一起新建），或先登记这一场")
        if found:
            said = "、".join(
                f"{self.target.column(clue).label}“{self.target.column(clue).kind.show(value)}”"
                for clue, value in clues.items()
            )
            return self._problem(f"登记里有“{name}”，但没有{said}的，请核对")
        return self._problem(unknown_name(self.office.database, self.kind, name))

    def _person(self, name: str | None, clues: dict[str, Any]) -> "Ref | Problem":
        """先看证件号；没有证件号的看姓名加电话（或后四位）；还分不清就说有几位。"""
        number, phone, community = clues.get("id_number"), clues.get("phone"), clues.get("community")
        tails = [each for each in (phone,) if each is not None]
        if number is not None and len(number) == 4:
            tails, number = [*tails, number], None
        if number is not None:
            one = self._by_number.get(number)
            if one is not None and name is not None and one.name != name.rpartition(" ")[0] and one.name != name:
                return self._problem(f"这个身份证号登记的是“{one.name}”，这一行写的是“{name}”，请核对")
            if one is not None:
                return self._ref(one)
        if name is None:
            return self._problem("登记里没有这个身份证号，请先登记，或写上姓名")
        person, _, tail = name.rpartition(" ")
        found = self._found.get(name) or (self._found.get(person, []) if _is_tail(tail) else [])
        if found and name not in self._found:
            tails.append(tail)
        fitting = [each for each in found if all(_ends(each, end) for end in tails)]
        if number is not None:
            # 证件号登记里没有：登记上还没有证件号、电话又对得上的才是他
            fitting = [each for each in fitting if each.id_number is None and tails and each.phone]
            if len(fitting) != 1:
                return self._problem(f"登记里没有这个身份证号的“{name}”，请核对号码，或先登记")
        if len(fitting) > 1 and community is not None:
            fitting = [each for each in fitting if each.community and each.community.id == community.id]
        if len(fitting) == 1:
            one = fitting[0]
            if community is not None and not tails and one.community.id != community.id:
                return self._problem(
                    f"登记里的“{name}”在“{one.community.name}”，这一行写的是“{community.name}”；是同一位的，请写上身份证号或电话"
                )
            return self._ref(one)
        if fitting or (found and not tails):
            count = len(fitting or found)
            return SeveralFit(self.link.label, f"有{count}位叫“{name}”，请在名字后空一格写上身份证号或电话后四位")
        if found:
            return self._problem(f"登记里的“{found[0].name}”号码对不上，请核对是不是同一位")
        return self._problem(f"登记里没有“{name}”，请先登记")

    @property
    def _makes_sessions(self) -> bool:
        return self.register.table == "participations" and self.target is TRAINING_SESSIONS

    def _new_session(self, topic: str, day: date) -> "Ref | Problem":
        """表里写着名称和日期、登记里还没有的场次，随参训人员一起新建。"""
        if (topic, day) not in self.created:
            kind = TRAINING_SESSIONS.column("topic").kind
            read = TRAINING_SESSIONS.read({"topic": topic, "held_on": day}, today=self.office.today())
            if isinstance(read, list):
                return read[0]
            assert isinstance(kind, Text)
            self.created[topic, day] = replace(read, id=new_id())
        return Ref(topic, self.created[topic, day].id)

    def _ref(self, record: Any) -> Ref:
        kind = self.target.column(self.target.name_by).kind
        return Ref(kind.show(getattr(record, self.target.name_by)), record.id)

    def _problem(self, sentence: str) -> Problem:
        return Problem(self.link.label, sentence)


def _same(mine: Any, given: Any) -> bool:
    if not isinstance(given, Ref):
        return bool(mine == given)
    if mine is None:
        return False
    return bool(mine.id == given.id) if given.id else str(mine.name) == str(given.name)


def _is_tail(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text[:3].isdigit()


def _ends(person: Any, tail: str) -> bool:
    """电话（写全的要整个相同）或证件号的后四位对得上。"""
    if len(tail) > 4:
        return bool(person.phone == tail)
    return str(person.phone or "").endswith(tail) or str(person.id_number or "").endswith(tail.upper())
