"""整份换一期名单：从 WPS、Excel 里复制来的一块，按次序读成各位成员。"""

from typing import Any

from miaopu_desk.domain.kinds import plain_text
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.rosters import LEADERS
from miaopu_desk.exchange.labels import plain_label
from miaopu_desk.exchange.text_tables import read_pasted

READ = ("post", "name", "title", "phone")


def pasted_leaders(text: str) -> list[dict[str, Any]]:
    """剪贴板里的一块 → 每位成员填的各栏，次序不动；认不出职务和姓名两列的报 KnownError。

    职务竖着合并、下面几行空着的，跟上面一样。
    """
    rows = [[plain_text(cell) for cell in row] for row in read_pasted(text).sheets[0].rows]
    known = {
        plain_label(label): name
        for name in READ
        for label in (LEADERS.column(name).label, *LEADERS.column(name).synonyms)
    }
    heads = [
        {at: known[plain_label(cell)] for at, cell in enumerate(row) if plain_label(cell) in known} for row in rows
    ]
    top = next((at for at, head in enumerate(heads) if {"post", "name"} <= set(head.values())), None)
    if top is None:
        raise KnownError("剪贴板里认不出名单：要有“职务”和“姓名”两列，请连同表头一起复制。")
    found: list[dict[str, Any]] = []
    for row in rows[top + 1 :]:
        raw = {name: row[at] for at, name in heads[top].items() if at < len(row) and row[at]}
        if "name" in raw:
            found.append({"post": found[-1]["post"] if found else "", **raw})
    if not found:
        raise KnownError("剪贴板里只有表头，没有成员。")
    return found
