"""核验码和证明内容：抄错一个字、颠倒两个字都看得出来；时长一分钟也不多写。"""

from itertools import pairwise

import pytest

from miaopu_desk.domain.certificates import ALPHABET, MOST_CONTENT, content_words, hours_words, new_code, read_code


def test_a_code_is_read_however_it_was_copied() -> None:
    code = new_code()
    for copied in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", code.replace("-", "—")):
        assert read_code(copied) == (code, None)


def test_every_single_wrong_letter_and_every_swap_of_neighbours_is_noticed() -> None:
    tried = 0
    for _ in range(20):
        plain = new_code().replace("-", "")
        for at, char in enumerate(plain):
            for other in ALPHABET:
                if other != char:
                    tried += 1
                    assert read_code(plain[:at] + other + plain[at + 1 :])[0] is None
        for at, (one, two) in enumerate(pairwise(plain)):
            if one != two:
                tried += 1
                assert read_code(plain[:at] + two + one + plain[at + 2 :])[0] is None
    assert tried > 7000


def test_codes_do_not_repeat_and_use_no_letter_that_looks_like_another() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) - {"-"} <= set(ALPHABET)
    assert not set("01ILO") & set(ALPHABET)


@pytest.mark.parametrize(
    ("text", "reason"), [("", "应为12个"), ("ABCD", "应为12个"), ("ABCD-EFGH-JKM0", "里没有“0”"), ("甲乙丙丁ABCDEFGH", "里没有“甲、乙、丙、丁”")]
)  # fmt: skip
def test_what_is_no_code_is_explained(text: str, reason: str) -> None:
    code, why = read_code(text)
    assert code is None
    assert why is not None
    assert reason in why


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0"), (60, "1"), (90, "1.5"), (100, "1.66"), (599, "9.98"), (6000, "100"), (5999, "99.98"), (36_000, "600")],
)
def test_hours_are_never_rounded_up(minutes: int, text: str) -> None:
    assert hours_words(minutes) == text


def test_long_contents_end_in_a_sum_of_the_rest_and_nothing_is_lost() -> None:
    done = [(f"第{number}项志愿服务活动", 2, 90) for number in range(30)]
    text = content_words(done)
    assert len(text) <= MOST_CONTENT
    named = text.count("第")
    assert text.endswith(f"；其他{30 - named}项{2 * (30 - named)}次、{hours_words(90 * (30 - named))}小时")
    assert content_words([("交通劝导", 12, 1440), ("敲门行动", 1, 90)]) == "交通劝导12次、24小时；敲门行动1次、1.5小时"
    assert content_words([]) == ""
