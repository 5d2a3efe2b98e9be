"""每一种纸：难印的名字从登记到纸上都不走样，缺字不印，字体、书签、信息、文件结构都对。"""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest
from reports.nasty import NASTY_NAMES, RARE, lost
from reports.paper import fonts, whole_text

from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.reporting import REPORTS, make_report

NAMES = [*NASTY_NAMES, *(f"王{char}" for char in RARE)]
DAY = date(2021, 5, 12)
PAPER = [name for name, report in REPORTS.items() if "pdf" in report.formats]
OPTIONS = {
    "sign_in": {"session": "法治课"},
    "certificate": {"volunteer": NAMES[0]},
    "person_record": {"volunteer": NAMES[0]},
    "training_coverage": {"day": "2021-05-11"},
    "training_certificate": {"volunteer": NAMES[0]},
    "insured_changes": {"submission": "P1-01"},
    "premium": {"submission": "P1-01"},
    "claim_pack": {"claim": "R1"},
    "star_certificate": {"number": "星2021-0001"},
    "star_slip": {"volunteer": NAMES[0]},
    "activity_sign_in": {"activity": "清扫"},
    "shift_sign_in": {"shift": "the-shift"},
    "activity_filing": {"activity": "清扫"},
    "award_nomination": {"nomination": NAMES[0]},
}
# 纸上有人名的；其余的清单只有社区、代码、保单这些
WITH_NAMES = [
    "monthly",
    "leading_group",
    "roster_change",
    "register",
    "duty_table",
    "weekly_duty",
    "sign_in",
    "shift_sign_in",
    "activity_sign_in",
    "activity_ledger",
    "activity_month",
    "training_ledger",
    "training_coverage",
    "insured_list",
    "insured_changes",
    "claim_pack",
    "star_list",
    "awards",
    "courtesies",
    "stipends",
    "list_nominations",
    "list_honours",
    "list_courtesies",
    "list_post_holders",
    "list_stipend_lines",
    "list_leaders",
    "list_teams",
    "list_volunteers",
    "list_service_records",
    "list_star_certifications",
    "list_point_entries",
    "list_grid_areas",
    "list_assignments",
    "list_duty_rules",
    "list_shift_people",
    "list_equipment_issues",
    "list_participations",
    "list_activity_people",
    "list_enrollments",
    "inspection_circular",
    "clue_rewards",
    "list_inspections",
    "list_rectifications",
    "list_clues",
    "list_submission_people",
    "list_claims",
]


def desk(names: list[str]) -> Office:
    """一间办公室：每个名字都是志愿者、组员、队长、参训的、参保的、有服务记录的，也是网格的名称和责任单位。"""
    office = memory_office(date(2021, 5, 31))
    times = read_sentence("每周三7:30至8:30")
    with office.keeper.action("造测试数据", kind="setup") as act:

        def add(table: str, **values: object) -> Ref:
            register = REGISTERS[table]
            record = act.insert(register, register.record(**values))
            return Ref(str(getattr(record, register.name_by)), record.id)

        add("offices", name="甲街道办事处", signed_as="甲街道办公室", brand="衡阳群众", target_percent=15)
        place = add("communities", name="东方里", position=1, resident_population=300)
        session = add("training_sessions", topic="法治课", held_on=DAY, community=place, minutes=90)
        activity = add("activities", name="清扫", planned_on=DAY, community=place, state="planned")
        year = {"starts_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31)}
        policy = add("policies", number="P1", insurer="某公司", premium=3000, **year)
        counts = {"added": len(names), "removed": 0, "unchanged": 0}
        notice = {"kind": "first", "noticed_on": date(2020, 12, 20), "effective_on": date(2021, 1, 1), **counts}
        submission = add("submissions", number="P1-01", policy=policy, **notice)
        corner = add("grid_areas", name="路口", kind="junction", community=place)
        shift = add(
            "shifts", id="the-shift", rev=1, day=date(2021, 5, 26), area=corner, community=place, state="planned"
        )
        flag = add("equipment", name="引导旗", stock=3)
        honoured = Honoured(add, len(names))
        checklist = add("checklists", name="社区", subject="community")
        batch = add("reward_batches", number="2021-01", day=DAY)
        stars = {"as_of": DAY, "opened_on": DAY, "certified_on": DAY, "state": "certified"}
        stars_round = add("star_rounds", number="2021年第1轮", **stars)
        deed = add("terms", vocabulary="deed", name="提供线索", position=1)
        first, second = (
            add("roster_issues", number=f"2021年第{number}次", issued_on=date(2021, number, 1), reason="职务变动")
            for number in (1, 2)
        )
        add("leaders", issue=first, position=1, post="head", name="甲某", title="主任")
        for position, name in enumerate(names, 1):
            who = add(
                "volunteers",
                name=name,
                community=place,
                phone=f"1540000{position:04d}",
                ranks=("full_time",),
                registered_on=date(2021, 1, 4),
                standing="active",
            )
            add("leaders", issue=second, position=position, post="member", name=name, title="干事")
            add("teams", name=f"第{position}队", community=place, leader=name)
            add("participations", session=session, volunteer=who)
            add("activity_people", activity=activity, volunteer=who)
            add("shift_people", shift=shift, volunteer=who)
            add("equipment_issues", equipment=flag, volunteer=who, count=1, issued_on=DAY)
            add("activities", name=name, planned_on=DAY, in_charge=name, organiser=name, state="planned")
            # 到五月中就脱保：五月中的名单上有，月末的月报里列作未参保
            add("enrollments", policy=policy, volunteer=who, starts_on=date(2021, 1, 1), ends_on=DAY)
            add("submission_people", submission=submission, change="add", name=name, community="东方里", volunteer=who)
            claim = {"happened_on": DAY, "state": "reported", "event": activity, "report_number": f"R{position}"}
            add("claims", volunteer=who, policy=policy, **claim)
            add("point_entries", volunteer=who, day=DAY, deed=deed, points=2, reason=name)
            add(
                "star_certifications",
                round=stars_round,
                volunteer=who,
                name=name,
                community=place,
                star=1,
                label="一星志愿者",
                minutes=7000,
                points=118,
                state="certified",
                number=f"星2021-{position:04d}",
                code=f"CODE-{position:04d}",
                certified_on=DAY,
            )
            add("service_records", volunteer=who, community=place, served_on=DAY, minutes=7000, activity="交通劝导")
            area = add("grid_areas", name=name, kind="road", community=place, responsible_unit=name)
            number = f"2021-{position:03d}"
            add("inspections", number=number, day=DAY, checklist=checklist, unit=name, score=9000)
            noticed = {"number": number, "noticed_on": DAY, "deadline": date(2021, 5, 20), "state": "noticed"}
            add("rectifications", name=name, found_on=DAY, unit=name, **noticed)
            clue = add("clues", number=number, received_on=DAY, content=name, state="received")
            add("reward_payments", batch=batch, clue=clue, amount=5000, note=name)
            add("assignments", area=area, volunteer=who, starts_on=date(2021, 1, 4))
            add("duty_rules", area=area, task="包路段", times=times, unit=name, starts_on=date(2021, 1, 4))
            honoured.add_person(who, name, position)
    return office


class Honoured:
    """一次评选、一种礼遇、一个岗位和一张发放表，每个人都在里面。"""

    def __init__(self, add: Callable[..., Ref], people: int) -> None:
        self.add = add
        award = add("terms", vocabulary="award", name="最美志愿者", position=1)
        self.card = add("terms", vocabulary="courtesy", name="公交卡", position=1)
        self.selection = add("selections", name="评选", year=2021, award=award, subject="volunteer", state="open")
        self.post = add(
            "welfare_posts", name="保洁岗", monthly=120_000, quota=people, part_month="by_days", starts_on=DAY
        )
        self.sheet = add(
            "stipend_sheets", number="2021-05", name="发放表", month=DAY, state="draft", made_by="甲", made_login="甲",
            made_on=DAY,
        )  # fmt: skip

    def add_person(self, who: Ref, name: str, position: int) -> None:
        one = {"subject": "volunteer", "volunteer": who}
        self.add("nominations", selection=self.selection, name=name, nominated_on=DAY, state="nominated", **one)
        self.add("honours", name="先进个人", awarded_on=DAY, awarding_body="区里", holder=name, **one)
        self.add("courtesies", volunteer=who, kind=self.card, given_on=DAY, count=1)
        self.add("post_holders", post=self.post, volunteer=who, starts_on=DAY)
        self.add(
            "stipend_lines", sheet=self.sheet, position=position, kind="base", for_month=DAY, volunteer=who, name=name,
            amount=100,
        )  # fmt: skip


@pytest.fixture(scope="module")
def office() -> Office:
    return desk(NAMES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("纸")


def printed(office: Office, name: str, folder: Path) -> Path:
    """印一次就够，各项测试看同一份。"""
    path = folder / f"{name}.pdf"
    if not path.exists():
        options = OPTIONS.get(name, {}) | ({"day": DAY.isoformat()} if name == "insured_list" else {})
        make_report(office, name, "2021-05" if REPORTS[name].needs_month else None, path, options)
    return path


@pytest.mark.parametrize("name", WITH_NAMES)
def test_every_name_comes_out_as_it_went_in(office: Office, folder: Path, name: str) -> None:
    assert lost(NAMES, whole_text(printed(office, name, folder))) == []


def test_every_name_has_a_right_certificate(office: Office, tmp_path: Path) -> None:
    wrong = []
    for number, name in enumerate(NAMES):
        path = make_report(office, "certificate", None, tmp_path / f"{number}.pdf", {"volunteer": name})
        wrong += lost([name], whole_text(path))
    assert wrong == []


@pytest.mark.parametrize("name", [*WITH_NAMES, "certificate"])
def test_a_character_no_font_has_stops_the_print_and_is_named(name: str, tmp_path: Path) -> None:
    bare = desk(["王芳", "李\ue123"])
    if name == "certificate":
        options = {"volunteer": "李\ue123"}
    else:
        options = OPTIONS.get(name, {}) | ({"day": DAY.isoformat()} if name == "insured_list" else {})
    month = "2021-05" if REPORTS[name].needs_month else None
    with pytest.raises(KnownError, match=r"没有打印：“\ue123”（U\+E123）在.*李\ue123"):
        make_report(bare, name, month, tmp_path / "页.pdf", options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", PAPER)
def test_every_paper_has_its_fonts_once_and_says_what_it_is(office: Office, folder: Path, name: str) -> None:
    path = printed(office, name, folder)
    assert set(fonts(path).values()) == {1}
    reader = pypdf.PdfReader(path)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert any("\u4e00" <= char <= "\u9fff" for char in str(reader.metadata.title))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="没有装 qpdf，文件的结构这一项没有查")
@pytest.mark.parametrize("name", PAPER)
def test_qpdf_finds_nothing_wrong(office: Office, folder: Path, name: str) -> None:
    path = printed(office, name, folder)
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
