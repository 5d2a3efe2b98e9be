"""星级名单：谁到了几星，取数并印成公示。"""

from datetime import date, timedelta
from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.stars import StarList, rules_on, standard_words, starred, status_words
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of
from miaopu_desk.services.star_rules import star_sets
from miaopu_desk.services.stars import standings

STAR_OPTIONS = ("day", "days", "contact")
PUBLIC_DAYS = 7  # 民发〔2015〕149号：内部公示不少于七天


def star_list(office: Office, as_of: date, days: int = PUBLIC_DAYS, contact: str = "") -> StarList:
    """截至 as_of 的星级名单，从今天起公示 days 天。没有建立办公室、那天还没有星级标准报 KnownError。"""
    facts = office.facts
    if facts is None:
        raise KnownError("还没有办公室设置，公示没有落款单位。请先建立办公室。")
    rules = rules_on(as_of, star_sets(office))
    if rules is None:
        raise KnownError(f"{full_day(as_of)}还没有生效的星级标准，请换一个日期。")
    people = standings(office, as_of)
    return StarList(
        office=facts.name.removesuffix("办事处"),
        signed_as=facts.signed_as,
        brand=facts.brand or "",
        as_of=as_of,
        day=office.today(),
        last_day=office.today() + timedelta(days=days - 1),
        entries=starred(people),
        registered=len(people),
        standard=standard_words(rules),
        status=status_words(rules),
        contact=contact,
        measure=rules.measure,
    )


def make_star_list(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 star_list；选项 day 是截至哪天，days 是公示几天，contact 是联系方式。没有人达到星级报 KnownError。"""
    from miaopu_desk.reports.star_list import print_star_list

    days = options.get("days", str(PUBLIC_DAYS)).strip()
    if not days.isdecimal() or not 1 <= int(days) <= 60:
        raise KnownError(f"选项 days 是公示几天，应写 1 到 60 的整数，“{days}”不行。")
    found = star_list(office, day_of(office, month, options), int(days), options.get("contact", "").strip())
    if not found.entries:
        raise KnownError(f"截至{full_day(found.as_of)}还没有人达到星级标准（{found.standard}），没有名单可以公示。")
    return print_star_list(found, path)
