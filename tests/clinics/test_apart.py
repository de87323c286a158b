"""Where and with whom somebody should not be put, told in private (A7, B4)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.models import KeptApart, Session, ShiftRole
from alongside.clinics.rules import shift_problems
from alongside.peers.models import StageName
from tests.conftest import SignIn
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_advocate, make_stage


def sentences(session: Session, user: User) -> list[str]:
    """Return what stands against putting somebody on, as the coordinator reads it."""
    return [str(problem.sentence) for problem in shift_problems(session, user, ShiftRole.LEAD)]


def test_b4_place_somebody_declared_is_not_available_and_why_is_not_said(
    session: Session, lead: User, coordinator: User
) -> None:
    say_apart(clinics=[session.clinic], colleagues=[], by=lead)

    assert sentences(session, lead) == ["Not available."]
    assert sentences(make_session(name="Bridge House", by=coordinator), lead) == []


def test_b4_two_who_are_kept_apart_are_not_put_together_from_either_side(
    session: Session, lead: User, coordinator: User
) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    say_apart(clinics=[], colleagues=[other], by=lead)
    free = sentences(session, other)
    make_shift(session, lead, by=coordinator)
    second = make_session(name="Bridge House", by=coordinator, weekday=session.on.weekday())

    assert free == []
    assert sentences(session, other) == ["Not available."]
    make_shift(second, other, by=coordinator)
    assert "Not available." in sentences(second, lead)


def test_b4_stepping_back_and_a_declared_place_read_as_one(
    session: Session, lead: User, coordinator: User
) -> None:
    say_apart(clinics=[session.clinic], colleagues=[], by=lead)
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    assert sentences(session, lead) == ["Not available."]


def test_b4_what_is_told_is_told_anew_each_time(session: Session, lead: User, coordinator: User) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    say_apart(clinics=[session.clinic], colleagues=[other], by=lead)

    say_apart(clinics=[], colleagues=[other], by=lead)
    say_apart(clinics=[], colleagues=[other], by=lead)

    assert [(one.clinic, one.colleague) for one in KeptApart.objects.of(lead.pk)] == [(None, other)]
    assert KeptApart.objects.count() == 2
    assert sentences(session, lead) == []


def test_log_does_not_say_which_place(session: Session, lead: User) -> None:
    say_apart(clinics=[session.clinic], colleagues=[], by=lead)

    entry = Entry.objects.get(action="apart.say")
    assert (entry.facts, entry.about) == ({}, "")


def test_page_is_for_oneself_alone(
    session: Session, lead: User, shadow: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(lead)
    client.get(reverse("my-apart"))

    client.post(reverse("my-apart"), {"clinics": [str(session.clinic_id)], "colleagues": [str(shadow.pk)]})
    mine = client.get(reverse("my-apart")).context["form"].initial
    theirs = signed_in(coordinator).get(reverse("my-apart")).context["form"].initial

    assert mine == {"clinics": [str(session.clinic_id)], "colleagues": [str(shadow.pk)]}
    assert theirs == {"clinics": [], "colleagues": []}


@pytest.mark.parametrize("both", [True, False])
def test_row_is_about_a_place_or_a_colleague(both: bool, session: Session, lead: User, shadow: User) -> None:
    told = {"clinic": session.clinic, "colleague": shadow} if both else {}

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("apart.forge", by=None):
        KeptApart.objects.create(user=lead, **told)


def test_row_has_a_name(session: Session, lead: User) -> None:
    say_apart(clinics=[session.clinic], colleagues=[], by=lead)

    row = KeptApart.objects.get()
    assert str(row) == f"kept apart {row.pk}"
