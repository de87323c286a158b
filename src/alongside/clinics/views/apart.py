"""My own page: where and with whom I should not be put."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.forms.apart import ApartForm
from alongside.clinics.models import KeptApart
from alongside.clinics.queries import running_clinics
from alongside.crypto.keys import with_keys
from alongside.drafts.pages import form_page
from alongside.peers.views.frames import frame


@allowed(may_do_advocacy)
def apart(request: SignedInRequest) -> HttpResponse:
    """Where and with whom I should not be put: nobody else reads it."""
    told = KeptApart.objects.of(request.user.pk)
    others = with_keys(users_with(Role.ADVOCATE).exclude(pk=request.user.pk))
    return form_page(
        request,
        ApartForm,
        template="common/form_page.html",
        save=lambda clean: say_apart(by=request.user, **clean),
        then=reverse("more"),
        context=frame(_("Where I should not be put"), _("Save"), back="more"),
        places=running_clinics(),
        others=sorted(others, key=lambda user: str(user.name).casefold()),
        initial={
            "clinics": _chosen(told.exclude(clinic=None).values_list("clinic", flat=True)),
            "colleagues": _chosen(told.exclude(colleague=None).values_list("colleague", flat=True)),
        },
    )


def _chosen(ids: Iterable[UUID]) -> list[str]:
    return [str(one) for one in ids]
