"""提供记录：给过谁看、为什么，找得到，导得出，印得出，谁也改不了。"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import add, id_number, office_with_communities
from pypdf import PdfReader

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ENROLLMENTS, VOLUNTEERS
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.given_out import export_given_out, given_out, print_given_out
from miaopu_desk.services.listing_out import export_list
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures
from miaopu_desk.store.database import Database

ALWAYS = (date(2000, 1, 1), date(2999, 12, 31))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_with_communities()
    made.folder = tmp_path
    return made


def test_every_giving_is_a_line_with_who_what_why_and_to_whom(office: Office, tmp_path: Path) -> None:
    one = add(office, "volunteers", name="王芳", community="大华", id_number=id_number(1), registered_on="2021-05-01")
    disclose(office, "show", VOLUNTEERS, "核对身份", "", 1, ["身份证号"], one.id)
    export_list(office, VOLUNTEERS, None, tmp_path / "a.xlsx", whole=True, purpose="报保险", recipient="某保险公司")
    export_list(office, VOLUNTEERS, None, tmp_path / "b.xlsx")  # 打了码的不记
    later, first = given_out(office, *ALWAYS)
    assert (later.act, later.register, later.purpose, later.recipient, later.row_count) == (
        "导出",
        "志愿者登记",
        "报保险",
        "某保险公司",
        1,
    )
    assert (first.act, first.columns, first.row) == ("查看", "身份证号", "“王芳，439999********0018，大华”")
    assert [each.purpose for each in given_out(office, *ALWAYS, "保险 导出")] == ["报保险"]
    assert given_out(office, *ALWAYS, "保险 查看") == []
    assert given_out(office, date(2000, 1, 1), date(2000, 12, 31)) == []
    office.keeper.remove(VOLUNTEERS, [one.id])
    assert given_out(office, *ALWAYS, "核对身份")[0].row == "（已删除）"


def test_the_list_is_a_clean_workbook_and_a_page(office: Office, tmp_path: Path) -> None:
    disclose(office, "print", ENROLLMENTS, "<&投保核对>", "某公司", 1200, ["身份证号", "联系电话"])
    rows = given_out(office, *ALWAYS)
    path = export_given_out(office, rows, "2021-01-01 至 2021-05-31，共1次", tmp_path / "提供记录.xlsx")
    sheet = openpyxl.load_workbook(path).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][0] == "提供记录"
    assert "共1次" in cells[1][0]
    assert cells[2][:3] == ["时间", "经办人", "做了什么"]
    assert cells[3][2:8] == ["打印", "参保人员", "身份证号、联系电话", 1200, "<&投保核对>", "某公司"]
    page = PdfReader(print_given_out(office, rows, "2021-01-01 至 2021-05-31")).pages[0].extract_text()
    assert "<&投保核对>" in "".join(page.split())


def test_a_giving_without_a_purpose_is_none_and_nobody_changes_what_is_written(office: Office) -> None:
    with pytest.raises(KnownError, match="用途"):
        disclose(office, "show", VOLUNTEERS, "  ", "", 1, ["身份证号"])
    disclose(office, "show", VOLUNTEERS, "核对", "", 1, ["身份证号"])
    for sql in ("DELETE FROM disclosures", "UPDATE disclosures SET purpose = 'x'"):
        with pytest.raises(Exception, match="只增不改"):
            office.database.connection.execute(sql)
    assert [each.purpose for each in given_out(office, *ALWAYS)] == ["核对"]


def test_narrowing_by_words_asks_once_until_something_is_given_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    between = disclosures.between

    def counted(database: Database, first: str, last: str) -> list[disclosures.Disclosure]:
        asked.append((first, last))
        return between(database, first, last)

    monkeypatch.setattr(disclosures, "between", counted)
    disclose(office, "show", VOLUNTEERS, "核对身份", "", 1, ["身份证号"], None)
    for words in ("", "核", "核对", "别的"):
        given_out(office, *ALWAYS, words)
    assert len(asked) == 1
    disclose(office, "show", VOLUNTEERS, "报保险", "", 1, ["身份证号"], None)
    assert [each.purpose for each in given_out(office, *ALWAYS)] == ["报保险", "核对身份"]
    assert len(asked) == 2
