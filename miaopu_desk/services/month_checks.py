"""出月报以前的核对：数字对不对得上、哪些还没有办、哪些要在报告里说明。"""

from collections.abc import Sequence

from miaopu_desk.domain.figures import Finding, MonthFigures
from miaopu_desk.domain.month import full_day
from miaopu_desk.services.closed_months import late_changes, month_state, zero_reports
from miaopu_desk.services.figures import due_on, month_figures, parameters
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import roster_on
from miaopu_desk.store import queries

SHOWN = ("uninsured_full_time", "shifts_late", "activities_without_record", "activities_passed", "areas_with_nobody", "in_charge_but_gone", "cover_without_consent", "no_contact", "unranked", "look_alikes", "minors")  # fmt: skip


def month_checks(office: Office, month: str) -> list[Finding]:
    """出某月月报以前看出的各处，重的在前；没有毛病时为空。月份不对报 KnownError。"""
    figures = month_figures(office, month)
    found = [
        *_figures_agree(office, figures),
        *_facts_missing(office, figures),
        *_communities_silent(office, figures),
        *_last_month_moved(office, figures),
        *_still_due(office, figures),
        *_rows_odd(office, figures),
        *_not_over(figures),
    ]
    order = ("error", "warning", "note")
    return sorted(found, key=lambda one: order.index(one.severity))


def _figures_agree(office: Office, figures: MonthFigures) -> list[Finding]:
    """上月末 + 新增 − 退出 = 本月末；各行之和等于合计。"""
    found = []
    wrong = [each for each in figures.lines if not each.reconciles]
    if wrong:
        early = _ids(office, "left_before_joining", figures)
        said = "；".join(
            f"{each.name}：上月末{each.previous}＋新增{each.new}－退出{each.left}≠本月末{each.registered}"
            for each in wrong
        )
        hint = "。退出日期早于登记日期的请核对" if early else ""
        found.append(
            Finding("not_reconciled", "上月、新增、退出和本月对不上", said + hint, "error", "volunteers", tuple(early))
        )
    for name in ("registered", "new", "left", "training_sessions", "training_attendances", "service_attendances"):
        parts = sum(each.value(name) for each in (*figures.communities, figures.street))
        if parts != figures.total.value(name):
            detail = f"各行相加是{parts}，合计是{figures.total.value(name)}。请看有没有社区被删除"
            found.append(Finding("parts_differ", "各社区之和与合计不等", detail, "error", "communities"))
            break
    if figures.total.people != figures.total.registered:
        detail = f"注册{figures.total.registered}条，去重后{figures.total.people}人，请核对同一证件号的登记"
        found.append(Finding("same_person_twice", "同一个人登记了两次", detail, "error", "volunteers"))
    return found


def _facts_missing(office: Office, figures: MonthFigures) -> list[Finding]:
    """纸上要写的单位、填报人、常住人口。"""
    found = []
    facts = office.facts
    if facts is None:
        return [Finding("no_office", "还没有办公室设置", "落款单位和目标都没有，请先建立办公室", "error", "offices")]
    blank = [label for label, value in (("填报人", facts.prepared_by), ("审核人", facts.checked_by)) if not value]
    if blank:
        where = "可以在“本办公室”里填，也可以印出来手写"
        found.append(Finding("nobody_signs", f"没有填{'、'.join(blank)}", where, "note", "offices", (facts.id,)))
    unknown = [each for each in figures.communities if not each.resident_population]
    if unknown:
        names = "、".join(each.name for each in unknown)
        ids = tuple(each.id or "" for each in unknown)
        found.append(
            Finding("population_unknown", "没有填常住人口", f"{names}的注册率印成“—”", "warning", "communities", ids)
        )
    if roster_on(office, figures.as_of) is None:
        detail = f"{full_day(figures.as_of)}以前没有印发过，附件里不列名单"
        found.append(Finding("no_roster", "没有领导小组名单", detail, "note", "roster_issues"))
    return found


def _communities_silent(office: Office, figures: MonthFigures) -> list[Finding]:
    """整月没有新增、退出、参训、服务的社区可能还没有上报，记过零报告的不算；记了零报告又有内容的要核对。"""
    zeros = zero_reports(office, figures.month.key)
    silent = {
        each.id: each.name
        for each in figures.communities
        if not (each.new or each.left or each.training_attendances or each.service_attendances)
    }
    waiting = {key: name for key, name in silent.items() if key not in zeros}
    spoke = {each.id: each.name for each in figures.communities if each.id in zeros and each.id not in silent}
    found = []
    for kind, title, detail, severity, places in (
        ("silent", "可能还没有上报", "本月没有任何新内容；确实没有的请记零报告", "warning", waiting),
        ("zero_but_not", "记了零报告又有内容", "本月有新内容，请收回零报告或核对资料", "warning", spoke),
    ):
        if places:
            ids = tuple(key or "" for key in places)
            found.append(Finding(kind, title, f"{'、'.join(places.values())}{detail}", severity, "communities", ids))
    return found


def _last_month_moved(office: Office, figures: MonthFigures) -> list[Finding]:
    """上月关账以后又有变化，还没有出更正说明：本月的“上月末”会和印出去的对不上。"""
    last = figures.month.previous()
    changes = late_changes(office, last.key) if month_state(office, last.key).closed else []
    if not changes:
        return []
    detail = f"{len(changes)}个数字和关账时不同，请先出{last.title}的更正说明"
    return [Finding("last_month_moved", f"{last.title}关账以后又有变化", detail, "warning")]


def _still_due(office: Office, figures: MonthFigures) -> list[Finding]:
    due = {each.kind: each for each in due_on(office, figures.as_of)}
    return [
        Finding(
            each.kind,
            each.title,
            f"{each.count}{'人' if each.table == 'volunteers' else '处'}，{each.detail}",
            "warning",
            each.table,
            each.ids,
        )
        for kind in SHOWN
        if (each := due.get(kind)) is not None
    ]


def _rows_odd(office: Office, figures: MonthFigures) -> list[Finding]:
    """本月的行里看着不对的。"""
    questions = (
        ("sessions_without_names", "warning", "本月培训没有登记参训人员", "场，参训人次按零计"),
        ("present_twice", "note", "同一场培训里登记了两次", "条，同一人一场只计一个人次"),
        ("served_while_not_registered", "warning", "服务那天还没有登记或已经退出", "条服务记录，请核对日期和人"),
        ("gone_without_a_day", "warning", "退出或清退没有写日期", "人，仍按在册统计"),
    )
    return [
        Finding(kind, title, f"{len(ids)}{detail}", severity, queries.DUE[kind].table, tuple(ids))
        for kind, severity, title, detail in questions
        if (ids := _ids(office, kind, figures))
    ]


def _not_over(figures: MonthFigures) -> list[Finding]:
    if figures.as_of == figures.month.last:
        return []
    detail = f"数字只到{full_day(figures.as_of)}，月底再出一次"
    return [Finding("not_over", f"{figures.month.title}还没有结束", detail, "note")]


def _ids(office: Office, kind: str, figures: MonthFigures) -> Sequence[str]:
    given = parameters(office, figures.month, figures.as_of)
    return queries.names(office.database, queries.DUE[kind], given)
