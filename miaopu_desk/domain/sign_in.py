"""签到表的内容：一次培训或一班值守，先印好名字，再留空行；都是值。"""

from dataclasses import dataclass

TRAINING_COLUMNS = ("签名", "备注")
ACTIVITY_COLUMNS = ("到场时间", "签名", "离场时间", "签名")
DUTY_COLUMNS = ("到岗时间", "签名", "离岗时间", "签名")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheet:
    """一份签到表。

    facts 是抬头下面的（栏目，内容）；groups 是（组名，姓名们），组名空着的不印组名；columns 是要手写的各栏；
    blank 是末尾至少留几行空的；code 是印成二维码的编号，空着不印。
    """

    title: str
    office: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[str, ...] = TRAINING_COLUMNS
    blank: int = 5
    code: str = ""

    @property
    def expected(self) -> int:
        """印好名字的人数。"""
        return sum(len(names) for _, names in self.groups)
