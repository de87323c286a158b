"""Pages of the fairness log: the person's own, and the coordinator's with nobody's name."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.casework.models import Case
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.models import Person
from alongside.voice.models import FairnessEntry, Theme, Use
from alongside.voice.queries import fairness_at, fairness_by_service
from tests.conftest import SignIn
from tests.factories.casework import make_how_it_went, make_warm
from tests.factories.directory import make_listing
from tests.factories.people import make_person
from tests.factories.voice import make_consent, make_entry

OF_PERSON_QUERIES = 16
LOG_QUERIES = 2
"""The roles of the reader, and everything."""
AT_QUERIES = 3
"""The entries, what is allowed, and the keys."""


def test_pages_keep_what_happened_and_ask_what_may_be_done_with_it(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    typed = {"where": "The job centre", "words": "Nobody looked up", "theme": "disrespect"}

    asked = client.post(reverse("fairness-new", args=[person.pk]), typed)
    question = client.get(asked.url).content.decode()
    before = client.get(reverse("fairness", args=[person.pk])).content.decode()
    client.post(asked.url, {"uses": ["count", "quote"], "may_name_service": "on", "said_how": "spoken"})
    after = client.get(reverse("fairness", args=[person.pk])).content.decode()

    assert "Nobody looked up" in question
    for words in ("They have not been asked", "Stays here", "Talked down to"):
        assert words in before
    for words in ("May be used", "Counted with others · Their words used · The service named"):
        assert words in after
    assert not Case.objects.exists()


def test_page_after_a_hand_over_begins_with_what_they_said(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today(), to_whom="The night shelter")
    make_how_it_went(hand_over, by=advocate, got_in="refused", words="They shut the door")
    url, client = reverse("fairness-after", args=[person.pk, hand_over.pk]), signed_in(advocate)

    page = client.get(url).content.decode()
    client.post(url, {"words": "They shut the door", "theme": "turned_away"})
    hand_over_page = client.get(reverse("warm", args=[person.pk, hand_over.pk])).content.decode()

    for words in ("The night shelter", "They shut the door"):
        assert words in page
    assert "It is in the fairness log." in hand_over_page
    assert url not in hand_over_page
    entry = FairnessEntry.objects.get()
    assert (entry.hand_over, entry.where, entry.words) == (
        hand_over,
        "The night shelter",
        "They shut the door",
    )


@pytest.mark.parametrize("treated, theme", [("badly", Theme.DISRESPECT), ("", Theme.TURNED_AWAY)])
def test_page_after_a_hand_over_proposes_what_it_was(
    treated: str, theme: Theme, person: Person, advocate: User, signed_in: SignIn
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today())
    make_how_it_went(hand_over, by=advocate, got_in="refused", treated=treated)

    answer = signed_in(advocate).get(reverse("fairness-after", args=[person.pk, hand_over.pk]))

    assert answer.context["form"].initial["theme"] == theme


def test_page_after_a_hand_over_that_went_well_is_empty(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    hand_over = make_warm(person, by=advocate, rang_on=clock.today())
    make_how_it_went(hand_over, by=advocate, words="All good")

    answer = signed_in(advocate).get(reverse("fairness-after", args=[person.pk, hand_over.pk]))

    assert answer.context["form"].initial == {}


def test_page_says_what_does_not_fit_and_loses_nothing(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    entry = make_entry(person, by=advocate)
    typed = {"uses": ["count"], "may_name_person": "on", "said_how": "phone"}

    answer = signed_in(advocate).post(reverse("fairness-use", args=[person.pk, entry.pk]), typed)

    assert answer.status_code == 422
    assert "Their name goes only where their words go" in answer.content.decode()
    assert answer.context["form"]["said_how"].value() == "phone"


def test_they_take_it_back_from_the_page(person: Person, advocate: User, signed_in: SignIn) -> None:
    entry = make_entry(person, Use.COUNT, by=advocate)
    client = signed_in(advocate)

    client.post(reverse("fairness-take-back", args=[person.pk, entry.pk]))

    page = client.get(reverse("fairness", args=[person.pk])).content.decode()
    assert "They took back what they allowed. It goes nowhere." in page


def test_no_to_everything_is_kept_as_an_answer(person: Person, advocate: User, signed_in: SignIn) -> None:
    make_consent(make_entry(person, by=advocate), by=advocate)

    page = signed_in(advocate).get(reverse("fairness", args=[person.pk])).content.decode()

    assert "They want it to go nowhere." in page


def test_page_with_nothing_says_what_it_is_for(person: Person, advocate: User, signed_in: SignIn) -> None:
    page = signed_in(advocate).get(reverse("fairness", args=[person.pk])).content.decode()

    assert "It helps to know when the same thing happens to many." in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_person_costs_the_same_for_more(
    number: int,
    person: Person,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_entry(person, Use.COUNT, by=advocate)
    client = signed_in(advocate)

    with django_assert_num_queries(OF_PERSON_QUERIES):
        client.get(reverse("fairness", args=[person.pk]))


def test_log_counts_people_and_masks_few(
    advocate: User, coordinator: User, signed_in: SignIn, person: Person
) -> None:
    service = make_listing("Cedar clinic")
    for name in ("Al", "Bo", "Cy"):
        someone = make_person(by=advocate, called=name)
        make_entry(someone, Use.COUNT, by=advocate, service=service, where="")
        make_entry(someone, Use.COUNT, by=advocate, service=service, where="")
    make_entry(person, Use.COUNT, by=advocate, service=service, where="", theme=Theme.WAITING)
    make_entry(person, by=advocate, service=service, where="", theme=Theme.RULES)
    make_entry(person, Use.QUOTE, by=advocate, where="Somewhere else")

    groups = fairness_by_service(coordinator)
    page = signed_in(coordinator).get(reverse("fairness-log")).content.decode()

    assert [(group.name, [(one.theme, one.people) for one in group.themes]) for group in groups] == [
        ("Cedar clinic", [("Turned away", 3), ("Left waiting", 1)]),
        ("Not in the directory", [("Turned away", 0)]),
    ]
    for words in ("Cedar clinic", "3 people", "fewer than 3 people", "Not in the directory"):
        assert words in page
    for hidden in ("Al<", "Jo<", str(person.pk), "Somewhere else"):
        assert hidden not in page
    assert Entry.objects.filter(action="fairness.list").count() == 1


def test_log_with_nothing_says_so(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    log = client.get(reverse("fairness-log")).content.decode()
    elsewhere = client.get(reverse("fairness-elsewhere")).content.decode()

    assert "Nothing that may be used is written down." in log
    assert "Nothing that may be used is written down." in elsewhere


def test_page_of_a_service_shows_words_only_where_they_may_be_used(
    person: Person, advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    service = make_listing("Cedar clinic")
    make_entry(person, Use.COUNT, by=advocate, service=service, where="", words="Count me only")
    make_entry(person, Use.QUOTE, by=advocate, service=service, where="", words="Quote me")
    make_entry(person, by=advocate, service=service, where="", words="Nowhere at all")
    make_entry(person, Use.QUOTE, by=advocate, where="The corner shop", words="Quote me too")
    client = signed_in(coordinator)

    here = client.get(reverse("fairness-at", args=[service.pk])).content.decode()
    elsewhere = client.get(reverse("fairness-elsewhere")).content.decode()

    assert [words in here for words in ("Quote me", "Count me only", "Nowhere at all", "Jo Marsh")] == [
        True,
        False,
        False,
        False,
    ]
    for words in ("Quote me too", "The corner shop"):
        assert words in elsewhere
    assert str(person.pk) not in here + elsewhere


@pytest.mark.parametrize("number", [1, 3])
def test_log_costs_the_same_for_more(
    number: int, advocate: User, coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    service = make_listing()
    for name in ("Al", "Bo", "Cy")[:number]:
        make_entry(make_person(by=advocate, called=name), *Use, by=advocate, service=service, where="")

    with django_assert_num_queries(LOG_QUERIES):
        fairness_by_service(coordinator)
    forget_all()
    with django_assert_num_queries(AT_QUERIES):
        fairness_at(coordinator, service)
