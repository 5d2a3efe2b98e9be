"""断行：避头尾、对齐、不拆词；避头尾对任何文字都成立。"""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from miaopu_desk.reports.fonts import width_of
from miaopu_desk.reports.lines import Line, break_text, longest_piece
from miaopu_desk.reports.page import BODY_WIDTH, CHARACTER, SIZE, TRACKING
from miaopu_desk.reports.punctuation import BLANK_AFTER
from miaopu_desk.reports.rows import prose

WIDTH_OF = width_of("body")
NEVER_FIRST = "，。、；：？！）》」』】〕”’…—·％%℃"
NEVER_LAST = "（《「『【〔“‘"

# 我们自己的文字，约两千字，标点、引号、括号、数字、时刻都密。
SENTENCES = [
    "“河岸清洁日”定在每周六上午8:30至11:00（雨天顺延），由三个小组（捡拾组、转运组、记录组）分工负责；记录组要写明“几人、几袋、几点收工”。",
    "张大爷说：“我今年71岁，住3号楼2单元501室，楼道的灯坏了半个月……能不能帮忙问问？”网格员当天19:20就回了电话，第二天修好了。",
    "本月共收到建议46条，其中：停车18条、照明11条、噪声9条、其他8条；已办结41条（占89.1%），其余5条（见附表）计划6月15日前办结。",
    "《居民公约》《楼栋长守则》《志愿者手册（2021年版）》三本小册子各印1,200份，已发1,036份，余164份存放在“市民学校”资料柜内。",
    "气温在37.5℃以上时，户外活动改到17:30以后；低于-5℃时，改为室内活动（包括：理发、量血压、修小家电、教用手机等）。",
    "队员姓名里有生僻字的，照身份证写，例如：䶮、𬭎、堃、喆、犇；名字带间隔号的写成“阿依古丽·买买提”，不要写成别的样子。",
    "问：周末能不能只来半天？答：可以！来1小时也算1小时，按实际时间记；路上的时间不算，迟到10分钟以上的从到岗时刻（例如9:12）算起。",
    "经费：雨衣35件×28元＝980元，手套120双×2.5元＝300元，保险86人×15元＝1,290元，合计2,570元（大写：贰仟伍佰柒拾元整）。",
]
TEXT = [prose(sentence * 3) for sentence in SENTENCES]


def right_edge(line: Line) -> float:
    """一行最后一个字的右边，离版心左边多远。"""
    natural = sum(WIDTH_OF(char) * SIZE + line.spacing for char in line.text)
    return line.indent + natural + sum(line.shifts.values()) - line.spacing + TRACKING


def test_the_sample_is_long_enough_to_mean_something() -> None:
    assert sum(map(len, TEXT)) > 1500


@pytest.mark.parametrize("characters", [28, 20, 14])
def test_no_line_starts_or_ends_with_the_wrong_mark(characters: int) -> None:
    wrong = []
    for paragraph in TEXT:
        lines = break_text(paragraph, characters * CHARACTER, SIZE, WIDTH_OF, indent=2 * CHARACTER, tracking=TRACKING)
        wrong += [line.text for line in lines[1:] if line.text[0] in NEVER_FIRST]
        wrong += [line.text for line in lines[:-1] if line.text[-1] in NEVER_LAST]
    assert wrong == []


def test_every_inner_line_reaches_the_right_edge() -> None:
    ragged = []
    for paragraph in TEXT:
        for line in break_text(paragraph, BODY_WIDTH, SIZE, WIDTH_OF, indent=2 * CHARACTER, tracking=TRACKING)[:-1]:
            over = right_edge(line) - BODY_WIDTH
            hung = SIZE / 2 if line.text[-1] in BLANK_AFTER else 0.0
            if not -0.5 < over < hung + 0.5:
                ragged.append((round(over, 2), line.text))
    assert ragged == []


def test_nothing_is_lost_or_added() -> None:
    for paragraph in TEXT:
        lines = break_text(paragraph, BODY_WIDTH, SIZE, WIDTH_OF, tracking=TRACKING)
        assert "".join(line.text for line in lines) == paragraph


def test_numbers_times_and_words_stay_whole() -> None:
    text = "时刻" + "、".join(["7:30", "1,234.5", "89.1%", "APP", "0734-8888888"] * 6)
    for width in range(8, 29):
        for line in break_text(text, width * SIZE, SIZE, WIDTH_OF):
            for word in line.text.strip("时刻、").split("、"):
                assert word in ("7:30", "1,234.5", "89.1%", "APP", "0734-8888888", "")


def test_a_word_longer_than_the_line_is_broken_inside() -> None:
    lines = break_text("网址" + "a" * 200, 10 * SIZE, SIZE, WIDTH_OF)
    assert len(lines) > 5
    assert all(line.width <= 10 * SIZE + 0.01 for line in lines)


def test_a_full_line_of_hanzi_has_no_extra_spacing() -> None:
    first, *_ = break_text("字" * 60, BODY_WIDTH, SIZE, WIDTH_OF, tracking=TRACKING)
    assert len(first.text) == 28
    assert first.spacing == pytest.approx(TRACKING, abs=1e-6)


def test_a_mark_that_just_overflows_is_squeezed_in() -> None:
    first, second = break_text("字" * 28 + "。" + "好" * 5, BODY_WIDTH, SIZE, WIDTH_OF, tracking=TRACKING)
    assert (first.text[-1], second.text) in [("。", "好" * 5), ("字", "字。好好好好好")]


def test_newlines_break_paragraphs_and_empty_lines_are_kept() -> None:
    assert [line.text for line in break_text("甲\n\n乙", 100, 10, WIDTH_OF)] == ["甲", "", "乙"]


def test_the_longest_piece_is_the_word_with_its_mark() -> None:
    assert longest_piece("共（1,234人）", lambda char: 1.0) == 6.0


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(alphabet="汉字甲乙，。、；：？！（）《》“”…—·「」19aZ:.%,- ", min_size=1, max_size=120),
    characters=st.integers(min_value=6, max_value=30),
)
@example(text="11··“ 乙·", characters=6)  # 开括号后面的空格不是断的地方
def test_kinsoku_holds_wherever_a_legal_break_exists(text: str, characters: int) -> None:
    lines = break_text(text, characters * SIZE, SIZE, WIDTH_OF)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    for before, after in pairwise(lines):
        good = not (after.text[:1] in NEVER_FIRST or before.text[-1:] in NEVER_LAST)
        # 一行里没有一处能断（全是标点或开括号）时才允许违反
        assert good or not before.text or all(_glued(a, b) for a, b in pairwise(before.text))


def _glued(before: str, after: str) -> bool:
    return longest_piece(before + after, lambda char: 1.0) == 2.0
