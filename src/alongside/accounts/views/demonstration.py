"""The page that lists the made-up people of a demonstration."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import proofs
from alongside.accounts.access import public, while_locked
from alongside.accounts.demonstration import door_is_open
from alongside.accounts.forms.team import ROLE_HINTS
from alongside.accounts.models import User
from alongside.accounts.queries import team, users_by_role
from alongside.accounts.views.plain import end_session
from alongside.audit.actions import record


@while_locked
@public
def demonstration(request: HttpRequest) -> HttpResponse:
    """List the made-up people; a press signs in as one. In a real service this page is not there."""
    if not door_is_open(request):
        raise Http404
    made_up = team(is_active=True)
    if request.method == "POST":
        return _sign_in(request, {str(user.pk): user for user in made_up}.get(request.POST.get("user", "")))
    groups = [(role.label, ROLE_HINTS[role], users) for role, users in users_by_role(made_up)]
    return render(request, "accounts/demonstration.html", {"groups": groups})


def _sign_in(request: HttpRequest, user: User | None) -> HttpResponse:
    if user is None:
        raise Http404
    end_session(request)
    login(request, user)
    proofs.proved(request, user, proofs.DOOR)
    record("sign_in.do", by=user, about=user, method=proofs.DOOR)
    return redirect("/")
