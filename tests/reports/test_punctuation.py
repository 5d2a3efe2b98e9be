"""标点：中文里的半角换成全角，时刻、千分位和外文不动。"""

import pytest

from miaopu_desk.reports.punctuation import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲,乙;丙:丁?戊!", "甲，乙；丙：丁？戊！"),
        ("甲, 乙", "甲，乙"),
        ("7:30至8:30,共1,234人", "7:30至8:30，共1,234人"),
        ("占15%,其余85%;", "占15%，其余85%；"),
        ("专职(含3人)", "专职（含3人）"),
        ("(夏季)17:00", "（夏季）17:00"),
        ("编号(A-1)的", "编号（A-1）的"),
        ("嵌套(外(内)外)", "嵌套（外（内）外）"),
        ("注:A", "注：A"),
        ("19:00至20:00,", "19:00至20:00，"),
        ("“引号”,后面", "“引号”，后面"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("see http://a.b/c", "see http://a.b/c"),
        ("已经是（全角），不动。", "已经是（全角），不动。"),
        ("不成对(的", "不成对(的"),
        ("", ""),
    ],
)
def test_half_width_marks_in_chinese_become_full_width(typed: str, printed: str) -> None:
    assert full_width(typed) == printed
