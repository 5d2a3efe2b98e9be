"""登记表的声明：读一行、推出空着的栏、必填、不得晚于今天、各条规则，一次说全。"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import id_number

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import REGISTERS, VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer

TODAY = date(2021, 5, 31)
WOMAN = id_number(2, "19800229")
MAN = id_number(1, "20100601")
GOOD: dict[str, object] = {
    "name": "王芳",
    "id_number": WOMAN,
    "community": "东方里社区",
    "phone": "15400001234",
    "ranks": "党员、专职",
    "registered_on": "2021-05-12",
    "standing": "在册",
}


def read(**changed: object) -> Volunteer | list[Problem]:
    return VOLUNTEERS.read({**GOOD, **changed}, today=TODAY)


def test_a_good_row_is_read_and_the_blanks_that_follow_are_filled() -> None:
    one = read(standing="active")
    assert isinstance(one, Volunteer), one
    assert one.name == "王芳"
    assert one.community == Ref("东方里")
    assert one.ranks == ("full_time", "party")
    assert one.sex == "female"
    assert one.born_on == date(1980, 2, 29)
    assert (one.id, one.rev) == ("", 0)


# 每行：改哪几栏、问题落在哪一栏、句子里有什么
CASES: list[tuple[dict[str, object], str, str]] = [
    ({"name": ""}, "姓名", "必填"),
    ({"name": "   "}, "姓名", "必填"),
    ({"community": None}, "社区", "必填"),
    ({"registered_on": ""}, "登记日期", "必填"),
    ({"standing": ""}, "状态", "必填"),
    ({"standing": "失踪"}, "状态", "不在"),
    ({"registered_on": "2021-06-01"}, "登记日期", "还没到"),
    ({"id_number": None, "born_on": "2021-06-01"}, "出生日期", "还没到"),
    ({"standing": "left", "standing_on": "2021-06-01"}, "状态日期", "还没到"),
    ({"registered_on": "2021-02-30"}, "登记日期", "没有"),
    ({"id_number": WOMAN[:-1] + ("1" if WOMAN[-1] != "1" else "2")}, "身份证号", "校验码"),
    ({"id_number": int(MAN[:17] + "0")}, "身份证号", "存成了数字"),
    ({"id_number": float(MAN[:17] + "0")}, "身份证号", "存成了数字"),
    ({"sex": "男"}, "性别", "证件上是女"),
    ({"born_on": "1980-02-28"}, "出生日期", "证件上是1980-02-29"),
    ({"id_number": MAN, "registered_on": "2010-05-31"}, "登记日期", "早于出生"),
    ({"standing": "left"}, "状态日期", "请填写日期"),
    ({"standing": "removed", "standing_reason": "违反章程"}, "状态日期", "请填写日期"),
    ({"standing": "removed", "standing_on": "2021-05-20"}, "状态原因", "请写明原因"),
    ({"standing": "left", "standing_on": "2021-05-11"}, "状态日期", "早于登记"),
    ({"phone": "1540000123"}, "联系电话", "10位"),
    ({"ranks": "党员、骑兵"}, "队伍类别", "骑兵"),
    ({"name": "王" * 65}, "姓名", "65个字"),
    ({"note": "字" * 401}, "备注", "401个字"),
    ({"consent": "大概"}, "同意采集信息", "是或否"),
]


@pytest.mark.parametrize(("changed", "column", "words"), CASES)
def test_each_thing_wrong_is_named_by_its_column(changed: dict[str, object], column: str, words: str) -> None:
    problems = read(**{"standing": "active", **changed})
    assert isinstance(problems, list), problems
    assert [problem.column for problem in problems].count(column) == 1, "一栏只说一次"
    sentence = next(problem.message for problem in problems if problem.column == column)
    assert words in sentence
    assert WOMAN not in sentence
    assert MAN not in sentence


@pytest.mark.parametrize(
    "changed",
    [
        {"registered_on": TODAY},
        {"standing": "left", "standing_on": "2021-05-12"},
        {"standing": "left", "standing_on": TODAY},
        {"standing": "removed", "standing_on": "2021-05-20", "standing_reason": "违反章程"},
        {"standing": "suspended"},
        {"id_number": None},
        {"id_number": None, "sex": "男", "born_on": "1980-02-28"},
        {"id_number": None, "born_on": TODAY, "registered_on": TODAY},
        {"sex": "女", "born_on": "1980.2.29"},
        {"phone": "", "ranks": ""},
    ],
)
def test_these_are_all_good_rows(changed: dict[str, object]) -> None:
    one = read(**{"standing": "active", **changed})
    assert isinstance(one, Volunteer), one


def test_everything_wrong_is_told_at_once() -> None:
    problems = read(name="", community="", phone="123", registered_on="去年", standing="left", ranks="骑兵")
    assert isinstance(problems, list)
    assert {problem.column for problem in problems} == {"姓名", "社区", "联系电话", "登记日期", "状态日期", "队伍类别"}


def test_reading_over_a_base_keeps_every_column_that_was_not_given() -> None:
    base = read(standing="active", note="会剪纸", skills="剪纸")
    assert isinstance(base, Volunteer)
    base = replace(base, id="abc", rev=7)
    changed = VOLUNTEERS.read({"phone": "15400009999", "note": ""}, base, TODAY)
    assert isinstance(changed, Volunteer)
    assert changed == replace(base, phone="15400009999", note=None)
    assert (changed.id, changed.rev) == ("abc", 7)


def test_what_follows_is_worked_out_again_only_where_it_is_blank() -> None:
    base = read(standing="active")
    assert isinstance(base, Volunteer)
    problems = VOLUNTEERS.read({"id_number": MAN}, base, TODAY)
    assert isinstance(problems, list), "换了证件号，原来的性别、生日就不符了，要人来核对"
    assert {problem.column for problem in problems} == {"性别", "出生日期"}
    other = VOLUNTEERS.read({"id_number": MAN, "sex": "", "born_on": ""}, base, TODAY)
    assert isinstance(other, Volunteer)
    assert (other.sex, other.born_on) == ("male", date(2010, 6, 1))


def test_a_new_row_starts_with_today_and_in_the_register() -> None:
    assert VOLUNTEERS.initial(TODAY) == {"registered_on": TODAY, "standing": "active"}


def test_without_a_today_nothing_is_in_the_future() -> None:
    one = VOLUNTEERS.read({**GOOD, "standing": "active", "registered_on": "2030-01-01"})
    assert isinstance(one, Volunteer)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS.keys())
def test_every_register_reads_a_row_of_rubbish_without_raising(register: Any) -> None:
    for rubbish in ("\x00\ud800", float("nan"), -1, True, date(2021, 5, 1), b"x", "=1+1"):
        read = register.read({column.name: rubbish for column in register.columns}, today=TODAY)
        problems = read if isinstance(read, list) else []
        for problem in problems:
            assert problem.message
            str(problem).encode("utf-8")


def test_show_gives_every_column_as_text() -> None:
    one = read(standing="active")
    assert isinstance(one, Volunteer)
    shown = VOLUNTEERS.show(one)
    assert set(shown) == {column.name for column in VOLUNTEERS.columns}
    assert all(isinstance(text, str) for text in shown.values())
    assert VOLUNTEERS.show(one, ["name", "sex"]) == {"name": "王芳", "sex": "女"}
