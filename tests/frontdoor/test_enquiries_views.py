"""The coordinator's enquiries: the list, one of them, and what is done about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.frontdoor import actions
from alongside.frontdoor.models import Agreed, Enquiry, EnquiryKind, EnquiryOutcome
from alongside.peers.models import Application
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.frontdoor import make_enquiry, make_referral
from tests.factories.people import make_person

ENQUIRIES_QUERIES = 14


def test_list_shows_who_waits_and_how_many_were_tried_in_time(coordinator: User, signed_in: SignIn) -> None:
    make_enquiry(called="Kit", topic="home")
    tried = make_enquiry(called="Sam")
    actions.try_to_reach(tried, by=coordinator, way="call", got_through=False)
    actions.close_enquiry(make_enquiry(called="Canary"), by=coordinator, outcome=EnquiryOutcome.INVITED)

    page = signed_in(coordinator).get(reverse("enquiries")).content.decode()

    for words in ("Kit", "Asks for help · A home", "By ", "Sam", "Tried", "of 2 tried in time"):
        assert words in page
    assert "Invited to come and see us" in page
    assert "Canary" not in page


def test_list_says_when_nobody_waits(coordinator: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).get(reverse("enquiries")).content.decode()

    assert "Nobody waits for an answer." in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_asks_for_as_many_queries_whatever_it_holds(
    coordinator: User, signed_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(how_many):
        make_enquiry()
        actions.close_enquiry(make_enquiry(), by=coordinator, outcome=EnquiryOutcome.INVITED)
    client = signed_in(coordinator)
    client.get(reverse("enquiries"))

    with django_assert_num_queries(ENQUIRIES_QUERIES):
        client.get(reverse("enquiries"))


def test_enquiry_shows_what_was_told_and_the_look_is_recorded(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry(about="I may lose my room", code_name="The library", topic="home")
    actions.try_to_reach(enquiry, by=coordinator, way="call", got_through=False, words="After four")

    page = signed_in(coordinator).get(reverse("enquiry", args=[enquiry.pk])).content.decode()

    for words in ("I may lose my room", "The library", "A phone call", "After four", "Begin a record"):
        assert words in page
    entry = Entry.objects.get(action="enquiry.see")
    assert (entry.actor, entry.about) == (coordinator.pk, str(enquiry.pk))


def test_enquiry_says_what_holds_it_back(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    not_yet = make_referral(Agreed.NOT_YET)
    noted = make_enquiry(by=coordinator, came_by="phone")
    shut = actions.close_enquiry(make_enquiry(), by=coordinator, outcome=EnquiryOutcome.INVITED)
    moved = make_enquiry()
    actions.begin_record(moved, by=coordinator, called="Canary")

    pages = [
        client.get(reverse("enquiry", args=[one.pk])).content.decode()
        for one in (not_yet, noted, shut, moved)
    ]

    assert "Ring the worker back" in pages[0]
    assert "Begin a record" not in pages[0]
    assert "Through the worker who wrote." in pages[0]
    assert "noted by Cora Lind" in pages[1]
    assert "Invited to come and see us" in pages[2]
    assert "It stands on the person’s record now." in pages[3]
    assert "None is known." in pages[3]
    assert "Canary" not in pages[3]


def test_try_is_written_from_its_page_with_the_safe_ways_only(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry()
    client = signed_in(coordinator)
    url = reverse("enquiry-try", args=[enquiry.pk])

    form = client.get(url)
    refused = client.post(url, {"way": "text", "got_through": "no"})
    answer = client.post(url, {"way": "call", "got_through": "no", "words": "Rings out"})

    enquiry.refresh_from_db()
    assert [value for value, _label in form.context["form"].fields["way"].choices] == ["call"]
    assert refused.status_code == 422
    assert answer.url == reverse("enquiry", args=[enquiry.pk])
    assert enquiry.first_tried_at is not None
    assert enquiry.tries.get().got_through is False


def test_enquiry_is_closed_from_its_page(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry()
    client = signed_in(coordinator)
    url = reverse("enquiry-close", args=[enquiry.pk])

    form = client.get(url).content.decode()
    refused = client.post(url, {"outcome": "not_reached"})
    answer = client.post(url, {"outcome": "elsewhere"})

    assert "A record was begun" not in form
    assert refused.context["form"].errors == {"outcome": ["Try to reach them first, and write it down."]}
    assert answer.url == reverse("enquiries")
    assert Enquiry.objects.get().outcome == "elsewhere"


def test_record_is_begun_from_its_page_with_what_was_told(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry()
    client = signed_in(coordinator)
    url = reverse("enquiry-record", args=[enquiry.pk])

    form = client.get(url)
    answer = client.post(url, {"called": "Kit", "phone": "07700 900123", "waiting": "on"})

    person = Person.objects.get()
    assert form.context["form"].initial["called"] == "Kit"
    assert answer.url == reverse("person", args=[person.pk])
    assert person.waiting_since is not None


def test_record_of_somebody_known_is_found_first(coordinator: User, signed_in: SignIn) -> None:
    known = make_person(by=coordinator, called="Kit", phone="07700 900123")
    enquiry = make_enquiry()
    client = signed_in(coordinator)
    url = reverse("enquiry-record", args=[enquiry.pk])
    told = {"called": "Kit", "phone": "07700 900123"}

    asked = client.post(url, told)
    answer = client.post(url, {**told, "same": str(known.pk)})

    assert "same" in asked.context["form"].errors
    assert answer.url == reverse("person", args=[known.pk])
    assert Person.objects.count() == 1


def test_yes_that_came_later_is_noted_from_the_page(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_referral(Agreed.NOT_YET)
    client = signed_in(coordinator)

    answer = client.post(reverse("enquiry-agreed", args=[enquiry.pk]), follow=True)

    enquiry.refresh_from_db()
    assert enquiry.agreed == Agreed.SAID
    assert "Begin a record" in answer.content.decode()


@pytest.mark.parametrize("kind", [EnquiryKind.ADVOCATE, EnquiryKind.REFERRAL])
def test_record_is_refused_where_there_is_to_be_none(
    coordinator: User, signed_in: SignIn, kind: EnquiryKind
) -> None:
    enquiry = make_enquiry(kind) if kind == EnquiryKind.ADVOCATE else make_referral(Agreed.NOT_YET)

    answer = signed_in(coordinator).post(reverse("enquiry-record", args=[enquiry.pk]), {"called": "Kit"})

    assert answer.url == reverse("enquiry", args=[enquiry.pk])
    assert not Person.objects.exists()


def test_e3_who_wants_to_be_an_advocate_gets_an_application_with_their_words(
    coordinator: User, signed_in: SignIn
) -> None:
    with clock.at(clock.now() - timedelta(days=2)):
        enquiry = make_enquiry(EnquiryKind.ADVOCATE, about="Somebody sat with me")
    client, url = signed_in(coordinator), reverse("enquiry-application", args=[enquiry.pk])

    linked = url in client.get(reverse("enquiry", args=[enquiry.pk])).content.decode()
    asked = client.get(url).context["form"].initial
    answer = client.post(url, {"name": "Kit Marsh", "reach": "07700 900123", "words": "Somebody sat with me"})
    after = client.get(reverse("enquiry", args=[enquiry.pk])).content.decode()

    application = Application.objects.get()
    assert linked
    assert asked == {"name": "Kit", "reach": "07700 900123", "words": "Somebody sat with me"}
    assert answer["Location"] == reverse("application", args=[application.pk])
    assert (application.words, application.received_on) == (
        "Somebody sat with me",
        timezone.localtime(enquiry.received_at).date(),
    )
    assert ("It stands on their application now." in after, "sat with me" in after) == (True, False)
    assert client.post(url, {})["Location"] == reverse("enquiry", args=[enquiry.pk])


def test_e3_who_asks_for_help_gets_no_application(coordinator: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry()
    client, url = signed_in(coordinator), reverse("enquiry-application", args=[enquiry.pk])

    page = client.get(reverse("enquiry", args=[enquiry.pk])).content.decode()
    answer = client.get(url, follow=True)

    assert url not in page
    assert "They asked for help, and not to become an advocate." in answer.content.decode()


def test_somebody_who_rang_is_noted_by_an_advocate_and_by_the_coordinator(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    told = {"came_by": "phone", "called": "Kit", "ways": ["call"], "phone": "07700 900123"}
    url = reverse("enquiry-new")

    pages = [signed_in(user).post(url, told).url for user in (advocate, coordinator)]

    assert pages == [reverse("more"), reverse("enquiries")]
    assert [(one.came_by, one.written_by) for one in Enquiry.objects.order_by("received_at")] == [
        ("phone", advocate),
        ("phone", coordinator),
    ]


def test_advocate_does_not_read_enquiries(advocate: User, signed_in: SignIn) -> None:
    enquiry = make_enquiry(about="Canary")
    client = signed_in(advocate)

    answers = [
        client.get(reverse("enquiries")),
        client.get(reverse("enquiry", args=[enquiry.pk])),
        client.get(reverse("enquiry-record", args=[enquiry.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_decisions_show_who_was_not_tried_yet(coordinator: User, signed_in: SignIn) -> None:
    make_enquiry(called="Kit")

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert "Waiting for an answer" in page
    assert "Kit" in page
