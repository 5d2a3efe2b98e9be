"""填别人的表：拟对照、改、存、按月填；不合要求一处也不写，给完整号码留记录，模板从不改动。"""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import add, id_number, office_with_communities
from foreign_forms import insurer_form
from reports.nasty import NASTY_NAMES, RARE

from miaopu_desk.domain.form_items import FillDay, derived_value, id_type, items, needed_paths
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.mapping import FIXED, Form, Limits, Slot, from_json, matched_words, to_json
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import ENROLLMENTS, REGISTERS, TEMPLATES, VOLUNTEERS
from miaopu_desk.services.filling import fill
from miaopu_desk.services.filling_form import Proposal, assigned, find_source, keep_form, kept_form, propose
from miaopu_desk.services.filling_rows import read_condition
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures

GIVEN = {"purpose": "报保险公司投保", "recipient": "甲保险公司"}


@pytest.fixture
def office() -> Office:
    """三人参保：两人从 5 月 10 日起，一人 4 月末已经终止。"""
    made = office_with_communities()
    add(made, "policies", number="P1", insurer="甲保险公司", starts_on="2021-01-01", ends_on="2021-12-31")
    people = (
        ("买买提·艾合买提", "东方里", "专职、党员", "2021-05-10", None),
        ("=甲", "大华", "网上", "2021-05-10", "2021-11-30"),
        ("<周>", "大华", "网上", "2021-01-10", "2021-04-30"),
    )
    for at, (name, community, ranks, starts, ends) in enumerate(people):
        person = add(
            made,
            "volunteers",
            name=name,
            id_number=id_number(at, "19700531"),
            community=community,
            phone=f"1540000000{at}",
            ranks=ranks,
            registered_on="2021-01-05",
            note="很长很长很长很长很长很长的备注" if at == 0 else None,
        )
        add(made, "enrollments", policy="P1", volunteer=Ref(person.name, person.id), starts_on=starts, ends_on=ends)
    return made


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return insurer_form(tmp_path / "参保名单.xlsx")


def kept(office: Office, template: Path, **changes: Any) -> Proposal:
    proposal = propose(office, ENROLLMENTS, template)
    proposal = replace(proposal, form=replace(proposal.form, **changes))
    saved = keep_form(office, "人保", proposal.template, proposal.form)
    assert not isinstance(saved, list), [str(each) for each in saved]
    return proposal


def shown(path: Path, sheet: str, rows: range, width: int) -> list[list[object]]:
    form = openpyxl.load_workbook(path)[sheet]
    return [[form.cell(row, column).value for column in range(1, width + 1)] for row in rows]


def test_the_proposal_names_every_column(office: Office, template: Path) -> None:
    form = propose(office, ENROLLMENTS, template).form
    assert [each.source for each in form.slots] == [
        "=serial",
        "volunteer",
        "volunteer.sex",
        "=id_type",
        "volunteer.id_number",
        "volunteer.born_on",
        "volunteer.phone",
        "=cover_from",
        "=cover_to",
        "=formula",
        "note",
    ]
    assert form.slots[5].form == "compact", "表头写着 YYYYMMDD"
    assert from_json(to_json(form)) == form


def test_a_month_is_filled_and_the_template_is_untouched(office: Office, template: Path, tmp_path: Path) -> None:
    kept(office, template)
    before = hashlib.sha256(template.read_bytes()).hexdigest()
    done = fill(office, "人保", template, "2021-05", tmp_path / "五月.xlsx", **GIVEN)
    assert done.rows == 2, "四月末终止的不算五月在保"
    rows = shown(done.path, "参保名单", range(5, 8), 10)
    by_name = {row[1]: row for row in rows}
    row = by_name["买买提·艾合买提"]
    assert row[2:7] == [
        "男" if int(id_number(0, "19700531")[16]) % 2 else "女",
        "居民身份证",
        id_number(0, "19700531"),
        "19700531",
        "15400000000",
    ]
    assert [each.date() for each in row[7:9]] == [date(2021, 5, 10), date(2021, 12, 31)]
    assert [each.date() for each in by_name["=甲"][7:9]] == [date(2021, 5, 10), date(2021, 11, 30)]
    assert rows[2][1] is None
    assert [row[0] for row in rows[:2]] == [1, 2]
    assert hashlib.sha256(template.read_bytes()).hexdigest() == before
    april = fill(office, "人保", template, "2021-04", tmp_path / "四月.xlsx", **GIVEN)
    assert [row[1] for row in shown(april.path, "参保名单", range(5, 6), 10)] == ["<周>"]


def test_whole_numbers_need_a_purpose_and_a_recipient_and_are_logged(
    office: Office, template: Path, tmp_path: Path
) -> None:
    kept(office, template)
    out = tmp_path / "五月.xlsx"
    with pytest.raises(Refused) as refused:
        fill(office, "人保", template, "2021-05", out)
    assert {each.column for each in refused.value.problems} == {"用途", "交给谁"}
    assert not out.exists()
    assert disclosures.recent(office.database) == []
    fill(office, "人保", template, "2021-05", out, **GIVEN)
    (logged,) = disclosures.recent(office.database)
    assert (logged.act, logged.table, logged.row_count) == ("export", "enrollments", 2)
    assert (logged.purpose, logged.recipient, logged.columns) == ("报保险公司投保", "甲保险公司", "证件号码*、手机号码")


def test_masked_numbers_need_no_purpose(office: Office, template: Path, tmp_path: Path) -> None:
    kept(office, template, masked=True)
    done = fill(office, "人保", template, "2021-05", tmp_path / "五月.xlsx")
    cells = [row[4] for row in shown(done.path, "参保名单", range(5, 7), 10)]
    assert all("********" in str(each) for each in cells)
    assert disclosures.recent(office.database) == []


def test_every_broken_limit_is_named_with_row_and_label_and_nothing_is_written(
    office: Office, template: Path, tmp_path: Path
) -> None:
    proposal = propose(office, ENROLLMENTS, template)
    form = assigned(office, proposal.form, 10, "volunteer.note")  # 备注（不超过10个字）
    form = form.put(replace(form.slots[3], source=FIXED, text="军官证"))
    form = form.put(replace(form.slots[6], source="volunteer.employer", limits=Limits(required=True)))
    assert not isinstance(keep_form(office, "人保", proposal.template, form), list)
    out = tmp_path / "五月.xlsx"
    with pytest.raises(Refused) as refused:
        fill(office, "人保", template, "2021-05", out, **GIVEN)
    found = {(each.row, each.column) for each in refused.value.problems}
    first = next(each.row for each in refused.value.problems if "不超过" in each.column)
    assert found == {
        (first, "备注（不超过10个字）"),
        *((row, "证件类型") for row in (5, 6)),
        *((row, "手机号码") for row in (5, 6)),
    }
    words = " ".join(str(each) for each in refused.value.problems)
    assert "“军官证”不在对方的选项里（居民身份证、护照、港澳台居民居住证）" in words
    assert "买买提·艾合买提：对方最多收10个字" in words
    assert "对方必填，登记里空着" in words
    assert not out.exists()
    assert disclosures.recent(office.database) == [], "没有写出去，就没有提供"


def test_the_template_is_never_overwritten(office: Office, template: Path) -> None:
    kept(office, template)
    before = template.read_bytes()
    with pytest.raises(KnownError, match="不能存在模板自己上面"):
        fill(office, "人保", template, "2021-05", template, **GIVEN)
    with pytest.raises(KnownError, match=r"\.xlsx"):
        fill(office, "人保", template, "2021-05", template.with_suffix(".pdf"), **GIVEN)
    assert template.read_bytes() == before


def test_a_changed_template_is_noticed_and_an_equal_one_accepted(
    office: Office, template: Path, tmp_path: Path
) -> None:
    kept(office, template)
    book = openpyxl.load_workbook(template)
    book["参保名单"]["A1"] = "六月参保人员清单"
    book["选项"]["A4"] = "军官证"
    book.save(tmp_path / "六月.xlsx")
    done = fill(office, "人保", tmp_path / "六月.xlsx", "2021-05", tmp_path / "好.xlsx", **GIVEN)
    assert "不是同一份" in done.notes[0]
    book["参保名单"]["G4"] = "邮箱"
    book["参保名单"]["L4"] = "职业"
    book.save(tmp_path / "换了.xlsx")
    with pytest.raises(KnownError) as error:
        fill(office, "人保", tmp_path / "换了.xlsx", "2021-05", tmp_path / "坏.xlsx", **GIVEN)
    assert "G 列原来是“手机号码”，现在是“邮箱”" in str(error.value)
    assert "多了 L 列“职业”" in str(error.value)
    assert not (tmp_path / "坏.xlsx").exists()


def test_nobody_in_the_month_says_so(office: Office, template: Path, tmp_path: Path) -> None:
    kept(office, template)
    where = [read_condition(office, ENROLLMENTS, "志愿者·社区=清泉里")]
    with pytest.raises(KnownError, match="没有符合条件的行"):
        fill(office, "人保", template, "2021-05", tmp_path / "无.xlsx", where=where, **GIVEN)


def test_conditions_choose_the_rows(office: Office, template: Path, tmp_path: Path) -> None:
    kept(office, template, where=(read_condition(office, ENROLLMENTS, "保单号=P1"),))
    for text, names in (
        ("志愿者·社区=大华", ["=甲"]),
        ("volunteer.ranks=专职", ["买买提·艾合买提"]),
        ("生效日期>=2021-05-11", []),
    ):
        where = [read_condition(office, ENROLLMENTS, text)]
        if not names:
            with pytest.raises(KnownError):
                fill(office, "人保", template, "2021-05", tmp_path / "x.xlsx", where=where, **GIVEN)
            continue
        done = fill(office, "人保", template, "2021-05", tmp_path / "x.xlsx", where=where, **GIVEN)
        assert [row[1] for row in shown(done.path, "参保名单", range(5, 5 + done.rows), 2)] == names
    for text, said in (("社区是大华", "看不懂"), ("血型=A", "没有“血型”"), ("志愿者·社区=没有村", "没有“没有村”")):
        with pytest.raises(KnownError, match=said):
            read_condition(office, ENROLLMENTS, text)


def test_volunteers_are_those_registered_at_the_end_of_the_month(office: Office, tmp_path: Path) -> None:
    add(
        office, "volunteers", name="已退出", community="大华", registered_on="2021-01-01", standing="left",
        standing_on="2021-04-20",
    )  # fmt: skip
    add(
        office,
        "volunteers",
        name="五月退出",
        community="大华",
        registered_on="2021-01-01",
        standing="left",
        standing_on="2021-05-20",
    )
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["序号", "姓名", "队伍类别", None, "所属社区", "年龄", "省份", "填报单位"])
    sheet.append([None, None, "专职", "党员", None, None, None, None])
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2", "H1:H2"):
        sheet.merge_cells(area)
    for row in (3, 4):
        sheet.cell(row, 7, "湖南省")
    book.save(tmp_path / "表.xlsx")
    proposal = propose(office, VOLUNTEERS, tmp_path / "表.xlsx")
    assert [each.source for each in proposal.form.slots] == [
        "=serial", "name", "ranks#full_time", "ranks#party", "community", "=age", FIXED, "=office",
    ]  # fmt: skip
    assert not isinstance(keep_form(office, "区里", proposal.template, proposal.form), list)
    april = fill(office, "区里", tmp_path / "表.xlsx", "2021-04", tmp_path / "四月.xlsx")
    rows = shown(april.path, "Sheet", range(3, 3 + april.rows), 7)
    assert sorted(str(row[1]) for row in rows) == ["<周>", "=甲", "买买提·艾合买提", "五月退出"]
    by_name = {row[1]: row for row in rows}
    assert by_name["买买提·艾合买提"][2:] == ["√", "√", "东方里", 50, "湖南省"]
    assert by_name["=甲"][2:5] == [None, None, "大华"]
    may = fill(office, "区里", tmp_path / "表.xlsx", "2021-05", tmp_path / "五月.xlsx")
    assert may.rows == 3
    assert {row[5] for row in shown(may.path, "Sheet", range(3, 6), 7)} == {51}, "五月三十一日满五十一周岁"
    everyone = replace(proposal.form, every=True)
    assert not isinstance(keep_form(office, "区里", proposal.template, everyone), list)
    assert fill(office, "区里", tmp_path / "表.xlsx", "2021-05", tmp_path / "全.xlsx").rows == 5
    assert office.keeper.table(TEMPLATES).count() == 1, "同名的对照换成新的"


def test_a_mapping_that_leaves_a_required_column_is_not_kept(office: Office, template: Path) -> None:
    proposal = propose(office, ENROLLMENTS, template)
    form = assigned(office, assigned(office, proposal.form, 4, ""), 10, FIXED, "")
    problems = keep_form(office, "人保", proposal.template, form)
    assert isinstance(problems, list)
    assert [each.column for each in problems] == ["证件号码*", "备注（不超过10个字）"]
    assert office.keeper.table(TEMPLATES).count() == 0
    with pytest.raises(KnownError, match="没有叫“人保”的对照"):
        kept_form(office, "人保")


def test_keeping_a_mapping_can_be_undone_and_a_spoiled_one_says_what_to_do(office: Office, template: Path) -> None:
    kept(office, template)
    (saved,) = office.keeper.table(TEMPLATES).all()
    assert saved.fingerprint == hashlib.sha256(template.read_bytes()).hexdigest()
    assert (saved.source, saved.header_first, saved.header_last) == ("参保人员", 2, 4)
    office.keeper.change(TEMPLATES, saved.id, {"mapping": '{"register": 1}'})
    with pytest.raises(KnownError, match="重新选模板对照一次"):
        kept_form(office, "人保")
    office.keeper.undo()
    assert kept_form(office, "人保")[1].register == "enrollments"


def test_columns_are_named_by_key_label_or_synonym(office: Office) -> None:
    assert find_source(ENROLLMENTS, "年龄") == "=age"
    assert find_source(ENROLLMENTS, "volunteer.phone") == "volunteer.phone"
    assert find_source(ENROLLMENTS, "志愿者·身份证号") == "volunteer.id_number"
    assert find_source(VOLUNTEERS, "队伍类别#党员") == "ranks#party"
    with pytest.raises(KnownError, match="没有“血型”这一项"):
        find_source(VOLUNTEERS, "血型")


@pytest.mark.parametrize("table", REGISTERS)
def test_every_item_of_every_register_can_be_computed(table: str) -> None:
    register = REGISTERS[table]
    day = FillDay(date(2021, 5, 31), date(2021, 5, 1), date(2021, 5, 31))
    from miaopu_desk.store.listing import resolve

    for each in items(register):
        for path in needed_paths(register, each.key):
            assert resolve(register, path).label
        if each.key.startswith("=") and each.key not in ("=serial", "=text", "=formula"):
            blank = dict.fromkeys(needed_paths(register, each.key))
            derived_value(register, each.key, blank, day, "")


def test_our_words_find_the_receivers_choices() -> None:
    assert matched_words(("男", "女"), ("1-男", "2-女")) == {"男": "1-男", "女": "2-女"}
    assert matched_words(("男", "女"), ("男", "女")) == {}
    assert matched_words(("东方里", "大华"), ("东方里社区", "大华社区", "大华村")) == {"东方里": "东方里社区"}, (
        "拿不准的不猜"
    )
    assert matched_words(("中共党员",), ("党员", "团员"), {"党员": "中共党员"}.get) == {"中共党员": "党员"}


def test_the_kind_of_certificate_follows_from_the_number() -> None:
    assert id_type("430405197001010011") == "居民身份证"
    assert id_type("810000199408230021") == "港澳台居民居住证"
    assert id_type("930000199408230021") == "外国人永久居留身份证"
    assert id_type("USA110000000000") == "外国人永久居留身份证"
    assert id_type(None) is None


def test_the_json_of_a_mapping_keeps_everything() -> None:
    slot = Slot(3, "<&\"'>", "=text", "湖南", "dash", {"男": "1"}, Limits(True, 5, True, ("a", "b")))
    form = Form("volunteers", "表 1", (2, 4), 6, (slot,), (("community", "is", ("x", None)),), True, True)
    assert from_json(to_json(form)) == form


def test_every_nasty_name_and_rare_character_arrives_as_it_is(office: Office, tmp_path: Path) -> None:
    names = [*NASTY_NAMES, RARE]
    for name in names:
        add(office, "volunteers", name=name, community="清泉里", registered_on="2021-01-05")
    book = openpyxl.Workbook()
    book.active.append(["姓名", "社区"])
    book.save(tmp_path / "表.xlsx")
    proposal = propose(office, VOLUNTEERS, tmp_path / "表.xlsx")
    assert not isinstance(keep_form(office, "清泉里", proposal.template, proposal.form), list)
    where = [read_condition(office, VOLUNTEERS, "社区=清泉里")]
    done = fill(office, "清泉里", tmp_path / "表.xlsx", "2021-05", tmp_path / "好.xlsx", where=where)
    registered = {each.name for each in office.keeper.table(VOLUNTEERS).all() if each.community.name == "清泉里"}
    assert {row[0] for row in shown(done.path, "Sheet", range(2, 2 + done.rows), 1)} == registered
    assert len(registered) == done.rows == 26


def test_from_the_command_line(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "miaopu_desk", *words, "--data", str(tmp_path / "data"), "--today", "2021-05-31"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    assert run("init").returncode == 0
    book = openpyxl.Workbook()
    book.active.append(["序号", "社区名称", "统计用区划代码", "常住人口", "单位"])
    book.save(tmp_path / "区里.xlsx")
    form = str(tmp_path / "区里.xlsx")
    proposed = run("fill", form, "--propose", "--register", "communities")
    assert proposed.returncode == 0, proposed.stderr
    columns = json.loads(proposed.stdout)["columns"]
    assert [(each["column"], each["source"]) for each in columns][:2] == [("A", "=serial"), ("B", "name")]
    out = tmp_path / "五月.xlsx"
    made = run(
        *(
            "fill",
            form,
            "--mapping",
            "区里",
            "--register",
            "communities",
            "--set",
            "E=固定:苗圃街道",
            "--set",
            "C=不填",
        ),
        *("--month", "2021-05", "--out", str(out)),
    )
    assert made.returncode == 0, made.stderr
    rows = shown(out, "Sheet", range(2, 10), 5)
    assert [row[1] for row in rows][:2] == ["东方里", "光明里"]
    assert {row[4] for row in rows} == {"苗圃街道"}
    again = run("fill", form, "--mapping", "区里", "--month", "2021-04", "--out", str(tmp_path / "四月.xlsx"))
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "四月.xlsx").exists()
    unknown = run("fill", form, "--mapping", "没有的", "--month", "2021-05", "--out", str(out))
    assert unknown.returncode == 1
    assert "没有叫“没有的”的对照（现有：区里）" in unknown.stderr
