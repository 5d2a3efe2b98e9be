"""十万人、一百万行服务记录的星级一览要多久，和只加一遍分钟的一句 SQL 比；直接运行，打印秒数。"""

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from miaopu_desk.domain.ids import new_id
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.stars import standings, star_counts

PEOPLE, LINES, BATCH = 100_000, 1_000_000, 50_000
DAY, START = date(2021, 12, 31), date(2021, 1, 1)
MOST_SECONDS, MOST_CAPPED = 12.0, 20.0
BARE = (
    "SELECT r.volunteer_id, sum(r.minutes) FROM service_records r "
    "WHERE r.deleted_at IS NULL AND r.served_on <= ? GROUP BY 1"
)


def main() -> None:
    """打印一句 SQL、默认规则、按天封顶三种的处理器秒数；人数、分钟对不上或者超过上限就失败。"""
    with tempfile.TemporaryDirectory() as folder, open_office(Path(folder), DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        started = time.perf_counter()
        _fill(office)
        print(f"造了 {PEOPLE:,} 人、{LINES:,} 行，{time.perf_counter() - started:.0f} 秒")
        bare = _timed("一句 SQL 只加分钟", lambda: office.database.query(BARE, (DAY.isoformat(),)))
        plain = _timed("星级一览，默认规则", lambda: standings(office, DAY))
        office.database.connection.execute("UPDATE point_rules SET day_cap = 8")
        capped = _timed("星级一览，按天封顶", lambda: standings(office, DAY))
        _timed("月报的各星级人数", lambda: star_counts(office, DAY))
        found, seconds = plain
        assert len(found) == PEOPLE
        assert sum(one.minutes for one in found) == sum(row[1] for row in bare[0])
        assert seconds <= MOST_SECONDS, f"慢了：{seconds:.1f} 秒"
        assert capped[1] <= MOST_CAPPED, f"慢了：{capped[1]:.1f} 秒"
        assert all(one.points <= two.points for one, two in zip(capped[0], found, strict=True))


def _timed(label: str, work):  # type: ignore[no-untyped-def]
    start = time.process_time()
    found = work()
    seconds = time.process_time() - start
    print(f"{label}：{len(found):,} 行，{seconds:.2f} 秒")
    return found, seconds


def _fill(office: Office) -> None:
    """直接写表：一行一行登记要几分钟，这里只量算得多快。"""
    pick = Random(7)
    connection = office.database.connection
    place = office.database.value("SELECT id FROM communities LIMIT 1")
    people = [new_id() for _ in range(PEOPLE)]
    with office.database.transaction():
        connection.executemany(
            "INSERT INTO volunteers (id, name, name_sort, community_id, id_number, registered_on, standing) "
            "VALUES (?, ?, '', ?, ?, '2020-01-04', 'active')",
            ((each, f"志愿者{at}", place, f"43999919700101{at:06d}") for at, each in enumerate(people)),
        )
    for _ in range(LINES // BATCH):
        with office.database.transaction():
            connection.executemany(
                "INSERT INTO service_records (id, volunteer_id, community_id, served_on, minutes, activity, source) "
                "VALUES (?, ?, ?, ?, ?, '交通劝导', 'shift')",
                (
                    (
                        new_id(),
                        people[pick.randrange(PEOPLE)],
                        place,
                        (START + timedelta(days=pick.randrange(365))).isoformat(),
                        pick.randrange(15, 900, 5),
                    )
                    for _line in range(BATCH)
                ),
            )


if __name__ == "__main__":
    main()
