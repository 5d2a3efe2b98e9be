"""别人的表：模板的每一列填我们的哪一项、收表的人有哪些要求；存成 JSON，下个月照样填。"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from miaopu_desk.domain.problems import KnownError

LEAVE, FORMULA, FIXED, SERIAL = "", "=formula", "=text", "=serial"

FORMS: dict[str, tuple[str, Callable[[date], str]]] = {
    "dash": ("2021-05-12", lambda day: day.isoformat()),
    "compact": ("20210512", lambda day: f"{day:%Y%m%d}"),
    "dot": ("2021.05.12", lambda day: f"{day:%Y.%m.%d}"),
    "slash": ("2021/05/12", lambda day: f"{day:%Y/%m/%d}"),
    "chinese": ("2021年5月12日", lambda day: f"{day.year}年{day.month}月{day.day}日"),
    "month": ("2021-05", lambda day: f"{day:%Y-%m}"),
    "month_compact": ("202105", lambda day: f"{day:%Y%m}"),
}
"""日期写成文字的几种写法：键 →（样子, 写法）；空着是表格里真正的日期。"""


@dataclass(frozen=True, slots=True)
class Limits:
    """收表的人对一列的要求：必填、最多几个字、要文本格式、只能是下拉框里的这些。"""

    required: bool = False
    longest: int | None = None
    as_text: bool = False
    allowed: tuple[str, ...] = ()

    def broken(self, value: object) -> str:
        """填进去的值哪里不合要求、怎么办；合要求为空。"""
        text = "" if value is None else str(value)
        if not text:
            return "对方必填，登记里空着，请先补上" if self.required else ""
        if self.longest is not None and len(text) > self.longest:
            return f"对方最多收{self.longest}个字，现在是{len(text)}个字，请在登记里写短些"
        if self.allowed and text not in self.allowed:
            shown = "、".join(self.allowed[:8]) + ("……" if len(self.allowed) > 8 else "")
            return f"“{text}”不在对方的选项里（{shown}），请改登记，或在对照里写明它对应哪一个选项"
        return ""

    def described(self) -> str:
        """给人看的一句：必填，最多18字，文本，选项3个。"""
        parts = ["必填"] if self.required else []
        parts += [f"最多{self.longest}字"] if self.longest is not None else []
        parts += ["文本格式"] if self.as_text else []
        parts += [f"选项：{'、'.join(self.allowed[:4])}{'……' if len(self.allowed) > 4 else ''}"] if self.allowed else []
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class Slot:
    """模板的一列（A 列为 0）填什么。

    source 是登记表的栏目路径（如 volunteer.id_number，小栏写成 ranks#party），或以 = 开头的一项（见 form_items）；
    空着是不动它。text 是固定的文字；form 是日期的写法；words 是我们的词 → 对方的词。
    """

    column: int
    label: str
    source: str = LEAVE
    text: str = ""
    form: str = ""
    words: dict[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Form:
    """一份模板的对照：取哪张登记表的哪些行，填进哪张工作表的哪些行列。

    header 是表头的首末行号，first_row 是名单的第一行；where 是选行的条件（路径, 判断, 值…）；
    every 为真时不按月份取；masked 为真时号码打码。
    """

    register: str
    sheet: str
    header: tuple[int, int]
    first_row: int
    slots: tuple[Slot, ...]
    where: tuple[tuple[str, str, tuple[Any, ...]], ...] = ()
    every: bool = False
    masked: bool = False

    def put(self, slot: Slot) -> "Form":
        """换掉同一列的对照。"""
        return replace(self, slots=tuple(slot if each.column == slot.column else each for each in self.slots))


def with_choices(form: Form, choices: Mapping[int, tuple[str, ...]]) -> Form:
    """换上各列的选项（列号 → 下拉框里的字），没有的列没有选项：选项总看模板自己的，不看存下的。"""
    slots = tuple(
        replace(each, limits=replace(each.limits, allowed=choices.get(each.column, ()))) for each in form.slots
    )
    return replace(form, slots=slots)


def to_json(form: Form) -> str:
    """对照写成 JSON。"""
    return json.dumps(asdict(form), ensure_ascii=False)


def from_json(text: str) -> Form:
    """读回 to_json 写的；被改坏了的报 KnownError。"""
    try:
        raw = json.loads(text)
        slots = tuple(_slot(each) for each in raw.pop("slots"))
        where = tuple((path, test, tuple(values)) for path, test, values in raw.pop("where"))
        first, last = raw.pop("header")
        return Form(slots=slots, where=where, header=(int(first), int(last)), **raw)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise KnownError("这份对照读不出来了，可能被改过。请重新选模板对照一次，用原来的名称保存。") from None


def _slot(raw: dict[str, Any]) -> Slot:
    limits = raw.pop("limits")
    allowed = tuple(str(each) for each in limits.pop("allowed"))
    return Slot(limits=Limits(allowed=allowed, **limits), **raw)


def matched_words(
    texts: Iterable[str], allowed: tuple[str, ...], find: Callable[[str], str | None] | None = None
) -> dict[str, str]:
    """我们的词各对应对方的哪个选项；本来就一样的不列，拿不准的（对上几个的）也不列。

    find 是“对方的选项在我们的代码表里叫什么”；它认不出的，看谁的字里包着谁。
    """
    found: dict[str, str] = {}
    for text in texts:
        if text in allowed:
            continue
        same = [each for each in allowed if find is not None and find(each) == text]
        same = same or [each for each in allowed if text in each or (len(each) > 1 and each in text)]
        if len(same) == 1:
            found[text] = same[0]
    return found
