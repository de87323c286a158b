"""Walks over a feed as the official validator does, and asks a few things that it does not.

The algorithm is that of OpenApiValidationService.cs (OpenReferralUK/oruk-validator, March 2026): read the
version from the root, take the first, the middle and the last page of every list, then up to ten random rows
of each by their id.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from alongside.frontdoor.feed.conformance.answers import Answer, Ask
from alongside.frontdoor.feed.conformance.findings import FeedRefused, Finding, Level, Problem
from alongside.frontdoor.feed.conformance.own_checks import (
    organization_of,
    problem_of_service,
    problems_in,
    problems_of_page,
)
from alongside.frontdoor.feed.conformance.shapes import Endpoint, Shapes

VERSION = "HSDS-UK-3.0"
ROWS = 10
"""Rows of each list that are looked at one by one."""
SLOW = 5.0
"""Seconds an answer takes on average before the validator speaks of it."""
MOST = 1_000
"""Rows on one page that anybody can still be glad of."""


@dataclass
class Walk:
    """One walk over one feed."""

    base: str
    ask: Ask
    shapes: Shapes = field(default_factory=Shapes)
    chance: random.Random = field(default_factory=random.SystemRandom)
    findings: list[Finding] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base = self.base.rstrip("/")
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def run(self) -> list[Finding]:
        """Return what was found. FeedRefused where no answer comes, or the feed is of another version."""
        self._see_version()
        for endpoint in self.shapes.endpoints:
            if endpoint.path == "/":
                self._see(endpoint, "/")
            elif endpoint.is_detail:
                self._see_details(endpoint)
            else:
                self._see_pages(endpoint)
        self._see_organizations()
        self._see_what_no_schema_says()
        self._see_speed()
        return self.findings

    @property
    def is_passed(self) -> bool:
        """Tell whether no address that must be there has failed."""
        return all(finding.level is not Level.ERROR for finding in self.findings)

    def _see_version(self) -> None:
        answer = self._get("/", Level.ERROR)
        document = _document(answer)
        if not answer.is_good or not isinstance(document, dict):
            raise FeedRefused(f"{self.base}/ does not answer with JSON (status {answer.status}).")
        number = version_number(document.get("version"))
        if number != 3.0:
            raise FeedRefused(
                f"The version is {document.get('version')!r}. A validator would judge it as "
                f"{number or '1.0'}; this command knows {VERSION} only."
            )
        if document["version"] != VERSION:
            self._find(Level.ERROR, "VERSION", "/", f"the version must be written {VERSION}")

    def _see(self, endpoint: Endpoint, path: str) -> Any:
        """Ask one address, look at what comes, and return it; None where nothing does."""
        level = _level(endpoint)
        answer = self._get(path, level)
        if not answer.is_good:
            code = "OPTIONAL_ENDPOINT_FAILED" if endpoint.is_optional else "REQUIRED_ENDPOINT_FAILED"
            self._find(level, code, path, f"the answer has the status {answer.status}")
            return None
        document = _document(answer)
        if document is None:
            self._find(level, "NOT_JSON", path, "the answer is not JSON")
            return None
        self._find_all(level, path, self.shapes.problems(endpoint, document))
        self._find_all(level, path, problems_in(document))
        return document

    def _see_pages(self, endpoint: Endpoint) -> None:
        first = self._see_page(endpoint, 1)
        total = first.get("total_pages")
        for number in pages_after_first(total if isinstance(total, int) else 1):
            self._see_page(endpoint, number)
        if first and not self._rows.get(endpoint.path):
            self._find(Level.WARNING, "EMPTY_FEED_WARNING", endpoint.path, "the list has nothing in it")

    def _see_page(self, endpoint: Endpoint, number: int) -> dict[str, Any]:
        path = f"{endpoint.path}?page={number}"
        page = self._see(endpoint, path)
        if page is None:
            return {}
        self._find_all(_level(endpoint), path, problems_of_page(page, asked_for=number))
        contents = page.get("contents") if isinstance(page, dict) else None
        rows = [row for row in contents or [] if isinstance(row, dict)] if isinstance(contents, list) else []
        self._see_rows(endpoint, path, rows)
        return page if isinstance(page, dict) else {}

    def _see_rows(self, endpoint: Endpoint, path: str, rows: list[dict[str, Any]]) -> None:
        before = self._rows.setdefault(endpoint.path, [])
        seen = {str(row.get("id")) for row in before}
        if twice := [row for row in rows if str(row.get("id")) in seen]:
            words = f"{twice[0].get('id')} stands on another page too"
            self._find(_level(endpoint), "TWICE", path, words)
        before += rows
        if endpoint.path == "/services":
            self._find_all(Level.ERROR, path, filter(None, map(problem_of_service, rows)))

    def _see_details(self, endpoint: Endpoint) -> None:
        ids = [str(row["id"]) for row in self._rows.get(endpoint.collection, []) if row.get("id")]
        if not ids:
            self._find(Level.WARNING, "NO_IDS_AVAILABLE", endpoint.path, "no list gave an id to ask for")
        for row_id in self.chance.sample(ids, min(ROWS, len(ids))):
            path = f"{endpoint.collection}/{row_id}"
            row = self._see(endpoint, path)
            if isinstance(row, dict) and str(row.get("id")) != row_id:
                self._find(_level(endpoint), "OTHER_ID", path, f"the answer has the id {row.get('id')}")
            if isinstance(row, dict) and endpoint.collection == "/services":
                self._find_all(Level.ERROR, path, filter(None, [problem_of_service(row)]))

    def _see_organizations(self) -> None:
        """Look that the organisations which services name are there to be asked for."""
        if not self._rows.get("/organizations"):
            return
        named = sorted({organization_of(row) for row in self._rows.get("/services", [])} - {""})
        for organization_id in self.chance.sample(named, min(ROWS, len(named))):
            path = f"/organizations/{organization_id}"
            if not self._get(path, Level.WARNING).is_good:
                self._find(Level.ERROR, "ORGANIZATION_UNKNOWN", path, "a service names it; it is not there")

    def _see_what_no_schema_says(self) -> None:
        """Ask for what is not there, without a slash, by OPTIONS, and for far too much."""
        missing = f"/services/{uuid4()}"
        if (status := self._get(missing, Level.ERROR).status) != 404:
            self._find(Level.ERROR, "NOT_404", missing, f"what is not there has the status {status}")
        if not (answer := self._get("/services", Level.ERROR, method="OPTIONS")).is_good:
            self._find(Level.ERROR, "OPTIONS", "/services", f"OPTIONS has the status {answer.status}")
        if not (answer := self._get("", Level.ERROR)).is_good:
            self._find(Level.ERROR, "NO_SLASH", "", f"without a slash it has the status {answer.status}")
        page = _document(self._get("/services?per_page=1000000", Level.ERROR))
        if isinstance(page, dict) and len(page.get("contents") or []) > MOST:
            self._find(
                Level.ERROR, "NO_CAP", "/services?per_page=1000000", f"a page has more than {MOST} rows"
            )

    def _see_speed(self) -> None:
        average = sum(answer.seconds for answer in self.answers) / len(self.answers)
        if average > SLOW:
            self._find(Level.MESSAGE, "SLOW", "", f"an answer takes {average:.1f} seconds on average")

    def _get(self, path: str, level: Level, method: str = "GET") -> Answer:
        answer = self.ask(self.base + path, method)
        self.answers.append(replace(answer, body=b""))
        for problem in problems_of_headers(answer):
            self._find(level, problem.code, f"{method} {path}", problem.sentence)
        return answer

    def _find(self, level: Level, code: str, where: str, sentence: str) -> None:
        finding = Finding(level, code, where, sentence)
        if finding not in self.findings:
            self.findings.append(finding)

    def _find_all(self, level: Level, where: str, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._find(level, problem.code, where, problem.sentence)


def version_number(version: Any) -> float | None:
    """Return the number in a version as the official validator reads it."""
    words = re.sub(r"HSDS-UK-|V", "", str(version or ""), flags=re.IGNORECASE)
    try:
        return float(words)
    except ValueError:
        return None


def pages_after_first(total_pages: int) -> list[int]:
    """Return the middle page, where there are more than two, and the last."""
    middle = [total_pages // 2] if total_pages > 2 else []
    last = [total_pages] if total_pages > 1 else []
    return [number for number in dict.fromkeys(middle + last) if number != 1]


def problems_of_headers(answer: Answer) -> Iterator[Problem]:
    """Yield what is wrong before the body is read: pages of other sites must be able to read it too."""
    if answer.status and answer.headers.get("access-control-allow-origin") != "*":
        yield Problem("NO_CORS", "the answer does not say Access-Control-Allow-Origin: *")
    if 300 <= answer.status < 400 and answer.status != 304:
        yield Problem("REDIRECTED", "it sends on to another address")
    if answer.status == 429:
        yield Problem("THROTTLED", "it turns away whoever asks this much")


def _document(answer: Answer) -> Any:
    try:
        return answer.document()
    except ValueError:
        return None


def _level(endpoint: Endpoint) -> Level:
    return Level.WARNING if endpoint.is_optional else Level.ERROR
