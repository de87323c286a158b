"""Pages that belong to no subject."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form could not be trusted, and what to do.

    The script is told the token that counts now, and whose it is: other sites cannot read the answer.
    """
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"token": get_token(request), "who": str(request.user.pk)}, status=403)
    return render(request, "403_csrf.html", status=403)
