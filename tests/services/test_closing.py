"""关账：冻结的数字、名单和月报以后怎么改登记都不变；重新打开、更正、零报告各有规矩，都留下记录。"""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest
from random_office import TODAY, random_office
from reports.nasty import NASTY_NAMES, RARE, lost
from reports.paper import whole_text

from miaopu_desk.domain.closing import blocking
from miaopu_desk.domain.figures import FIGURES
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import COMMUNITIES, OPERATORS, REGISTERS, TRAINING_SESSIONS, VOLUNTEERS
from miaopu_desk.services.closed_months import (
    frozen_figures,
    frozen_names,
    late_changes,
    month_state,
    stored_report,
    zero_reports,
)
from miaopu_desk.services.closing import (
    close_month,
    commit,
    issue_correction,
    reopen_month,
)
from miaopu_desk.services.closing_draft import prepare
from miaopu_desk.services.figure_lists import list_ids, name_list, print_names
from miaopu_desk.services.figures import figure_names, month_figures
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.office import Office, memory_office, open_office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.roles import who
from miaopu_desk.services.stored_reports import save_correction
from miaopu_desk.services.zero_reporting import report_zero

MAY = "2021-05"
SEED = 2  # 这一间各数对得上，可以关账


def closable() -> Office:
    office = random_office(SEED)
    assert blocking(month_checks(office, MAY)) == []
    return office


def add(office: Office, table: str, **raw: object) -> Any:
    saved = office.keeper.add(REGISTERS[table], raw)
    assert not isinstance(saved, list), [str(problem) for problem in saved]
    return saved


def late(office: Office, community: str = "大华", count: int = 1) -> None:
    for at in range(count):
        add(office, "volunteers", name=f"补报{'甲乙丙丁戊己庚辛'[at]}", community=community, registered_on="2021-05-12")


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def text_of(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return "".join(text.split())


def test_two_hundred_edits_after_closing_leave_the_closed_report_as_it_was(tmp_path: Path) -> None:
    office = closable()
    version = close_month(office, MAY)
    before = {kind: hash_of(make_report(office, "monthly", MAY, tmp_path / f"前.{kind}")) for kind in ("pdf", "xlsx")}
    assert before == {"pdf": version.pdf_hash, "xlsx": version.xlsx_hash}
    names = frozen_names(office, MAY, 1)
    pick, edits = Random(7), 0
    volunteers, places = office.keeper.table(VOLUNTEERS), office.keeper.table(COMMUNITIES).all()
    while edits < 200:
        people = volunteers.all()
        one, place = pick.choice(people), pick.choice(places)
        kind = edits % 4
        if kind == 0:
            add(office, "volunteers", name="补报丁", community=place.name, registered_on="2021-05-20", ranks="专职")
        elif kind == 1:
            raw = {"standing": "left", "standing_on": "2021-05-30", "standing_reason": "搬走", "note": f"第{edits}次"}
            if isinstance(office.keeper.change(VOLUNTEERS, one.id, raw), list):
                continue  # 随机造的人有的自相矛盾，改不了，换一个人
        elif kind == 2:
            raw = {"resident_population": 5000 + edits}
            assert not isinstance(office.keeper.change(COMMUNITIES, place.id, raw), list)
        else:
            raw = {"name": f"改名{'天地人和'[edits // 4 % 4]}", "note": f"第{edits}次"}
            if isinstance(office.keeper.change(VOLUNTEERS, one.id, raw), list):
                continue
        edits += 1
    after = {kind: hash_of(make_report(office, "monthly", MAY, tmp_path / f"后.{kind}")) for kind in ("pdf", "xlsx")}
    assert after == before
    assert month_state(office, MAY).versions == (version,)
    assert frozen_names(office, MAY, 1) == names
    changed = late_changes(office, MAY)
    assert changed
    print(
        f"关账以后改了 {edits} 处：月报 {len((tmp_path / '后.pdf').read_bytes())} 字节，校验值不变 "
        f"{after['pdf'][:16]}…；现在有 {len(changed)} 个数字与关账时不同"
    )


def test_the_frozen_lists_are_the_lists_behind_every_figure() -> None:
    office = closable()
    live = month_figures(office, MAY)
    close_month(office, MAY)
    assert frozen_figures(office, MAY, 1) == live
    names = frozen_names(office, MAY, 1)
    assert dict(names.lists) == list_ids(office, live)
    looked = 0
    for figure in FIGURES:
        for line in (*live.communities, live.street, live.total):
            key = "*" if line is live.total else line.id or ""
            given = None if line is live.total else line.name
            expected = [each.id for each in figure_names(office, MAY, figure.name, given)]
            assert list(names.ids(figure.name, key)) == expected, (figure.name, line.name)
            if not figure.summed:
                assert len(expected) == line.value(figure.name)
            looked += bool(expected)
    assert looked > 60


def test_the_same_office_closes_to_the_same_bytes_and_numbers() -> None:
    office = closable()
    once, again = prepare(office, MAY), prepare(office, MAY)
    assert (once.frozen, once.names, once.pdf) == (again.frozen, again.names, again.pdf)
    assert month_state(office, MAY).state == "open", "备稿不写一个字"


def test_the_names_behind_a_closed_figure_are_those_of_the_closing(tmp_path: Path) -> None:
    office = closable()
    before = name_list(office, MAY, "registered", "大华")
    assert before.note == "截至2021年5月31日"
    close_month(office, MAY)
    late(office, "大华", 2)
    one = figure_names(office, MAY, "registered", "大华")[0]
    office.keeper.change(VOLUNTEERS, one.id, {"name": "改了名"})
    frozen = name_list(office, MAY, "registered", "大华")
    assert frozen.rows == before.rows
    assert frozen.count == before.count
    assert "第1版" in frozen.note
    assert not any("改了名" in row for row in frozen.rows)
    text = text_of(print_names(office, MAY, "registered", "大华", tmp_path / "名单.pdf").read_bytes())
    assert "2021年5月大华“注册”名单" in text
    assert all(row[0] in text for row in frozen.rows)
    assert before.count in text


def test_numbers_on_a_list_are_masked(tmp_path: Path) -> None:
    office = closable()
    people = [each for each in office.keeper.table(VOLUNTEERS).all() if each.id_number]
    assert people
    close_month(office, MAY)
    shown = name_list(office, MAY, "registered")
    flat = {text for row in shown.rows for text in row}
    for each in people:
        assert each.id_number not in flat
    for version in (1,):
        rows = frozen_names(office, MAY, version).rows["volunteers"].texts
        assert not any(each.id_number in rows.get(each.id, ()) for each in people)


def test_errors_and_an_unfinished_month_stop_the_closing_and_nothing_is_written() -> None:
    office = closable()
    office.given_day = date(2021, 5, 20)
    with pytest.raises(KnownError, match=r"2021年5月还没有结束.*请改好以后再关"):
        close_month(office, MAY)
    office.given_day = TODAY
    one = next(each for each in figure_names(office, MAY, "registered") if each.id_number)
    with office.keeper.action("同一证件号登记两次", kind="setup") as act:
        act.insert(VOLUNTEERS, replace(one, id=""))
    with pytest.raises(KnownError, match="同一个人登记了两次"):
        close_month(office, MAY)
    assert month_state(office, MAY).state == "open"
    assert office.database.value("SELECT count(*) FROM closing_events") == 0
    assert office.database.value("SELECT count(*) FROM closed_reports") == 0


@pytest.mark.parametrize(
    ("month", "said"), [("2021-07", "还没有到"), ("五月", "不是一个月份"), ("2021-13", "不是一个月份")]
)
def test_a_wrong_month_is_refused(month: str, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        close_month(closable(), month)


def test_closing_twice_reopening_what_is_open_and_correcting_nothing_are_refused() -> None:
    office = closable()
    with pytest.raises(KnownError, match="没有关着"):
        reopen_month(office, MAY, "补报")
    with pytest.raises(KnownError, match="没有关着"):
        issue_correction(office, MAY, "补报")
    close_month(office, MAY)
    with pytest.raises(KnownError, match="已经关账了"):
        close_month(office, MAY)
    with pytest.raises(KnownError, match="都没有变，不用更正"):
        issue_correction(office, MAY, "补报")
    for reason in ("", " 　"):
        with pytest.raises(KnownError, match="要写明理由"):
            reopen_month(office, MAY, reason)
    with pytest.raises(KnownError, match="最多200字"):
        reopen_month(office, MAY, "长" * 201)
    assert [each.act for each in month_state(office, MAY).events] == ["close"]


def test_late_data_becomes_a_dated_correction_and_version_two_while_version_one_stays(tmp_path: Path) -> None:
    office = closable()
    first = close_month(office, MAY)
    late(office, "大华", 3)
    assert {(each.community, each.label, each.new - each.old) for each in late_changes(office, MAY)} >= {
        ("大华", "注册", 3),
        ("大华", "本月新增", 3),
        ("合计", "注册", 3),
    }
    office.given_day = date(2021, 6, 8)
    second = issue_correction(office, MAY, "大华社区六月三日才补报五月新增名单")
    assert (second.number, second.corrected, second.closed_on) == (2, True, date(2021, 6, 8))
    assert late_changes(office, MAY) == []
    assert make_report(office, "monthly", MAY, tmp_path / "二.pdf").read_bytes() == stored_report(office, MAY, "pdf")
    old = make_report(office, "monthly", MAY, tmp_path / "一.pdf", {"version": "1"})
    assert hash_of(old) == first.pdf_hash
    assert frozen_figures(office, MAY, 2).total.registered == frozen_figures(office, MAY, 1).total.registered + 3
    said = text_of(save_correction(office, second, tmp_path / "更正.pdf").read_bytes())
    total = frozen_figures(office, MAY, 1).total.registered
    for part in (
        "更正说明",
        "大华社区六月三日才补报五月新增名单",
        "2021年6月8日",
        f"合计注册{total}{total + 3}＋3人",
        "第2版",
    ):
        assert part in said, part
    assert "第2版" in text_of((tmp_path / "二.pdf").read_bytes())
    with pytest.raises(KnownError, match="第1版没有更正说明"):
        save_correction(office, first, tmp_path / "没有.pdf")
    with pytest.raises(KnownError, match="没有第“3”版，现有第1、2版"):
        make_report(office, "monthly", MAY, tmp_path / "三.pdf", {"version": "3"})


def test_a_reopened_month_prints_what_is_now_and_closes_with_a_correction(tmp_path: Path) -> None:
    office = closable()
    first = close_month(office, MAY)
    state = reopen_month(office, MAY, "光明里整月资料漏报")
    assert (state.state, len(state.versions)) == ("reopened", 1)
    late(office, "光明里", 2)
    live = make_report(office, "monthly", MAY, tmp_path / "现.pdf")
    assert hash_of(live) != first.pdf_hash
    assert hash_of(make_report(office, "monthly", MAY, tmp_path / "一.pdf", {"version": "1"})) == first.pdf_hash
    second = close_month(office, MAY)
    assert (second.number, second.corrected) == (2, True)
    correction = stored_report(office, MAY, "correction", 2)
    assert correction is not None
    assert "光明里整月资料漏报" in text_of(correction)
    assert [(each.act, each.version) for each in month_state(office, MAY).events] == [
        ("close", 1),
        ("reopen", 1),
        ("close", 2),
    ]


def test_only_the_head_reopens_and_it_is_written_down_who_and_why() -> None:
    office = closable()
    keeper = office.keeper
    assert who(keeper).role == "head", "还没有登记主任时，第一次用的人就算"
    add(office, "operators", login="zhou", name="周经办", role="经办")
    add(office, "operators", login="wang", name="王主任", role="办公室主任")
    keeper.operator = "zhou"
    close_month(office, MAY)
    with pytest.raises(KnownError, match="重新打开要办公室主任来做，“zhou”的角色是经办"):
        reopen_month(office, MAY, "补报")
    keeper.operator = "stranger"
    for deed in (close_month, lambda *given: issue_correction(*given, "补报")):
        with pytest.raises(KnownError, match="“stranger”的角色是只读"):
            deed(office, "2021-04")
    refused = keeper.add(VOLUNTEERS, {"name": "某人", "community": "大华"})
    assert isinstance(refused, list)
    assert "只能看，不能改" in refused[0].message
    keeper.operator = "zhou"
    problems = keeper.change(OPERATORS, keeper.table(OPERATORS).find("login", "zhou")[0].id, {"role": "办公室主任"})
    assert isinstance(problems, list), "经办不能把自己改成主任"
    assert "经办人由办公室主任登记" in problems[0].message
    keeper.operator = "wang"
    state = reopen_month(office, MAY, "补报")
    event = state.events[-1]
    assert (event.operator, event.name, event.role, event.reason) == ("wang", "王主任", "head", "补报")
    assert "王主任重新打开第1版，理由：补报" in event.sentence


def test_the_head_who_registers_another_head_was_still_the_head_when_doing_it() -> None:
    office = closable()
    add(office, "operators", login="wang", name="王主任", role="办公室主任")
    assert who(office.keeper).role == "reader"


BATCH = "序号,姓名,社区,身份证号码,手机,注册时间\n1,迟来甲,大华,,15400000001,2021-05-03\n2,迟来乙,大华,,15400000002,2021-05-04\n"


def hand_in(office: Office, path: Path, text: str = BATCH) -> str:
    path.write_text(text, encoding="utf-8-sig")
    batch = commit_import(office, plan_import(office, VOLUNTEERS, path))
    assert batch is not None
    return batch


def test_a_batch_is_undone_until_its_month_closes_and_again_after_reopening(tmp_path: Path) -> None:
    office = closable()
    batch = hand_in(office, tmp_path / "大华.csv")
    close_month(office, MAY)
    count = office.keeper.table(VOLUNTEERS).count()
    with pytest.raises(Refused, match="已经计入2021年5月的关账月报，不能整批撤销"):
        office.keeper.undo_action(batch)
    with pytest.raises(Refused, match="不能整批撤销"):
        office.keeper.undo()
    assert office.keeper.table(VOLUNTEERS).count() == count
    reopen_month(office, MAY, "大华的表交错了")
    assert office.keeper.undo_action(batch) == 2
    assert office.keeper.table(VOLUNTEERS).count() == count - 2


def test_a_batch_that_came_after_the_closing_is_still_undone(tmp_path: Path) -> None:
    office = closable()
    close_month(office, MAY)
    batch = hand_in(office, tmp_path / "大华.csv")
    assert late_changes(office, MAY)
    office.keeper.undo_action(batch)
    assert late_changes(office, MAY) == []


def test_a_batch_of_another_month_is_undone_after_closing(tmp_path: Path) -> None:
    office = closable()
    batch = hand_in(office, tmp_path / "大华.csv", BATCH)
    close_month(office, "2021-04")
    assert office.keeper.undo_action(batch) == 2


def test_an_ordinary_edit_is_undone_after_closing_and_shows_as_late() -> None:
    office = closable()
    late(office, "大华")
    close_month(office, MAY)
    office.keeper.undo()
    assert ("大华", "注册", -1) in {
        (each.community, each.label, each.new - each.old) for each in late_changes(office, MAY)
    }


def test_edits_between_preparing_and_writing_stop_the_closing() -> None:
    office = closable()
    draft = prepare(office, MAY)
    late(office)
    with pytest.raises(KnownError, match="刚才又改过，没有关账"):
        commit(office, draft)
    commit(office, prepare(office, MAY))
    with pytest.raises(KnownError, match="刚才又改过"):
        commit(office, draft)


def test_a_zero_report_silences_the_finding_and_can_be_withdrawn() -> None:
    office = memory_office(TODAY)
    for position, name in enumerate(("东方里", "大华"), 1):
        add(office, "communities", name=name, position=position, resident_population=100)

    def kinds() -> dict[str, str]:
        return {each.kind: each.detail for each in month_checks(office, MAY)}

    assert kinds()["silent"].startswith("东方里、大华")
    report_zero(office, MAY, "大华")
    assert kinds()["silent"].startswith("东方里本月")
    report_zero(office, MAY, "东方里")
    assert "silent" not in kinds()
    assert {each.reported_on for each in zero_reports(office, MAY).values()} == {TODAY}
    with pytest.raises(KnownError, match="已经记过零报告了"):
        report_zero(office, MAY, "大华")
    late(office, "大华")
    assert kinds()["zero_but_not"].startswith("大华")
    report_zero(office, MAY, "大华", withdraw=True)
    assert "zero_but_not" not in kinds()
    assert list(zero_reports(office, "2021-04")) == []
    with pytest.raises(KnownError, match="还没有记过零报告"):
        report_zero(office, MAY, "大华", withdraw=True)
    with pytest.raises(KnownError, match="没有“太阳村”这个社区"):
        report_zero(office, MAY, "太阳村")


def test_no_zero_report_after_closing() -> None:
    office = closable()
    close_month(office, MAY)
    with pytest.raises(KnownError, match="已经关账了，不能再记零报告"):
        report_zero(office, MAY, "大华")


def test_changes_of_the_closed_last_month_are_a_finding_of_this_month() -> None:
    office = closable()
    close_month(office, "2021-04")
    assert "last_month_moved" not in {each.kind for each in month_checks(office, MAY)}
    add(office, "volunteers", name="四月补", community="大华", registered_on="2021-04-08")
    found = next(each for each in month_checks(office, MAY) if each.kind == "last_month_moved")
    assert found.title == "2021年4月关账以后又有变化"


def test_what_was_closed_cannot_be_changed_behind_its_back() -> None:
    office = closable()
    close_month(office, MAY)
    report_zero(office, "2018-04", "大华")
    from miaopu_desk.store.engine import sqlite3

    for table in ("closed_reports", "closing_events", "zero_reports"):
        for sql in (f"UPDATE {table} SET month = '2021-01'", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.Error, match="只增不改"):
                office.database.connection.execute(sql)


def test_a_damaged_version_is_told_and_never_printed(tmp_path: Path) -> None:
    office = closable()
    close_month(office, MAY)
    office.database.connection.execute("DROP TRIGGER closed_reports_stay")
    office.database.connection.execute("UPDATE closed_reports SET pdf = CAST(pdf || 'x' AS BLOB)")
    with pytest.raises(KnownError, match="校验值不符"):
        make_report(office, "monthly", MAY, tmp_path / "月报.pdf")
    assert not (tmp_path / "月报.pdf").exists()


def test_a_closed_month_survives_a_restart(tmp_path: Path) -> None:
    with open_office(tmp_path, TODAY, must_exist=False) as office:
        add(office, "offices", name="苗圃街道办事处", signed_as="苗圃街道办事处", target_percent=15)
        add(office, "communities", name="大华", position=1, resident_population=100)
        late(office)
        version = close_month(office, MAY)
    with open_office(tmp_path, date(2021, 6, 20)) as office:
        late(office, "大华")
        assert month_state(office, MAY).latest == version
        assert hash_of(make_report(office, "monthly", MAY, tmp_path / "月报.pdf")) == version.pdf_hash
        assert late_changes(office, MAY)[0].label == "注册"


def test_a_renamed_session_or_a_swap_of_people_is_seen_though_no_number_moves() -> None:
    office = closable()
    late(office, "大华")
    close_month(office, MAY)
    office.keeper.undo()
    add(office, "volunteers", name="换来的", community="大华", registered_on="2021-05-12")
    changes = [each for each in late_changes(office, MAY) if each.community == "大华"]
    assert {each.difference for each in changes} == {"名单有变（增1减1）"}
    assert all(each.old == each.new for each in changes)


def test_the_guard_does_not_stand_in_the_way_of_training(tmp_path: Path) -> None:
    office = closable()
    close_month(office, MAY)
    saved = office.keeper.add(TRAINING_SESSIONS, {"topic": "补办的课", "held_on": "2021-05-30"})
    assert not isinstance(saved, list)
    assert office.keeper.remove(TRAINING_SESSIONS, [saved.id]) == []


def named(office: Office, names: list[str]) -> None:
    """照原样登记这些名字，不经核对：别处收进来的什么都有。"""
    one = figure_names(office, MAY, "registered", "大华")[0]
    with office.keeper.action("收进难印的名字", kind="setup") as act:
        for name in names:
            act.insert(VOLUNTEERS, replace(one, id="", name=name, id_number=None, registered_on=date(2021, 5, 12)))


def test_nasty_names_are_frozen_and_printed_as_they_are(tmp_path: Path) -> None:
    office = closable()
    named(office, [*NASTY_NAMES, *RARE])
    close_month(office, MAY)
    shown = name_list(office, MAY, "new", "大华")
    frozen = [row[0] for row in shown.rows]
    assert [each for each in (*NASTY_NAMES, *RARE) if each not in frozen] == []
    printed = whole_text(print_names(office, MAY, "new", "大华", tmp_path / "名单.pdf"))
    assert lost([*NASTY_NAMES, *RARE], printed) == []


def test_a_name_no_font_has_stops_the_list_and_is_named_with_its_row(tmp_path: Path) -> None:
    office = closable()
    named(office, ["缺\U0010fffd字"])
    with pytest.raises(KnownError, match=r"U\+10FFFD.*行"):
        print_names(office, MAY, "new", "大华", tmp_path / "名单.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("figure", "community", "said"), [("没有", None, "没有“没有”这个数字"), ("new", "太阳村", "没有“太阳村”这个社区")]
)
def test_a_list_that_does_not_exist_is_refused(figure: str, community: str | None, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        name_list(closable(), MAY, figure, community)
