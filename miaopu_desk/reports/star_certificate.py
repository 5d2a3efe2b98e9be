"""个人星级证书：一页，称号、编号、时数、公示、礼遇，二维码里是核验码，留出盖章的地方；和记录证明一个样子。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.records.star_rounds import StarCertification
from miaopu_desk.domain.star_paper import StarPaper
from miaopu_desk.reports.certificate import check_band
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table

TITLE = "星级志愿者证书"


def print_star_certificate(paper: StarPaper, path: Path, *, whole: bool = False, made: datetime | None = None) -> Path:
    """印一张证书，返回写到的文件；whole 为真时印完整的证件号码（调用处先记提供记录）。缺字等报 KnownError。"""
    return star_certificate_document(paper, whole, made).save(path)


def star_certificate_document(paper: StarPaper, whole: bool = False, made: datetime | None = None) -> Document:
    """排好一张证书，还没有存盘。"""
    one = paper.one
    assert one.certified_on is not None
    document = Document(TITLE, author=paper.issuer, subject=f"{TITLE}{one.number}", made=made)
    brand = f"“{paper.brand}”" if paper.brand else ""
    shown = ""
    if paper.publicity is not None:
        shown = f"，经{full_day(paper.publicity[0])}至{full_day(paper.publicity[1])}公示"
    document.paragraph(
        f"{one.name}同志参加{brand}志愿服务，截至{full_day(paper.as_of)}累计服务时间{hours_words(one.minutes)}小时"
        f"（实际服务的时间，不含路途）{shown}，认证为{one.label}，特发此证。"
    )
    document.table(_facts(paper, whole))
    lines = ("凭证书编号和核验码可以向发证单位核对真伪。", "涂改、未盖章无效；星级撤销的，本证书同时作废。")
    document.figure(check_band(one.code or "", qr_text(one), lines))
    document.signature(paper.issuer, one.certified_on, seal=True)
    return document


def qr_text(one: StarCertification) -> str:
    """二维码里的字：手机扫出来就能照着核对，没有个人信息。"""
    return f"{TITLE} 编号{one.number} 核验码{one.code}"


def _facts(paper: StarPaper, whole: bool) -> Table:
    one = paper.one
    number = (one.id_number if whole else IdNumber().masked(one.id_number)) or "—"
    certified = full_day(one.certified_on) if one.certified_on else ""
    rows: list[list[Cell | str]] = [
        [_head("证书编号"), one.number or "", _head("认证星级"), one.label],
        [_head("姓　　名"), one.name, _head("证件号码"), number],
        [_head("所在社区"), one.community.name, _head("认证日期"), certified],
        [_head("服务时间"), f"{hours_words(one.minutes)}小时", _head("积　　分"), f"{one.points}分"],
        [_head("所用标准"), Cell(paper.standard, across=3, align="center")],
    ]
    if paper.privileges:
        rows.append([_head("礼　　遇"), Cell(paper.privileges, across=3, align="left")])
    return Table(rows, widths=(4.5, 9.5, 4.5, 9.5), aligns=("center",) * 4, size=11.0, row_height=24.0)


def _head(text: str) -> Cell:
    return Cell(text, strong=True)
