"""Opening hours in people's words: read where they are clear, and never guessed."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.directory.hours import DAYS, Slot, joined, read_day, read_hours

NAMES = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)


def said(text: str) -> str | None:
    """Return hours as short text, to compare them."""
    slots = read_hours(text)
    if slots is None:
        return None
    return "; ".join(f"{' '.join(slot.days)} {slot.opens:%H:%M}-{slot.closes:%H:%M}" for slot in slots)


@pytest.mark.parametrize(
    "text, hours",
    [
        ("Wednesday 10am - 4pm", "WE 10:00-16:00"),
        ("Wednesday 9:30am - 12noon", "WE 09:30-12:00"),
        ("Monday 12noon - 2pm", "MO 12:00-14:00"),
        ("Sun midday to 2 p.m.", "SU 12:00-14:00"),
        ("Tuesday - Friday 12noon - 2pm", "TU WE TH FR 12:00-14:00"),
        ("Thursday 1.30 - 3.30pm", "TH 13:30-15:30"),
        ("Friday 10 - 11.30am", "FR 10:00-11:30"),
        ("Monday - Wednesday 12 - 2pm", "MO TU WE 12:00-14:00"),
        ("Fri 10 - 2pm", "FR 10:00-14:00"),
        ("Fri 12 - 12pm", None),
        ("Mon & Thur 1-3pm (except bank holidays)", "MO TH 13:00-15:00"),
        ("Mon-Fri 9:00-17:00, closed bank holidays", "MO TU WE TH FR 09:00-17:00"),
        (
            "Open Monday 1-3pm, Thursday 2-4pm\xa0\nNot open on Bank Holidays",
            "MO 13:00-15:00; TH 14:00-16:00",
        ),
        ("Daily (except Tues & Sat) 10:30am - 12pm", "MO WE TH FR SU 10:30-12:00"),
        ("Mon-Sat 9am - 5pm except Wed 9am - 1pm", "MO TU TH FR SA 09:00-17:00; WE 09:00-13:00"),
        ("Mon - Fri 9am - 5pm, except Friday", "MO TU WE TH 09:00-17:00"),
        ("Tues/Weds 10am - 12pm. Thurs 10am - 2pm", "TU WE 10:00-12:00; TH 10:00-14:00"),
        ("Monday - Friday 8am - 4pm. Please ring.", "MO TU WE TH FR 08:00-16:00"),
        ("9am to 5pm weekdays, 10am to 1pm Saturday", "MO TU WE TH FR 09:00-17:00; SA 10:00-13:00"),
        ("Mon 1-2pm 4-5pm Sat 12- 1pm", "MO 13:00-14:00; MO 16:00-17:00; SA 12:00-13:00"),
        ("Mon 9am-1pm and 2pm-5pm", "MO 09:00-13:00; MO 14:00-17:00"),
        ("Mon-Fri 9am-5pm; Sat closed", "MO TU WE TH FR 09:00-17:00"),
        ("Mon-Sat 9am-5pm, closed Sunday", "MO TU WE TH FR SA 09:00-17:00"),
        ("weekend 22:00-06:00", "SA SU 22:00-06:00"),
        ("Mon - Fri 10pm - 6am", "MO TU WE TH FR 22:00-06:00"),
        ("Friday 5pm to midnight", "FR 17:00-00:00"),
        ("Friday 5pm - 12 midnight", "FR 17:00-00:00"),
        ("24/7", "MO TU WE TH FR SA SU 00:00-00:00"),
        ("7 days a week 09:00-18:00", "MO TU WE TH FR SA SU 09:00-18:00"),
    ],
)
def test_hours_are_read_where_they_are_clear(text: str, hours: str | None) -> None:
    assert said(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "By appointment",
        "Wednesday 10 - 12",
        "Mon - Sat 10.00 - 4.00",
        "Mon 9:00 - 5:00",
        "Mon 01:00-03:00",
        "Wednesday 7:30pm",
        "Tuesday from 11am",
        "Mon 11am - 2",
        "Monday & Friday 12noon",
        "Monday 2pm and 4pm",
        "Monday - Saturday 7.30am = 4.30pm",
        "24/7 upon request",
        "1st Saturday of month 10am - 12noon",
        "Thursday morning",
        "Friday - Monday 9am - 5pm",
        "Mon, Mon 9am-5pm",
        "Mon - Fri 9am-5pm except Sunday",
        "Mon 9am-5pm except",
        "Mon 9 - 5am",
        "Mon 10am - 9am",
        "Mon 13am - 2pm",
        "Mon 13:00-3pm",
        "Mon 10noon - 2pm",
        "Mon 25:00-26:00",
        "Mon 9.75am - 2pm",
        "Mon 9am-5pm, Mon 4pm-6pm",
        "Sat 22:00-06:00, Sun 5am-7am",
        "Sun 10pm - 6am, Mon 5am - 7am",
        "closed Sunday, Mon-Sat 9am-5pm",
        "closed",
        "Tuesday",
    ],
)
def test_hours_are_left_alone_where_they_are_not_clear(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    "text, slots",
    [
        ("09:00-13:00,14:00-17:30", [(time(9), time(13)), (time(14), time(17, 30))]),
        ("08:30-00:00", [(time(8, 30), time())]),
        ("00:00-23:59", [(time(), time(23, 59))]),
        ("04:00-17:00", [(time(4), time(17))]),
        ("CLOSED", []),
    ],
)
def test_hours_of_one_day_need_no_day(text: str, slots: list[tuple[time, time]]) -> None:
    assert read_day(text, "MO") == tuple(Slot(("MO",), *at) for at in slots)


@pytest.mark.parametrize("text", ["09:00-13:00:14:00-18:00", "Tuesday 9am-5pm", "9am-5pm Tuesday", "ring"])
def test_hours_of_one_day_that_say_something_else_are_left_alone(text: str) -> None:
    assert read_day(text, "MO") is None


@given(st.text())
def test_any_text_gives_hours_or_none(text: str) -> None:
    slots = read_hours(text)

    assert slots is None or all(slot.days and set(slot.days) <= set(DAYS) for slot in slots)


def clock(at: time) -> str:
    """Write a time as people do: 1.30pm."""
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


quarters = st.builds(time, st.integers(1, 23), st.sampled_from([0, 15, 30, 45]))
ranges = st.tuples(quarters, quarters).filter(lambda pair: 0 < pair[1].hour - pair[0].hour <= 16)


@given(
    st.dictionaries(st.sampled_from(DAYS), ranges, min_size=1), st.sampled_from([" - ", "-", " to ", " – "])
)
def test_hours_that_are_written_out_are_read_as_they_were_meant(
    week: dict[str, tuple[time, time]], to: str
) -> None:
    text = ", ".join(
        f"{NAMES[day]} {clock(opens)}{to}{clock(closes)}" for day, (opens, closes) in week.items()
    )

    assert read_hours(text) == joined(Slot((day,), *at) for day, at in week.items())


@given(
    st.dictionaries(st.sampled_from(DAYS), ranges, min_size=1),
    st.sampled_from(["ish", "by appointment", "?"]),
)
def test_one_word_that_is_not_understood_leaves_all_as_it_is(
    week: dict[str, tuple[time, time]], word: str
) -> None:
    text = ", ".join(f"{NAMES[day]} {opens:%H:%M}-{closes:%H:%M}" for day, (opens, closes) in week.items())

    assert read_hours(f"{text} {word}") is None
