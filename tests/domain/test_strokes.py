"""按姓氏笔画排：标准里的一列名字、两种惯例、不知道的字排最后并说出来。"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.strokes import (
    FULL_NAME,
    SURNAME,
    _rare,
    _strokes,
    by_strokes,
    stroke_count,
    stroke_key,
    strokes_of,
    unknown_in,
)

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


# 百家姓里的字，加上今天常见而百家姓里没有的
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦"
    "昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
    "姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐"
    "邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁"
    "荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武"
    "符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满"
    "弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游"
    "竺权逯盖益桓公俟上官阳人赫皇甫尉迟澹台冶政淳太叔轩辕令狐离宇长鲜闾丘徒亓督子颛端木西漆雕正壤驷良拓跋"
    "夹父晋楚闫法汝鄢涂钦百里南门呼延归海舌微生岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱佟第五言福肖付覃植"
    "麦粟辜卿青玉宾母仝邸尧敬苟库刀才蹇揭展线隋矫郄代姒朴潭旷唯银虎火由豆苑钞芦鹿栗肇奉及翦税候么胖亳"
)


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
    assert len(table) >= 6900
    assert all(len(character) == 1 for character in table)
    assert set("".join(table.values())) == set("12345")
    # 同一笔顺的字很少：多了就是抄重了
    assert max(Counter(table.values()).values()) <= 7


def test_every_common_character_is_known() -> None:
    """国标一级、二级汉字全知道；逐字核对过的那张表里，只缺不会用来起名的偏旁。"""

    def level(first: int, last: int) -> str:
        cells = (bytes((area, place)) for area in range(first, last + 1) for place in range(0xA1, 0xFF))
        return "".join(cell.decode("gb2312", "ignore") for cell in cells)

    one, two = level(0xB0, 0xD7), level(0xD8, 0xF7)
    assert len(one) == 3755
    assert [character for character in one + two if strokes_of(character) is None] == []
    missing = "".join(character for character in one + two if character not in _strokes())
    assert missing == "丨丿丶匚刂亠冫冖讠卩阝廴艹扌彳彡犭夂饣忄丬氵宀辶彐屮纟灬礻疒衤"


def test_every_surname_of_the_hundred_families_and_of_today_is_known() -> None:
    assert [each for each in dict.fromkeys(SURNAMES) if strokes_of(each) is None] == []
    assert len(set(SURNAMES)) > 500


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        ("达", "134454"),
        ("炽", "433425134"),
        ("德", "332122522114544"),
        ("虽", "251251214"),
        ("皙", "1234331232511"),
        ("锺", "31115312511211"),
        ("小", "234"),
        ("了", "52"),
        ("那", "511352"),
        ("母", "55414"),
        ("凸", "21251"),
        ("万", "153"),
    ],
)
def test_the_order_of_strokes_is_that_of_the_mainland_norm(character: str, strokes: str) -> None:
    assert strokes_of(character) == strokes


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        ("䶮", "135341134"),
        ("㛃", "111253531"),
        ("𠅤", "41251214544"),
        ("𣗋", "12342434525135"),
        ("烎", "11324334"),
        ("琋", "11213413252"),
        ("骉", "551551551"),
        ("晢", "12133122511"),
        ("彧", "1251153334"),
        ("赟", "4134112121542534"),
        ("龑", "41431251115151111134"),
    ],
)
def test_rare_characters_of_names_have_their_strokes(character: str, strokes: str) -> None:
    assert strokes_of(character) == strokes
    assert stroke_count(character) == len(strokes)


@pytest.mark.parametrize(("character", "count"), [("𬍛", 9), ("𬭎", 12), ("镕", 15), ("\uf967", 4)])
def test_a_character_without_an_order_still_has_its_count(character: str, count: int) -> None:
    assert stroke_count(character) == count


def test_the_rare_table_is_whole_and_has_nothing_twice() -> None:
    orders, counts = _rare()
    assert (len(orders) > 60_000, len(counts) > 18_000) == (True, True)
    assert set("".join(orders)) & set("".join(counts)) == set()
    assert _strokes().keys() & (orders.keys() | counts.keys()) == set()
    assert set("".join(orders.values())) == set("12345")
    assert all(0 < count < 90 for count in counts.values())


def test_names_with_rare_characters_are_sorted_by_count_and_then_by_order() -> None:
    """八画：玥（横横竖）、烎（横横撇）；九画：䶮，和只知道九画、排在九画最后的𬍛；彧十画。"""
    names = ["彧一", "𬍛一", "䶮一", "烎一", "玥一"]
    ordered, unsure = by_strokes(names)
    assert ordered == ["玥一", "烎一", "䶮一", "𬍛一", "彧一"]
    assert unsure == ("𬍛",)
    assert by_strokes(["彧一", "𬍛一", "烎一"]) == (["烎一", "𬍛一", "彧一"], ()), "笔画数不同，不必比笔顺"


def test_a_character_nobody_knows_comes_last_and_is_named_only_if_it_had_to_be_compared() -> None:
    assert by_strokes(["\ue5e5一", "王一", "一明"]) == (["一明", "王一", "\ue5e5一"], ("\ue5e5",))
    assert unknown_in(["王\ue5e5", "李\ue5e5"]) == ()
    assert unknown_in(["王\ue5e5", "王明"]) == ("\ue5e5",)
    assert unknown_in(["\ue5e5一"]) == ()


@given(st.lists(st.text("王田大利富龘陈一", min_size=1, max_size=4), max_size=8))
def test_nothing_is_lost_and_sorting_twice_changes_nothing(names: list[str]) -> None:
    once, unknown = by_strokes(names)
    assert Counter(once) == Counter(names)
    assert by_strokes(once) == (once, unknown)
    assert stroke_key("卡·拉") == stroke_key("卡拉")
