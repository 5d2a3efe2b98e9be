"""一句提问的样子，和各处共用的几个条件：在册、已退出、一个人。"""

from collections.abc import Mapping
from dataclasses import dataclass

from miaopu_desk.domain.registration import GONE

Parameters = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """一句提问：sql 列出 id、community_id、counted、amount；counted 相同的只算一个，table 是 id 所在的登记表。

    参数 :day 截至日期、:first 月初、:before 上月末；要办的事另有 :soon 提醒期的末日、:after 它的次日、:adult、:year。
    single 是 counted 从不重复的：数行就是数个数；in_hand 是一个月的行，取到手里数不同的比让数据库数快一倍。
    """

    table: str
    sql: str
    single: bool = False
    in_hand: bool = False


def registered_sql(volunteer: str = "v", day: str = ":day") -> str:
    """在册的条件，与 domain.registration.is_registered 同一口径。"""
    return (
        f"({volunteer}.deleted_at IS NULL AND {volunteer}.registered_on <= {day} "
        f"AND NOT ({gone_sql(volunteer)} AND {volunteer}.standing_on <= {day}))"
    )


def gone_sql(volunteer: str = "v") -> str:
    """已退出、清退而且写了日期的条件。"""
    codes = ", ".join(f"'{code}'" for code in GONE)
    return f"({volunteer}.standing IN ({codes}) AND {volunteer}.standing_on IS NOT NULL)"


def person_sql(volunteer: str = "v") -> str:
    """一个人：有证件号的按证件号，没有的按记录，同 domain.registration.people。"""
    return f"coalesce({volunteer}.id_number, {volunteer}.id)"


def rank_sql(code: str) -> str:
    return f"instr(v.ranks, '\"{code}\"') > 0"


# 保障期是参保和保单两个期间的重叠；起日零时到止日二十四时，所以两端都算。
def covered_people(day: str) -> str:
    return (
        f"SELECT {person_sql('c')} FROM enrollments e JOIN policies p ON p.id = e.policy_id "
        "JOIN volunteers c ON c.id = e.volunteer_id "
        "WHERE e.deleted_at IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL "
        f"AND e.starts_on <= {day} AND p.starts_on <= {day} "
        f"AND p.ends_on >= {day} AND coalesce(e.ends_on, p.ends_on) >= {day}"
    )


def held_sql(session: str = "s") -> str:
    """办过的培训：没有写举办情况的照日期算。"""
    return f"coalesce({session}.state, 'held') = 'held'"


def attended_sql(participation: str = "p") -> str:
    """到场的参训记录：没有写参训情况的按到。"""
    return f"coalesce({participation}.state, 'present') = 'present'"
