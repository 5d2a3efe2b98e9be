"""选中几行时状态栏上的数：和表格软件一样，说平均值、计数、求和。"""

from collections.abc import Sequence

from miaopu_desk.domain.kinds import Number, Scaled
from miaopu_desk.domain.register import Column

NOT_ADDED = ("", "%", "星", "岁")  # 年份、顺序、比率、星级、年龄加起来没有意思


def selection_sums(column: Column, values: Sequence[int | None]) -> str:
    """服务时长　平均值 2.35小时　计数 10　求和 23.5小时；不是能相加的数、不到两个数的为空串。"""
    kind = column.kind
    if not isinstance(kind, Number | Scaled) or kind.unit in NOT_ADDED:
        return ""
    numbers = [value for value in values if value is not None]
    if len(numbers) < 2:
        return ""
    total, count = sum(numbers), len(numbers)
    scale = kind.scale if isinstance(kind, Scaled) else 1
    mean = f"{total / count / scale:,.2f}"
    mean = mean.removesuffix(".00") if scale != 100 else mean
    return f"{column.label}　平均值 {mean}{kind.unit}　计数 {count:,}　求和 {kind.listed(total)}{kind.unit}"
