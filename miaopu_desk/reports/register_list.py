"""志愿者花名册：按社区、按队伍类别分组，每个社区有小计，末尾有合计；一行一行地印，不怕人多。"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.list_pages import ListHead, PersonRow
from miaopu_desk.reports.listing import Band, ListColumn, print_headed

COLUMNS = (
    ListColumn("序号", 3, "center"),
    ListColumn("姓名", 6.5),
    ListColumn("性别", 2.5, "center"),
    ListColumn("身份证号", 10, "center"),
    ListColumn("联系电话", 7, "center"),
    ListColumn("队伍类别", 11),
    ListColumn("来源类别", 7),
    ListColumn("登记日期", 6.5, "center"),
    ListColumn("居住区域", 15),
    ListColumn("备注", 5),
)
UNRANKED = "未分类"


def print_register(head: ListHead, people: Iterable[PersonRow], path: Path) -> Path:
    """印一份花名册，返回写到的文件。people 按社区、再按类别排好，只走一遍；有缺字等报 KnownError。"""
    return print_headed(path, head, COLUMNS, register_rows(people), "人")


def register_rows(people: Iterable[PersonRow]) -> Iterator[list[str] | Band]:
    """各行，夹着组名、各社区的小计和最后的合计（不止一个社区时）。"""
    whole, part = _Tally(), _Tally()
    community, group, communities, number = "", "", 0, 0
    for number, one in enumerate(people, 1):
        if one.community != community:
            if part.rows:
                yield part.band(f"{community}小计")
            part, community, group = _Tally(), one.community, ""
            communities += 1
        if one.group != group:
            group = one.group
            name = f"{community}　{group}"
            yield Band(name, carried=name)
        part.add(one)
        whole.add(one)
        yield _cells(number, one)
    if part.rows:
        yield part.band(f"{community}小计")
    if communities > 1:
        yield whole.band("各社区合计", strong=True)


def _cells(number: int, one: PersonRow) -> list[str]:
    return [
        str(number),
        one.name,
        one.sex,
        one.id_number,
        one.phone,
        "、".join(RANKS.label(rank) for rank in one.ranks),
        one.source,
        one.registered_on,
        one.residence,
        one.note,
    ]


class _Tally:
    """一路数过来的人数：在册按登记数，各类按人数（同一证件号算一个人），与月报同一口径。"""

    def __init__(self) -> None:
        self.rows = 0
        self._people: dict[str, set[str]] = {}

    def add(self, one: PersonRow) -> None:
        self.rows += 1
        for rank in one.ranks or ("",):
            self._people.setdefault(rank, set()).add(one.key)

    def band(self, name: str, strong: bool = False) -> Band:
        """“东方里小计　63 人：专职 9 人、党员 20 人”。"""
        counts = [(rank, RANKS.label(rank)) for rank in RANKS.codes] + [("", UNRANKED)]
        said = [f"{label} {len(self._people[rank])} 人" for rank, label in counts if rank in self._people]
        return Band(f"{name}　{self.rows} 人：{'、'.join(said)}", strong)
