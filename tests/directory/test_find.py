"""Finding services: by need, time, area, for whom, and words."""

from datetime import date, time

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.audit.permit import permitted
from alongside.directory.models import Frequency, Schedule, ServiceAtLocation, ServiceStatus
from alongside.directory.queries import Found, Openness, TimeAsked, Wish, services_found
from tests.directory.conftest import THURSDAY
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

AFTERNOON = TimeAsked(THURSDAY, time(12), time(16, 59, 59))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service", "thursday_noon")]


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> TimeAsked:
    """Return one minute, as "now" is asked about."""
    return TimeAsked(day, time(hour, minute), time(hour, minute))


def names(found: Found) -> list[str]:
    """Return what was found, places before what needs no journey."""
    return [card.service.name for card in (*found.places, *found.afar)]


def test_need_is_found_by_our_own_term() -> None:
    make_place(make_listing("Cedar food bank", needs=("food",)))
    make_place(make_listing("Quay chemist", needs=("needle-exchange", "health")))

    assert names(services_found(Wish(need="needle-exchange"))) == ["Quay chemist"]
    assert names(services_found(Wish())) == ["Cedar food bank", "Quay chemist"]


@pytest.mark.parametrize("status", [each for each in ServiceStatus if each != ServiceStatus.ACTIVE])
def test_what_does_not_run_is_not_found(status: ServiceStatus) -> None:
    make_place(make_listing(status=status))

    assert names(services_found(Wish())) == []


def test_private_service_is_found_by_workers() -> None:
    make_place(make_listing("Quiet house", not_in_public_feed=True))

    assert names(services_found(Wish())) == ["Quiet house"]


@pytest.mark.parametrize(
    "asked, found",
    [
        (at(9, 59), False),
        (at(10), True),
        (at(15, 59), True),
        (at(16), False),
        (at(12, day=date(2026, 11, 28)), False),
        (AFTERNOON, True),
        (TimeAsked(THURSDAY, time(17), time(22, 59)), False),
        (TimeAsked(THURSDAY, time(6), time(10)), True),
    ],
)
def test_clear_hours_say_when_it_is_open(asked: TimeAsked, found: bool) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, "MO,TH", time(10), time(16))

    assert names(services_found(Wish(when=asked))) == (["Cedar food bank"] if found else [])


@pytest.mark.parametrize(
    "asked, found",
    [
        (at(21, 59, date(2026, 11, 27)), False),
        (at(23, 0, date(2026, 11, 27)), True),
        (at(1, 59, date(2026, 11, 28)), True),
        (at(2, 0, date(2026, 11, 28)), False),
        (at(1, 0, date(2026, 11, 27)), False),
    ],
)
def test_hours_over_midnight_end_on_the_next_day(asked: TimeAsked, found: bool) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, "FR", time(22), time(2))

    assert names(services_found(Wish(when=asked))) == (["Cedar food bank"] if found else [])


@pytest.mark.parametrize(
    "byday, open_on",
    [
        ("4TH", [26]),
        ("-1TH", [26]),
        ("1TH,3TH", [5, 19]),
        ("2WE,1TH", [5]),
        ("-4TH,1FR", [5]),
        ("1MO,2TH,3FR", [12]),
    ],
)
def test_hours_of_a_month_name_their_days_from_either_end(byday: str, open_on: list[int]) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, byday, time(10), time(12), freq=Frequency.MONTHLY)

    thursdays = [5, 12, 19, 26]
    found = [day for day in thursdays if names(services_found(Wish(when=at(11, day=date(2026, 11, day)))))]

    assert found == open_on


@pytest.mark.parametrize(
    "told",
    [
        {"interval": 2},
        {"bymonthday": "1,15"},
        {"byday": ""},
        {"opens_at": None},
        {"closes_at": None},
        {"freq": ""},
    ],
    ids=lambda told: next(iter(told)),
)
def test_hours_that_are_not_clear_are_neither_open_nor_closed(told: dict[str, object]) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, **{"byday": "TH", "opens_at": time(1), "closes_at": time(2)} | told)  # type: ignore[arg-type]

    found = services_found(Wish(when=at(11)))

    assert [(card.said, card.is_unclear) for card in found.places] == [(Openness.UNCLEAR, True)]


def test_open_ones_come_before_those_that_nobody_can_tell() -> None:
    for name, opens in (("A shut one", time(18)), ("Z open one", time(9))):
        listing = make_listing(name)
        make_place(listing)
        make_hours(listing, "TH", opens, time(20))
    make_place(make_listing("M in words"))

    assert names(services_found(Wish(when=AFTERNOON))) == ["Z open one", "M in words"]
    assert names(services_found(Wish())) == ["Z open one", "M in words", "A shut one"]


@pytest.mark.parametrize(
    "window, found",
    [
        ({"valid_from": date(2026, 11, 27)}, False),
        ({"valid_from": THURSDAY, "valid_to": THURSDAY}, True),
        ({"valid_to": date(2026, 11, 25)}, False),
        ({"dtstart": date(2026, 12, 1)}, False),
    ],
)
def test_hours_hold_between_their_days(window: dict[str, date], found: bool) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, "TH", time(10), time(16), **window)

    assert names(services_found(Wish(when=at(11)))) == (["Cedar food bank"] if found else [])


def test_hours_of_a_place_stand_before_those_of_its_service() -> None:
    listing = make_listing()
    place = make_place(listing)
    make_hours(listing, "TH", time(10), time(16))
    with permitted():
        Schedule.objects.create(
            service_at_location=place, freq="WEEKLY", byday="TH", opens_at=time(18), closes_at=time(20)
        )

    [card] = services_found(Wish()).places

    assert (card.said, [row.opens_at for row in card.hours]) == (Openness.CLOSED, [time(18)])


def test_distance_is_whole_miles_and_does_not_rank_inside_a_band() -> None:
    for name, point in (
        ("Beech", {"latitude": 53.470, "longitude": -2.260}),
        ("Ash", {"latitude": 53.485, "longitude": -2.240}),
        ("Cherry", {"latitude": 53.52, "longitude": -2.25}),
        ("Far away", {"latitude": 53.80, "longitude": -1.55}),
    ):
        make_place(make_listing(name), **point)

    found = services_found(Wish(area="M15", within=10))

    assert [(card.service.name, card.band) for card in found.places] == [
        ("Ash", 0),
        ("Beech", 0),
        ("Cherry", 4),
    ]


def test_place_without_a_point_is_measured_from_its_own_outward_code() -> None:
    nowhere = {"latitude": None, "longitude": None}
    make_place(make_listing("Next door"), "M14 5AA", **nowhere)
    make_place(make_listing("Leeds"), "LS1 1AA", **nowhere)
    make_place(make_listing("No postcode"), "ZZ9", **nowhere)

    found = services_found(Wish(area="M15", within=5))

    assert [(card.service.name, card.band) for card in found.places] == [("Next door", 0)]


def test_reach_is_as_far_as_was_asked() -> None:
    make_place(make_listing("Cherry"), latitude=53.52, longitude=-2.25)

    reach = {within: len(services_found(Wish(area="M15", within=within)).places) for within in (2, 5, 10)}

    assert reach == {2: 0, 5: 1, 10: 1}


def test_outward_code_nobody_knows_falls_back_to_its_letters() -> None:
    make_place(make_listing("In Manchester"), "M15 6AA")
    make_place(make_listing("In Milton Keynes"), "MK1 1AA")

    found = services_found(Wish(area="M99"))

    assert (found.is_area_known, names(found)) == (False, ["In Manchester"])
    assert [card.band for card in found.places] == [None]


def test_phone_and_online_services_have_no_distance() -> None:
    make_listing("Night line", by_phone=True)
    make_place(make_listing("Debt line", by_phone=True), "LS1 1AA", latitude=53.8, longitude=-1.55)
    make_place(make_listing("Near and by phone", online=True))
    make_listing("No place told")

    found = services_found(Wish(area="M15"))

    assert [card.service.name for card in found.places] == ["Near and by phone"]
    assert [(card.service.name, card.band) for card in found.afar] == [
        ("Debt line", None),
        ("Night line", None),
        ("No place told", None),
    ]


def test_phone_line_is_asked_when_it_is_open_too() -> None:
    make_hours(make_listing("Day line", by_phone=True), "TH", time(10), time(16))

    assert names(services_found(Wish(when=at(11)))) == ["Day line"]
    assert names(services_found(Wish(when=at(17)))) == []


def test_refuge_is_found_without_a_place() -> None:
    make_place(make_listing("The refuge"), hide_address=True, hidden_address="9 Secret Lane")

    found = services_found(Wish(area="M15", within=2))

    assert (names(found), found.places) == (["The refuge"], [])
    assert [(card.address, card.has_hidden_address) for card in found.afar] == [(None, True)]


@pytest.mark.parametrize("age, found", [(15, False), (16, True), (25, True), (26, False), (None, True)])
def test_age_is_asked_where_the_service_says_one(age: int | None, found: bool) -> None:
    make_place(make_listing("Young people", minimum_age=16, maximum_age=25))
    make_place(make_listing("Anybody"))

    names_found = names(services_found(Wish(age=age)))

    assert names_found == (["Anybody", "Young people"] if found else ["Anybody"])


@pytest.mark.parametrize(
    "open_to, found",
    [("women", ["For all", "Women’s group"]), ("men", ["For all"]), ("", ["For all", "Women’s group"])],
)
def test_women_and_men_find_what_is_open_to_them(open_to: str, found: list[str]) -> None:
    make_place(make_listing("For all"))
    make_place(make_listing("Women’s group", open_to="women"))

    assert names(services_found(Wish(open_to=open_to))) == found


def test_every_word_is_somewhere_in_what_the_service_says() -> None:
    make_place(make_listing("Lunch", description="Hot SOUP for anybody"))
    make_place(make_listing("Soup kitchen", organization=make_organization("St Peter’s")))

    assert names(services_found(Wish(words="soup"))) == ["Lunch", "Soup kitchen"]
    assert names(services_found(Wish(words="soup peter"))) == ["Soup kitchen"]
    assert names(services_found(Wish(words="bread"))) == []


def test_pages_follow_each_other() -> None:
    for number in range(5):
        make_place(make_listing(f"Place {number}"))

    first, last = (services_found(Wish(), page=page, at_once=3) for page in (1, 2))

    assert (names(first), first.has_more) == (["Place 0", "Place 1", "Place 2"], True)
    assert (names(last), last.has_more) == (["Place 3", "Place 4"], False)


def test_further_lines_follow_each_other_too() -> None:
    for number in range(5):
        make_listing(f"Line {number}", by_phone=True)

    pages = [services_found(Wish(), page=page, at_once=3) for page in (1, 2, 3)]

    assert [(names(page), page.has_more) for page in pages] == [
        (["Line 0", "Line 1"], True),
        (["Line 2", "Line 3"], True),
        (["Line 4"], False),
    ]


def test_card_holds_hours_numbers_and_address() -> None:
    listing = make_listing(phone="0161 496 0000")
    make_place(listing, address_1="1 Canal Street")
    make_hours(listing, "TH", time(10), time(16))
    make_hours(listing, "FR", time(9), time(12))
    with permitted():
        Schedule.objects.create(service=listing, description="Not in August")

    [card] = services_found(Wish()).places

    assert card.is_open
    assert card.address is not None
    assert card.address.address_1 == "1 Canal Street"
    assert [phone.number for phone in card.phones] == ["0161 496 0000"]
    assert [(row.opens_at, row.closes_at) for row in card.hours] == [(time(10), time(16))]
    assert card.words == ["Not in August"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_finding_asks_the_database_the_same_number_of_times(
    how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        listing = make_listing(f"Place {number}", phone="0161 496 0000")
        make_place(listing)
        make_hours(listing)
        make_listing(f"Line {number}", by_phone=True)

    with django_assert_num_queries(8):
        found = services_found(Wish(need="food", area="M15", when=at(11)))

    assert len(found.places) == how_many
    assert ServiceAtLocation.objects.count() == how_many
