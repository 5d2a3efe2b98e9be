"""一份数据同时只由一个程序打开：占着它的是谁、从何时起，第二个来的人要能看到。"""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError

LOCK_NAME = "miaopu.lock"
HOLDER_NAME = "miaopu.lock.json"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """占住数据文件夹，离开时放开。已被占用时报 KnownError，说出是谁；上次程序死掉留下的锁由系统收回，不算数。"""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_NAME, timeout=0)
        lock.acquire()
    except Timeout:
        raise KnownError(f"数据已被打开：{_holder(folder)}。请先关闭那个窗口，再试一次。") from None
    except OSError as error:
        raise KnownError(
            f"不能使用数据文件夹 {folder}（{reason_of(error)}）。请检查磁盘和权限，或换一个文件夹。"
        ) from error
    holder = folder / HOLDER_NAME
    try:
        _sign(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _sign(holder: Path) -> None:
    facts = {
        "user": getpass.getuser(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": datetime.now().isoformat(" ", "minutes"),
    }
    try:
        holder.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise KnownError(f"数据文件夹写不进去（{reason_of(error)}）。请腾出磁盘空间或检查权限后再试。") from error


def _holder(folder: Path) -> str:
    try:
        facts = json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8"))
        return f"{facts['host']} 上的 {facts['user']}，从 {facts['since']} 开始（进程 {facts['pid']}）"
    except (OSError, ValueError, KeyError):
        return "本机的另一个苗圃志愿者工作台"
