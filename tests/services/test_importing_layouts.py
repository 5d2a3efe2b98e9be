"""六十种交表的样子，内容都知道：每一种要么逐格读对，要么照该有的原因拒收。"""

from pathlib import Path

import openpyxl
import pytest
from builders import id_number, office_with_communities
from layouts import COMMUNITY, FORMATS, PEOPLE, RANK_LABELS, Layout, layouts, write

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.importing import ImportPlan, plan_import

REFUSED = {
    "ids_as_numbers": "数字",
    "short_dates": "缺年份",
    "wrong_digit": "校验",
    "unknown_rank": "骑兵",
    "no_community": "社区",
}


def test_sixty_of_sixty_layouts_are_read_exactly_or_refused_for_the_right_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = office_with_communities()
    wrong = []
    every = list(layouts())
    for layout in every:
        path = write(tmp_path, layout)
        try:
            plan: ImportPlan | KnownError = plan_import(office, VOLUNTEERS, path)
        except KnownError as error:
            plan = error
        fault = _fault(layout, plan)
        if fault:
            wrong.append(f"{layout}: {fault}")
    with capsys.disabled():
        print(f"\n交表的样子：试 {len(every)} 种，逐格读对或照该有的原因拒收 {len(every) - len(wrong)} 种")
    assert not wrong, "\n".join(wrong)
    assert {each.format for each in every} == set(FORMATS)
    assert {each.depth for each in every} == {1, 2, 3}
    assert {each.community for each in every} >= {"column", "sheet", "title"}
    assert {each.ranks for each in every} == {"cell", "columns"}
    assert {each.dates for each in every} == set(range(6))


def _fault(layout: Layout, plan: ImportPlan | KnownError) -> str:
    """哪里读得不对；都对为空。"""
    if layout.wrong == "no_header":
        return "" if isinstance(plan, KnownError) and "没有找到表头" in str(plan) else f"没有表头却是 {plan}"
    if isinstance(plan, KnownError):
        return str(plan)
    rows = [row for row in plan.rows if row.state != "skipped"]
    if len(rows) != len(PEOPLE):
        return f"应有 {len(PEOPLE)} 行，读到 {len(rows)} 行"
    if layout.wrong:
        said = [("；".join(map(str, row.problems)), row.state) for row in rows]
        return "" if all(REFUSED[layout.wrong] in text and state == "refused" for text, state in said) else str(said)
    codes = [RANKS.find(label) for label in RANK_LABELS]
    for row, person in zip(rows, PEOPLE, strict=True):
        if row.state != "new":
            return f"第{row.row}行 {row.state}：{'；'.join(map(str, row.problems))}"
        one = row.record
        expected = (person.name, person.id_number, person.phone, COMMUNITY, person.registered_on, person.consent)
        read = (one.name, one.id_number, one.phone, one.community.name, one.registered_on, one.consent)
        if read != expected or set(one.ranks) != {codes[at] for at in person.ranks}:
            return f"第{row.row}行读成 {read} {one.ranks}，应为 {expected} {person.ranks}"
    said = "".join(plan.notes)
    if layout.hidden != ("行是隐藏的" in said) or layout.hidden != ("有隐藏的列" in said):
        return f"隐藏的行和列说得不对：{plan.notes}"
    return ""


def test_a_thousand_id_numbers_stored_as_numbers_are_a_thousand_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = office_with_communities()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "社区"])
    for at in range(1000):
        number = id_number(at, f"19{40 + at % 60}0{1 + at % 9}1{at % 10}")
        # 末位是 X 的存不成数字，表格里最多见的是末三位变成 000
        book.active.append(["张明", int(number.replace("X", "0")), COMMUNITY])
    book.save(tmp_path / "数字.xlsx")
    plan = plan_import(office, VOLUNTEERS, tmp_path / "数字.xlsx")
    refused = [row for row in plan.rows if row.state == "refused" and "文本格式" in str(row.problems[0])]
    with capsys.disabled():
        print(f"\n存成数字的证件号：试 {len(plan.rows)} 个，拒收 {len(refused)} 个")
    assert (len(plan.rows), len(refused)) == (1000, 1000)
