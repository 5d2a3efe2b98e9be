"""活动的一段话：数字对，0、1 和多都读得通，没有的不写，人数人次不混。"""

import pytest

from miaopu_desk.domain.activity_text import ActivityFacts, ThemeFacts, activity_paragraph


def themes(**held: int) -> tuple[ThemeFacts, ...]:
    return tuple(ThemeFacts(name=name.removeprefix("_"), held=count) for name, count in held.items())


CASES = [
    (ActivityFacts(), "本月没有登记主题志愿服务活动。"),
    (ActivityFacts(open=3), "本月没有登记已开展的主题志愿服务活动，计划中的3场还没有开展。"),
    (ActivityFacts(cancelled=1), "本月没有登记已开展的主题志愿服务活动，取消1场。"),
    (
        ActivityFacts(open=2, cancelled=1),
        "本月没有登记已开展的主题志愿服务活动，计划中的2场还没有开展，取消1场。",
    ),
    (
        ActivityFacts(held=1, recorded=1, themes=themes(文明创建=1), people=1, named=1, minutes=90),
        "本月开展主题志愿服务活动1场，主题是文明创建。记名参加1人、1人次，服务时长1.5小时。",
    ),
    (
        ActivityFacts(held=2, recorded=2, themes=themes(文明创建=2), heads=30, uncounted=2),
        "本月开展主题志愿服务活动2场，主题都是文明创建。团体参加30人次（不记名）。",
    ),
    (
        ActivityFacts(held=2, themes=themes(_=2), uncounted=2),
        "本月开展主题志愿服务活动2场。参加的人和受益人数还没有录入。截至填报时，2场开展后还没有记录。",
    ),
    (
        ActivityFacts(
            held=40,
            recorded=38,
            open=3,
            cancelled=1,
            themes=themes(新时代文明实践=2, 文明创建=34, 专业志愿服务=3, _=1),
            actions=(("清洁行动", 2), ("敲门行动", 1)),
            professional=(("邻里守望", 3),),
            service_days=(("交通劝导志愿服务日", 16), ("卫生服务日", 15)),
            people=210,
            named=480,
            heads=60,
            minutes=480 * 90,
            beneficiaries=900,
            uncounted=5,
        ),
        "本月开展主题志愿服务活动40场：新时代文明实践2场、文明创建34场、专业志愿服务3场、没有填主题的1场；"
        "其中属于专项行动的有清洁行动2场、敲门行动1场；专业服务主题有邻里守望3场；每周服务日共31场，交通劝导志愿服务日16场、卫生服务日15场。"
        "记名参加210人、480人次，服务时长720小时，另有团体参加60人次（不记名），受益群众900人（另有5场没有登记受益人数）。"
        "截至填报时，2场开展后还没有记录，3场还没有开展，1场取消。",
    ),
    (
        ActivityFacts(held=1, recorded=1, themes=themes(文明创建=0, _=1), beneficiaries=20),
        "本月开展主题志愿服务活动1场。受益群众20人。",
    ),
]


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_the_paragraph(facts: ActivityFacts, expected: str) -> None:
    assert activity_paragraph(facts) == expected
