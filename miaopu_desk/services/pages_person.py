"""个人档案的纸：一个人登记的各项和各张登记表里的各行，号码打码；给完整号码要写用途并留下记录。"""

from dataclasses import replace
from pathlib import Path

from miaopu_desk.domain.attachments import safe_file_name
from miaopu_desk.domain.person_page import PersonRecord
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.certificates import find_volunteer
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, yes
from miaopu_desk.services.person_record import person_record

PERSON_OPTIONS = ("volunteer", "whole", "purpose", "recipient")


def make_person_record(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """个人档案，写成 PDF。

    选项：volunteer 是证件号码或姓名（同名的空一格写证件号或电话后四位）；whole 写“是”给完整号码，要写 purpose。
    """
    from miaopu_desk.reports.person_record import print_person_record

    written = options.get("volunteer", "").strip()
    if not written:
        raise KnownError(
            "请写明是谁的档案：volunteer=证件号码，或 volunteer=姓名（同名的空一格写证件号或电话后四位）。"
        )
    volunteer = find_volunteer(office, written)
    record = person_record(office, volunteer.id)
    if yes(options, "whole"):
        secret = [each for each in VOLUNTEERS.columns if each.kind.secret and getattr(volunteer, each.name)]
        labels = [each.label for each in secret]
        disclose(office, "print", VOLUNTEERS, options.get("purpose", ""), options.get("recipient", ""), 1, labels)
        whole = {each.label: each.kind.show(getattr(volunteer, each.name)) for each in secret}
        record = replace(record, facts=tuple((label, whole.get(label, text)) for label, text in record.facts))
    return print_person_record(record, path)


def print_masked(office: Office, record: PersonRecord) -> Path:
    """把看着的一份档案印出来，号码打码，返回写成的文件。"""
    from miaopu_desk.reports.person_record import print_person_record

    name = safe_file_name(f"志愿者档案 {record.name} {record.day:%Y%m%d}", "档案.pdf")
    return print_person_record(record, office.in_output(name))
