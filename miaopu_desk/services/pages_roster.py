"""领导小组的纸：取一期名单和它与上一期的差别，印成名单或调整通知。"""

from pathlib import Path

from miaopu_desk.domain.codes import POSTS
from miaopu_desk.domain.leading_group import Change, ChangeNotice, Member, RosterPage, posts_held
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.rosters import Leader, RosterIssue
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of, only_one, yes
from miaopu_desk.services.rosters import compare, issues, leaders_of

LEADING_GROUP_OPTIONS = ("day", "issue", "seal")
ROSTER_CHANGE_OPTIONS = ("day", "issue", "to", "number", "seal")


def make_leading_group(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """领导小组名单，写成 PDF 或 xlsx。

    选项：day 哪天有效的（不写是月末或今天）、issue 名单编号（写了就不看日子）、seal 写“是”留出盖章的地方。
    """
    issue = _issue(office, month, options)
    if path.suffix.lower() == ".xlsx":
        return _workbook(office, issue, path)
    from miaopu_desk.reports.leading_group import print_leading_group

    return print_leading_group(roster_page(office, issue, month, options), path)


def make_roster_change(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """调整通知，写成 PDF；和上一期对照。

    选项：day、issue、seal 同名单；to 主送机关（不写是各社区）；number 发文字号。
    """
    from miaopu_desk.reports.roster_change import print_roster_change

    return print_roster_change(change_notice(office, _issue(office, month, options), month, options), path)


def roster_page(office: Office, issue: RosterIssue, month: str | None, options: Options) -> RosterPage:
    """一期名单的内容；名单里没有人报 KnownError。还没有建立办公室的，没有单位和落款。"""
    facts = office.facts
    members = tuple(_member(each) for each in leaders_of(office, issue.id))
    if not members:
        raise KnownError(f"名单“{issue.number}”里还没有成员，请先在“领导小组”里添上。")
    return RosterPage(
        office=facts.name if facts else "",
        brand=(facts and facts.brand) or "",
        number=issue.number,
        issued_on=issue.issued_on,
        members=members,
        signed_as=facts.signed_as if facts else "",
        day=issue.issued_on if options.get("issue") else day_of(office, month, options),
        office_in=issue.office_in or "",
        seal=yes(options, "seal"),
    )


def change_notice(office: Office, issue: RosterIssue, month: str | None, options: Options) -> ChangeNotice:
    """一份调整通知的内容：上一期是印发更早的最近一期。"""
    page = roster_page(office, issue, month, options)
    every = issues(office)
    at = next(number for number, each in enumerate(every) if each.id == issue.id)
    before = every[at + 1] if at + 1 < len(every) else None
    return ChangeNotice(
        page=page,
        reason=issue.reason or "",
        previous=(before.number, before.issued_on) if before else None,
        changes=_changes(office, before, issue) if before else (),
        addressee=options.get("to", "").strip() or "各社区",
        document_number=options.get("number", "").strip(),
    )


def _changes(office: Office, before: RosterIssue, issue: RosterIssue) -> tuple[Change, ...]:
    """新进、变动、退出的人，各照名单的先后。"""
    old, new = leaders_of(office, before.id), leaders_of(office, issue.id)
    found = compare(old, new)
    joined = [Change(name, after=_held(new, name)) for name in dict.fromkeys(each.name for each in found.joined)]
    moved = [
        Change(
            after[0].name, posts_held([_member(each) for each in was]), posts_held([_member(each) for each in after])
        )
        for was, after in found.moved
    ]
    left = [Change(name, before=_held(old, name)) for name in dict.fromkeys(each.name for each in found.left)]
    return (*joined, *moved, *left)


def _held(leaders: list[Leader], name: str) -> str:
    return posts_held([_member(each) for each in leaders if each.name == name])


def _member(leader: Leader) -> Member:
    return Member(POSTS.label(leader.post), leader.name, leader.title or "")


def _issue(office: Office, month: str | None, options: Options) -> RosterIssue:
    """要印的那一期：指定的编号，或者那天有效的。"""
    every = issues(office)
    number = options.get("issue", "").strip()
    if number:
        found = [each for each in every if number in (each.number, each.id)]
        return only_one(found, "名单", number, lambda each: f"{each.number}（{full_day(each.issued_on)}）")
    day = day_of(office, month, options)
    issue = next((each for each in every if each.issued_on <= day), None)
    if issue is None:
        raise KnownError(f"{full_day(day)}以前没有印发过领导小组名单，请先在“领导小组”里建立。")
    return issue


def _workbook(office: Office, issue: RosterIssue, path: Path) -> Path:
    from miaopu_desk.domain.month_annexes import roster_table
    from miaopu_desk.exchange.monthly_book import roster_sheet
    from miaopu_desk.exchange.writing import write_sheets

    facts = office.facts
    members = [(each.post, each.name, each.title or "") for each in leaders_of(office, issue.id)]
    table = roster_table((facts and facts.brand) or "", issue.number, issue.issued_on, members)
    return write_sheets(path, [roster_sheet(table)])
