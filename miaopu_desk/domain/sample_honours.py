"""示例的表彰和礼遇：2021 年三月评完的一次、五月正在推荐的一次；人名照登记里的，编号留给写进去时补。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.honours import Courtesy, Honour, Nomination, Selection
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import People, available, full_timer, link_to
from miaopu_desk.domain.sample_traits import team_names

STREET_OFFICE = "苗圃街道办事处"
MARCH, MAY = "2021年学雷锋月最美志愿者评选", "2021年最美志愿服务组织评选"
AWARDED_ON = date(2021, 3, 26)
_DEEDS = (
    "两年来每周四早高峰都在路口劝导，雨天也没有缺过一次，带出了三名新队员。",
    "牵头成立楼栋互助小组，上门照看独居老人，帮着买菜、取药、修水电。",
    "坚持巡查背街小巷，发现问题当天报、当天跟到解决，邻居都叫他“活地图”。",
    "利用休息日整理社区图书角，组织孩子们读书，给家长讲家庭教育。",
    "疫情防控时登记外来人员、送物资上门，白天黑夜随叫随到。",
)


@dataclass(frozen=True, slots=True)
class SampleSelection:
    """一次评选和它的推荐；honours 是授予了的：第几条推荐、哪一项荣誉。"""

    selection: Selection
    nominations: tuple[Nomination, ...]
    honours: tuple[tuple[int, Honour], ...] = ()


def selections(people: People) -> list[SampleSelection]:
    """三月评完的一次志愿者，正在推荐的一次组织。"""
    return [_of_people(people), _of_teams(list(people))]


def courtesies(people: People) -> list[Courtesy]:
    """得了表彰的三位各一张公交卡、一件马甲；五月走访了五位。"""
    winners = _nominees(people)[:3]
    given = [
        _courtesy(one, name, AWARDED_ON, value, "学雷锋月最美志愿者")
        for name, value in (("公交卡", 5_000), ("实名制马甲", None))
        for one in winners
    ]
    visited = [_first(group, date(2021, 5, 20), 3) for group in list(people.values())[:5]]
    return given + [_courtesy(one, "走访慰问", date(2021, 5, 20), 10_000, "五月走访") for one in visited]


def _of_people(people: People) -> SampleSelection:
    names = _nominees(people)
    nominations = tuple(
        Nomination(
            selection=Ref(MARCH),
            subject="volunteer",
            volunteer=link_to(one),
            community=one.community,
            name=one.name,
            nominated_by=f"{one.community.name}社区",
            nominated_on=date(2021, 3, 12),
            deeds=deeds,
            state="awarded" if at < 3 else "rejected",
            state_on=AWARDED_ON,
            checked_by="郑飞龙",
            reason=None if at < 3 else "名额有限，下次再推荐",
        )
        for at, (one, deeds) in enumerate(zip(names, _DEEDS, strict=True))
    )
    honours = tuple(
        (
            at,
            Honour(
                name="2021年学雷锋月最美志愿者",
                awarded_on=AWARDED_ON,
                awarding_body=STREET_OFFICE,
                level="street",
                subject="volunteer",
                volunteer=link_to(one),
                community=one.community,
                holder=one.name,
                number=f"2021-{at + 1:02d}",
            ),
        )
        for at, one in enumerate(names[:3])
    )
    return SampleSelection(
        Selection(
            name=MARCH,
            year=2021,
            award=Ref("最美志愿者"),
            subject="volunteer",
            quota=3,
            nominate_by=date(2021, 3, 15),
            results_by=date(2021, 3, 31),
            awarding_body=STREET_OFFICE,
            state="finished",
            publicised_on=date(2021, 3, 18),
            publicity_ends_on=date(2021, 3, 24),
            awarded_on=AWARDED_ON,
        ),
        nominations,
        honours,
    )


def _of_teams(communities: Sequence[str]) -> SampleSelection:
    nominations = tuple(
        Nomination(
            selection=Ref(MAY),
            subject="team",
            team=Ref(team_names(community)[at % 2]),
            community=Ref(community),
            name=team_names(community)[at % 2],
            nominated_by=f"{community}社区",
            nominated_on=date(2021, 5, 25),
            deeds="常年在辖区开展服务，队员稳定，记录完整。",
            state="nominated",
        )
        for at, community in enumerate(communities[:3])
    )
    return SampleSelection(
        Selection(
            name=MAY,
            year=2021,
            award=Ref("最美志愿服务组织"),
            subject="team",
            quota=2,
            nominate_by=date(2021, 6, 15),
            results_by=date(2021, 7, 15),
            state="open",
        ),
        nominations,
    )


def _nominees(people: People) -> list[Volunteer]:
    """头五个社区各一位三月里在册的专职。"""
    return [full_timer(group, 1) for group in list(people.values())[: len(_DEEDS)]]


def _first(group: Sequence[Volunteer], day: date, skip: int) -> Volunteer:
    fit = [one for one in group if one.id and one.standing == "active" and available(one, day)]
    return fit[skip]


def _courtesy(one: Volunteer, name: str, day: date, value: int | None, occasion: str) -> Courtesy:
    return Courtesy(
        volunteer=link_to(one),
        kind=Ref(name),
        given_on=day,
        count=1,
        value=value,
        occasion=occasion,
        signed=True,
        handled_by="郑飞龙",
    )
