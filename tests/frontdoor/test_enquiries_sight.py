"""A wall holds at the front door too: nobody reads what may come from somebody walled off from them."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry, Outcome
from alongside.frontdoor.actions import close_enquiry
from alongside.frontdoor.models import Enquiry, EnquiryOutcome
from alongside.frontdoor.queries.enquiries import enquiries_closed, enquiries_untried, enquiries_waiting
from alongside.frontdoor.rules.sight import may_see_enquiry
from alongside.people.actions import lift_wall
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.frontdoor import make_enquiry
from tests.factories.people import make_check, make_link, make_person, make_wall


@pytest.fixture
def walled(coordinator: User) -> Person:
    """Somebody who asked that `coordinator` does not see their record."""
    person = make_person(by=coordinator, called="Lou", full_name="Lou Pike", phone="07700 900555")
    make_wall(person, coordinator)
    return person


@pytest.fixture
def other(service: object) -> User:
    """A second coordinator."""
    return make_user("Cleo Marr", Role.COORDINATOR)


@pytest.mark.parametrize("told", [{"called": "Lou"}, {"called": "", "phone": "07700-900-555"}])
def test_enquiry_like_somebody_walled_off_is_for_another_coordinator(
    coordinator: User, other: User, walled: Person, signed_in: SignIn, told: dict[str, str]
) -> None:
    enquiry = make_enquiry(**told)
    plain = make_enquiry(called="Zed")

    seen = [[line.enquiry for line in enquiries_waiting(user)] for user in (coordinator, other)]
    hidden = signed_in(coordinator).get(reverse("enquiry", args=[enquiry.pk]))

    assert seen == [[plain], [enquiry, plain]]
    assert [line.enquiry for line in enquiries_untried(coordinator, limit=5)] == [plain]
    assert hidden.status_code == 404
    assert Entry.objects.get(action="enquiry.see").outcome == Outcome.REFUSED


def test_r15_coordinator_behind_a_wall_has_no_mail_of_an_enquiry(
    coordinator: User, walled: Person, django_capture_on_commit_callbacks: Any
) -> None:
    with recorded("account.change", by=None):
        coordinator.change(email="cora@home.example")
    make_user("Cleo Marr", Role.COORDINATOR, email="cleo@home.example")

    with django_capture_on_commit_callbacks(execute=True):
        make_enquiry(called="Lou")

    assert [message.to for message in mail.outbox] == [["cleo@home.example"]]


def test_enquiry_nobody_else_could_answer_is_read_all_the_same(
    coordinator: User, other: User, walled: Person
) -> None:
    make_wall(walled, other)
    enquiry = make_enquiry(called="Lou")

    assert [may_see_enquiry(user, enquiry) for user in (coordinator, other)] == [True, True]


def test_wall_round_somebody_they_are_linked_to_is_their_own_and_nobody_elses(
    coordinator: User, other: User, walled: Person
) -> None:
    partner = make_person(by=other, called="Bo", full_name="Bo Ray")
    make_link(walled, partner, by=other)
    make_wall(partner, other)
    enquiry = make_enquiry(called="Bo")

    assert [may_see_enquiry(user, enquiry) for user in (coordinator, other)] == [True, True]


def test_wall_that_was_lifted_leaves_the_answer_to_that_coordinator(
    coordinator: User, other: User, walled: Person
) -> None:
    lift_wall(make_wall(walled, other), by=coordinator)
    enquiry = make_enquiry(called="Lou")

    assert [may_see_enquiry(user, enquiry) for user in (coordinator, other)] == [False, True]


def test_wall_around_somebody_else_is_no_reason_to_read_it(
    coordinator: User, other: User, walled: Person
) -> None:
    make_wall(make_person(by=other, called="Zed"), other)
    enquiry = make_enquiry(called="Lou")

    assert not may_see_enquiry(coordinator, enquiry)


def test_only_coordinator_reads_every_enquiry(coordinator: User, walled: Person) -> None:
    assert may_see_enquiry(coordinator, make_enquiry(called="Lou"))


def test_nobody_but_a_coordinator_reads_an_enquiry(advocate: User) -> None:
    assert not may_see_enquiry(advocate, make_enquiry())


def test_coordinator_who_may_be_on_record_reads_none_until_that_is_resolved(
    coordinator: User, person: Person
) -> None:
    make_enquiry()
    make_check(coordinator, person)

    assert enquiries_waiting(coordinator) == []


def test_enquiry_that_is_not_there_answers_as_one_that_is_hidden(
    coordinator: User, other: User, walled: Person, signed_in: SignIn
) -> None:
    enquiry = make_enquiry(called="Lou")
    client = signed_in(coordinator)
    names = ("enquiry", "enquiry-try", "enquiry-close", "enquiry-record")

    hidden = [client.get(reverse(name, args=[enquiry.pk])) for name in names]
    nobody = [client.get(reverse(name, args=[walled.pk])) for name in names]

    assert [answer.status_code for answer in hidden] == [404] * 4
    assert [answer.content for answer in hidden] == [answer.content for answer in nobody]
    assert Enquiry.objects.get().closed_at is None


def test_closed_enquiry_stays_hidden(coordinator: User, other: User, walled: Person) -> None:
    enquiry = close_enquiry(make_enquiry(called="Lou"), by=other, outcome=EnquiryOutcome.ANSWERED)

    assert [enquiries_closed(user) for user in (coordinator, other)] == [[], [enquiry]]
