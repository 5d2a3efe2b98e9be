"""公文：标题、四层标题、正文、图表、附件、落款，排成 GB/T 9704-2012 的页面。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.reports import rows
from miaopu_desk.reports.closing import annex_list_rows, keep_tail, signature_rows
from miaopu_desk.reports.drawing import Drawing
from miaopu_desk.reports.flow import Block, PageContent, Row, Snap, paginate
from miaopu_desk.reports.numerals import heading_number
from miaopu_desk.reports.page import HEIGHT, LANDSCAPE, PORTRAIT, WIDTH, Frame, page_number, turn_sheet
from miaopu_desk.reports.pdf import Bookmark, Info, PdfFile
from miaopu_desk.reports.preflight import check_glyphs
from miaopu_desk.reports.sheet import Sheet
from miaopu_desk.reports.tables import Table, lay_out
from miaopu_desk.saving import save_whole


@dataclass(frozen=True, slots=True)
class _Note:
    """小字说明，分页时才排，放不下就收紧；below 是前面有图表，中间空一点。"""

    text: str
    below: bool


Part = Block | Table | _Note
# 末页只剩这么一小截（以版心高为 1）就把表和说明的行距收紧，一次收一点，收到底也放不下就照松的排。
SCRAP = 0.3
EASES = (0.75, 0.5, 0.25, 0.0)


@dataclass(slots=True)
class _Section:
    """正文或一个附件：版心、内容，开头有几行标题。"""

    frame: Frame
    title: str = ""
    blocks: list[Part] = field(default_factory=list)
    off_grid: bool = False  # 图、表、小字之后离开了行格


@dataclass(frozen=True, slots=True)
class _Signature:
    office: str
    day: date
    seal: bool


class Document:
    """按先后添内容，最后 save；同样的内容总是得到逐字节相同的文件（made 也相同时）。

    题目和说明里可以用换行指定在哪里折行；正文和标题里的半角标点印成全角，数据（表格、姓名）照原样印。
    """

    def __init__(
        self, title: str, author: str = "", subject: str = "", *, subtitle: str = "", made: datetime | None = None
    ) -> None:
        self.info = Info(" ".join(title.split("\n")), author, subject, made)
        self._body = _Section(PORTRAIT)
        self._annexes: list[_Section] = []
        self._signature: _Signature | None = None
        self._texts: list[tuple[str, str]] = [("标题", title), ("副标题", subtitle), ("文件信息", author)]
        self._counts = [0, 0, 0, 0]
        self._paragraphs = 0
        self._tables = 0
        self._add(rows.title_rows(title, PORTRAIT, mark=(self.info.title, 0)))
        if subtitle:
            self._add(rows.centred_rows(subtitle, "kai", PORTRAIT))
        self._add([rows.blank_row()])

    @property
    def _section(self) -> _Section:
        return self._annexes[-1] if self._annexes else self._body

    def _add(self, block: Part, on_grid: bool = True) -> None:
        """添一块；正文要落在行格上，图、表、小字不必。"""
        section = self._section
        if section.off_grid and on_grid:
            section.blocks.append(Snap())
        section.blocks.append(block)
        section.off_grid = not on_grid

    def _note_text(self, kind: str, text: str) -> None:
        annex = f"附件{len(self._annexes)}" if self._annexes else "正文"
        self._texts.append((f"{annex}{kind}", text))

    def heading(self, level: int, text: str, *, numbered: bool = True) -> None:
        """标题，level 1 到 4；序号（一、（一）1.（1））自己数，numbered 为假时不加。"""
        if numbered:
            self._counts[level - 1] += 1
            self._counts[level:] = [0] * (4 - level)
            text = heading_number(level, self._counts[level - 1]) + text
        self._note_text("标题", text)
        self._add(rows.heading_rows(text, level, self._section.frame))

    def paragraph(self, text: str) -> None:
        """一段正文：3 号仿宋，首行空两字，两端对齐。"""
        self._paragraphs += 1
        self._note_text(f"第{self._paragraphs}段", text)
        self._add(rows.paragraph_rows(text, self._section.frame))

    def lines(self, block: Sequence[Row], texts: Iterable[tuple[str, str]]) -> None:
        """自己排好的几行（主送机关、名单），照样落在行格上；texts 是其中的（位置，文字），打印前查字用。"""
        self._texts += texts
        self._add(block)

    def note(self, text: str) -> None:
        """小字的说明（图表下面的口径、来源）。"""
        self._note_text("说明", text)
        self._add(_Note(text, below=self._section.off_grid), on_grid=False)

    def figure(
        self, drawing: Drawing, width: float | None = None, height: float | None = None, caption: str = ""
    ) -> None:
        """一幅图，居中，图题在下；width、height（pt）给定时按比例缩放到不超过它们，也不超过版心。"""
        self._note_text("图题", caption)
        for text in drawing.texts():
            self._note_text(f"图“{caption}”", text)
        self._add(rows.figure_rows(drawing, width, height, caption, self._section.frame), on_grid=False)

    def table(self, table: Table, caption: str = "") -> None:
        """一张表，和版心同宽，表题在上；放不下时接到下一页，表头重印。"""
        self._tables += 1
        annex = f"附件{len(self._annexes)}" if self._annexes else "正文"
        self._note_text("表题", caption)
        self._texts += table.texts(f"{annex}表{self._tables}")
        if caption:
            self._add(rows.caption_rows(caption, self._section.frame), on_grid=False)
        self._add(table, on_grid=False)

    def annex(self, title: str, landscape: bool = False) -> None:
        """另起一页的附件；此后添的都在附件里。landscape 的附件横排，纸仍是竖的。"""
        self._annexes.append(_Section(LANDSCAPE if landscape else PORTRAIT, title))
        self._counts = [0, 0, 0, 0]
        self._note_text("标题", title)

    def signature(self, office: str, day: date, seal: bool = False) -> None:
        """落款在正文（和附件说明）之后；seal 为真时留出盖章的地方。"""
        self._signature = _Signature(office, day, seal)
        self._texts.append(("落款", office))

    def texts(self) -> Iterator[tuple[str, str]]:
        """（位置，文字），打印前查字用。"""
        return iter(self._texts)

    def save(self, path: Path | str) -> Path:
        """查字、排版、存成 PDF，返回写到的路径；缺字、磁盘满、文件夹不见都是 KnownError。"""
        return save_whole(path, self.write)

    def write(self, stream: BinaryIO) -> None:
        """把 PDF 写进 stream；有缺字是 KnownError，什么也不写。"""
        check_glyphs(self._texts)
        file = PdfFile(stream)
        bookmarks: list[Bookmark] = []
        for number, page in enumerate(self._pages(), 1):
            for title, level, offset in page.marks:
                top = HEIGHT if page.frame.turned else page.frame.top - offset
                bookmarks.append(Bookmark(title, number - 1, top, level))
            _draw_page(file, page, number)
        file.finish(self.info, bookmarks)

    def _pages(self) -> list[PageContent]:
        """正文（附件说明、落款接在后面）和各附件的页。"""
        end: list[Part] = [Snap()] if self._body.off_grid else []
        pages = _paginate(PORTRAIT, [*self._body.blocks, *end], 0, self._closing_rows())
        single = len(self._annexes) == 1
        for number, annex in enumerate(self._annexes, 1):
            label = "附件" if single else f"附件{number}"
            heading = rows.annex_heading_rows(label, annex.title, annex.frame)
            pages += _paginate(annex.frame, [heading, *annex.blocks], len(heading))
        return pages

    def _closing_rows(self) -> list[Row]:
        """附件说明和落款；有落款时两样连在一起。"""
        closing = annex_list_rows([annex.title for annex in self._annexes], PORTRAIT)
        if self._signature:
            signature = self._signature
            for row in closing:
                row.keep = True
            closing += signature_rows(signature.office, signature.day, signature.seal, PORTRAIT)
        return closing


def _paginate(
    frame: Frame, parts: list[Part], heading_rows: int, closing: list[Row] | None = None
) -> list[PageContent]:
    """排一节；closing 接在最后，和前面两行正文不分开。末页只剩一小截时收紧表和说明的行距，看能不能省掉这一页。"""
    loose = _paginate_at(1.0, frame, parts, heading_rows, closing)
    if len(loose) == 1 or loose[-1].used > SCRAP * frame.height:
        return loose
    for ease in EASES:
        tighter = _paginate_at(ease, frame, parts, heading_rows, closing)
        if len(tighter) < len(loose):
            return tighter
    return loose


def _paginate_at(
    ease: float, frame: Frame, parts: list[Part], heading_rows: int, closing: list[Row] | None
) -> list[PageContent]:
    laid = [_laid(part, frame, ease) for part in parts]
    return paginate(frame, keep_tail(laid, closing) if closing else laid, heading_rows)


def _laid(part: Part, frame: Frame, ease: float) -> Block:
    if isinstance(part, Table):
        return lay_out(part, frame.width, ease)
    if isinstance(part, _Note):
        gap = [rows.gap_row(ease)] if part.below else []
        return [*gap, *rows.note_rows(part.text, frame, ease)]
    return part


def _draw_page(file: PdfFile, page: PageContent, number: int) -> None:
    """画一页：页码总按竖的纸画，横排的内容转过来画，屏幕上再转正。"""
    sheet = Sheet(file.ink)
    page_number(sheet, number)
    if page.frame.turned:
        turn_sheet(sheet)
    for offset, draw in page.items:
        draw(sheet, page.frame.left, page.frame.top - offset)
    if page.frame.turned:
        sheet.turn_back()
    file.page(sheet.content(), WIDTH, HEIGHT, rotate=90 if page.frame.turned else 0)
