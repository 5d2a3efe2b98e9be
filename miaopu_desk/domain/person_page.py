"""个人档案的内容：一个人登记的各项，和各张登记表里记着他的各行；都是值，窗口和纸都从它来。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import STANDING
from miaopu_desk.domain.headings import Heading
from miaopu_desk.domain.month import full_day


@dataclass(frozen=True, slots=True)
class Section:
    """一张登记表里属于这个人的各行；ids 和 rows 一一对应。"""

    table: str
    title: str
    headings: tuple[Heading, ...]
    ids: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """一份档案：office、signed_as 是单位和落款，facts 是（栏名，内容），号码已经打码；sections 没有行的不在里面。"""

    volunteer_id: str
    name: str
    office: str
    signed_as: str
    day: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sums: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """一句概括：服务3次、共7.5小时；参训人员2条……"""
        counted = [f"{each.title}{len(each.rows)}条" for each in self.sections]
        parts = [f"{label}{value}" for label, value in self.sums] + counted
        return "，".join(parts) if parts else "各张登记表里还没有这个人的记录"


def standing_words(standing: str, on: date | None, reason: str | None) -> str:
    """状态写成一句：在册；2021年5月2日清退，连续缺席。"""
    label = STANDING.label(standing)
    if standing == "active":
        return label
    return "，".join(part for part in (f"{full_day(on)}{label}" if on else label, reason or "") if part)


def pairs(facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """有内容的各项，照原来的次序。"""
    return tuple((label, text) for label, text in facts.items() if text)
