"""The check of a feed: what the official validator does, and what it misses."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from alongside.frontdoor.feed.conformance.answers import Answer, InThisProcess, over_the_network
from alongside.frontdoor.feed.conformance.findings import FeedRefused, Finding, Level
from alongside.frontdoor.feed.conformance.own_checks import problems_in, problems_of_page
from alongside.frontdoor.feed.conformance.shapes import OURS, Endpoint, Shapes
from alongside.frontdoor.feed.conformance.walk import Walk, pages_after_first, version_number
from tests.frontdoor.a_feed import BASE, CORS, PLACE, SERVICE, Feed, said
from tests.frontdoor.official import EXAMPLES, OFFICIAL, needs_official


def walk(feed: Feed, shapes: Shapes | None = None) -> list[Finding]:
    """Walk over a feed."""
    return Walk(BASE + "/", feed, shapes or Shapes(), random.Random(1)).run()


def codes(feed: Feed) -> list[tuple[str, str]]:
    """Return the level and code of each finding."""
    return [(str(finding.level), finding.code) for finding in walk(feed)]


def test_feed_that_is_right_has_nothing_found() -> None:
    assert walk(Feed()) == []


def test_walk_asks_every_address_of_the_standard() -> None:
    feed = Feed()

    walk(feed)

    assert [asked for asked in feed.asked if "-" not in asked] == [
        "/",
        "/",
        "/services?page=1",
        "/taxonomies?page=1",
        "/taxonomy_terms?page=1",
        "/service_at_locations?page=1",
        "/organizations?page=1",
        "/services",
        "",
        "/services?per_page=1000000",
    ]
    assert f"/services/{SERVICE}" in feed.asked
    assert f"/service_at_locations/{PLACE}" in feed.asked


@pytest.mark.parametrize("total, wanted", [(0, []), (1, []), (2, [2]), (3, [3]), (4, [2, 4]), (9, [4, 9])])
def test_walk_takes_the_middle_page_and_the_last(total: int, wanted: list[int]) -> None:
    assert pages_after_first(total) == wanted


def test_walk_takes_ten_rows_of_many_by_chance() -> None:
    feed = Feed(per_page=10)
    feed.rows["/services"] = [feed.service | {"id": str(uuid4())} for _ in range(45)]

    found = walk(feed)

    assert found == []
    assert [asked for asked in feed.asked if asked.startswith("/services?page")] == [
        "/services?page=1",
        "/services?page=2",
        "/services?page=5",
    ]
    # ten of the list and one that is not there
    assert len([asked for asked in feed.asked if asked.startswith("/services/")]) == 11


@pytest.mark.parametrize(
    "version, number",
    [("HSDS-UK-3.0", 3.0), ("V3.0", 3.0), ("hsds-uk-1.0", 1.0), ("HSDS 3.0", None), (None, None)],
)
def test_version_is_read_as_the_validator_reads_it(version: str | None, number: float | None) -> None:
    assert version_number(version) == number


@pytest.mark.parametrize("version", ["HSDS 3.0", "HSDS-UK-1.0", None])
def test_feed_of_another_version_is_refused(version: str | None) -> None:
    feed = Feed()
    feed.root["version"] = version

    with pytest.raises(FeedRefused, match=r"would judge it as 1\.0"):
        walk(feed)


def test_feed_that_does_not_answer_is_refused() -> None:
    with pytest.raises(FeedRefused, match="status 0"):
        Walk("ftp://feed.example", over_the_network).run()


def test_version_must_be_written_exactly() -> None:
    feed = Feed()
    feed.root["version"] = "V3.0"

    assert codes(feed) == [("error", "VERSION")]


@pytest.mark.parametrize(
    "field, value",
    [
        ("status", "open"),
        ("id", "1502"),
        ("url", "www.example.org"),
        ("email", "nobody"),
        ("last_modified", "2026-11-25"),
        ("minimum_age", "18"),
        ("schedules", [{"id": str(uuid4()), "freq": "DAILY"}]),
    ],
)
def test_schema_catches_a_wrong_value(field: str, value: Any) -> None:
    feed = Feed()
    feed.service[field] = value

    assert set(codes(feed)) == {("error", "SCHEMA")}


def test_schema_misses_nothing_required_of_an_address() -> None:
    feed = Feed()
    feed.rows["/service_at_locations"][0]["location"]["addresses"] = [{"id": str(uuid4()), "city": "Salford"}]

    found = walk(feed)

    assert {finding.level for finding in found} == {Level.WARNING}
    assert [finding.sentence.split(": ")[1] for finding in found if "?page" in finding.where] == [
        "'address_1' is a required property",
        "'state_province' is a required property",
        "'postal_code' is a required property",
        "'country' is a required property",
        "'address_type' is a required property",
    ]


@pytest.mark.parametrize(
    "field, value, code",
    [
        ("opens_at", "9am", "BAD_TIME"),
        ("opens_at", "25:00:00", "BAD_TIME"),
        ("closes_at", 900, "BAD_TIME"),
        ("valid_to", "31/12/2026", "BAD_DATE"),
        ("dtstart", "20261231", "BAD_DATE"),
        ("assured_date", 2026, "BAD_DATE"),
        ("byday", "Monday", "BAD_DAY"),
        ("byday", ["MO"], "BAD_DAY"),
        ("latitude", 100, "BAD_PLACE"),
        ("longitude", "west", "BAD_PLACE"),
        ("description", None, "EMPTY_VALUE"),
        ("description", "", "EMPTY_VALUE"),
        ("schedules", [], "EMPTY_VALUE"),
        ("organization", {}, "EMPTY_VALUE"),
    ],
)
def test_own_checks_catch_what_the_schema_does_not(field: str, value: Any, code: str) -> None:
    found = list(problems_in({"contents": [{field: value}]}))

    assert [problem.code for problem in found] == [code]
    assert found[0].sentence.startswith(f"contents/0/{field}: ")


@pytest.mark.parametrize(
    "right",
    [
        {"opens_at": "10:00:00", "closes_at": "23:59:00", "byday": "1MO,-1FR"},
        {"latitude": -90, "longitude": 180.0, "minimum_age": 0, "first_page": False},
        {"contents": [], "assured_date": "2026-11-25"},
    ],
)
def test_own_checks_let_pass_what_is_right(right: dict[str, Any]) -> None:
    assert list(problems_in(right)) == []


def test_service_without_organization_is_an_error() -> None:
    feed = Feed()
    del feed.service["organization"]

    assert codes(feed) == [("error", "NO_ORGANIZATION"), ("error", "NO_ORGANIZATION")]


def test_organization_that_is_named_must_be_there() -> None:
    feed = Feed()
    feed.service["organization"]["id"] = str(uuid4())

    assert codes(feed) == [("error", "ORGANIZATION_UNKNOWN")]


def test_feed_without_organizations_is_not_asked_for_them() -> None:
    feed = Feed()
    del feed.rows["/organizations"]

    assert codes(feed) == [("warning", "OPTIONAL_ENDPOINT_FAILED"), ("warning", "NO_IDS_AVAILABLE")]


def test_empty_lists_are_warnings() -> None:
    feed = Feed()
    feed.rows["/services"] = []

    assert codes(feed) == [("warning", "EMPTY_FEED_WARNING"), ("warning", "NO_IDS_AVAILABLE")]


def test_envelope_must_fit_what_is_in_it() -> None:
    page = {"total_pages": 2, "page_number": 2, "size": 5, "first_page": True, "last_page": False}

    found = [problem.sentence for problem in problems_of_page(page | {"contents": []}, asked_for=1)]

    assert found == [
        "page_number is 2 and should be 1",
        "size is 5 and should be 0",
        "empty is None and should be True",
    ]


@pytest.mark.parametrize("page", [[], {"content": []}, {"contents": {}}])
def test_list_stands_under_contents(page: Any) -> None:
    assert [problem.code for problem in problems_of_page(page, asked_for=1)] == ["NO_CONTENTS"]


def test_row_that_stands_twice_is_found() -> None:
    feed = Feed(per_page=2)
    feed.rows["/services"] = [feed.service, feed.service, feed.service]

    assert [code for _, code in codes(feed)] == ["TWICE", "TWICE"]


def changing(path: str, answer: Answer, method: str = "GET") -> Callable[[str, str, Answer], Answer]:
    """Return a way to be wrong at one address."""
    return lambda asked, by, usual: answer if (asked, by) == (path, method) else usual


@pytest.mark.parametrize(
    "path, method, answer, wanted",
    [
        ("/services?page=1", "GET", Answer(500, CORS), "REQUIRED_ENDPOINT_FAILED"),
        ("/services?page=1", "GET", Answer(200, CORS, b"<html>"), "NOT_JSON"),
        ("/services?page=1", "GET", said([]), "SCHEMA"),
        ("/services?page=1", "GET", said({"empty": True, "contents": {}}), "SCHEMA"),
        (f"/services/{SERVICE}", "GET", said([]), "SCHEMA"),
        ("", "GET", Answer(301, CORS), "REDIRECTED"),
        ("", "GET", Answer(0), "NO_SLASH"),
        ("/services", "OPTIONS", Answer(405, CORS), "OPTIONS"),
        ("/services", "OPTIONS", Answer(204), "NO_CORS"),
        ("/taxonomies?page=1", "GET", Answer(429, CORS), "THROTTLED"),
    ],
)
def test_answer_that_is_wrong_is_found(path: str, method: str, answer: Answer, wanted: str) -> None:
    feed = Feed()
    feed.wrong = changing(path, answer, method)

    assert wanted in [finding.code for finding in walk(feed)]


def test_detail_with_the_id_of_another_is_found() -> None:
    feed = Feed()
    feed.wrong = changing(f"/services/{SERVICE}", said(feed.service | {"id": str(uuid4())}))

    assert codes(feed) == [("error", "OTHER_ID")]


def test_feed_that_makes_up_what_is_not_there_is_found() -> None:
    feed = Feed()
    feed.wrong = lambda _path, _method, usual: usual if usual.is_good else said({})

    assert codes(feed) == [("error", "NOT_404")]


def test_page_without_a_cap_is_found() -> None:
    feed = Feed(per_page=2_000)
    feed.rows["/services"] = [feed.service | {"id": str(uuid4())} for _ in range(1_001)]
    feed.wrong = changing("/services?page=1", said({"empty": True, "contents": []}))

    assert ("error", "NO_CAP") in codes(feed)


def test_slow_feed_earns_a_message() -> None:
    feed = Feed()
    feed.wrong = lambda _path, _method, usual: Answer(usual.status, CORS, usual.body, seconds=5.5)

    assert [str(finding) for finding in walk(feed)] == [
        "MESSAGE SLOW : an answer takes 5.5 seconds on average"
    ]


def test_only_errors_fail_a_feed() -> None:
    feed = Feed()
    feed.rows["/taxonomies"][0]["description"] = None
    walking = Walk(BASE, feed)

    walking.run()

    assert {finding.level for finding in walking.findings} == {Level.WARNING}
    assert walking.is_passed


def test_feed_is_asked_in_this_process() -> None:
    class Said(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    body = Said([b'{"a": ', b"1}"])

    def application(environ: dict[str, Any], start: Callable[..., None]) -> Said:
        asked = f"{environ['HTTP_HOST']}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        start("200 OK", [("X-Asked", asked)])
        return body

    answer = InThisProcess(application)("http://here:80/feed?page=1")

    assert answer.headers == {"x-asked": "here:80/feed?page=1"}
    assert answer.document() == {"a": 1}
    assert body.closed


def test_body_that_needs_no_closing_is_read() -> None:
    def application(_environ: dict[str, Any], start: Callable[..., None]) -> list[bytes]:
        start("204 No Content", [])
        return []

    assert InThisProcess(application)("http://here/", "OPTIONS").status == 204


def test_schema_that_another_names_and_is_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text((OURS / "openapi.json").read_text())
    shapes = Shapes(tmp_path)

    with pytest.raises(FeedRefused, match=r"There is no api_details\.json"):
        list(shapes.problems(endpoint(shapes, "/"), {}))


def test_schema_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FeedRefused, match=r"There is no openapi\.json"):
        Shapes(tmp_path).endpoints  # noqa: B018


@needs_official
@pytest.mark.parametrize("which", ["ours", "official"])
@pytest.mark.parametrize("path, example", EXAMPLES)
def test_official_example_keeps_to_the_schema(path: str, example: str, which: str) -> None:
    shapes = Shapes() if which == "ours" else Shapes(OFFICIAL)
    document = json.loads((OFFICIAL / "examples" / f"{example}.json").read_text())

    assert list(shapes.problems(endpoint(shapes, path), document)) == []


@needs_official
def test_official_example_stands_at_a_latitude_that_is_not_on_the_globe() -> None:
    document = json.loads((OFFICIAL / "examples" / "service_full.json").read_text())

    assert [problem.sentence for problem in problems_in(document)] == [
        "service_at_locations/0/location/latitude: 100 is not a latitude"
    ]


@needs_official
def test_our_schemas_ask_for_all_that_the_official_ones_require() -> None:
    ours, theirs = Shapes(), Shapes(OFFICIAL)

    missing = {
        path.stem: sorted(set(json.loads((OFFICIAL / "schema" / path.name).read_text())["required"]) - asked)
        for path in OURS.glob("*.json")
        if (asked := set(json.loads(path.read_text()).get("required", [])))
        and (OFFICIAL / "schema" / path.name).is_file()
    }

    assert len(missing) == 18
    assert {name for name, fields in missing.items() if fields} == set()
    assert {(each.path, each.is_optional) for each in ours.endpoints} == {
        (each.path, each.is_optional) for each in theirs.endpoints
    }


@needs_official
def test_feed_that_is_right_is_right_by_the_official_schemas_too() -> None:
    assert walk(Feed(), Shapes(OFFICIAL)) == []


def endpoint(shapes: Shapes, path: str) -> Endpoint:
    """Return the endpoint of this path."""
    return next(each for each in shapes.endpoints if each.path == path)
