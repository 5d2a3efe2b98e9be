"""一年的班次要多久：三百条规则，每天都有，带放假和例外；推算、生成存下、再对一遍。直接运行，打印秒数和倍数。

参照是同样多的行直接 executemany 写进同一张表：没有推算、没有更改记录、没有查找的词。
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from miaopu_desk.domain.defaults import load_holidays, load_seasons
from miaopu_desk.domain.duty import all_shifts
from miaopu_desk.domain.duty_days import read_exceptions
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import DUTY_RULES, GRID_AREAS
from miaopu_desk.domain.records.duty import DutyRuleRecord
from miaopu_desk.domain.records.grid import GridArea
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.shift_planning import do_shifts, plan_shifts
from miaopu_desk.services.shifts import duty_rules, shifts_between

RULES, MOST_COMPUTED, MOST_STORED, MOST_WEEK = 300, 6.0, 30.0, 1.5
TIMES = (
    "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00",
    "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）",
    "每天上午8:00至9:00，下午17:00至18:00（夏季）16:30至17:30（冬季）",
)
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)


def main() -> None:
    """打印各步的秒数和对参照的倍数；超过上限就失败。"""
    office = _office()
    rules = duty_rules(office)
    computed, spent = _timed(lambda: all_shifts(rules, FIRST, LAST, load_seasons(), load_holidays()))
    plan, planned = _timed(lambda: plan_shifts(office, FIRST, LAST))
    _, stored = _timed(lambda: do_shifts(office, plan))
    again, checked = _timed(lambda: plan_shifts(office, FIRST, LAST))
    week, shown = _timed(lambda: shifts_between(office, date(2021, 9, 27), date(2021, 10, 3)))
    bare = _bare(office)
    print(
        f"{RULES} 条规则一年 {len(computed)} 个班次：推算 {spent:.2f} 秒，出计划 {planned:.2f} 秒，存下 {stored:.2f} 秒，"
        f"再对一遍 {checked:.2f} 秒，取一周 {len(week.shifts)} 班 {shown:.3f} 秒；参照（光写行）{bare:.2f} 秒"
    )
    ratios = {"推算": spent / bare, "存下": stored / bare}
    print("是参照的：" + "，".join(f"{name} {ratio:.1f} 倍" for name, ratio in ratios.items()))
    assert len(computed) == len(plan.settled.new) == len(again.settled.same) > 100 * RULES
    assert again.writes == 0
    assert ratios["推算"] <= MOST_COMPUTED, "推算慢了"
    assert ratios["存下"] <= MOST_STORED, "存下慢了"
    assert shown <= MOST_WEEK, "取一周慢了"


def _office() -> Office:
    office = memory_office(FIRST)
    exceptions = read_exceptions("2021-10-01至2021-10-03停；2021-10-09按星期四；2021-05-02加9:00至10:00")
    assert isinstance(exceptions, tuple)
    with office.keeper.action("造测试数据", kind="setup") as act:
        for number in range(RULES):
            area = act.insert(GRID_AREAS, GridArea(name=f"第{number}路", kind="road", responsible_unit="一所"))
            times: Any = read_sentence(TIMES[number % len(TIMES)])
            special = exceptions if number % 2 else None
            rule = DutyRuleRecord(area=Ref(area.name, area.id), times=times, starts_on=FIRST, exceptions=special)
            act.insert(DUTY_RULES, rule)
    return office


def _bare(office: Office) -> float:
    """同样的行写进另一间空办公室的同一张表，只有插入。"""
    columns = [row[1] for row in office.database.query("PRAGMA table_info(shifts)") if row[1] != "n"]
    rows = office.database.query(f"SELECT {', '.join(columns)} FROM shifts")
    other = memory_office(FIRST)
    other.database.connection.execute("PRAGMA foreign_keys = OFF")
    marks = ", ".join("?" for _ in columns)

    def write() -> None:
        with other.database.transaction():
            sql = f"INSERT INTO shifts ({', '.join(columns)}) VALUES ({marks})"
            other.database.connection.executemany(sql, rows)

    return _timed(write)[1]


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


if __name__ == "__main__":
    main()
