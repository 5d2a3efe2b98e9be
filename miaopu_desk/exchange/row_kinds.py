"""表头下面的一行是哪一种：名单、空行、合计、填表说明、签章、重复的表头、示例、另一份名单；跳过的都说原因。"""

import re
from typing import Literal

from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.labels import bare_label
from miaopu_desk.exchange.title_pairs import pairs
from miaopu_desk.exchange.workbook import Cell, Row, Sheet

RowKind = Literal["data", "blank", "total", "note", "header_repeat", "example", "other_list"]
_MOST_SIGNED = 8  # 签章的一行最多写几格：四个人，各一格职务、一格姓名

_TOTAL = re.compile(
    r"(?:本页|本表|本月|本社区|全社区|全街道|社区|总)?(?:合计|总计|小计|共计|累计|共):?(?:\d*(?:人|人次|名|户|条|个|小时)?)?"
)
_NOTE = re.compile(
    r"(?:备注|说明|填表说明|填报说明|填写说明|注|填表人|填报人|填报单位|填报日期|填报时间|填表日期|填表时间|填表单位|制表人?|制表日期"
    r"|电话|审核人?|审批人?|审核日期|负责人|社区负责人|单位负责人|经办人|联系人|联系电话|盖章|单位盖章|单位|日期|报送日期|打印日期|打印时间"
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
_STEMS = "甲乙丙丁戊己庚辛壬癸"


class Judge:
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
        self._below_header = header.last_row + 1
        self._given = {bare_label(label): shown(value) for label, value in header.given.values()}
        self._another = ""  # 上面换过一次表头，栏目的次序不一样：下面是另一份名单

    def kind(self, number: int, row: Row) -> tuple[RowKind, str]:
        """工作簿第 number 行是哪一种行、为什么跳过（名单行没有原因）。"""
        kind, reason = self._kind(number, row)
        return ("other_list", self._another) if kind == "data" and self._another else (kind, reason)

    def _kind(self, number: int, row: Row) -> tuple[RowKind, str]:
        given = len(row) - row.count(None)
        if not given:
            return "blank", "空行"
        first = _first_text(row)
        if self._given and (said := self._titled(number, row)):
            return "note", said
        if first:
            if first in self._header_starts:
                if self._moved(row):
                    self._another = (
                        f"第{number}行换了表头，栏目的次序和前面的不一样，请把下面这一份名单移到另一张工作表"
                    )
                    return "note", "另一个表头，栏目的次序和前面的不一样"
                if self._repeats_header(row):
                    self._another, self._below_header = self._another if self._given else "", number + 1
                    return "header_repeat", "重复的表头"
            if first[0] in _TRIGGERS:
                text = plain_text(first)
                if _TOTAL.fullmatch(text) and self._leads(row, first):
                    return "total", "合计行"
                if _EXAMPLE.fullmatch(text):
                    return "example", "填写示例"
            if self._name is not None and self._is_total(row[self._name]):
                return "total", "合计行"
            if given > self._few:
                if given <= _MOST_SIGNED and self._may_be_signed(row, first):
                    return "note", "填表说明或签章"
                if number == self._below_header and _numbered(row):
                    return "note", "栏号"
                return "data", ""
        elif number == self._below_header and _numbered(row):
            return "note", "栏号"
        elif given > self._few:
            return "data", ""
        return self._sparse(number, row)

    def _titled(self, number: int, row: Row) -> str:
        """名单中间又写着“培训名称：……”的：和上面写的一样就是翻页，不一样就是另一份名单。"""
        again = [(label, value) for label, value in pairs(row) if bare_label(label) in self._given]
        other = next((label for label, value in again if self._given[bare_label(label)] != shown(value)), "")
        if again:
            self._another = ""
        if other:
            self._another = f"第{number}行换了“{other}”，请把下面这一份名单移到另一张工作表"
        return "标题" if again else ""

    @staticmethod
    def _is_total(cell: Cell) -> bool:
        """左边写着社区，姓名栏里写着“小计”。"""
        return type(cell) is str and cell[:1] in _TRIGGERS and bool(_TOTAL.fullmatch(plain_text(cell)))

    def _sparse(self, number: int, row: Row) -> tuple[RowKind, str]:
        """只填了几格的行：可能是说明、只有序号、只有别的栏。"""
        texts = _texts(row)
        if not texts:
            return "blank", "空行"
        if all(column == self._numbering for column, _ in texts) and texts[0][1].isdecimal():
            return "blank", "只有序号"
        if self._signed(texts) or _labelled(texts):
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
                return self._signed(_texts(row)) or _all_labelled(row)
        return first in _BARE and self._signed(_texts(row))

    def _signed(self, texts: list[tuple[int, str]]) -> bool:
        """“制表人：｜张三｜审核人：｜李四”：头几格里有一格只写着职务和冒号；写着号码的行不算。"""
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

    def _moved(self, row: Row) -> bool:
        """又是这些栏目名，可是有的写在别的列里。"""
        own = {column: bare_label(self._labels[column]) for column in self._used}
        written = {column: bare_label(cell) for column, cell in enumerate(row) if isinstance(cell, str)}
        known = {column for column, label in written.items() if label in own.values()}
        moved = any(own.get(column) != written[column] for column in known)
        return moved and 2 * len(known) >= len(own) and row not in self._header_rows

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


def _texts(row: Row) -> list[tuple[int, str]]:
    """有字的格：列号和去了空白的字。"""
    return [(column, text) for column, cell in enumerate(row) if (text := plain_text(cell))]


def _labelled(texts: list[tuple[int, str]]) -> bool:
    """“填表人：张三”写在头两格；第二格的“备注：……”是这个人的备注，别的格写着号码的是人。"""
    for place, (_, text) in enumerate(texts[:2]):
        if _NOTE.fullmatch(text) and not (place and _REMARK.match(text)):
            return not any(_number_like(other) and not _NOTE.fullmatch(other) for _, other in texts)
    return False


def _all_labelled(row: Row) -> bool:
    """“负责人：张三｜填表人：李四｜电话：0734…｜2021年5月12日”：每一格都写着职务和冒号，或者是日期。"""
    texts = [text for cell in row if (text := plain_text(cell))]
    labelled = [text for text in texts if _NOTE.fullmatch(text)]
    return len(labelled) >= 2 and all(text in labelled or _DAY.fullmatch(text) for text in texts)


def _numbered(row: Row) -> bool:
    """表头下面的栏号：甲、乙、1、2、3……，一格接着一格。"""
    texts = [text for cell in row if (text := plain_text(cell))]
    stems = next((at for at, text in enumerate(texts) if text != _STEMS[at : at + 1]), len(texts))
    numbers = [text.strip("()[]") for text in texts[stems:]]
    return len(texts) >= 3 and numbers == [str(at + 1) for at in range(len(numbers))]


def _number_like(text: str) -> bool:
    """像号码：除了日期，有七个以上的数字。"""
    return len(text) >= 7 and sum(map(str.isdecimal, _DAY.sub("", text))) >= 7


def _first_text(row: Row) -> str:
    for cell in row:
        if type(cell) is str:
            return cell
    return ""


def shown(value: Cell) -> str:
    """标题里写的值，比一样不一样时的样子。"""
    return "".join(str(value).split())


def plain_text(cell: Cell) -> str:
    """格里的字去掉空白和全半角的差别，用来认“合 计”“备　注：”。"""
    if isinstance(cell, str):
        return _BLANKS.sub("", cell.translate(_HALF)) if _TO_CLEAN.search(cell) else cell
    return "" if cell is None else str(cell)


_BLANKS = re.compile(r"\s+")
_TO_CLEAN = re.compile("[\\s\uff01-\uff5e]")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TRIGGERS = frozenset("本全社总合小共累示样范填举例([（［【 \u3000\n")
