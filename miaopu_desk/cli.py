"""不开窗口的那扇门：同样的服务，命令行来用。成功退出 0，被拒绝退出 1 并在标准错误里说一句中文，用法不对退出 2。"""

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import update_wrapper, wraps
from pathlib import Path
from typing import Any

import click

from miaopu_desk import __version__
from miaopu_desk.cli_words import speak_chinese
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


def _window(data: str | None, today: str | None) -> None:
    from miaopu_desk.app import run_window

    sys.exit(run_window(data_dir(data), _day(today)))


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
    return None if text is None else _given_day(text, "--today")


def _given_day(text: str, option: str) -> date:
    from miaopu_desk.domain.calendar import parse_day

    day, reason = parse_day(text)
    if day is None:
        raise click.UsageError(f"{option}：{reason or '应写成 2021-05-31'}")
    return day


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
    shown = folder if folder != data_dir(None) or "MIAOPU_DATA" in _environment() else folder / "demo"
    run_demo(shown, out or shown / "output", today, click.echo)
    if no_window:
        return
    if not screen_available():
        click.echo("这台机器没有屏幕，没有打开窗口；上面的文件已经生成。")
        return
    from miaopu_desk.app import run_window

    sys.exit(run_window(shown, today))


@command("import")
@click.argument("register", metavar="登记表")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--sheet", default=None, metavar="工作表", help="只读这一张工作表。")
@click.option("--community", default=None, metavar="社区", help="哪个社区交来的。")
@click.option("--commit", is_flag=True, help="确认写入；不写这一项只看计划。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def import_(
    folder: Path,
    today: date | None,
    register: str,
    file: Path,
    sheet: str | None,
    community: str | None,
    commit: bool,
    as_json: bool,
) -> None:
    """读入社区交来的表：先看计划，--commit 才写入。"""
    from miaopu_desk.services.import_plan import plan_json, plan_lines, totals_sentence
    from miaopu_desk.services.importing import commit_import, plan_import
    from miaopu_desk.services.office import open_office

    chosen = _register(register)
    with open_office(folder, today) as office:
        plan = plan_import(office, chosen, file, sheet=sheet, community=community)
        batch = commit_import(office, plan) if commit else None
    if as_json:
        _print_json(plan_json(plan, batch))
        return
    for line in plan_lines(plan):
        click.echo(line)
    click.echo(totals_sentence(plan.totals))
    if batch:
        click.echo(f"已写入，批次 {batch}；撤销用：miaopu-desk undo {batch}")
    elif commit:
        click.echo("没有要写入的行。")
    else:
        click.echo("以上只是计划，什么也没有写；加 --commit 写入。")


@command()
@click.argument("batch", metavar="批次")
def undo(folder: Path, today: date | None, batch: str) -> None:
    """撤销一批导入。"""
    from miaopu_desk.services.office import open_office

    with open_office(folder, today) as office:
        count = office.keeper.undo_action(batch)
        click.echo(f"已撤销，涉及 {count} 行。")


@command()
@click.argument("register", metavar="登记表")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.option("--community", default=None, metavar="社区", help="给哪个社区填；不写就带社区一栏。")
def form(folder: Path, today: date | None, register: str, file: Path, community: str | None) -> None:
    """写一张空白登记表，给没有这个程序的社区填；填好用 import 读入。"""
    from miaopu_desk.services.blank_form import write_form
    from miaopu_desk.services.office import open_office

    chosen = _register(register)
    with open_office(folder, today) as office:
        written = write_form(office, chosen, file, community)
    click.echo(f"空白表：{written}")


@command()
@click.argument("register", metavar="登记表")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.option("--whole", is_flag=True, help="号码不打码（要写 --purpose，留下记录）。")
@click.option("--purpose", default="", metavar="用途", help="给出完整号码的用途。")
@click.option("--recipient", default="", metavar="给谁", help="给了谁。")
def export(
    folder: Path, today: date | None, register: str, file: Path, whole: bool, purpose: str, recipient: str
) -> None:
    """把一张登记表导出成工作簿。"""
    from miaopu_desk.services.listing_out import export_list
    from miaopu_desk.services.office import open_office

    chosen = _register(register)
    with open_office(folder, today) as office:
        written = export_list(office, chosen, None, file, whole=whole, purpose=purpose, recipient=recipient)
        click.echo(f"已导出：{written}")


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
        _print_json({**to_json(found), "state": state.state, "version": state.latest.number if state.latest else None})
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

    start, end = _given_day(first, "--from"), _given_day(last, "--to")
    with open_office(folder, today) as office:
        found = shifts_between(office, start, end)
    if as_json:
        _print_json(shifts_json(found))
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

    on = _given_day(day, "--on") if day else None
    with open_office(folder, today) as office:
        found = standings(office, on or office.today())
    if as_json:
        _print_json(stars_json(found))
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
@click.argument("template", type=click.Path(path_type=Path), metavar="模板.xlsx")
@click.option("--mapping", default="", metavar="名称", help="用哪一份对照；还没有的，配合 --register 新建。")
@click.option("--month", default=None, metavar="YYYY-MM", help="填哪个月。")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件.xlsx", help="填好的存在哪里。")
@click.option("--register", default=None, metavar="登记表", help="新建或重做对照时，名单取自哪张登记表。")
@click.option("--propose", "only_propose", is_flag=True, help="只把拟出的对照以 JSON 输出，不存也不填。")
@click.option("--sheet", default=None, metavar="工作表", help="模板里的哪一张。")
@click.option("--header", default=None, metavar="首-末", help="表头是第几行到第几行，例如 2-4。")
@click.option(
    "--set", "changes", multiple=True, metavar="列=项", help="改一列：F=联系电话、K=固定:无、K=不填。可以写几次。"
)
@click.option("--where", multiple=True, metavar="条件", help="只要这些行：社区=大华、队伍类别=专职。可以写几次。")
@click.option("--every", is_flag=True, help="新建的对照不按月份取，全部都要。")
@click.option("--masked", is_flag=True, help="新建的对照把号码打码。")
@click.option("--purpose", default="", metavar="用途", help="给出完整号码的用途。")
@click.option("--recipient", default="", metavar="给谁", help="交给谁。")
@click.option("--accept-loss", is_flag=True, help="模板里保不住的图形等，可以不要。")
def fill(folder: Path, today: date | None, template: Path, **given: Any) -> None:
    """把这个月的名单填进别人的模板，另存一份。"""
    from miaopu_desk.services.filling_door import fill_from_door, propose_from_door
    from miaopu_desk.services.office import open_office

    chosen = _register(given["register"] or "volunteers")
    with open_office(folder, today) as office:
        if given["only_propose"]:
            _print_json(propose_from_door(office, chosen, template, given))
            return
        if not given["mapping"]:
            raise click.UsageError("请写明用哪一份对照：--mapping 名称")
        for line in fill_from_door(office, chosen if given["register"] else None, template, given):
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
        _print_json(
            [{"kind": each.kind, "title": each.title, "detail": each.detail, "count": each.count} for each in items]
        )
        return
    for each in items:
        click.echo(f"{each.title}：{each.count}　{each.detail}")
    if not items:
        click.echo("没有要办的事。")


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


def _register(name: str) -> Any:
    """按表名、标题或单位名称找登记表。"""
    from miaopu_desk.domain.records import REGISTERS

    for key, register in REGISTERS.items():
        if name in (key, register.title, register.noun):
            return register
    known = "、".join(f"{key}（{register.title}）" for key, register in REGISTERS.items())
    raise KnownError(f"没有叫“{name}”的登记表。可用的：{known}。")


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _environment() -> Any:
    import os

    return os.environ


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


if __name__ == "__main__":
    main()
