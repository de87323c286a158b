"""Who gets mail of what changes, and how little it says."""

from datetime import timedelta

from django.core import mail

from alongside.accounts.models import Role, User
from alongside.clinics.actions import (
    cancel_session,
    cannot_come,
    make_exception,
    put_on_session,
    reinstate_session,
    take_off_session,
)
from alongside.clinics.models import ExceptionKind, Session, ShiftRole
from alongside.peers.models import StageName
from tests.clinics.cover.conftest import shift_of
from tests.factories.accounts import make_user
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_stage


def test_who_is_down_for_a_day_gets_mail_when_it_changes(
    session: Session, coordinator: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)
    later = session_on(session.clinic, session.on + timedelta(days=7))
    make_shift(later, ada, by=coordinator)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cancel_session(later, by=coordinator)
        reinstate_session(later, by=coordinator)
        make_exception(session.clinic, on=later.on, kind=ExceptionKind.CANCELLED, by=coordinator)

    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 3


def test_who_takes_themselves_off_gets_no_mail(
    staffed: Session, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        take_off_session(shift_of(lead, staffed), by=lead)

    assert mail.outbox == []


def test_mail_says_that_there_is_news_and_nothing_else(
    next_week: Session, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)
    make_user("Cleo Hobb", Role.COORDINATOR, email="cleo@example.org")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cannot_come(shift_of(lead, next_week), by=lead)

    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["cleo@example.org"]]
    assert {message.subject for message in mail.outbox} == {"You have a new message"}
    assert {message.body for message in mail.outbox} == {
        "You have a new message. Please sign in to read it.\n\n"
        "This message says no more, to keep people safe.\n"
    }


def test_who_is_put_on_or_taken_off_by_others_gets_mail(
    session: Session, coordinator: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        shift = put_on_session(session, user=ada, role=ShiftRole.LEAD, by=coordinator)
        take_off_session(shift, by=coordinator)

    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 2
