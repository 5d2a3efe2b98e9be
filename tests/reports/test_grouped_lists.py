"""花名册和参保名单：按社区分组，小计加得起来，翻页时组名再写一遍，结尾不单独成页。"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from reports.nasty import NASTY_NAMES, RARE, lost
from reports.paper import fonts, page_texts, whole_text

from miaopu_desk.domain.list_pages import InsuredRow, ListHead, PersonRow, PolicyFacts
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.insured_list import insured_rows, print_insured_list
from miaopu_desk.reports.listing import Band, ListColumn, print_listing
from miaopu_desk.reports.register_list import print_register, register_rows

HEAD = ListHead(title="志愿者花名册", office="甲街道办事处", as_of="2021年5月31日", total=0, prepared_by="周某")
POLICY = PolicyFacts(
    number="SLX-1",
    insurer="某保险公司",
    product="意外险",
    period="2021年1月1日零时至2021年12月31日二十四时",
    premium=3050,
)


def person(name: str, community: str = "东方里", ranks: tuple[str, ...] = ("full_time",), key: str = "") -> PersonRow:
    group = {"full_time": "专职", "party": "党员"}[ranks[0]] if ranks else "未分类"
    return PersonRow(community, group, key or name, ranks, name, "女", "430***", "139***", "", "2021-05-01", "一巷1号")


def insured(name: str, community: str = "东方里") -> InsuredRow:
    return InsuredRow(community, name, "女", "430***", "139***", "2021-01-01", "2021-12-31", "", "是")


def bands(rows: object) -> list[str]:
    return [row.text for row in rows if isinstance(row, Band)]  # type: ignore[attr-defined]


def test_people_are_grouped_by_community_and_rank_with_counts_that_add_up() -> None:
    rows = register_rows(
        [
            person("甲", ranks=("full_time", "party"), key="1"),
            person("乙", ranks=("party",)),
            person("丙", ranks=("party",), key="1"),
            person("丁", "大华", ()),
        ]
    )
    assert bands(rows) == [
        "东方里　专职",
        "东方里　党员",
        "东方里小计　3 人：专职 1 人、党员 2 人",
        "大华　未分类",
        "大华小计　1 人：未分类 1 人",
        "各社区合计　4 人：专职 1 人、党员 2 人、未分类 1 人",
    ]


def test_one_community_needs_no_grand_total() -> None:
    assert bands(register_rows([person("甲")])) == ["东方里　专职", "东方里小计　1 人：专职 1 人"]
    assert list(register_rows([])) == []


def test_premiums_add_up_and_are_written_in_capitals() -> None:
    rows = [insured("甲"), insured("乙"), insured("丙", "大华")]
    assert bands(insured_rows(POLICY, rows)) == [
        "保单号：SLX-1　保险公司：某保险公司　险种：意外险　保险期限：2021年1月1日零时至2021年12月31日二十四时",
        "东方里",
        "东方里小计　2 人，保费 61.00元",
        "大华",
        "大华小计　1 人，保费 30.50元",
        "合计　3 人，保费 91.50元（人民币玖拾壹元伍角整），每人30.50元",
    ]
    unknown = bands(insured_rows(replace(POLICY, premium=None), rows))
    assert unknown[-1] == "合计　3 人；保单上没有登记每人保费，不算保费合计"
    assert unknown[2] == "东方里小计　2 人"
    assert bands(insured_rows(POLICY, []))[-1].startswith("合计　0 人，保费 0.00元（人民币零元整）")


def test_every_page_of_a_group_names_the_group(tmp_path: Path) -> None:
    people = [person(f"甲{number}") for number in range(50)]
    pages = page_texts(print_register(replace(HEAD, total=50), people, tmp_path / "册.pdf"))
    assert len(pages) >= 3
    assert "东方里　专职" in pages[0]
    assert all("东方里　专职（续）" in page for page in pages[1:])
    assert "合计 50 人" in pages[-1]
    assert "共 50 人" in pages[0]


@pytest.mark.parametrize("last", [1, 2, 20])
@pytest.mark.parametrize("count", range(24, 48))
def test_the_end_never_stands_alone_and_no_group_name_ends_a_page(tmp_path: Path, count: int, last: int) -> None:
    people = [person(f"甲{number}", "东方里" if number < count - last else "大华") for number in range(count)]
    pages = page_texts(print_register(replace(HEAD, total=count), people, tmp_path / "册.pdf"))
    names = re.findall(r"甲\d+", "".join(pages))
    assert names == [f"甲{number}" for number in range(count)]
    for page in pages:
        assert re.search(r"甲\d", page)
        body = [line for line in page.split("\n") if line.strip()]
        last = next(line for line in reversed(body) if "页" not in line)
        assert not re.fullmatch(r"(东方里|大华)　专职(（续）)?", last.strip())
        assert page.count("东方里　专职") <= 1
    assert "制表人：周某" in pages[-1]


def test_a_band_longer_than_the_page_is_wide_is_folded_not_clipped(tmp_path: Path) -> None:
    long = "组" * 300
    path = print_listing(
        tmp_path / "长.pdf",
        title="册",
        office="",
        as_of="今天",
        columns=[ListColumn("姓名", 8)],
        rows=[Band(long, carried=long), ["甲"], Band("小计　1 行", strong=False)],
    )
    assert whole_text(path).count("组") == 300
    assert "合计1行" in whole_text(path)


def test_nasty_and_rare_names_are_right_on_both_lists(tmp_path: Path) -> None:
    names = [*NASTY_NAMES, *(f"王{char}" for char in RARE), RARE]
    register = print_register(HEAD, [person(name, name) for name in names], tmp_path / "册.pdf")
    assert lost(names, "".join(page_texts(register))) == []
    assert set(fonts(register).values()) == {1}
    covered = print_insured_list(HEAD, POLICY, [insured(name) for name in names], tmp_path / "保.pdf")
    assert lost(names, "".join(page_texts(covered))) == []


def test_a_character_no_font_has_stops_both_and_names_the_row(tmp_path: Path) -> None:
    said = r"“\ue123”（U\+E123）在第2行“姓名”栏（王\ue123）"
    with pytest.raises(KnownError, match=said):
        print_register(HEAD, [person("甲"), person("王\ue123")], tmp_path / "册.pdf")
    with pytest.raises(KnownError, match=said):
        print_insured_list(HEAD, POLICY, [insured("甲"), insured("王\ue123")], tmp_path / "保.pdf")
    with pytest.raises(KnownError, match=r"在“\ue123社区　专职”一行"):
        print_register(HEAD, [person("甲", "\ue123社区")], tmp_path / "册.pdf")
    assert list(tmp_path.iterdir()) == []
