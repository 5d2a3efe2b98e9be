"""附件：照片、扫描件、文档，属于任何一张登记表里的一行；文件本身按内容存在数据文件夹里，只增不改。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.attachments import MOST_BYTES, Bytes, Digest, RegisterName
from miaopu_desk.domain.codes import ATTACHMENT_KINDS
from miaopu_desk.domain.kinds import Choice, Day, Text
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    title: str = column("附件名称", Text(80), required=True, searched=True)
    kind: str = column("附件种类", Choice(ATTACHMENT_KINDS), required=True, initial="other")
    owner_table: str = column("登记表", RegisterName(40), required=True)
    owner_name: str | None = column("所属记录", Text(80), searched=True, hint="添加时那条记录的名称")
    file_name: str = column("文件名", Text(255), required=True, searched=True)
    size: int = column("大小", Bytes(1, MOST_BYTES), required=True)
    media_type: str = column("文件类型", Text(100), required=True)
    added_on: date = column("添加日期", Day(), required=True, initial=TODAY)
    note: str | None = column("备注", Text(200))
    owner_id: str = column("所属记录编号", Text(64), required=True, hint="由程序填写")
    sha256: str = column("文件指纹", Digest(64), required=True, hint="由程序填写，打开时核对")


ATTACHMENTS = Register(
    Attachment,
    table="attachments",
    title="附件",
    noun="附件",
    listed=("title", "kind", "owner_table", "owner_name", "file_name", "size", "added_on", "note"),
    printed=("title", "kind", "owner_table", "owner_name", "size", "added_on"),
    order_by=("-added_on", "title"),
    name_by="title",
    identity=(("owner_table", "owner_id", "sha256"),),
)
