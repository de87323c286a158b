"""How a person may be reached, and what they need."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto.actions import destroy_key
from alongside.crypto.fields import Unreadable
from alongside.people.actions import (
    change_need,
    change_person,
    end_need,
    keep_no_needs,
    write_safe_contact,
)
from alongside.people.models import Need, NeedKind, Person, SafeContact, SafeWay
from alongside.people.queries.card import live_needs_of, safe_contacts_of
from alongside.people.rules import contact_problems
from alongside.people.rules.contact import months_after, safe_contact_of, safe_number
from tests.factories.people import make_need, make_person, make_safe_contact


@pytest.fixture
def reachable(person: Person, advocate: User) -> Person:
    """Somebody with a number, an e-mail address and a place for letters."""
    return change_person(
        person, by=advocate, phone="07700 900123", email="jo@mail.example", address="12 Alder Row"
    )


def codes(person: Person, way: SafeWay) -> list[str]:
    """Return what stands against reaching them this way."""
    return [problem.code for problem in contact_problems(person, way)]


@pytest.mark.parametrize("way", SafeWay)
def test_a11_nothing_is_safe_before_it_was_asked(reachable: Person, way: SafeWay) -> None:
    assert codes(reachable, way) == ["not_asked"]


@pytest.mark.parametrize("way", SafeWay)
def test_a11_way_they_said_is_safe_is_free(reachable: Person, advocate: User, way: SafeWay) -> None:
    make_safe_contact(reachable, way, by=advocate)

    assert codes(reachable, way) == []


@pytest.mark.parametrize("way", SafeWay)
def test_a11_way_they_did_not_name_is_blocked(reachable: Person, advocate: User, way: SafeWay) -> None:
    make_safe_contact(reachable, *(other for other in SafeWay if other != way), by=advocate)

    assert codes(reachable, way) == ["not_safe"]


@pytest.mark.parametrize("way", SafeWay)
def test_way_without_a_place_is_blocked(person: Person, advocate: User, way: SafeWay) -> None:
    make_safe_contact(person, *SafeWay, by=advocate)

    assert codes(person, way) == ["nowhere"]


def test_what_is_safe_for_one_says_nothing_of_another(reachable: Person, advocate: User) -> None:
    other = make_person(by=advocate, called="Lee", phone="07700 900456")
    make_safe_contact(other, SafeWay.CALL, by=advocate)

    assert contact_problems(other, SafeWay.CALL) == []
    assert contact_problems(reachable, SafeWay.CALL) != []


def test_r58_safe_runs_out_and_is_asked_again(reachable: Person, advocate: User) -> None:
    make_safe_contact(reachable, SafeWay.TEXT, by=advocate, ask_again_on=clock.today())

    today = codes(reachable, SafeWay.TEXT)
    with clock.at(clock.now() + timedelta(days=1)):
        tomorrow = codes(reachable, SafeWay.TEXT)

    assert (today, tomorrow) == ([], ["ask_again"])


def test_asked_again_after_three_months_unless_they_say_otherwise(person: Person, advocate: User) -> None:
    written = make_safe_contact(person, SafeWay.TEXT, by=advocate)

    assert written.ask_again_on == months_after(clock.today(), 3)


@pytest.mark.parametrize(
    "day, months, after",
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_number_they_called_safe_comes_before_the_one_on_record(reachable: Person, advocate: User) -> None:
    make_safe_contact(reachable, SafeWay.CALL, by=advocate, number="07700 900456")

    assert safe_number(reachable, safe_contact_of(reachable)) == "07700 900456"
    assert safe_number(reachable, None) == "07700 900123"


def test_what_cannot_be_opened_is_not_safe(reachable: Person, advocate: User) -> None:
    make_safe_contact(reachable, *SafeWay, by=advocate)
    destroy_key(reachable.pk)

    again = Person.objects.get(pk=reachable.pk)

    assert codes(again, SafeWay.CALL) == ["not_safe", "nowhere"]


def test_new_words_replace_the_old_and_keep_them(person: Person, advocate: User) -> None:
    first = make_safe_contact(person, SafeWay.CALL, by=advocate, words="Not on Mondays", number="")
    second = make_safe_contact(person, by=advocate)

    assert safe_contact_of(person) == second
    assert safe_contacts_of(person) == [first]
    assert SafeContact.objects.get(pk=first.pk).replaced_on == clock.today()
    assert first.rules == {"ways": ["call"], "words": "Not on Mondays"}


def test_database_lets_one_safe_contact_hold(person: Person, advocate: User) -> None:
    make_safe_contact(person, by=advocate)

    with pytest.raises(IntegrityError), recorded("test", by=advocate):
        SafeContact.objects.create(
            person=person,
            rules={},
            said_on=clock.today(),
            ask_again_on=clock.today(),
            written_by=advocate,
        )


def test_ways_are_kept_as_codes_and_not_in_the_audit(person: Person, advocate: User) -> None:
    written = write_safe_contact(person, by=advocate, ways=["voicemail", SafeWay.CALL], code_name="Sam")

    assert written.rules == {"ways": ["call", "voicemail"], "code_name": "Sam"}
    assert Entry.objects.order_by("-seq")[0].facts == {}


def test_a9_need_is_recorded_flagged_and_reviewed_after_a_year(person: Person, advocate: User) -> None:
    need = make_need(person, NeedKind.INTERPRETER, by=advocate, words="Polish", may_be_shared=True)

    assert live_needs_of(person) == [need]
    assert (need.label, need.words, need.how_met, need.may_be_shared) == (
        "An interpreter",
        "Polish",
        None,
        True,
    )
    assert need.review_on == months_after(clock.today(), 12)
    assert Person.objects.get(pk=person.pk).needs_asked_on == clock.today()


def test_a9_need_is_overdue_the_day_after(person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate, review_on=clock.today())

    assert not need.is_overdue
    with clock.at(clock.now() + timedelta(days=1)):
        assert need.is_overdue


def test_a9_looking_again_moves_the_review(person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate, words="18 point", review_on=clock.today())

    change_need(need, by=advocate, words="", how_met="Letters by us")

    again = Need.objects.get(pk=need.pk)
    assert (again.words, again.how_met) == (None, "Letters by us")
    assert again.review_on == months_after(clock.today(), 12)


def test_need_that_ended_is_no_flag(person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate)

    end_need(need, by=advocate)

    assert live_needs_of(person) == []
    assert Need.objects.get(pk=need.pk).ended_on == clock.today()


def test_a9_asked_and_nothing_needed_is_kept(person: Person, advocate: User) -> None:
    keep_no_needs(person, by=advocate)

    assert Person.objects.get(pk=person.pk).needs_asked_on == clock.today()


def test_need_that_cannot_be_opened_says_so(person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate)
    destroy_key(person.pk)

    again = Need.objects.get(pk=need.pk)

    assert again.label == str(Unreadable())
