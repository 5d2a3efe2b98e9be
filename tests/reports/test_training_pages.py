"""培训台账和签到表：数得对，名字一个不少，签到表每页都认得出是哪一场。"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from reports.nasty import NASTY_NAMES, RARE, lost, squeezed
from reports.paper import characters, fonts, page_texts, whole_text

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.sign_in import DUTY_COLUMNS, SignInSheet
from miaopu_desk.domain.training_pages import SessionPage, Trainee, TrainingLedger
from miaopu_desk.reports.page import MM
from miaopu_desk.reports.sign_in import print_sign_in
from miaopu_desk.reports.training_ledger import print_training_ledger

SESSIONS = (
    SessionPage(
        id="1",
        topic="法治课",
        held_on=date(2021, 5, 12),
        community="东方里",
        level="社区",
        form="课堂培训",
        venue="道德讲堂",
        trainer="高杨",
        minutes=90,
        organiser="东方里社区",
        content="讲民法典。",
        trainees=(Trainee("东方里", "甲一", "1"), Trainee("东方里", "甲二", "2"), Trainee("大华", "乙一", "3")),
    ),
    SessionPage(id="2", topic="急救课", held_on=date(2021, 5, 20), trainees=(Trainee("大华", "乙一", "3"),)),
    SessionPage(id="3", topic="空着的课", held_on=date(2021, 5, 30), community="大华"),
)
LEDGER = TrainingLedger(
    office="甲街道办事处",
    brand="衡阳群众",
    signed_as="甲街道办公室",
    span="2021年5月1日至5月31日",
    sessions=SESSIONS,
    communities=("东方里", "大华"),
)
SHEET = SignInSheet(
    title="甲街道志愿者培训签到表",
    office="甲街道办事处",
    facts=(("培训名称", "法治课"), ("培训日期", "2021年5月12日"), ("授课人", "")),
    groups=(("东方里", ("甲一", "甲二")), ("大华", ("乙一",))),
    code="01a20194-d02b-7020-b1e9-453872ddad6c",
)


def test_the_ledger_counts_sessions_attendances_and_people() -> None:
    assert (LEDGER.attendances, LEDGER.people, LEDGER.minutes) == (4, 3, 90)
    assert LEDGER.lines() == [("东方里", 1, 2, 2), ("大华", 1, 2, 1), ("街道本级", 1, 0, 0)]


def test_the_ledger_lists_every_session_and_who_was_there(tmp_path: Path) -> None:
    text = whole_text(print_training_ledger(LEDGER, tmp_path / "台账.pdf"))
    assert (
        "举办培训3场（街道本级1场、社区2场），参训4人次、3人，学时合计1.5小时。其中1场没有登记参训人员，请补登。"
        in text
    )
    assert "合计343" in text
    assert "12021.5.12法治课东方里课堂培训道德讲堂高杨1.53" in text
    assert "1.法治课（2021年5月12日，东方里）" in text
    assert (
        "参训3人次；举办单位：东方里社区；层级：社区；形式：课堂培训；场所：道德讲堂；授课人：高杨；学时：1.5小时；主要内容：讲民法典。"
        in text
    )
    assert "东方里甲一、甲二2" in text
    assert "没有登记参训人员。" in text


def test_the_ledger_may_leave_the_people_out_and_may_be_empty(tmp_path: Path) -> None:
    short = whole_text(print_training_ledger(replace(LEDGER, with_people=False), tmp_path / "短.pdf"))
    assert "甲一" not in short
    assert "法治课" in short
    empty = whole_text(print_training_ledger(replace(LEDGER, sessions=()), tmp_path / "空.pdf"))
    assert "2021年5月1日至5月31日没有登记培训场次。" in empty


def test_more_sessions_than_chinese_numerals_reach_are_numbered(tmp_path: Path) -> None:
    many = tuple(replace(SESSIONS[1], topic=f"第{number}课") for number in range(1, 121))
    text = whole_text(print_training_ledger(replace(LEDGER, sessions=many), tmp_path / "多.pdf"))
    assert "120.第120课（2021年5月20日，街道本级）" in text


def test_a_session_is_never_parted_from_its_table(tmp_path: Path) -> None:
    many = tuple(replace(SESSIONS[0], topic=f"第{number}课") for number in range(1, 40))
    pages = page_texts(print_training_ledger(replace(LEDGER, sessions=many), tmp_path / "多.pdf"))
    for page in pages:
        tail = squeezed(page)
        heads = [match.start() for match in re.finditer(r"\d+\.第\d+课（", tail)]
        assert not heads or "甲一、甲二" in tail[heads[-1] :]


def test_the_sheet_has_its_names_blank_lines_and_code_on_every_page(tmp_path: Path) -> None:
    many = replace(SHEET, groups=(("东方里", tuple(f"甲{number:02d}" for number in range(60))),))
    path = print_sign_in(many, tmp_path / "签到.pdf")
    pages = page_texts(path)
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页　共 3 页" in page
        assert "培训名称：法治课" in page
        assert "编号尾 72ddad6c" in page
        assert "签名" in page
    assert ["东方里（续）" in page for page in pages] == [False, True, True]
    assert re.findall(r"甲\d\d", "".join(pages)) == [f"甲{number:02d}" for number in range(60)]
    assert "应到 60 人" in pages[-1]
    numbers = [int(line) for page in pages for line in page.split("\n") if line.strip().isdigit()]
    assert max(numbers) >= 65
    reader = pypdf.PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "甲街道志愿者培训签到表"


def test_the_table_stays_inside_the_paper_and_ends_at_the_foot(tmp_path: Path) -> None:
    path = print_sign_in(SHEET, tmp_path / "签到.pdf")
    boxes = [(char["x0"], char["x1"], char["bottom"]) for char in characters(path)]
    assert min(box[0] for box in boxes) > 20 * MM
    assert max(box[1] for box in boxes) < 195 * MM
    assert max(box[2] for box in boxes) < 287 * MM
    assert len(page_texts(path)) == 1


@pytest.mark.parametrize("names", range(12, 30))
def test_every_name_has_its_row_however_the_pages_fall(tmp_path: Path, names: int) -> None:
    groups = (("东方里", tuple(f"甲{n:02d}" for n in range(names))), ("大华", tuple(f"乙{n:02d}" for n in range(9))))
    pages = page_texts(print_sign_in(replace(SHEET, groups=groups), tmp_path / "签到.pdf"))
    text = "".join(pages)
    assert re.findall(r"[甲乙]\d\d", text) == [*groups[0][1], *groups[1][1]]
    assert "大华（9人）" in text
    for page in pages:
        # 组名下面总有它的人
        assert re.search(r"大华（(9人|续)）\s+\d+ 乙", page) or "大华（" not in page


def test_a_duty_sheet_has_its_own_columns_and_needs_no_code(tmp_path: Path) -> None:
    duty = replace(SHEET, title="值守签到表", columns=DUTY_COLUMNS, groups=(("", ("甲一",)),), code="")
    text = whole_text(print_sign_in(duty, tmp_path / "值守.pdf"))
    assert "序号姓名到岗时间签名离岗时间签名" in text
    assert "编号尾" not in text
    assert "（1人）" not in text


def test_nasty_and_rare_names_are_right_on_both_pages(tmp_path: Path) -> None:
    names = [*NASTY_NAMES, *(f"王{char}" for char in RARE), RARE]
    sheet = print_sign_in(replace(SHEET, groups=(("东方里", tuple(names)),)), tmp_path / "签到.pdf")
    assert lost(names, "".join(page_texts(sheet))) == []
    assert set(fonts(sheet).values()) == {1}
    # 台账里一格写许多人，为了不让一格跨页，每人自己一个社区
    trainees = tuple(Trainee(f"{number}社区", name, name) for number, name in enumerate(names))
    sessions = (replace(SESSIONS[0], trainees=trainees),)
    ledger = print_training_ledger(replace(LEDGER, sessions=sessions), tmp_path / "台账.pdf")
    assert lost(names, "".join(page_texts(ledger))) == []


def test_a_character_no_font_has_stops_both_and_names_the_row(tmp_path: Path) -> None:
    groups = (("东方里", ("甲一", "王\ue123")),)
    with pytest.raises(KnownError, match=r"“\ue123”（U\+E123）在第2行“姓名”栏（王\ue123）"):
        print_sign_in(replace(SHEET, groups=groups), tmp_path / "签到.pdf")
    session = replace(SESSIONS[0], trainees=(Trainee("东方里", "王\ue123", "9"),))
    with pytest.raises(KnownError, match=r"“\ue123”（U\+E123）在正文表3第1行（王\ue123）"):
        print_training_ledger(replace(LEDGER, sessions=(session,)), tmp_path / "台账.pdf")
    assert list(tmp_path.iterdir()) == []
