"""整份换一期名单：从 WPS、Excel 里复制来的一块，按次序读成各位成员。"""

from typing import Any

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.rosters import LEADERS
from miaopu_desk.services.importing import plan_paste
from miaopu_desk.services.office import Office

READ = ("post", "name", "title", "phone")


def pasted_leaders(office: Office, text: str) -> list[dict[str, Any]]:
    """剪贴板里的一块 → 每位成员填的各栏，次序不动；认不出职务和姓名两列的报 KnownError。

    职务竖着合并、下面几行空着的，跟上面一样。
    """
    plan = plan_paste(office, LEADERS, text)
    rows = [
        {name: row.cells[name] for name in READ if row.cells.get(name) is not None}
        for row in plan.rows
        if row.state != "skipped"
    ]
    if not any({"post", "name"} <= row.keys() for row in rows):
        raise KnownError("剪贴板里认不出名单：要有“职务”和“姓名”两列，请连同表头一起复制。")
    post = None
    for row in rows:
        post = row.setdefault("post", post)
    return rows
