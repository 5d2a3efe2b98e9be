"""名单的一栏怎样写在纸上、窗口里：栏名、约几个字宽、怎样对齐。"""

from dataclasses import dataclass

from miaopu_desk.domain.register import Column


@dataclass(frozen=True, slots=True)
class Heading:
    """一栏的列头；align 是 left、center、right。"""

    label: str
    width: int
    align: str


def heading_of(column: Column) -> Heading:
    """登记表的一栏：宽得下它的值，也写得下栏名。"""
    return Heading(column.heading, max(column.kind.width, len(column.heading) + 1), column.kind.align)
