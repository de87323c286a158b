"""Raising a concern, and what whoever raised it sees afterwards."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.people.models import BreakGlass, Person
from alongside.safety.models import Concern, ConcernState
from tests.conftest import SignIn
from tests.factories.people import make_wall
from tests.factories.safety import make_concern
from tests.safety.pages.conftest import PAGES

ANSWERS = {
    "danger": "no",
    "saw": "A bruise on the arm",
    "they_said": "I fell",
    "happened_on_day": "",
    "happened_on_month": "",
    "happened_on_year": "",
    "told": "yes",
}


def test_anybody_who_sees_people_raises_a_concern_about_nobody_on_record(
    signed_in: SignIn, other_advocate: User
) -> None:
    client = signed_in(other_advocate)

    answer = client.post(reverse("concern-new"), {**ANSWERS, "who": "The lad with the dog"})

    concern = Concern.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("concern-raised", args=[concern.pk]))
    assert (concern.who, concern.saw, concern.person) == ("The lad with the dog", "A bruise on the arm", None)


def test_concern_is_raised_about_a_person_one_works_with(
    signed_in: SignIn, advocate: User, other_advocate: User, person: Person
) -> None:
    address = reverse("person-concern-new", args=[person.pk])
    client = signed_in(advocate)

    page = client.get(address).content.decode()
    client.post(address, {**ANSWERS, "worker": str(other_advocate.pk)})

    assert ("Jo" in page, "Who are you worried about?" in page) == (True, False)
    assert [(c.person, c.worker) for c in Concern.objects.all()] == [(person, other_advocate)]


def test_every_page_leads_to_the_form_and_a_person_s_page_to_one_about_them(
    signed_in: SignIn, advocate: User, person: Person
) -> None:
    client = signed_in(advocate)

    anywhere = client.get(reverse("concerns")).content.decode()
    about_them = client.get(reverse("person-concern-new", args=[person.pk])).content.decode()

    assert f'class="worry" href="{reverse("concern-new")}"' in anywhere
    assert f'class="worry" href="{reverse("person-concern-new", args=[person.pk])}"' in about_them


def test_banner_of_a_coordinator_counts_new_concerns_on_every_page(
    signed_in: SignIn, coordinator: User, advocate: User, concern: Concern
) -> None:
    assert (
        "<b>1 new safeguarding concern</b>"
        in signed_in(coordinator).get(reverse("concern-new")).content.decode()
    )
    assert "safeguarding concern</b>" not in signed_in(advocate).get(reverse("concern-new")).content.decode()


def test_r56_opening_the_form_is_a_look_like_any_other(
    signed_in: SignIn, advocate: User, person: Person
) -> None:
    signed_in(advocate).get(reverse("person-concern-new", args=[person.pk]))

    [entry] = Entry.objects.filter(person=person.pk, action="person.see")
    assert entry.facts == {"page": "person"}


def test_emergency_look_is_enough_to_raise_a_concern(
    signed_in: SignIn, other_advocate: User, person: Person
) -> None:
    with recorded("test", by=other_advocate):
        glass = BreakGlass(user=other_advocate, person=person, why="She rang")
        glass.until_at = glass.from_at.replace(year=2100)
        glass.save()

    signed_in(other_advocate).post(reverse("person-concern-new", args=[person.pk]), ANSWERS)

    assert Concern.objects.get().person == person


def test_r11_form_about_a_person_one_may_not_see_is_not_there(
    signed_in: SignIn, walled_advocate: User, person: Person
) -> None:
    client = signed_in(walled_advocate)
    nobody = reverse("person-concern-new", args=[uuid4()])

    for method in (client.get, client.post):
        hidden, missing = (
            method(reverse("person-concern-new", args=[person.pk]), ANSWERS),
            method(nobody, ANSWERS),
        )
        assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert not Concern.objects.exists()


def test_board_member_does_not_come_here(signed_in: SignIn, board_member: User, concern: Concern) -> None:
    client = signed_in(board_member)

    for name in ("concern-new", "concerns", "concerns-closed"):
        assert client.get(reverse(name)).status_code == 404


def test_empty_form_says_what_is_needed_and_keeps_the_rest(signed_in: SignIn, advocate: User) -> None:
    client = signed_in(advocate)
    sent = {"danger": "yes", "told": "not_yet", "who": "The lad with the dog"}

    answer = client.post(reverse("concern-new"), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Write what you saw or heard" in page, "Say in a few words why" in page) == (True, True)
    assert "The lad with the dog" in page


def test_colleagues_are_named_by_name_without_oneself(
    signed_in: SignIn, advocate: User, coordinator: User, other_advocate: User
) -> None:
    form = signed_in(advocate).get(reverse("concern-new")).context["form"]

    assert [label for _value, label in form.fields["worker"].choices[1:]] == ["Cora Lind", "Otis Hale"]


def test_a_colleague_who_is_not_in_the_list_is_refused(signed_in: SignIn, advocate: User) -> None:
    answer = signed_in(advocate).post(reverse("concern-new"), {**ANSWERS, "worker": str(advocate.pk)})

    assert answer.status_code == 422
    assert not Concern.objects.exists()


def test_raiser_sees_its_state_and_their_own_words(
    signed_in: SignIn, advocate: User, coordinator: User, concern: Concern
) -> None:
    page = signed_in(advocate).get(reverse("concern-raised", args=[concern.pk])).content.decode()

    assert ("Waiting to be seen" in page, "He pushed me" in page, concern.reference in page) == (True,) * 3
    assert "Nobody here can open this" not in page


def test_raiser_is_told_when_nobody_can_open_it(signed_in: SignIn, advocate: User, concern: Concern) -> None:
    page = signed_in(advocate).get(reverse("concern-raised", args=[concern.pk])).content.decode()

    assert "Nobody here can open this" in page


def test_raiser_who_no_longer_sees_the_person_sees_the_state_only(
    signed_in: SignIn, other_advocate: User, coordinator: User, person: Person
) -> None:
    concern = make_concern(by=other_advocate, person=person, they_said="He pushed me")

    page = signed_in(other_advocate).get(reverse("concern-raised", args=[concern.pk])).content.decode()

    assert ("Waiting to be seen" in page, "He pushed me" in page, "Jo" in page) == (True, False, False)


def test_r12_wall_hides_what_one_raised_before(
    signed_in: SignIn, advocate: User, person: Person, concern: Concern
) -> None:
    make_wall(person, advocate)
    client = signed_in(advocate)

    assert client.get(reverse("concern-raised", args=[concern.pk])).status_code == 404
    assert concern.reference not in client.get(reverse("concerns")).content.decode()


def test_r11_concern_of_others_is_as_one_that_is_not(
    signed_in: SignIn, other_advocate: User, supervisor: User, coordinator: User, concern: Concern
) -> None:
    for user in (other_advocate, supervisor):
        client = signed_in(user)
        for name in PAGES:
            hidden, missing = (client.get(reverse(name, args=[pk])) for pk in (concern.pk, uuid4()))
            assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
            assert b"He pushed me" not in hidden.content
        assert client.post(reverse("concern-seen", args=[concern.pk])).status_code == 404
    assert Concern.objects.get().state == ConcernState.NEW


HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }} \u202egnp.exe"


def test_r43_what_was_typed_is_shown_as_it_is(signed_in: SignIn, coordinator: User, advocate: User) -> None:
    signed_in(advocate).post(reverse("concern-new"), {**ANSWERS, "saw": HOSTILE, "who": HOSTILE})
    concern = Concern.objects.get()

    page = signed_in(coordinator).get(reverse("concern-words", args=[concern.pk])).content.decode()

    assert ("<script>alert" in page, "{{ 7|add:7 }}" in page, "\u202e" in page) == (False, True, False)


def test_r44_form_without_its_token_is_refused(advocate: User, signed_in: SignIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(advocate).cookies

    assert strict.post(reverse("concern-new"), ANSWERS).status_code == 403
    assert not Concern.objects.exists()


def test_titles_name_nobody(signed_in: SignIn, coordinator: User, concern: Concern) -> None:
    client = signed_in(coordinator)

    titles: list[Any] = []
    for name in ("concern", "concern-words", "concern-decide", "concern-news", "concern-close"):
        page = client.get(reverse(name, args=[concern.pk])).content.decode()
        titles.append(page.split("<title>")[1].split("</title>")[0])

    assert [title for title in titles if "Jo" in title or concern.reference in title] == []
