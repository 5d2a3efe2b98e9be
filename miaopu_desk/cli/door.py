"""命令的共同样子：--data、--today 写在哪里都行，说得清的毛病变成一句话和退出码 1。"""

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import update_wrapper, wraps
from typing import Any

import click

from miaopu_desk import __version__
from miaopu_desk.cli.words import speak_chinese
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.paths import data_dir

speak_chinese()


@click.group(
    invoke_without_command=True,
    help="苗圃志愿者工作台。不带命令时打开窗口。",
    options_metavar="[选项]",
    subcommand_metavar="[命令] [参数]…",
)
@click.option("--data", metavar="文件夹", help="数据文件夹；不写时用 MIAOPU_DATA 或系统惯用的位置。")
@click.option("--today", metavar="YYYY-MM-DD", help="把今天当作哪一天。")
@click.version_option(__version__, prog_name="miaopu-desk", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, data: str | None, today: str | None) -> None:
    context.obj = {"data": data, "today": today}
    if context.invoked_subcommand is None:
        _shield(_window)(data, today)


def command(name: str | None = None, **options: Any) -> Callable[[Callable[..., None]], click.Command]:
    """一条命令：--data 与 --today 写在命令前后都行；说得清的毛病变成一句话和退出码 1。"""

    def decorate(function: Callable[..., None]) -> click.Command:
        def run(context: click.Context, /, data: str | None, today: str | None, **values: Any) -> None:
            folder = data_dir(data or context.obj["data"])
            _shield(function)(folder, _day(today or context.obj["today"]), **values)

        # 参数和说明写在 function 上，运行的是 run
        outer = update_wrapper(click.pass_context(run), function)
        outer = click.option("--today", metavar="YYYY-MM-DD", help="把今天当作哪一天。")(outer)
        outer = click.option("--data", metavar="文件夹", help="数据文件夹。")(outer)
        return cli.command(name or function.__name__, options_metavar="[选项]", **options)(outer)

    return decorate


def given_day(text: str, option: str) -> date:
    """option 后面写的日子；读不懂是用法不对。"""
    from miaopu_desk.domain.calendar import parse_day

    day, reason = parse_day(text)
    if day is None:
        raise click.UsageError(f"{option}：{reason or '应写成 2021-05-31'}")
    return day


def find_register(name: str) -> Any:
    """按表名、标题或单位名称找登记表。"""
    from miaopu_desk.domain.records import REGISTERS

    for key, register in REGISTERS.items():
        if name in (key, register.title, register.noun):
            return register
    known = "、".join(f"{key}（{register.title}）" for key, register in REGISTERS.items())
    raise KnownError(f"没有叫“{name}”的登记表。可用的：{known}。")


def print_json(value: object) -> None:
    """以 JSON 输出，中文照写。"""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _window(data: str | None, today: str | None) -> None:
    from miaopu_desk.app import run_window

    sys.exit(run_window(data_dir(data), _day(today)))


def _shield(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def shielded(*given: Any, **values: Any) -> None:
        try:
            function(*given, **values)
        except KnownError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return shielded


def _day(text: str | None) -> date | None:
    return None if text is None else given_day(text, "--today")
