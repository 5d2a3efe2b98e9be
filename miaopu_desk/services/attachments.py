"""附件：给任何一条记录加照片、扫描件、文档；加、改名、删都撤得回来，文件本身从不删，打开时核对没有被改过。

同样的内容只存一份。证件照片写明用途才给看、给存，记在提供记录里。
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from miaopu_desk.domain import attachments as rules
from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import ATTACHMENTS, REGISTERS
from miaopu_desk.domain.records.attachments import Attachment
from miaopu_desk.domain.register import Register
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.store import files
from miaopu_desk.store import queries_attachments as queries


@dataclass(frozen=True)
class Kept:
    """收进数据文件夹的一个文件，还没有写进登记。"""

    file_name: str
    sha256: str
    size: int
    media_type: str


@dataclass
class Added:
    """添加的结果：加上的各个附件，没有收下的各个文件和为什么。"""

    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def sentence(self) -> str:
        """给人看的一句话。"""
        return f"已添加 {len(self.attachments)} 个附件" if self.attachments else "没有添加附件"


# 添加


def take_in(office: Office, source: Path | bytes, file_name: str = "") -> Kept:
    """把一个文件（或者剪贴板里的内容）收进数据文件夹；不能收的报 KnownError。不碰数据库，可以在后台做。"""
    name = file_name or (source.name if isinstance(source, Path) else "粘贴的图片.png")
    head, size, sha256 = _looked_at(source, name)
    media = rules.media_type(name, head)
    files.keep(office.folder, source, sha256, rules.stored_ending(name, media))
    return Kept(name[-255:], sha256, size, media)


def attach(
    office: Office,
    register: Register[Any],
    record_id: str,
    sources: Sequence[Path],
    kind: str = "other",
) -> Added:
    """给一条记录加几个文件：能收的一次加上，不能收的逐个说明。"""
    kept: list[Kept] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            kept.append(take_in(office, source))
        except KnownError as error:
            problems.append(Problem("", str(error)))
    added = add_kept(office, register, record_id, kept, kind)
    return Added(added.attachments, problems + added.problems)


def attach_bytes(
    office: Office, register: Register[Any], record_id: str, data: bytes, file_name: str, kind: str = "other"
) -> Added:
    """给一条记录加一段内容，例如剪贴板里的图片。"""
    try:
        kept = take_in(office, data, file_name)
    except KnownError as error:
        return Added(problems=[Problem("", str(error))])
    return add_kept(office, register, record_id, [kept], kind)


def add_kept(
    office: Office, register: Register[Any], record_id: str, kept: Sequence[Kept], kind: str = "other"
) -> Added:
    """把已经收进来的几个文件登记到一条记录名下，一次操作；这条记录已经有的同一个文件不重复加。"""
    owner = office.keeper.table(register).get(record_id)
    if owner is None:
        return Added(problems=[Problem("", "这条记录已经删除，不能再加附件")])
    shown = register.column(register.name_by).kind.masked(getattr(owner, register.name_by))
    have = {each.sha256: each.title for each in attachments_of(office, register, record_id)}
    result = Added()
    fresh: list[Attachment] = []
    for each in kept:
        if each.sha256 in have:
            told = f"“{rules.short_name(each.file_name)}”这条记录已经有了（“{have[each.sha256]}”），没有重复添加"
            result.problems.append(Problem("", told))
            continue
        raw = {
            "title": rules.suggested_title(each.file_name),
            "kind": rules.guess_kind(each.file_name, kind),
            "owner_table": register.table,
            "owner_id": record_id,
            "owner_name": shown[:80],
            "file_name": each.file_name,
            "sha256": each.sha256,
            "size": each.size,
            "media_type": each.media_type,
            "added_on": office.today(),
        }
        record = office.keeper.read(ATTACHMENTS, raw)
        if isinstance(record, list):
            result.problems += record
            continue
        have[each.sha256] = record.title
        fresh.append(record)
    if fresh:
        what = f"“{fresh[0].title}”" if len(fresh) == 1 else f" {len(fresh)} 个"
        try:
            with office.keeper.action(f"给{register.noun}“{shown}”添加附件{what}") as act:
                result.attachments = [act.insert(ATTACHMENTS, each) for each in fresh]
        except Refused as refused:
            return Added(problems=result.problems + refused.problems)
    return result


# 看


def attachments_of(office: Office, register: Register[Any], record_id: str) -> list[Attachment]:
    """一条记录的附件，先加的在前。"""
    ids = queries.ids_of(office.database, register.table, record_id)
    return office.keeper.table(ATTACHMENTS).records(ids)


def counts(office: Office, register: Register[Any], ids: Sequence[str]) -> dict[str, int]:
    """几条记录各有几个附件，没有的不列。"""
    return queries.counts(office.database, register.table, ids)


def picture(office: Office, attachment: Attachment) -> Path | None:
    """画缩略图用的文件；不是图片、文件不在、是证件照片的为空。只看在不在，不核对内容。"""
    if attachment.kind == rules.SENSITIVE or attachment.media_type not in rules.PICTURES:
        return None
    return files.find(office.folder, attachment.sha256)


def open_copy(office: Office, attachment: Attachment, purpose: str = "", recipient: str = "") -> Path:
    """核对过内容，给一份只读的副本去打开；证件照片没有写用途报 Refused，文件不在或坏了报 KnownError。"""
    files.sound(office.folder, attachment.sha256)
    _allow(office, "show", attachment, purpose, recipient)
    name = rules.safe_file_name(attachment.title, attachment.file_name)
    return files.copy_to_open(office.folder, attachment.sha256, name)


def save_as(office: Office, attachment: Attachment, target: Path, purpose: str = "", recipient: str = "") -> Path:
    """另存一份，返回真正存到的地方；规矩同打开。"""
    files.sound(office.folder, attachment.sha256)
    _allow(office, "export", attachment, purpose, recipient)
    return files.copy_to(office.folder, attachment.sha256, target)


def content(office: Office, attachment: Attachment) -> bytes:
    """核对过的内容，供打印到纸上；证件照片不给，要看请用 open_copy 写明用途。"""
    if attachment.kind == rules.SENSITIVE:
        raise Refused([Problem("用途", "证件照片要写明用途才能看，不印到别的纸上")])
    return files.sound(office.folder, attachment.sha256).read_bytes()


# 改名、删除、搬家


def rename(office: Office, attachment_id: str, title: str, kind: str) -> list[Problem]:
    """改名称和种类。"""
    saved = office.keeper.change(ATTACHMENTS, attachment_id, {"title": title, "kind": kind})
    return saved if isinstance(saved, list) else []


def detach(office: Office, ids: Sequence[str]) -> list[Problem]:
    """删掉几个附件（可以撤销）；文件还留在数据文件夹里。"""
    return office.keeper.remove(ATTACHMENTS, ids)


def move(office: Office, act: Act, register: Register[Any], from_id: str, to_id: str, to_name: str) -> int:
    """合并时：一条记录的附件都归到另一条，返回搬了几个；两边都有的同一个文件只留一个。"""
    from dataclasses import replace

    have = {each.sha256 for each in attachments_of(office, register, to_id)}
    moved = 0
    for each in attachments_of(office, register, from_id):
        if each.sha256 in have:
            act.delete(ATTACHMENTS, each.id)
            continue
        act.update(ATTACHMENTS, each, replace(each, owner_id=to_id, owner_name=to_name[:80]))
        moved += 1
    return moved


def owner_of(office: Office, attachment: Attachment) -> tuple[Register[Any], str] | None:
    """附件属于哪张登记表的哪一条；登记表没有了、记录已删除的为空。"""
    register = REGISTERS.get(attachment.owner_table)
    if register is None or office.keeper.table(register).get(attachment.owner_id) is None:
        return None
    return register, attachment.owner_id


def _allow(office: Office, act: str, attachment: Attachment, purpose: str, recipient: str) -> None:
    if attachment.kind == rules.SENSITIVE:
        register = REGISTERS.get(attachment.owner_table, ATTACHMENTS)
        label = f"证件照片“{attachment.title}”"
        disclose(office, act, register, purpose, recipient, 1, [label], attachment.owner_id)


def _looked_at(source: Path | bytes, name: str) -> tuple[bytes, int, str]:
    """开头、大小、指纹；不能收的报 KnownError。"""
    if isinstance(source, bytes):
        head, size = source[: rules.HEAD_BYTES], len(source)
        _refuse(name, head, size)
        return head, size, hashlib.sha256(source).hexdigest()
    try:
        if not source.is_file():
            raise KnownError(f"“{rules.short_name(name)}”不是一个文件，没有收下。文件夹请打开来，一个一个地选文件。")
        size = source.stat().st_size
        with source.open("rb") as stream:
            head = stream.read(rules.HEAD_BYTES)
        _refuse(name, head, size)
        return head, size, files.digest_of(source)
    except OSError as error:
        raise KnownError(
            f"读不了“{rules.short_name(name)}”（{reason_of(error)}），没有收下。请看看 U盘是不是插好了，文件是不是正被别的程序打开着。"
        ) from error


def _refuse(name: str, head: bytes, size: int) -> None:
    told = rules.refusal(name, head, size)
    if told:
        raise KnownError(told)
