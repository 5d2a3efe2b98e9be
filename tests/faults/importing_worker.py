"""不停地导入的进程，等着被杀：每得到一行“文件夹 编号”就分出一个子进程，在那里一批接一批地导入。"""

import os
import sys
from datetime import date
from pathlib import Path

from importing_rows import people_csv

ROWS = 600


def main() -> None:
    """读一行，分出一个子进程去导入，报上它的进程号；子进程死了再读下一行。"""
    import pypinyin  # noqa: F401  先读进来，子进程不必再读

    from miaopu_desk.services import importing, office  # noqa: F401

    for line in sys.stdin:
        folder, start = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                work(Path(folder), int(start))
            finally:
                os._exit(1)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


def work(folder: Path, number: int) -> None:
    """打开办公室，一批接一批地导入，每批写好以后报上批次号；说出口的就是承诺。"""
    from miaopu_desk.domain.records import VOLUNTEERS
    from miaopu_desk.services.importing import commit_import, plan_import
    from miaopu_desk.services.office import open_office

    with open_office(folder, date(2021, 5, 31)) as office:
        say("open")
        while True:
            path = people_csv(folder / f"第{number}批.csv", ROWS, number * ROWS)
            say("plan")
            plan = plan_import(office, VOLUNTEERS, path, community="东方里")
            assert plan.totals["new"] == ROWS, plan.totals
            say("write")
            say(f"done {commit_import(office, plan)}")
            number += 1


def say(text: str) -> None:
    """一行直接写出去，不留在缓冲里。"""
    os.write(1, f"{text}\n".encode())


if __name__ == "__main__":
    main()
