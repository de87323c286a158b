"""Who works with a person, by its pages (R18)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, User
from alongside.common import clock
from alongside.people.models import (
    Partnership,
    PartnershipKind,
    Person,
    Wall,
)
from alongside.people.rules import may_see_person
from tests.conftest import SignIn
from tests.factories.accounts import make_user, sign_in
from tests.factories.people import (
    make_partnership,
)
from tests.people.sight.conftest import QUERIES, boxes, text


def test_partners_page_says_who_as_what_from_when_and_why(
    on_phone: Client, coordinator: User, other_advocate: User, person: Person
) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        make_partnership(person, other_advocate, PartnershipKind.COVER, ends_on=clock.today())

    page = text(on_phone.get(reverse("partners", args=[person.pk])))

    assert "Ana Reyes" in page
    assert "Who worked with them before" in page
    assert "Cover while somebody is away" in page
    assert "Hand over" in page
    assert "Add a colleague" not in page
    assert "Change" not in page


def test_partners_page_shows_the_dp_lead_no_reason(
    at_privacy: Client, at_desk: Client, other_advocate: User, person: Person
) -> None:
    at_desk.post(
        reverse("partner-new", args=[person.pk]),
        {
            "to_user": other_advocate.pk,
            "kind": "cover",
            "why": "Hospital",
            **boxes("starts_on", clock.today()),
        },
    )

    assert "Hospital" in text(at_desk.get(reverse("partners", args=[person.pk])))
    assert "Hospital" not in text(at_privacy.get(reverse("partners", args=[person.pk])))


@pytest.mark.parametrize("number", [1, 3])
def test_partners_page_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number - 1):
        make_partnership(person, make_user(f"Nia {each}", Role.ADVOCATE))

    with django_assert_num_queries(QUERIES["partners"]):
        at_desk.get(reverse("partners", args=[person.pk]))


def test_coordinator_lets_a_colleague_work_with_somebody(
    at_desk: Client, other_advocate: User, person: Person
) -> None:
    answer = at_desk.post(
        reverse("partner-new", args=[person.pk]),
        {"to_user": other_advocate.pk, "kind": "advocate", **boxes("starts_on", clock.today())},
    )

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])
    assert may_see_person(other_advocate, person)


def test_r16_walled_colleague_is_not_available_and_no_reason_is_given(
    at_desk: Client, walled_advocate: User, board_member: User, person: Person
) -> None:
    Wall.objects.count()
    told = {"to_user": walled_advocate.pk, "kind": "advocate", **boxes("starts_on", clock.today())}

    answer = at_desk.post(reverse("partner-new", args=[person.pk]), told)

    assert answer.status_code == 422
    assert "This colleague is not available. Choose somebody else." in text(answer)
    for word in ("wall", "conflict", "objection", "asked"):
        assert word not in text(answer).lower()


def test_form_of_a_partnership_says_what_is_missing(at_desk: Client, person: Person) -> None:
    answer = at_desk.post(reverse("partner-new", args=[person.pk]), {"to_user": str(uuid.uuid4())})

    page = text(answer)
    assert answer.status_code == 422
    for sentence in ("Choose one of these answers", "Choose what they are to them", "Write the first day"):
        assert sentence in page


def test_coordinator_changes_and_ends_a_partnership(at_desk: Client, advocate: User, person: Person) -> None:
    held = Partnership.objects.get(user=advocate)
    later = clock.today() + timedelta(days=30)

    assert "Since" in text(at_desk.get(reverse("partners", args=[person.pk])))
    at_desk.post(
        reverse("partner-change", args=[person.pk, held.pk]), {**boxes("ends_on", later), "why": "Exams"}
    )
    held.refresh_from_db()
    assert (held.ends_on, held.why) == (later, "Exams")
    assert at_desk.get(reverse("partner-change", args=[person.pk, held.pk])).status_code == 200
    assert at_desk.get(reverse("partner-end", args=[person.pk, held.pk])).status_code == 200

    at_desk.post(reverse("partner-end", args=[person.pk, held.pk]), boxes("on", clock.today()))

    held.refresh_from_db()
    assert held.ends_on == clock.today()


def test_advocate_hands_over_whom_they_work_with(
    on_phone: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    form = on_phone.get(reverse("partner-hand-over", args=[person.pk]))
    assert f'value="{advocate.pk}" selected' in form.content.decode()

    on_phone.post(
        reverse("partner-hand-over", args=[person.pk]),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
    )

    assert [held.user for held in Partnership.objects.filter(ends_on=None)] == [other_advocate]


def test_hand_over_that_takes_ones_own_sight_leads_away(
    on_phone: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Partnership.objects.filter(user=advocate).get()
    with clock.at(clock.now() - timedelta(days=5)):
        make_partnership(person, advocate, PartnershipKind.COVER)

    answer = on_phone.post(
        reverse("partner-hand-over", args=[person.pk]),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", yesterday)},
    )

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])

    held = Partnership.objects.get(user=advocate, kind=PartnershipKind.ADVOCATE)
    sign_in(make_user("Cato Lind", Role.COORDINATOR)).post(
        reverse("partner-end", args=[person.pk, held.pk]), boxes("on", yesterday)
    )
    assert not may_see_person(advocate, person)


def test_who_only_met_them_at_a_clinic_hands_nobody_over(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_partnership(person, other_advocate, PartnershipKind.CLINIC)
    client = signed_in(other_advocate)

    assert client.get(reverse("partners", args=[person.pk])).status_code == 200
    assert client.get(reverse("partner-hand-over", args=[person.pk])).status_code == 404


def test_f6_coordinator_closes_the_record_to_all_but_the_named_and_opens_it_again(
    at_desk: Client, coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    url = reverse("restrict", args=[person.pk])
    answer = at_desk.post(url, {"named": [str(coordinator.pk)]})

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])
    assert not may_see_person(advocate, person)
    assert "Only colleagues who are named" in text(at_desk.get(reverse("partners", args=[person.pk])))

    at_desk.post(reverse("open-up", args=[person.pk]))

    assert may_see_person(advocate, person)

    answer = at_desk.post(url, {"named": [str(other_advocate.pk)]})

    assert answer.headers["Location"] == reverse("people")
    assert at_desk.get(reverse("partners", args=[person.pk])).status_code == 404
