"""数字背后的名单：一个月全部数字的，关账时一起冻结；一个数字的，给窗口看、印成一页。"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from miaopu_desk.domain.figures import BY_NAME, FIGURES, Line, MonthFigures
from miaopu_desk.domain.frozen import STREET_KEY, TOTAL_KEY
from miaopu_desk.domain.headings import heading_of
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.name_lists import NameList, NameLists, Rows
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.figures import parameters
from miaopu_desk.services.listing_out import print_rows
from miaopu_desk.services.office import Office
from miaopu_desk.store import closings, queries
from miaopu_desk.store.listing import resolve

PAGE = 500
TABLES: Mapping[str, str] = {each.name: each.table for each in FIGURES}


def list_ids(office: Office, figures: MonthFigures) -> dict[str, dict[str, tuple[str, ...]]]:
    """全部数字的名单，只有 id：数字 → 行的键（社区 id、街道为空、合计为 *）→ 各行。每一份和 figure_names 一样。"""
    given = parameters(office, figures.month, figures.as_of)
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for figure in FIGURES:
        by_key: dict[str, list[str]] = {}
        first: dict[str, str] = {}
        for community, counted, row in closings.behind(office.database, queries.FIGURES[figure.name], given):
            by_key.setdefault(community or STREET_KEY, []).append(row)
            first.setdefault(counted, row)  # 由 id 从小到大来，先到的就是合计里列的那一行
        by_key[TOTAL_KEY] = list(first.values())
        lists[figure.name] = {key: tuple(rows) for key, rows in by_key.items()}
    return lists


def month_names(office: Office, figures: MonthFigures) -> NameLists:
    """全部数字的名单，连同各行给人看的字（号码打码）。"""
    lists = list_ids(office, figures)
    counted: dict[str, set[str]] = {}
    for name, by_key in lists.items():
        counted.setdefault(TABLES[name], set()).update(*by_key.values())
    return NameLists(lists, {table: _rows(office, table, sorted(ids)) for table, ids in counted.items()})


def name_list(office: Office, month: str, figure: str, community: str | None = None) -> NameList:
    """一个数字的名单：关着的月份是关账时冻结的，别的是现在的。

    community 是社区名，空着或“合计”是合计，“街道本级”是不归哪个社区的。数字、社区、月份不认识报 KnownError。
    """
    from miaopu_desk.services.closed_months import frozen_names, shown_figures

    if figure not in BY_NAME:
        raise KnownError(f"没有“{figure}”这个数字，可以用：{'、'.join(BY_NAME)}。")
    figures, state = shown_figures(office, month)
    line = _line(figures, community)
    key = TOTAL_KEY if line is figures.total else line.id or STREET_KEY
    table = TABLES[figure]
    if state.closed and state.latest is not None:
        frozen = frozen_names(office, state.month, state.latest.number)
        rows, ids = frozen.rows.get(table, _rows(office, table, ())), frozen.ids(figure, key)
        note = f"{state.label}时的名单"
    else:
        ids = list_ids(office, figures)[figure].get(key, ())
        rows = _rows(office, table, ids)
        note = f"截至{full_day(figures.as_of)}"
    one = BY_NAME[figure]
    count = f"{line.hours_text}小时" if figure == "service_minutes" else f"{line.value(figure)}{one.unit}"
    title = f"{figures.month.title}{line.name}“{one.label}”名单"
    return NameList(title, count, rows.headings, tuple(rows.texts[each] for each in ids), note)


def print_names(office: Office, month: str, figure: str, community: str | None, path: Path | None = None) -> Path:
    """把一个数字的名单印成 PDF，返回写成的文件；号码打码。缺字形、磁盘满等报 KnownError。"""
    shown = name_list(office, month, figure, community)
    target = path or office.in_output(f"{shown.title.replace('“', '').replace('”', '')}.pdf")
    note = f"{shown.note}，计{shown.count}。"
    return print_rows(office, target, shown.title, shown.headings, shown.rows, len(shown.rows), note)


def _line(figures: MonthFigures, community: str | None) -> Line:
    if community in (None, "", figures.total.name):
        return figures.total
    for each in (*figures.communities, figures.street):
        if community in (each.name, each.id):
            return each
    raise KnownError(f"没有“{community}”这个社区，现有：{'、'.join(each.name for each in figures.communities)}。")


def _rows(office: Office, table: str, ids: Sequence[str]) -> Rows:
    register = REGISTERS[table]
    paths = register.printed or register.listed
    columns = [resolve(register, path) for path in paths]
    headings = tuple(map(heading_of, columns))
    texts: dict[str, tuple[str, ...]] = {}
    kept = office.keeper.table(register)
    numbers = kept.numbers_of(ids)
    for start in range(0, len(numbers), PAGE):
        for row in kept.values(numbers[start : start + PAGE], paths):
            if row:
                shown = zip(columns, row[1:], strict=True)
                texts[row[0]] = tuple(str(column.kind.masked(value)) for column, value in shown)
    return Rows(headings, texts)
