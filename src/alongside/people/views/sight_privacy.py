"""What whoever looks after privacy has to look at, and says of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import SEES_PEOPLE
from alongside.audit.actions import record
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import visible_person
from alongside.people.forms.find import FindForm
from alongside.people.forms.sight_privacy import (
    SAME,
    DualRoleForm,
    OwnRecordForm,
    ReviewForm,
    SameForm,
    TakeBackForm,
)
from alongside.people.models import DualRoleCheck, Person, Wall, WallKind
from alongside.people.queries import people_found
from alongside.people.queries.duplicates import possible_duplicates
from alongside.people.queries.sight import colleagues
from alongside.people.queries.sight_privacy import (
    conflict_walls_of,
    declarations_open_to,
    glass_to_review,
    looks_through,
    named_instead_of,
    open_checks,
    own_alerts,
    own_records,
    people_who_may_be_meant,
    privacy_of,
)
from alongside.people.rules.privacy import looks_after_all_privacy, may_look_after_privacy


@require_GET
@allowed(may_look_after_privacy)
def privacy(request: SignedInRequest) -> HttpResponse:
    """Everything that waits: alerts, new accounts, declarations, emergencies."""
    return render(request, "people/sight_privacy.html", {"privacy": privacy_of(request.user)})


@require_POST
@allowed(may_look_after_privacy)
def privacy_alert(request: SignedInRequest, alert_id: UUID) -> HttpResponse:
    """Say that an alert was looked at."""
    actions.see_alert(get_object_or_404(own_alerts(request.user), pk=alert_id), by=request.user)
    return redirect("privacy")


@allowed(may_look_after_privacy)
def glass_review(request: SignedInRequest, glass_id: UUID) -> HttpResponse:
    """Ask why a record was opened in an emergency (R20)."""
    glass = get_object_or_404(glass_to_review(request.user).select_related("user", "person"), pk=glass_id)
    return form_page(
        request,
        ReviewForm,
        template="people/sight_glass_review.html",
        save=lambda told: actions.review_glass(glass, by=request.user, **told),
        then=reverse("privacy"),
        context=_frame(glass=glass, looks=looks_through(glass)),
    )


@allowed(looks_after_all_privacy)
def dual_role(request: SignedInRequest, check_id: UUID) -> HttpResponse:
    """Say whether a new worker and somebody on our records are one human (R19), or take that back."""
    known = open_checks(request.user) | own_records(request.user)
    check = get_object_or_404(known.select_related("user", "person"), pk=check_id)
    named = named_instead_of(request.user, check.person)
    form, options = _form_about(check, is_closed=bool(named))
    return form_page(
        request,
        form,
        template="people/sight_dual_role.html",
        save=lambda told: actions.resolve_dual_role(
            check, is_same=told["answer"] == SAME, named=told.get("named", ()), by=request.user
        ),
        then=reverse("privacy"),
        context=_frame(check=check, named=named),
        **options,
    )


@allowed(looks_after_all_privacy)
def own_record(request: SignedInRequest) -> HttpResponse:
    """Close the old record of a worker who told us that it is theirs (R13, R18)."""
    return form_page(
        request,
        OwnRecordForm,
        template="common/form_page.html",
        save=lambda told: actions.tell_own_record(by=request.user, **told),
        then=reverse("privacy"),
        context=_frame(title=_("A colleague’s own record"), submit=_("Close the record")),
        colleagues=colleagues(),
        everybody=[user for user in colleagues(*SEES_PEOPLE) if user != request.user],
    )


@allowed(looks_after_all_privacy)
def declaration(request: SignedInRequest, declaration_id: UUID) -> HttpResponse:
    """Find who a declaration means (A7)."""
    said = get_object_or_404(declarations_open_to(request.user).select_related("user"), pk=declaration_id)
    find = FindForm(request.POST or None)
    context = _frame(
        said=said,
        find=find,
        form=find,
        likely=people_who_may_be_meant(said, viewer=request.user),
        walls=conflict_walls_of(said.user, viewer=request.user),
    )
    if find.is_valid():
        context["found"] = _found(request, find.cleaned_data["words"])
    return render(request, "people/sight_declaration.html", context, status=422 if find.errors else 200)


@require_POST
@allowed(looks_after_all_privacy)
def declaration_settle(request: SignedInRequest, declaration_id: UUID) -> HttpResponse:
    """Say that a declaration was looked at."""
    said = get_object_or_404(declarations_open_to(request.user), pk=declaration_id)
    actions.settle_declaration(said, by=request.user)
    return redirect("privacy")


@require_POST
@allowed(looks_after_all_privacy)
def declaration_answer(request: SignedInRequest, person_id: UUID, declaration_id: UUID) -> HttpResponse:
    """Say whether this is who was meant; the wall stands at once."""
    person = visible_person(request, person_id, page="declaration")
    said = get_object_or_404(declarations_open_to(request.user).select_related("user"), pk=declaration_id)
    if request.POST.get("answer") == SAME:
        actions.match_declaration(said, person, by=request.user)
    else:
        actions.not_meant(said, person, by=request.user)
    return redirect("declaration", said.pk)


@require_POST
@allowed(looks_after_all_privacy)
def conflict_lift(request: SignedInRequest, person_id: UUID, wall_id: UUID) -> HttpResponse:
    """Take back a wall that a declaration built: the wrong person was chosen, or the conflict is over."""
    person = visible_person(request, person_id, page="conflict-lift")
    wall = get_object_or_404(Wall, pk=wall_id, person=person, kind=WallKind.CONFLICT, lifted_at=None)
    actions.lift_wall(wall, by=request.user)
    return redirect("privacy")


@allowed(looks_after_all_privacy)
def duplicates(request: SignedInRequest) -> HttpResponse:
    """Records that may be of one human, across the whole service (R17)."""
    pairs = possible_duplicates(request.user)
    if request.method == "POST":
        chosen = {request.POST.get("one"), request.POST.get("other")}
        for pair in pairs:
            if chosen == {str(pair.one.pk), str(pair.other.pk)}:
                actions.keep_apart(pair.one, pair.other, by=request.user)
        return redirect("privacy-duplicates")
    record("people.list", by=request.user, shown=len(pairs))
    return render(request, "people/sight_duplicates.html", _frame(pairs=pairs))


def _form_about(check: DualRoleCheck, *, is_closed: bool) -> tuple[Callable[..., BaseForm], dict[str, Any]]:
    """Return the form that asks of a check, with its options: a closed file stays with those named for it."""
    if not check.is_open:
        return TakeBackForm, {}
    if is_closed:
        return SameForm, {}
    return DualRoleForm, {"colleagues": [user for user in colleagues() if user != check.user]}


def _found(request: SignedInRequest, words: str) -> list[Person]:
    found = people_found(request.user, words)
    people = [*found.people, *found.alike]
    record("people.find", by=request.user, found=len(people))
    return people


def _frame(**more: Any) -> dict[str, Any]:
    return {
        "back_url": reverse("privacy"),
        "back_label": _("Back to privacy"),
        "cancel_url": reverse("privacy"),
        **more,
    }
