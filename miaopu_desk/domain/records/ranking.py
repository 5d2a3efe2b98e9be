"""考核排名：哪几项、各占多少分，由办公室来定。"""

from dataclasses import dataclass

from miaopu_desk.domain.codes import RANKING_MEASURES
from miaopu_desk.domain.kinds import Choice, Number, Text
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingWeight(Record):
    position: int = column("顺序", Number(1, 99), required=True)
    name: str = column("考核项目", Text(20), required=True)
    measure: str = column("考核指标", Choice(RANKING_MEASURES), required=True)
    weight: int = column("权重", Number(0, 100, "分"), required=True, hint="各项的权重加起来一般是100")
    full_at: int | None = column("满分数量", Number(1, 999), hint="按次数算的，平均每月几次得满分；按比率算的空着")
    note: str | None = column("说明", Text(100))


RANKING_WEIGHTS = Register(
    RankingWeight,
    table="ranking_weights",
    title="考核权重",
    noun="考核项目",
    listed=("position", "name", "measure", "weight", "full_at", "note"),
    printed=("position", "name", "measure", "weight", "full_at", "note"),
    order_by=("position",),
    identity=(("name",),),
)
