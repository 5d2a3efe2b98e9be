"""读一张工作表的各行：每一格读成值，指向别表的对上号，写着别的社区的、公式没有结果的说出来。"""

import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.id_number import changes_in, region_doubt
from miaopu_desk.domain.kinds import IdNumber, PersonName, Phone, Ref, Rejected, plain_text
from miaopu_desk.domain.names import doubt_in
from miaopu_desk.domain.phone_words import number_among_words
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.data_rows import DataRow, data_rows
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Sheet, column_letters
from miaopu_desk.services.import_cells import Unsure, cell_reader
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.import_leniency import (
    is_ditto,
    month_in,
    months_of,
    months_only,
    only_the_month,
    spread_down,
    stands_for_nothing,
)
from miaopu_desk.services.import_plan import PlannedRow
from miaopu_desk.services.import_sections import Sections
from miaopu_desk.services.office import Office

Progress = Callable[[int, int], None]
Fixes = Mapping[tuple[str, int], dict[str, str]]
_LANDLINE = re.compile("座机|固定|固话|住宅")
_HIDDEN = "这一行在表里是隐藏的（或者被筛掉了），照样读了"


class SheetReader:
    """读一张工作表的各行。同样的字只认一次：社区、类别、日期这些栏重复得很多。"""

    def __init__(self, office: Office, register: Register[Any], sheet: Sheet, header: HeaderMatch) -> None:
        self.register = register
        self.sheet = sheet
        self.header = header
        self.initial = register.initial(office.today())
        known = fields(register)
        self.columns = [known[name] for name in known if name in header.names]
        self.blank = {
            "initial_": self.initial,
            "clues_": {},
            "masks_": {},
            "unsure_": {},
            **{each.name: None for each in register.columns},
        }
        self.community: Ref | None = None
        self.only_this_community = False
        self.next_position: int | None = None
        self.sections = Sections(office, register, sheet, header)
        self.dittoed: dict[str, set[int]] = {}  # 栏名 → 写着“同上”的各行
        self.blanked: dict[tuple[str, str], set[int]] = {}  # 栏名、写着的字 → 哪几行，当作空着的
        self._people = [each.name for each in self.columns if type(each.kind) is PersonName]
        self._numbers = [each for each in self.columns if type(each.kind) is IdNumber and "." not in each.name]
        self._by_month = months_of(header)
        self.use(office)
        self._lost = _cells_by_row(sheet, header)

    def use(self, office: Office) -> None:
        """换一间办公室的连接来读：计划在后台的连接上做成，改格时在窗口的连接上重读。"""
        self.office = office
        self.readers = [(each.name, each, *cell_reader(office, self.register, each)) for each in self.columns]

    def set_community(self, found: tuple[Ref | None, bool]) -> None:
        self.community, self.only_this_community = found

    def rows(self, progress: Progress | None, total: int, fixes: Fixes) -> list[PlannedRow]:
        """表头下面的各行，读好还没有定状态；空行不要。"""
        planned: list[PlannedRow] = []
        before: PlannedRow | None = None
        for data in data_rows(self.sheet, self.header, fill_down=spread_down(self.register)):
            if data.kind == "blank":
                continue
            if self.sections.once_a_group:
                data = self.sections.filled(data)
            if self.header.spare and data.kind == "data":
                data = self._with_spare(data)
            if progress is not None and data.row_number % 500 == 0:
                progress(data.row_number, total)
            row = PlannedRow(data.row_number, "skipped", sheet=self.sheet.name, register=self.register, reader=self)
            row.data, row.cells = data, data.cells
            if said := self.sections.look(data, self.community):
                row.problems = [Problem("", said)]
                planned.append(row)
                continue
            row.section = self.sections.current
            if fixes:
                row.fixed = dict(fixes.get((self.sheet.name, data.row_number), {}))
            if data.kind in ("data", "other_list"):
                if self.next_position is not None:
                    row.position, self.next_position = self.next_position, self.next_position + 1
                row.before, before = before, row
                self.read(row)
            else:
                row.problems = [Problem("", data.reason)]
            planned.append(row)
        return planned

    def read(self, row: PlannedRow) -> None:
        """读（或者改过一格以后再读）一行：各格读成值，问题从头说起。"""
        data: DataRow = row.data
        values: dict[str, Any] = dict(self.blank)
        if row.position is not None:
            values["initial_"] = {**self.initial, "position": row.position}
        cells: Mapping[str, Any] = {**data.cells, **row.fixed} if row.fixed else data.cells
        problems = self._lost_in(row)
        row.warnings = (*data.warnings, _HIDDEN) if row.row in self.sheet.hidden_rows else data.warnings
        clues: dict[str, Any] = {}
        masks: dict[str, tuple[str, str]] = {}
        unsure: dict[str, Problem] = {}
        months: list[tuple[Column, str, object]] = []
        for name, column, read, known in self.readers:
            raw = cells.get(name)
            if raw is None:
                continue
            value = known[raw] if known is not None and type(raw) is str else read(raw)
            if type(value) is Rejected and is_ditto(raw) and (above := self._above(row, column)) is not None:
                cells, raw = {**cells, name: above}, above
                value = known[raw] if known is not None and type(raw) is str else read(raw)
                self.dittoed.setdefault(column.label, set()).add(row.row)
            if (value is None or type(value) is Rejected) and self._stands_for_nothing(column, raw, row.row):
                continue
            if type(value) is Rejected:
                if column.kind.secret and "*" in str(raw) and "." not in name:
                    masks[name] = (plain_text(raw), value.message)
                elif column.follows is not None and (month := month_in(raw)):
                    months.append((column, month, raw))
                elif isinstance(column.kind, Phone) and "." not in name and (found := number_among_words(raw)):
                    values[name], words = found
                    row.warnings = (*row.warnings, f"“{column.label}”一格里还写着“{words}”，只登记了号码")
                else:
                    problems.append(Problem(column.label, value.message))
            elif "." in name:
                clues[name] = value
            elif value != raw and isinstance(column.kind, IdNumber) and (told := changes_in(plain_text(raw))):
                values[name] = value
                row.warnings = (*row.warnings, f"{column.label}：{'，'.join(told)}")
            elif type(value) is Unsure:
                values[name] = value.ref
                unsure[name] = Problem(column.label, value.reason)
            else:
                values[name] = value
        for name in self._by_month:
            column = self.register.column(name)
            if column.follows is not None and values[name] and (month := only_the_month(values[name])):
                values[name] = None
                months.append((column, month, cells.get(name)))
        if months:
            wrong, said = months_only(months, values)
            problems += wrong
            row.warnings = (*row.warnings, *said)
        for column in self._numbers:
            if (number := values[column.name]) and (doubt := region_doubt(number)):
                row.warnings = (*row.warnings, f"{column.label}：{doubt}")
        for name in self._people:
            # 平常的姓名全是字：不全是的才细看
            if (written := values[name]) and not written.isalpha() and (doubt := doubt_in(written)):
                row.warnings = (*row.warnings, doubt)
        for name, text in row.fixed.items():
            # 表里没有的栏，也可以在预览里补上
            if name not in self.header.names:
                problems += self._put(values, name, text)
        if clues:
            values["clues_"] = clues
        if masks:
            values["masks_"] = masks
        if unsure:
            values["unsure_"] = unsure
        if (place := row.section or self.community) is not None:
            self._place(cells, values, problems, place)
        if data.kind == "other_list":
            problems = [Problem("", data.reason)]
        row.cells, row.problems, row.base, row.matched = cells, problems, None, ""
        row.state = "refused" if problems else ""
        row.record = Draft(**values)

    def _with_spare(self, data: DataRow) -> DataRow:
        """同一栏又有一列的：用先有字的一列，电话先用手机号；两列写的不一样，提醒一句（不写内容）。"""
        row = self.sheet.rows[data.row_number - self.sheet.first_row]
        used = {name: self.header.labels[column] for column, name in self.header.columns.items()}
        cells, warnings = dict(data.cells), data.warnings
        known = fields(self.register)
        for name in dict.fromkeys(self.header.spare.values()):
            if name not in used:
                continue
            kind = known[name].kind
            written = [(used[name], cells.get(name))]
            written += [(self.header.labels[at], row[at]) for at, each in self.header.spare.items() if each == name]
            given = [(label, raw, value) for label, raw in written if (value := kind.read(raw)) is not None]
            if not given:
                continue
            best = next((each for each in given if isinstance(kind, Phone) and _is_mobile(each[2])), given[0])
            cells[name] = best[1]
            for label, _, value in given:
                if value != best[2] and not (_is_mobile(best[2]) and _LANDLINE.search(label)):  # 座机本来就是另一个
                    sentence = f"“{label}”和“{best[0]}”两列写的不一样，用的是“{best[0]}”，“{label}”一列的没有用"
                    warnings = (*warnings, sentence)
        return data._replace(cells=cells, warnings=warnings)

    def _lost_in(self, row: PlannedRow) -> list[Problem]:
        found = self._lost.get(row.row, ())
        if not row.fixed:
            return list(found)
        read = {**self.header.columns, **self.header.spare}
        mended = {self.header.labels.get(index) for index, name in read.items() if name in row.fixed}
        return [problem for problem in found if problem.column not in mended]

    def _put(self, values: dict[str, Any], name: str, text: str) -> list[Problem]:
        column = self.register.column(name)
        value = cell_reader(self.office, self.register, column)[0](text)
        if isinstance(value, Rejected):
            return [Problem(column.label, value.message)]
        values[name] = value
        return []

    def notes(self) -> list[str]:
        """读完以后该说的：按小标题分的社区，写着“无”而当作空着的格。"""
        told = self.sections.notes()
        for label, rows in self.dittoed.items():
            told.append(f"“{label}”写着“同上”的 {len(rows)} 格照上一行读")
        for (label, text), rows in self.blanked.items():
            told.append(f"“{label}”写着“{text}”的 {len(rows)} 格当作空着")
        return told

    def _above(self, row: PlannedRow, column: Column) -> object:
        """上一行的这一格；姓名和身份证号不会几个人一样，不照抄。"""
        if row.before is None or isinstance(column.kind, IdNumber) or column.name == self.register.name_by:
            return None
        above: object = row.before.cells.get(column.name)
        return None if is_ditto(above) else above

    def _stands_for_nothing(self, column: Column, raw: object, row: int) -> bool:
        """可以不填的栏里写着“无”“/”：当作空着，记下来说一声。"""
        if not (text := stands_for_nothing(column, raw)):
            return False
        self.blanked.setdefault((column.label, text), set()).add(row)
        return True

    def _place(self, cells: Mapping[str, Any], values: dict[str, Any], problems: list[Problem], place: Ref) -> None:
        stated = values.get("community")
        if stated is None and cells.get("community") is None:
            stated = values["community"] = place
        if self.only_this_community and self.community and stated is not None and stated.id != self.community.id:
            label = self.register.column("community").label
            problems.append(Problem(label, f"这一行写的是“{stated.name}”，这张表是“{self.community.name}”交来的"))


class Draft(SimpleNamespace):
    """读好的值，各栏就是属性，还没有决定是新增还是更改。

    initial_ 是新增时补上的初值，clues_ 是对号的线索；masks_ 是打了码的号码（原样，和不能当号码收的原因），
    unsure_ 是名字不止一个、还分不清指谁的各栏和原因：认出来的那一行上写的正是它，就当作没有改。
    """

    id = ""  # 规则可能要看；还没有写入，没有 id
    initial_: dict[str, Any]
    clues_: dict[str, Any]
    masks_: dict[str, tuple[str, str]]
    unsure_: dict[str, Problem]


def _is_mobile(value: object) -> bool:
    return isinstance(value, str) and len(value) == 11 and value.startswith("1")


def _cells_by_row(sheet: Sheet, header: HeaderMatch) -> dict[int, tuple[Problem, ...]]:
    """没有结果的公式、错误值：那一行拒收，不当作空白。"""
    wanted_columns = {*header.columns, *header.parts, *header.spare}
    wanted = {column_letters(index): header.labels.get(index, "") for index in wanted_columns}
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
