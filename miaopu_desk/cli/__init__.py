"""不开窗口的那扇门：同样的服务，命令行来用。成功退出 0，被拒绝退出 1 并在标准错误里说一句中文，用法不对退出 2。"""

import sys

import click

from miaopu_desk.cli import asking, months, sheets, starting
from miaopu_desk.cli.door import cli

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = (starting, sheets, asking, months)  # 引入了，里面的命令才登记到 cli 上


def main() -> None:
    """程序入口；Windows 的控制台也按 UTF-8 写中文。"""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(prog_name="miaopu-desk", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        click.echo(f"用法不对：{_in_chinese(error)}", err=True)
        click.echo("用 miaopu-desk --help 看有哪些命令，命令后面加 --help 看怎样用。", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(1)


def _in_chinese(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少 {error.param.get_error_hint(error.ctx) if error.param and error.ctx else '参数'}"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项"
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        return f"{error.param.get_error_hint(error.ctx)} 的值不对：{error.message}"
    return error.format_message().replace("No such command", "没有这条命令：").replace("Got unexpected extra", "多出了")
