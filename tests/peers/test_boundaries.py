"""The boundaries book: ask before or tell after, with no blame (E11)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.common.problems import RuleBroken
from alongside.peers.actions.boundaries import decide_boundary
from alongside.peers.models import BoundaryDecision, BoundaryEntry, BoundaryKind, BoundaryWhen
from alongside.peers.queries.boundaries import KindCount, Pattern, boundaries_book
from tests.conftest import SignIn
from tests.factories.supervision import make_boundary


def test_entry_is_told_and_answered(advocate: User, coordinator: User, signed_in: SignIn) -> None:
    hers, theirs = signed_in(advocate), signed_in(coordinator)
    hers.get(reverse("boundary-new"))

    hers.post(reverse("boundary-new"), {"when": "after", "kind": "lift", "what": "Canary drove me home"})
    entry = BoundaryEntry.objects.get()
    waiting = theirs.get(reverse("boundaries")).content.decode()
    read = theirs.get(reverse("boundary", args=[entry.pk])).content.decode()
    sent = {"decision": "fine_if", "advice": "Sit in the back"}
    theirs.post(reverse("boundary", args=[entry.pk]), sent)
    mine = hers.get(reverse("my-boundaries")).content.decode()

    assert "Ana Reyes" in waiting
    assert "Canary drove me home" in read
    for words in ("Canary drove me home", "Sit in the back", "It is fine, in this way", "Cora Lind"):
        assert words in mine
    assert (str(entry), entry.seal_owner()) == (f"boundary entry {entry.pk}", advocate.pk)


def test_nobody_decides_about_themselves(coordinator: User) -> None:
    entry = make_boundary(coordinator)

    with pytest.raises(RuleBroken) as broken:
        decide_boundary(entry, decision=BoundaryDecision.FINE, by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["oneself"]
    assert boundaries_book(coordinator).waiting == []


def test_entry_is_not_for_colleagues(advocate: User, other_advocate: User, signed_in: SignIn) -> None:
    entry = make_boundary(advocate, what="Canary scarf")
    client = signed_in(other_advocate)

    pages = [client.get(url) for url in (reverse("my-boundaries"), reverse("boundary", args=[entry.pk]))]

    assert [page.status_code for page in pages] == [200, 404]
    assert "Canary" not in pages[0].content.decode()
    assert boundaries_book(other_advocate).waiting == []


def test_pattern_shows_what_comes_up_again_and_again(
    advocate: User, other_advocate: User, coordinator: User
) -> None:
    for when in (BoundaryWhen.BEFORE, BoundaryWhen.AFTER, BoundaryWhen.AFTER):
        make_boundary(advocate, when=when)
    make_boundary(other_advocate, kind=BoundaryKind.LIFT)

    book = boundaries_book(coordinator)

    assert book.patterns == [Pattern(advocate, BoundaryKind.GIFT, 3)]
    assert book.kinds == [KindCount(BoundaryKind.GIFT, 1, 2), KindCount(BoundaryKind.LIFT, 1, 0)]


@pytest.mark.parametrize("many", [1, 3])
def test_book_costs_the_same_for_three_as_for_one(
    *,
    many: int,
    advocate: User,
    other_advocate: User,
    supervisor: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for user in [advocate, other_advocate, supervisor][:many]:
        for _number in range(3):
            make_boundary(user)
        decide_boundary(make_boundary(user), decision=BoundaryDecision.TALK, by=coordinator)
    client = signed_in(coordinator)
    client.get(reverse("boundaries"))

    with django_assert_num_queries(13):
        page = client.get(reverse("boundaries"))

    assert len(page.context["book"].patterns) == many


@pytest.mark.parametrize("many", [1, 3])
def test_my_book_costs_the_same_for_three_as_for_one(
    *,
    many: int,
    advocate: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _number in range(many):
        decide_boundary(make_boundary(advocate), decision=BoundaryDecision.TALK, by=coordinator)
    client = signed_in(advocate)
    client.get(reverse("my-boundaries"))

    with django_assert_num_queries(8):
        client.get(reverse("my-boundaries"))
