"""活动的纸：台账的人数人次各归各、合计对得上，报备表一页，签到表、月历都是那个活动那个月的。"""

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import add, office_with_communities
from reports.nasty import squeezed
from reports.paper import whole_text

from miaopu_desk.domain.activity_pages import ActivityRow, clock_words, grouped, tally
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.service import SERVICE_RECORDS, ServiceRecord
from miaopu_desk.services.office import Office
from miaopu_desk.services.pages_activities import activity_ledger, find_activity
from miaopu_desk.services.pages_sign_in import activity_sheet
from miaopu_desk.services.reporting import make_report


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    add(made, "offices", name="甲街道办事处", signed_as="甲街道", target_percent="15", brand="衡阳群众")
    for position, name in enumerate(("新时代文明实践", "文明创建"), 1):
        add(made, "terms", vocabulary="theme", name=name, position=str(position))
    clean = add(
        made, "activities", name="清扫", planned_on="2021-05-12", community="东方里", theme="文明创建", place="五一路",
        starts_at="9:00", ends_at="11:00", organiser="东方里社区", in_charge="高杨", phone="15400001234",
        expected_people="20", content="清扫三条巷子", state="已记录", beneficiaries="40",
        filed_on="2021-05-08", filed_with="衡阳群众APP", filing_number="A-7",
    )  # fmt: skip
    again = add(
        made, "activities", name="清扫", planned_on="2021-05-26", community="东方里", theme="文明创建", state="已开展"
    )
    add(made, "activities", name="宣讲", planned_on="2021-05-20", theme="新时代文明实践")
    add(made, "activities", name="理发", planned_on="2021-05-21", community="大华", state="取消", reason="雨")
    for name in ("王一", "王二"):
        who = add(made, "volunteers", name=name, community="东方里", registered_on="2021-01-04", ranks="专职")
        add(made, "activity_people", activity=Ref("清扫", clean.id), volunteer=Ref(name, who.id))
        for event, day in ((clean, date(2021, 5, 12)), (again, date(2021, 5, 26))):
            with made.keeper.action("造数据", kind="setup") as act:
                act.insert(
                    SERVICE_RECORDS,
                    ServiceRecord(
                        volunteer=Ref(name, who.id), community=who.community, served_on=day, minutes=90,
                        activity="清扫", event=Ref("清扫", event.id), source="activity",
                    ),
                )  # fmt: skip
    add(
        made,
        "head_counts",
        community="东方里",
        served_on="2021-05-12",
        activity="清扫",
        people="15",
        event=Ref("清扫", clean.id),
    )
    return made


def printed(office: Office, name: str, folder: Path, **options: str) -> str:
    return squeezed(whole_text(make_report(office, name, None, folder / "页.pdf", options)))


def test_the_ledger_counts_people_once_and_attendances_every_time(office: Office, tmp_path: Path) -> None:
    ledger = activity_ledger(office, "2021-05", {})
    assert [(name, len(rows)) for name, rows in ledger.groups] == [
        ("新时代文明实践", 1),
        ("文明创建", 2),
        ("没有填主题", 1),
    ]
    assert ledger.people == {"新时代文明实践": 0, "文明创建": 2, "没有填主题": 0, "": 2}
    text = printed(office, "activity_ledger", tmp_path, to="2021-05-31")
    assert (
        "小计活动2个（开展2个），记名2人、4人次，团体15人次（不记名），记名时长6小时，受益40人，开展了还没有记录1个"
        in text
    )
    assert "合计活动4个（开展2个、还没有开展1个、取消1个），记名2人、4人次" in text
    assert "（2021年1月1日至5月31日）" in text


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        ({"by": "社区"}, ["街道本级", "东方里", "大华"]),
        ({"community": "大华社区"}, ["没有填主题"]),
        ({"theme": "文明创建"}, ["文明创建"]),
        ({"cancelled": "否"}, ["新时代文明实践", "文明创建"]),
        ({"from": "2021-05-27"}, []),
    ],
)
def test_the_ledger_is_narrowed_and_grouped(office: Office, options: dict[str, str], groups: list[str]) -> None:
    assert [name for name, _ in activity_ledger(office, "2021-05", options).groups] == groups


def test_an_empty_ledger_says_so(office: Office, tmp_path: Path) -> None:
    text = printed(office, "activity_ledger", tmp_path, **{"from": "2021-05-27", "to": "2021-05-28"})
    assert "这段时间没有登记活动" in text


def test_a_filing_form_is_one_page_and_hides_the_phone(office: Office, tmp_path: Path) -> None:
    path = make_report(office, "activity_filing", None, tmp_path / "报备.pdf", {"activity": "清扫 2021-05-12"})
    text = squeezed(whole_text(path))
    for said in (
        "志愿服务活动报备表",
        "2021年5月12日9:00—11:00",
        "A-7",
        "清扫三条巷子",
        "154****1234",
        "最迟2021年5月9日",
    ):
        assert said in text
    assert "15400001234" not in text
    whole = printed(office, "activity_filing", tmp_path, activity="清扫 2021-05-12", whole="是", purpose="报区文明办")
    assert "15400001234" in whole
    assert office.database.value("SELECT count(*) FROM disclosures WHERE purpose = '报区文明办'") == 1


def test_the_longest_content_still_fits_one_page(office: Office, tmp_path: Path) -> None:
    long = add(
        office,
        "activities",
        name="长" * 60,
        planned_on="2021-06-12",
        content="扫" * 400,
        place="路" * 60,
        organiser="社" * 60,
    )
    path = make_report(office, "activity_filing", None, tmp_path / "报备.pdf", {"activity": long.id})
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    document.close()


def test_the_sign_in_sheet_of_an_activity_has_those_who_signed_up(office: Office, tmp_path: Path) -> None:
    sheet = activity_sheet(office, None, {"activity": "清扫 2021-05-12"})
    assert sheet.groups == (("东方里", ("王二", "王一")),) or sheet.groups == (("东方里", ("王一", "王二")),)
    assert sheet.columns == ("到场时间", "签名", "离场时间", "签名")
    assert sheet.code == find_activity(office, "清扫 2021-05-12").id
    nobody = activity_sheet(office, None, {"activity": "理发"})
    assert nobody.groups == ()
    text = printed(office, "sign_in", tmp_path, activity="清扫 2021-05-12")
    assert "志愿服务活动签到表" in text
    assert text == printed(office, "activity_sign_in", tmp_path, activity="清扫 2021-05-12")


def test_the_month_on_the_wall_shows_every_activity_also_of_a_month_to_come(office: Office, tmp_path: Path) -> None:
    text = printed(office, "activity_month", tmp_path, month="2021-05")
    for said in (
        "甲街道2021年5月志愿服务活动安排",
        "劳动节",
        "记录9:00清扫（东方里）",
        "取消理发（大华）",
        "本月4个活动",
    ):
        assert said in text
    add(office, "activities", name="义诊", planned_on="2021-07-02")
    assert "计划义诊" in printed(office, "activity_month", tmp_path, month="2021年7月")


def test_what_does_not_fit_the_month_is_listed_on_another_page(office: Office, tmp_path: Path) -> None:
    for number in range(40):
        add(office, "activities", name=f"活动甲{number:02d}", planned_on="2021-05-13", community="大华")
    text = printed(office, "activity_month", tmp_path, month="2021-05")
    assert [number for number in range(40) if f"活动甲{number:02d}（大华）" not in text] == []
    assert "见另页" in text


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("activity_filing", {}, "请用选项 activity 写明是哪一个活动"),
        ("activity_filing", {"activity": "没有的"}, "没有找到活动“没有的”"),
        ("activity_filing", {"activity": "清扫"}, "叫“清扫”的活动有2个"),
        ("activity_ledger", {"by": "x"}, "选项 by 应写 theme"),
        ("activity_ledger", {"theme": "没有的"}, "没有“没有的”这个活动主题"),
        ("activity_month", {"month": "五月"}, "不是一个月份"),
    ],
)
def test_wrong_options_are_told(office: Office, tmp_path: Path, name: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(KnownError, match=said):
        make_report(office, name, None, tmp_path / "页.pdf", options)
    assert list(tmp_path.iterdir()) == []


def row(**values: Any) -> ActivityRow:
    return ActivityRow(**{"id": "1", "day": date(2021, 5, 1), "name": "甲", "state": "held", **values})


def test_a_tally_says_only_what_there_is() -> None:
    assert tally([row()], 0).sentence("小计") == "小计　活动 1 个（开展 1 个），开展了还没有记录 1 个"
    full = [row(state="recorded", named=2, minutes=90, beneficiaries=3), row(state="planned")]
    assert tally(full, 2).sentence("合计") == (
        "合计　活动 2 个（开展 1 个、还没有开展 1 个），记名 2 人、2 人次，记名时长 1.5 小时，受益 3 人"
    )
    assert [name for name, _ in grouped([row(theme="乙"), row(theme="甲"), row()], "theme", ["甲", "乙"])] == [
        "甲",
        "乙",
        "没有填主题",
    ]


def test_a_span_of_the_clock() -> None:
    from datetime import time

    assert clock_words(time(9), time(11, 30)) == "9:00—11:30"
    assert clock_words(time(22), time(6)) == "22:00—次日6:00"
    assert (clock_words(time(9), None), clock_words(None, time(9))) == ("9:00起", "")
