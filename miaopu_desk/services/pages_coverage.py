"""培训覆盖面的纸，和一个人参加培训的证明（民政部令第67号第八条的各项）。"""

from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.coverage import TOTAL, Coverage
from miaopu_desk.domain.coverage_pages import CoveragePage, TrainedLine, TrainingCertificate
from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.certificates import find_volunteer
from miaopu_desk.services.coverage import training_coverage
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, Span, code_of, community_of, day_of, yes
from miaopu_desk.services.pages_training import session_page
from miaopu_desk.store.listing import Listing

COVERAGE_OPTIONS = ("day", "community", "rank", "people")
TRAINING_CERTIFICATE_OPTIONS = ("volunteer", "from", "to", "purpose", "recipient")


def make_coverage(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """培训覆盖面，写成 PDF。

    选项：day 截至哪天（不写是月末或今天）；community、rank 只列哪个社区、哪类队伍还没有参训的人；people 写“否”不列名单。
    """
    from miaopu_desk.reports.training_coverage import print_training_coverage

    return print_training_coverage(coverage_page(office, month, options), path)


def coverage_page(office: Office, month: str | None, options: Options) -> CoveragePage:
    """覆盖面在纸上的内容。"""
    facts = office.known_facts()
    found = training_coverage(office, day_of(office, month, options))
    rank = code_of(options, "rank", RANKS) or ""
    community = community_of(office, options)
    listed = yes(options, "people") or "people" not in options
    missing = found.cell(community.name if community else TOTAL, rank).missing if listed else ()
    return CoveragePage(
        office=facts.name,
        signed_as=facts.signed_as,
        coverage=found,
        rank=RANKS.label(rank) if rank else "",
        missing=_names(office, found, missing),
        with_people=listed,
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
    )


def _names(office: Office, coverage: Coverage, ids: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """（社区，姓名们），按社区的次序、姓名的拼音。"""
    table = office.keeper.table(VOLUNTEERS)
    people = table.all(Listing(ids=ids, order=("community", "name"))) if ids else []
    return tuple(
        (place, tuple(one.name for one in group)) for place, group in groupby(people, lambda one: one.community.name)
    )


def make_training_certificate(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一个人参加培训的证明，写成 PDF。

    选项：volunteer 证件号码或姓名；from、to 起止（不写是全部）；写了 purpose 才印完整的证件号码，并留下提供记录。
    """
    from miaopu_desk.reports.training_certificate import print_training_certificate

    one, volunteer_id = training_certificate(office, options)
    purpose = options.get("purpose", "").strip()
    if purpose and one.whole_number:
        recipient = options.get("recipient", "")
        disclose(office, "print", VOLUNTEERS, purpose, recipient, 1, ["身份证号"], volunteer_id)
    return print_training_certificate(one, path, whole=bool(purpose))


def training_certificate(office: Office, options: Options) -> tuple[TrainingCertificate, str]:
    """证明的内容，和这个人的登记；一场也没有参加报 KnownError。"""
    facts = office.known_facts()
    written = options.get("volunteer", "").strip()
    if not written:
        raise KnownError("请写明给谁开：volunteer=证件号码，或 volunteer=姓名（同名的空一格写证件号或电话后四位）。")
    person = office.keeper.table(VOLUNTEERS).get(written) or find_volunteer(office, written)
    first = day_of(office, None, options, "from") if options.get("from", "").strip() else None
    last = day_of(office, None, options, "to")
    same = office.keeper.table(VOLUNTEERS).find("id_number", person.id_number or person.id)
    ids = list(dict.fromkeys([person.id, *(one.id for one in same if person.id_number)]))
    parts = [each for one in ids for each in office.keeper.table(PARTICIPATIONS).find("volunteer", one)]
    present = {each.session.id or "": each for each in parts if each.state in (None, "present")}
    sessions = [
        each
        for each in office.keeper.table(TRAINING_SESSIONS).records(list(present))
        if each.state in (None, "held") and (first is None or each.held_on >= first) and each.held_on <= last
    ]
    if not sessions:
        raise KnownError(f"{person.name}在这段时间里没有参训的记录，不能开证明；请先登记参训。")
    lines = []
    for each in sorted(sessions, key=lambda one: one.held_on):
        page = session_page(each, ())
        organiser = page.organiser or f"{page.held_by}{'社区' if page.community else ''}"
        content = page.content or page.topic
        lines.append(TrainedLine(page.topic, content, page.minutes, organiser, page.held_on, present[each.id].passed))
    span = Span(first or lines[0].held_on, last if options.get("to", "").strip() else lines[-1].held_on)
    certificate = TrainingCertificate(
        name=person.name,
        id_number=IdNumber().masked(person.id_number),
        whole_number=person.id_number or "",
        community=person.community.name,
        span=span.title,
        lines=tuple(lines),
        signed_as=facts.signed_as,
        day=office.today(),
    )
    return certificate, person.id
