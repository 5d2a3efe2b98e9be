"""附件的文件还在不在、对不对：平时只看目录，要紧时把内容都核对一遍；多年没有登记着的，可以专门清理一次。"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.attachments import megabytes
from miaopu_desk.services.office import Office
from miaopu_desk.store import files
from miaopu_desk.store import queries_attachments as queries

SHOWN = 5
UNREGISTERED_DAYS = 365  # 收进来以后没有登记成的（那一步出了错），一年后才算没用
FEWEST_YEARS = 3  # 提供记录和台账至少留三年，附件也不早于三年清理


@dataclass(frozen=True)
class FileCheck:
    """登记着多少个文件，哪些不在了、哪些和添加时不一样（各给一个附件名称）。deep 为真是连内容都核对过。"""

    total: int
    missing: tuple[str, ...]
    altered: tuple[str, ...] = ()
    deep: bool = False

    @property
    def sound(self) -> bool:
        return not self.missing and not self.altered

    def sentence(self) -> str:
        """给人看的一句话。"""
        if not self.total:
            return "还没有附件"
        if self.sound:
            return f"附件文件 {self.total} 个，{'内容全部核对无误' if self.deep else '都在'}"
        told = [f"附件文件 {self.total} 个"]
        if self.missing:
            told.append(f"不在了 {len(self.missing)} 个（{_some(self.missing)}）")
        if self.altered:
            told.append(f"被改过或坏了 {len(self.altered)} 个（{_some(self.altered)}）")
        return "，".join(told) + "。请从备份的 backups/attachments 里找回，或者重新添加"


def check_files(
    office: Office, deep: bool = False, progress: Callable[[int, int], None] = lambda done, total: None
) -> FileCheck:
    """核对登记着的文件：平时只看在不在、空不空；deep 时逐个读内容。"""
    wanted = queries.registered(office.database)
    stored = files.stored(office.folder)
    missing = tuple(title for sha256, title in wanted.items() if not stored.get(sha256))
    altered = []
    if deep:
        present = [(sha256, title) for sha256, title in wanted.items() if stored.get(sha256)]
        for at, (sha256, title) in enumerate(present):
            progress(at, len(present))
            if files.altered(office.folder, sha256):
                altered.append(title)
    return FileCheck(len(wanted), missing, tuple(altered), deep)


def unneeded(office: Office, years: int) -> dict[str, int]:
    """多年没有登记着的文件：指纹 → 字节数。years 年以前就删掉了的，和从没登记成的。"""
    today = office.today()
    limit = date(today.year - max(years, FEWEST_YEARS), today.month, min(today.day, 28)).isoformat()
    last = queries.last_needed(office.database)

    def old(sha256: str) -> bool:
        return last[sha256] < limit if sha256 in last else files.age_days(office.folder, sha256) > UNREGISTERED_DAYS

    return {sha256: size for sha256, size in files.stored(office.folder).items() if old(sha256)}


def clean_up(office: Office, years: int) -> tuple[int, int]:
    """清理多年没有登记着的文件，返回 (个数, 字节数)；清掉以后，那么早的删除就不能连文件一起撤销了。"""
    found = unneeded(office, years)
    for sha256 in found:
        files.forget(office.folder, sha256)
    return len(found), sum(found.values())


def clean_up_sentence(count: int, size: int) -> str:
    """清理以前给人看的一句话。"""
    return f"{count} 个文件，共 {megabytes(size)}" if count else "没有可以清理的文件"


def _some(titles: tuple[str, ...]) -> str:
    shown = "、".join(f"“{each}”" for each in titles[:SHOWN])
    return f"{shown}等" if len(titles) > SHOWN else shown
