"""字体：每个用途都有字可用，生僻字有着落，缺字说得出来。"""

import unicodedata

import pytest
from reports.nasty import RARE

from miaopu_desk.domain.strokes import stroke_count
from miaopu_desk.paths import resource
from miaopu_desk.reports import fonts
from miaopu_desk.reports.fonts import CHAINS, FILES, face, glyphs, missing, printable, text_width, width_of


@pytest.mark.parametrize("role", list(CHAINS))
def test_every_role_has_the_rare_names_and_the_common_marks(role: str) -> None:
    assert missing([RARE, "，。、；：？！（）《》“”‘’…—·〔〕【】％℃①②③0123456789ABCabc苗圃街道𠮷"], role) == {}


def test_a_character_has_a_glyph_in_every_role_or_in_none() -> None:
    everything = set().union(*(face(name).charToGlyph for name in FILES))
    texts = ["".join(map(chr, sorted(everything)))]
    assert len({frozenset(missing(texts, role)) for role in CHAINS}) == 1


def test_every_character_that_can_be_printed_can_be_sorted_by_strokes() -> None:
    everything = set().union(*(face(name).charToGlyph for name in FILES))
    hanzi = [chr(code) for code in everything if unicodedata.name(chr(code), "").startswith("CJK ") and code >= 0x3400]
    ideographs = [each for each in hanzi if "IDEOGRAPH" in unicodedata.name(each)]
    assert len(ideographs) > 80_000
    assert [each for each in ideographs if stroke_count(each) is None] == []


def test_every_face_file_is_shipped() -> None:
    assert [name for name in FILES.values() if not resource(f"fonts/{name}").is_file()] == []


def test_body_text_takes_digits_and_letters_from_song() -> None:
    assert {glyphs("body")[char].face for char in "0129AZaz.:%"} == {"serif"}
    assert glyphs("body")["汉"].face == "fang"
    assert glyphs("body")["·"].face == "fang"


def test_digits_are_all_equally_wide_so_that_columns_line_up() -> None:
    for role in CHAINS:
        widths = {round(width_of(role)(digit), 2) for digit in "0123456789"}
        assert len(widths) == 1, role


def test_widths_are_measured_in_the_face_that_draws() -> None:
    assert text_width("汉字", "body", 16) == 32
    assert text_width("—", "song", 10) == pytest.approx(8.9)


def test_missing_characters_are_counted() -> None:
    assert missing(["李\ue123", "\ue123\ue123王", "好"]) == {"\ue123": 3}


def test_invisible_characters_are_not_missing_but_left_out() -> None:
    assert printable("王\u200b芳\ufeff\U000e0101\x07") == "王芳"
    assert printable("甲\t乙\u00a0丙\r\n丁") == "甲 乙 丙\n丁"
    assert printable("高　杨") == "高　杨"
    assert missing(["王\u200b芳\x07\t"]) == {}


def test_the_rare_face_is_read_only_when_a_character_needs_it() -> None:
    face.cache_clear()
    glyphs.cache_clear()
    missing(["苗圃街道办事处2021年䶮"])
    loaded = face.cache_info().currsize
    missing(["𠮷"])
    assert (loaded, face.cache_info().currsize) == (1, 2)


def test_of_a_hundred_thousand_rows_each_character_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = fonts.printable
    monkeypatch.setattr(fonts, "printable", lambda text: asked.append(text) or real(text))
    rows = [f"张建国{number}𬭎" for number in range(100_000)]
    assert missing(rows) == {}
    assert len(asked) == 10, "前十行里十个数字和那几个字都见过了，后面的行整行略过"
