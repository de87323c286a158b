"""Going somewhere with somebody is given another day or time (B7)."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics.actions import accompany as actions
from alongside.clinics.actions.supply import tell_other_days
from alongside.clinics.models import Accompaniment, GoingState
from alongside.clinics.queries.cover import my_shifts
from alongside.common.problems import RuleBroken
from alongside.people.actions import change_partnership
from alongside.people.models import Partnership, Person
from tests.clinics.accompany.conftest import THEN, Commit, again, codes
from tests.clinics.conftest import TODAY
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.people import make_person

MOVED: dict[str, Any] = {"on": THEN + timedelta(days=2), "starts_at": time(14), "ends_at": time(15)}


def test_whoever_goes_still_goes_at_another_time_and_learns_of_it(
    going: Accompaniment,
    other: User,
    lead: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        moved = actions.move_going(going, by=lead, **MOVED)

    assert (moved, again(going).user, again(going).revision) == (going, other, going.revision + 1)
    assert {name: getattr(again(going), name) for name in MOVED} == MOVED
    assert [message.to for message in mail.outbox] == [[addresses[1]]]
    assert Partnership.objects.get(user=other).ends_on == MOVED["on"] + timedelta(days=28)
    assert Entry.objects.get(action="accompany.move").person == going.person_id


def test_whoever_goes_is_not_in_their_own_way_when_it_is_a_little_later(
    going: Accompaniment, other: User, lead: User
) -> None:
    later = (datetime.combine(THEN, going.starts_at) + timedelta(minutes=15)).time()

    moved = actions.move_going(going, by=lead, on=THEN, starts_at=later, ends_at=going.ends_at)

    assert (moved, again(going).user, again(going).starts_at) == (going, other, later)


def test_what_nobody_goes_to_yet_is_moved(row: Accompaniment, lead: User) -> None:
    actions.move_going(row, by=lead, **MOVED)

    assert (again(row).on, again(row).user) == (MOVED["on"], None)


@pytest.mark.parametrize("in_the_way", ["elsewhere", "away"])
def test_somebody_is_asked_for_anew_when_whoever_goes_is_not_free_then(
    in_the_way: str,
    going: Accompaniment,
    other: User,
    lead: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    if in_the_way == "elsewhere":
        make_going(make_person(by=coordinator, called="Sam"), by=coordinator, goes=other, **MOVED)
    else:
        tell_other_days(other, by=other, begins_on=MOVED["on"])

    with django_capture_on_commit_callbacks(execute=True):
        moved = actions.move_going(going, by=lead, **MOVED)

    assert (again(going).state, again(going).on, my_shifts(other).not_going) == ("ours", THEN, [going])
    assert (moved.user, moved.where, moved.what_for) == (None, going.where, going.what_for)
    assert {name: getattr(again(moved), name) for name in MOVED} == MOVED
    assert {message.to[0] for message in mail.outbox} == set(addresses)


def test_whoever_moves_it_themselves_is_free_then(going: Accompaniment, other: User) -> None:
    tell_other_days(other, by=other, begins_on=MOVED["on"])

    assert actions.move_going(going, by=other, **MOVED).user == other
    assert mail.outbox == []


def test_sight_that_was_made_longer_stays_so_when_it_is_moved(
    going: Accompaniment, other: User, coordinator: User
) -> None:
    later = TODAY + timedelta(days=200)
    change_partnership(Partnership.objects.get(user=other), by=coordinator, ends_on=later)

    actions.move_going(going, by=coordinator, **MOVED)

    assert Partnership.objects.get(user=other).ends_on == later


def test_what_was_called_off_or_would_be_over_is_not_moved(going: Accompaniment, lead: User) -> None:
    with pytest.raises(RuleBroken) as over:
        actions.move_going(going, by=lead, **{**MOVED, "on": TODAY - timedelta(days=1)})
    actions.call_off(going, state=GoingState.THEIRS, by=lead)
    with pytest.raises(RuleBroken) as ended:
        actions.move_going(going, by=lead, **MOVED)

    assert (codes(over), codes(ended)) == (["day_is_over"], ["ended"])


def test_page_of_another_time_says_who_has_to_be_found(
    going: Accompaniment, person: Person, other: User, lead: User, signed_in: SignIn
) -> None:
    client, url = signed_in(lead), reverse("accompany-change", args=[person.pk, going.pk])
    day = {"on_day": THEN.day, "on_month": THEN.month, "on_year": THEN.year}
    page = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()
    form = client.get(url).content.decode()

    stays = client.post(url, {**day, "starts_at": "10.30", "ends_at": "12"}, follow=True).content.decode()
    tell_other_days(other, by=other, begins_on=THEN)
    goes = client.post(url, {**day, "starts_at": "11", "ends_at": "12"}, follow=True).content.decode()

    assert (f'href="{url}"' in page, 'value="10:00"' in form) == (True, True)
    assert ("Changed." in stays, "10:30–12:00" in stays, "Lena Strand" in stays) == (True, True, True)
    assert ("we look for somebody else" in goes, "11:00–12:00" in goes, "Nobody yet" in goes) == (True,) * 3
