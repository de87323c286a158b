"""What is never in the feed, on whichever page and however it is asked for."""

from typing import Any

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.clinics.actions import change_public_page, write_risk_sheet
from alongside.directory.models import (
    Accessibility,
    Attribute,
    Contact,
    Phone,
    Schedule,
    Service,
    ServiceStatus,
)
from alongside.directory.needs import NEED_OF
from tests.factories.clinics import make_clinic
from tests.factories.directory import make_listing, make_organization, make_place

pytestmark = pytest.mark.django_db

LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
WAYS = ("", "?full=true", "?full_service=true", "?minimal=true", "?full=true&format=ndjson")


def everything(client: Client) -> str:
    """Return all that the feed says in every list, in every way, and of every row by its id."""
    texts = []
    for kind in LISTS:
        for way in WAYS:
            texts.append(text(client.get(f"/feed/{kind}{way}")))
        for row in client.get(f"/feed/{kind}").json()["contents"]:
            texts.append(text(client.get(f"/feed/{kind}/{row['id']}")))
            texts.append(text(client.get(f"/feed/{kind}/{row['id']}?full_service=true")))
    return "\n".join(texts)


def text(response: Any) -> str:
    """Return what an answer says."""
    assert response.status_code == 200
    return b"".join(response).decode()


def canaries(said: str) -> list[str]:
    """Return the words of this test that must not be read."""
    return sorted({word for word in said.replace('"', " ").split() if "Canary" in word or "canary" in word})


@pytest.fixture
def shown(service: object) -> Service:
    """A service that anybody may read of."""
    return make_listing(
        "Cedar helpline", phone="0161 496 0000", organization=make_organization("Cedar Trust")
    )


def test_private_service_and_who_runs_only_it_are_nowhere(client: Client, shown: Service) -> None:
    private = make_listing(
        "Canary private", not_in_public_feed=True, organization=make_organization("Canary House Trust")
    )
    place = make_place(private, address_1="Canary Lane")

    assert canaries(everything(client)) == []
    assert client.get(f"/feed/services/{private.pk}").status_code == 404
    assert client.get(f"/feed/service_at_locations/{place.pk}").status_code == 404
    assert client.get(f"/feed/organizations/{private.organization_id}").status_code == 404
    assert client.get("/feed/services?search=canary").json()["total_items"] == 0
    assert client.get(f"/feed/services?organization_id={private.organization_id}").json()["total_items"] == 0


def test_private_service_of_a_body_with_others_is_not_told_with_it(client: Client, shown: Service) -> None:
    make_listing("Canary refuge", not_in_public_feed=True, organization=shown.organization)

    assert canaries(everything(client)) == []


def test_service_closed_for_good_is_nowhere(client: Client, shown: Service) -> None:
    make_listing("Canary closed", status=ServiceStatus.DEFUNCT, organization=make_organization("Canary gone"))

    assert canaries(everything(client)) == []


def test_refuge_is_listed_without_a_word_on_where_it_is(client: Client, shown: Service) -> None:
    place = make_place(
        shown,
        hide_address=True,
        name="Canary House",
        description="Canary Lane",
        external_identifier="Canary1",
        hidden_address="1 Canary Lane M15 6AA",
    )
    with permitted():
        for model, field in ((Accessibility, "description"), (Phone, "number")):
            model.objects.create(location=place.location, **{field: "Canary"})
        for of in ({"location": place.location}, {"service_at_location": place}):
            Contact.objects.create(title="Canary", **of)
            Phone.objects.create(number="Canary", **of)
            Schedule.objects.create(description="Canary", freq="WEEKLY", byday="SU", **of)
            Attribute.objects.create(value="Canary", taxonomy_term_id=NEED_OF["home"].id, **of)

    assert canaries(everything(client)) == []
    assert client.get(f"/feed/service_at_locations/{place.pk}").status_code == 404
    assert client.get("/feed/services?day=SU").json()["total_items"] == 0
    assert client.get(f"/feed/services/{shown.pk}").json()["name"] == "Cedar helpline"


def test_hidden_address_is_found_by_no_postcode(client: Client, shown: Service) -> None:
    make_place(shown, hide_address=True, hidden_address="1 Canal Street M15 6AA")

    near = client.get("/feed/service_at_locations?postcode=M15&proximity=900000")

    assert near.json()["total_items"] == 0


def test_our_note_is_nowhere(client: Client, shown: Service) -> None:
    with permitted():
        shown.change(our_note="Canary: ask for the side door", more={"canary": "Canary"}, source="Canary")

    assert canaries(everything(client)) == []


def test_what_names_one_person_is_nowhere(client: Client, shown: Service) -> None:
    with permitted():
        shown.change(
            email="canary.smith@cedar.example",
            email_is_personal=True,
            assurer_email="canary.jones@cedar.example",
            description="Write to canary.jones@cedar.example, or ring.",
        )
        shown.organization.change(email="canary@cedar.example", website="mailto:canary.smith@cedar.example")
        named = Contact.objects.create(service=shown, name="Canary Smith", email="Canary", title="Canary")
        Phone.objects.create(contact=named, number="Canary")

    assert canaries(everything(client)) == []
    shown_now = client.get(f"/feed/services/{shown.pk}").json()
    assert (shown_now["description"], "contacts" in shown_now) == ("Write to , or ring.", False)


def test_email_that_was_marked_as_personal_is_nowhere(client: Client, shown: Service) -> None:
    with permitted():
        shown.change(email="office@canary.example", email_is_personal=True)

    assert canaries(everything(client)) == []


def test_desk_is_in_the_feed_with_its_number_and_address(client: Client, shown: Service) -> None:
    with permitted():
        shown.change(email="referrals@cedar.example")
        desk = Contact.objects.create(service=shown, title="The front desk")
        Phone.objects.create(contact=desk, number="0161 496 0001")

    found = client.get(f"/feed/services/{shown.pk}").json()

    assert found["email"] == "referrals@cedar.example"
    assert [(row["title"], row["phones"][0]["number"]) for row in found["contacts"]] == [
        ("The front desk", "0161 496 0001")
    ]


def test_nothing_of_the_inside_of_a_clinic_is_in_the_feed(
    client: Client, coordinator: User, shown: Service
) -> None:
    clinic = make_clinic(
        by=coordinator,
        name="Mill Lane",
        address="12 Mill Lane, Salford, M5 4XX",
        host="Canary host",
        room="Canary room",
        getting_in="Canary way in",
        door_code="Canary99",
    )
    write_risk_sheet(clinic, by=coordinator, risk_sheet="Canary risk")

    said = everything(client)

    assert "12 Mill Lane" in said
    assert canaries(said) == []


def test_clinic_that_is_not_for_everybody_is_nowhere(
    client: Client, coordinator: User, shown: Service
) -> None:
    clinic = make_clinic("Canary clinic", by=coordinator)
    change_public_page(clinic, by=coordinator, is_public=False)

    assert canaries(everything(client)) == []
    assert client.get(f"/feed/services/{clinic.pk}").status_code == 404
    assert [row["name"] for row in client.get("/feed/organizations").json()["contents"]] == ["Cedar Trust"]


def test_public_address_is_shown_instead_of_the_other(
    client: Client, coordinator: User, shown: Service
) -> None:
    clinic = make_clinic("Mill Lane", by=coordinator, address="Canary Lane")
    change_public_page(
        clinic, by=coordinator, is_public=True, public_address="By the library", public_notes="Blue door"
    )

    found = client.get(f"/feed/services/{clinic.pk}").json()

    assert canaries(everything(client)) == []
    assert found["service_at_locations"][0]["location"]["description"] == "By the library\nBlue door"
