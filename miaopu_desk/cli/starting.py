"""建一间办公室，和从头演示一遍的命令。"""

import os
import sys
from datetime import date
from pathlib import Path

import click

from miaopu_desk.cli.door import command
from miaopu_desk.paths import data_dir


@command()
@click.option("--preset", default="miaopu", show_default=True, metavar="名称", help="初始资料：miaopu 或 leiyang。")
def init(folder: Path, today: date | None, preset: str) -> None:
    """建立一间办公室，填入初始资料。"""
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.setting_up import must_be_known, set_up

    must_be_known(preset)
    with open_office(folder, today, must_exist=False) as office:
        set_up(office, preset)
        facts = office.facts
        click.echo(f"已在 {folder} 建立“{facts.name if facts else preset}”。")


@command()
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件夹", help="月报和工作簿放哪里。")
@click.option("--no-window", is_flag=True, help="只生成，不开窗口。")
def demo(folder: Path, today: date | None, out: Path | None, no_window: bool) -> None:
    """从头演示：建示例办公室，收八个社区的表，出五月月报。"""
    from miaopu_desk.services.demo import run_demo, screen_available

    # 没有指明数据文件夹时，演示另用一处，不碰正式数据
    shown = folder if folder != data_dir(None) or "MIAOPU_DATA" in os.environ else folder / "demo"
    run_demo(shown, out or shown / "output", today, click.echo)
    if no_window:
        return
    if not screen_available():
        click.echo("这台机器没有屏幕，没有打开窗口；上面的文件已经生成。")
        return
    from miaopu_desk.app import run_window

    sys.exit(run_window(shown, today))
