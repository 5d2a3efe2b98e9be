"""公文的结尾：附件说明、署名、日期，盖章的留出印章的地方。"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from miaopu_desk.reports.flow import Block, Draw, Row
from miaopu_desk.reports.fonts import text_width, width_of
from miaopu_desk.reports.lines import Line, break_text
from miaopu_desk.reports.page import CHARACTER, PITCH, SIZE, TRACKING, Frame, baseline
from miaopu_desk.reports.rows import nothing, prose, text_row
from miaopu_desk.reports.sheet import Sheet

SEAL_BLANK_ROWS = 2


def annex_list_rows(titles: list[str], frame: Frame) -> list[Row]:
    """附件说明：正文下空一行，空两字写“附件：1.××”，回行和名称对齐，末尾不加标点。"""
    if not titles:
        return []
    rows = [Row(PITCH, nothing, keep=True)]
    number_at = 5 * CHARACTER
    name_at = number_at + (CHARACTER * 1.5 if len(titles) > 9 else CHARACTER) if len(titles) > 1 else number_at
    for number, title in enumerate(titles, 1):
        name = prose("".join(title.split("\n"))).rstrip("。；，")
        lines = break_text(
            name, frame.width, SIZE, width_of("body"), indent=name_at, hanging=name_at, tracking=TRACKING
        )
        entries = [text_row(line, "body", keep=True) for line in lines]
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
    above = [Row(PITCH, nothing, keep=True) for _ in range(SEAL_BLANK_ROWS if seal else 1)]
    named = text_row(Line(office, max(0.0, office_at), TRACKING, office_width, True), "body", keep=True)
    return [*above, named, text_row(Line(dated, dated_at, TRACKING, dated_width, True), "body")]


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
