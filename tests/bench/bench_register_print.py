"""印名册：十万行十栏的 CPU、内存，与只管写的对照、与 LibreOffice 打印同样的工作簿之比。

不带参数测十万行的 CPU 和内存，LibreOffice 一边用两万行；--full 时 LibreOffice 也用十万行，再印一百万行。
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bare_pdf import write_bare

from miaopu_desk.reports.listing import ListColumn, print_listing

ROUNDS = 3
CPU_LIMIT, GROWTH_LIMIT, FASTER_LIMIT = 1.5, 60, 10.0
TITLE = "志愿者登记名册"
COLUMNS = (
    ListColumn("序号", 4, "center"),
    ListColumn("姓名", 6),
    ListColumn("性别", 2, "center"),
    ListColumn("身份证号", 10, "center"),
    ListColumn("联系电话", 7, "center"),
    ListColumn("社区", 5),
    ListColumn("队伍类别", 8),
    ListColumn("登记日期", 6, "center"),
    ListColumn("居住地址", 16),
    ListColumn("服务时长", 5, "right"),
)
FIRST = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂春梅建国志红玉华文斌玲飞辉波雪琴鹏慧莉宁瑞凤云海"
RARE = "䶮𬭎𠅤堃喆㐱𣗋𬀩"
PLACES = ("东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里")
RANKS = ("专职", "党员", "网上", "文明实践", "党员、网上", "专职、党员")


class Run(NamedTuple):
    """一次印：CPU 秒、墙上秒、最多占的内存（MB）、页数、文件（MB）。"""

    cpu: float
    wall: float
    memory: float
    pages: int
    size: float


def rows(count: int) -> Iterator[list[str]]:
    """造出来的人，号码已打码；一百人里一个生僻字。"""
    pick = Random(7)
    start = date(2019, 1, 1)
    for number in range(1, count + 1):
        name = pick.choice(FIRST) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2, 2))))
        place = pick.choice(PLACES)
        yield [
            str(number),
            name + pick.choice(RARE) if number % 100 == 0 else name,
            "男" if number % 2 else "女",
            f"439999********{number % 10_000:04d}",
            f"154****{pick.randrange(10_000):04d}",
            place,
            pick.choice(RANKS),
            f"{start + timedelta(days=number % 800):%Y-%m-%d}",
            f"{place}社区{pick.randrange(1, 99)}栋{pick.randrange(1, 7)}单元{pick.randrange(101, 1899)}室",
            f"{pick.randrange(0, 4000) / 10:.1f}",
        ]


def print_once(how: str, count: int, path: Path) -> int:
    """印一份，返回页数；在子进程里跑，CPU 和内存才各算各的。"""
    if how == "bare":
        return write_bare(path, TITLE, [each.label for each in COLUMNS], [each.width for each in COLUMNS], rows(count))
    print_listing(path, title=TITLE, office="某街道办事处", as_of=date(2021, 5, 31), columns=COLUMNS, rows=rows(count))
    with path.open("rb") as stream:
        return sum(block.count(b"/Type/Page/") for block in iter(lambda: stream.read(1 << 20), b""))


def measured(how: str, count: int, folder: Path) -> Run:
    """另起一个进程印一份。"""
    path = folder / f"{how}{count}.pdf"
    command = [sys.executable, __file__, "--one", how, str(count), str(path)]
    started = time.perf_counter()
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    wall = time.perf_counter() - started
    size = path.stat().st_size / 1e6
    path.unlink()
    return Run(told["cpu"], wall, told["memory"], told["pages"], size)


def compare_cpu(folder: Path, count: int) -> float:
    """轮流各印几次，各取最少的 CPU；返回之比。"""
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(measured("bare", count, folder))
        ours.append(measured("ours", count, folder))
    best, least = min(ours), min(bare)
    ratio = best.cpu / least.cpu
    print(
        f"名册 {count} 行 {len(COLUMNS)} 栏：{best.cpu:.2f} 秒 CPU、{best.memory:.0f} MB、{best.pages} 页、{best.size:.1f} MB；"
        f"只管写的对照 {least.cpu:.2f} 秒、{least.memory:.0f} MB、{least.pages} 页、{least.size:.1f} MB；"
        f"CPU 之比 {ratio:.2f}（限 {CPU_LIMIT}）"
    )
    return ratio


def compare_office(folder: Path, count: int) -> float | None:
    """同样的行写成工作簿，让 LibreOffice 打印成 PDF；返回它慢几倍，没有装就说一声。"""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("没有装 LibreOffice，这一边没有测")
        return None
    book = _workbook(folder / "名册.xlsx", count)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    base = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    warm = _workbook(folder / "热身.xlsx", 10)
    subprocess.run([*base, str(warm)], check=True, capture_output=True)  # 头一次要建用户目录，不算在内
    started = time.perf_counter()
    subprocess.run([*base, str(book)], check=True, capture_output=True)
    theirs = time.perf_counter() - started
    assert book.with_suffix(".pdf").stat().st_size > 100 * count / 10
    ours = measured("ours", count, folder).wall
    print(
        f"同样 {count} 行：我们 {ours:.1f} 秒，LibreOffice 打印工作簿 {theirs:.1f} 秒，快 {theirs / ours:.1f} 倍（至少 {FASTER_LIMIT:g}）"
    )
    return theirs / ours


def _workbook(path: Path, count: int) -> Path:
    """同样内容的工作簿：横排、一页宽、表头每页重印。"""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    sheet = book.create_sheet(TITLE)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for index, column in enumerate(COLUMNS):
        sheet.column_dimensions["ABCDEFGHIJ"[index]].width = column.width * 2
    sheet.append([column.label for column in COLUMNS])
    for row in rows(count):
        sheet.append(row)
    book.save(path)
    return path


def main(arguments: list[str]) -> int:
    """每项一行：量得的、限额；有一项超过退出 1。"""
    if arguments[:1] == ["--one"]:
        how, count, path = arguments[1:]
        pages = print_once(how, int(count), Path(path))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "pages": pages}))
        return 0
    full = "--full" in arguments
    kept = os.environ.get("BENCH_FOLDER")
    with tempfile.TemporaryDirectory(dir=kept) as name:
        folder = Path(name)
        ratio = compare_cpu(folder, 100_000)
        few, many = measured("ours", 10_000, folder), measured("ours", 100_000, folder)
        growth = many.memory - few.memory
        print(
            f"  内存：1 万行 {few.memory:.0f} MB，10 万行 {many.memory:.0f} MB，多 {growth:.0f} MB（限 {GROWTH_LIMIT}）"
        )
        faster = compare_office(folder, 100_000 if full else 20_000)
        if full:
            most = measured("ours", 1_000_000, folder)
            print(
                f"  一百万行：{most.cpu:.0f} 秒 CPU、{most.memory:.0f} MB、{most.pages} 页、{most.size:.0f} MB，印完了"
            )
    return int(ratio > CPU_LIMIT or growth > GROWTH_LIMIT or (faster is not None and faster < FASTER_LIMIT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
