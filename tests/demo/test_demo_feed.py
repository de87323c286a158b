"""The feed of the demonstration."""

import json
import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.demo.cast import Cast
from alongside.demo.directory import LISTED, list_services
from alongside.directory.models import ServiceReport
from tests.frontdoor.own_server import on_this_connection
from tests.frontdoor.way_back import bring_in, empty_directory, exported


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


@pytest.mark.django_db
def test_directory_of_the_demonstration_survives_the_way_there_and_back(
    tmp_path: Path, coordinator: User, advocate: User
) -> None:
    list_services(Cast(clock.today(), random.Random(1), workers={"cora": coordinator, "maya": advocate}))
    first = exported()
    (tmp_path / "directory.json").write_text(json.dumps(first))
    with permitted():
        ServiceReport.objects.all().delete()
    empty_directory()

    bring_in(tmp_path / "directory.json")

    assert len(first["contents"]) == len(LISTED)
    assert exported() == first
