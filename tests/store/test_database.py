"""数据库文件：认得自己的、拒绝别人的、升级要么全成要么不动、副本与原件一样、坏了说出来、同时只由一个程序打开。"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pysqlite3 as sqlite3
import pytest
from builders import DAY, add, example

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, REGISTERS, VOLUNTEERS
from miaopu_desk.paths import migrations_dir
from miaopu_desk.services.office import daily_backup, open_office
from miaopu_desk.store import upgrading
from miaopu_desk.store.backups import KEPT, backup_name, thin, verified_copy
from miaopu_desk.store.database import FILE_NAME, open_database
from miaopu_desk.store.listing import Listing
from miaopu_desk.store.lock import HOLDER_NAME, LOCK_NAME, only_one


def filled(folder: Path, people: int = 30) -> Path:
    """一间关好了的办公室，有几十个人；返回数据文件。"""
    with open_office(folder, DAY, must_exist=False) as office:
        for _ in range(people // 10):
            place = add(office, "communities", **example(office, COMMUNITIES))
            for _ in range(10):
                add(office, "volunteers", **{**example(office, VOLUNTEERS), "community": place.name})
    return folder / FILE_NAME


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contents(path: Path) -> str:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name, type").fetchall()
        rows = [
            (name, connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall())
            for kind, name, sql in schema
            if kind == "table" and "VIRTUAL" not in sql
        ]
        return repr((connection.execute("PRAGMA user_version").fetchone(), schema, rows))
    finally:
        connection.close()


def latest() -> int:
    return int(sorted(migrations_dir().glob("*.sql"))[-1].name[:4])


# 不是自己的、太新的、空的


def test_a_database_of_a_newer_program_is_refused_and_not_one_byte_changes(tmp_path: Path) -> None:
    for newer in (latest() + 1, latest() + 2, 99, 1000, 9999):
        folder = tmp_path / str(newer)
        path = filled(folder, 10)
        connection = sqlite3.connect(str(path))
        connection.execute(f"PRAGMA user_version = {newer}")
        connection.close()
        before = digest(path)
        with pytest.raises(KnownError, match=f"数据版本 {newer}.*新版程序"):
            open_database(folder)
        assert digest(path) == before


def test_another_programs_database_is_refused_and_not_one_byte_changes(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    for version in (0, 1, 7):
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(str(path))
        connection.execute("CREATE TABLE moz_places (url TEXT)")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
        connection.close()
        before = digest(path)
        with pytest.raises(KnownError, match="不是本程序的数据文件"):
            open_database(tmp_path)
        assert digest(path) == before


@pytest.mark.parametrize("content", [b"hello" * 400, b"SQLite format 3\x00" + bytes(200), bytes(8192)])
def test_a_file_that_is_no_database_is_refused_and_not_one_byte_changes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(KnownError, match=r"损坏|不是本程序"):
        open_database(tmp_path)
    assert path.read_bytes() == content


def test_an_emptied_file_with_backups_beside_it_is_never_taken_for_a_new_office(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with open_office(tmp_path, DAY) as office:
        daily_backup(office)
    path.write_bytes(b"")
    with pytest.raises(KnownError, match=r"0 字节.*backups"):
        open_database(tmp_path)
    assert path.read_bytes() == b""


def test_a_folder_where_the_first_start_was_cut_off_starts_afresh(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"")
    open_database(tmp_path).close()
    assert path.stat().st_size > 0
    path.unlink()
    connection = sqlite3.connect(str(path))  # 建好了升级记录的表，还没有走第一步
    connection.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    connection.close()
    open_database(tmp_path).close()
    assert "CREATE TABLE volunteers " in contents(path)


# 升级


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """一个放升级脚本的临时文件夹，里面先有发布过的各步。"""
    folder = tmp_path / "升级"
    shutil.copytree(migrations_dir(), folder)
    monkeypatch.setattr(upgrading, "migrations_dir", lambda: folder)
    return folder


@pytest.mark.parametrize(
    "broken", ["CREATE TABL oops (a);", "INSERT INTO no_such_table VALUES (1);", "SELECT raise_no();"]
)
def test_a_broken_step_leaves_the_old_version_untouched_and_a_verified_copy(
    tmp_path: Path, scripts: Path, broken: str
) -> None:
    data = tmp_path / "data"
    path = filled(data)
    before = contents(path)
    step = f"CREATE TABLE extra (a TEXT) STRICT;\nUPDATE communities SET position = position + 1;\n{broken}\n"
    (scripts / f"{latest() + 1:04d}_next.sql").write_text(step, encoding="utf-8")

    with pytest.raises((KnownError, sqlite3.Error)):
        open_database(data)

    assert contents(path) == before
    copies = list((data / "backups").glob("*before*.db"))
    assert len(copies) == 1
    assert contents(copies[0]) == before


def test_a_good_step_moves_the_version_on_once_and_keeps_a_copy_of_before(tmp_path: Path, scripts: Path) -> None:
    data = tmp_path / "data"
    path = filled(data)
    before = contents(path)
    number = latest() + 1
    (scripts / f"{number:04d}_next.sql").write_text("CREATE TABLE extra (a TEXT) STRICT;", encoding="utf-8")
    for _ in range(2):
        opened = open_database(data)
        assert opened.value("PRAGMA user_version") == number
        assert opened.query("SELECT * FROM extra") == []
        opened.close()
    copies = list((data / "backups").glob("*before*.db"))
    assert len(copies) == 1
    assert contents(copies[0]) == before
    assert "CREATE TABLE extra" in contents(path)


def test_a_new_office_is_on_the_latest_version_and_makes_no_copy(tmp_path: Path) -> None:
    opened = open_database(tmp_path)
    assert opened.value("PRAGMA user_version") == latest()
    opened.close()
    assert not (tmp_path / "backups").exists()


# 副本


def test_a_verified_copy_equals_the_original_and_opens_as_an_office(tmp_path: Path) -> None:
    path = filled(tmp_path / "data")
    with open_office(tmp_path / "data", DAY) as office:
        add(office, "volunteers", **example(office, VOLUNTEERS))  # 还在预写日志里的也要抄到
        copy = verified_copy(office.database.connection, tmp_path / "copy" / FILE_NAME)
        people = office.keeper.table(VOLUNTEERS).all()
    assert contents(copy) == contents(path)
    with open_office(tmp_path / "copy", DAY) as restored:
        assert restored.keeper.table(VOLUNTEERS).all() == people
        assert restored.keeper.table(VOLUNTEERS).numbers(Listing(search=people[0].name))


def test_a_copy_that_cannot_be_made_says_so_and_leaves_the_older_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "data")
    target = tmp_path / "备份.db"
    target.write_bytes(b"older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with open_office(tmp_path / "data", DAY) as office, pytest.raises(KnownError, match=r"备份没有做成.*空间"):
        verified_copy(office.database.connection, target)
    assert target.read_bytes() == b"older"
    assert not list(tmp_path.glob("*.part"))


def test_one_backup_a_day_and_the_oldest_make_room(tmp_path: Path) -> None:
    filled(tmp_path)
    with open_office(tmp_path, DAY) as office:
        first = daily_backup(office)
        assert first is not None
        assert contents(first) == contents(tmp_path / FILE_NAME)
        assert daily_backup(office) is None
    folder = tmp_path / "backups"
    for day in range(1, 60):
        (folder / f"miaopu-20200101-0000{day:02d}-daily.db").write_bytes(b"")
    (folder / "miaopu-20190101-000000-before-0002.db").write_bytes(b"")
    thin(folder)
    kept = sorted(each.name for each in folder.glob("*-daily.db"))
    assert len(kept) == KEPT
    assert first.name in kept
    assert (folder / "miaopu-20190101-000000-before-0002.db").exists(), "升级前的备份不清理"
    assert backup_name(folder, "x").parent == folder


# 连接


def test_foreign_keys_are_kept_and_the_reader_cannot_write(tmp_path: Path) -> None:
    filled(tmp_path)
    opened = open_database(tmp_path)
    assert opened.value("PRAGMA foreign_keys") == 1
    assert opened.value("PRAGMA synchronous") == 2
    assert opened.value("PRAGMA journal_mode") == "wal"
    with pytest.raises(sqlite3.IntegrityError), opened.transaction():
        opened.connection.execute("UPDATE volunteers SET community_id = 'nowhere'")
    reader = opened.reader()
    assert reader.value("SELECT count(*) FROM volunteers") == opened.value("SELECT count(*) FROM volunteers")
    with pytest.raises(KnownError, match="只读"), reader.transaction():
        reader.connection.execute("DELETE FROM volunteers")
    reader.close()
    opened.close()


def test_a_reader_in_another_thread_sees_what_was_committed_and_never_half_an_action(tmp_path: Path) -> None:
    filled(tmp_path)
    seen: list[int] = []
    stop = threading.Event()
    with open_office(tmp_path, DAY) as office:

        def watch() -> None:
            reader = office.database.reader()
            while not stop.is_set():
                seen.append(reader.value("SELECT count(*) FROM terms"))
            reader.close()

        watcher = threading.Thread(target=watch)
        watcher.start()
        for turn in range(20):
            with office.keeper.action("加三条") as act:
                for position in range(3):
                    act.insert(
                        REGISTERS["terms"],
                        REGISTERS["terms"].record(vocabulary="theme", name=f"{turn}-{position}", position=position + 1),
                    )
        stop.set()
        watcher.join()
    start = seen[0]
    assert {(each - start) % 3 for each in seen} == {0}


# 损坏


def damaged(original: bytes, pick: random.Random) -> bytes:
    """翻动一到八个字节，位置任意。"""
    data = bytearray(original)
    for _ in range(pick.randrange(1, 9)):
        data[pick.randrange(len(data))] ^= pick.randrange(1, 256)
    return bytes(data)


def test_a_damaged_file_is_noticed_or_harmless_and_never_a_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled(tmp_path / "data")
    original = path.read_bytes()
    pick = random.Random(2021)
    noticed = harmless = unclear = 0
    for number in range(100):
        folder = tmp_path / str(number)
        folder.mkdir()
        spoiled = damaged(original, pick)
        (folder / FILE_NAME).write_bytes(spoiled)
        try:
            with open_office(folder, DAY) as office:
                for register in REGISTERS.values():
                    table = office.keeper.table(register)
                    for record in table.all():
                        register.show(record)
                    table.numbers(Listing(search="甲"))
                office.keeper.next_undo()
            harmless += 1
        except KnownError as error:
            unclear += not any(word in str(error) for word in ("备份", "不是本程序", "新版"))
            noticed += 1
        shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\n损坏的数据文件 100 份：发觉 {noticed}，无碍 {harmless}，崩溃 0")
    assert noticed + harmless == 100
    assert unclear == 0, "每一句都要说怎么办"
    assert noticed > 20


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        ("star_rounds", "number_sort", "number_surt"),
        ("volunteers_keys", "keys TEXT", "keyz TEXT"),
        ("volunteers_fts", "unicode61", "unicKde61"),
    ],
    ids=("排序键", "查找的词", "分词"),
)
def test_one_wrong_letter_in_a_definition_is_noticed_when_opening(
    tmp_path: Path, table: str, right: str, wrong: str
) -> None:
    path = filled(tmp_path, people=10)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ?", (right, wrong, table))
    connection.commit()
    connection.close()
    before = digest(path)
    with pytest.raises(KnownError, match=r"定义已损坏.*备份"), open_office(tmp_path, DAY):
        pytest.fail("打开了")
    assert digest(path) == before


# 锁

OPENER = """
import sys, time
from datetime import date
from pathlib import Path
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.office import open_office
try:
    with open_office(Path(sys.argv[1]), date(2021, 5, 31), must_exist=False):
        print("opened", flush=True)
        sys.stdin.readline()
except KnownError as error:
    print(f"refused {error}", flush=True)
"""


def opener(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", OPENER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(upgrading.__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """另一个进程开着 tmp_path 里的办公室。"""
    process = opener(tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "opened\n"
    yield process
    process.kill()
    process.communicate()


def test_fifty_second_openings_are_fifty_refusals_that_name_the_holder(
    tmp_path: Path, holder: "subprocess.Popen[str]", capsys: pytest.CaptureFixture[str]
) -> None:
    before = digest(tmp_path / FILE_NAME)
    refused = 0
    for _ in range(50):
        with pytest.raises(KnownError) as caught, open_office(tmp_path, DAY):
            pass
        assert str(holder.pid) in str(caught.value)
        assert "已被打开" in str(caught.value)
        refused += 1
    assert digest(tmp_path / FILE_NAME) == before
    assert json.loads((tmp_path / HOLDER_NAME).read_text("utf-8"))["pid"] == holder.pid, "被拒的人不能改占用者的名字"
    third = opener(tmp_path)  # 另一个进程也一样
    said, _ = third.communicate(timeout=30)
    assert said.startswith("refused")
    with capsys.disabled():
        print(f"\n第二个打开的 51 次：拒绝 {refused + 1}，写入 0")


def test_a_lock_left_by_a_killed_program_is_no_obstacle(tmp_path: Path) -> None:
    for _ in range(5):
        process = opener(tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n"
        os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.communicate()
        assert (tmp_path / HOLDER_NAME).exists(), "它没来得及收拾"
        with open_office(tmp_path, DAY, must_exist=False) as office:
            assert office.keeper.table(VOLUNTEERS).count() == 0
        assert not (tmp_path / HOLDER_NAME).exists()


def test_the_lock_is_released_when_opening_fails(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database" * 100)
    for _ in range(2):
        with pytest.raises(KnownError, match=r"损坏|不是本程序"), open_office(tmp_path, DAY):
            pass
    with only_one(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_a_folder_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path) -> None:
    blocker = tmp_path / "文件"
    blocker.write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(KnownError, match="换一个文件夹"), open_office(blocker / "data", DAY, must_exist=False):
        pass
    with pytest.raises(KnownError, match="还没有数据"), open_office(tmp_path / "没有", DAY):
        pass
    assert not (tmp_path / "没有").exists()


def test_the_day_is_the_given_one_then_the_samples_then_the_computers(tmp_path: Path) -> None:
    with open_office(tmp_path, None, must_exist=False) as office:
        assert office.today() == date.today()
        facts: dict[str, Any] = {"name": "甲", "signed_as": "甲", "target_percent": "15", "fixed_day": "2021-05-31"}
        add(office, "offices", **facts)
        assert office.today() == date(2021, 5, 31)
    with open_office(tmp_path, date(2021, 6, 1)) as office:
        assert office.today() == date(2021, 6, 1)


def test_closing_leaves_one_whole_file_behind(tmp_path: Path) -> None:
    filled(tmp_path)
    left = {each.name for each in tmp_path.iterdir()}
    assert FILE_NAME in left
    assert not {f"{FILE_NAME}-wal", f"{FILE_NAME}-journal"} & left
