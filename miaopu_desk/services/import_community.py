"""这张表是哪个社区交来的：指明的，或者表名、标题、文件名里写着的。"""

from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Sheet, Workbook
from miaopu_desk.services.linking import look_up
from miaopu_desk.services.office import Office


def handed_in_by(
    office: Office,
    register: Register[Any],
    workbook: Workbook,
    sheet: Sheet,
    header: HeaderMatch,
    given: str | None,
    notes: list[str],
) -> tuple[Ref | None, bool]:
    """表是哪个社区的；第二个值是“指明的，写着别的社区的行要拒收”。指明的社区没有的报 KnownError。"""
    column = next((each for each in register.columns if each.name == "community"), None)
    if column is None or not isinstance(column.kind, Link):
        return None, False
    if given is not None:
        read = column.kind.read(given)
        found = look_up(office.database, column.kind, read.name if read else given)
        if not isinstance(found, Ref):
            raise KnownError(f"社区：{found}。")
        return found, True
    if "community" in header.names:
        return None, False
    names = [each.name for each in office.keeper.table(COMMUNITIES).all()]
    for where, text in (("工作表名", sheet.name), ("标题", header.title), ("文件名", workbook.path.stem)):
        mentioned = [name for name in names if name in text]
        longest = [name for name in mentioned if not any(name != other and name in other for other in mentioned)]
        if len(longest) == 1:
            notes.append(f"表里没有社区一栏，按{where}算作“{longest[0]}”")
            found = look_up(office.database, column.kind, longest[0])
            return (found, False) if isinstance(found, Ref) else (None, False)
    if column.required:
        notes.append("表里没有社区一栏，标题和文件名里也没有社区，请指明是哪个社区交来的")
    return None, False
