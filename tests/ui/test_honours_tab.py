"""表彰一页：推荐、核对、公示、公布；发礼遇先问；编制、审核、印发；一步一步都在窗口里做得完。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtWidgets import QLineEdit

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import (
    COURTESIES,
    HONOURS,
    NOMINATIONS,
    OBJECTIONS,
    POST_LEAVES,
    STIPEND_LINES,
    STIPEND_SHEETS,
    VOLUNTEERS,
)
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs.courtesies import CourtesiesPage, CourtesyForm
from miaopu_desk.ui.tabs.selections import SelectionsPage
from miaopu_desk.ui.tabs.welfare import PostsPage, StipendsPage


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """问的话记下来，照 yes 回答；说的问题也记下来。"""
    heard: dict[str, Any] = {"asked": [], "told": [], "yes": [True]}

    def confirm(parent: Any, title: str, text: str, button: str, detail: str = "") -> bool:
        heard["asked"].append(text)
        return heard["yes"].pop(0) if len(heard["yes"]) > 1 else heard["yes"][0]

    monkeypatch.setattr(messages, "confirm", confirm)
    monkeypatch.setattr(messages, "warn", lambda parent, title, text, detail="": heard["told"].append(text))
    return heard


@pytest.fixture
def people(office: Office) -> list[Any]:
    return [each for each in office.keeper.table(VOLUNTEERS).all() if each.standing == "active"][:3]


def page(window: MainWindow, title: str) -> Any:
    tab = window.go("表彰")
    titles = [tab.tabText(at) for at in range(tab.count())]
    tab.setCurrentIndex(titles.index(title))
    return tab.current_page()


@pytest.fixture
def selections(window: MainWindow, office: Office) -> SelectionsPage:
    add(office, "terms", vocabulary="award", name="最美志愿者", position=1)
    add(office, "selections", name="2021年最美志愿者评选", year=2021, award="最美志愿者", quota=1)
    return page(window, "评选")


def select_all(dialog: Any) -> None:
    dialog.sheet.selectAll()


def test_a_selection_goes_from_nominations_to_honours(
    selections: SelectionsPage, office: Office, people: list[Any], answers: dict[str, Any]
) -> None:
    deeds = selections.deeds
    assert [name for name, each in deeds.items() if each.isEnabled()] == ["people", "check", "publicise"]
    picker = selections.nominate()
    picker.picked.emit([each.id for each in people])
    picker.reject()
    assert selections.detail.model.rowCount() == 3

    check = selections.check()
    assert [check.sheet.horizontalHeaderItem(at).text() for at in range(4)] == ["推荐对象", "社区", "推荐状态", "核对"]
    check.move_to("checked")
    assert "先选中" in check.note.text()
    select_all(check)
    check.move_to("shortlisted")
    assert "不能改为入围" in check.note.text()
    check.move_to("checked")
    assert len(check.chosen()) == 3, "记过以后仍然选中，好接着入围"
    check.sheet.clearSelection()
    check.sheet.selectRow(0)
    check.move_to("shortlisted")
    assert "入围 1 个，名额 1 个" in check.count.text()
    check.close()

    public = selections.publicise()
    public.start.set_day(date(2021, 5, 20))
    public.accept()
    assert selections.owner.state == "publicised"
    assert "公示 2021-05-20 至 2021-05-26" in selections.heading.text()
    assert [name for name, each in deeds.items() if each.isEnabled() and name != "object"] == ["check", "publish"]

    result = selections.publish()
    result.body.setText("")
    result.accept()
    assert "授予单位" in result.note.text()
    result.body.setText("苗圃街道办事处")
    result.sheet.item(0, 2).setText("苗志1号")
    result.accept()
    honour = office.keeper.table(HONOURS).all()[0]
    assert (honour.name, honour.number, honour.awarding_body) == ("2021年最美志愿者", "苗志1号", "苗圃街道办事处")
    assert selections.owner.state == "finished"
    assert [name for name, each in deeds.items() if each.isEnabled() and name != "object"] == ["check"]


def test_who_is_not_chosen_goes_out_with_a_reason(
    selections: SelectionsPage, office: Office, people: list[Any]
) -> None:
    selections.nominate().picked.emit([people[0].id])
    check = selections.check()
    select_all(check)
    asked = check.move_to("rejected")
    asked.accept()
    assert asked.note.text() == "请写明理由"
    asked.reject()
    assert office.keeper.table(NOMINATIONS).all()[0].state == "nominated"
    asked = check.move_to("rejected")
    asked.reason.setText("事迹不够")
    asked.accept()
    row = office.keeper.table(NOMINATIONS).all()[0]
    assert (row.state, row.reason) == ("rejected", "事迹不够")


def test_an_objection_is_written_under_the_nomination(
    selections: SelectionsPage, office: Office, people: list[Any]
) -> None:
    assert selections.add_objection() is None
    selections.nominate().picked.emit([people[0].id])
    selections.detail.grid.select_rows([0])
    assert selections.deeds["object"].isEnabled()
    form = selections.add_objection()
    form.fields["content"].editor.set_value("时长不实")
    form.save_and_close()
    found = office.keeper.table(OBJECTIONS).all()[0]
    assert (found.nomination.name, found.content, found.result) == (people[0].name, "时长不实", "pending")


def test_an_award_to_teams_has_no_people_to_pick(window: MainWindow, office: Office) -> None:
    add(office, "terms", vocabulary="award", name="最美组织", position=1)
    add(office, "selections", name="组织评选", year=2021, award="最美组织", subject="志愿服务组织")
    assert not page(window, "评选").deeds["people"].isEnabled()


# 礼遇


@pytest.fixture
def courtesies(window: MainWindow, office: Office) -> CourtesiesPage:
    add(office, "terms", vocabulary="courtesy", name="公交卡", position=1)
    return page(window, "礼遇")


def give(courtesies: CourtesiesPage, ids: list[str], value: str = "50") -> None:
    picker = courtesies.give()
    value_line = next(each for each in picker.findChildren(QLineEdit) if each.accessibleName() == "单价，元")
    value_line.setText(value)
    picker.picked.emit(ids)
    picker.reject()


def test_many_get_the_same_courtesy_and_the_second_time_is_asked(
    courtesies: CourtesiesPage, office: Office, people: list[Any], answers: dict[str, Any]
) -> None:
    give(courtesies, [people[0].id])
    assert answers["asked"] == []
    assert office.keeper.table(COURTESIES).all()[0].value == 5000
    answers["yes"] = [False, True]
    give(courtesies, [each.id for each in people])
    assert f"{people[0].name}（2021-05-31）今年已经领过公交卡" in answers["asked"][0]
    assert answers["asked"][1] == "只发给今年没有领过的 2 人吗？"
    assert office.keeper.table(COURTESIES).count() == 3
    answers["yes"] = [False]
    give(courtesies, [people[0].id])
    assert office.keeper.table(COURTESIES).count() == 3
    answers["yes"] = [True]
    give(courtesies, [people[0].id])
    assert office.keeper.table(COURTESIES).count() == 4


def test_a_wrong_value_is_told(
    courtesies: CourtesiesPage, office: Office, people: list[Any], answers: dict[str, Any]
) -> None:
    give(courtesies, [people[0].id], "很多")
    assert "单价：" in answers["told"][0]
    assert office.keeper.table(COURTESIES).count() == 0


def test_the_form_asks_too(
    courtesies: CourtesiesPage, office: Office, people: list[Any], answers: dict[str, Any]
) -> None:
    give(courtesies, [people[0].id])
    courtesies.add()
    form = courtesies.findChild(CourtesyForm)
    assert form is not None
    form.fields["volunteer"].editor.set_value(Ref(people[0].name, people[0].id))
    form.fields["kind"].editor.set_value(office.keeper.table(COURTESIES).all()[0].kind)
    answers["yes"] = [False]
    assert not form.save()
    assert "还要再发吗" in answers["asked"][0]
    assert office.keeper.table(COURTESIES).count() == 1
    answers["yes"] = [True]
    assert form.save()
    assert office.keeper.table(COURTESIES).count() == 2


# 岗位和补贴


@pytest.fixture
def posts(window: MainWindow, office: Office, people: list[Any]) -> PostsPage:
    office.keeper.operator = "zhou"
    add(office, "operators", login="zhou", name="周某", role="办公室主任")
    add(office, "operators", login="zheng", name="郑某", role="经办")
    office.keeper.operator = "zheng"
    add(office, "welfare_posts", name="保洁岗", community="东方里", monthly="1200", quota=2, starts_on="2021-01-01")
    who = Ref(people[0].name, people[0].id)
    add(office, "post_holders", post="保洁岗", volunteer=who, starts_on="2021-04-01")
    return page(window, "公益性岗位")


def test_the_post_says_what_is_vacant_and_leave_is_written_to_the_person(posts: PostsPage, office: Office) -> None:
    assert posts.heading.text() == "东方里　保洁岗　每月 1,200.00元　名额 2 人，在岗 1 人，空缺 1 个"
    posts.detail.grid.select_rows([0])
    form = posts.add_leave()
    form.fields["starts_on"].editor.set_value(date(2021, 4, 8))
    form.fields["ends_on"].editor.set_value(date(2021, 4, 9))
    form.save_and_close()
    assert office.keeper.table(POST_LEAVES).count() == 1


def test_a_sheet_is_made_approved_by_another_and_issued(
    posts: PostsPage, window: MainWindow, office: Office, answers: dict[str, Any]
) -> None:
    sheets = page(window, "补贴发放")
    assert isinstance(sheets, StipendsPage)
    dialog = sheets.make()
    assert dialog.month.currentText() == "2021年4月"
    assert "1 人，1 行，合计 1,200.00元" in dialog.said.text()
    dialog.accept()
    assert sheets.owner.state == "draft"
    assert enabled(sheets) == ["approve", "void", "adjust"]
    more = sheets.adjust()
    more.accept()
    assert "金额" in more.note.text()
    more.amount.setText("200")
    more.reason.setText("高温补助")
    more.accept()
    assert sheets.detail.model.rowCount() == 2
    assert sheets.heading.text().endswith("编制中　1 人，1,400.00元")

    sheets.approve()
    assert "办公室主任" in answers["told"][-1]
    office.keeper.operator = "zhou"
    sheets.approve()
    assert enabled(sheets) == ["back", "issue"]
    sheets.send_back()
    sheets.detail.grid.select_rows([1])
    sheets.drop()
    assert sheets.detail.model.rowCount() == 1
    sheets.approve()
    sheets.issue()
    sheet = office.keeper.table(STIPEND_SHEETS).all()[0]
    assert (sheet.state, sheet.total, sheet.approved_by) == ("issued", 120_000, "周某")
    assert enabled(sheets) == []
    assert office.keeper.table(STIPEND_LINES).count() == 1


def test_a_month_without_anybody_cannot_be_made(posts: PostsPage, window: MainWindow) -> None:
    dialog = page(window, "补贴发放").make()
    dialog.month.setCurrentIndex(dialog.month.findData("2021-02"))
    assert not dialog.done_button.isEnabled()
    assert "没有人在岗" in dialog.note.text()


def test_a_draft_is_voided_after_a_question(
    posts: PostsPage, window: MainWindow, office: Office, answers: dict[str, Any]
) -> None:
    sheets = page(window, "补贴发放")
    sheets.make().accept()
    answers["yes"] = [False]
    sheets.void()
    assert office.keeper.table(STIPEND_SHEETS).count() == 1
    answers["yes"] = [True]
    sheets.void()
    assert office.keeper.table(STIPEND_SHEETS).count() == 0
    assert enabled(sheets) == []


def enabled(sheets: StipendsPage) -> list[str]:
    every = {**sheets.sheet_actions, **sheets.line_actions}
    return [name for name, each in every.items() if each.isEnabled() and name != "drop"]
