"""打印前查字：有一个字没有字形，就不打印，并且说出是哪个字、在哪里。"""

from collections.abc import Iterable

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.fonts import glyphs, printable

PLACES_SHOWN = 3
CHARACTERS_SHOWN = 10


class MissingGlyphs:
    """一边排版一边记下缺的字和它们所在的位置。"""

    def __init__(self, role: str = "song") -> None:
        self._glyphs = glyphs(role)
        self._known = {"\n"}
        self.places: dict[str, list[str]] = {}
        self.counts: dict[str, int] = {}

    def knows(self, text: str) -> bool:
        """这段文字的字都查过、都有字形。"""
        return self._known.issuperset(text)

    def look(self, place: str, text: str) -> None:
        """看一段文字；place 是给人看的位置，例如“第12行“姓名”栏”。"""
        if self.knows(text):
            return
        for char in printable(text):
            if char in self._known:
                continue
            if self._glyphs[char] is not None:
                self._known.add(char)
                continue
            self.counts[char] = self.counts.get(char, 0) + 1
            seen = self.places.setdefault(char, [])
            if len(seen) < PLACES_SHOWN and place not in seen:
                seen.append(place)

    def complain(self) -> None:
        """有缺字就用 KnownError 说出来。"""
        if not self.places:
            return
        told = [self._sentence(char) for char in list(self.places)[:CHARACTERS_SHOWN]]
        more = len(self.places) - len(told)
        tail = f"；另有{more}个字" if more > 0 else ""
        raise KnownError(
            f"有{len(self.places)}个字没有字形，没有打印：{'；'.join(told)}{tail}。请核对这些字是否写错，或者换成通行的写法后再打印。"
        )

    def _sentence(self, char: str) -> str:
        places = "、".join(self.places[char])
        more = f"等{self.counts[char]}处" if self.counts[char] > len(self.places[char]) else ""
        return f"“{char}”（U+{ord(char):04X}）在{places}{more}"


def check_glyphs(pairs: Iterable[tuple[str, str]]) -> None:
    """查一批（位置，文字）；有缺字时 KnownError 列出每个字、U+ 编码和头几处位置，并说明没有打印。"""
    found = MissingGlyphs()
    for place, text in pairs:
        found.look(place, text)
    found.complain()
