"""批改：每次报给保险公司的增减名单，报出去时的样子冻结在这里，什么时候再印都一样。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import ENDORSEMENTS, SEX, SUBMISSION_KINDS
from miaopu_desk.domain.kinds import Choice, Day, IdNumber, Link, Number, PersonName, Phone, Ref, Text, money
from miaopu_desk.domain.register import Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    number: str = column("批改号", Text(60), required=True, searched=True)
    policy: Ref = column("保单号", Link("policies"), required=True, searched=True)
    kind: str = column("报送类型", Choice(SUBMISSION_KINDS), required=True)
    noticed_on: date = column("通知日期", Day(), required=True, hint="批减的人保到这天二十四时")
    effective_on: date = column("批增生效日期", Day(), required=True, hint="当日零时起")
    added: int = column("批增人数", Number(), required=True)
    removed: int = column("批减人数", Number(), required=True)
    unchanged: int = column("不变人数", Number(), required=True)
    premium: int | None = column("应交保费", money(), hint="保单上登记了每人保费才有")
    refund: int | None = column("应退保费", money())
    endorsement: str | None = column("保险公司批单号", Text(60), searched=True)
    confirmed_on: date | None = column("批单日期", Day())
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPerson(Record):
    submission: Ref = column("批改号", Link("submissions"), required=True, searched=True)
    change: str = column("批改类型", Choice(ENDORSEMENTS), required=True, synonyms=("变更类型", "增减", "操作类型"))
    name: str = column("姓名", PersonName(), required=True, searched=True)
    id_number: str | None = column("证件号码", IdNumber(), searched=True, synonyms=("身份证号", "身份证号码"))
    sex: str | None = column("性别", Choice(SEX))
    born_on: date | None = column("出生日期", Day(), synonyms=("出生年月",))
    phone: str | None = column("联系电话", Phone(), searched=True, synonyms=("手机号", "手机号码"))
    community: str | None = column("社区", Text(40))
    starts_on: date | None = column(
        "保障起日", Day(), synonyms=("生效日期", "保险起期", "起始日期", "保险起始日期", "起保日期")
    )
    ends_on: date | None = column(
        "保障止日", Day(), synonyms=("终止日期", "保险止期", "结束日期", "保险终止日期", "终保日期")
    )
    premium: int | None = column("应交保费", money(), synonyms=("保费",))
    refund: int | None = column("应退保费", money(), synonyms=("退费",))
    beneficiary: str | None = column("受益人", Text(40), hint="空着为法定")
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True)
    note: str | None = column("备注", Text(200))


SUBMISSIONS = Register(
    Submission,
    table="submissions",
    title="批改记录",
    noun="批改",
    listed=(
        "number",
        "policy",
        "kind",
        "noticed_on",
        "effective_on",
        "added",
        "removed",
        "unchanged",
        "premium",
        "refund",
        "endorsement",
        "confirmed_on",
    ),
    printed=("number", "policy", "kind", "noticed_on", "effective_on", "added", "removed", "unchanged", "endorsement"),
    order_by=("-noticed_on", "-number"),
    name_by="number",
    rules=(earlier_first("noticed_on", "effective_on", "批增生效日期", "早于通知日期，请核对"),),
)

SUBMISSION_PEOPLE = Register(
    SubmissionPerson,
    table="submission_people",
    title="批改人员",
    noun="批改人员",
    listed=(
        "submission",
        "change",
        "name",
        "sex",
        "id_number",
        "phone",
        "community",
        "starts_on",
        "ends_on",
        "premium",
        "refund",
        "note",
    ),
    printed=("submission", "change", "name", "id_number", "community", "starts_on", "ends_on"),
    order_by=("-submission", "change", "community", "name"),
    owner="submission",
)
