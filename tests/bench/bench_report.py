"""月报：示例办公室五月的月报和工作簿，和一万名志愿者的街道的月报，各要几秒、几页、多大。"""

import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from random_office import random_office

from miaopu_desk.services.demo import SAMPLE_MONTH
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import open_office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.sample import make_sample

ROUNDS = 5
STREET = 10_000


def main() -> int:
    """每样一行：第一次（连同读进字体和库）、以后的中位数、页数或大小。"""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with open_office(place / "data", must_exist=False) as office:
            start = time.perf_counter()
            make_sample(office, place / "books")
            print(f"示例办公室：造出来连同八个社区的导入 {time.perf_counter() - start:.1f} 秒")
            for format_ in ("pdf", "xlsx"):
                taken = []
                for _ in range(ROUNDS):
                    gc.collect()
                    start = time.perf_counter()
                    written = make_report(office, "monthly", SAMPLE_MONTH, place / f"月报.{format_}")
                    taken.append(time.perf_counter() - start)
                size = f"{_pages(written)} 页，" if format_ == "pdf" else ""
                print(
                    f"月报 {format_}：第一次 {taken[0]:.2f} 秒，以后 {statistics.median(taken[1:]):.2f} 秒，"
                    f"{size}{written.stat().st_size / 1024:.0f} KB"
                )
            start = time.perf_counter()
            month_figures(office, SAMPLE_MONTH)
            print(f"  其中各项数字 {time.perf_counter() - start:.3f} 秒")
        _big_street(place)
    return 0


def _big_street(place: Path) -> None:
    """一万名志愿者、一万条服务记录的街道：未参保的名单就有几十页。"""
    start = time.perf_counter()
    office = random_office(1, STREET)
    built = time.perf_counter() - start
    start = time.perf_counter()
    written = make_report(office, "monthly", SAMPLE_MONTH, place / "大街道.pdf")
    print(
        f"{STREET} 名志愿者的街道（造出来 {built:.1f} 秒）：月报 {time.perf_counter() - start:.2f} 秒，"
        f"{_pages(written)} 页，{written.stat().st_size / 1024:.0f} KB"
    )


def _pages(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    sys.exit(main())
