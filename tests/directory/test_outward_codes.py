"""The first half of postcodes, and what is said of distances from its middle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.directory.outward_codes import (
    BANDS,
    FARTHEST,
    area_letters,
    band_of,
    codes_by_band,
    miles_between,
    outward_code_in,
    outward_code_of,
    outward_codes,
)


@pytest.mark.parametrize(
    "typed, code",
    [
        ("M15", "M15"),
        ("m15", "M15"),
        (" M15 6AA ", "M15"),
        ("m156aa", "M15"),
        ("SW1A 1AA", "SW1A"),
        ("sw1a", "SW1A"),
        ("N1 9GU", "N1"),
        ("n19gu", "N1"),
        ("Hulme", ""),
        ("", ""),
        ("15", ""),
    ],
)
def test_outward_code_is_read_as_people_write_it(typed: str, code: str) -> None:
    assert outward_code_of(typed) == code


def test_outward_code_is_found_at_the_end_of_an_address() -> None:
    assert outward_code_in("1 Canal Street, off A57 1AB road\nManchester m15 6aa") == "M15"
    assert outward_code_in("The green door, Hulme") == ""


def test_every_code_of_the_table_lies_in_these_islands() -> None:
    codes = outward_codes().values()

    assert len(codes) == 2856
    assert all(49 < code.latitude < 61 and -9 < code.longitude < 2.1 for code in codes)
    assert all(outward_code_of(code.code) == code.code for code in codes)


def test_miles_are_those_of_the_map() -> None:
    leeds, manchester = outward_codes()["LS1"], outward_codes()["M1"]

    assert 35 < miles_between(leeds.latitude, leeds.longitude, manchester) < 37


@pytest.mark.parametrize(
    "miles, band", [(0, 0), (1.99, 0), (2, 2), (2.49, 2), (2.5, 3), (24.6, 25), (25.5, None)]
)
def test_band_is_whole_miles_and_one_band_below_two(miles: float, band: int | None) -> None:
    assert band_of(miles) == band


@given(st.floats(0, FARTHEST), st.floats(0, FARTHEST))
def test_band_never_turns_two_distances_round(one: float, other: float) -> None:
    bands = [band_of(miles) for miles in sorted((one, other))]

    assert bands == sorted(bands, key=lambda band: band or 0)


def test_bands_leave_no_mile_out() -> None:
    assert [band for band, _end in BANDS] == [0, *range(2, FARTHEST + 1)]


def test_codes_around_one_begin_with_itself() -> None:
    around = codes_by_band(outward_codes()["M15"])

    assert "M15" in around[0]
    assert "M14" in around[0]
    assert "LS1" not in [code for codes in around.values() for code in codes]


def test_area_letters_are_the_letters_before_the_number() -> None:
    assert [area_letters("M15"), area_letters("PA20")] == ["M", "PA"]
