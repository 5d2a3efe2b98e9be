"""读得有多快：在单独的进程里读，加上认表头、分行，仍在 calamine 自己读的几倍之内。"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from miaopu_desk.exchange.data_rows import data_rows
from miaopu_desk.exchange.headers import Heading, find_header
from miaopu_desk.exchange.sheets import read_workbook

LABELS = (
    "姓名",
    "性别",
    "身份证号",
    "联系电话",
    "社区",
    "队伍类别",
    "来源类别",
    "政治面貌",
    "文化程度",
    "登记日期",
    "住址",
    "备注",
)


def best_of(times: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def test_reading_and_sorting_out_ten_thousand_rows_stays_under_four_times_calamine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook(write_only=True)
    out = book.create_sheet("名单")
    out.append(LABELS)
    for number in range(10_000):
        day = date(2021, 1, 1) + timedelta(days=number % 300)
        person = (f"人{number}", "女", f"43040519{number:010d}", f"138{number:08d}", "东方里", "专职、党员", "楼栋长")
        out.append((*person, "群众", "大专", day, f"{number}号", None))
    path = tmp_path / "一万行.xlsx"
    book.save(path)
    wanted = [Heading(label, (label,)) for label in LABELS]

    def alone() -> list[list[object]]:
        return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    def all_of_it() -> int:
        sheet = read_workbook(path).sheets[0]
        header = find_header(sheet, wanted)
        assert header is not None
        return sum(row.kind == "data" for row in data_rows(sheet, header))

    assert all_of_it() == 10_000
    calamine, reading, whole = (best_of(5, work) * 1000 for work in (alone, lambda: read_workbook(path), all_of_it))
    with capsys.disabled():
        print(f"\n一万行十二列：calamine {calamine:.0f} 毫秒，读 {reading:.0f}（{reading / calamine:.2f} 倍）", end="")
        print(f"，读、认表头、分行 {whole:.0f}（{whole / calamine:.2f} 倍）")
    assert whole < 4 * calamine
