"""Somebody to go with a person: asking, who goes, calling it off, and what came of it (B7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.clinics.actions import accompany as actions
from alongside.clinics.forms import PutOnForm
from alongside.clinics.forms.accompany import CompanyForm, TimesForm, WentForm
from alongside.clinics.models import CALLED_OFF, Accompaniment, GoingState
from alongside.clinics.queries import accompany as queries
from alongside.clinics.rules.accompany import may_take_off, put_on_problems
from alongside.drafts.pages import form_page
from alongside.peers.forms.supervision import LetWorkForm
from alongside.peers.views.frames import around, frame
from alongside.people.access import changeable_person, visible_person
from alongside.people.models import Person
from alongside.people.rules import may_change_person


@allowed(may_coordinate)
@require_GET
def accompanying(request: SignedInRequest) -> HttpResponse:
    """Everybody with whom somebody goes, or should, from today on; and what nobody has told of yet."""
    return render(request, "clinics/accompanying.html", {"goings": queries.to_come(request.user)})


@allowed(may_do_advocacy)
def accompany_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask for somebody to go with them."""
    person = changeable_person(request, person_id, page="accompany-new")
    return form_page(
        request,
        CompanyForm,
        template="common/form_page.html",
        save=lambda clean: actions.ask_for_company(person, by=request.user, **clean),
        then=_page_of,
        context=frame(
            _("Somebody to go with them"),
            _("Ask"),
            back="person",
            args=[person.pk],
            heading=_("Somebody to go with %(name)s") % {"name": person.label},
        ),
    )


@allowed(may_do_advocacy)
@require_GET
def accompany(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """When, where to, what for and who goes."""
    person = visible_person(request, person_id, page="accompany")
    row = _of(person, going_id)
    may_change = may_change_person(request.user, person)
    context = {
        "person": person,
        "going": queries.goings([row])[0],
        "may_change": may_change,
        "may_put_on": may_change and may_coordinate(request.user),
        "may_take_off": may_change and may_take_off(request.user, row),
    }
    return render(request, "clinics/accompany.html", context)


@allowed(may_do_advocacy)
def accompany_change(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """Another day or time."""
    row = _of(changeable_person(request, person_id, page="accompany-change"), going_id)
    return form_page(
        request,
        TimesForm,
        template="common/form_page.html",
        save=lambda clean: actions.move_going(row, by=request.user, **clean),
        then=lambda moved: _moved(request, moved, of=row),
        context=around(
            _("Another day or time"),
            _page_of(row),
            intro=_("Whoever goes learns of it. If they are not free then, we look for somebody else."),
        ),
        initial={"on": row.on, "starts_at": row.starts_at, "ends_at": row.ends_at},
    )


@allowed(may_coordinate)
def accompany_put_on(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """Let an advocate go with them; of those who cannot, it says why."""
    row = _of(changeable_person(request, person_id, page="accompany-put-on"), going_id)
    found = queries.could_go(row)
    return form_page(
        request,
        PutOnForm,
        template="clinics/accompany_put_on.html",
        save=lambda clean: actions.let_go_along(row, by=request.user, **clean),
        then=_page_of,
        context={"row": row, "cancel_url": _page_of(row), **vars(found)},
        candidates=found.possible,
    )


@allowed(may_coordinate)
def accompany_put_though(
    request: SignedInRequest, person_id: UUID, going_id: UUID, user_id: UUID
) -> HttpResponse:
    """Decide, with the reason, that somebody goes with them though supervision was missed."""
    row = _of(changeable_person(request, person_id, page="accompany-put-though"), going_id)
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    problems = put_on_problems(row, user)
    return form_page(
        request,
        LetWorkForm,
        template="clinics/shift_though.html",
        save=lambda clean: actions.let_go_though(row, user=user, by=request.user, **clean),
        then=_page_of,
        context={
            "session": row,
            "place": row.person.label,
            "advocate": user,
            "problems": problems,
            "cancel_url": reverse("accompany-put-on", args=[person_id, row.pk]),
        },
    )


@allowed(may_do_advocacy)
@require_POST
def accompany_take_off(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """Let nobody go for now: the coordinator, or whoever was to go and cannot."""
    row = _of(changeable_person(request, person_id, page="accompany-take-off"), going_id)
    if not may_take_off(request.user, row):
        raise Http404
    is_mine = row.user_id == request.user.pk
    return pressed(
        request,
        lambda: actions.take_off(row, by=request.user),
        back=reverse("my-shifts") if is_mine else _page_of(row),
        said=_("Thank you for telling us. We look for somebody else now.") if is_mine else _("Taken off."),
    )


@allowed(may_do_advocacy)
@require_POST
def accompany_call_off(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """They do not want it any more, or we cannot do it."""
    row = _of(changeable_person(request, person_id, page="accompany-call-off"), going_id)
    state = request.POST.get("state", "")
    if state not in CALLED_OFF:
        raise Http404
    return pressed(
        request,
        lambda: actions.call_off(row, state=GoingState(state), by=request.user),
        back=reverse("person", args=[person_id]),
        said=_("Called off."),
    )


@allowed(may_do_advocacy)
def accompany_done(request: SignedInRequest, person_id: UUID, going_id: UUID) -> HttpResponse:
    """Say what came of it."""
    row = _of(changeable_person(request, person_id, page="accompany-done"), going_id)
    return form_page(
        request,
        WentForm,
        template="common/form_page.html",
        save=lambda clean: actions.say_done(row, by=request.user, **clean),
        then=reverse("person", args=[person_id]),
        context=around(_("How it went"), _page_of(row), submit=_("It is done")),
    )


def _of(person: Person, going_id: UUID) -> Accompaniment:
    """Return what belongs to this person, or the page that is not there."""
    rows: Any = Accompaniment.objects.select_related("person", "user", "sight", "asked_by")
    row: Accompaniment = get_object_or_404(rows, pk=going_id, person=person)
    return row


def _page_of(row: Accompaniment) -> str:
    return reverse("accompany", args=[row.person_id, row.pk])


def _moved(request: SignedInRequest, moved: Accompaniment, *, of: Accompaniment) -> str:
    said = _("Changed.")
    if moved.pk != of.pk:
        said = _("Changed. Whoever was to go is not free then: we look for somebody else.")
    messages.success(request, said)
    return _page_of(moved)
