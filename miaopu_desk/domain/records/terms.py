"""代码表：来源类别、培训场所这些由办公室自己增减的词。"""

from dataclasses import dataclass

from miaopu_desk.domain.codes import VOCABULARIES
from miaopu_desk.domain.kinds import Choice, Number, Text
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    vocabulary: str = column("代码表", Choice(VOCABULARIES), required=True)
    name: str = column("词条", Text(40), required=True, searched=True)
    position: int = column("顺序", Number(1, 9999), required=True)
    note: str | None = column("说明", Text(200))


TERMS = Register(
    Term,
    table="terms",
    title="代码表",
    noun="词条",
    listed=("vocabulary", "position", "name", "note"),
    printed=("vocabulary", "position", "name", "note"),
    order_by=("vocabulary", "position"),
    identity=(("vocabulary", "name"),),
)
