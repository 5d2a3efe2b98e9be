"""磁盘满：一句中文，数据一个字不变，腾出空间后同样的操作就能做成；导出、打印、备份时原来的文件不动。"""

import contextlib
import errno
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import DAY, add, example
from importing_rows import people_csv

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.listing_out import export_list, print_list
from miaopu_desk.services.office import Office, daily_backup, open_office
from miaopu_desk.store.database import FILE_NAME

TRIES = 20


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """磁盘上的办公室：一个社区，二十个人。"""
    with open_office(tmp_path / "data", DAY, must_exist=False) as opened:
        fill(opened)
        yield opened


def fill(office: Office) -> None:
    add(office, "communities", **{**example(office, COMMUNITIES), "name": "东方里"})
    for _ in range(20):
        add(office, "volunteers", **{**example(office, VOLUNTEERS), "community": "东方里"})


def everything(office: Office) -> list[object]:
    """各张表的全部内容。"""
    tables = office.database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    return [office.database.query(f'SELECT * FROM "{name}" ORDER BY 1') for (name,) in sorted(tables)]


def test_an_import_that_does_not_fit_writes_nothing_and_goes_in_once_there_is_room(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = people_csv(tmp_path / "名单.csv", 600)
    plan = plan_import(office, VOLUNTEERS, path, community="东方里")
    before = everything(office)
    pages = office.database.value("PRAGMA page_count")
    refused = 0
    for more in range(0, TRIES * 3, 3):
        office.database.value(f"PRAGMA max_page_count = {pages + more}")
        with pytest.raises(KnownError, match=r"磁盘满了.*没有写入任何内容.*清理磁盘"):
            commit_import(office, plan)
        assert everything(office) == before
        refused += 1
    office.database.value("PRAGMA max_page_count = 1000000")
    assert commit_import(office, plan)
    assert office.keeper.table(VOLUNTEERS).count() == 620
    assert office.database.value("PRAGMA integrity_check") == "ok"
    with capsys.disabled():
        print(f"\n磁盘满时导入 {refused} 次：拒绝 {refused}，半批 0；腾出空间后写成")


def test_every_single_edit_on_a_full_disk_is_refused_whole(office: Office) -> None:
    one = office.keeper.table(VOLUNTEERS).all()[0]
    long = "很长的备注" * 60
    pages = office.database.value("PRAGMA page_count")
    before = everything(office)
    for _ in range(40):  # 把已有页里的空处用完，直到写不下
        office.database.value(f"PRAGMA max_page_count = {pages}")
        try:
            saved = office.keeper.change(VOLUNTEERS, one.id, {"note": f"{long}{len(before)}{os.urandom(4).hex()}"})
        except KnownError as error:
            assert "磁盘满了" in str(error)  # noqa: PT017  # 前几次写得下，要到满的那一次
            assert everything(office) == before
            break
        assert not isinstance(saved, list)
        before = everything(office)
    else:
        pytest.fail("磁盘一直没有满，测试没有意义")
    office.database.value("PRAGMA max_page_count = 1000000")
    assert not isinstance(office.keeper.change(VOLUNTEERS, one.id, {"note": "好了"}), list)


Writer = Callable[[Office, Path], Path | None]
OUT: dict[str, Writer] = {
    "导出.xlsx": lambda office, path: export_list(office, VOLUNTEERS, None, path),
    "打印.pdf": lambda office, path: print_list(office, VOLUNTEERS, None, path),
}


@pytest.mark.parametrize("name", OUT)
@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("fsync", errno.ENOSPC, "满"),
        ("fsync", errno.EIO, "请"),
        ("replace", errno.ENOSPC, "满"),
        ("replace", errno.EACCES, "请"),
        ("mkstemp", errno.EROFS, "请"),
        ("mkstemp", errno.ENOENT, "U"),
        ("mkstemp", errno.ENOSPC, "满"),
    ],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_half_one(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: str, number: int, words: str
) -> None:
    folder = tmp_path / "U盘"
    folder.mkdir()
    target = folder / name
    target.write_bytes(b"older")
    before = everything(office)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(tempfile if call == "mkstemp" else os, call, fail)
    with pytest.raises(KnownError, match=words):
        OUT[name](office, target)
    monkeypatch.undo()
    assert target.read_bytes() == b"older"
    assert [each.name for each in folder.iterdir()] == [name]
    assert everything(office) == before
    written = OUT[name](office, target)
    assert written is not None
    assert written.stat().st_size > 1000


# 真的满：一个只有几兆的内存盘


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """14 MB 的 tmpfs；不能挂载的机器上跳过，上面用上限模拟的那几个照样做。"""
    place = tmp_path / "小盘"
    place.mkdir()
    mounted = (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("这里不能挂载内存盘，真满的一面没有做")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


@contextlib.contextmanager
def only_free(place: Path, most: int) -> Iterator[None]:
    """用一个文件把盘占到只剩 most 字节。"""
    filler = place / "占位"
    with filler.open("wb") as file:
        with contextlib.suppress(OSError):
            while True:
                os.write(file.fileno(), bytes(65536))
        with contextlib.suppress(OSError):
            while True:
                os.write(file.fileno(), bytes(512))
        file.truncate(max(0, file.tell() - most))
    try:
        yield
    finally:
        filler.unlink()


def test_on_a_really_full_disk_nothing_is_half_done(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = people_csv(tmp_path / "名单.csv", 400)
    counts = {"refused": 0, "done": 0}

    with open_office(small_disk / "data", DAY, must_exist=False) as office:
        fill(office)

        def attempt(work: Callable[[], object], tidy: Callable[[], object] = lambda: None) -> None:
            for step in range(TRIES):
                before = everything(office)
                refused = ""
                with only_free(small_disk, step * 6000):
                    try:
                        work()
                    except KnownError as error:
                        refused = str(error)
                    assert not refused or everything(office) == before
                counts["refused" if refused else "done"] += 1
                assert not refused or any(word in refused for word in ("满", "空间", "读写出错")), refused
                if not refused:
                    tidy()

        plan = plan_import(office, VOLUNTEERS, source, community="东方里")

        def take_back() -> None:
            assert plan.batch is not None
            office.keeper.undo_action(plan.batch)
            plan.batch = None

        one = office.keeper.table(VOLUNTEERS).all()[0]
        attempt(lambda: office.keeper.change(VOLUNTEERS, one.id, {"note": os.urandom(150).hex()}))
        attempt(lambda: commit_import(office, plan), take_back)
        attempt(lambda: export_list(office, VOLUNTEERS, None, small_disk / "导出.xlsx"))
        attempt(lambda: print_list(office, VOLUNTEERS, None, small_disk / "打印.pdf"))
        attempt(lambda: daily_backup(office))
        assert office.database.value("PRAGMA integrity_check") == "ok"
        assert not [each.name for each in small_disk.rglob("*") if each.suffix in (".part", ".tmp")]
    with open_office(small_disk / "data", DAY) as office:
        assert office.keeper.table(VOLUNTEERS).count() == 20
    with capsys.disabled():
        print(f"\n真满的盘上 {sum(counts.values())} 次操作：拒绝 {counts['refused']}，做成 {counts['done']}，半成 0")
    assert counts["refused"] >= TRIES


def test_an_office_cannot_be_founded_on_a_full_disk_but_can_once_there_is_room(small_disk: Path) -> None:
    with (
        only_free(small_disk, 8192),
        pytest.raises(KnownError, match=r"空间|满|写不进去"),
        open_office(small_disk / "data", DAY, must_exist=False),
    ):
        pass
    with open_office(small_disk / "data", DAY, must_exist=False) as office:
        fill(office)
    assert (small_disk / "data" / FILE_NAME).stat().st_size > 0
