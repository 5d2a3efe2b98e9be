"""查重：全部看一遍、边填边提醒，看过认定不是同一人的记住。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from miaopu_desk.domain import duplicates as rules
from miaopu_desk.domain.duplicates import Light, Pair
from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import HEAD, require
from miaopu_desk.store import duplicates as store

SEEN = "看过，是两个人"
MOST_WARNED = 3


@dataclass(frozen=True, slots=True)
class Twin:
    """正在填的这一位像谁：已登记的那一条、怎样说它（打了码）、根据。"""

    id: str
    shown: str
    reasons: tuple[str, ...]

    def sentence(self) -> str:
        """写在格子下面的一句话。"""
        return f"可能已登记：{self.shown}（{'；'.join(self.reasons)}）"


def scan(office: Office) -> list[Pair]:
    """全部登记里像是同一个人的各对，有力的在前；认定过不是同一人的不再列。"""
    known = store.dismissed(office.database)
    found = rules.pairs(store.candidates(office.database))
    return [pair for pair in found if (pair.first.id, pair.second.id) not in known]


def warn_while_typing(office: Office, raw: Mapping[str, object], own_id: str = "") -> list[Twin]:
    """正在填的内容像已登记的哪几位，最多三位，有力的在前；own_id 是正在改的那一条。填得不全、读不懂的栏目不看。"""
    typed = _typed(raw, own_id)
    if not typed.name and not typed.id_number:
        return []
    known = store.dismissed(office.database) if own_id else set()
    found = []
    for other in store.alike(office.database, typed):
        first, second = sorted((own_id, other.id))
        why = rules.reasons(typed, other)
        if why and (first, second) not in known:
            found.append((rules.BY_WEIGHT.index(why[0]), other.id, why))
    found.sort()
    table = office.keeper.table(VOLUNTEERS)
    people = {each.id: each for each in table.records([record_id for _, record_id, _ in found[:MOST_WARNED]])}
    return [Twin(record_id, describe(VOLUNTEERS, people[record_id]), why) for _, record_id, why in found[:MOST_WARNED]]


def not_the_same(office: Office, one: str, other: str, reason: str = "") -> None:
    """记住这两位不是同一人，以后不再列；不是一次可以撤销的操作。只读的人、缺了一位报 KnownError。"""
    require(office.keeper, ("clerk", HEAD), "认定不是同一人")
    if one == other or len(store.light(office.database, (one, other))) < 2:
        raise KnownError("这两条里有一条已经删除，请刷新查重的名单。")
    with office.database.transaction():
        store.dismiss(
            office.database,
            one,
            other,
            reason=reason.strip() or SEEN,
            at=datetime.now().isoformat(" ", "seconds"),
            operator=office.keeper.operator,
            device=office.keeper.device,
        )
    office.keeper.announce({VOLUNTEERS.table})


def _typed(raw: Mapping[str, object], own_id: str) -> Light:
    """填着的内容里查重要看的几栏。"""
    values = {}
    for name in ("name", "id_number", "born_on", "phone", "residence"):
        kind = VOLUNTEERS.column(name).kind
        value = kind.read(raw.get(name))
        values[name] = None if value is None or isinstance(value, Rejected) else kind.to_db(value)
    if values["born_on"] is None and values["id_number"]:
        born = VOLUNTEERS.column("born_on").follows
        day = born(_Numbered(values["id_number"])) if born is not None else None
        values["born_on"] = day.isoformat() if day else None
    name = values.pop("name") or ""
    return Light(own_id, name, pinyin_key(name) if name else "", **values)


@dataclass(frozen=True, slots=True)
class _Numbered:
    id_number: str
