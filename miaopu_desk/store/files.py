"""附件的文件：按内容的指纹存在数据文件夹里，同样的内容只存一份；写好读回核对过才算，从不改也不删。"""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.saving import save_whole

FOLDER = "attachments"
OPENED = "attachments-opened"  # 打开看的副本放这里，下次打开办公室时清掉
CHUNK = 1 << 20


def digest_of(path: Path) -> str:
    """一个文件内容的指纹。"""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def find(folder: Path, sha256: str) -> Path | None:
    """指纹是 sha256 的文件；没有为空。"""
    return next(iter(sorted((folder / FOLDER / sha256[:2]).glob(f"{sha256}.*"))), None)


def keep(folder: Path, source: Path | bytes, sha256: str, ending: str) -> Path:
    """把一个文件收进来，返回存的地方；已经有同样的内容就不再存，原来那份坏了的换成好的。失败报 KnownError。"""
    standing = find(folder, sha256)
    if standing is not None and _sound(standing, sha256):
        return standing
    target = standing or folder / FOLDER / sha256[:2] / f"{sha256}.{ending}"
    _make(target.parent)

    def write(stream: BinaryIO) -> None:
        if isinstance(source, bytes):
            stream.write(source)
            return
        with source.open("rb") as reading:
            while piece := reading.read(CHUNK):
                stream.write(piece)

    def read_back(draft: Path) -> None:
        if digest_of(draft) != sha256:
            raise KnownError("附件写进去以后读回来不一样，没有收下。请看看原来的文件是不是还在变，或者检查磁盘。")

    written = save_whole(target, write, read_back)
    if written != target:
        written.unlink(missing_ok=True)
        raise KnownError(f"附件没有收下：{target.name} 正被别的程序占着，请关掉那个程序再试。")
    return target


def sound(folder: Path, sha256: str) -> Path:
    """取一个附件的文件，内容核对过；不在了、被改过的报 KnownError。"""
    found = find(folder, sha256)
    if found is None:
        raise KnownError("附件的文件不在数据文件夹里了。请从备份的 backups/attachments 里找回，或者重新添加一次。")
    if not _sound(found, sha256):
        raise KnownError(
            "附件的文件被改过或者坏了，和添加时不一样。请从备份的 backups/attachments 里找回，或者重新添加。"
        )
    return found


def copy_to(folder: Path, sha256: str, target: Path) -> Path:
    """把一个附件核对过再抄到 target，返回真正存到的地方。"""
    source = sound(folder, sha256)

    def write(stream: BinaryIO) -> None:
        with source.open("rb") as reading:
            while piece := reading.read(CHUNK):
                stream.write(piece)

    return save_whole(target, write)


def copy_to_open(folder: Path, sha256: str, name: str) -> Path:
    """给系统程序打开看的一份副本，只读：在别的程序里改了也改不到存着的那份。"""
    place = folder / OPENED / sha256[:12]
    _make(place)
    target = place / name
    if target.exists():
        if _sound(target, sha256):
            return target
        with contextlib.suppress(OSError):
            target.chmod(0o600)
            target.unlink()
    written = copy_to(folder, sha256, target)
    with contextlib.suppress(OSError):
        written.chmod(0o400)
    return written


def clear_opened(folder: Path) -> None:
    """清掉上次打开看的副本；还被占着的下次再清。"""
    for path in sorted((folder / OPENED).rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.chmod(0o600)
                path.unlink()


def stored(folder: Path) -> dict[str, int]:
    """存着的全部文件：指纹 → 字节数；只看目录，不读内容。"""
    return {entry.name.partition(".")[0]: entry.stat().st_size for entry in _entries(folder / FOLDER)}


def altered(folder: Path, sha256: str) -> bool:
    """文件在，但是内容和指纹对不上。"""
    found = find(folder, sha256)
    return found is not None and not _sound(found, sha256)


def age_days(folder: Path, sha256: str) -> int:
    """文件存下多少天了；没有为 0。"""
    found = find(folder, sha256)
    return int((time.time() - found.stat().st_mtime) / 86400) if found is not None else 0


def forget(folder: Path, sha256: str) -> None:
    """清掉一个文件；只由专门的清理来叫。"""
    found = find(folder, sha256)
    if found is not None:
        with contextlib.suppress(OSError):
            found.unlink()


def back_up(folder: Path, target: Path) -> int:
    """把备份里还没有的附件抄过去，返回抄了几个；坏了的不抄，备份里原来好的不动。"""
    have = {entry.name: entry.stat().st_size for entry in _entries(target)}
    copied = 0
    for entry in _entries(folder / FOLDER):
        if have.get(entry.name) == entry.stat().st_size:
            continue
        sha256 = entry.name.partition(".")[0]
        if not _sound(Path(entry.path), sha256):
            continue
        place = target / sha256[:2]
        _make(place)
        copy_to(folder, sha256, place / entry.name)
        copied += 1
    return copied


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    if not folder.is_dir():
        return
    for shelf in sorted(os.scandir(folder), key=lambda each: each.name):
        if shelf.is_dir(follow_symlinks=False):
            yield from (
                each
                for each in os.scandir(shelf.path)
                if each.is_file(follow_symlinks=False) and not each.name.startswith(".")
            )


def _sound(path: Path, sha256: str) -> bool:
    try:
        return digest_of(path) == sha256
    except OSError:
        return False


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"不能建立文件夹 {folder}（{reason_of(error)}）。请看看磁盘是不是满了、能不能写。") from error
