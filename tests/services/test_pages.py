"""各种纸的取数：和月报同一口径，选项写错了说得清，完整号码先记后给。"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import add, id_number, office_with_communities
from random_office import TODAY, random_office
from reports.nasty import squeezed
from reports.paper import page_texts, whole_text

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ENROLLMENTS, PARTICIPATIONS, POLICIES, TRAINING_SESSIONS, VOLUNTEERS
from miaopu_desk.reports.listing import Band
from miaopu_desk.reports.register_list import register_rows
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import span_of
from miaopu_desk.services.pages_insurance import covered_on
from miaopu_desk.services.pages_roster import change_notice, roster_page
from miaopu_desk.services.pages_sign_in import sign_in_sheet
from miaopu_desk.services.pages_training import training_ledger
from miaopu_desk.services.pages_volunteers import groups_on, people
from miaopu_desk.services.reporting import REPORTS, make_report
from miaopu_desk.services.rosters import issue_roster, issues, leaders_of, replace_leaders
from miaopu_desk.store import disclosures

NUMBER = id_number(7)


@pytest.fixture
def desk() -> Office:
    """一间有一名志愿者、一场培训、一份保单的办公室。"""
    office = office_with_communities()
    add(office, "offices", name="甲街道办事处", signed_as="甲街道办公室", brand="衡阳群众", target_percent=15)
    who = add(
        office,
        "volunteers",
        name="王芳",
        id_number=NUMBER,
        phone="15400001234",
        community="东方里",
        ranks="专职、党员",
        registered_on="2021-05-01",
    )
    person = Ref(who.name, who.id)
    for day in ("2021-05-12", "2021-04-12"):
        session = add(office, "training_sessions", topic="法治课", held_on=day, community="东方里", minutes="1.5")
    add(office, "participations", session=Ref("法治课", session.id), volunteer=person)
    policy = {"insurer": "某保险公司", "starts_on": "2021-01-01", "ends_on": "2021-12-31", "premium": "30"}
    add(office, "policies", number="P1", **policy)
    add(office, "enrollments", policy="P1", volunteer=person, starts_on="2021-01-01", consented="是")
    return office


def printed(office: Office, name: str, folder: Path, month: str | None = None, **options: str) -> str:
    return whole_text(make_report(office, name, month, folder / "页.pdf", options))


def said(text: str, name: str) -> dict[str, int]:
    """小计里的“专职 9 人”；name 是小计的开头。"""
    line = text.removeprefix(name)
    return {label: int(count) for label, count in re.findall(r"([^\s：、]+) (\d+) 人", line)}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("month", ["2021-04", "2021-05"])
def test_the_register_counts_are_the_figures_of_the_month(seed: int, month: str) -> None:
    office = random_office(seed)
    figures = month_figures(office, month)
    rows = register_rows(people(office, groups_on(office, figures.as_of, None, None), figures.as_of))
    bands = {row.text.split("　")[0]: row.text for row in rows if isinstance(row, Band) and "：" in row.text}
    lines = {f"{each.name}小计": each for each in figures.communities if each.registered}
    assert set(bands) == {*lines, "各社区合计"}
    for name, line in {**lines, "各社区合计": figures.total}.items():
        counts = said(bands[name], name)
        assert f"　{line.registered} 人：" in bands[name]
        for label, figure in (
            ("专职", "full_time"),
            ("党员", "party"),
            ("网上", "online"),
            ("新时代文明实践", "practice"),
        ):
            assert counts.get(label, 0) == line.value(figure), (name, label)


def test_each_person_is_listed_once_under_the_first_rank_sorted_by_name() -> None:
    office = random_office(3, people=200)
    groups = groups_on(office, TODAY, None, None)
    rows = list(people(office, groups, TODAY))
    assert len(rows) == month_figures(office, "2021-05").total.registered
    order = ["专职", "党员", "网上", "新时代文明实践", "未分类"]
    places = list(dict.fromkeys(row.community for row in rows))
    keys = [(places.index(row.community), order.index(row.group)) for row in rows]
    assert keys == sorted(keys)
    assert all((row.group == "未分类") == (not row.ranks) for row in rows)
    assert not any(re.search(r"\d{15,}", row.id_number) or re.fullmatch(r"\d{11}", row.phone) for row in rows)


def test_one_community_and_one_rank_can_be_printed(desk: Office, tmp_path: Path) -> None:
    add(
        desk, "volunteers", name="李四", community="大华", phone="15400009999", registered_on="2021-05-02", ranks="党员"
    )
    assert "李四" in printed(desk, "register", tmp_path)
    one = printed(desk, "register", tmp_path, community="东方里社区", rank="党员")
    assert one.startswith("东方里社区“衡阳群众”党员队伍志愿者花名册")
    assert "王芳" in one
    assert "李四" not in one
    assert "东方里党员" in one
    assert "王芳" not in printed(desk, "register", tmp_path, rank="网上")
    assert "王芳" not in printed(desk, "register", tmp_path, day="2021-04-30")
    assert "王芳" not in printed(desk, "register", tmp_path, "2021-04")


@pytest.mark.parametrize("name", ["register", "insured_list"])
def test_whole_numbers_need_a_purpose_and_leave_a_trace(desk: Office, tmp_path: Path, name: str) -> None:
    masked = printed(desk, name, tmp_path)
    assert NUMBER not in masked
    assert "15400001234" not in masked
    assert disclosures.recent(desk.database) == []
    with pytest.raises(KnownError, match="请写明用途"):
        make_report(desk, name, None, tmp_path / "无.pdf", {"whole": "是"})
    assert not (tmp_path / "无.pdf").exists()
    whole = printed(desk, name, tmp_path, whole="是", purpose="报保险公司", recipient="某保险公司")
    assert NUMBER in whole
    assert "15400001234" in whole
    assert "用途：报保险公司" in whole
    (one,) = disclosures.recent(desk.database)
    assert (one.act, one.purpose, one.recipient, one.row_count) == ("print", "报保险公司", "某保险公司", 1)
    assert "联系电话" in one.columns


@pytest.mark.parametrize("seed", range(5))
def test_the_training_ledger_counts_are_the_figures_of_the_month(seed: int) -> None:
    office = random_office(seed)
    for month in ("2021-03", "2021-04", "2021-05"):
        figures = month_figures(office, month)
        ledger = training_ledger(office, month, {})
        assert len(ledger.sessions) == figures.total.training_sessions
        assert ledger.attendances == figures.total.training_attendances
        assert ledger.people == figures.total.trained_people
        assert ledger.lines()[:8] == [
            (each.name, each.training_sessions, each.training_attendances, each.trained_people)
            for each in figures.communities
        ]


def test_the_ledger_covers_any_span_and_one_host(desk: Office) -> None:
    assert [str(each.held_on) for each in training_ledger(desk, None, {}).sessions] == ["2021-04-12", "2021-05-12"]
    april = training_ledger(desk, None, {"from": "2021-04-01", "to": "2021-04-30"})
    assert [str(each.held_on) for each in april.sessions] == ["2021-04-12"]
    assert april.span == "2021年4月1日至4月30日"
    assert [one.name for one in april.sessions[0].trainees] == ["王芳"]
    assert training_ledger(desk, None, {"community": "大华"}).sessions == ()
    assert training_ledger(desk, None, {"people": "否"}).with_people is False


@pytest.mark.parametrize("seed", range(5))
def test_the_insured_are_those_whose_cover_and_policy_both_hold_that_day(seed: int) -> None:
    office = random_office(seed)
    every = office.keeper.table(ENROLLMENTS).all()
    for policy in office.keeper.table(POLICIES).all():
        for day in (TODAY, policy.starts_on, policy.ends_on, policy.ends_on + timedelta(days=1), date(2021, 5, 1)):
            numbers = covered_on(office, policy, day)
            table = office.keeper.table(ENROLLMENTS)
            found = {row[0] for row in table.values(numbers, ("policy",))}
            assert found == {
                each.id
                for each in every
                if each.policy.id == policy.id
                and max(each.starts_on, policy.starts_on) <= day <= min(each.ends_on or policy.ends_on, policy.ends_on)
            }


def test_the_insured_list_prints_the_premium_in_capitals(desk: Office, tmp_path: Path) -> None:
    text = printed(desk, "insured_list", tmp_path)
    assert "合计1人，保费30.00元（人民币叁拾元整），每人30.00元" in text
    assert "保险期限：2021年1月1日零时至2021年12月31日二十四时" in text
    # 保单期间以外的日子：不写日子时退到保单的最后一天，写明了就照那天
    add(desk, "policies", number="P0", insurer="某保险公司", starts_on="2020-01-01", ends_on="2020-12-31")
    assert "截至：2020年12月31日" in printed(desk, "insured_list", tmp_path, policy="P0")
    assert "合计0人" in printed(desk, "insured_list", tmp_path, policy="P1", day="2022-01-01")


def test_the_sheet_takes_who_was_there_or_who_should_come(desk: Office, tmp_path: Path) -> None:
    april = sign_in_sheet(desk, None, {"session": "法治课 2021-04-12"})
    assert april.groups == (("东方里", ("王芳",)),)
    may = sign_in_sheet(desk, "2021-05", {"session": "法治课"})
    assert may.groups == (("东方里", ("王芳",)),)
    assert may.code != april.code
    assert desk.keeper.table(TRAINING_SESSIONS).get(may.code) is not None
    assert sign_in_sheet(desk, "2021-05", {"session": may.code, "names": "present"}).groups == ()
    assert sign_in_sheet(desk, None, {"session": may.code, "names": "none", "blank": "30"}).blank == 30
    assert sign_in_sheet(desk, None, {"session": may.code, "rank": "网上"}).groups == ()
    text = printed(desk, "sign_in", tmp_path, "2021-05", session="法治课")
    assert "培训日期：2021年5月12日" in text
    assert f"编号尾{may.code[-8:]}" in text


def test_nobody_stands_twice_on_a_sheet(desk: Office) -> None:
    (session,) = [each for each in desk.keeper.table(TRAINING_SESSIONS).all() if each.held_on.month == 4]
    (row,) = desk.keeper.table(PARTICIPATIONS).all()
    with desk.keeper.action("重复登记") as act:
        act.insert(PARTICIPATIONS, PARTICIPATIONS.record(session=row.session, volunteer=row.volunteer))
    assert sign_in_sheet(desk, None, {"session": session.id}).groups == (("东方里", ("王芳",)),)
    assert training_ledger(desk, "2021-04", {}).attendances == 1


@pytest.fixture
def rosters(desk: Office) -> Office:
    """先后两期名单：走了一人，来了一人，一人升了职务，一人兼职没有变。"""
    first = [
        {"post": "组长", "name": "甲某", "title": "主任"},
        {"post": "副组长", "name": "乙某", "title": "副主任"},
        {"post": "成员", "name": "丙某", "title": "干事"},
        {"post": "办公室主任", "name": "乙某", "title": "副主任"},
    ]
    second = [
        {"post": "组长", "name": "丁某", "title": "主任"},
        {"post": "副组长", "name": "乙某", "title": "副主任"},
        {"post": "副组长", "name": "丙某", "title": "股长"},
        {"post": "办公室主任", "name": "乙某", "title": "副主任"},
    ]
    for number, day, members in (("2021年第1次", "2021-03-01", first), ("2021年第2次", "2021-05-12", second)):
        issue = issue_roster(desk, number, day, "由于领导职务变动", office_in="党政办")
        assert not isinstance(issue, list)
        assert replace_leaders(desk, issue.id, members) == []
    return desk


def test_the_notice_compares_with_the_issue_before(rosters: Office, tmp_path: Path) -> None:
    latest, first = issues(rosters)
    notice = change_notice(rosters, latest, None, {})
    assert [(each.kind, each.name, each.before, each.after) for each in notice.changes] == [
        ("新进", "丁某", "", "组长（主任）"),
        ("变动", "丙某", "成员（干事）", "副组长（股长）"),
        ("退出", "甲某", "组长（主任）", ""),
    ]
    assert notice.previous == ("2021年第1次", date(2021, 3, 1))
    assert change_notice(rosters, first, None, {}).previous is None
    third = issue_roster(rosters, "2021年第3次", "2021-05-20", "重新印发")
    assert not isinstance(third, list)
    again = change_notice(rosters, third, None, {})
    assert (again.previous, again.changes) == (("2021年第2次", date(2021, 5, 12)), ())
    assert change_notice(rosters, latest, None, {}) == notice
    text = printed(
        rosters, "roster_change", tmp_path, issue="2021年第2次", to="各社区、各站（所）", number="甲街发〔2021〕3号"
    )
    assert "甲街发〔2021〕3号各社区、各站（所）：因领导职务变动" in text
    assert text.endswith("三、办公室领导小组下设办公室，设在党政办，承担日常工作。甲街道办公室2021年5月12日")


def test_every_past_issue_and_any_day_stay_printable(rosters: Office, tmp_path: Path) -> None:
    assert "甲某" not in printed(rosters, "leading_group", tmp_path)
    for options in ({"issue": "2021年第1次"}, {"day": "2021-05-11"}):
        assert "组长：甲某主任" in printed(rosters, "leading_group", tmp_path, None, **options)
    assert "截至2021年4月30日有效" in printed(rosters, "leading_group", tmp_path, "2021-04")
    latest = issues(rosters)[0]
    page = roster_page(rosters, latest, None, {"seal": "是"})
    assert page.seal
    assert [each.name for each in page.members] == [each.name for each in leaders_of(rosters, latest.id)]
    assert (
        squeezed("".join(page_texts(make_report(rosters, "leading_group", None, tmp_path / "x.pdf")))).count("乙某")
        == 2
    )


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("register", {"comunity": "东方里"}, "“志愿者花名册”不认得选项 comunity。可用的选项：day、community"),
        ("register", {"community": "西方里"}, "没有“西方里”这个社区，可用：东方里"),
        ("register", {"rank": "骑兵"}, "“骑兵”不在队伍类别里，可用：专职"),
        ("register", {"day": "五月"}, "选项 day："),
        ("register", {"whole": "也许"}, "选项 whole 应写“是”或“否”"),
        ("leading_group", {"day": "2020-01-01"}, "2020年1月1日以前没有印发过领导小组名单"),
        ("leading_group", {"issue": "第9次"}, "没有找到名单“第9次”"),
        ("roster_change", {"day": "2020-01-01"}, "以前没有印发过领导小组名单"),
        ("training_ledger", {"from": "2021-05-02", "to": "2021-05-01"}, "起日2021年5月2日晚于止日2021年5月1日"),
        ("insured_list", {"policy": "P9"}, "没有找到保单“P9”"),
        ("insured_list", {"day": "2019-01-01"}, "2019年1月1日没有有效的保单，请用选项 policy 写明保单号：P1"),
        ("sign_in", {}, "请用选项 session 写明是哪一场培训"),
        ("sign_in", {"session": "没有这课"}, "没有找到培训“没有这课”"),
        (
            "sign_in",
            {"session": "法治课"},
            "有2个，请写明是哪一个：“法治课 2021-05-12 东方里”；“法治课 2021-04-12 东方里”",
        ),
        ("sign_in", {"session": "法治课 2021-04-12", "names": "all"}, "选项 names 应写 present、registered 或 none"),
        ("sign_in", {"session": "法治课 2021-04-12", "blank": "很多"}, "选项 blank 应是 0 到 200 的整数"),
    ],
)
def test_a_wrong_option_is_explained_and_writes_nothing(
    desk: Office, tmp_path: Path, name: str, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(KnownError) as caught:
        make_report(desk, name, None, tmp_path / "页.pdf", options)
    assert sentence in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_without_options_a_span_is_this_year_so_far(desk: Office) -> None:
    assert span_of(desk, None, {}).title == "2021年1月1日至5月31日"
    assert span_of(desk, "2021-04", {}).title == "2021年4月1日至4月30日"
    assert span_of(desk, None, {"from": "2020-12-01", "to": "2021-01-31"}).title == "2020年12月1日至2021年1月31日"
    assert span_of(desk, None, {"from": "2021-05-01", "to": "2021-05-01"}).title == "2021年5月1日"


def test_the_pages_are_on_the_list_of_reports_under_their_names() -> None:
    pages = {"leading_group", "roster_change", "register", "sign_in", "training_ledger", "insured_list"}
    assert pages <= set(REPORTS)
    assert all(REPORTS[name].options for name in pages)


def test_a_suspended_volunteer_is_marked(desk: Office) -> None:
    raw = {
        "name": "李四",
        "community": "大华",
        "registered_on": "2021-05-02",
        "standing": "暂停",
        "standing_on": "2021-05-20",
    }
    add(desk, "volunteers", **raw)
    rows = {one.name: one.note for one in people(desk, groups_on(desk, TODAY, None, None), TODAY)}
    assert rows == {"王芳": "", "李四": "暂停"}
    before = date(2021, 5, 19)
    assert {one.note for one in people(desk, groups_on(desk, before, None, None), before)} == {""}
    assert len(desk.keeper.table(VOLUNTEERS).all()) == 2
