"""一次大导入：十万行的计划加写入，与 calamine 读同一个文件再 executemany 同样的行之比，目标 3。

另有一个比：同样的表、索引、查找的词和更改记录，各行事先备好，读文件再只用 SQL 写进去，也要多少时间。
"""

import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_import import HEADER, PLACES

from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.office import Office, open_office

ROWS = 100_000
AIM = 3.0
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
FIRST = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def main() -> int:
    """打印两边各用多少秒、之比；达到目标退出 0，否则退出 1。"""
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "志愿者登记表.xlsx", ROWS)
        bare = _timed(lambda: _bare(Path(folder), path))
        with open_office(Path(folder) / "资料", date(2021, 5, 31), must_exist=False) as office:
            places(office)
            plan: Any = None

            def make() -> None:
                nonlocal plan
                plan = plan_import(office, VOLUNTEERS, path)

            planned = _timed(make)
            assert plan.totals["new"] == ROWS, plan.totals
            written = _timed(lambda: commit_import(office, plan))
            prepared = _prepared(office)
        with open_office(Path(folder) / "照抄", date(2021, 5, 31), must_exist=False) as copy:
            same = _timed(lambda: _same_tables(copy, prepared, path))
    ratio = (planned + written) / bare
    print(
        f"导入 {ROWS} 行 {len(HEADER)} 栏：计划 {planned:.2f} 秒，写入 {written:.2f} 秒；"
        f"只读文件加 executemany {bare:.2f} 秒，之比 {ratio:.2f}，目标 {AIM}；"
        f"写进同样的表、索引、查找和更改记录 {same:.2f} 秒，之比 {(planned + written) / same:.2f}"
    )
    return int(ratio > AIM)


def _timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _bare(folder: Path, path: Path) -> None:
    """同样的行：calamine 读出来，同样的数据库设置，一张同样多栏、同样有唯一索引的表，一次 executemany。"""
    from python_calamine import CalamineWorkbook

    from miaopu_desk.store.engine import sqlite3

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[2:]
    base = sqlite3.connect(str(folder / "bare.db"), isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    names = ", ".join(f"c{at}" for at in range(len(HEADER)))
    base.execute(f"CREATE TABLE volunteers (n INTEGER PRIMARY KEY, {names}, UNIQUE (c3))")
    base.execute("BEGIN")
    base.executemany(
        f"INSERT INTO volunteers ({names}) VALUES ({', '.join('?' for _ in HEADER)})",
        ([cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in rows),
    )
    base.execute("COMMIT")
    base.close()


def _prepared(office: Office) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """导入写下的全部各行：(插入的语句, 各行)。"""
    found = []
    for table in ("communities", "volunteers", "volunteers_keys", "actions", "changes"):
        names = [row[1] for row in office.database.query(f"PRAGMA table_info({table})")]
        columns = ", ".join(names)
        marks = ", ".join("?" for _ in names)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        found.append((sql, office.database.query(f"SELECT {columns} FROM {table} ORDER BY n")))
    return found


def _same_tables(copy: Office, prepared: list[tuple[str, list[tuple[Any, ...]]]], path: Path) -> None:
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    with copy.database.transaction():
        for sql, rows in prepared:
            if "volunteers_keys" in sql:
                # 与程序一样一千行一条语句：一行一条要慢几倍
                sql = "INSERT INTO volunteers_keys (n, keys) SELECT value ->> 0, value ->> 1 FROM json_each(?)"
                rows = [(json.dumps(rows[at : at + 1000], ensure_ascii=False),) for at in range(0, len(rows), 1000)]
            copy.database.connection.executemany(sql, rows)


def places(office: Office) -> None:
    """八个社区。"""
    with office.keeper.action("建立", kind="setup") as act:
        for position, name in enumerate(PLACES, 1):
            act.insert(COMMUNITIES, COMMUNITIES.record(name=name, position=position))


def workbook(path: Path, rows: int) -> Path:
    """一份 rows 行的登记表；号码的行政区划不存在，校验位照实算。"""
    import openpyxl
    from stdnum.iso7064 import mod_11_2

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("登记表")
    sheet.append(["志愿者登记表"])
    sheet.append([label if label != "来源类别" else "专业技能" for label in HEADER])
    for number in range(rows):
        born = date(1940, 1, 1) + timedelta(days=number % 20_000)
        body = f"439999{born:%Y%m%d}{number // 20_000:03d}"
        sheet.append(
            [
                number + 1,
                FIRST[number % 20] + GIVEN[number // 20 % 24] + GIVEN[number // 480 % 24],
                "男" if int(body[-1]) % 2 else "女",
                body + mod_11_2.calc_check_digit(body),
                PLACES[number % 8],
                f"154{number:08d}",
                "专职、党员" if number % 5 else "文明实践",
                date(2019, 1, 1) + timedelta(days=number % 800),
                f"第{number % 40 + 1}网格{number % 9 + 1}栋",
                "唱歌" if number % 7 == 0 else None,
                "中共党员" if number % 3 else "群众",
                f"第{number}号" if number % 10 == 0 else None,
            ]
        )
    book.save(path)
    return path


if __name__ == "__main__":
    sys.exit(main())
