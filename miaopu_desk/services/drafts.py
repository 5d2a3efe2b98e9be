"""没有保存完的填写：死机、断电以后还能接着填。"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.store import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """一份没有保存完的：record_id 空串是新增，rev 是打开时看到的；filled 是 栏目 → 填的。"""

    register: Register[Any]
    record_id: str
    rev: int
    filled: dict[str, Any]
    kept_at: str

    @property
    def title(self) -> str:
        """一句话：上次没有保存完的志愿者“王某”（05-12 10:20）。"""
        naming = self.register.column(self.register.name_by)
        value = self.filled.get(naming.name)
        text = value.name if isinstance(value, Ref) else str(value or "").strip()
        named = f"“{text}”" if text and not naming.kind.secret else ""
        return f"上次没有保存完的{self.register.noun}{named}（{self.kept_at[5:]}）"


def keep_draft(office: Office, register: Register[Any], record_id: str, rev: int, filled: Mapping[str, object]) -> None:
    """留一份；filled 是动过的各栏现在填的。"""
    # 封存的栏目不留草稿：接着填的可能是另一个人
    packed = {name: _pack(value) for name, value in filled.items() if not register.column(name).kind.sealed}
    drafts.save(office.database, register.table, record_id, rev, json.dumps(packed, ensure_ascii=False))


def drop_draft(office: Office, register: Register[Any], record_id: str) -> None:
    """已保存或放弃：去掉。"""
    drafts.drop(office.database, register.table, record_id)


def waiting_drafts(office: Office, register: Register[Any] | None = None) -> list[Draft]:
    """留着的各份，新的在前；那一条已经删除的、登记表已经没有的不算。"""
    found = []
    for kept in drafts.waiting(office.database, register.table if register is not None else None):
        own = REGISTERS.get(kept.register)
        if own is None or (kept.record_id and office.keeper.table(own).get(kept.record_id) is None):
            continue
        names = {each.name for each in own.columns}
        filled = {name: _unpack(value) for name, value in json.loads(kept.filled).items() if name in names}
        found.append(Draft(own, kept.record_id, kept.rev, filled, kept.kept_at))
    return found


def row_draft(office: Office, register: Register[Any], key: str) -> dict[str, Any] | None:
    """列表末尾那一行没有存完的；key 是那一行留的名字。没有为空。"""
    kept = drafts.kept(office.database, register.table, key)
    return {name: _unpack(value) for name, value in json.loads(kept.filled).items()} if kept else None


def _pack(value: object) -> object:
    if isinstance(value, Ref):
        return {"ref": [value.name, value.id]}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, tuple | list):
        return {"several": [_pack(each) for each in value]}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "ref" in value:
        return Ref(*value["ref"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return tuple(_unpack(each) for each in value["several"])
