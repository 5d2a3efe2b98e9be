"""像是同一个人：凭证件号、姓名加生日、姓名加电话、读音相近加电话或住处；只凭姓名从不算。"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from miaopu_desk.domain.id_number import read_id

SAME_ID = "身份证号相同"
SAME_BIRTH = "姓名、出生日期相同"
SAME_PHONE = "姓名、电话相同"
NEAR_PHONE = "姓名读音相近，电话相同"
NEAR_HOME = "姓名读音相近，居住区域相同"
BY_WEIGHT = (SAME_ID, SAME_PHONE, SAME_BIRTH, NEAR_PHONE, NEAR_HOME)
OTHER_ID = "注意：两边的身份证号不同"

MOST_IN_A_CROWD = 20  # 一堆里再多，就只把相邻的两条配成对，免得几百条配出几万对
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))


@dataclass(frozen=True, slots=True)
class Light:
    """查重要看的几栏；sort 是姓名的拼音排序键，born_on 写成 2021-05-12。"""

    id: str
    name: str
    sort: str
    id_number: str | None = None
    born_on: str | None = None
    phone: str | None = None
    residence: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """像是同一个人的两条，first 的 id 小；reasons 是根据，最有力的在前。"""

    first: Light
    second: Light
    reasons: tuple[str, ...]


def reasons(one: Light, other: Light) -> tuple[str, ...]:
    """两条像是同一个人的根据；不像为空。

    两边都有证件号而不同的是两个人，除非姓名和电话都相同——那多半有一边抄错了号；
    两边都有生日而不同的，读音相近不算。
    """
    ids = _same(_whole(one.id_number), _whole(other.id_number))
    births = _same(one.born_on, other.born_on)
    phones = _same(one.phone, other.phone)
    found = []
    if ids:
        found.append(SAME_ID)
    if one.name == other.name:
        if phones:
            found.append(SAME_PHONE)
        if births and ids is not False:
            found.append(SAME_BIRTH)
    if not found and ids is not False and births is not False and near(one.sort, other.sort):
        if phones:
            found.append(NEAR_PHONE)
        elif _same(one.residence, other.residence):
            found.append(NEAR_HOME)
    if found and ids is False:
        found.append(OTHER_ID)
    return tuple(found)


def near(one: str, other: str) -> bool:
    """两个拼音排序键读音相近：逐字相同，或者只有一个字在 n/l、平翘舌、前后鼻音上不同。"""
    first, second = syllables(one), syllables(other)
    if not first or len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) <= 1 and all(plain(a) == plain(b) for a, b in differing)


def syllables(sort: str) -> tuple[str, ...]:
    """拼音排序键 → 各字的拼音。"""
    return tuple(sort.partition("\t")[0].split())


@lru_cache(maxsize=2000)
def plain(syllable: str) -> str:
    """衡阳话里分不清的读成一个：n/l、zh/z、ch/c、sh/s，后鼻音读成前鼻音。"""
    for retroflex, flat in _INITIALS:
        if syllable.startswith(retroflex):
            syllable = flat + syllable[2:]
    if syllable.startswith("l"):
        syllable = "n" + syllable[1:]
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


def pairs(rows: Iterable[Light]) -> list[Pair]:
    """一批人里像是同一个人的各对，有力的在前；同一对只出一次。每人只和同一堆里的人比，不是两两都比。"""
    crowds: dict[tuple[str, ...], list[Light]] = {}
    for row in rows:
        for key in _keys(row):
            crowds.setdefault(key, []).append(row)
    found: dict[tuple[str, str], Pair] = {}
    for crowd in crowds.values():
        if len(crowd) < 2:
            continue
        for one, other in combinations(crowd, 2) if len(crowd) <= MOST_IN_A_CROWD else pairwise(crowd):
            first, second = (one, other) if one.id < other.id else (other, one)
            if (first.id, second.id) not in found and (why := reasons(first, second)):
                found[first.id, second.id] = Pair(first, second, why)
    return sorted(found.values(), key=lambda pair: (BY_WEIGHT.index(pair.reasons[0]), pair.first.sort, pair.first.id))


def _keys(row: Light) -> Iterable[tuple[str, ...]]:
    sound = " ".join(map(plain, syllables(row.sort)))
    if row.id_number:
        yield "证件", _whole(row.id_number) or ""
    if row.born_on:
        yield "生日", row.name, row.born_on
    if row.phone:
        yield "电话", sound, row.phone
    if row.residence:
        yield "住处", sound, row.residence


def _whole(number: str | None) -> str | None:
    """15 位旧号补成 18 位再比；认不得的照原样比。"""
    return (read_id(number)[0] or number) if number else None


def _same(one: str | None, other: str | None) -> bool | None:
    """两边都有：相同与否；有一边没有：说不上。"""
    return None if not one or not other else one == other
