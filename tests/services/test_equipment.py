"""装备的收发：结存、没还的、一步归还。"""

from datetime import date

from builders import add, office_with_communities

from miaopu_desk.domain.records import EQUIPMENT_ISSUES
from miaopu_desk.services.equipment import balances, give_back, outstanding


def test_the_balance_is_the_stock_less_what_is_out() -> None:
    office = office_with_communities()
    add(office, "equipment", name="马甲", stock=50, measure="件")
    add(office, "equipment", name="口哨", stock=3)
    first = add(office, "equipment_issues", equipment="马甲", unit="一所", count=30, issued_on="2021-05-01")
    second = add(
        office,
        "equipment_issues",
        equipment="马甲",
        unit="二所",
        count=5,
        issued_on="2021-05-02",
        returned=3,
        returned_on="2021-05-03",
    )
    assert {each.sentence() for each in balances(office)} == {
        "马甲：共 50 件，发出 32，在库 18",
        "口哨：共 3，发出 0，在库 3",
    }
    assert outstanding(office) == [first.id, second.id]
    problems = give_back(office, [first.id, second.id], date(2021, 5, 1))
    assert isinstance(problems, list)
    assert "还不能归还" in problems[0].message
    assert give_back(office, [first.id, second.id], date(2021, 5, 31)) == 2
    assert [each.left for each in balances(office) if each.name == "马甲"] == [50]
    again = office.keeper.table(EQUIPMENT_ISSUES).get(second.id)
    assert again is not None
    assert (again.returned, again.returned_on) == (5, date(2021, 5, 31))
    assert outstanding(office) == []
    already = give_back(office, [first.id], date(2021, 5, 31))
    assert isinstance(already, list)
    assert "都已经还清" in already[0].message
    office.keeper.undo()
    assert outstanding(office) == [first.id, second.id]
