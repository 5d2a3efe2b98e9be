"""花名册的第八种做法：一页一页打印的，日期混着写，还有五行填错了，让人看看拒收是什么样。"""

from collections.abc import Sequence

from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.exchange.sample_files import as_xlsx
from miaopu_desk.exchange.sample_grids import Cells, Field, Grid, day_text, ranks, rows_of, shown

DOTTED, CHINESE = "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日"
BAD_ROWS = 5
_PAGE = 25


def messy(community: str, people: Sequence[Volunteer]) -> bytes:
    """一页二十五人，每页重复表头、写小计，日期是两种文字，还有五行填错了。"""
    fields = [
        Field("序号", lambda _: None, width=6),
        Field("姓名", shown("name"), width=16),
        Field("性别", shown("sex"), width=6),
        Field("身份证", shown("id_number"), width=22),
        Field("联系\n电话", shown("phone"), width=14),
        Field("队伍类型", ranks(" "), width=26),
        Field("注册时间（必填）", day_text("registered_on", DOTTED), width=18),
        Field("居住地址", shown("residence"), width=30),
        Field("备注", shown("note")),
    ]
    wordy = day_text("registered_on", CHINESE)
    rows = rows_of(fields, people)
    for order, person in enumerate(people):
        if order % 3 == 1:
            rows[order][6] = wordy(person)
    rows = _with_bad_rows(rows)
    grid = Grid("志愿者")
    grid.line(f"{community}社区志愿者登记表", len(fields))
    for start in range(0, len(rows), _PAGE):
        page = rows[start : start + _PAGE]
        grid.header(fields)
        for order, cells in enumerate(page, start=start + 1):
            grid.rows.append([order, *cells[1:]])
        grid.rows.append(["小计", None, None, f"{len(page)}人", *[None] * (len(fields) - 4)])
    grid.rows.append(["合 计", None, None, f"{len(rows)}人", *[None] * (len(fields) - 4)])
    grid.line("填表说明：表中“备注”一栏写特殊情况。", len(fields))
    grid.line("填表人：　　　　　　　　负责人：　　　　　　　　（盖章）", len(fields))
    return as_xlsx([grid])


def _with_bad_rows(rows: list[Cells]) -> list[Cells]:
    """夹进五行填错的：号码成了数字、校验码不对、重复、没有的队伍、没写姓名。"""
    again = list(rows[9])
    again[8] = "换了号码"
    wrong: tuple[tuple[int, Cells], ...] = (
        (12, [None, "何满英", "女", 490405196503120000, "14200000001", "专职", "2021.4.6", "紫薇路3号", None]),
        (23, [None, "谭建平", "男", "490405197108243550", "14200000002", "党员", "2021年4月8日", "紫薇路9号", None]),
        (36, again),
        (48, [None, "罗海燕", "女", "490405198207165429", "14200000004", "平安巡逻", "2021.5.7", "银杏路2号", None]),
        (61, [None, None, "男", "490405197611025714", "14200000005", "网上", "2021.5.10", "银杏路5号", None]),
    )
    mixed = list(rows)
    for at, cells in wrong:
        mixed.insert(at, cells)
    return mixed
