"""Dates, times and lengths of time as people write them."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from alongside.common import clock
from alongside.common.forms import Choice, Choices, DateBoxes, LongText, MinutesField, Text, Tick, TimeText

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sentences(field: forms.Field, typed: Any) -> list[str]:
    """Return what a field says to an answer; nothing when it takes it."""
    try:
        field.clean(typed)
    except ValidationError as fault:
        return list(fault.messages)
    return []


@pytest.mark.parametrize(
    "typed, meant",
    [
        (["3", "2", "2026"], date(2026, 2, 3)),
        ([" 03 ", "02", "2026"], date(2026, 2, 3)),
        (["3", "feb", "2026"], date(2026, 2, 3)),
        (["3", "September", "2026"], date(2026, 9, 3)),
        (["3", "Sept.", "2026"], date(2026, 9, 3)),
        (["29", "2", "2028"], date(2028, 2, 29)),
        (["٣", "٢", "٢٠٢٦"], date(2026, 2, 3)),
    ],
)
def test_date_is_read_as_people_write_it(typed: list[str], meant: date) -> None:
    assert DateBoxes().clean(typed) == meant


@pytest.mark.parametrize(
    "typed, said",
    [
        (["", "2", "2026"], ["The date needs a day from 1 to 31"]),
        (["32", "2", "2026"], ["The date needs a day from 1 to 31"]),
        (["0", "2", "2026"], ["The date needs a day from 1 to 31"]),
        (["3", "13", "2026"], ["The date needs a month from 1 to 12"]),
        (["3", "xx", "2026"], ["The date needs a month from 1 to 12"]),
        (["3", "ma", "2026"], ["The date needs a month from 1 to 12"]),
        (["3", "2", ""], ["The date needs a year, like 2026"]),
        (["3", "2", "0026"], ["The date needs a year, like 2026"]),
        (["3", "2", "20260"], ["The date needs a year, like 2026"]),
        (["3", "2", "²⁶"], ["The date needs a year, like 2026"]),
        (["3", "2", "26"], ["The date needs all 4 numbers of the year, like 2026"]),
        (["-3", None, "2026"], ["The date needs a day from 1 to 31", "The date needs a month from 1 to 12"]),
        (["31", "6", "2026"], ["June 2026 has 30 days. Check the date"]),
        (["29", "2", "2026"], ["February 2026 has 28 days. Check the date"]),
    ],
)
def test_date_says_what_each_box_needs(typed: list[str], said: list[str]) -> None:
    with clock.at(NOON):
        assert sentences(DateBoxes(), typed) == said


def test_date_is_called_by_its_name() -> None:
    assert sentences(DateBoxes(what="date of the visit"), ["3", "", "2026"]) == [
        "The date of the visit needs a month from 1 to 12"
    ]


@pytest.mark.parametrize(
    "limits, typed, said",
    [
        ({"latest": "today"}, ["23", "11", "2026"], ["The date must be today or earlier"]),
        ({"latest": "today"}, ["22", "11", "2026"], []),
        ({"latest": date(2026, 1, 31)}, ["1", "2", "2026"], ["The date must be 31 January 2026 or earlier"]),
        ({"earliest": "today"}, ["21", "11", "2026"], ["The date must be today or later"]),
        ({"earliest": "today"}, ["22", "11", "2026"], []),
        ({"earliest": date(2026, 1, 31)}, ["30", "1", "2026"], ["The date must be 31 January 2026 or later"]),
    ],
)
def test_date_is_held_between_its_limits(limits: dict[str, Any], typed: list[str], said: list[str]) -> None:
    with clock.at(NOON):
        assert sentences(DateBoxes(**limits), typed) == said


def test_empty_date_is_nothing_or_asked_for() -> None:
    assert DateBoxes(required=False).clean(["", " ", None]) is None
    assert DateBoxes(required=False).clean(None) is None
    assert sentences(DateBoxes(missing="Tell us the day"), ["", "", ""]) == ["Tell us the day"]


def test_date_that_is_known_stays() -> None:
    assert DateBoxes().clean(date(2026, 2, 3)) == date(2026, 2, 3)
    assert not DateBoxes().has_changed(date(2026, 2, 3), ["3", "2", "2026"])


def test_date_gives_today_as_its_example() -> None:
    with clock.at(NOON):
        assert str(DateBoxes().help_text) == "For example, 22 11 2026"
    assert DateBoxes(help_text="The day it came").help_text == "The day it came"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9:30am", time(9, 30)),
        ("9:30 a.m.", time(9, 30)),
        ("9:30p", time(21, 30)),
        ("2 PM", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14:00", time(14)),
        ("14h30", time(14, 30)),
        (" 0:05 ", time(0, 5)),
        (time(7, 5), time(7, 5)),
    ],
)
def test_time_is_read_as_people_write_it(typed: Any, meant: time) -> None:
    assert TimeText().clean(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "9:60", "13pm", "0am", "soon", "9:3", "12345", "-9"])
def test_time_says_how_to_write_it(typed: str) -> None:
    assert sentences(TimeText(), typed) == ["Write the time like 9:30 or 14:00"]


def test_empty_time_is_nothing_or_asked_for() -> None:
    assert TimeText(required=False).clean(" ") is None
    assert TimeText(required=False).clean(None) is None
    assert sentences(TimeText(missing="Tell us when"), "") == ["Tell us when"]


def test_time_that_is_known_is_shown_without_seconds() -> None:
    assert TimeText().prepare_value(time(9, 5)) == "9:05"
    assert TimeText().prepare_value("9.3") == "9.3"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("20", 20),
        ("20 min", 20),
        ("45mins", 45),
        ("1h", 60),
        ("1h 20", 80),
        ("1:20", 80),
        ("2 hours", 120),
        ("1 hour and 20 minutes", 80),
        (20, 20),
        (0, 0),
    ],
)
def test_length_is_read_as_people_write_it(typed: Any, meant: int) -> None:
    assert MinutesField().clean(typed) == meant


def test_length_says_how_to_write_it() -> None:
    assert sentences(MinutesField(), "a while") == ["Write the minutes as a number, like 20"]
    assert sentences(MinutesField(), "-5") == ["Write the minutes as a number, like 20"]
    assert sentences(MinutesField(most=90), "1h 31") == ["Write 90 minutes or fewer"]
    assert sentences(MinutesField(most=90), "1h 30") == []
    assert sentences(MinutesField(missing="Tell us how long"), " ") == ["Tell us how long"]
    assert MinutesField(required=False).clean(None) is None


def test_too_long_a_text_is_said_and_not_cut_off() -> None:
    assert sentences(Text(max_length=3), "four") == ["Make this shorter: at most 3 letters. It has 4."]
    assert sentences(Text(max_length=None), "x" * 100_000) == []
    assert sentences(LongText(), "x" * 20_001) == ["Make this shorter: at most 20000 letters. It has 20001."]
    assert "maxlength" not in Text(max_length=3).widget.attrs


def test_tick_is_asked_for_only_where_it_must_be() -> None:
    assert Tick().clean(None) is False
    assert sentences(Tick(required=True, missing="Tick this first"), None) == ["Tick this first"]


def test_answer_from_another_list_is_refused() -> None:
    assert sentences(Choice(choices=[("a", "A")]), "b") == ["Choose one of these answers"]
    assert sentences(Choice(choices=[("a", "A")], missing="Choose one"), "") == ["Choose one"]
    assert sentences(Choices(choices=[("a", "A")]), ["a", "b"]) == ["Choose from these answers"]
    assert Choices(choices=[("a", "A"), ("b", "B")]).clean(["b"]) == ["b"]
