"""服务记录和评价的期限：活动结束后十个工作日内（民政部令67第十一条）；超期和快到期各怎么说。"""

from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays, add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Limits:
    """到 today 那天：服务日期在 late 及以前的已经超期，之后到 today 以前的还在期限里。"""

    today: date
    late: date


def deadline(day: date, working_days: int, holidays: Holidays) -> date:
    """那天结束的服务，最迟哪天要记好。"""
    return add_working_days(day, working_days, holidays)


def limits(today: date, working_days: int, holidays: Holidays) -> Limits:
    """超期和没有超期的分界：期限的末日已经过去的最晚一天。"""
    late = today - timedelta(days=1)
    while deadline(late, working_days, holidays) >= today:
        late -= timedelta(days=1)
    return Limits(today, late)


def days_left(day: date, today: date, working_days: int, holidays: Holidays) -> int:
    """离期限还有几个工作日；0 是今天到期，负数是超了几个工作日。"""
    return working_days_between(today, deadline(day, working_days, holidays), holidays)


def left_words(day: date, today: date, working_days: int, holidays: Holidays) -> str:
    """还剩3个工作日、今天到期、已超2个工作日；期限后的头一个周末是期限已过。"""
    left = days_left(day, today, working_days, holidays)
    if left > 0:
        return f"还剩{left}个工作日"
    if left < 0:
        return f"已超{-left}个工作日"
    return "今天到期" if deadline(day, working_days, holidays) >= today else "期限已过"
