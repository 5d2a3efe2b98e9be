"""表格进出的命令：导入、撤销一批、空白表、导出、填别人的模板。"""

from datetime import date
from pathlib import Path
from typing import Any

import click

from miaopu_desk.cli.door import command, find_register, print_json


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

    chosen = find_register(register)
    with open_office(folder, today) as office:
        plan = plan_import(office, chosen, file, sheet=sheet, community=community)
        batch = commit_import(office, plan) if commit else None
    if as_json:
        print_json(plan_json(plan, batch))
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

    chosen = find_register(register)
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

    chosen = find_register(register)
    with open_office(folder, today) as office:
        written = export_list(office, chosen, None, file, whole=whole, purpose=purpose, recipient=recipient)
        click.echo(f"已导出：{written}")


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

    chosen = find_register(given["register"] or "volunteers")
    with open_office(folder, today) as office:
        if given["only_propose"]:
            print_json(propose_from_door(office, chosen, template, given))
            return
        if not given["mapping"]:
            raise click.UsageError("请写明用哪一份对照：--mapping 名称")
        for line in fill_from_door(office, chosen if given["register"] else None, template, given):
            click.echo(line)
