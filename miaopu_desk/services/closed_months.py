"""关过账的月份，只读的一面：什么状态、冻结的数字和名单、原样的月报，和关账以后又变了什么。"""

from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from miaopu_desk.domain.closing import (
    LateChange,
    MonthState,
    Version,
    digest,
    known_figures,
    late_numbers,
    state_of,
    thaw,
)
from miaopu_desk.domain.figures import MonthFigures
from miaopu_desk.domain.month import read_month, title_of
from miaopu_desk.domain.name_lists import NameLists, expanded, moved, unpack
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.figure_lists import list_ids
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.store import closings
from miaopu_desk.store.closings import ZeroReport

NAMES = {"pdf": "月报", "xlsx": "月报工作簿", "correction": "更正说明", "figures": "数字", "names": "名单"}


def month_state(office: Office, month: str) -> MonthState:
    """一个月关没关账，关过几版。月份写错或还没到报 KnownError。"""
    key = read_month(month, office.today()).key
    return state_of(key, closings.events(office.database, key), closings.versions(office.database, key))


def shown_figures(office: Office, month: str) -> tuple[MonthFigures, MonthState]:
    """给人看的数字和状态：关着的月份是冻结的那一版，别的是现在算的。"""
    state = month_state(office, month)
    if state.closed and state.latest is not None:
        return frozen_figures(office, state.month, state.latest.number), state
    return month_figures(office, state.month), state


def frozen_figures(office: Office, month: str, version: int) -> MonthFigures:
    """某一版冻结的数字；没有这一版、和关账时不符报 KnownError。"""
    return thaw(_part(office, month, version, "figures"))


def frozen_names(office: Office, month: str, version: int) -> NameLists:
    """某一版冻结的名单；没有这一版、和关账时不符报 KnownError。"""
    return unpack(expanded(_part(office, month, version, "names")))


def stored_report(office: Office, month: str, kind: str, version: str | int | None = None) -> bytes | None:
    """关账时存下的月报，逐字节原样；kind 是 pdf、xlsx、correction。

    没有写 version 时是最新的一版，这个月没有关着就为空（该现做）。没有那一版、那一版没有更正说明、和关账时不符报 KnownError。
    """
    state = month_state(office, month)
    if version in (None, ""):
        if not state.closed or state.latest is None:
            return None
        number = state.latest.number
    else:
        number = _number(state, str(version))
    content: bytes = _part(office, state.month, number, kind)
    return content


def save_stored(
    office: Office, month: str, path: Path, version: str | int | None = None, kind: str | None = None
) -> Path | None:
    """把存下的月报原样写到 path，返回真正写到的文件；该现做的返回空。kind 不给时看 path 的结尾。"""
    content = stored_report(office, month, kind or path.suffix.lower().removeprefix("."), version)
    if content is None:
        return None
    if path.suffix.lower() == ".xlsx":
        from miaopu_desk.exchange.saving import save_bytes

        return save_bytes(path, content)
    from miaopu_desk.reports.saving import save_safely

    return save_safely(path, partial(_write, content))


def save_correction(office: Office, version: Version, path: Path | None = None) -> Path:
    """把某一版的更正说明写到 path（默认放在 output 里），返回写到的文件；没有更正说明、磁盘满等报 KnownError。"""
    if path is None:
        path = default_path(office, f"更正说明{version.month}第{version.number}版.pdf")
    if path.suffix.lower() != ".pdf":
        raise KnownError(f"更正说明写成 .pdf 文件，“{path.name}”的结尾不对，请改名。")
    written = save_stored(office, version.month, path, version.number, "correction")
    assert written is not None
    return written


def default_path(office: Office, name: str) -> Path:
    """output 文件夹里的一个文件；文件夹建不成报 KnownError。"""
    try:
        office.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"不能建立文件夹 {office.output}（{error.strerror or error}）。请换一个位置保存。") from error
    return office.output / name


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def late_changes(office: Office, month: str) -> list[LateChange]:
    """最近一次关账以后又变了的数字，和数字没变、人变了的名单；没有关过账的月份为空。"""
    state = month_state(office, month)
    if state.latest is None:
        return []
    number = state.latest.number
    frozen = _part(office, state.month, number, "figures")
    live = month_figures(office, state.month)
    return late_numbers(
        thaw(frozen),
        live,
        known_figures(frozen),
        moved(frozen_names(office, state.month, number).lists, list_ids(office, live)),
    )


def zero_reports(office: Office, month: str) -> dict[str, ZeroReport]:
    """一个月的零报告：社区 id → 谁在哪天记的。"""
    return closings.zeros(office.database, read_month(month, office.today()).key)


def _number(state: MonthState, text: str) -> int:
    known = [each.number for each in state.versions]
    if not text.strip().isdecimal() or int(text) not in known:
        said = "、".join(str(each) for each in known)
        has = f"现有第{said}版" if known else "还没有关过账"
        raise KnownError(f"{title_of(state.month)}的月报没有第“{text}”版，{has}。")
    return int(text)


def _part(office: Office, month: str, version: int, name: str) -> Any:
    """取一件，核对校验值。"""
    found = closings.part(office.database, month, version, name)
    if found is None:
        raise KnownError(f"{title_of(month)}第{version}版没有{NAMES[name]}。")
    content, expected = found
    if digest(expanded(content) if name == "names" else content) != expected:
        raise KnownError(
            f"{title_of(month)}第{version}版的{NAMES[name]}和关账时的校验值不符，数据可能损坏。请用备份恢复后再取。"
        )
    return content


__all__ = [
    "default_path",
    "frozen_figures",
    "frozen_names",
    "late_changes",
    "month_state",
    "save_correction",
    "save_stored",
    "shown_figures",
    "stored_report",
    "zero_reports",
]
