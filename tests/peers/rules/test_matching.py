"""Who may offer what they have lived (A10)."""

from datetime import date, timedelta

import pytest
import time_machine

from alongside.accounts.models import User
from alongside.common.problems import Problem
from alongside.peers.actions.matching import offer_experience, take_back_offer
from alongside.peers.rules.matching import not_together, offers_readable_by, partnership_for_offer
from alongside.people.actions import begin_partnership
from alongside.people.models import PartnershipKind, Person
from tests.factories.people import make_person

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "starts, ends, together",
    [
        (0, None, True),
        (-9, None, True),
        (-9, 0, True),
        (-9, 1, True),
        (-9, -1, False),
        (1, None, False),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_offer_is_made_from_the_first_day_together_to_the_last(
    starts: int, ends: int | None, together: bool, advocate: User, other_advocate: User
) -> None:
    person = make_person(by=other_advocate, called="Lee")
    held = begin_partnership(
        person,
        user=advocate,
        kind=PartnershipKind.ADVOCATE,
        by=advocate,
        starts_on=TODAY + timedelta(days=starts),
        ends_on=None if ends is None else TODAY + timedelta(days=ends),
    )

    assert partnership_for_offer(advocate, person) == (held if together else None)


def test_offer_is_made_to_those_one_works_with_oneself(
    advocate: User, other_advocate: User, person: Person
) -> None:
    other = make_person(by=advocate, called="Lee")

    assert partnership_for_offer(other_advocate, person) is None
    assert partnership_for_offer(advocate, other) is None


def test_offer_belongs_to_the_newest_time_together(advocate: User, person: Person) -> None:
    older = begin_partnership(
        person,
        user=advocate,
        kind=PartnershipKind.COVER,
        by=advocate,
        starts_on=date(2026, 1, 2),
    )

    found = partnership_for_offer(advocate, person)

    assert found is not None
    assert found != older


def test_offers_are_read_by_who_made_them_until_taken_back(
    advocate: User, other_advocate: User, person: Person
) -> None:
    offer = offer_experience(person, words="Canary", by=advocate)
    readers = [list(offers_readable_by(user)) for user in (advocate, other_advocate)]

    take_back_offer(offer, by=advocate)

    assert (readers, list(offers_readable_by(advocate))) == ([[offer], []], [])


def test_nobody_else_can_offer_anything() -> None:
    assert not_together() == Problem("not_together", "Only somebody who works with them can offer this.")
