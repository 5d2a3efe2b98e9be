"""存文件：写临时文件、落盘、再换上去；目标被占用时等一等，再不行换下一个名字；磁盘满了原文件不动。"""

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError

# 杀毒软件和表格程序常常短暂占住文件：等十次，一次比一次久，一共不到三秒。
WAITS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.6)
VERSIONS = 99


def save_whole(
    path: Path | str, write: Callable[[BinaryIO], None], read_back: Callable[[Path], None] | None = None
) -> Path:
    """把 write 写出的内容整个存到 path，返回真正存到的路径（被占用时是“名字 (2)”）。

    read_back 在换上去以前读一遍写好的临时文件，不对就由它抛错。出错时原来的文件不动，也不留半个文件；磁盘满、文件夹不在、不能写都抛 KnownError。
    """
    wanted = Path(path).absolute()
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=wanted.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
            written = stream.tell()
        if draft.stat().st_size < written:
            raise OSError(errno.ENOSPC, "写进去的比要写的少")
        if read_back is not None:
            read_back(draft)
        draft.chmod(0o644)
        return _put(draft, wanted)
    except OSError as error:
        raise KnownError(_sentence(error, wanted)) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def save_bytes(path: Path | str, data: bytes) -> Path:
    """把 data 整个存到 path，规矩同 save_whole。"""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return save_whole(path, write)


def _put(draft: Path, wanted: Path) -> Path:
    for wait in (0.0, *WAITS):
        time.sleep(wait)
        try:
            os.replace(draft, wanted)
        except (PermissionError, IsADirectoryError) as error:
            refused = error
            if wanted.is_dir():
                break
            continue
        return wanted
    for number in range(2, VERSIONS + 1):
        target = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not target.exists():
            os.replace(draft, target)
            return target
    raise refused


def _sentence(error: OSError, wanted: Path) -> str:
    drive = wanted.drive or str(wanted.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{drive} 已经满了，“{wanted.name}”没有存成，原来的文件没有动。请清理出空间，或者存到别的磁盘。"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"找不到文件夹“{wanted.parent}”，“{wanted.name}”没有存成。请看看 U盘是不是插好了，再试一次。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"“{wanted.parent}”不能写入，或者“{wanted.name}”正被别的程序打开着。请关掉那个程序，或者存到别的文件夹。"
    if error.errno == errno.ENAMETOOLONG:
        return f"文件名“{wanted.name[:30]}…”太长，没有存成。请换一个短一些的名字。"
    return f"存“{wanted.name}”时出错（{reason_of(error)}），原来的文件没有动。请存到别的磁盘再试。"
