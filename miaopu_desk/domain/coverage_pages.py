"""培训覆盖面和参加培训证明在纸上的内容；都是值。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.coverage import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """覆盖面；missing 是（社区，还没有参训的人），rank 是只列哪类队伍（空是全部）。"""

    office: str
    signed_as: str
    coverage: Coverage
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    rank: str = ""
    with_people: bool = True
    prepared_by: str = ""
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class TrainedLine:
    """一场：名称、主要内容、学习时长（分钟）、举办单位、日期（民政部令第67号第八条），考核是否合格。"""

    topic: str
    content: str
    minutes: int | None
    organiser: str
    held_on: date
    passed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCertificate:
    """一个人参加培训的证明；id_number 打了码，whole_number 是完整的。"""

    name: str
    id_number: str
    whole_number: str
    community: str
    span: str
    lines: tuple[TrainedLine, ...]
    signed_as: str
    day: date

    @property
    def minutes(self) -> int:
        """学习时长之和；没有登记学时的不算。"""
        return sum(each.minutes or 0 for each in self.lines)
