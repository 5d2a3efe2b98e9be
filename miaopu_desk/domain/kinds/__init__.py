"""值的种类：一种值怎样读进来、怎样写给人看、怎样打码、怎样存。"""

from miaopu_desk.domain.kinds.choices import NO, YES, Choice, Choices, YesNo
from miaopu_desk.domain.kinds.days import Day
from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text
from miaopu_desk.domain.kinds.links import Link, Ref
from miaopu_desk.domain.kinds.numbers import Number, Scaled, hours, money
from miaopu_desk.domain.kinds.personal import IdNumber, Phone
from miaopu_desk.domain.kinds.words import PersonName, Text

__all__ = [
    "NO",
    "YES",
    "Choice",
    "Choices",
    "Day",
    "IdNumber",
    "Kind",
    "Link",
    "Number",
    "PersonName",
    "Phone",
    "Ref",
    "Rejected",
    "Scaled",
    "Text",
    "YesNo",
    "hours",
    "money",
    "plain_text",
]
