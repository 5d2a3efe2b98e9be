"""窗口画出来要多久：与只有一张空表格的 PySide6 窗口轮流各开几次，取中位数之比（目标不超过 1.6）。"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
TARGET = 1.6

# 两边都从解释器起步算到窗口第一次画完
BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
application = QApplication([])
window = Window()
window.setCentralWidget(QTableView())
window.resize(1366, 768)
window.show()
application.exec()
"""
FRAME = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from miaopu_desk.app import Desk, make_application
application = make_application()
desk = Desk(Path(sys.argv[1]), None)
desk.window.painted.disconnect()
desk.window.painted.connect(lambda: QTimer.singleShot(0, lambda: os._exit(0)))
desk.window.show()
application.exec()
"""
FILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from miaopu_desk.app import run_window
def ready(window):
    window.repaint()
    QTimer.singleShot(0, lambda: os._exit(0))
run_window(Path(sys.argv[1]), None, ready)
"""


def seconds(script: str, folder: Path) -> float:
    """新起一个解释器跑到窗口画完，用了几秒。"""
    environment = {**os.environ, "QT_LOGGING_RULES": "*=false", "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, str(folder)], env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> int:
    """量，印出比值；超过目标退出 1。"""
    sys.path.insert(0, str(ROOT))
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.sample import make_sample

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_office(folder, must_exist=False) as office:
            make_sample(office, folder / "books")
        taken: dict[str, list[float]] = {"bare": [], "frame": [], "filled": []}
        for script in (BARE, FRAME, FILLED):
            seconds(script, folder)  # 先各热一次
        for _ in range(ROUNDS):
            for key, script in (("bare", BARE), ("frame", FRAME), ("filled", FILLED)):
                taken[key].append(seconds(script, folder))
    bare, frame, filled = (statistics.median(taken[key]) for key in ("bare", "frame", "filled"))
    print(
        f"空窗口 {bare * 1000:.0f} 毫秒；本程序的窗口 {frame * 1000:.0f} 毫秒，是 {frame / bare:.2f} 倍（目标 {TARGET}）"
    )
    print(f"打开 1,200 人的办公室并画好第一页 {filled * 1000:.0f} 毫秒，是 {filled / bare:.2f} 倍")
    return 0 if frame / bare <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
