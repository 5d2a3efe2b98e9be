"""参加培训证明：一个人参加过的各场培训，名称、主要内容、学习时长、举办单位、日期，留出盖章的地方。"""

from pathlib import Path

from miaopu_desk.domain.coverage_pages import TrainedLine, TrainingCertificate
from miaopu_desk.domain.training_pages import said_hours
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Table

TITLE = "参加培训证明"


def print_training_certificate(one: TrainingCertificate, path: Path, *, whole: bool = False) -> Path:
    """印一份证明，返回写到的文件；whole 为真时印完整的证件号码（调用处先记提供记录）。有缺字等报 KnownError。"""
    return certificate_document(one, whole).save(path)


def certificate_document(one: TrainingCertificate, whole: bool = False) -> Document:
    """排好一份证明，还没有存盘。"""
    document = Document(TITLE, author=one.signed_as, subject=f"{TITLE}：{one.name}")
    number = one.whole_number if whole else one.id_number
    known = f"（证件号码：{number}）" if number else ""
    hours = f"，学习时长{said_hours(one.minutes)}小时" if one.minutes else ""
    document.paragraph(
        f"兹证明{one.community}社区志愿者{one.name}{known}在{one.span}期间参加培训{len(one.lines)}次{hours}，情况如下。"
    )
    document.table(_lines(one))
    document.note("培训记录的各项依据民政部令第67号第八条；学习时长没有登记的空着，不计入合计。")
    document.signature(one.signed_as, one.day, seal=True)
    return document


def _lines(one: TrainingCertificate) -> Table:
    heads = ["序号", "日期", "名称", "主要内容", "学习时长", "举办单位"]
    tested = any(each.passed is not None for each in one.lines)
    rows = [[str(number), *_cells(each, tested)] for number, each in enumerate(one.lines, 1)]
    return Table(
        rows,
        [[*heads, "考核"] if tested else heads],
        widths=(3, 6, 8, 10, 4, 7, 4) if tested else (3, 6, 9, 11, 4, 8),
        aligns=("number", "center", "left", "left", "number", "center", "center"),
        size=10.5,
    )


def _cells(line: TrainedLine, tested: bool) -> list[str]:
    day = f"{line.held_on.year}.{line.held_on.month}.{line.held_on.day}"
    said = [day, line.topic, line.content, said_hours(line.minutes), line.organiser]
    result = {True: "合格", False: "不合格", None: ""}[line.passed]
    return [*said, result] if tested else said
