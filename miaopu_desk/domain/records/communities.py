"""社区：街道所辖的社区和常住人口，月报的每一行。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, Number, Phone, Rejected, Text
from miaopu_desk.domain.register import Record, Register, column

# 社区交来的表里，同一个社区有人写“东方里社区”，有人写“东方里社区居委会”
COMMUNITY_ENDINGS = ("社区居民委员会", "社区居委会", "居委会", "社区")


@dataclass(frozen=True, slots=True)
class CommunityName(Text):
    """社区的名称：存“东方里”，写成“东方里社区”“东方里社区居委会”的是同一个。"""

    def read(self, raw: object) -> str | Rejected | None:
        read = Text.read(self, raw)
        if not isinstance(read, str):
            return read
        name = "".join(read.split())
        while ending := next((each for each in COMMUNITY_ENDINGS if name.endswith(each) and name != each), ""):
            name = name.removesuffix(ending)
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(Record):
    name: str = column("社区", CommunityName(20), required=True, searched=True, unique=True)
    code: str | None = column("区划代码", Text(12), unique=True)
    position: int = column("顺序", Number(1, 999), required=True)
    resident_population: int | None = column("常住人口", Number(0, 1_000_000, "人"), hint="注册率的分母")
    population_on: date | None = column("人口统计日期", Day())
    contact: str | None = column("联系人", Text(20))
    phone: str | None = column("联系电话", Phone())


COMMUNITIES = Register(
    Community,
    table="communities",
    title="社区",
    noun="社区",
    listed=("position", "name", "code", "resident_population", "population_on", "contact", "phone"),
    printed=("position", "name", "code", "resident_population", "contact", "phone"),
    order_by=("position",),
    identity=(("name",),),
)
