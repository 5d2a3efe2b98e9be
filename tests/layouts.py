"""六十种交表的样子，内容都知道：标题、几行表头、合并、几张表、合计、隐藏、日期和勾的写法、各种文件格式。

每一种是同样八个人，一种只改样子；expected 是读出来应当恰好是的值，或者应当拒收的原因里的几个字。
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from builders import id_number

COMMUNITY = "东方里"
LABELS = {
    "name": ("姓名", "志愿者姓名", "姓 名"),
    "id_number": ("身份证号", "公民身份号码", "身份证号码（18位）"),
    "phone": ("联系电话", "手机号", "联系方式"),
    "community": ("社区", "所属社区", "所在社区"),
    "ranks": ("队伍类别", "志愿者类别", "类别"),
    "registered_on": ("登记日期", "入队时间", "注册日期"),
    "consent": ("同意采集信息", "本人同意", "信息采集同意"),
}
RANK_LABELS = ("专职", "党员", "网上", "新时代文明实践")
FORMATS = ("xlsx", "xls", "csv", "gb18030", "tsv", "ods")
DATES: tuple[Callable[[date], object], ...] = (
    lambda day: day,
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: (day - date(1899, 12, 30)).days,
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
)
YES_NO = (("是", "否"), ("√", "×"), (1, 0))


@dataclass(frozen=True)
class Person:
    """名单里的一个人：读出来应当是这些值。"""

    name: str
    id_number: str
    phone: str
    ranks: tuple[int, ...]
    registered_on: date
    consent: bool


PEOPLE = tuple(
    Person(
        f"{'赵钱孙李周吴郑王'[at]}{'明芳强敏静丽军洋'[at]}",
        id_number(at + 11, f"19{60 + at}0{at + 1}1{at}"),
        f"1540000{at:04d}",
        ((0,), (1,), (0, 1), (3,), (1, 3), (2,), (0, 3), (1, 2))[at],
        date(2021, 1 + at % 5, 3 + at),
        at % 3 != 0,
    )
    for at in range(8)
)


@dataclass(frozen=True)
class Layout:
    """一种样子。depth 是表头几行；ranks 是一格里写几类，还是一类一列；community 写在列里、表名里还是标题里。"""

    number: int
    format: str
    titles: int
    depth: int
    merged: bool
    dates: int
    phone_as_number: bool
    ranks: str
    community: str
    sheets: int
    totals: bool
    notes: bool
    hidden: bool
    words: int
    wrong: str = ""

    @property
    def name(self) -> str:
        return f"样子{self.number:02d}"


@dataclass
class Page:
    """一张表：格、合并的格（首行, 首列, 末行, 末列，从 0 数起）、隐藏的行和列（从 0 数起）。"""

    name: str
    rows: list[list[object]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def layouts(count: int = 60, seed: int = 60) -> Iterator[Layout]:
    """count 种样子：每一种写法都轮到，各种写法凑在一起的次序由固定的种子定；末尾六种是应当拒收的。"""
    every = list(
        product(FORMATS, (0, 1, 2), (1, 2, 3), range(len(DATES)), ("cell", "columns"), ("column", "sheet", "title"))
    )
    pick = Random(seed)
    pick.shuffle(every)
    # 先让六种格式 × 三种表头 × 三种社区的写法都出现，再凑满
    wanted = [
        next(each for each in every if (each[0], each[2], each[5]) == need)
        for need in product(FORMATS, (1, 2, 3), ("column", "sheet", "title"))
    ]
    wrongs = ("ids_as_numbers", "short_dates", "no_header", "wrong_digit", "unknown_rank", "no_community")
    for number in range(count):
        format_, titles, depth, dates, ranks, community = wanted[number % len(wanted)]
        text = format_ in ("csv", "gb18030", "tsv")
        wrong = wrongs[number - (count - len(wrongs))] if number >= count - len(wrongs) else ""
        if wrong == "ids_as_numbers":
            format_, text = "xlsx", False
        if wrong == "no_community":
            community = "none"
        if community == "title":
            titles = max(titles, 1)
        # 文本表格里的 44328 和电话都只是文字，一样要读对
        yield Layout(
            number,
            format_,
            titles,
            depth,
            not text and number % 2 == 0,
            dates,
            number % 3 == 0,
            "columns" if depth > 1 and ranks == "columns" and wrong != "unknown_rank" else "cell",
            community,
            1 + number % 3 if not text else 1,
            number % 2 == 1,
            number % 4 < 2,
            not text and number % 3 != 1,
            number % 3,
            wrong,
        )


def pages(layout: Layout) -> list[Page]:
    """这一种样子的各张表；名单平均分在各张表里，另有一张只有说明。"""
    share = -(-len(PEOPLE) // layout.sheets)
    made = [
        _page(layout, f"{at + 1}", PEOPLE[at * share : (at + 1) * share])
        for at in range(layout.sheets)
        if PEOPLE[at * share : (at + 1) * share]
    ]
    if layout.sheets > 1:
        made.append(Page("填表说明", [["请各社区于月底前报送"], ["联系人：街道"]]))
    return made


def _page(layout: Layout, suffix: str, people: tuple[Person, ...]) -> Page:
    names = [name for name in LABELS if name != "community" or layout.community == "column"]
    labels = {name: LABELS[name][layout.words] for name in names}
    page = Page(f"{COMMUNITY}{suffix}" if layout.community == "sheet" else f"名单{suffix}", [])
    heads: list[tuple[str, str]] = [("序号", "")]
    for name in names:
        if name == "ranks" and layout.ranks == "columns":
            heads += [(labels[name], each) for each in RANK_LABELS]
        else:
            heads.append((labels[name], ""))
    heads += [("备注二", "")] if layout.hidden else []
    for at in range(layout.titles):
        where = COMMUNITY + "社区" if layout.community == "title" and at == 0 else ""
        page.rows.append([f"{where}{'志愿者登记表' if at == 0 else '填报日期：二〇二一年五月'}"])
        if layout.merged:
            page.merged.append((at, 0, at, len(heads) - 1))
    if layout.wrong != "no_header":
        _header(layout, page, heads)
    for number, person in enumerate(people, 1):
        page.rows.append(_row(layout, names, number, person))
    if layout.hidden:
        page.hidden_rows.append(len(page.rows) - 1)
        page.hidden_columns.append(len(heads) - 1)
    if layout.totals:
        page.rows.append(["合计", f"{len(people)}人"])
    if layout.notes:
        page.rows.append([])
        page.rows.append(["填表人：某某　审核人：某某"])
    return page


def _header(layout: Layout, page: Page, heads: list[tuple[str, str]]) -> None:
    """一到三行表头：上一行是大栏目，小栏在最下一行；没有小栏的竖着合并，三行的在最上面加一行总栏目。"""
    top = len(page.rows)
    block: list[list[object]] = [[None] * len(heads) for _ in range(layout.depth)]
    columns = any(part for _, part in heads)
    depth = layout.depth if columns or layout.merged else 1
    block = block[:depth]
    first_part = next((at for at, (_, part) in enumerate(heads) if part), None)
    for at, (label, part) in enumerate(heads):
        if part:
            block[-1][at] = part
            if at == first_part or not layout.merged:
                block[-2][at] = label
        elif depth > 1 and layout.merged:
            block[0][at] = label
            page.merged.append((top, at, top + depth - 1, at))
        else:
            block[-1][at] = label
    if first_part is not None and layout.merged:
        count = sum(bool(part) for _, part in heads)
        page.merged.append((top + depth - 2, first_part, top + depth - 2, first_part + count - 1))
        if depth == 3:
            block[0][first_part] = "队伍情况"
            page.merged.append((top, first_part, top, first_part + count - 1))
    page.rows += block


def _row(layout: Layout, names: list[str], number: int, person: Person) -> list[object]:
    cells: list[object] = [number]
    for name in names:
        value: object
        if name == "ranks" and layout.ranks == "columns":
            cells += ["√" if at in person.ranks else None for at in range(len(RANK_LABELS))]
            continue
        if name == "id_number":
            value = int(person.id_number) if layout.wrong == "ids_as_numbers" else person.id_number
            if layout.wrong == "wrong_digit":
                value = person.id_number[:15] + str((int(person.id_number[15]) + 1) % 10) + person.id_number[16:]
        elif name == "phone":
            value = int(person.phone) if layout.phone_as_number else person.phone
        elif name == "community":
            value = COMMUNITY if number % 2 else f"{COMMUNITY}社区"
        elif name == "ranks":
            value = ("、", "，", "/")[layout.words].join(RANK_LABELS[at] for at in person.ranks)
            value = "骑兵" if layout.wrong == "unknown_rank" else value
        elif name == "registered_on":
            value = "5.12" if layout.wrong == "short_dates" else DATES[layout.dates](person.registered_on)
        elif name == "consent":
            value = YES_NO[layout.words][0 if person.consent else 1]
        else:
            # 为了对齐，两个字的名字中间常加空格
            value = f"{person.name[0]}　{person.name[1]}" if layout.words == 2 else person.name
        cells.append(value)
    return cells + (["隐藏的备注"] if layout.hidden else [])


def write(folder: Path, layout: Layout) -> Path:
    """写成文件，返回路径。"""
    made = pages(layout)
    if layout.format in ("csv", "gb18030", "tsv"):
        path = folder / f"{_stem(layout)}.{'tsv' if layout.format == 'tsv' else 'csv'}"
        text = io.StringIO(newline="")
        csv.writer(text, delimiter="\t" if layout.format == "tsv" else ",").writerows(made[0].rows)
        path.write_bytes(text.getvalue().encode("gb18030" if layout.format == "gb18030" else "utf-8-sig"))
        return path
    path = folder / f"{_stem(layout)}.{layout.format}"
    {"xlsx": _xlsx, "xls": _xls, "ods": _ods}[layout.format](path, made)
    return path


def _stem(layout: Layout) -> str:
    """文本表格没有表名：社区写在表名里的，就写在文件名里。"""
    text = layout.format in ("csv", "gb18030", "tsv")
    return f"{COMMUNITY}{layout.name}" if text and layout.community == "sheet" else layout.name


def _xlsx(path: Path, made: list[Page]) -> None:
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in made:
        sheet = book.create_sheet(page.name)
        for row in page.rows:
            sheet.append(row)
        for first, left, last, right in page.merged:
            if (first, left) != (last, right):
                sheet.merge_cells(start_row=first + 1, start_column=left + 1, end_row=last + 1, end_column=right + 1)
        for at in page.hidden_rows:
            sheet.row_dimensions[at + 1].hidden = True
        for at in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(at + 1)].hidden = True
    book.save(path)


def _xls(path: Path, made: list[Page]) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for page in made:
        sheet = book.add_sheet(page.name)
        inside = {
            (row, column): (first, left)
            for first, left, last, right in page.merged
            for row in range(first, last + 1)
            for column in range(left, right + 1)
        }
        for first, left, last, right in page.merged:
            sheet.write_merge(first, last, left, right, page.rows[first][left])
        for at in page.hidden_rows:
            sheet.row(at).hidden = True
        for at in page.hidden_columns:
            sheet.col(at).hidden = True
        for row, cells in enumerate(page.rows):
            for column, value in enumerate(cells):
                if value is not None and (row, column) not in inside:
                    sheet.write(row, column, value, *([day] if isinstance(value, date) else []))
    book.save(str(path))


def _ods(path: Path, made: list[Page]) -> None:
    """按 OpenDocument 的写法写最少的几个部件；合并的格写跨几列几行。"""
    tables = "".join(_ods_table(page) for page in made)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", manifest)


def _ods_table(page: Page) -> str:
    spans = {(first, left): (last - first + 1, right - left + 1) for first, left, last, right in page.merged}
    rows = []
    for at, cells in enumerate(page.rows):
        made = "".join(_ods_cell(value, spans.get((at, column))) for column, value in enumerate(cells))
        hidden = ' table:visibility="filter"' if at in page.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{made or '<table:table-cell/>'}</table:table-row>")
    shown = page.hidden_columns[0] if page.hidden_columns else 1
    columns = f'<table:table-column table:number-columns-repeated="{shown}"/>'
    columns += '<table:table-column table:visibility="collapse"/>' * len(page.hidden_columns)
    return f'<table:table table:name="{escape(page.name)}">{columns}{"".join(rows)}</table:table>'


def _ods_cell(value: object, span: tuple[int, int] | None) -> str:
    wide = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if value is None:
        return f"<table:table-cell{wide}/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{wide}><text:p>{escape(str(value))}</text:p></table:table-cell>"
