"""读任何一个交来的工作簿：先看是什么，再在单独的进程里读，坏了的说清是什么、该怎么办。"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.odd_cells import Odd, OddCells
from miaopu_desk.exchange.sniff import SAVE_AS, sniff
from miaopu_desk.exchange.workbook import Cell, Limits, Row, Sheet, Workbook
from miaopu_desk.exchange.zip_directory import check_sizes

_START = datetime(1, 1, 1)
_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".et", ".xlt"),
    "ods": (".ods",),
}


def read_workbook(path: Path, *, limits: Limits | None = None) -> Workbook:
    """一个 xlsx、xls、xlsb、ods、csv、tsv 文件的全部工作表。

    文件先整个读进内存（不落盘，U盘可以拔），之后只用内存里的这一份。
    不存在、被占用、空的、损坏的、加密的、不是表格的、大得离谱的都抛 KnownError，句子里说怎么办。
    """
    limits = limits or Limits()
    data = read_bytes(path, limits)
    format_, members = sniff(data, path.name)
    if format_ == "text":
        from miaopu_desk.exchange.text_tables import read_text_table

        return read_text_table(path, data, limits)
    check_sizes(members, path.name, limits)
    odd = OddCells(data, members, format_)
    odd.start()
    content = sum(member.size for member in members) if members else len(data)
    answer = _ask(data, path.name, limits, limits.memory_for(content, bool(members)))
    odd.join()
    if odd.too_much:
        raise KnownError(f"“{path.name}”里面的大小是假的，为安全起见没有读。请把名单复制到新表格里再交。")
    return _workbook(path, format_, answer, odd)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """文件的全部字节；打不开、太大的抛 KnownError。"""
    try:
        if path.is_dir():
            raise KnownError(f"“{path.name}”是文件夹，请选里面的表格文件。")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise KnownError(
                f"“{path.name}”有 {size >> 20} MB，超过了 {limits.file_bytes >> 20} MB，不像名单。"
                "请删去里面的图片，或把名单复制到新表格里再导入。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise KnownError(f"找不到“{path}”，可能已经改名、移走，或者 U盘已经拔出，请重新选择。") from None
    except PermissionError:
        raise KnownError(f"“{path.name}”打不开，可能正被 WPS 或 Excel 打开着，请先在那边关掉它再试。") from None
    except OSError as error:
        raise KnownError(f"读“{path.name}”时出错（{reason_of(error)}），请检查 U盘或磁盘，再试一次。") from None
    if len(data) < size:
        raise KnownError(f"“{path.name}”只读到一部分，请检查 U盘或磁盘，再试一次。")
    return data


def _ask(data: bytes, name: str, limits: Limits, memory: int) -> dict[str, Any]:
    """让单独的进程读 data，最多用 memory 字节的内存；它死了、超时、说不行，都变成一句 KnownError。"""
    import marshal
    import subprocess
    import sys
    from importlib.util import find_spec

    found = find_spec("python_calamine")
    if found is None or found.origin is None:
        raise KnownError("程序文件不完整，缺少读表格的部件，请重新安装。")
    command = [
        *(sys.executable, "-I", "-S", "-X", "utf8", str(Path(__file__).with_name("reading_process.py"))),
        *(str(Path(found.origin).parent.parent), str(memory), str(limits.columns), str(limits.empty_rows)),
    ]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise KnownError(
            f"“{name}”读了 {limits.seconds:g} 秒还没有读完，已经停下。可能是表里有大片设了格式的空格子，请把名单复制到新表格里再导入。"
        ) from None
    except OSError as error:
        raise KnownError(f"没能启动读表格的部件（{reason_of(error)}），请关掉一些程序再试。") from None
    if done.returncode != 0 or not done.stdout:
        raise KnownError(
            f"“{name}”读不了：文件已经损坏，或者很远的地方（例如最末一行一列）有内容。"
            "请用 WPS 或 Excel 打开，把名单复制到新表格里，存成 xlsx 再导入。"
        )
    answer: dict[str, Any] = marshal.loads(done.stdout)
    trouble = answer.get("trouble")
    if trouble == "password":
        raise KnownError(f"“{name}”加了打开密码，读不了。请用 WPS 或 Excel 打开，取消密码后保存再导入。")
    if trouble:
        raise KnownError(
            f"“{name}”已经损坏，读不了。如果 WPS 或 Excel 还能打开它，请另存为 xlsx 再导入；否则请社区重新交。"
        )
    return answer


def _workbook(path: Path, format_: str, answer: dict[str, Any], odd: OddCells) -> Workbook:
    sheets = tuple(_sheet(plain, odd) for plain in answer["sheets"])
    if not sheets and answer["failed"]:
        raise KnownError(f"“{path.name}”已经损坏，里面的工作表一张也读不出来。{SAVE_AS}")
    if not sheets:
        raise KnownError(f"“{path.name}”里只有图表，没有工作表，请选有名单的那一个文件。")
    notes = list(_notes(path, format_, answer))
    for sheet in sheets:
        if sheet.uncalculated:
            notes.append(
                f"“{sheet.name}”有 {len(sheet.uncalculated)} 个公式格没有算出结果（如 {sheet.uncalculated[0]}），按空的读。"
                "请用 WPS 或 Excel 打开这个文件，保存一次再导入。"
            )
        if sheet.errors:
            notes.append(
                f"“{sheet.name}”有 {len(sheet.errors)} 个格显示为错误值（如 {sheet.errors[0]}），按空的读，请改正后再导入。"
            )
    return Workbook(path, format_, sheets, tuple(notes))


def _sheet(plain: dict[str, Any], odd: OddCells) -> Sheet:
    columns: list[list[Cell]] = plain["columns"]
    for column, dates in zip(columns, plain["dates"], strict=True):
        for kind, (positions, numbers) in dates.items():
            restore = _RESTORE[kind]
            for at, number in zip(positions, numbers, strict=True):
                column[at] = restore(number)
    rows: list[Row] = list(zip(*columns, strict=True))
    seen = odd.found.get(plain["name"], Odd())
    return Sheet(
        plain["name"],
        rows,
        plain["first_row"],
        tuple(plain["merged"]),
        plain["hidden"],
        seen.uncalculated,
        seen.errors,
        seen.hidden_rows,
        seen.hidden_columns,
    )


def _datetime(microseconds: int) -> datetime:
    return _START + timedelta(microseconds=microseconds)


def _time(microseconds: int) -> time:
    return (_START + timedelta(microseconds=microseconds)).time()


_RESTORE: dict[str, Callable[[int], Cell]] = {"date": date.fromordinal, "datetime": _datetime, "time": _time}


def _notes(path: Path, format_: str, answer: dict[str, Any]) -> list[str]:
    notes = []
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES[format_]:
        notes.append(f"文件名是“{path.name}”，实际是 {format_} 格式，已按 {format_} 读。")
    for sheet in answer["sheets"]:
        if sheet["far_rows"]:
            notes.append(
                f"“{sheet['name']}”隔了很多空行之后还有 {sheet['far_rows']} 行内容，没有读，请删去或移到名单下面。"
            )
        if sheet["far_columns"]:
            notes.append(
                f"“{sheet['name']}”很靠右的地方还有 {sheet['far_columns']} 列内容，没有读，请删去或移到名单旁边。"
            )
    notes.extend(f"“{name}”读不出来，可能已经损坏，其他工作表照常读了。" for name in answer["failed"])
    return notes
