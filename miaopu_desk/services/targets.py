"""目标和口径的数值：办公室改过的用改过的，没有的用预置的。"""

from miaopu_desk.domain.defaults import Target, load_targets
from miaopu_desk.domain.records.targets import TARGETS, TargetRow
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office

ELSEWHERE = ("registration_rate",)  # 注册率目标写在“本办公室”里


def target(office: Office, key: str) -> int:
    """一个口径的数值；key 写错是程序的错，抛 KeyError。"""
    found = office.keeper.table(TARGETS).find("key", key)
    return found[0].value if found else load_targets().value(key)


def insert_targets(act: Act) -> None:
    """建立办公室时，把预置的口径写成可以改的行。"""
    for each in _editable():
        act.insert(TARGETS, _row(each))


def complete_targets(office: Office) -> int:
    """从前建立的办公室、新版多出来的口径：补上还没有的行，返回补了几行；改过的不动。"""
    have = {each.key for each in office.keeper.table(TARGETS).all()}
    missing = [each for each in _editable() if each.key not in have]
    if missing:
        with office.keeper.action("补上目标和口径的预置值", kind="setup") as act:
            for each in missing:
                act.insert(TARGETS, _row(each))
    return len(missing)


def _editable() -> list[Target]:
    return [each for each in load_targets().targets if each.key not in ELSEWHERE]


def _row(one: Target) -> TargetRow:
    return TargetRow(
        key=one.key, label=one.label, value=one.value, unit=one.unit, basis=one.basis or None, confirmed=one.confirmed
    )
