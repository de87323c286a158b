"""Logs hold no words of anybody's (R26)."""

import logging
import sys

from alongside.common.logs import NoPersonalText


def test_r26_arguments_of_a_message_are_left_out() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not found", "Canary"), None
    )

    line = NoPersonalText().format(record)

    assert line.endswith("WARNING django.request %s: %s")
    assert "Canary" not in line


def test_r26_what_was_sent_is_not_quoted_where_it_was_refused() -> None:
    said = "Invalid HTTP_HOST header: 'canary.example'."
    record = logging.LogRecord("django.security.DisallowedHost", logging.ERROR, "", 0, said, (), None)

    assert NoPersonalText().format(record).endswith("ERROR django.security.DisallowedHost -")


def test_r26_text_of_an_exception_is_left_out_and_its_place_is_kept() -> None:
    try:
        raise ValueError("Canary")
    except ValueError:
        record = logging.LogRecord("django", logging.ERROR, "", 0, "broke", (), sys.exc_info())

    line = NoPersonalText().format(record)

    assert "ValueError\n" in line
    assert "test_logs.py" in line
    assert "Canary" not in line
