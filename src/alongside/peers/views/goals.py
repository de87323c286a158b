"""Where an advocate wants to go next (E15)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_supervise
from alongside.drafts.pages import form_page
from alongside.peers import actions, queries
from alongside.peers.forms import GoalForm, ResultForm
from alongside.peers.models import NextGoal
from alongside.peers.rules import has_journey


@allowed(has_journey)
def my_goals(request: SignedInRequest) -> HttpResponse:
    """Where I want to go next."""
    return form_page(
        request,
        GoalForm,
        template="peers/goals.html",
        save=lambda told: actions.set_goal(by=request.user, **told),
        then=reverse("my-goals"),
        context={"goals": queries.goals_of(request.user)},
    )


@allowed(has_journey)
def goal_result(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """How it went."""
    goal = get_object_or_404(NextGoal, pk=goal_id, made_by=request.user)
    back = reverse("my-goals")
    return form_page(
        request,
        ResultForm,
        template="common/form_page.html",
        save=lambda told: actions.tell_goal(goal, by=request.user, **told),
        then=back,
        context={
            "title": _("How did it go?"),
            "intro": goal.goal,
            "back_url": back,
            "back_label": _("Back"),
            "cancel_url": back,
        },
    )


@require_POST
@allowed(has_journey)
def goal_share(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """Share it, or keep it to oneself from now on."""
    goal = get_object_or_404(NextGoal, pk=goal_id, made_by=request.user)
    return pressed(
        request,
        lambda: actions.share_goal(goal, is_shared=not goal.is_shared, by=request.user),
        back=reverse("my-goals"),
    )


@allowed(may_supervise)
def goals(request: SignedInRequest) -> HttpResponse:
    """Where advocates want to go next, as far as they shared it."""
    return render(request, "peers/goals_shared.html", {"goals": queries.goals_shared_with(request.user)})
