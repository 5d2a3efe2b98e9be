"""网格和值守的缺口：哪处没有人、谁闲着、谁管得太多、哪班不够人；每样都列得出是哪几行。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.duty_due import DUTY_DUE
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries

GAPS = (
    ("areas_with_nobody", "网格没有人负责", "没有有效的分工，或者负责的人已经退出"),
    ("in_charge_but_gone", "分工还挂在已退出的人名下", "请结束这条分工，另派人负责"),
    *(each for each in DUTY_DUE if not each[0].startswith("equipment")),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """一样缺口：在哪张登记表、是哪几行；没有的 ids 为空。"""

    kind: str
    title: str
    detail: str
    table: str
    ids: tuple[str, ...]


def gaps(office: Office, day: date) -> list[Gap]:
    """day 那天的各样缺口，按固定的次序；没有的也列，数目是零。班次看那天起的七天。"""
    most = target(office, "areas_per_person")
    given: dict[str, object] = {"day": day.isoformat(), "most_areas": most}
    found = []
    for kind, title, detail in GAPS:
        question = queries.DUE[kind]
        ids = tuple(queries.names(office.database, question, given))
        found.append(Gap(kind, title, detail.format(most_areas=most), question.table, ids))
    return found
