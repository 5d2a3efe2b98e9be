"""把一份清单拿出去：导出成工作簿，或打印成纸；号码默认打码，完整给出要写明用途并留下记录。"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from miaopu_desk.domain.headings import Heading, heading_of
from miaopu_desk.domain.kinds import Day, Kind, Link, Number, Scaled
from miaopu_desk.domain.list_pages import ListHead
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing, resolve

PAGE = 500
NARROW = 60  # 各栏加起来不超过这么多字宽，就竖着打


def export_list(
    office: Office,
    register: Register[Any],
    listing: Listing | None,
    path: Path | None = None,
    *,
    paths: Sequence[str] | None = None,
    whole: bool = False,
    purpose: str = "",
    recipient: str = "",
) -> Path:
    """导出成 xlsx（名字以 .csv 结尾的写成 csv），返回写成的文件；paths 是要哪些栏目（默认全部），whole 为真时号码不打码，必须写 purpose。

    全部栏目的还多几列：指向志愿者的，带上那个人的证件号、电话和社区，同名的再导入时也认得出。
    打了码的名单再导入时，姓名、社区和露出来的几位都对得上的认作原来那一条，号码当作没有改。
    """
    from miaopu_desk.exchange.text_tables import write_csv
    from miaopu_desk.exchange.writing import OutColumn, write_list

    if path is not None and path.suffix.lower() not in (".xlsx", ".csv"):
        raise KnownError(f"导出的文件应以 .xlsx 或 .csv 结尾，“{path.name}”不是。")
    chosen = list(paths) if paths is not None else [name for name in fields(register) if _open(register, name)]
    known = {name: _heading(register, name) for name in chosen}
    secret = [each for each in known.values() if each.kind.secret]
    if whole and secret and not purpose.strip():
        raise KnownError("给出完整号码要写明用途，例如“报保险公司投保”。")
    table = office.keeper.table(register)
    numbers = table.numbers(listing)
    headings = [
        OutColumn(
            each.heading,
            max(each.kind.width + 2, len(each.heading) + 2),
            each.kind.align,
            each.kind.as_text,
            _sheet_kind(each.kind),
        )
        for each in known.values()
    ]
    target = path or office.in_output(f"{register.title}{office.today():%Y%m%d}.xlsx")
    if whole and secret:
        # 先记后给：没有记录就没有完整号码
        disclose(office, "export", register, purpose, recipient, len(numbers), [each.label for each in secret])
    rows = _cells(office, register, numbers, chosen, whole)
    if target.suffix.lower() == ".csv":
        return write_csv(target, [each.heading for each in known.values()], rows)
    return write_list(
        target,
        sheet=register.title,
        title=f"{_office_name(office)}{register.title}",
        headings=headings,
        rows=rows,
        note=f"截至{office.today().isoformat()}，共{len(numbers)}条",
    )


def print_list(office: Office, register: Register[Any], listing: Listing | None, path: Path | None = None) -> Path:
    """把清单打印成 PDF，返回写成的文件；号码打码。缺字形、磁盘满等报 KnownError。"""
    chosen = list(register.printed)
    numbers = office.keeper.table(register).numbers(listing)
    headings = [heading_of(resolve(register, name)) for name in chosen]
    target = path or office.in_output(f"{register.title}{office.today():%Y%m%d}.pdf")
    rows = _texts(office, register, numbers, chosen)
    return print_rows(office, target, register.title, headings, rows, len(numbers))


def print_rows(
    office: Office,
    path: Path,
    title: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[str]],
    total: int,
    note: str = "",
) -> Path:
    """把一张名单的各行打印成 PDF，抬头和末尾照办公室的设置；还没有建立的空着。"""
    from miaopu_desk.reports.listing import ListColumn, print_headed

    facts = office.facts
    head = ListHead(
        title=title,
        office=_office_name(office),
        as_of=full_day(office.today()),
        total=total,
        prepared_by=(facts and facts.prepared_by) or "",
        checked_by=(facts and facts.checked_by) or "",
        note=note,
    )
    return print_headed(path, head, [ListColumn(each.label, each.width, each.align) for each in headings], rows)


def _open(register: Register[Any], name: str) -> bool:
    """不公开的人（线索的举报人），他的号码、社区不跟着出去。"""
    kind = register.column(name.partition(".")[0]).kind
    return not ("." in name and isinstance(kind, Link) and kind.sealed)


def _heading(register: Register[Any], name: str) -> Column:
    return fields(register).get(name) or resolve(register, name)


def _office_name(office: Office) -> str:
    facts = office.facts
    return facts.name if facts else ""


def _values(
    office: Office, register: Register[Any], numbers: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    table = office.keeper.table(register)
    for start in range(0, len(numbers), PAGE):
        for row in table.values(numbers[start : start + PAGE], names):
            if row:
                yield row[1:]


def _cells(
    office: Office, register: Register[Any], numbers: Sequence[int], names: Sequence[str], whole: bool
) -> Iterator[list[object]]:
    kinds = [resolve(register, name).kind for name in names]
    for values in _values(office, register, numbers, names):
        yield [
            kind.masked(value) if kind.secret and not whole else kind.cell(value)
            for kind, value in zip(kinds, values, strict=True)
        ]


def _texts(
    office: Office, register: Register[Any], numbers: Sequence[int], names: Sequence[str]
) -> Iterator[list[str]]:
    kinds = [resolve(register, name).kind for name in names]
    for values in _values(office, register, numbers, names):
        yield [kind.listed(value) for kind, value in zip(kinds, values, strict=True)]


def _sheet_kind(kind: Kind) -> str:
    if isinstance(kind, Day):
        return "date"
    return "number" if isinstance(kind, Number | Scaled) else "text"
