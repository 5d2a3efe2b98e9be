"""整份换一期名单：剪贴板里的一块照次序换上，有问题一个字也不写，一次撤销。"""

from datetime import date

import pytest
from builders import DAY

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.roster_paste import pasted_leaders
from miaopu_desk.services.rosters import issue_roster, leaders_of, replace_leaders

BLOCK = "\n".join(
    "\t".join(row)
    for row in (
        ("职务", "姓名", "单位及职务"),
        ("组长", "甲某", "街道党工委书记"),
        ("副组长", "乙某", "办事处主任"),
        ("", "丙某", "副书记"),
        ("成员", "各社区主任", ""),
    )
)


@pytest.fixture
def office() -> Office:
    made = memory_office(DAY)
    assert not isinstance(issue_roster(made, "2021年第1次", date(2021, 5, 12), "职务变动"), list)
    return made


def issue(office: Office) -> str:
    return str(office.database.value("SELECT id FROM roster_issues"))


def test_a_block_replaces_the_whole_issue_in_its_order_and_one_undo_brings_it_back(office: Office) -> None:
    rows = pasted_leaders(BLOCK)
    assert replace_leaders(office, issue(office), rows) == []
    assert [(each.position, each.post, each.name) for each in leaders_of(office, issue(office))] == [
        (1, "head", "甲某"),
        (2, "deputy", "乙某"),
        (3, "deputy", "丙某"),
        (4, "member", "各社区主任"),
    ]
    office.keeper.undo()
    assert leaders_of(office, issue(office)) == []


def test_a_bad_row_leaves_the_issue_alone(office: Office) -> None:
    rows = pasted_leaders(BLOCK.replace("副组长", "协调员"))
    problems = replace_leaders(office, issue(office), rows)
    assert {each.row for each in problems} == {2, 3}
    assert leaders_of(office, issue(office)) == []


@pytest.mark.parametrize("text", ["", "随便一句话", "品名\t数量\n马甲\t3"])
def test_what_is_no_list_is_said(text: str) -> None:
    with pytest.raises(KnownError):
        pasted_leaders(text)
