"""花名册的七种做法：标题、合并表头、打勾、旧格式、两种文本、几张工作表、三行表头。"""

from collections.abc import Sequence

from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.exchange.sample_files import as_csv, as_xls, as_xlsx
from miaopu_desk.exchange.sample_grids import Field, Grid, day, day_text, ranks, rows_of, shown, ticks


def titled(community: str, people: Sequence[Volunteer]) -> bytes:
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
    grid = Grid("花名册")
    grid.line(f"苗圃街道{community}社区“衡阳群众”志愿者花名册", len(fields))
    grid.line(f"填报单位：{community}社区　　　　填报日期：2021年5月28日", len(fields))
    grid.header(fields)
    grid.rows += rows_of(fields, people)
    return as_xlsx([grid])


def ticked(community: str, people: Sequence[Volunteer]) -> bytes:
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


def old_format(community: str, people: Sequence[Volunteer]) -> bytes:
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


def plain_text(community: str, people: Sequence[Volunteer]) -> bytes:
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


def exported(community: str, people: Sequence[Volunteer]) -> bytes:
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


def several_sheets(community: str, people: Sequence[Volunteer]) -> bytes:
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


def odd_order(community: str, people: Sequence[Volunteer]) -> bytes:
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
