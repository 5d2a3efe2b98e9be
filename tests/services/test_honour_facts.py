"""表彰、岗位、会议、宣传：一个月的数字列得出背后的记录；要办的事各有一次该说、一次不该说。"""

from collections.abc import Callable
from datetime import date

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.honour_due import HONOUR_DUE
from miaopu_desk.domain.honour_text import honour_sentences
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import DECISIONS, POST_HOLDERS, VOLUNTEERS
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.honour_facts import STREET, fact_names, month_facts
from miaopu_desk.services.office import Office
from miaopu_desk.store.queries_honours import FACTS
from miaopu_desk.store.queries_honours import HONOUR_DUE as QUESTIONS


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    add(office, "terms", vocabulary="award", name="最美志愿者", position=1)
    add(office, "terms", vocabulary="courtesy", name="公交卡", position=1)
    for position, name in enumerate(("QQ群", "户外LED屏"), 1):
        add(office, "terms", vocabulary="channel", name=name, position=position)
    add(office, "volunteers", name="甲某", community="东方里", phone="15400000001", registered_on="2021-01-04")
    return office


def month_of_work(office: Office) -> None:
    who = office.keeper.table(VOLUNTEERS).all()[0]
    ref = Ref(who.name, who.id)
    add(office, "honours", name="先进个人", awarded_on="2021-05-06", awarding_body="珠晖区", volunteer=ref)
    add(office, "honours", name="先进个人", awarded_on="2021-04-06", awarding_body="珠晖区", volunteer=ref)
    add(
        office, "honours", name="先进社区", awarded_on="2021-05-06", awarding_body="珠晖区",
        subject="志愿服务社区", community="光明里",
    )  # fmt: skip
    add(office, "courtesies", volunteer=ref, kind="公交卡", given_on="2021-05-06", count=2, value="50")
    add(office, "welfare_posts", name="保洁岗", community="东方里", monthly="1200", quota=2, starts_on="2021-01-01")
    add(office, "post_holders", post="保洁岗", volunteer=ref, starts_on="2021-05-01")
    add(office, "meetings", topic="五月例会", held_on="2021-05-06")
    add(office, "decisions", meeting="五月例会", content="补齐名册", due_on="2021-06-30")
    add(office, "publicity", title="劝导", published_on="2021-05-06", channel="QQ群", community="东方里")
    add(office, "publicity", title="巡逻", published_on="2021-05-07", channel="QQ群")
    add(office, "publicity", title="招募", published_on="2021-05-08", channel="户外LED屏", community="东方里")


def test_the_month_is_counted_by_community(office: Office) -> None:
    month_of_work(office)
    facts = month_facts(office, "2021-05")
    east, bright = facts.communities[:2]
    assert (east.honours, east.honoured_people, east.courtesies, east.courtesy_people, east.courtesy_value) == (
        1, 1, 2, 1, 10_000,
    )  # fmt: skip
    assert (east.posts, east.vacant_posts, east.post_holders, east.publicity) == (2, 1, 1, 2)
    assert (bright.honours, bright.honoured_people) == (1, 0)
    assert (facts.street.meetings, facts.street.decisions_open, facts.street.publicity) == (1, 1, 1)
    assert (facts.total.honours, facts.total.publicity) == (2, 3)
    assert (facts.channels, facts.kinds) == ((("QQ群", 2), ("户外LED屏", 1)), (("公交卡", 2),))
    assert facts.stipend_people is None
    assert honour_sentences(facts)[0].startswith("本月登记荣誉2项，涉及志愿者1人（东方里1项、光明里1项）。")


@pytest.mark.parametrize("name", FACTS)
def test_every_figure_opens_the_rows_behind_it(office: Office, name: str) -> None:
    month_of_work(office)
    facts = month_facts(office, "2021-05")
    amounts = {"courtesies": 1, "courtesy_value": 1, "posts": 1, "vacant_posts": 1}
    for place in (*facts.communities, facts.street, facts.total):
        rows = fact_names(office, "2021-05", name, None if place is facts.total else place.name)
        figure = getattr(place, name)
        assert len(rows) == (amounts[name] if name in amounts and figure else figure)


def test_wrong_names_are_told(office: Office) -> None:
    with pytest.raises(KnownError, match="没有“x”这个数字"):
        fact_names(office, "2021-05", "x")
    with pytest.raises(KnownError, match="没有“西方里”"):
        fact_names(office, "2021-05", "honours", "西方里")
    assert fact_names(office, "2021-05", "honours", STREET) == []


def test_every_due_item_has_its_words_and_its_question() -> None:
    assert [kind for kind, _, _ in HONOUR_DUE] == list(QUESTIONS)


def due(office: Office) -> dict[str, int]:
    kinds = [kind for kind, _, _ in HONOUR_DUE]
    return {each.kind: each.count for each in due_items(office) if each.kind in kinds}


def selection(**raw: object) -> Callable[[Office], object]:
    return lambda office: add(office, "selections", name="评选", year=2021, award="最美志愿者", **raw)


def post(**raw: object) -> Callable[[Office], object]:
    values = {"name": "保洁岗", "monthly": "1200", "starts_on": "2021-01-01", **raw}
    return lambda office: add(office, "welfare_posts", **values)


def held(starts_on: str = "2021-05-01", ends_on: str | None = None) -> Callable[[Office], object]:
    def make(office: Office) -> None:
        who = office.keeper.table(VOLUNTEERS).all()[0]
        post()(office)
        row = {"post": "保洁岗", "volunteer": Ref(who.name, who.id), "starts_on": starts_on, "ends_on": ends_on}
        add(office, "post_holders", **row)

    return make


def gone(office: Office) -> None:
    held()(office)
    who = office.keeper.table(VOLUNTEERS).all()[0]
    office.keeper.change(VOLUNTEERS, who.id, {"standing": "退出", "standing_on": "2021-05-10"})


def decision(**raw: object) -> Callable[[Office], object]:
    def make(office: Office) -> None:
        add(office, "meetings", topic="例会", held_on="2021-05-01")
        add(office, "decisions", meeting="例会", content="补名册", **raw)

    return make


def objection(result: str) -> Callable[[Office], object]:
    def make(office: Office) -> None:
        selection()(office)
        who = office.keeper.table(VOLUNTEERS).all()[0]
        row = add(office, "nominations", selection="评选", volunteer=Ref(who.name, who.id))
        add(office, "objections", nomination=Ref(row.name, row.id), content="不实", result=result)

    return make


def sheet(state: str) -> Callable[[Office], object]:
    def make(office: Office) -> None:
        from miaopu_desk.domain.records import STIPEND_SHEETS
        from miaopu_desk.domain.records.welfare import StipendSheet

        held("2021-04-01")(office)
        made = StipendSheet(
            number="2021-04", name="表", month=date(2021, 4, 1), state=state, made_by="甲", made_login="甲",
            made_on=date(2021, 5, 6), issued_on=date(2021, 5, 8) if state == "issued" else None,
        )  # fmt: skip
        with office.keeper.action("造", kind="setup") as act:
            act.insert(STIPEND_SHEETS, made)

    return make


CASES: list[tuple[str, Callable[[Office], object], Callable[[Office], object]]] = [
    ("selections_closed", selection(nominate_by="2021-05-30"), selection(nominate_by="2021-05-31")),
    (
        "publicity_over",
        selection(state="公示中", publicised_on="2021-05-20", publicity_ends_on="2021-05-30"),
        selection(state="公示中", publicised_on="2021-05-20", publicity_ends_on="2021-05-31"),
    ),
    ("results_late", selection(results_by="2021-05-30"), selection(results_by="2021-05-30", state="已公布")),
    ("objections_pending", objection("待核实"), objection("不属实")),
    ("posts_vacant", post(), held()),
    ("posts_ending", post(ends_on="2021-06-30"), post(ends_on="2021-07-01")),
    ("post_holders_gone", gone, held()),
    ("stipends_not_issued", sheet("approved"), sheet("issued")),
    ("decisions_due", decision(due_on="2021-06-07"), decision(due_on="2021-06-08")),
]


@pytest.mark.parametrize(("kind", "fires", "rests"), CASES, ids=[kind for kind, _, _ in CASES])
def test_what_is_due_is_said_and_what_is_not_is_not(
    office: Office, kind: str, fires: Callable[[Office], object], rests: Callable[[Office], object]
) -> None:
    other = office_with_communities()
    add(other, "terms", vocabulary="award", name="最美志愿者", position=1)
    add(other, "volunteers", name="甲某", community="东方里", phone="15400000001", registered_on="2021-01-04")
    fires(office)
    assert due(office)[kind] == 1
    rests(other)
    assert kind not in due(other)


def test_a_decision_that_is_done_is_not_due(office: Office) -> None:
    decision(due_on="2021-05-10")(office)
    assert due(office)["decisions_due"] == 1
    row = office.keeper.table(DECISIONS).all()[0]
    office.keeper.change(DECISIONS, row.id, {"done_on": "2021-05-12"})
    assert "decisions_due" not in due(office)


def test_a_post_nobody_held_last_month_needs_no_sheet(office: Office) -> None:
    held("2021-05-01")(office)
    assert "stipends_not_issued" not in due(office)
    row = office.keeper.table(POST_HOLDERS).all()[0]
    office.keeper.change(POST_HOLDERS, row.id, {"starts_on": "2021-04-30"})
    assert due(office)["stipends_not_issued"] == 1
