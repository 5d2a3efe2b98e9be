"""一张表里哪几行是哪个社区的：分社区的小标题、中间再起一份名单的标题、只写在每一组第一行的社区。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.data_rows import DataRow
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Cell, Row, Sheet
from miaopu_desk.services.import_community import community_named, section_named, titled
from miaopu_desk.services.import_leniency import written_once_a_group
from miaopu_desk.services.office import Office

LONGEST = 30


class Sections:
    """一行一行地看下去；current 是下面各行算作的社区，没有小标题时为空。"""

    def __init__(self, office: Office, register: Register[Any], sheet: Sheet, header: HeaderMatch) -> None:
        self.office, self.sheet = office, sheet
        self.column = next((each for each in register.columns if each.name == "community"), None)
        self.current: Ref | None = None
        self.named: dict[str, None] = {}
        self._read: dict[tuple[str, str], Ref | None] = {}
        self._titles: list[str] = []  # 上一个人以后的几行说明
        required = self.column is not None and self.column.required
        self.once_a_group = required and written_once_a_group(sheet, header, "community")
        self._group: Any = None
        self._filled = False

    def look(self, data: DataRow, whole: Ref | None) -> str:
        """看一行；是小标题、是又一份名单的表头时，一句话说下面各行算作哪个社区的。whole 是整张表的社区。"""
        if self.column is None or data.kind == "data":
            self._titles = []
            return self._under(self._heading(data)) if self.column is not None else ""
        if data.kind == "header_repeat":
            place = titled(self.office, self.column, self._titles) if self._titles else None
            self._titles = []
            return "" if place in (None, self.current or whole) else f"{data.reason}；{self._under(place)}"
        self._titles = [*self._titles, _words(self._row(data))] if data.kind == "note" else []
        return self._under(self._heading(data))

    def filled(self, data: DataRow) -> DataRow:
        """社区只写在每一组第一行的：补上。"""
        if data.kind != "data":
            return data
        if (written := data.cells.get("community")) is not None:
            self._group = written
            return data
        self._filled = True
        return data._replace(cells={**data.cells, "community": self._group})

    def notes(self) -> list[str]:
        """读完以后该说的。"""
        told = []
        if self._filled:
            told.append(f"“{self.sheet.name}”的社区只写在每一组的第一行，空着的照上面的读，请核对")
        if self.named:
            told.append(f"“{self.sheet.name}”按小标题分社区：{'、'.join(self.named)}")
        return told

    def _under(self, place: Ref | None) -> str:
        if place is None:
            return ""
        self.current = place
        self.named[place.name] = None
        return f"小标题：下面各行算作“{place.name}”的"

    def _heading(self, data: DataRow) -> Ref | None:
        """只写着一个社区的一行；占着整行的不会是人名，只写“东方里”三个字也算。"""
        if self.column is None or data.kind not in ("data", "note"):
            return None
        text = _only_cell(self._row(data))
        if not isinstance(text, str) or len(text) > LONGEST:
            return None
        key = (data.kind, text)
        if key not in self._read:
            place = section_named(self.office, self.column, text)
            if place is None and data.kind == "note":
                place = community_named(self.office, self.column, text)
            self._read[key] = place
        return self._read[key]

    def _row(self, data: DataRow) -> Row:
        return self.sheet.rows[data.row_number - self.sheet.first_row]


def _only_cell(row: Row) -> Cell:
    """只有一格写着字的，是那一格；几格都有字的（平常的行看两格就知道）、一格也没有的为空。"""
    only: Cell = None
    for cell in row:
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        if only is not None:
            return None
        only = cell
    return only


def _words(row: Sequence[object]) -> str:
    """一行里写着的全部文字。"""
    return " ".join(cell for cell in row if isinstance(cell, str))
