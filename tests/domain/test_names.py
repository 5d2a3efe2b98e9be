"""人名：整理、遮名、检索键、排序键和查询式，生僻字也不例外。"""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain import names
from miaopu_desk.domain.names import (
    clean_name,
    doubt_in,
    match_query,
    number_keys,
    pinyin_key,
    search_keys,
)

RARE = "䶮㛃𬭎𠅤玥堃喆淼犇㐱𣗋𬀩䒟旻彧翀昇𬍛𬱖㵑"


def found(query: str, *texts: str) -> list[int]:
    """在真的 FTS5 表里查：哪几行被找到（从 0 数）。"""
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE keys USING fts5(text, tokenize='unicode61', prefix='1 2 3 4 5 6')")
        database.executemany("INSERT INTO keys(rowid, text) VALUES (?, ?)", list(enumerate(texts)))
        rows = database.execute("SELECT rowid FROM keys WHERE keys MATCH ? ORDER BY rowid", [query])
        return [row[0] for row in rows]
    finally:
        database.close()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("高　杨", "高杨"),
        (" 高 杨\u00a0", "高杨"),
        ("王 小 明", "王小明"),
        ("诸葛 亮", "诸葛亮"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("张三丰 李四光", "张三丰 李四光"),  # 两个人写在一格里：不替人粘成一个名字
        ("John  Smith", "John Smith"),
        ("Ｊｏｈｎ", "John"),
        ("阿卜杜•买买提", "阿卜杜·买买提"),
        ("阿卜杜‧买买提", "阿卜杜·买买提"),
        ("阿卜杜・买买提", "阿卜杜·买买提"),
        ("阿卜杜･买买提", "阿卜杜·买买提"),
        ("阿卜杜.买买提", "阿卜杜·买买提"),
        ("阿卜杜．买买提", "阿卜杜·买买提"),
        ("阿卜杜 · 买买提", "阿卜杜·买买提"),
        ("J. Smith", "J. Smith"),
        ("\u200b高\ufeff杨\x00", "高杨"),
        ("高\ud800杨", "高杨"),
        ("王\ue863", "王䶮"),
        ("\ue81e\ue816\ue817\ue818", "\u9fb4\U00020087\U00020089\U000200cc"),
        ("\ue831\ue83b\ue855\ue864", "\U000215d7\U0002298f\U000241fe\u9fbb"),
        ("\ue000明", "\ue000明"),
        ("", ""),
        ("　", ""),
        (RARE, RARE),
    ],
)
def test_a_name_is_kept_in_one_way_of_writing(written, kept):
    assert clean_name(written) == kept
    assert clean_name(kept) == kept


@given(st.text(max_size=20))
def test_cleaning_a_clean_name_changes_nothing(text):
    once = clean_name(text)
    assert clean_name(once) == once


def test_private_use_characters_that_no_table_knows_are_pointed_out_and_kept():
    assert "自造字“\ue000”" in doubt_in(clean_name("王\ue863\ue000"))
    assert doubt_in("王䶮") == doubt_in("John Smith") == doubt_in("买买提·艾力") == ""
    assert "分两行" in doubt_in(clean_name("张三丰 李四光"))


def test_all_eighty_private_use_characters_of_gbk_have_a_standard_one():
    moved = clean_name("".join(chr(code) for code in range(0xE815, 0xE865)))
    assert len(moved) == 80
    assert doubt_in(moved) == ""


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", ["张三", "张", "三", "zhangsan", "zhangs", "zsan", "zs", "z", "san", "张s", "张san"]),
        ("单雄信", ["shanxiongxin", "sxx", "shanxx", "danxx", "xiongxin", "xx", "雄信", "单x"]),
        ("解小龙", ["xiexl", "xxl", "jiexl"]),
        ("曾志伟", ["zengzw", "zzw", "cengzw", "zengzhiwei"]),
        ("仇英", ["qiuying", "qy", "chouying"]),
        ("区大明", ["oudaming", "odm", "qudm"]),
        ("查良镛", ["zhaly", "zly", "chaly"]),
        ("翟天", ["zhait", "zt"]),
        ("朴树", ["piaoshu", "ps"]),
        ("盖叫天", ["gejt", "gaijt"]),
        ("乐嘉", ["yuejia", "lejia", "yj", "lj"]),
        ("覃辉", ["qinhui", "qh"]),
        ("缪杰", ["miaojie", "mj"]),
        ("尉迟恭", ["yuchigong", "ycg", "yuchig", "gong"]),
        ("万俟卨", ["moqixie", "mqx"]),
        ("单于明", ["chanyuming", "cym"]),
        ("欧阳娜娜", ["ouyangnana", "oynn", "nana", "nn", "娜娜", "欧阳娜娜"]),
        ("吕雁玲", ["lvyanling", "luyanling", "lyuyanling", "lyl", "yanling"]),
        ("阿卜杜·买买提", ["阿卜杜·买买提", "阿卜杜买买提", "买买提", "maimaiti", "mmt", "abd", "abdmmt"]),
        ("John Smith", ["john", "smith", "JOHN SMITH", "smi"]),
        ("𬭎𠅤", ["𬭎", "𠅤", "𬭎𠅤", "hongxi", "hx"]),
    ],
)
def test_a_person_is_found_by_whatever_the_clerk_types(name, typed):
    keys = search_keys(name)
    missed = [text for text in typed if found(match_query(text), keys) != [0]]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "typed"), [("张三", "三张"), ("张三", "李"), ("张三", "zx"), ("高杨", "高 羊"), ("张三", "王 zhang")]
)
def test_a_person_is_not_found_by_something_else(name, typed):
    assert found(match_query(typed), search_keys(name)) == []


def test_every_rare_character_is_found_by_itself_and_has_a_reading():
    missed = [c for c in RARE if found(match_query(c), search_keys(f"王{c}")) != [0]]
    silent = [c for c in RARE if search_keys(f"王{c}").split()[2] == f"wang{c}"]
    assert (len(RARE), missed, silent) == (20, [], [])


def test_a_character_without_any_reading_is_still_found_with_the_surname_in_pinyin():
    keys = search_keys("王\U0003134a")
    assert found(match_query("\U0003134a"), keys) == [0]
    assert found(match_query("wang"), keys) == [0]


def test_numbers_are_found_whole_from_the_birth_date_and_by_the_last_four():
    keys = number_keys("13800001234", "11010519491231002X")
    for typed in (
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "1234",
        "1380",
        "11010519491231002x",
        "19491231",
        "002X",
    ):
        assert found(match_query(typed), keys) == [0], typed
    assert found(match_query("0734"), number_keys("07348123456", None)) == [0]
    assert found(match_query("8123456"), number_keys("07348123456", None)) == [0]
    assert found(match_query("81234567"), number_keys("01081234567", None)) == [0]
    assert number_keys(None, None) == ""


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("", ""),
        ("  　", ""),
        ('"', ""),
        ("*-^():\"'", ""),
        ("高杨", '"高 杨"'),
        ("高 杨", '"高" AND "杨"'),
        ("高y", '"高" AND "y"*'),
        ("ＧＡＯ", '"gao"*'),
        ("张 OR 李", '"张" AND "or"* AND "李"'),
        ('NEAR("张")', '"near"* AND "张"'),
        ("name:张", '"name"* AND "张"'),
        ("gao gao", '"gao"*'),
        ("xi'an", '"xian"*'),
    ],
)
def test_what_the_clerk_types_becomes_a_harmless_expression(typed, expression):
    assert match_query(typed) == expression


@given(st.text(max_size=30))
def test_no_text_breaks_the_search(text):
    expression = match_query(text)
    if expression and not any("\ud800" <= character <= "\udfff" for character in expression):
        found(expression, "张 三 zhangsan")


def test_names_sort_by_full_pinyin_with_surname_readings_and_short_before_long():
    ordered = [
        "阿卜杜·买买提",
        "高杨",
        "高杨凡",
        "葛优",
        "吕雁玲",
        "区大明",
        "仇英",
        "单雄信",
        "尉迟恭",
        "乐嘉",
        "曾志伟",
        "翟天",
    ]
    assert sorted(set(ordered), key=pinyin_key) == ordered


def test_names_that_sound_alike_stay_apart_by_their_characters():
    assert pinyin_key("张伟") != pinyin_key("章伟")
    assert pinyin_key("张伟").split("\t")[0] == pinyin_key("章伟").split("\t")[0]


def test_ten_thousand_new_names_ask_the_library_once_a_character(monkeypatch):
    surnames, given_names = (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
        "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂",
    )
    people = [s + a + b for s in surnames for a in given_names for b in given_names][:10_000]
    asked: list[str] = []
    real = names._by_library
    monkeypatch.setattr(names, "_by_library", lambda part: asked.append(part) or real(part))
    for remembered in (names._readings, names._one):
        remembered.cache_clear()
    keys = {search_keys(person) for person in people}
    assert len(people) == 10_000
    assert len(keys) > 9_000
    characters = {each for person in people for each in person}
    alone = [each for each in asked if len(each) == 1]
    assert sorted(alone) == sorted(characters & set(alone)), "一个字只问一次"
    assert len(asked) - len(alone) < 500, "里面有词的才整段去问"


def test_reading_character_by_character_gives_what_the_library_gives() -> None:
    """没有词的逐字读，有词的照库的分词读：与整段交给库的一字不差。"""
    import random

    from miaopu_desk.domain.names import _by_library, _plain

    common = [bytes((area, place)).decode("gb2312") for area in range(0xB0, 0xD7) for place in range(0xA1, 0xFF)]
    chance = random.Random(20210531)
    names = ["".join(chance.choices(common, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(3000)]
    names += ["重庆", "王重庆", "音乐", "李长乐", "单晓行", "朝阳", "便宜", "会计", "欧阳银行", "张大夫", "𠮷野"]
    assert [name for name in names if _plain(name) != _by_library(name)] == []


@pytest.mark.parametrize(
    "names",
    [
        (
            "东方里第一片区",
            "东方里第二片区",
            "东方里第三片区",
            "东方里第十片区",
            "东方里第十一片区",
            "东方里第二十片区",
        ),
        ("香樟路1栋", "香樟路2栋", "香樟路10栋", "香樟路11栋", "香樟路100栋"),
        ("第九次", "第一百次", "第一百零二次", "第一百一十次"),
        ("第一〇三号", "第二〇一号"),
        ("2021-9", "2021-10", "2022-1"),
        ("阿勇", "陈红", "陈红霞", "第一片区", "周强"),
    ],
)
def test_numbers_in_names_are_sorted_by_their_size(names: tuple[str, ...]) -> None:
    assert tuple(sorted((*names[1:], names[0]), key=pinyin_key)) == names


@pytest.mark.parametrize("name", ["第十十片区", "第百片区", "第一", "第", "第零片区", "第两百片区", "第" + "9" * 30])
def test_odd_numbers_in_names_still_have_a_key(name: str) -> None:
    assert pinyin_key(name).endswith(f"\t{name}")
