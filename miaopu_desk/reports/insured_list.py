"""参保名单：一份保单那天保着哪些人，按社区排，各社区有小计，末尾保费合计连大写。"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.list_pages import InsuredRow, ListHead, PolicyFacts
from miaopu_desk.reports.listing import Band, ListColumn, print_headed

COLUMNS = (
    ListColumn("序号", 3, "center"),
    ListColumn("姓名", 7),
    ListColumn("性别", 2.5, "center"),
    ListColumn("证件号码", 10, "center"),
    ListColumn("联系电话", 7, "center"),
    ListColumn("保障起日", 6.5, "center"),
    ListColumn("保障止日", 6.5, "center"),
    ListColumn("受益人", 6, "center"),
    ListColumn("本人同意", 4.5, "center"),
    ListColumn("备注", 12),
)


def print_insured_list(head: ListHead, policy: PolicyFacts, people: Iterable[InsuredRow], path: Path) -> Path:
    """印一份参保名单，返回写到的文件。people 按社区排好，只走一遍；有缺字等报 KnownError。"""
    return print_headed(path, head, COLUMNS, insured_rows(policy, people), "人")


def insured_rows(policy: PolicyFacts, people: Iterable[InsuredRow]) -> Iterator[list[str] | Band]:
    """各行：先是保单，再按社区，每个社区有小计，最后是合计和保费大写。"""
    yield Band(policy.said, strong=False)
    community, part, number = "", 0, 0
    for number, one in enumerate(people, 1):
        if one.community != community:
            if part:
                yield Band(f"{community}小计　{_sum(part, policy.premium)}", strong=False)
            community, part = one.community, 0
            yield Band(community, carried=community)
        part += 1
        yield [
            str(number),
            one.name,
            one.sex,
            one.id_number,
            one.phone,
            one.starts_on,
            one.ends_on,
            one.beneficiary,
            one.consented,
            one.note,
        ]
    if part:
        yield Band(f"{community}小计　{_sum(part, policy.premium)}", strong=False)
    if policy.premium is None:
        yield Band(f"合计　{number} 人；保单上没有登记每人保费，不算保费合计")
    else:
        total = policy.premium * number
        yield Band(f"合计　{_sum(number, policy.premium)}（{in_capitals(total)}），每人{in_yuan(policy.premium)}")


def _sum(people: int, premium: int | None) -> str:
    return f"{people} 人" + ("" if premium is None else f"，保费 {in_yuan(people * premium)}")
