"""线索奖励：采纳而没有发过的算一遍，造成一批，发完记上；发过的不再发。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.inspection import next_number
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import CLUES, REWARD_BATCHES, REWARD_PAYMENTS, REWARD_RULES
from miaopu_desk.domain.records.clues import RewardBatch, RewardPayment
from miaopu_desk.domain.rewards import ClueFact, RewardPlan, RewardTerm, plan_rewards
from miaopu_desk.services.clue_work import reporter_key
from miaopu_desk.services.office import Office
from miaopu_desk.store.queries_inspection import amounts_of, numbers_taken, rewarded_before


@dataclass(frozen=True, slots=True)
class BatchSum:
    """一批：几条、合计多少分、哪天发的。"""

    batch: RewardBatch
    count: int
    total: int


def reward_terms(office: Office) -> list[RewardTerm]:
    """登记的奖励办法。"""
    return [
        RewardTerm(
            each.name,
            each.amount,
            each.starts_on,
            each.ends_on,
            each.kind.id if each.kind else None,
            each.level,
            each.yearly_cap,
        )
        for each in office.keeper.table(REWARD_RULES).all()
    ]


def plan_batch(office: Office, until: date) -> RewardPlan:
    """到 until 那天受理的、采纳而还没有造册的线索，各发多少；不写进登记，给人看过再造册。"""
    before = rewarded_before(office.database)
    done = {row[0] for row in before}
    given: dict[tuple[str, int], int] = {}
    for clue_id, reporter, name, phone, day, amount in before:
        who = reporter_key(clue_id, reporter, name, phone)
        if who is not None:
            key = (who, int(day[:4]))
            given[key] = given.get(key, 0) + amount
    facts = [
        ClueFact(
            each.id,
            each.number,
            each.received_on,
            each.kind.id if each.kind else None,
            each.level,
            reporter_key(each.id, each.reporter.id if each.reporter else None, each.reporter_name, each.reporter_phone),
        )
        for each in office.keeper.table(CLUES).all()
        if each.adopted and each.received_on <= until and each.id not in done
    ]
    return plan_rewards(facts, reward_terms(office), given)


def make_batch(
    office: Office, until: date, day: date, shown: RewardPlan, note: str = ""
) -> RewardBatch | list[Problem]:
    """照看过的 shown 造一批；看过以后线索或办法又变了的不造，一次操作。"""
    plan = plan_batch(office, until)
    if plan != shown:
        return [Problem("", "看过以后线索或奖励办法又变了，请重新算一遍")]
    if not plan.rewards:
        return [Problem("", "没有可以发奖励的线索：要采纳、登记了举报人、有管得着的奖励办法，而且没有发过")]
    number = next_number(numbers_taken(office.database, REWARD_BATCHES.table), day.year, 2)
    try:
        with office.keeper.action(f"线索奖励造册“{number}”，{len(plan.rewards)} 条") as act:
            batch = act.insert(REWARD_BATCHES, RewardBatch(number=number, day=day, note=note.strip() or None))
            for each in plan.rewards:
                act.insert(
                    REWARD_PAYMENTS,
                    RewardPayment(
                        batch=Ref(number, batch.id),
                        clue=Ref(each.number, each.clue_id),
                        amount=each.amount,
                        note=each.basis,
                    ),
                )
    except Refused as refused:
        return refused.problems
    return batch


def mark_paid(office: Office, batch_id: str, day: date) -> list[Problem]:
    """记为已发；从此这一批不能再改或删除。"""
    batch = office.keeper.table(REWARD_BATCHES).get(batch_id)
    if batch is None:
        return [Problem("", "这一批已经删除")]
    if batch.paid_on is not None:
        return [Problem("发放日期", f"{batch.paid_on}已经记为已发")]
    saved = office.keeper.change(REWARD_BATCHES, batch_id, {"paid_on": day}, batch.rev)
    return saved if isinstance(saved, list) else []


def batch_sum(office: Office, batch_id: str) -> BatchSum:
    """一批的几条和合计；已经删除报 KnownError。"""
    batch = office.keeper.table(REWARD_BATCHES).get(batch_id)
    if batch is None:
        raise KnownError("这一批奖励已经删除。")
    count = len(office.keeper.table(REWARD_PAYMENTS).find("batch", batch_id))
    return BatchSum(batch, count, amounts_of(office.database, [batch_id]).get(batch_id, 0))
