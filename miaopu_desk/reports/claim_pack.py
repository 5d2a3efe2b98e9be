"""理赔材料：一份 PDF，封面的出险情况，附服务证明、签到、参保证明和留空的事故经过说明。"""

from pathlib import Path

from miaopu_desk.domain.insurance_pages import ClaimPack
from miaopu_desk.domain.month import full_day
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.tables import Cell, Table

TITLE = "志愿者意外伤害保险理赔材料"
WIDEST = 12.5  # 比这么多字还宽的内容独占一行
NOTHING_SERVED = "登记里没有查到这一天的服务记录、值守排班或活动名单。请先补登，再印这一份材料；没有的服务不能证明。"


def print_claim_pack(pack: ClaimPack, path: Path) -> Path:
    """印一份理赔材料，返回写到的文件；有缺字等报 KnownError。"""
    return claim_document(pack).save(path)


def claim_document(pack: ClaimPack) -> Document:
    """排好一份理赔材料，还没有存盘。"""
    document = Document(TITLE, author=pack.signed_as, subject=f"{TITLE}：{pack.name}")
    happening = pack.happening or "登记里没有写，见附件4的说明。"
    document.table(_pairs((*pack.facts, ("出险经过", happening))))
    document.note(pack.note)
    document.signature(pack.signed_as, pack.day)
    _service_proof(document, pack)
    _sign_in(document, pack)
    _cover_proof(document, pack)
    _statement(document, pack)
    return document


def _service_proof(document: Document, pack: ClaimPack) -> None:
    document.annex("志愿服务证明")
    if not pack.served:
        document.paragraph(NOTHING_SERVED)
        return
    document.paragraph(
        f"兹证明{pack.name}是在本办公室登记的志愿者，{full_day(pack.happened_on)}参加下列志愿服务，情况如下。"
    )
    rows = [
        [each.kind, each.name, each.time, each.place, each.organiser, each.attendance, each.hours]
        for each in pack.served
    ]
    document.table(
        Table(
            rows,
            [["依据", "服务", "时间", "地点", "组织单位", "到场", "时长"]],
            widths=(4.4, 7, 5.2, 6, 6.4, 3, 3),
            aligns=("center", "left", "center", "left", "left", "center", "center"),
            size=10.5,
        )
    )
    document.note("时长是实际服务的时间，不含路途；没有录入的空着。")
    _sealed(document, pack)


def _sign_in(document: Document, pack: ClaimPack) -> None:
    document.annex("签到情况")
    if not pack.signed:
        document.paragraph("登记里没有这一次的签到名单。有纸质签到表的，请把原件或复印件附在后面。")
        return
    document.paragraph(f"{pack.sheet}的签到名单共{len(pack.signed)}人，出险人用黑体。")
    rows: list[list[Cell | str]] = [
        [
            str(number),
            *(Cell(text, strong=one.own) for text in (one.name, one.community, one.attendance, one.time, one.hours)),
        ]
        for number, one in enumerate(pack.signed, 1)
    ]
    document.table(
        Table(
            rows,
            [["序号", "姓名", "社区", "考勤", "到离岗", "时长"]],
            widths=(3, 7, 6, 4, 7, 4),
            aligns=("number", "center", "center", "center", "center", "center"),
            size=11.0,
        )
    )
    document.note("由登记的考勤印出，与纸质签到表一致后盖章。")
    _sealed(document, pack)


def _cover_proof(document: Document, pack: ClaimPack) -> None:
    document.annex("参保证明")
    document.paragraph(_covered(pack))
    document.table(_pairs(pack.policy))
    if pack.covers:
        rows = [
            [
                f"{each.starts_on}零时",
                f"{each.ends_on}二十四时",
                "在保" if each.holds else "",
                each.reported,
                each.consent,
            ]
            for each in pack.covers
        ]
        document.table(
            Table(
                rows,
                [["保障起", "保障止", "出险那天", "报送", "同意书"]],
                widths=(7, 7.5, 4, 7, 6),
                aligns=("center", "center", "center", "center", "center"),
                size=10.5,
            ),
            caption="这个人在这张保单上的参保",
        )
    _sealed(document, pack)


def _covered(pack: ClaimPack) -> str:
    day = full_day(pack.happened_on)
    if pack.covered:
        return f"{pack.name}{day}在下列保单的保障期内。"
    return f"登记里{pack.name}{day}不在这张保单的保障期内，请先核对参保记录。"


def _statement(document: Document, pack: ClaimPack) -> None:
    document.annex("事故经过说明")
    document.paragraph(f"出险人：{pack.name}　　出险日期：{full_day(pack.happened_on)}")
    lines: list[list[Cell | str]] = [[""] for _ in range(11)]
    document.table(Table(lines, widths=(28,), row_height=28.99, size=12.0))
    document.paragraph("以上所写属实。")
    document.paragraph("出险人（签名）：　　　　　　日期：　　年　月　日")
    document.paragraph("见证人（签名）：　　　　　　联系电话：")


def _sealed(document: Document, pack: ClaimPack) -> None:
    """附件末尾的落款：每一份都能单独拿出去。"""
    document.paragraph(f"{pack.signed_as}（盖章）")
    document.paragraph(full_day(pack.day))


def _pairs(facts: tuple[tuple[str, str], ...]) -> Table:
    """（栏名，内容）两对一行；长的独占一行。"""
    rows: list[list[Cell | str]] = []
    waiting: list[Cell | str] = []
    for label, text in facts:
        head = Cell(label, strong=True)
        if text_width(text, "song", 1.0) > WIDEST or label == "出险经过":
            if waiting:
                rows.append([*waiting, Cell("", across=2)])
                waiting = []
            rows.append([head, Cell(text, across=3, align="left")])
        elif waiting:
            rows.append([*waiting, head, text])
            waiting = []
        else:
            waiting = [head, text]
    if waiting:
        rows.append([*waiting, Cell("", across=2)])
    return Table(rows, widths=(5.6, 8.4, 5.6, 8.4), aligns=("center",) * 4, size=10.5, row_height=24.0)
