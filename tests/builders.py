"""测试用的办公室和行：每一种值造一个能收的样子，所指的行没有就先造。"""

from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from stdnum.iso7064 import mod_11_2

from miaopu_desk.domain import kinds
from miaopu_desk.domain.attachments import Digest, RegisterName
from miaopu_desk.domain.card_tail import CardTail
from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.duty_times import DutyExceptions, DutyTimes
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.stars import standings

DAY = date(2021, 5, 31)
COMMUNITIES = ("东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里")
_serial = count(1)


def office_with_communities() -> Office:
    """内存办公室：八个社区，今天是 2021-05-31。造一次，以后照抄：每次的社区都是同一个 id。"""
    return copied(_communities())


def copied(office: Office) -> Office:
    """照抄一间内存办公室，连同它的更改记录；抄的和原来的互不相干。"""
    made = memory_office(office.given_day or DAY)
    office.database.connection.backup(made.database.connection)
    return made


@cache
def _communities() -> Office:
    office = memory_office(DAY)
    for position, name in enumerate(COMMUNITIES, 1):
        saved = office.keeper.add(
            REGISTERS["communities"], {"name": name, "position": position, "resident_population": 1000 + position}
        )
        assert not isinstance(saved, list), saved
    return office


def id_number(serial: int = 0, born: str = "19700101", region: str = "439999") -> str:
    """一个校验码正确、行政区划不存在的号码。"""
    body = f"{region}{born}{serial % 1000:03d}"
    return body + mod_11_2.calc_check_digit(body)


def example(office: Office, register: Register[Any]) -> dict[str, object]:
    """一行每一栏都填了的内容，可以直接 Keeper.add。"""
    number = next(_serial)
    born = f"19{50 + number // 28 % 40:02d}06{number % 28 + 1:02d}"
    raw: dict[str, object] = {}
    for column in register.columns:
        kind = column.kind
        if column.name in ("sex", "born_on", "parent", "standing", "standing_on", "standing_reason"):
            continue
        if isinstance(kind, kinds.Link) and kind.target == register.table:
            continue
        if isinstance(kind, kinds.Link):
            raw[column.name] = _linked(office, kind)
        elif isinstance(kind, kinds.PersonName):
            raw[column.name] = "甲乙丙丁戊己庚辛"[number % 8] + "明"
        elif isinstance(kind, kinds.IdNumber):
            raw[column.name] = id_number(number, born)
        elif isinstance(kind, kinds.Phone):
            raw[column.name] = f"154{number:08d}"
        elif isinstance(kind, kinds.Day):
            raw[column.name] = "2021-05-20" if column.name == "ends_on" else "2021-05-12"
        elif isinstance(kind, kinds.Number):
            raw[column.name] = str(min(max(number, kind.low), kind.high))
        elif isinstance(kind, kinds.Scaled):
            raw[column.name] = "1.5"
        elif isinstance(kind, kinds.Choice):
            raw[column.name] = kind.codes.items[0].label
        elif isinstance(kind, kinds.Choices):
            raw[column.name] = "、".join(item.label for item in kind.codes.items[:2])
        elif isinstance(kind, kinds.YesNo):
            raw[column.name] = "是"
        elif isinstance(kind, CardTail):
            raw[column.name] = f"{number % 10000:04d}"
        elif isinstance(kind, RegisterName):
            raw[column.name] = REGISTERS["communities"].title
        elif isinstance(kind, Digest):
            raw[column.name] = f"{number:064x}"
        elif isinstance(kind, Clock):
            raw[column.name] = "17:30" if column.name in ("ends_at", "left_at") else "8:30"
        elif isinstance(kind, DutyTimes):
            raw[column.name] = "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）"
        elif isinstance(kind, DutyExceptions):
            raw[column.name] = "2021-05-14停；2021-05-16按星期三"
        else:
            assert isinstance(kind, kinds.Text), kind
            raw[column.name] = f"{column.label}{number}"[: kind.limit]
    if register.table == "policies":
        raw |= {"youngest": "16", "oldest": "70"}
    if register.table == "reward_batches":
        raw.pop("paid_on")  # 发过的批次不能再改
    if register.table == "shifts":
        raw.pop("planned_at")
    if register.table == "summers":
        year = 2001 + number % 99
        raw |= {"year": str(year), "starts_on": f"{year}-05-12", "ends_on": f"{year}-09-20"}
    if register.table == "holiday_days":
        raw |= {"day": date(2001, 1, 1) + timedelta(days=number), "kind": "调休上班"}
    if register.table == "offices":
        raw.pop("fixed_day")
    return raw


def add(office: Office, table: str, **raw: object) -> Any:
    """加一行并要求收下；raw 里没写的栏目不填。"""
    saved = office.keeper.add(REGISTERS[table], raw)
    assert not isinstance(saved, list), [str(problem) for problem in saved]
    return saved


def served(office: Office, day: date = DAY) -> list[tuple[str, str, str, int]]:
    """星级一览里服务过的各人：（志愿者 id，姓名，社区，累计分钟）。"""
    return [
        (one.volunteer_id, one.name, one.community, one.minutes) for one in standings(office, day) if one.minutes > 0
    ]


def _linked(office: Office, kind: kinds.Link) -> kinds.Ref:
    target = REGISTERS[kind.target]
    raw = example(office, target)
    if kind.scope:
        raw["vocabulary"] = kind.scope
    saved = office.keeper.add(target, raw)
    assert not isinstance(saved, list), [str(problem) for problem in saved]
    return kinds.Ref(target.column(target.name_by).kind.show(getattr(saved, target.name_by)), saved.id)
