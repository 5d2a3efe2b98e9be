"""别人的表：区里、平台、保险公司的模板，对照一次，以后每月照填。"""

from dataclasses import dataclass

from miaopu_desk.domain.kinds import Number, Text
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Record):
    name: str = column("对照名称", Text(40), required=True, searched=True, unique=True, hint="例如 人保参保名单")
    recipient: str | None = column("交给谁", Text(40), searched=True)
    source: str = column("名单来自", Text(40), required=True)
    file_name: str = column("模板文件", Text(200), required=True, searched=True)
    fingerprint: str = column("模板指纹", Text(64), required=True, hint="用来看出模板换过没有")
    sheet: str = column("工作表", Text(31), required=True)
    header_first: int = column("表头首行", Number(1, 9999), required=True)
    header_last: int = column("表头末行", Number(1, 9999), required=True)
    mapping: str = column("对照内容", Text(200_000, lines=True), required=True, hint="由“填别人的表”写入，请不要手改")
    note: str | None = column("备注", Text(200))


TEMPLATES = Register(
    Template,
    table="templates",
    title="别人的表",
    noun="对照",
    listed=("name", "recipient", "source", "file_name", "sheet", "header_first", "header_last", "note"),
    printed=("name", "recipient", "source", "file_name", "sheet"),
    identity=(("name",),),
)
