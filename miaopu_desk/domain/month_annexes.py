"""月报的名单附表：领导小组、培训场次、未参保的、无人负责的网格、待办事项。"""

from collections.abc import Sequence
from datetime import date

from miaopu_desk.domain.codes import POSTS
from miaopu_desk.domain.figures import DueItem
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.report_table import ReportColumn, ReportTable, Value


def roster_table(brand: str, number: str, issued_on: date, members: Sequence[tuple[str, str, str]]) -> ReportTable:
    """领导小组名单：members 是 (职务代码, 姓名, 单位及职务)，照文件的先后，从不重排。"""
    columns = (
        ReportColumn("组内职务", 7, "center", "text"),
        ReportColumn("姓名", 8, "center", "name"),
        ReportColumn("单位及职务", 29, "left", "text"),
    )
    rows = tuple((POSTS.label(post), name, title) for post, name, title in members)
    note = f"名单编号：{number}，{full_day(issued_on)}印发。"
    title = f"“{brand}”品牌创建工作领导小组名单" if brand else "领导小组名单"
    return ReportTable("roster", title, columns, rows, note=note, grouped=True)


def sessions_table(rows: Sequence[Sequence[Value]]) -> ReportTable:
    """本月培训场次：日期、名称、举办、形式、场所、授课人、学时、人次、人数。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("日期", 5.2, "center", "date"),
        ReportColumn("培训名称", 9.4, "left", "text"),
        ReportColumn("举办", 5, "center", "text"),
        ReportColumn("形式", 6, "center", "text"),
        ReportColumn("场所", 6.6, "left", "text"),
        ReportColumn("授课人", 3.9, "center", "name"),
        ReportColumn("学时", 2.7, "number", "hours"),
        ReportColumn("参训人次", 2.9),
    )
    return ReportTable("sessions", "本月培训场次", columns, _numbered(rows))


def uninsured_table(rows: Sequence[Sequence[Value]], as_of: date) -> ReportTable:
    """没有有效保险的专职志愿者：社区、姓名、证件号码和电话（打码）、登记日期。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("社区", 4.5, "center", "text"),
        ReportColumn("姓名", 8, "center", "name"),
        ReportColumn("证件号码", 12, "center", "text"),
        ReportColumn("联系电话", 8, "center", "text"),
        ReportColumn("登记日期", 7, "center", "date"),
    )
    note = f"{full_day(as_of)}不在任何一份保单的保障期内。号码按规定打码。"
    return ReportTable("uninsured", "未参保的专职志愿者", columns, _numbered(rows), note=note)


def open_areas_table(rows: Sequence[Sequence[Value]], as_of: date) -> ReportTable:
    """没有人负责的网格：社区、网格名称、类型、上级网格、四至范围。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("社区", 4, "center", "text"),
        ReportColumn("网格名称", 11, "left", "text"),
        ReportColumn("类型", 3, "center", "text"),
        ReportColumn("上级网格", 8.6, "left", "text"),
        ReportColumn("四至范围", 15, "left", "text"),
    )
    note = f"{full_day(as_of)}没有有效的分工，或者负责的人已经退出。"
    return ReportTable("open_areas", "无人负责的网格", columns, _numbered(rows), note=note)


def due_table(due: Sequence[DueItem], as_of: date) -> ReportTable:
    """待办事项：事项、数量、说明。"""
    columns = (
        ReportColumn("序号", 2.8),
        ReportColumn("事项", 14, "left", "text"),
        ReportColumn("数量", 3.2),
        ReportColumn("说明", 24, "left", "text"),
    )
    rows = [(each.title, each.count, each.detail) for each in due]
    return ReportTable("due", "待办事项", columns, _numbered(rows), note=f"截至{full_day(as_of)}。")


def _numbered(rows: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple((number, *row) for number, row in enumerate(rows, 1))
