"""任意的历史（服务、更正、历史时数、奖励分、几套规则）：说明单、一览、名单、证明、命令行说的都一样。"""

from datetime import date, timedelta
from typing import Any

from builders import DAY, add, office_with_communities
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.certificates import issue_certificate
from miaopu_desk.services.office import Office
from miaopu_desk.services.pages_stars import star_list
from miaopu_desk.services.points import correct_points, give_points, points_of
from miaopu_desk.services.posting import correct_line
from miaopu_desk.services.star_slip import star_slip
from miaopu_desk.services.stars import standing_of, standings, star_due, stars_json

PEOPLE = ("某甲", "某乙", "某丙")
DAYS = st.integers(0, 200).map(lambda back: DAY - timedelta(days=back))
WHO = st.integers(0, len(PEOPLE) - 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("serve"), WHO, DAYS, st.integers(1, 600), st.booleans()),
        st.tuples(st.just("opening"), WHO, DAYS, st.integers(60, 60_000)),
        st.tuples(st.just("correct"), st.integers(0, 30), st.integers(0, 900)),
        st.tuples(st.just("deed"), WHO, DAYS, st.integers(-20, 60)),
        st.tuples(st.just("mend"), st.integers(0, 30), st.integers(-20, 60)),
        st.tuples(
            st.just("points"),
            DAYS,
            st.integers(0, 250),
            st.one_of(st.none(), st.integers(1, 9)),
            st.one_of(st.none(), st.integers(1, 40)),
            st.booleans(),
        ),
        st.tuples(
            st.just("stars"), DAYS, st.sampled_from(("both", "hours", "points")), st.integers(1, 60), st.integers(0, 60)
        ),
    ),
    max_size=24,
)


def act(office: Office, at: int, step: tuple[Any, ...], deed: str) -> None:
    """做一步；不合规矩的（更正成一样的、0 分……）由程序拒绝，不算。"""
    kind, *given_ = step
    if kind in ("serve", "opening"):
        who, day, minutes, *themed = given_
        row = {"volunteer": PEOPLE[who], "community": "大华", "served_on": day, "activity": f"第{at}次"}
        theme = {"theme": "疫情防控"} if themed and themed[0] else {}
        source = {"source": "历史时数"} if kind == "opening" else {}
        office.keeper.add(REGISTERS["service_records"], {**row, **theme, **source, "minutes": f"{minutes / 60:.4f}"})
    elif kind == "correct":
        lines = [each for each in office.keeper.table(REGISTERS["service_records"]).all() if each.corrects is None]
        if lines:
            correct_line(office, lines[given_[0] % len(lines)].id, given_[1], "记错了", agreed=True)
    elif kind == "deed":
        who, day, points = given_
        person = office.keeper.table(REGISTERS["volunteers"]).find("name", PEOPLE[who])[0]
        give_points(office, [person.id], day, deed, points, "因为")
    elif kind == "mend":
        entries = office.keeper.table(REGISTERS["point_entries"]).all()
        if entries:
            correct_points(office, entries[given_[0] % len(entries)].id, given_[1], "记错了")
    elif kind == "points":
        day, hundredths, day_cap, year_cap, themed = given_
        name = f"规则{at}"
        add(office, "point_rules", name=name, effective_from=day, day_cap=day_cap, year_cap=year_cap)
        theme = {"theme": "疫情防控"} if themed else {}
        add(office, "point_rates", rules=name, hundredths=f"{hundredths / 100:.2f}", **theme)
    else:
        day, measure, hours, points = given_
        add(office, "star_rules", name=f"标准{at}", effective_from=day, measure=measure)
        for star in (1, 2):
            row = {"star": star, "label": f"{star}星", "hours": hours * star, "points": points * star}
            add(office, "star_levels", rules=f"标准{at}", **row)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS, st.sampled_from((DAY, DAY - timedelta(days=70), date(2021, 1, 1))))
def test_every_place_says_the_same_of_everybody(steps: list[tuple[Any, ...]], day: date) -> None:
    office = office_with_communities()
    add(office, "offices", name="苗圃街道办事处", signed_as="苗圃街道办公室", target_percent=15)
    add(office, "terms", vocabulary="theme", name="疫情防控", position=1)
    deed = add(office, "terms", vocabulary="deed", name="提供线索", position=1).id
    for name in PEOPLE:
        add(office, "volunteers", name=name, community="大华", registered_on="2020-01-04")
    for at, step in enumerate(steps):
        act(office, at, step, deed)
    board = standings(office, day)
    due = {each.kind: set(each.ids) for each in star_due(office, day)}
    assert due.get("star_candidates", set()) == {one.volunteer_id for one in board if one.waiting}
    assert due.get("star_lost", set()) == {one.volunteer_id for one in board if one.lost}
    printed = {each["id"]: each for each in stars_json(board)}
    listed: dict[str, Any] = {}
    try:
        listed = {each.volunteer_id: each for each in star_list(office, day).entries}
    except KnownError:
        assert not any(one.star for one in board), "那天还没有标准"
    sums = points_of(office, day)
    records = office.keeper.table(REGISTERS["service_records"]).all()
    for one in board:
        slip = star_slip(office, one.volunteer_id, day)
        assert slip.person == one == standing_of(office, one.volunteer_id, day)
        assert sum(each.minutes for each in slip.hours) == one.minutes
        own = [each for each in records if each.volunteer.id == one.volunteer_id and each.served_on <= day]
        assert sum(each.minutes for each in own) == one.minutes
        assert (slip.score.service, slip.score.deeds) == (one.service_points, one.deed_points)
        assert sum(each.points for each in slip.deeds) - slip.score.deed_cut == one.deed_points
        if one.volunteer_id in sums:
            assert sums[one.volunteer_id].score.total == one.points
        else:
            assert (one.minutes, one.points) == (0, 0)
        found = printed[one.volunteer_id]
        assert (round(found["hours"] * 60), found["points"], found["star"]) == (one.minutes, one.points, one.star)
        assert (one.volunteer_id in listed) == (one.star > 0)
        if one.star:
            entry = listed[one.volunteer_id]
            assert (entry.minutes, entry.points, entry.label) == (one.minutes, one.points, one.label)
        if one.minutes:
            assert issue_certificate(office, one.volunteer_id, last=day).minutes == one.minutes
