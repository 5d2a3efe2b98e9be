"""选出来的值：一张代码表里选一个、选几个，是或否。"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text

_SEPARATORS = re.compile(r"[、,，;；/／|+＋&\s]+")
YES = frozenset(["是", "有", "√", "✓", "✔", "☑", "1", "y", "yes", "true", "对", "已", "已签", "同意", "t"])
YES |= {"已同意", "已签字", "已签署", "愿意", "合格", "通过"}
NO = frozenset(["否", "无", "×", "✗", "✘", "☐", "0", "n", "no", "false", "未", "未签", "不同意", "f", "没有", "-"])
NO |= {"未同意", "未签字", "未签署", "不愿意", "不合格", "未通过"}


def _sample(codes: CodeList) -> str:
    labels = list(codes.labels.values())
    return "、".join(labels[:8]) + ("……" if len(labels) > 8 else "")


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """从一张代码表里选一个；存代码，写名称。"""

    codes: CodeList
    align: ClassVar[str] = "center"
    width: ClassVar[int] = 5

    def read(self, raw: object) -> str | Rejected | None:
        text = plain_text(raw)
        if not text:
            return None
        code = self.codes.find(text)
        if code is None:
            return Rejected(f"“{text}”不在{self.codes.title}里，可填：{_sample(self.codes)}")
        return code

    def show(self, value: str | None) -> str:
        return "" if value is None else self.codes.label(value)


@dataclass(frozen=True, slots=True)
class Choices(Kind):
    """从一张代码表里选几个；按代码表的顺序存。"""

    codes: CodeList
    width: ClassVar[int] = 9

    def read(self, raw: object) -> tuple[str, ...] | Rejected | None:
        parts: Iterable[str]
        if isinstance(raw, tuple | list | set | frozenset):
            parts = [plain_text(part) for part in raw]
        else:
            parts = _SEPARATORS.split(plain_text(raw))
        found: set[str] = set()
        unknown = []
        for part in parts:
            if not part:
                continue
            code = self.codes.find(part)
            if code is None:
                unknown.append(part)
            else:
                found.add(code)
        if unknown:
            return Rejected(f"“{'、'.join(unknown)}”不在{self.codes.title}里，可填：{_sample(self.codes)}")
        return tuple(code for code in self.codes.codes if code in found) or None

    def show(self, value: tuple[str, ...] | None) -> str:
        return "、".join(self.codes.label(code) for code in value or ())

    def to_db(self, value: tuple[str, ...] | None) -> str | None:
        return "[" + ",".join(f'"{code}"' for code in value) + "]" if value else None

    def from_db(self, stored: str | None) -> tuple[str, ...] | None:
        return tuple(stored[2:-2].split('","')) if stored else None


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """是或否；认得 √、1、有、×、0、无。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 3
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> bool | Rejected | None:
        if isinstance(raw, bool):
            return raw
        text = unicodedata.normalize("NFKC", plain_text(raw)).lower()
        if not text:
            return None
        if text in YES:
            return True
        if text in NO:
            return False
        return Rejected(f"“{plain_text(raw)}”看不出是“是”还是“否”，请填是或否")

    def show(self, value: bool | None) -> str:
        return "" if value is None else "是" if value else "否"

    def to_db(self, value: bool | None) -> int | None:
        return None if value is None else int(value)

    def from_db(self, stored: int | None) -> bool | None:
        return None if stored is None else bool(stored)
