"""What every page knows of the service."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from alongside.accounts import queries
from alongside.accounts.words import words_for


def service(_request: HttpRequest) -> dict[str, Any]:
    """Return the service, its words, and the minutes after which a page locks."""
    here = queries.service()
    return {
        "service": here,
        "terms": words_for(here.words if here else {}),
        "idle_minutes": settings.ALONGSIDE_IDLE_MINUTES,
    }
