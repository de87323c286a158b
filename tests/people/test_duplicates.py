"""Records that may be about one human."""

from datetime import date
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.crypto.actions import destroy_key
from alongside.people.models import NotSamePerson, Person, WallKind
from alongside.people.queries.duplicates import Pair, possible_duplicates
from alongside.people.rules.sameness import may_be_same
from tests.factories.people import make_person, make_wall

BORN = date(1980, 2, 29)


def pairs(viewer: User, **limit: int) -> list[set[Person]]:
    """Return the pairs as sets."""
    return [{pair.one, pair.other} for pair in possible_duplicates(viewer, **limit)]


@pytest.fixture
def twin(person: Person, coordinator: User) -> Person:
    """A second record of `person`."""
    return make_person(by=coordinator, called="JM", full_name="MARSH, Jo", date_of_birth=BORN)


def test_same_name_and_birthday_are_a_pair(person: Person, twin: Person, dp_lead: User) -> None:
    assert pairs(dp_lead) == [{person, twin}]
    assert possible_duplicates(dp_lead) == [Pair(twin, person)]


def test_same_number_is_a_pair(coordinator: User, dp_lead: User) -> None:
    one = make_person(by=coordinator, called="Kit", phone="07700 900123")
    other = make_person(by=coordinator, called="Bo", phone="+44 7700 900123")

    assert pairs(dp_lead) == [{one, other}]


def test_number_that_many_share_belongs_to_a_hostel(coordinator: User, dp_lead: User) -> None:
    for name in ("Kit", "Bo", "Una", "Mara", "Zed", "Lou"):
        make_person(by=coordinator, called=name, phone="01632 960123")

    assert pairs(dp_lead) == []


def test_different_people_are_no_pair(person: Person, coordinator: User, dp_lead: User) -> None:
    make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1981, 1, 1))
    make_person(by=coordinator, full_name="Kit Bell", date_of_birth=BORN)
    make_person(by=coordinator)
    make_person(by=coordinator)

    assert pairs(dp_lead) == []


def test_pair_that_was_looked_at_is_left_out(person: Person, twin: Person, dp_lead: User) -> None:
    with recorded("test", by=dp_lead):
        NotSamePerson.objects.create(one=person, other=twin, decided_by=dp_lead)

    assert pairs(dp_lead) == []


def test_r13_wall_hides_a_pair_from_the_dp_lead_too(person: Person, twin: Person, dp_lead: User) -> None:
    make_wall(twin, dp_lead, WallKind.OWN)

    assert pairs(dp_lead) == []


def test_tag_alone_makes_no_pair(person: Person, coordinator: User, dp_lead: User) -> None:
    """Tags fall together for different people on purpose."""
    other = make_person(by=coordinator, full_name="Jo Bellweather", date_of_birth=date(1955, 5, 5))
    with recorded("test", by=coordinator):
        other.change(name_tag=person.name_tag)

    assert pairs(dp_lead) == []


def test_list_of_pairs_ends(coordinator: User, dp_lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.people.queries.duplicates._AT_ONCE", 1)
    for _ in range(3):
        make_person(by=coordinator, full_name="Kit Bell", date_of_birth=BORN)

    assert len(pairs(dp_lead)) == 3
    assert len(pairs(dp_lead, limit=2)) == 2


def test_what_cannot_be_opened_is_like_nobody(person: Person, twin: Person) -> None:
    for owner in (person, twin):
        destroy_key(owner.pk)
    one, other = Person.objects.filter(pk__in=[person.pk, twin.pk])

    assert not may_be_same(one, other)


@pytest.mark.parametrize(
    "one, other, same",
    [
        # 34 of 40 letters agree, then 33: the bound is 85 of 100
        ({"full_name": "Marianne Longbottoms"}, {"full_name": "Marizzne Longbottzms"}, True),
        ({"full_name": "Marianne Longbottoms"}, {"full_name": "Marizzne Longzottzms"}, False),
        # they sound alike, however they are written
        ({"full_name": "Geoff Wright"}, {"full_name": "Jeff Rite"}, True),
        # one name within the other, either way round; but not where both have a full name
        ({"called": "Jo"}, {"full_name": "Jo Marsh"}, True),
        ({"full_name": "Jo Marsh"}, {"called": "Jo"}, True),
        ({"called": "Jo Bell"}, {"full_name": "Jo Marsh"}, False),
        ({"full_name": "Jo"}, {"full_name": "Jo Marsh"}, False),
        # a number says it alone, once it is whole
        ({"called": "Kit", "phone": "0123456"}, {"called": "Bo", "phone": "0123456"}, True),
        ({"called": "Kit", "phone": "012345"}, {"called": "Bo", "phone": "012345"}, False),
        # born on one day: names may differ more, down to 75 of 100; a day of one of them says nothing
        (
            {"full_name": "Marianne Longbottoms", "date_of_birth": BORN},
            {"full_name": "Mzrizzne Lzngbottzms", "date_of_birth": BORN},
            True,
        ),
        (
            {"full_name": "Marianne Longbottoms", "date_of_birth": BORN},
            {"full_name": "Mzrizzne Lzngzottzms", "date_of_birth": BORN},
            False,
        ),
        (
            {"full_name": "Marianne Longbottoms", "date_of_birth": BORN},
            {"full_name": "Mzrizzne Lzngbottzms"},
            False,
        ),
        (
            {"full_name": "Marianne Longbottoms", "date_of_birth": BORN},
            {"full_name": "Marianne Longbottoms", "date_of_birth": date(1981, 1, 1)},
            False,
        ),
    ],
)
def test_two_records_may_be_of_one_human(
    one: dict[str, Any], other: dict[str, Any], same: bool, coordinator: User
) -> None:
    records = make_person(by=coordinator, **one), make_person(by=coordinator, **other)

    assert may_be_same(*records) is same
