"""查重和合并：全部看一遍、边填边提醒、记住不是同一人；合并不丢一样，撤销全部回来。"""

from datetime import date
from typing import Any

import pytest
from builders import add, example, id_number, office_with_communities

from miaopu_desk.domain.duplicates import SAME_ID, SAME_PHONE
from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ENROLLMENTS, PARTICIPATIONS, REGISTERS, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.services.duplicates import not_the_same, scan, warn_while_typing
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.history import history
from miaopu_desk.services.merging import BOTH, DROP, KEEP, Merged, merge, standing_for, suggest
from miaopu_desk.services.office import Office


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def person(office: Office, name: str = "王芳", **raw: object) -> Any:
    return add(office, "volunteers", **{"name": name, "community": "东方里", "registered_on": "2021-02-01", **raw})


def everything(office: Office) -> dict[str, dict[str, Any]]:
    """每张登记表活着的行，rev 不算。"""
    return {
        table: {
            row.id: tuple(getattr(row, each.name) for each in register.columns)
            for row in office.keeper.table(register).all()
        }
        for table, register in REGISTERS.items()
    }


def ids(office: Office) -> list[set[str]]:
    return [{pair.first.id, pair.second.id} for pair in scan(office)]


def done(result: object) -> Merged:
    assert isinstance(result, Merged), [str(each) for each in result]  # type: ignore[attr-defined]
    return result


# 查


def test_the_scan_finds_twins_and_never_by_name_alone(office: Office) -> None:
    one = person(office, phone="15400000001")
    two = person(office, phone="15400000001", community="光明里")
    person(office, phone="15400000002")
    person(office)
    assert ids(office) == [{one.id, two.id}]
    assert scan(office)[0].reasons == (SAME_PHONE,)


def test_two_found_not_to_be_one_are_never_listed_again_even_after_undo(office: Office) -> None:
    one, two = person(office, phone="15400000001"), person(office, phone="15400000001")
    not_the_same(office, two.id, one.id, "母女")
    assert scan(office) == []
    assert [item for item in due_items(office) if item.kind == "look_alikes"] == []
    office.keeper.undo()
    office.keeper.redo()
    assert scan(office) == []
    assert office.database.query("SELECT reason, operator FROM not_the_same") == [("母女", office.keeper.operator)]
    not_the_same(office, one.id, two.id)  # 再记一次还是那一条
    assert office.database.value("SELECT count(*) FROM not_the_same") == 1


def test_a_verdict_follows_somebody_who_was_merged(office: Office) -> None:
    one, two = person(office, phone="15400000001"), person(office, phone="15400000001")
    three = person(office, phone="15400000001")
    not_the_same(office, one.id, three.id)
    done(merge(office, two.id, one.id))
    assert ids(office) == []
    office.keeper.undo()
    assert {frozenset(pair) for pair in ids(office)} == {frozenset((one.id, two.id)), frozenset((two.id, three.id))}


def test_a_verdict_on_somebody_deleted_is_refused_and_a_reader_may_not_give_one(office: Office) -> None:
    one, two = person(office, phone="15400000001"), person(office, phone="15400000001")
    with pytest.raises(KnownError, match="已经删除"):
        not_the_same(office, one.id, "没有这一条")
    add(office, "operators", login="chen", name="陈静", role="办公室主任")
    with pytest.raises(KnownError, match="不是同一人"):
        not_the_same(office, one.id, two.id)


def test_the_form_is_warned_while_typing_about_the_most_likely_first(office: Office) -> None:
    number = id_number(3, "19700102")
    person(office, "王芳", phone="15400000001")
    same = person(office, "黄芳", id_number=number)
    typed = {"name": "王芳", "id_number": number, "phone": "15400000001", "born_on": "写了一半"}
    first, second = warn_while_typing(office, typed)
    assert first.id == same.id
    assert first.reasons == (SAME_ID,)
    assert number not in first.sentence()
    assert SAME_PHONE in second.sentence()


def test_nothing_is_said_about_the_row_itself_nor_on_a_name_alone(office: Office) -> None:
    one = person(office, phone="15400000001")
    assert warn_while_typing(office, {"name": "王芳"}) == []
    assert warn_while_typing(office, {"name": "王芳", "phone": "15400000001"}, own_id=one.id) == []
    assert warn_while_typing(office, {"phone": "15400000001"}) == []


def test_the_birthday_in_the_number_typed_counts_before_it_is_filled_in(office: Office) -> None:
    person(office, born_on="1970-01-02")
    assert warn_while_typing(office, {"name": "王芳", "id_number": id_number(3, "19700102")})


# 并


def test_everything_declared_to_hang_on_the_dropped_person_moves_and_one_undo_brings_it_back(office: Office) -> None:
    kept, dropped = person(office), person(office, phone="15400000001")
    linked = [
        register
        for register in REGISTERS.values()
        for each in register.links
        if isinstance(each.kind, Link) and each.kind.target == "volunteers"
    ]
    assert len(linked) >= 5
    for register in linked:
        raw = example(office, register)
        link = next(each for each in register.links if each.kind.target == "volunteers")  # type: ignore[attr-defined]
        raw[link.name] = Ref(dropped.name, dropped.id)
        assert not isinstance(office.keeper.add(register, raw), list)
    before = everything(office)
    result = done(merge(office, kept.id, dropped.id))
    sealed = {each.table for each in linked if any(link.kind.sealed for link in each.links)}
    assert result.moved == {each.title: 1 for each in linked if each.table not in sealed}, "不公开的照样搬，只是不说"
    assert result.twins == []
    for register in linked:
        link = next(each for each in register.links if each.kind.target == "volunteers")  # type: ignore[attr-defined]
        assert [getattr(row, link.name).id for row in office.keeper.table(register).find(link.name, kept.id)] == [
            kept.id
        ]
    assert office.keeper.table(VOLUNTEERS).get(dropped.id) is None
    assert standing_for(office, [dropped.id, kept.id]) == [kept.id]
    assert result.kept.phone == "15400000001"

    assert office.keeper.undo() == "合并志愿者“王芳”到“王芳”"
    assert everything(office) == before
    assert standing_for(office, [dropped.id, kept.id]) == [dropped.id, kept.id]
    office.keeper.redo()
    assert standing_for(office, [dropped.id, kept.id]) == [kept.id]


def test_the_same_session_twice_and_the_same_policy_twice_leave_one_row_and_say_so(office: Office) -> None:
    kept, dropped = person(office), person(office)
    mine, other = Ref(kept.name, kept.id), Ref(dropped.name, dropped.id)
    session = add(office, "training_sessions", topic="急救", held_on="2021-05-12")
    where = Ref(session.topic, session.id)
    add(office, "participations", session=where, volunteer=mine)
    add(office, "participations", session=where, volunteer=other, passed="是")
    policy = add(office, "policies", number="B-1", insurer="某公司", starts_on="2021-01-01", ends_on="2021-12-31")
    cover = Ref(policy.number, policy.id)
    add(office, "enrollments", policy=cover, volunteer=mine, starts_on="2021-03-01", ends_on="2021-06-30")
    add(office, "enrollments", policy=cover, volunteer=other, starts_on="2021-02-01", consented="是")
    add(office, "enrollments", policy=cover, volunteer=other, starts_on="2021-01-01", ends_on="2021-01-10")
    before = everything(office)
    result = done(merge(office, kept.id, dropped.id))
    assert len(result.twins) == 2
    assert "参训人员“急救”两边都有" in result.twins[0]
    (present,) = office.keeper.table(PARTICIPATIONS).all()
    assert present.passed is True
    covers = sorted(office.keeper.table(ENROLLMENTS).all(), key=lambda row: row.starts_on)
    # 重叠的两段连成一段，不重叠的一段照旧
    assert [(row.starts_on, row.ends_on, row.consented) for row in covers] == [
        (date(2021, 1, 1), date(2021, 1, 10), None),
        (date(2021, 2, 1), None, True),
    ]
    assert {row.volunteer.id for row in covers} == {kept.id}
    office.keeper.undo()
    assert everything(office) == before


def test_a_row_left_out_says_what_it_held_otherwise(office: Office) -> None:
    kept, dropped = person(office), person(office)
    for one, length in ((kept, "1.5"), (dropped, "2")):
        add(
            office,
            "service_records",
            volunteer=Ref(one.name, one.id),
            community="东方里",
            served_on="2021-05-03",
            minutes=length,
            activity="交通劝导",
        )
    (told,) = done(merge(office, kept.id, dropped.id)).twins
    assert "服务时长2（留下的是1.5）" in told
    # 服务记录是一本账：搬来的一条不删，更正到零
    lines = office.keeper.table(SERVICE_RECORDS).all()
    assert sorted(line.minutes for line in lines) == [-120, 90, 120]
    assert {line.volunteer.id for line in lines} == {kept.id}
    assert [(line.corrects.id, line.reason) for line in lines if line.corrects] == [
        (next(line.id for line in lines if line.minutes == 120), "合并登记：两边都记了这一次")
    ]


def test_each_field_is_chosen_and_blank_ones_are_filled_from_the_other(office: Office) -> None:
    number = id_number(3, "19700102")
    kept = person(office, residence="一栋", ranks="党员", phone="15400000001", registered_on="2021-03-01")
    dropped = person(office, id_number=number, residence="二栋", ranks="专职", phone="15400000002")
    assert suggest(kept, dropped) | {"residence": DROP} == {
        **suggest(kept, dropped),
        "residence": DROP,
        "ranks": BOTH,
        "id_number": DROP,
        "born_on": DROP,
        "registered_on": DROP,
        "phone": KEEP,
    }
    one = done(merge(office, kept.id, dropped.id, {"residence": DROP})).kept
    assert (one.id_number, one.residence, one.ranks) == (number, "二栋", ("full_time", "party"))
    assert (one.phone, one.registered_on, one.born_on) == ("15400000001", date(2021, 2, 1), date(1970, 1, 2))
    changed = {line.label: (line.before, line.after) for line in history(office, VOLUNTEERS, kept.id) if line.before}
    assert changed["居住区域"] == ("一栋", "二栋")


def test_the_day_and_reason_of_a_standing_are_never_mixed_with_another_standing(office: Office) -> None:
    kept = person(office)
    dropped = person(office, standing="清退", standing_on="2021-04-01", standing_reason="长期不参加")
    one = done(merge(office, kept.id, dropped.id)).kept
    assert (one.standing, one.standing_on, one.standing_reason) == ("active", None, None)


def test_a_choice_that_breaks_a_rule_writes_nothing_and_says_why(office: Office) -> None:
    kept = person(office, id_number=id_number(3, "19700102"))
    dropped = person(office, born_on="1980-01-02")
    before = everything(office)
    result = merge(office, kept.id, dropped.id, {"born_on": DROP})
    assert isinstance(result, list)
    assert "与身份证号不符" in str(result[0])
    assert everything(office) == before
    assert isinstance(merge(office, kept.id, kept.id), list)


def test_a_merge_changed_afterwards_is_not_undone_silently(office: Office) -> None:
    kept, dropped = person(office, phone="15400000001"), person(office, residence="二栋")
    done(merge(office, kept.id, dropped.id))
    assert not isinstance(office.keeper.change(VOLUNTEERS, kept.id, {"residence": "三栋"}), list)
    office.keeper.undo()
    office.keeper.undo()
    assert office.keeper.table(VOLUNTEERS).count() == 2


def test_ten_thousand_people_are_scanned_without_comparing_everybody(office: Office) -> None:
    places = office.keeper.table(REGISTERS["communities"]).all()
    blank = {each.name: None for each in VOLUNTEERS.columns}
    with office.keeper.action("造测试数据", kind="setup") as act:
        for at in range(10_000):
            values = {
                "name": "赵钱孙李周"[at % 5] + "甲乙丙丁戊"[at // 5 % 5] + "安平",
                "community": Ref(places[at % 8].name, places[at % 8].id),
                "phone": f"154{at // 2:08d}" if at % 1000 < 2 else f"155{at:08d}",
                "registered_on": date(2021, 1, 1),
                "standing": "active",
            }
            act.insert(VOLUNTEERS, VOLUNTEERS.build({**blank, **values}))
    assert scan(office) == []  # 电话相同的十对，姓名都不相近
    first = office.keeper.table(VOLUNTEERS).find("phone", "15400000000")
    person(office, first[0].name, phone="15400000000")
    assert len(scan(office)) == 1
