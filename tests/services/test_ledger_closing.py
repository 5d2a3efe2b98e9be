"""关了账的月份：迟来的一行、一条更正都记在服务的那个月，月报原样不动，差额进更正说明；印进去的不能再撤销。"""

from datetime import date
from typing import Any

import pytest
from random_office import random_office

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Refused
from miaopu_desk.domain.records import COMMUNITIES, REGISTERS, SERVICE_RECORDS
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.services.closed_months import frozen_figures, late_changes, shown_figures, stored_report
from miaopu_desk.services.closing import close_month, issue_correction, reopen_month
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.late_lines import closed_note
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line, post_lines

APRIL, DAY = "2021-04", date(2021, 4, 10)


@pytest.fixture
def office() -> Office:
    return random_office(2)


def line(office: Office, minutes: int = 60, activity: str = "清扫") -> ServiceRecord:
    place = next(each for each in office.keeper.table(COMMUNITIES).all() if each.name == "大华")
    known = office.keeper.table(REGISTERS["volunteers"]).find("name", "补录人")
    one: Any = (
        known[0]
        if known
        else office.keeper.add(
            REGISTERS["volunteers"], {"name": "补录人", "community": "大华", "registered_on": "2021-01-01"}
        )
    )
    assert not isinstance(one, list)
    return ServiceRecord(
        volunteer=Ref(one.name, one.id),
        community=Ref(place.name, place.id),
        served_on=DAY,
        minutes=minutes,
        activity=activity,
    )


def moved(office: Office) -> dict[str, int | None]:
    return {
        each.figure: (each.new or 0) - (each.old or 0)
        for each in late_changes(office, APRIL)
        if each.community == "大华" and each.figure.startswith("service_")
    }


def test_a_late_line_is_late_data_of_its_month_and_the_printed_figures_stay(office: Office) -> None:
    assert closed_note(office, [DAY]) == ""
    line(office)
    close_month(office, APRIL)
    printed = frozen_figures(office, APRIL, 1)
    assert "2021年4月已经关账" in closed_note(office, [DAY, date(2021, 5, 3)])
    before = month_figures(office, "2021-05").total.service_minutes
    assert post_lines(office, "补录", [line(office)]).ids
    assert moved(office) == {"service_attendances": 1, "service_minutes": 60}
    assert shown_figures(office, APRIL)[0] == printed
    assert month_figures(office, "2021-05").total.service_minutes == before
    issue_correction(office, APRIL, "大华的签到表交晚了")
    assert moved(office) == {}
    assert frozen_figures(office, APRIL, 1) == printed
    assert frozen_figures(office, APRIL, 2).total.service_minutes == printed.total.service_minutes + 60
    assert stored_report(office, APRIL, "correction", 2)


def test_a_correction_after_the_closing_goes_into_the_correction_note(office: Office) -> None:
    (key,) = post_lines(office, "补录", [line(office)]).ids
    close_month(office, APRIL)
    correct_line(office, key, 0, "没有来")
    assert moved(office) == {"service_attendances": -1, "service_minutes": -60}
    # 关账以后记的更正还没有印过，撤销得了
    office.keeper.undo()
    assert moved(office) == {}
    correct_line(office, key, 45, "早走")
    issue_correction(office, APRIL, "核对签到表")
    with pytest.raises(Refused, match="已经计入2021年4月的关账月报，不能撤销"):
        office.keeper.undo()
    assert month_figures(office, APRIL).total.service_minutes == frozen_figures(office, APRIL, 2).total.service_minutes


def test_what_was_printed_is_not_undone_but_corrected_until_the_month_is_reopened(office: Office) -> None:
    (key,) = post_lines(office, "补录", [line(office)]).ids
    posting = office.keeper.next_undo()
    close_month(office, APRIL)
    with pytest.raises(Refused, match="请用“更正”"):
        office.keeper.undo_action(posting.id)
    assert office.keeper.table(SERVICE_RECORDS).get(key) is not None
    reopen_month(office, APRIL, "记错了人")
    office.keeper.undo_action(posting.id)
    assert office.keeper.table(SERVICE_RECORDS).get(key) is None


def test_words_of_a_printed_line_may_still_be_undone(office: Office) -> None:
    (key,) = post_lines(office, "补录", [line(office)]).ids
    office.keeper.change(SERVICE_RECORDS, key, {"place": "大华小区"})
    close_month(office, APRIL)
    office.keeper.undo()
    assert office.keeper.table(SERVICE_RECORDS).get(key).place is None
