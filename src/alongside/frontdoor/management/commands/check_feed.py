"""Checks a feed of services against Open Referral UK 3.0: our own, or that at an address."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application

from alongside.frontdoor.feed.conformance.answers import Ask, InThisProcess, over_the_network
from alongside.frontdoor.feed.conformance.findings import FeedRefused, Level
from alongside.frontdoor.feed.conformance.shapes import OURS, Shapes
from alongside.frontdoor.feed.conformance.walk import Walk

FEED = "/feed/"
EMPTY = "An empty list is no mistake. Its warnings end with the first clinic or service that anybody may see."


class Command(BaseCommand):
    """Print what is wrong with a feed; exit code 1 where an address that must be there has failed."""

    help = "Checks a feed against Open Referral UK 3.0 as the official validator does, and a few things more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the schemas."""
        parser.add_argument("url", nargs="?", help="the root of a feed; without one, this service's own")
        parser.add_argument(
            "--schemas", type=Path, default=OURS, help="a folder with openapi.json and the official schemas"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Walk over the feed and say what was found."""
        url, ask = _whom_to_ask(options["url"])
        walk = Walk(url, ask, Shapes(options["schemas"]))
        try:
            with _quiet():
                found = walk.run()
        except FeedRefused as refused:
            raise CommandError(str(refused)) from refused
        for finding in found:
            self.stdout.write(str(finding))
        if any(finding.code == "EMPTY_FEED_WARNING" for finding in found):
            self.stdout.write(EMPTY)
        counts = Counter(finding.level for finding in found)
        self.stdout.write(
            f"{walk.base}/: {len(walk.answers)} answers, {counts[Level.ERROR]} errors, "
            f"{counts[Level.WARNING]} warnings, {counts[Level.MESSAGE]} messages"
        )
        if not walk.is_passed:
            raise CommandError("The feed fails.")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the log of what is asked on purpose and not there out of the report."""
    log = logging.getLogger("django.request")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before


def _whom_to_ask(url: str | None) -> tuple[str, Ask]:
    """Return the address of the feed and the way to ask it."""
    if url:
        return url, over_the_network
    scheme = "https" if settings.ON_THE_WEB else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{FEED}", InThisProcess(get_wsgi_application())
