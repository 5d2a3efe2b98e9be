"""公文里的行：标题、正文、小字、图题、图、附件的题各排成版心里的一行一行。"""

from miaopu_desk.reports.drawing import Drawing
from miaopu_desk.reports.flow import Row
from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import Line, break_text
from miaopu_desk.reports.page import CHARACTER, PITCH, SIZE, TITLE_SIZE, TRACKING, Frame, baseline
from miaopu_desk.reports.punctuation import full_width
from miaopu_desk.reports.sheet import Sheet
from miaopu_desk.reports.table_layout import between
from miaopu_desk.reports.titles import balanced_lines

HEADING_ROLES = {1: "hei", 2: "kai", 3: "body", 4: "body"}
NOTE_SIZE = 10.5  # 5 号
NOTE_PITCH, TIGHTEST_NOTE_PITCH = 16.0, 13.0
CAPTION_SIZE = 12.0  # 小 4 号
FIGURE_GAP = 8.0
NOTE_GAP, TIGHTEST_NOTE_GAP = 5.0, 2.0


def prose(text: str) -> str:
    """给人读的文字：看不见的字符去掉，中文里的半角标点换成全角。"""
    return full_width(printable(text))


def blank_row() -> Row:
    """空一行。"""
    return Row(PITCH, lambda sheet, x, top: None, blank=True)


def text_row(line: Line, role: str, size: float = SIZE, height: float = PITCH, keep: bool = False) -> Row:
    """断好的一行字。"""

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.line_of_text(x, baseline(top, height, size), line, role, size)

    return Row(height, draw, keep)


def title_rows(text: str, frame: Frame, mark: tuple[str, int] | None = None) -> list[Row]:
    """2 号小标宋，居中，折成匀称的几行。"""
    rows = centred_rows(text, "title", frame, TITLE_SIZE)
    rows[0].mark = mark
    return rows


def centred_rows(text: str, role: str, frame: Frame, size: float = SIZE) -> list[Row]:
    """居中的几行，和后面的连在一起；文字里写明换行的从那里换。"""
    rows = []
    for line in (each for part in text.split("\n") for each in balanced_lines(prose(part), role, size, frame.width)):
        centred = Line(line.text, (frame.width - line.width) / 2, line.spacing, line.width, True, line.shifts)
        rows.append(text_row(centred, role, size, keep=True))
    return rows


def paragraph_rows(text: str, frame: Frame, role: str = "body") -> list[Row]:
    """首行空两字、两端对齐的一段。"""
    lines = break_text(prose(text), frame.width, SIZE, width_of(role), indent=2 * CHARACTER, tracking=TRACKING)
    return [text_row(line, role) for line in lines]


def heading_rows(text: str, level: int, frame: Frame) -> list[Row]:
    """标题行：不落在页末，书签记下它。"""
    rows = paragraph_rows(text, frame, HEADING_ROLES[level])
    for row in rows:
        row.keep = True
    rows[0].mark = (prose(text), level)
    return rows


def gap_row(ease: float = 1.0) -> Row:
    """图表和下面的小字说明之间的一点空。"""
    return Row(between((TIGHTEST_NOTE_GAP, NOTE_GAP), ease), nothing, blank=True)


def note_rows(text: str, frame: Frame, ease: float = 1.0) -> list[Row]:
    """小字说明，首行空两字；ease 是行距的松紧，1 最松，0 最紧。"""
    lines = break_text(prose(text), frame.width, NOTE_SIZE, width_of("song"), indent=2 * NOTE_SIZE)
    pitch = between((TIGHTEST_NOTE_PITCH, NOTE_PITCH), ease)
    return [text_row(line, "song", NOTE_SIZE, pitch) for line in lines]


def caption_rows(text: str, frame: Frame, keep: bool = True) -> list[Row]:
    """表题和图题：小 4 号黑体居中。"""
    rows = centred_rows(text, "hei", frame, CAPTION_SIZE)
    rows[-1].keep = keep
    return rows


def figure_rows(drawing: Drawing, width: float | None, height: float | None, caption: str, frame: Frame) -> list[Row]:
    """一幅图和它下面的图题，不分开；图按比例缩放到放得下。"""
    below = caption_rows(caption, frame, keep=False) if caption else []
    room = frame.height - FIGURE_GAP - sum(row.height for row in below)
    scale = min((width or drawing.width) / drawing.width, (height or drawing.height) / drawing.height)
    scale = min(scale, frame.width / drawing.width, room / drawing.height)

    def draw(sheet: Sheet, x: float, top: float) -> None:
        left = x + (frame.width - drawing.width * scale) / 2
        drawing.draw(sheet, left, top - drawing.height * scale, scale)

    return [Row(FIGURE_GAP, nothing, keep=True), Row(drawing.height * scale, draw, keep=bool(below)), *below]


def annex_heading_rows(label: str, title: str, frame: Frame) -> list[Row]:
    """附件首页：第 1 行顶格“附件1”，第 3 行起居中的标题，之后空一行。"""
    first = text_row(Line(label, 0.0, 0.0, text_width(label, "hei", SIZE), True), "hei", keep=True)
    first.mark = (f"{label}　{prose(' '.join(title.split(chr(10))))}", 0)
    gap = Row(PITCH, nothing, keep=True)
    after = Row(PITCH / 2 if frame.turned else PITCH, nothing, keep=False)
    return [first, gap, *title_rows(title, frame), after]


def nothing(sheet: Sheet, x: float, top: float) -> None:
    """空行：什么也不画。"""
    return
