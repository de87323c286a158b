"""Pages of steps."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.steps import (
    add_step,
    cancel_step,
    finish_step,
    hand_over_step,
    move_step,
    plan_step,
    take_up_step,
)
from alongside.casework.forms.steps import CancelForm, FinishForm, HandOverForm, MoveForm, PlanForm, StepForm
from alongside.casework.models import Case, Rung, Step
from alongside.casework.queries.cases import agreed_words_of
from alongside.casework.queries.steps import colleagues_of
from alongside.casework.views.places import form_frame, place_of
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person
from alongside.people.models import Person

TEMPLATE = "casework/step_form.html"


@allowed(may_do_advocacy)
def step_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Promise something that belongs to no case."""
    person = changeable_person(request, person_id, page="step-new")
    return _add(request, person, None)


@allowed(may_do_advocacy)
def case_step_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Add a step to a case."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="step-new")
    return _add(request, case.person, case)


def _add(request: SignedInRequest, person: Person, case: Case | None) -> HttpResponse:
    return form_page(
        request,
        StepForm,
        template=TEMPLATE,
        save=lambda clean: add_step(person, by=request.user, case=case, **clean),
        then=place_of(person, case),
        context=form_frame(person, _("A next step"), _("Save the step"), case=case),
        colleagues=colleagues_of(request.user),
        initial={"rung": Rung.ALONE, "doer": request.user.pk},
    )


@allowed(may_do_advocacy)
def step_plan(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """What, by when, and which of us."""
    step = _step(request, person_id, step_id, page="step-plan")
    return form_page(
        request,
        PlanForm,
        template=TEMPLATE,
        save=lambda clean: plan_step(step, by=request.user, **clean),
        then=place_of(step.person, step.case),
        context=form_frame(step.person, _("Change the step"), _("Save the step"), case=step.case),
        step=step,
        colleagues=colleagues_of(request.user),
        initial={"what": step.what, "due_on": step.due_on, "doer": step.doer_id},
    )


@allowed(may_do_advocacy)
def step_move(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Move a step on the ladder."""
    step = _step(request, person_id, step_id, page="step-move")
    return form_page(
        request,
        MoveForm,
        template=TEMPLATE,
        save=lambda clean: move_step(step, by=request.user, **clean),
        then=place_of(step.person, step.case),
        context=form_frame(step.person, _("Move it on the ladder"), _("Move it"), case=step.case, shown=step),
        colleagues=colleagues_of(request.user),
        initial={"rung": step.rung, "doer": step.doer_id or request.user.pk},
    )


@allowed(may_do_advocacy)
def step_done(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Mark a step done."""
    step = _step(request, person_id, step_id, page="step-done")
    return form_page(
        request,
        FinishForm,
        template=TEMPLATE,
        save=lambda clean: finish_step(step, by=request.user, **clean),
        then=place_of(step.person, step.case),
        context=form_frame(step.person, _("It is done"), _("Mark it done"), case=step.case, shown=step),
        step=step,
        instructions=agreed_words_of(step.person, step.case),
        initial={"done_on": clock.today()},
    )


@allowed(may_do_advocacy)
def step_cancel(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Take a step off the list."""
    step = _step(request, person_id, step_id, page="step-cancel")
    return form_page(
        request,
        CancelForm,
        template=TEMPLATE,
        save=lambda clean: cancel_step(step, by=request.user, **clean),
        then=place_of(step.person, step.case),
        context=form_frame(
            step.person, _("Take it off the list"), _("Take it off"), case=step.case, shown=step, danger=True
        ),
    )


@allowed(may_do_advocacy)
def step_hand_over(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Give a step to a named colleague."""
    step = _step(request, person_id, step_id, page="step-hand-over")
    return form_page(
        request,
        HandOverForm,
        template=TEMPLATE,
        save=lambda clean: hand_over_step(step, to=clean["to"], by=request.user),
        then=place_of(step.person, step.case),
        context=form_frame(step.person, _("Hand it over"), _("Hand it over"), case=step.case, shown=step),
        colleagues=colleagues_of(request.user)[1:],
    )


@require_POST
@allowed(may_do_advocacy)
def step_take_up(request: SignedInRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """Put a step back on the list."""
    step = _step(request, person_id, step_id, page="step-take-up")
    return pressed(
        request, lambda: take_up_step(step, by=request.user), back=place_of(step.person, step.case)
    )


def _step(request: SignedInRequest, person_id: UUID, step_id: UUID, *, page: str) -> Step:
    rows = Step.objects.select_related("case", "doer")
    return changeable_part(request, rows, person_id, step_id, page=page)
