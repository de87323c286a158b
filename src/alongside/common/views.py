"""Pages that belong to no subject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form could not be trusted, and what to do."""
    return render(request, "403_csrf.html", status=403)
