"""The JSON of other directories: 3.0 and 1.0, pages, lists and single things, good ids and bad ones."""

import json
from datetime import date, time
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.directory.feeds import as_version_3, is_feed, items_of, read_feed
from alongside.directory.models import (
    Accessibility,
    Address,
    Attribute,
    CostOption,
    Funding,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.directory.needs import NEED_OF, TAXONOMY_ID
from alongside.directory.reading import CannotRead
from tests.factories.imports import make_import

ID = "ac148810-d857-441c-9679-408f346de14b"
OTHER_ID = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
PLACE_ID = "3a19ff88-4620-4d17-9830-ac1d859eb5d5"


def elm(**told: Any) -> dict[str, Any]:
    """Return a service of a feed."""
    organization = {"id": OTHER_ID, "name": "Elm Trust", "description": "Trust"}
    return {"id": ID, "name": "Elm", "status": "active", "organization": organization, **told}


def said(batch: Any) -> list[tuple[str, str]]:
    """Return where and what a feed was told off for."""
    return [(problem["column"], problem["code"]) for problem in batch.problems]


def bring_in(content: Any, *, by: User) -> Any:
    """Bring in a feed."""
    return make_import(json.dumps(content), by=by, file_name="feed.json")


def test_service_of_a_feed_comes_in_whole(coordinator: User) -> None:
    full = elm(
        email="jane.smith@elm.example",
        minimum_age="18",
        assured_date="2026-11-01",
        last_modified="2026-11-01T10:30:45.123Z",
        waiting_list="two weeks",
        schedules=[{"freq": "WEEKLY", "byday": "TH", "opens_at": "10:00:00", "closes_at": "18:00:00"}],
        phones=[{"number": "0161 496 0001", "languages": [{"name": "Polish", "code": "pl"}]}],
        cost_options=[{"amount": 35, "option": "Under 18"}],
        funding=[{"source": "The council"}],
        attributes=[
            {"taxonomy_term": {"id": PLACE_ID, "name": "Meals", "taxonomy": "Ours", "term": "Meals"}}
        ],
        service_at_locations=[
            {
                "location": {
                    "id": PLACE_ID,
                    "location_type": "physical",
                    "latitude": 53.4,
                    "longitude": -2.2,
                    "addresses": [{"address_1": "1 Mill Lane", "city": "Bury", "postal_code": "BL9 0AA"}],
                    "accessibility": [{"accessibility": "One step"}],
                }
            }
        ],
    )
    full["organization"]["organization_identifiers"] = [{"identifier_type": "Charity", "identifier": "1"}]

    batch = bring_in({"total_items": 1, "contents": [full]}, by=coordinator)

    service = Service.objects.get()
    assert (batch.rows_in, batch.rows_made, said(batch)) == (1, 1, [("email", "personal_email")])
    assert (str(service.pk), service.organization.name, service.minimum_age) == (ID, "Elm Trust", 18)
    assert (service.email_is_personal, service.at_place, service.assured_date) == (
        True,
        True,
        date(2026, 11, 1),
    )
    assert service.last_modified.isoformat() == "2026-11-01T10:30:45.123000+00:00"
    assert (service.more, service.source_id) == ({"waiting_list": "two weeks"}, ID)
    assert Schedule.objects.get().opens_at == time(10)
    assert Phone.objects.get().languages.get().code == "pl"
    assert CostOption.objects.get().amount == 35
    assert Funding.objects.get().funder == "The council"
    assert Address.objects.get().outward_code == "BL9"
    assert Accessibility.objects.get().description == "One step"
    assert OrganizationIdentifier.objects.get().organization.name == "Elm Trust"
    assert Attribute.objects.get().taxonomy_term.taxonomy == Taxonomy.objects.get(name="Ours")


def test_our_own_needs_are_known_by_their_ids_and_never_changed(coordinator: User) -> None:
    food = {
        "id": str(NEED_OF["food"].id),
        "name": "Grub",
        "taxonomy_detail": {"id": str(TAXONOMY_ID), "name": "Theirs"},
    }

    bring_in([elm(attributes=[{"taxonomy_term": food}])], by=coordinator)

    assert Attribute.objects.get().taxonomy_term.name == "Food"
    assert Taxonomy.objects.get(pk=TAXONOMY_ID).name == "Needs"


def test_ids_that_are_none_are_turned_into_the_same_ones_each_time(coordinator: User) -> None:
    feed = [elm(id="1502", phones=[{"id": "p1", "number": "111"}])]

    first, again = bring_in(feed, by=coordinator), bring_in(feed, by=coordinator)

    assert (first.rows_made, again.rows_same, Service.objects.count()) == (1, 1, 1)
    assert said(first) == [("id", "id")]
    assert Service.objects.get().source_id == "1502"


@pytest.mark.parametrize(
    "told, where",
    [
        ({"status": "open"}, "status"),
        ({"minimum_age": "grown up"}, "minimum_age"),
        ({"name": "Elm", "url": 7}, "url"),
        ({"schedules": [{"freq": "DAILY"}]}, "schedules[0].freq"),
        ({"schedules": [{"opens_at": "9am"}]}, "schedules[0].opens_at"),
        ({"cost_options": [{"amount": "free"}]}, "cost_options[0].amount"),
    ],
)
def test_values_that_cannot_stand_are_left_aside_and_kept(
    told: dict[str, Any], where: str, coordinator: User
) -> None:
    batch = bring_in([elm(**told)], by=coordinator)

    assert (batch.rows_made, said(batch)) == (1, [(where, "value")])


@pytest.mark.parametrize("latitude, longitude", [(100, 101), (53.4, None), (None, -2.2)])
def test_place_off_the_globe_has_no_coordinates(
    latitude: float | None, longitude: float | None, coordinator: User
) -> None:
    location = {"id": PLACE_ID, "latitude": latitude, "longitude": longitude}

    batch = bring_in([elm(service_at_locations=[{"location": location}])], by=coordinator)

    kept = {name: float(value) for name, value in location.items() if name != "id" and value}
    assert said(batch) == [("service_at_locations[0].location.latitude", "coordinates")]
    assert (Location.objects.get().latitude, Location.objects.get().more) == (None, kept)


@pytest.mark.parametrize(
    "told, where",
    [
        ({"phones": [{"number": ""}]}, "phones"),
        ({"attributes": [{"link_type": "x"}]}, "attributes"),
        ({"service_at_locations": [{"description": "nowhere"}]}, "service_at_locations"),
        ({"service_at_locations": [{"location": {"id": PLACE_ID}}] * 2}, "service_at_locations"),
    ],
)
def test_parts_that_lack_something_or_stand_twice_are_left_aside(
    told: dict[str, Any], where: str, coordinator: User
) -> None:
    batch = bring_in([elm(**told)], by=coordinator)

    assert (batch.rows_made, said(batch)) == (1, [(where, "part")])


def test_parts_of_an_unknown_shape_are_left_aside(coordinator: User) -> None:
    batch = bring_in([elm(phones=["0161 496 0001"])], by=coordinator)

    assert (said(batch), Phone.objects.count()) == ([("phones", "shape")], 0)


def test_place_that_several_services_share_is_one(coordinator: User) -> None:
    place = [{"location": {"id": PLACE_ID, "name": "Town hall"}}]

    bring_in(
        [elm(service_at_locations=place), elm(id=OTHER_ID, name="Ash", service_at_locations=place)],
        by=coordinator,
    )

    assert (Location.objects.count(), ServiceAtLocation.objects.count()) == (1, 2)


@pytest.mark.parametrize("told", [{"organization": None}, {"organization": "Elm"}])
def test_service_that_nobody_runs_runs_itself(told: dict[str, Any], coordinator: User) -> None:
    batch = bring_in([elm(**told)], by=coordinator)

    assert (said(batch), Organization.objects.get().name) == ([("organization", "no_organization")], "Elm")


def test_organization_that_is_only_pointed_to_gets_the_name_of_its_service(coordinator: User) -> None:
    service = elm(organization_id=OTHER_ID)
    del service["organization"]

    bring_in([service], by=coordinator)

    assert (str(Organization.objects.get().pk), Organization.objects.get().name) == (OTHER_ID, "Elm")


def test_organization_with_its_services_is_one_item(coordinator: User) -> None:
    trust = {
        "id": OTHER_ID,
        "name": "Elm Trust",
        "url": "http://elm.example",
        "parent_organization_id": PLACE_ID,
        "organization_identifiers": [],
        "services": [{"id": ID, "name": "Elm", "status": "active"}, {"id": PLACE_ID}],
    }

    batch = bring_in(trust, by=coordinator)

    organization = Organization.objects.get()
    assert (batch.rows_in, batch.rows_made, organization.services.get().name) == (1, 1, "Elm")
    assert (organization.website, organization.parent_organization) == ("http://elm.example", None)
    assert organization.more == {"parent_organization_id": PLACE_ID}


def test_place_with_its_service_is_turned_inside_out(coordinator: User) -> None:
    item = {"id": OTHER_ID, "location": {"id": PLACE_ID, "name": "Town hall"}, "service": elm()}

    bring_in({"total_items": 1, "contents": [item]}, by=coordinator)

    place = ServiceAtLocation.objects.get()
    assert (str(place.pk), place.service.name, place.location.name) == (OTHER_ID, "Elm", "Town hall")


def test_list_of_terms_comes_in_with_its_terms(coordinator: User) -> None:
    taxonomy = {
        "id": ID,
        "name": "Kinds",
        "description": "Kinds of help",
        "taxonomy_terms": [
            {"id": OTHER_ID, "name": "Food", "term_uri": "http://x.example"},
            {"id": PLACE_ID, "name": "Meals", "parent_id": OTHER_ID},
        ],
    }

    batch = bring_in(taxonomy, by=coordinator)

    meals = TaxonomyTerm.objects.get(pk=PLACE_ID)
    assert (batch.rows_in, batch.rows_made) == (1, 1)
    assert (meals.parent and meals.parent.name, meals.taxonomy and meals.taxonomy.name) == ("Food", "Kinds")


def test_terms_come_in_without_their_list(coordinator: User) -> None:
    bring_in([{"id": ID, "name": "Meals", "term_uri": "http://x.example/meals"}], by=coordinator)

    assert TaxonomyTerm.objects.get(pk=ID).term_uri == "http://x.example/meals"


def test_list_of_terms_in_short_is_no_organization(coordinator: User) -> None:
    bring_in({"total_items": 1, "contents": [{"id": ID, "name": "Kinds", "version": "1"}]}, by=coordinator)

    assert Taxonomy.objects.filter(pk=ID).exists()


@pytest.mark.parametrize(
    "item",
    [
        "text",
        {"name": "Elm", "status": "active"},
        {"id": ID, "status": "active"},
        {"id": ID, "organization_identifiers": []},
        {"id": ID, "location": {}, "service": {}},
        {"id": ID, "location": {}, "service": "Elm"},
    ],
)
def test_item_that_is_nothing_we_know_is_left_out(item: Any, coordinator: User) -> None:
    batch = bring_in({"total_items": 2, "contents": [item, elm(id=OTHER_ID)]}, by=coordinator)

    assert (batch.rows_in, batch.rows_made, batch.rows_left_out) == (2, 1, 1)
    assert [problem["row"] for problem in batch.problems if problem["is_stop"]] == [1]


def test_empty_feed_is_said_to_be_empty() -> None:
    with pytest.raises(CannotRead, match="There is nothing in this feed"):
        read_feed({"total_items": 0, "contents": []})


def test_feed_is_told_from_any_other_list() -> None:
    assert is_feed([elm()])
    assert is_feed({"total_items": 0, "contents": []})
    assert not is_feed([{"id": 1, "title": "Elm"}])
    assert not is_feed(["text"])


def test_items_are_found_in_a_page_a_list_or_one_thing() -> None:
    assert items_of([1]) == [1]
    assert items_of({"content": [1]}) == [1]
    assert items_of({"name": "Elm Trust", "services": [1]}) == [{"name": "Elm Trust", "services": [1]}]


def test_service_of_1_0_gets_the_names_of_3_0() -> None:
    old = elm(
        organization={"id": OTHER_ID, "name": "Elm Trust", "url": "http://elm.example"},
        regular_schedules=[{"freq": "weekly", "byday": "MO"}, {"byday": "TU"}],
        service_taxonomys=[
            {"id": "t1", "taxonomy": {"id": "x:1", "name": "Meals", "vocabulary": "esd"}},
            {"taxonomy_term": {"id": "x:2"}},
        ],
        service_at_locations=[
            {
                "regular_schedules": [],
                "location": {
                    "name": "Town hall",
                    "physical_addresses": [{"city": "Bury"}],
                    "accessibility_for_disabilities": [{"id": "a", "accessibility": "Lift"}],
                },
            },
            {"location": "gone"},
        ],
    )

    service = as_version_3(old)

    assert service["organization"]["website"] == "http://elm.example"
    assert service["schedules"] == [{"freq": "WEEKLY", "byday": "MO"}, {"byday": "TU"}]
    assert service["attributes"] == [
        {"id": "t1", "taxonomy_term": {"id": "x:1", "name": "Meals", "taxonomy": "esd"}},
        {"taxonomy_term": {"id": "x:2"}},
    ]
    assert service["service_at_locations"] == [
        {
            "schedules": [],
            "location": {
                "name": "Town hall",
                "addresses": [{"city": "Bury", "address_type": "physical"}],
                "accessibility": [{"id": "a", "description": "Lift"}],
            },
        },
        {"location": "gone"},
    ]


def test_page_of_1_0_comes_in(coordinator: User) -> None:
    term = {"id": "x:1", "name": "Meals", "vocabulary": "esd"}
    page = {
        "totalElements": 2,
        "content": [elm(id="1", service_taxonomys=[{"id": "t", "taxonomy": term}]), term],
    }

    batch = bring_in(page, by=coordinator)

    assert (batch.rows_in, batch.rows_made, Attribute.objects.get().taxonomy_term.name) == (2, 2, "Meals")


def test_term_that_is_only_pointed_to_is_called_by_its_id(coordinator: User) -> None:
    bring_in([elm(attributes=[{"taxonomy_term": {"id": PLACE_ID, "taxonomy_id": OTHER_ID}}])], by=coordinator)

    term = TaxonomyTerm.objects.get(pk=PLACE_ID)
    assert (term.name, term.taxonomy, term.more) == (PLACE_ID, None, {"taxonomy_id": OTHER_ID})


def test_moment_without_a_zone_is_taken_as_utc(coordinator: User) -> None:
    bring_in([elm(last_modified="2026-11-01T10:30:00")], by=coordinator)

    assert Service.objects.get().last_modified.isoformat() == "2026-11-01T10:30:00+00:00"


def test_service_online_or_by_telephone_alone_is_at_no_place(coordinator: User) -> None:
    online = [{"location": {"location_type": "virtual"}}]

    bring_in([elm(service_at_locations=online), elm(id=OTHER_ID, phones=[{"number": "111"}])], by=coordinator)

    reached = Service.objects.order_by("source_id").values_list("at_place", "by_phone", "online")
    assert list(reached) == [(False, False, True), (False, True, False)]


@pytest.mark.parametrize(
    "told, wanted",
    [
        ({"email": "jane.smith@elm.example"}, (True, "personal_email")),
        ({"email": "jane.smith@elm.example", "email_is_personal": True}, (True, "personal_email")),
        ({"email": "jane.smith@elm.example", "email_is_personal": False}, (False, "desk_email")),
        ({"email": "bury@elm.example"}, (True, "personal_email")),
    ],
)
def test_address_that_looks_like_one_persons_is_told_before_it_is_kept(
    told: dict[str, Any], wanted: tuple[bool, str], coordinator: User
) -> None:
    batch = bring_in([elm(**told)], by=coordinator)

    assert (Service.objects.get().email_is_personal, batch.problems[0]["code"]) == wanted


@pytest.mark.parametrize(
    "location",
    [{"location_type": "physical", "addresses": [{"city": "Bury"}, "x"]}, "x"],
    ids=["town", "none"],
)
def test_address_named_after_the_town_of_a_place_is_of_nobody(location: Any, coordinator: User) -> None:
    bring_in([elm(email="bury@elm.example", service_at_locations=[{"location": location}])], by=coordinator)

    assert Service.objects.get().email_is_personal is isinstance(location, str)
