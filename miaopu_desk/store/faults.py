"""数据库引擎报的错说成中文：磁盘满、只读、损坏、被占用；别的是程序的错，照样抛出。"""

from pathlib import Path

from miaopu_desk.domain.problems import KnownError

_BROKEN = "数据库文件已损坏。请用 backups 文件夹里最近的备份恢复"
_FAULTS = (
    ("database or disk is full", "磁盘满了，这次操作没有写入任何内容。请清理磁盘后再做一次"),
    ("disk I/O error", "磁盘读写出错，这次操作没有写入。请检查磁盘空间和连接"),
    ("readonly database", "数据文件是只读的，不能保存。请检查文件夹权限"),
    ("unable to open database file", "数据文件打不开。请检查文件夹是否存在、有没有权限、磁盘是否已满"),
    ("file is not a database", "这不是本程序的数据文件，或者文件已损坏。请用备份恢复"),
    ("Could not decode to UTF-8", "数据库里有一格的文字已损坏，读不出来。请用 backups 文件夹里最近的备份恢复"),
    ("malformed", _BROKEN),
    ("database is locked", "数据正被别的程序使用。请稍后再试"),
)


def is_database_error(error: BaseException) -> bool:
    """是不是数据库引擎报的错。"""
    from miaopu_desk.store.engine import sqlite3

    return isinstance(error, sqlite3.Error)


def known_faults(path: Path) -> "Faults":
    """里面的数据库错误变成 KnownError；path 是数据文件，写在句子里。"""
    return Faults(path)


class Faults:
    """known_faults 的里面；每句查询都要进出一次，所以不用生成器来写。"""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        if isinstance(error, UnicodeDecodeError):
            # 表的定义坏了，引擎连报的错都不成文字
            raise KnownError(f"{_BROKEN}（{self.path}）") from None
        if not is_database_error(error):
            return
        text = str(error)
        for sign, sentence in _FAULTS:
            if sign in text:
                # 引擎的原话里可能带着一格的内容，不留在错误里
                raise KnownError(f"{sentence}（{self.path}）") from None
