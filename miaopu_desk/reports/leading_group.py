"""领导小组名单：公文版式，职务一列、姓名一列、单位及职务一列，不画格，照文件的先后。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from miaopu_desk.domain.leading_group import Member, RosterPage
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.report_table import on_paper
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.flow import Row
from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import Line, break_text
from miaopu_desk.reports.page import CHARACTER, PITCH, PORTRAIT, SIZE, TRACKING, baseline
from miaopu_desk.reports.rows import prose
from miaopu_desk.reports.sheet import Sheet

INDENT = 2  # 职务空两字（以下都以字数计）
GAP = 1
NAME_LEAST, NAME_MOST = 3, 8  # 姓名栏多宽；更长的姓名自己占一行


def leading_group_document(page: RosterPage) -> Document:
    """排好一期名单，还没有存盘。"""
    valid = f"，\n截至{full_day(page.day)}有效" if page.day > page.issued_on else ""
    document = Document(
        f"{page.full_name}名单",
        author=page.signed_as,
        subject="领导小组名单",
        subtitle=f"（{page.number}，{full_day(page.issued_on)}印发{valid}）",
    )
    add_members(document, page.members)
    if page.office_in:
        document.paragraph(office_sentence(page))
    if page.signed_as:
        document.signature(page.signed_as, page.issued_on, page.seal)
    return document


def print_leading_group(page: RosterPage, path: Path) -> Path:
    """印一期名单，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    return leading_group_document(page).save(path)


def office_sentence(page: RosterPage) -> str:
    """办公室设在哪里，一句话。"""
    return f"领导小组下设办公室，设在{page.office_in}，承担日常工作。"


def add_members(document: Document, members: Sequence[Member]) -> None:
    """把名单的各行添到公文里。"""
    document.lines(member_rows(members), _texts(members))


def member_rows(members: Sequence[Member]) -> list[Row]:
    """名单的各行；同一职务接着的几行，职务只写一次，各职务的字拉开到一样宽。"""
    columns = _columns(members)
    rows: list[Row] = []
    for number, member in enumerate(members):
        first = number == 0 or members[number - 1].post != member.post
        rows += _member(member, columns, first)
    return rows


@dataclass(frozen=True, slots=True)
class _Columns:
    """三栏从哪里起、职务有多宽，单位 pt。"""

    post: float
    post_width: float
    name: float
    title: float


def _columns(members: Sequence[Member]) -> _Columns:
    posts = max((text_width(each.post, "hei", 1.0) for each in members), default=2.0)
    named = [text_width(_shown_name(each), "body", 1.0) for each in members if each.title]
    wide = max([NAME_LEAST, *(width for width in named if width <= NAME_MOST)])
    name = INDENT + posts + 1
    return _Columns(INDENT * CHARACTER, posts * CHARACTER, name * CHARACTER, (name + wide + GAP) * CHARACTER)


def _member(member: Member, columns: _Columns, first: bool) -> list[Row]:
    """一名成员的一行或几行；没有单位及职务的（集体成员）一直写到行末。"""
    name = _shown_name(member)
    room = columns.title - columns.name if member.title else PORTRAIT.width - columns.name
    names = _lines(name, columns.name, columns.name + room if member.title else PORTRAIT.width)
    alone = bool(member.title) and text_width(name, "body", CHARACTER) > room + 0.01
    if alone:
        names = _lines(name, columns.name, PORTRAIT.width)
    titles = _lines(prose(member.title), columns.title, PORTRAIT.width) if member.title else []
    count = len(names) + len(titles) if alone else max(len(names), len(titles))
    rows = []
    for number in range(count):
        at = number - len(names) if alone else number
        pieces = [names[number]] if number < len(names) else []
        pieces += [titles[at]] if 0 <= at < len(titles) else []
        label = f"{member.post}：" if first and number == 0 else ""
        rows.append(_row(pieces, label, columns, keep=number < count - 1))
    return rows


def _row(pieces: Sequence[Line], label: str, columns: _Columns, keep: bool) -> Row:
    def draw(sheet: Sheet, x: float, top: float) -> None:
        y = baseline(top, PITCH, SIZE)
        if label:
            spread = columns.post_width - text_width(label[:-1], "hei", SIZE)
            spacing = spread / max(1, len(label) - 2)
            sheet.text(x + columns.post, y, label[:-1], "hei", SIZE, spacing=spacing if len(label) > 2 else 0.0)
            sheet.text(x + columns.post + columns.post_width, y, "：", "hei", SIZE)
        for line in pieces:
            sheet.line_of_text(x, y, line, "body", SIZE)

    return Row(PITCH, draw, keep)


def _lines(text: str, left: float, right: float) -> list[Line]:
    """在左右两条边之间断行；left 在版心里量，单位 pt。"""
    return break_text(text, right, SIZE, width_of("body"), indent=left, hanging=left, tracking=TRACKING, justify=False)


def _shown_name(member: Member) -> str:
    """姓名照数据原样，两个字的中间空一字；集体成员是文字，半角标点换成全角。"""
    return on_paper(printable(member.name), "name") if member.title else _collective(member.name)


def _collective(name: str) -> str:
    shown = printable(name)
    return on_paper(shown, "name") if len(shown) <= 4 else shown


def _texts(members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    for number, each in enumerate(members, 1):
        yield f"名单第{number}行（{each.post}　{each.name[:24]}）", f"{each.post}{each.name}{each.title}"
