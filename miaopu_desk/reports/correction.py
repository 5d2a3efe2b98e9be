"""更正说明：关账以后数字又变了，哪些社区的哪些数字从多少改成多少、为什么，盖章存档。"""

from miaopu_desk.domain.late_changes import Correction, LateChange
from miaopu_desk.domain.month import full_day
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Table

WIDTHS = (5.0, 8.0, 5.0, 5.0, 11.0, 3.5)


def correction_document(correction: Correction) -> Document:
    """排好一份更正说明，还没有存盘。"""
    branded = f"“{correction.brand}”" if correction.brand else ""
    short = correction.office.removesuffix("办事处")
    document = Document(
        f"{short}{branded}\n志愿服务工作月报更正说明",
        author=correction.signed_as,
        subject="月报更正说明",
        subtitle=f"（{correction.month_title}）",
    )
    places = list(dict.fromkeys(each.community for each in correction.changes if each.community != "合计"))
    document.paragraph(
        f"{correction.month_title}月报第{correction.version - 1}版于{full_day(correction.old_on)}关账。"
        f"此后登记有变化，现予更正，更正后的数字载入第{correction.version}版，前一版不再使用，原样存档备查。"
    )
    document.paragraph(f"更正理由：{correction.reason.rstrip('。')}。")
    where = f"涉及{'、'.join(places)}，" if places else ""
    document.paragraph(f"{where}共{len(correction.changes)}项，逐项列在下表，没有列出的数字不变。")
    document.table(_table(correction.changes))
    document.note("人次按次计，合计人数已经去重，不一定等于各行之和。“名单有变”是数目没有变、其中的人有增减。")
    document.signature(correction.signed_as, correction.day, seal=True)
    return document


def _table(changes: tuple[LateChange, ...]) -> Table:
    """一行一个数字；社区每行都写，表接到下一页时也看得出是哪个社区。"""
    return Table(
        rows=[
            [each.community, each.label, each.old_text, each.new_text, each.difference, each.unit] for each in changes
        ],
        header=[["社区", "数字", "原数", "更正后", "增减", "单位"]],
        widths=WIDTHS,
        aligns=("center", "left", "number", "number", "number", "center"),
    )
