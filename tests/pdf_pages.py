"""窗口和纸的测试共用：空白页的 PDF，和两页的墨迹差多少。"""

from pathlib import Path
from typing import Any

DPI = 300
INK, FAINT = 96, 200  # 灰度：这么黑的一定是墨；这么浅的还看得见一点


def blank_pages(path: Path, count: int) -> Path:
    """count 页空白的 A4。"""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(path)
    writer.close()
    return path


def ink_lost(seen: Any, on_paper: Any, back: int = 0) -> tuple[int, int, int]:
    """(印丢的点, 多印的点, 原来的墨点)：两页都画成 300 dpi，容许偏一个点；back 是先把原页逆时针转回的角度。

    一个点是 0.085 毫米：纸的大小按整点取，本来就会差这么一点。
    """
    from PIL import ImageChops, ImageFilter

    first, second = (page.render(scale=DPI / 72).to_pil().convert("L") for page in (seen, on_paper))
    if back:
        first = first.rotate(back, expand=True)
    box = (0, 0, min(first.width, second.width), min(first.height, second.height))
    first, second = first.crop(box), second.crop(box)

    def beyond(ink: Any, cover: Any) -> int:
        """是墨、而对面一个点以内连淡淡的一点也没有的点数。"""
        solid = ink.point(lambda grey: 255 if grey < INK else 0)
        near = cover.filter(ImageFilter.MinFilter(3)).point(lambda grey: 255 if grey >= FAINT else 0)
        return int(ImageChops.multiply(solid, near).histogram()[255])

    return beyond(first, second), beyond(second, first), sum(first.histogram()[:INK])
