"""从头演示一遍：建示例办公室、收八个社区的表、出月报和工作簿，每一步说一句。"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from miaopu_desk.domain.sample_places import SAMPLE_DAY
from miaopu_desk.services.office import open_office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.sample import is_unfinished, make_sample

SAMPLE_MONTH = f"{SAMPLE_DAY:%Y-%m}"


def run_demo(folder: Path, out: Path, today: date | None, say: Callable[[str], object]) -> list[Path]:
    """在 folder 里建（已有就接着用）示例办公室，月报和工作簿写到 out，返回写成的文件。"""
    with open_office(folder, today, must_exist=False) as office:
        if office.facts is None or is_unfinished(office):
            result = make_sample(office, out / "社区交来的表")
            for line in result.lines():
                say(line)
        written = [
            make_report(office, "monthly", SAMPLE_MONTH, out / f"月报{SAMPLE_MONTH}.pdf"),
            make_report(office, "monthly", SAMPLE_MONTH, out / f"月报{SAMPLE_MONTH}.xlsx"),
        ]
    for path in written:
        say(f"已生成：{path}")
    return written


def screen_available() -> bool:
    """这台机器有没有屏幕可开窗口。"""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
