"""表头下面的行：哪些是名单，哪些是空行、合计、填表说明、重复的表头、示例，跳过的都说原因。"""

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.labels import bare_label, plain_label
from miaopu_desk.exchange.workbook import Cell, Row, Sheet, column_letters

RowKind = Literal["data", "blank", "total", "note", "header_repeat", "example"]
EMPTY_ROWS = 200
FAR_ROWS = 50
_FAR = f"前面空了{EMPTY_ROWS}多行，这一行没有读；确实是名单的，请删去中间的空行"
_MOST_SIGNED = 8  # 签章的一行最多写几格：四个人，各一格职务、一格姓名

_TOTAL = re.compile(
    r"(?:本页|本表|本月|本社区|全社区|全街道|社区|总)?(?:合计|总计|小计|共计|累计|共):?(?:\d*(?:人|人次|名|户|条|个|小时)?)?"
)
_NOTE = re.compile(
    r"(?:备注|说明|填表说明|填报说明|填写说明|注|填表人|填报人|填报单位|填报日期|填报时间|填表日期|填表时间|填表单位|制表人?|制表日期"
    r"|审核人?|审批人?|审核日期|负责人|社区负责人|单位负责人|经办人|联系人|联系电话|盖章|单位盖章|单位|日期|报送日期|打印日期|打印时间"
    r"|[\u4e00-\u9fff]{0,4}(?:书记|主任|站长|社长|会长|队长|领导|签字|签名|签章))(?:\([^()]*\))?:.*",
    re.DOTALL,
)
_REMARK = re.compile(r"(?:备注|说明|注)(?:\([^()]*\))?:")
_BARE = frozenset(("制表", "制表人", "审核", "审核人", "审批人", "填表人", "填报人", "负责人", "经办人", "联系人"))
_BARE |= {"联系电话", "盖章", "(盖章)", "签字", "签名", "年月日", "说明", "备注", "填表说明", "填报说明", "填写说明"}
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:(?:[-./年月]\d{1,2}){2}(?!\d)日?|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))")
_EMPTY_LABEL = re.compile(r"[\u4e00-\u9fff]{1,6}(?:\([^()]*\))?:_*")
_WORDS = re.compile(
    r"\(?以下(?:空白|无正文|为空).*|本(?:表|名单|名册|花名册).*|.*请(?:认真|仔细|各社区|逐一)?(?:核对|核实).*"
    r"|以上(?:共|合计|总计|人员|名单|所列|均|数据|内容|情况).*|(?:总?共计?有?|合计|总计):?\d+(?:人次?|名|户|条)\D.*",
    re.DOTALL,
)
_COUNT = re.compile(r"(?:总?共计?有?)?\d+(?:人次?|名|户|条)?[。.]?")
_SECTION = re.compile(r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.)]).+", re.DOTALL)
_OFFICE = re.compile(r".*(?:社区|居委会|居民委员会|街道|办事处|党支部|党总支|服务中心)(?:\(盖?章\))?")
_NUMBER_LABEL = re.compile("电话|手机|身份证|证件号|号码|联系方式")
_EXAMPLE = re.compile(r"[(\[【]?(?:示例|样例|范例|填写示例|举例|例如|例)(?:[:)\]】]|$|\d).*", re.DOTALL)
_TICKED = frozenset("√✓✔☑√vVyY1是有●■▲○◎⊙Oo对")
_UNTICKED = frozenset(
    ("", "×", "✗", "✘", "x", "X", "否", "无", "0", "n", "N", "-", "—", "/", "\\", "☐", "□", "不是", "没有")
)
_TICK_STARTS = frozenset("√✓✔☑是有1")
_NOT_TICKS = re.compile(r"是否|是不是|有没有|有无|有待|1\d")


class DataRow(NamedTuple):
    """表头下面的一行。

    cells 是栏的标识 → 值（分成小栏打勾的，是打了勾的小栏名，用“、”连着）；
    kind 是 data 以外的都不要导入，reason 说为什么；warnings 是这一行该让人看一眼的话。
    """

    row_number: int
    cells: dict[str, Cell]
    kind: RowKind = "data"
    reason: str = ""
    warnings: tuple[str, ...] = ()


def data_rows(sheet: Sheet, header: HeaderMatch, fill_down: Sequence[str] = ()) -> Iterator[DataRow]:
    """表头下面的每一行，按次序；连着 200 个空行以后不再读，还有字的行说出来（末尾的空行不出）。

    fill_down 里的栏（如社区）竖着合并时，下面各行都算写着同样的值；别的栏合并了只提醒，不代填。
    """
    start = header.last_row + 1 - sheet.first_row
    columns = sorted(header.columns)
    names = [header.columns[column] for column in columns]
    take = _taker(columns)
    filled, warned = _merged_below(sheet, header, frozenset(fill_down))
    parts = header.parts
    judge = _Judge(sheet, header)
    empty: list[DataRow] = []
    for number, row in enumerate(sheet.rows[start:], start=header.last_row + 1):
        kind, reason = judge.kind(number, row)
        values = take(row)
        cells: dict[str, Cell] = dict(zip(names, values, strict=True))
        doubts: tuple[str, ...] = ()
        if parts:
            ticked, doubts = _ticked(row, parts)
            cells.update(ticked)
        if kind == "data" and values.count(None) == len(values) and not any(row[column] for column in parts):
            kind, reason = "note", "要的各栏都是空的"
        if number in filled:
            cells.update(filled[number])
        if kind == "blank":
            empty.append(DataRow(number, cells, kind, reason))
            if len(empty) >= EMPTY_ROWS:
                yield from _too_far(sheet, number + 1, judge, lambda far: dict(zip(names, take(far), strict=True)))
                return
            continue
        if empty:
            yield from empty
            empty.clear()
        warnings = warned.get(number, ()) + doubts if kind == "data" else ()
        yield DataRow(number, cells, kind, reason, warnings)


def _too_far(
    sheet: Sheet, start: int, judge: "_Judge", cells_of: Callable[[Row], dict[str, Cell]]
) -> Iterator[DataRow]:
    """隔得太远、没有读的行：有字的每行说一句，太多时最后一句说还有几行。"""
    rows = enumerate(sheet.rows[start - sheet.first_row :], start=start)
    far = [(number, row) for number, row in rows if judge.kind(number, row)[0] != "blank"]
    more = len(far) - FAR_ROWS
    for place, (number, row) in enumerate(far[:FAR_ROWS], start=1):
        said = f"{_FAR}（后面还有 {more} 行也没有读）" if more > 0 and place == FAR_ROWS else _FAR
        yield DataRow(number, cells_of(row), "note", said)


def _taker(columns: list[int]) -> Callable[[Row], tuple[Cell, ...]]:
    if not columns:
        return lambda row: ()
    if len(columns) == 1:
        return lambda row: (row[columns[0]],)
    return itemgetter(*columns)


class _Judge:
    """一行一行地分；平常的行只看一两眼。"""

    def __init__(self, sheet: Sheet, header: HeaderMatch) -> None:
        self._used = sorted({*header.columns, *header.parts})
        self._labels = header.labels
        self._numbering = header.numbering
        above = [row for row in sheet.rows[: header.last_row + 1 - sheet.first_row] if any(row)]
        self._header_rows = set(above)
        self._header_starts = {_first_text(row) for row in above} | {header.labels[self._used[0]]}
        self._few = max(3, (len(self._used) + 1) // 3)
        self._has_numbers = any(_NUMBER_LABEL.search(header.labels.get(column, "")) for column in header.columns)
        self._name = next((column for column, name in header.columns.items() if name == "name"), None)
        self._across = {first for first, left, _, right in sheet.merged if right - left >= 2}

    def kind(self, number: int, row: Row) -> tuple[RowKind, str]:
        """工作簿第 number 行是哪一种行、为什么跳过（名单行没有原因）。"""
        given = len(row) - row.count(None)
        if not given:
            return "blank", "空行"
        first = _first_text(row)
        if first:
            if first in self._header_starts and self._repeats_header(row):
                return "header_repeat", "重复的表头"
            if first[0] in _TRIGGERS:
                text = plain_text(first)
                if _TOTAL.fullmatch(text) and self._leads(row, first):
                    return "total", "合计行"
                if _EXAMPLE.fullmatch(text):
                    return "example", "填写示例"
            if given > self._few:
                if given <= _MOST_SIGNED and self._may_be_signed(row, first):
                    return "note", "填表说明或签章"
                return "data", ""
        elif given > self._few:
            return "data", ""
        return self._sparse(number, row)

    def _sparse(self, number: int, row: Row) -> tuple[RowKind, str]:
        """只填了几格的行：可能是说明、只有序号、只有别的栏。"""
        texts = [(column, text) for column, cell in enumerate(row) if (text := plain_text(cell))]
        if not texts:
            return "blank", "空行"
        if all(column == self._numbering for column, _ in texts) and texts[0][1].isdecimal():
            return "blank", "只有序号"
        if self._signed(row) or _labelled(texts):
            return "note", "填表说明或签章"
        if reason := self._worded(texts):
            return "note", reason
        column, text = texts[0]
        if len(texts) == 1 and (number in self._across or len(text) > 20 or column == self._numbering):
            return "note", "说明文字"
        return "data", ""

    def _may_be_signed(self, row: Row, first: str) -> bool:
        """平常的行只找一找冒号，不逐格去空白。"""
        for cell in row[:6]:
            if type(cell) is str and ("：" in cell or ":" in cell):
                return self._signed(row)
        return first in _BARE and self._signed(row)

    def _signed(self, row: Row) -> bool:
        """“制表人：｜张三｜审核人：｜李四”：头几格里有一格只写着职务和冒号；写着号码的行不算。"""
        texts = [(column, text) for column, cell in enumerate(row) if (text := plain_text(cell))]
        first, text = texts[0]
        bare = text in _BARE and (len(texts) == 1 or first in (self._name, self._numbering))
        if not bare and not any(_EMPTY_LABEL.fullmatch(text) for _, text in texts[:4]):
            return False
        return not any(_number_like(text) for _, text in texts)

    def _worded(self, texts: list[tuple[int, str]]) -> str:
        """没有号码的行里，开头像说明、人数、小标题的，为什么跳过；像人的是空的。"""
        if any(_number_like(text) for _, text in texts):
            return ""
        if len(texts) > 1 and texts[0][0] == self._numbering and texts[0][1].isdecimal():
            texts = texts[1:]
        (column, text), *rest = texts
        if _WORDS.fullmatch(text) or (not rest and _DAY.fullmatch(text)):
            return "说明文字"
        if _OFFICE.fullmatch(text) and rest and all(_DAY.fullmatch(other) for _, other in rest):
            return "落款"
        alone = all(_COUNT.fullmatch(other) for _, other in rest)
        if alone and _COUNT.fullmatch(text) and not text.isdecimal():
            return "人数"
        # 活动、课程可以叫“一、……”，“（一）组”也可以写在姓名左边：有别的字时，要写在名单的姓名栏里才算小标题
        if _SECTION.fullmatch(text) and (alone or (self._has_numbers and column == self._name)):
            return "小标题"
        return ""

    def _repeats_header(self, row: Row) -> bool:
        if row in self._header_rows:
            return True
        same = sum(
            isinstance(cell := row[column], str) and bare_label(cell) == bare_label(self._labels[column])
            for column in self._used
        )
        return 2 * same >= len(self._used)

    @staticmethod
    def _leads(row: Row, first: str) -> bool:
        """“合计”要在最左边的三个格以内，或者左边都空着。"""
        at = row.index(first)
        return at < 3 or row[:at].count(None) == at


def _labelled(texts: list[tuple[int, str]]) -> bool:
    """“填表人：张三”写在头两格；第二格的“备注：……”是这个人的备注，别的格写着号码的是人。"""
    for place, (_, text) in enumerate(texts[:2]):
        if _NOTE.fullmatch(text) and not (place and _REMARK.match(text)):
            return not any(_number_like(other) and not _NOTE.fullmatch(other) for _, other in texts)
    return False


def _number_like(text: str) -> bool:
    """像号码：除了日期，有七个以上的数字。"""
    return len(text) >= 7 and sum(map(str.isdecimal, _DAY.sub("", text))) >= 7


def _first_text(row: Row) -> str:
    for cell in row:
        if type(cell) is str:
            return cell
    return ""


def plain_text(cell: Cell) -> str:
    """格里的字去掉空白和全半角的差别，用来认“合 计”“备　注：”。"""
    if isinstance(cell, str):
        return re.sub(r"\s+", "", cell.translate(_HALF))
    return "" if cell is None else str(cell)


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TRIGGERS = frozenset("本全社总合小共累示样范填举例([（［【 \u3000\n")


def _merged_below(
    sheet: Sheet, header: HeaderMatch, fill_down: frozenset[str]
) -> tuple[dict[int, dict[str, Cell]], dict[int, tuple[str, ...]]]:
    """名单里竖着合并的格：要代填的（行号 → 栏 → 值），和只提醒的（行号 → 句子）。"""
    filled: dict[int, dict[str, Cell]] = {}
    warned: dict[int, tuple[str, ...]] = {}
    for first, left, last, right in sheet.merged:
        if first <= header.last_row or last == first:
            continue
        row = first - sheet.first_row
        if not 0 <= row < len(sheet.rows) or left >= len(sheet.rows[row]):
            continue
        value = sheet.rows[row][left]
        for column in range(left, right + 1):
            name = header.columns.get(column)
            if name is None or value is None:
                continue
            for number in range(first + 1, min(last, sheet.first_row + len(sheet.rows)) + 1):
                if name in fill_down:
                    filled.setdefault(number, {})[name] = value
                else:
                    where = f"{column_letters(left)}{first}:{column_letters(right)}{last}"
                    sentence = (
                        f"“{header.labels[column]}”是合并的格（{where}），这一行当作没有填，请取消合并、逐行填写。"
                    )
                    warned[number] = (*warned.get(number, ()), sentence)
    return filled, warned


def _ticked(row: Row, parts: dict[int, tuple[str, str]]) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """分成小栏打勾的各栏 → 打了勾的小栏名；不像打勾也不像没打勾的写进提醒。"""
    ticked: dict[str, list[str]] = {name: [] for name, _ in parts.values()}
    doubts: list[str] = []
    for column, (name, part) in parts.items():
        value = row[column]
        if value is None or value is False:
            continue
        text = "1" if value is True else plain_text(value)
        if text in _TICKED or plain_label(text) == plain_label(part):
            ticked[name].append(part)
        elif text[0:1] in _TICK_STARTS and not _NOT_TICKS.match(text):
            ticked[name].append(part)
            doubts.append(f"“{part}”一格写着“{text[:20]}”，当作打了勾，请看一眼。")
        elif text not in _UNTICKED:
            doubts.append(f"“{part}”一格写着“{text[:20]}”，看不出是不是打勾，当作没有打勾。")
    return {name: "、".join(chosen) or None for name, chosen in ticked.items()}, tuple(doubts)
