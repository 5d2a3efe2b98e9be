"""单独的进程里读一个工作簿：从标准输入拿文件内容，把各表按列写到标准输出。

陌生的文件会让读表的库崩溃、卡死或吃光内存，所以它死在这里，窗口只看到一句话。
这个文件自己运行，只用标准库和 python_calamine，启动只要几毫秒；答复用 marshal，里面只有数据，带不了代码。
"""

import gc
import io
import marshal
import sys
from datetime import date, datetime, time, timedelta

_TALL = 50_000
_MIDNIGHT = datetime(1, 1, 1)


def main(arguments: list[str]) -> int:
    """参数：库所在的文件夹、内存上限（字节）、最多几列、连着多少空行就算到头。"""
    folder, memory, columns, empty_rows = arguments
    limit_memory(int(memory))
    gc.disable()
    sys.path.append(folder)
    data = sys.stdin.buffer.read()
    answer = read_all(data, int(columns), int(empty_rows))
    sys.stdout.buffer.write(marshal.dumps(answer))
    sys.stdout.buffer.flush()
    return 0


def limit_memory(most: int) -> None:
    """本进程最多用多少内存；没有这个功能的系统（Windows）靠时间和大小的上限。"""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_all(data: bytes, most_columns: int, empty_rows: int) -> dict[str, object]:
    """{"sheets": [...], "skipped": [不是工作表的表名], "failed": [读不出来的表名]} 或 {"trouble": 原因}。"""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        return {"trouble": "password"}
    except Exception as error:
        return {"trouble": "password" if "assword" in str(error) else "damaged"}
    sheets: list[dict[str, object]] = []
    skipped: list[str] = []
    failed: list[str] = []
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            skipped.append(about.name)
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
            read = read_sheet(sheet, most_columns, empty_rows)
        except Exception:
            failed.append(about.name)
            continue
        sheets.append(read | {"name": about.name, "hidden": about.visible != calamine.SheetVisibleEnum.Visible})
    return {"sheets": sheets, "skipped": skipped, "failed": failed}


def read_sheet(sheet, most_columns: int, empty_rows: int) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """一张表：首行、各列的值、日期在哪里、合并的格、太远没有读的行数和列数。"""
    merged = [(a + 1, b, c + 1, d) for (a, b), (c, d) in (sheet.merged_cell_ranges or [])[:50_000]]
    if sheet.start is None:
        return {"first_row": 1, "columns": [], "dates": [], "merged": merged, "far_rows": 0, "far_columns": 0}
    (top, left), (_, right) = sheet.start, sheet.end
    rows, far_rows = _rows(sheet, empty_rows)
    width = max(0, min(right + 1, most_columns) - left)
    columns = [list(column) for column in zip(*rows, strict=True)]
    far_columns = sum(any(value != "" for value in column) for column in columns[width:])
    padding: list[list[object]] = [[None] * len(rows) for _ in range(min(left, most_columns))]
    columns = padding + columns[:width]
    dates = [_plain(column) for column in columns]
    return {
        "first_row": top + 1,
        "columns": columns,
        "dates": dates,
        "merged": merged,
        "far_rows": far_rows,
        "far_columns": far_columns,
    }


def _rows(sheet, empty_rows: int) -> tuple[list[list[object]], int]:  # type: ignore[no-untyped-def]
    """从有内容的第一行起的各行，去掉末尾的空行；和另外几行离得太远、没有要的行数。

    有人在第一百万行留下一个空格：表很高时一行一行地走，空行连着太多就不再留，只数后面还有几行。
    """
    if sheet.height <= _TALL:
        rows: list[list[object]] = sheet.to_python()
        return rows[: _used(rows)], 0
    top = sheet.start[0]
    rows, gap, far = [], 0, 0
    for number, row in enumerate(sheet.iter_rows()):
        if number < top:
            continue
        filled = any(value != "" for value in row)
        if gap > empty_rows:
            far += filled
            continue
        gap = 0 if filled else gap + 1
        rows.append(row)
    return rows[: _used(rows)], far


def _used(rows: list[list[object]]) -> int:
    last = len(rows)
    while last and not any(value != "" for value in rows[last - 1]):
        last -= 1
    return last


def _plain(column: list[object]) -> dict[str, tuple[list[int], list[int]]]:
    """把一列就地换成 marshal 认得的值：空的是 None，整数的小数点去掉，日期另列（种类 → 位置, 数）。"""
    kinds = set(map(type, column))
    dates: dict[str, tuple[list[int], list[int]]] = {}
    if kinds <= {str}:
        column[:] = [value or None for value in column]
        return dates
    for at, value in enumerate(column):
        kind = type(value)
        if kind is str:
            column[at] = value or None
        elif kind is float:
            column[at] = _number(value)  # type: ignore[arg-type]
        elif kind is date:
            _note(dates, "date", at, value.toordinal())  # type: ignore[attr-defined]
            column[at] = None
        elif kind is datetime:
            _note(dates, "datetime", at, (value - _MIDNIGHT) // timedelta(microseconds=1))  # type: ignore[operator]
            column[at] = None
        elif kind is time:
            _note(dates, "time", at, _microseconds(value))  # type: ignore[arg-type]
            column[at] = None
        elif kind is timedelta:
            column[at] = _duration(value)  # type: ignore[arg-type]
    return dates


def _number(value: float) -> object:
    """Excel 只有一种数；十五位以内的整数还原成整数，更长的末几位已经丢了，留着小数的样子。"""
    return int(value) if value.is_integer() and -1e15 < value < 1e15 else value


def _note(dates: dict[str, tuple[list[int], list[int]]], kind: str, at: int, number: int) -> None:
    positions, numbers = dates.setdefault(kind, ([], []))
    positions.append(at)
    numbers.append(number)


def _microseconds(value: time) -> int:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


def _duration(value: timedelta) -> str:
    """[h]:mm 这样的时长没有对应的日期，写成“30:15”。"""
    minutes = round(value.total_seconds() / 60)
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
