"""What may leave the team: each part only with a yes to just that part."""

import pytest

from alongside.accounts.models import User
from alongside.common.problems import Problem
from alongside.people.models import Person
from alongside.voice.actions import take_back_consent
from alongside.voice.models import FairnessEntry, Use
from alongside.voice.rules import (
    ENOUGH_PEOPLE,
    Outside,
    consent_problems,
    entries_for_use_by,
    entries_that_count,
    entries_visible_to,
    said_to_anybody,
    said_to_the_service,
)
from tests.factories.people import make_wall
from tests.factories.voice import make_consent, make_entry

WORDS, WHERE = "They sent me away", "The job centre"
NOTHING = Outside(words="", service="", person="")


def test_two_people_are_no_pattern_to_speak_of_outside() -> None:
    assert ENOUGH_PEOPLE == 3


@pytest.mark.parametrize(
    "uses, names_it, names_them, anybody, to_it",
    [
        ([], False, False, NOTHING, NOTHING),
        ([Use.COUNT], False, False, NOTHING, NOTHING),
        ([Use.COUNT], True, False, Outside("", WHERE, ""), NOTHING),
        ([Use.QUOTE], False, False, Outside(WORDS, "", ""), NOTHING),
        ([Use.QUOTE], True, True, Outside(WORDS, WHERE, "Jo"), NOTHING),
        ([], True, False, NOTHING, NOTHING),
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


@pytest.mark.parametrize(
    "uses, is_used, counts",
    [
        ([Use.COUNT], True, True),
        ([Use.QUOTE], True, False),
        ([Use.TELL_SERVICE], True, False),
        (list(Use), True, True),
        ([], False, False),
    ],
)
def test_one_yes_of_any_kind_lets_it_be_used_and_one_lets_it_count(
    *, uses: list[Use], is_used: bool, counts: bool, person: Person, advocate: User, coordinator: User
) -> None:
    entry, silent = make_entry(person, by=advocate), make_entry(person, by=advocate)
    make_consent(entry, *uses, by=advocate)

    used = list(entries_for_use_by(coordinator))
    counted = list(entries_that_count(FairnessEntry.objects.exclude(pk=silent.pk)))

    assert (used, counted) == ([entry] if is_used else [], [entry] if counts else [])


def test_yes_of_another_entry_counts_for_nothing(person: Person, advocate: User) -> None:
    make_entry(person, by=advocate)
    counted = make_entry(person, Use.COUNT, by=advocate)

    assert list(entries_that_count(FairnessEntry.objects.all())) == [counted]


def test_yes_that_was_taken_back_or_has_changed_holds_no_more(
    person: Person, advocate: User, coordinator: User
) -> None:
    taken, changed = (make_entry(person, *Use, by=advocate) for _number in range(2))

    take_back_consent(taken, by=advocate)
    make_consent(changed, by=advocate)

    assert list(entries_for_use_by(coordinator)) == []
    assert list(entries_that_count(FairnessEntry.objects.all())) == []


@pytest.mark.parametrize(
    "uses, names_them, fits",
    [
        ([], False, True),
        ([], True, False),
        ([Use.COUNT], True, False),
        ([Use.COUNT], False, True),
        ([Use.QUOTE], True, True),
        ([Use.TELL_SERVICE], True, True),
    ],
)
def test_name_goes_only_where_words_go(uses: list[Use], names_them: bool, fits: bool) -> None:
    name_alone = Problem(
        "name_alone",
        "Their name goes only where their words go. Choose one of these above, or leave the name out.",
        "may_name_person",
    )

    assert consent_problems(uses, may_name_person=names_them) == ([] if fits else [name_alone])


def test_r12_what_happened_to_somebody_behind_a_wall_is_not_there(
    person: Person, advocate: User, coordinator: User
) -> None:
    make_entry(person, *Use, by=advocate)
    make_wall(person, coordinator)

    assert list(entries_for_use_by(coordinator)) == []
    assert list(entries_visible_to(coordinator)) == []
