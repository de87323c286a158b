"""Asking for somebody to go with a person: who may see it and who is told (B7)."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.clinics.actions import accompany as actions
from alongside.clinics.models import Accompaniment, GoingState
from alongside.clinics.rules.accompany import accompaniments_visible_to
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from alongside.people.models import Person
from alongside.people.rules import may_see_person
from tests.clinics.accompany.conftest import Commit, codes
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user
from tests.factories.peers import make_stage
from tests.factories.people import make_person, make_wall


def stored(table: str, column: str) -> bytes:
    """Return what the database holds in the one row of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM {table}')
        return bytes(cursor.fetchone()[0])


def test_what_is_asked_for_is_sealed_and_recorded_without_its_words(row: Accompaniment, lead: User) -> None:
    entry = Entry.objects.get(action="accompany.ask")

    assert (str(row), row.state) == (f"accompaniment {row.pk}", GoingState.TO_COME)
    assert b"Mill Lane" not in stored("clinics_accompaniment", "where")
    assert "Mill" not in str(entry.facts)
    assert (entry.actor, entry.person) == (lead.pk, row.person_id)


def test_coordinators_learn_that_there_is_news_and_nothing_else(
    person: Person, lead: User, addresses: tuple[str, str], django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_going(person, by=lead)

    (message,) = mail.outbox
    assert (message.to, message.subject) == ([addresses[0]], "You have a new message")
    assert "Jo" not in message.body
    assert "Mill" not in message.body


def test_r15_coordinator_behind_a_wall_has_no_message_of_it(
    person: Person, lead: User, addresses: tuple[str, str], django_capture_on_commit_callbacks: Commit
) -> None:
    walled = make_user("Will Cray", Role.COORDINATOR, email="will@home.example")
    make_wall(person, walled)

    with django_capture_on_commit_callbacks(execute=True):
        make_going(person, by=lead)

    assert [message.to for message in mail.outbox] == [[addresses[0]]]


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"on": TODAY - timedelta(days=1)}, "day_is_over"),
        ({"starts_at": time(12), "ends_at": time(10)}, "ends_before"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], code: str, person: Person, lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_going(person, by=lead, **asked)

    assert codes(broken) == [code]


def test_somebody_without_a_name_is_written_down_first(lead: User) -> None:
    nobody = make_person(by=lead)

    with pytest.raises(RuleBroken) as broken:
        make_going(nobody, by=lead)

    assert codes(broken) == ["nobody_to_meet"]


def test_whoever_is_put_on_sees_the_person_from_then_for_four_weeks_after(
    row: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    before = (may_see_person(other, person), list(accompaniments_visible_to(other)))

    actions.let_go_along(row, user=other, by=coordinator)

    assert before == (False, [])
    assert may_see_person(other, person)
    assert list(accompaniments_visible_to(other)) == [row]
    with at(NOW + timedelta(days=7 + 28)):
        assert may_see_person(other, person)
    with at(NOW + timedelta(days=7 + 29)):
        assert not may_see_person(other, person)


def test_coordinator_who_leads_and_goes_along_has_no_message_of_it(
    row: Accompaniment, django_capture_on_commit_callbacks: Commit
) -> None:
    both = make_user("Bo Lind", Role.COORDINATOR, Role.ADVOCATE)
    make_stage(both, StageName.LEAD)

    with django_capture_on_commit_callbacks(execute=True):
        going = actions.let_go_along(row, user=both, by=both)

    assert (going.user, mail.outbox) == (both, [])


def test_companion_is_told_that_there_is_news(
    row: Accompaniment,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.let_go_along(row, user=other, by=coordinator)

    assert [message.to for message in mail.outbox] == [[addresses[1]]]


def test_roles_that_do_no_advocacy_see_none(row: Accompaniment, dp_lead: User, board_member: User) -> None:
    assert [list(accompaniments_visible_to(user)) for user in (dp_lead, board_member)] == [[], []]
