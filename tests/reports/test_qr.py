"""二维码：画在纸上的黑白格子和算出来的一样，四周留白，内容不对就不画。"""

from pathlib import Path

import pypdfium2
import pytest

from miaopu_desk.reports.page import HEIGHT, WIDTH
from miaopu_desk.reports.pdf import Info, PdfFile
from miaopu_desk.reports.qr import MOST_BYTES, QUIET, draw_qr, qr_drawing, qr_modules
from miaopu_desk.reports.sheet import Sheet

CODE = "01a20194-d02b-7020-b1e9-453872ddad6c"
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def printed_modules(path: Path, x: float, y: float, size: float, count: int) -> list[list[bool]]:
    """从像素读回来的格子，连四周的空白；(x, y) 是左下角，count 是每边几格。"""
    scale = 8
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[0].render(scale=scale, grayscale=True)
        pixels, stride = bytes(picture.buffer), picture.stride
    finally:
        document.close()
    each = size / count
    middles = [(number + 0.5) * each for number in range(count)]
    rows = [round((HEIGHT - y - size + down) * scale) * stride for down in middles]
    columns = [round((x + across) * scale) for across in middles]
    return [[pixels[row + column] < 128 for column in columns] for row in rows]


@pytest.mark.parametrize("drawn", ["on the sheet", "as a figure"])
@pytest.mark.parametrize("text", [CODE, "核验码 2021-0001", "1" * MOST_BYTES])
def test_the_printed_squares_are_the_computed_squares(tmp_path: Path, text: str, drawn: str) -> None:
    path = tmp_path / "码.pdf"
    with path.open("wb") as stream:
        file = PdfFile(stream)
        sheet = Sheet(file.ink)
        if drawn == "on the sheet":
            draw_qr(sheet, 100, 300, 200, text)
        else:
            qr_drawing(text, 200).draw(sheet, 100, 300)
        file.page(sheet.content(), WIDTH, HEIGHT)
        file.finish(Info("码"))
    modules = qr_modules(text)
    count = len(modules) + 2 * QUIET
    seen = printed_modules(path, 100, 300, 200, count)
    assert [row[QUIET:-QUIET] for row in seen[QUIET:-QUIET]] == [list(row) for row in modules]
    quiet = [row for at, row in enumerate(seen) if at < QUIET or at >= count - QUIET]
    assert not any(map(any, quiet))
    assert not any(any(row[:QUIET]) or any(row[-QUIET:]) for row in seen)


def test_three_corners_carry_the_finder_pattern_and_the_fourth_does_not() -> None:
    rows = ["".join("01"[dark] for dark in row) for row in qr_modules(CODE)]
    assert [row[:7] for row in rows[:7]] == FINDER
    assert [row[-7:] for row in rows[:7]] == FINDER
    assert [row[:7] for row in rows[-7:]] == FINDER
    assert [row[-7:] for row in rows[-7:]] != FINDER
    assert len(rows) % 4 == 1
    assert all(len(row) == len(rows) for row in rows)


def test_another_code_is_another_picture() -> None:
    assert qr_modules(CODE) != qr_modules(CODE[:-1] + "d")


@pytest.mark.parametrize("text", ["", "一" * MOST_BYTES])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="二维码的内容应为"):
        qr_modules(text)
