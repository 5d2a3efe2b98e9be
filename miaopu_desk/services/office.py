"""一间打开的办公室：数据库、登记的管家、今天是哪天，和写在纸上的办公室事实。"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import OFFICES
from miaopu_desk.domain.records.offices import OfficeFacts
from miaopu_desk.services.guarding import GUARDS
from miaopu_desk.services.keeping import Keeper
from miaopu_desk.services.remembering import Remembered
from miaopu_desk.services.shift_guarding import SHIFT_GUARDS, stamp_edited
from miaopu_desk.store import files
from miaopu_desk.store.backups import backup_name, thin, verified_copy
from miaopu_desk.store.database import FILE_NAME, Database, memory_database, open_database
from miaopu_desk.store.lock import only_one
from miaopu_desk.store.places import must_be_local


@dataclass
class Office:
    """打开着的办公室。"""

    folder: Path
    database: Database
    keeper: Keeper
    known: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    @property
    def facts(self) -> OfficeFacts | None:
        """办公室自己的一行；还没有建立时为空。"""
        found = self.keeper.table(OFFICES).all()
        return found[0] if found else None

    def known_facts(self, lacking: str = "纸上没有单位名称") -> OfficeFacts:
        """办公室自己的一行；还没有建立报 KnownError，lacking 说因此缺什么。"""
        facts = self.facts
        if facts is None:
            raise KnownError(f"还没有办公室设置，{lacking}。请先建立办公室。")
        return facts

    @property
    def given_day(self) -> date | None:
        """命令行给的日子。"""
        return self.keeper.given_day

    @given_day.setter
    def given_day(self, day: date | None) -> None:
        self.keeper.given_day = day

    def today(self) -> date:
        """今天，见 Keeper.today。"""
        return self.keeper.today()

    @property
    def output(self) -> Path:
        """打印和导出默认放的文件夹。"""
        return self.folder / "output"

    def in_output(self, name: str) -> Path:
        """默认放处的一个文件；文件夹还没有就建，建不成报 KnownError。"""
        try:
            self.output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(f"不能建立文件夹 {self.output}（{reason_of(error)}）。请换一个位置保存。") from error
        return self.output / name


@contextmanager
def open_office(folder: Path, today: date | None = None, *, must_exist: bool = True) -> Iterator[Office]:
    """打开 folder 里的办公室，离开时关好。没有数据、被占用、损坏等报 KnownError。"""
    must_be_local(folder.resolve())
    if must_exist and not (folder / FILE_NAME).exists():
        raise KnownError(f"{folder} 里还没有数据。请先用 init 建立办公室，或用 --data 指定数据文件夹。")
    with only_one(folder):
        database = open_database(folder)
        files.clear_opened(folder)
        try:
            office = _office(folder, database, today)
            _complete(office)
            yield office
        finally:
            database.close()


def memory_office(today: date) -> Office:
    """内存里的办公室，供测试使用。"""
    return _office(Path(), memory_database(), today)


def daily_backup(office: Office) -> Path | None:
    """每天第一次打开时留一份查验过的备份；今天已有就不再做。"""
    folder = office.folder / "backups"
    if list(folder.glob(f"miaopu-{date.today():%Y%m%d}-*-daily.db")):
        return None
    copy = verified_copy(office.database.connection, backup_name(folder, "daily"))
    thin(folder)
    back_up_files(office)
    return copy


def backup_now(office: Office) -> Path:
    """马上留一份查验过的备份，返回备份文件；磁盘满等报 KnownError。"""
    copy = verified_copy(office.database.connection, backup_name(office.folder / "backups", "manual"))
    back_up_files(office)
    return copy


def back_up_files(office: Office, target: Path | None = None) -> int:
    """把备份文件夹（没有给就是 backups）里还没有的附件抄过去，返回抄了几个。"""
    return files.back_up(office.folder, (target or office.folder / "backups") / files.FOLDER)


def _complete(office: Office) -> None:
    """从前建立的办公室，补上新版多出来的口径。只能看的人打开、磁盘满了，这次不补：没有的照预置值算。"""
    from miaopu_desk.services.targets import complete_targets

    if office.facts is not None:
        with suppress(KnownError):
            complete_targets(office)


def _office(folder: Path, database: Database, today: date | None) -> Office:
    import getpass
    import socket

    keeper = Keeper(database, today, getpass.getuser(), socket.gethostname())
    keeper.guards += [*GUARDS, *SHIFT_GUARDS]
    keeper.stamps.append(stamp_edited)
    return Office(folder, database, keeper)
