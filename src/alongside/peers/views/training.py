"""Pages of training: cohorts, the programme, registers, and one trainee."""

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
from alongside.peers.forms import (
    PROGRAMME,
    CatchUpForm,
    CohortForm,
    EvidenceForm,
    LessonDayForm,
    OneOfForm,
    RegisterForm,
)
from alongside.peers.models import CatchUp, Cohort, Lesson, Trainee
from alongside.peers.views.frames import around


@allowed(may_supervise)
def cohorts(request: SignedInRequest) -> HttpResponse:
    """Every training."""
    return render(request, "peers/cohorts.html", {"cohorts": queries.cohorts()})


@allowed(may_supervise)
def cohort_new(request: SignedInRequest) -> HttpResponse:
    """Begin a training with its programme."""
    return form_page(
        request,
        CohortForm,
        template="common/form_page.html",
        save=lambda told: actions.begin_cohort(by=request.user, **told),
        then=lambda made: reverse("cohort", args=[made.pk]),
        context=around(_("Begin a training"), reverse("cohorts")),
        initial={"topics": "\n".join(str(topic) for topic in PROGRAMME)},
    )


@allowed(may_supervise)
def cohort(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """One training: its programme, and who is in it."""
    row = get_object_or_404(Cohort.objects.select_related("trainer"), pk=cohort_id)
    context = {"cohort": row, "lessons": queries.lessons_of(row), "trainees": queries.trainees_of(row)}
    return render(request, "peers/cohort.html", context)


@allowed(may_supervise)
def cohort_join(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Take somebody into a training."""
    row = get_object_or_404(Cohort, pk=cohort_id)
    back = reverse("cohort", args=[row.pk])
    return form_page(
        request,
        OneOfForm,
        template="common/form_page.html",
        save=lambda told: actions.join_cohort(row, by=request.user, **told),
        then=back,
        context=around(_("Who joins?"), back),
        users=queries.who_can_join(row),
    )


@allowed(may_supervise)
def register(request: SignedInRequest, lesson_id: UUID) -> HttpResponse:
    """Who was at a session of the training."""
    lesson = get_object_or_404(Lesson.objects.select_related("cohort"), pk=lesson_id)
    back = reverse("cohort", args=[lesson.cohort_id])
    return form_page(
        request,
        RegisterForm,
        template="peers/register.html",
        save=lambda told: actions.take_register(lesson, by=request.user, **told),
        then=back,
        context=around(_("The register"), back, lesson=lesson),
        trainees=[line.trainee for line in queries.trainees_of(lesson.cohort)],
        initial={"came": queries.who_had(lesson)},
    )


@allowed(may_supervise)
def lesson_move(request: SignedInRequest, lesson_id: UUID) -> HttpResponse:
    """Hold a session of the training on another day."""
    lesson = get_object_or_404(Lesson, pk=lesson_id)
    back = reverse("register", args=[lesson.pk])
    return form_page(
        request,
        LessonDayForm,
        template="common/form_page.html",
        save=lambda told: actions.move_lesson(lesson, by=request.user, **told),
        then=back,
        context=around(_("Another day"), back, intro=lesson.topic),
        initial={"on": lesson.on},
    )


@allowed(may_supervise)
def trainee(request: SignedInRequest, trainee_id: UUID) -> HttpResponse:
    """One trainee: each session, what shows that they have it, and plans to catch up."""
    row = _trainee(trainee_id)
    lessons = queries.programme_of(row)
    held = [line.lesson for line in lessons if line.is_held]
    return form_page(
        request,
        EvidenceForm,
        template="peers/trainee.html",
        save=lambda told: actions.write_evidence(row, by=request.user, **told),
        then=reverse("trainee", args=[row.pk]),
        context={
            "line": next(line for line in queries.trainees_of(row.cohort) if line.trainee.pk == row.pk),
            "lessons": lessons,
            "catch_ups": queries.catch_ups_of(row),
        },
        lessons=held,
    )


@allowed(may_supervise)
def catch_up_new(request: SignedInRequest, trainee_id: UUID) -> HttpResponse:
    """Agree how somebody catches up."""
    row = _trainee(trainee_id)
    back = reverse("trainee", args=[row.pk])
    return form_page(
        request,
        CatchUpForm,
        template="common/form_page.html",
        save=lambda told: actions.plan_catch_up(row, by=request.user, **told),
        then=back,
        context=around(_("A plan to catch up"), back, intro=row.user.name),
    )


@require_POST
@allowed(may_supervise)
def catch_up_done(request: SignedInRequest, trainee_id: UUID, catch_up_id: UUID) -> HttpResponse:
    """Say that a plan was carried out."""
    plan = get_object_or_404(CatchUp, pk=catch_up_id, trainee=trainee_id)
    return pressed(
        request,
        lambda: actions.finish_catch_up(plan, by=request.user),
        back=reverse("trainee", args=[trainee_id]),
        said=_("Done. Well caught up."),
    )


@require_POST
@allowed(may_supervise)
def training_finish(request: SignedInRequest, trainee_id: UUID) -> HttpResponse:
    """Say that somebody has finished their training."""
    row = _trainee(trainee_id)
    return pressed(
        request,
        lambda: actions.finish_training(row, by=request.user),
        back=reverse("trainee", args=[trainee_id]),
        said=_("Training finished. Tell them: it is theirs to be proud of."),
    )


def _trainee(trainee_id: UUID) -> Trainee:
    return get_object_or_404(Trainee.objects.select_related("cohort", "user"), pk=trainee_id)
