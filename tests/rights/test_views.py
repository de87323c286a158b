"""Pages of pathways and rules, the check of a rule, and where a complaint goes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.rights.actions import check_rule
from alongside.rights.complaint_routes import (
    LGSCO,
    PHSO,
    Answered,
    Kind,
    Payer,
    complaint_route,
    next_step,
)
from alongside.rights.models import RuleCheck
from alongside.rights.queries import states
from tests.conftest import SignIn

NOON = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/London"))
ROUTES = {
    # kind: council, nhs, housing association, private, skipped
    "drug_alcohol": ("2012/3094", "2009/309", "depends", "firm", "depends"),
    "health": ("2012/3094", "2009/309", "2009/309", "firm", "2009/309"),
    "care": ("2009/309", "2009/309", "2009/309", "2009/309", "2009/309"),
    "landlord": ("Code", "Code", "Code", "Housing law", "Code"),
    "dwp": ("DWP",) * 5,
    "police": ("Police",) * 5,
    "council": ("1974",) * 5,
    "": ("1974", "2009/309", "Code", "depends", "depends"),
}


@pytest.mark.parametrize("kind", ["", *Kind.values])
@pytest.mark.parametrize("payer", [*Payer.values, ""])
def test_complaint_goes_by_the_law_of_the_table(kind: str, payer: str) -> None:
    wanted = ROUTES[kind][[*Payer.values, ""].index(payer)]
    law = str(complaint_route(kind, payer).law)

    assert wanted in law or (wanted == "depends" and "If the council pays" in law)


@pytest.mark.parametrize("kind", [Kind.DRUG_ALCOHOL, Kind.HEALTH])
def test_d4_service_the_council_pays_for_never_goes_to_the_health_ombudsman(kind: str) -> None:
    route = complaint_route(kind, Payer.COUNCIL)

    assert (route.ombudsman, route.pathway) == (LGSCO, "council-public-health-complaint")
    assert str(route.law).startswith("SI 2012/3094, Part 5")
    assert complaint_route(kind, Payer.NHS).ombudsman == PHSO


def test_route_that_nobody_compared_with_its_source_is_amber(signed_in: SignIn, advocate: User) -> None:
    client = signed_in(advocate)

    amber = [
        (kind, payer)
        for kind in Kind.values
        for payer in (Payer.COUNCIL, Payer.PRIVATE)
        if "Not checked yet"
        in client.get(reverse("complaint-route"), {"kind": kind, "payer": payer}).content.decode()
    ]

    assert amber == [
        (Kind.LANDLORD, Payer.PRIVATE),
        (Kind.DWP, Payer.COUNCIL),
        (Kind.DWP, Payer.PRIVATE),
        (Kind.POLICE, Payer.COUNCIL),
        (Kind.POLICE, Payer.PRIVATE),
    ]


def test_last_answer_leads_on_to_the_ombudsman() -> None:
    route = complaint_route(Kind.HEALTH, Payer.NHS)

    assert next_step(route, Answered.YES) != route.first_step
    assert next_step(route, "") == route.first_step


def test_route_page_answers_three_questions_or_none(signed_in: SignIn, advocate: User) -> None:
    client = signed_in(advocate)

    asked = client.get(reverse("complaint-route"))
    answered = client.get(reverse("complaint-route"), {"kind": "drug_alcohol", "payer": "council"})
    skipped = client.get(reverse("complaint-route"), {"shown": "1"})
    wrong = client.get(reverse("complaint-route"), {"kind": "moon"})

    assert asked.context["route"] is None
    assert answered.context["route"].ombudsman == LGSCO
    assert str(skipped.context["route"].body) == "Not clear yet"
    assert (wrong.status_code, wrong.context["route"]) == (200, None)


def test_pathways_are_shown(
    signed_in: SignIn, advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(advocate)
    client.get(reverse("pathways"))

    with django_assert_num_queries(6):
        page = client.get(reverse("pathways"))

    assert page.status_code == 200


def test_pathway_shows_steps_and_sources(signed_in: SignIn, advocate: User) -> None:
    page = signed_in(advocate).get(reverse("pathway", args=["legal-work"])).content.decode()

    assert "Not checked yet" in page
    assert "Civil Procedure Rules, rule 54.5(1)" in page


@pytest.mark.parametrize("name", ["pathway", "rule-check"])
def test_unknown_key_is_not_there(signed_in: SignIn, coordinator: User, name: str) -> None:
    assert signed_in(coordinator).get(reverse(name, args=["moon"])).status_code == 404


@pytest.mark.parametrize("checks", [1, 3])
def test_rules_page_asks_once_for_all_checks(
    signed_in: SignIn, coordinator: User, checks: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(checks):
        check_rule("judicial-review", by=coordinator)
    client = signed_in(coordinator)
    client.get(reverse("rights-rules"))

    with django_assert_num_queries(8):
        page = client.get(reverse("rights-rules"))

    assert len(page.context["rows"]) == 40


def test_coordinator_checks_a_rule(signed_in: SignIn, coordinator: User) -> None:
    client = signed_in(coordinator)

    answer = client.post(reverse("rule-check", args=["judicial-review"]), {"note": "Read rule 54.5"})

    check = RuleCheck.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("rights-rules"))
    assert (check.rule_code, check.version_code, check.note) == (
        "judicial-review",
        "2000-10-02",
        "Read rule 54.5",
    )
    assert Entry.objects.filter(action="rule.check", about=str(check.pk)).count() == 1


@pytest.mark.django_db
def test_rule_is_amber_until_checked_and_again_after_six_months(coordinator: User) -> None:
    with clock.at(NOON):
        before = states()["judicial-review"]
        check_rule("judicial-review", by=coordinator)
        fresh = states()["judicial-review"]
    with clock.at(NOON.replace(year=2027, month=5, day=26)):
        old = states()["judicial-review"]

    assert (before.is_amber, str(before.words), before.checked_on) == (True, "Not checked yet", None)
    assert (fresh.is_amber, fresh.checked_on) == (False, date(2026, 11, 25))
    assert (old.is_amber, old.words) == (True, "Not checked since 25 Nov 2026")


@pytest.mark.django_db
def test_newest_check_counts(coordinator: User) -> None:
    with clock.at(NOON.replace(month=6)):
        check_rule("tribunal-appeal", by=coordinator)

    assert states()["tribunal-appeal"].checked_on == date(2026, 11, 22)
