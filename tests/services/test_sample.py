"""示例办公室：每次做出来都一样，每一行都守规矩，半路停了能接着做完。"""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.ledger import entries
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import (
    ACTIVITIES,
    ASSIGNMENTS,
    COMMUNITIES,
    ENROLLMENTS,
    GRID_AREAS,
    HEAD_COUNTS,
    LEADERS,
    PARTICIPATIONS,
    POLICIES,
    REGISTERS,
    SERVICE_RECORDS,
    STIPEND_SHEETS,
    SUBMISSIONS,
    TRAINING_SESSIONS,
    VOLUNTEERS,
)
from miaopu_desk.domain.sample_people import available, sample_people
from miaopu_desk.domain.sample_places import PLACES, SAMPLE_DAY
from miaopu_desk.services.coverage import plan_progress
from miaopu_desk.services.endorsing import first_effective, plan_submission, proposed
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.honour_facts import month_facts
from miaopu_desk.services.office import Office, memory_office, open_office
from miaopu_desk.services.sample import SampleResult, is_unfinished, make_sample
from miaopu_desk.services.service_days import plan_service_days
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.stipend_plan import lines_of, plan_sheet, total_of

Made = tuple[Office, SampleResult]
COUNTS = {
    "offices": 1,
    "communities": 8,
    "roster_issues": 1,
    "leaders": 19,
    "teams": 16,
    "party_branches": 16,
    "volunteers": 1221,
    "grid_areas": 100,
    "training_sessions": 27,
    "training_plans": 8,
    "policies": 2,
    "submissions": 3,
    "claims": 1,
    "service_days": 2,
    "activities": 215,
    "activity_people": 18,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    office = memory_office(SAMPLE_DAY)
    return office, make_sample(office, tmp_path_factory.mktemp("花名册"))


def content(office: Office) -> dict[str, Counter[tuple[str, ...]]]:
    """每张登记表的全部内容，不含 id。"""
    return {
        table: Counter(tuple(register.show(one).values()) for one in office.keeper.table(register).all())
        for table, register in REGISTERS.items()
    }


def test_two_runs_give_the_same_office(made: Made, tmp_path: Path) -> None:
    office, result = made
    other = memory_office(SAMPLE_DAY)
    again = make_sample(other, tmp_path)
    assert again.counts == result.counts
    assert again.lines() == result.lines()
    assert content(other) == content(office)


def test_the_counts_are_those_of_the_plan(made: Made) -> None:
    _, result = made
    assert {table: result.counts[table] for table in COUNTS} == COUNTS
    assert 110 <= result.counts["assignments"] <= 140
    assert 200 <= result.counts["enrollments"] <= 300
    assert result.counts["participations"] > 700
    assert result.counts["service_records"] > 3000


def test_all_good_rows_come_in_and_the_five_bad_ones_are_refused_with_their_reasons(made: Made) -> None:
    _, result = made
    assert {book.community: book.totals["new"] for book in result.books} == {
        place.community: place.volunteers for place in PLACES
    }
    assert result.totals == {"new": 1221, "changed": 0, "same": 0, "refused": 5, "skipped": 10}
    refused = [reason for book in result.books for reason in book.refused]
    words = ("身份证号：这一格存成了数字", "身份证号：校验码不对", "重复", "“平安巡逻”不在队伍类别里", "姓名：必填")
    assert [word in reason for word, reason in zip(words, refused, strict=True)] == [True] * 5
    assert all(book.batch for book in result.books)


def test_the_result_says_every_file_and_every_refusal(made: Made) -> None:
    _, result = made
    lines = result.lines()
    assert len(lines) == 8 + 5 + 1
    assert lines[0] == "东方里社区志愿者花名册.xlsx：新增 203"
    assert lines[-1] == "八本合计：新增 1221，拒收 5，跳过 10"


def test_imported_people_are_those_who_were_written_down(made: Made) -> None:
    office, _ = made
    found = {one.id_number: one for one in office.keeper.table(VOLUNTEERS).all() if one.id_number}
    for community, group in sample_people().items():
        for person in group:
            if person.id_number is None:
                continue
            one = found[person.id_number]
            assert (one.name, one.phone, one.ranks) == (person.name, person.phone, person.ranks)
            assert (one.community.name, one.registered_on) == (community, person.registered_on)
            assert (one.sex, one.born_on) == (person.sex, person.born_on)
            assert (one.standing, one.standing_on, one.standing_reason) == (
                person.standing,
                person.standing_on,
                person.standing_reason,
            )


def test_every_record_passes_the_rules_and_points_at_a_living_row(made: Made) -> None:
    office, _ = made
    alive = {table: {one.id for one in office.keeper.table(each).all()} for table, each in REGISTERS.items()}
    checked = 0
    for register in REGISTERS.values():
        for record in office.keeper.table(register).all():
            assert register.check(record, SAMPLE_DAY) == []
            for each in register.links:
                ref = getattr(record, each.name)
                assert isinstance(each.kind, Link)
                assert ref is None or ref.id in alive[each.kind.target]
            checked += 1
    assert checked > 6000


def test_the_office_stands_on_2021_05_31_and_is_signed(tmp_path: Path) -> None:
    with open_office(tmp_path / "数据", must_exist=False) as office:
        make_sample(office, tmp_path / "花名册")
        assert office.today() == date(2021, 5, 31)
        assert office.facts is not None
        assert (office.facts.prepared_by, office.facts.checked_by) == ("郑飞龙", "周莹")
        populations = [one.resident_population for one in office.keeper.table(COMMUNITIES).all()]
        assert populations == [place.population for place in PLACES]


def test_nobody_serves_or_trains_before_registering_or_after_leaving(made: Made) -> None:
    office, _ = made
    people = {one.id: one for one in office.keeper.table(VOLUNTEERS).all()}
    for record in office.keeper.table(SERVICE_RECORDS).all():
        assert available(people[record.volunteer.id or ""], record.served_on)
    held = {one.id: one.held_on for one in office.keeper.table(TRAINING_SESSIONS).all()}
    for one in office.keeper.table(PARTICIPATIONS).all():
        assert available(people[one.volunteer.id or ""], held[one.session.id or ""])


def test_nobody_is_at_two_places_on_one_day_or_twice_in_one_session(made: Made) -> None:
    office, _ = made
    lines = [one for one in office.keeper.table(SERVICE_RECORDS).all() if one.corrects is None]
    days = Counter((one.volunteer.id, one.served_on) for one in lines)
    seats = Counter((one.volunteer.id, one.session.id) for one in office.keeper.table(PARTICIPATIONS).all())
    assert (max(days.values()), max(seats.values())) == (1, 1)
    months = {day.month for _, day in days}
    assert months == {3, 4, 5}


def test_the_ledger_says_when_who_and_why_and_no_line_is_below_zero(made: Made) -> None:
    office, _ = made
    lines = office.keeper.table(SERVICE_RECORDS).all()
    assert all(one.source and one.operator and one.served_on <= one.recorded_on <= SAMPLE_DAY for one in lines)
    assert all(one.starts_at and one.ends_at for one in lines)
    corrected = [one for one in lines if one.corrects]
    assert len(corrected) == 6
    assert all(one.reason and one.minutes < 0 for one in corrected)
    assert sorted(each.minutes for each in entries(lines))[0] == 0
    assert sum(each.minutes == 0 for each in entries(lines)) == 2
    groups = office.keeper.table(HEAD_COUNTS).all()
    assert len(groups) == 6
    assert all(one.community.id and one.theme.id for one in groups)


def test_the_activities_are_on_every_step_and_the_recorded_ones_have_their_hours(made: Made) -> None:
    office, _ = made
    found = office.keeper.table(ACTIVITIES).all()
    states = Counter(one.state for one in found)
    assert set(states) == {"planned", "filed", "held", "recorded", "cancelled"}
    assert {one.community.name for one in found if one.community} == {place.community for place in PLACES}
    lines = Counter(one.event.id for one in office.keeper.table(SERVICE_RECORDS).all() if one.event)
    groups = Counter(one.event.id for one in office.keeper.table(HEAD_COUNTS).all() if one.event)
    assert all(lines[one.id] + groups[one.id] for one in found if one.state == "recorded")
    assert not any(lines[one.id] + groups[one.id] for one in found if one.state != "recorded")
    may = [one for one in found if one.service_day and one.day.month == 5]
    assert len(may) == 64, "五月四个周四、四个周五，八个社区各一次"
    assert {one.day.isoweekday() for one in may} == {4, 5}
    plan = plan_service_days(office, date(2021, 5, 1), date(2021, 6, 30))
    assert plan.new == (), "再排一次不会多出来"
    held = {one.id: one for one in found}
    for line in office.keeper.table(SERVICE_RECORDS).all():
        if line.event:
            one = held[line.event.id or ""]
            assert (one.day, one.name, one.community) == (line.served_on, line.activity, line.community)
    kinds = {each.kind for each in due_items(office)}
    assert {"activities_to_file", "activities_not_filed", "activities_passed", "activities_without_record"} <= kinds


def test_a_few_areas_have_nobody_and_one_who_left_keeps_no_area(made: Made) -> None:
    office, _ = made
    people = {one.id: one for one in office.keeper.table(VOLUNTEERS).all()}
    current = [one for one in office.keeper.table(ASSIGNMENTS).all() if one.ends_on is None]
    assert all(people[one.volunteer.id or ""].standing == "active" for one in current if one.volunteer)
    assert all("full_time" in (people[one.volunteer.id or ""].ranks or ()) for one in current if one.volunteer)
    empty = {one.id for one in office.keeper.table(GRID_AREAS).all()} - {one.area.id for one in current}
    assert 5 <= len(empty) <= 15
    ended_in_april = [one for one in office.keeper.table(ASSIGNMENTS).all() if one.ends_on == date(2021, 4, 30)]
    assert len(ended_in_april) == 2


def test_most_full_time_volunteers_are_covered_some_are_not_and_some_covers_end_soon(made: Made) -> None:
    office, _ = made
    people = [one for one in office.keeper.table(VOLUNTEERS).all() if one.standing == "active"]
    full_time = {one.id for one in people if "full_time" in (one.ranks or ())}
    covers = [one for one in office.keeper.table(ENROLLMENTS).all() if one.policy.name == "SLX-2021-0042"]
    covered = {one.volunteer.id for one in covers if one.ends_on is None or one.ends_on > SAMPLE_DAY}
    assert 0.75 <= len(covered & full_time) / len(full_time) <= 0.95
    assert 3 <= sum(one.ends_on == date(2021, 6, 20) for one in covers) <= 8
    assert max(Counter(one.volunteer.id for one in covers).values()) == 1


def test_the_submissions_are_what_the_program_itself_would_have_reported(made: Made) -> None:
    """照参保记录重新拟：最后一次报送之后没有人要补报；在保的正是最后一次批增和不变的人。"""
    office, _ = made
    (policy,) = [one for one in office.keeper.table(POLICIES).all() if one.number == "SLX-2021-0042"]
    sent = sorted(office.keeper.table(SUBMISSIONS).all(), key=lambda one: one.number)
    assert [one.kind for one in sent] == ["first", "change", "change"]
    assert all(one.added and (one.removed or one.kind == "first") for one in sent[::2])
    for before, after in pairwise(sent):
        assert before.added + before.unchanged == after.removed + after.unchanged
    plan = plan_submission(office, policy.id, SAMPLE_DAY)
    assert not plan.of("add")
    assert not plan.of("remove")
    assert len(plan.of("unchanged")) == sent[-1].added + sent[-1].unchanged
    found = proposed(office, policy.id, SAMPLE_DAY, first_effective(office, policy.id, SAMPLE_DAY))
    assert len(found.add) > 5


def test_the_plan_of_the_year_has_been_begun_and_a_session_to_come_has_invitations(made: Made) -> None:
    office, _ = made
    progress = plan_progress(office, 2021, SAMPLE_DAY)
    assert [one.held for one in progress] == [1, 8, 2, 15, 0, 0, 0, 0]
    assert progress[1].done is (progress[1].attended >= 240)
    states = Counter(one.state for one in office.keeper.table(PARTICIPATIONS).all())
    assert set(states) == {"present", "invited"}
    assert 20 <= states["invited"] <= 60


def test_no_volunteer_bears_the_name_of_a_leader(made: Made) -> None:
    office, _ = made
    leaders = {one.name for one in office.keeper.table(LEADERS).all()}
    assert not leaders & {one.name for one in office.keeper.table(VOLUNTEERS).all()}


def test_the_sheets_of_the_posts_agree_with_the_register(made: Made) -> None:
    """三月、四月的发放表照规则重算一分不差，编五月的时候没有要补发、扣减的。"""
    office, _ = made
    plan = plan_sheet(office, "2021-05")
    assert plan.problems == ()
    assert {each.kind for each in plan.lines} == {"base"}
    sheets = office.keeper.table(STIPEND_SHEETS).all()
    assert [(each.number, each.state) for each in sheets] == [("2021-04", "issued"), ("2021-03", "issued")]
    assert [each.total for each in sheets] == [total_of(lines_of(office, each.id)) for each in sheets]
    assert {each.amount for each in lines_of(office, sheets[0].id)} == {60_000, 112_000, 150_000}


def test_every_month_has_something_to_say_about_honours_meetings_and_publicity(made: Made) -> None:
    office, result = made
    counts = [result.counts[table] for table in ("selections", "nominations", "honours", "courtesies", "publicity")]
    assert counts == [2, 8, 3, 11, 9]
    for month in ("2021-03", "2021-04", "2021-05"):
        facts = month_facts(office, month)
        assert facts.total.meetings >= 1
        assert facts.total.publicity == 3
    assert month_facts(office, "2021-03").total.honours == 3
    due = {each.kind: each.count for each in due_items(office)}
    assert (due["posts_vacant"], due["decisions_due"]) == (1, 1)
    assert "stipends_not_issued" not in due


class _Stopped(Exception):
    """在某一步停下来。"""


@pytest.mark.parametrize("stop", [1, 2, 6, 10], ids=["建立之前", "第一本之前", "第五本之前", "最后一步之前"])
def test_stopped_half_way_it_is_finished_by_the_next_try(made: Made, tmp_path: Path, stop: int) -> None:
    _, result = made
    office = memory_office(SAMPLE_DAY)
    steps: list[str] = []

    def count(step: str) -> None:
        steps.append(step)
        if len(steps) > stop:
            raise _Stopped

    with pytest.raises(_Stopped):
        make_sample(office, tmp_path, count)
    assert is_unfinished(office) == (stop > 1)
    assert make_sample(office, tmp_path).counts == result.counts
    assert not is_unfinished(office)


def test_a_finished_sample_is_not_made_again(made: Made, tmp_path: Path) -> None:
    office, result = made
    with pytest.raises(KnownError, match="已经建立过"):
        make_sample(office, tmp_path)
    assert office.keeper.table(VOLUNTEERS).count() == result.counts["volunteers"]


def test_a_real_office_never_becomes_a_sample(tmp_path: Path) -> None:
    office = memory_office(SAMPLE_DAY)
    set_up(office, "miaopu")
    assert not is_unfinished(office)
    with pytest.raises(KnownError, match="已经建立过"):
        make_sample(office, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_day_before_the_sample_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="日期不能早于2021-05-31"):
        make_sample(memory_office(date(2021, 5, 30)), tmp_path)


def test_when_the_books_cannot_be_written_the_office_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "占着").write_text("文件", encoding="utf-8")
    office = memory_office(SAMPLE_DAY)
    with pytest.raises(KnownError, match="建立不了文件夹"):
        make_sample(office, tmp_path / "占着")
    assert office.facts is None
