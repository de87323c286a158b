"""Letting Universal Credit talk to us: until when, who is reminded, and taking it back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.consent import withdraw_uc_consent
from alongside.casework.models import UcConsent
from alongside.casework.queries.consent import uc_consents_of, uc_consents_running_out
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.desk.queries import today_of
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import codes, make_uc_consent
from tests.factories.people import make_partnership, make_person, make_wall

RUNNING_OUT_QUERIES = 1


def ending_in(days: int, person: Person, *, by: User, **told: object) -> UcConsent:
    """Return a consent that runs out in so many days."""
    consent = make_uc_consent(person, by=by, **told)
    with recorded("test", by=None):
        consent.change(runs_out_on=clock.today() + timedelta(days=days))
    return consent


@pytest.mark.parametrize(
    "given_on, assessment_day, runs_out_on",
    [
        (date(2026, 11, 20), 5, date(2027, 1, 4)),
        (date(2026, 11, 4), 5, date(2026, 12, 4)),
        (date(2026, 11, 5), 5, date(2027, 1, 4)),
        (date(2026, 1, 30), 31, date(2026, 2, 27)),
    ],
)
def test_consent_runs_out_at_the_end_of_the_period_after_the_one_it_was_given_in(
    given_on: date, assessment_day: int, runs_out_on: date, person: Person, advocate: User
) -> None:
    consent = make_uc_consent(person, by=advocate, given_on=given_on, assessment_day=assessment_day)

    assert (consent.runs_out_on, consent.rule_version_code) == (runs_out_on, "2013-04-29")


def test_consent_keeps_who_what_and_why(person: Person, advocate: User) -> None:
    make_uc_consent(person, by=advocate)

    kept = UcConsent.objects.get()
    assert (kept.named, kept.what, kept.why) == (
        advocate,
        "How my payment was worked out",
        "My rent was not paid",
    )
    entry = Entry.objects.get(action="uc_consent.record")
    assert (entry.person, entry.facts) == (person.pk, {"named": str(advocate.pk), "how": "journal"})


@pytest.mark.parametrize(
    "told, field",
    [({"given_on": date(2013, 4, 1)}, "given_on"), ({"assessment_day": 32}, "assessment_day")],
)
def test_consent_with_no_day_to_reckon_says_what_to_change(
    told: dict[str, object], field: str, person: Person, advocate: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_uc_consent(person, by=advocate, **told)

    assert codes(broken) == ["cannot_reckon"]
    assert broken.value.problems[0].field == field


def test_a7_nobody_is_named_behind_a_wall_and_why_is_not_told(
    person: Person, advocate: User, other_advocate: User
) -> None:
    make_wall(person, other_advocate)

    with pytest.raises(RuleBroken) as broken:
        make_uc_consent(person, by=advocate, named=other_advocate)

    assert [(one.code, one.field) for one in broken.value.problems] == [("not_available", "named")]
    assert not UcConsent.objects.exists()


def test_consent_is_taken_back_at_once_and_once(person: Person, advocate: User) -> None:
    consent = make_uc_consent(person, by=advocate)
    withdraw_uc_consent(consent, by=advocate)
    with clock.at(clock.now() + timedelta(days=2)):
        withdraw_uc_consent(consent, by=advocate)

    consent.refresh_from_db()
    assert (consent.withdrawn_on, consent.is_live) == (clock.today(), False)


def test_advocate_who_is_named_is_reminded_from_seven_days_before(
    person: Person, advocate: User, other_advocate: User
) -> None:
    soon = ending_in(7, person, by=advocate)

    assert uc_consents_running_out(advocate) == [soon]
    assert today_of(advocate).consents == [soon]
    assert uc_consents_running_out(other_advocate) == []


@pytest.mark.parametrize("days", [-1, 8])
def test_nobody_is_reminded_earlier_or_when_it_has_run_out(days: int, person: Person, advocate: User) -> None:
    ending_in(days, person, by=advocate)

    assert uc_consents_running_out(advocate) == []


def test_nobody_is_reminded_when_it_was_asked_again_or_taken_back(person: Person, advocate: User) -> None:
    ending_in(3, person, by=advocate)
    ending_in(30, person, by=advocate)
    lee = make_person(by=advocate, called="Lee")
    make_partnership(lee, advocate)
    withdraw_uc_consent(ending_in(3, lee, by=advocate), by=advocate)

    assert uc_consents_running_out(advocate) == []


def test_r12_nobody_is_reminded_of_somebody_behind_a_wall(person: Person, advocate: User) -> None:
    ending_in(3, person, by=advocate)
    make_wall(person, advocate)

    assert uc_consents_running_out(advocate) == []


@pytest.mark.parametrize("many", [1, 3])
def test_reminders_take_as_many_queries_for_three_as_for_one(
    many: int, advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        person = make_person(by=advocate, called=f"Lee {number}")
        make_partnership(person, advocate)
        ending_in(3, person, by=advocate)

    with django_assert_num_queries(RUNNING_OUT_QUERIES):
        found = uc_consents_running_out(advocate)

    assert len(found) == many


def test_today_leads_to_what_runs_out(person: Person, advocate: User, signed_in: SignIn) -> None:
    consent = ending_in(3, person, by=advocate)

    page = signed_in(advocate).get("/").content.decode()

    assert reverse("uc-consent", args=[person.pk, consent.pk]) in page


def test_page_of_a_person_shows_the_newest_of_each_who_is_named(
    person: Person, advocate: User, other_advocate: User
) -> None:
    today = clock.today()
    make_uc_consent(person, by=advocate, given_on=today - timedelta(days=40))
    newest = make_uc_consent(person, by=advocate)
    other = make_uc_consent(person, by=advocate, named=other_advocate, given_on=today - timedelta(days=1))

    assert uc_consents_of(person) == [newest, other]


def test_consent_is_written_down_shown_and_taken_back(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    client, today = signed_in(advocate), clock.today()
    typed = {
        "named": str(advocate.pk),
        "what": "Why I was sanctioned",
        "why": "I was in hospital",
        "given_on_day": today.day,
        "given_on_month": today.month,
        "given_on_year": today.year,
        "how": "phone",
        "assessment_day": "5",
    }
    asked = client.get(reverse("uc-consent-new", args=[person.pk])).content.decode()

    answer = client.post(reverse("uc-consent-new", args=[person.pk]), typed)

    consent = UcConsent.objects.get()
    assert "I agree that you may talk to my advocate" in asked
    assert answer["Location"] == reverse("uc-consent", args=[person.pk, consent.pk])
    page = client.get(answer["Location"]).content.decode()
    for words in (
        "My advocate is Ana Reyes.",
        "Why I was sanctioned",
        "I was in hospital",
        "They take it back",
    ):
        assert words in page
    client.post(reverse("uc-consent-withdraw", args=[person.pk, consent.pk]))
    after = client.get(reverse("person", args=[person.pk])).content.decode()
    assert "may not talk to Ana Reyes any more" in after
    assert "They take it back" not in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "days, words", [(30, "may talk to Ana Reyes until"), (3, "Ask again"), (-1, "That has run out")]
)
def test_page_of_a_person_says_until_when(
    days: int, words: str, person: Person, advocate: User, signed_in: SignIn
) -> None:
    ending_in(days, person, by=advocate)

    page = signed_in(advocate).get(reverse("person", args=[person.pk])).content.decode()

    assert words in page


def test_asking_again_begins_with_what_was_said_last(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    make_uc_consent(person, by=advocate, what="How the rent is paid")

    page = signed_in(advocate).get(reverse("uc-consent-new", args=[person.pk])).content.decode()

    assert "How the rent is paid" in page


def test_assessment_day_that_is_no_day_says_so_beside_the_field(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    answer = signed_in(advocate).post(
        reverse("uc-consent-new", args=[person.pk]), {"assessment_day": "44", "what": "My housing costs"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "from 1 to 31" in page
    assert "My housing costs" in page
