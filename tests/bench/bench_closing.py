"""关账：一万名志愿者的街道关一个月的账，是把这个月的数字算一遍的几倍（目标 8 倍）；两样交替着量，只算处理器时间。"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builders import copied
from journeys.year_months import Desk, month_passes
from journeys.year_office import PEOPLE, begin, fill, furnish, open_balances

from miaopu_desk.domain.month import read_month
from miaopu_desk.services.closing import close_month
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office

ROUNDS = 7
AIM = 8.0
MONTH = "2021-01"


def main() -> int:
    """一行；超过目标的标出来，退出 1。"""
    office = _street()
    close_month(_fresh(office), MONTH)  # 读进字体和库
    closing, once = [], []
    for _ in range(ROUNDS):
        closing.append(_spent(lambda: close_month(_fresh(office), MONTH)))
        once.append(_spent(lambda: month_figures(_fresh(office), MONTH)))
    copying = median([_spent(lambda: _fresh(office)) for _ in range(ROUNDS)])
    ours, figures = median(closing) - copying, median(once) - copying
    over = ours / figures > AIM
    print(
        f"{PEOPLE:,} 名志愿者：关一个月的账 {ours:.0f} 毫秒，数字算一遍 {figures:.0f} 毫秒，"
        f"{ours / figures:.1f} 倍（目标 {AIM:.0f}）{'　超过目标' if over else ''}"
    )
    return int(over)


def _street() -> Office:
    """一万人办过一个月的事。"""
    office = begin()
    full = fill(office)
    open_balances(office, full)
    desk = Desk(office, full, **furnish(office, full))
    month = read_month(MONTH, office.today())
    month_passes(desk, month)
    desk.on(month.last)
    return office


def _fresh(office: Office) -> Office:
    """抄一份：没有关过账，也什么都没有算过。"""
    made = copied(office)
    made.keeper.operator = office.keeper.operator
    return made


def _spent(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
