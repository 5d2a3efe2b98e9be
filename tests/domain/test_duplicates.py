"""像不像同一个人：凭什么算，凭什么不算；只凭姓名从不算，每一对只出一次。"""

import pytest
from builders import id_number
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.duplicates import (
    NEAR_HOME,
    NEAR_PHONE,
    OTHER_ID,
    SAME_BIRTH,
    SAME_ID,
    SAME_PHONE,
    Light,
    near,
    pairs,
    plain,
    reasons,
)
from miaopu_desk.domain.names import pinyin_key

ID = id_number(1, "19700102")
OTHER = id_number(2, "19700102")


def one(name: str, at: str = "b", **more: str | None) -> Light:
    return Light(at, name, pinyin_key(name), **more)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (one("王芳", id_number=ID), one("王方", "c", id_number=ID), (SAME_ID,)),
        (one("王芳", born_on="1970-01-02"), one("王芳", "c", born_on="1970-01-02"), (SAME_BIRTH,)),
        (one("王芳", phone="15400000001"), one("王芳", "c", phone="15400000001"), (SAME_PHONE,)),
        (one("陈英", phone="15400000001"), one("程英", "c", phone="15400000001"), (NEAR_PHONE,)),
        (one("刘兰", residence="东方里3栋"), one("刘南", "c", residence="东方里3栋"), (NEAR_HOME,)),
        # 抄错了一边的证件号：姓名和电话都相同还是要看
        (
            one("王芳", phone="15400000001", id_number=ID),
            one("王芳", "c", phone="15400000001", id_number=OTHER),
            (SAME_PHONE, OTHER_ID),
        ),
        # 只凭姓名从不算
        (one("王芳"), one("王芳", "c"), ()),
        (one("王芳", phone="15400000001"), one("王芳", "c", phone="15400000002"), ()),
        # 电话相同而姓名读音不相近：一家人
        (one("王芳", phone="15400000001"), one("李军", "c", phone="15400000001"), ()),
        # 两边都有证件号而不同：同名同生日只是碰巧
        (
            one("王芳", id_number=ID, born_on="1970-01-02"),
            one("王芳", "c", id_number=OTHER, born_on="1970-01-02"),
            (),
        ),
        # 读音相近、电话相同，生日却不同：姐妹共用一个电话
        (
            one("王芬", phone="15400000001", born_on="1970-01-02"),
            one("王芳", "c", phone="15400000001", born_on="1972-01-02"),
            (),
        ),
    ],
)
def test_what_makes_two_rows_look_like_one_person(first: Light, second: Light, expected: tuple[str, ...]) -> None:
    assert reasons(first, second) == expected
    assert reasons(second, first) == expected


def test_a_number_of_fifteen_digits_is_the_same_as_its_eighteen() -> None:
    old = ID[:6] + ID[8:17]
    assert reasons(one("王芳", id_number=ID), one("黄方", "c", id_number=old)) == (SAME_ID,)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("张", "章", True),
        ("刘宁", "刘林", True),  # n/l
        ("周丽", "邹丽", True),  # zh/z
        ("石磊", "司磊", True),  # sh/s
        ("陈静", "陈进", True),  # 前后鼻音
        ("陈静", "程进", False),  # 两个字都不同
        ("陈静", "陈敬之", False),
        ("王芳", "王芬", False),
    ],
)
def test_names_sound_near_when_at_most_one_character_differs_in_a_known_way(
    first: str, second: str, expected: bool
) -> None:
    assert near(pinyin_key(first), pinyin_key(second)) is expected


@given(st.sampled_from(["zhang", "chen", "shi", "liu", "ling", "n", "zhuang", "nan", ""]))
def test_a_syllable_made_plain_stays_plain(syllable: str) -> None:
    assert plain(plain(syllable)) == plain(syllable)


PEOPLE = st.lists(
    st.builds(
        lambda at, name, number, born, phone, home: Light(at, name, pinyin_key(name), number, born, phone, home),
        st.uuids().map(str),
        st.sampled_from(["王芳", "王方", "黄芳", "陈静", "程静", "刘宁", "刘林"]),
        st.sampled_from([None, None, ID, OTHER]),
        st.sampled_from([None, "1970-01-02", "1980-01-02"]),
        st.sampled_from([None, "15400000001", "15400000002"]),
        st.sampled_from([None, "东方里", "大华"]),
    ),
    max_size=15,
    unique_by=lambda row: row.id,
)


@given(PEOPLE)
def test_the_pairs_are_exactly_those_found_by_comparing_everybody_with_everybody(people: list[Light]) -> None:
    expected = {tuple(sorted((a.id, b.id))) for at, a in enumerate(people) for b in people[at + 1 :] if reasons(a, b)}
    found = [(pair.first.id, pair.second.id) for pair in pairs(people)]
    assert set(found) == expected
    assert len(found) == len(set(found))


def test_a_crowd_on_one_phone_gives_a_list_somebody_can_read_through() -> None:
    crowd = [one("王芳", f"{at:03d}", phone="15400000001") for at in range(300)]
    assert len(pairs(crowd)) == 299
