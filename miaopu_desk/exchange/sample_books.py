"""八个社区交来的花名册，八种做法，各存成一个文件。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.exchange import sample_layouts as layouts
from miaopu_desk.exchange.sample_messy import BAD_ROWS, messy
from miaopu_desk.saving import save_bytes

Layout = Callable[[str, Sequence[Volunteer]], bytes]

LAYOUTS: tuple[tuple[str, Layout], ...] = (
    ("{}社区志愿者花名册.xlsx", layouts.titled),
    ("{}社区衡阳群众志愿者登记册.xlsx", layouts.ticked),
    ("{}社区志愿者花名册.xls", layouts.old_format),
    ("{}社区志愿者名册.csv", layouts.plain_text),
    ("{}社区志愿者导出.csv", layouts.exported),
    ("{}社区上报名册.xlsx", layouts.several_sheets),
    ("{}社区志愿者登记表5月.xlsx", messy),
    ("{}社区一览表.xlsx", layouts.odd_order),
)


@dataclass(frozen=True, slots=True)
class SampleBook:
    """写好的一本花名册：哪个社区的、存在哪里、写着多少人、故意填错了几行。"""

    community: str
    path: Path
    people: int
    bad_rows: int = 0


def write_books(folder: Path, people: Mapping[str, Sequence[Volunteer]]) -> list[SampleBook]:
    """把八个社区的志愿者各写成一本花名册，存在 folder 里（没有就建立）；people 是社区 → 志愿者。

    磁盘满、文件夹建立不了等抛 KnownError。
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"建立不了文件夹“{folder}”，请换一个能写入的位置。") from error
    books = []
    for (community, group), (pattern, layout) in zip(people.items(), LAYOUTS, strict=True):
        path = save_bytes(folder / pattern.format(community), layout(community, group))
        books.append(SampleBook(community, path, len(group), BAD_ROWS if layout is messy else 0))
    return books
