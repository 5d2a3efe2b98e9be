"""星级志愿者公示：谁到了几星、累计多少小时，标准从哪里来、确认了没有，有意见到哪里说。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.stars import StarList
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Table

HEADER = ("星级", "序号", "姓名", "社区", "累计服务（小时）")


def print_star_list(found: StarList, path: Path, made: datetime | None = None) -> Path:
    """印一份星级公示，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    return star_document(found, made).save(path)


def star_document(found: StarList, made: datetime | None = None) -> Document:
    """排好一份星级公示，还没有存盘。"""
    brand = f"“{found.brand}”" if found.brand else ""
    document = Document(
        f"{found.office}{brand}\n星级志愿者公示", author=found.signed_as, subject="星级志愿者公示", made=made
    )
    counts = "、".join(f"{label}{count}人" for label, count in found.counts())
    document.paragraph(
        f"截至{full_day(found.as_of)}，在册志愿者{found.registered}人，其中累计服务时间达到星级标准的{len(found.entries)}人："
        f"{counts}。现将名单公示如下。"
    )
    contact = f"，联系方式：{found.contact}" if found.contact else ""
    document.paragraph(
        f"公示时间：{full_day(found.day)}至{full_day(found.last_day)}。对名单有意见的，请在公示期内向{found.signed_as}反映{contact}。"
    )
    document.table(_table(found), caption=f"星级志愿者名单（共{len(found.entries)}人）")
    document.note(
        f"星级标准：{found.standard}。标准出处：{found.status}。时数是实际服务的时间，不含路途；积分另计，不折算时数。"
    )
    document.signature(found.signed_as, found.day)
    return document


def _table(found: StarList) -> Table:
    rows = [
        [entry.label, str(number), entry.name, entry.community, _two_places(entry.minutes)]
        for number, entry in enumerate(found.entries, 1)
    ]
    return Table(
        rows,
        header=[HEADER],
        widths=(8, 4, 10, 8, 9),
        aligns=("center", "center", "center", "center", "number"),
        size=11.0,
    )


def _two_places(minutes: int) -> str:
    """小时，总是两位小数，成列的对得齐；不足的舍去。"""
    hundredths = minutes * 100 // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}"
