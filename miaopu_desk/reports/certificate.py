"""志愿服务记录证明：一页，编号、身份、时长、内容、记录单位，二维码里是核验码，留出盖章的地方。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.records.certificates import Certificate
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.drawing import Drawing, Label
from miaopu_desk.reports.page import BODY_WIDTH
from miaopu_desk.reports.qr import qr_drawing
from miaopu_desk.reports.rows import NOTE_PITCH, NOTE_SIZE
from miaopu_desk.reports.tables import Cell, Table

TITLE = "志愿服务记录证明"
QR_SIZE = 84.0


def print_certificate(one: Certificate, path: Path, *, whole: bool = False, made: datetime | None = None) -> Path:
    """印一份证明，返回写到的文件；whole 为真时印完整的证件号码（调用处先记提供记录）。缺字等报 KnownError。"""
    return certificate_document(one, whole, made).save(path)


def certificate_document(one: Certificate, whole: bool = False, made: datetime | None = None) -> Document:
    """排好一份证明，还没有存盘。"""
    document = Document(TITLE, author=one.issuer, subject=f"{TITLE}{one.number}", made=made)
    times = f"{one.attendances}次" if one.attendances else ""  # 只有历史时数的没有次数
    document.paragraph(
        f"兹证明{one.name}在{full_day(one.starts_on)}至{full_day(one.ends_on)}期间参加志愿服务{times}，"
        f"累计服务时间{hours_words(one.minutes)}小时（实际服务的时间，不含路途）。"
    )
    document.table(_facts(one, whole))
    lines = ("凭证明编号和核验码可以向记录单位核对真伪。", "本证明按志愿服务记录免费出具，涂改、未盖章无效。")
    document.figure(check_band(one.code, qr_text(one), lines))
    document.signature(one.issuer, one.issued_on, seal=True)
    return document


def check_band(code: str, content: str, notes: tuple[str, str]) -> Drawing:
    """左边二维码（内容是 content），右边核验码和两行怎样核对；各种证书共用。"""
    lines = [
        Label(QR_SIZE + 12, QR_SIZE * 0.68, f"核验码　{code}", 12.0, "hei"),
        Label(QR_SIZE + 12, QR_SIZE * 0.44, notes[0], NOTE_SIZE),
        Label(QR_SIZE + 12, QR_SIZE * 0.44 - NOTE_PITCH, notes[1], NOTE_SIZE),
    ]
    return Drawing(BODY_WIDTH, QR_SIZE, (*qr_drawing(content, QR_SIZE).shapes, *lines))


def qr_text(one: Certificate) -> str:
    """二维码里的字：手机扫出来就能照着核对，没有个人信息。"""
    return f"{TITLE} 编号{one.number} 核验码{one.code}"


def _facts(one: Certificate, whole: bool) -> Table:
    number = (one.id_number if whole else IdNumber().masked(one.id_number)) or "—"
    rows: list[list[Cell | str]] = [
        [_head("证明编号"), one.number, _head("志愿者编号"), one.volunteer_number or "—"],
        [_head("姓　　名"), one.name, _head("证件号码"), number],
        [
            _head("服务时间"),
            f"{hours_words(one.minutes)}小时",
            _head("服务次数"),
            f"{one.attendances}次" if one.attendances else "—",
        ],
        [_head("服务起止"), Cell(f"{full_day(one.starts_on)}至{full_day(one.ends_on)}", across=3, align="center")],
        [_head("服务内容"), Cell(one.content, across=3, align="left")],
        [_head("记录单位"), Cell(one.issuer, across=3, align="center")],
        [_head("负 责 人"), one.in_charge or "", _head("经 办 人"), one.handled_by or ""],
        [_head("联系方式"), Cell(one.contact or "", across=3, align="center")],
    ]
    return Table(rows, widths=(4.5, 9.5, 4.5, 9.5), aligns=("center",) * 4, size=11.0, row_height=24.0)


def _head(text: str) -> Cell:
    return Cell(text, strong=True)
