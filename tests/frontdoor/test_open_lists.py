"""Real lists of services: what the feed makes of them, and the way back."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from alongside.directory.models import Service
from alongside.frontdoor.feed.conformance.own_checks import problems_in
from alongside.frontdoor.feed.conformance.shapes import Shapes
from tests.factories.imports import OPEN_LISTS
from tests.frontdoor.official import OFFICIAL, needs_official
from tests.frontdoor.own_server import on_this_connection
from tests.frontdoor.way_back import bring_in, empty_directory, exported

pytestmark = [pytest.mark.django_db, needs_official]

LISTS = ("gm_food_banks.csv", "moj_crs_services.json", "trafford_mental_health_services.csv")


@pytest.fixture
def open_lists(service: object) -> int:
    """Three lists of different kinds, brought in; how many services they come to."""
    for name in LISTS:
        call_command("import_services", str(OPEN_LISTS / name), stdout=StringIO())
    return Service.objects.count()


def test_every_service_of_an_open_list_keeps_to_the_official_schema(client: Client, open_lists: int) -> None:
    shapes = Shapes(OFFICIAL)
    services = next(each for each in shapes.endpoints if each.path == "/services")
    detail = next(each for each in shapes.endpoints if each.path == "/services/{id}")
    seen, found = 0, []

    for number in range(1, 5):
        page = client.get(f"/feed/services?full=true&per_page=100&page={number}").json()
        seen += page["size"]
        found += [*shapes.problems(services, page), *problems_in(page)]
        found += [problem for row in page["contents"] for problem in shapes.problems(detail, row)]

    assert (seen, found) == (open_lists, [])


def test_feed_of_open_lists_passes_with_no_error_and_no_warning(open_lists: int) -> None:
    out = StringIO()

    with on_this_connection():
        call_command("check_feed", schemas=OFFICIAL, stdout=out)

    assert out.getvalue().endswith("0 errors, 0 warnings, 0 messages\n")


def test_open_lists_survive_the_way_there_and_back(open_lists: int, tmp_path: Path) -> None:
    first = exported()
    (tmp_path / "directory.json").write_text(json.dumps(first))
    empty_directory()

    bring_in(tmp_path / "directory.json")

    assert len(first["contents"]) >= open_lists
    assert exported() == first
