"""按栏目名找表头：不管它在第几行、是一行还是三行、合并没有、前面有没有标题。"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.header_blocks import Block, best_block
from miaopu_desk.exchange.header_grid import Grid, text_of
from miaopu_desk.exchange.labels import Heading, LabelIndex, bare_label
from miaopu_desk.exchange.title_pairs import given_above
from miaopu_desk.exchange.workbook import Cell, Sheet, Workbook, column_letters

__all__ = ["HeaderMatch", "Heading", "choose_sheets", "find_header", "remapped"]

_CARD_ROWS = 8
_SIGNED = re.compile(r"[:：]|盖章|签[字名]")
_NUMBERING = frozenset(("序号", "编号", "序", "no", "序列", "顺序号"))


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """找到的表头。

    first_row、last_row 是工作簿的行号；columns 是列号（A 列为 0）→ 栏的标识；
    parts 是列号 →（栏的标识, 小栏名），这一栏分成几列、每列打勾；labels 是各列在表里的原名；
    unmatched 是没有对应列的栏；unknown 是列号 → 表里有而我们不要的列名；numbering 是序号列；
    spare 是列号 → 栏的标识：同一栏又有一列，名字是别名（如联系电话以外又有手机），一行里哪列有字看哪列；
    repeated 是列号 → 栏的标识：同一栏又有的各列，包括 spare；joined 是各列写的字要接成一格、不是打勾的栏；
    given 是栏的标识 →（叫法, 值）：写在标题里、各行都一样的；title 是表头上面的文字（可能写着社区、月份）；notes 是该让人知道的话。
    """

    first_row: int
    last_row: int
    columns: dict[int, str]
    parts: dict[int, tuple[str, str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    unknown: dict[int, str] = field(default_factory=dict)
    numbering: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    spare: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, str] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()
    given: dict[str, tuple[str, Cell]] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """找到了列的、标题里写着的各栏。"""
        return frozenset(self.columns.values()) | {name for name, _ in self.parts.values()} | self.given.keys()


def choose_sheets(workbook: Workbook, wanted: Sequence[Heading]) -> list[tuple[Sheet, HeaderMatch]]:
    """有表头的各张表，按工作簿里的次序；隐藏的表只在别的都没有时才算。一张也没有时抛 KnownError。

    必填的栏有两列、两列各写各的（名单分成左右两栏），一人一张的登记卡，也抛 KnownError：读下去会漏掉人、读错栏。
    """
    found = [(sheet, header) for sheet in workbook.sheets if (header := find_header(sheet, wanted))]
    visible = [(sheet, header) for sheet, header in found if not sheet.hidden]
    if visible or found:
        chosen = visible or found
        for sheet, header in chosen:
            _refuse_card(sheet, header, wanted, f"“{sheet.name}”" if len(chosen) > 1 else "")
            _refuse_side_by_side(sheet, header, wanted, f"“{sheet.name}”的" if len(chosen) > 1 else "")
        return chosen
    needed = "、".join(heading.labels[0] for heading in wanted if heading.required) or wanted[0].labels[0]
    sheets = "、".join(f"“{sheet.name}”" for sheet in workbook.sheets[:5])
    raise KnownError(
        f"在“{workbook.path.name}”的{sheets}里没有找到表头。请在名单上面留一行栏目名，至少写上“{needed}”，再导入。"
    )


def _refuse_card(sheet: Sheet, header: HeaderMatch, wanted: Sequence[Heading], what: str) -> None:
    """“姓名｜张三｜性别｜男”，下一行又是“社区｜东方里｜电话｜…”：栏目名一行行写在左边，不是名单。"""
    if not header.unknown:
        return
    index = LabelIndex(wanted)
    at = header.last_row + 1 - sheet.first_row
    below = {text for row in sheet.rows[at : at + _CARD_ROWS] for cell in row if (text := text_of(cell))}
    if len({found[0] for text in below if (found := index.find(text))} - header.names) >= 2:
        raise KnownError(f"{what}像是一人一张的登记卡，不是名单。请把各人填到一张表里，一人一行，再导入。")


def _refuse_side_by_side(sheet: Sheet, header: HeaderMatch, wanted: Sequence[Heading], whose: str) -> None:
    required = {heading.name: heading.labels[0] for heading in wanted if heading.required}
    used = {name: column for column, name in header.columns.items()}
    for column, name in header.repeated.items():
        if name not in required or name not in used or not _own_content(sheet, header, used[name], column):
            continue
        first, second = sorted((used[name], column))
        places = f"{column_letters(first)} 列和 {column_letters(second)} 列都是“{required[name]}”"
        if bare_label(header.labels[first]) == bare_label(header.labels[second]) or len(header.repeated) > 1:
            raise KnownError(f"{whose}名单分成左右两栏（{places}），请把右边的一栏移到左边下面，排成一栏再导入。")
        raise KnownError(f"{whose}名单里{places}，写的不一样，看不出读哪一列，请只留一列或者改栏目名再导入。")


def _own_content(sheet: Sheet, header: HeaderMatch, used: int, other: int) -> bool:
    """表头下面，这一列写着和用的那一列不同的内容；重复的表头、“审核：”这样的落款不算。"""
    label = bare_label(header.labels[other])
    for row in sheet.rows[header.last_row + 1 - sheet.first_row :]:
        text = text_of(row[other])
        if text and text != text_of(row[used]) and bare_label(text) != label and not _SIGNED.search(text):
            return True
    return False


def find_header(sheet: Sheet, wanted: Sequence[Heading]) -> HeaderMatch | None:
    """这张表的表头：认出的栏最多的那一行或相连的两三行；认不出两栏以上、缺一半必填栏以上时是 None。

    各行都一样的栏可以写在名单上面的标题里，也算认出了。
    """
    found = best_block(sheet, wanted)
    if found is None:
        return None
    grid, block = found
    given = given_above(sheet.rows[: block.top], wanted, LabelIndex(wanted), frozenset(block.names))
    names = block.names | given.keys()
    if len(names) < min(2, len(wanted)):
        return None
    required = [heading.name for heading in wanted if heading.required]
    if 2 * sum(name in names for name in required) < len(required):
        return None
    return _header(sheet, grid, block, wanted, given)


def remapped(header: HeaderMatch, chosen: Mapping[int, str | None]) -> HeaderMatch:
    """按人指定的改：列号 → 栏的标识（None 是不要这一列）；一栏只留一列，后指定的算。

    人指定了某一栏读哪一列的，同一栏别的列就不再看；只说不要原来那一列的，改用又有的那一列。
    """
    columns = {column: name for column, name in header.columns.items() if name not in chosen.values()}
    columns = {column: name for column, name in columns.items() if column not in chosen}
    columns |= {column: name for column, name in chosen.items() if name is not None}
    spare = {
        column: name for column, name in header.spare.items() if column not in chosen and name not in chosen.values()
    }
    for column, name in list(spare.items()):
        if name not in columns.values():
            columns[column] = spare.pop(column)
    gone = [_place(column, header.labels[column]) for column in header.spare if column not in spare]
    notes = tuple(note for note in header.notes if not any(place in note for place in gone))
    parts = {
        column: part
        for column, part in header.parts.items()
        if column not in chosen and part[0] not in columns.values()
    }
    used = set(columns.values()) | {name for name, _ in parts.values()} | header.given.keys()
    unknown = {
        column: label
        for column, label in header.labels.items()
        if column not in columns and column not in parts and column not in spare and column != header.numbering
    }
    every = [*header.unmatched, *sorted(header.names)]
    unmatched = tuple(name for name in every if name not in used)
    return replace(header, columns=columns, parts=parts, unknown=unknown, unmatched=unmatched, spare=spare, notes=notes)


def _shown(value: Cell) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _place(column: int, label: str) -> str:
    return f"{column_letters(column)} 列“{label}”"


def _header(
    sheet: Sheet, grid: Grid, block: Block, wanted: Sequence[Heading], given: dict[str, tuple[str, Cell]]
) -> HeaderMatch:
    labels: dict[int, str] = {}
    unknown: dict[int, str] = {}
    numbering: int | None = None
    for column in range(grid.width):
        texts = grid.column_texts(block.top, block.depth, column)
        if not texts or column in block.padding:
            continue
        labels[column] = texts[-1]
        if column in block.columns or column in block.parts or column in block.spare:
            continue
        if numbering is None and bare_label(texts[-1]) in _NUMBERING:
            numbering = column
        else:
            unknown[column] = "".join(texts)
    titles = {heading.name: heading.labels[0] for heading in wanted}
    used = {name: column for column, (name, _) in block.columns.items()}
    notes = tuple(
        f"“{titles[name]}”有不止一列，两列都看：先看 {column_letters(used[name])} 列，空着的用 {_place(column, labels[column])}。"
        if column in block.spare
        else f"“{titles[name]}”有不止一列，用的是 {column_letters(used[name])} 列，{_place(column, labels[column])}没有用。"
        for column, name in block.repeated
    )
    above = [text_of(cell) for row in sheet.rows[: block.top] for cell in row if type(cell) is str and cell.strip()]
    return HeaderMatch(
        first_row=sheet.first_row + block.top,
        last_row=sheet.first_row + block.top + block.depth - 1,
        columns={column: name for column, (name, _) in block.columns.items()},
        parts=block.parts,
        labels=labels,
        unmatched=tuple(
            heading.name for heading in wanted if heading.name not in block.names and heading.name not in given
        ),
        unknown=unknown,
        numbering=numbering,
        title="\n".join(above),
        notes=(*notes, *(f"“{label}”按标题里写的“{_shown(value)}”读" for label, value in given.values())),
        given=given,
        spare=block.spare,
        repeated=dict(block.repeated),
        joined=frozenset(heading.name for heading in wanted if heading.joined),
    )
