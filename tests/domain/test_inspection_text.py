"""月报里督查和线索的话：各种情况的用例，零和一都说得通。"""

import pytest

from miaopu_desk.domain.inspection_month import InspectionLine, InspectionMonth
from miaopu_desk.domain.inspection_text import inspection_sentences, inspection_table
from miaopu_desk.domain.report_table import on_paper


def month(street: InspectionLine | None = None, **total: int) -> InspectionMonth:
    place = InspectionLine(name="东方里", id="1", **total)
    return InspectionMonth((place,), street or InspectionLine(name="街道本级"), InspectionLine(name="合计", **total))


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ({}, []),
        ({"inspections": 1}, ["本月督查1次；发现问题0件，销号0件。月末没有未销号的问题。"]),
        (
            {"inspections": 3, "scored": 2, "score_sum": 18150, "found": 4, "closed": 1, "open": 3, "overdue": 1},
            ["本月督查3次，打了分的2次，平均90.75分；发现问题4件，销号1件。月末未销号3件（东方里3件），其中逾期1件。"],
        ),
        ({"closed": 1}, ["本月没有登记督查；新发现问题0件，销号1件。月末没有未销号的问题。"]),
        ({"open": 2}, ["本月没有登记督查；新发现问题0件，销号0件。月末未销号2件（东方里2件）。"]),
        ({"clues": 1}, ["本月受理线索1条，答复0条，采纳0条。"]),
        (
            {"clues": 5, "clues_answered": 4, "clues_adopted": 2, "rewards": 15000},
            ["本月受理线索5条，答复4条，采纳2条，发放线索奖励150.00元。"],
        ),
    ],
)
def test_the_sentences_say_what_the_counts_say(total: dict[str, int], said: list[str]) -> None:
    assert inspection_sentences(month(**total)) == said


def test_the_table_shows_an_average_only_where_scores_were_given() -> None:
    one = month(inspections=3, scored=2, score_sum=18150, found=4, clues=1, rewards=15000)
    table = inspection_table(one, "督查情况")
    shown = [on_paper(value, column.kind) for value, column in zip(table.rows[-1], table.columns, strict=True)]
    assert shown == ["合计", "3", "90.75", "4", "0", "0", "0", "1", "0", "0", "150.00"]
    bare = inspection_table(month(inspections=1), "督查情况")
    assert [on_paper(bare.rows[0][at], bare.columns[at].kind) for at in (2, -1)] == ["—", "0.00"]
    assert inspection_table(month(), "督查情况").rows == ()
