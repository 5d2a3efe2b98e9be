"""一千段随机的历史：账上各行的和，等于屏幕、明细、证明、星级、月报各处的数字。"""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from builders import add, copied, office_with_communities, served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.services.figure_lists import list_ids
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line, entry_of, post_lines, running
from miaopu_desk.services.targets import complete_targets
from miaopu_desk.store import queries
from miaopu_desk.store.service_sums import done_by

MONTHS = {"2021-03": 31, "2021-04": 30, "2021-05": 31}
PEOPLE = 3
RUNS = 1000

posts = st.tuples(
    st.just("post"),
    st.integers(0, PEOPLE - 1),
    st.sampled_from(sorted(MONTHS)),
    st.integers(1, 28),
    st.integers(1, 600),
    st.sampled_from(("值守", "清扫", "宣讲")),
    st.sampled_from(("shift", "other", "opening")),
    st.integers(0, 2),
)
corrections = st.tuples(st.just("correct"), st.integers(0, 30), st.sampled_from((0, 0, 15, 60, 240, 900)))
undos = st.tuples(st.just("undo"))
histories = st.lists(st.one_of(posts, posts, corrections, undos), min_size=1, max_size=14)


class Model:
    """另一套账：每条一个数，用最朴素的加法。"""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self.states: list[dict[str, dict[str, Any]]] = []

    def step(self) -> None:
        self.states.append({key: dict(each) for key, each in self.entries.items()})


def play(office: Office, people: list[Any], places: list[Any], history: list[tuple[Any, ...]]) -> Model:
    model = Model()
    for act in history:
        if act[0] == "post":
            _, who, month, day, minutes, activity, source, place = act
            line = ServiceRecord(
                volunteer=Ref(people[who].name, people[who].id),
                community=Ref(places[place].name, places[place].id),
                served_on=date.fromisoformat(f"{month}-{day:02d}"),
                minutes=minutes,
                activity=activity,
                source=source,
            )
            model.step()
            (key,) = post_lines(office, "补录", [line], agreed=True).ids
            model.entries[key] = {
                "who": who,
                "month": month,
                "activity": activity,
                "opening": source == "opening",
                "place": places[place].id,
                "minutes": minutes,
            }
        elif act[0] == "correct" and model.entries:
            key = sorted(model.entries)[act[1] % len(model.entries)]
            if model.entries[key]["minutes"] != act[2]:
                model.step()
                assert correct_line(office, key, act[2], "核对", agreed=True).ids
                model.entries[key]["minutes"] = act[2]
        elif act[0] == "undo" and model.states:
            office.keeper.undo()
            model.entries = model.states.pop()
    return model


@cache
def started() -> Office:
    """开头都一样的办公室，造一次，每段历史抄一份。"""
    office = office_with_communities()
    complete_targets(office)
    for at in range(PEOPLE):
        add(office, "volunteers", name="甲乙丙"[at] + "明", community="东方里", registered_on="2020-01-01")
    return office


@settings(max_examples=RUNS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_the_lines_add_up_to_every_screen_slip_certificate_and_month(history: list[tuple[Any, ...]]) -> None:
    office = copied(started())
    people = office.keeper.table(VOLUNTEERS).all()
    places = office.keeper.table(COMMUNITIES).all()[:3]
    model = play(office, people, places, history)
    lines = office.keeper.table(SERVICE_RECORDS).all()
    entries = list(model.entries.values())

    # 屏幕上的行，和每一条的现在
    assert sum(each.minutes for each in lines) == sum(each["minutes"] for each in entries)
    for key, each in model.entries.items():
        found = entry_of(office, key)
        assert found is not None
        assert found.minutes == each["minutes"] >= 0
    ranking = {row[0]: row[3] for row in served(office)}
    for at, one in enumerate(people):
        mine = [each for each in entries if each["who"] == at]
        total = sum(each["minutes"] for each in mine)
        # 人员明细、星级名单、证明
        rows = running(office, one.id)
        assert (rows[-1][1] if rows else 0) == total
        assert ranking.get(one.id, 0) == total
        done = done_by(office.database, one.id, "1900-01-01", "2021-05-31")
        sums: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for each in mine:
            sums[each["activity"]] += each["minutes"]
            times[each["activity"]] += each["minutes"] > 0 and not each["opening"]
        assert {each.activity: (each.minutes, each.attendances) for each in done} == {
            activity: (minutes, times[activity]) for activity, minutes in sums.items() if minutes
        }
    # 月报：历史时数不是哪个月做的
    for month, last in MONTHS.items():
        here = [each for each in entries if each["month"] == month and not each["opening"]]
        expected = {
            "service_minutes": sum(each["minutes"] for each in here),
            "service_attendances": sum(each["minutes"] > 0 for each in here),
            "served_people": len({each["who"] for each in here if each["minutes"] > 0}),
        }
        given_days = {"first": f"{month}-01", "day": f"{month}-{last}"}
        for name, total in expected.items():
            question = queries.FIGURES[name]
            counted = queries.count(office.database, question, given_days, amounts=name == "service_minutes")
            assert counted.total == total, name
            names = queries.names(office.database, question, given_days)
            if name == "service_minutes":
                by_id = {each.id: each.minutes for each in lines}
                assert sum(by_id[each] for each in names) == total
                for place in places:
                    there = sum(each["minutes"] for each in here if each["place"] == place.id)
                    assert counted.counts.get(place.id, 0) == there
            else:
                assert len(names) == total
        if month == "2021-05" and len(history) % 10 == 0:
            figures = month_figures(office, month)
            assert {name: figures.total.value(name) for name in expected} == expected
            assert len(list_ids(office, figures)["service_attendances"]["*"]) == expected["service_attendances"]
