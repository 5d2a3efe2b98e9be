"""值守时间的句子：方案里怎么写就怎么认，写回来还是那句话；认不出的都说出来。"""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.duty_minimums import find_minimums
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_times import DutyTimes
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window, overlapping, slots
from miaopu_desk.domain.duty_words import number_words, sentence, times_words
from miaopu_desk.domain.kinds import Rejected

JUNCTION = "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）"
PLACES = "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00"
ROADS = "每周五下午17:00至18:00（夏季）16:30至17:30（冬季）"


@pytest.mark.parametrize(
    "text",
    [
        "每周一",
        JUNCTION,
        PLACES,
        ROADS,
        f"{JUNCTION}，至少八名志愿者",
        "每周一，至少两名志愿者，每次至少4小时",
        "每天晚上22:00至次日6:00",
        "每周六、周日早上8:00至9:00，至少十二名志愿者，每次至少90分钟",
        "每周一至周五、周日晚上20:00至24:00",
        "每周二晚上18:30至19:30（夏季）下午17:30至18:30（冬季）",
        "每周四下午16:00至17:00（夏季）",
        "星期一：8:00至9:00，星期三：上午9:00至10:00，下午15:00至16:00",
    ],
)
def test_a_sentence_of_the_plan_comes_back_as_it_was_written(text: str) -> None:
    times = read_sentence(text)
    assert isinstance(times, WeekTimes), times
    assert sentence(times) == text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("每周三早上7:30至8:30,下午17:30至18:30(夏季)17:00至18:00(冬季)", JUNCTION),
        ("每周三 早上 7：30 至 8：30，\n下午17:30—18:30（夏季） 17:00—18:00（冬季）", JUNCTION),
        ("星期三，上午7点半到8点半，夏季17:30至18:30，冬季17:00至18:00", JUNCTION),
        ("周三早上七点半到八点半、下午5:30至6:30（夏季）5:00至6:00（冬季）", JUNCTION),
        ("星期一至星期五:\n\n19:00至20:00,\n\n星期六至星期天:\n\n上午9:00至10:00,下午16:00至17:00、晚上19:00至20:00", PLACES),
        ("周末8:00-9:00，不少于2人", "每周六、周日早上8:00至9:00，至少两名志愿者"),
        ("每日19:00~20:00", "每天晚上19:00至20:00"),
        ("周一、三、五9点至10点，8人以上", "每周一、周三、周五上午9:00至10:00，至少八名志愿者"),
        ("每周一至少两人，每次4小时以上", "每周一，至少两名志愿者，每次至少4小时"),
        ("周六到周一 8:00-9:00", "每周一、周六、周日早上8:00至9:00"),
        ("每周二上午9:00至下午5:00，每次至少半小时", "每周二上午9:00至17:00，每次至少30分钟"),
        ("每周五晚上10:00至12:00", "每周五晚上22:00至24:00"),
        ("礼拜天中午12:00至1:30", None),
        ("礼拜天中午12:00至13:30", "每周日中午12:00至13:30"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_it_mean_the_same(written: str, canonical: str | None) -> None:
    times = read_sentence(written)
    if canonical is None:
        assert isinstance(times, list)
    else:
        assert isinstance(times, WeekTimes), times
        assert sentence(times) == canonical


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("8:00至9:00", "没有写星期几"),
        ("至少八名志愿者", "没有写星期几"),
        ("", "没有写星期几"),
        ("每周三早上7:30至8:30视情况", "看不懂“视情况”"),
        ("每周三早上17:00至18:00", "写的是早上，钟点却在下午"),
        ("每周三25:00至26:00", "钟点不对"),
        ("每周三8:70至9:00", "钟点不对"),
        ("每周三9:00至8:00", "结束不晚于开始"),
        ("每周三9:00至次日10:00", "超过一天"),
        ("每周一8:00至9:00、8:30至10:00", "星期一的8:00至9:00和8:30至10:00重叠"),
        ("每周一8:00至9:00，每周一至周三8:30至10:00", "重叠"),
        ("周一9:00至10:00，周三", "星期三没有写几点到几点"),
        ("夏季每周二17:30至18:30", "请把夏季、冬季写在每段时间后面"),
        ("每周二夏季8:00至9:00、17:00至18:00", "是夏季、冬季还是全年分不清"),
        ("每周二8:00至9:00，夏季", "夏季、冬季后面没有写时间"),
        ("每周三晚上1:00至2:00", "分不清是哪一天"),
        ("每周一，至少两人，每周一", "星期一写了两遍"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_words_it_stumbled_on(written: str, reason: str) -> None:
    problems = read_sentence(written)
    assert isinstance(problems, list)
    assert reason in "；".join(problems)


def test_all_faults_of_one_sentence_are_told_together() -> None:
    problems = read_sentence("每周三看情况25:00至26:00，大概七八点")
    assert isinstance(problems, list)
    assert len(problems) == 3


def test_seasons_of_one_slot_belong_together_and_separate_slots_do_not() -> None:
    times = read_sentence(JUNCTION)
    assert isinstance(times, WeekTimes)
    [schedule] = times.schedules
    assert [[window.season for window in slot] for slot in slots(schedule.windows)] == [[None], ["summer", "winter"]]
    assert overlapping(times) is None


@pytest.mark.parametrize(
    ("requirement", "people", "minutes"),
    [
        ("不少于2人去一次联点社区,每次确保4小时以上在社区履行联社区工作", 2, 240),
        ("至少安排八名志愿者上岗,统一配备服装、引导红旗、口哨", 8, None),
        ("每次至少两人到社区，服务满四小时", 2, 240),
        ("每次不少于90分钟", None, 90),
        ("每班至少十五人，每次一个半小时以上", 15, 90),
        ("打扫环境卫生，半小时巡查一遍", None, None),
        ("", None, None),
    ],
)
def test_minimums_are_found_in_a_requirement_text(requirement: str, people: int | None, minutes: int | None) -> None:
    assert find_minimums(requirement) == (people, minutes)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (2, "两"), (8, "八"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (120, "120")]
)  # fmt: skip
def test_how_many_people_is_written_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


def test_the_kind_stores_the_sentence_and_explains_what_it_refuses() -> None:
    kind = DutyTimes()
    times = kind.read(f"{JUNCTION}，至少八名志愿者")
    assert isinstance(times, WeekTimes)
    assert (times.people, times.minutes) == (8, None)
    assert kind.to_db(times) == kind.show(times) == f"{JUNCTION}，至少八名志愿者"
    assert kind.from_db(kind.to_db(times)) == kind.read(times) == times
    assert times_words(times) == JUNCTION
    refused = kind.read("有空就去")
    assert isinstance(refused, Rejected)
    assert "看不懂“有空就去”" in refused.message
    assert kind.read("  ") is None


CLOCKS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
WINDOWS = st.builds(Window, CLOCKS, CLOCKS, st.sampled_from([None, "summer", "winter"]))
SCHEDULES = st.builds(
    Schedule,
    st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
    st.lists(WINDOWS, min_size=1, max_size=4).map(tuple),
)
TIMES = st.builds(
    WeekTimes,
    st.lists(SCHEDULES, min_size=1, max_size=3).map(tuple),
    st.none() | st.integers(1, 150),
    st.none() | st.integers(1, 600),
)


@settings(max_examples=600, deadline=None)
@given(TIMES)
def test_whatever_a_rule_says_its_sentence_says_the_same(times: WeekTimes) -> None:
    read = read_sentence(sentence(times))
    if overlapping(times):
        assert isinstance(read, list)
    else:
        assert read == times
