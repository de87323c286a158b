"""How going along ends: taken off, called off by either side, done (B7)."""

from datetime import timedelta

import pytest
from django.core import mail

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics.actions import accompany as actions
from alongside.clinics.models import Accompaniment, GoingState
from alongside.clinics.queries.accompany import needing_somebody
from alongside.clinics.queries.cover import my_shifts
from alongside.common.problems import RuleBroken
from alongside.people.actions import change_partnership, hand_over
from alongside.people.models import Partnership, PartnershipKind, Person
from alongside.people.rules import may_see_person
from tests.clinics.accompany.conftest import Commit, again, codes
from tests.clinics.conftest import NOW, TODAY, at
from tests.clinics.test_diary import events, told
from tests.factories.people import make_partnership


def test_only_one_goes_and_only_while_it_is_to_come(
    going: Accompaniment, row: Accompaniment, lead: User, coordinator: User
) -> None:
    with pytest.raises(RuleBroken) as taken:
        actions.let_go_along(going, user=lead, by=coordinator)
    actions.call_off(row, state=GoingState.THEIRS, by=lead)
    with pytest.raises(RuleBroken) as ended:
        actions.let_go_along(row, user=lead, by=coordinator)
    with at(NOW + timedelta(days=8)), pytest.raises(RuleBroken) as over:
        actions.let_go_along(going, user=lead, by=coordinator)

    assert (codes(taken), codes(ended), codes(over)) == (["taken"], ["ended"], ["over", "taken"])


def test_whoever_is_taken_off_sees_that_they_need_not_go_and_loses_sight(
    going: Accompaniment,
    person: Person,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_off(going, by=coordinator)

    assert [message.to for message in mail.outbox] == [[addresses[1]]]
    assert (again(going).user, my_shifts(other).not_going) == (None, [going])
    assert [told(event)[:2] for event in events(other)] == [("Going along with somebody", "CANCELLED")]
    with at(NOW + timedelta(days=1)):
        assert not may_see_person(other, person)


def test_companion_who_cannot_go_says_so_and_the_coordinator_learns_it(
    going: Accompaniment,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_off(going, by=other)

    assert [message.to for message in mail.outbox] == [[addresses[0]]]
    assert my_shifts(other).is_empty
    assert [line.row for line in needing_somebody(coordinator, limit=5)] == [going]


def test_taking_nobody_off_changes_nothing(row: Accompaniment, coordinator: User) -> None:
    actions.take_off(row, by=coordinator)

    assert not Entry.objects.filter(action="accompany.take_off").exists()


def test_nobody_is_taken_off_what_is_over(going: Accompaniment, coordinator: User) -> None:
    actions.call_off(going, state=GoingState.OURS, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.take_off(going, by=coordinator)

    assert codes(broken) == ["ended"]


@pytest.mark.parametrize("state", [GoingState.THEIRS, GoingState.OURS])
def test_either_side_calls_it_off_and_the_companion_learns_it(
    state: GoingState,
    going: Accompaniment,
    person: Person,
    lead: User,
    other: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(going, state=state, by=lead)

    now = again(going)
    assert (now.state, now.ended_by, [message.to for message in mail.outbox]) == (
        state,
        lead,
        [[addresses[1]]],
    )
    assert (my_shifts(other).going, my_shifts(other).not_going) == ([], [going])
    with at(NOW + timedelta(days=1)):
        assert not may_see_person(other, person)


def test_sight_that_was_ended_before_is_not_made_longer(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    change_partnership(Partnership.objects.get(user=other), by=coordinator, ends_on=TODAY)

    with at(NOW + timedelta(days=1)):
        actions.call_off(going, state=GoingState.OURS, by=coordinator)

        assert not may_see_person(other, person)


def test_open_ended_sight_ends_with_it(going: Accompaniment, other: User, coordinator: User) -> None:
    change_partnership(Partnership.objects.get(user=other), by=coordinator, ends_on=None)

    actions.take_off(going, by=coordinator)

    assert Partnership.objects.get(user=other).ends_on == TODAY


def test_companion_calls_it_off_without_a_message_to_themselves(
    going: Accompaniment, other: User, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(going, state=GoingState.THEIRS, by=other)

    assert (mail.outbox, my_shifts(other).not_going) == ([], [])


def test_it_is_done_once_they_have_met_and_what_happened_is_kept(going: Accompaniment, other: User) -> None:
    with pytest.raises(RuleBroken) as early:
        actions.say_done(going, by=other)
    with at(NOW + timedelta(days=7, hours=3)):
        actions.say_done(going, by=other, what_happened="They listened")
        with pytest.raises(RuleBroken) as twice:
            actions.say_done(going, by=other)

    assert (codes(early), codes(twice)) == (["not_yet"], ["ended"])
    assert (again(going).state, again(going).what_happened) == (GoingState.DONE, "They listened")


def test_hand_over_leaves_who_goes_as_it_is(
    going: Accompaniment, person: Person, other: User, shadow: User, coordinator: User
) -> None:
    make_partnership(person, other)

    hand_over(person, from_user=other, to_user=shadow, by=coordinator, on=TODAY)

    kinds = Partnership.objects.filter(user=other, ends_on__gt=TODAY).values_list("kind", flat=True)
    assert list(kinds) == [PartnershipKind.COMPANION]
