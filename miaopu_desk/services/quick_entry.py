"""快速登记：姓名、社区，加电话或证件号就先登记上，其余的以后按名单补。"""

from collections.abc import Mapping

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.office import Office

ASKED = ("name", "community", "phone", "id_number")
# 要补资料的各件事：没有联系办法、没有证件号、没有队伍类别
LACKING = ("no_contact", "no_id_number", "unranked")


def add_quickly(office: Office, raw: Mapping[str, object]) -> Volunteer | list[Problem]:
    """登记一位，只看 ASKED 各栏；电话和证件号至少有一样，有问题时一个字也不写，返回全部问题。"""
    wanted = {name: raw.get(name) for name in ASKED}
    record = office.keeper.read(VOLUNTEERS, {**VOLUNTEERS.initial(office.today()), **wanted})
    problems = record if isinstance(record, list) else []
    if not any(str(wanted[name] or "").strip() for name in ("phone", "id_number")):
        problems = [*problems, Problem("联系电话", "请填写联系电话或身份证号，两样至少一样")]
    return problems or office.keeper.add(VOLUNTEERS, wanted)


def incomplete(office: Office) -> list[str]:
    """还缺资料的在册志愿者的 id，不重复：总览上要补的那几件事合在一起。"""
    found = [record_id for item in due_items(office) if item.kind in LACKING for record_id in item.ids]
    return list(dict.fromkeys(found))
