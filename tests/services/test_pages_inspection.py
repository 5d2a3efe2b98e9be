"""督查的纸：通报说了什么、通知书给谁、排名表、奖励发放表不露举报人，要露先核角色、记一笔。"""

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import DAY, add, office_with_communities

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import CHECKLISTS, RECTIFICATIONS
from miaopu_desk.services import rectifying, rewarding
from miaopu_desk.services.inspecting import Found, blank_scores, save_inspection
from miaopu_desk.services.inspection_defaults import offer_defaults
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.store import disclosures

REPORTER = "司徒群众"


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    add(made, "offices", name="甲街道办事处", signed_as="甲街道办公室", brand="衡阳群众", target_percent="15")
    offer_defaults(made)
    return made


def inspect(office: Office, *found: Found, **values: object) -> Any:
    checklist = next(each for each in office.keeper.table(CHECKLISTS).all() if each.name == "社区文明创建")
    raw = {"day": "2021-05-20", "checklist": checklist.name, "community": "大华", **values}
    saved = save_inspection(office, raw, blank_scores(office, checklist.id), found)
    assert not isinstance(saved, list), saved
    return saved


def text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.split())


def test_the_circular_says_who_was_inspected_praised_and_what_is_to_be_put_right(
    office: Office, tmp_path: Path
) -> None:
    inspect(office, Found("楼道堆放旧家具", "3栋"), praise="垃圾分类有人值守")
    inspect(office, community="东方里", day="2021-04-20")
    one = office.keeper.table(RECTIFICATIONS).all()[0]
    assert not isinstance(rectifying.issue_notices(office, [one.id], "5个工作日", date(2021, 5, 21)), list)
    said = text(make_report(office, "inspection_circular", None, tmp_path / "通报.pdf", {"number": "苗办〔2021〕3号"}))
    for words in (
        "关于2021年5月“衡阳群众”品牌创建工作督查情况的通报",
        "苗办〔2021〕3号",
        "各社区、各责任单位：",
        "开展督查1次，查了1个社区、区域和单位，平均得分100.00分，查出问题1个",
        "一、督查得分",
        "二、好的做法",
        "垃圾分类有人值守",
        "三、存在的问题",
        "楼道堆放旧家具",
        "逾期3天",
        "四、考核排名",
        "五、整改要求",
        "甲街道办公室",
    ):
        assert words in said, words
    assert "东方里社区社区文明创建" not in said, "四月的督查不在五月的通报里"
    quarter = text(
        make_report(
            office,
            "inspection_circular",
            None,
            tmp_path / "季度.pdf",
            {"period": "2021年第二季度", "without_ranking": "是", "to": "大华社区"},
        )
    )
    assert "关于2021年第二季度" in quarter
    assert "大华社区：" in quarter
    assert "考核排名" not in quarter
    with pytest.raises(KnownError, match="没有督查过"):
        make_report(office, "inspection_circular", "2021-03", tmp_path / "三月.pdf")


def test_the_notice_goes_to_who_is_responsible_with_its_number_and_deadline(office: Office, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="还没有发过整改通知"):
        make_report(office, "rectification_notice", None, tmp_path / "通知.pdf")
    inspection = inspect(office, Found("楼道堆放旧家具", "3栋"))
    one = office.keeper.table(RECTIFICATIONS).all()[0]
    with pytest.raises(KnownError, match="还没有发通知"):
        make_report(office, "rectification_notice", None, tmp_path / "通知.pdf", {"rectification": one.id})
    assert not isinstance(rectifying.issue_notices(office, [one.id], "2021-06-07", DAY, "当天清走"), list)
    said = text(make_report(office, "rectification_notice", None, tmp_path / "通知.pdf", {"rectification": "2021-001"}))
    for words in (
        "甲街道整改通知书",
        "（编号：2021-001）",
        "大华社区：",
        f"2021年5月20日督查（督查编号{inspection.number}）发现，你社区存在下列问题",
        "请在2021年6月7日以前整改完毕",
        "当天清走",
        "整改情况回执",
    ):
        assert words in said, words
    assert not isinstance(rectifying.recheck(office, [one.id], False, DAY, "", "3天", "还剩一堆"), list)
    again = text(make_report(office, "rectification_notice", None, tmp_path / "再通知.pdf", {"seal": "是"}))
    assert "不合格，还剩一堆" in again
    assert "请在2021年6月3日以前整改完毕" in again
    unit = add(office, "rectifications", name="路面积水", unit="环卫所", found_on="2021-05-20")
    assert not isinstance(rectifying.issue_notices(office, [unit.id], "7天", DAY), list)
    assert "环卫所：" in text(make_report(office, "rectification_notice", None, tmp_path / "单位.pdf"))


def test_the_ranking_sheet_of_a_period(office: Office, tmp_path: Path) -> None:
    said = text(make_report(office, "ranking", None, tmp_path / "排名.pdf", {"period": "2021年上半年"}))
    assert "2021年上半年“衡阳群众”工作考核排名" in said
    assert "注册率（20分）" in said
    assert "截至2021年5月31日" in said
    with pytest.raises(KnownError, match="还没有到"):
        make_report(office, "ranking", None, tmp_path / "排名2.pdf", {"period": "2021年下半年"})


def test_the_reward_sheet_names_nobody_until_the_head_gives_a_purpose(office: Office, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="还没有造过"):
        make_report(office, "clue_rewards", None, tmp_path / "奖励.pdf")
    add(office, "reward_rules", name="一般奖励", amount="50", starts_on="2021-01-01")
    for number in ("2021-001", "2021-002"):
        add(
            office,
            "clues",
            number=number,
            received_on="2021-05-10",
            content="占道",
            reporter_name=REPORTER,
            reporter_phone="15400008888",
            state="已答复",
            answered_on="2021-05-12",
            adopted="是",
        )
    assert not isinstance(rewarding.make_batch(office, DAY, DAY, rewarding.plan_batch(office, DAY)), list)
    said = text(make_report(office, "clue_rewards", None, tmp_path / "奖励.pdf"))
    assert REPORTER not in said
    assert said.count("凭编号领取") == 2
    assert "人民币壹佰元整" in said
    assert "100.00" in said
    assert disclosures.recent(office.database) == []

    options = {"purpose": "发放奖励", "recipient": "财政所", "batch": "2021-01"}
    assert REPORTER in text(make_report(office, "clue_rewards", None, tmp_path / "全.pdf", options))
    logged = disclosures.recent(office.database)[0]
    assert (logged.act, logged.purpose, logged.recipient, logged.row_count) == ("print", "发放奖励", "财政所", 2)
    add(office, "operators", login="head", name="周主任", role="办公室主任")
    with pytest.raises(KnownError, match="办公室主任"):
        make_report(office, "clue_rewards", None, tmp_path / "再.pdf", options)
    assert not (tmp_path / "再.pdf").exists()
    assert len(disclosures.recent(office.database)) == 1
