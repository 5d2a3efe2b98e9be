"""保险和培训的几种纸：数得对、照冻结的印、完整号码先记后给、证明只写登记里有的。"""

from datetime import date
from pathlib import Path

import pytest
from builders import add
from reports.paper import whole_text
from services.insurance_desk import AGREED, Desk, ref

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import OFFICES, VOLUNTEERS
from miaopu_desk.services.endorsing import plan_submission, submit
from miaopu_desk.services.pages_claims import claim_pack, find_claim
from miaopu_desk.services.pages_endorsement import premium_sheet
from miaopu_desk.services.reporting import make_report
from miaopu_desk.store import disclosures


@pytest.fixture
def desk() -> Desk:
    """四月首次报两人（甲一、甲二），五月十日加甲三、减甲二。"""
    made = Desk()
    made.office.keeper.add(OFFICES, {"name": "甲街道办事处", "signed_as": "甲街道办公室", "target_percent": 15})
    one, goes, comes = (made.person(f"甲{at}", phone=f"1540000000{n}") for n, at in enumerate("一二三"))
    made.enroll(one)
    made.enroll(goes)
    submit(made.office, plan_submission(made.office, made.policy.id, date(2021, 4, 10)))
    plan = plan_submission(made.office, made.policy.id, date(2021, 5, 10), add={comes.id: AGREED}, remove=[goes.id])
    submit(made.office, plan)
    made.one, made.goes, made.comes = one, goes, comes  # type: ignore[attr-defined]
    return made


def test_the_changes_are_listed_by_kind_with_capitals(desk: Desk, tmp_path: Path) -> None:
    path = make_report(desk.office, "insured_changes", None, tmp_path / "批改.pdf", {"submission": "P1-02"})
    text = whole_text(path)
    assert "甲街道志愿者意外伤害保险批改名单" in text
    assert text.index("批增（1人）") < text.index("甲三") < text.index("批减（1人）") < text.index("甲二")
    assert text.index("不变（1人）") < text.rindex("甲一")
    assert "应交保费合计77.26元（人民币柒拾柒元贰角陆分）；应退保费合计77.26元（人民币柒拾柒元贰角陆分）" in text
    assert "批增自2021年5月11日零时起，批减至2021年5月10日二十四时止" in text
    assert desk.comes.id_number not in text  # type: ignore[attr-defined]
    only = make_report(
        desk.office, "insured_changes", None, tmp_path / "增.pdf", {"submission": "P1-02", "change": "批增"}
    )
    assert "甲二" not in whole_text(only)


def test_a_reprint_is_the_same_after_everything_changed(desk: Desk, tmp_path: Path) -> None:
    before = whole_text(make_report(desk.office, "insured_changes", None, tmp_path / "一.pdf", {"submission": "P1-01"}))
    desk.office.keeper.change(VOLUNTEERS, desk.one.id, {"name": "甲改", "community": "大华"})  # type: ignore[attr-defined]
    after = whole_text(make_report(desk.office, "insured_changes", None, tmp_path / "二.pdf", {"submission": "P1-01"}))
    assert before == after


def test_whole_numbers_need_a_purpose_and_a_recipient_and_are_logged(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "批改.pdf"
    for given, said in (({}, "交给谁"), ({"recipient": "某保险公司"}, "用途")):
        with pytest.raises(Refused, match=said):
            make_report(desk.office, "insured_changes", None, path, {"submission": "P1-02", "whole": "是", **given})
    assert not path.exists()
    given = {"submission": "P1-02", "whole": "是", "purpose": "报批改", "recipient": "某保险公司"}
    text = whole_text(make_report(desk.office, "insured_changes", None, path, given))
    assert desk.comes.id_number in text  # type: ignore[attr-defined]
    (logged,) = disclosures.recent(desk.office.database)
    assert (logged.table, logged.purpose, logged.recipient, logged.row_count) == (
        "submission_people",
        "报批改",
        "某保险公司",
        3,
    )


def test_what_was_given_out_can_not_be_deleted_or_changed(desk: Desk, tmp_path: Path) -> None:
    """网络数据安全管理条例第十二条要求至少留三年：程序里根本没有删的办法。"""
    given = {"submission": "P1-02", "whole": "是", "purpose": "报批改", "recipient": "某保险公司"}
    make_report(desk.office, "insured_changes", None, tmp_path / "批改.pdf", given)
    for sql in ("DELETE FROM disclosures", "UPDATE disclosures SET purpose = '别的'"):
        with pytest.raises(Exception, match="提供记录只增不改"):
            desk.office.database.connection.execute(sql)
    desk.office.keeper.undo()
    assert len(disclosures.recent(desk.office.database)) == 1


def test_the_premium_of_a_submission_and_of_a_whole_policy(desk: Desk, tmp_path: Path) -> None:
    sheet = premium_sheet(desk.office, None, {"submission": "P1-02"})
    assert (sheet.total.added, sheet.total.premium, sheet.total.removed, sheet.total.refund) == (1, 7726, 1, 7726)
    whole = premium_sheet(desk.office, None, {"policy": "P1", "day": "2021-05-10"})
    assert (whole.total.added, whole.total.premium) == (2, 24000)  # 五月十日二十四时以前还是甲一、甲二
    text = whole_text(make_report(desk.office, "premium", None, tmp_path / "保费.pdf", {"submission": "P1-02"}))
    assert "两项相抵，应交0.00元，大写人民币零元整。" in text
    text = whole_text(make_report(desk.office, "premium", None, tmp_path / "全.pdf", {"policy": "P1"}))
    assert "保费合计240.00元，大写人民币贰佰肆拾元整。" in text


def test_a_policy_without_a_premium_has_no_premium_sheet(tmp_path: Path) -> None:
    made = Desk(premium=None)
    made.office.keeper.add(OFFICES, {"name": "甲街道办事处", "signed_as": "甲街道办公室", "target_percent": 15})
    with pytest.raises(KnownError, match="没有登记每人保费"):
        make_report(made.office, "premium", None, tmp_path / "保费.pdf", {"policy": "P1"})


def claimed(desk: Desk, with_shift: bool = True) -> str:
    area = add(desk.office, "grid_areas", name="蔡伦路口", kind="路口", community="东方里")
    shift = add(
        desk.office,
        "shifts",
        day="2021-05-12",
        area=ref(area),
        starts_at="7:30",
        ends_at="8:30",
        state="已值守",
        unit="城管队",
    )
    for person, attendance in ((desk.one, "到岗"), (desk.comes, "缺席")):  # type: ignore[attr-defined]
        add(
            desk.office,
            "shift_people",
            shift=Ref("2021-05-12", shift.id),
            volunteer=ref(person),
            attendance=attendance,
            minutes="1" if attendance == "到岗" else None,
        )
    one = add(
        desk.office,
        "claims",
        volunteer=ref(desk.one),  # type: ignore[attr-defined]
        policy=desk.policy_ref(),
        happened_on="2021-05-12",
        happened_at="8:10",
        place="蔡伦路口东",
        shift=Ref("2021-05-12", shift.id) if with_shift else None,
        happening="劝导时被电动车碰倒。",
        report_number="B-7",
    )
    return str(one.id)


def test_the_claim_pack_has_the_proof_the_sheet_the_cover_and_a_blank_statement(desk: Desk, tmp_path: Path) -> None:
    claimed(desk)
    pack = claim_pack(desk.office, find_claim(desk.office, "B-7"))
    assert pack.covered
    assert [(each.kind, each.place, each.attendance, each.hours) for each in pack.served] == [
        ("值守", "蔡伦路口", "到岗", "1")
    ]
    assert [(each.name, each.attendance, each.own) for each in pack.signed] == [
        ("甲一", "到岗", True),
        ("甲三", "缺席", False),
    ]
    assert [(each.starts_on, each.ends_on, each.holds, each.reported) for each in pack.covers] == [
        ("2021-01-01", "2021-12-31", True, "P1-01")
    ]
    text = whole_text(make_report(desk.office, "claim_pack", None, tmp_path / "理赔.pdf", {"claim": "B-7"}))
    for said in (
        "附件：1.志愿服务证明",
        "4.事故经过说明",
        "劝导时被电动车碰倒。",
        "2021年5月12日8:10",
        "2021年5月12日蔡伦路口值守的签到名单共2人",
        "出险人（签名）",
    ):
        assert said in text
    assert desk.one.id_number not in text  # type: ignore[attr-defined]
    assert disclosures.recent(desk.office.database) == []


def test_nothing_is_proved_that_is_not_in_the_registers(desk: Desk, tmp_path: Path) -> None:
    add(
        desk.office,
        "claims",
        volunteer=ref(desk.goes),  # type: ignore[attr-defined]
        policy=desk.policy_ref(),
        happened_on="2021-05-12",
        report_number="B-8",
    )
    pack = claim_pack(desk.office, find_claim(desk.office, "B-8"))
    assert (pack.served, pack.signed, pack.covered) == ((), (), False)
    text = whole_text(make_report(desk.office, "claim_pack", None, tmp_path / "理赔.pdf", {"claim": "B-8"}))
    assert "没有的服务不能证明" in text
    assert "兹证明" not in text
    assert "甲二2021年5月12日不在这张保单的保障期内" in text


def test_the_pack_gives_whole_numbers_only_to_a_named_recipient(desk: Desk, tmp_path: Path) -> None:
    claim = claimed(desk)
    given = {"claim": claim, "whole": "是", "purpose": "理赔"}
    with pytest.raises(Refused, match="交给谁"):
        make_report(desk.office, "claim_pack", None, tmp_path / "理赔.pdf", given)
    path = make_report(desk.office, "claim_pack", None, tmp_path / "理赔.pdf", {**given, "recipient": "某保险公司"})
    assert desk.one.id_number in whole_text(path)  # type: ignore[attr-defined]
    (logged,) = disclosures.recent(desk.office.database)
    assert (logged.table, logged.recipient, logged.row_id) == ("claims", "某保险公司", claim)
