"""Pathways, the state of every rule, and where a complaint goes."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.drafts.pages import form_page
from alongside.rights import rulebook
from alongside.rights.actions import check_rule
from alongside.rights.complaint_routes import complaint_route, next_step
from alongside.rights.forms import CheckForm, RouteForm
from alongside.rights.queries import states
from alongside.rights.rules import may_check_rules, may_read_rules


@require_GET
@allowed(may_read_rules)
def pathways(request: SignedInRequest) -> HttpResponse:
    """All pathways."""
    context = {"pathways": rulebook.pathways(), "may_check": may_check_rules(request.user)}
    return render(request, "rights/pathways.html", context)


@require_GET
@allowed(may_read_rules)
def pathway(request: SignedInRequest, key: str) -> HttpResponse:
    """One pathway: steps, limits with their sources, what helps, what to look out for."""
    try:
        found = rulebook.pathway(key)
    except rulebook.UnknownKey as unknown:
        raise Http404 from unknown
    known = states()
    limits = [(rule, known[rule.key]) for rule in found.rules]
    return render(request, "rights/pathway.html", {"pathway": found, "limits": limits})


@require_GET
@allowed(may_check_rules)
def rights_rules(request: SignedInRequest) -> HttpResponse:
    """Every rule, with its source and whether it was checked."""
    known = states()
    rows = [(rule, known[rule.key]) for rule in rulebook.rules()]
    rows.sort(key=lambda row: not row[1].is_amber)
    return render(request, "rights/rules.html", {"rows": rows})


@allowed(may_check_rules)
def rule_check(request: SignedInRequest, key: str) -> HttpResponse:
    """Say that a rule was compared with its source today."""
    try:
        found = rulebook.rule(key)
    except rulebook.UnknownKey as unknown:
        raise Http404 from unknown
    return form_page(
        request,
        CheckForm,
        template="rights/check.html",
        save=lambda clean: check_rule(key, by=request.user, **clean),
        then=reverse("rights-rules"),
        context={"rule": found},
    )


@require_GET
@allowed(may_read_rules)
def complaint_route_page(request: SignedInRequest) -> HttpResponse:
    """Three questions, then where the complaint goes. Nothing is kept."""
    form = RouteForm(request.GET or None)
    route = None
    step = None
    if form.is_valid():
        clean = form.cleaned_data
        route = complaint_route(clean["kind"], clean["payer"])
        step = next_step(route, clean["answered"])
    return render(request, "rights/complaint.html", {"form": form, "route": route, "step": step})
