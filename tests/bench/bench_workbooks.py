"""一万行十二列的工作簿：读、认表头、分行对 calamine 自己读（目标 3 倍）；写清单对 openpyxl 光写同样的格（目标 2.5 倍）。"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import openpyxl
import python_calamine

from miaopu_desk.exchange.data_rows import data_rows
from miaopu_desk.exchange.headers import Heading, find_header
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.writing import OutColumn, write_list

LABELS = (
    *("姓名", "性别", "身份证号", "联系电话", "社区", "队伍类别"),
    *("来源类别", "政治面貌", "文化程度", "登记日期", "住址", "备注"),
)
ROWS, ROUNDS = 10_000, 5
READING_AIM, WRITING_AIM = 3.0, 2.5


def main() -> int:
    """读一行、写一行；超过目标的标出来，退出 1。"""
    with tempfile.TemporaryDirectory() as folder:
        return int(any([_reading(Path(folder)), _writing(Path(folder))]))


def _people() -> list[tuple[object, ...]]:
    return [
        (
            *(f"人{number}", "女", f"43040519{number:010d}", f"138{number:08d}", "东方里", "专职、党员", "楼栋长"),
            *("群众", "大专", date(2021, 1, 1) + timedelta(days=number % 300), f"{number}号", None),
        )
        for number in range(ROWS)
    ]


def _reading(folder: Path) -> bool:
    path = _bare(folder / "一万行.xlsx")
    wanted = [Heading(label, (label,)) for label in LABELS]

    def alone() -> object:
        return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    def all_of_it() -> object:
        sheet = read_workbook(path).sheets[0]
        header = find_header(sheet, wanted)
        assert header is not None
        found = sum(row.kind == "data" for row in data_rows(sheet, header))
        assert found == ROWS, found
        return found

    calamine, reading, whole = _best(alone, lambda: read_workbook(path), all_of_it)
    over = whole > READING_AIM * calamine
    print(
        f"{ROWS:,} 行：calamine {calamine:.0f} 毫秒，读 {reading:.0f}（{reading / calamine:.2f} 倍），"
        f"读、认表头、分行 {whole:.0f}（{whole / calamine:.2f} 倍，目标 {READING_AIM}）{_mark(over)}"
    )
    return over


def _writing(folder: Path) -> bool:
    rows = _people()
    headings = [OutColumn(label, kind="date" if label == "登记日期" else "text") for label in LABELS]
    bare, ours = _best(
        lambda: _bare(folder / "光写.xlsx"),
        lambda: write_list(folder / "清单.xlsx", sheet="名单", title="名单", headings=headings, rows=rows),
    )
    over = ours > WRITING_AIM * bare
    print(
        f"{ROWS:,} 行：openpyxl 光写 {bare:.0f} 毫秒，写清单 {ours:.0f}"
        f"（{ours / bare:.2f} 倍，目标 {WRITING_AIM}）{_mark(over)}"
    )
    return over


def _bare(path: Path) -> Path:
    """不带样式、不带标题，一格一格照写。"""
    book = openpyxl.Workbook(write_only=True)
    out = book.create_sheet("名单")
    out.append(LABELS)
    for row in _people():
        out.append(row)
    book.save(path)
    return path


def _best(*works: Callable[[], object]) -> list[float]:
    """几样轮着做，各取最快的一次，毫秒；只算处理器时间，连同读文件的那个进程的。"""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            start = _spent()
            work()
            taken[at].append((_spent() - start) * 1000)
    return [min(each) for each in taken]


def _spent() -> float:
    """到现在用了几秒处理器时间，连同收了场的子进程；没有 resource 的系统上钟粗一些。"""
    try:
        import resource
    except ImportError:
        return sum(os.times()[:4])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _mark(over: bool) -> str:
    return "　超过目标" if over else ""


if __name__ == "__main__":
    sys.exit(main())
