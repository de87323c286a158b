"""What can be asked of the feed."""

import json
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.clinics.models import ClinicKind
from alongside.directory.actions.needs import set_up_needs
from alongside.directory.models import Address, Location, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm
from alongside.directory.needs import NEED_OF, NEEDS, TAXONOMY_ID
from tests.factories.clinics import make_clinic
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that nothing has."""


def names(client: Client, query: str, kind: str = "services") -> list[str]:
    """Return the names in a list of the feed."""
    response = client.get(f"/feed/{kind}?{query}")
    assert response.status_code == 200
    return [row.get("name") or row["service"]["name"] for row in response.json()["contents"]]


@pytest.fixture
def listings(service: object) -> dict[str, Service]:
    """Three services that differ in everything."""
    food = make_listing("Cedar food bank", description="Parcels and soup", minimum_age=18)
    make_hours(food, "MO,TH", time(10), time(12))
    make_place(food, "M15 6AA")
    needles = make_listing(
        "Alder pharmacy",
        needs=("needle-exchange",),
        maximum_age=25,
        organization=make_organization("Alder Chemists", website="alder.example"),
        last_modified=datetime(2026, 3, 1, tzinfo=UTC),
    )
    place = make_place(needles, "PA20 9AA", latitude=None, longitude=None)
    make_hours(needles, "SA", time(22), time(2), service_at_location=place)
    line = make_listing("Birch helpline", needs=("legal", "money"), at_place=False, by_phone=True)
    return {"food": food, "needles": needles, "line": line}


@pytest.mark.parametrize(
    "query, wanted",
    [
        ("", ["Alder pharmacy", "Birch helpline", "Cedar food bank"]),
        ("search=SOUP", ["Cedar food bank"]),
        ("search=parcels+cedar", ["Cedar food bank"]),
        ("search=parcels+alder", []),
        ("search=chemists", ["Alder pharmacy"]),
        (f"taxonomy_term_id={NEED_OF['food'].id}", ["Cedar food bank"]),
        (f"taxonomy_id={TAXONOMY_ID}", ["Alder pharmacy", "Birch helpline", "Cedar food bank"]),
        (f"taxonomy_id={NOBODY}", []),
        (f"organization_id={NOBODY}", []),
        ("modified_after=2026-02-01T00:00:00Z&search=alder", ["Alder pharmacy"]),
        ("modified_after=2026-03-01T01:00:00+01:00&search=alder", ["Alder pharmacy"]),
        ("modified_after=2026-03-02&search=alder", []),
        ("minimum_age=30&maximum_age=40", ["Birch helpline", "Cedar food bank"]),
        ("maximum_age=17", ["Alder pharmacy", "Birch helpline"]),
        ("minimum_age=20", ["Alder pharmacy", "Birch helpline", "Cedar food bank"]),
        ("day=MO", ["Cedar food bank"]),
        ("day=thursday", ["Cedar food bank"]),
        ("day=TU", []),
        ("day=SA&start_time=23:00&end_time=23:30", ["Alder pharmacy"]),
        ("start_time=11:00&end_time=14:00:00", ["Alder pharmacy", "Cedar food bank"][1:]),
        ("start_time=12:00&day=MO", []),
        ("end_time=10:00&day=MO", []),
        ("end_time=10:01&day=MO", ["Cedar food bank"]),
    ],
)
def test_list_is_narrowed(
    client: Client, listings: dict[str, Service], query: str, wanted: list[str]
) -> None:
    assert names(client, query) == wanted


@pytest.mark.parametrize(
    "query, wanted",
    [
        ("", ["Alder pharmacy", "Cedar food bank"]),
        ("postcode=M15", ["Cedar food bank"]),
        ("postcode=m15%206bb", ["Cedar food bank"]),
        ("postcode=M16&proximity=3000", ["Cedar food bank"]),
        ("postcode=M16&proximity=30", []),
        ("postcode=PA20&proximity=100", ["Alder pharmacy"]),
        ("postcode=M15&proximity=900000", ["Alder pharmacy", "Cedar food bank"]),
        ("search=cedar&full=true", ["Cedar food bank"]),
        ("postcode=M15&search=alder", []),
    ],
)
def test_places_are_narrowed_by_postcode_and_metres(
    client: Client, listings: dict[str, Service], query: str, wanted: list[str]
) -> None:
    assert names(client, query, "service_at_locations") == wanted


@pytest.mark.parametrize(
    "query, sentence",
    [
        ("page=0", "page: write a whole number from 1."),
        ("page=two", "page: write a whole number from 1."),
        ("per_page=-1", "per_page: write a whole number from 1."),
        ("format=xml", "format: json and ndjson are written."),
        ("full=perhaps", "full: write true or false."),
        ("organization_id=7", "organization_id: write an id such as ac148810-d857-441c-9679-408f346de14b."),
        ("modified_after=yesterday", "modified_after: write a moment such as 2026-12-04T10:00:00Z."),
        ("modified_after=2026-13-01", "modified_after: write a moment such as 2026-12-04T10:00:00Z."),
        ("day=someday", "day: write a day such as MO or Monday."),
        ("start_time=noon", "start_time: write a time such as 14:00."),
        ("end_time=25:00", "end_time: write a time such as 14:00."),
        ("minimum_age=ten", "minimum_age: write a whole number from 0."),
    ],
)
def test_parameter_that_cannot_be_read_is_said(
    client: Client, service: object, query: str, sentence: str
) -> None:
    response = client.get(f"/feed/services?{query}")

    assert (response.status_code, response.json()) == (400, {"error": sentence})
    assert response["Access-Control-Allow-Origin"] == "*"


def test_postcode_that_nobody_knows_is_said(client: Client, service: object) -> None:
    response = client.get("/feed/service_at_locations?postcode=ZZ99")

    assert response.status_code == 400
    assert response.json()["error"].startswith("postcode: we do not know where that is.")


@pytest.mark.parametrize("query, size", [("", 50), ("per_page=7", 7), ("per_page=100000", 500)])
def test_page_has_at_most_so_many_rows(client: Client, service: object, query: str, size: int) -> None:
    organization = make_organization()
    set_up_needs(by=None)
    with permitted():
        Service.objects.bulk_create(
            Service(organization=organization, name=f"Listing {number:03}") for number in range(510)
        )

    assert len(names(client, query)) == size
    assert len(names(client, "minimal=true&per_page=10000")) == 510


def test_minimal_gives_ids_and_when_they_changed(client: Client, listings: dict[str, Service]) -> None:
    found = client.get("/feed/services?minimal=true&search=alder").json()["contents"]

    assert found == [
        {
            "id": str(listings["needles"].pk),
            "name": "Alder pharmacy",
            "status": "active",
            "organization_id": str(listings["needles"].organization_id),
            "last_modified": "2026-03-01T00:00:00+00:00",
        }
    ]


def test_ndjson_sends_everything_a_line_each(
    client: Client, coordinator: User, listings: dict[str, Service]
) -> None:
    make_clinic("Clinic", by=coordinator)

    response = client.get("/feed/services?format=ndjson&per_page=1&page=2")

    lines = b"".join(response).decode().splitlines()  # type: ignore[call-overload]
    assert response["Content-Type"] == "application/x-ndjson"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert [json.loads(line)["name"] for line in lines] == [
        "Clinic",
        "Alder pharmacy",
        "Birch helpline",
        "Cedar food bank",
    ]


def test_organization_is_shown_with_its_services(client: Client, listings: dict[str, Service]) -> None:
    organization = listings["needles"].organization

    short = client.get(f"/feed/organizations/{organization.pk}").json()
    full = client.get(f"/feed/organizations/{organization.pk}?full_service=true").json()

    assert (short["name"], short["website"]) == ("Alder Chemists", "https://alder.example")
    assert ["attributes" in row for row in short["services"]] == [False]
    assert [row["attributes"][0]["taxonomy_term"]["code"] for row in full["services"]] == ["needle-exchange"]


@pytest.mark.parametrize("query, wanted", [("search=alder", ["Alder Chemists"]), ("search=nobody", [])])
def test_organizations_are_looked_for(
    client: Client, coordinator: User, listings: dict[str, Service], query: str, wanted: list[str]
) -> None:
    make_clinic("Clinic", by=coordinator)

    assert names(client, query, "organizations") == wanted


def test_organizations_come_with_their_services_where_that_is_asked_for(
    client: Client, listings: dict[str, Service]
) -> None:
    found = client.get("/feed/organizations?full=true&search=alder").json()["contents"]

    assert [[row["name"] for row in each["services"]] for each in found] == [["Alder pharmacy"]]


def test_needs_are_a_taxonomy_with_terms(client: Client, service: object) -> None:
    set_up_needs(by=None)

    taxonomy = client.get(f"/feed/taxonomies/{TAXONOMY_ID}").json()
    term = client.get(f"/feed/taxonomy_terms/{NEED_OF['food'].id}").json()

    assert names(client, "", "taxonomies") == ["Needs"]
    assert names(client, "search=people", "taxonomies") == ["Needs"]
    assert len(taxonomy["taxonomy_terms"]) == len(NEEDS)
    assert (term["name"], term["taxonomy_id"]) == ("Food", str(TAXONOMY_ID))


def test_terms_are_narrowed(client: Client, service: object) -> None:
    with permitted():
        other = Taxonomy.objects.create(name="Groups")
        top = TaxonomyTerm.objects.create(taxonomy=other, name="Food and drink")
        TaxonomyTerm.objects.create(taxonomy=other, name="Soup", parent=top)
        TaxonomyTerm.objects.create(name="Alone")

    found = {
        query: names(client, query, "taxonomy_terms")
        for query in (f"taxonomy_id={other.pk}", "top_only=true", f"parent_id={top.pk}", "search=soup")
    }

    assert found == {
        f"taxonomy_id={other.pk}": ["Food and drink", "Soup"],
        "top_only=true": ["Alone", "Food and drink", *sorted(need.name for need in NEEDS)],
        f"parent_id={top.pk}": ["Soup"],
        "search=soup": ["Soup"],
    }


def test_address_without_what_is_required_is_left_out(client: Client, service: object) -> None:
    row = make_listing()
    with permitted():
        location = Location.objects.create(name="The hall")
        Address.objects.create(location=location, address_1="The hall", city="Salford")
        Address.objects.create(
            location=location, address_1="2 Mill Lane", region="Kent", postal_code="CT1 1AA"
        )
        Address.objects.create(
            location=location, address_1="3 Mill Lane", state_province="Kent", postal_code="CT1 1AA"
        )
        place = ServiceAtLocation.objects.create(service=row, location=location)

    addresses = client.get(f"/feed/service_at_locations/{place.pk}").json()["location"]["addresses"]

    assert [(each["address_1"], each["city"], each["state_province"]) for each in addresses] == [
        ("3 Mill Lane", "Kent", "Kent")
    ]


@pytest.mark.parametrize(
    "url, wanted",
    [
        ("https://cedar.example/a?b=c", "https://cedar.example/a?b=c"),
        ("cedar.example", "https://cedar.example"),
        ("ask at the desk", None),
        ("javascript:alert(1)", None),
        ("https://cedar.example/a b", None),
    ],
)
def test_address_on_the_web_has_a_scheme_or_is_left_out(
    client: Client, service: object, url: str, wanted: str | None
) -> None:
    row = make_listing(url=url)

    assert client.get(f"/feed/services/{row.pk}").json().get("url") == wanted


def test_our_clinics_are_narrowed_too(client: Client, coordinator: User) -> None:
    set_up_needs(by=None)
    make_clinic("Mill Lane", by=coordinator, weekday=0, address="12 Mill Lane, M5 4XX")
    make_clinic(
        "Lunch", by=coordinator, weekday=4, kind=ClinicKind.DROP_IN, starts_at=time(12), ends_at=time(14)
    )
    ours = client.get("/feed/organizations").json()["contents"][0]["id"]

    queries = {
        "search=mill": ["Mill Lane"],
        "search=advocacy+lunch": ["Lunch"],
        "day=FR": ["Lunch"],
        "start_time=13:00": ["Lunch"],
        "end_time=11:00": ["Mill Lane"],
        f"taxonomy_term_id={NEED_OF['legal'].id}": ["Mill Lane", "Lunch"],
        f"taxonomy_term_id={NEED_OF['food'].id}": [],
        f"taxonomy_id={TAXONOMY_ID}": ["Mill Lane", "Lunch"],
        f"organization_id={ours}": ["Mill Lane", "Lunch"],
        f"organization_id={NOBODY}": [],
        "modified_after=2030-01-01": ["Mill Lane", "Lunch"],
        "minimum_age=90": ["Mill Lane", "Lunch"],
    }
    assert {query: names(client, query) for query in queries} == queries
    assert names(client, "postcode=M5", "service_at_locations") == ["Mill Lane"]
    assert names(client, "postcode=M5&proximity=5000&full=true", "service_at_locations") == ["Mill Lane"]
