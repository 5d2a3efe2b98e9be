"""写文件：先写临时文件、落盘、再换上去；磁盘满、文件夹不见、文件被占用都说清楚。"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.problems import KnownError

VERSIONS_TRIED = 99


def save_safely(path: Path | str, write: Callable[[BinaryIO], None]) -> Path:
    """把 write 写出的内容存到 path，返回真正写到的路径：原文件被占用时换成“名字（2）”。

    出错时原来的文件不动，临时文件不留；磁盘、文件夹、权限的毛病用 KnownError 说明。
    """
    wanted = Path(path).absolute()
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{wanted.stem[:40]}-", suffix=".tmp", dir=wanted.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        return _put(draft, wanted)
    except OSError as error:
        raise KnownError(_sentence(error, wanted)) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink()


def _put(draft: Path, wanted: Path) -> Path:
    """换上去；原文件正被阅读器占用（Windows 拒绝替换）或同名的是文件夹时，换下一个名字。"""
    draft.chmod(0o644)
    refused: OSError | None = None
    for number in range(1, VERSIONS_TRIED + 1):
        target = wanted if number == 1 else wanted.with_name(f"{wanted.stem}（{number}）{wanted.suffix}")
        if number > 1 and target.exists():
            continue
        try:
            os.replace(draft, target)
        except (PermissionError, IsADirectoryError) as error:
            refused = error
            continue
        return target
    raise refused or PermissionError(errno.EACCES, "占用")


def _sentence(error: OSError, wanted: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满，没有写成“{wanted.name}”。请清理出空间，或者换一个位置保存。"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"找不到文件夹“{wanted.parent}”，没有写成“{wanted.name}”。请确认文件夹还在、U盘已插好，再试一次。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"“{wanted.parent}”不能写入，或者“{wanted.name}”被别的程序占用。请关闭打开它的程序，或者换一个位置保存。"
    return f"写“{wanted.name}”时出错（{error.strerror or error}）。请换一个位置保存再试。"
