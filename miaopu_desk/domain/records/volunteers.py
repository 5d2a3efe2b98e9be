"""志愿者登记：在本街道登记的志愿者（栏目依据民政部令第67号第五条）。"""

import re
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import EDUCATION, ETHNIC_GROUPS, POLITICAL_STATUS, RANKS, SEX, STANDING
from miaopu_desk.domain.id_number import born_on, sex_of
from miaopu_desk.domain.kinds import (
    Choice,
    Choices,
    Day,
    IdNumber,
    Link,
    PersonName,
    Phone,
    Ref,
    Text,
    YesNo,
)
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(Record):
    name: str = column(
        "姓名", PersonName(), required=True, searched=True, synonyms=("志愿者姓名", "志愿者名字", "名字", "人员姓名")
    )
    id_number: str | None = column(
        "身份证号",
        IdNumber(),
        searched=True,
        unique=True,
        synonyms=("身份证号码", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "身份证", "居民身份证号"),
    )
    community: Ref = column(
        "社区",
        Link("communities", drop=COMMUNITY_ENDINGS),
        required=True,
        searched=True,
        synonyms=("所属社区", "所在社区", "社区名称", "登记社区"),
    )
    phone: str | None = column(
        "联系电话",
        Phone(),
        searched=True,
        synonyms=(
            "手机",
            "电话",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "联系手机",
            "移动电话",
            "移动电话号码",
            "座机",
            "固定电话",
            "固话",
            "住宅电话",
        ),
    )
    ranks: tuple[str, ...] | None = column(
        "队伍类别", Choices(RANKS), synonyms=("志愿者类别", "类别", "队伍类型", "志愿者类型", "所属队伍")
    )
    registered_on: date = column(
        "登记日期",
        Day(),
        required=True,
        past=True,
        initial=TODAY,
        synonyms=("注册日期", "注册时间", "登记时间", "入队时间", "加入日期"),
    )
    sex: str | None = column(
        "性别", Choice(SEX), follows=lambda one: one.id_number and sex_of(one.id_number), hint="有身份证号时自动得出"
    )
    born_on: date | None = column(
        "出生日期",
        Day(),
        past=True,
        follows=lambda one: born_on(one.id_number) if one.id_number else None,
        hint="有身份证号时自动得出",
        synonyms=("出生年月日", "出生年月", "生日"),
    )
    residence: str | None = column(
        "居住区域", Text(100), searched=True, synonyms=("住址", "家庭住址", "现住址", "居住地址", "地址", "家庭地址")
    )
    source_group: Ref | None = column(
        "来源类别", Link("terms", "source_group"), synonyms=("人员类别", "来源", "身份类别")
    )
    service_category: Ref | None = column("服务类别", Link("terms", "service_category"), synonyms=("志愿服务类别",))
    skills: str | None = column("专业技能", Text(100), searched=True, synonyms=("特长", "技能", "专长"))
    political_status: str | None = column("政治面貌", Choice(POLITICAL_STATUS))
    education: str | None = column("文化程度", Choice(EDUCATION), synonyms=("学历",))
    ethnic_group: str | None = column("民族", Choice(ETHNIC_GROUPS))
    employer: str | None = column("工作单位", Text(60), searched=True, synonyms=("单位", "所在单位"))
    team: Ref | None = column("志愿服务队", Link("teams"), synonyms=("服务队", "所属服务队"))
    party_branch: Ref | None = column("党支部", Link("party_branches"), synonyms=("所在党支部", "所属支部"))
    app_number: str | None = column("衡阳群众编号", Text(40), synonyms=("衡阳群众APP编号", "APP编号"))
    hunan_number: str | None = column("志愿湖南编号", Text(40), synonyms=("志愿者编号", "注册编号"))
    consent: bool | None = column("同意采集信息", YesNo(), synonyms=("信息采集同意", "本人同意"))
    guardian: str | None = column(
        "监护人", PersonName(), hint="未满18周岁的填写", synonyms=("监护人姓名", "家长", "家长姓名")
    )
    guardian_phone: str | None = column(
        "监护人电话",
        Phone(),
        synonyms=("监护人联系电话", "监护人手机", "监护人手机号", "监护人联系方式", "家长电话", "家长联系电话"),
    )
    guardian_consent: bool | None = column("监护人同意", YesNo())
    standing: str = column("状态", Choice(STANDING), required=True, initial="active", synonyms=("志愿者状态",))
    standing_on: date | None = column("状态日期", Day(), past=True, hint="暂停、退出、清退的日期")
    standing_reason: str | None = column("状态原因", Text(100))
    note: str | None = column("备注", Text(400, lines=True))


_SEVERAL = re.compile("[\u3400-\u9fff]{2,}[、，,;；/／]+[\u3400-\u9fff]{2,}")


def one_person_a_row(one: Volunteer) -> Problem | None:
    """一行登记一个人。"""
    return Problem("姓名", "写了不止一个人，请一人一行分开登记") if _SEVERAL.search(one.name or "") else None


def birth_agrees_with_id_number(one: Volunteer) -> Problem | None:
    """填写的出生日期要与证件号码一致（GB 11643：第7至14位为出生日期）。"""
    if one.id_number is None or one.born_on is None:
        return None
    birth = born_on(one.id_number)
    if birth is not None and one.born_on != birth:
        return Problem("出生日期", f"与身份证号不符，证件上是{birth}，请核对两者")
    return None


def sex_agrees_with_id_number(one: Volunteer) -> Problem | None:
    """填写的性别要与证件号码一致（GB 11643：第17位奇数为男）。"""
    if one.id_number is None or one.sex not in ("male", "female"):
        return None
    sex = sex_of(one.id_number)
    if sex is not None and one.sex != sex:
        return Problem("性别", f"与身份证号不符，证件上是{SEX.label(sex)}，请核对两者")
    return None


def leaving_needs_a_day(one: Volunteer) -> Problem | None:
    """不在册的要有日期，月报才知道算在哪个月。"""
    if one.standing in ("left", "removed") and one.standing_on is None:
        return Problem("状态日期", f"状态为{STANDING.label(one.standing)}，请填写日期")
    return None


def removal_needs_a_reason(one: Volunteer) -> Problem | None:
    """清退要写明原因。"""
    if one.standing == "removed" and not one.standing_reason:
        return Problem("状态原因", "清退请写明原因")
    return None


VOLUNTEERS = Register(
    Volunteer,
    table="volunteers",
    title="志愿者登记",
    noun="志愿者",
    listed=(
        "name",
        "sex",
        "id_number",
        "born_on",
        "community",
        "phone",
        "ranks",
        "source_group",
        "registered_on",
        "standing",
        "residence",
    ),
    printed=("name", "sex", "id_number", "community", "phone", "ranks", "registered_on", "standing"),
    rules=(
        one_person_a_row,
        birth_agrees_with_id_number,
        sex_agrees_with_id_number,
        earlier_first("born_on", "registered_on", "登记日期", "早于出生日期，请核对"),
        earlier_first("registered_on", "standing_on", "状态日期", "早于登记日期，请核对"),
        leaving_needs_a_day,
        removal_needs_a_reason,
    ),
    identity=(("id_number",), ("name", "phone")),
)
