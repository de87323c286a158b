"""Rows of a table become services; whatever cannot be read is said, by row and column."""

from datetime import date
from typing import Any

import pytest
import time_machine

from alongside.directory.mapping import Mapping, guessed
from alongside.directory.need_words import needs_in
from alongside.directory.needs import NEED_OF
from alongside.directory.reading import table_of
from alongside.directory.records import Reading, read_rows


def read(head: str, *rows: str, always: dict[str, Any] | None = None, as_of: date | None = None) -> Reading:
    """Return what a small table comes to; cells are parted by "|"."""
    table = table_of([head.split("|"), *(row.split("|") for row in rows)])
    return read_rows(table, Mapping(guessed(table), always or {}, "here", as_of))


def only(head: str, row: str, **told: Any) -> dict[str, Any]:
    """Return the one service of a table with one row, with nothing to say against it."""
    reading = read(head, row, **told)
    assert reading.problems == []
    return reading.records[0].service


def problems(head: str, row: str, **told: Any) -> list[tuple[int, str, str, str]]:
    """Return what is said about a table with one row."""
    found = read(head, row, **told).problems
    return [(problem.row, problem.column, problem.code, problem.sentence) for problem in found]


def term(code: str) -> dict[str, Any]:
    """Return how a service says that it helps with a need."""
    return {"taxonomy_term": {"id": str(NEED_OF[code].id)}}


def test_row_becomes_a_service() -> None:
    service = only(
        "name|organisation|description|address|town|county|postcode|latitude|longitude|phone|email"
        "|website|opening times|referral method|eligibility|min age|max age|cost|languages"
        "|wheelchair access|area served",
        "Elm|Elm Trust|Warm meals|2 Mill Lane|Bury|Lancashire|bl9 0aa|53.59|-2.29|0161 496 0001"
        "|info@elm.example|www.elm.example|Monday 10am - 2pm|Walk in|Anybody|18|65|Free|Polish; Urdu"
        "|One step|Bury and around",
        always={"needs": ["food"]},
        as_of=date(2018, 1, 31),
    )

    assert service == {
        "name": "Elm",
        "status": "active",
        "organization": {"name": "Elm Trust"},
        "description": "Warm meals",
        "application_process": "Walk in",
        "eligibility_description": "Anybody",
        "minimum_age": 18,
        "maximum_age": 65,
        "fees": "Free",
        "email": "info@elm.example",
        "email_is_personal": False,
        "url": "http://www.elm.example",
        "phones": [{"number": "0161 496 0001"}],
        "assured_date": "2018-01-31",
        "schedules": [
            {
                "freq": "WEEKLY",
                "byday": "MO",
                "opens_at": "10:00:00",
                "closes_at": "14:00:00",
                "description": "Monday 10am - 2pm",
            }
        ],
        "service_at_locations": [
            {
                "location": {
                    "location_type": "physical",
                    "addresses": [
                        {
                            "address_1": "2 Mill Lane",
                            "city": "Bury",
                            "state_province": "Lancashire",
                            "postal_code": "BL9 0AA",
                            "country": "GB",
                            "address_type": "physical",
                        }
                    ],
                    "latitude": 53.59,
                    "longitude": -2.29,
                    "accessibility": [{"description": "One step"}],
                }
            }
        ],
        "languages": [{"name": "Polish"}, {"name": "Urdu"}],
        "service_areas": [{"name": "Bury and around"}],
        "attributes": [term("food")],
        "at_place": True,
        "by_phone": False,
        "online": False,
    }


def test_service_without_a_place_is_reached_by_telephone_or_online() -> None:
    by_phone, online = only("name|phone", "Elm|0161 496 0001"), only("name|website", "Ash|www.ash.example")

    assert [(s["at_place"], s["by_phone"], s["online"]) for s in (by_phone, online)] == [
        (False, True, False),
        (False, False, True),
    ]


def test_service_runs_itself_where_nobody_else_is_named() -> None:
    assert only("name|phone", "Elm|0161 496 0001")["organization"] == {"name": "Elm"}
    assert only("name|phone", "Elm|0161 496 0001", always={"organization": "DWP"})["organization"] == {
        "name": "DWP"
    }


def test_row_without_a_name_is_left_out() -> None:
    reading = read("name|town", "NA|Bury", "Elm|Bury")

    assert [record.service["name"] for record in reading.records] == ["Elm"]
    assert [(problem.row, problem.column, problem.is_stop) for problem in reading.problems] == [
        (2, "name", True)
    ]


def test_rows_that_say_the_same_are_one_service() -> None:
    reading = read("name|address", "Elm|1 Mill Lane", "Elm|1 Mill Lane", "Elm|9 Mill Lane")

    assert [record.rows for record in reading.records] == [[2, 3], [4]]
    assert [(p.row, p.sentence) for p in reading.problems] == [(3, "This says the same as row 2.")]


def test_rows_about_one_service_are_put_together() -> None:
    reading = read(
        "id|name|opening times|description|fees",
        "7|Elm|Monday 10am - 2pm|Meals|",
        "7|Elm|Friday 10am - 2pm|Clothes|Free",
    )

    service = reading.records[0].service
    assert [schedule["byday"] for schedule in service["schedules"]] == ["MO", "FR"]
    assert (service["description"], service["fees"]) == ("Meals\nClothes", "Free")
    assert [p.sentence for p in reading.problems] == [
        "This is about the same service as row 2. The two were put together."
    ]


def test_places_of_a_second_row_are_not_added() -> None:
    reading = read("id|name|address", "7|Elm|1 Mill Lane", "7|Elm|9 Mill Lane")

    assert len(reading.records[0].service["service_at_locations"]) == 1


def test_hours_of_single_days_are_put_together() -> None:
    service = only("name|monday|tuesday|sunday", "Elm|09:00-12:00,13:00-17:00|09:00-12:00|CLOSED")

    words = "Mon: 09:00-12:00,13:00-17:00; Tue: 09:00-12:00; Sun: CLOSED"
    assert [(s["byday"], s["opens_at"], s["description"]) for s in service["schedules"]] == [
        ("MO,TU", "09:00:00", words),
        ("MO", "13:00:00", words),
    ]


def test_hours_that_are_not_clear_are_kept_as_words() -> None:
    reading = read("name|opening times|monday", "Elm|After services|sometimes")

    assert reading.records[0].service["schedules"] == [
        {"description": "After services"},
        {"description": "Mon: sometimes"},
    ]
    assert [(p.column, p.code) for p in reading.problems] == [("opening times", "hours"), ("monday", "hours")]


def test_needs_are_read_and_kept_as_words_too() -> None:
    service = only("name|services", "Elm|Needle exchange; Housing advice")

    assert service["attributes"] == [term(code) for code in needs_in("housing, needle")]
    assert service["description"] == "Needle exchange; Housing advice"


@pytest.mark.parametrize(
    "women, men, open_to",
    [("yes", "no", "women"), ("no", "yes", "men"), ("yes", "yes", None), ("", "", None)],
)
def test_who_may_come_is_read(women: str, men: str, open_to: str | None) -> None:
    assert only("name|women|men|postcode", f"Elm|{women}|{men}|M15 6AA").get("open_to") == open_to


@pytest.mark.parametrize(
    "begins, ends, said, status",
    [
        ("", "", "", "active"),
        ("", "2026-01-01", "", "inactive"),
        ("2027-01-01", "", "", "inactive"),
        ("2020-01-01", "2030-01-01", "Open", "active"),
        ("", "", "Closed", "defunct"),
        ("", "", "temporarily closed", "temporarily closed"),
    ],
)
@time_machine.travel("2026-11-26T12:00Z", tick=False)
def test_status_is_read_from_words_and_days(begins: str, ends: str, said: str, status: str) -> None:
    head, row = "name|start date|end date|status|postcode", f"Elm|{begins}|{ends}|{said}|M15 6AA"

    assert only(head, row)["status"] == status


def test_contact_column_is_taken_apart() -> None:
    service = only("name|contact", "Elm|0161 496 0001 / info@elm.example or www.elm.example")

    assert (service["phones"], service["email"], service["url"]) == (
        [{"number": "0161 496 0001"}],
        "info@elm.example",
        "http://www.elm.example",
    )


def test_postcode_in_the_address_is_found() -> None:
    address = only("name|address", "Elm|2 Mill Lane, Bury BL9 0AA")["service_at_locations"][0]["location"][
        "addresses"
    ]

    assert [(each["postal_code"], each.get("city")) for each in address] == [("BL9 0AA", "")]


def test_town_is_the_last_part_of_an_address() -> None:
    address = only("name|address", "Elm|2 Mill Lane, Bury")["service_at_locations"][0]["location"][
        "addresses"
    ][0]

    assert address["city"] == "Bury"


def test_place_may_be_coordinates_alone() -> None:
    places = only("name|lat lng", "Elm|53.59, -2.29")["service_at_locations"]

    assert places == [{"location": {"location_type": "physical", "latitude": 53.59, "longitude": -2.29}}]


PERSONAL = "jane.smith@elm.example may be one person’s own address. We keep it, and never publish it."
NO_CONTACT = "We found no telephone number, e-mail or website in “ask at the bar”."
FAULTS = [
    ("contact", "ask at the bar", "no_contact", NO_CONTACT),
    ("phone", "4.48E+11", "phone", "“4.48E+11” is not a telephone number that can be rung."),
    ("phone", "7464036317", "zero", "The first 0 of 7464036317 was missing. We put it back."),
    ("email", "nobody", "email", "“nobody” is not an e-mail address."),
    ("email", "jane.smith@elm.example", "personal_email", PERSONAL),
    ("contact", "jane.smith@elm.example", "personal_email", PERSONAL),
    ("website", "by post", "url", "“by post” is not a web address."),
    ("postcode", "WA154 1HF", "postcode", "“WA154 1HF” is not a postcode."),
    ("lat lng", "40.7, -74", "coordinates", "“40.7,  -74” is no place in the United Kingdom."),
    ("min age", "grown up", "age", "“grown up” is not an age in years."),
    ("end date", "soon", "date", "“soon” is not a date we can read."),
    ("status", "so so", "status", "We do not know what “so so” means."),
    ("needs", "Food; Bowling", "need", "We have no word for “Bowling”."),
    (
        "description",
        "No longer open.",
        "gone",
        "This says “No longer open”. Check whether it is still there.",
    ),
]


@pytest.mark.parametrize("column, cell, code, sentence", FAULTS)
def test_what_cannot_be_read_is_said(column: str, cell: str, code: str, sentence: str) -> None:
    assert problems(f"name|{column}", f"Elm|{cell}") == [(2, column, code, sentence)]


def test_coordinates_in_two_columns_are_said_together() -> None:
    found = problems("name|latitude|longitude", "Elm|40.7|-74.0")

    assert found == [(2, "latitude", "coordinates", "“40.7, -74.0” is no place in the United Kingdom.")]


def test_row_that_only_adds_needs_a_number() -> None:
    reading = read("id|needs", "7|Food", "|Food", always={"adds": True})

    assert [(record.key, record.is_addition, record.service) for record in reading.records] == [
        ("7", True, {"description": "Food", "attributes": [term("food")]})
    ]
    assert [(p.row, p.code, p.is_stop) for p in reading.problems] == [(3, "no_id", True)]
