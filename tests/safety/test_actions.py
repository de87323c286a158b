"""What each action on a concern does, what it records, and whom it tells."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry, Outcome
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.keys import SERVICE
from alongside.people.models import Person
from alongside.safety.actions import (
    acknowledge_concern,
    add_concern_news,
    close_concern,
    decide_on_concern,
    escalate_concerns,
    raise_concern,
)
from alongside.safety.models import (
    LATE_AFTER,
    Asked,
    Concern,
    ConcernOutcome,
    ConcernState,
    Danger,
    DecisionTold,
    NewsKind,
    Share,
    Told,
)
from tests.factories.accounts import make_user
from tests.factories.safety import make_closed, make_concern

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Committed = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def told_coordinator(coordinator: User) -> User:
    """The coordinator, with an address."""
    with recorded("test", by=None):
        return coordinator.change(email="cora@riverside.example")


def test_raise_keeps_every_answer_and_records_it(
    advocate: User, other_advocate: User, person: Person
) -> None:
    with clock.at(NOON):
        concern = raise_concern(
            by=advocate,
            person=person,
            worker=other_advocate,
            danger=Danger.YES,
            saw="A bruise",
            they_said="He does it when he drinks",
            happened_on=date(2026, 11, 23),
            happened_about="after tea",
            wishes_asked=Asked.YES,
            wishes="I want to stay with my sister",
            told=Told.NOT_YET,
            not_told_why="He was in the room",
        )

    kept = Concern.objects.get()
    assert (kept.saw, kept.they_said) == ("A bruise", "He does it when he drinks")
    assert (kept.happened_on, kept.happened_about) == (date(2026, 11, 23), "after tea")
    assert (kept.wishes, kept.not_told_why) == ("I want to stay with my sister", "He was in the room")
    assert (kept.danger, kept.wishes_asked, kept.told) == ("yes", "yes", "not_yet")
    assert (kept.raised_by, kept.worker, kept.person) == (advocate, other_advocate, person)
    assert (kept.said_at, kept.raised_at, kept.state) == (NOON, NOON, ConcernState.NEW)
    entry = Entry.objects.get(action="concern.raise")
    assert (entry.actor, entry.person, entry.about) == (advocate.pk, person.pk, str(concern.pk))


def test_raise_keeps_skipped_questions_as_not_asked(advocate: User) -> None:
    raise_concern(by=advocate, saw="Shouting", they_said="", danger="", wishes_asked="", told="", wishes="")

    kept = Concern.objects.get()
    assert (kept.they_said, kept.wishes, kept.who) == (None, None, None)
    assert (kept.danger, kept.wishes_asked, kept.told) == (Danger.UNSURE, "", "")


def test_raise_needs_what_was_seen_or_said(advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        raise_concern(by=advocate, saw="", told=Told.NOT_YET)

    assert [problem.code for problem in broken.value.problems] == ["nothing_said", "not_told_why"]
    assert not Concern.objects.exists()


def test_r55_late_concern_keeps_both_times(advocate: User) -> None:
    with clock.at(NOON):
        late = make_concern(by=advocate, said_at=NOON - timedelta(hours=5))
        ahead = make_concern(by=advocate, said_at=NOON + timedelta(hours=5))

    assert (late.said_at, late.raised_at) == (NOON - timedelta(hours=5), NOON)
    assert ahead.said_at == NOON


def test_r55_same_words_twice_are_two_concerns(advocate: User, person: Person) -> None:
    first = make_concern(by=advocate, person=person)
    second = make_concern(by=advocate, person=person)

    assert {first, second} == set(Concern.objects.all())


def test_r28_words_are_sealed_in_the_database(advocate: User, person: Person) -> None:
    make_concern(by=advocate, person=person, saw="canaryword", they_said="canaryword", wishes="canaryword")

    with connection.cursor() as cursor:
        cursor.execute("SELECT saw, they_said, wishes FROM safety_concern")
        row = cursor.fetchone()

    assert [b"canaryword" in bytes(value) for value in row] == [False] * 3


def test_concern_is_sealed_for_the_person_or_the_service(advocate: User, person: Person) -> None:
    assert make_concern(by=advocate, person=person).seal_owner() == person.pk
    assert make_concern(by=advocate).seal_owner() == SERVICE


def test_r50_each_is_told_in_an_envelope_of_their_own_that_says_nothing(
    advocate: User, told_coordinator: User, person: Person, django_capture_on_commit_callbacks: Committed
) -> None:
    second = make_user("Cleo Marr", Role.COORDINATOR, email="cleo@riverside.example")
    make_user("Nora Ide", Role.COORDINATOR)

    with django_capture_on_commit_callbacks(execute=True):
        make_concern(by=advocate, person=person)

    assert sorted(message.recipients() for message in mail.outbox) == [
        ["cleo@riverside.example"],
        ["cora@riverside.example"],
    ]
    told = Entry.objects.filter(action="concern.tell").values_list("facts__user", flat=True)
    assert set(told) == {str(told_coordinator.pk), str(second.pk)}


def test_r58_message_names_nobody_and_nothing(
    advocate: User, told_coordinator: User, person: Person, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        concern = make_concern(by=advocate, person=person)

    [message] = mail.outbox
    said = f"{message.subject} {message.body} {message.from_email}".lower()
    for word in (
        "jo",
        "marsh",
        "ana",
        "reyes",
        "riverside",
        "advoca",
        "safeguard",
        "concern",
        "harm",
        "worr",
    ):
        assert word not in said.split()
    assert concern.reference.lower() not in said
    assert message.subject == "Something is waiting for you"


def test_r56_named_coordinator_is_not_told(
    advocate: User, told_coordinator: User, person: Person, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_concern(by=advocate, person=person, worker=told_coordinator)

    assert mail.outbox == []


def test_message_that_could_not_be_sent_is_recorded_and_loses_nothing(
    advocate: User,
    told_coordinator: User,
    settings: Any,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with django_capture_on_commit_callbacks(execute=True):
        make_concern(by=advocate)

    assert Concern.objects.count() == 1
    assert Entry.objects.get(action="concern.tell").outcome == Outcome.REFUSED


def test_without_a_mail_server_nothing_is_said_to_be_sent(
    advocate: User,
    told_coordinator: User,
    settings: Any,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    with django_capture_on_commit_callbacks(execute=True):
        make_concern(by=advocate)

    assert not Entry.objects.filter(action="concern.tell").exists()


def test_acknowledge_keeps_who_saw_it_first(advocate: User, coordinator: User) -> None:
    second = make_user("Cleo Marr", Role.COORDINATOR)
    concern = make_concern(by=advocate)

    with clock.at(NOON):
        acknowledge_concern(concern, by=coordinator)
    acknowledge_concern(concern, by=second)

    assert (concern.state, concern.seen_by, concern.seen_at) == (ConcernState.SEEN, coordinator, NOON)
    assert [entry.facts["first"] for entry in Entry.objects.filter(action="concern.acknowledge")] == [
        "1",
        "0",
    ]


def test_f2_decision_is_kept_with_its_reason_and_counts_as_seen(advocate: User, coordinator: User) -> None:
    concern = make_concern(by=advocate)

    with clock.at(NOON):
        decide_on_concern(
            concern,
            by=coordinator,
            share=Share.YES,
            why="She asked us to",
            with_whom="The council's team",
            what="Where she is staying",
            agreed="Cora and Sunil",
            told=DecisionTold.RISK,
            not_told_why="Her phone is read",
        )

    kept = concern.decisions.get()
    assert (kept.share, kept.why, kept.with_whom) == (Share.YES, "She asked us to", "The council's team")
    assert (kept.what, kept.agreed) == ("Where she is staying", "Cora and Sunil")
    assert (kept.told, kept.not_told_why) == (DecisionTold.RISK, "Her phone is read")
    assert (kept.made_by, kept.made_at) == (coordinator, NOON)
    assert (concern.state, concern.seen_by) == (ConcernState.SEEN, coordinator)


def test_f2_sharing_says_with_whom_and_why_the_person_does_not_know(
    advocate: User, coordinator: User
) -> None:
    concern = make_concern(by=advocate)

    with pytest.raises(RuleBroken) as broken:
        decide_on_concern(concern, by=coordinator, share=Share.YES, why="Risk", told=DecisionTold.SOON)

    assert [problem.code for problem in broken.value.problems] == ["with_whom", "not_told_why"]
    assert not concern.decisions.exists()


def test_news_is_added_and_dated(advocate: User, coordinator: User) -> None:
    concern = make_concern(by=advocate)

    with clock.at(NOON):
        add_concern_news(concern, by=coordinator, kind=NewsKind.SENT, words="Rang the team")
        add_concern_news(
            concern, by=coordinator, kind=NewsKind.REPLY, words="They will visit", on=date(2026, 11, 23)
        )

    assert [(item.kind, item.words, item.on) for item in concern.news.all()] == [
        ("sent", "Rang the team", date(2026, 11, 24)),
        ("reply", "They will visit", date(2026, 11, 23)),
    ]


def test_close_needs_a_decision(advocate: User, coordinator: User) -> None:
    concern = make_concern(by=advocate)

    with pytest.raises(RuleBroken) as broken:
        close_concern(concern, by=coordinator, outcome=ConcernOutcome.SAFER)

    assert broken.value.problems[0].code == "undecided"
    assert Concern.objects.get().state == ConcernState.NEW


def test_close_keeps_how_it_ended_and_nothing_follows(advocate: User, coordinator: User) -> None:
    concern = make_concern(by=advocate)

    with clock.at(NOON):
        make_closed(concern, by=coordinator)
    with pytest.raises(RuleBroken) as broken:
        add_concern_news(concern, by=coordinator, kind=NewsKind.OTHER, words="More")

    assert broken.value.problems[0].code == "closed"
    kept = Concern.objects.get()
    assert (kept.state, kept.outcome, kept.outcome_words) == ("closed", "safer", "She has moved out")
    assert (kept.closed_by, kept.closed_at) == (coordinator, NOON)


def test_r55_concern_that_nobody_saw_escalates_once(
    advocate: User,
    coordinator: User,
    supervisor: User,
    dp_lead: User,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    with recorded("test", by=None):
        supervisor.change(email="sunil@riverside.example")
        dp_lead.change(email="dara@riverside.example")
    with clock.at(NOON):
        concern = make_concern(by=advocate, worker=supervisor)
        seen = acknowledge_concern(make_concern(by=advocate), by=coordinator)

    with clock.at(NOON + LATE_AFTER), django_capture_on_commit_callbacks(execute=True):
        call_command("escalate_concerns")
        assert escalate_concerns() == 0

    concern.refresh_from_db()
    seen.refresh_from_db()
    assert (concern.escalated_at, seen.escalated_at) == (NOON + LATE_AFTER, None)
    assert [message.to for message in mail.outbox] == [["dara@riverside.example"]]


def test_r55_concern_in_time_is_not_escalated(advocate: User) -> None:
    with clock.at(NOON):
        make_concern(by=advocate)

    with clock.at(NOON + LATE_AFTER - timedelta(seconds=1)):
        assert escalate_concerns() == 0


def test_r55_escalation_that_another_took_first_tells_nobody_again(
    advocate: User, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(NOON):
        concern = make_concern(by=advocate)
    with clock.at(NOON + LATE_AFTER):
        escalate_concerns()
        monkeypatch.setattr("alongside.safety.actions.concerns_to_escalate", lambda: [concern])
        escalate_concerns()

    assert [entry.facts["first"] for entry in Entry.objects.filter(action="concern.escalate")] == ["1", "0"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": ConcernState.SEEN},
        {"seen_at": NOON},
        {"state": ConcernState.CLOSED, "seen_at": NOON},
        {"outcome": ConcernOutcome.SAFER},
        {"closed_at": NOON},
    ],
)
def test_database_refuses_a_state_that_cannot_be(advocate: User, wrong: dict[str, Any]) -> None:
    concern = make_concern(by=advocate)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        concern.change(**wrong)


def test_database_refuses_a_concern_that_names_its_raiser(advocate: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_concern(by=advocate, worker=advocate)


def test_rows_say_nothing_of_what_they_hold(advocate: User, coordinator: User) -> None:
    concern = make_concern(by=advocate)
    decision = decide_on_concern(concern, by=coordinator, share=Share.LATER, why="Wait for Monday")
    news = add_concern_news(concern, by=coordinator, kind=NewsKind.OTHER, words="She rang")

    assert str(concern) == concern.reference
    assert str(decision) == f"decision {decision.pk}"
    assert str(news) == f"news {news.pk}"
