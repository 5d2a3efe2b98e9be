"""把完整的证件号、电话拿出来：先写明用途，记在提供记录里，再给看、导出或打印。"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures
from miaopu_desk.store.listing import resolve

ACTS = ("show", "export", "print")


def disclose(
    office: Office,
    act: str,
    register: Register[Any],
    purpose: str,
    recipient: str,
    row_count: int,
    columns: Sequence[str],
    row_id: str | None = None,
) -> None:
    """记下一次提供；columns 是给出完整号码的栏目名。没有写用途的报 Refused，不记也不该给看。"""
    assert act in ACTS, act
    if not purpose.strip():
        raise Refused([Problem("用途", "请写明用途，例如 参保核对")])
    keeper = office.keeper
    disclosures.write(
        office.database,
        disclosures.Disclosure(
            new_id(),
            datetime.now().isoformat(" ", "seconds"),
            keeper.operator,
            keeper.device,
            act,
            register.table,
            purpose.strip(),
            recipient.strip() or None,
            row_count,
            "、".join(columns),
            row_id,
        ),
    )


def secret_labels(register: Register[Any], paths: Sequence[str]) -> list[str]:
    """各路径里平时打码的栏目名。"""
    found = [resolve(register, path) for path in paths]
    return [each.label for each in found if each.kind.secret]
