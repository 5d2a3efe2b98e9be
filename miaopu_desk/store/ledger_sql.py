"""服务记录这本账在 SQL 里的口径，数字、证明、星级都用这几句：时长加总全部行，人次只数现在还大于零的原记录。"""

# 历史时数不是某个月做的：算进个人的累计，不算进月报；更正它的行来源也写历史时数，跟着它走。
NOT_OPENING = "coalesce({r}.source, '') <> 'opening'"

# 更正到零的原记录：合起来没有时间了，不再算一个人次。更正行的服务日期和原记录相同，所以先按日子筛。
CANCELLED = (
    "SELECT o.id FROM service_records c JOIN service_records o ON o.id = c.corrects_id "
    "WHERE c.corrects_id IS NOT NULL AND c.deleted_at IS NULL AND c.served_on BETWEEN {first} AND {day} "
    "GROUP BY o.id HAVING o.minutes + sum(c.minutes) <= 0"
)


def not_opening(record: str = "r") -> str:
    """不是历史时数的条件。"""
    return NOT_OPENING.format(r=record)


def attended(record: str = "r", first: str = ":first", day: str = ":day") -> str:
    """算一个人次的条件：原记录（不是更正行），更正以后仍大于零。"""
    return (
        f"({record}.corrects_id IS NULL AND {record}.minutes > 0 "
        f"AND {record}.id NOT IN ({CANCELLED.format(first=first, day=day)}))"
    )
