"""表里写着、登记里还没有的服务队、党支部和代码表的词：列给人看，答应了一起新建，再重新看一遍计划。"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import PARTY_BRANCHES, REGISTERS, TEAMS, TERMS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.import_leniency import is_ditto, is_error, stands_for_nothing
from miaopu_desk.services.import_plan import ImportPlan
from miaopu_desk.services.linking import Several, catalogue
from miaopu_desk.services.office import Office

# 只有名字就立得住的；社区、志愿者不行：社区是街道定的，人要有号码
NAMED_ONLY = (TEAMS.table, PARTY_BRANCHES.table, TERMS.table)


@dataclass(frozen=True, slots=True)
class Missing:
    """一栏里登记还没有的各个名字，和各有几行写着。"""

    field: str
    label: str
    rows: tuple[tuple[str, int], ...]

    def sentence(self) -> str:
        """志愿服务队：红马甲（12行）、夕阳红（3行）。"""
        return f"{self.label}：{'、'.join(f'{name}（{count}行）' for name, count in self.rows)}"


def missing(office: Office, plan: ImportPlan) -> list[Missing]:
    """拒收的行里写着、登记里还没有的名字，按栏，写得多的在前。"""
    found = []
    for column in plan.register.links:
        kind = column.kind
        assert isinstance(kind, Link)
        if kind.target not in NAMED_ONLY:
            continue
        find = catalogue(office.database, kind)
        names: Counter[str] = Counter()
        for row in plan.rows:
            raw = row.cells.get(column.name) if row.state == "refused" else None
            if raw is None or is_ditto(raw) or is_error(raw) or stands_for_nothing(column, raw):
                continue
            ref = kind.read(raw)
            if ref is not None and not isinstance(find(ref.name), Ref | Several):
                names[ref.name] += 1
        if names:
            found.append(Missing(column.name, column.label, tuple(names.most_common())))
    return found


def add_missing(office: Office, register: Register[Any], lacking: Sequence[Missing]) -> str:
    """把这些名字一起新建，一次操作，一次撤销；返回给人看的一句话。名字太长等报 Refused，一个也不建。"""
    count = sum(len(each.rows) for each in lacking)
    with office.keeper.action(f"导入{register.title}时新建 {count} 个名字") as act:
        for each in lacking:
            kind = register.column(each.field).kind
            assert isinstance(kind, Link)
            last = _last_position(office, kind)
            for at, (name, _) in enumerate(each.rows, 1):
                raw: dict[str, object] = {"name": name}
                if kind.target == TERMS.table:
                    raw |= {"vocabulary": kind.scope, "position": last + at}
                read = office.keeper.read(REGISTERS[kind.target], raw)
                if isinstance(read, list):
                    raise Refused([Problem(each.label, f"“{name}”：{problem}") for problem in read])
                act.insert(REGISTERS[kind.target], read)
    return f"已新建 {count} 个：{'；'.join(each.sentence() for each in lacking)}"


def _last_position(office: Office, kind: Link) -> int:
    terms = office.keeper.table(TERMS).find("vocabulary", kind.scope) if kind.scope else []
    return max((each.position for each in terms), default=0)
