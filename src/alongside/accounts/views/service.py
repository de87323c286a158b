"""The page of the service itself."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts import actions
from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.forms.service import ServiceForm
from alongside.accounts.models import Service
from alongside.accounts.pages import answer_form
from alongside.accounts.rules import may_coordinate


@allowed(may_coordinate)
def service(request: SignedInRequest) -> HttpResponse:
    """Change the name of the service, or its own words."""
    here = get_object_or_404(Service)
    team = reverse("team")
    return answer_form(
        request,
        ServiceForm,
        template="accounts/form.html",
        save=lambda clean: actions.change_service(here, by=request.user, **clean),
        then=team,
        keeper=request.keeper,
        context={"title": _("The service"), "back_url": team, "back_label": _("Back")},
        initial={"name": here.name, **here.words},
    )
