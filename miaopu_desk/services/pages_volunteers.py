"""花名册：取某一天在册的志愿者，按社区、按队伍类别排好，一页一页地取，交给纸去印。"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from miaopu_desk.domain.codes import RANKS, SEX
from miaopu_desk.domain.kinds import IdNumber, Phone, Ref
from miaopu_desk.domain.list_pages import ListHead, PersonRow
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.registration import is_registered, is_suspended
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, code_of, community_of, day_of, yes
from miaopu_desk.store.listing import Condition, Listing

REGISTER_OPTIONS = ("day", "community", "rank", "whole", "purpose", "recipient")
UNRANKED = "未分类"
PAGE = 500
SECRET = ("身份证号", "联系电话")
SHOWN = (
    "name",
    "sex",
    "id_number",
    "phone",
    "ranks",
    "source_group",
    "registered_on",
    "residence",
    "standing",
    "standing_on",
)

Group = tuple[str, str, "array[int]"]  # 社区、列在哪一类下、行号


def make_register(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """志愿者花名册，写成 PDF；不写选项时是全街道今天在册的人。

    选项：day 哪一天、community 只要一个社区、rank 只要一类队伍；whole 写“是”给出完整号码（要写 purpose，留下记录）、
    recipient 给谁。一人属几类的，列在代码表里排在前面的那一类；各类人数按实际属于计算。
    """
    from miaopu_desk.reports.register_list import print_register

    day = day_of(office, month, options)
    community = community_of(office, options)
    rank = code_of(options, "rank", RANKS)
    groups = groups_on(office, day, community, rank)
    total = sum(len(numbers) for _, _, numbers in groups)
    whole = yes(options, "whole")
    if whole:
        # 先记后给：没有记录就没有完整号码
        disclose(office, "print", VOLUNTEERS, options.get("purpose", ""), options.get("recipient", ""), total, SECRET)
    return print_register(_head(office, day, community, rank, total, options), people(office, groups, day, whole), path)


def groups_on(office: Office, day: date, community: Ref | None, rank: str | None) -> list[Group]:
    """某日在册的人，按社区的次序、类别的次序分好组，组里按姓名的拼音排。"""
    table = office.keeper.table(VOLUNTEERS)
    chosen = [community] if community else [Ref(each.name, each.id) for each in office.keeper.table(COMMUNITIES).all()]
    found: list[Group] = []
    for place in chosen:
        where = (Condition("community", "is", (place.id,)),)
        numbers = table.numbers(Listing(where=where, order=("name",)))
        groups: dict[str, array[int]] = {code: array("q") for code in (*RANKS.codes, "")}
        paths = ("ranks", "registered_on", "standing", "standing_on")
        for number, (ranks, *registration) in _values(office, numbers, paths):
            if not is_registered(_Standing(*registration), day) or (rank and rank not in (ranks or ())):
                continue
            groups[rank or (ranks[0] if ranks else "")].append(number)
        found += [(place.name, RANKS.label(code) if code else UNRANKED, rows) for code, rows in groups.items() if rows]
    return found


def people(office: Office, groups: Sequence[Group], day: date, whole: bool = False) -> Iterator[PersonRow]:
    """各组的人，一行一行地取；号码默认打码。"""
    show_id, show_phone = (IdNumber().show, Phone().show) if whole else (IdNumber().masked, Phone().masked)
    for community, group, numbers in groups:
        for number, values in _values(office, numbers, SHOWN):
            name, sex, id_number, phone, ranks, source, registered, residence, standing, standing_on = values
            suspended = is_suspended(_Standing(registered, standing, standing_on), day)
            yield PersonRow(
                community=community,
                group=group,
                key=id_number or str(number),
                ranks=ranks or (),
                name=name,
                sex=SEX.label(sex) if sex else "",
                id_number=show_id(id_number),
                phone=show_phone(phone),
                source=source.name if source else "",
                registered_on=registered.isoformat(),
                residence=residence or "",
                note="暂停" if suspended else "",
            )


@dataclass(frozen=True, slots=True)
class _Standing:
    """判断在册要看的三栏。"""

    registered_on: date
    standing: str
    standing_on: date | None


def _values(office: Office, numbers: Sequence[int], paths: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """（行号，各栏的值），一页一页地取；这期间被删掉的略去。"""
    table = office.keeper.table(VOLUNTEERS)
    for start in range(0, len(numbers), PAGE):
        page = numbers[start : start + PAGE]
        for number, row in zip(page, table.values(page, paths), strict=True):
            if row:
                yield number, row[1:]


def _head(office: Office, day: date, community: Ref | None, rank: str | None, total: int, options: Options) -> ListHead:
    facts = office.known_facts("花名册没有单位名称")
    brand = facts.quoted_brand
    place = f"{community.name.removesuffix('社区')}社区" if community else facts.short_name
    kind = f"{RANKS.label(rank)}队伍" if rank else ""
    numbers = (
        f"含完整号码，用途：{options.get('purpose', '').strip()}。" if yes(options, "whole") else "号码按规定打码。"
    )
    several = "" if rank else "一人属几类的只列一次，列在前面的一类；各类人数按实际计算，不能相加。"
    return ListHead(
        title=f"{place}{brand}{kind}志愿者花名册",
        office=facts.name,
        as_of=full_day(day),
        total=total,
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        note=several + numbers,
    )
