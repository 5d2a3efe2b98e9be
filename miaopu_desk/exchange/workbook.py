"""读进来的工作簿是什么样：几张表、每张表的行、合并的格、读的时候留下的话。"""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

Cell = str | int | float | bool | datetime | date | time | None
Row = tuple[Cell, ...]
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """读一个陌生文件最多花多少：字节数、展开后的字节数、压缩比、成员数、秒、内存字节、列数、连着的空行数、文本的行数和格数。

    内存随内容的多少给：几十 KB 的文件，最末一列写上几千行，展开来是几千万个空格，用不着等它吃完。
    """

    file_bytes: int = 64 << 20
    unpacked_bytes: int = 160 << 20
    ratio: int = 120
    ratio_from_bytes: int = 24 << 20
    members: int = 5000
    seconds: float = 20.0
    memory_bytes: int = 1536 << 20
    columns: int = 512
    empty_rows: int = 200
    text_rows: int = 400_000
    text_cells: int = 4_000_000

    def memory_for(self, content: int, packed: bool) -> int:
        """读内容有 content 字节的工作簿，最多用多少字节的内存；packed 是展开前压缩着的（xlsx、ods），不压缩的 xls 写得紧。"""
        return min(self.memory_bytes, (128 << 20) + content * (8 if packed else 20))


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张工作表。

    rows[0] 是工作簿里的第 first_row 行（从 1 数起）；行里的位置就是列号（A 列是 0）。
    merged 的每一项是（首行, 首列, 末行, 末列），行按工作簿的行号，列从 0 数起，只有左上角的格有值。
    uncalculated 是有公式却没有结果的格（"C10"），errors 是结果为 #N/A 之类的格，它们在 rows 里都是空的。
    hidden_rows 是隐藏（包括被筛掉）的行的行号，hidden_columns 是隐藏的列的列号；它们照样在 rows 里。
    """

    name: str
    rows: list[Row]
    first_row: int = 1
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    uncalculated: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """一个读好的工作簿；format 是真实的格式（xlsx、xls、ods、csv…），notes 是该让人知道的话。"""

    path: Path
    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def column_letters(index: int) -> str:
    """列号（A 列是 0）写成表格里的字母。"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
