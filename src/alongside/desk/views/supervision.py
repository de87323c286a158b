"""The supervisor's pages: the register, and how each advocate is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_supervise
from alongside.common import clock
from alongside.desk.queries.supervision import my_wellbeing as how_i_am
from alongside.desk.queries.supervision import supervision_lines
from alongside.desk.queries.supervision import supervision_of as all_about
from alongside.drafts.pages import form_page
from alongside.peers.actions.supervision import take_register
from alongside.peers.forms.supervision import RegisterForm
from alongside.peers.models import Supervision
from alongside.peers.queries.supervision import (
    register_of,
    supervision_due,
    supervision_to_come,
    supervisions_before,
)
from alongside.peers.queries.wellbeing import debriefs_waiting, everybody_away
from alongside.peers.rules import can_be_decided, may_work
from alongside.peers.rules.work import supervision_setting


@require_GET
@allowed(may_supervise)
def supervision(request: SignedInRequest) -> HttpResponse:
    """The register that is due, who wants to talk, and everybody with what they carry."""
    context = {
        "setting": supervision_setting(),
        "due": supervision_due(),
        "to_come": supervision_to_come(),
        "before": supervisions_before(),
        "lines": supervision_lines(request.user),
        "debriefs": debriefs_waiting(request.user),
        "away": everybody_away(),
        "may_set": may_coordinate(request.user),
    }
    return render(request, "desk/supervision.html", context)


@allowed(may_supervise)
def register(request: SignedInRequest, supervision_id: UUID) -> HttpResponse:
    """The register of one supervision, with what each advocate carries beside their name."""
    row = get_object_or_404(Supervision, pk=supervision_id)
    return form_page(
        request,
        RegisterForm,
        template="desk/register.html",
        save=lambda clean: take_register(row, by=request.user, **clean),
        then=reverse("supervision"),
        context={"supervision": row},
        lines=supervision_lines(request.user, row),
        there=register_of(row),
        initial={"themes": row.themes},
    )


@require_GET
@allowed(may_supervise)
def supervision_of(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """One advocate, as supervision looks at how they are."""
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    shown = all_about(user, viewer=request.user)
    may_decide = may_coordinate(request.user) and can_be_decided(may_work(user, clock.today()))
    context = {"shown": shown, "advocate": user, "may_decide": may_decide}
    return render(request, "desk/supervision_of.html", context)


@require_GET
@allowed(may_do_advocacy)
def my_wellbeing(request: SignedInRequest) -> HttpResponse:
    """How I am: what I carry, what was hard, my plan, and stepping back."""
    return render(request, "desk/my_wellbeing.html", {"me": how_i_am(request.user)})
