"""算一次几处用：登记没有变就不重算，变了、正在改的时候、到了另一天就重算。"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import DAY, add, office_with_communities
from random_office import random_office

from miaopu_desk.domain.figures import FIGURES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.closing_draft import prepare
from miaopu_desk.services.figures import due_items, month_figures, overview
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.month_contents import month_report
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.remembering import Remembered
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.store import queries
from miaopu_desk.store.database import Database

NEW = {"name": "王芳", "community": "东方里", "registered_on": "2021-05-06"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """每个数字问了几遍数据库。"""
    names = {id(queries.FIGURES[each.name]): each.name for each in FIGURES}
    counted: Counter[str] = Counter()
    real = queries.count

    def count(database: Database, question: queries.Question, *given: Any, **more: Any) -> queries.Counted:
        if id(question) in names:  # 督查的几个数不在月报的数字里
            counted[names[id(question)]] += 1
        return real(database, question, *given, **more)

    monkeypatch.setattr(queries, "count", count)
    return counted


def test_the_overview_the_checks_and_the_report_ask_each_figure_once(asked: Counter[str]) -> None:
    office = random_office(3)
    overview(office)
    due_items(office)
    month_checks(office, "2021-05")
    assert set(asked.values()) == {1}
    month_report(office, "2021-05")
    assert set(asked.values()) == {2}, "又算了上个月的"


def test_closing_a_month_asks_each_figure_once_for_the_month_and_once_for_the_month_before(
    asked: Counter[str],
) -> None:
    office = office_with_communities()
    add(office, "offices", name="苗圃街道办事处", signed_as="街道办", target_percent=15)
    add(office, "volunteers", **NEW)
    prepare(office, "2021-05")
    assert set(asked.values()) == {2}


def test_whatever_is_written_is_counted_at_once() -> None:
    office = office_with_communities()
    seen = [month_figures(office, "2021-05").total.registered]
    one = add(office, "volunteers", **NEW)
    seen.append(month_figures(office, "2021-05").total.registered)
    assert office.keeper.remove(VOLUNTEERS, [one.id]) == []
    seen.append(month_figures(office, "2021-05").total.registered)
    office.keeper.undo()
    seen.append(month_figures(office, "2021-05").total.registered)
    assert seen == [0, 1, 0, 1]


def test_in_the_middle_of_an_action_nothing_is_remembered() -> None:
    office = office_with_communities()
    place = office.keeper.table(COMMUNITIES).all()[0]
    where = Ref(place.name, place.id)
    with office.keeper.action("登记") as act:
        before = month_figures(office, "2021-05").total.registered
        act.insert(VOLUNTEERS, VOLUNTEERS.record(name="甲", community=where, registered_on=DAY, standing="active"))
        act.flush()
        assert (before, month_figures(office, "2021-05").total.registered) == (0, 1)


def test_another_day_is_another_question() -> None:
    office = office_with_communities()
    add(office, "volunteers", **NEW)
    assert month_figures(office, "2021-05").total.registered == 1
    office.given_day = date(2021, 5, 5)
    assert month_figures(office, "2021-05").total.registered == 0


def test_what_another_connection_wrote_is_seen(tmp_path: Path) -> None:
    with open_office(tmp_path, DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        reader = office.database.reader()
        copy = Office(tmp_path, reader, office.keeper)
        kept = [copy.known.ask(reader, "人数", lambda: reader.value("SELECT count(*) FROM volunteers"))]
        add(office, "volunteers", **NEW)
        kept.append(copy.known.ask(reader, "人数", lambda: reader.value("SELECT count(*) FROM volunteers")))
        reader.close()
    assert kept == [0, 1]


def test_only_what_belongs_to_the_present_state_is_kept() -> None:
    office = office_with_communities()
    known = Remembered()
    for turn in range(3):
        assert [known.ask(office.database, name, lambda turn=turn: turn) for name in "甲乙甲"] == [turn] * 3
        add(office, "volunteers", **{**NEW, "name": "甲乙丙"[turn] + "明"})
    assert len(known._known) == 2
