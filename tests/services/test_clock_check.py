"""电脑的日期可疑就先说一声：比上次登记还早、隔得太久、早得离谱；示例办公室的日子是定死的，不看。"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from miaopu_desk.services.clock_check import clock_doubt
from miaopu_desk.services.office import open_office
from miaopu_desk.services.setting_up import set_up


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(minutes=5), ""),
        (timedelta(minutes=-50), ""),
        (timedelta(days=300), ""),
        (timedelta(days=-1), "还早"),
        (timedelta(days=-3650), "电脑的日期是"),
        (timedelta(days=500), "已经 500 天"),
    ],
)
def test_a_doubtful_date_is_told(tmp_path: Path, later: timedelta, said: str) -> None:
    with open_office(tmp_path, must_exist=False) as office:
        set_up(office, "miaopu")
        told = clock_doubt(office, datetime.now() + later)
        assert (said in told) if said else (told == "")
        assert not told or "改好日期" in told


def test_a_year_before_the_program_is_told_even_in_a_new_office(tmp_path: Path) -> None:
    with open_office(tmp_path, must_exist=False) as office:
        assert clock_doubt(office, datetime(2009, 1, 1, 8, 0)).startswith("电脑的日期是 2009-01-01 08:00，不对")
        assert clock_doubt(office, datetime(2026, 1, 1)) == ""


def test_an_office_with_a_day_of_its_own_does_not_look_at_the_computer(tmp_path: Path) -> None:
    with open_office(tmp_path, date(2021, 5, 31), must_exist=False) as office:
        set_up(office, "miaopu")
        assert clock_doubt(office, datetime(1999, 1, 1)) == ""
