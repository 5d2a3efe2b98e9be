"""推算班次要多久：三百条规则的一年，每天都有班次，带放假和例外；直接运行，打印秒数。"""

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from miaopu_desk.domain.defaults import load_holidays, load_seasons
from miaopu_desk.domain.duty import DutyRule, all_shifts
from miaopu_desk.domain.duty_days import read_exceptions
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import WeekTimes

RULES, MOST_SECONDS = 300, 3.0
TIMES = (
    "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00",
    "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）",
    "每天上午8:00至9:00，下午17:00至18:00（夏季）16:30至17:30（冬季）",
)


def main() -> None:
    """打印规则数、班次数和处理器秒数；超过上限就失败。"""
    exceptions = read_exceptions("2021-10-01至2021-10-03停；2021-10-09按星期四；2021-05-02加9:00至10:00")
    assert isinstance(exceptions, tuple)
    rules = []
    for number in range(RULES):
        times = read_sentence(TIMES[number % len(TIMES)])
        assert isinstance(times, WeekTimes)
        special = exceptions if number % 2 else ()
        rules.append(DutyRule(f"第{number}路", "road", "一所", times, date(2021, 1, 1), exceptions=special))
    seasons, holidays = load_seasons(), load_holidays()
    start = time.process_time()
    found = all_shifts(rules, date(2021, 1, 1), date(2021, 12, 31), seasons, holidays)
    spent = time.process_time() - start
    print(f"{RULES} 条规则一年：{len(found)} 个班次，{spent:.2f} 秒（上限 {MOST_SECONDS:.0f} 秒）")
    assert len(found) > 100 * RULES
    assert spent <= MOST_SECONDS, f"慢了：{spent:.2f} 秒"


if __name__ == "__main__":
    main()
