"""The feed of the demonstration."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.frontdoor.own_server import on_this_connection


@pytest.mark.django_db
def test_feed_of_the_demonstration_passes_with_no_error_and_no_warning(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("demo", people=24, weeks=7)
    out = StringIO()

    with on_this_connection():
        call_command("check_feed", stdout=out)

    assert [line.split(", ", 1)[1] for line in out.getvalue().splitlines()] == [
        "0 errors, 0 warnings, 0 messages"
    ]
    assert capsys.readouterr().out
