"""培训台账：一段时间办了几场、多少人次多少人，各场列表，再列每场参加的人，公文版式。"""

from pathlib import Path

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.report_table import on_paper
from miaopu_desk.domain.training_pages import STREET, SessionPage, TrainingLedger, said_hours
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.page import PORTRAIT
from miaopu_desk.reports.rows import note_rows
from miaopu_desk.reports.tables import Table

SESSION_HEADS = ("序号", "日期", "培训名称", "举办", "形式", "场所", "授课人", "学时", "人次")
SESSION_WIDTHS = (3, 6, 9.6, 5, 5.2, 6.4, 4.4, 3, 3)
SESSION_ALIGNS = ("number", "center", "left", "center", "center", "left", "center", "number", "number")
PEOPLE_WIDTHS = (5, 28, 3)


def training_ledger_document(ledger: TrainingLedger) -> Document:
    """排好一份台账，还没有存盘。"""
    brand = f"“{ledger.brand}”" if ledger.brand else ""
    document = Document(
        f"{ledger.office.removesuffix('办事处')}{brand}志愿者培训台账",
        author=ledger.signed_as,
        subject="培训台账",
        subtitle=f"（{ledger.span}）",
    )
    document.heading(1, "总的情况")
    document.paragraph(_summary(ledger))
    if not ledger.sessions:
        return document
    _communities(document, ledger)
    document.heading(1, "各场培训")
    _sessions(document, ledger)
    if ledger.with_people:
        document.heading(1, "参训人员")
        for session in ledger.sessions:
            _people(document, session)
    blank = "　　　　"
    signed = f"填表人：{ledger.prepared_by or blank}　　审核人：{ledger.checked_by or blank}"
    document.note(signed)
    return document


def print_training_ledger(ledger: TrainingLedger, path: Path) -> Path:
    """印一份台账，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    return training_ledger_document(ledger).save(path)


def _summary(ledger: TrainingLedger) -> str:
    count = len(ledger.sessions)
    if not count:
        return f"{ledger.span}没有登记培训场次。"
    street = sum(each.held_by == STREET for each in ledger.sessions)
    hosts = [f"街道本级{street}场"] if street else []
    hosts += [f"社区{count - street}场"] if street < count else []
    hours = f"，学时合计{said_hours(ledger.minutes)}小时" if ledger.minutes else ""
    silent = sum(not each.trainees for each in ledger.sessions)
    missing = f"其中{silent}场没有登记参训人员，请补登。" if silent else ""
    said = f"{ledger.span}举办培训{count}场（{'、'.join(hosts)}），参训{ledger.attendances}人次、{ledger.people}人{hours}。"
    return said + missing


def _communities(document: Document, ledger: TrainingLedger) -> None:
    lines = ledger.lines()
    rows = [[name, str(held), str(present), str(people)] for name, held, present, people in lines]
    total = ["合计", str(len(ledger.sessions)), str(ledger.attendances), str(ledger.people)]
    document.table(
        Table(
            rows=[*rows, total],
            header=[["社区", "举办场次", "参训人次", "参训人数"]],
            widths=(8, 6, 6, 6),
            aligns=("center", "number", "number", "number"),
            size=12.0,
            totals=1,
        ),
        caption="各社区培训情况",
    )
    document.note("场次归举办的一方；人次、人数归志愿者所在的社区，同一个人参加几场算一人、几人次。")


def _sessions(document: Document, ledger: TrainingLedger) -> None:
    rows = [
        [
            str(number),
            f"{each.held_on.year}.{each.held_on.month}.{each.held_on.day}",
            each.topic,
            each.held_by,
            each.form,
            each.venue,
            on_paper(each.trainer, "name"),
            said_hours(each.minutes),
            str(len(each.trainees)),
        ]
        for number, each in enumerate(ledger.sessions, 1)
    ]
    total = ["", "合计", "", "", "", "", "", said_hours(ledger.minutes), str(ledger.attendances)]
    document.table(
        Table([*rows, total], [list(SESSION_HEADS)], widths=SESSION_WIDTHS, aligns=SESSION_ALIGNS, size=10.0, totals=1)
    )


def _people(document: Document, session: SessionPage) -> None:
    """一场：题目和人次，举办、授课、学时和内容（民政部令第67号第八条的各项），参加的人按社区列。"""
    document.heading(3, f"{session.topic}（{full_day(session.held_on)}，{session.held_by}）")
    told = _told(session)
    if not session.trainees:
        document.note(told)
        return
    told_rows = note_rows(told, PORTRAIT)
    for row in told_rows:
        row.keep = True  # 和下面的表不分在两页
    document.lines(told_rows, [(f"“{session.topic}”的说明", told)])
    rows = [
        [place, "、".join(one.name for one in people), str(len(people))]
        for place, people in session.by_community().items()
    ]
    document.table(
        Table(
            rows=rows,
            header=[["社区", "参加的人", "人次"]],
            widths=PEOPLE_WIDTHS,
            aligns=("center", "left", "number"),
            size=11.0,
        )
    )


def _told(session: SessionPage) -> str:
    """这一场的其余各项，一句话；没有登记的不写。"""
    count = f"参训{len(session.trainees)}人次" if session.trainees else "没有登记参训人员"
    told = [
        ("举办单位", session.organiser),
        ("层级", session.level),
        ("形式", session.form),
        ("场所", session.venue),
        ("授课人", session.trainer),
        ("学时", f"{said_hours(session.minutes)}小时" if session.minutes else ""),
        ("主要内容", session.content.rstrip("。")),
    ]
    return "；".join([count, *(f"{label}：{value}" for label, value in told if value)]) + "。"
