"""What the columns of a table mean: guessed by their names, or by what stands in them."""

import pytest

from alongside.directory.mapping import TARGETS, Mapping, guessed
from alongside.directory.presets import preset_for, shipped_presets
from alongside.directory.reading import Table, table_of


def headed(*names: str, rows: list[list[str]] | None = None) -> Table:
    """Return a table with these columns."""
    return table_of([list(names), *(rows or [["x" for _ in names]])])


@pytest.mark.parametrize(
    "column, meaning",
    [
        ("Name", "name"),
        ("Service Name", "name"),
        ("pharmacy_name", "name"),
        ("OrganisationID", "source_id"),
        ("Post Code", "postcode"),
        ("Postcodes", "postcode"),
        ("Telephone No", "phone"),
        ("Opening Times", "hours"),
        ("opening_hours_monday", "hours_mo"),
        ("Tues", "hours_tu"),
        ("eligibility.minimum_age", "minimum_age"),
        ("Website", "url"),
        ("Referral method", "application_process"),
        ("Ward code", ""),
    ],
)
def test_meaning_of_a_column_is_guessed_by_its_name(column: str, meaning: str) -> None:
    assert guessed(headed(column, "zzz")) == {column: meaning, "zzz": ""}


def test_column_without_a_word_in_its_name_is_left_out() -> None:
    assert guessed(headed("Name", "???", rows=[["Elm", "1"]])) == {"Name": "name", "???": ""}


def test_one_meaning_is_given_to_one_column_unless_it_may_repeat() -> None:
    table = headed("name", "title", "address1", "address2", "postcode")

    assert guessed(table) == {
        "name": "name",
        "title": "",
        "address1": "address",
        "address2": "address",
        "postcode": "postcode",
    }


def test_column_without_a_telling_name_is_guessed_by_what_stands_in_it() -> None:
    rows = [["Elm", "M15 6AA", "info@elm.example", "www.elm.example", "Bury"], ["Ash", "BL9 0AA", "", "", ""]]

    table = headed("name", "where", "write to", "look at", "else", rows=rows)

    assert guessed(table) == {
        "name": "name",
        "where": "postcode",
        "write to": "email",
        "look at": "url",
        "else": "",
    }


def test_shape_of_a_column_is_not_given_twice() -> None:
    rows = [["M15 6AA", "M15 6AA"]]

    assert guessed(headed("postcode", "zzz", rows=rows)) == {"postcode": "postcode", "zzz": ""}


def test_columns_that_say_one_thing_are_found_in_their_order() -> None:
    mapping = Mapping({"a": "address", "b": "name", "c": "address"})

    assert mapping.columns_saying("address") == ["a", "c"]


def test_every_preset_of_ours_names_only_meanings_there_are() -> None:
    known = {"", *(target.key for target in TARGETS)}

    assert {meaning for preset in shipped_presets() for meaning in preset.columns.values()} <= known


def test_preset_is_found_by_the_columns_it_needs() -> None:
    table = headed("OrganisationID", "ServiceName", "Extra")

    preset = preset_for(table)

    assert preset is not None
    assert preset.key == "nhs-choices-services"
    assert preset.mapping_for(table).columns == {
        "OrganisationID": "source_id",
        "ServiceName": "needs",
        "Extra": "",
    }


def test_no_preset_fits_a_table_of_other_columns() -> None:
    assert preset_for(headed("Name", "Town")) is None
