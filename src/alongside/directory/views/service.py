"""One service; what is wrong with it; and the buttons of the coordinator."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.common.problems import RuleBroken
from alongside.directory import actions
from alongside.directory.forms import WrongForm
from alongside.directory.models import Service, ServiceReport
from alongside.directory.queries.listings import needs_of, reports_of, week_of, whole_service
from alongside.directory.rules import (
    may_keep_directory,
    may_read_directory,
    may_say_wrong,
    may_see_hidden_address,
)
from alongside.drafts.pages import form_page


@require_GET
@allowed(may_read_directory)
def service(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Everything we know of one service."""
    listing = whole_service(service_id)
    if listing is None:
        raise Http404
    may_keep = may_keep_directory(request.user)
    context = {
        "listing": listing,
        "needs": needs_of(listing),
        "week": week_of(listing),
        "places": [(place, week_of(place)) for place in listing.service_at_locations.all()],
        "reports": reports_of(listing) if may_keep else [],
        "may_keep": may_keep,
        "may_say_wrong": may_say_wrong(request.user),
        "may_see_hidden": may_see_hidden_address(request.user),
    }
    return render(request, "directory/service.html", context)


@allowed(may_say_wrong)
def service_wrong(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Say that something is not so."""
    listing = get_object_or_404(Service, pk=service_id)
    back = reverse("directory-service", args=[service_id])

    def say(clean: dict[str, object]) -> None:
        actions.say_wrong(listing, by=request.user, **clean)  # type: ignore[arg-type]
        messages.success(request, _("Thank you. Your coordinator will look."))

    return form_page(
        request,
        WrongForm,
        template="common/form_page.html",
        save=say,
        then=back,
        context={
            "title": _("Something is wrong"),
            "intro": listing.name,
            "submit": _("Tell your coordinator"),
            "cancel_url": back,
        },
    )


@require_POST
@allowed(may_keep_directory)
def service_checked(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Somebody made sure today."""
    return _pressed(request, service_id, actions.check_service, _("Noted: checked today."))


@require_POST
@allowed(may_keep_directory)
def service_close(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """It closed for good."""
    return _pressed(request, service_id, actions.close_service, _("It is found no more."))


@require_POST
@allowed(may_keep_directory)
def service_reopen(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """It runs after all."""
    return _pressed(request, service_id, actions.reopen_service, _("It is found again."))


@require_POST
@allowed(may_keep_directory)
def report_settle(request: SignedInRequest, service_id: UUID, report_id: UUID) -> HttpResponse:
    """Somebody looked at what was said to be wrong."""
    report = get_object_or_404(
        ServiceReport.objects.select_related("service"), pk=report_id, service=service_id, settled_at=None
    )
    actions.settle_report(report, by=request.user)
    return redirect("directory-service", service_id)


def _pressed(
    request: SignedInRequest, service_id: UUID, act: Callable[..., object], said: str
) -> HttpResponse:
    listing = get_object_or_404(Service, pk=service_id)
    try:
        act(listing, by=request.user)
    except RuleBroken as broken:
        for problem in broken.problems:
            messages.error(request, str(problem.sentence))
    else:
        messages.success(request, said)
    return redirect("directory-service", service_id)
