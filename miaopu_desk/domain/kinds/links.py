"""指向另一张登记表的值：先只有名字，对上号才有 id。"""

from dataclasses import dataclass
from typing import NamedTuple

from miaopu_desk.domain.kinds.kind import Kind, plain_text
from miaopu_desk.domain.names import clean_name, search_keys, text_keys


class Ref(NamedTuple):
    """指向另一张登记表里一行的值；id 为空表示只知道名字，还没有对上号。"""

    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """指向另一张登记表：target 是那张表的名字，scope 只取其中一部分（如某一类词条），drop 是可省的字尾。"""

    target: str
    scope: str | None = None
    drop: tuple[str, ...] = ()

    def read(self, raw: object) -> Ref | None:
        if isinstance(raw, Ref):
            if raw.id:
                return raw
            raw = raw.name
        text = clean_name(plain_text(raw)) if self.target == "volunteers" else plain_text(raw)
        while ending := next((each for each in self.drop if text.endswith(each) and len(text) > len(each)), ""):
            text = text.removesuffix(ending).rstrip()
        return Ref(text) if text else None

    def show(self, value: Ref | None) -> str:
        return "" if value is None else value.name

    def to_db(self, value: Ref | None) -> str | None:
        return None if value is None else value.id

    def keys(self, value: Ref | None) -> str:
        name = self.show(value)
        return search_keys(name) if self.target == "volunteers" else text_keys(name)
