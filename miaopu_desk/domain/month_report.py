"""一份月报的内容：数字、名单和署名都是值，纸和工作簿从同一份取，谁也不再算一遍。"""

from dataclasses import dataclass, field
from datetime import date

from miaopu_desk.domain.figures import DueItem, Line, MonthFigures
from miaopu_desk.domain.report_table import ReportTable


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    """一份月报：office 是单位名称，signed_as 是落款，day 是成文日期；lists 是各张附表，空的不印；edition 是更正后的版次。

    covered 是今年参过训的人数和在册人数；activities、inspection、honours 是主题活动，督查和线索，表彰和宣传各写成的几段，没有的不印那一节。
    """

    office: str
    signed_as: str
    brand: str
    figures: MonthFigures
    previous: Line
    day: date
    prepared_by: str = ""
    checked_by: str = ""
    due: tuple[DueItem, ...] = ()
    lists: tuple[ReportTable, ...] = field(default=())
    covered: tuple[int, int] | None = None
    activities: tuple[str, ...] = ()
    inspection: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    edition: str = ""

    @property
    def short_name(self) -> str:
        """行文里的简称：苗圃街道办事处写作苗圃街道。"""
        return self.office.removesuffix("办事处")

    @property
    def branded(self) -> str:
        """品牌名加引号，例如“衡阳群众”；没有品牌时为空。"""
        return f"“{self.brand}”" if self.brand else ""

    @property
    def title(self) -> str:
        """题目，换行处折行。"""
        return f"{self.short_name}{self.branded}\n志愿服务工作月报"

    @property
    def annexes(self) -> tuple[ReportTable, ...]:
        """有内容的附表，按附件的先后。"""
        return tuple(each for each in self.lists if each.rows)

    @property
    def charted(self) -> bool:
        """有人登记才画图。"""
        return self.figures.total.registered > 0

    def annex_number(self, key: str) -> int | None:
        """附表是附件几：附件1 是汇总表，附件2 是图（有人登记才有）；没有这张表为 None。"""
        keys = [each.key for each in self.annexes]
        return keys.index(key) + 2 + self.charted if key in keys else None

    def see(self, key: str) -> str:
        """行文里的“（名单见附件3）”；没有那张附表时为空。"""
        number = self.annex_number(key)
        word = "各社区见" if key == "work" else "名单见"
        return f"（{word}附件{number}）" if number else ""
