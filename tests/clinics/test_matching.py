"""Which advocates may be asked to stand beside somebody, and which of their wishes each one fits (A10)."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.clinics.actions.supply import tell_about_me
from alongside.clinics.models import Supply
from alongside.clinics.queries.matching import advocates_to_ask, fits
from alongside.peers.actions.matching import ask_to_offer, say_wishes
from alongside.peers.models import MatchWish, OfferAsk, StageName
from alongside.peers.queries.matching import wish_of
from alongside.people.actions import declare_conflict
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.peers import make_advocate
from tests.factories.people import make_person, make_wall
from tests.factories.rota import make_supply


def a_lead(name: str, *, by: User) -> User:
    """Return an advocate who may work."""
    return make_advocate(name, StageName.LEAD, by=by)


@pytest.fixture
def waiting(coordinator: User) -> Person:
    """Somebody who has no advocate."""
    return make_person(by=coordinator, called="Lee", full_name="Lee Ward")


def names(person: Person) -> list[str]:
    """Return who may be asked."""
    return [str(one.user.name) for one in advocates_to_ask(person, wish_of(person))]


def test_a10_each_advocate_shows_which_wishes_they_fit(
    coordinator: User, waiting: Person, signed_in: SignIn
) -> None:
    say_wishes(waiting, by=coordinator, woman_or_man="woman", language="pl", where="Hulme library, M15")
    abe, zofia = a_lead("Abe Stone", by=coordinator), a_lead("Zofia Wren", by=coordinator)
    make_supply(abe, area="M14")
    make_supply(zofia, area="M1")
    tell_about_me(
        by=zofia, languages=["pl"], traits=["woman", "lgbt"], to_match=["languages", "woman_or_man"]
    )

    found = advocates_to_ask(waiting, wish_of(waiting))
    page = signed_in(coordinator).get(reverse("match", args=[waiting.pk])).content.decode()

    assert [(str(one.user.name), one.fits) for one in found] == [
        ("Zofia Wren", ["Speaks Polish", "A woman", "Less than 2 miles away"]),
        ("Abe Stone", ["Less than 2 miles away"]),
    ]
    assert "Speaks Polish · A woman · Less than 2 miles away" in page
    assert "LGBT" not in page


@pytest.mark.parametrize(
    "to_match, fitting", [([], []), (["languages"], ["Speaks Polish"]), (["woman_or_man"], ["A man"])]
)
def test_a10_what_was_told_to_the_planner_alone_is_not_shown(to_match: list[str], fitting: list[str]) -> None:
    wish = MatchWish(woman_or_man="man", language="pl")

    assert fits(wish, Supply(languages=["pl"], traits=["man"], to_match=to_match)) == fitting


def test_a10_advocate_says_on_their_own_page_what_the_coordinator_may_see(
    lead: User, signed_in: SignIn
) -> None:
    client, url = signed_in(lead), reverse("my-about")

    client.post(url, {"languages": ["pl"], "traits": ["woman"]})
    before = client.get(reverse("my-rota")).content.decode()
    client.post(url, {"languages": ["pl"], "traits": ["woman"], "to_match": ["languages"]})
    after = client.get(reverse("my-rota")).content.decode()

    assert "Your coordinator does not." in before
    assert "your coordinator sees what you said they may" in after
    assert Supply.objects.get().to_match == ["languages"]


def test_a10_nothing_is_shown_that_was_not_asked_for() -> None:
    supply = Supply(languages=["pl"], traits=["man"], to_match=["languages", "woman_or_man"], area="M1")

    assert [fits(wish, supply) for wish in (MatchWish(), MatchWish(woman_or_man="woman"), None)] == [[]] * 3
    assert fits(MatchWish(language="pl"), None) == []


@pytest.mark.parametrize(
    "where, home, words",
    [
        ("M15 4FN", "M1", ["Less than 2 miles away"]),
        ("the job centre in m22", "M1", ["About 6 miles away"]),
        ("EH1", "M1", []),
        ("By the river", "M1", []),
        ("M15", None, []),
    ],
)
def test_a10_way_is_told_in_whole_miles(where: str, home: str | None, words: list[str]) -> None:
    assert fits(MatchWish(where=where), Supply(area=home)) == words


def test_a10_who_may_not_be_chosen_does_not_appear_and_no_reason_is_told(
    coordinator: User, waiting: Person, advocate: User, signed_in: SignIn
) -> None:
    a_lead("Free Hart", by=coordinator)
    make_wall(waiting, a_lead("Walled Hart", by=coordinator))
    declare_conflict(by=a_lead("Declared Hart", by=coordinator), who="Lee Ward")
    make_advocate("Interested Hart", StageName.INTERESTED, by=coordinator)
    make_advocate("Unchecked Hart", StageName.LEAD, by=coordinator, checked=False)
    ask_to_offer(waiting, [a_lead("Asked Hart", by=coordinator)], by=coordinator)

    page = signed_in(coordinator).get(reverse("match", args=[waiting.pk])).content.decode()

    assert names(waiting) == ["Free Hart"]
    for hidden in ("Walled Hart", "Declared Hart", "Interested Hart", "Unchecked Hart", str(advocate.name)):
        assert hidden not in page


def test_a10_whoever_works_with_them_already_is_not_asked(
    coordinator: User, lead: User, person: Person
) -> None:
    assert names(person) == []


def test_a10_coordinator_asks_some(coordinator: User, waiting: Person, signed_in: SignIn) -> None:
    one, other = a_lead("One Hart", by=coordinator), a_lead("Other Hart", by=coordinator)
    make_wall(waiting, other)
    client, url = signed_in(coordinator), reverse("match", args=[waiting.pk])

    nobody = client.post(url, {})
    walled = client.post(url, {"users": [str(other.pk)]})
    client.post(url, {"users": [str(one.pk)]})
    page = client.get(url).content.decode()

    assert (nobody.status_code, walled.status_code) == (422, 422)
    assert [ask.user for ask in OfferAsk.objects.all()] == [one]
    assert "Who was asked" in page
    assert "There is nobody more to ask just now." in page


def test_a10_coordinator_behind_a_wall_finds_no_page(
    coordinator: User, waiting: Person, signed_in: SignIn
) -> None:
    make_wall(waiting, coordinator)

    assert signed_in(coordinator).get(reverse("match", args=[waiting.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_a10_list_takes_as_many_queries_for_three_advocates_as_for_one(
    many: int, coordinator: User, waiting: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say_wishes(waiting, by=coordinator, language="pl")
    for number in range(many):
        user = a_lead(f"Lead {number}", by=coordinator)
        tell_about_me(by=user, languages=["pl"], to_match=["languages"])
    wish = wish_of(waiting)

    with django_assert_num_queries(MATCH_QUERIES):
        found = advocates_to_ask(waiting, wish)

    assert [one.fits for one in found] == [["Speaks Polish"]] * many


MATCH_QUERIES = 15
