"""预置的事实：每一件都读得进来，与方案一致，句子没有抄方案的，改坏了说得清在哪里。"""

import json
import re
import zlib
from datetime import date, time

import pytest

from miaopu_desk.domain import codes, preset_reader
from miaopu_desk.domain.presets import (
    OFFICES,
    load_holidays,
    load_preset,
    load_roster,
    load_seasons,
    load_stars,
    load_targets,
    load_terms,
)
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.paths import resource

# 街道方案和耒阳方案里，标点之间连着十八个汉字的每一段的 CRC32：原文不进产品，抄了看得出来。
LONG_RUNS = frozenset(
    int(digest, 16)
    for digest in [
        "01ddb552",
        "0240284c",
        "067bca49",
        "071427a1",
        "07d0ffad",
        "0c9109d3",
        "0d2e5408",
        "0fe55d5b",
        "11087692",
        "13bdf7bc",
        "13c4bf61",
        "160b8c48",
        "183ff658",
        "19bf1ec7",
        "1bdb439f",
        "207fbaf0",
        "22ac587b",
        "246648e3",
        "269589b5",
        "275a33ac",
        "2794d9ce",
        "2ab0e457",
        "2b9344fb",
        "2cf5c117",
        "2d8449f6",
        "2e036156",
        "310034c4",
        "32551327",
        "328516cf",
        "333508ee",
        "34412e93",
        "3f0d36c7",
        "3f41d856",
        "44d5ce97",
        "451ba641",
        "464d3602",
        "4698b9bf",
        "46a03fc2",
        "4e178dfc",
        "5247ea80",
        "5cf8930d",
        "5dfd381c",
        "5e511771",
        "610c6934",
        "615c964d",
        "642fbdde",
        "64ae4e1d",
        "65d604d0",
        "6725214a",
        "6762b15a",
        "6a603cde",
        "6b4ede6f",
        "6b966d22",
        "70dd93ff",
        "70e44be5",
        "72a83bf8",
        "7550a111",
        "76180728",
        "775b2747",
        "7d2b933a",
        "7f6d3d2e",
        "8309f078",
        "83fbeae6",
        "8479cf77",
        "86aa5e77",
        "8740e531",
        "8c0f8281",
        "8d5e5c92",
        "9052fa00",
        "9088c1e9",
        "922deb17",
        "933f0cc3",
        "96acf11c",
        "9f88542a",
        "a1d2f868",
        "a30783ef",
        "a3962d88",
        "a6bf8bdc",
        "a8be3c87",
        "a967a2eb",
        "ad826394",
        "b0596477",
        "b223cb5e",
        "b8088e79",
        "be3a12ef",
        "be9e6a52",
        "bf5d1438",
        "c3a09d66",
        "c48b9d13",
        "c5aa96fc",
        "c6b830ee",
        "c6ff0c57",
        "c75c17c0",
        "c9cc968b",
        "caba7814",
        "d50b0ea6",
        "d86677b0",
        "d94cd678",
        "da9adf38",
        "dae01eb8",
        "dc7d868f",
        "e0ff0816",
        "e15169cb",
        "e3719c07",
        "e5aa1b33",
        "e6c23d0c",
        "e81c10e3",
        "eedb070e",
        "eefa7057",
        "ef4e10e4",
        "f3e42b03",
        "f4d7bdce",
        "f5aab5cb",
        "f9d833a6",
        "fcb69a76",
        "fcc6f5e3",
        "fd190770",
        "fd3ad03a",
        "ff22a14e",
    ]
)


def test_the_eight_communities_stand_in_the_order_of_the_plan_with_their_official_codes():
    office = load_preset("miaopu")
    assert office.communities is not None
    assert [(place.name, place.code) for place in office.communities.communities] == [
        ("东方里", "430405012005"),
        ("光明里", "430405012014"),
        ("服务里", "430405012001"),
        ("凤凰村", "430405012015"),
        ("苗圃路", "430405012010"),
        ("大华", "430405012016"),
        ("蔡家皂", "430405012002"),
        ("清泉里", "430405012004"),
    ]
    assert (office.communities.street.code, office.communities.street.name) == ("430405012", "苗圃街道")
    assert office.communities.district.name + office.communities.city.name == "珠晖区衡阳市"


def test_the_leading_group_keeps_document_order():
    roster = load_roster()
    assert (roster.issued_on, roster.number, roster.office_seat) == (date(2021, 5, 12), 1, "党政办")
    assert [(leader.post, leader.name) for leader in roster.leaders] == [
        ("adviser", "卿彰谦"),
        ("head", "吕雁玲"),
        ("first_deputy", "刘新宇"),
        *(("deputy", name) for name in ["伍沙威", "刘意波", "肖炯", "高杨", "周莹"]),
        *(("member", name) for name in ["万妍君", "谭雅芬", "陈菁", "何德富", "邹艳", "贺小平", "应芝", "陆细赛"]),
        ("member", "街道各站（所）负责人"),
        ("office_head", "周莹"),
        ("office_member", "郑飞龙"),
    ]
    assert [leader.name for leader in roster.leaders if leader.collective] == ["街道各站（所）负责人"]
    assert [leader.post for leader in roster.leaders if leader.concurrent] == ["office_head"]


def test_every_community_member_of_the_leading_group_names_an_own_community_in_the_same_order():
    office = load_preset("miaopu")
    assert office.communities is not None
    assert office.roster is not None
    members = [leader for leader in office.roster.leaders if leader.community]
    assert [leader.community for leader in members] == [place.code for place in office.communities.communities]
    for leader, place in zip(members, office.communities.communities, strict=True):
        branch = "党支部" if leader.name in ("应芝", "陆细赛") else "党总支"
        assert leader.title == f"{place.name}社区{branch}书记、社区主任"


def test_the_sample_office_has_the_duty_table_of_its_annex():
    office = load_preset("leiyang")
    about = office.about
    assert about.period is not None
    assert (about.period.start, about.period.end) == (date(2021, 9, 20), date(2022, 12, 31))
    assert [(duty.kind, area.full_name, area.unit) for duty in about.duties for area in duty.areas] == [
        ("linked_community", "牌楼社区", "局机关"),
        ("junction", "蔡池路与群英路交叉路口", "园林事务中心"),
        ("key_place", "马阜岭公园", "环卫所"),
        ("key_place", "狮子岭公园", "市政服务中心"),
        ("key_place", "西湖游园", "渣土所"),
        ("road", "马阜岭公园园区", "局机关"),
        ("road", "狮子岭公园园区", "局机关"),
        ("road", "西湖游园园区", "局机关"),
        ("road", "五一路（蔡伦路口至金华路口）", "局机关"),
        ("road", "双月路（群英路至蔡伦路）", "园林事务中心"),
        ("road", "神农路（107国道至白云路口）", "市政服务中心"),
        ("road", "神农路（城北路口至大桥路口）", "环卫所"),
    ]


def test_the_duty_hours_follow_weekday_and_season():
    linked, junction, key_place, road = load_preset("leiyang").about.duties
    assert (linked.min_people, linked.min_minutes, linked.schedule[0].weekdays) == (2, 240, (1,))
    assert (junction.min_people, junction.equipment) == (8, ("服装", "引导旗", "口哨"))
    assert [(w.start, w.end, w.season) for w in junction.schedule[0].windows] == [
        (time(7, 30), time(8, 30), None),
        (time(17, 30), time(18, 30), "summer"),
        (time(17, 0), time(18, 0), "winter"),
    ]
    assert [(s.weekdays, len(s.windows)) for s in key_place.schedule] == [((1, 2, 3, 4, 5), 1), ((6, 7), 3)]
    assert [(w.start, w.end, w.season) for w in road.schedule[0].windows] == [
        (time(17, 0), time(18, 0), "summer"),
        (time(16, 30), time(17, 30), "winter"),
    ]


def test_the_facts_of_the_plan_are_among_the_terms():
    terms = load_terms()
    assert set(terms["source_group"]) >= {"5060人员", "治安积极分子", "城管信息员", "的士司机", "快递员", "楼栋长"}
    assert terms["special_action"] == ("补窗行动", "雁阵行动", "清洁行动", "交通秩序整治", "敲门行动")
    assert terms["theme"] == ("新时代文明实践", "文明创建", "疫情防控", "专业志愿服务")
    assert len(terms["professional_theme"]) == 8
    assert set(terms["venue"]) >= {"道德讲堂", "市民学校", "业主委员会", "新时代文明实践站"}
    for vocabulary, words in terms.items():
        assert len(set(words)) == len(words) > 0, vocabulary
        assert all(word and len(word) <= 40 for word in words), vocabulary


def test_stars_targets_and_seasons_are_the_agreed_defaults_and_say_what_is_unconfirmed():
    stars = load_stars()
    assert ([level.hours for level in stars.levels], stars.confirmed) == ([100, 300, 600, 1000, 1500], False)
    targets = load_targets()
    assert (targets.value("registration_rate"), targets.value("record_due_working_days")) == (15, 10)
    assert {target.key: target.confirmed for target in targets.targets}["active_days"] is False
    assert [(day.weekday, day.name) for day in targets.service_days] == [(4, "交通劝导志愿服务日"), (5, "卫生服务日")]
    assert load_seasons().summer(2021) == (date(2021, 5, 1), date(2021, 9, 30))


@pytest.mark.parametrize("name", OFFICES)
def test_every_office_has_a_name_a_signature_and_terms(name):
    office = load_preset(name)
    assert office.about.key == name
    assert office.about.name
    assert office.about.signature
    assert office.terms == load_terms()


def copied(text: str, long_runs: frozenset[int]) -> list[str]:
    """text 里与 long_runs 相同的十八字段落。"""
    runs = re.findall("[\u4e00-\u9fff]{18,}", text)
    pieces = [run[n : n + 18] for run in runs for n in range(len(run) - 17)]
    return [piece for piece in pieces if zlib.crc32(piece.encode()) in long_runs]


def test_no_preset_copies_eighteen_characters_in_a_row_from_the_plans():
    files = sorted(resource("presets").glob("*.json"))
    assert len(files) >= 12
    assert len(LONG_RUNS) == 119
    assert {file.name: copied(file.read_text(encoding="utf-8"), LONG_RUNS) for file in files} == {
        file.name: [] for file in files
    }


def test_the_copying_check_notices_a_long_clause_in_the_middle_of_a_text():
    clause = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来"
    assert copied(f"注：另有{clause}暑往。", frozenset({zlib.crc32(clause.encode())})) == [clause]
    assert copied(f"注：{clause[:9]}，{clause[9:]}", frozenset({zlib.crc32(clause.encode())})) == []


@pytest.mark.parametrize(
    ("codelist", "text", "code"),
    [
        (codes.SEX, "男", "male"),
        (codes.SEX, "１", "male"),
        (codes.SEX, "Female", "female"),
        (codes.SEX, "9", "unknown"),
        (codes.POLITICAL_STATUS, "党员", "01"),
        (codes.POLITICAL_STATUS, "13", "13"),
        (codes.EDUCATION, "大专", "30"),
        (codes.EDUCATION, "中专", "40"),
        (codes.ETHNIC_GROUPS, "汉", "01"),
        (codes.ETHNIC_GROUPS, "土家族", "15"),
        (codes.RANKS, "专职队伍", "full_time"),
        (codes.RANKS, "专职“衡阳群众”", "full_time"),
        (codes.RANKS, " 文明实践 ", "practice"),
        (codes.STANDING, "清退", "removed"),
        (codes.AREA_KINDS, "包路段", "road"),
        (codes.WEEKDAYS, "周日", "7"),
        (codes.RANKS, "从没听说过", None),
        (codes.RANKS, "", None),
    ],
)
def test_a_code_is_found_by_code_label_or_another_way_of_writing(codelist, text, code):
    assert codelist.find(text) == code


def test_every_code_list_is_unambiguous_and_finds_its_own_labels():
    shipped = json.loads(resource("presets/code_lists.json").read_text(encoding="utf-8"))["lists"]
    for name in shipped:
        codelist = codes.code_list(name)
        owners: dict[str, set[str]] = {}
        for item in codelist.items:
            assert codelist.find(item.label) == codelist.find(item.code) == item.code
            for text in (item.code, item.label, *item.aliases):
                owners.setdefault(text, set()).add(item.code)
        assert {text for text, found in owners.items() if len(found) > 1} == set(), name
        assert len(codelist.labels) == len(codelist.items)


def test_the_standards_lists_are_complete():
    assert codes.ETHNIC_GROUPS.codes == (*(f"{n:02d}" for n in range(1, 57)), "97", "98")
    assert codes.POLITICAL_STATUS.codes == tuple(f"{n:02d}" for n in range(1, 14))
    assert codes.EDUCATION.codes == ("10", "20", "30", "40", "60", "70", "80", "90")
    assert codes.RANKS.codes == ("full_time", "party", "online", "practice")


def test_an_unknown_code_is_shown_as_it_is_and_sorts_last():
    assert codes.RANKS.label("from_next_year") == "from_next_year"
    assert codes.RANKS.order("from_next_year") > codes.RANKS.order("practice") > codes.RANKS.order("full_time")


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """把一个预置文件改成另一个样子，其余照旧。"""

    def edit(name, change):
        content = json.loads(resource(f"presets/{name}.json").read_text(encoding="utf-8"))
        text = change(content)
        (tmp_path / f"{name}.json").write_text(text if isinstance(text, str) else json.dumps(content), encoding="utf-8")

    def find(relative):
        own = tmp_path / relative.removeprefix("presets/")
        return own if own.exists() else resource(relative)

    monkeypatch.setattr(preset_reader, "resource", find)
    for remembered in (preset_reader.read_once, load_holidays):
        remembered.cache_clear()
    yield edit
    for remembered in (preset_reader.read_once, load_holidays):
        remembered.cache_clear()


@pytest.mark.parametrize(
    ("name", "change", "load", "says"),
    [
        ("leiyang", lambda c: "{", lambda: load_preset("leiyang"), "leiyang.json 有毛病：读不出来"),
        ("leiyang", lambda c: "[]", lambda: load_preset("leiyang"), "不是一组名称和内容"),
        ("leiyang", lambda c: c.pop("name") and None, lambda: load_preset("leiyang"), "缺少“name”"),
        ("leiyang", lambda c: c.update(nmae="x"), lambda: load_preset("leiyang"), "多了“nmae”"),
        ("leiyang", lambda c: c["duties"][1].update(kind="bridge"), lambda: load_preset("leiyang"), "区域类型“bridge”"),
        (
            "leiyang",
            lambda c: c["duties"][0]["areas"][0].update(unit="甲"),
            lambda: load_preset("leiyang"),
            "责任单位“甲”",
        ),
        (
            "leiyang",
            lambda c: c["duties"][0].update(min_people="2"),
            lambda: load_preset("leiyang"),
            "duties[1].min_people”应为整数",
        ),
        (
            "leiyang",
            lambda c: c["duties"][0]["schedule"][0].update(weekdays=[8]),
            lambda: load_preset("leiyang"),
            "星期应为",
        ),
        (
            "leiyang",
            lambda c: c["duties"][1]["schedule"][0]["windows"][0].update({"to": "07:00"}),
            lambda: load_preset("leiyang"),
            "时段不对",
        ),
        (
            "leiyang",
            lambda c: c["period"].update({"from": "2021-02-30"}),
            lambda: load_preset("leiyang"),
            "period.start”的日期",
        ),
        ("miaopu", lambda c: c.update(roster="nowhere"), lambda: load_preset("miaopu"), "nowhere.json 有毛病"),
        (
            "leading_group_2021-05-12",
            lambda c: c["leaders"][0].update(post="king"),
            lambda: load_preset("miaopu"),
            "职务代码“king”",
        ),
        (
            "leading_group_2021-05-12",
            lambda c: c["leaders"][0].update(community="1"),
            lambda: load_preset("miaopu"),
            "社区代码 1",
        ),
        ("terms", lambda c: c.pop("skill") and None, load_terms, "词表对不上：skill"),
        ("stars", lambda c: c["levels"][0].update(hours=900), load_stars, "逐档升高"),
        ("seasons", lambda c: c["summer"].update({"from": "5月1日"}), load_seasons, "日期或时间不对"),
        ("holidays", lambda c: c["festivals"][0]["worked"].append("2004-01-01"), load_holidays, "既放假又上班"),
    ],
)
def test_a_spoilt_preset_says_which_file_and_where(edited, name, change, load, says):
    edited(name, change)
    with pytest.raises(KnownError) as caught:
        load()
    assert says in str(caught.value)
    assert "请改回原样" in str(caught.value)
