"""表彰名单：评选的推荐、公示、表彰，和一年里的全部荣誉。"""

from pathlib import Path

from miaopu_desk.domain.codes import HONOUR_SUBJECTS
from miaopu_desk.domain.honour_pages import (
    AwardList,
    AwardPart,
    AwardRow,
)
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import HONOURS, SELECTIONS
from miaopu_desk.domain.records.honours import Honour, Nomination, Selection
from miaopu_desk.domain.records.offices import OfficeFacts
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, only_one, yes
from miaopu_desk.services.selection_checks import nominations_of

AWARDS_OPTIONS = ("selection", "year", "contact", "deeds", "seal")
SHOWN = {"open": ("checked", "nominated", "shortlisted"), "publicised": ("publicised",), "finished": ("awarded",)}


def make_awards(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 awards；selection 是一次评选（照它的状态印推荐、公示或表彰名单），不写是 year（默认今年）得到的全部荣誉。

    contact 是公示的联系方式，deeds 写“是”印主要事迹，seal 写“是”留盖章的地方。
    """
    from miaopu_desk.reports.awards import print_awards

    written = options.get("selection", "").strip()
    found = chosen_selection(office, written) if written else None
    return print_awards(selection_list(office, found, options) if found else year_list(office, options), path)


def selection_list(office: Office, selection: Selection, options: Options) -> AwardList:
    """一次评选的名单；没有可印的报 KnownError。"""
    facts, state = office.known_facts(), selection.state
    names = SHOWN.get(state, ())
    found = [each for each in nominations_of(office, selection.id) if each.state in names]
    if not found:
        raise KnownError(f"“{selection.name}”现在没有可以印的推荐，请先推荐。")
    numbers = {each.nomination.id: each.number or "" for each in office.keeper.table(HONOURS).all() if each.nomination}
    brand = facts.quoted_brand
    kind = {"open": "推荐名单", "publicised": "公示", "finished": "表彰名单"}[state]
    return AwardList(
        title=f"{facts.short_name}{brand}\n{with_year(selection)}{kind}",
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
    facts = office.known_facts()
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
    brand = facts.quoted_brand
    return AwardList(
        title=f"{facts.short_name}{brand}\n{year}年荣誉名单",
        paragraphs=(f"{year}年登记荣誉{len(found)}项{said}，按授予的先后列在下面。",),
        parts=parts,
        who="获得者",
        signed_as=facts.signed_as,
        day=office.today(),
        seal=yes(options, "seal"),
    )


def chosen_selection(office: Office, written: str) -> Selection:
    """按选项里写的编号或名称找到的那次评选；没有、不止一次报 KnownError。"""
    found = [each for each in office.keeper.table(SELECTIONS).all() if written in (each.id, each.name)]
    return only_one(found, "评选", written, lambda each: each.name)


def with_year(selection: Selection) -> str:
    """评选的名称，带上年份。"""
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
