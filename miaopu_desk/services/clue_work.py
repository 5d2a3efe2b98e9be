"""线索的每一步：转交、登记答复、办结、不属实；和举报人是谁——只有办公室主任看得到，看一次记一笔。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.clue_steps import PATH
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import CLUES, VOLUNTEERS
from miaopu_desk.domain.records.clues import Clue
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import HEAD, require, who
from miaopu_desk.services.walking import Done, Walk

SEALED = tuple(each for each in CLUES.columns if each.kind.sealed)
LABELS = tuple(each.label for each in SEALED)
WALK = Walk(CLUES, PATH, lambda one: f"线索“{one.number}”", "条线索")


@dataclass(frozen=True, slots=True)
class Reporter:
    """举报人：姓名、电话，volunteer 为真是登记的志愿者。"""

    name: str
    phone: str
    volunteer: bool


def hand(office: Office, ids: Sequence[str], to: str, day: date) -> Done | list[Problem]:
    """转交；再转交别处的，写新的单位和日期。"""
    if not to.strip():
        return [Problem("转交单位", "请填写交给哪个单位")]
    return WALK.take(
        office, ids, "hand", lambda one: replace(one, handed_to=to.strip()[:60], handed_on=day, answered_on=None)
    )


def answer(
    office: Office, ids: Sequence[str], day: date, said: str, *, adopted: bool | None = None, level: str | None = None
) -> Done | list[Problem]:
    """登记答复：办得怎样，采不采纳，定成几等。"""
    if not said.strip():
        return [Problem("办理结果", "请写明办得怎样")]
    return WALK.take(
        office,
        ids,
        "answer",
        lambda one: replace(
            one,
            answered_on=day,
            answer=said.strip(),
            adopted=one.adopted if adopted is None else adopted,
            level=level or one.level,
        ),
    )


def close(office: Office, ids: Sequence[str], day: date) -> Done | list[Problem]:
    """办结。"""
    return WALK.take(office, ids, "close", lambda one: replace(one, closed_on=day))


def invalid(office: Office, ids: Sequence[str], day: date, reason: str) -> Done | list[Problem]:
    """列为不属实；要写为什么。"""
    if not reason.strip():
        return [Problem("理由", "列为不属实要写理由")]

    def change(one: Clue) -> Clue:
        said = "；".join(part for part in (one.note, f"不属实：{reason.strip()}") if part)
        return replace(one, closed_on=day, adopted=False, note=said)

    return WALK.take(office, ids, "invalid", change)


def may_see_reporters(office: Office) -> bool:
    """现在的经办人看得到举报人：只有办公室主任。"""
    return who(office.keeper).role == HEAD


def reveal_reporter(office: Office, clue_id: str, purpose: str, recipient: str = "") -> Reporter:
    """一条线索的举报人：要办公室主任，先写用途、记一笔，再给看。没有登记举报人、线索已经删除报 KnownError。"""
    require(office.keeper, (HEAD,), "看举报人")
    clue = office.keeper.table(CLUES).get(clue_id)
    if clue is None:
        raise KnownError("这条线索已经删除。")
    if clue.reporter is None and clue.reporter_name is None and clue.reporter_phone is None:
        raise KnownError(f"线索“{clue.number}”没有登记举报人。")
    disclose(office, "show", CLUES, purpose, recipient, 1, LABELS, clue.id)
    return reporter_of(office, clue)


def reporter_of(office: Office, clue: Clue) -> Reporter:
    """举报人是谁；只供看过角色、记过用途的地方用。合并掉的志愿者，线索跟着改指了留下的一条。"""
    if clue.reporter is None:
        return Reporter(clue.reporter_name or "", clue.reporter_phone or "", False)
    person = office.keeper.table(VOLUNTEERS).get(clue.reporter.id or "")
    return Reporter(person.name if person else clue.reporter.name, (person and person.phone) or "", True)


def reporter_key(clue_id: str, reporter: str | None, name: str | None, phone: str | None) -> str | None:
    """认得出同一位举报人的钥匙：志愿者凭登记，群众凭姓名和电话；只有姓名的不与别的线索算作一个人。"""
    if reporter:
        return reporter
    if name and phone:
        return f"{name} {phone}"
    return f"{clue_id} {name or phone}" if name or phone else None
