"""Every change to the directory by hand, with its entry in the log."""

from datetime import date, time
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.directory import actions
from alongside.directory.actions import PlaceTold
from alongside.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceReport,
    ServiceStatus,
    Taxonomy,
    TaxonomyTerm,
    WhatIsWrong,
)
from alongside.directory.needs import NEED_OF, NEEDS, TAXONOMY_ID
from tests.directory.conftest import THURSDAY
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]
CANAL_STREET = PlaceTold(address="1 Canal Street", postal_code="M15 6AA", access="Ring the bell")
REFUGE = PlaceTold(address="9 Secret Lane", city="Salford", postal_code="M5 4WT", hide_address=True)


def codes() -> list[str]:
    """Return what the log says was done to the directory, oldest first."""
    return list(
        Entry.objects.filter(action__regex="^(listing|directory)")
        .order_by("seq")
        .values_list("action", flat=True)
    )


def needs(service: Service) -> set[str]:
    """Return the codes of the terms a service has."""
    return {str(row.taxonomy_term.code) for row in service.attributes.select_related("taxonomy_term")}


def problems(broken: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str | None]]:
    """Return the codes and fields of what was refused."""
    return [(problem.code, problem.field) for problem in broken.value.problems]


def hours(whose: Any) -> list[tuple[str, str, str]]:
    """Return days and words of hours."""
    rows = whose.schedules.order_by("id")
    return [
        (row.byday, f"{row.opens_at:%H%M}-{row.closes_at:%H%M}" if row.opens_at else "", row.description)
        for row in rows
    ]


def test_needs_are_there_from_the_first_day_with_ids_that_never_change(coordinator: User) -> None:
    actions.set_up_needs(by=coordinator)
    actions.set_up_needs(by=coordinator)

    assert codes() == []
    assert Taxonomy.objects.get().pk == TAXONOMY_ID
    assert set(TaxonomyTerm.objects.values_list("id", flat=True)) == {need.id for need in NEEDS}
    assert str(NEED_OF["food"].id) == "27069141-96e3-59d2-bf76-1a69b6b7ad46"


def test_need_that_came_later_joins_the_others(coordinator: User) -> None:
    actions.set_up_needs(by=coordinator)
    with permitted():
        TaxonomyTerm.objects.filter(id=NEED_OF["food"].id).delete()

    actions.set_up_needs(by=coordinator)

    assert TaxonomyTerm.objects.count() == len(NEEDS)
    assert codes() == ["directory.set_up_needs"]


def test_service_is_listed_with_where_and_when(coordinator: User) -> None:
    service = actions.list_service(
        by=coordinator,
        name="Cedar food bank",
        organization="Cedar Trust",
        needs=["food", "social"],
        phone="0161 496 0000",
        our_note="Knock twice",
        place=CANAL_STREET,
        times={"MO": [(time(10), time(12))], "TH": [(time(10), time(12)), (time(14), time(16))]},
        times_in_words="Not in August",
    )

    kept = Service.objects.get()
    place = kept.service_at_locations.get()
    address = place.location.addresses.get()
    assert codes() == ["listing.add", "listing.add_place", "listing.set_times"]
    assert Entry.objects.get(action="listing.add").about == str(service.pk)
    assert (kept.organization.name, needs(kept), kept.our_note) == (
        "Cedar Trust",
        {"food", "social"},
        "Knock twice",
    )
    assert (kept.assured_date, kept.assured_by, kept.at_place) == (THURSDAY, coordinator, True)
    assert (address.address_1, address.city, address.state_province, address.outward_code) == (
        "1 Canal Street",
        "Manchester",
        "Greater Manchester",
        "M15",
    )
    assert place.location.accessibility.get().description == "Ring the bell"
    assert [phone.number for phone in kept.phones.all()] == ["0161 496 0000"]
    assert hours(kept) == [
        ("MO,TH", "1000-1200", ""),
        ("TH", "1400-1600", ""),
        ("", "", "Not in August"),
    ]


def test_service_is_listed_with_hardly_anything(coordinator: User) -> None:
    service = actions.list_service(by=coordinator, name="Night line", organization="", needs=[], our_note="")

    kept = Service.objects.get()
    assert codes() == ["listing.add"]
    assert (kept.organization.name, kept.our_note, kept.at_place) == ("Night line", None, False)
    assert (service.phones.count(), Location.objects.count()) == (0, 0)


def test_service_is_listed_whole_or_not_at_all(coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.list_service(
            by=coordinator,
            name="Cedar",
            organization="",
            needs=[],
            place=CANAL_STREET,
            times={"MO": [(time(10), time(12)), (time(11), time(13))]},
        )

    assert problems(broken) == [("times_overlap", "mo")]
    assert (Service.objects.count(), codes()) == (0, [])


def test_organisation_of_the_same_name_is_the_same(coordinator: User) -> None:
    known = make_organization("Cedar Trust")

    service = actions.add_service(
        by=coordinator, name="Debt help", organization="cedar trust", needs=["money"]
    )

    assert (service.organization, Organization.objects.count()) == (known, 1)


def test_youngest_age_is_not_over_the_oldest(coordinator: User) -> None:
    listing = make_listing()
    told: dict[str, Any] = {"name": "Y", "organization": "", "needs": [], "minimum_age": 26}

    with pytest.raises(RuleBroken) as of_new:
        actions.add_service(by=coordinator, maximum_age=25, **told)
    with pytest.raises(RuleBroken) as of_known:
        actions.change_service(listing, by=coordinator, maximum_age=25, **told)
    actions.change_service(listing, by=coordinator, maximum_age=26, **told)

    assert problems(of_new) == problems(of_known) == [("ages_turned", "maximum_age")]


def test_change_keeps_terms_of_other_lists_and_further_numbers(coordinator: User) -> None:
    service = make_listing(needs=("food", "social"), phone="1")
    with permitted():
        other = TaxonomyTerm.objects.create(name="Theirs", code="theirs")
        Attribute.objects.create(service=service, taxonomy_term=other)
        Phone.objects.create(service=service, number="2")

    actions.change_service(
        service, by=coordinator, name="Cedar", organization="Cedar Trust", needs=["food", "home"], phone="3"
    )

    kept = Service.objects.get()
    assert codes()[-1] == "listing.change"
    assert (kept.name, needs(kept), kept.changed_at) == ("Cedar", {"food", "home", "theirs"}, clock.now())
    assert [phone.number for phone in kept.phones.order_by("id")] == ["3", "2"]


def test_number_that_is_emptied_goes(coordinator: User) -> None:
    service = make_listing(phone="1")

    actions.change_service(service, by=coordinator, name="Cedar", organization="", needs=[], phone="")

    assert service.phones.count() == 0


def test_check_is_of_today_and_ours(coordinator: User) -> None:
    service = make_listing(assured_date=date(2020, 1, 1), assurer_email="old@example.org")

    actions.check_service(service, by=coordinator)

    service.refresh_from_db()
    assert codes()[-1] == "listing.check"
    assert (service.assured_date, service.assured_by, service.assurer_email) == (THURSDAY, coordinator, "")
    assert not service.is_unchecked


def test_closed_service_is_closed_once_and_opened_again(coordinator: User) -> None:
    service = make_listing()

    actions.close_service(service, by=coordinator)
    with pytest.raises(RuleBroken) as broken:
        actions.close_service(service, by=coordinator)
    closed = service.is_closed
    actions.reopen_service(service, by=coordinator)

    assert (closed, service.status) == (True, ServiceStatus.ACTIVE)
    assert problems(broken) == [("closed_already", None)]
    assert codes()[-2:] == ["listing.close", "listing.reopen"]


def test_public_services_leave_out_private_and_closed_ones(coordinator: User) -> None:
    make_listing("Open")
    make_listing("Ours", not_in_public_feed=True)
    make_listing("Gone", status=ServiceStatus.DEFUNCT)

    assert [service.name for service in Service.objects.in_public_feed()] == ["Open"]


def test_hidden_address_stands_sealed_and_nowhere_else(coordinator: User) -> None:
    service = make_listing()
    place = make_place(
        service,
        name="Lane House",
        description="Behind the mill",
        external_identifier="10092008082",
        more={"map": "here"},
    )

    actions.change_place(place, by=coordinator, told=REFUGE)

    location = Location.objects.get()
    assert codes()[-1] == "listing.change_place"
    assert location.hidden_address == "9 Secret Lane\nSalford\nM5 4WT"
    assert (location.latitude, location.longitude, location.more) == (None, None, {})
    assert (location.name, location.description, location.external_identifier) == ("", "", "")
    assert Address.objects.count() == 0


def test_address_that_is_shown_again_is_a_row_again(coordinator: User) -> None:
    place = actions.add_place(make_listing(), by=coordinator, told=REFUGE)

    actions.change_place(place, by=coordinator, told=CANAL_STREET)

    location = Location.objects.get()
    assert (location.hide_address, location.hidden_address) == (False, None)
    assert location.addresses.get().postal_code == "M15 6AA"


def test_point_of_a_place_stays_until_it_moves(coordinator: User) -> None:
    place = make_place(make_listing())

    actions.change_place(
        place, by=coordinator, told=PlaceTold(address="2 Canal Street", postal_code="M15 6AB")
    )
    stayed = place.location.latitude
    actions.change_place(place, by=coordinator, told=PlaceTold(address="Mill Lane", postal_code="ZZ99"))

    assert (stayed, place.location.latitude) == (53.465, None)
    assert (place.location.addresses.get().state_province, Accessibility.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    "told", [PlaceTold(address="", access="Bell"), PlaceTold(address="", postal_code="M5", hide_address=True)]
)
def test_place_has_an_address(coordinator: User, told: PlaceTold) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.add_place(make_listing(), by=coordinator, told=told)

    assert problems(broken) == [("no_address", "address")]


def test_place_that_is_removed_takes_its_location_unless_others_are_there(coordinator: User) -> None:
    first, second = make_listing("One"), make_listing("Two")
    place = make_place(first)
    with permitted():
        shared = ServiceAtLocation.objects.create(service=second, location=place.location)

    actions.remove_place(place, by=coordinator)
    left = Location.objects.count()
    actions.remove_place(shared, by=coordinator)

    assert (left, Location.objects.count()) == (1, 0)
    assert codes()[-2:] == ["listing.remove_place"] * 2


def test_times_replace_the_usual_week_and_leave_certain_dates(coordinator: User) -> None:
    service = make_listing()
    make_hours(service, "MO")
    make_hours(service, "SA", valid_from=date(2026, 12, 1))
    place = make_place(service)
    with permitted():
        Schedule.objects.create(service=service, description="By arrangement")

    actions.set_times(service, by=coordinator, times={"TU": [(time(9), time(10))]})
    actions.set_times(place, by=coordinator, times={}, times_in_words="Ring")

    assert hours(service) == [("SA", "1000-1600", ""), ("TU", "0900-1000", "")]
    assert hours(place) == [("", "", "Ring")]
    assert codes()[-2:] == ["listing.set_times"] * 2


@pytest.mark.parametrize(
    "ranges, overlap",
    [
        ([(time(10), time(12)), (time(12), time(13))], False),
        ([(time(12), time(14)), (time(10), time(13))], True),
        ([(time(22), time(2)), (time(23), time(23, 30))], True),
        ([(time(22), time(2)), (time(9), time(10))], False),
    ],
)
def test_times_of_one_day_do_not_overlap(
    coordinator: User, ranges: list[tuple[time, time]], overlap: bool
) -> None:
    service = make_listing()

    try:
        actions.set_times(service, by=coordinator, times={"WE": ranges})
    except RuleBroken:
        refused = True
    else:
        refused = False

    assert refused == overlap


def test_what_is_wrong_is_told_and_settled(coordinator: User, advocate: User) -> None:
    service = make_listing()

    report = actions.say_wrong(service, by=advocate, kind=WhatIsWrong.TIMES, words="Shut on Mondays")
    actions.say_wrong(service, by=advocate, kind=WhatIsWrong.OTHER)
    actions.settle_report(report, by=coordinator)

    kept = ServiceReport.objects.order_by("made_at", "id")
    assert [(row.kind, row.words, row.settled_by) for row in kept] == [
        ("times", "Shut on Mondays", coordinator),
        ("other", None, None),
    ]
    assert codes()[-3:] == ["listing.say_wrong", "listing.say_wrong", "listing.settle_report"]
