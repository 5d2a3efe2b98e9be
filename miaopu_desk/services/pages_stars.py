"""星级的纸：按记录列的公示、一轮的公示和认证名单、个人证书、说明单，取数印成页。"""

from datetime import date, timedelta
from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS, StarCertification
from miaopu_desk.domain.star_paper import StarPaper
from miaopu_desk.domain.star_slip import StarSlip
from miaopu_desk.domain.stars import StarEntry, StarList, rules_on, standard_words, starred, status_words
from miaopu_desk.services.certificates import find_volunteer
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of
from miaopu_desk.services.star_rounds import publicity_ends, round_named, round_people
from miaopu_desk.services.star_rules import star_sets
from miaopu_desk.services.star_slip import star_slip
from miaopu_desk.services.stars import standings

STAR_OPTIONS = ("day", "days", "contact", "round")
STAR_CERTIFICATE_OPTIONS = ("number", "volunteer", "purpose", "recipient")
SLIP_OPTIONS = ("volunteer", "day")


def star_list(office: Office, as_of: date, days: int | None = None, contact: str = "") -> StarList:
    """截至 as_of 的星级名单，从今天起公示 days 天（空着照口径）。没有建立办公室、那天还没有标准报 KnownError。"""
    today = office.today()
    last = today + timedelta(days=days - 1) if days else publicity_ends(office, today)
    people = standings(office, as_of)
    return _list(office, as_of, today, last, starred(people), len(people), contact)


def round_list(office: Office, number: str, contact: str = "") -> StarList:
    """一轮的名单：认证以前是拟认证的公示，认证以后是认证名单、带证书编号。没有这一轮的报 KnownError。"""
    one = round_named(office, number)
    wanted = ("certified", "revoked") if one.certified_on else ("candidate",)
    entries = tuple(
        StarEntry(
            each.volunteer.id or "",
            each.name,
            each.community.name,
            each.minutes,
            each.star,
            each.label,
            each.points,
            each.number or "",
        )
        for each in round_people(office, one.id)
        if each.state in wanted
    )
    if not entries:
        raise KnownError(f"“{one.number}”没有可以列的人（都不认证，或者取消了）。")
    first = one.publicity_from or office.today()
    last = one.publicity_to or publicity_ends(office, first)
    registered = len(standings(office, one.as_of))
    return _list(office, one.as_of, first, last, entries, registered, contact, one.number, one.certified_on)


def make_star_list(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 star_list；round 是哪一轮，day 是截至哪天，days 是公示几天，contact 是联系方式。没有人达到星级报 KnownError。"""
    from miaopu_desk.reports.star_list import print_star_list

    contact = options.get("contact", "").strip()
    if options.get("round", "").strip():
        return print_star_list(round_list(office, options["round"], contact), path)
    days = options.get("days", "").strip()
    if days and (not days.isdecimal() or not 1 <= int(days) <= 60):
        raise KnownError(f"选项 days 是公示几天，应写 1 到 60 的整数，“{days}”不行。")
    found = star_list(office, day_of(office, month, options), int(days) if days else None, contact)
    if not found.entries:
        raise KnownError(f"截至{full_day(found.as_of)}还没有人达到星级标准（{found.standard}），没有名单可以公示。")
    return print_star_list(found, path)


def make_star_certificate(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 star_certificate；number 是证书编号，volunteer 是给谁（用他最高的一份）；写了 purpose 才印完整号码并留记录。"""
    from miaopu_desk.reports.star_certificate import print_star_certificate

    one = _certification(office, options)
    purpose = options.get("purpose", "")
    whole = bool(purpose.strip()) and one.id_number is not None
    if whole:
        disclose(office, "print", STAR_CERTIFICATIONS, purpose, options.get("recipient", ""), 1, ["身份证号"], one.id)
    return print_star_certificate(star_paper(office, one), path, whole=whole)


def make_star_slip(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 star_slip；volunteer 是谁（证件号，或姓名），day 是截至哪天。"""
    written = options.get("volunteer", "").strip()
    if not written:
        raise KnownError("请写明是谁：volunteer=证件号码，或 volunteer=姓名（同名的空一格写证件号或电话后四位）。")
    who = find_volunteer(office, written)
    return print_slip(star_slip(office, who.id, day_of(office, month, options)), path)


def print_slip(slip: StarSlip, path: Path) -> Path:
    """把一份说明单印成页；没有落款单位报 KnownError。"""
    from miaopu_desk.reports.star_slip import print_star_slip

    if not slip.signed_as:
        raise KnownError("还没有办公室设置，说明单没有落款单位。请先建立办公室。")
    return print_star_slip(slip, path)


def star_paper(office: Office, one: StarCertification) -> StarPaper:
    """一份认证印成证书要的；没有认证、已经撤销、没有建立办公室报 KnownError。"""
    facts = office.known_facts("证书没有发证单位")
    if one.state == "revoked":
        raise KnownError(f"{one.name}的{one.label}已于{one.revoked_on}撤销（{one.reason}），不能再印证书。")
    if one.state != "certified" or one.certified_on is None:
        raise KnownError(f"{one.name}的{one.label}还没有认证，认证以后才有证书。")
    found = office.keeper.table(STAR_ROUNDS).get(one.round.id or "")
    assert found is not None
    rules = rules_on(found.as_of, star_sets(office))
    level = next((each for each in rules.levels if each.star == one.star), None) if rules else None
    shown = (found.publicity_from, found.publicity_to)
    return StarPaper(
        one=one,
        as_of=found.as_of,
        publicity=(shown[0], shown[1]) if shown[0] and shown[1] else None,
        privileges=level.privileges if level else "",
        brand=facts.brand or "",
        issuer=facts.signed_as,
        standard=found.standard or "",
    )


def _list(
    office: Office,
    as_of: date,
    first: date,
    last: date,
    entries: tuple[StarEntry, ...],
    registered: int,
    contact: str,
    number: str = "",
    certified_on: date | None = None,
) -> StarList:
    facts = office.known_facts("公示没有落款单位")
    rules = rules_on(as_of, star_sets(office))
    if rules is None:
        raise KnownError(f"{full_day(as_of)}还没有生效的星级标准，请换一个日期。")
    return StarList(
        office=facts.short_name,
        signed_as=facts.signed_as,
        brand=facts.brand or "",
        as_of=as_of,
        day=first,
        last_day=last,
        entries=entries,
        registered=registered,
        standard=standard_words(rules),
        status=status_words(rules),
        contact=contact,
        certified_on=certified_on,
        round=number,
    )


def _certification(office: Office, options: Options) -> StarCertification:
    table = office.keeper.table(STAR_CERTIFICATIONS)
    number, written = options.get("number", "").strip(), options.get("volunteer", "").strip()
    if number:
        found = table.find("number", number)
        if not found:
            raise KnownError(f"没有编号为“{number}”的星级证书，请在“服务”的“认证”里核对。")
        return found[0]
    if not written:
        raise KnownError("请写明哪一份：number=证书编号，或 volunteer=姓名（还没有认证的没有证书）。")
    who = find_volunteer(office, written)
    mine = [each for each in table.find("volunteer", who.id) if each.state == "certified"]
    if not mine:
        raise KnownError(f"{who.name}还没有有效的星级认证，没有证书可印。")
    return max(mine, key=lambda each: (each.star, each.certified_on))
