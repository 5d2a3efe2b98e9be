"""封存的值：存着，但列表、表单、查找、导出、打印、更改记录里一概不现；只有专门的一处、专门的角色看得到。

线索的举报人就是这样：给人看的、写进工作簿的都只说有没有登记，查找的词里没有它，不能按它筛选和排序。
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from miaopu_desk.domain.kinds import Link, Phone, Ref, Rejected, Text, plain_text

MASK = "已登记，不公开"


@dataclass(frozen=True, slots=True)
class SealedLink(Link):
    """封存的一行，例如当志愿者的举报人。"""

    sealed: ClassVar[bool] = True

    def read(self, raw: object) -> Ref | None:
        return None if _is_mask(raw) else Link.read(self, raw)

    def show(self, value: Ref | None) -> str:
        return MASK if value is not None else ""

    def keys(self, value: Ref | None) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class SealedText(Text):
    """封存的文字。"""

    sealed: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        return None if _is_mask(raw) else Text.read(self, raw)

    def show(self, value: Any) -> str:
        return MASK if value is not None else ""

    def keys(self, value: Any) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class SealedPhone(Phone):
    """封存的电话：前三后四也不给看。"""

    secret: ClassVar[bool] = False
    sealed: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        return None if _is_mask(raw) else Phone.read(self, raw)

    def show(self, value: Any) -> str:
        return MASK if value is not None else ""

    def masked(self, value: str | None) -> str:
        return self.show(value)

    def keys(self, value: str | None) -> str:
        return ""


def _is_mask(raw: object) -> bool:
    """导出的名单改好了再导入，封存的那几栏写着这几个字：等于没有填，不覆盖已有的。"""
    return plain_text(raw.name if isinstance(raw, Ref) and not raw.id else raw) == MASK
