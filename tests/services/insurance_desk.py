"""保险测试共用的办公室：八个社区、一张 2021 年的保单，按需要加人。"""

from datetime import date
from typing import Any

from builders import add, id_number, office_with_communities

from miaopu_desk.domain.insurance import Consent
from miaopu_desk.services.office import Office

AGREED = Consent(True, True)


class Desk:
    """一间办公室和往里加东西的几个简便办法。"""

    def __init__(self, **policy: object) -> None:
        self.office: Office = office_with_communities()
        facts: dict[str, object] = {
            "number": "P1",
            "insurer": "某保险公司",
            "starts_on": "2021-01-01",
            "ends_on": "2021-12-31",
            "premium": "120",
            "youngest": "16",
            "oldest": "70",
            "death_sum": "100000",
            "proration": "按日",
        }
        self.policy = add(self.office, "policies", **{**facts, **policy})
        self._serial = 0

    def person(self, name: str, born: str = "1970-01-01", **more: object) -> Any:
        """一名专职志愿者；证件号码由出生日期造。"""
        self._serial += 1
        raw: dict[str, object] = {
            "name": name,
            "community": "东方里",
            "ranks": "专职",
            "registered_on": "2021-01-01",
            "id_number": id_number(self._serial, born.replace("-", "")),
        }
        return add(self.office, "volunteers", **{**raw, **more})

    def enroll(self, person: Any, starts: str = "2021-01-01", ends: str | None = None, **more: object) -> Any:
        """一条同意书齐全的参保。"""
        raw: dict[str, object] = {
            "policy": self.policy_ref(more.pop("policy", None)),
            "volunteer": ref(person),
            "starts_on": starts,
            "ends_on": ends,
            "consented": "是",
            "sum_agreed": "是",
        }
        return add(self.office, "enrollments", **{**raw, **more})

    def policy_ref(self, policy: Any = None) -> Any:
        one = policy or self.policy
        return ref(one, one.number)

    def on(self, day: str) -> None:
        """今天改成这一天。"""
        self.office.given_day = date.fromisoformat(day)


def ref(record: Any, name: str | None = None) -> Any:
    from miaopu_desk.domain.kinds import Ref

    return Ref(name if name is not None else record.name, record.id)
