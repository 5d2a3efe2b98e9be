"""月报的行文、表和图：由给定的数字写成，只说登记里有的，印出来的和给的一样。"""

import io
from collections import defaultdict
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from reports.paper import page_texts

from miaopu_desk.domain.figures import DueItem, Line, MonthFigures
from miaopu_desk.domain.month import month_of
from miaopu_desk.domain.month_annexes import due_table, open_areas_table, roster_table, sessions_table, uninsured_table
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_steps import STEPS
from miaopu_desk.domain.month_tables import summary_table, theme_table, work_table
from miaopu_desk.domain.month_text import month_text
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.report_table import Share, on_paper
from miaopu_desk.reports.charts import EDGE, PALETTE
from miaopu_desk.reports.drawing import Box, Label
from miaopu_desk.reports.monthly import (
    monthly_document,
    paper_table,
    print_monthly,
    rank_chart,
    rate_chart,
)
from miaopu_desk.services.figures import DUE
from miaopu_desk.services.record_deadlines import ODD, TOLD

DAY = date(2021, 5, 31)
EAST = Line(
    name="东方里",
    id="1",
    resident_population=1200,
    registered=186,
    previous=180,
    new=8,
    left=2,
    full_time=20,
    party=60,
    online=70,
    practice=90,
    several_ranks=50,
    people=186,
    training_sessions=1,
    training_attendances=31,
    trained_people=25,
    insured_full_time=18,
    uninsured_full_time=2,
    areas_in_charge=10,
    areas_with_nobody=1,
    served_people=40,
    service_attendances=95,
    service_minutes=9150,
)
WEST = Line(name="凤凰村", id="2", resident_population=1000, registered=120, previous=120, people=120, unranked=120)
STREET = Line(name="街道本级", training_sessions=1)
TOTAL = Line(
    name="合计",
    resident_population=2200,
    registered=306,
    previous=300,
    new=8,
    left=2,
    full_time=20,
    party=60,
    online=70,
    practice=90,
    several_ranks=50,
    unranked=120,
    people=306,
    training_sessions=2,
    training_attendances=31,
    trained_people=25,
    insured_full_time=18,
    uninsured_full_time=2,
    areas_in_charge=10,
    areas_with_nobody=1,
    served_people=40,
    service_attendances=95,
    service_minutes=9150,
)
LAST_MONTH = Line(
    name="合计",
    resident_population=2200,
    registered=300,
    training_sessions=3,
    training_attendances=44,
    trained_people=30,
    service_attendances=80,
    served_people=35,
    service_minutes=7200,
)
DUE_ITEMS = (DueItem("uninsured_full_time", "专职志愿者没有有效保险", "请办理参保", 2, "volunteers", ("a", "b")),)


def report(**changes) -> MonthReport:
    figures = MonthFigures(month_of(DAY), DAY, 15, (EAST, WEST), STREET, TOTAL, ("口径一。", "口径二。"))
    whole = MonthReport(
        office="苗圃街道办事处",
        signed_as="苗圃街道“衡阳群众”办公室",
        brand="衡阳群众",
        figures=figures,
        previous=LAST_MONTH,
        day=DAY,
        prepared_by="填甲",
        checked_by="审乙",
        due=DUE_ITEMS,
        lists=(
            roster_table(
                "衡阳群众",
                "2021年第1次",
                date(2021, 5, 12),
                [("head", "高杨", "主任"), ("member", "各站所的负责人们", "")],
            ),
            sessions_table([(date(2021, 5, 9), "急救", "东方里", "课堂", "讲堂", "欧阳娜", 1.5, 31)]),
            uninsured_table([("东方里", "李安", "430499********0019", "154****0000", date(2021, 1, 2))], DAY),
            open_areas_table([], DAY),
            due_table(DUE_ITEMS, DAY),
        ),
    )
    return replace(whole, **changes)


def said(one: MonthReport) -> str:
    return "\n".join(each.text for each in month_text(one))


def pages(one: MonthReport) -> list[str]:
    stream = io.BytesIO()
    monthly_document(one).write(stream)
    pdf = pypdfium2.PdfDocument(stream.getvalue())
    texts = []
    for page in pdf:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", ""))
        text.close()
        page.close()
    pdf.close()
    return texts


def with_total(**changes) -> MonthReport:
    one = report()
    return replace(one, figures=replace(one.figures, total=replace(TOTAL, **changes)))


def test_the_text_tells_this_month_against_the_last_and_the_target():
    text = said(report())
    assert (
        "月末在册志愿者306人，比上月末增加6人；本月新增8人，退出和清退2人。新增来自东方里8人。凤凰村本月没有新增。"
        in text
    )
    assert "常住人口2200人，注册率13.91%，比15%的目标低1.09个百分点，还差24人" in text
    assert "上月末为13.64%，比上月提高0.27个百分点。" in text
    assert "达到目标的社区1个：东方里15.50%。未达到目标的社区1个：凤凰村12.00%（差30人）。" in text


def test_the_text_says_that_ranks_overlap_and_people_are_counted_once():
    text = said(report())
    assert "专职20人、党员60人、网上70人、新时代文明实践90人" in text
    assert (
        "四类有交叉，相加为240，其中50人同时属于两类以上；120人没有归入任何一类；每人只计一次，去重后共306人。" in text
    )


def test_people_and_attendances_are_named_apart():
    text = said(report())
    assert (
        "本月举办培训2场（街道统一举办1场、东方里1场），参训31人次；同一人多次参训只计一人，共25人（名单见附件4）。"
        in text
    )
    assert "上月举办3场，参训44人次、30人。凤凰村本月没有自行举办培训。凤凰村没有人参训。" in text
    assert (
        "本月登记志愿服务95人次，参加服务40人（同一人只计一次），服务时长152.5小时；上月为80人次、35人、120小时。"
        in text
    )


def test_the_text_points_at_the_annex_that_holds_the_names():
    one = report()
    assert [each.key for each in one.annexes] == ["roster", "sessions", "uninsured", "due"]
    assert "未参保的2人，分布在东方里2人（名单见附件5）。" in said(one)
    assert "无人负责的1个，分布在东方里1个。" in said(one)
    assert "有以下事项待办（明细见附件6）：" in said(one)
    assert "1.为2名没有有效保险的专职志愿者办理参保（名单见附件5）。" in said(one)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"registered": 306, "previous": 306}, "与上月末持平"),
        ({"registered": 290, "previous": 300}, "比上月末减少10人"),
        ({"registered": 330}, "注册率15.00%，达到15%的目标；"),
        ({"registered": 352}, "注册率16.00%，达到15%的目标，高出1.00个百分点"),
        ({"registered": 329999, "resident_population": 2200000}, "注册率15.00%，离15%的目标还差1人"),
        ({"training_sessions": 0}, "本月没有登记培训场次，上月为3场。"),
        ({"service_attendances": 0}, "本月没有登记服务记录，上月为80人次。"),
        ({"full_time": 0}, "目前没有登记专职志愿者。"),
        ({"uninsured_full_time": 0}, "全部在保。"),
        ({"areas_with_nobody": 0}, "没有空缺。"),
        ({"areas_with_nobody": 0, "areas_in_charge": 0}, "目前没有登记网格单元。"),
        ({"several_ranks": 0}, "没有人同时属于两类，四类相加为240；"),
        ({"active": 0}, "月末没有活跃的志愿者"),
        ({"active": 153}, "月末活跃志愿者153人，活跃率50.00%"),
        ({"group_attendances": 42}, "另有团体参与42人次（不记姓名）。"),
        ({"group_attendances": 42, "service_attendances": 0}, "上月为80人次。另有团体参与42人次"),
        ({"star_1": 12, "star_3": 1}, "经认证而且现在有效的星级志愿者13人：一星12人，三星1人。"),
        ({"shifts": 9, "shifts_held": 9}, "本月安排值守9班，已经值守并录入签到的9班，各班人数都够"),
        ({"shifts": 9, "shifts_held": 7, "shifts_uncovered": 2}, "没有人值守的2班"),
        ({"shifts": 9, "shifts_held": 7, "shifts_understaffed": 1}, "人数不足的1班"),
    ],
)
def test_every_turn_of_the_text_says_what_the_figures_say(changes, sentence):
    assert sentence in said(with_total(**changes))


def test_a_month_without_shifts_does_not_speak_of_duty():
    assert "值守" not in said(with_total(shifts=0))


def test_the_work_table_shows_each_community_and_dashes_where_the_street_has_no_figures():
    one = with_total(active=153, shifts=9, shifts_held=7, shifts_uncovered=2, group_attendances=42)
    table = work_table(one.figures)
    assert [each.label for each in table.columns] == [
        "社区", "去重人数", "活跃人数", "活跃率", "班次", "已值守", "人数不足", "无人值守", "逾期", "场次", "逾期", "受益人次", "团体人次",
        "一星", "二星", "三星", "四星", "五星以上",
    ]  # fmt: skip
    shown = [on_paper(value, column.kind) for value, column in zip(table.rows[-1], table.columns, strict=True)]
    assert shown == ["合计", "306", "153", "50.00%", "9", "7", "0", "2", "0", "0", "0", "0", "42", *"00000"]
    street = [on_paper(value, column.kind) for value, column in zip(table.rows[-2], table.columns, strict=True)]
    assert street == ["街道本级", "—", "—", "—", "0", "0", "0", "0", "0", "0", "0", "0", "—", *"—————"]
    assert work_table(with_total().figures).rows == (), "一样也没有的月份不印这张表"


def test_the_theme_table_splits_the_service_by_place_and_theme():
    served = [("1", "文明创建", 10, 600), ("1", None, 2, 90), ("2", "文明创建", 5, 300), ("2", "疫情防控", 1, 30)]
    table = theme_table(with_total().figures, served, ["疫情防控", "文明创建"])
    assert [each.over for each in table.columns[1::2]] == ["疫情防控", "文明创建", "未分主题", "合计"]
    assert [row[0] for row in table.rows] == ["东方里", "凤凰村", "合计"]
    assert table.rows[0][1:] == (0, 0.0, 10, 10.0, 2, 1.5, 12, 11.5)
    assert table.rows[2][1:] == (1, 0.5, 15, 15.0, 2, 1.5, 18, 17.0)
    assert theme_table(with_total().figures, []).rows == ()


def test_many_themes_are_gathered_and_nothing_is_lost():
    served = [("1", f"主题{at}", 1, 60) for at in range(9)]
    table = theme_table(with_total().figures, served)
    assert [each.over for each in table.columns[1::2]] == [*(f"主题{at}" for at in range(6)), "其他", "合计"]
    assert table.rows[2][-4:] == (3, 3.0, 9, 9.0)


def test_a_version_closed_before_a_figure_existed_does_not_show_it_as_zero():
    old = replace(with_total(shifts=9).figures, known=frozenset({"people", "shifts", "shifts_held"}))
    assert [each.label for each in work_table(old).columns] == ["社区", "去重人数", "班次", "已值守"]


def test_an_unknown_population_gives_words_and_no_rate():
    one = report()
    lines = (replace(EAST, resident_population=None), WEST)
    unknown = replace(one.figures, communities=lines, total=replace(TOTAL, resident_population=None))
    text = said(replace(one, figures=unknown))
    assert "东方里没有填报常住人口，合计注册率不计算。" in text
    assert "没有填报常住人口、不能计算的社区1个：东方里。" in text
    assert summary_table(unknown).rows[0][5] == Share(186, None)
    assert on_paper(summary_table(unknown).rows[0][5], "share") == "—"


def test_without_anybody_registered_there_is_no_chart_and_the_annexes_move_up():
    empty = with_total(registered=0)
    assert empty.annex_number("uninsured") == report().annex_number("uninsured") - 1
    whole = "".join(pages(empty))
    assert "构成图" not in whole
    assert "附件5" in whole
    assert "附件6" not in whole


def test_an_unfinished_month_does_not_speak_of_its_end():
    one = report()
    early = replace(one, figures=replace(one.figures, as_of=date(2021, 5, 12)))
    assert "到2021年5月12日在册志愿者306人" in said(early)


def test_the_coverage_of_the_year_is_told_where_it_is_known():
    assert "今年以来参训覆盖153人，占在册人数的50.00%。" in said(report(covered=(153, 306)))
    quiet = replace(with_total(training_sessions=0), covered=(0, 306))
    assert "今年以来参训覆盖0人，占在册人数的0.00%。" in said(quiet)
    assert "覆盖" not in said(report())


def test_a_long_list_of_what_is_due_is_told_in_part_and_listed_whole():
    due = tuple(DueItem(f"kind{at}", f"第{at}件事", "要办", at, "volunteers", ("1",)) for at in range(1, 31))
    one = report(due=due, lists=(*report().lists, due_table(due, date(2021, 5, 31))))
    text = said(one)
    assert "12.第12件事12件，要办。" in text
    assert "第13件事" not in text
    assert f"其余18项列在附件{one.annex_number('due')}。" in text
    assert len(one.annexes[-1].rows) == 30


def test_the_day_under_the_summary_stays_on_one_line(tmp_path):
    signed = "苗圃街道“衡阳群众”品牌创建工作领导小组办公室"
    path = tmp_path / "月报.pdf"
    with path.open("wb") as out:
        monthly_document(report(signed_as=signed, day=date(2021, 12, 31), prepared_by="", checked_by="")).write(out)
    assert any("填报日期：2021年12月31日" in text for text in page_texts(path)), (
        "最长的日期、没有填人名留着空，也写在一行里"
    )


def test_nothing_due_is_said_plainly():
    assert "按登记情况，目前没有逾期或缺项。" in said(report(due=()))


def test_every_kind_of_due_item_becomes_a_sentence_with_its_count():
    kinds = {kind: (title, detail) for kind, title, detail in DUE} | dict.fromkeys(STEPS, ("别的事", "怎么办"))
    for kind, (title, detail) in kinds.items():
        text = said(
            report(due=(DueItem(kind, title, detail.format_map(defaultdict(lambda: 30)), 4217, "volunteers", ("1",)),))
        )
        step = text[text.index("事项待办") :].split("。")[0]
        assert "4217" in step, kind
        assert not {"{", "}"} & set(step), kind
    known = {kind for kind, _, _ in DUE} | TOLD.keys() | ODD.keys()
    assert known - STEPS.keys() == set(), "月报里写要办的事，不写程序里点哪里"
    assert not [text for text in STEPS.values() if "按“" in text]
    own = said(report(due=(DueItem("post_vacant", "岗位空缺", "请派人", 3, "posts", ("1",)),)))
    assert "1.岗位空缺3件，请派人。" in own, "没有专写的句子，用事项和说明"


def test_the_summary_has_all_columns_and_the_street_has_dashes_where_it_has_no_figures():
    table = summary_table(report().figures)
    assert [each.label for each in table.columns] == [
        "社区",
        "常住人口",
        "注册人数",
        "本月新增",
        "本月退出",
        "注册率",
        "专职",
        "党员",
        "网上",
        "文明实践",
        "去重人数",
        "场次",
        "人次",
        "人数",
        "在保",
        "未保",
        "有人",
        "无人",
        "人次",
        "人数",
        "小时",
    ]
    assert [row[0] for row in table.rows] == ["东方里", "凤凰村", "街道本级", "合计"]
    street = [on_paper(value, column.kind) for value, column in zip(table.rows[2], table.columns, strict=True)]
    assert street == [
        "街道本级",
        *["—", "—", "—", "—", "—", "—", "—", "—", "—", "—", "1", "—", "—", "—", "—", "0", "0", "—", "—", "—"],
    ]
    total = [on_paper(value, column.kind) for value, column in zip(table.rows[3], table.columns, strict=True)]
    assert total == [
        "合计",
        "2200",
        "306",
        "8",
        "2",
        "13.91%",
        "20",
        "60",
        "70",
        "90",
        "306",
        "2",
        "31",
        "25",
        "18",
        "2",
        "10",
        "1",
        "95",
        "40",
        "152.5",
    ]


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("高杨", "name", "高　杨"),
        ("欧阳娜", "name", "欧阳娜"),
        ("高杨", "text", "高杨"),
        (date(2021, 5, 9), "date", "2021.5.9"),
        (1.5, "hours", "1.5"),
        (2.0, "hours", "2"),
        (None, "integer", "—"),
        (0, "integer", "0"),
        ("", "text", ""),
    ],
)
def test_cells_look_as_on_paper(value, kind, shown):
    assert on_paper(value, kind) == shown


def test_the_header_merges_the_groups_and_the_roster_its_posts():
    top, below = paper_table(summary_table(report().figures)).header
    assert [(cell.text, cell.across) for cell in top if cell.across > 1] == [
        ("队伍类别", 4),
        ("培训", 3),
        ("专职参保", 2),
        ("网格", 2),
        ("志愿服务", 3),
    ]
    assert sum(cell.across for cell in top) == 21
    assert len(below) == 14
    members = [("deputy", "伍沙", "甲"), ("deputy", "刘波", "乙"), ("member", "各站所的负责人们", "")]
    rows = paper_table(roster_table("", "第1次", DAY, members)).rows
    assert (rows[0][0].text, rows[0][0].down, rows[0][1]) == ("副组长", 2, "伍　沙")
    assert rows[1] == ["刘　波", "乙"]
    assert rows[2][1].across == 2


def test_every_figure_of_the_summary_is_printed():
    texts = pages(report())
    landscape = next(text for text in texts if "情况汇总表" in text and "东方里" in text)
    for word in (
        "2200",
        "306",
        "13.91%",
        "15.50%",
        "12.00%",
        "152.5",
        "街道本级",
        "填报人：填甲",
        "审核人：审乙",
        "口径一。",
    ):
        assert word in landscape, word
    for number, text in enumerate(texts, 1):
        assert f"— {number} —" in text


def test_the_report_carries_title_signature_annexes_and_padded_names():
    texts = pages(report())
    assert "志愿服务工作月报" in texts[0]
    assert "（2021年5月）" in texts[0]
    whole = "".join(texts)
    for word in (
        "苗圃街道“衡阳群众”办公室",
        "2021年5月31日",
        "附件：",
        "附件6",
        "高　杨",
        "李　安",
        "430499********0019",
    ):
        assert word in whole, word
    assert whole.index("附件1") < whole.index("2021年5月注册率和队伍构成图")


def test_the_rate_chart_shows_each_community_and_the_target_line():
    drawing = rate_chart(report().figures)
    labels = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    assert {"东方里", "凤凰村", "合计", "15.50%", "12.00%", "13.91%", "目标15%"} <= set(labels)
    fills = [shape.fill for shape in drawing.shapes if isinstance(shape, Box) and shape.edge == EDGE]
    assert fills == [PALETTE[0], PALETTE[1], PALETTE[4]]
    ranks = [shape.text for shape in rank_chart(report().figures).shapes if isinstance(shape, Label)]
    assert {"专职", "党员", "网上", "新时代文明实践", "90"} <= set(ranks)


def test_a_glyph_nobody_has_is_named_and_nothing_is_written(tmp_path):
    one = report(lists=(uninsured_table([("东方里", "王\U000e01f0\U0010fffd", "", "", DAY)], DAY),))
    with pytest.raises(KnownError, match="没有打印"):
        print_monthly(one, tmp_path / "月报.pdf")
    assert list(tmp_path.iterdir()) == []


def test_rare_names_and_markup_print_as_they_are(tmp_path):
    names = ["䶮𬭎", "㛃玥堃", "A&B<b>", "阿卜杜·热西提"]
    one = report(lists=(uninsured_table([("东方里", name, "", "", DAY) for name in names], DAY),))
    whole = "".join(pages(one))
    for name in ("䶮　𬭎", "㛃玥堃", "A&B<b>", "阿卜杜·热西提"):
        assert name in whole


def test_the_same_report_gives_the_same_bytes(tmp_path):
    first, second = (print_monthly(report(), tmp_path / f"{number}.pdf").read_bytes() for number in (1, 2))
    assert first == second
