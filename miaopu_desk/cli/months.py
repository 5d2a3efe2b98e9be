"""关账前后的命令：关账、重新打开、更正、零报告。"""

from datetime import date
from pathlib import Path

import click

from miaopu_desk.cli.door import command


@command()
@click.option("--month", required=True, metavar="YYYY-MM", help="关哪个月的账。")
def close(folder: Path, today: date | None, month: str) -> None:
    """关账：数字和名单冻结，月报存成一版，以后逐字节照印。"""
    from miaopu_desk.domain.month import title_of
    from miaopu_desk.services.closing import close_month
    from miaopu_desk.services.month_checks import month_checks
    from miaopu_desk.services.office import open_office

    with open_office(folder, today) as office:
        version = close_month(office, month)
        for each in month_checks(office, month):
            click.echo(f"{each.severity_label}：{each.title}　{each.detail}")
    click.echo(f"{title_of(version.month)}已关账，{version.title}。数字校验值 {version.figures_hash}")


@command()
@click.option("--month", required=True, metavar="YYYY-MM", help="重新打开哪个月。")
@click.option("--reason", required=True, metavar="理由", help="为什么重新打开。")
def reopen(folder: Path, today: date | None, month: str, reason: str) -> None:
    """重新打开一个关了账的月份，要办公室主任；各版月报原样留着。"""
    from miaopu_desk.domain.month import title_of
    from miaopu_desk.services.closing import reopen_month
    from miaopu_desk.services.office import open_office

    with open_office(folder, today) as office:
        state = reopen_month(office, month, reason)
    click.echo(f"{title_of(state.month)}已重新打开，原来的第{len(state.versions)}版照样可以印。")


@command()
@click.option("--month", required=True, metavar="YYYY-MM", help="更正哪个月。")
@click.option("--reason", required=True, metavar="理由", help="为什么更正。")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件.pdf", help="更正说明写到哪里。")
def correct(folder: Path, today: date | None, month: str, reason: str, out: Path | None) -> None:
    """关账以后有迟到的资料：出一份更正说明，新的数字成为下一版。"""
    from miaopu_desk.services.closing import issue_correction
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.stored_reports import save_correction

    with open_office(folder, today) as office:
        version = issue_correction(office, month, reason)
        written = save_correction(office, version, out)
    click.echo(f"已更正，{version.title}。更正说明：{written}")


@command()
@click.option("--month", required=True, metavar="YYYY-MM", help="哪个月。")
@click.option("--community", required=True, metavar="社区", help="哪个社区本月没有数据。")
@click.option("--withdraw", is_flag=True, help="收回记错的零报告。")
def zero(folder: Path, today: date | None, month: str, community: str, withdraw: bool) -> None:
    """零报告：记下一个社区本月没有数据。"""
    from miaopu_desk.domain.month import read_month
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.zero_reporting import report_zero

    with open_office(folder, today) as office:
        report_zero(office, month, community, withdraw=withdraw)
        title = read_month(month, office.today()).title
    click.echo(f"{community}{title}的零报告已{'收回' if withdraw else '记下'}。")
