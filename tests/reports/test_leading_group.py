"""领导小组名单和调整通知：照文件的先后，职务对齐，落款在后；通知说清谁进谁出谁变动。"""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from reports.nasty import NASTY_NAMES, RARE, lost, squeezed
from reports.paper import characters, fonts, lines_of, page_texts

from miaopu_desk.domain.leading_group import Change, ChangeNotice, Member, RosterPage, plain_reason
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.reports.leading_group import print_leading_group
from miaopu_desk.reports.page import CHARACTER, HEIGHT, LEFT, PITCH, TOP
from miaopu_desk.reports.roster_change import print_roster_change

MEMBERS = (
    Member("顾问", "钱大海", "甲街道党工委书记"),
    Member("第一副组长", "孙立", "甲街道党工委副书记"),
    Member("成员", "周小山", "乙社区书记"),
    Member("成员", "吴方", "丙社区书记"),
    Member("成员", "各站（所）负责人"),
)
PAGE = RosterPage(
    office="甲街道办事处",
    brand="衡阳群众",
    number="2021年第2次",
    issued_on=date(2021, 9, 1),
    members=MEMBERS,
    signed_as="甲街道办公室",
    day=date(2021, 9, 1),
    office_in="党政办",
)
NOTICE = ChangeNotice(
    page=PAGE,
    reason="由于领导职务变动。",
    previous=("2021年第1次", date(2021, 5, 12)),
    changes=(
        Change("周小山", after="成员（乙社区书记）"),
        Change("孙立", "成员", "第一副组长"),
        Change("李江", "组长"),
    ),
)


def body_text(path: Path) -> str:
    """各页的字，去掉先画的页码。"""
    return "".join(re.sub(r"^—\d—", "", squeezed(page)) for page in page_texts(path))


def test_the_list_keeps_the_order_and_says_each_post_once(tmp_path: Path) -> None:
    text = body_text(print_leading_group(PAGE, tmp_path / "名单.pdf"))
    names = ["钱大海", "孙立", "周小山", "吴方", "各站（所）负责人"]
    assert sorted(names, key=text.index) == names
    assert text.count("成员：") == 1
    assert text.startswith(
        "甲街道“衡阳群众”品牌创建工作领导小组名单（2021年第2次，2021年9月1日印发）顾问：钱大海甲街道党工委书记"
    )
    assert "领导小组下设办公室，设在党政办" in text
    assert text.endswith("甲街道办公室2021年9月1日")


def test_names_titles_and_colons_stand_in_columns_on_the_grid(tmp_path: Path) -> None:
    path = print_leading_group(PAGE, tmp_path / "名单.pdf")
    rows = lines_of(characters(path))
    start = next(at for at, row in enumerate(rows) if row[0]["text"] == "顾")
    body = rows[start : start + 5]
    assert [row[0]["x0"] for row in body[:2]] == pytest.approx([LEFT + 2 * CHARACTER] * 2, abs=0.5)
    colons = [next(char for char in row if char["text"] == "：")["x0"] for row in body[:3]]
    assert max(colons) - min(colons) < 0.1
    firsts = [
        next(char for char in row if char["text"] in name)["x0"] for row, name in zip(body, "钱孙周吴各", strict=True)
    ]
    assert max(firsts) - min(firsts) < 0.1
    titles = [next(char for char in row if char["text"] in "甲乙丙")["x0"] for row in body[:4]]
    assert max(titles) - min(titles) < 0.1
    tops = [(TOP - row[0]["matrix"][5]) / PITCH for row in body]
    assert [round(after - before, 3) for before, after in pairwise(tops)] == [1.0] * 4
    assert body[0][0]["top"] > HEIGHT - TOP


def test_two_character_names_are_widened_on_paper_only(tmp_path: Path) -> None:
    path = print_leading_group(PAGE, tmp_path / "名单.pdf")
    assert "孙\u3000立" in "".join(page_texts(path))
    assert MEMBERS[1].name == "孙立"


def test_a_long_title_hangs_under_itself(tmp_path: Path) -> None:
    path = print_leading_group(replace(PAGE, members=(Member("组长", "赵一", "甲" * 30),)), tmp_path / "长.pdf")
    rows = [[char for char in row if char["text"] == "甲"] for row in lines_of(characters(path))]
    starts = [row[0]["x0"] for row in rows if len(row) > 2]
    assert len(starts) >= 2
    assert max(starts) - min(starts) < 0.1


@pytest.mark.parametrize("day", [date(2021, 9, 1), date(2021, 12, 31)])
def test_a_later_day_is_named_only_when_it_is_later(tmp_path: Path, day: date) -> None:
    text = body_text(print_leading_group(replace(PAGE, day=day), tmp_path / "名单.pdf"))
    assert ("截至2021年12月31日有效" in text) == (day.month == 12)


def test_the_seal_needs_more_room_than_no_seal(tmp_path: Path) -> None:
    heights = []
    for seal in (False, True):
        rows = lines_of(characters(print_leading_group(replace(PAGE, seal=seal), tmp_path / "章.pdf")))
        # 最后一行是页码，它上面是日期
        heights.append(rows[-2][0]["matrix"][5])
    assert heights[0] - heights[1] == pytest.approx(PITCH, abs=0.05)


def test_the_notice_tells_who_came_who_moved_who_left(tmp_path: Path) -> None:
    text = body_text(print_roster_change(NOTICE, tmp_path / "通知.pdf"))
    assert text.startswith("关于调整甲街道“衡阳群众”品牌创建工作领导小组成员的通知各社区：因领导职务变动，现调整")
    assert "2021年5月12日印发的名单（2021年第1次）同时停止使用" in text
    assert "与上一期相比，新进1人，变动1人，退出1人，列表如下" in text
    assert "新进周小山—成员（乙社区书记）" in text
    assert "变动孙立成员第一副组长" in text
    assert "退出李江组长—" in text
    assert text.index("一、调整情况") < text.index("二、调整后的领导小组名单") < text.index("三、办公室")
    assert text.endswith("甲街道办公室2021年9月1日")


def test_the_first_roster_founds_the_group_and_nothing_changed_is_said(tmp_path: Path) -> None:
    founded = replace(NOTICE, previous=None, changes=(), reason="")
    first = body_text(print_roster_change(founded, tmp_path / "一.pdf"))
    assert first.startswith("关于成立甲街道“衡阳群众”品牌创建工作领导小组的通知")
    assert "调整" not in first
    # 写着调整原因、上一期却没有登记的：是调整，只是没有可比的
    adjusted = replace(NOTICE, previous=None, changes=())
    known = body_text(print_roster_change(adjusted, tmp_path / "三.pdf"))
    assert known.startswith("关于调整甲街道“衡阳群众”品牌创建工作领导小组成员的通知")
    assert "与上一期相比" not in known
    assert "停止使用" not in known
    same = body_text(print_roster_change(replace(NOTICE, changes=()), tmp_path / "二.pdf"))
    assert "成员及其职务与上一期相同" in same


@pytest.mark.parametrize(
    ("reason", "plain"),
    [
        ("由于领导职务变动", "领导职务变动"),
        ("因为机构改革。", "机构改革"),
        ("因工作需要，", "工作需要"),
        ("人员调整", "人员调整"),
        ("", ""),
    ],
)
def test_the_reason_fits_after_the_word_because(reason: str, plain: str) -> None:
    assert plain_reason(reason) == plain


def test_nasty_and_rare_names_are_right_on_both_pages(tmp_path: Path) -> None:
    names = [*NASTY_NAMES, *(f"王{char}" for char in RARE), RARE]
    members = tuple(Member("成员", name, "某站站长") for name in names)
    roster = print_leading_group(replace(PAGE, members=members), tmp_path / "名单.pdf")
    assert lost(names, "".join(page_texts(roster))) == []
    assert set(fonts(roster).values()) == {1}
    notice = replace(
        NOTICE, page=replace(PAGE, members=members), changes=tuple(Change(name, "成员", "副组长") for name in names)
    )
    change = print_roster_change(notice, tmp_path / "通知.pdf")
    whole = squeezed("".join(page_texts(change)))
    assert [name for name in names if whole.count(squeezed(name)) < 2] == []


def test_a_character_no_font_has_stops_both_and_names_the_row(tmp_path: Path) -> None:
    page = replace(PAGE, members=(*MEMBERS, Member("成员", "王\ue123", "某站站长")))
    for make in (
        lambda: print_leading_group(page, tmp_path / "a.pdf"),
        lambda: print_roster_change(replace(NOTICE, page=page), tmp_path / "b.pdf"),
    ):
        with pytest.raises(KnownError, match=r"“\ue123”（U\+E123）在名单第6行（成员　王\ue123）"):
            make()
    assert list(tmp_path.iterdir()) == []


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    first = print_roster_change(NOTICE, tmp_path / "a.pdf").read_bytes()
    assert print_roster_change(NOTICE, tmp_path / "a.pdf").read_bytes() == first


def test_the_line_under_the_title_is_broken_before_the_day_it_is_valid(tmp_path: Path) -> None:
    path = print_leading_group(replace(PAGE, day=date(2021, 12, 31)), tmp_path / "名单.pdf")
    rows = ["".join(char["text"] for char in row) for row in lines_of(characters(path)[0:400])]
    assert any(row.startswith("截至2021年12月31日") for row in rows)
