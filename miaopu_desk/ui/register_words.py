"""登记表一页上说的话：共几人、筛选出几人、空着时该做什么、删除前的问话。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.register import Record, Register

COUNTED_IN = {"volunteers": "人", "leaders": "人"}
NAMED = 5
# 不只靠在列表里新增的：从哪里来
HOW = {
    "activity_people": "点“加入人员”，或者在记录活动时写上来的人",
    "attachments": "在一条记录的表单里拖进照片、扫描件，就列在这里",
    "certificates": "在“志愿者”里选中一人，点“打印”里的“志愿服务记录证明”，开出的就列在这里",
    "enrollments": "点“加入人员”或“加入全部专职”",
    "inspection_scores": "双击上面的一次督查，照检查表打分",
    "participations": "点“邀请”或“加入人员”，来了的点“登记到场”",
    "point_entries": "点“给许多人加分”",
    "rechecks": "回复了的问题，选中以后点“复查”来登记",
    "reward_batches": "点“造册”",
    "reward_payments": "点“造册”，照奖励办法算",
    "service_records": "点“录签到表”或“补录多人”",
    "shifts": "在“值守看板”里点“生成班次”",
    "star_certifications": "开一轮认证，够得上的候选人就列在这里",
    "star_rounds": "点“开一轮认证”",
    "stipend_lines": "点“编制”，照在岗天数算",
    "stipend_sheets": "点“编制”",
    "submission_people": "点“拟批改”，要报的人就列在这里",
    "submissions": "点“拟批改”",
    "templates": "在“更多”里点“填别人的表”，选好模板、存下对照，就列在这里",
}


def counted(register: Register[Any], total: int | None, listed: int | None, narrowed: bool, chosen: int) -> str:
    """共 1,203 人，筛选出 56 人，选中 3 人；还没有数完的为空。"""
    unit = COUNTED_IN.get(register.table, "条")
    text = "正在数…" if total is None else f"共 {total:,} {unit}"
    if narrowed:
        text += "，正在数筛选出多少…" if listed is None else f"，筛选出 {listed:,} {unit}"
    return f"{text}，选中 {chosen:,} {unit}" if chosen > 1 else text


def empty_text(register: Register[Any], narrowed: bool, waiting: bool, imports: bool, adds: bool = True) -> str:
    """一行也没有时写在中间的话。"""
    if narrowed:
        return f"没有符合条件的{register.noun}，可以清除筛选再看"
    if waiting:
        return f"先选中一行，这里列出属于它的{register.noun}"
    ways = [HOW[register.table]] if register.table in HOW else []
    ways += ["点“新增”"] if adds else []
    ways += ["把表格文件拖进来"] if adds and imports else []
    if not ways:
        return f"还没有{register.noun}"
    return f"还没有{register.noun}" + ("：" if register.table in HOW else "，") + "，或".join(ways)


def delete_question(register: Register[Any], records: Sequence[Record], count: int) -> str:
    """要删除几条、是谁；只写头几个。"""
    naming = register.column(register.name_by)
    names = [naming.kind.show(getattr(each, naming.name)) for each in records[:NAMED]]
    more = "等" if count > NAMED else ""
    return f"要删除 {count} 条{register.noun}吗？\n{'、'.join(names)}{more}"
