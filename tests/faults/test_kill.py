"""导入到一半被杀死五十次：没有半批的导入，说过“写好了”的一行不少。"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from builders import DAY, add

import miaopu_desk
from miaopu_desk.services.office import open_office
from miaopu_desk.store.database import FILE_NAME

ROOT = Path(miaopu_desk.__file__).parents[1]
KILLS = 50
ROWS = 600
WORKER = Path(__file__).with_name("importing_worker.py")
EVERY_FOLDER = 10  # 杀十次换一个文件夹，免得越来越大、越来越慢
LONGEST = 3.0  # 批；随机落在读文件、做计划、写入、写完之间。一批几秒当场量，机器忙闲都一样

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork，杀进程的测试只在 Linux 上做")


def test_fifty_kills_leave_no_half_import_and_lose_no_acknowledged_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pick = random.Random(2021)
    worker = subprocess.Popen(
        [sys.executable, str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    batch, writing = one_batch(worker, tmp_path / "量")
    promised: set[str] = set()
    phases: Counter[str] = Counter()
    imports = acknowledged = half = lost = 0
    folder, next_batch = tmp_path, 0
    try:
        for kill in range(KILLS):
            if kill % EVERY_FOLDER == 0:
                folder = tmp_path / str(kill)
                promised.clear()
                next_batch = 0
                begin(folder)
            pid = start(worker, folder, next_batch)
            heard: list[list[str]] = []
            if kill % 2:  # 一半等它开始写，杀在写的当中
                while ["write"] not in heard:
                    heard.append(worker.stdout.readline().decode().split())
                time.sleep(pick.uniform(0.0, writing))
            else:
                time.sleep(pick.uniform(0.0, LONGEST) * batch)
            os.kill(pid, 9)
            while (line := worker.stdout.readline().decode().split()) != ["dead"]:
                heard.append(line)
            said = [each[1] for each in heard if each[0] == "done"]
            promised.update(said)
            acknowledged += len(said)
            next_batch += heard.count(["plan"])  # 每批的人都不同，杀掉的那一批不再用
            phases[heard[-1][0] if heard else "open"] += 1
            batches, people, keys = found(folder)
            imports += len(batches) if kill % EVERY_FOLDER == EVERY_FOLDER - 1 else 0
            half += sum(count != ROWS for count in batches.values())
            half += people != ROWS * len(batches) or keys != people
            lost += sum(ROWS for batch in promised if batch not in batches)
        undone = undo_every_batch(folder)
    finally:
        worker.kill()
        worker.communicate()
    with capsys.disabled():
        print(
            f"\n导入中杀死 {KILLS} 次（读表 {phases['plan']}，写入 {phases['write']}，刚写完 {phases['done']}，"
            f"刚打开 {phases['open']}）：写成 {imports} 批（其中已确认 {acknowledged}），"
            f"半批 {half}，丢失已确认的行 {lost}"
        )
    assert (half, lost) == (0, 0)
    assert phases["write"] >= KILLS // 5, "杀的时机没有落在写入上，测试没有意义"
    assert acknowledged > 10
    assert undone == 0


def begin(folder: Path) -> None:
    """一间只有一个社区的办公室。"""
    with open_office(folder, DAY, must_exist=False) as office:
        add(office, "communities", name="东方里", position="1")


def start(worker: Any, folder: Path, number: int) -> int:
    """叫它从第 number 批起往 folder 里导入，返回在做的进程号；这时办公室已经打开。"""
    worker.stdin.write(f"{folder}\t{number}\n".encode())
    worker.stdin.flush()
    pid = int(worker.stdout.readline().split()[1])
    assert worker.stdout.readline() == b"open\n"
    return pid


def one_batch(worker: Any, folder: Path) -> tuple[float, float]:
    """不打断，一批要几秒，其中写入几秒：量第二批。"""
    begin(folder)
    pid = start(worker, folder, 0)
    at: dict[str, list[float]] = {"plan": [], "write": [], "done": []}
    while len(at["done"]) < 2:
        at[worker.stdout.readline().decode().split()[0]].append(time.monotonic())
    os.kill(pid, 9)
    while worker.stdout.readline() != b"dead\n":
        pass
    return at["done"][1] - at["done"][0], at["done"][1] - at["write"][1]


def found(folder: Path) -> tuple[dict[str, int], int, int]:
    """重新打开：各批导入的更改数、志愿者数、检索词的条数。"""
    with open_office(folder, DAY) as office:
        ask = office.database
        batches = dict(
            ask.query(
                "SELECT a.id, count(*) FROM actions a JOIN changes c ON c.action_id = a.id "
                "WHERE a.kind = 'import' GROUP BY a.id"
            )
        )
        people = ask.value("SELECT count(*) FROM volunteers WHERE deleted_at IS NULL")
        return batches, people, ask.value("SELECT count(*) FROM volunteers_keys")


def undo_every_batch(folder: Path) -> int:
    """杀了这么多次以后，每一批都还能撤销；返回剩下的人数。"""
    with open_office(folder, DAY) as office:
        for (batch,) in office.database.query("SELECT id FROM actions WHERE kind = 'import'"):
            assert office.keeper.undo_action(batch) == ROWS
        return int(office.database.value("SELECT count(*) FROM volunteers WHERE deleted_at IS NULL"))


def test_the_first_start_killed_at_any_moment_still_becomes_an_office(tmp_path: Path) -> None:
    """建立数据文件的途中被杀：下次打开是完整的空办公室，能接着用。"""
    script = (
        "import os, sys, threading, time\n"
        "from pathlib import Path\n"
        "from miaopu_desk.store.database import open_database\n"
        "threading.Thread(target=lambda: (time.sleep(float(sys.argv[2])), os.kill(os.getpid(), 9))).start()\n"
        "open_database(Path(sys.argv[1]))\n"
        "time.sleep(5)\n"
    )
    pick = random.Random(5)
    for turn in range(10):
        folder = tmp_path / str(turn)
        subprocess.run(
            [sys.executable, "-c", script, str(folder), str(pick.uniform(0, 0.06))],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        if (folder / FILE_NAME).exists():
            with open_office(folder, DAY) as office:
                assert office.database.value("SELECT count(*) FROM actions") == 0
        with open_office(folder, DAY, must_exist=False) as office:
            add(office, "communities", name="东方里", position="1")
