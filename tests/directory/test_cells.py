"""Single cells: what is read in them, and what is not."""

from datetime import date

import pytest

from alongside.directory import cells
from alongside.directory.emails import emails_in, looks_personal
from alongside.directory.need_words import needs_in


@pytest.mark.parametrize(
    "text, postcode, outward",
    [("m15 6aa", "M15 6AA", "M15"), ("EC1A1BB", "EC1A 1BB", "EC1A"), ("WA154 1HF", "", ""), ("Bury", "", "")],
)
def test_postcode_is_written_as_on_letters(text: str, postcode: str, outward: str) -> None:
    assert (cells.postcode_of(text), cells.outward_of(text)) == (postcode, outward)


@pytest.mark.parametrize(
    "text, number",
    [
        ("0161 496 0001", "0161 496 0001"),
        ("+44 161 496 0001", "+44 161 496 0001"),
        ("7464036317", "07464036317"),
        ("111", "111"),
        ("116123", "116123"),
        ("O7872611770", ""),
        ("4.48E+11", ""),
        ("12", ""),
        ("+", ""),
    ],
)
def test_telephone_number_is_one_that_can_be_rung(text: str, number: str) -> None:
    assert cells.phone_of(text) == number


def test_telephone_numbers_are_found_among_other_words() -> None:
    found, rest = cells.phones_in("0161 496 0001 or (0161) 496-0002, ask for Jo")

    assert (found, rest.split()) == (["0161 496 0001", "(0161) 496-0002"], ["or", ",", "ask", "for", "Jo"])


@pytest.mark.parametrize(
    "text, lost", [("7464036317", True), ("07464036317", False), ("0161 496 0001", False)]
)
def test_a_lost_zero_is_noticed(text: str, lost: bool) -> None:
    assert cells.lost_its_zero(text) is lost


@pytest.mark.parametrize(
    "text, address",
    [
        ("www.elm.example", "http://www.elm.example"),
        ("https://elm.example/a.", "https://elm.example/a"),
        ("on request", ""),
    ],
)
def test_web_address_is_one_that_can_be_followed(text: str, address: str) -> None:
    assert cells.web_of(text) == address


def test_web_addresses_are_found_among_other_words() -> None:
    assert cells.web_in("see www.elm.example, or http://-") == (["http://www.elm.example"], "see  , or  ")


@pytest.mark.parametrize(
    "text, age", [("18", 18), ("18+", 18), ("16 years", 16), ("adult", None), ("999", None)]
)
def test_age_is_in_years(text: str, age: int | None) -> None:
    assert cells.age_of(text) == age


@pytest.mark.parametrize(
    "text, day",
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("2022-12-01T12:00:00+00", date(2022, 12, 1)),
        ("03/04/2026", date(2026, 4, 3)),
        ("3.4.2026", date(2026, 4, 3)),
        ("03/04/26", date(2026, 4, 3)),
        ("3 April 2026", date(2026, 4, 3)),
        ("soon", None),
        ("31/02/2026", None),
    ],
)
def test_day_is_read_as_in_britain(text: str, day: date | None) -> None:
    assert cells.date_of(text) == day


@pytest.mark.parametrize(
    "text, said", [("Yes", True), ("1", True), ("n", False), ("FALSE", False), ("maybe", None)]
)
def test_yes_and_no_are_read(text: str, said: bool | None) -> None:
    assert cells.yes_or_no(text) is said


@pytest.mark.parametrize("text, degrees", [("53.4", 53.4), ("-2.2", -2.2), ("100", None), ("north", None)])
def test_degrees_are_numbers_on_the_globe(text: str, degrees: float | None) -> None:
    assert cells.degrees_of(text, most=90) == degrees


@pytest.mark.parametrize(
    "email, personal",
    [
        ("info@elm.example", False),
        ("referrals.north@elm.example", False),
        ("actfoodbank@isp.example", False),
        ("elmhouse@elmhouse.example", False),
        ("jane.smith@elm.example", True),
        ("jsmith@elm.example", True),
        ("carey.jones@elm.example", True),
        ("jo@johouse.example", True),
    ],
)
def test_address_of_a_person_is_told_from_that_of_a_desk(email: str, personal: bool) -> None:
    assert looks_personal(email) is personal


def test_address_named_after_its_town_is_of_nobody() -> None:
    assert looks_personal("bury@army.example", place="18 Brookshaw Street, Bury") is False
    assert looks_personal("john.bury@army.example", place="18 Brookshaw Street, Bury") is True


def test_email_addresses_are_found_among_other_words() -> None:
    assert emails_in("write to info@elm.example; or 'jo@ash.example'.") == [
        "info@elm.example",
        "jo@ash.example",
    ]


@pytest.mark.parametrize(
    "text, needs",
    [
        ("Needle and syringe exchange services", ["needle-exchange"]),
        ("Finance, Benefit & Debt", ["money"]),
        ("Dependency & Recovery", ["recovery"]),
        ("Bowling", []),
    ],
)
def test_needs_are_found_in_the_words_of_lists(text: str, needs: list[str]) -> None:
    assert needs_in(text) == needs
