"""示例志愿者：可信、不变，号码不可能是真人的。"""

from collections import Counter
from datetime import date

from miaopu_desk.domain.id_number import age_on, born_on, read_id, sex_of
from miaopu_desk.domain.presets import load_preset, load_terms
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.sample_names import DOTTED_NAMES, RARE_CHARACTERS
from miaopu_desk.domain.sample_numbers import REGIONS
from miaopu_desk.domain.sample_people import available, sample_people
from miaopu_desk.domain.sample_places import PLACES, SAMPLE_DAY, areas

PEOPLE = sample_people()
EVERYONE = [person for group in PEOPLE.values() for person in group]
# GB/T 2260 用过的省级代码，加上居住证的 81—83 和外国人永久居留身份证的 9 开头
PROVINCES = {"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"}
PROVINCES |= {
    "44",
    "45",
    "46",
    "50",
    "51",
    "52",
    "53",
    "54",
    "61",
    "62",
    "63",
    "64",
    "65",
    "71",
    "81",
    "82",
    "83",
    "91",
}


def test_the_sample_is_the_same_every_time() -> None:
    assert sample_people() == PEOPLE


def test_no_id_number_has_an_existing_region() -> None:
    numbers = [person.id_number for person in EVERYONE if person.id_number]
    assert len(numbers) == len(set(numbers)) > 1200
    assert {number[:6] for number in numbers} == set(REGIONS)
    assert not {number[:2] for number in numbers} & PROVINCES
    assert not any(number.startswith("9") for number in numbers)


def test_every_id_number_is_accepted_and_agrees_with_birth_and_sex() -> None:
    for person in EVERYONE:
        if person.id_number:
            assert read_id(person.id_number) == (person.id_number, None)
            assert (born_on(person.id_number), sex_of(person.id_number)) == (person.born_on, person.sex)


def test_every_phone_is_of_an_unassigned_block_and_nobody_shares_one() -> None:
    phones = [phone for person in EVERYONE for phone in (person.phone, person.guardian_phone) if phone]
    assert len(phones) == len(set(phones))
    assert {phone[:3] for phone in phones} == {"142", "154"}
    assert {len(phone) for phone in phones} == {11}


def test_every_person_passes_the_rules_of_the_register() -> None:
    assert [(one.name, found) for one in EVERYONE if (found := VOLUNTEERS.check(one, SAMPLE_DAY))] == []


def test_the_communities_are_the_eight_in_order_and_none_is_short() -> None:
    communities = load_preset("miaopu").communities
    assert communities is not None
    assert list(PEOPLE) == [place.name for place in communities.communities]
    assert {name: len(group) for name, group in PEOPLE.items()} == {one.community: one.volunteers for one in PLACES}
    assert len(EVERYONE) == 1221


def test_registration_rates_lie_around_the_target() -> None:
    rates = []
    for place in PLACES:
        registered = sum(person.standing not in ("left", "removed") for person in PEOPLE[place.community])
        rates.append(100 * registered / place.population)
    assert 9 <= min(rates) < 11
    assert 17 < max(rates) <= 19
    assert sum(rate < 15 for rate in rates) == 4


def test_ranks_overlap_in_the_intended_shares() -> None:
    counts = Counter(rank for person in EVERYONE for rank in person.ranks or ())
    shares = {rank: round(100 * count / len(EVERYONE)) for rank, count in counts.items()}
    assert 12 <= shares["full_time"] <= 18
    assert 25 <= shares["party"] <= 35
    assert 30 <= shares["online"] <= 45
    assert 40 <= shares["practice"] <= 60
    assert sum(len(person.ranks or ()) > 1 for person in EVERYONE) > 300
    assert sum(person.ranks is None for person in EVERYONE) == 5


def test_political_status_agrees_with_the_party_rank() -> None:
    for person in EVERYONE:
        assert ("party" in (person.ranks or ())) == (person.political_status in ("01", "02"))
        assert (person.party_branch is not None) == (person.political_status in ("01", "02"))


def test_each_of_the_three_months_has_people_coming_and_going() -> None:
    came = Counter((person.registered_on.year, person.registered_on.month) for person in EVERYONE)
    went = Counter(person.standing_on.month for person in EVERYONE if person.standing_on)
    assert all(came[2021, month] > 30 and went[month] >= 5 for month in (3, 4, 5))
    assert {person.standing for person in EVERYONE} == {"active", "suspended", "left", "removed"}
    assert max(person.registered_on for person in EVERYONE) <= SAMPLE_DAY


def test_two_are_under_18_and_one_guardian_has_not_yet_agreed() -> None:
    young = [person for person in EVERYONE if person.born_on and age_on(person.born_on, SAMPLE_DAY) < 18]
    assert [bool(person.guardian and person.guardian_phone) for person in young] == [True, True]
    assert [person.guardian_consent for person in young] == [True, None]


def test_a_few_have_no_id_number_or_no_phone_but_nobody_lacks_both() -> None:
    assert sum(person.id_number is None for person in EVERYONE) == 8
    assert sum(person.phone is None for person in EVERYONE) == 22
    assert not [person for person in EVERYONE if person.id_number is None and person.phone is None]


def test_every_rare_character_and_dotted_name_occurs() -> None:
    names = [person.name for person in EVERYONE]
    assert [character for character in RARE_CHARACTERS if not any(character in name for name in names)] == []
    assert len(RARE_CHARACTERS) == 20
    assert {name for name, _, _ in DOTTED_NAMES} <= set(names)
    assert sum(name.startswith(("欧阳", "上官", "司马", "诸葛", "尉迟")) for name in names) >= 10
    assert sum(len(name) == 2 for name in names) > 100


def test_names_of_the_leading_group_can_be_kept_out() -> None:
    taken = frozenset(person.name for person in EVERYONE[:50] if "·" not in person.name)
    others = {person.name for group in sample_people(taken).values() for person in group}
    plain = {name for name in taken if not set(name) & set(RARE_CHARACTERS)}
    assert not plain & others


def test_every_term_of_the_sample_is_in_the_word_lists() -> None:
    terms = load_terms()
    assert {person.source_group.name for person in EVERYONE if person.source_group} <= set(terms["source_group"])
    used = {person.service_category.name for person in EVERYONE if person.service_category}
    assert used <= set(terms["service_category"])


def test_someone_who_left_is_available_only_before_that_day() -> None:
    person = next(one for one in EVERYONE if one.standing == "left")
    assert person.standing_on is not None
    assert available(person, date(2021, 2, 28))
    assert not available(person, person.standing_on)
    assert not available(person, date(2018, 1, 1))


def test_every_building_belongs_to_a_district_listed_before_it() -> None:
    for place in PLACES:
        seen: set[str] = set()
        for area in areas(place):
            assert area.name not in seen
            assert area.parent is None or area.parent in seen
            assert (area.kind == "building") == (area.parent is not None)
            seen.add(area.name)
        assert 12 <= len(seen) <= 13
