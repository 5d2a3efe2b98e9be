"""关过账的月份，只读的一面：什么状态、冻结的数字和名单、原样的月报，和关账以后又变了什么。"""

from typing import Any

from miaopu_desk.domain.closing import MonthState, state_of
from miaopu_desk.domain.figures import MonthFigures
from miaopu_desk.domain.frozen import digest, known_figures, thaw
from miaopu_desk.domain.late_changes import LateChange, late_numbers
from miaopu_desk.domain.month import read_month, title_of
from miaopu_desk.domain.name_lists import NameLists, expanded, moved, unpack
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.figure_lists import list_ids
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.store import closings
from miaopu_desk.store import zero_reports as zeros

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


def zero_reports(office: Office, month: str) -> dict[str, zeros.ZeroReport]:
    """一个月的零报告：社区 id → 谁在哪天记的。"""
    return zeros.zeros(office.database, read_month(month, office.today()).key)


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
