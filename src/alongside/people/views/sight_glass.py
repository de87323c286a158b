"""Opening one record in an emergency (R20)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.rules import may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.forms.sight import GlassForm
from alongside.people.queries.sight import open_glass_of


@allowed(may_do_advocacy)
@fresh
def break_glass(request: SignedInRequest) -> HttpResponse:
    """One record, to read, for an hour, with a reason."""
    return form_page(
        request,
        GlassForm,
        template="people/sight_glass.html",
        save=lambda told: actions.break_glass(by=request.user, **told),
        then=lambda glass: reverse("person", args=[glass.person_id]),
        context={"glass": open_glass_of(request.user)},
    )


@require_POST
@allowed(may_do_advocacy)
def close_glass(request: SignedInRequest) -> HttpResponse:
    """Close the record now."""
    glass = open_glass_of(request.user)
    if glass:
        actions.close_glass(glass, by=request.user)
        messages.success(request, _("The record is closed."))
    return redirect("break-glass")
