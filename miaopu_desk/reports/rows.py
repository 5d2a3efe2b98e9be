"""公文里的行：标题、正文、图、附件说明、落款各排成版心里的一行一行。"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from miaopu_desk.reports.drawing import Drawing
from miaopu_desk.reports.flow import Block, Draw, Row
from miaopu_desk.reports.fonts import glyphs, printable, text_width
from miaopu_desk.reports.lines import Line, WidthOf, break_text
from miaopu_desk.reports.page import CHARACTER, PITCH, SIZE, TITLE_SIZE, TRACKING, Frame, baseline
from miaopu_desk.reports.punctuation import full_width
from miaopu_desk.reports.sheet import Sheet

HEADING_ROLES = {1: "hei", 2: "kai", 3: "body", 4: "body"}
NOTE_SIZE = 10.5  # 5 号
NOTE_PITCH = 16.0
CAPTION_SIZE = 12.0  # 小 4 号
SEAL_BLANK_ROWS = 2


def width_of(role: str) -> WidthOf:
    """一个字以字号为 1 的宽度；没有字形的按一个字宽。"""
    table = glyphs(role)

    def width(char: str) -> float:
        glyph = table[char]
        return glyph.width if glyph else 1.0

    return width


def prose(text: str) -> str:
    """给人读的文字：看不见的字符去掉，中文里的半角标点换成全角。"""
    return full_width(printable(text))


def blank_row() -> Row:
    """空一行。"""
    return Row(PITCH, lambda sheet, x, top: None, blank=True)


def _text_row(line: Line, role: str, size: float = SIZE, height: float = PITCH, keep: bool = False) -> Row:
    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.line_of_text(x, baseline(top, height, size), line, role, size)

    return Row(height, draw, keep)


def balanced_lines(text: str, role: str, size: float, width: float) -> list[Line]:
    """标题折行：行数最少，各行尽量一样长；原有的换行照办。"""
    lines: list[Line] = []
    measure = width_of(role)
    for part in text.split("\n"):
        count = len(break_text(part, width, size, measure, justify=False))
        narrow = width
        while narrow > size and len(break_text(part, narrow - size / 2, size, measure, justify=False)) == count:
            narrow -= size / 2
        lines += break_text(part, narrow, size, measure, justify=False)
    return lines


def title_rows(text: str, frame: Frame, mark: tuple[str, int] | None = None) -> list[Row]:
    """2 号小标宋，居中，折成匀称的几行。"""
    rows = centred_rows(text, "title", frame, TITLE_SIZE)
    rows[0].mark = mark
    return rows


def centred_rows(text: str, role: str, frame: Frame, size: float = SIZE) -> list[Row]:
    """居中的几行，和后面的连在一起。"""
    rows = []
    for line in balanced_lines(prose(text), role, size, frame.width):
        centred = Line(line.text, (frame.width - line.width) / 2, line.spacing, line.width, True, line.shifts)
        rows.append(_text_row(centred, role, size, keep=True))
    return rows


def paragraph_rows(text: str, frame: Frame, role: str = "body") -> list[Row]:
    """首行空两字、两端对齐的一段。"""
    lines = break_text(prose(text), frame.width, SIZE, width_of(role), indent=2 * CHARACTER, tracking=TRACKING)
    return [_text_row(line, role) for line in lines]


def heading_rows(text: str, level: int, frame: Frame) -> list[Row]:
    """标题行：不落在页末，书签记下它。"""
    rows = paragraph_rows(text, frame, HEADING_ROLES[level])
    for row in rows:
        row.keep = True
    rows[0].mark = (prose(text), level)
    return rows


def note_rows(text: str, frame: Frame) -> list[Row]:
    """小字说明，首行空两字。"""
    shown = prose(text)
    lines = break_text(shown, frame.width, NOTE_SIZE, width_of("song"), indent=2 * NOTE_SIZE)
    return [_text_row(line, "song", NOTE_SIZE, NOTE_PITCH) for line in lines]


def caption_rows(text: str, frame: Frame, keep: bool = True) -> list[Row]:
    """表题和图题：小 4 号黑体居中。"""
    rows = centred_rows(text, "hei", frame, CAPTION_SIZE)
    rows[-1].keep = keep
    return rows


def figure_rows(drawing: Drawing, width: float | None, height: float | None, caption: str, frame: Frame) -> list[Row]:
    """一幅图和它下面的图题，不分开；图按比例缩放到放得下。"""
    below = caption_rows(caption, frame, keep=False) if caption else []
    room = frame.height - sum(row.height for row in below)
    scale = min((width or drawing.width) / drawing.width, (height or drawing.height) / drawing.height)
    scale = min(scale, frame.width / drawing.width, room / drawing.height)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        left = x + (frame.width - drawing.width * scale) / 2
        drawing.draw(sheet, left, top - drawing.height * scale, scale)

    return [Row(drawing.height * scale, draw, keep=bool(below)), *below]


def annex_heading_rows(label: str, title: str, frame: Frame) -> list[Row]:
    """附件首页：第 1 行顶格“附件1”，第 3 行起居中的标题，之后空一行。"""
    first = _text_row(Line(label, 0.0, 0.0, text_width(label, "hei", SIZE), True), "hei", keep=True)
    first.mark = (f"{label}　{prose(' '.join(title.split(chr(10))))}", 0)
    gap = Row(PITCH, _nothing, keep=True)
    after = Row(PITCH / 2 if frame.turned else PITCH, _nothing, keep=False)
    return [first, gap, *title_rows(title, frame), after]


def annex_list_rows(titles: list[str], frame: Frame) -> list[Row]:
    """附件说明：正文下空一行，空两字写“附件：1.××”，回行和名称对齐，末尾不加标点。"""
    if not titles:
        return []
    rows = [Row(PITCH, _nothing, keep=True)]
    number_at = 5 * CHARACTER
    name_at = number_at + (CHARACTER * 1.5 if len(titles) > 9 else CHARACTER) if len(titles) > 1 else number_at
    for number, title in enumerate(titles, 1):
        name = prose("".join(title.split("\n"))).rstrip("。；，")
        lines = break_text(
            name, frame.width, SIZE, width_of("body"), indent=name_at, hanging=name_at, tracking=TRACKING
        )
        entries = [_text_row(line, "body", keep=True) for line in lines]
        marks = {2 * CHARACTER: "附件："} if number == 1 else {}
        if len(titles) > 1:
            marks[number_at] = f"{number}."
        entries[0].draw = _with_marks(entries[0].draw, marks)
        rows += entries
    rows[-1].keep = False
    return rows


def _with_marks(draw_line: Draw, marks: Mapping[float, str]) -> Draw:
    def draw(sheet: Sheet, x: float, top: float) -> None:
        for offset, text in marks.items():
            sheet.text(x + offset, baseline(top, PITCH, SIZE), text, "body", SIZE, spacing=TRACKING)
        draw_line(sheet, x, top)

    return draw


def signature_rows(office: str, day: date, seal: bool, frame: Frame) -> list[Row]:
    """落款。不盖章：空一行，署名右空两字，日期比署名首字右移两字（日期更长时日期右空两字）。

    盖章：留出印章的地方，日期右空四字，署名在日期上方居中（GB/T 9704-2012 7.3.5）。
    """
    dated = f"{day.year}年{day.month}月{day.day}日"
    office = prose(office)
    office_width, dated_width = (_tracked_width(text) for text in (office, dated))
    if seal:
        dated_at = frame.width - 4 * CHARACTER - dated_width
        office_at = min(dated_at + (dated_width - office_width) / 2, frame.width - office_width)
    elif dated_width > office_width:
        dated_at = frame.width - 2 * CHARACTER - dated_width
        office_at = dated_at - 2 * CHARACTER
    else:
        office_at = frame.width - 2 * CHARACTER - office_width
        dated_at = office_at + 2 * CHARACTER
    above = [Row(PITCH, _nothing, keep=True) for _ in range(SEAL_BLANK_ROWS if seal else 1)]
    named = _text_row(Line(office, max(0.0, office_at), TRACKING, office_width, True), "body", keep=True)
    return [*above, named, _text_row(Line(dated, dated_at, TRACKING, dated_width, True), "body")]


def _tracked_width(text: str) -> float:
    return text_width(text, "body", SIZE) + TRACKING * len(text)


def keep_tail(blocks: list[Block], closing: list[Row], count: int = 2) -> list[Block]:
    """把落款接在最后：正文的最后几行跟着落款走，不让落款单独成页。"""
    joined = [*blocks]
    tail = joined[-1] if joined else None
    if isinstance(tail, list):
        kept = [replace(row, keep=True) if i >= len(tail) - count else row for i, row in enumerate(tail)]
        joined[-1] = [*kept, *closing]
        return joined
    return [*joined, closing]


def _nothing(sheet: Sheet, x: float, top: float) -> None:
    return None
