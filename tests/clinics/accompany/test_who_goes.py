"""Who may go with a person, and who may not, with no reason told (B7, R16)."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from alongside.accounts.actions import close_account
from alongside.accounts.models import User
from alongside.clinics.actions import accompany as actions
from alongside.clinics.actions import make_exception
from alongside.clinics.models import Accompaniment, ExceptionKind, ShiftRole
from alongside.clinics.queries import candidates
from alongside.clinics.queries.accompany import could_go, going_along, goings, needing_somebody
from alongside.clinics.rules import shift_problems
from alongside.clinics.rules.accompany import accompaniments_visible_to, going_problems
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from alongside.people.actions import change_partnership, restrict_person
from alongside.people.models import Partnership, Person, WallKind
from alongside.people.rules import kept_from, may_be_given
from tests.clinics.accompany.conftest import THEN, again, codes
from tests.clinics.conftest import NOW, TODAY, at
from tests.clinics.test_diary import events
from tests.factories.accompany import make_going
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_check, make_link, make_person, make_wall


def why_not(row: Accompaniment, user: User) -> list[str]:
    """Return what keeps somebody from going, as codes."""
    return [problem.code for problem in going_problems(row, [user])[user.pk]]


def test_stage_checks_and_account_are_asked_as_for_a_session(
    row: Accompaniment, shadow: User, supervisor: User, coordinator: User
) -> None:
    unchecked = make_advocate("Nia Cole", StageName.LEAD, by=coordinator, checked=False)

    assert why_not(row, shadow) == ["not_signed_off"]
    assert why_not(row, unchecked) == ["no_check"]
    assert why_not(row, supervisor)[:2] == ["not_an_advocate", "not_in_training"]


def test_nobody_goes_while_they_are_on_a_session_or_with_somebody_else(
    row: Accompaniment, lead: User, other: User, coordinator: User
) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, THEN), other, by=coordinator)
    sam = make_person(by=coordinator, called="Sam")
    make_going(sam, by=coordinator, goes=lead, starts_at=time(11, 30), ends_at=time(13))

    against = going_problems(row, [lead, other])

    assert [str(problem.sentence) for problem in against[other.pk]] == ["Is at Canal Street hostel then."]
    assert [str(problem.sentence) for problem in against[lead.pk]] == ["Goes somewhere with somebody then."]


def test_nobody_is_put_on_a_session_while_they_go_with_somebody(
    going: Accompaniment, other: User, coordinator: User
) -> None:
    session = session_on(make_clinic(by=coordinator), THEN)

    (problem,) = shift_problems(session, other, ShiftRole.LEAD)

    assert (problem.code, str(problem.sentence)) == ("elsewhere", "Goes somewhere with somebody then.")
    assert other not in [user for user, _stage in candidates(session, ShiftRole.LEAD).possible]


def test_session_is_not_moved_onto_where_somebody_goes(
    going: Accompaniment, other: User, coordinator: User
) -> None:
    clinic = make_clinic(by=coordinator, starts_at=time(13), ends_at=time(14))
    make_shift(session_on(clinic, THEN), other, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        make_exception(
            clinic,
            on=THEN,
            kind=ExceptionKind.MOVED,
            starts_at=time(11),
            ends_at=time(12),
            by=coordinator,
        )

    assert [str(problem.sentence) for problem in broken.value.problems] == [
        "Lena Strand goes somewhere with somebody then. Take them off one of the two."
    ]


def wall(person: Person, user: User) -> None:
    """Put a wall between them."""
    make_wall(person, user, WallKind.OBJECTION)


def wall_round_a_link(person: Person, user: User) -> None:
    """Put a wall before somebody the person is linked to."""
    tied = make_person(by=user, called="Lee")
    make_link(person, tied, by=user)
    make_wall(tied, user)


def wall_round_a_link_back(person: Person, user: User) -> None:
    """The same, linked from the other end."""
    tied = make_person(by=user, called="Lee")
    make_link(tied, person, by=user)
    make_wall(tied, user)


def open_check(person: Person, user: User) -> None:
    """Let their own account wait for a check."""
    make_check(user, make_person(by=user, called="Max"))


@pytest.mark.parametrize("barrier", [wall, wall_round_a_link, wall_round_a_link_back, open_check])
def test_r16_nobody_behind_a_wall_is_offered_or_put_on_and_no_reason_is_told(
    barrier: Callable[[Person, User], None],
    row: Accompaniment,
    person: Person,
    other: User,
    coordinator: User,
) -> None:
    barrier(person, other)

    found = could_go(row)
    with pytest.raises(RuleBroken) as broken:
        actions.let_go_along(row, user=other, by=coordinator)

    assert other not in [user for user, _stage in found.possible]
    assert (other, ["Not available."]) in found.refused
    assert codes(broken) == ["not_available"]
    assert not may_be_given(other, person)


def test_r18_restricted_record_needs_somebody_who_is_named_for_it(
    row: Accompaniment, person: Person, lead: User, other: User, coordinator: User
) -> None:
    restrict_person(person, named=[coordinator, other], by=coordinator)

    assert (why_not(row, lead), why_not(row, other)) == (["not_available"], [])


def test_wall_that_comes_later_hides_it_and_lets_it_need_somebody_again(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    make_wall(person, other)

    assert (list(accompaniments_visible_to(other)), going_along(other), events(other)) == ([], [], [])
    (line,) = needing_somebody(coordinator, limit=5)
    assert (line.row, line.stands) == (going, False)


@pytest.mark.parametrize("what", ["stage", "account", "sight"])
def test_companion_who_cannot_go_any_more_is_marked(
    what: str, going: Accompaniment, other: User, coordinator: User
) -> None:
    if what == "stage":
        make_stage(other, StageName.STEPPED_BACK, by=other)
    elif what == "account":
        close_account(other, by=coordinator)
    else:
        sight = Partnership.objects.get(user=other)
        with at(NOW - timedelta(days=1)):
            change_partnership(sight, by=coordinator, ends_on=None)
        assert goings([again(going)])[0].stands
        with at(NOW + timedelta(days=40)):
            change_partnership(sight, by=coordinator, ends_on=TODAY)
            assert not goings([again(going)])[0].stands

    expected = what == "sight"
    assert goings([again(going)])[0].stands == expected


def test_kept_from_agrees_with_the_rule_for_one(
    person: Person, lead: User, other: User, shadow: User
) -> None:
    sam = make_person(by=lead, called="Sam")
    make_wall(person, other)
    make_link(sam, person, by=lead)
    users, people = [lead, other, shadow], [person, sam]

    pairs = kept_from([user.pk for user in users], people)

    assert pairs == {(user.pk, one.pk) for user in users for one in people if not may_be_given(user, one)}
    assert pairs == {(other.pk, person.pk), (other.pk, sam.pk)}
