"""八个社区交来的花名册，八种做法：标题、合并表头、打勾、旧格式、两种文本、混写的日期和填错的几行。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.exchange.sample_grids import (
    Cells,
    Field,
    Grid,
    as_csv,
    as_xls,
    as_xlsx,
    day,
    day_text,
    ranks,
    rows_of,
    shown,
    ticks,
)
from miaopu_desk.exchange.saving import save_bytes

DOTTED, CHINESE = "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日"
BAD_ROWS = 5
_PAGE = 25


@dataclass(frozen=True, slots=True)
class SampleBook:
    """写好的一本花名册：哪个社区的、存在哪里、写着多少人、故意填错了几行。"""

    community: str
    path: Path
    people: int
    bad_rows: int = 0


def write_books(folder: Path, people: Mapping[str, Sequence[Volunteer]]) -> list[SampleBook]:
    """把八个社区的志愿者各写成一本花名册，存在 folder 里（没有就建立）；people 是社区 → 志愿者。

    磁盘满、文件夹建立不了等抛 KnownError。
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"建立不了文件夹“{folder}”，请换一个能写入的位置。") from error
    return [
        SampleBook(
            community,
            save_bytes(folder / name, layout(community, group)),
            len(group),
            BAD_ROWS if layout is _messy else 0,
        )
        for (community, group), (name, layout) in zip(people.items(), _named(people), strict=True)
    ]


def _named(people: Mapping[str, Sequence[Volunteer]]) -> list[tuple[str, "Layout"]]:
    return [(pattern.format(community), layout) for community, (pattern, layout) in zip(people, LAYOUTS, strict=True)]


def _titled(community: str, people: Sequence[Volunteer]) -> bytes:
    """标题、填报单位各占一行，两行表头，社区只写在标题里。"""
    person, served, contact = ("基本信息",), ("志愿服务信息",), ("联系方式",)
    numbers = {id(one): order for order, one in enumerate(people, start=1)}
    fields = [
        Field("序号", lambda one: numbers[id(one)], width=6),
        Field("姓名", shown("name"), person, width=16),
        Field("性别", shown("sex"), person, width=6),
        Field("民族", shown("ethnic_group"), person),
        Field("出生日期", day("born_on"), person, width=12),
        Field("身份证号码", shown("id_number"), person, width=22),
        Field("政治面貌", shown("political_status"), person, width=12),
        Field("文化程度", shown("education"), person, width=12),
        Field("队伍类别", ranks("、"), served, width=26),
        Field("来源类别", shown("source_group"), served, width=12),
        Field("志愿服务队", shown("team"), served, width=24),
        Field("党支部", shown("party_branch"), served, width=22),
        Field("登记日期", day("registered_on"), served, width=12),
        Field("联系电话", shown("phone"), contact, width=14),
        Field("居住区域", shown("residence"), contact, width=30),
        Field("备注", shown("note")),
    ]
    grid = Grid(f"{community}花名册")
    grid.line(f"苗圃街道{community}社区“衡阳群众”志愿者花名册", len(fields))
    grid.line(f"填报单位：{community}社区　　　　填报日期：2021年5月28日", len(fields))
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_xlsx([grid])


def _ticked(community: str, people: Sequence[Volunteer]) -> bytes:
    """队伍类别下面分四列打勾，每行写着社区，退出的人也留在表上。"""
    fields = [
        Field("所属社区", lambda _: f"{community}社区", width=14),
        Field("姓名", shown("name"), width=16),
        Field("性别", shown("sex"), width=6),
        Field("公民身份证号码", shown("id_number"), width=22),
        Field("手机号", shown("phone"), width=14),
        *ticks("√", ("队伍类别",)),
        Field("注册日期", day("registered_on"), width=12),
        Field("政治面貌", shown("political_status"), width=12),
        Field("家庭住址", shown("residence"), width=30),
        Field("APP编号", shown("app_number"), width=14),
        Field("志愿者状态", shown("standing")),
        Field("状态日期", day("standing_on"), width=12),
        Field("状态原因", shown("standing_reason"), width=20),
    ]
    grid = Grid("Sheet1", day_format="yyyy/m/d")
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_xlsx([grid])


def _old_format(community: str, people: Sequence[Volunteer]) -> bytes:
    """旧版 Excel 存的，标题里没有社区，社区只在文件名里。"""
    fields = [
        Field("姓名", shown("name"), width=16),
        Field("身份证号", shown("id_number"), width=22),
        Field("电话", shown("phone"), width=14),
        Field("类别", ranks("/"), width=26),
        Field("入队时间", day("registered_on"), width=12),
        Field("学历", shown("education"), width=14),
        Field("特长", shown("skills")),
        Field("住址", shown("residence"), width=30),
    ]
    grid = Grid("花名册")
    grid.line("“衡阳群众”志愿者登记表", len(fields))
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_xls(grid)


def _plain_text(community: str, people: Sequence[Volunteer]) -> bytes:
    """另存成文本的，中文 Windows 的编码，第一行是标题。"""
    fields = [
        Field("社区名称", lambda _: community),
        Field("姓名", shown("name")),
        Field("性别", shown("sex")),
        Field("身份证号", shown("id_number")),
        Field("联系电话", shown("phone")),
        Field("志愿者类型", ranks("、")),
        Field("登记时间", day_text("registered_on", "{0:%Y-%m-%d}")),
        Field("政治面貌", shown("political_status")),
        Field("民族", shown("ethnic_group")),
        Field("单位", shown("employer")),
    ]
    grid = Grid(community)
    grid.line(f"{community}社区“衡阳群众”志愿者名册", len(fields))
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_csv(grid, "gb18030")


def _exported(community: str, people: Sequence[Volunteer]) -> bytes:
    """手机程序导出的文本，列名是另一套说法，有监护人。"""
    fields = [
        Field("志愿者姓名", shown("name")),
        Field("公民身份号码", shown("id_number")),
        Field("手机", shown("phone")),
        Field("所属队伍", ranks(";")),
        Field("注册日期", day_text("registered_on", "{0.year}/{0.month}/{0.day}")),
        Field("家庭地址", shown("residence")),
        Field("志愿服务类别", shown("service_category")),
        Field("APP编号", shown("app_number")),
        Field("同意采集信息", shown("consent")),
        Field("监护人", shown("guardian")),
        Field("监护人电话", shown("guardian_phone")),
        Field("监护人同意", shown("guardian_consent")),
    ]
    grid = Grid(community)
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_csv(grid, "utf-8-sig")


def _several_sheets(community: str, people: Sequence[Volunteer]) -> bytes:
    """先一张填表说明，再是名册，社区是竖着合并的一格，最后一张汇总。"""
    notes = Grid("填表说明", widths=[70])
    notes.rows = [
        [text] for text in ("填表说明", "一、一人一行，证件号码照证件抄写。", "二、没有电话的空着，不要写“无”。")
    ]
    fields = [
        Field("社区", lambda _: None),
        Field("姓名", shown("name"), width=16),
        Field("性别", shown("sex"), width=6),
        Field("出生年月", day("born_on"), width=16),
        Field("居民身份证号", shown("id_number"), width=22),
        Field("联系手机", shown("phone"), width=14),
        Field("志愿者类别", ranks("，"), width=26),
        Field("人员类别", shown("source_group"), width=12),
        Field("加入日期", day("registered_on"), width=16),
        Field("政治面貌", shown("political_status"), width=12),
        Field("学历", shown("education"), width=12),
    ]
    roll = Grid("名册", day_format='yyyy"年"m"月"d"日"')
    roll.header(fields)
    first = len(roll.rows)
    roll.rows += rows_of(fields, people)
    roll.rows[first][0] = f"{community}社区"
    roll.merges.append((first, 0, len(roll.rows) - 1, 0))
    counts = Grid("汇总", widths=[14, 10])
    counts.rows = [
        ["项目", "人数"],
        ["名册上", len(people)],
        ["有电话的", sum(one.phone is not None for one in people)],
    ]
    return as_xlsx([notes, roll, counts])


def _messy(community: str, people: Sequence[Volunteer]) -> bytes:
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


def _odd_order(community: str, people: Sequence[Volunteer]) -> bytes:
    """三行表头，列的次序颠倒，有空列和藏起来的列，电话存成了数字。"""
    contact, entry, person = ("人员情况", "联系"), ("人员情况", "登记"), ("人员情况", "个人")
    inner = {id(one): f"QQL{order:04d}" for order, one in enumerate(people, start=1)}
    fields = [
        Field("手机号码", lambda one: int(one.phone) if one.phone else None, contact, width=14),
        Field("现住址", shown("residence"), contact, width=30),
        Field("内部流水", lambda one: inner[id(one)], hidden=True),
        Field("注册时间", day("registered_on"), entry, width=12),
        Field("", lambda _: None, width=3),
        *ticks("是", ("队伍情况", "队伍类别")),
        Field("名字", shown("name"), person, width=16),
        Field("证件号码", shown("id_number"), person, width=22),
        Field("民族", shown("ethnic_group"), person),
        Field("", lambda _: None, width=3),
        Field("所在社区", lambda _: f"{community}社区居委会", width=20),
    ]
    grid = Grid("2021年5月")
    grid.line("“衡阳群众”志愿者情况一览", len(fields))
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_xlsx([grid])


Layout = Callable[[str, Sequence[Volunteer]], bytes]

LAYOUTS: tuple[tuple[str, Layout], ...] = (
    ("{}社区志愿者花名册.xlsx", _titled),
    ("{}社区衡阳群众志愿者登记册.xlsx", _ticked),
    ("{}社区志愿者花名册.xls", _old_format),
    ("{}社区志愿者名册.csv", _plain_text),
    ("{}社区志愿者导出.csv", _exported),
    ("{}社区上报名册.xlsx", _several_sheets),
    ("{}社区志愿者登记表5月.xlsx", _messy),
    ("{}社区一览表.xlsx", _odd_order),
)

__all__ = ["BAD_ROWS", "LAYOUTS", "SampleBook", "write_books"]
