"""一百万名志愿者：每按一个键的查找、打开一页、跳到任意一行、改排序、筛选、内存、保存一格；用法 bench_million.py [人数]。

查找在真的窗口里量：从按键到头一屏画好，到一共几条数清；对着量的是同一句全文检索把行号取齐。
机器上别的事不算：除了要落盘的保存，都量处理器的时间。
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_search import FIRST, GIVEN, PLACES, TYPED

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.names import match_query
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.store.listing import Condition

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2021, 5, 31)
CHUNK = 20_000
SMALL = 1_000
ROUNDS = 3
FRAME = 16.0  # 毫秒
# 社区也有人打，两段的也有
WORDS = [*TYPED, "yang", "dongfangli", "东方里", "dfl", "wang dongf", "王 东方里"]
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
        over = [_window(office), _save(office)]
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


def _timed(do: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """毫秒。"""
    start = clock()
    do()
    return (clock() - start) * 1000


class Watched:
    """开着的一页：什么时候重新列过、画过。"""

    def __init__(self, office: Office) -> None:
        from PySide6.QtCore import QCoreApplication

        from miaopu_desk.ui.register_tab import RegisterTab

        self.application: Any = QCoreApplication.instance()
        self.listed = self.painted = 0
        self.typed = ""
        self.tab = RegisterTab(office, VOLUNTEERS, None)
        self.tab.model.modelReset.connect(self._listed)
        self.tab.grid.viewport().installEventFilter(_painting(self))
        self.tab.resize(1366, 700)
        self.tab.show()
        self.until(lambda: self.painted > 0)

    def until(self, ready: Callable[[], bool]) -> None:
        """等到 ready；这期间窗口照常做事。"""
        while not ready():
            self.application.processEvents()

    def settle(self) -> None:
        """等列全，备好下一次查找要用的。"""
        self.until(lambda: self.tab.model.whole and not self.tab.gradual.busy())

    def key(self, text: str) -> tuple[float, float]:
        """打 text 的末一个字，毫秒：到头一屏画好，到一共几条数清。"""
        self.tab.search_box.setText(text[:-1])
        self.until(lambda: self.tab.search_box.text() == self.typed)
        self.settle()
        before, self.painted = self.listed, 0
        start = time.process_time()
        self.tab.search_box.insert(text[-1])
        self.until(lambda: self.listed > before and self.painted > 0)
        first = time.process_time()
        self.until(lambda: self.tab.model.whole)
        return (first - start) * 1000, (time.process_time() - start) * 1000

    def _listed(self) -> None:
        self.listed += 1
        self.typed = self.tab.search_box.text()


def _painting(watched: Watched) -> Any:
    from PySide6.QtCore import QEvent, QObject

    class Painting(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
            watched.painted += event.type() == QEvent.Type.Paint
            return False

    return Painting(watched.tab)


def _window(office: Office) -> bool:
    from miaopu_desk.app import make_application

    make_application()
    made: list[Watched] = []
    opened = _timed(lambda: made.append(Watched(office)))
    window, tab, pick = made[0], made[0].tab, random.Random(3)
    counted = opened + _timed(lambda: window.until(lambda: tab.model.whole))
    window.settle()
    over = _search(office, window)
    tab.search_box.clear()
    window.until(lambda: not window.typed)
    window.settle()
    rows = [pick.randrange(tab.model.rowCount()) for _ in range(40)]
    jumps = [_timed(lambda row=row: (tab.grid.select_rows([row]), tab.grid.viewport().grab())) for row in rows]
    tab.grid.clearSelection()
    sorting = _timed(lambda: tab.sort_by("registered_on"))
    again = _timed(lambda: tab.sort_by("registered_on"))
    chosen = (Condition("standing", "is", ("suspended",)),)
    filtering = _timed(lambda: tab.set_filter("standing", chosen))
    print(
        f"窗口：打开并画出来 {opened:.0f} ms，列全 {counted:.0f} ms，跳到任意一行并画出来第 95 百分位 {_p95(jumps):.1f} ms，"
        f"按登记日期排 {sorting:.0f} ms、倒过来 {again:.0f} ms，再筛选 {filtering:.0f} ms"
    )
    return over


def _search(office: Office, window: Watched) -> bool:
    raw = "SELECT rowid FROM volunteers_fts WHERE volunteers_fts MATCH ?"
    texts = list(dict.fromkeys(word[:end] for word in WORDS for end in range(1, len(word) + 1)))
    texts = [text for text in texts if not text.endswith(" ")]
    taken: dict[str, list[tuple[float, float, float]]] = {text: [] for text in texts}
    for _ in range(ROUNDS):
        for text in texts:
            first, whole = window.key(text)
            bare = _timed(lambda text=text: office.database.query(raw, (match_query(text),)))  # type: ignore[misc]
            taken[text].append((first, whole, bare))
    firsts, wholes, bares = ([statistics.median(each[at] for each in taken[text]) for text in texts] for at in range(3))
    mine, theirs = _p95(firsts), _p95(bares)
    slowest = max(zip(firsts, texts, strict=True))
    print(
        f"查找 {len(texts)} 次按键，头一屏画好：第 95 百分位 {mine:.1f} ms（限一帧 {FRAME:.0f} ms），"
        f"全文检索取齐 {theirs:.1f} ms，{mine / theirs:.2f} 倍（限 {SEARCH_LIMIT}）；中位数 {statistics.median(firsts):.1f} ms，"
        f"一帧以内的 {sum(each <= FRAME for each in firsts)} 次，最慢“{slowest[1]}” {slowest[0]:.1f} ms"
    )
    print(
        f"  一共几条数清：第 95 百分位 {_p95(wholes):.0f} ms，中位数 {statistics.median(wholes):.0f} ms；"
        f"全文检索取齐，中位数 {statistics.median(bares):.1f} ms"
    )
    return mine > SEARCH_LIMIT * theirs or mine > FRAME


def _save(office: Office) -> bool:
    """保存一格，与同样落盘的一句 UPDATE 之比。"""
    table = office.keeper.table(VOLUNTEERS)
    ids = [row[0] for row in table.values(table.numbers()[:30], ["name"])]
    ours, bare = [], []
    for at, record_id in enumerate(ids):
        text = f"{at}栋{time.time_ns()}"
        ours.append(_timed(lambda: office.keeper.change(VOLUNTEERS, record_id, {"note": text}), time.perf_counter))  # noqa: B023

        def plain(record_id: str = record_id, text: str = text) -> None:
            with office.database.transaction():
                office.database.connection.execute(
                    "UPDATE volunteers SET note = ? WHERE id = ?", (f"{text}。", record_id)
                )

        bare.append(_timed(plain, time.perf_counter))
    mine, theirs = statistics.median(ours), statistics.median(bare)
    print(f"保存一格：{mine:.2f} ms，一句 UPDATE {theirs:.2f} ms，{mine / theirs:.1f} 倍（争取 {SAVE_AIM:.0f}）")
    return False


def _resident_of(people: int) -> float:
    command = [sys.executable, __file__, str(people), "memory"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return float(done.stdout.split()[-1])


def _resident(people: int) -> int:
    """另一个进程里打开这一页，列全、备好查找要用的，翻几处，量常驻内存（MB）。"""
    from miaopu_desk.app import make_application

    make_application()
    with open_office(_cache(people), TODAY) as office:
        window = Watched(office)
        window.settle()
        for part in range(10):
            window.tab.grid.select_rows([window.tab.model.rowCount() * part // 10])
            window.tab.grid.viewport().grab()
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        print(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    return 0


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
