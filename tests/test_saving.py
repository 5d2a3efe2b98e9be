"""存文件：要么整个存好，要么原来的不动；占用、满盘、没有文件夹都说得清。"""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from miaopu_desk import saving
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.saving import save_bytes, save_whole


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(saving.time, "sleep", waited.append)
    return waited


def test_a_new_file_and_a_replaced_file_hold_the_new_content(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    assert save_bytes(path, b"old") == path
    assert save_bytes(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["名单.xlsx"]


@pytest.mark.parametrize("locked_tries", range(13))
def test_a_locked_target_is_waited_for_and_then_given_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_waiting: list[float], locked_tries: int
) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"open in WPS")
    (tmp_path / "名单 (2).xlsx").write_bytes(b"second")
    tries = 0
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        nonlocal tries
        tries += target == path
        if target == path and tries <= locked_tries:
            raise PermissionError(errno.EACCES, "locked")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    saved = save_bytes(path, b"new")

    assert saved.read_bytes() == b"new"
    assert saved.name == ("名单.xlsx" if locked_tries < 11 else "名单 (3).xlsx")
    assert (tmp_path / "名单 (2).xlsx").read_bytes() == b"second"
    assert sum(no_waiting) <= 3
    assert not list(tmp_path.glob(".*"))


def test_a_full_disk_keeps_the_old_file_and_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"old")
    survived = 0
    for written in range(20):

        def write(stream: BinaryIO, written: int = written) -> None:
            stream.write(b"x" * written)
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(KnownError, match="已经满了") as caught:
            save_whole(path, write)
        assert str(tmp_path) in str(caught.value)
        survived += path.read_bytes() == b"old"
    assert survived == 20
    assert os.listdir(tmp_path) == ["名单.xlsx"]


def test_a_failed_sync_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"old")

    def pulled(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", pulled)
    with pytest.raises(KnownError, match="原来的文件没有动"):
        save_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["名单.xlsx"]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="找不到文件夹"):
        save_bytes(tmp_path / "没有" / "名单.xlsx", b"x")


def test_a_folder_in_the_way_gets_another_name(tmp_path: Path) -> None:
    (tmp_path / "名单.xlsx").mkdir()
    assert save_bytes(tmp_path / "名单.xlsx", b"x").name == "名单 (2).xlsx"


def test_a_mistake_of_ours_is_not_hidden_and_leaves_nothing(tmp_path: Path) -> None:
    def write(stream: BinaryIO) -> None:
        raise ValueError("我们的错")

    with pytest.raises(ValueError, match="我们的错"):
        save_whole(tmp_path / "名单.xlsx", write)
    assert os.listdir(tmp_path) == []
