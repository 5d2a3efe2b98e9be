"""表彰、岗位、会议、宣传写进月报的话：0 和 1 都通顺，不说登记里没有的。"""

from miaopu_desk.domain.honour_text import HonourFacts, PlaceFacts, honour_sentences


def facts(total: PlaceFacts, *, street: PlaceFacts | None = None, places: tuple[PlaceFacts, ...] = (), **more: object):  # type: ignore[no-untyped-def]
    empty = PlaceFacts(name="街道本级")
    return HonourFacts(month="2021-05", communities=places, street=street or empty, total=total, **more)  # type: ignore[arg-type]


def test_a_month_with_nothing() -> None:
    assert honour_sentences(facts(PlaceFacts(name="合计"))) == [
        "本月没有登记新的荣誉。没有发放礼遇。",
        "目前没有设公益性岗位。",
        "本月没有登记会议。",
        "本月没有登记宣传。",
    ]


def test_a_month_with_one_of_each() -> None:
    east = PlaceFacts(name="东方里", honours=1, meetings=0, publicity=1)
    street = PlaceFacts(name="街道本级", meetings=1)
    total = PlaceFacts(
        name="合计",
        honours=1,
        honoured_people=1,
        courtesies=1,
        courtesy_people=1,
        posts=1,
        post_holders=1,
        meetings=1,
        publicity=1,
    )
    said = honour_sentences(
        facts(
            total,
            street=street,
            places=(east, PlaceFacts(name="光明里")),
            channels=(("QQ群", 1),),
            kinds=(("公交卡", 1),),
            stipend_people=1,
            stipend_total=120_000,
        )
    )
    assert said == [
        "本月登记荣誉1项，涉及志愿者1人（东方里1项）。向1名志愿者发放礼遇1份：公交卡1份。",
        "公益性岗位名额1个，在岗1人，没有空缺。本月印发补贴1人、1,200.00元。",
        "本月召开会议1次（街道本级1次）。没有未办结的议定事项。",
        "本月宣传1条（东方里1条），渠道是QQ群1条。",
    ]


def test_values_vacancies_and_open_decisions_are_said() -> None:
    total = PlaceFacts(
        name="合计", honours=2, courtesies=3, courtesy_people=2, courtesy_value=15_000, posts=3, vacant_posts=2,
        post_holders=1, decisions_open=2,
    )  # fmt: skip
    said = honour_sentences(
        facts(total, kinds=(("公交卡", 2), ("免费体检", 1)), street=PlaceFacts(name="街道本级", honours=2))
    )
    assert said[0] == "本月登记荣誉2项（街道本级2项）。向2名志愿者发放礼遇3份，价值150.00元：公交卡2份、免费体检1份。"
    assert said[1] == "公益性岗位名额3个，在岗1人，空缺2个。本月没有印发补贴发放表。"
    assert said[2] == "本月没有登记会议。议定事项还有2项没有办结。"
