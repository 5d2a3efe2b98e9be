"""线索：每一步、举报人哪里也看不到、只有主任看得到而且记一笔；奖励：造册、已发、不发第二次。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import DAY, add, office_with_communities

from miaopu_desk.domain.clue_steps import PATH
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import CLUES, REWARD_BATCHES, REWARD_PAYMENTS, VOLUNTEERS
from miaopu_desk.domain.sealed import MASK
from miaopu_desk.services import clue_work, rewarding
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.history import history
from miaopu_desk.services.listing_out import export_list, print_list
from miaopu_desk.services.merging import hanging, merge
from miaopu_desk.services.office import Office
from miaopu_desk.services.walking import Done
from miaopu_desk.store import disclosures, journal
from miaopu_desk.store.listing import Condition, Listing

NAME, PHONE = "欧阳举报", "15400009999"
OUTSIDER, OUTSIDE_PHONE = "司徒群众", "15400008888"


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    add(made, "volunteers", name=NAME, community="大华", phone=PHONE)
    return made


def clue(office: Office, number: str, **values: object) -> Any:
    given = {"number": number, "received_on": "2021-05-10", "content": "楼道堆着旧家具", "community": "大华"}
    return add(office, "clues", **{**given, **values})


def told(office: Office, number: str = "2021-001") -> Any:
    return clue(office, number, reporter=NAME)


def outside(office: Office, number: str = "2021-002") -> Any:
    return clue(office, number, reporter_name=OUTSIDER, reporter_phone=OUTSIDE_PHONE)


# 举报人哪里也看不到


def secrets_in(text: str) -> list[str]:
    return [each for each in (NAME, PHONE, OUTSIDER, OUTSIDE_PHONE, PHONE[-4:], OUTSIDE_PHONE[-4:]) if each in text]


def test_neither_list_nor_workbook_nor_paper_nor_history_nor_titles_name_the_reporter(
    office: Office, tmp_path: Path
) -> None:
    import pypdfium2
    from python_calamine import CalamineWorkbook

    one, other = told(office), outside(office)
    assert CLUES.show(one)["reporter"] == CLUES.show(other)["reporter_name"] == MASK
    table = office.keeper.table(CLUES)
    names = [each.name for each in CLUES.columns]
    shown = [
        each.kind.show(value)
        for row in table.values(list(table.numbers()), names)
        for each, value in zip(CLUES.columns, row[1:], strict=True)
    ]
    assert secrets_in("".join(shown)) == []

    book = export_list(office, CLUES, None, tmp_path / "线索.xlsx", whole=True, purpose="看看")
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert secrets_in(str(rows)) == []
    assert MASK in str(rows)
    document = pypdfium2.PdfDocument(print_list(office, CLUES, None, tmp_path / "线索.pdf"))
    assert secrets_in("".join(page.get_textpage().get_text_range() for page in document)) == []
    document.close()

    office.keeper.change(CLUES, one.id, {"reporter": None, "reporter_name": OUTSIDER}, one.rev)
    lines = history(office, CLUES, one.id)
    assert secrets_in(str(lines)) == []
    assert any(each.label == "举报群众" and each.after == MASK for each in lines), "改过举报人，看得出改过，看不出是谁"
    titles = [each.title for each in journal.recent(office.database) if "线索" in each.title]
    assert len(titles) == 3
    assert secrets_in(str(titles)) == []


@pytest.mark.parametrize("words", [NAME, "oyjb", PHONE, PHONE[-4:], OUTSIDER, OUTSIDE_PHONE, OUTSIDE_PHONE[-4:], MASK])
def test_no_search_finds_a_clue_by_its_reporter(office: Office, words: str) -> None:
    told(office), outside(office)
    assert len(office.keeper.table(CLUES).numbers(Listing(search=words))) == 0
    assert len(office.keeper.table(CLUES).numbers(Listing(search="楼道"))) == 2


def test_no_filter_and_no_order_gives_the_reporter_away(office: Office) -> None:
    one = told(office)
    outside(office)
    clue(office, "2021-003")
    table = office.keeper.table(CLUES)
    person = one.reporter.id
    for path, values in (("reporter", (person,)), ("reporter_name", (OUTSIDER,)), ("reporter_phone", (OUTSIDE_PHONE,))):
        assert len(table.numbers(Listing(where=(Condition(path, "is", values),)))) == 0
        assert len(table.numbers(Listing(where=(Condition(path, "contains", values),)))) == 0
        assert len(table.numbers(Listing(where=(Condition(path, "from", values),)))) == 0
    assert len(table.numbers(Listing(where=(Condition("reporter", "filled"),)))) == 1
    assert next(each.number for each in table.all(Listing(order=("reporter_name",)))) == "2021-002"
    with pytest.raises(KnownError, match="不公开"):
        table.values(list(table.numbers()), ("reporter.phone",))


def test_a_file_neither_learns_nor_overwrites_the_reporter(office: Office, tmp_path: Path) -> None:
    from miaopu_desk.services.importing import commit_import, plan_import

    one = told(office)
    book = export_list(office, CLUES, None, tmp_path / "线索.xlsx")
    plan = plan_import(office, CLUES, book)
    assert plan.totals["same"] == 1, "导出的原样交回来，没有变化"

    other = add(office, "volunteers", name="甲明", community="大华", phone="15400007777")
    for guess in (NAME, other.name):
        path = tmp_path / f"{guess}.csv"
        rows = ("线索编号,受理日期,线索内容,举报人", f"2021-001,2021-05-10,楼道堆着旧家具,{guess}")
        path.write_text("\n".join(rows), encoding="utf-8")
        plan = plan_import(office, CLUES, path)
        assert plan.totals["same"] == 1, "猜对猜错一个样，试不出来"
        commit_import(office, plan)
        now = office.keeper.table(CLUES).get(one.id)
        assert now is not None
        assert now.reporter == one.reporter


def test_no_batch_of_guesses_finds_the_reporter(office: Office) -> None:
    from miaopu_desk.services.batch_editing import batch_columns, plan_batch

    one = told(office)
    assert not [each for each in batch_columns(CLUES) if each.kind.sealed]
    for guess in (one.reporter, None):
        plan = plan_batch(office, CLUES, [one.id], "reporter", guess)
        assert (len(plan.refused), plan.same) == (1, 0), "猜对猜错一个样"


def test_the_volunteer_register_does_not_say_who_reports(office: Office) -> None:
    one = told(office)
    person = office.keeper.table(VOLUNTEERS).get(one.reporter.id)
    assert person is not None
    assert hanging(office, person.id) == {}
    twin = add(office, "volunteers", name=NAME, community="大华", phone="15400006666")
    result = merge(office, twin.id, person.id, {})
    assert not isinstance(result, list), result
    assert "线索" not in str(result.moved)
    moved = office.keeper.table(CLUES).get(one.id)
    assert moved is not None
    assert moved.reporter is not None
    assert moved.reporter.id == twin.id, "合并照样带着走"
    assert office.keeper.remove(VOLUNTEERS, [twin.id]) == [], "说不能删，就等于说他是举报人"
    assert clue_work.reveal_reporter(office, one.id, "发奖励").name == NAME


def test_only_the_head_sees_the_reporter_and_every_look_is_logged(office: Office) -> None:
    one, other = told(office), outside(office)
    seen = clue_work.reveal_reporter(office, one.id, "核实情况", "派出所")
    assert (seen.name, seen.phone, seen.volunteer) == (NAME, PHONE, True)
    seen = clue_work.reveal_reporter(office, other.id, "发放奖励")
    assert (seen.name, seen.phone, seen.volunteer) == (OUTSIDER, OUTSIDE_PHONE, False)
    logged = disclosures.recent(office.database)
    assert [(each.act, each.table, each.purpose, each.row_id) for each in logged] == [
        ("show", "clues", "发放奖励", other.id),
        ("show", "clues", "核实情况", one.id),
    ]
    assert secrets_in(str(logged)) == []
    with pytest.raises(Refused, match="用途"):
        clue_work.reveal_reporter(office, one.id, "  ")

    add(office, "operators", login="head", name="周主任", role="办公室主任")
    office.keeper.operator = "head"
    add(office, "operators", login="clerk", name="郑经办", role="经办")
    assert clue_work.may_see_reporters(office)
    office.keeper.operator = "clerk"
    assert not clue_work.may_see_reporters(office)
    with pytest.raises(KnownError, match="办公室主任"):
        clue_work.reveal_reporter(office, one.id, "核实情况")
    assert len(disclosures.recent(office.database)) == 2, "没有给看的不记"


# 每一步


def test_a_clue_walks_from_hand_in_to_close(office: Office) -> None:
    one = told(office)
    assert clue_work.hand(office, [one.id], "", DAY)[0].column == "转交单位"  # type: ignore[index]
    done = clue_work.hand(office, [one.id], "派出所", date(2021, 5, 12))
    assert isinstance(done, Done)
    assert done.sentence() == "已转交 1 条线索"
    wrong = clue_work.close(office, [one.id], DAY)
    assert isinstance(wrong, list)
    assert "已答复的才能办结" in wrong[0].message
    assert not isinstance(clue_work.answer(office, [one.id], DAY, "已搬走", adopted=True, level="ordinary"), list)
    assert not isinstance(clue_work.close(office, [one.id], DAY), list)
    now = office.keeper.table(CLUES).get(one.id)
    assert now is not None
    assert (now.state, now.handed_to, now.adopted, now.level) == ("closed", "派出所", True, "ordinary")
    assert office.keeper.undo() == "办结：线索“2021-001”"
    other = outside(office)
    assert isinstance(clue_work.invalid(office, [other.id], DAY, ""), list)
    assert not isinstance(clue_work.invalid(office, [other.id], DAY, "现场没有"), list)
    gone = office.keeper.table(CLUES).get(other.id)
    assert gone is not None
    assert (gone.state, gone.adopted) == ("invalid", False)
    assert set(PATH.steps) == {"hand", "answer", "close", "invalid"}


def test_a_clue_without_answer_for_a_week_is_due(office: Office) -> None:
    def due() -> list[str]:
        return [
            office.keeper.table(CLUES).get(each).number  # type: ignore[union-attr]
            for item in due_items(office)
            if item.kind == "clue_unanswered"
            for each in item.ids
        ]

    clue(office, "2021-001", received_on="2021-05-25")
    late = clue(office, "2021-002", received_on="2021-05-24")
    clue(office, "2021-003", received_on="2021-05-01", state="已转交", handed_to="派出所", handed_on="2021-05-25")
    clue(office, "2021-004", received_on="2021-05-01", state="已答复", answered_on="2021-05-02")
    assert due() == ["2021-002"]
    assert not isinstance(clue_work.answer(office, [late.id], DAY, "已劝离"), list)
    assert due() == []
    add(office, "targets", key="clue_answer_days", label="线索几天没有答复要催办", value="6", unit="天")
    assert due() == ["2021-001", "2021-003"]


# 奖励


def adopted(office: Office, number: str, **values: object) -> Any:
    return clue(office, number, state="已答复", answered_on="2021-05-12", adopted="是", **values)


@pytest.fixture
def paying(office: Office) -> Office:
    add(office, "reward_rules", name="一般奖励", amount="50", starts_on="2021-01-01", yearly_cap="120")
    for number in range(1, 5):
        adopted(office, f"2021-00{number}", reporter=NAME)
    adopted(office, "2021-005", reporter_name=OUTSIDER, reporter_phone=OUTSIDE_PHONE)
    adopted(office, "2021-006")
    clue(office, "2021-007", reporter_name=OUTSIDER, reporter_phone=OUTSIDE_PHONE)
    return office


def test_a_batch_pays_each_adopted_clue_once_and_stops_at_the_cap(paying: Office) -> None:
    plan = rewarding.plan_batch(paying, DAY)
    assert [(each.number, each.amount) for each in plan.rewards] == [
        ("2021-001", 5000),
        ("2021-002", 5000),
        ("2021-003", 2000),
        ("2021-005", 5000),
    ]
    assert [number for number, _ in plan.left_out] == ["2021-004", "2021-006"]
    batch = rewarding.make_batch(paying, DAY, DAY, plan)
    assert not isinstance(batch, list)
    assert batch.number == "2021-01"
    total = rewarding.batch_sum(paying, batch.id)
    assert (total.count, total.total) == (4, 17000)
    assert rewarding.plan_batch(paying, DAY).rewards == ()
    again = rewarding.make_batch(paying, DAY, DAY, rewarding.plan_batch(paying, DAY))
    assert isinstance(again, list)
    assert "没有可以发奖励的线索" in again[0].message


def test_what_changed_since_it_was_shown_is_not_written(paying: Office) -> None:
    plan = rewarding.plan_batch(paying, DAY)
    adopted(paying, "2021-008", reporter_name=OUTSIDER, reporter_phone=OUTSIDE_PHONE)
    found = rewarding.make_batch(paying, DAY, DAY, plan)
    assert isinstance(found, list)
    assert paying.keeper.table(REWARD_BATCHES).count() == 0


def test_a_clue_cannot_stand_in_two_batches_by_hand_either(paying: Office) -> None:
    batch = rewarding.make_batch(paying, DAY, DAY, rewarding.plan_batch(paying, DAY))
    assert not isinstance(batch, list)
    other = add(paying, "reward_batches", number="2021-09", day="2021-05-31")
    problems = paying.keeper.add(REWARD_PAYMENTS, {"batch": other.number, "clue": "2021-001", "amount": "50"})
    assert isinstance(problems, list)
    assert "2021-001" in problems[0].message


def test_a_paid_batch_neither_changes_nor_goes_away(paying: Office) -> None:
    batch = rewarding.make_batch(paying, DAY, DAY, rewarding.plan_batch(paying, DAY))
    assert not isinstance(batch, list)
    line = paying.keeper.table(REWARD_PAYMENTS).find("batch", batch.id)[0]
    assert rewarding.mark_paid(paying, batch.id, DAY) == []
    assert "已经记为已发" in rewarding.mark_paid(paying, batch.id, DAY)[0].message
    for problems in (
        paying.keeper.remove(REWARD_BATCHES, [batch.id]),
        paying.keeper.remove(REWARD_PAYMENTS, [line.id]),
        paying.keeper.change(REWARD_PAYMENTS, line.id, {"amount": "500"}),
        paying.keeper.change(REWARD_BATCHES, batch.id, {"number": "2021-77"}),
        paying.keeper.change(REWARD_BATCHES, batch.id, {"paid_on": None}),
        paying.keeper.add(REWARD_PAYMENTS, {"batch": batch.number, "clue": "2021-007", "amount": "50"}),
    ):
        assert isinstance(problems, list)
        assert problems
        assert "已经发放" in problems[0].message
    assert not isinstance(paying.keeper.change(REWARD_BATCHES, batch.id, {"note": "现金"}), list)
    paying.keeper.undo()
    paying.keeper.undo()
    now = paying.keeper.table(REWARD_BATCHES).get(batch.id)
    assert now is not None
    assert now.paid_on is None, "记错的，撤销那一步"
    assert paying.keeper.remove(REWARD_BATCHES, [batch.id]) == []
    assert len(rewarding.plan_batch(paying, DAY).rewards) == 4
