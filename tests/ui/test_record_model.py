"""列表的模型：一页一页取、排序筛选在数据库里、号码打码。"""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui.record_model import KEPT, PAGE, RecordModel

VOLUNTEERS = REGISTERS["volunteers"]


def make(office: Office, *paths: str) -> RecordModel:
    return RecordModel(office.keeper.table(VOLUNTEERS), paths or VOLUNTEERS.listed)


def test_only_the_pages_looked_at_are_fetched(crowd: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make(crowd)
    asked: list[int] = []
    fetch = model.table.values

    def counting(numbers: Any, paths: Any) -> Any:
        asked.append(len(numbers))
        return fetch(numbers, paths)

    monkeypatch.setattr(model.table, "values", counting)
    model.load(Listing())
    assert model.rowCount() == 5000
    assert asked == []
    for row in (0, 1, PAGE - 1, 4999):
        assert model.text(row, 0)
    assert asked == [PAGE, PAGE]


def test_pages_long_unseen_are_forgotten(crowd: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miaopu_desk.ui.record_model.KEPT", 3)
    model = make(crowd)
    model.load(Listing())
    for row in range(0, 5000, PAGE):
        model.text(row, 0)
    assert len(model._pages) == 3 < KEPT
    assert model.text(0, 0) == model.data(model.index(0, 0))


@pytest.mark.parametrize("path", VOLUNTEERS.listed)
def test_every_column_sorts_both_ways(crowd: Office, path: str) -> None:
    model = make(crowd, path)
    model.load(Listing(order=(path,)))
    forward = list(model.numbers)
    model.load(Listing(order=(f"-{path}",)))
    assert sorted(forward) == sorted(model.numbers)
    assert len(forward) == 5000


def test_dates_sort_as_dates_and_blanks_come_last(crowd: Office) -> None:
    model = make(crowd, "standing_on", "registered_on")
    model.load(Listing(order=("registered_on",)))
    days = [model.text(row, 1) for row in range(model.rowCount())]
    assert days == sorted(days)
    model.load(Listing(order=("standing_on",)))
    assert model.text(0, 0) == "2021-04-02"
    assert model.text(4999, 0) == ""


def test_filters_and_search_narrow_together(crowd: Office) -> None:
    model = make(crowd, "name", "community", "standing")
    model.load(Listing(search="wang", where=(Condition("standing", "is", ("active",)),)))
    shown = {(model.text(row, 0)[0], model.text(row, 2)) for row in range(model.rowCount())}
    assert shown == {("王", "在册")}
    # 5000 人里每十个一个姓王，序号尾数 7，7 % 5 == 2 为在册
    assert model.rowCount() == 500


def test_id_numbers_and_phones_are_masked_until_revealed(crowd: Office) -> None:
    model = make(crowd, "name", "id_number", "phone")
    model.load(Listing())
    masked = model.text(0, 1)
    assert masked[6:-4] == "*" * 8
    assert "****" in model.text(0, 2)
    model.reveal(True)
    assert model.text(0, 1).startswith(masked[:6])
    assert "*" not in model.text(0, 1) + model.text(0, 2)


def test_numbers_are_right_aligned_and_dates_centred(crowd: Office) -> None:
    model = RecordModel(crowd.keeper.table(REGISTERS["communities"]), ("name", "resident_population", "population_on"))
    model.load(Listing())
    flags = [model.data(model.index(0, at), Qt.ItemDataRole.TextAlignmentRole) for at in range(3)]
    assert flags[0] & Qt.AlignmentFlag.AlignLeft
    assert flags[1] & Qt.AlignmentFlag.AlignRight
    assert flags[2] & Qt.AlignmentFlag.AlignHCenter


def test_a_record_is_found_again_by_its_id(crowd: Office) -> None:
    model = make(crowd, "name")
    model.load(Listing(order=("-registered_on",)))
    chosen = [model.record_id(row) for row in (3, 777, 4321)]
    assert model.rows_of([each for each in chosen if each]) == [3, 777, 4321]
    assert model.rows_of(["没有这一行"]) == []


def test_only_the_given_ids_are_listed(crowd: Office) -> None:
    model = make(crowd, "name")
    model.load(Listing())
    ids = [model.record_id(row) or "" for row in (5, 2, 9)]
    model.load(Listing(ids=tuple(ids)))
    assert sorted(model.ids(range(model.rowCount()))) == sorted(ids)


def test_columns_of_the_same_name_say_where_they_come_from() -> None:
    from miaopu_desk.ui.record_model import heading

    assert heading(REGISTERS["enrollments"], "volunteer.community") == "社区"
    assert heading(REGISTERS["service_records"], "volunteer.community") == "志愿者·社区"
