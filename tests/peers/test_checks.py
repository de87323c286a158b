"""Checks: the level the role allows, two people, a review, and an appeal (E4)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import agree_check, appeal_check, hear_appeal, propose_check
from alongside.peers.models import (
    AppealOutcome,
    CheckDecision,
    CheckOutcome,
    Level,
    ShiftRole,
    StageName,
)
from alongside.peers.queries import checks_to_do
from alongside.peers.rules import level_problems
from alongside.peers.rules.checks import checks_in_the_way
from tests.factories.peers import make_advocate, make_stage

SignIn = Callable[[User], Client]


def next_year() -> date:
    return clock.today() + timedelta(days=365)


def make_check(user: User, *, by: User, **told: Any) -> CheckDecision:
    """Return a decision that one person has proposed."""
    usual: dict[str, Any] = {
        "role": ShiftRole.LEAD,
        "level": Level.ENHANCED,
        "outcome": CheckOutcome.GO,
        "why": "Canary why",
        "review_on": next_year(),
    }
    return propose_check(user, by=by, **{**usual, **told})


def in_date(user: User, on: date) -> bool:
    return checks_in_the_way([user.pk], on) == {}


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in broken.value.problems]


@pytest.mark.parametrize(
    "role, allowed",
    [
        (ShiftRole.HELPER, [Level.NONE, Level.BASIC]),
        (ShiftRole.SHADOW, [Level.NONE, Level.BASIC, Level.STANDARD, Level.ENHANCED]),
        (ShiftRole.LEAD, [Level.NONE, Level.BASIC, Level.STANDARD, Level.ENHANCED]),
    ],
)
def test_never_more_than_the_role_allows(role: ShiftRole, allowed: list[Level]) -> None:
    assert [level for level in Level if not level_problems(role, level)] == allowed


def test_check_counts_once_two_people_agree_and_until_it_is_looked_at_again(
    advocate: User, coordinator: User, supervisor: User
) -> None:
    check = make_check(advocate, by=coordinator)
    proposed = in_date(advocate, clock.today())

    agree_check(check, by=supervisor)

    days = [clock.today(), next_year(), next_year() + timedelta(days=1)]
    assert (proposed, [in_date(advocate, day) for day in days]) == (False, [True, True, False])


def test_check_takes_two_people_and_not_the_one_it_is_about(
    advocate: User, coordinator: User, supervisor: User
) -> None:
    check = make_check(advocate, by=coordinator)
    refusals = []
    for user in (coordinator, advocate):
        with pytest.raises(RuleBroken) as broken:
            agree_check(check, by=user)
        refusals += codes(broken)
    agree_check(check, by=supervisor)
    with pytest.raises(RuleBroken) as twice:
        agree_check(check, by=supervisor)

    assert refusals == ["takes_two", "takes_two"]
    assert codes(twice) == ["agreed"]


def test_check_asks_for_no_more_and_is_looked_at_in_time(advocate: User, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_check(advocate, by=advocate, level=Level.BARRED, review_on=clock.today())
    with pytest.raises(RuleBroken) as too_late:
        make_check(advocate, by=coordinator, review_on=clock.today() + timedelta(days=4 * 365))

    assert codes(broken) == ["too_much", "own_check", "review_day"]
    assert codes(too_late) == ["review_day"]


def test_no_is_asked_again_and_heard_by_somebody_else(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    check = make_check(advocate, by=coordinator, outcome=CheckOutcome.NOT_NOW)
    with pytest.raises(RuleBroken) as too_early:
        appeal_check(check, appeal="It was long ago", by=advocate)
    agree_check(check, by=supervisor)
    before = in_date(advocate, clock.today())
    with pytest.raises(RuleBroken) as nothing_asked:
        hear_appeal(check, outcome=AppealOutcome.CHANGED, why="Years ago", by=supervisor)

    appeal_check(check, appeal="It was long ago", by=advocate)
    hear_appeal(check, outcome=AppealOutcome.CHANGED, why="Years ago", by=dp_lead)

    assert codes(too_early) == ["no_appeal"]
    assert codes(nothing_asked) == ["had_a_part", "nothing_asked"]
    assert (before, in_date(advocate, clock.today())) == (False, True)
    assert (check.appeal_why, check.heard_by) == ("Years ago", dp_lead)


def test_no_that_stands_lets_nobody_work(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    check = make_check(advocate, by=coordinator, outcome=CheckOutcome.NOT_NOW)
    agree_check(check, by=supervisor)
    appeal_check(check, appeal="It was long ago", by=advocate)

    hear_appeal(check, outcome=AppealOutcome.STANDS, why="Not yet", by=dp_lead)

    assert not in_date(advocate, clock.today())


def test_two_people_are_kept_by_the_database_too(advocate: User, coordinator: User) -> None:
    check = make_check(advocate, by=coordinator)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("check.forge", by=coordinator):
        check.change(agreed_by=coordinator)


def test_check_is_recorded_without_its_words(advocate: User, coordinator: User) -> None:
    check = make_check(advocate, by=coordinator, certificate_number="0012")

    entry = Entry.objects.get(action="check.propose")
    assert entry.facts == {"user": str(advocate.pk), "role": "lead", "level": "enhanced"}
    assert check.certificate_number == "0012"


def test_coordinator_proposes_and_supervisor_agrees_on_the_pages(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User, signed_in: SignIn
) -> None:
    url = f"/team/{advocate.pk}/checks/"
    day = next_year()
    told = {
        "role": "helper",
        "level": "basic",
        "outcome": "not_now",
        "why": "Canary why",
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
    }
    too_much = signed_in(coordinator).post(f"{url}new/", {**told, "level": "enhanced"})
    signed_in(coordinator).post(f"{url}new/", told)
    check = CheckDecision.objects.get()
    same = signed_in(coordinator).post(f"/checks/{check.pk}/agree/")
    signed_in(supervisor).post(f"/checks/{check.pk}/agree/")
    own = signed_in(advocate)
    own.post(f"/journey/checks/{check.pk}/again/", {"appeal": "It was long ago"})
    answer = signed_in(dp_lead).post(f"/checks/{check.pk}/answer/", {"outcome": "changed", "why": "Yes"})

    check.refresh_from_db()
    assert too_much.context["form"].errors == {
        "level": ["The law allows no more than “Basic” for this role."]
    }
    assert [str(message) for message in get_messages(same.wsgi_request)] == [
        "Somebody else must agree: it takes two."
    ]
    assert (check.agreed_by, answer["Location"]) == (supervisor, url)
    assert check.lets_work
    assert "Canary why" in own.get("/journey/checks/").content.decode()


@pytest.mark.parametrize("persona", ["advocate", "other_advocate", "board_member"])
def test_others_read_no_checks(
    persona: str,
    advocate: User,
    coordinator: User,
    signed_in: SignIn,
    request: pytest.FixtureRequest,
) -> None:
    check = make_check(advocate, by=coordinator)
    client = signed_in(request.getfixturevalue(persona))

    page = client.get(f"/team/{advocate.pk}/checks/")

    assert page.status_code == 404
    assert "Canary" not in page.content.decode()
    assert client.get(f"/checks/{check.pk}/answer/").status_code == 404


def test_why_is_read_by_those_who_have_a_part_in_it(
    advocate: User, coordinator: User, supervisor: User, dp_lead: User, signed_in: SignIn
) -> None:
    check = make_check(advocate, by=coordinator)
    url = f"/team/{advocate.pk}/checks/"
    waiting = signed_in(dp_lead).get(url).content.decode()
    agree_check(check, by=supervisor)

    pages = [signed_in(user).get(url).content.decode() for user in (coordinator, supervisor, dp_lead)]

    assert "Canary why" in waiting
    assert ["Canary why" in page for page in pages] == [True, True, False]


def test_nobody_reads_the_page_about_themselves_from_the_other_side(
    coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    assert client.get(f"/team/{coordinator.pk}/checks/").status_code == 404
    assert client.get(f"/team/{coordinator.pk}/checks/new/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_checks_cost_the_same_whatever_their_number(
    rows: int,
    advocate: User,
    coordinator: User,
    supervisor: User,
    signed_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for _number in range(rows):
        agree_check(make_check(advocate, by=coordinator), by=supervisor)
    client = signed_in(coordinator)

    with django_assert_num_queries(9):
        page = client.get(f"/team/{advocate.pk}/checks/")

    assert len(page.context["checks"]) == rows


def test_what_waits_is_shown_to_who_can_do_it(
    advocate: User, other_advocate: User, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    make_stage(advocate, StageName.LEAD, checked=False)
    make_stage(other_advocate, StageName.SHADOW, checked=False)
    make_stage(make_advocate("Ivy Lane"), StageName.INTERESTED)
    soon = clock.today() + timedelta(days=20)
    waiting = make_check(other_advocate, by=coordinator)
    asked = make_check(advocate, by=coordinator, outcome=CheckOutcome.NOT_NOW)
    agree_check(asked, by=supervisor)
    appeal_check(asked, appeal="It was long ago", by=advocate)
    agree_check(make_check(advocate, by=coordinator, review_on=soon), by=supervisor)

    found = [checks_to_do(user) for user in (coordinator, supervisor, dp_lead)]

    assert [one.to_agree for one in found] == [[], [waiting], [waiting]]
    assert [one.to_hear for one in found] == [[], [], [asked]]
    assert [one.due for one in found] == [[(advocate, soon), (other_advocate, None)]] * 3


def test_check_that_lasts_is_not_on_the_list(
    advocate: User, coordinator: User, supervisor: User, signed_in: SignIn
) -> None:
    make_stage(advocate, StageName.LEAD, checked=False)
    before = signed_in(supervisor).get("/checks/").content.decode()

    agree_check(make_check(advocate, by=coordinator), by=supervisor)

    assert "Not in date" in before
    assert "Nothing waits." in signed_in(supervisor).get("/checks/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_costs_the_same_whatever_its_number(
    rows: int, coordinator: User, supervisor: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_check(make_advocate(f"Shay{number} Moor", StageName.SHADOW, checked=False), by=coordinator)
    client = signed_in(supervisor)

    with django_assert_num_queries(13):
        page = client.get("/checks/")

    assert len(page.context["waiting"].to_agree) == len(page.context["waiting"].due) == rows
