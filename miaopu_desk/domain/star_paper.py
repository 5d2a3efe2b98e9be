"""个人星级证书上的内容：照认证时留底的一行，加上那时的标准写的礼遇。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.records.star_rounds import StarCertification


@dataclass(frozen=True, slots=True)
class StarPaper:
    """一张证书：one 是认证的一行，as_of 是那一轮截至哪天，publicity 是公示的起止。"""

    one: StarCertification
    as_of: date
    publicity: tuple[date, date] | None
    privileges: str
    brand: str
    issuer: str
    standard: str
