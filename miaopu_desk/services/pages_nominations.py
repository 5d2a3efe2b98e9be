"""评选推荐表：一条推荐照登记填好的，和给社区手填的空白表。"""

from datetime import date
from pathlib import Path

from miaopu_desk.domain.codes import EDUCATION, ETHNIC_GROUPS, HONOUR_SUBJECTS, POLITICAL_STATUS, SEX
from miaopu_desk.domain.honour_pages import (
    NominationForm,
)
from miaopu_desk.domain.kinds import Phone
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import NOMINATIONS, SELECTIONS, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.honours import Nomination, Selection
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, only_one
from miaopu_desk.services.pages_awards import chosen_selection, with_year
from miaopu_desk.services.selection_checks import honours_of, year_facts

NOMINATION_OPTIONS = ("nomination", "selection", "whole", "purpose", "recipient")
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


def make_award_nomination(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 award_nomination；nomination 是哪条推荐，写了 purpose 印完整的联系电话并留下提供记录；
    selection 是哪次评选，印给社区手填的空白表。
    """
    from miaopu_desk.reports.awards import print_nomination
    from miaopu_desk.services.disclosing import disclose

    written = options.get("nomination", "").strip()
    if not written and options.get("selection", "").strip():
        return print_nomination(blank_form(office, chosen_selection(office, options["selection"].strip())), path)
    every = office.keeper.table(NOMINATIONS).all()
    found = [each for each in every if written in (each.id, each.name)]
    one = only_one(found, "推荐", written, lambda each: f"{each.name}（{each.selection.name}）")
    purpose = options.get("purpose", "").strip()
    if purpose and one.volunteer:
        disclose(office, "print", VOLUNTEERS, purpose, options.get("recipient", ""), 1, ["联系电话"], one.volunteer.id)
    return print_nomination(nomination_form(office, one, whole=bool(purpose)), path)


def nomination_form(office: Office, one: Nomination, whole: bool = False) -> NominationForm:
    """一张推荐表的内容：登记里的照填，时长、次数当场算。"""
    facts = office.known_facts()
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
        title=f"{with_year(selection).removesuffix('评选')}推荐表",
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
        title=f"{with_year(selection).removesuffix('评选')}推荐表",
        office=office.known_facts().name,
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
