"""A small feed of somebody else, right in every way, for the checks to be tried on."""

import copy
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from alongside.frontdoor.feed.conformance.answers import Answer

BASE = "https://feed.example/feed"
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
ORGANIZATION = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
PLACE = "e94c9f38-1e8f-4564-91d4-d53501ab1765"
TAXONOMY = "5c4d79d7-cc55-470e-9f1f-8cad074e4892"
TERM = "3f7b145d-84af-42d7-8fae-eaca714b02b2"

ROOT = {
    "version": "HSDS-UK-3.0",
    "profile": "https://docs.openreferraluk.org/",
    "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "/services": [
        {
            "id": SERVICE,
            "name": "Canal Street Food Bank",
            "status": "active",
            "organization": {"id": ORGANIZATION, "name": "Canal Trust", "description": "A made-up trust."},
            "schedules": [
                {
                    "id": "48102e86-bb50-41c4-8f1e-e269368c41d1",
                    "freq": "WEEKLY",
                    "byday": "TH,FR",
                    "opens_at": "10:00:00",
                    "closes_at": "12:00:00",
                    "valid_from": "2026-01-01",
                }
            ],
        }
    ],
    "/organizations": [{"id": ORGANIZATION, "name": "Canal Trust", "description": "A made-up trust."}],
    "/service_at_locations": [
        {
            "id": PLACE,
            "location": {
                "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5",
                "location_type": "physical",
                "latitude": 53.47,
                "longitude": -2.24,
            },
        }
    ],
    "/taxonomies": [{"id": TAXONOMY, "name": "Needs", "description": "What people need."}],
    "/taxonomy_terms": [{"id": TERM, "name": "Food", "description": "Food banks."}],
}
CORS = {"access-control-allow-origin": "*"}


class Feed:
    """Answers as a feed does; `wrong` changes what it says."""

    def __init__(self, per_page: int = 50) -> None:
        self.root: dict[str, Any] = dict(ROOT)
        self.rows = copy.deepcopy(ROWS)
        self.per_page = per_page
        self.wrong: Callable[[str, str, Answer], Answer] = lambda _url, _method, answer: answer
        self.asked: list[str] = []

    @property
    def service(self) -> dict[str, Any]:
        """Its first service."""
        return self.rows["/services"][0]

    def __call__(self, url: str, method: str = "GET") -> Answer:
        """Answer, and keep what was asked."""
        parts = urlsplit(url)
        path = parts.path.removeprefix(urlsplit(BASE).path)
        self.asked.append(f"{path}?{parts.query}" if parts.query else path)
        number = int(parse_qs(parts.query).get("page", ["1"])[0])
        return self.wrong(self.asked[-1], method, self._answer(path, number))

    def _answer(self, path: str, number: int) -> Answer:
        if path in {"", "/"}:
            return said(self.root)
        if path in self.rows:
            return said(page(self.rows[path], number, self.per_page))
        collection, _, row_id = path.rpartition("/")
        found = [row for row in self.rows.get(collection, []) if row["id"] == row_id]
        return said(found[0]) if found else said({"error": "not found"}, status=404)


def said(document: Any, status: int = 200) -> Answer:
    """Return a document as an answer."""
    return Answer(status, CORS, json.dumps(document).encode())


def page(rows: list[dict[str, Any]], number: int, per_page: int) -> dict[str, Any]:
    """Return one page of a list."""
    contents = rows[(number - 1) * per_page : number * per_page]
    total = max(1, -(-len(rows) // per_page))
    return {
        "total_items": len(rows),
        "total_pages": total,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= total,
        "empty": not contents,
        "contents": contents,
    }
