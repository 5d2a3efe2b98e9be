"""测试用的办公室：按种子随机造出社区、志愿者、培训、保险、网格和服务，什么边角都有一点。"""

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from builders import copied

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import OFFICES, REGISTERS
from miaopu_desk.services.office import Office, memory_office

TODAY = date(2021, 5, 31)
COMMUNITIES = ("东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里")
RANKS = ("full_time", "party", "online", "practice")


def random_office(seed: int, people: int = 60, today: date = TODAY) -> Office:
    """一间随机的办公室；同一个 seed 总是同样的内容。同一证件号会有两条登记，也有各种没填的。

    最近造过的照抄一份，不再造。
    """
    return copied(_made(seed, people, today))


@lru_cache(maxsize=16)
def _made(seed: int, people: int, today: date) -> Office:
    pick = Random(seed)
    office = memory_office(today)
    with office.keeper.action("造测试数据", kind="setup") as act:
        add = _adder(act)
        add(
            "offices",
            name="苗圃街道办事处",
            signed_as="苗圃街道“衡阳群众”品牌创建工作领导小组办公室",
            brand="衡阳群众",
            target_percent=15,
        )
        places = [
            add(
                "communities",
                name=name,
                code=f"43040501{number:04d}",
                position=number,
                resident_population=_population(pick),
            )
            for number, name in enumerate(COMMUNITIES, 1)
        ]
        volunteers = [_volunteer(add, pick, places, number) for number in range(people)]
        _training(add, pick, places, volunteers)
        _insurance(add, pick, volunteers)
        _grid(add, pick, places, volunteers)
        _work(add, pick, places, volunteers)
        _service(add, pick, places, volunteers)
    return office


def _service(add, pick: Random, places: list[Ref], volunteers: list[Ref]) -> None:
    """服务记录，连同更正（有的更正到零）和历史时数。"""
    lines = []
    for _ in volunteers:
        facts = {
            "volunteer": pick.choice(volunteers),
            "community": pick.choice(places),
            "served_on": _day(pick),
            "activity": "交通劝导",
        }
        minutes = pick.randrange(30, 300, 5)
        lines.append((facts, minutes, add("service_records", minutes=minutes, **facts)))
    for facts, minutes, line in pick.sample(lines, len(lines) // 4):
        for change in pick.choice(((-minutes,), (-10,), (45,), (20, -minutes - 20), (-minutes, 30))):
            add("service_records", minutes=change, corrects=line, source="correction", reason="记错了", **facts)
    for _ in range(3):
        facts = {"volunteer": pick.choice(volunteers), "community": pick.choice(places), "served_on": _day(pick)}
        before = add("service_records", minutes=6000, activity="历史时数", source="opening", **facts)
        add(
            "service_records",
            minutes=-60,
            activity="历史时数",
            source="opening",
            corrects=before,
            reason="核对平台",
            **facts,
        )


def change_office(office: Office, **facts: object) -> None:
    """改办公室的几项设置。"""
    own = office.facts
    assert own is not None
    assert not isinstance(office.keeper.change(OFFICES, own.id, facts), list)


def _adder(act):
    def add(table: str, **values: object) -> Ref:
        register = REGISTERS[table]
        record = act.insert(register, register.record(**values))
        return Ref(str(getattr(record, register.name_by)), record.id)

    return add


def _day(pick: Random, start: date = date(2021, 3, 1), days: int = 120) -> date:
    return start + timedelta(days=pick.randrange(days))


def _population(pick: Random) -> int:
    return pick.randrange(20, 80)


def _volunteer(add, pick: Random, places: list[Ref], number: int) -> Ref:
    registered = _day(pick, date(2021, 1, 1), 150)
    standing = pick.choices(("active", "suspended", "left", "removed"), (12, 2, 2, 1))[0]
    left = min(registered + timedelta(days=pick.randrange(0, 60)), TODAY) if standing != "active" else None
    return add(
        "volunteers",
        name=pick.choice("赵钱孙李周吴郑王") + pick.choice(("安", "建国", "秀英", "志强", "一诺")),
        # 种子里每十个人有一个和前面的人同一个证件号：导入不会放进来，数字仍要去重
        id_number=pick.choice((None, f"43049919800101{number % 10 if pick.random() < 0.1 else number:04d}")),
        community=pick.choice(places),
        phone=pick.choice((None, f"1540000{number:04d}")),
        ranks=tuple(each for each in RANKS if pick.random() < 0.4) or None,
        registered_on=registered,
        born_on=pick.choice((None, date(1950 + pick.randrange(60), 5, 31))),
        standing=standing,
        standing_on=left,
        standing_reason="搬走" if standing == "removed" else None,
    )


def _training(add, pick: Random, places: list[Ref], volunteers: list[Ref]) -> None:
    for number in range(10):
        session = add(
            "training_sessions",
            topic=f"第{number + 1}次培训",
            held_on=_day(pick),
            community=pick.choice((*places, None, None)),
        )
        for volunteer in pick.choices(volunteers, k=pick.randrange(0, 9)):
            add("participations", session=session, volunteer=volunteer)


def _insurance(add, pick: Random, volunteers: list[Ref]) -> None:
    policies = [
        add(
            "policies",
            number=f"P{number}",
            insurer="某保险公司",
            starts_on=start,
            ends_on=start + timedelta(days=pick.choice((30, 364))),
        )
        for number, start in enumerate((date(2020, 5, 1), date(2021, 4, 1), date(2021, 5, 31)))
    ]
    for volunteer in pick.sample(volunteers, len(volunteers) // 2):
        starts = _day(pick, date(2021, 4, 1), 61)
        ends = pick.choice((None, starts + timedelta(days=pick.randrange(60))))
        add("enrollments", policy=pick.choice(policies), volunteer=volunteer, starts_on=starts, ends_on=ends)


def _work(add, pick: Random, places: list[Ref], volunteers: list[Ref]) -> None:
    """值守、活动、团体参与：各种状态，有没有社区的都有。"""
    areas = [
        add("grid_areas", name=f"{number}号路口", kind="junction", community=pick.choice((*places, None)))
        for number in range(6)
    ]
    for _ in range(40):
        state = pick.choice(("planned", "held", "held", "cancelled"))
        shift = add(
            "shifts",
            day=_day(pick),
            area=pick.choice(areas),
            community=pick.choice((*places, None, None)),
            minimum_people=pick.choice((None, 1, 2, 3)),
            state=state,
        )
        for volunteer in pick.choices(volunteers, k=pick.randrange(0, 5)):
            marks = ("present", "late", "early", "absent", "leave", None)
            add("shift_people", shift=shift, volunteer=volunteer, attendance=pick.choice(marks))
    round_ = add("star_rounds", number="第1轮", as_of=date(2021, 4, 1), state="certified", opened_on=date(2021, 4, 1))
    for volunteer in pick.choices(volunteers, k=20):
        state = pick.choice(("candidate", "certified", "certified", "revoked"))
        certified = _day(pick) if state != "candidate" else None
        add(
            "star_certifications",
            round=round_,
            volunteer=volunteer,
            name=volunteer.name,
            community=pick.choice(places),
            star=pick.randrange(1, 8),
            label="某星",
            minutes=0,
            points=0,
            state=state,
            certified_on=certified,
            revoked_on=certified + timedelta(days=pick.randrange(40)) if certified and state == "revoked" else None,
        )
    for number in range(20):
        add(
            "activities",
            name=f"第{number + 1}次活动",
            planned_on=_day(pick),
            community=pick.choice((*places, None)),
            state=pick.choice(("planned", "filed", "held", "recorded", "cancelled")),
            beneficiaries=pick.choice((None, 0, 12, 40)),
        )
        add(
            "head_counts",
            community=pick.choice(places),
            served_on=_day(pick),
            activity="清洁",
            people=pick.randrange(1, 30),
        )


def _grid(add, pick: Random, places: list[Ref], volunteers: list[Ref]) -> None:
    for number in range(24):
        area = add("grid_areas", name=f"{number + 1}栋", kind="building", community=pick.choice((*places, None)))
        for _ in range(pick.randrange(0, 3)):
            starts = _day(pick, date(2021, 1, 1), 160)
            ends = pick.choice((None, starts + timedelta(days=pick.randrange(90))))
            unit = pick.choice((None, None, "园林所"))
            volunteer = pick.choice(volunteers) if unit is None or pick.random() < 0.3 else None
            add("assignments", area=area, volunteer=volunteer, unit=unit, starts_on=starts, ends_on=ends)
