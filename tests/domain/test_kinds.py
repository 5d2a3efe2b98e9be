"""值的种类：什么都敢给它读，读进来的写出去还是它，号码打了码就看不全。"""

import math
import random
from datetime import date, datetime, time
from typing import Any

import pytest
from builders import id_number
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from miaopu_desk.domain import attachments, card_tail, clock, codes, duty_times, kinds, sealed
from miaopu_desk.domain.card_tail import CardTail
from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.id_number import read_id
from miaopu_desk.domain.kinds import (
    Choice,
    Choices,
    Day,
    IdNumber,
    Kind,
    Link,
    Number,
    PersonName,
    Phone,
    Ref,
    Rejected,
    Scaled,
    Text,
    YesNo,
    hours,
    money,
)
from miaopu_desk.domain.phone_words import number_among_words
from miaopu_desk.domain.records import REGISTERS, communities

WRITTEN_IN = (kinds, clock, duty_times, card_tail, attachments, sealed, communities)
# 每一种都在这里；新写一种而没有放进来，下面第一个测试会说
KINDS: dict[str, Kind] = {
    "Clock": Clock(),
    "Text": Text(20),
    "CommunityName": communities.CommunityName(20),
    "TextLines": Text(40, lines=True),
    "PersonName": PersonName(),
    "Day": Day(),
    "IdNumber": IdNumber(),
    "Phone": Phone(),
    "Number": Number(0, 1_000_000, "人"),
    "money": money(),
    "hours": hours(),
    "Choice": Choice(codes.SEX),
    "Choices": Choices(codes.RANKS),
    "YesNo": YesNo(),
    "Link": Link("communities", drop=("社区居委会", "社区")),
    "LinkToPerson": Link("volunteers"),
    "DutyTimes": duty_times.DutyTimes(),
    "DutyExceptions": duty_times.DutyExceptions(),
    "CardTail": CardTail(),
    "RegisterName": attachments.RegisterName(),
    "Digest": attachments.Digest(),
    "Bytes": attachments.Bytes(),
    "SealedLink": sealed.SealedLink("volunteers"),
    "SealedText": sealed.SealedText(20),
    "SealedPhone": sealed.SealedPhone(),
}
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())

# 单元格里可能有的一切，连同不可能有的：孤立的代理字符、控制字符、NUL、非数、无穷
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=60),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Zs"]), max_size=8),
    st.text("0123456789Xx.,-+年月日√×是否 　'＊*１２", max_size=24),
    st.text("男女专职党员网上、，；/ 社区居委会·阿", max_size=12),
    st.text("每周星期一三六日天至、，；：:0123456789早上下午晚点半次日夏季冬（）少于名人小时停按加-", max_size=24),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.binary(max_size=8),
    st.builds(Ref, st.text(max_size=4), st.none() | st.text(max_size=4)),
    st.lists(st.text(max_size=4), max_size=3),
)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_kind_there_is_stands_in_these_tests() -> None:
    written = [each for module in WRITTEN_IN for each in vars(module).values()]
    declared = {each for each in written if isinstance(each, type) and issubclass(each, Kind)}
    assert {type(each) for each in KINDS.values()} == declared - {Kind}
    used = {type(column.kind) for register in REGISTERS.values() for column in register.columns}
    assert used <= declared


@EVERY
@MANY
@given(raw=ANYTHING)
def test_reading_anything_gives_a_value_a_blank_or_a_sentence_and_never_raises(kind: Kind, raw: object) -> None:
    value = kind.read(raw)
    if isinstance(value, Rejected):
        assert value.message
        value.message.encode("utf-8")  # 说给人看的话里没有残缺的字符
    elif value is not None:
        kind.show(value).encode("utf-8")


@EVERY
@MANY
@given(raw=ANYTHING)
def test_what_was_read_reads_back_from_what_is_shown_and_from_the_database(kind: Kind, raw: object) -> None:
    value = kind.read(raw)
    if value is None or isinstance(value, Rejected):
        return
    if getattr(kind, "sealed", False):
        assert kind.show(value) == kind.masked(value) == sealed.MASK, "封存的一概不现"
        assert kind.read(kind.show(value)) is None, "写着封存的几个字等于没有填"
        assert kind.keys(value) == ""
        if not isinstance(kind, Link):
            assert kind.from_db(kind.to_db(value)) == value
        return
    if isinstance(kind, Link):
        # 已经对上号的原样留着；只有名字的，名字走一圈不变
        assert kind.read(value if value.id else kind.show(value)) == value
        return
    assert kind.read(kind.show(value)) == value
    assert kind.read(kind.cell(value)) == value, "写进工作簿的格读不回来"
    assert kind.from_db(kind.to_db(value)) == value


@EVERY
def test_a_blank_is_a_blank_in_every_kind(kind: Kind) -> None:
    for raw in (None, "", " ", "　", "\u200b", "\x00"):
        assert kind.read(raw) is None
    assert kind.show(None) == ""
    assert kind.masked(None) == ""
    assert kind.to_db(None) is None
    assert kind.from_db(None) is None


# 每一个分钟数、每一分钱都要能走一圈


@pytest.mark.parametrize(("kind", "top"), [(hours(), 3000), (money(), 20_000)], ids=["minutes", "cents"])
def test_every_amount_survives_showing_and_the_workbook(kind: Scaled, top: int) -> None:
    for amount in range(top):
        assert kind.read(kind.show(amount)) == amount
        assert kind.read(kind.cell(amount)) == amount


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [
        (1.5, 90),
        ("1.5", 90),
        ("1.5小时", 90),
        ("90分钟", 90),
        ("1小时30分", 90),
        ("1个小时30分钟", 90),
        ("２小时０５分", 125),
        ("１．５", 90),
        (2, 120),
        (0.1, 6),
        (1 / 3, 20),
        ("0.33", 20),
        ("0.333", 20),
        ("0.3333", 20),
        (0.1 + 0.2, 18),
        (0, 0),
    ],
)
def test_hours_are_read_to_the_minute(raw: object, minutes: int) -> None:
    assert hours().read(raw) == minutes


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("1.5", 150),
        (0.1, 10),
        ("0.10", 10),
        ("1,234.50元", 123450),
        (0.1 + 0.2, 30),
        (1e5, 10_000_000),
        ("999999.99", 99_999_999),
    ],
)
def test_money_is_read_to_the_cent(raw: object, cents: int) -> None:
    assert money().read(raw) == cents


@pytest.mark.parametrize(
    "raw",
    ["1.005", 1.005, "0.001", "-1", -0.5, "1.2.3", "1e3", "一百", True, date(2021, 5, 1), 1e20, math.nan, math.inf],
)
def test_an_amount_that_is_not_money_is_refused_not_rounded(raw: object) -> None:
    assert isinstance(money().read(raw), Rejected)


@pytest.mark.parametrize("raw", ["0.335", "0.01", "0.3337", 0.335])
def test_hours_that_are_no_whole_minute_are_refused(raw: object) -> None:
    assert isinstance(hours().read(raw), Rejected)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("15400001234", "15400001234"),
        (15400001234, "15400001234"),
        (15400001234.0, "15400001234"),
        ("+86 154 0000 1234", "15400001234"),
        ("0086-154-0000-1234", "15400001234"),
        ("86 15400001234", "15400001234"),
        ("154　0000　1234", "15400001234"),
        ("１５４００００１２３４", "15400001234"),
        ("'15400001234", "15400001234"),
        ("0734-8221234", "07348221234"),
        ("（0734）8221234", "07348221234"),
        ("8221234", "8221234"),
        ("010-62221234", "01062221234"),
        ("\u202d15400001234\u202c", "15400001234"),
        ("154\n0000\r\n1234", "15400001234"),
        ("154.0000.1234", "15400001234"),
        ("15400001234.0", "15400001234"),
    ],
)
def test_a_phone_is_read_however_it_is_written(raw: object, number: str) -> None:
    assert Phone().read(raw) == number


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("1540000123", "10位"),
        ("154000012345", "12位"),
        ("12345678901", "11位"),
        ("154****1234", "打了码"),
        ("15400001234、15400005678", "一格只填一个"),
        ("15400001234\n15400005678", "22位"),
        ("1.54E+10", "不是一个电话"),
        ("无", "不是一个电话"),
        ("0" * 11, "11位"),
        (-15400001234, "不是一个电话"),
        (True, "不是一个电话"),
    ],
)
def test_what_is_not_one_phone_number_is_refused_with_the_reason(raw: object, words: str) -> None:
    read = Phone().read(raw)
    assert isinstance(read, Rejected), read
    assert words in read.message


@pytest.mark.parametrize("number", ["15400001234", "07348221234", "8221234", "82212345", "01062221234"])
def test_a_masked_phone_shows_the_last_four_and_hides_at_least_three(number: str) -> None:
    masked = Phone().masked(number)
    assert len(masked) == len(number)
    assert masked.endswith(number[-4:])
    assert masked.count("*") >= 3
    assert isinstance(Phone().read(masked), Rejected), "打了码的不能再当号码收下"


@MANY
@given(number=st.integers(0, 10**18 - 1))
def test_a_masked_id_number_never_shows_the_birth_day_and_is_never_taken_back(number: int) -> None:
    kind = IdNumber()
    body = f"{number:018d}"[:17]
    whole = body + mod_11_2.calc_check_digit(body)
    masked = kind.masked(whole)
    assert len(masked) == 18
    assert masked[6:14] == "********"
    assert whole not in masked
    assert isinstance(kind.read(masked), Rejected)


def test_a_thousand_id_numbers_stored_as_numbers_are_a_thousand_refusals() -> None:
    """表格软件把 18 位存成浮点数，末几位成了零；末位恰好对上校验码的也不收。"""
    kind, refused, would_have_passed = IdNumber(), 0, 0
    pick = random.Random(2021)
    for number in range(1000):
        born = date.fromordinal(date(1940, 1, 1).toordinal() + number * 20)
        text = id_number(pick.randrange(1000), f"{born:%Y%m%d}")
        digits = text[:17] + "0" if text.endswith("X") else text
        for raw in (int(digits), float(digits)):
            read = kind.read(raw)
            assert isinstance(read, Rejected)
            assert "文本" in read.message
            assert digits not in read.message
        refused += 1
        would_have_passed += read_id(str(int(float(digits))))[0] is not None
    print(f"以数字存放的证件号 1000 个，拒收 {refused} 个；其中 {would_have_passed} 个只看校验码会放过")
    assert refused == 1000
    assert would_have_passed > 30


def test_the_quick_check_of_the_last_digit_agrees_with_the_standard_one() -> None:
    pick = random.Random(7)
    agreed = 0
    for _ in range(5000):
        body = f"439999{pick.randrange(1940, 2010)}{pick.randrange(1, 13):02d}{pick.randrange(1, 29):02d}{pick.randrange(1000):03d}"
        number = body + pick.choice("0123456789X")
        agreed += (read_id(number)[0] == number) == mod_11_2.is_valid(number)
    assert agreed == 5000


@pytest.mark.parametrize("raw", [date(1970, 1, 1), datetime(1970, 1, 1), time(1, 2), True, math.nan, math.inf, 0, -1])
def test_an_id_number_cell_that_is_no_text_is_refused(raw: object) -> None:
    assert isinstance(IdNumber().read(raw), Rejected)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("王　芳", "王芳"),
        (" 王芳 ", "王芳"),
        ("王\u200b芳", "王芳"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("买买提・艾力", "买买提·艾力"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("John Smith", "John Smith"),
        ("\U00020087大明", "\U00020087大明"),
        ("䶮", "䶮"),
        ("王" * 64, "王" * 64),
    ],
)
def test_a_name_is_cleaned_but_never_shortened(raw: str, name: str) -> None:
    assert PersonName().read(raw) == name


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("张?", "生僻字"),
        ("王？明", "生僻字"),
        ("李□", "生僻字"),
        ("张\ufffd", "生僻字"),
        ("张*", "打了码"),
        ("王＊明", "打了码"),
    ],
)
def test_a_name_that_has_lost_a_character_is_refused_with_the_reason(raw: str, words: str) -> None:
    read = PersonName().read(raw)
    assert isinstance(read, Rejected), read
    assert words in read.message


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("15400001234（本人）", ("15400001234", "本人")),
        ("15400001234张三", ("15400001234", "张三")),
        ("微信同号154 0000 1234", ("15400001234", "微信同号")),
        ("（0734）8221234（家）", ("07348221234", "家")),
        ("15400001234/15400005678", None),
        ("15400001234 短号6612", None),
        ("154****1234（本人）", None),
        ("短号661234", None),
        ("15400001234", None),
        ("无", None),
        (15400001234, None),
        (None, None),
    ],
)
def test_one_number_among_words_is_found_and_the_words_are_given_back(
    raw: object, found: tuple[str, str] | None
) -> None:
    assert number_among_words(raw) == found


@pytest.mark.parametrize("raw", ["王" * 65, "123", "---", "·", 5, 1.5, True])
def test_what_is_no_name_is_refused(raw: object) -> None:
    assert isinstance(PersonName().read(raw), Rejected)


@pytest.mark.parametrize("raw", ["√", "是", "1", 1, 1.0, True, "Y", "yes", "有", "同意", "✓", "已签", "TRUE", " 是 "])
def test_these_all_mean_yes(raw: object) -> None:
    assert YesNo().read(raw) is True


@pytest.mark.parametrize("raw", ["×", "否", "0", 0, 0.0, False, "N", "no", "无", "未签", "-", "ＦＡＬＳＥ"])
def test_these_all_mean_no(raw: object) -> None:
    assert YesNo().read(raw) is False


@pytest.mark.parametrize("raw", ["也许", "2", 2, "是否", date(2021, 1, 1), math.nan])
def test_what_is_neither_yes_nor_no_is_refused(raw: object) -> None:
    assert isinstance(YesNo().read(raw), Rejected)


@pytest.mark.parametrize("mark", ["、", "，", ",", ";", "；", "/", "／", "|", " ", "\n", "、、", " 、"])
def test_several_ranks_may_be_parted_by_any_mark_and_keep_the_order_of_the_list(mark: str) -> None:
    kind = Choices(codes.RANKS)
    labels = [item.label for item in codes.RANKS.items]
    assert kind.read(mark.join(reversed(labels[:3]))) == codes.RANKS.codes[:3]
    assert kind.read(mark.join([labels[1], labels[1]])) == codes.RANKS.codes[1:2]


def test_an_unknown_rank_is_named_and_nothing_is_taken() -> None:
    read = Choices(codes.RANKS).read("党员、飞行员、潜水员")
    assert isinstance(read, Rejected)
    assert "飞行员、潜水员" in read.message
    assert codes.RANKS.items[0].label in read.message


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1,234", 1234), ("１２", 12), (12.0, 12), ("12人", 12), (12, 12), ("0", 0), ("+7", 7)],
)
def test_a_whole_number_is_read(raw: object, value: int) -> None:
    assert Number(0, 1_000_000, "人").read(raw) == value


@pytest.mark.parametrize("raw", [-1, 1.5, "1.5", "十", 1_000_001, True, date(2021, 1, 1), math.nan, math.inf, 1e300])
def test_what_is_no_whole_number_in_range_is_refused(raw: object) -> None:
    assert isinstance(Number(0, 1_000_000, "人").read(raw), Rejected)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (date(2021, 5, 12), date(2021, 5, 12)),
        (datetime(2021, 5, 12, 8, 30), date(2021, 5, 12)),
        ("2021.5.12", date(2021, 5, 12)),
        ("2021年5月12日", date(2021, 5, 12)),
        ("20210512", date(2021, 5, 12)),
        (44328, date(2021, 5, 12)),
    ],
)
def test_a_day_is_read_however_it_is_written(raw: object, day: date) -> None:
    assert Day().read(raw) == day


@pytest.mark.parametrize("raw", ["2021-02-30", "2021-13-01", "5.12", "去年", math.nan, math.inf, time(8, 0), True, -1])
def test_what_is_no_day_is_refused(raw: object) -> None:
    assert isinstance(Day().read(raw), Rejected)


@pytest.mark.parametrize(
    ("raw", "name"), [("东方里社区", "东方里"), ("东方里社区居委会", "东方里"), ("东方里", "东方里"), ("社区", "社区")]
)
def test_a_link_drops_the_ending_people_add(raw: str, name: str) -> None:
    assert KINDS["Link"].read(raw) == Ref(name)


def test_a_link_keeps_the_id_it_was_given_and_stores_only_the_id() -> None:
    kind = KINDS["Link"]
    ref: Any = kind.read(Ref("东方里", "abc"))
    assert ref == Ref("东方里", "abc")
    assert kind.to_db(ref) == "abc"
    assert kind.show(ref) == "东方里"
    assert kind.read(Ref("", None)) is None


def test_a_text_of_one_line_joins_its_lines_and_counts_its_characters() -> None:
    assert Text(20).read("第一行\r\n第二行") == "第一行 第二行"
    assert Text(20, lines=True).read("第一行\r\n第二行") == "第一行\n第二行"
    assert Text(5).read("一二三四五") == "一二三四五"
    read = Text(5).read("一二三四五六")
    assert isinstance(read, Rejected)
    assert "6个字" in read.message


@pytest.mark.parametrize(
    ("raw", "clock"),
    [
        ("7:30", time(7, 30)),
        ("0730", time(7, 30)),
        ("１９：３０", time(19, 30)),
        ("19.30", time(19, 30)),
        ("7点半", time(7, 30)),
        ("下午5点半", time(17, 30)),
        ("下午17:30", time(17, 30)),
        ("晚上8时", time(20)),
        ("24:00", time(0)),
        ("17:30:00", time(17, 30)),
        (time(8, 15, 30), time(8, 15)),
        (datetime(2021, 5, 12, 8, 30), time(8, 30)),
        (0.75, time(18)),
        ("", None),
    ],
)
def test_a_clock_is_read_however_it_is_written(raw: object, clock: time | None) -> None:
    read = Clock().read(raw)
    assert read == clock
    assert Clock().from_db(Clock().to_db(clock)) == clock


@pytest.mark.parametrize("raw", ["25:00", "7:60", "24:30", "早上", "7", 1.5, -0.1, True, date(2021, 1, 1)])
def test_what_is_no_clock_is_refused(raw: object) -> None:
    read = Clock().read(raw)
    assert isinstance(read, Rejected)
    assert "7:30" in read.message


@pytest.mark.parametrize(
    ("raw", "minutes", "shown"),
    [
        ("-1.5", -90, "-1.5"),
        ("−0.33", -20, "-0.33"),
        ("+2", 120, "2"),
        (-1, -60, "-1"),
        ("0", 0, "0"),
        (-0.5, -30, "-0.5"),
    ],
)
def test_hours_of_a_correction_take_a_sign(raw: object, minutes: int, shown: str) -> None:
    kind = hours(signed=True)
    assert kind.read(raw) == minutes
    assert kind.show(minutes) == shown
    assert kind.read(shown) == minutes


def test_plain_hours_take_no_sign() -> None:
    for raw in ("-1.5", "+2", -1):
        assert isinstance(hours().read(raw), Rejected)
