"""表彰的纸：评选的推荐、公示、表彰名单，推荐表，礼遇签收表，补贴发放表。"""

from datetime import date
from pathlib import Path

from miaopu_desk.domain.card_tail import CardTail
from miaopu_desk.domain.codes import EDUCATION, ETHNIC_GROUPS, HONOUR_SUBJECTS, POLITICAL_STATUS, SEX, STIPEND_STATES
from miaopu_desk.domain.honour_pages import (
    AwardList,
    AwardPart,
    AwardRow,
    CourtesyRow,
    CourtesySheet,
    NominationForm,
    PayLine,
    PaySheet,
    pay_rows,
)
from miaopu_desk.domain.kinds import Phone
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COURTESIES, HONOURS, NOMINATIONS, SELECTIONS, STIPEND_SHEETS, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.honours import Courtesy, Honour, Nomination, Selection
from miaopu_desk.domain.records.offices import OfficeFacts
from miaopu_desk.domain.records.welfare import StipendSheet
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, only_one, span_of, yes
from miaopu_desk.services.selecting import honours_of, nominations_of, year_facts
from miaopu_desk.services.stipends import lines_of

AWARDS_OPTIONS = ("selection", "year", "contact", "deeds", "seal")
NOMINATION_OPTIONS = ("nomination", "selection", "whole", "purpose", "recipient")
COURTESIES_OPTIONS = ("courtesy", "from", "to")
STIPENDS_OPTIONS = ("sheet",)
_PERSON_LABELS = (
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "政治面貌",
    "文化程度",
    "社区",
    "志愿服务队",
    "登记日期",
    "联系电话",
)
_GROUP_LABELS = ("推荐对象", "对象类别", "社区", "负责人")
SHOWN = {"open": ("checked", "nominated", "shortlisted"), "publicised": ("publicised",), "finished": ("awarded",)}


def make_awards(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 awards；selection 是一次评选（照它的状态印推荐、公示或表彰名单），不写是 year（默认今年）得到的全部荣誉。

    contact 是公示的联系方式，deeds 写“是”印主要事迹，seal 写“是”留盖章的地方。
    """
    from miaopu_desk.reports.awards import print_awards

    written = options.get("selection", "").strip()
    found = _one_selection(office, written) if written else None
    return print_awards(selection_list(office, found, options) if found else year_list(office, options), path)


def selection_list(office: Office, selection: Selection, options: Options) -> AwardList:
    """一次评选的名单；没有可印的报 KnownError。"""
    facts, state = _facts(office), selection.state
    names = SHOWN.get(state, ())
    found = [each for each in nominations_of(office, selection.id) if each.state in names]
    if not found:
        raise KnownError(f"“{selection.name}”现在没有可以印的推荐，请先推荐。")
    numbers = {each.nomination.id: each.number or "" for each in office.keeper.table(HONOURS).all() if each.nomination}
    brand = f"“{facts.brand}”" if facts.brand else ""
    kind = {"open": "推荐名单", "publicised": "公示", "finished": "表彰名单"}[state]
    return AwardList(
        title=f"{_short(facts)}{brand}\n{_with_year(selection)}{kind}",
        paragraphs=_paragraphs(facts, selection, len(found), options.get("contact", "").strip()),
        parts=(AwardPart(title="", rows=tuple(_award_row(each, numbers.get(each.id, "")) for each in found)),),
        who="姓名" if selection.subject == "volunteer" else "名称",
        signed_as=facts.signed_as,
        day=selection.awarded_on or selection.publicised_on or office.today(),
        seal=yes(options, "seal"),
        with_deeds=yes(options, "deeds"),
    )


def year_list(office: Office, options: Options) -> AwardList:
    """一年得到的全部荣誉，按荣誉分段；一项也没有报 KnownError。"""
    facts = _facts(office)
    year = _year(office, options)
    found = [each for each in office.keeper.table(HONOURS).all() if each.awarded_on.year == year]
    if not found:
        raise KnownError(f"{year}年还没有登记荣誉，没有名单可印。")
    found.sort(key=lambda each: (each.awarded_on, each.number or "~"))
    titles = dict.fromkeys((each.name, each.awarding_body, each.awarded_on) for each in found)
    parts = tuple(
        AwardPart(
            title=f"{name}（{body}，{full_day(day)}）",
            rows=tuple(
                _honour_row(each)
                for each in found
                if (each.name, each.awarding_body, each.awarded_on) == (name, body, day)
            ),
        )
        for name, body, day in titles
    )
    people = len({each.volunteer.id for each in found if each.volunteer})
    said = f"，其中志愿者{people}人" if people else ""
    brand = f"“{facts.brand}”" if facts.brand else ""
    return AwardList(
        title=f"{_short(facts)}{brand}\n{year}年荣誉名单",
        paragraphs=(f"{year}年登记荣誉{len(found)}项{said}，按授予的先后列在下面。",),
        parts=parts,
        who="获得者",
        signed_as=facts.signed_as,
        day=office.today(),
        seal=yes(options, "seal"),
    )


def make_award_nomination(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 award_nomination；nomination 是哪条推荐，写了 purpose 印完整的联系电话并留下提供记录；
    selection 是哪次评选，印给社区手填的空白表。
    """
    from miaopu_desk.reports.awards import print_nomination
    from miaopu_desk.services.disclosing import disclose

    written = options.get("nomination", "").strip()
    if not written and options.get("selection", "").strip():
        return print_nomination(blank_form(office, _one_selection(office, options["selection"].strip())), path)
    every = office.keeper.table(NOMINATIONS).all()
    found = [each for each in every if written in (each.id, each.name)]
    one = only_one(found, "推荐", written, lambda each: f"{each.name}（{each.selection.name}）")
    purpose = options.get("purpose", "").strip()
    if purpose and one.volunteer:
        disclose(office, "print", VOLUNTEERS, purpose, options.get("recipient", ""), 1, ["联系电话"], one.volunteer.id)
    return print_nomination(nomination_form(office, one, whole=bool(purpose)), path)


def nomination_form(office: Office, one: Nomination, whole: bool = False) -> NominationForm:
    """一张推荐表的内容：登记里的照填，时长、次数当场算。"""
    facts = _facts(office)
    selection = office.keeper.table(SELECTIONS).get(one.selection.id or "")
    if selection is None:
        raise KnownError("这条推荐的评选已经删除。")
    counted = year_facts(office, one, selection.year)
    pairs = [("评选类别", selection.award.name), ("评选年度", f"{selection.year}年")]
    pairs += _person_pairs(office, one, whole) if one.subject == "volunteer" else _group_pairs(office, one)
    if counted.minutes is not None:
        pairs += [
            (f"{selection.year}年时长", f"{counted.minutes / 60:.1f}小时"),
            (f"{selection.year}年次数", f"{counted.attendances or 0}次"),
        ]
    if counted.star is not None:
        pairs += [("星级", counted.star), (f"{selection.year}年培训", f"{counted.trainings or 0}次")]
    earned = honours_of(office, one.volunteer.id or "") if one.volunteer else []
    return NominationForm(
        title=f"{_with_year(selection).removesuffix('评选')}推荐表",
        office=facts.name,
        facts=tuple(pairs),
        deeds=one.deeds or "",
        honours="；".join(
            f"{each.awarded_on.year}年{each.name.removeprefix(f'{each.awarded_on.year}年')}（{each.awarding_body}）"
            for each in earned
        ),
        opinions=(f"推荐单位意见\n（{one.nominated_by}）" if one.nominated_by else "推荐单位意见", "街道意见"),
        note=f"时长、次数照服务记录算到{full_day(min(office.today(), date(selection.year, 12, 31)))}，不含路途。",
    )


def blank_form(office: Office, selection: Selection) -> NominationForm:
    """一次评选的空白推荐表，栏目和填好的一样。"""
    labels = _PERSON_LABELS if selection.subject == "volunteer" else _GROUP_LABELS
    counted = (f"{selection.year}年时长", f"{selection.year}年次数")
    return NominationForm(
        title=f"{_with_year(selection).removesuffix('评选')}推荐表",
        office=_facts(office).name,
        facts=(
            ("评选类别", selection.award.name),
            ("评选年度", f"{selection.year}年"),
            *((label, "") for label in (*labels, *counted)),
        ),
        deeds="",
        honours="",
        opinions=("推荐单位意见", "街道意见"),
        note=f"推荐到{full_day(selection.nominate_by)}为止。" if selection.nominate_by else "",
        blank=True,
    )


def make_courtesies(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 courtesies；courtesy 是其中一条记录（同一天、同一礼遇、同一事由的印在一起），不写的印 from 到 to 的全部。"""
    from miaopu_desk.reports.payments import print_courtesies

    return print_courtesies(courtesy_sheet(office, month, options), path)


def courtesy_sheet(office: Office, month: str | None, options: Options) -> CourtesySheet:
    """一张签收表；一条也没有报 KnownError。"""
    facts = _facts(office)
    table = office.keeper.table(COURTESIES)
    written = options.get("courtesy", "").strip()
    if written:
        chosen = table.get(written)
        if chosen is None:
            raise KnownError("这条礼遇记录已经删除，请刷新后重新选择。")
        found = [each for each in table.all() if _same_batch(each, chosen)]
        subtitle = "　".join(part for part in (chosen.kind.name, chosen.occasion, full_day(chosen.given_on)) if part)
    else:
        span = span_of(office, month, options)
        found = [each for each in table.all() if span.first <= each.given_on <= span.last]
        subtitle = span.title
        if not found:
            raise KnownError(f"{span.title}没有登记礼遇，没有签收表可印。")
    people = {
        each.id: each for each in office.keeper.table(VOLUNTEERS).records([row.volunteer.id or "" for row in found])
    }
    rows = [
        CourtesyRow(
            name=each.volunteer.name,
            community=people[each.volunteer.id or ""].community.name,
            kind=each.kind.name,
            count=each.count,
            value=each.value,
            day=each.given_on,
            note=each.note or "",
        )
        for each in found
    ]
    return CourtesySheet(
        title=f"{_short(facts)}志愿者礼遇发放签收表",
        subtitle=subtitle,
        office=facts.name,
        rows=tuple(sorted(rows, key=lambda row: row.day)),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
    )


def make_stipends(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 stipends；sheet 是发放表编号，不写的是最近一张。"""
    from miaopu_desk.reports.payments import print_stipends

    return print_stipends(pay_sheet(office, _sheet(office, options)), path)


def pay_sheet(office: Office, sheet: StipendSheet) -> PaySheet:
    """一张发放表在纸上的内容，全部出自表里存着的行，不看现在的登记。"""
    tail = CardTail()
    lines = tuple(
        PayLine(
            person=each.volunteer.id or each.name,
            kind=each.kind,
            name=each.name,
            community=each.community or "",
            post=each.post_name or "",
            unit=each.unit or "",
            card=tail.masked(each.card_tail),
            monthly=each.monthly,
            days=each.days,
            leave_days=each.leave_days,
            amount=each.amount,
            reason=each.reason or "",
        )
        for each in lines_of(office, sheet.id)
    )
    return PaySheet(
        title=sheet.name,
        number=sheet.number,
        state=STIPEND_STATES.label(sheet.state),
        rows=pay_rows(lines),
        made=f"{sheet.made_by}　{sheet.made_on}",
        approved=f"{sheet.approved_by}　{sheet.approved_on}" if sheet.approved_by else "",
        issued=full_day(sheet.issued_on) if sheet.issued_on else "",
    )


def _facts(office: Office) -> OfficeFacts:
    facts = office.facts
    if facts is None:
        raise KnownError("还没有办公室设置，纸上没有单位名称。请先建立办公室。")
    return facts


def _short(facts: OfficeFacts) -> str:
    return facts.name.removesuffix("办事处")


def _one_selection(office: Office, written: str) -> Selection:
    found = [each for each in office.keeper.table(SELECTIONS).all() if written in (each.id, each.name)]
    return only_one(found, "评选", written, lambda each: each.name)


def _with_year(selection: Selection) -> str:
    return selection.name if str(selection.year) in selection.name else f"{selection.year}年{selection.name}"


def _year(office: Office, options: Options) -> int:
    text = options.get("year", "").strip().removesuffix("年") or str(office.today().year)
    if not text.isdecimal() or not 2000 <= int(text) <= 2100:
        raise KnownError(f"选项 year 应写年份，例如 {office.today().year}，“{text}”不行。")
    return int(text)


def _paragraphs(facts: OfficeFacts, selection: Selection, count: int, contact: str) -> tuple[str, ...]:
    what = f"{count}{'名' if selection.subject == 'volunteer' else '个'}{HONOUR_SUBJECTS.label(selection.subject)}"
    basis = f"根据{selection.basis}，" if selection.basis else ""
    award = f"“{selection.award.name}”"
    if selection.state == "open":
        quota = f"，名额{selection.quota}个" if selection.quota else ""
        until = f"推荐到{full_day(selection.nominate_by)}为止，" if selection.nominate_by else ""
        return (f"{basis}开展{selection.year}年{award}评选{quota}。{until}已推荐{what}，名单如下。",)
    if selection.state == "publicised":
        start, end = selection.publicised_on, selection.publicity_ends_on
        span = f"{full_day(start)}至{full_day(end)}" if start and end else ""
        reach = f"，联系方式：{contact}" if contact else ""
        return (
            f"{basis}经推荐和核对，拟授予下列{what}{award}称号，现将名单公示如下。",
            f"公示时间：{span}。对名单有意见的，请在公示期内向{facts.signed_as}反映{reach}。",
        )
    body = selection.awarding_body or facts.name
    document = f"（{selection.document}）" if selection.document else ""
    return (f"{basis}经推荐、核对和公示，{body}决定授予下列{what}{award}称号{document}。",)


def _award_row(each: Nomination, number: str) -> AwardRow:
    return AwardRow(
        each.name, each.community.name if each.community else "", each.nominated_by or "", number, each.deeds or ""
    )


def _honour_row(each: Honour) -> AwardRow:
    return AwardRow(each.holder, each.community.name if each.community else "", "", each.number or "")


def _person_pairs(office: Office, one: Nomination, whole: bool) -> list[tuple[str, str]]:
    person = office.keeper.table(VOLUNTEERS).get((one.volunteer.id if one.volunteer else "") or "")
    if person is None:
        return [("姓名", one.name), ("社区", one.community.name if one.community else "")]
    phone = Phone().show(person.phone) if whole else Phone().masked(person.phone)
    values = (
        person.name,
        SEX.label(person.sex) if person.sex else "",
        f"{person.born_on.year}年{person.born_on.month}月" if person.born_on else "",
        ETHNIC_GROUPS.label(person.ethnic_group) if person.ethnic_group else "",
        POLITICAL_STATUS.label(person.political_status) if person.political_status else "",
        EDUCATION.label(person.education) if person.education else "",
        person.community.name,
        person.team.name if person.team else "",
        full_day(person.registered_on),
        phone,
    )
    return list(zip(_PERSON_LABELS, values, strict=True))


def _group_pairs(office: Office, one: Nomination) -> list[tuple[str, str]]:
    team = office.keeper.table(TEAMS).get((one.team.id if one.team else "") or "")
    values = (
        one.name,
        HONOUR_SUBJECTS.label(one.subject),
        one.community.name if one.community else "",
        (team.leader or "") if team else "",
    )
    return list(zip(_GROUP_LABELS, values, strict=True))


def _same_batch(each: Courtesy, chosen: Courtesy) -> bool:
    return (each.given_on, each.kind.id, each.occasion) == (chosen.given_on, chosen.kind.id, chosen.occasion)


def _sheet(office: Office, options: Options) -> StipendSheet:
    every = office.keeper.table(STIPEND_SHEETS).all()
    written = options.get("sheet", "").strip()
    if written:
        found = [each for each in every if written in (each.number, each.id)]
        return only_one(found, "发放表", written, lambda each: each.number)
    if not every:
        raise KnownError("还没有补贴发放表，请先在“表彰”的“补贴发放”里编制。")
    return max(every, key=lambda each: each.month)
