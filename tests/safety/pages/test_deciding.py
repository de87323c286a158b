"""Reading, deciding and closing a concern, and who may not."""

from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry, Outcome
from alongside.people.actions import close_own_file
from alongside.people.models import Person
from alongside.safety.actions import decide_on_concern
from alongside.safety.models import Concern, Share
from tests.conftest import SignIn
from tests.factories.people import make_person
from tests.factories.safety import make_concern
from tests.safety.pages.conftest import PAGES


def test_r56_named_worker_is_refused_everywhere_and_it_is_recorded(
    signed_in: SignIn, advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    concern = make_concern(by=advocate, person=person, worker=coordinator)
    client = signed_in(coordinator)

    for name in PAGES:
        assert client.get(reverse(name, args=[concern.pk])).status_code == 404
    assert concern.reference not in client.get(reverse("concerns")).content.decode()
    assert concern.reference not in client.get(reverse("concerns-closed")).content.decode()
    refused = Entry.objects.filter(actor=coordinator.pk, outcome=Outcome.REFUSED)
    assert {(entry.about, entry.person) for entry in refused} == {(str(concern.pk), person.pk)}


def test_coordinator_is_warned_before_opening_what_was_written(
    signed_in: SignIn, coordinator: User, concern: Concern
) -> None:
    client = signed_in(coordinator)

    outside = client.get(reverse("concern", args=[concern.pk])).content.decode()
    inside = client.get(reverse("concern-words", args=[concern.pk])).content.decode()

    assert ("may be hard to read" in outside, "He pushed me" in outside, "Jo" in outside) == (
        True,
        False,
        True,
    )
    assert ("He pushed me" in inside, "To stay at my sister" in inside) == (True, True)
    opened = Entry.objects.filter(about=str(concern.pk), actor=coordinator.pk).values_list(
        "action", flat=True
    )
    assert list(opened) == ["concern.see", "concern.open"]


def test_r18_restricted_person_is_not_named_on_the_page(
    signed_in: SignIn, coordinator: User, person: Person, concern: Concern
) -> None:
    with recorded("test", by=None):
        person.change(is_restricted=True)

    page = signed_in(coordinator).get(reverse("concern", args=[concern.pk])).content.decode()

    assert ("Jo" in page, "kept from you" in page) == (False, True)


def test_coordinator_says_i_have_seen_this(signed_in: SignIn, coordinator: User, concern: Concern) -> None:
    client = signed_in(coordinator)

    answer = client.post(reverse("concern-seen", args=[concern.pk]))

    assert answer["Location"] == reverse("concern", args=[concern.pk])
    assert Concern.objects.get().seen_by == coordinator
    assert client.get(reverse("concern-seen", args=[concern.pk])).status_code == 405


def test_coordinator_decides_adds_news_and_closes(
    signed_in: SignIn, coordinator: User, concern: Concern
) -> None:
    client = signed_in(coordinator)
    words = reverse("concern-words", args=[concern.pk])

    decided = client.post(
        reverse("concern-decide", args=[concern.pk]),
        {"share": "yes", "why": "She asked", "with_whom": "The duty team", "told": "yes", "what": "The name"},
    )
    added = client.post(
        reverse("concern-news", args=[concern.pk]), {"kind": "sent", "words": "Rang them at four"}
    )
    open_page = client.get(words).content.decode()
    closed = client.post(
        reverse("concern-close", args=[concern.pk]), {"outcome": "passed_on", "words": "She feels heard"}
    )
    closed_page = client.get(words).content.decode()

    assert [answer["Location"] for answer in (decided, added, closed)] == [words] * 3
    for said in ("She asked", "The duty team", "The name", "Rang them at four"):
        assert said in open_page
    assert ("She feels heard" in closed_page, "Write a decision" in closed_page) == (True, False)


def test_r18_concern_of_an_old_file_leads_back_to_the_list_once_it_is_closed(
    signed_in: SignIn, coordinator: User, supervisor: User, person: Person, concern: Concern
) -> None:
    decide_on_concern(concern, by=coordinator, share=Share.NO, why="She asked us to wait")
    close_own_file(person, named=[supervisor], by=coordinator)
    client = signed_in(coordinator)

    closed = client.post(reverse("concern-close", args=[concern.pk]), {"outcome": "safer", "words": ""})

    assert closed["Location"] == reverse("concerns")
    assert client.get(reverse("concern-words", args=[concern.pk])).status_code == 404


def test_close_without_a_decision_says_what_to_do(
    signed_in: SignIn, coordinator: User, concern: Concern
) -> None:
    answer = signed_in(coordinator).post(
        reverse("concern-close", args=[concern.pk]), {"outcome": "safer", "words": "All well"}
    )

    assert answer.status_code == 422
    assert "First write down what you decided" in answer.content.decode()


def test_words_name_the_worker_to_who_may_know(
    signed_in: SignIn, advocate: User, other_advocate: User, coordinator: User, concern: Concern
) -> None:
    about_otis = make_concern(by=advocate, worker=other_advocate)

    page = signed_in(coordinator).get(reverse("concern-words", args=[about_otis.pk])).content.decode()

    assert "Otis Hale" in page


def test_concern_about_an_anonymous_contact_shows_who_it_turned_out_to_be(
    signed_in: SignIn, advocate: User, coordinator: User, person: Person
) -> None:
    contact = make_person(by=advocate)
    concern = make_concern(by=advocate, person=contact)
    with recorded("test", by=advocate):
        contact.change(joined_to=person)

    page = signed_in(coordinator).get(reverse("concern", args=[concern.pk])).content.decode()

    assert "Jo" in page
