"""这张表是哪个社区交来的：指明的，或者表名、标题、文件名里写着的；表里分社区的小标题也认。"""

import re
from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Sheet, Workbook
from miaopu_desk.services.linking import look_up
from miaopu_desk.services.office import Office

NOWHERE = "表里没有社区一栏，标题和文件名里也没有社区，请指明是哪个社区交来的"
FROM_PEOPLE = "表里没有社区一栏，按各人登记的社区算"
_PLACES = re.compile("省|自治区|市|(?<![社小])区|县|街道办事处|街道|办事处|镇|乡")
_NUMBER = re.compile(r"^(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．)）])")
_COUNT = re.compile(r"[(（:：]?共?(?:计|有)?\d+(?:人|名|户|条)[)）]?$")


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
        for where, name in _written(office, workbook, sheet, header):
            if name != found.name:
                notes.append(f"指明的是“{found.name}”，{where}里写的却是“{name}”，请核对是不是拿错了表")
        return found, True
    if "community" in header.names:
        return None, False
    written = _written(office, workbook, sheet, header)
    if written:
        where, name = written[0]
        notes.append(f"表里没有社区一栏，按{where}算作“{name}”")
        notes += [
            f"{where}里写的是“{name}”，{other}里写的却是“{another}”，请核对"
            for other, another in written[1:]
            if another != name
        ]
        found = look_up(office.database, column.kind, name)
        return (found, False) if isinstance(found, Ref) else (None, False)
    if column.required:
        notes.append(FROM_PEOPLE if _has_people(register) else NOWHERE)
    return None, False


def settle_communities(office: Office, register: Register[Any], rows: Sequence[Any]) -> None:
    """写着是谁、没有写社区的（服务时长表常常这样）：社区就是那个人登记的社区。"""
    place = next((each for each in register.columns if each.name == "community"), None)
    if place is None or not place.required or not _has_people(register):
        return
    bare = [row for row in rows if row.state != "skipped" and row.record.community is None and row.record.volunteer]
    people = office.keeper.table(VOLUNTEERS).records(list({row.record.volunteer.id or "" for row in bare} - {""}))
    homes = {one.id: one.community for one in people}
    for row in bare:
        row.record.community = homes.get(row.record.volunteer.id)


def _has_people(register: Register[Any]) -> bool:
    return any(each.name == "volunteer" for each in register.links)


def community_named(office: Office, column: Column, text: str) -> Ref | None:
    """写着的是哪个社区：前面带着区、街道的，中间垫了空格的也认；认不出为空。"""
    assert isinstance(column.kind, Link)
    kind = column.kind
    bare = "".join(text.split())
    for part in (text, bare, *(bare[cut.end() :] for cut in _PLACES.finditer(bare))):
        ref = kind.read(part)
        found = look_up(office.database, kind, ref.name) if ref else None
        if isinstance(found, Ref):
            return found
    return None


def section_named(office: Office, column: Column, text: str) -> Ref | None:
    """单独占一行的“一、东方里社区（32人）”是哪个社区；不像小标题的为空。"""
    bare = _COUNT.sub("", _NUMBER.sub("", "".join(text.split()))).strip(":：、")
    assert isinstance(column.kind, Link)
    if bare == text and not bare.endswith(column.kind.drop):
        return None  # 光是两三个字的，可能是人名
    return community_named(office, column, bare)


def _written(office: Office, workbook: Workbook, sheet: Sheet, header: HeaderMatch) -> list[tuple[str, str]]:
    """表名、标题、文件名里写着的社区：（哪里，社区）；一处写了几个的不算。"""
    places = (("工作表名", sheet.name), ("标题", header.title), ("文件名", workbook.path.stem))
    return [(where, name) for where, text in places if (name := only_one_in(office, text))]


def only_one_in(office: Office, text: str) -> str:
    """一段话里写着的社区；没有、写了几个的为空。"""
    mentioned = [each.name for each in office.keeper.table(COMMUNITIES).all() if each.name in text]
    longest = [name for name in mentioned if not any(name != other and name in other for other in mentioned)]
    return longest[0] if len(longest) == 1 else ""


def titled(office: Office, column: Column, titles: Sequence[str]) -> Ref | None:
    """名单中间又起一份，上面几行里离它最近的一行标题写着的社区；没有为空。"""
    assert isinstance(column.kind, Link)
    name = next((found for text in reversed(titles) if (found := only_one_in(office, text))), "")
    place = look_up(office.database, column.kind, name) if name else None
    return place if isinstance(place, Ref) else None
