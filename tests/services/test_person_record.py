"""个人档案：各张登记表里记着这个人的行都在，号码打码，同一口径的合计，印得出来。"""

from pathlib import Path

import pypdfium2
import pytest
from builders import add, example, id_number, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import REGISTERS, VOLUNTEERS
from miaopu_desk.reports.person_record import print_person_record
from miaopu_desk.services.pages_person import print_masked
from miaopu_desk.services.person_record import person_record, registers_about_people
from miaopu_desk.services.reporting import make_report
from miaopu_desk.store import disclosures


def test_every_register_that_names_a_volunteer_is_in_the_record() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", **example(office, VOLUNTEERS))
    other = add(office, "volunteers", **example(office, VOLUNTEERS))
    expected: dict[str, list[str]] = {}
    for register in registers_about_people():
        own = {**example(office, register), "volunteer": Ref(person.name, person.id)}
        foreign = {**example(office, register), "volunteer": Ref(other.name, other.id)}
        expected[register.table] = [add(office, register.table, **own).id]
        add(office, register.table, **foreign)
    assert {"service_records", "participations", "enrollments", "assignments", "shift_people"} <= set(expected)
    record = person_record(office, person.id)
    assert {each.table: list(each.ids) for each in record.sections} == expected
    for section in record.sections:
        assert all(len(row) == len(section.headings) for row in section.rows)
        assert section.title in record.said


def test_numbers_are_masked_and_empty_facts_are_left_out() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", **example(office, VOLUNTEERS))
    facts = dict(person_record(office, person.id).facts)
    assert "*" in facts["身份证号"]
    assert "*" in facts["联系电话"]
    assert person.id_number not in "".join(facts.values())
    assert facts["状态"] == "在册"
    assert "岁）" in facts["出生日期"]
    bare = add(office, "volunteers", name="甲乙", community="东方里")
    assert set(dict(person_record(office, bare.id).facts)) == {"姓名", "社区", "登记日期", "状态"}
    assert person_record(office, bare.id).said == "各张登记表里还没有这个人的记录"


def test_the_sums_are_those_of_the_certificate() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", name="甲乙", community="东方里", phone="15400000001")
    for day, hours in (("2021-05-03", "1.5"), ("2021-05-04", "2")):
        add(
            office,
            "service_records",
            volunteer=Ref(person.name, person.id),
            community="东方里",
            served_on=day,
            minutes=hours,
            activity="巡逻",
        )
    assert person_record(office, person.id).sums == (("服务", "2次"), ("累计", "3.5小时"))


def test_a_removed_person_has_no_record() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", name="甲乙", community="东方里")
    office.keeper.remove(REGISTERS["volunteers"], [person.id])
    with pytest.raises(KnownError, match="已经删除"):
        person_record(office, person.id)


def test_whole_numbers_on_paper_ask_for_a_purpose_and_are_logged(tmp_path: Path) -> None:
    office = office_with_communities()
    person = add(office, "volunteers", **example(office, VOLUNTEERS))
    options = {"volunteer": person.id_number, "whole": "是"}
    with pytest.raises(Refused, match="用途"):
        make_report(office, "person_record", None, tmp_path / "一.pdf", options)
    assert not (tmp_path / "一.pdf").exists()
    path = make_report(office, "person_record", None, tmp_path / "二.pdf", {**options, "purpose": "入党政审"})
    assert person.id_number in _text(path)
    assert [each.purpose for each in disclosures.recent(office.database)] == ["入党政审"]
    masked = make_report(office, "person_record", None, tmp_path / "三.pdf", {"volunteer": person.id_number})
    assert person.id_number not in _text(masked)
    assert person.phone not in _text(masked)


def test_what_the_registration_says_is_not_repeated_in_every_section() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", **example(office, VOLUNTEERS))
    one = Ref(person.name, person.id)
    own = {"volunteer": one, "name": person.name, "sex": person.sex, "id_number": person.id_number}
    add(office, "submission_people", **{**example(office, REGISTERS["submission_people"]), **own, "phone": None})
    labels = {each.label for each in person_record(office, person.id).sections[0].headings}
    assert "批改类型" in labels
    assert not labels & {"姓名", "性别", "证件号码", "联系电话"}
    other = id_number(7, "19900101")
    add(office, "submission_people", **{**example(office, REGISTERS["submission_people"]), **own, "id_number": other})
    labels = {each.label for each in person_record(office, person.id).sections[0].headings}
    assert "证件号码" in labels, "报的时候写的是另一个号码，要看得见"
    assert "姓名" not in labels


def test_dates_numbers_and_names_are_never_split_on_paper(tmp_path: Path) -> None:
    office = office_with_communities()
    person = add(office, "volunteers", name="欧阳春梅", community="东方里", phone="15400000001")
    one = Ref(person.name, person.id)
    for register in registers_about_people():
        add(office, register.table, **{**example(office, register), "volunteer": one})
    record = person_record(office, person.id)
    path = tmp_path / "档案.pdf"
    print_person_record(record, path)
    lines = {line.strip() for line in _text(path).splitlines()}
    whole = _text(path)
    for section in record.sections:
        for row in section.rows:
            for heading, cell in zip(section.headings, row, strict=True):
                if heading.align == "center" and cell[:2] == "20":
                    assert cell in whole, f"{section.title}的{heading.label}折断了"
    assert not any(line.endswith("-") or line.startswith("-") for line in lines)


def test_what_is_looked_at_is_printed_under_the_persons_name(tmp_path: Path) -> None:
    office = office_with_communities()
    person = add(office, "volunteers", name="阿依古丽·买买提", community="东方里")
    object.__setattr__(office, "folder", tmp_path)
    path = print_masked(office, person_record(office, person.id))
    assert path.name == "志愿者档案 阿依古丽·买买提 20210531.pdf"
    assert "阿依古丽·买买提志愿者档案" in _text(path).replace("\r\n", "")


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text
