"""写文件：出什么毛病都说得清，旧文件不坏，不留半份。"""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from miaopu_desk import saving
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.saving import save_whole


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving.time, "sleep", lambda seconds: None)


def hello(stream: BinaryIO) -> None:
    stream.write(b"hello")


def test_the_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert save_whole(tmp_path / "月报.pdf", hello) == tmp_path / "月报.pdf"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("月报.pdf", b"hello")]


def test_a_full_disk_keeps_the_old_file_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "月报.pdf").write_bytes(b"old")

    def full(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(KnownError, match=r"已经满了，“月报.pdf”没有存成，原来的文件没有动"):
        save_whole(tmp_path / "月报.pdf", full)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("月报.pdf", b"old")]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"找不到文件夹.*没有U盘"):
        save_whole(tmp_path / "没有U盘" / "月报.pdf", hello)


def test_a_file_in_use_gets_the_next_version_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_replace = os.replace
    (tmp_path / "月报 (2).pdf").write_bytes(b"second")

    def busy(source: Path, target: Path) -> None:
        if target.name == "月报.pdf":
            raise PermissionError(errno.EACCES, "in use")
        really_replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    assert save_whole(tmp_path / "月报.pdf", hello) == tmp_path / "月报 (3).pdf"
    assert (tmp_path / "月报 (2).pdf").read_bytes() == b"second"


def test_a_folder_with_that_name_gets_the_next_version_name(tmp_path: Path) -> None:
    (tmp_path / "月报.pdf").mkdir()
    assert save_whole(tmp_path / "月报.pdf", hello).name == "月报 (2).pdf"


def test_a_folder_that_refuses_everything_is_a_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", never)
    with pytest.raises(KnownError, match="不能写入"):
        save_whole(tmp_path / "月报.pdf", hello)
    assert list(tmp_path.iterdir()) == []


def test_a_bug_while_writing_is_not_hidden_and_leaves_nothing(tmp_path: Path) -> None:
    def bug(stream: BinaryIO) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_whole(tmp_path / "月报.pdf", bug)
    assert list(tmp_path.iterdir()) == []
