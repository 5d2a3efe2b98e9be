"""一年的办公室：八个社区、一万名志愿者、一张保单、四处值守、公益岗位，从 2021 年 1 月 1 日开始。"""

from datetime import date
from typing import Any

from builders import add, id_number

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.extra_hours import post_extra
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.setting_up import set_up

PEOPLE = 10_000
FULL_TIME = 30  # 每个社区的专职
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("建国", "秀英", "桂芳", "志强", "丽华", "晓明", "春梅", "海燕", "国庆", "玉兰", "小红", "文斌", "金花")
OTHERS = (("party", "practice"), ("online",), ("practice",), None)
OPENING = ((1600, 8), (1040, 16), (590, 40), (320, 80), (110, 160))  # 小时数、各有几人


def value(given: Any) -> Any:
    """不许有问题：服务返回的问题列表直接算失败。"""
    assert not isinstance(given, list), [str(problem) for problem in given]
    return given


def begin() -> Office:
    """建好的办公室，主任 zhou、经办 zheng；坐着的是经办。"""
    office = memory_office(date(2021, 1, 1))
    set_up(office, "miaopu")
    for at, each in enumerate(office.keeper.table(COMMUNITIES).all()):
        value(office.keeper.change(COMMUNITIES, each.id, {"resident_population": 7000 + 300 * at}))
    add(office, "operators", login="zhou", name="周某", role="办公室主任")
    office.keeper.operator = "zhou"
    add(office, "operators", login="zheng", name="郑某", role="经办")
    office.keeper.operator = "zheng"
    return office


def fill(office: Office) -> dict[str, list[str]]:
    """一次操作登记一万人，返回社区 → 专职的 id；证件号码各不相同，有的没有证件、有的没有电话。"""
    places = office.keeper.table(COMMUNITIES).all()
    blank = {column.name: None for column in VOLUNTEERS.columns}
    full: dict[str, list[str]] = {each.name: [] for each in places}
    with office.keeper.action(f"登记 {PEOPLE} 人", kind="setup") as act:
        for at in range(PEOPLE):
            place = places[at % len(places)]
            saved = act.insert(VOLUNTEERS, VOLUNTEERS.build({**blank, **_person(at, place)}))
            if saved.ranks == ("full_time",):
                full[place.name].append(saved.id)
    return full


def _person(at: int, place: Any) -> dict[str, Any]:
    full_time = at < FULL_TIME * 8
    born = date(1956 + at % 43, 1 + at % 12, 1 + at % 28)
    number = id_number(at, f"{born:%Y%m%d}", region=f"43{at // 1000}999")
    bare = not full_time and at % 50 == 49
    suspended = not full_time and at % 400 == 77
    return {
        "name": SURNAMES[at % 16] + GIVEN[at // 16 % 13],
        "id_number": None if bare else number,
        "community": Ref(place.name, place.id),
        "phone": None if not full_time and at % 40 == 38 else f"154{at:08d}",
        "ranks": ("full_time",) if full_time else OTHERS[at // 8 % 4],
        "registered_on": date(2019 + at % 2, 1 + at % 12, 1 + at % 28),
        "standing": "suspended" if suspended else "active",
        "standing_on": date(2020, 12, 20) if suspended else None,
        "standing_reason": "外出" if suspended else None,
    }


def open_balances(office: Office, full: dict[str, list[str]]) -> None:
    """历史时数：各社区轮着来，够各个星级的都有；前 104 名之外还有两百名不是专职的。"""
    rest = office.database.query(
        "SELECT id FROM volunteers WHERE ranks IS NULL OR ranks NOT LIKE '%full_time%' LIMIT 200"
    )
    order = [ids[at] for at in range(13) for ids in full.values()] + [each[0] for each in rest]
    for hours, count in OPENING:
        chosen, order = order[:count], order[count:]
        raw = {"served_on": "2020-12-31", "minutes": str(hours), "activity": "历史时数", "evidence": "原台账"}
        outcome = post_extra(office, raw, chosen, source="opening")
        assert (outcome.problems, outcome.questions) == ((), ()), outcome
        assert len(outcome.ids) == count


def furnish(office: Office, full: dict[str, list[str]]) -> dict[str, Any]:
    """保单、四处责任区域和规则、公益岗位、奖励办法；返回后面各月要用的。"""
    policy = add(
        office, "policies", number="P2021", insurer="某保险公司", starts_on="2021-01-01", ends_on="2021-12-31",
        premium="120", youngest="16", oldest="70", death_sum="100000", proration="按日",
    )  # fmt: skip
    rules = {}
    for at, place in enumerate(list(full)[:4]):
        area = add(office, "grid_areas", name=f"{place}路口", kind="路口", community=place)
        day = "一二三四"[at]
        rules[place] = add(
            office, "duty_rules", area=Ref(area.name, area.id), task="交通劝导", minimum_people=2,
            times=f"每周{day}、周五7:30至8:30", starts_on="2021-01-01", unit=f"{place}社区",
        ).id  # fmt: skip
    post = add(office, "welfare_posts", name="保洁岗", community="东方里", monthly="1200", starts_on="2021-01-01")
    person = office.keeper.table(VOLUNTEERS).get(full["东方里"][0])
    add(
        office, "post_holders", post=Ref(post.name, post.id), volunteer=Ref(person.name, person.id),
        starts_on="2021-01-01", card_tail="1234",
    )  # fmt: skip
    add(office, "reward_rules", name="一般奖励", amount="50", starts_on="2021-01-01", yearly_cap="120")
    return {"policy": policy, "rules": rules}
