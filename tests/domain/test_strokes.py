"""按姓氏笔画排：标准里的一列名字、两种惯例、不知道的字排最后并说出来。"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.strokes import FULL_NAME, SURNAME, _strokes, by_strokes, stroke_key, strokes_of, unknown_in

# 领导小组各位照规范字形的次序
IN_ORDER = [
    "万妍君",
    "吕雁玲",
    "伍沙威",
    "刘新宇",
    "刘意波",
    "肖炯",
    "何德富",
    "邹艳",
    "应芝",
    "陆细赛",
    "陈菁",
    "周莹",
    "郑飞龙",
    "贺小平",
    "卿彰谦",
    "高杨",
    "谭雅芬",
]


@pytest.mark.parametrize("convention", [SURNAME, FULL_NAME])
@given(names=st.permutations(IN_ORDER))
def test_the_leading_group_comes_in_the_order_of_the_standard(convention: str, names: list[str]) -> None:
    assert by_strokes(names, convention=convention) == (IN_ORDER, ())


def test_a_name_of_two_comes_first_by_surname_and_by_its_second_character_in_full() -> None:
    names = ["田大利", "田富"]
    assert by_strokes(names, convention=SURNAME)[0] == ["田富", "田大利"]
    assert by_strokes(names, convention=FULL_NAME)[0] == ["田大利", "田富"]


@pytest.mark.parametrize(
    ("character", "count", "first"),
    [
        ("丁", 2, "1"),
        ("王", 4, "1"),
        ("刘", 6, "4"),
        ("张", 7, "5"),
        ("陈", 7, "5"),
        ("邹", 7, "3"),
        ("陆", 7, "5"),
        ("周", 8, "3"),
        ("郑", 8, "4"),
        ("赵", 9, "1"),
        ("徐", 10, "3"),
        ("黄", 11, "1"),
        ("谢", 12, "4"),
        ("曾", 12, "4"),
        ("谭", 14, "4"),
        ("蔡", 14, "1"),
        ("潘", 15, "4"),
        ("薛", 16, "1"),
        ("魏", 17, "3"),
    ],
)
def test_counts_and_first_strokes_are_those_of_the_mainland_forms(character: str, count: int, first: str) -> None:
    strokes = strokes_of(character)
    assert strokes is not None
    assert (len(strokes), strokes[0]) == (count, first)


def test_the_table_is_whole() -> None:
    table = _strokes()
    assert len(table) > 250
    assert all(len(character) == 1 for character in table)
    assert set("".join(table.values())) == set("12345")
    # 同一笔顺的字很少：多了就是抄重了
    crowded = [strokes for strokes, count in Counter(table.values()).items() if count > 2]
    assert crowded == []


def test_an_unknown_character_comes_last_and_is_named_only_if_it_had_to_be_compared() -> None:
    assert by_strokes(["龘一", "王一", "一明"]) == (["一明", "王一", "龘一"], ("龘",))
    assert unknown_in(["王龘", "李龘"]) == ()
    assert unknown_in(["王龘", "王明"]) == ("龘",)
    assert unknown_in(["龘一"]) == ()


@given(st.lists(st.text("王田大利富龘陈一", min_size=1, max_size=4), max_size=8))
def test_nothing_is_lost_and_sorting_twice_changes_nothing(names: list[str]) -> None:
    once, unknown = by_strokes(names)
    assert Counter(once) == Counter(names)
    assert by_strokes(once) == (once, unknown)
    assert stroke_key("卡·拉") == stroke_key("卡拉")
