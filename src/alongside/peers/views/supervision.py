"""Pages about supervision: one's own, and what the supervisor writes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_supervise
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.peers.actions import supervision as actions
from alongside.peers.forms.supervision import (
    AgreeActionForm,
    AskToTalkForm,
    LetWorkForm,
    PrivateNoteForm,
    SupervisionSettingForm,
    TalkAloneForm,
)
from alongside.peers.models import PrivateNote, Supervision, SupervisionAction
from alongside.peers.queries.supervision import my_supervision, people_of_supervision
from alongside.peers.rules import can_be_decided, may_work
from alongside.peers.rules.work import supervision_setting
from alongside.peers.views.frames import frame

PAGE = "common/form_page.html"


@require_GET
@allowed(may_do_advocacy)
def mine(request: SignedInRequest) -> HttpResponse:
    """My supervision: when it is, what I said I would do, and my own notes."""
    return render(request, "peers/my_supervision.html", {"mine": my_supervision(request.user)})


@allowed(may_do_advocacy)
def ask_to_talk(request: SignedInRequest) -> HttpResponse:
    """Ask to talk alone."""
    return form_page(
        request,
        AskToTalkForm,
        template=PAGE,
        save=lambda clean: actions.ask_to_talk_alone(by=request.user, **clean),
        then=reverse("my-supervision"),
        context=frame(_("Ask to talk alone"), _("Ask"), back="my-supervision"),
    )


@allowed(may_do_advocacy)
def private_note_new(request: SignedInRequest) -> HttpResponse:
    """Write something for oneself."""
    return form_page(
        request,
        PrivateNoteForm,
        template=PAGE,
        save=lambda clean: actions.write_private_note(by=request.user, **clean),
        then=reverse("my-supervision"),
        context=frame(_("A note for yourself"), _("Keep it"), back="my-supervision"),
    )


@require_POST
@allowed(may_do_advocacy)
def private_note_away(request: SignedInRequest, own_note_id: UUID) -> HttpResponse:
    """Throw a note of one's own away."""
    note = get_object_or_404(PrivateNote, pk=own_note_id, user=request.user)
    actions.throw_away_private_note(note, by=request.user)
    return redirect("my-supervision")


@require_POST
@allowed(may_do_advocacy)
def action_done(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    """Say that one has done what one said one would."""
    action = get_object_or_404(SupervisionAction, pk=action_id, user=request.user)
    actions.finish_action(action, by=request.user)
    return redirect("my-supervision")


@allowed(may_coordinate)
def setting(request: SignedInRequest) -> HttpResponse:
    """When and where supervision is."""
    now = supervision_setting()
    return form_page(
        request,
        SupervisionSettingForm,
        template=PAGE,
        save=lambda clean: actions.set_supervision(by=request.user, **clean),
        then=reverse("supervision"),
        context=frame(_("When is supervision?"), _("Save"), back="supervision"),
        initial={
            "weekday": str(now.weekday),
            "starts_at": now.starts_at,
            "place": now.place,
            "within_days": now.within_days,
        },
    )


@allowed(may_supervise)
def action_new(request: SignedInRequest, supervision_id: UUID) -> HttpResponse:
    """Write what somebody said they would do."""
    row = get_object_or_404(Supervision, pk=supervision_id)
    users = [one.user for one in people_of_supervision(row)]
    return form_page(
        request,
        AgreeActionForm,
        template=PAGE,
        save=lambda clean: actions.agree_action(row, by=request.user, **clean),
        then=reverse("supervision-register", args=[row.pk]),
        context=frame(_("What they will do"), _("Save"), back="supervision-register", args=[row.pk]),
        users=users,
    )


@require_POST
@allowed(may_supervise)
def leave_out(request: SignedInRequest, supervision_id: UUID) -> HttpResponse:
    """Write that a supervision does not take place."""
    row = get_object_or_404(Supervision, pk=supervision_id)
    return pressed(request, lambda: actions.leave_out_supervision(row, by=request.user), back="supervision")


@allowed(may_coordinate)
def decide_work(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Decide, with the reason, that somebody works for now though supervision was missed (B4)."""
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    problems = may_work(user, clock.today())
    back = reverse("supervision-of", args=[user.pk])
    if request.method != "POST" and not can_be_decided(problems):
        return redirect(back)
    return form_page(
        request,
        LetWorkForm,
        template="peers/work_decide.html",
        save=lambda clean: actions.let_work(user, by=request.user, **clean),
        then=back,
        context={"advocate": user, "problems": problems, "cancel_url": back},
    )


@allowed(may_supervise)
def talk_alone(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Write that somebody had supervision one to one."""
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    return form_page(
        request,
        TalkAloneForm,
        template=PAGE,
        save=lambda clean: actions.talk_alone(user, by=request.user, **clean),
        then=reverse("supervision-of", args=[user.pk]),
        context=frame(
            _("We talked one to one"),
            _("Save"),
            back="supervision-of",
            args=[user.pk],
            intro=_("It counts as supervision."),
        ),
        initial={"on": clock.today()},
    )
