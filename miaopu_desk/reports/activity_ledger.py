"""活动台账：按主题或社区分组，每组有小计，末尾有合计；人数、记名人次、团体人次各占一栏，从不相加。"""

from collections.abc import Iterator
from pathlib import Path

from miaopu_desk.domain.activity_pages import ActivityLedger, row_cells, tally
from miaopu_desk.reports.listing import Band, ListColumn, print_listing

COLUMNS = (
    ListColumn("序号", 3, "center"),
    ListColumn("日期", 6.5, "center"),
    ListColumn("活动名称", 12),
    ListColumn("主题", 7.5),
    ListColumn("专项行动", 6),
    ListColumn("组织", 5, "center"),
    ListColumn("地点", 7),
    ListColumn("负责人", 4.5, "center"),
    ListColumn("报备编号", 6.5),
    ListColumn("状态", 4, "center"),
    ListColumn("人数", 3, "right"),
    ListColumn("记名人次", 5, "right"),
    ListColumn("团体人次", 5, "right"),
    ListColumn("小时数", 4, "right"),
    ListColumn("受益人数", 5, "right"),
)
NOTE = "人数是记名的不同的人，同一个人参加几次算一人、几人次；团体人次不记名；小时数是记名的服务时长；空着的是没有。"


def print_activity_ledger(ledger: ActivityLedger, path: Path) -> Path:
    """印一份台账，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    brand = f"“{ledger.brand}”" if ledger.brand else ""
    return print_listing(
        path,
        title=f"{ledger.office.removesuffix('办事处')}{brand}志愿服务活动台账（{ledger.span}）",
        office=ledger.office,
        as_of=ledger.as_of,
        columns=COLUMNS,
        rows=ledger_rows(ledger),
        total=len(ledger.rows),
        prepared_by=ledger.prepared_by,
        checked_by=ledger.checked_by,
        note=NOTE,
        counted="个活动",
    )


def ledger_rows(ledger: ActivityLedger) -> Iterator[list[str] | Band]:
    """各行，夹着组名、小计和最后的合计（不止一组时）。"""
    number = 0
    for name, rows in ledger.groups:
        yield Band(name, carried=name)
        for row in rows:
            number += 1
            yield row_cells(number, row)
        yield Band(tally(rows, ledger.people[name]).sentence("小计"))
    if len(ledger.groups) > 1:
        yield Band(tally(ledger.rows, ledger.people[""]).sentence("合计"), strong=True)
    if not ledger.groups:
        yield Band("这段时间没有登记活动。", strong=False)
