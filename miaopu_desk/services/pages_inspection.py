"""督查的纸：取一期的督查和整改印成通报，一条整改印成通知书，一期的排名印成表，一批奖励印成发放表。"""

from pathlib import Path

from miaopu_desk.domain.inspection_pages import (
    Circular,
    InspectedLine,
    ProblemLine,
    RankingPage,
    RectificationNotice,
    RewardLine,
    RewardSheet,
    subject_of,
)
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.period import Period, period_of, read_period
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import CLUES, INSPECTIONS, RECHECKS, RECTIFICATIONS, REWARD_BATCHES, REWARD_PAYMENTS
from miaopu_desk.domain.records.inspection import Inspection
from miaopu_desk.domain.records.rectification import Rectification
from miaopu_desk.domain.rectifying import standing_words
from miaopu_desk.services.clue_work import LABELS, reporter_of
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, only_one, yes
from miaopu_desk.services.ranking import ranking
from miaopu_desk.services.roles import HEAD, require
from miaopu_desk.store.listing import Condition, Listing

CIRCULAR_OPTIONS = ("period", "to", "number", "without_ranking", "seal")
NOTICE_OPTIONS = ("rectification", "seal")
RANKING_OPTIONS = ("period",)
REWARD_OPTIONS = ("batch", "purpose", "recipient")
BY_NUMBER = "凭编号领取"


def make_circular(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """督查通报。

    选项：period 哪一期（2021-05、2021年第二季度、2021年上半年、2021，不写是月份或本月）、to 主送机关、number 发文字号、
    without_ranking 写“是”不附排名、seal 写“是”留出盖章的地方。那一期没有督查过报 KnownError。
    """
    from miaopu_desk.reports.inspection import print_circular

    return print_circular(circular(office, period_option(office, month, options), options), path)


def make_notice(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """整改通知书；选项 rectification 是通知编号，不写是最近发的一份。还没有发通知的报 KnownError。"""
    from miaopu_desk.reports.inspection import print_notice

    return print_notice(notice(office, _rectification(office, options), options), path)


def make_ranking(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """考核排名表；选项 period 是哪一期，不写是月份或本月。"""
    from miaopu_desk.reports.inspection import print_ranking

    period = period_option(office, month, options)
    facts = office.facts
    page = RankingPage(
        office=facts.name if facts else "",
        brand=(facts and facts.brand) or "",
        period=period.title,
        day=office.today(),
        ranking=ranking(office, period),
    )
    return print_ranking(page, path)


def make_clue_rewards(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """线索奖励发放表。

    选项：batch 是批次编号，不写是最近的一批；purpose 写了用途就印领款人的姓名，要办公室主任，记一笔；recipient 交给谁。
    """
    from miaopu_desk.reports.clue_rewards import print_clue_rewards

    return print_clue_rewards(reward_sheet(office, options), path)


def period_option(office: Office, month: str | None, options: Options) -> Period:
    """选项里的一期；没有写的是那个月，月份也没有写的是本月。"""
    written = options.get("period", "").strip() or (month or "")
    return read_period(written, office.today()) if written else period_of("month", office.today())


def circular(office: Office, period: Period, options: Options) -> Circular:
    """一份通报的内容：这一期的督查、这一期查出的和以前没有销号的问题、排名。"""
    facts = office.facts
    as_of = period.as_of(office.today())
    span = (Condition("day", "from", (period.first,)), Condition("day", "to", (as_of,)))
    inspected = office.keeper.table(INSPECTIONS).all(Listing(where=span, order=("day", "number")))
    problems = [
        each
        for each in office.keeper.table(RECTIFICATIONS).all(Listing(order=("found_on", "name")))
        if each.state != "void"
        and each.found_on <= as_of
        and (each.found_on >= period.first or each.closed_on is None or each.closed_on >= period.first)
    ]
    if not inspected and not problems:
        raise KnownError(f"{period.title}没有督查过，也没有要整改的问题，没有什么可以通报。")
    return Circular(
        office=facts.name if facts else "",
        signed_as=facts.signed_as if facts else "",
        brand=(facts and facts.brand) or "",
        period=period.title,
        as_of=as_of,
        day=office.today(),
        inspected=tuple(
            InspectedLine(each.day, _subject(each), each.checklist.name, each.score, each.praise or "")
            for each in inspected
        ),
        problems=tuple(
            ProblemLine(
                _subject(each),
                each.name,
                each.place or "",
                each.deadline,
                standing_words(each.state, each.deadline, office.today()),
            )
            for each in problems
        ),
        ranking=None if yes(options, "without_ranking") else ranking(office, period),
        addressee=options.get("to", "").strip() or "各社区、各责任单位",
        document_number=options.get("number", "").strip(),
        seal=yes(options, "seal"),
    )


def notice(office: Office, one: Rectification, options: Options) -> RectificationNotice:
    """一份整改通知书的内容。"""
    if one.noticed_on is None or one.deadline is None or not one.number:
        raise KnownError(f"“{one.name}”还没有发通知。请先在“整改”里发通知、定期限，再印通知书。")
    facts = office.facts
    unit = one.unit or (f"{one.community.name}社区" if one.community else "")
    person = one.person.name if one.person else ""
    called = "你单位" if one.unit else "你社区" if one.community else "你负责的区域" if one.area or person else "你处"
    return RectificationNotice(
        office=facts.name if facts else "",
        signed_as=facts.signed_as if facts else "",
        number=one.number,
        addressee=unit or person or (one.area.name if one.area else ""),
        called=called,
        found_on=one.found_on,
        noticed_on=one.noticed_on,
        deadline=one.deadline,
        problem=one.name,
        place="，".join(part for part in (one.area.name if one.area else "", one.place or "") if part),
        requirement=one.requirement or "",
        inspection=one.inspection.name if one.inspection else "",
        rechecks=tuple(
            (each.day, each.passed, each.note or "")
            for each in sorted(
                office.keeper.table(RECHECKS).find("rectification", one.id), key=lambda recheck: recheck.day
            )
        ),
        seal=yes(options, "seal"),
    )


def reward_sheet(office: Office, options: Options) -> RewardSheet:
    """一张奖励发放表的内容；写了用途才有姓名，先核角色、记一笔。"""
    batches = office.keeper.table(REWARD_BATCHES).all()
    if not batches:
        raise KnownError("还没有造过奖励的册。请先在“奖励”里造册。")
    written = options.get("batch", "").strip()
    found = [each for each in batches if written in (each.number, each.id)] if written else batches[:1]
    batch = only_one(found, "奖励批次", written, lambda each: each.number)
    payments = sorted(office.keeper.table(REWARD_PAYMENTS).find("batch", batch.id), key=lambda one: one.clue.name)
    if not payments:
        raise KnownError(f"批次“{batch.number}”里没有奖励，没有什么可以发放。")
    clues = {each.id: each for each in office.keeper.table(CLUES).records([one.clue.id or "" for one in payments])}
    purpose = options.get("purpose", "").strip()
    if purpose:
        require(office.keeper, (HEAD,), "印领款人的姓名")
        disclose(office, "print", CLUES, purpose, options.get("recipient", ""), len(payments), LABELS)
    lines = []
    for one in payments:
        clue = clues[one.clue.id or ""]
        payee = reporter_of(office, clue).name if purpose else BY_NUMBER
        kind = clue.kind.name if clue.kind else ""
        lines.append(RewardLine(clue.number, kind, one.amount, one.note or "", payee))
    facts = office.facts
    return RewardSheet(
        office=facts.name if facts else "",
        signed_as=facts.signed_as if facts else "",
        number=batch.number,
        day=batch.day,
        paid_on=batch.paid_on,
        lines=tuple(lines),
        prepared_by=(facts and facts.prepared_by) or "",
        checked_by=(facts and facts.checked_by) or "",
    )


def _rectification(office: Office, options: Options) -> Rectification:
    every = office.keeper.table(RECTIFICATIONS).all(Listing(order=("-number",)))
    written = options.get("rectification", "").strip()
    found = (
        [each for each in every if written in (each.number, each.id)]
        if written
        else [each for each in every if each.noticed_on is not None][:1]
    )
    if not written and not found:
        raise KnownError("还没有发过整改通知。请先在“整改”里选中问题，发通知、定期限。")
    return only_one(found, "整改通知", written, lambda each: f"{each.number or '还没有编号'}（{each.name}）")


def _subject(one: Inspection | Rectification) -> str:
    def name(ref: Ref | None) -> str:
        return ref.name if ref else ""

    person = name(one.person) if isinstance(one, Rectification) else ""
    return subject_of(name(one.community), name(one.area), one.unit or "", person)
