"""一轮星级认证里的各人：不认证、恢复、有异议、异议不成立；认证以后可以撤销。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.star_rounds import (
    STAR_CERTIFICATIONS,
    StarCertification,
)
from miaopu_desk.domain.star_rounds import OPEN
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rounds import round_of


def exclude(office: Office, ids: Sequence[str], reason: str) -> int | list[Problem]:
    """这几名候选人不认证，写明原因；异议成立的一并记下。认证以前都可以。"""
    if not reason.strip():
        return [Problem("原因", "请写明为什么不认证")]

    def changed(one: StarCertification) -> StarCertification:
        answer = "upheld" if one.answer == "open" else one.answer
        return replace(one, state="excluded", reason=reason.strip(), answer=answer)

    return _each(office, ids, "candidate", changed, f"不认证 {{count}} 人（{reason.strip()}）")


def restore(office: Office, ids: Sequence[str]) -> int | list[Problem]:
    """不认证的几位恢复成候选人。"""

    def changed(one: StarCertification) -> StarCertification:
        answer = "dismissed" if one.answer == "upheld" else one.answer
        return replace(one, state="candidate", reason=None, answer=answer)

    return _each(office, ids, "excluded", changed, "恢复候选人 {count} 人")


def object_to(office: Office, certification_id: str, words: str, day: date | None = None) -> int | list[Problem]:
    """公示中有人提异议：记在这一名候选人上，处理以前不能认证。"""
    if not words.strip():
        return [Problem("异议", "请写明提的是什么")]
    found = _one(office, certification_id)
    if round_of(office, found.round.id or "").state != "published":
        return [Problem("异议", "公示期间才记异议")]
    on = day or office.today()
    if on > office.today():
        return [Problem("异议日期", f"{on}还没到，今天是{office.today()}")]

    def changed(one: StarCertification) -> StarCertification:
        return replace(one, objection=words.strip(), objected_on=on, answer="open")

    return _each(office, [certification_id], "candidate", changed, f"“{found.name}”有异议")


def dismiss(office: Office, certification_id: str) -> int | list[Problem]:
    """异议核查不成立，仍是候选人。"""
    found = _one(office, certification_id)
    if found.answer != "open":
        return [Problem("异议", f"“{found.name}”没有待处理的异议")]
    changed = replace(found, answer="dismissed")
    return _each(office, [certification_id], "candidate", lambda _: changed, f"“{found.name}”的异议不成立")


def revoke(office: Office, ids: Sequence[str], reason: str) -> int | list[Problem]:
    """撤销几份认证（降星），写明原因；那一行留着，以前认证过的低一级又有效了。"""
    if not reason.strip():
        return [Problem("原因", "请写明为什么撤销")]
    today = office.today()

    def changed(one: StarCertification) -> StarCertification:
        return replace(one, state="revoked", reason=reason.strip(), revoked_on=today)

    table = office.keeper.table(STAR_CERTIFICATIONS)
    rows = [each for each in table.records(list(dict.fromkeys(ids))) if each.state == "certified"]
    if not rows:
        return [Problem("", "选中的里面没有有效的认证")]
    return _write(office, [(each, changed(each)) for each in rows], f"撤销星级认证 {len(rows)} 份（{reason.strip()}）")


def _each(
    office: Office,
    ids: Sequence[str],
    state: str,
    changed: Callable[[StarCertification], StarCertification],
    title: str,
) -> int | list[Problem]:
    """还没有认证的一轮里，处在 state 的各人照 changed 改；一次操作。"""
    rows = office.keeper.table(STAR_CERTIFICATIONS).records(list(dict.fromkeys(ids)))
    rounds = {each.round.id: round_of(office, each.round.id or "") for each in rows}
    if any(each.state not in OPEN for each in rounds.values()):
        return [Problem("", "这一轮已经认证或取消，不能再改；认证错了的请用“撤销认证”")]
    rows = [each for each in rows if each.state == state]
    if not rows:
        return [Problem("", "选中的里面没有可以这样办的人")]
    return _write(office, [(each, changed(each)) for each in rows], title.format(count=len(rows)))


def _write(
    office: Office, rows: Sequence[tuple[StarCertification, StarCertification]], title: str
) -> int | list[Problem]:
    try:
        with office.keeper.action(title) as act:
            for before, now in rows:
                act.update(STAR_CERTIFICATIONS, before, now)
    except Refused as stop:
        return stop.problems
    return len(rows)


def _one(office: Office, certification_id: str) -> StarCertification:
    found = office.keeper.table(STAR_CERTIFICATIONS).get(certification_id)
    if found is None:
        raise KnownError("这一名候选人已经删除，请刷新后重新选择。")
    return found
