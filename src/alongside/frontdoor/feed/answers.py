"""How the feed answers: JSON that pages of other sites may read, and that nobody needs to fetch twice."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import conditional_page

from alongside.accounts.access import View, public, while_locked
from alongside.frontdoor.feed.fields import Row
from alongside.frontdoor.feed.parameters import CannotRead, Paging

P = ParamSpec("P")
RowModel = TypeVar("RowModel", bound=Model)

METHODS = "GET, HEAD, OPTIONS"
FRESH_FOR = 300
"""Seconds for which a reader may go by what it has."""
AT_ONCE = 200
"""Rows that are read together while a whole list is sent."""


@dataclass(frozen=True)
class Listing(Generic[RowModel]):
    """A list of the feed: our own rows first, then those of the directory."""

    rows: QuerySet[RowModel]
    write: Callable[[RowModel], Row]
    own: list[Row]

    def page(self, asked: Paging) -> Row:
        """Return one page in its envelope."""
        total = len(self.own) + self.rows.count()
        pages = max(1, -(-total // asked.per_page))
        start = (asked.page - 1) * asked.per_page
        contents = self.part(start, start + asked.per_page) if start < total else []
        return {
            "total_items": total,
            "total_pages": pages,
            "page_number": asked.page,
            "size": len(contents),
            "first_page": asked.page == 1,
            "last_page": asked.page >= pages,
            "empty": not contents,
            "contents": contents,
        }

    def part(self, start: int, end: int) -> list[Row]:
        """Return the rows from `start` up to `end`."""
        own = len(self.own)
        rows = self.rows[max(0, start - own) : max(0, end - own)]
        return self.own[start:end] + [self.write(row) for row in rows]

    def lines(self) -> Iterator[str]:
        """Yield every row as a line of JSON."""
        start = 0
        while part := self.part(start, start + AT_ONCE):
            yield from (f"{_text(row)}\n" for row in part)
            start += AT_ONCE


def listed(listing: Listing[Any], asked: Paging) -> HttpResponseBase:
    """Return a page of a list, or all of it a line each."""
    if asked.is_ndjson:
        return StreamingHttpResponse(listing.lines(), content_type="application/x-ndjson")
    return said(listing.page(asked))


def said(document: Any, *, status: int = 200) -> HttpResponse:
    """Return a document as JSON."""
    return HttpResponse(_text(document), content_type="application/json", status=status)


def found(rows: Iterable[Row]) -> HttpResponse:
    """Return the first row there is; what is not there, or is nobody's to see, is not found."""
    row = next(iter(rows), None)
    if row is None:
        raise Http404
    return said(row)


def feed(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> View[P]:
    """Let anybody read this address from anywhere, and answer every mistake in JSON."""

    @wraps(view)
    def answering(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        if request.method not in {"GET", "HEAD"}:
            return said({"error": "This feed can only be read."}, status=405)
        try:
            return view(request, *args, **kwargs)
        except CannotRead as wrong:
            return said({"error": str(wrong)}, status=400)
        except Http404:
            return said({"error": "There is nothing here."}, status=404)

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = conditional_page(answering)(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
        response["Allow"] = METHODS
        return response

    return while_locked(public(cast(View[P], open_to_all)))


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
