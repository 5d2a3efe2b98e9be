"""栏目名的样子：去掉空白、全半角、括号里的说明以后再比；栏目名和别名认到哪一栏。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_SLASH = re.compile(r"[/／|]")
_SIMPLE = str.maketrans(
    "証證號碼電話聯繫絡別類隊黨職專網區員實踐時記註冊錄庭備單務",
    "证证号码电话联系络别类队党职专网区员实践时记注册录庭备单务",
)
_MARKS = re.compile(r"[\s*:;。、，,.·•_\-\u200b-\u200f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """要找的一栏：标识、栏目名和别名（第一个是正名）、是否必填、可能分成的几小栏（如队伍类别下的专职、党员）。

    joined 是写在几列里的要接成一格（住址分成小区、栋、房号，身份证号分成两格）；
    titled 是各行都一样的，可以只在标题里写一次（培训名称：文明劝导）。
    """

    name: str
    labels: tuple[str, ...]
    required: bool = False
    parts: tuple[str, ...] = ()
    joined: bool = False
    titled: bool = False


class LabelIndex:
    """栏目名 → (栏的标识, 亲疏)：0 是正名，1 是别名，2 是去掉括号、第二行才认得，3 是斜线一边认得。"""

    def __init__(self, wanted: Sequence[Heading]) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        self.part_of: dict[str, tuple[str, str]] = {}
        self.joined = frozenset(heading.name for heading in wanted if heading.joined)
        for heading in wanted:
            for rank, label in enumerate(heading.labels):
                self._known.setdefault(plain_label(label), (heading.name, min(rank, 1)))
        for heading in wanted:
            for part in heading.parts:
                if plain_label(part) not in self._known:
                    self.part_of.setdefault(plain_label(part), (heading.name, part))

    def find(self, text: str) -> tuple[str, int] | None:
        if not text or len(text) > 40:
            return None
        exact = self._known.get(plain_label(text))
        if exact:
            return exact
        bare = self._known.get(bare_label(text))
        if bare:
            return bare[0], 2
        first = self._known.get(bare_label(text.split("\n", 1)[0])) if "\n" in text else None
        if first:  # 第二行写着格式、要求的
            return first[0], 2
        pieces = {known[0] for piece in _SLASH.split(text) if (known := self._known.get(bare_label(piece)))}
        return (pieces.pop(), 3) if len(pieces) == 1 else None

    def knows(self, text: str) -> bool:
        return self.find(text) is not None or self.find_part(text) is not None

    def find_part(self, text: str) -> tuple[str, str] | None:
        """小栏名 →（栏的标识, 小栏的正名），括号里的说明（如“专职（√）”）不算；不认得是 None。"""
        for label in (plain_label(text), bare_label(text)):
            if label in self.part_of:
                return self.part_of[label]
        return None


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """栏目名去掉全半角、繁简、空白、换行、星号、冒号的差别，括号里的说明不去。"""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_SIMPLE)


def without_brackets(text: str) -> str:
    """去掉括号和里面的说明；整个都在括号里的照原样。"""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", text)).strip() or text


@lru_cache(maxsize=4096)
def bare_label(text: str) -> str:
    """再去掉括号里的说明，“姓名（必填）”就是“姓名”；整个都在括号里的只去括号。"""
    return plain_label(_BRACKETS.sub("", unicodedata.normalize("NFKC", text))) or plain_label(text).strip(
        "()[]<>【】〔〕"
    )
