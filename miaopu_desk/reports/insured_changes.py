"""批改名单：一次报送的批增、批减、不变，各列各的人，末尾保费合计连大写；冻结的名单，什么时候印都一样。"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.insurance_pages import ChangedRow, SubmissionFacts
from miaopu_desk.domain.list_pages import ListHead, PolicyFacts
from miaopu_desk.reports.listing import Band, ListColumn, print_headed

COLUMNS = (
    ListColumn("序号", 3, "center"),
    ListColumn("姓名", 7),
    ListColumn("性别", 2.5, "center"),
    ListColumn("证件号码", 10, "center"),
    ListColumn("联系电话", 7, "center"),
    ListColumn("社区", 5, "center"),
    ListColumn("保障起日", 6.5, "center"),
    ListColumn("保障止日", 6.5, "center"),
    ListColumn("应交保费", 5.5, "right"),
    ListColumn("应退保费", 5.5, "right"),
    ListColumn("备注", 9),
)


def print_insured_changes(
    head: ListHead, policy: PolicyFacts, submission: SubmissionFacts, people: Sequence[ChangedRow], path: Path
) -> Path:
    """印一份批改名单，返回写到的文件；people 按批增、批减、不变分好。有缺字等报 KnownError。"""
    return print_headed(path, head, COLUMNS, changed_rows(policy, submission, people), "人")


def changed_rows(
    policy: PolicyFacts, submission: SubmissionFacts, people: Iterable[ChangedRow]
) -> Iterator[list[str] | Band]:
    """各行：保单、这一次报送，再按批增、批减、不变，每组有人数和保费，最后是合计和大写。"""
    yield Band(policy.said, strong=False)
    yield Band(submission.said, strong=False)
    every = list(people)
    for change, group in groupby(every, lambda one: one.change):
        rows = list(group)
        yield Band(f"{change}（{len(rows)}人）", carried=change)
        for number, one in enumerate(rows, 1):
            yield _cells(number, one)
    if policy.premium is not None:
        yield Band(_money(every))


def _money(rows: Sequence[ChangedRow]) -> str:
    paid, back = sum(one.premium or 0 for one in rows), sum(one.refund or 0 for one in rows)
    said = f"应交保费合计 {in_yuan(paid)}（{in_capitals(paid)}）"
    return said + (f"；应退保费合计 {in_yuan(back)}（{in_capitals(back)}）" if back else "")


def _cells(number: int, one: ChangedRow) -> list[str]:
    return [
        str(number),
        one.name,
        one.sex,
        one.id_number,
        one.phone,
        one.community,
        one.starts_on,
        one.ends_on,
        _yuan(one.premium),
        _yuan(one.refund),
        one.note,
    ]


def _yuan(amount: int | None) -> str:
    return "" if amount is None else f"{amount / 100:,.2f}"
