"""The command that checks a feed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from alongside.accounts.models import User
from alongside.frontdoor.feed.conformance.answers import over_the_network
from alongside.frontdoor.management.commands.check_feed import EMPTY
from tests.factories.clinics import make_clinic
from tests.factories.directory import make_listing, make_place
from tests.frontdoor.a_feed import BASE, CORS, Feed
from tests.frontdoor.official import OFFICIAL, needs_official
from tests.frontdoor.own_server import on_this_connection


def checked(*arguments: str) -> list[str]:
    """Return what the command prints."""
    out = StringIO()
    with on_this_connection():
        call_command("check_feed", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def listing(service: object) -> None:
    """One service in one place."""
    make_place(make_listing())


@pytest.mark.django_db
def test_feed_of_this_service_passes(listing: None) -> None:
    assert checked() == ["http://127.0.0.1/feed/: 26 answers, 0 errors, 0 warnings, 0 messages"]


@needs_official
@pytest.mark.django_db
def test_feed_of_this_service_passes_by_the_official_schemas(listing: None) -> None:
    assert checked("--schemas", str(OFFICIAL))[-1].endswith("0 errors, 0 warnings, 0 messages")


@pytest.mark.django_db
def test_feed_of_a_new_service_passes_and_its_warnings_say_only_that_nothing_is_listed(
    service: object,
) -> None:
    said = checked()

    assert said[-1].endswith("0 errors, 6 warnings, 0 messages")
    assert {line.split()[1] for line in said[:-2]} == {"EMPTY_FEED_WARNING", "NO_IDS_AVAILABLE"}
    assert said[-2] == EMPTY


@pytest.mark.django_db
def test_feed_of_a_service_with_one_clinic_has_no_warning(coordinator: User) -> None:
    make_clinic(by=coordinator)

    assert [line.split(", ", 1)[1] for line in checked()] == ["0 errors, 0 warnings, 0 messages"]


def test_feed_that_cannot_be_reached_is_said() -> None:
    with pytest.raises(CommandError, match="does not answer with JSON"):
        checked("file:///etc")


@pytest.fixture
def server() -> Iterator[tuple[Feed, str]]:
    """A feed of somebody else behind a real server."""
    feed = Feed()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = feed(BASE + self.path, self.command)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        do_OPTIONS = do_GET  # noqa: N815 - so the server asks for it

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield feed, f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_feed_at_an_address_is_asked_over_the_network(server: tuple[Feed, str]) -> None:
    feed, url = server
    feed.service["status"] = "open"

    with pytest.raises(CommandError, match="The feed fails"):
        checked(url)


def test_redirect_is_not_followed(server: tuple[Feed, str]) -> None:
    feed, url = server
    feed.wrong = lambda _path, _method, usual: type(usual)(301, {**CORS, "location": "/elsewhere"})

    answer = over_the_network(f"{url}/services")

    assert (answer.status, answer.headers["location"]) == (301, "/elsewhere")


def test_answer_over_the_network_is_read(server: tuple[Feed, str]) -> None:
    _, url = server

    answer = over_the_network(f"{url}/")

    assert json.loads(answer.body)["version"] == "HSDS-UK-3.0"


def test_nobody_at_an_address_is_no_answer() -> None:
    answer = over_the_network("http://127.0.0.1:9/")

    assert answer.status == 0
