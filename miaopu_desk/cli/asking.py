"""只看不改的命令：数字、报表、班次、星级、核验、要办的事。"""

from datetime import date
from pathlib import Path

import click

from miaopu_desk.cli.door import command, given_day, print_json
from miaopu_desk.domain.problems import KnownError


@command()
@click.option("--month", required=True, metavar="YYYY-MM", help="哪个月。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def figures(folder: Path, today: date | None, month: str, as_json: bool) -> None:
    """一个月的各项数字，与月报同一个来源；已关账的是冻结的那一版。"""
    from miaopu_desk.services.closed_months import shown_figures
    from miaopu_desk.services.figures import figure_lines, to_json
    from miaopu_desk.services.office import open_office

    with open_office(folder, today) as office:
        found, state = shown_figures(office, month)
    if as_json:
        print_json({**to_json(found), "state": state.state, "version": state.latest.number if state.latest else None})
        return
    click.echo(f"{state.month}：{state.label}")
    for line in figure_lines(found):
        click.echo(line)


@command()
@click.argument("name", required=False, metavar="[报表]")
@click.option("--month", default=None, metavar="YYYY-MM", help="哪个月。")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件", help="写成 .pdf 或 .xlsx。")
@click.option(
    "--option", "given", multiple=True, metavar="名称=值", help="这份报表自己的选项，可写几次，如 week=2021-09-20。"
)
def report(
    folder: Path,
    today: date | None,
    name: str | None,
    month: str | None,
    out: Path | None,
    given: tuple[str, ...],
) -> None:
    """生成一份报表；不写名称就列出有哪些。"""
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.reporting import REPORTS, make_report

    if name is None:
        for key, each in REPORTS.items():
            click.echo(f"{key}\t{each.title}（{'、'.join(each.formats)}）")
        return
    if name not in REPORTS:
        raise KnownError(f"没有叫“{name}”的报表。可用的：{'、'.join(REPORTS)}。")
    if REPORTS[name].needs_month and month is None:
        raise click.UsageError("这份报表要写明月份：--month YYYY-MM")
    wrong = next((each for each in given if not each.partition("=")[1]), None)
    if wrong is not None:
        raise click.UsageError(f"--option 应写成 名称=值，“{wrong}”不是")
    options = {key.strip(): value for key, _, value in (each.partition("=") for each in given)}
    with open_office(folder, today) as office:
        click.echo(f"已生成：{make_report(office, name, month, out, options)}")


@command()
@click.option("--from", "first", required=True, metavar="YYYY-MM-DD", help="从哪天起。")
@click.option("--to", "last", required=True, metavar="YYYY-MM-DD", help="到哪天为止，这天也算。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def shifts(folder: Path, today: date | None, first: str, last: str, as_json: bool) -> None:
    """一段日子里的值守班次，由值守规则推算。"""
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.shifts import shift_lines, shifts_between, shifts_json

    start, end = given_day(first, "--from"), given_day(last, "--to")
    with open_office(folder, today) as office:
        found = shifts_between(office, start, end)
    if as_json:
        print_json(shifts_json(found))
        return
    for line in shift_lines(found):
        click.echo(line)


@command()
@click.option("--on", "day", default=None, metavar="YYYY-MM-DD", help="截至哪一天；不写是今天。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def stars(folder: Path, today: date | None, day: str | None, as_json: bool) -> None:
    """在册的每个人截至某天的时数、积分、星级，离下一级差多少。"""
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.stars import standings, star_lines, stars_json

    on = given_day(day, "--on") if day else None
    with open_office(folder, today) as office:
        found = standings(office, on or office.today())
    if as_json:
        print_json(stars_json(found))
        return
    for line in star_lines(found):
        click.echo(line)


@command()
@click.argument("code", metavar="核验码")
def verify(folder: Path, today: date | None, code: str) -> None:
    """凭核验码查一份志愿服务记录证明或星级证书。"""
    from miaopu_desk.services.office import open_office
    from miaopu_desk.services.verifying import verified_lines

    with open_office(folder, today) as office:
        lines = verified_lines(office, code)
    for line in lines:
        click.echo(line)


@command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def check(folder: Path, today: date | None, as_json: bool) -> None:
    """今天有哪些该办的事、资料里有哪些不妥。"""
    from miaopu_desk.services.figures import due_items
    from miaopu_desk.services.office import open_office

    with open_office(folder, today) as office:
        items = due_items(office)
    if as_json:
        print_json(
            [{"kind": each.kind, "title": each.title, "detail": each.detail, "count": each.count} for each in items]
        )
        return
    for each in items:
        click.echo(f"{each.title}：{each.count}　{each.detail}")
    if not items:
        click.echo("没有要办的事。")
