"""读一张工作表的各行：每一格读成值，指向别表的对上号，写着别的社区的、公式没有结果的说出来。"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref, Rejected
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.data_rows import DataRow, data_rows
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Sheet, column_letters
from miaopu_desk.services.import_plan import PlannedRow
from miaopu_desk.services.linking import catalogue, look_up
from miaopu_desk.services.office import Office

Progress = Callable[[int, int], None]


class SheetReader:
    """读一张工作表的各行。同样的字只认一次：社区、类别、日期这些栏重复得很多。"""

    def __init__(self, office: Office, register: Register[Any], sheet: Sheet, header: HeaderMatch) -> None:
        self.register = register
        self.sheet = sheet
        self.header = header
        self.today = office.today()
        self.initial = register.initial(self.today)
        self.columns = [each for each in register.columns if each.name in header.names]
        self.blank = {"initial_": self.initial, **{each.name: None for each in register.columns}}
        self.community: Ref | None = None
        self.only_this_community = False
        self.readers = [(each.name, each, *_reader(office, each)) for each in self.columns]

    def set_community(self, found: tuple[Ref | None, bool]) -> None:
        self.community, self.only_this_community = found

    def rows(self, progress: Progress | None, total: int) -> list[PlannedRow]:
        planned = []
        lost = _cells_by_row(self.sheet, self.header)
        for data in data_rows(self.sheet, self.header, fill_down=("community",)):
            if data.kind == "blank":
                continue
            if progress is not None and data.row_number % 500 == 0:
                progress(data.row_number, total)
            if data.kind != "data":
                planned.append(
                    PlannedRow(
                        data.row_number,
                        "skipped",
                        [Problem("", data.reason)],
                        (),
                        self.sheet.name,
                        data.cells,
                        register=self.register,
                    )
                )
                continue
            planned.append(self._read(data, lost.get(data.row_number, ())))
        return planned

    def _read(self, data: DataRow, lost: tuple[Problem, ...]) -> PlannedRow:
        values: dict[str, Any] = dict(self.blank)
        problems: list[Problem] = list(lost)
        cells = data.cells
        for name, column, read, known in self.readers:
            raw = cells.get(name)
            if raw is None:
                continue
            value = known[raw] if known is not None and type(raw) is str else read(raw)
            if type(value) is Rejected:
                problems.append(Problem(column.label, value.message))
            else:
                values[name] = value
        if self.community is not None:
            stated = values.get("community")
            if stated is None and cells.get("community") is None:
                values["community"] = self.community
            elif self.only_this_community and stated is not None and stated.id != self.community.id:
                label = self.register.column("community").label
                problems.append(Problem(label, f"这一行写的是“{stated.name}”，这张表是“{self.community.name}”交来的"))
        row = PlannedRow(
            data.row_number,
            "refused" if problems else "",
            problems,
            data.warnings,
            self.sheet.name,
            cells,
            register=self.register,
        )
        row.record = Draft(**values)
        return row


class Draft(SimpleNamespace):
    """读好的值，各栏就是属性，还没有决定是新增还是更改；initial_ 是新增时补上的初值。"""

    initial_: dict[str, Any]


class Known(dict[str, Any]):
    """读过的字 → 值；没读过的现读。"""

    def __init__(self, read: Callable[[object], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value


def _reader(office: Office, column: Column) -> tuple[Callable[[object], Any], Known | None]:
    """读一格的函数，和读过的字（每人不同的姓名、号码不记）；指向别表的，连 id 一起对上。"""
    kind = column.kind
    read = kind.read
    if isinstance(kind, Link):
        find = (
            (lambda name: look_up(office.database, kind, name))
            if kind.target == "volunteers"
            else catalogue(office.database, kind)
        )

        def linked(raw: object) -> Any:
            ref = kind.read(raw)
            if ref is None:
                return None
            found = find(ref.name)
            return found if isinstance(found, Ref) else Rejected(found)

        read = linked
    return read, None if kind.secret or column.name == "name" else Known(read)


def _cells_by_row(sheet: Sheet, header: HeaderMatch) -> dict[int, tuple[Problem, ...]]:
    """没有结果的公式、错误值：那一行拒收，不当作空白。"""
    wanted = {column_letters(index): header.labels.get(index, "") for index in {*header.columns, *header.parts}}
    found: dict[int, tuple[Problem, ...]] = {}
    for cells, reason in (
        (sheet.uncalculated, "是公式但没有算出结果，请在表格软件里打开、保存一次再导入"),
        (sheet.errors, "是错误值，请改正后再导入"),
    ):
        for address in cells:
            letters = address.rstrip("0123456789")
            if letters in wanted:
                row = int(address[len(letters) :])
                found[row] = (*found.get(row, ()), Problem(wanted[letters], reason))
    return found
