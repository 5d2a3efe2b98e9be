"""打印前查字：缺字说清是什么字、在哪里。"""

import pytest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.preflight import check_glyphs


def test_nothing_missing_says_nothing() -> None:
    check_glyphs([("第1行", "䶮建国"), ("第2行", "")])


def test_each_missing_character_is_named_with_its_code_and_first_places() -> None:
    pairs = [(f"第{number}行“姓名”栏", "李\ue001") for number in range(1, 6)] + [("第9行“备注”栏", "\ue002")]
    with pytest.raises(KnownError) as caught:
        check_glyphs(pairs)
    told = str(caught.value)
    assert "有2个字没有字形，没有打印" in told
    assert "“\ue001”（U+E001）在第1行“姓名”栏、第2行“姓名”栏、第3行“姓名”栏等5处" in told
    assert "“\ue002”（U+E002）在第9行“备注”栏" in told
    assert "第4行" not in told


def test_many_missing_characters_are_summed_up() -> None:
    with pytest.raises(KnownError, match="另有5个字"):
        check_glyphs([("第1行", "".join(chr(0xE000 + number) for number in range(15)))])
