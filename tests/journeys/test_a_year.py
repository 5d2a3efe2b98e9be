"""一万名志愿者的一年：样样都办过，每个月的月报都和登记的原始各行对得上。"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from journeys.year_months import Desk, month_passes
from journeys.year_occasions import flood, hurt, late_joiners, pay, select, star_round
from journeys.year_office import PEOPLE, begin, fill, furnish, open_balances
from recount import Recount, values
from reports.paper import whole_text

from miaopu_desk.domain.figures import Line
from miaopu_desk.domain.month import Month, read_month
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_text import month_text
from miaopu_desk.domain.period import read_period
from miaopu_desk.domain.records import COMMUNITIES, SUBMISSIONS, VOLUNTEERS
from miaopu_desk.services.closed_months import frozen_figures, late_changes, month_state, stored_report
from miaopu_desk.services.closing import close_month
from miaopu_desk.services.figures import due_items, month_figures
from miaopu_desk.services.month_contents import month_report
from miaopu_desk.services.person_record import person_record
from miaopu_desk.services.ranking import ranking, reasons
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.stars import star_counts

MONTHS = tuple(f"2021-{at:02d}" for at in range(1, 13))
CLOSED = ("2021-03", "2021-06", "2021-09")
NEW_YEAR = date(2021, 12, 31)


@dataclass
class Year:
    """走完的一年：每个月末当场记下的月报、重算、星级，和印出来的纸。"""

    desk: Desk
    papers: dict[str, Path] = field(default_factory=dict)
    reports: dict[str, MonthReport] = field(default_factory=dict)
    recounted: dict[str, dict[str | None, dict[str, int]]] = field(default_factory=dict)
    stars: dict[str, Counter[int]] = field(default_factory=dict)
    rankings: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, Any] = field(default_factory=dict)
    certified: list[int] = field(default_factory=list)

    def lines(self, month: str) -> dict[str | None, Line]:
        figures = self.reports[month].figures
        return {**{each.id: each for each in figures.communities}, "": figures.street, None: figures.total}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    out = tmp_path_factory.mktemp("一年")
    office = begin()
    full = fill(office)
    open_balances(office, full)
    made = Year(Desk(office, full, **furnish(office, full)))
    for key in MONTHS:
        month = read_month(key, NEW_YEAR)
        month_passes(made.desk, month)
        occasions(made, month, out)
        made.desk.on(month.last)
        write_down(made, month)
    for kind in ("pdf", "xlsx"):
        made.papers[kind] = make_report(office, "monthly", MONTHS[-1], out / f"十二月.{kind}")
    return made


def occasions(year: Year, month: Month, out: Path) -> None:
    """不是月月有的事。"""
    desk, at = year.desk, month.first.month
    papers = year.papers
    if at in (3, 9):
        papers[f"claim{at}"] = hurt(desk, desk.full["光明里"][0], month.first, f"B-{at}", out / f"理赔{at}.pdf")
    if at in (4, 5, 6):
        pay(desk, f"2021-{at:02d}")
    if at == 7:
        flood(desk, month.first)
    if at == 11:
        late_joiners(desk, month.first)
    if at in (6, 12):
        year.certified.append(star_round(desk, month.first.replace(day=10)))
    if at == 12:
        select(desk, month.first.replace(day=20))
        last = max(each.number for each in desk.office.keeper.table(SUBMISSIONS).all())
        for name in ("premium", "insured_changes"):
            papers[name] = make_report(desk.office, name, None, out / f"{name}.pdf", {"submission": last})


def write_down(year: Year, month: Month) -> None:
    """月末当场：月报、重算、星级；季末排名，三个季度关账。"""
    office, key = year.desk.office, month.key
    year.reports[key] = month_report(office, key)
    recount = Recount(office, month.first, month.last)
    places = [each.id for each in office.keeper.table(COMMUNITIES).all()]
    year.recounted[key] = {place: recount.line(place) for place in (*places, "", None)}
    year.stars[key] = Counter()
    for levels in star_counts(office, month.last).values():
        year.stars[key].update(levels)
    if month.first.month % 3 == 0:
        quarter = f"2021Q{month.first.month // 3}"
        year.rankings[quarter] = ranking(office, read_period(quarter, month.last))
    if key in CLOSED:
        year.versions[key] = close_month(office, key)


@pytest.mark.parametrize("month", MONTHS)
def test_every_figure_of_every_community_is_the_recount_of_the_rows(year: Year, month: str) -> None:
    lines = year.lines(month)
    assert set(lines) == set(year.recounted[month])
    for place, line in lines.items():
        assert values(line) == year.recounted[month][place], (month, line.name)
        assert line.reconciles
    total = lines[None]
    for name in (
        "service_attendances",
        "training_attendances",
        "shifts",
        "shifts_held",
        "activities",
        "group_attendances",
    ):
        assert total.value(name) > 0, name
    assert (total.new, total.left, total.uninsured_full_time) == (5, 2, 0)
    assert total.registered == PEOPLE + 3 * int(month[-2:])


def test_one_month_follows_on_from_the_last(year: Year) -> None:
    for earlier, later in pairwise(MONTHS):
        before, after = year.lines(earlier), year.lines(later)
        assert {each: line.registered for each, line in before.items()} == {
            each: line.previous for each, line in after.items()
        }
        assert year.reports[later].previous == before[None], "月报里的上月就是上月印的"


@pytest.mark.parametrize("month", MONTHS)
def test_the_text_of_the_month_says_its_figures(year: Year, month: str) -> None:
    report, total = year.reports[month], year.lines(month)[None]
    said = [each.text for each in month_text(report)]
    whole = "".join(said)
    assert f"参训{total.training_attendances}人次" in whole
    assert f"本月登记志愿服务{total.service_attendances}人次" in whole
    assert f"安排值守{total.shifts}班，已经值守并录入签到的{total.shifts_held}班" in whole
    assert f"本月开展主题志愿服务活动{total.activities}场" in "".join(report.activities)
    assert set(report.activities) | set(report.honours) | set(report.inspection) <= set(said)
    assert ("星级认证" in said) == (int(month[-2:]) >= 6)
    quarterly = int(month[-2:]) % 3 == 1
    assert ("督查2次" in "".join(report.inspection)) == quarterly
    assert ("登记荣誉3项" in "".join(report.honours)) == (month == "2021-12")


def test_twelve_submissions_each_follow_from_the_last(year: Year) -> None:
    given = year.desk.submissions
    assert len(given) == len(MONTHS)
    heads: set[str] = set()
    for at, each in enumerate(given):
        assert each.counts == (len(each.added), len(each.removed), len(each.kept))
        assert each.removed <= heads
        assert not each.added & heads
        assert each.kept == heads - each.removed, at
        heads = each.kept | each.added
        assert len(each.added) == (243 if at == 0 else 5)
        assert len(each.removed) == (0 if at == 0 else 2)


def test_the_stars_certified_are_those_of_the_monthly_figures(year: Year) -> None:
    assert year.certified == [304, 20 + 16], "六月历史时数够得上的，十二月补来的和防汛升了星的"
    for month in MONTHS:
        line = year.lines(month)[None]
        assert {at: line.value(f"star_{at}") for at in range(1, 6)} == {at: year.stars[month][at] for at in range(1, 6)}
    assert sum(year.stars["2021-05"].values()) == 0
    assert year.stars["2021-12"][3] - year.stars["2021-11"][3] == 16


def test_training_reaches_more_people_every_month(year: Year) -> None:
    assert all(before < after for before, after in pairwise(year.desk.trained))
    assert year.desk.trained[-1] > 2000


def test_the_rankings_are_within_a_hundred_and_every_item_opens(year: Year) -> None:
    office = year.desk.office
    assert len(year.rankings) == 4
    for quarter, found in year.rankings.items():
        period = read_period(quarter, NEW_YEAR)
        assert len(found.standings) == 8
        for standing in found.standings:
            assert 0 <= standing.score <= 10000
        for part in found.standings[0].parts:
            told = reasons(office, period, part.weighed.name, found.standings[0].name)
            assert told.sentence
            assert told.rows


def test_the_papers_of_the_year_are_written(year: Year) -> None:
    assert set(year.papers) == {"claim3", "claim9", "premium", "insured_changes", "pdf", "xlsx"}
    text = whole_text(year.papers["pdf"])
    assert f"在册志愿者{year.lines('2021-12')[None].registered}人" in text
    assert year.papers["xlsx"].read_bytes()[:2] == b"PK"
    assert "劝导时被电动车碰倒" in whole_text(year.papers["claim9"])
    assert "批增（5人）" in whole_text(year.papers["insured_changes"])
    assert "大写人民币" in whole_text(year.papers["premium"])


def test_the_busy_volunteer_has_every_section(year: Year) -> None:
    found = {each.table for each in person_record(year.desk.office, year.desk.busy).sections}
    assert found >= {
        "service_records", "shift_people", "activity_people", "participations", "enrollments", "submission_people",
        "star_certifications", "post_holders", "stipend_lines", "nominations", "honours",
    }  # fmt: skip


def test_what_is_due_is_found_among_ten_thousand(year: Year) -> None:
    due = {each.kind: each.count for each in due_items(year.desk.office)}
    assert due["shifts_late"] > 0
    assert due["no_id_number"] > 0


def test_the_last_action_is_still_undone(year: Year) -> None:
    office = year.desk.office
    before = values(month_figures(office, "2021-12").total)
    one = office.keeper.table(VOLUNTEERS).get(year.desk.busy)
    assert not isinstance(office.keeper.change(VOLUNTEERS, one.id, {"ranks": "党员"}), list)
    assert values(month_figures(office, "2021-12").total) != before
    assert office.keeper.undo()
    assert values(month_figures(office, "2021-12").total) == before
    assert office.keeper.table(VOLUNTEERS).get(one.id).ranks == one.ranks


def test_fifty_late_edits_leave_what_was_closed_as_it_was(year: Year) -> None:
    """放在末一个：改过以后现在的数字和月末记下的不再一样。"""
    office = year.desk.office
    frozen = {key: (frozen_figures(office, key, 1), stored_report(office, key, "pdf")) for key in CLOSED}
    for key in CLOSED:
        assert frozen[key][0].total == year.lines(key)[None]
    rows = office.database.query("SELECT id FROM volunteers WHERE standing = 'active' ORDER BY id LIMIT 50")
    for at, (volunteer,) in enumerate(rows):
        raw = (
            {"registered_on": "2021-03-15"},
            {"standing": "left", "standing_on": "2021-03-20", "standing_reason": "搬走"},
            {"note": f"第{at}处"},
        )[at % 3]
        assert not isinstance(office.keeper.change(VOLUNTEERS, volunteer, raw), list)
    assert late_changes(office, "2021-03")
    for key in CLOSED:
        assert month_state(office, key).versions == (year.versions[key],)
        assert (frozen_figures(office, key, 1), stored_report(office, key, "pdf")) == frozen[key]
