"""What happens to an enquiry: it comes, somebody tries, it becomes a record or is closed (A2, A3)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.models import Contact, ContactKind
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.frontdoor import actions
from alongside.frontdoor.models import Agreed, CameBy, Enquiry, EnquiryKind, EnquiryOutcome, EnquiryTry
from alongside.frontdoor.queries.enquiries import (
    Promptness,
    enquiries_closed,
    enquiries_untried,
    enquiries_waiting,
    promptness,
    tries_of,
)
from alongside.frontdoor.rules.enquiries import first_try_due_on, ways_to_reach
from alongside.people.models import Person, SafeWay
from alongside.people.rules.contact import safe_contact_of
from tests.factories.accounts import make_user
from tests.factories.frontdoor import make_enquiry, make_referral
from tests.factories.people import make_person, make_safe_contact

WEDNESDAY = datetime(2026, 12, 23, 15, tzinfo=UTC)
"""The two working days after it are 24 December and, Christmas and a weekend later, the 29th."""


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str | None]]:
    """Return what was refused, and beside which field."""
    return [(problem.code, problem.field) for problem in broken.value.problems]


def test_enquiry_is_kept_sealed_and_recorded(service: object) -> None:
    enquiry = make_enquiry(topic="home", about="I may lose my room", needs="")

    kept = Enquiry.objects.get(pk=enquiry.pk)
    entry = Entry.objects.get(action="enquiry.send")
    assert kept.said == {"called": "Kit", "about": "I may lose my room", "phone": "07700 900123"}
    assert (kept.safe_ways, kept.ways_named) == (["call"], ["A phone call"])
    assert (kept.kind, kept.came_by, kept.topic, kept.agreed) == ("help", "web", "home", "")
    assert (entry.actor, entry.about) == (None, str(enquiry.pk))
    assert entry.facts == {"kind": "help", "came_by": "web"}
    assert str(kept) == f"enquiry {kept.pk}"


def test_coordinator_is_told_by_mail_that_something_waits_and_not_what(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    with recorded("account.change", by=None, about=coordinator):
        coordinator.change(email="cora@home.example")

    make_user("Nora Ide", Role.COORDINATOR)

    with django_capture_on_commit_callbacks(execute=True):
        noted = make_enquiry(by=coordinator, came_by=CameBy.PHONE)
    actions.close_enquiry(noted, by=coordinator, outcome=EnquiryOutcome.ANSWERED)
    with django_capture_on_commit_callbacks(execute=True):
        make_enquiry(about="Canary words")
    with django_capture_on_commit_callbacks(execute=True):
        make_enquiry(about="Canary words")

    [message] = mail.outbox
    assert message.to == ["cora@home.example"]
    assert message.subject == "Something new has come in"
    assert message.body == "Please sign in and look today or tomorrow. This message says no more."


@pytest.mark.parametrize(
    "told, refused",
    [
        ({"ways": []}, [("no_way", "ways")]),
        ({"phone": ""}, [("nowhere", "phone")]),
        ({"ways": [SafeWay.TEXT], "phone": ""}, [("nowhere", "phone")]),
        ({"ways": [SafeWay.EMAIL]}, [("nowhere", "email")]),
        ({"ways": [SafeWay.LETTER]}, [("nowhere", "address")]),
        ({"ways": [SafeWay.VOICEMAIL]}, [("voicemail", "ways")]),
        (
            {"ways": [SafeWay.CALL, SafeWay.TEXT, SafeWay.EMAIL], "phone": ""},
            [("nowhere", "email"), ("nowhere", "phone")],
        ),
    ],
)
def test_enquiry_needs_a_way_and_what_the_way_needs(
    service: object, told: dict[str, object], refused: list[tuple[str, str]]
) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_enquiry(**told)

    assert codes(broken) == refused
    assert not Enquiry.objects.exists()


def test_referral_needs_a_way_to_reach_the_worker(service: object) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_referral(worker_phone="")

    assert codes(broken) == [("no_worker", "worker_phone")]


def test_referral_tells_nothing_of_somebody_who_has_not_agreed(service: object) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_referral(Agreed.NOT_YET, called="Canary", ways=[SafeWay.CALL], why_not_agreed="Away")

    assert codes(broken) == [("too_early", "called"), ("too_early", "ways")]
    assert not Enquiry.objects.exists()


def test_referral_without_agreement_is_a_call_back_and_no_more(coordinator: User) -> None:
    enquiry = make_referral(Agreed.NOT_YET, why_not_agreed="I cannot reach them")

    with pytest.raises(RuleBroken) as broken:
        actions.begin_record(enquiry, by=coordinator, called="Canary")

    assert codes(broken) == [("not_agreed", None)]
    assert not Person.objects.exists()
    assert ways_to_reach(enquiry) == [SafeWay.CALL]


def test_person_who_agrees_later_gets_a_record(coordinator: User) -> None:
    enquiry = make_referral(Agreed.NOT_YET)
    stale = Enquiry.objects.get(pk=enquiry.pk)

    actions.keep_agreement(enquiry, by=coordinator)
    person = actions.begin_record(stale, by=coordinator, called="Kit")

    enquiry.refresh_from_db()
    assert (enquiry.agreed, enquiry.outcome) == (Agreed.SAID, EnquiryOutcome.RECORD)
    assert Contact.objects.get(person=person).words is None
    assert Entry.objects.filter(action="enquiry.agree").count() == 1


def test_agreement_is_kept_only_where_it_was_missing(coordinator: User) -> None:
    shut = actions.close_enquiry(
        make_referral(Agreed.NOT_YET), by=coordinator, outcome=EnquiryOutcome.ANSWERED
    )

    refused = []
    for enquiry in (make_enquiry(), make_referral(Agreed.SIGNED), shut):
        with pytest.raises(RuleBroken) as broken:
            actions.keep_agreement(enquiry, by=coordinator)
        refused += codes(broken)

    assert refused == [("agreed", None), ("agreed", None), ("closed", None)]


def test_database_holds_that_there_is_no_record_without_agreement(coordinator: User) -> None:
    enquiry = make_referral(Agreed.NOT_YET)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("enquiry.close", by=coordinator):
        enquiry.change(closed_at=clock.now(), outcome=EnquiryOutcome.RECORD)


def test_worker_is_reached_as_workers_are(service: object) -> None:
    agreed = make_referral(ways=[SafeWay.TEXT], phone="07700 900123", worker_email="wren@oak.example")

    assert ways_to_reach(agreed) == [SafeWay.CALL, SafeWay.TEXT, SafeWay.EMAIL]


def test_first_try_is_due_after_two_working_days(service: object) -> None:
    assert first_try_due_on(WEDNESDAY) == date(2026, 12, 29)
    assert first_try_due_on(WEDNESDAY, nation="SCT") == date(2026, 12, 29)


def test_try_is_written_and_only_the_first_is_measured(coordinator: User) -> None:
    enquiry = make_enquiry()
    with clock.at(WEDNESDAY):
        first = actions.try_to_reach(enquiry, by=coordinator, way=SafeWay.CALL, got_through=False)
    with clock.at(WEDNESDAY + timedelta(hours=3)):
        actions.try_to_reach(enquiry, by=coordinator, way="call", got_through=True, words="After four")

    enquiry.refresh_from_db()
    assert enquiry.first_tried_at == WEDNESDAY
    assert [(one.got_through, one.words) for one in tries_of(enquiry)] == [
        (True, "After four"),
        (False, None),
    ]
    assert str(first) == f"try {first.pk}"
    assert Entry.objects.filter(action="enquiry.try", about=str(enquiry.pk)).count() == 2


def test_try_by_a_way_that_is_not_safe_is_refused(coordinator: User) -> None:
    enquiry = make_enquiry()

    with pytest.raises(RuleBroken) as broken:
        actions.try_to_reach(enquiry, by=coordinator, way=SafeWay.TEXT, got_through=True)

    assert codes(broken) == [("not_safe", "way")]
    assert not EnquiryTry.objects.exists()


def test_closed_enquiry_takes_nothing_more(coordinator: User) -> None:
    enquiry = make_enquiry()
    stale = Enquiry.objects.get(pk=enquiry.pk)
    actions.close_enquiry(enquiry, by=coordinator, outcome=EnquiryOutcome.ANSWERED)

    refused = []
    for act in (
        lambda: actions.try_to_reach(stale, by=coordinator, way=SafeWay.CALL, got_through=True),
        lambda: actions.begin_record(stale, by=coordinator),
        lambda: actions.close_enquiry(stale, by=coordinator, outcome=EnquiryOutcome.EMPTY),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        refused += codes(broken)

    assert refused == [("closed", None)] * 3
    assert list(Enquiry.objects.values_list("outcome", flat=True)) == ["answered"]


@pytest.mark.parametrize(
    "outcome, counts_as_tried", [(EnquiryOutcome.INVITED, True), (EnquiryOutcome.EMPTY, False)]
)
def test_end_that_needed_talking_counts_as_a_try(
    coordinator: User, outcome: EnquiryOutcome, counts_as_tried: bool
) -> None:
    enquiry = actions.close_enquiry(make_enquiry(), by=coordinator, outcome=outcome)

    assert bool(enquiry.first_tried_at) is counts_as_tried
    assert (enquiry.outcome, enquiry.closed_by) == (outcome, coordinator)


def test_nobody_is_given_up_without_a_try(coordinator: User) -> None:
    enquiry = make_enquiry()

    with pytest.raises(RuleBroken) as broken:
        actions.close_enquiry(enquiry, by=coordinator, outcome=EnquiryOutcome.NOT_REACHED)
    actions.try_to_reach(enquiry, by=coordinator, way=SafeWay.CALL, got_through=False)
    actions.close_enquiry(enquiry, by=coordinator, outcome="not_reached")

    assert codes(broken) == [("not_tried", "outcome")]
    assert enquiry.outcome == EnquiryOutcome.NOT_REACHED


def test_record_takes_over_what_was_told_and_empties_it(coordinator: User) -> None:
    enquiry = make_enquiry(
        about="I may lose my room", code_name="The library", best_time="Mornings", needs="Large print"
    )
    actions.try_to_reach(enquiry, by=coordinator, way=SafeWay.CALL, got_through=True, words="Canary")

    person = actions.begin_record(enquiry, by=coordinator, called="Kit", phone="07700 900123", waiting=True)

    note = Contact.objects.get(person=person)
    contact = safe_contact_of(person)
    enquiry.refresh_from_db()
    assert (person.called, person.phone, person.waiting_since) == ("Kit", "07700 900123", clock.today())
    assert contact is not None
    assert contact.said == {"ways": ["call"], "code_name": "The library", "best_time": "Mornings"}
    assert (note.words, note.kind) == ("I may lose my room", ContactKind.MESSAGE)
    assert note.fact == "Asks for help\nWhat would make it easier: Large print"
    assert (enquiry.told, enquiry.ways, enquiry.outcome) == (None, None, "record")
    assert (enquiry.said, enquiry.safe_ways) == ({}, [])
    assert EnquiryTry.objects.get().words is None
    assert Entry.objects.get(action="enquiry.begin_record").person == person.pk


def test_record_of_somebody_known_keeps_the_ways_that_hold(coordinator: User) -> None:
    """Whoever wrote may not be who they say: a number that came by the web must not replace the safe one."""
    known = make_person(by=coordinator, called="Kit", phone="07700 900999")
    make_safe_contact(known, SafeWay.LETTER, by=coordinator)
    enquiry = make_enquiry(about="It is me again", code_name="Sam")

    person = actions.begin_record(enquiry, by=coordinator, known=known, waiting=True, called="Kit")

    person.refresh_from_db()
    contact = safe_contact_of(person)
    note = Contact.objects.get(person=known)
    assert (person, person.phone, person.waiting_since) == (known, "07700 900999", clock.today())
    assert contact is not None
    assert contact.said == {"ways": ["letter"]}
    assert note.fact == (
        "Asks for help\nCalled: Kit\nPhone number: 07700 900123\nSay you are: Sam\nA phone call"
    )
    assert note.words == "It is me again"


def test_known_person_who_does_not_wait_is_not_put_on_the_list(coordinator: User) -> None:
    known = make_person(by=coordinator, called="Kit")

    person = actions.begin_record(make_referral(), by=coordinator, known=known, waiting=False)

    assert person.waiting_since is None
    assert Contact.objects.get(person=known).fact.startswith("Sent on by a worker\nThe worker: Wren Oak")


def test_words_of_a_worker_stand_as_fact_and_not_as_the_persons(coordinator: User) -> None:
    enquiry = make_referral(Agreed.SIGNED, called="Kit", about="Kit may lose a room")

    person = actions.begin_record(enquiry, by=coordinator, called="Kit")

    note = Contact.objects.get(person=person)
    assert note.words is None
    assert "What they wrote: Kit may lose a room" in note.fact
    assert "The worker: Wren Oak" in note.fact
    assert safe_contact_of(person) is None


@pytest.mark.parametrize(
    "came_by, kind",
    [(CameBy.PHONE, ContactKind.CALL), (CameBy.TEXT, ContactKind.MESSAGE), (CameBy.WALK_IN, ContactKind.MET)],
)
def test_note_says_how_it_came(coordinator: User, came_by: CameBy, kind: ContactKind) -> None:
    enquiry = make_enquiry(by=coordinator, came_by=came_by)

    actions.begin_record(enquiry, by=coordinator, called="Kit")

    assert Contact.objects.get().kind == kind


def test_who_wants_to_be_an_advocate_gets_no_persons_record(coordinator: User) -> None:
    enquiry = make_enquiry(EnquiryKind.ADVOCATE)

    with pytest.raises(RuleBroken) as broken:
        actions.begin_record(enquiry, by=coordinator)

    assert codes(broken) == [("advocate", None)]


def test_lists_put_first_whom_nobody_tried(coordinator: User) -> None:
    with clock.at(WEDNESDAY):
        tried = make_enquiry(called="Tried")
        actions.try_to_reach(tried, by=coordinator, way=SafeWay.CALL, got_through=False)
        late = make_enquiry(called="Late")
    with clock.at(WEDNESDAY + timedelta(days=1)):
        new = make_enquiry(called="")
        shut = actions.close_enquiry(make_enquiry(), by=coordinator, outcome=EnquiryOutcome.ANSWERED)

    with clock.at(WEDNESDAY + timedelta(days=7)):
        lines = enquiries_waiting(coordinator)
        flags = [(line.is_untried, line.is_late) for line in lines]
    assert [line.enquiry for line in lines] == [late, new, tried]
    assert flags == [(True, True), (True, False), (False, False)]
    assert [line.enquiry.label for line in lines] == ["Late", "No name given", "Tried"]
    assert [line.enquiry for line in enquiries_untried(coordinator, limit=1)] == [late]
    assert enquiries_closed(coordinator) == [shut]


def test_promptness_counts_what_was_to_be_tried_by_now(coordinator: User) -> None:
    with clock.at(WEDNESDAY):
        late = make_enquiry()
        in_time = make_enquiry()
        make_enquiry()
        actions.close_enquiry(make_enquiry(), by=coordinator, outcome=EnquiryOutcome.EMPTY)
    with clock.at(WEDNESDAY + timedelta(days=6)):
        actions.try_to_reach(in_time, by=coordinator, way=SafeWay.CALL, got_through=True)
        make_enquiry()
        before = promptness()
    with clock.at(WEDNESDAY + timedelta(days=7)):
        actions.try_to_reach(late, by=coordinator, way=SafeWay.CALL, got_through=True)
        after = promptness()
    with clock.at(WEDNESDAY + timedelta(days=200)):
        long_after = promptness()

    assert (before, after, long_after) == (Promptness(1, 1), Promptness(1, 3), Promptness(0, 0))
