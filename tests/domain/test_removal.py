"""清退考虑：一张表核对多久没有服务、连着缺席几次。"""

from datetime import date

import pytest

from miaopu_desk.domain.removal import Absences, months_before, removal_reasons

DAY = date(2021, 5, 31)
RUN = Absences(3, date(2021, 5, 10), date(2021, 5, 24))


@pytest.mark.parametrize(
    ("registered", "served", "absences", "reasons"),
    [
        ("2019-01-01", "2021-05-01", None, 0),
        ("2019-01-01", "2020-05-31", None, 1),
        ("2019-01-01", "2020-06-01", None, 0),
        ("2019-01-01", None, None, 1),
        ("2020-06-01", None, None, 0),
        ("2020-05-31", None, None, 1),
        ("2021-01-01", "2021-05-01", RUN, 1),
        ("2021-01-01", "2021-05-01", Absences(2, RUN.first, RUN.last), 0),
        ("2019-01-01", None, RUN, 2),
    ],
)
def test_who_is_listed_and_for_how_many_reasons(
    registered: str, served: str | None, absences: Absences | None, reasons: int
) -> None:
    last = date.fromisoformat(served) if served else None
    found = removal_reasons(date.fromisoformat(registered), last, absences, DAY, 12, 3)
    assert len(found) == reasons, found


def test_months_before_ends_with_the_month() -> None:
    assert months_before(date(2021, 5, 31), 3) == date(2021, 2, 28)
    assert months_before(date(2020, 5, 31), 3) == date(2020, 2, 29)
    assert months_before(date(2021, 1, 15), 12) == date(2020, 1, 15)
    assert months_before(date(2021, 1, 15), 1) == date(2020, 12, 15)
