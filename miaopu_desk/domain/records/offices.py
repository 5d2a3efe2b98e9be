"""本办公室：名称、落款、目标这些写在纸上的事实，只有一行。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, Number, Text, YesNo
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts(Record):
    name: str = column("办公室名称", Text(40), required=True)
    signed_as: str = column("落款单位", Text(60), required=True)
    region: str | None = column("所在市区", Text(40))
    brand: str | None = column("品牌名称", Text(20))
    target_percent: int = column("注册率目标", Number(1, 100, "%"), required=True)
    prepared_by: str | None = column("填报人", Text(20))
    checked_by: str | None = column("审核人", Text(20))
    asks_evaluation: bool | None = column("要求服务评价", YesNo(), hint="选“是”的，没有评价的服务记录会提醒")
    fixed_day: date | None = column("固定日期", Day(), hint="示例办公室停在这一天；正式使用时空着")
    preset: str | None = column("初始资料", Text(20))

    @property
    def short_name(self) -> str:
        """行文里的简称：苗圃街道办事处写作苗圃街道。"""
        return self.name.removesuffix("办事处")

    @property
    def quoted_brand(self) -> str:
        """标题里的品牌，带引号；没有的为空串。"""
        return f"“{self.brand}”" if self.brand else ""


OFFICES = Register(
    OfficeFacts,
    table="offices",
    title="本办公室",
    noun="办公室设置",
    listed=("name", "signed_as", "region", "target_percent", "prepared_by", "checked_by", "fixed_day"),
    printed=("name", "signed_as", "target_percent"),
    identity=(("name",),),
)
