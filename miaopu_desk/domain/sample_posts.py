"""示例的公益性岗位：两个岗位、在岗的三位、两天请假，和三月、四月的补贴发放表。"""

from collections.abc import Sequence
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import Month, month_of
from miaopu_desk.domain.records.welfare import PostHolder, PostLeave, StipendLine, StipendSheet, WelfarePost
from miaopu_desk.domain.sample_people import People, full_timer, link_to
from miaopu_desk.domain.stipends import BASE, Holding, Leave, month_stipends

CLEANERS, GUIDES = "保洁协管岗", "交通劝导协管岗"


def posts() -> list[WelfarePost]:
    """两个岗位：东方里两个名额，空着一个；光明里一个。"""
    return [
        WelfarePost(
            name=CLEANERS,
            community=Ref("东方里"),
            unit="东方里社区",
            monthly=120_000,
            quota=2,
            part_month="by_days",
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 12, 31),
            basis="街道公益性岗位安排",
        ),
        WelfarePost(
            name=GUIDES,
            community=Ref("光明里"),
            unit="光明里社区",
            monthly=150_000,
            quota=1,
            part_month="by_days",
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 12, 31),
            basis="街道公益性岗位安排",
        ),
    ]


def post_holders(people: People) -> list[PostHolder]:
    """保洁岗一位从三月做到现在，另一位做到四月十五日；劝导岗一位从三月十一日起。"""
    cleaner, leaver = (full_timer(people["东方里"], at) for at in (0, 1))
    guide = full_timer(people["光明里"], 0)
    return [
        PostHolder(post=Ref(CLEANERS), volunteer=link_to(cleaner), starts_on=date(2021, 3, 1), card_tail="0417"),
        PostHolder(
            post=Ref(CLEANERS),
            volunteer=link_to(leaver),
            starts_on=date(2021, 3, 1),
            ends_on=date(2021, 4, 15),
            card_tail="2260",
        ),
        PostHolder(post=Ref(GUIDES), volunteer=link_to(guide), starts_on=date(2021, 3, 11), card_tail="9035"),
    ]


def post_leaves(people: People) -> list[PostLeave]:
    """一位在四月请了两天假。"""
    one = full_timer(people["东方里"], 0)
    return [PostLeave(volunteer=link_to(one), starts_on=date(2021, 4, 8), ends_on=date(2021, 4, 9), reason="家里有事")]


def stipend_sheets(people: People) -> list[tuple[StipendSheet, list[StipendLine]]]:
    """三月、四月的发放表，次月八日印发，照规则算出来。"""
    owned = {each.name: each for each in posts()}
    names = {one.id: one.name for group in people.values() for one in group}
    held = [
        Holding(
            volunteer_id=each.volunteer.id or "",
            name=names[each.volunteer.id or ""],
            post_name=each.post.name,
            monthly=owned[each.post.name].monthly,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            community=_place(owned[each.post.name]),
            unit=owned[each.post.name].unit or "",
            card_tail=each.card_tail,
        )
        for each in post_holders(people)
    ]
    leaves = [Leave(each.volunteer.id or "", each.starts_on, each.ends_on) for each in post_leaves(people)]
    months = (month_of(date(2021, 3, 1)), month_of(date(2021, 4, 1)))
    return [_sheet(month, held, leaves) for month in months]


def _sheet(month: Month, held: Sequence[Holding], leaves: Sequence[Leave]) -> tuple[StipendSheet, list[StipendLine]]:
    lines = [
        StipendLine(
            sheet=Ref(month.key),
            position=at,
            kind=BASE,
            for_month=month.first,
            volunteer=Ref(one.holding.name, one.holding.volunteer_id),
            name=one.holding.name,
            community=one.holding.community,
            post_name=one.holding.post_name,
            unit=one.holding.unit,
            card_tail=one.holding.card_tail,
            monthly=one.holding.monthly,
            days=one.days,
            leave_days=one.leave_days,
            amount=one.amount,
        )
        for at, one in enumerate(month_stipends(month, held, leaves), 1)
    ]
    after = date(month.last.year, month.last.month + 1, 1)
    sheet = StipendSheet(
        number=month.key,
        name=f"苗圃街道{month.title}公益性岗位补贴发放表",
        month=month.first,
        state="issued",
        made_by="郑飞龙",
        made_login="郑飞龙",
        made_on=after.replace(day=6),
        approved_by="周莹",
        approved_on=after.replace(day=7),
        issued_on=after.replace(day=8),
        people=len({each.volunteer.id for each in lines}),
        total=sum(each.amount for each in lines),
    )
    return sheet, lines


def _place(post: WelfarePost) -> str:
    return post.community.name if post.community else ""
