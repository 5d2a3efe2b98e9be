"""月报的行文：由数字写成的几段话，只说登记里有的，不加评价，不编事迹。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miaopu_desk.domain.figures import STAR_WORDS, DueItem, Line
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_steps import STEPS
from miaopu_desk.domain.registration import percent

RANK_WORDS = (("full_time", "专职"), ("party", "党员"), ("online", "网上"), ("practice", "新时代文明实践"))


@dataclass(frozen=True, slots=True)
class Passage:
    """一段：level 为 0 是正文，1、2 是一级、二级标题（序号由排版的一方加）。"""

    level: int
    text: str


def month_text(report: MonthReport) -> list[Passage]:
    """一份月报的全部行文，按先后。"""
    return list(_passages(report))


def _passages(report: MonthReport) -> Iterator[Passage]:
    figures = report.figures
    yield Passage(0, _opening(report))
    yield Passage(1, "队伍情况")
    yield Passage(2, "注册和退出")
    yield Passage(0, _registration(report))
    yield Passage(2, "注册率")
    yield Passage(0, _rate(report))
    yield Passage(0, _communities_and_target(report))
    yield Passage(2, "队伍构成")
    yield Passage(0, _ranks(figures.total))
    yield Passage(1, "培训和服务")
    yield Passage(2, "培训")
    yield Passage(0, _training(report))
    yield Passage(2, "志愿服务")
    yield Passage(0, _service(report))
    yield Passage(0, _active(report))
    if figures.total.shifts:
        yield Passage(2, "网格值守")
        yield Passage(0, _duty(report))
    yield from _told(2, "主题活动", report.activities)
    if figures.total.starred:
        yield Passage(2, "星级认证")
        yield Passage(0, _stars(figures.total))
    yield Passage(1, "保险和网格")
    yield Passage(2, "专职人员参保")
    yield Passage(0, _insurance(report))
    yield Passage(2, "网格分工")
    yield Passage(0, _grid(report))
    yield from _told(1, "督查和线索", report.inspection)
    yield from _told(1, "表彰和宣传", report.honours)
    yield Passage(1, "下一步工作")
    yield from (Passage(0, text) for text in _next_steps(report))


def _told(level: int, heading: str, paragraphs: Sequence[str]) -> Iterator[Passage]:
    """别处写好的几段，有才印标题。"""
    if paragraphs:
        yield Passage(level, heading)
        yield from (Passage(0, text) for text in paragraphs)


def _stars(total: Line) -> str:
    levels = [f"{word}{count}人" for at, word in enumerate(STAR_WORDS, 1) if (count := total.value(f"star_{at}"))]
    return f"经认证而且现在有效的星级志愿者{total.starred}人：{'，'.join(levels)}。"


def _opening(report: MonthReport) -> str:
    figures = report.figures
    return (
        f"现将{figures.month.title}{report.short_name}{report.branded}志愿服务的登记情况报告如下。"
        f"各项数字截至{full_day(figures.as_of)}，按社区列在附件1。"
    )


def _registration(report: MonthReport) -> str:
    total = report.figures.total
    change = total.registered - total.previous
    moved = "与上月末持平" if change == 0 else f"比上月末{'增加' if change > 0 else '减少'}{abs(change)}人"
    suspended = f"（其中暂停{total.suspended}人）" if total.suspended else ""
    text = f"{_when(report)}在册志愿者{total.registered}人{suspended}，{moved}；本月新增{total.new}人，退出和清退{total.left}人。"
    grown = sorted((each for each in report.figures.communities if each.new), key=lambda each: -each.new)
    if grown:
        text += f"新增来自{'、'.join(f'{each.name}{each.new}人' for each in grown)}。"
    still = [each.name for each in report.figures.communities if not each.new]
    if grown and still:
        text += f"{'、'.join(still)}本月没有新增。"
    return text


def _when(report: MonthReport) -> str:
    figures = report.figures
    return "月末" if figures.as_of == figures.month.last else f"到{full_day(figures.as_of)}"


def _rate(report: MonthReport) -> str:
    figures, total = report.figures, report.figures.total
    if not total.resident_population:
        unknown = "、".join(each.name for each in figures.communities if not each.resident_population)
        return f"{unknown}没有填报常住人口，合计注册率不计算。注册率目标为{figures.target}%。"
    text = f"常住人口{total.resident_population}人，注册率{total.rate_text}，"
    short = total.short(figures.target)
    points = abs(_percent(total) - figures.target)
    away = f"{points}个百分点" if points else ""
    if short:
        text += (
            f"比{figures.target}%的目标低{away}，还差{short}人" if away else f"离{figures.target}%的目标还差{short}人"
        )
    else:
        text += f"达到{figures.target}%的目标" + (f"，高出{away}" if away else "")
    before = report.previous
    if before.resident_population == total.resident_population:
        move = _percent(total) - _percent(before)
        trend = "与上月持平" if not move else f"比上月{'提高' if move > 0 else '下降'}{abs(move)}个百分点"
        text += f"；按同一常住人口计算，上月末为{before.rate_text}，{trend}"
    return text + "。"


def _communities_and_target(report: MonthReport) -> str:
    target = report.figures.target
    known = [each for each in report.figures.communities if each.resident_population]
    reached = sorted((each for each in known if not each.short(target)), key=lambda each: -(each.rate or 0))
    below = sorted((each for each in known if each.short(target)), key=lambda each: -(each.rate or 0))
    unknown = [each.name for each in report.figures.communities if not each.resident_population]
    parts = []
    if reached:
        parts.append(f"达到目标的社区{len(reached)}个：{'、'.join(f'{each.name}{each.rate_text}' for each in reached)}")
    if below:
        short = "、".join(f"{each.name}{each.rate_text}（差{each.short(target)}人）" for each in below)
        parts.append(f"未达到目标的社区{len(below)}个：{short}")
    if unknown:
        parts.append(f"没有填报常住人口、不能计算的社区{len(unknown)}个：{'、'.join(unknown)}")
    return "。".join(parts) + "。"


def _ranks(total: Line) -> str:
    counts = [(label, total.value(name)) for name, label in RANK_WORDS]
    added = sum(count for _, count in counts)
    text = f"在册志愿者中，{'、'.join(f'{label}{count}人' for label, count in counts)}。"
    if total.several_ranks:
        text += f"四类有交叉，相加为{added}，其中{total.several_ranks}人同时属于两类以上；"
    else:
        text += f"没有人同时属于两类，四类相加为{added}；"
    unranked = f"{total.unranked}人没有归入任何一类；" if total.unranked else ""
    return f"{text}{unranked}每人只计一次，去重后共{total.people}人。"


def _training(report: MonthReport) -> str:
    figures, total, before = report.figures, report.figures.total, report.previous
    covered = _coverage(report)
    if not total.training_sessions:
        return f"本月没有登记培训场次，上月为{before.training_sessions}场。{covered}"
    held = [each for each in figures.communities if each.training_sessions]
    parts = [f"{each.name}{each.training_sessions}场" for each in held]
    if figures.street.training_sessions:
        parts.insert(0, f"街道统一举办{figures.street.training_sessions}场")
    text = (
        f"本月举办培训{total.training_sessions}场（{'、'.join(parts)}），"
        f"参训{total.training_attendances}人次；同一人多次参训只计一人，共{total.trained_people}人{report.see('sessions')}。"
        f"上月举办{before.training_sessions}场，参训{before.training_attendances}人次、{before.trained_people}人。"
    )
    none = [each.name for each in figures.communities if not each.training_sessions]
    if none:
        text += f"{'、'.join(none)}本月没有自行举办培训。"
    absent = [each.name for each in figures.communities if not each.training_attendances]
    if absent and total.training_attendances:
        text += f"{'、'.join(absent)}没有人参训。"
    return text + covered


def _coverage(report: MonthReport) -> str:
    """今年的覆盖面：方案要全面覆盖，每月说到了哪里。"""
    if report.covered is None or not report.covered[1]:
        return ""
    trained, registered = report.covered
    return f"今年以来参训覆盖{trained}人，占在册人数的{percent(trained, registered)}。"


def _service(report: MonthReport) -> str:
    total, before = report.figures.total, report.previous
    groups = f"另有团体参与{total.group_attendances}人次（不记姓名）。" if total.group_attendances else ""
    if not total.service_attendances:
        return f"本月没有登记服务记录，上月为{before.service_attendances}人次。{groups}"
    return (
        f"本月登记志愿服务{total.service_attendances}人次，参加服务{total.served_people}人（同一人只计一次），"
        f"服务时长{total.hours_text}小时；"
        f"上月为{before.service_attendances}人次、{before.served_people}人、{before.hours_text}小时。{groups}"
    )


def _active(report: MonthReport) -> str:
    """活跃人数和活跃率；口径印在汇总表下面。"""
    total = report.figures.total
    if not total.active:
        return f"{_when(report)}没有活跃的志愿者（口径见附件1的说明）。"
    return f"{_when(report)}活跃志愿者{total.active}人，活跃率{total.activity_text}（口径见附件1的说明）。"


def _duty(report: MonthReport) -> str:
    figures, total = report.figures, report.figures.total
    text = f"本月安排值守{total.shifts}班，已经值守并录入签到的{total.shifts_held}班"
    if not total.shifts_understaffed and not total.shifts_uncovered:
        return f"{text}，各班人数都够{report.see('work')}。"
    places = (*figures.communities, figures.street)
    parts = []
    if total.shifts_understaffed:
        parts.append(f"人数不足的{total.shifts_understaffed}班（{_where(places, 'shifts_understaffed', '班')}）")
    if total.shifts_uncovered:
        parts.append(f"没有人值守的{total.shifts_uncovered}班（{_where(places, 'shifts_uncovered', '班')}）")
    return f"{text}，{'，'.join(parts)}{report.see('work')}。"


def _insurance(report: MonthReport) -> str:
    total = report.figures.total
    if not total.full_time:
        return "目前没有登记专职志愿者。"
    text = f"专职志愿者{total.full_time}人，{full_day(report.figures.as_of)}在意外伤害保险保障期内的{total.insured_full_time}人，"
    if not total.uninsured_full_time:
        return text + "全部在保。"
    where = _where(report.figures.communities, "uninsured_full_time", "人")
    return f"{text}未参保的{total.uninsured_full_time}人，分布在{where}{report.see('uninsured')}。"


def _grid(report: MonthReport) -> str:
    total, figures = report.figures.total, report.figures
    areas = total.areas_in_charge + total.areas_with_nobody
    if not areas:
        return "目前没有登记网格单元。"
    text = f"登记网格单元{areas}个，有人负责的{total.areas_in_charge}个，"
    if not total.areas_with_nobody:
        return text + "没有空缺。"
    where = _where((*figures.communities, figures.street), "areas_with_nobody", "个")
    return f"{text}无人负责的{total.areas_with_nobody}个，分布在{where}{report.see('open_areas')}。"


MOST_STEPS = 12  # 签字的人看得完的条数，其余在附件里


def _next_steps(report: MonthReport) -> Iterator[str]:
    if not report.due:
        yield "按登记情况，目前没有逾期或缺项。"
        return
    number = report.annex_number("due")
    yield f"按{full_day(report.figures.as_of)}的登记，有以下事项待办" + (
        f"（明细见附件{number}）：" if number else "："
    )
    told = report.due if number is None or len(report.due) <= MOST_STEPS + 1 else report.due[:MOST_STEPS]
    for place, each in enumerate(told, 1):
        yield f"{place}.{_step(report, each)}。"
    if len(told) < len(report.due):
        yield f"其余{len(report.due) - len(told)}项列在附件{number}。"


def _step(report: MonthReport, item: DueItem) -> str:
    text = STEPS.get(item.kind, "{title}{count}件，{detail}").format(
        count=item.count, title=item.title, detail=item.detail
    )
    listed = {"uninsured_full_time": "uninsured", "areas_with_nobody": "open_areas"}.get(item.kind)
    return text + (report.see(listed) if listed else "")


def _percent(line: Line) -> Decimal:
    return Decimal(line.rate_text.removesuffix("%"))


def _where(lines: Sequence[Line], name: str, unit: str) -> str:
    return "、".join(f"{each.name}{each.value(name)}{unit}" for each in lines if each.value(name))
