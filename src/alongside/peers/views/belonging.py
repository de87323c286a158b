"""Pages about what we promise each other, what is not right, and leaving (E17)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_be_here, may_coordinate, may_do_advocacy, may_supervise
from alongside.drafts.pages import form_page
from alongside.peers import actions, queries
from alongside.peers.forms import WE, YOU, LeavingForm, TeamAgreementForm, TroubleForm, TroubleNewsForm
from alongside.peers.rules import has_journey, troubles_visible_to
from alongside.peers.views.frames import around


@allowed(may_do_advocacy)
def team_agreement(request: SignedInRequest) -> HttpResponse:
    """What we promise each other; the coordinator sees who agreed."""
    version = queries.team_agreement_now()
    context = {
        "version": version,
        "mine": queries.signature_of(request.user, version),
        "may_sign": has_journey(request.user),
        "coordinates": may_coordinate(request.user),
        "who": queries.who_signed(version) if version and may_coordinate(request.user) else None,
    }
    return render(request, "peers/team_agreement.html", context)


@require_POST
@allowed(has_journey)
def team_agreement_sign(request: SignedInRequest) -> HttpResponse:
    """Agree to the words as they stand on the page."""
    version = queries.team_agreement_now()
    if version is None or str(version.pk) != request.POST.get("version"):
        return pressed(request, lambda: None, back=reverse("team-agreement"), said=_("Read the words again."))
    return pressed(
        request,
        lambda: actions.sign_team_agreement(version, by=request.user),
        back=reverse("team-agreement"),
        said=_("Thank you."),
    )


@allowed(may_coordinate)
def team_agreement_new(request: SignedInRequest) -> HttpResponse:
    """Publish new words."""
    now = queries.team_agreement_now()
    return form_page(
        request,
        TeamAgreementForm,
        template="common/form_page.html",
        save=lambda told: actions.publish_team_agreement(by=request.user, **told),
        then=reverse("team-agreement"),
        context=around(_("What we promise each other"), reverse("team-agreement")),
        initial={"we": now.we if now else str(WE), "you": now.you if now else str(YOU)},
    )


@allowed(may_be_here)
def troubles(request: SignedInRequest) -> HttpResponse:
    """What I said is not right, and what was brought to me."""
    context = {"troubles": queries.troubles_for(request.user), "may_say": has_journey(request.user)}
    return render(request, "peers/troubles.html", context)


@allowed(has_journey)
def trouble_new(request: SignedInRequest) -> HttpResponse:
    """Say that something is not right."""
    return form_page(
        request,
        TroubleForm,
        template="common/form_page.html",
        save=lambda told: actions.raise_trouble(by=request.user, **told),
        then=lambda made: reverse("trouble", args=[made.pk]),
        context=around(_("Something is not right"), reverse("troubles")),
        users=queries.listeners(request.user),
    )


@allowed(may_be_here)
def trouble(request: SignedInRequest, trouble_id: UUID) -> HttpResponse:
    """One of them: what was said, what was done, and taking it further."""
    rows = troubles_visible_to(request.user).select_related("made_by", "brought_to")
    row = get_object_or_404(rows, pk=trouble_id)
    return form_page(
        request,
        TroubleNewsForm,
        template="peers/trouble.html",
        save=lambda told: actions.add_trouble_news(row, by=request.user, **told),
        then=reverse("trouble", args=[row.pk]),
        context={"trouble": row, "news": queries.news_of(row)},
        users=[user for user in queries.listeners(row.made_by) if user != row.brought_to],
        is_own=request.user == row.made_by,
    )


@allowed(may_supervise)
def leaving(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """The chat with somebody who leaves."""
    of = get_object_or_404(User, pk=user_id)
    if not has_journey(of) or of == request.user:
        raise Http404
    return form_page(
        request,
        LeavingForm,
        template="peers/leaving.html",
        save=lambda told: actions.write_leaving_chat(of, by=request.user, **told),
        then=reverse("leaving", args=[of.pk]),
        context={
            **around(_("A leaving chat"), reverse("journey", args=[of.pk])),
            "of": of,
            "chats": queries.leaving_chats_of(of),
        },
    )
