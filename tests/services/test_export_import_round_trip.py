"""导出的再导入回来，一行不变：号码打着码、有同名的人，也认得出原来那一条；只凭姓名从不认。"""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import DAY, add, example, id_number, office_with_communities

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.records import PARTICIPATIONS, REGISTERS, SERVICE_RECORDS, SHIFT_PEOPLE, VOLUNTEERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.listing_out import export_list
from miaopu_desk.services.office import Office


def namesakes(office: Office) -> list[Any]:
    """四位同名的：同社区的号码不同，另一社区的一位没有证件号。"""
    people = [
        {"id_number": id_number(11, "19700101"), "phone": "13800001111", "community": "东方里"},
        {"id_number": id_number(12, "19700102"), "phone": "13800002222", "community": "东方里"},
        {"id_number": id_number(13, "19700103"), "community": "东方里"},
        {"phone": "13800004444", "community": "光明里"},
    ]
    return [add(office, "volunteers", name="王伟", registered_on=DAY, **each) for each in people]


def states(office: Office, register: Register[Any], path: Path) -> dict[str, int]:
    plan = plan_import(office, register, path)
    problems = [str(problem) for row in plan.rows for problem in row.problems if row.state == "refused"]
    assert problems == []
    assert [row.changes for row in plan.rows if row.state == "changed"] == []
    return dict(Counter(row.state for row in plan.rows if row.state != "skipped"))


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS.keys())
def test_what_is_exported_comes_back_the_same(register: Register[Any], tmp_path: Path) -> None:
    office = office_with_communities()
    people = namesakes(office)
    wanted = [each for each in register.links if isinstance(each.kind, Link) and each.kind.target == "volunteers"]
    for person in people[: 4 if wanted else 2]:
        raw = example(office, register)
        if wanted:
            raw[wanted[0].name] = Ref(person.name, person.id)
        add(office, register.table, **raw)
    count = office.keeper.table(register).count()
    book = export_list(office, register, None, tmp_path / "名单.xlsx")
    assert states(office, register, book) == {"same": count}
    assert commit_import(office, plan_import(office, register, book)) is None, "没有要写的"


def test_each_namesake_is_the_one_it_was(tmp_path: Path) -> None:
    office = office_with_communities()
    people = namesakes(office)
    session = add(office, "training_sessions", **example(office, REGISTERS["training_sessions"]))
    for person in people:
        add(office, "participations", session=Ref("场次", session.id), volunteer=Ref(person.name, person.id))
    book = export_list(office, PARTICIPATIONS, None, tmp_path / "参训.xlsx")
    plan = plan_import(office, PARTICIPATIONS, book)
    assert sorted(row.base.volunteer.id for row in plan.rows if row.base) == sorted(each.id for each in people)


def cells(path: Path) -> tuple[Any, Any, dict[str, int]]:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if row[0].value == "姓名" or any(c.value == "姓名" for c in row))
    return book, sheet, {str(cell.value): cell.column for cell in head}


def test_a_masked_list_with_something_changed_changes_just_that(tmp_path: Path) -> None:
    office = office_with_communities()
    people = namesakes(office)
    path = export_list(office, VOLUNTEERS, None, tmp_path / "名单.xlsx")
    book, sheet, at = cells(path)
    for row in range(1, sheet.max_row + 1):
        if str(sheet.cell(row, at["联系电话"]).value).endswith("2222"):
            sheet.cell(row, at["工作单位"]).value = "衡阳铁路"
    book.save(path)
    plan = plan_import(office, VOLUNTEERS, path)
    (changed,) = [row for row in plan.rows if row.state == "changed"]
    assert (changed.base.id, list(changed.changes)) == (people[1].id, ["工作单位"])
    commit_import(office, plan)
    after = office.keeper.table(VOLUNTEERS).get(people[1].id)
    assert (after.employer, after.phone, after.id_number) == ("衡阳铁路", "13800002222", people[1].id_number)


def test_a_mask_that_fits_nobody_or_two_is_refused(tmp_path: Path) -> None:
    office = office_with_communities()
    namesakes(office)
    path = export_list(office, VOLUNTEERS, None, tmp_path / "名单.xlsx")
    book, sheet, at = cells(path)
    for row in range(1, sheet.max_row + 1):
        if str(sheet.cell(row, at["联系电话"]).value).endswith("1111"):
            sheet.cell(row, at["联系电话"]).value = "138****9999"
        elif str(sheet.cell(row, at["联系电话"]).value).endswith("4444"):
            sheet.cell(row, at["姓名"]).value = "李伟"
    book.save(path)
    plan = plan_import(office, VOLUNTEERS, path)
    refused = [str(problem) for row in plan.rows if row.state == "refused" for problem in row.problems]
    assert len([row for row in plan.rows if row.state == "refused"]) == 2
    assert all("遮住" in each or "打了码" in each for each in refused)

    add(office, "volunteers", name="赵敏", community="大华", registered_on=DAY, id_number=id_number(1, "19800101"))
    add(office, "volunteers", name="赵敏", community="大华", registered_on=DAY, phone="13900001234")
    twins = export_list(office, VOLUNTEERS, None, tmp_path / "两位.xlsx")
    book, sheet, at = cells(twins)
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, at["姓名"]).value == "赵敏":
            sheet.cell(row, at["身份证号"]).value = None
            sheet.cell(row, at["联系电话"]).value = "139****1234"
    book.save(twins)
    plan = plan_import(office, VOLUNTEERS, twins)
    assert [row.state for row in plan.rows if row.record is None] == ["refused"], "两行都指着有电话的那一位"


def test_a_link_to_one_of_several_of_the_same_name_stays_where_it_pointed(tmp_path: Path) -> None:
    """同一天的两个班次，日期就是名称：再导入不会悄悄指到另一个。"""
    office = office_with_communities()
    area = add(office, "grid_areas", **example(office, REGISTERS["grid_areas"]))
    shifts = [
        add(office, "shifts", day="2021-05-12", area=Ref("区", area.id), starts_at=start, ends_at=end, state="planned")
        for start, end in (("7:30", "8:30"), ("17:30", "18:30"))
    ]
    people = namesakes(office)
    for shift, person in zip(shifts, people, strict=False):
        add(office, "shift_people", shift=Ref("班", shift.id), volunteer=Ref(person.name, person.id))
        raw = {"served_on": "2021-05-12", "minutes": "1", "activity": "值守", "community": "东方里"}
        add(office, "service_records", volunteer=Ref(person.name, person.id), shift=Ref("班", shift.id), **raw)
    for register in (SHIFT_PEOPLE, SERVICE_RECORDS):
        book = export_list(office, register, None, tmp_path / f"{register.table}.xlsx")
        assert states(office, register, book) == {"same": 2}


def test_whole_numbers_go_out_only_with_a_purpose_and_include_those_of_the_person_named(tmp_path: Path) -> None:
    office = office_with_communities()
    people = namesakes(office)
    session = add(office, "training_sessions", **example(office, REGISTERS["training_sessions"]))
    add(office, "participations", session=Ref("场次", session.id), volunteer=Ref("王伟", people[0].id))
    masked = export_list(office, PARTICIPATIONS, None, tmp_path / "打码.xlsx")
    whole = export_list(office, PARTICIPATIONS, None, tmp_path / "完整.xlsx", whole=True, purpose="参保核对")

    def texts(path: Path) -> set[str]:
        return {str(cell) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for cell in row}

    assert people[0].id_number not in texts(masked)
    assert "13800001111" not in texts(masked)
    assert people[0].id_number in texts(whole)
    told = office.database.query("SELECT columns FROM disclosures WHERE act = 'export'")
    assert "身份证号" in told[0][0]
