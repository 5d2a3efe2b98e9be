"""二维码：签到表的场次号、证明的核验码，画成矢量，放多大都清楚。"""

from functools import lru_cache

from miaopu_desk.reports.drawing import Box, Drawing
from miaopu_desk.reports.sheet import BLACK, Sheet

QUIET = 4  # 四周的空白，至少四个模块宽（GB/T 18284 的规定）
MOST_BYTES = 300

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def qr_modules(text: str) -> Modules:
    """一段文字的二维码：每行每格是不是黑的，纠错等级 M（污损 15% 仍读得出），不含四周空白。

    按 UTF-8 存；空的、超过 MOST_BYTES 字节的是程序的错，抛 ValueError。
    """
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    data = text.encode()
    if not 0 < len(data) <= MOST_BYTES:
        raise ValueError(f"二维码的内容应为 1 到 {MOST_BYTES} 字节，现在 {len(data)} 字节")
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(data))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def draw_qr(sheet: Sheet, x: float, y: float, size: float, text: str) -> None:
    """把二维码画在纸上：(x, y) 是左下角，size 是连四周空白的边长，单位 pt。一笔涂成，格子之间没有缝。"""
    path = " ".join(
        f"{x + left:.3f} {y + low:.3f} {wide:.3f} {high:.3f} re" for left, low, wide, high in _bars(text, size)
    )
    sheet.ops.append(f"q 0 g {path} f Q")


def qr_drawing(text: str, size: float) -> Drawing:
    """二维码的一幅图，交给 Document.figure；size 是连四周空白的边长，单位 pt。"""
    return Drawing(size, size, tuple(Box(*bar, fill=BLACK) for bar in _bars(text, size)))


def _bars(text: str, size: float) -> list[tuple[float, float, float, float]]:
    """一行里挨着的黑格并成一条：（左，下，宽，高），从左下角量起。"""
    modules = qr_modules(text)
    each = size / (len(modules) + 2 * QUIET)
    bars = []
    for number, row in enumerate(modules):
        low = size - (QUIET + number + 1) * each
        start: int | None = None
        for at, dark in enumerate((*row, False)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                bars.append(((QUIET + start) * each, low, (at - start) * each, each))
                start = None
    return bars
