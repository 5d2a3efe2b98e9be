"""一百万条服务记录：一个月的服务数字对光秃秃的 SQL（目标 1.3 倍）；二百人的签到表对空窗口（目标 2 倍）；用法 bench_ledger.py [条数]。"""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_search import FIRST, GIVEN, PLACES

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, GRID_AREAS, SERVICE_RECORDS, SHIFT_PEOPLE, SHIFTS, VOLUNTEERS
from miaopu_desk.domain.records.service import correction
from miaopu_desk.services.office import Office, memory_office, open_office
from miaopu_desk.store import queries

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2021, 5, 31)
FIRST_DAY, DAYS = date(2018, 6, 1), 1096  # 三年
PEOPLE, CHUNK, SHEET = 20_000, 20_000, 200
FIGURES_AIM, SHEET_AIM = 1.3, 2.0
MONTH = {"first": "2021-05-01", "day": "2021-05-31"}
# 光秃秃的 SQL：不管更正、不管历史时数，只把这个月按社区加一遍；人数各社区和合计各去一次重
BARE = {
    "service_minutes": "SELECT community_id, sum(minutes) FROM service_records WHERE deleted_at IS NULL "
    "AND served_on BETWEEN :first AND :day GROUP BY community_id",
    "service_attendances": "SELECT community_id, count(*) FROM service_records WHERE deleted_at IS NULL "
    "AND served_on BETWEEN :first AND :day GROUP BY community_id",
    "served_people": "WITH one AS MATERIALIZED (SELECT r.community_id AS place, coalesce(v.id_number, v.id) AS person "
    "FROM service_records r JOIN volunteers v ON v.id = r.volunteer_id WHERE r.deleted_at IS NULL "
    "AND r.served_on BETWEEN :first AND :day) SELECT place, count(DISTINCT person) FROM one GROUP BY place "
    "UNION ALL SELECT NULL, count(DISTINCT person) FROM one",
}


def main() -> int:
    """每项一行；超过目标的标出来，退出 1。"""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with open_office(ROOT / "bench-cache" / f"ledger-{count}", TODAY, must_exist=False) as office:
        if office.keeper.table(SERVICE_RECORDS).count() < count:
            _fill(office, count)
        over = _figures(office)
    return int(any([over, _sheet()]))


def _figures(office: Office) -> bool:
    rows = office.keeper.table(SERVICE_RECORDS).count()
    spent = {"ours": 0.0, "bare": 0.0}
    for name, sql in BARE.items():
        question = queries.FIGURES[name]
        ours = _median(
            lambda q=question, n=name: queries.count(office.database, q, MONTH, amounts=n == "service_minutes")
        )
        bare = _median(lambda s=sql: office.database.query(s, dict(MONTH)))
        spent["ours"] += ours
        spent["bare"] += bare
        print(f"  {name}：{ours:.1f} 毫秒，光秃秃的 SQL {bare:.1f} 毫秒，{ours / bare:.2f} 倍")
    ratio = spent["ours"] / spent["bare"]
    over = ratio > FIGURES_AIM
    print(
        f"{rows:,} 条服务记录，一个月的三个数：{spent['ours']:.1f} 毫秒，{ratio:.2f} 倍（目标 {FIGURES_AIM}）{_mark(over)}"
    )
    return over


def _sheet() -> bool:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from miaopu_desk.app import make_application
    from miaopu_desk.services.attendance import shift_sheet
    from miaopu_desk.ui.attendance_dialog import AttendanceDialog

    app: QApplication = make_application()
    office = memory_office(TODAY)
    shift = _crowded_shift(office)

    class Quiet:
        def say(self, text: str) -> None:
            pass

    def show(full: bool) -> float:
        start = time.process_time()
        dialog = AttendanceDialog(office, Quiet(), None, shift_sheet(office, shift) if full else EMPTY)
        dialog.show()
        app.processEvents()
        spent = (time.process_time() - start) * 1000
        dialog.done(0)
        dialog.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # 上一个窗口真的没有了，再开下一个
        return spent

    from dataclasses import replace

    EMPTY = replace(shift_sheet(office, shift), marks=(), where={})  # noqa: N806
    show(True)
    taken = [(show(True), show(False)) for _ in range(25)]  # 轮着来：机器一阵忙一阵闲，两样一起慢
    full, empty = (median(each) for each in zip(*taken, strict=True))
    over = full / empty > SHEET_AIM
    print(
        f"{SHEET} 人的签到表 {full:.0f} 毫秒，空的 {empty:.0f} 毫秒，{full / empty:.2f} 倍（目标 {SHEET_AIM}）{_mark(over)}"
    )
    return over


def _crowded_shift(office: Office) -> str:
    with office.keeper.action("造一班", kind="setup") as act:
        place = act.insert(COMMUNITIES, COMMUNITIES.record(name="大华", position=1))
        area = act.insert(
            GRID_AREAS, GRID_AREAS.record(name="蔡伦路口", kind="junction", community=Ref("大华", place.id))
        )
        shift = act.insert(
            SHIFTS,
            SHIFTS.record(day=date(2021, 5, 12), area=Ref("蔡伦路口", area.id), state="planned", task="交通劝导"),
        )
        for _ in range(SHEET):
            one = act.insert(VOLUNTEERS, _person(Ref("大华", place.id)))
            person = SHIFT_PEOPLE.record(shift=Ref("2021-05-12", shift.id), volunteer=Ref(one.name, one.id))
            act.insert(SHIFT_PEOPLE, person)
    return shift.id


PICK = random.Random(11)


def _person(place: Ref) -> object:
    return VOLUNTEERS.record(
        id=new_id(),
        name=PICK.choice(FIRST) + "".join(PICK.choices(GIVEN, k=2)),
        community=place,
        registered_on=date(2018, 1, 1),
        standing="active",
    )


def _fill(office: Office, count: int) -> None:
    """直接写进表里：更改记录不是这里要量的。每五十条有一条更正。"""
    start = time.perf_counter()
    for position, name in enumerate(PLACES, 1):
        office.keeper.add(COMMUNITIES, {"name": name, "position": position})
    places = [Ref(one.name, one.id) for one in office.keeper.table(COMMUNITIES).all()]
    people = [_person(PICK.choice(places)) for _ in range(PEOPLE)]
    _write(office, VOLUNTEERS, people)
    lines: list[object] = []
    for number in range(count):
        one = people[number % PEOPLE]
        line = SERVICE_RECORDS.record(
            id=new_id(),
            rev=1,
            volunteer=Ref(one.name, one.id),  # type: ignore[attr-defined]
            community=one.community,  # type: ignore[attr-defined]
            served_on=FIRST_DAY + timedelta(days=PICK.randrange(DAYS)),
            minutes=PICK.randrange(30, 240, 10),
            activity="交通劝导",
            source="shift",
        )
        lines.append(line)
        if number % 50 == 0:
            from dataclasses import replace

            gap = -line.minutes if number % 100 == 0 else -10
            lines.append(replace(correction(line, gap, "核对"), id=new_id(), rev=1))
        if len(lines) >= CHUNK:
            _write(office, SERVICE_RECORDS, lines)
            lines.clear()
    _write(office, SERVICE_RECORDS, lines)
    office.database.connection.execute("ANALYZE")
    print(f"造 {count:,} 条用了 {time.perf_counter() - start:.0f} 秒，下次接着用")


def _write(office: Office, register: object, records: list[object]) -> None:
    table = office.keeper.table(register)  # type: ignore[arg-type]
    rows = []
    for record in records:
        row = table.stored(record)  # type: ignore[arg-type]
        rows.append((record.id, row, table.search_keys(row, {})))  # type: ignore[attr-defined]
    with office.database.transaction():
        table.insert(rows)


def _median(do: Callable[[], object], times: int = 7) -> float:
    do()
    spent = []
    for _ in range(times):
        start = time.process_time()  # 只算自己用的处理器时间：别的程序忙不忙不影响倍数
        do()
        spent.append((time.process_time() - start) * 1000)
    return median(spent)


def _mark(over: bool) -> str:
    return "　超过目标" if over else ""


if __name__ == "__main__":
    sys.exit(main())
