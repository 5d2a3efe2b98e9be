"""一句提问的样子，和各处共用的几个条件：在册、已退出、一个人。"""

from dataclasses import dataclass

from miaopu_desk.domain.registration import GONE


@dataclass(frozen=True, slots=True)
class Question:
    """一句提问：sql 列出 id、community_id、counted、amount；counted 相同的只算一个，table 是 id 所在的登记表。

    参数 :day 截至日期、:first 月初、:before 上月末；要办的事另有 :soon 提醒期的末日、:after 它的次日、:adult、:year。
    """

    table: str
    sql: str


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
