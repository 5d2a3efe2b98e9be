"""网格一览要多久：五千处网格、五千条分工，第一次排树、改一条分工以后重排、按人找缺口；直接运行，打印秒数。"""

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builders import add, office_with_communities
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from miaopu_desk.app import make_application
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ASSIGNMENTS, COMMUNITIES, GRID_AREAS
from miaopu_desk.domain.records.grid import Assignment, GridArea
from miaopu_desk.services.gaps import gaps
from miaopu_desk.ui.tabs.grid import GridBoard

AREAS, MOST_RATIO = 5_000, 40.0


def main() -> None:
    """打印各步的秒数，和光放五千个树节点（不查数据库、不写由谁负责）相比的倍数；超过上限就失败。"""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    office = _office()
    bare = _timed(_bare_tree)

    class Window:
        def say(self, text: str) -> None:
            """没有状态栏。"""

    board: list[Any] = []
    first = _timed(lambda: board.append(GridBoard(office, Window())))
    again = _timed(board[0].load)
    chosen = _timed(lambda: board[0].tree.select(board[0].tree.last_id()))
    found = _timed(lambda: gaps(office, date(2021, 5, 31)))
    print(
        f"{AREAS} 处网格：第一次 {first:.2f} 秒，重排 {again:.2f} 秒，选中末一处 {chosen:.3f} 秒，缺口 {found:.2f} 秒；"
        f"只放五千个树节点 {bare:.3f} 秒，重排是它的 {again / bare:.1f} 倍（上限 {MOST_RATIO:.0f}）"
    )
    assert again / bare <= MOST_RATIO, "慢了"


def _office() -> Any:
    office = office_with_communities()
    people = [
        add(
            office,
            "volunteers",
            name=f"甲{at % 10}明",
            community="大华",
            registered_on="2021-01-04",
            phone=f"154{at:08d}",
        )
        for at in range(200)
    ]
    places = office.keeper.table(COMMUNITIES).all()
    with office.keeper.action("造测试数据", kind="setup") as act:
        for at in range(AREAS // 25):
            place = places[at % len(places)]
            where = Ref(place.name, place.id)
            top = act.insert(GRID_AREAS, GridArea(name=f"第{at}片", kind="district", community=where))
            for number in range(24):
                part = GridArea(
                    name=f"{number}栋", kind="building", community=where, parent=Ref(top.name, top.id), households=60
                )
                saved = act.insert(GRID_AREAS, part)
                person = people[(at * 24 + number) % len(people)]
                act.insert(
                    ASSIGNMENTS,
                    Assignment(
                        area=Ref(saved.name, saved.id),
                        volunteer=Ref(person.name, person.id),
                        role="leader",
                        starts_on=date(2021, 3, 1),
                    ),
                )
    return office


def _bare_tree() -> None:
    tree = QTreeWidget()
    tree.setColumnCount(3)
    for at in range(AREAS // 25):
        top = QTreeWidgetItem([f"第{at}片", "片区", "无人"])
        top.addChildren([QTreeWidgetItem([f"{number}栋", "楼栋", "某人"]) for number in range(24)])
        tree.addTopLevelItem(top)
    tree.expandAll()


def _timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
