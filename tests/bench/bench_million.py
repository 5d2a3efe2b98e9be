"""一百万名志愿者：每按一个键的查找、打开一页、跳到任意一行、改排序、筛选、内存、保存一格；用法 bench_million.py [人数]。"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_search import FIRST, GIVEN, PLACES, TYPED

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.names import match_query
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui.record_model import PAGE

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2021, 5, 31)
CHUNK = 20_000
SMALL = 1_000
FRAME = 16.0  # 毫秒
SEARCH_LIMIT, MEMORY_LIMIT, SAVE_AIM = 2.0, 1.4, 4.0


def main() -> int:
    """每项一行；超过限额的标出来，退出 1。"""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        return _resident(people)
    for count in (SMALL, people):
        with open_office(_cache(count), TODAY, must_exist=False) as office:
            if office.keeper.table(VOLUNTEERS).count() != count:
                _fill(office, count)
    with open_office(_cache(people), TODAY) as office:
        over = [_window(office), _search(office), _save(office)]
    small, large = (_resident_of(count) for count in (SMALL, people))
    print(
        f"内存：{SMALL:,} 人 {small:.0f} MB，{people:,} 人 {large:.0f} MB，{large / small:.2f} 倍（限 {MEMORY_LIMIT}）"
    )
    return int(any(over) or large > MEMORY_LIMIT * small)


def _cache(people: int) -> Path:
    return ROOT / "bench-cache" / f"million-{people}"


def _fill(office: Office, people: int) -> None:
    """直接写进表里：一百万行的更改记录不是这里要量的。"""
    start, pick, table = time.perf_counter(), random.Random(7), office.keeper.table(VOLUNTEERS)
    for position, name in enumerate(PLACES, 1):
        office.keeper.add(COMMUNITIES, {"name": name, "position": position})
    places = [Ref(one.name, one.id) for one in office.keeper.table(COMMUNITIES).all()]
    for first in range(0, people, CHUNK):
        rows = []
        for number in range(first, min(first + CHUNK, people)):
            place = pick.choice(places)
            record = VOLUNTEERS.record(
                id=new_id(),
                name=pick.choice(FIRST) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2, 2)))),
                community=place,
                phone=f"154{pick.randrange(10**8):08d}",
                registered_on=date(2019, 1, 1) + timedelta(days=number % 800),
                standing="active" if number % 5 else "suspended",
            )
            row = table.stored(record)
            rows.append((record.id, row, table.search_keys(row, {"community_id": place.name})))
        with office.database.transaction():
            table.insert(rows)
    print(f"造 {people:,} 人用了 {time.perf_counter() - start:.0f} 秒，下次接着用")


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _search(office: Office) -> bool:
    table = office.keeper.table(VOLUNTEERS)
    raw = "SELECT rowid FROM volunteers_fts WHERE volunteers_fts MATCH ?"
    ours, bare = [], []
    for text in dict.fromkeys(word[:end] for word in TYPED for end in range(1, len(word) + 1)):

        def key(text: str = text) -> object:
            return table.values(table.numbers(Listing(search=text))[:PAGE], VOLUNTEERS.listed)

        def plain(text: str = text) -> object:
            return office.database.query(raw, (match_query(text),))

        ours.append(statistics.median(_timed(key) for _ in range(3)))
        bare.append(statistics.median(_timed(plain) for _ in range(3)))
    mine, theirs = _p95(ours), _p95(bare)
    print(
        f"查找 {len(ours)} 次按键：第 95 百分位 {mine:.1f} ms，全文检索 {theirs:.1f} ms，{mine / theirs:.2f} 倍"
        f"（限 {SEARCH_LIMIT}）；中位数 {statistics.median(ours):.1f} ms，一帧 {FRAME:.0f} ms 以内的 "
        f"{sum(each <= FRAME for each in ours)} 次"
    )
    return mine > SEARCH_LIMIT * theirs or mine > FRAME


def _window(office: Office) -> bool:
    from miaopu_desk.app import make_application
    from miaopu_desk.ui.register_tab import RegisterTab

    make_application()
    made: list[RegisterTab] = []
    opened = _timed(lambda: made.append(RegisterTab(office, VOLUNTEERS, None)))
    tab, pick = made[0], random.Random(3)
    tab.resize(1366, 700)
    tab.show()
    rows = [pick.randrange(tab.model.rowCount()) for _ in range(40)]
    jumps = [_timed(lambda row=row: (tab.grid.select_rows([row]), tab.grid.viewport().grab())) for row in rows]
    sorting = _timed(lambda: tab.sort_by("registered_on"))
    again = _timed(lambda: tab.sort_by("registered_on"))
    chosen = (Condition("standing", "is", ("suspended",)),)
    filtering = _timed(lambda: tab.set_filter("standing", chosen))
    print(
        f"窗口：打开 {opened:.0f} ms，跳到任意一行并画出来第 95 百分位 {_p95(jumps):.1f} ms，"
        f"按登记日期排 {sorting:.0f} ms、倒过来 {again:.0f} ms，再筛选 {filtering:.0f} ms"
    )
    return False


def _save(office: Office) -> bool:
    """保存一格，与同样落盘的一句 UPDATE 之比。"""
    table = office.keeper.table(VOLUNTEERS)
    ids = [row[0] for row in table.values(table.numbers()[:30], ["name"])]
    ours, bare = [], []
    for at, record_id in enumerate(ids):
        text = f"{at}栋{time.time_ns()}"
        ours.append(_timed(lambda: office.keeper.change(VOLUNTEERS, record_id, {"note": text})))  # noqa: B023

        def plain(record_id: str = record_id, text: str = text) -> None:
            with office.database.transaction():
                office.database.connection.execute(
                    "UPDATE volunteers SET note = ? WHERE id = ?", (f"{text}。", record_id)
                )

        bare.append(_timed(plain))
    mine, theirs = statistics.median(ours), statistics.median(bare)
    print(f"保存一格：{mine:.2f} ms，一句 UPDATE {theirs:.2f} ms，{mine / theirs:.1f} 倍（争取 {SAVE_AIM:.0f}）")
    return False


def _resident_of(people: int) -> float:
    command = [sys.executable, __file__, str(people), "memory"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return float(done.stdout.split()[-1])


def _resident(people: int) -> int:
    """另一个进程里打开这一页、翻几处，量常驻内存（MB）。"""
    from miaopu_desk.app import make_application
    from miaopu_desk.ui.register_tab import RegisterTab

    make_application()
    with open_office(_cache(people), TODAY) as office:
        tab = RegisterTab(office, VOLUNTEERS, None)
        tab.resize(1366, 700)
        tab.show()
        for part in range(10):
            tab.grid.select_rows([tab.model.rowCount() * part // 10])
            tab.grid.viewport().grab()
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        print(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    return 0


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
