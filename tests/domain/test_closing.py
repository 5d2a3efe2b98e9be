"""关账的规则：状态由最后一条记录定，哪些毛病不能关，冻结再还原一字不差，变了的逐个说得出。"""

import json
from dataclasses import replace
from datetime import date

import pytest

from miaopu_desk.domain.closing import Event, blocking, state_of
from miaopu_desk.domain.figures import Finding, Line, MonthFigures
from miaopu_desk.domain.frozen import TOTAL_KEY, canonical, digest, freeze, known_figures, thaw
from miaopu_desk.domain.headings import Heading
from miaopu_desk.domain.late_changes import LateChange, late_numbers
from miaopu_desk.domain.month import month_of
from miaopu_desk.domain.name_lists import NameLists, Rows, compressed, expanded, moved, pack, unpack


def figures(*communities: Line, total: Line) -> MonthFigures:
    month = month_of(date(2021, 5, 1))
    return MonthFigures(month, month.last, 15, communities, Line(name="街道本级"), total, ("口径",))


def event(act: str, version: int) -> Event:
    return Event(act, version, "2021-06-01 09:00:00", "wang", "王五", "head", "补报")


@pytest.mark.parametrize(
    ("acts", "state", "label"),
    [
        ((), "open", "未关账"),
        (("close",), "closed", "已关账"),
        (("close", "reopen"), "reopened", "重新打开"),
        (("close", "reopen", "close"), "closed", "已关账"),
        (("close", "correct"), "closed", "已关账"),
        (("close", "correct", "reopen"), "reopened", "重新打开"),
    ],
)
def test_the_last_event_decides_the_state(acts: tuple[str, ...], state: str, label: str) -> None:
    found = state_of("2021-05", [event(act, at + 1) for at, act in enumerate(acts)], [])
    assert (found.state, found.label, found.closed) == (state, label, state == "closed")


def test_events_are_told_in_one_sentence() -> None:
    assert event("reopen", 2).sentence == "2021-06-01 09:00:00　王五重新打开第2版，理由：补报"
    assert replace(event("close", 1), reason="").sentence == "2021-06-01 09:00:00　王五关账，成为第1版"
    assert "出更正说明，成为第3版" in event("correct", 3).sentence


def test_errors_and_an_unfinished_month_block_and_nothing_else_does() -> None:
    findings = [
        Finding("parts_differ", "对不上", "", "error"),
        Finding("silent", "没有上报", "", "warning"),
        Finding("not_over", "还没有结束", "", "note"),
        Finding("no_roster", "没有名单", "", "note"),
    ]
    assert [each.kind for each in blocking(findings)] == ["parts_differ", "not_over"]
    assert blocking([]) == []


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "苗"}) == canonical({"a": "苗", "b": 1}) == '{"a":"苗","b":1}'
    assert digest("苗") == digest("苗".encode())
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_frozen_figures_come_back_the_same() -> None:
    one = figures(
        Line(name="大华", id="7", code="430405012016", resident_population=None, registered=3, service_minutes=95),
        total=Line(name="合计", registered=3, service_minutes=95),
    )
    assert thaw(freeze(one)) == one
    assert freeze(thaw(freeze(one))) == freeze(one)


def test_a_figure_an_old_version_did_not_have_is_not_called_late() -> None:
    one = figures(total=Line(name="合计", registered=3, unranked=2))
    old = json.loads(freeze(one))
    for line in (old["street"], old["total"]):
        del line["unranked"]
    frozen = canonical(old)
    assert late_numbers(thaw(frozen), one, known_figures(frozen), {}) == []
    assert [each.figure for each in late_numbers(thaw(frozen), one, known_figures(freeze(one)), {})] == ["unranked"]


def test_late_numbers_name_the_community_the_figure_and_both_values() -> None:
    old = figures(
        Line(name="大华", id="7", resident_population=100, registered=3, service_minutes=60),
        Line(name="清泉里", id="8", registered=1),
        total=Line(name="合计", registered=4),
    )
    new = figures(
        Line(name="大华", id="7", resident_population=None, registered=3, service_minutes=95),
        Line(name="蔡家皂", id="9", registered=2),
        total=Line(name="合计", registered=5),
    )
    found = late_numbers(old, new, known_figures(freeze(old)), {("registered", "7"): (1, 1)})
    assert [(each.community, each.label, each.old_text, each.new_text, each.difference) for each in found] == [
        ("大华", "常住人口", "100", "—", "—"),
        ("大华", "注册", "3", "3", "名单有变（增1减1）"),
        ("大华", "服务时长", "1", "1.58", "＋0.58"),
        ("清泉里", "注册", "1", "0", "－1"),
        ("蔡家皂", "注册", "0", "2", "＋2"),
        ("合计", "注册", "4", "5", "＋1"),
    ]
    assert found[2].unit == "小时"


def test_an_unknown_number_is_a_dash() -> None:
    assert LateChange("大华", "resident_population", "常住人口", "人", None, 5).difference == "—"


def test_frozen_names_come_back_the_same_and_are_told_apart() -> None:
    heads = (Heading("姓名", 8, "left"), Heading("社区", 6, "left"))
    names = NameLists(
        {"registered": {"7": ("b", "a"), TOTAL_KEY: ("a", "b")}, "full_time": {TOTAL_KEY: ()}},
        {"volunteers": Rows(heads, {"a": ("甲<b>", "大华"), "b": ("𬭎&", "大华")})},
    )
    tables = {"registered": "volunteers", "full_time": "volunteers"}
    packed = pack(names, tables)
    back = unpack(expanded(compressed(packed)))
    assert back == names
    assert pack(back, tables) == packed
    assert back.every() == {"a", "b"}
    assert back.ids("registered", "没有的社区") == ()
    assert moved(names.lists, {"registered": {"7": ("b", "c"), TOTAL_KEY: ("a", "b")}}) == {("registered", "7"): (1, 1)}
