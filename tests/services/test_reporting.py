"""报表：纸上、工作簿里的数字就是 month_figures 的数字；文件名、月份、格式不对都说得清。"""

from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from random_office import TODAY, change_office, random_office

from miaopu_desk.domain.figures import RANK_FIGURES
from miaopu_desk.domain.month_tables import SUMMARY
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import LEADERS, REGISTERS, ROSTER_ISSUES
from miaopu_desk.services.figures import figure_lines, figure_names, month_figures
from miaopu_desk.services.month_contents import month_report
from miaopu_desk.services.office import memory_office, open_office
from miaopu_desk.services.reporting import REPORTS, make_report


def with_roster(office):
    issue = office.keeper.add(ROSTER_ISSUES, {"number": "2021年第1次", "issued_on": date(2021, 5, 12)})
    for position, (post, name) in enumerate((("head", "高杨"), ("member", "欧阳娜")), 1):
        raw = {"issue": issue.number, "position": position, "post": post, "name": name, "title": "某职"}
        assert not isinstance(office.keeper.add(LEADERS, raw), list)
    return office


def pdf_texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return texts


@pytest.mark.parametrize("seed", range(4))
def test_the_printed_summary_shows_the_same_figures_line_by_line(tmp_path, seed):
    office = random_office(seed)
    figures = month_figures(office, "2021-05")
    written = make_report(office, "monthly", "2021-05", tmp_path / "月报.pdf")
    page = next(text for text in pdf_texts(written) if "情况汇总表" in text and "填报人" in text)
    for line in (*figures.communities, figures.total):
        cells = []
        for name, _, _ in SUMMARY:
            special = {
                "resident_population": line.resident_population,
                "rate": line.rate_text,
                "service_minutes": line.hours_text,
            }
            cells.append(str(special[name] if name in special else line.value(name)))
        flat = " ".join(page.split())
        assert f"{line.name} {' '.join(cells)}" in flat, line.name


@pytest.mark.parametrize("seed", range(4))
def test_the_workbook_shows_the_same_figures_and_adds_up(tmp_path, seed):
    office = with_roster(random_office(seed))
    figures = month_figures(office, "2021-05")
    written = make_report(office, "monthly", "2021-05", tmp_path / "月报.xlsx")
    book = openpyxl.load_workbook(written)
    sheet = book["汇总"]
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    for line in (*figures.communities, figures.total):
        for cell, (name, _, _) in zip(rows[line.name][1:], SUMMARY, strict=True):
            if name == "rate":
                assert cell.value == pytest.approx(line.rate)
                assert cell.number_format.endswith("%")
            elif name == "resident_population":
                assert cell.value == line.resident_population
            elif name == "service_minutes":
                assert cell.value == pytest.approx(line.service_minutes / 60)
            else:
                assert cell.value == line.value(name), name
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert "G3:J3" in merged
    assert rows["社区"][6].value == "队伍类别"
    assert {"“衡阳群众”品牌创建工作领导小组名单", "待办事项"} <= set(book.sheetnames)
    uninsured = book["未参保的专职志愿者"]
    names = [row[2] for row in uninsured.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert sorted(names) == sorted(each.name for each in figure_names(office, "2021-05", "uninsured_full_time"))
    book.close()


def test_the_annex_lists_are_as_long_as_the_figures():
    office = with_roster(random_office(8))
    report = month_report(office, "2021-05")
    lists = {each.key: each for each in report.lists}
    total = report.figures.total
    assert len(lists["uninsured"].rows) == total.uninsured_full_time > 0
    assert len(lists["open_areas"].rows) == total.areas_with_nobody > 0
    assert len(lists["sessions"].rows) == total.training_sessions > 0
    assert len(lists["roster"].rows) == 2
    assert sum(row[-1] for row in lists["sessions"].rows) >= total.training_attendances
    assert not any(
        str(each.phone) in str(lists["uninsured"].rows)
        for each in figure_names(office, "2021-05", "uninsured_full_time")
        if each.phone
    )


def test_a_past_month_is_compared_with_the_month_before_it():
    office = random_office(9)
    report = month_report(office, "2021-04")
    assert report.previous == month_figures(office, "2021-03").total
    assert report.previous.registered == report.figures.total.previous
    assert report.day == TODAY


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        (name, f".{each}")
        for name, report in REPORTS.items()
        # 要选项的、要别的登记的各页，由各自的测试印
        if name == "leading_group" or name.startswith("list_")
        for each in report.formats
    ],
)
def test_every_report_can_be_made_in_every_format(tmp_path, name, suffix):
    office = with_roster(random_office(10, people=12))
    written = make_report(office, name, None, tmp_path / f"表{suffix}")
    start = written.read_bytes()[:4]
    assert start == (b"%PDF" if suffix == ".pdf" else b"PK\x03\x04")


def test_every_printed_register_has_a_list():
    assert {f"list_{table}" for table, register in REGISTERS.items() if register.printed} <= set(REPORTS)
    assert REPORTS["monthly"].needs_month
    assert REPORTS["monthly"].formats == ("pdf", "xlsx")


def test_without_a_file_name_the_report_goes_to_the_output_folder(tmp_path):
    with open_office(tmp_path / "data", TODAY, must_exist=False) as office:
        for number, name in enumerate(("东方里", "大华"), 1):
            office.keeper.add(REGISTERS["communities"], {"name": name, "position": number, "resident_population": 9})
        raw = {"name": "某街道办事处", "signed_as": "某办公室", "target_percent": 15}
        assert not isinstance(office.keeper.add(REGISTERS["offices"], raw), list)
        written = make_report(office, "monthly", "2021-5")
        assert written == tmp_path / "data" / "output" / "志愿服务工作月报2021-05.pdf"
        assert "某办公室" in "".join(pdf_texts(written))
        assert "领导小组名单" not in "".join(pdf_texts(written))


def test_an_office_with_communities_and_nobody_in_it_still_prints(tmp_path):
    office = memory_office(TODAY)
    office.keeper.add(REGISTERS["communities"], {"name": "东方里", "position": 1})
    office.keeper.add(REGISTERS["offices"], {"name": "某街道办事处", "signed_as": "某办公室", "target_percent": 15})
    text = "".join(pdf_texts(make_report(office, "monthly", "2021-05", tmp_path / "零.pdf"))).replace("\r\n", "")
    assert "月末在册志愿者0人，与上月末持平" in text
    assert "本月没有登记培训场次" in text


@pytest.mark.parametrize(
    ("name", "month", "file", "sentence"),
    [
        ("weekly", "2021-05", "a.pdf", "没有叫“weekly”的报表。可用的：monthly"),
        ("monthly", None, "a.pdf", "要指定月份，写成 2021-05 这样"),
        ("monthly", "2021-06", "a.pdf", "2021年6月还没有到"),
        ("monthly", "五月", "a.pdf", "不是一个月份"),
        ("monthly", "2021-05", "a.docx", "结尾不对"),
        ("monthly", "2021-05", "没有的文件夹/a.pdf", "没有的文件夹"),
        ("leading_group", "2020-01", "a.pdf", "2020年1月31日以前没有印发过领导小组名单"),
    ],
)
def test_a_report_that_cannot_be_made_says_why_and_leaves_nothing(tmp_path, name, month, file, sentence):
    office = with_roster(random_office(0, people=5))
    with pytest.raises(KnownError, match=sentence):
        make_report(office, name, month, tmp_path / file)
    assert list(tmp_path.iterdir()) == []


def test_without_an_office_there_is_nobody_to_sign(tmp_path):
    office = memory_office(TODAY)
    office.keeper.add(REGISTERS["communities"], {"name": "东方里", "position": 1})
    with pytest.raises(KnownError, match="还没有办公室设置"):
        make_report(office, "monthly", "2021-05", tmp_path / "a.pdf")


def test_the_command_line_says_every_community_and_the_total():
    office = random_office(11)
    change_office(office, target_percent=20)
    figures = month_figures(office, "2021-05")
    lines = figure_lines(figures)
    assert lines[0] == "2021年5月，截至2021年5月31日，注册率目标20%"
    assert [line.split("：")[0] for line in lines[1:9]] == [each.name for each in figures.communities]
    total = next(line for line in lines if line.startswith("合计："))
    for name in RANK_FIGURES:
        assert str(figures.total.value(name)) in total
    assert f"去重人数{figures.total.people}人" in total
