"""合并两条登记：留下的一条取选定的各栏，并入的那一条名下的一切都搬过来；一次操作，一次撤销。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from miaopu_desk.domain.kinds import Choices, Ref
from miaopu_desk.domain.ledger import entries
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import ATTACHMENTS, ENROLLMENTS, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord, correction
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services import attachments
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.store import duplicates as store
from miaopu_desk.store.shape import referring

KEEP, DROP, BOTH = "keep", "drop", "both"
BOTH_HAD_IT = "合并登记：两边都记了这一次"
# 选了前一栏，后几栏跟着：状态的日期和原因说的是那个状态，性别、生日说的是那个证件号
TOGETHER = {"standing": ("standing_on", "standing_reason"), "id_number": ("sex", "born_on")}


@dataclass
class Merged:
    """合并的结果：留下的记录、各登记表搬过来几条、因两边都有而删掉的各条说明。"""

    kept: Volunteer
    moved: dict[str, int] = field(default_factory=dict)
    twins: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """给人看的一句话。"""
        parts = [f"已合并为“{self.kept.name}”"]
        parts += [f"{title}搬来 {count} 条" for title, count in self.moved.items()]
        if self.twins:
            parts.append(f"{len(self.twins)} 条两边都有，只留一条")
        return "，".join(parts)


def suggest(kept: Volunteer, dropped: Volunteer) -> dict[str, str]:
    """每一栏先替人选好：留下的空着就取另一边的，登记日期取早的，队伍类别两边合起来。"""
    chosen: dict[str, str] = {}
    led = {name for names in TOGETHER.values() for name in names}
    for each in VOLUNTEERS.columns:
        mine, other = getattr(kept, each.name), getattr(dropped, each.name)
        if each.name in led:
            continue
        choice = DROP if mine is None and other is not None else KEEP
        if each.name == "registered_on" and other < mine:
            choice = DROP
        if isinstance(each.kind, Choices) and mine and other and mine != other:
            choice = BOTH
        chosen[each.name] = choice
    for leader, names in TOGETHER.items():
        for name in names:
            blank = leader == "id_number" and getattr(kept, name) is None and getattr(kept, leader) is None
            chosen[name] = DROP if blank else chosen[leader]
    return chosen


def merge(
    office: Office, keep_id: str, drop_id: str, choices: Mapping[str, str] | None = None
) -> Merged | list[Problem]:
    """把 drop_id 并进 keep_id。choices：栏目 → keep、drop 或 both（只用于可多选的栏目），没写的照 suggest。

    指着并入那一条的每一行（凡声明了指向志愿者的栏目）都改指留下的；同一场次、同一保单两边都有的只留一条。
    合起来的一条不合规则、不许改的，一个字也不写，返回全部问题。
    """
    table = office.keeper.table(VOLUNTEERS)
    kept, dropped = table.get(keep_id), table.get(drop_id)
    if keep_id == drop_id or kept is None or dropped is None:
        return [Problem("", "这两条里有一条已经删除，请刷新查重的名单")]
    wanted = {**suggest(kept, dropped), **(choices or {})}
    combined = VOLUNTEERS.build(
        {each.name: _chosen(kept, dropped, each.name, wanted[each.name]) for each in VOLUNTEERS.columns}, kept
    )
    problems = VOLUNTEERS.check(combined, office.today())
    if problems:
        return problems
    result = Merged(combined)
    try:
        with office.keeper.action(f"合并志愿者“{dropped.name}”到“{kept.name}”") as act:
            for register, stored in referring(VOLUNTEERS.table):
                _move(office, act, register, stored, Ref(kept.name, keep_id), drop_id, result)
            files = attachments.move(office, act, VOLUNTEERS, drop_id, keep_id, combined.name)
            if files:
                result.moved[ATTACHMENTS.title] = files
            act.delete(VOLUNTEERS, drop_id)
            act.update(VOLUNTEERS, kept, combined)
            same = office.keeper.duplicates(VOLUNTEERS, combined)
            if same:
                raise Refused(same)
            store.add_merge(office.database, act.id, keep_id, drop_id)
    except Refused as refused:
        return refused.problems
    result.kept = table.get(keep_id) or combined
    return result


def standing_for(office: Office, ids: Sequence[str]) -> list[str]:
    """这几条现在在谁名下：并进了别人的换成留下的那一条，没有合并过、合并已撤销的还是自己；不重复。"""
    into = store.merged(office.database)
    found = []
    for each in ids:
        seen = {each}
        while each in into and into[each] not in seen:
            each = into[each]
            seen.add(each)
        found.append(each)
    return list(dict.fromkeys(found))


def _chosen(kept: Volunteer, dropped: Volunteer, name: str, choice: str) -> Any:
    mine, other = getattr(kept, name), getattr(dropped, name)
    kind = VOLUNTEERS.column(name).kind
    if choice == BOTH and isinstance(kind, Choices):
        return kind.read([*(mine or ()), *(other or ())])
    return other if choice == DROP else mine


def _move(
    office: Office, act: Act, register: Register[Any], stored: str, person: Ref, drop_id: str, result: Merged
) -> None:
    """一张登记表里指着并入那一条的各行，改指留下的；两边都有的只留一条，空着的栏目由另一条补上。"""
    table = office.keeper.table(register)
    name = next(each.name for each in register.links if each.stored == stored)
    if register is SERVICE_RECORDS:
        _move_ledger(act, table.find(name, person.id), table.find(name, drop_id), person, result)
        return
    mine = {each.id: each for each in table.find(name, person.id)}
    for row in table.find(name, drop_id):
        moved = replace(row, **{name: person})
        twin = next((each for each in mine.values() if _one_row(register, name, each, moved)), None)
        if twin is None:
            act.update(register, row, moved)
            mine[moved.id] = moved
            if register.column(name).kind.sealed:
                continue  # 照样搬，但不说：说了就知道他是举报人
            result.moved[register.title] = result.moved.get(register.title, 0) + 1
            continue
        result.twins.append(_told(register, name, twin, moved))
        whole = _joined(register, twin, moved)
        attachments.move(office, act, register, row.id, twin.id, register.column(name).kind.show(person))
        act.delete(register, row.id)
        act.update(register, twin, whole)
        mine[twin.id] = whole


def _move_ledger(
    act: Act, mine: Sequence[ServiceRecord], theirs: Sequence[ServiceRecord], person: Ref, result: Merged
) -> None:
    """账跟着人走，一行也不删；两边都记了的同一次，搬来的一条更正到零。"""
    kept = [each for each in mine if each.corrects is None]
    for row in theirs:
        act.update(SERVICE_RECORDS, row, replace(row, volunteer=person))
        result.moved[SERVICE_RECORDS.title] = result.moved.get(SERVICE_RECORDS.title, 0) + 1
    for entry in entries(theirs):
        moved = replace(entry.line, volunteer=person)
        twin = next((each for each in kept if _one_row(SERVICE_RECORDS, "volunteer", each, moved)), None)
        if twin is not None and entry.minutes:
            result.twins.append(_told(SERVICE_RECORDS, "volunteer", twin, moved))
            act.insert(SERVICE_RECORDS, correction(moved, -entry.minutes, BOTH_HAD_IT))


def _one_row(register: Register[Any], name: str, one: Record, other: Record) -> bool:
    """两行其实是一行：凭导入时认出一行的那几栏；同一保单的保障期重叠的也是。"""
    for identity in register.identity:
        if name in identity and all(getattr(one, each) == getattr(other, each) for each in identity):
            return True
    return register is ENROLLMENTS and _overlap(one, other)


def _overlap(one: Any, other: Any) -> bool:
    return bool(
        one.policy.id == other.policy.id
        and (one.ends_on is None or other.starts_on <= one.ends_on)
        and (other.ends_on is None or one.starts_on <= other.ends_on)
    )


def _joined(register: Register[Any], one: Any, other: Any) -> Any:
    """留下的一行：空着的由另一行补上；参保取两段保障期连起来的。"""
    blank = {
        each.name: getattr(other, each.name)
        for each in register.columns
        if getattr(one, each.name) is None and getattr(other, each.name) is not None
    }
    if register is ENROLLMENTS:
        open_ended = one.ends_on is None or other.ends_on is None
        blank |= {
            "starts_on": min(one.starts_on, other.starts_on),
            "ends_on": None if open_ended else max(one.ends_on, other.ends_on),
        }
    return replace(one, **blank)


def _told(register: Register[Any], name: str, twin: Record, gone: Record) -> str:
    """删掉的那一条说明：哪张表的哪一条，和留下的有哪几栏不同。"""
    naming = register.column(next((each for each in register.listed if each != name and "." not in each), name))
    differing = [
        f"{each.label}{each.kind.masked(getattr(gone, each.name))}（留下的是{each.kind.masked(getattr(twin, each.name))}）"
        for each in register.columns
        if getattr(gone, each.name) is not None
        and getattr(twin, each.name) is not None
        and getattr(gone, each.name) != getattr(twin, each.name)
    ]
    told = f"{register.title}“{naming.kind.show(getattr(gone, naming.name))}”两边都有，只留一条"
    return told + (f"；删掉的一条：{'、'.join(differing)}" if differing else "")


def hanging(office: Office, record_id: str) -> dict[str, int]:
    """名下有什么：登记表的名称 → 几条，没有的不列；合并前给人看。"""
    found: dict[str, int] = {}
    for register, stored in referring(VOLUNTEERS.table):
        name = next(each.name for each in register.links if each.stored == stored)
        if register.column(name).kind.sealed:
            continue
        count = len(office.keeper.table(register).find(name, record_id))
        if count:
            found[register.title] = found.get(register.title, 0) + count
    files = attachments.counts(office, VOLUNTEERS, [record_id]).get(record_id, 0)
    if files:
        found[ATTACHMENTS.title] = files
    return found


def richer_first(one: Volunteer, other: Volunteer) -> tuple[Volunteer, Volunteer]:
    """先替人选好留哪一条：填得多的，一样多的留先登记的。"""

    def weight(person: Volunteer) -> tuple[int, int]:
        filled = sum(getattr(person, each.name) is not None for each in VOLUNTEERS.columns)
        return -filled, person.registered_on.toordinal()

    return (one, other) if weight(one) <= weight(other) else (other, one)


def preview(kept: Volunteer, dropped: Volunteer, choices: Mapping[str, str]) -> dict[str, Any]:
    """照 choices 合起来，每一栏会是什么。"""
    wanted = {**suggest(kept, dropped), **choices}
    return {each.name: _chosen(kept, dropped, each.name, wanted[each.name]) for each in VOLUNTEERS.columns}
