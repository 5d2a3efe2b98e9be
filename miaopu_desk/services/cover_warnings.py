"""保险的预警：今天（或某天）各种不妥，和背后的人；在保未保各多少，供月报用。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.cover_warnings import INSURANCE_DUE
from miaopu_desk.domain.figures import DueItem
from miaopu_desk.domain.kinds import IdNumber, Phone, Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.figures import due_among
from miaopu_desk.services.office import Office


@dataclass(frozen=True, slots=True)
class Behind:
    """预警背后的一行：id 是 table 里的那条；号码已经打码，about 说明是哪一条。"""

    id: str
    name: str
    community: str
    id_number: str
    phone: str
    about: str


def cover_warnings(office: Office, day: date | None = None) -> list[DueItem]:
    """保险的各种预警，没有的不列；day 不写是今天。"""
    return due_among(office, day or office.today(), INSURANCE_DUE)


_PATHS: Mapping[str, tuple[str, ...]] = {
    "volunteers": ("name", "community", "id_number", "phone"),
    "enrollments": (
        "volunteer",
        "volunteer.community",
        "volunteer.id_number",
        "volunteer.phone",
        "policy",
        "starts_on",
    ),
    "shift_people": (
        "volunteer",
        "volunteer.community",
        "volunteer.id_number",
        "volunteer.phone",
        "shift",
        "shift.area",
    ),
    "policies": ("number", "insurer", "ends_on"),
    "claims": ("volunteer", "volunteer.community", "volunteer.id_number", "volunteer.phone", "policy", "happened_on"),
}


def people_behind(office: Office, item: DueItem) -> list[Behind]:
    """一种预警背后的各行，号码打码。"""
    register = REGISTERS[item.table]
    table = office.keeper.table(register)
    found = []
    for row in table.values(table.numbers_of(item.ids), _PATHS[item.table]):
        if not row:
            continue
        record_id, *values = row
        shown = [value.name if isinstance(value, Ref) else value for value in values]
        if item.table == "policies":
            number, insurer, ends_on = shown
            found.append(Behind(record_id, number, "", "", "", f"{insurer}，{ends_on}到期"))
            continue
        name, community, id_number, phone, *rest = shown
        about = "　".join(str(each) for each in rest if each)
        found.append(Behind(record_id, name, community, IdNumber().masked(id_number), Phone().masked(phone), about))
    return found
