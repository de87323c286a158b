"""What may leave the team: each part only with a yes to just that part."""

import pytest

from alongside.accounts.models import User
from alongside.people.models import Person
from alongside.voice.actions import take_back_consent
from alongside.voice.models import FairnessEntry, Use
from alongside.voice.rules import (
    NOTHING,
    Outside,
    entries_for_use_by,
    entries_visible_to,
    said_to_anybody,
    said_to_the_service,
)
from tests.factories.people import make_wall
from tests.factories.voice import make_consent, make_entry

WORDS, WHERE = "They sent me away", "The job centre"


@pytest.mark.parametrize(
    "uses, names_it, names_them, anybody, to_it",
    [
        ([], False, False, NOTHING, NOTHING),
        ([Use.COUNT], False, False, NOTHING, NOTHING),
        ([Use.COUNT], True, False, Outside("", WHERE, ""), NOTHING),
        ([Use.QUOTE], False, False, Outside(WORDS, "", ""), NOTHING),
        ([Use.QUOTE], True, True, Outside(WORDS, WHERE, "Jo"), NOTHING),
        ([Use.TELL_SERVICE], False, False, NOTHING, Outside(WORDS, WHERE, "")),
        ([Use.TELL_SERVICE], False, True, NOTHING, Outside(WORDS, WHERE, "Jo")),
    ],
)
def test_each_part_leaves_only_with_a_yes_to_it(
    uses: list[Use],
    names_it: bool,
    names_them: bool,
    anybody: Outside,
    to_it: Outside,
    person: Person,
    advocate: User,
) -> None:
    entry = make_entry(person, by=advocate)

    make_consent(entry, *uses, by=advocate, may_name_service=names_it, may_name_person=names_them)

    assert (said_to_anybody(entry), said_to_the_service(entry)) == (anybody, to_it)


def test_what_was_never_asked_or_is_taken_back_goes_nowhere(person: Person, advocate: User) -> None:
    never = make_entry(person, by=advocate)
    taken = make_entry(person, *Use, by=advocate)
    take_back_consent(taken, by=advocate)

    for entry in (never, FairnessEntry.objects.get(pk=taken.pk)):
        assert (said_to_anybody(entry), said_to_the_service(entry)) == (NOTHING, NOTHING)


def test_coordinator_works_with_what_may_be_used_and_others_with_nothing(
    person: Person, advocate: User, coordinator: User
) -> None:
    used = make_entry(person, Use.QUOTE, by=advocate)
    kept = make_entry(person, by=advocate)

    assert list(entries_for_use_by(coordinator)) == [used]
    assert list(entries_for_use_by(advocate)) == []
    assert set(entries_visible_to(advocate)) == {used, kept}


def test_r12_what_happened_to_somebody_behind_a_wall_is_not_there(
    person: Person, advocate: User, coordinator: User
) -> None:
    make_entry(person, *Use, by=advocate)
    make_wall(person, coordinator)

    assert list(entries_for_use_by(coordinator)) == []
    assert list(entries_visible_to(coordinator)) == []
