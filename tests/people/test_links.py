"""Two people who are tied."""

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common.problems import RuleBroken
from alongside.people.actions import link_people, unlink_people
from alongside.people.models import Link, LinkKind, Person, WallKind
from alongside.people.queries.card import ties_of
from alongside.people.rules import people_visible_to
from tests.conftest import SignIn
from tests.factories.people import make_glass, make_link, make_partnership, make_person, make_wall


@pytest.fixture
def other(coordinator: User, advocate: User) -> Person:
    """Somebody else `advocate` works with."""
    other = make_person(by=coordinator, called="Kit", full_name="Kit Bell")
    make_partnership(other, advocate)
    return other


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


def test_r14_wall_round_one_hides_the_other(person: Person, other: Person, advocate: User) -> None:
    make_link(person, other, by=advocate)

    make_wall(other, advocate, WallKind.CONFLICT)

    assert list(people_visible_to(advocate)) == []


def test_link_is_seen_from_both_ends(person: Person, other: Person, advocate: User) -> None:
    link = make_link(person, other, LinkKind.PARTNER, by=advocate)

    assert [(tie.link, tie.other) for tie in ties_of(person, viewer=advocate)] == [(link, other)]
    assert [(tie.link, tie.other) for tie in ties_of(other, viewer=advocate)] == [(link, person)]
    assert link.label == "Partner or former partner"


def test_link_to_somebody_unseen_leaves_no_sign(person: Person, advocate: User, coordinator: User) -> None:
    unseen = make_person(by=coordinator, called="Una")
    make_link(person, unseen, by=coordinator)

    assert ties_of(person, viewer=advocate) == []
    assert len(ties_of(person, viewer=coordinator)) == 1


def test_how_they_are_tied_is_sealed_and_not_in_the_audit(
    person: Person, other: Person, advocate: User
) -> None:
    link = make_link(person, other, LinkKind.HARM, by=advocate)

    assert Link.objects.get(pk=link.pk).kind == LinkKind.HARM
    assert Entry.objects.order_by("-seq")[0].facts == {"other": str(other.pk)}


def test_two_people_are_linked_once(person: Person, other: Person, advocate: User) -> None:
    make_link(person, other, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        link_people(other, person, kind=LinkKind.FAMILY, by=advocate)

    assert [problem.code for problem in broken.value.problems] == ["linked_already"]


def test_nobody_is_linked_to_themselves(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        link_people(person, person, kind=LinkKind.FAMILY, by=advocate)

    assert [problem.code for problem in broken.value.problems] == ["same_person"]


def test_unlinked_people_are_free_of_each_others_walls(person: Person, other: Person, advocate: User) -> None:
    link = make_link(person, other, by=advocate)
    make_wall(other, advocate)

    unlink_people(link, by=advocate)

    assert list(people_visible_to(advocate)) == [person]


def test_link_page_finds_then_ties(client: Client, person: Person, other: Person) -> None:
    page = f"/people/{person.pk}/links/new/"

    begun = client.get(page)
    found = client.post(page, {"words": "bell"})
    saved = client.post(page, {"words": "bell", "step": "link", "other": other.pk, "kind": "household"})

    assert (begun.status_code, found.status_code, saved.status_code) == (200, 200, 302)
    assert f"Kit Bell · {other.reference}" in found.content.decode()
    assert saved["Location"] == f"/people/{person.pk}/details/"
    assert Link.objects.filter(person=person, other=other).count() == 1


def test_link_page_says_when_nobody_is_found(client: Client, person: Person) -> None:
    answer = client.post(f"/people/{person.pk}/links/new/", {"words": "marsh"})

    assert "Nobody with these letters" in answer.content.decode()


def test_link_page_asks_for_letters(client: Client, person: Person) -> None:
    answer = client.post(f"/people/{person.pk}/links/new/", {"words": ""})

    assert answer.status_code == 422
    assert "Write part of a name" in answer.content.decode()


def test_link_page_shows_what_the_rule_says(
    client: Client, person: Person, other: Person, advocate: User
) -> None:
    make_link(other, person, by=advocate)
    step = {"words": "bell", "step": "link", "other": other.pk, "kind": "household"}

    answer = client.post(f"/people/{person.pk}/links/new/", step)

    assert answer.status_code == 422
    assert "They are linked already" in answer.content.decode()


def test_r11_somebody_unseen_cannot_be_linked(client: Client, person: Person, coordinator: User) -> None:
    unseen = make_person(by=coordinator, called="Kitty", full_name="Kitty Bell")
    step = {"words": "bell", "step": "link", "other": unseen.pk, "kind": "household"}

    answer = client.post(f"/people/{person.pk}/links/new/", step)

    assert "Kitty" not in answer.content.decode()
    assert not Link.objects.exists()


def test_link_is_removed_after_asking(client: Client, person: Person, other: Person, advocate: User) -> None:
    link = make_link(other, person, by=advocate)
    page = f"/people/{person.pk}/links/{link.pk}/remove/"

    asked = client.get(page)
    removed = client.post(page)

    assert "Kit" in asked.content.decode()
    assert removed.status_code == 302
    assert not Link.objects.exists()


def test_r11_link_to_somebody_unseen_cannot_be_removed(
    client: Client, person: Person, coordinator: User
) -> None:
    link = make_link(person, make_person(by=coordinator, called="Una"), by=coordinator)

    answer = client.post(f"/people/{person.pk}/links/{link.pk}/remove/")

    assert answer.status_code == 404
    assert Link.objects.exists()


def test_details_show_links(client: Client, person: Person, other: Person, advocate: User) -> None:
    make_link(person, other, LinkKind.HOUSEHOLD, by=advocate)

    page = client.get(f"/people/{person.pk}/details/").content.decode()

    assert "Lives with" in page
    assert "Kit" in page


def test_r20_record_opened_in_an_emergency_is_not_linked(
    person: Person, advocate: User, coordinator: User, client: Client
) -> None:
    opened = make_person(by=coordinator, called="Una")
    make_glass(opened, advocate)

    response = client.post(
        f"/people/{person.pk}/links/new/",
        {"words": "una", "step": "link", "other": opened.pk, "kind": "family"},
    )

    assert response.status_code == 422
    assert not Link.objects.exists()


def test_r20_link_of_a_record_opened_in_an_emergency_stays(
    person: Person, advocate: User, coordinator: User, client: Client
) -> None:
    opened = make_person(by=coordinator, called="Una")
    link = make_link(person, opened, by=coordinator)
    make_glass(opened, advocate)

    response = client.post(f"/people/{person.pk}/links/{link.pk}/remove/")

    assert response.status_code == 404
    assert Link.objects.get() == link
