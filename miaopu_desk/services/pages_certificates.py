"""服务记录证明的纸：开出（或找到原来那份）再印；完整的证件号码要写明用途，先记后印。"""

from datetime import date
from pathlib import Path

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.certificates import CERTIFICATES, Certificate
from miaopu_desk.services.certificates import find_volunteer, issue_certificate
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of

CERTIFICATE_OPTIONS = ("volunteer", "number", "from", "to", "contact", "purpose", "recipient")


def print_one(office: Office, one: Certificate, path: Path, purpose: str = "", recipient: str = "") -> Path:
    """印一份已经开出的证明；写了 purpose 才印完整的证件号码，并留下提供记录。"""
    from miaopu_desk.reports.certificate import print_certificate

    whole = bool(purpose.strip()) and one.id_number is not None
    if whole:
        disclose(office, "print", CERTIFICATES, purpose, recipient, 1, ["身份证号"], one.id)
    return print_certificate(one, path, whole=whole)


def make_certificate(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 certificate；volunteer 开一份新的，number 重印开过的；from、to 是服务起止，purpose 是给出完整号码的用途。"""
    one = _chosen(office, month, options)
    return print_one(office, one, path, options.get("purpose", ""), options.get("recipient", ""))


def _chosen(office: Office, month: str | None, options: Options) -> Certificate:
    number, written = options.get("number", "").strip(), options.get("volunteer", "").strip()
    if number:
        found = office.keeper.table(CERTIFICATES).find("number", number)
        if not found:
            raise KnownError(f"没有编号为“{number}”的证明，请在“志愿者”的“志愿服务记录证明”里核对。")
        return found[0]
    if not written:
        raise KnownError("请写明给谁开：volunteer=证件号码，或 volunteer=姓名（同名的空一格写证件号或电话后四位）。")
    return issue_certificate(
        office,
        find_volunteer(office, written).id,
        first=_day(office, options, "from"),
        last=_day(office, options, "to") or (day_of(office, month, {}) if month else None),
        contact=options.get("contact", "").strip(),
    )


def _day(office: Office, options: Options, name: str) -> date | None:
    return day_of(office, None, options, name) if options.get(name, "").strip() else None
