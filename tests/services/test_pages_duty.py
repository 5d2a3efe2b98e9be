"""值守的两份表怎样取数：哪天有效、按什么归在一起、缺什么补什么。"""

from datetime import date
from pathlib import Path

import pytest
from builders import add
from reports.paper import whole_text

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.pages_duty import duty_table, week_table
from miaopu_desk.services.reporting import REPORTS, make_report
from miaopu_desk.services.setting_up import set_up


def leiyang(today: date = date(2021, 9, 27)) -> Office:
    office = memory_office(today)
    set_up(office, "leiyang")
    return office


def test_the_duty_table_has_the_twelve_rows_of_the_annex_in_its_order() -> None:
    found = duty_table(leiyang())
    assert found.title == "耒阳市城市管理局“衡阳群众”志愿者责任分工表"
    assert found.period == "（2021年9月20日至2022年12月31日）"
    assert [(line.task, line.area, line.unit) for line in found.lines] == [
        ("联社区", "牌楼社区", "局机关"),
        ("包主要交通路口", "蔡池路与群英路交叉路口", "园林事务中心"),
        ("包重点场所", "马阜岭公园", "环卫所"),
        ("包重点场所", "狮子岭公园", "市政服务中心"),
        ("包重点场所", "西湖游园", "渣土所"),
        ("包路段", "马阜岭公园园区", "局机关"),
        ("包路段", "狮子岭公园园区", "局机关"),
        ("包路段", "西湖游园园区", "局机关"),
        ("包路段", "五一路（蔡伦路口至金华路口）", "局机关"),
        ("包路段", "双月路（群英路至蔡伦路）", "园林事务中心"),
        ("包路段", "神农路（107国道至白云路口）", "市政服务中心"),
        ("包路段", "神农路（城北路口至大桥路口）", "环卫所"),
    ]
    assert found.lines[0].times == "每周一"
    assert found.lines[1].times == "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）"


def test_a_minimum_or_equipment_the_requirement_does_not_mention_is_added_to_it() -> None:
    office = memory_office(date(2021, 9, 27))
    add(office, "offices", name="某街道办事处", signed_as="某街道", target_percent=15)
    add(office, "grid_areas", name="甲路", kind="road", responsible_unit="一所")
    common = {"area": "甲路", "starts_on": "2021-09-20"}
    add(
        office,
        "duty_rules",
        times="每周一",
        requirement="扫净路面。",
        minimum_people="3",
        minimum_minutes="2",
        equipment="扫帚",
        **common,
    )
    add(office, "duty_rules", times="每周二", requirement="至少三人，带扫帚", equipment="扫帚", **common)
    add(office, "duty_rules", times="每周三，至少两人", **common)
    lines = duty_table(office).lines
    assert [line.requirement for line in lines] == [
        "扫净路面；至少三名志愿者；每次至少2小时；配齐扫帚",
        "至少三人，带扫帚",
        "至少两名志愿者",
    ]
    assert {(line.task, line.unit) for line in lines} == {("包路段", "一所")}
    assert duty_table(office).period == "（2021年9月20日起）"
    assert duty_table(office).title == "某街道志愿者责任分工表"


def test_the_day_chooses_the_rules_and_without_a_day_the_nearest_ones_are_shown() -> None:
    office = leiyang(today=date(2026, 1, 1))
    assert len(duty_table(office).lines) == 12
    assert week_table(office).monday == date(2022, 12, 26)
    with pytest.raises(KnownError, match="2023年1月1日没有有效的值守规则"):
        duty_table(office, date(2023, 1, 1))
    with pytest.raises(KnownError, match="2023年1月2日这一周没有值守班次"):
        week_table(office, date(2023, 1, 4))
    with pytest.raises(KnownError, match="没有有效的值守规则"):
        duty_table(memory_office(date(2021, 9, 27)))


def test_a_week_is_laid_out_by_area_and_by_unit_from_the_same_shifts() -> None:
    office = leiyang()
    by_area = week_table(office, date(2021, 10, 3))
    by_unit = week_table(office, date(2021, 10, 3), by_unit=True)
    assert by_area.monday == by_unit.monday == date(2021, 9, 27)
    assert list(dict.fromkeys(line.task for line in by_area.lines)) == [
        "联社区",
        "包主要交通路口",
        "包重点场所",
        "包路段",
    ]
    assert list(dict.fromkeys(line.unit for line in by_unit.lines)) == [
        "局机关",
        "园林事务中心",
        "环卫所",
        "市政服务中心",
        "渣土所",
    ]
    assert sorted(by_area.lines, key=repr) == sorted(by_unit.lines, key=repr)
    place = next(line for line in by_area.lines if line.area == "西湖游园")
    assert place.days == (*[("19:00—20:00",)] * 5, *[("9:00—10:00", "16:00—17:00", "19:00—20:00")] * 2)
    assert by_area.lines[0].days[0] == ("满4小时",)
    assert by_area.remarks == ("", "", "", "", "国庆节", "国庆节", "国庆节")
    assert by_area.season == "10月1日起由夏季作息改为冬季作息"
    assert week_table(office, date(2021, 10, 9)).remarks[5] == "调休上班"
    assert week_table(office, date(2021, 12, 6)).season == "本周按冬季作息"


def test_cancelled_shifts_stay_on_the_weekly_table() -> None:
    office = memory_office(date(2021, 9, 27))
    add(office, "grid_areas", name="甲路", kind="road")
    add(
        office,
        "duty_rules",
        area="甲路",
        times="每天22:00至次日6:00",
        starts_on="2021-09-27",
        exceptions="2021-09-28停",
    )
    [line] = week_table(office).lines
    assert line.days[:2] == (("22:00—次日6:00",), ("22:00—次日6:00取消",))


def test_the_reports_are_on_the_headless_list_and_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    office = leiyang()
    assert {"duty_table", "weekly_duty", "star_list", "certificate"} <= set(REPORTS)
    week = make_report(office, "weekly_duty", None, tmp_path / "周.pdf", {"week": "2021-12-08", "by": "unit"})
    assert "每周值守表（按责任单位）" in whole_text(week)
    assert "2021年12月6日至2021年12月12日" in whole_text(week)
    assert "责任分工表" in whole_text(make_report(office, "duty_table", "2021-09", tmp_path / "分工.pdf"))
    for options, reason in (({"by": "人"}, "by 应写 area"), ({"week": "昨儿"}, "week"), ({"周": "1"}, "不认得选项")):
        with pytest.raises(KnownError, match=reason):
            make_report(office, "weekly_duty", None, tmp_path / "无.pdf", options)
    for options, reason in (({}, "还没有人达到星级标准"), ({"days": "0"}, "1 到 60"), ({"days": "多"}, "1 到 60")):
        with pytest.raises(KnownError, match=reason):
            make_report(office, "star_list", None, tmp_path / "无.pdf", options)
    assert not (tmp_path / "无.pdf").exists()


def stored_week() -> tuple[Office, str]:
    """一周的班次存下了，路口早上一班排了三个人，晚上一班取消。"""
    from miaopu_desk.domain.records import SHIFTS
    from miaopu_desk.services.shift_people import cancel_shifts, do_assign, plan_assign
    from miaopu_desk.services.shift_planning import do_shifts, plan_shifts

    office = leiyang()
    do_shifts(office, plan_shifts(office, date(2021, 9, 27), date(2021, 10, 3)))
    people = [
        add(office, "volunteers", name=name, community="牌楼", registered_on="2021-01-04", phone=f"1540000000{at}")
        for at, name in enumerate(("谭志强", "欧阳慧敏", "邓秀英"))
    ]
    morning, evening = sorted(
        (one for one in office.keeper.table(SHIFTS).all() if one.minimum_people == 8), key=lambda one: one.starts_at
    )
    do_assign(office, plan_assign(office, [morning.id], [each.id for each in people]))
    assert cancel_shifts(office, [evening.id], "下雨") == []
    return office, morning.id


@pytest.mark.parametrize("by_unit", [False, True])
def test_the_weekly_table_shows_who_is_on_and_what_is_cancelled(by_unit: bool, tmp_path: Path) -> None:
    office, _ = stored_week()
    line = next(each for each in week_table(office, by_unit=by_unit).lines if each.people == 8)
    assert line.days[2] == ("7:30—8:30\n谭志强\n欧阳慧敏\n邓秀英", "17:30—18:30取消")
    by = "unit" if by_unit else "area"
    path = make_report(office, "weekly_duty", None, tmp_path / "周.pdf", {"week": "2021-09-29", "by": by})
    text = whole_text(path)
    assert all(name in text for name in ("谭志强", "欧阳慧敏", "邓秀英", "取消"))


def test_a_shift_with_its_own_minimum_says_so_in_its_cell() -> None:
    from miaopu_desk.domain.records import SHIFTS

    office, morning = stored_week()
    assert not isinstance(office.keeper.change(SHIFTS, morning, {"minimum_people": 3}), list)
    shown = [line.days[2] for line in week_table(office).lines if line.task == "包主要交通路口"]
    assert len(shown) == 1
    assert any("（至少" in cell for cell in shown[0]) or "取消" in shown[0][1]


def test_the_sign_in_sheet_of_a_shift_has_its_people_and_its_number(tmp_path: Path) -> None:
    from miaopu_desk.services.pages_shift_sign_in import shift_sheet

    office, morning = stored_week()
    sheet = shift_sheet(office, {"shift": morning})
    assert sheet.title == "耒阳市城市管理局志愿者值守签到表"
    assert dict(sheet.facts) == {
        "值守日期": "2021年9月29日（星期三）",
        "值守时间": "7:30—8:30",
        "责任区域": "蔡池路与群英路交叉路口",
        "工作任务": "包主要交通路口",
        "责任单位": "园林事务中心",
        "最少人数": "8人",
    }
    assert (sheet.groups, sheet.code, sheet.blank) == ((("", ("谭志强", "欧阳慧敏", "邓秀英")),), morning, 5)
    for name, option in (("shift_sign_in", {}), ("sign_in", {})):
        path = make_report(office, name, None, tmp_path / f"{name}.pdf", {"shift": morning, **option})
        text = whole_text(path).replace(" ", "")
        assert [w for w in ("欧阳慧敏", "到岗时间", "离岗时间", "应到3人", morning[-8:]) if w not in text] == []


def test_a_cancelled_or_unknown_shift_has_no_sheet(tmp_path: Path) -> None:
    from miaopu_desk.domain.records import SHIFTS

    office, morning = stored_week()
    evening = next(one for one in office.keeper.table(SHIFTS).all() if one.state == "cancelled")
    for shift, word in ((evening.id, "下雨"), ("没有这班", "没有编号")):
        with pytest.raises(KnownError, match=word):
            make_report(office, "shift_sign_in", None, tmp_path / "签.pdf", {"shift": shift})
    assert morning
