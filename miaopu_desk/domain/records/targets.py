"""目标和口径：各种提醒、名单、比率用的数，由办公室改；初值出自预置，没有依据的标着待确认。"""

from dataclasses import dataclass

from miaopu_desk.domain.kinds import Number, Text, YesNo
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Record):
    key: str = column("代号", Text(40), required=True, unique=True, hint="程序用它来找，不改")
    label: str = column("目标或口径", Text(60), required=True)
    value: int = column("数值", Number(0, 100_000), required=True)
    unit: str | None = column("单位", Text(20))
    basis: str | None = column("依据", Text(100), hint="文件名称和条款")
    confirmed: bool | None = column("街道已确认", YesNo())


TARGETS = Register(
    TargetRow,
    table="targets",
    title="目标和口径",
    noun="口径",
    listed=("label", "value", "unit", "basis", "confirmed"),
    printed=("label", "value", "unit", "basis", "confirmed"),
    order_by=("key",),
    name_by="label",
    identity=(("key",),),
)
