"""星级志愿者公示：谁到了几星、累计多少小时，标准从哪里来、确认了没有，有意见到哪里说。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.stars import StarList
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Table

HEADER = ("星级", "序号", "姓名", "社区", "累计服务（小时）", "积分")


def print_star_list(found: StarList, path: Path, made: datetime | None = None) -> Path:
    """印一份星级公示，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    return star_document(found, made).save(path)


def star_document(found: StarList, made: datetime | None = None) -> Document:
    """排好一份星级公示，还没有存盘。"""
    brand = f"“{found.brand}”" if found.brand else ""
    kind = "星级志愿者认证名单" if found.certified_on else "星级志愿者公示"
    document = Document(f"{found.office}{brand}\n{kind}", author=found.signed_as, subject=kind, made=made)
    counts = "、".join(f"{label}{count}人" for label, count in found.counts())
    document.paragraph(_opening(found, counts))
    if found.certified_on is None:
        contact = f"，联系方式：{found.contact}" if found.contact else ""
        document.paragraph(
            f"公示时间：{full_day(found.day)}至{full_day(found.last_day)}。"
            f"对名单有意见的，请在公示期内向{found.signed_as}反映{contact}。"
        )
    document.table(_table(found), caption=f"星级志愿者名单（共{len(found.entries)}人）")
    document.note(
        f"星级标准：{found.standard}。标准出处：{found.status}。时数是实际服务的时间，不含路途；积分另计，不折算时数。"
    )
    document.signature(found.signed_as, found.certified_on or found.day)
    return document


def _opening(found: StarList, counts: str) -> str:
    """头一段：按记录列的、一轮候选的、认证了的，各是一种说法。"""
    start = f"截至{full_day(found.as_of)}，在册志愿者{found.registered}人"
    if found.certified_on is not None:
        shown = f"{full_day(found.day)}至{full_day(found.last_day)}公示期满，"
        return f"{start}。{shown}现认证星级志愿者{len(found.entries)}人：{counts}。"
    if found.round:
        return f"{start}，{found.round}拟认证星级志愿者{len(found.entries)}人：{counts}。现将名单公示如下。"
    reached = f"其中累计服务时间达到星级标准的{len(found.entries)}人：{counts}"
    return f"{start}，{reached}。现将名单公示如下。"


def _table(found: StarList) -> Table:
    numbered = found.certified_on is not None
    rows = [
        [
            entry.label,
            str(number),
            entry.name,
            entry.community,
            _two_places(entry.minutes),
            str(entry.points),
            *([entry.number] if numbered else []),
        ]
        for number, entry in enumerate(found.entries, 1)
    ]
    return Table(
        rows,
        header=[(*HEADER, "证书编号") if numbered else HEADER],
        widths=(8, 3.5, 8, 6, 6, 4, 9) if numbered else (8, 4, 9, 7, 10, 5),
        aligns=("center", "center", "center", "center", "number", "number", "center"),
        size=10.5 if numbered else 11.0,
    )


def _two_places(minutes: int) -> str:
    """小时，总是两位小数，成列的对得齐；不足的舍去。"""
    hundredths = minutes * 100 // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}"
