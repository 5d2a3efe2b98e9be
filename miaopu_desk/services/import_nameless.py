"""没有号码可以相认的人：只有姓名和社区的，号码打了码的；只凭姓名从不认人。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Register
from miaopu_desk.services.acting import describe
from miaopu_desk.store.table import RecordTable


def shows(register: Register[Any], record: Any, name: str, text: str) -> bool:
    """登记上的号码打了码正是这个样子。"""
    value = getattr(record, name)
    return value is not None and register.column(name).kind.masked(value) == text


class Nameless:
    """一批没有钥匙的行，和登记里可能是他们的人。"""

    def __init__(self, register: Register[Any], table: RecordTable[Any], rows: Sequence[Any]) -> None:
        self.register = register
        self._serves = register.table == "volunteers"
        self._names = {each.name for each in register.columns}
        self._bare: dict[Any, list[Any]] = {}
        self._masked: dict[str, list[Any]] = {}
        if not self._serves:
            return
        for record in table.find_many("name", {row.record.name for row in rows} - {None}):
            if record.id_number is None and record.phone is None and record.community is not None:
                self._bare.setdefault((record.name, record.community.id), []).append(record)
        for record in table.find_many("name", {row.record.name for row in rows if row.record.masks_} - {None}):
            self._masked.setdefault(record.name, []).append(record)

    def match(self, row: Any) -> tuple[Any, Problem | None]:
        """这一行是登记里的谁（没有为空），或者为什么分不清。"""
        if self._masked and row.record.masks_:
            return self._by_mask(row.record)
        return self._by_words(row)

    def _by_words(self, row: Any) -> tuple[Any, Problem | None]:
        """只凭姓名不认人：和登记的一字不差才算相同（并且说出来），有一点不同就请人补上号码。"""
        draft = row.record
        if not self._serves or draft.community is None:
            return None, None
        candidates = self._bare.get((draft.name, draft.community.id), [])
        for each in candidates:
            if all(getattr(each, name) == getattr(draft, name) for name in self._compared(draft)):
                candidates.remove(each)  # 两个同名的人，两行各对一个
                row.warnings = (*row.warnings, "只有姓名和社区，与登记的一字不差，算作相同；若是另一位，请补上号码")
                return each, None
        if not candidates:
            return None, None
        shown = describe(self.register, candidates[0])
        return None, Problem("", f"登记里有同社区同名的{shown}，两边都没有证件号和电话，分不清是不是同一位；请补上号码")

    def _by_mask(self, draft: Any) -> tuple[Any, Problem | None]:
        """打了码的号码：姓名、社区相同，露出来的几位也都对得上的，只有一位才认。"""
        fitting = [
            each
            for each in self._masked.get(draft.name, [])
            if (draft.community is None or (each.community and each.community.id == draft.community.id))
            and all(shows(self.register, each, name, text) for name, (text, _) in draft.masks_.items())
        ]
        if len(fitting) > 1:
            sentence = f"登记里有{len(fitting)}位同名、号码露出来的几位也相同，分不清是哪一位，请填写完整号码"
            return None, Problem("", sentence)
        return (fitting[0] if fitting else None), None

    def _compared(self, draft: Any) -> list[str]:
        """要一字不差的各栏：新增时自动补上的初值，表里没写就不比。"""
        return [name for name in self._names if name not in draft.initial_ or getattr(draft, name) is not None]
