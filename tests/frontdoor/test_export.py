"""The whole directory as a file, and the way back."""

import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.directory import models
from alongside.directory.models import Service
from tests.conftest import SignIn
from tests.factories.accounts import sign_in
from tests.factories.directory import make_hours, make_listing, make_organization, make_place
from tests.frontdoor.official import OFFICIAL, needs_official
from tests.frontdoor.way_back import bring_in, empty_directory, exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(service: object) -> Service:
    """A service with a row in every table that may hang on it."""
    organization = make_organization(
        "Cedar Trust", website="https://cedar.example", more={"legal_status": "CIO"}
    )
    row = make_listing(
        "Cedar food bank",
        needs=("food", "money"),
        phone="0161 496 0000",
        organization=organization,
        alternate_name="The Cedar",
        description="Parcels",
        url="https://cedar.example/food",
        email="pat.jones@cedar.example",
        email_is_personal=True,
        fees="Free",
        accreditations="None",
        eligibility_description="People without food",
        application_process="Voucher",
        minimum_age=16,
        maximum_age=99,
        open_to="women",
        alert="Closed on 1 January",
        assured_date=date(2026, 11, 1),
        assurer_email="office@cedar.example",
        not_in_public_feed=True,
        by_phone=True,
        our_note="Canary: the side door",
        more={"interpretation_services": "On demand"},
    )
    place = make_place(row, more={"transportation": "Bus 86"})
    make_place(row, hide_address=True, hidden_address="Canary Lane", name="The house")
    make_hours(
        row, "MO,WE", valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1), description="Mon and Wed"
    )
    with permitted():
        language = {"name": "Polish", "code": "pl"}
        at = {"service": row}
        models.Schedule.objects.create(location=place.location, description="By day")
        models.Schedule.objects.create(
            service_at_location=place, freq="MONTHLY", byday="1TU", opens_at=time(9)
        )
        contact = models.Contact.objects.create(
            **at, name="Pat Jones", title="Manager", email="pat@cedar.example"
        )
        number = models.Phone.objects.create(contact=contact, number="0161 496 0001", extension="7")
        models.Phone.objects.create(organization=organization, number="0161 496 0002")
        models.Phone.objects.create(location=place.location, number="0161 496 0003")
        models.Contact.objects.create(organization=organization, title="The office")
        models.Contact.objects.create(location=place.location, title="The porter")
        for whose in (at, {"location": place.location}, {"phone": number}):
            models.Language.objects.create(**whose, **language)
        models.CostOption.objects.create(**at, option="A bag", amount=Decimal("2.50"))
        models.Eligibility.objects.create(**at, eligibility="Anyone", minimum_age=16)
        models.ServiceArea.objects.create(**at, name="Hulme")
        models.Funding.objects.create(**at, funder="A fund")
        models.Funding.objects.create(organization=organization, funder="Another fund")
        models.Accessibility.objects.create(location=place.location, description="A ramp")
        models.OrganizationIdentifier.objects.create(
            organization=organization, identifier_type="Charity", identifier="1"
        )
        groups = models.Taxonomy.objects.create(name="Groups", description="Who comes")
        parent = models.TaxonomyTerm.objects.create(taxonomy=groups, name="People", description="All")
        child = models.TaxonomyTerm.objects.create(
            taxonomy=groups,
            parent=parent,
            name="Women",
            description="Women",
            term_uri="https://terms.example/w",
        )
        models.Attribute.objects.create(**at, taxonomy_term=child, link_type="eligibility", value="yes")
        models.Attribute.objects.create(organization=organization, taxonomy_term=parent)
        models.Attribute.objects.create(location=place.location, taxonomy_term=parent)
        models.Attribute.objects.create(service_at_location=place, taxonomy_term=parent)
    make_organization("Runs nothing yet")
    return row


def test_export_holds_private_services_marked_as_such(full: Service) -> None:
    row = exported()["contents"][-1]

    assert (row["name"], row["not_in_public_feed"], row["email_is_personal"]) == (
        "Cedar food bank",
        True,
        True,
    )
    assert [place["location"].get("hide_address", False) for place in row["service_at_locations"]] == [
        False,
        True,
    ]


def test_export_holds_no_hidden_address_and_no_note_of_ours(full: Service) -> None:
    assert "Canary" not in json.dumps(exported())


def test_export_is_one_page(full: Service) -> None:
    page = exported()

    assert [row["name"] for row in page.pop("contents")] == ["Groups", "Runs nothing yet", "Cedar food bank"]
    assert page == {
        "total_items": 3,
        "total_pages": 1,
        "page_number": 1,
        "size": 3,
        "first_page": True,
        "last_page": True,
        "empty": False,
    }


def test_export_of_nothing_is_an_empty_page(service: object) -> None:
    assert (exported()["empty"], exported()["contents"]) == (True, [])


def test_export_brought_into_an_empty_directory_is_the_same_export(full: Service, tmp_path: Path) -> None:
    first = exported()
    (tmp_path / "directory.json").write_text(json.dumps(first))
    empty_directory()

    bring_in(tmp_path / "directory.json")

    assert exported() == first


@needs_official
@pytest.mark.parametrize(
    "example", ["service_full", "service_list", "organization_full", "service_at_location_full", "taxonomy"]
)
def test_official_example_survives_the_way_there_and_back(
    service: object, tmp_path: Path, example: str
) -> None:
    bring_in(OFFICIAL / "examples" / f"{example}.json")
    first = exported()
    (tmp_path / "directory.json").write_text(json.dumps(first))
    empty_directory()

    bring_in(tmp_path / "directory.json")

    assert exported() == first


def test_coordinator_takes_the_directory_as_a_file(
    full: Service, coordinator: User, signed_in: SignIn
) -> None:
    response = signed_in(coordinator).get("/directory/export/")

    content: bytes = b"".join(response)  # type: ignore[call-overload]
    assert json.loads(content) == exported()
    assert response["Content-Disposition"].startswith('attachment; filename="directory-20')
    assert response["Cache-Control"] == "no-store, private"


def test_taking_the_directory_is_recorded(full: Service, coordinator: User, signed_in: SignIn) -> None:
    signed_in(coordinator).get("/directory/export/")

    entry = Entry.objects.filter(action="directory.export").get()
    assert entry.actor == coordinator.pk


def test_r08_taking_the_directory_asks_who_it_is_after_ten_minutes(full: Service, coordinator: User) -> None:
    answer = sign_in(coordinator, seconds_ago=11 * 60).get("/directory/export/")

    assert answer.headers["Location"] == "/again/?next=%2Fdirectory%2Fexport%2F"
    assert not Entry.objects.filter(action="directory.export").exists()


def test_advocate_cannot_take_the_directory(full: Service, advocate: User, signed_in: SignIn) -> None:
    assert signed_in(advocate).get("/directory/export/").status_code == 404
