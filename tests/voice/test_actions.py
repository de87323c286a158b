"""The fairness log: it opens no case, and each use of it wants a yes that holds."""

import pytest
from django.db import IntegrityError

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.models import Case
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from alongside.voice.actions import take_back_consent
from alongside.voice.models import FairnessConsent, FairnessEntry, Use
from tests.factories.casework import codes, make_warm
from tests.factories.directory import make_listing
from tests.factories.voice import make_consent, make_entry


def test_entry_keeps_the_words_and_opens_no_case(person: Person, advocate: User) -> None:
    entry = make_entry(person, by=advocate)

    kept = FairnessEntry.objects.get()
    assert (kept.words, kept.where, kept.theme, kept.consent) == (
        "They sent me away",
        "The job centre",
        "turned_away",
        None,
    )
    assert not Case.objects.exists()
    told = Entry.objects.get(action="fairness.keep")
    assert (told.person, told.about, told.facts) == (person.pk, str(entry.pk), {"theme": "turned_away"})


def test_entry_after_a_hand_over_takes_the_service_from_it(person: Person, advocate: User) -> None:
    service = make_listing("Canal needle exchange")
    hand_over = make_warm(person, by=advocate, service=service, to_whom="")

    entry = make_entry(person, by=advocate, where="", hand_over=hand_over)

    assert (entry.hand_over, entry.service, entry.where) == (hand_over, service, "Canal needle exchange")


def test_entry_about_a_service_takes_its_name(person: Person, advocate: User) -> None:
    service = make_listing("Canal needle exchange")

    entry = make_entry(person, by=advocate, where="", service=service)

    assert (entry.service, entry.where) == (service, "Canal needle exchange")


def test_name_that_one_service_has_is_that_service(person: Person, advocate: User) -> None:
    service = make_listing("Canal needle exchange")

    entry = make_entry(person, by=advocate, where="canal needle exchange")

    assert (entry.service, entry.where) == (service, "canal needle exchange")


def test_name_that_two_services_have_is_neither(person: Person, advocate: User) -> None:
    make_listing("Food table")
    make_listing("Food table")

    entry = make_entry(person, by=advocate, where="Food table")

    assert (entry.service, entry.where) == (None, "Food table")


def test_entry_says_where(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_entry(person, by=advocate, where="")

    assert codes(broken) == ["nowhere"]


def test_consent_keeps_each_yes_apart(person: Person, advocate: User) -> None:
    entry = make_entry(person, by=advocate)

    make_consent(entry, Use.COUNT, Use.QUOTE, by=advocate, may_name_service=True)

    kept = FairnessConsent.objects.get()
    assert (kept.may_count, kept.may_quote, kept.may_tell_service) == (True, True, False)
    assert (kept.may_name_service, kept.may_name_person) == (True, False)
    assert kept.in_words == ["Counted with others", "Their words used", "The service named"]
    assert Entry.objects.get(action="fairness.consent").facts == {"uses": "count,quote"}


def test_asking_again_replaces_what_they_said(person: Person, advocate: User) -> None:
    entry = make_entry(person, Use.COUNT, Use.QUOTE, by=advocate)

    now = make_consent(entry, by=advocate)

    before = FairnessConsent.objects.get(may_count=True)
    assert FairnessEntry.objects.get().consent == now
    assert (before.holds, before.replaced_on, now.allows_something) == (False, clock.today(), False)


def test_nothing_names_no_service(person: Person, advocate: User) -> None:
    consent = make_consent(make_entry(person, by=advocate), by=advocate, may_name_service=True)

    assert not consent.may_name_service


def test_name_goes_only_where_the_words_go(person: Person, advocate: User) -> None:
    entry = make_entry(person, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        make_consent(entry, Use.COUNT, by=advocate, may_name_person=True)

    assert codes(broken) == ["name_alone"]
    assert not FairnessConsent.objects.exists()


def test_take_back_ends_it_at_once_and_twice_changes_nothing(person: Person, advocate: User) -> None:
    entry = make_entry(person, Use.COUNT, by=advocate)

    take_back_consent(entry, by=advocate)
    take_back_consent(entry, by=advocate)

    taken = FairnessConsent.objects.get()
    assert (FairnessEntry.objects.get().consent, taken.taken_back_on) == (None, clock.today())
    assert Entry.objects.filter(action="fairness.take_back").count() == 2


def test_database_holds_one_consent_an_entry(person: Person, advocate: User) -> None:
    entry = make_entry(person, Use.COUNT, by=advocate)
    first = FairnessConsent.objects.get()

    first.pk = person.new_row_id()
    with pytest.raises(IntegrityError), recorded("test", by=None):
        first.save(force_insert=True)

    assert FairnessConsent.objects.get().entry == entry
