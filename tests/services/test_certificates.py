"""证明：时长内容出自服务记录，开出后不随登记变，凭核验码查得到，作废的和假的说得清。"""

import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders import DAY, add, id_number, office_with_communities, served
from random_office import random_office

from miaopu_desk import cli
from miaopu_desk.domain.certificates import new_code
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import CERTIFICATES, REGISTERS, VOLUNTEERS
from miaopu_desk.services.certificates import find_volunteer, issue_certificate, verify
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.pages_certificates import make_certificate
from miaopu_desk.services.pages_stars import star_list
from miaopu_desk.store.service_sums import done_by


def office_with_service() -> Office:
    office = office_with_communities()
    add(
        office,
        "offices",
        name="苗圃街道办事处",
        signed_as="苗圃街道办公室",
        target_percent=15,
        prepared_by="经办人甲",
        checked_by="负责人乙",
    )
    add(
        office,
        "volunteers",
        name="某甲",
        community="大华",
        id_number=id_number(1),
        registered_on="2021-01-04",
        hunan_number="HN-1",
    )
    for day, hours, activity in (
        ("2021-03-05", "2", "交通劝导"),
        ("2021-04-01", "1.5", "敲门行动"),
        ("2021-05-06", "3", "交通劝导"),
    ):
        add(
            office,
            "service_records",
            volunteer="某甲",
            community="大华",
            served_on=day,
            minutes=hours,
            activity=activity,
        )
    return office


def person(office: Office, name: str = "某甲") -> str:
    return find_volunteer(office, name).id


def test_a_certificate_states_time_content_and_issuer_from_the_records() -> None:
    office = office_with_service()
    one = issue_certificate(office, person(office), contact="办公室座机")
    assert (one.number, one.name, one.volunteer_number) == ("2021-0001", "某甲", "HN-1")
    assert (one.starts_on, one.ends_on, one.attendances, one.minutes) == (date(2021, 3, 5), DAY, 3, 390)
    assert one.content == "交通劝导2次、5小时；敲门行动1次、1.5小时"
    assert (one.issuer, one.in_charge, one.handled_by, one.contact) == (
        "苗圃街道办公室",
        "负责人乙",
        "经办人甲",
        "办公室座机",
    )
    assert office.keeper.table(CERTIFICATES).get(one.id) == one


def test_a_span_counts_both_its_ends_and_nothing_outside() -> None:
    office = office_with_service()
    one = issue_certificate(office, person(office), first=date(2021, 4, 1), last=date(2021, 5, 6))
    assert (one.starts_on, one.ends_on, one.attendances, one.minutes) == (date(2021, 4, 1), date(2021, 5, 6), 2, 270)
    other = issue_certificate(office, person(office), first=date(2021, 4, 2), last=date(2021, 5, 5).replace(day=6))
    assert (other.number, other.minutes) == ("2021-0002", 180)


def test_what_was_issued_does_not_change_with_the_register_and_can_be_printed_again(tmp_path: Path) -> None:
    office = office_with_service()
    one = issue_certificate(office, person(office))
    first = make_certificate(office, None, tmp_path / "一.pdf", {"number": one.number}).read_bytes()
    assert not isinstance(office.keeper.change(VOLUNTEERS, person(office), {"name": "改名甲"}), list)
    add(
        office,
        "service_records",
        volunteer="改名甲",
        community="大华",
        served_on="2021-05-07",
        minutes="9",
        activity="新的",
    )
    kept = verify(office, one.code)
    assert (kept.name, kept.minutes) == ("某甲", 390)
    assert make_certificate(office, None, tmp_path / "二.pdf", {"number": one.number}).read_bytes() == first
    newer = issue_certificate(office, person(office, "改名甲"))
    assert (newer.number, newer.minutes) == ("2021-0002", 930)


def test_asking_twice_on_one_day_gives_the_same_certificate() -> None:
    office = office_with_service()
    one = issue_certificate(office, person(office))
    assert issue_certificate(office, person(office)) == one
    assert office.keeper.table(CERTIFICATES).count() == 1


def test_a_code_finds_its_certificate_and_a_withdrawn_or_invented_one_is_told_apart() -> None:
    office = office_with_service()
    one = issue_certificate(office, person(office))
    assert verify(office, one.code.lower().replace("-", " ")).id == one.id
    with pytest.raises(KnownError, match="没有开过"):
        verify(office, new_code())
    with pytest.raises(KnownError, match="抄写"):
        verify(office, "ABC")
    assert office.keeper.remove(CERTIFICATES, [one.id]) == []
    with pytest.raises(KnownError, match="已经作废"):
        verify(office, one.code)
    again = issue_certificate(office, person(office))
    assert again.number == "2021-0002", "作废的编号不再用"
    assert again.code != one.code


def test_nobody_without_service_gets_one() -> None:
    office = office_with_service()
    other = add(office, "volunteers", name="某乙", community="大华", registered_on="2021-01-04")
    with pytest.raises(KnownError, match="某乙截至2021年5月31日没有服务记录"):
        issue_certificate(office, other.id)
    with pytest.raises(KnownError, match="没有服务记录"):
        issue_certificate(office, person(office), first=date(2021, 5, 7))
    with pytest.raises(KnownError, match="没有这名志愿者"):
        issue_certificate(office, "没有")
    assert office.keeper.table(CERTIFICATES).count() == 0


def test_a_volunteer_is_found_by_number_or_by_name_with_the_last_four() -> None:
    office = office_with_service()
    add(office, "volunteers", name="某甲", community="清泉里", phone="15400009876", registered_on="2021-01-05")
    assert find_volunteer(office, id_number(1)).community.name == "大华"
    assert find_volunteer(office, "某甲 9876").community.name == "清泉里"
    for written, reason in (("某甲", "有2位叫"), ("没有这人", "登记里没有"), (id_number(7), "没有这个证件号码")):
        with pytest.raises(KnownError, match=reason):
            find_volunteer(office, written)


def test_the_whole_number_is_given_only_with_a_purpose_and_recorded_first(tmp_path: Path) -> None:
    office = office_with_service()
    given = {"volunteer": "某甲"}
    make_certificate(office, None, tmp_path / "打码.pdf", given)
    assert office.database.value("SELECT count(*) FROM disclosures") == 0
    make_certificate(office, None, tmp_path / "完整.pdf", {**given, "purpose": "本人办事", "recipient": "本人"})
    assert office.database.query("SELECT act, purpose, recipient, columns FROM disclosures") == [
        ("print", "本人办事", "本人", "身份证号")
    ]


def test_the_report_says_what_to_write_when_nobody_is_named(tmp_path: Path) -> None:
    office = office_with_service()
    with pytest.raises(KnownError, match="请写明给谁开"):
        make_certificate(office, None, tmp_path / "证明.pdf", {})
    with pytest.raises(KnownError, match="没有编号为“2020-0001”"):
        make_certificate(office, None, tmp_path / "证明.pdf", {"number": "2020-0001"})


@pytest.mark.parametrize("seed", range(5))
def test_stars_certificates_and_the_records_agree_on_everybody(seed: int) -> None:
    office = random_office(seed, 40)
    records = office.keeper.table(REGISTERS["service_records"]).all()
    numbers = {each.id: each.id_number or each.id for each in office.keeper.table(VOLUNTEERS).all()}
    sums: dict[str, int] = {}
    for each in records:
        if each.served_on <= DAY:
            sums[numbers[each.volunteer.id]] = sums.get(numbers[each.volunteer.id], 0) + each.minutes
    listed = served(office)
    assert listed
    for volunteer, _, _, minutes in listed:
        assert minutes == sums[numbers[volunteer]]
        assert minutes == sum(
            each.minutes for each in done_by(office.database, volunteer, "1900-01-01", DAY.isoformat())
        )
    chosen = Random(seed).choice(listed)
    assert issue_certificate(office, chosen[0]).minutes == chosen[3]


def test_the_star_list_has_those_registered_on_the_day_with_what_they_had_served_by_then() -> None:
    office = office_with_service()
    left = {"standing": "退出", "standing_on": "2021-05-01"}
    add(office, "volunteers", name="某丙", community="清泉里", registered_on="2021-01-04")
    add(office, "volunteers", name="某丁", community="清泉里", registered_on="2021-01-04", **left)
    for name, hours in (("某甲", "93.5"), ("某丙", "99.95"), ("某丁", "500")):
        add(
            office,
            "service_records",
            volunteer=name,
            community="大华",
            served_on="2021-04-02",
            minutes=hours,
            activity="值守",
        )
    found = star_list(office, DAY)
    assert [(one.name, one.star, one.minutes) for one in found.entries] == [("某甲", 1, 100 * 60)]
    assert (found.registered, found.day, found.last_day) == (2, DAY, date(2021, 6, 6))
    assert "待街道确认" in found.status
    earlier = star_list(office, date(2021, 4, 30))
    assert [(one.name, one.star) for one in earlier.entries] == [("某丁", 2)], "那时某丁还在册，某甲还差三小时"
    assert earlier.registered == 3


def test_verify_from_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with open_office(folder, DAY, must_exist=False) as office:
        for table, raw in (
            ("offices", {"name": "苗圃街道办事处", "signed_as": "苗圃街道办公室", "target_percent": 15}),
            ("communities", {"name": "大华", "position": 1}),
            (
                "volunteers",
                {"name": "某甲", "community": "大华", "registered_on": "2021-05-04", "id_number": id_number(1)},
            ),
            (
                "service_records",
                {
                    "volunteer": "某甲",
                    "community": "大华",
                    "served_on": "2021-05-05",
                    "minutes": "2",
                    "activity": "劝导",
                },
            ),
        ):
            assert not isinstance(office.keeper.add(REGISTERS[table], raw), list)
        code = issue_certificate(office, person(office)).code

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["miaopu-desk", "--data", str(folder), *words])
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    status, out, _ = run("verify", code)
    assert status == 0
    assert "证明属实" in out
    assert "服务时长：2小时" in out
    assert id_number(1) not in out
    status, out, err = run("verify", new_code())
    assert (status, out) == (1, "")
    assert "没有开过" in err
