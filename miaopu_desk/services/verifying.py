"""凭核验码核对：记录证明和星级证书都查得到；撤销的、作废的、没有开过的说得清。"""

from miaopu_desk.domain.certificates import read_code
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, StarCertification
from miaopu_desk.services.certificates import certificate_lines, verify
from miaopu_desk.services.office import Office

_SHOWN = ("number", "name", "id_number", "community", "label", "minutes", "points", "certified_on")


def verified_lines(office: Office, code: str) -> list[str]:
    """核验时给人看的几行，头一行说是什么；证件号码打码。

    抄错了、没有开过、已经作废或撤销的报 KnownError，说清是哪一种。
    """
    standard, _ = read_code(code)
    found = office.keeper.table(STAR_CERTIFICATIONS).find("code", standard) if standard else []
    if found:
        return _star_lines(office, found[0])
    return ["证明属实，是本办公室开出的：", *certificate_lines(verify(office, code))]


def _star_lines(office: Office, one: StarCertification) -> list[str]:
    if one.state == "revoked":
        raise KnownError(f"核验码 {one.code} 的{one.label}证书已于{one.revoked_on}撤销，不再有效。")
    facts = office.facts
    columns = [STAR_CERTIFICATIONS.column(name) for name in _SHOWN]
    lines = ["星级证书属实，是本办公室发的，现在有效："]
    lines += [
        f"{column.label}：{column.kind.masked(getattr(one, column.name))}{'小时' if column.name == 'minutes' else ''}"
        for column in columns
        if getattr(one, column.name) is not None
    ]
    return [*lines, f"发证单位：{facts.signed_as}"] if facts else lines
