"""装备的收发：各样总数、发出、在库，谁手上还有什么，一步归还。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records.equipment import EQUIPMENT, EQUIPMENT_ISSUES
from miaopu_desk.services.office import Office
from miaopu_desk.store import equipment as store


@dataclass(frozen=True, slots=True)
class Balance:
    """一样装备：总数、还在外面的、在库的（发多了是负数）。"""

    name: str
    measure: str
    stock: int
    out: int

    @property
    def left(self) -> int:
        """在库。"""
        return self.stock - self.out

    def sentence(self) -> str:
        """马甲：共 50 件，发出 32，在库 18。"""
        total = f"{self.stock} {self.measure}".rstrip()
        return f"{self.name}：共 {total}，发出 {self.out}，在库 {self.left}"


def balances(office: Office) -> list[Balance]:
    """各样装备的结存，按登记的名称。"""
    out = store.out_by_kind(office.database)
    return [
        Balance(each.name, each.measure or "", each.stock, out.get(each.id, 0))
        for each in office.keeper.table(EQUIPMENT).all()
    ]


def outstanding(office: Office) -> list[str]:
    """还没有还清的领用，按领用的先后。"""
    return store.unreturned(office.database)


def give_back(office: Office, ids: Sequence[str], day: date) -> int | list[Problem]:
    """选中的领用在 day 那天全部归还，一次操作，返回几笔；已经还清的略过，还在领用以前的一笔不改。"""
    records = [
        each
        for each in office.keeper.table(EQUIPMENT_ISSUES).records(list(dict.fromkeys(ids)))
        if each.count > (each.returned or 0)
    ]
    early = [
        Problem("归还日期", f"{each.equipment.name}是{each.issued_on}领用的，{day}还不能归还")
        for each in records
        if day < each.issued_on
    ]
    if early:
        return early
    if not records:
        return [Problem("", "选中的都已经还清")]
    try:
        with office.keeper.action(f"归还装备 {len(records)} 笔") as act:
            for each in records:
                act.update(EQUIPMENT_ISSUES, each, replace(each, returned=each.count, returned_on=day))
    except Refused as refused:
        return refused.problems
    return len(records)
