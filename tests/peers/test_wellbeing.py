"""Hard contacts and debriefs, my own plan, stepping back and in again (E9, E10)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common.problems import RuleBroken
from alongside.peers.actions import wellbeing as actions
from alongside.peers.models import Away, DebriefState, HardContact, StageName, WellbeingPlan
from alongside.peers.queries import journey_of, stage_of
from alongside.peers.queries.wellbeing import (
    away_now,
    debriefs_waiting,
    everybody_away,
    hard_contact_counts,
    plan_of,
    plans_shared_with,
    readers_of,
)
from alongside.peers.rules.wellbeing import hard_contacts_visible_to
from tests.conftest import SignIn
from tests.factories.peers import make_stage
from tests.factories.supervision import make_hard_contact, make_plan

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    """The clock stands at half past nine on Thursday 26 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(advocate: User, coordinator: User) -> User:
    """A lead."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    return advocate


def refused(act: Callable[[], object]) -> list[str]:
    """Return what an action refuses."""
    with pytest.raises(RuleBroken) as broken:
        act()
    return [problem.code for problem in broken.value.problems]


@pytest.mark.parametrize("hours, is_late", [(24, False), (24.1, True)])
def test_e9_debrief_is_offered_within_a_day(hours: float, is_late: bool, lead: User) -> None:
    hard = make_hard_contact(lead, hours_ago=hours)

    assert (hard.is_late, hard.state) == (is_late, DebriefState.TO_OFFER)
    assert str(hard) == f"hard contact {hard.pk}"


def test_e9_debrief_is_offered_and_had(lead: User, supervisor: User) -> None:
    hard = make_hard_contact(lead, hours_ago=30)

    actions.offer_debrief(hard, by=supervisor)
    offered = (hard.state, hard.offered_by, hard.is_late)
    actions.have_debrief(hard, by=supervisor)

    assert offered == (DebriefState.OFFERED, supervisor, False)
    again = HardContact.objects.get()
    assert (again.state, again.had_with, again.settled_on) == (DebriefState.HAD, supervisor, TODAY)


def test_e9_nobody_debriefs_themselves(supervisor: User) -> None:
    hard = make_hard_contact(supervisor)

    assert refused(lambda: actions.offer_debrief(hard, by=supervisor)) == ["oneself"]
    assert debriefs_waiting(supervisor) == []


def test_e9_nobody_debriefs_themselves_by_the_database_too(supervisor: User) -> None:
    hard = make_hard_contact(supervisor)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("hard_contact.forge", by=None):
        hard.change(offered_by=supervisor)


def test_e9_what_is_not_wanted_is_not_offered_again(lead: User, supervisor: User) -> None:
    hard = make_hard_contact(lead)

    actions.decline_debrief(hard, by=lead)

    assert refused(lambda: actions.have_debrief(hard, by=supervisor)) == ["settled"]
    assert debriefs_waiting(supervisor) == []


def test_e9_those_to_offer_come_first(lead: User, other_advocate: User, supervisor: User) -> None:
    first = make_hard_contact(lead, hours_ago=5)
    actions.offer_debrief(first, by=supervisor)
    second = make_hard_contact(other_advocate, hours_ago=2)

    assert debriefs_waiting(supervisor) == [second, first]


def test_e9_load_counts_four_weeks(lead: User) -> None:
    with time_machine.travel(NOW - timedelta(weeks=4), tick=False):
        make_hard_contact(lead)
    make_hard_contact(lead)

    assert hard_contact_counts([lead]) == {lead.pk: 1}


def test_e9_pages_from_telling_to_talking(lead: User, supervisor: User, signed_in: SignIn) -> None:
    hers, theirs = signed_in(lead), signed_in(supervisor)
    sent = {"happened_on_day": "26", "happened_on_month": "11", "happened_on_year": "2026", "words": "Canary"}

    hers.get(reverse("hard-new"))
    hers.post(reverse("hard-new"), sent)
    hard = HardContact.objects.get()
    listed = theirs.get(reverse("supervision")).content.decode()
    read = theirs.get(reverse("debrief", args=[hard.pk])).content.decode()
    theirs.post(reverse("debrief-offered", args=[hard.pk]))
    offered = hers.get(reverse("my-wellbeing")).content.decode()
    theirs.post(reverse("debrief-had", args=[hard.pk]))
    talked = hers.get(reverse("my-wellbeing")).content.decode()
    again = theirs.post(reverse("debrief-had", args=[hard.pk]), follow=True).content.decode()

    assert "Offer to talk by Fri 27 Nov, 09:30" in listed
    assert "Canary" in read
    assert "Sunil Barr offered to talk." in offered
    assert "You talked with Sunil Barr." in talked
    assert "This was talked about already, or is not wanted." in again
    assert Entry.objects.filter(action="hard_contact.see").count() == 1


def test_e9_no_thank_you_is_one_press(lead: User, signed_in: SignIn) -> None:
    hard = make_hard_contact(lead)

    answer = signed_in(lead).post(reverse("hard-no", args=[hard.pk]), follow=True)

    assert "You did not want to talk. You still can." in answer.content.decode()


def test_e9_supervisor_does_not_read_their_own_among_the_others(supervisor: User, signed_in: SignIn) -> None:
    hard = make_hard_contact(supervisor)

    assert signed_in(supervisor).get(reverse("debrief", args=[hard.pk])).status_code == 404


def test_e10_plan_is_read_by_those_who_were_picked(
    lead: User, supervisor: User, other_advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    plan = make_plan(lead, supervisor, well="Canary walks")
    url = reverse("plan", args=[plan.pk])

    codes = [signed_in(user).get(url).status_code for user in (supervisor, other_advocate, coordinator)]

    assert codes == [200, 404, 404]
    assert plans_shared_with(supervisor) == [plan]
    assert (str(plan), plan.seal_owner()) == (f"wellbeing plan {plan.pk}", lead.pk)


def test_e10_taking_the_tick_away_closes_the_plan(lead: User, supervisor: User, coordinator: User) -> None:
    make_plan(lead, supervisor)

    plan = make_plan(lead, coordinator, well="Walks", signs="")

    assert [str(share) for share in plan.shares.all()] == [f"share {plan.shares.get().pk}"]
    assert (readers_of(plan), plan.words, WellbeingPlan.objects.count()) == (
        [coordinator],
        {"well": "Walks"},
        1,
    )


def test_e10_plan_is_written_and_shared_on_one_page(lead: User, supervisor: User, signed_in: SignIn) -> None:
    client = signed_in(lead)
    client.get(reverse("plan-edit"))

    client.post(reverse("plan-edit"), {"well": "Canary walks", "readers": [str(supervisor.pk)]})
    again = client.get(reverse("plan-edit")).content.decode()
    mine = client.get(reverse("my-wellbeing")).content.decode()
    read = signed_in(supervisor).get(reverse("plan", args=[WellbeingPlan.objects.get().pk])).content.decode()

    assert ("Canary walks" in again, "checked" in again) == (True, True)
    assert "It can be read by: Sunil Barr" in " ".join(mine.split())
    assert "Canary walks" in read
    assert "What does not help" not in read


def test_e10_plan_of_nobody_is_none(lead: User) -> None:
    assert plan_of(lead) is None


def test_e10_stepping_back_asks_no_reason_and_others_see_away(
    lead: User, supervisor: User, signed_in: SignIn
) -> None:
    client = signed_in(lead)
    asked = client.get(reverse("away-new")).content.decode()

    client.post(reverse("away-new"), {})

    assert "You need not say why." in asked
    assert stage_of(lead) == StageName.STEPPED_BACK
    assert journey_of(lead)[0].why is None
    seen = signed_in(supervisor).get(reverse("supervision")).content.decode()
    assert "Away since Thu 26 Nov" in seen


def test_e10_coming_back_begins_with_a_talk(lead: User, supervisor: User, signed_in: SignIn) -> None:
    away = actions.step_back(lead, by=lead, perhaps_until=TODAY + timedelta(days=7))
    client = signed_in(lead)

    mine = client.get(reverse("my-wellbeing")).content.decode()
    client.post(reverse("away-ask-back"))
    theirs = signed_in(supervisor)
    listed = theirs.get(reverse("supervision")).content.decode()
    url = reverse("away-end", args=[away.pk])
    theirs.get(url)
    theirs.post(url, {"talked_on_day": "26", "talked_on_month": "11", "talked_on_year": "2026"})

    assert "You are away since Thu 26 Nov" in mine
    assert ("Would like to come back" in listed, "back perhaps Thu 3 Dec" in listed) == (True, True)
    away.refresh_from_db()
    assert (stage_of(lead), away.talked_with, away.talked_on, away.back_on) == (
        StageName.LEAD,
        supervisor,
        TODAY,
        TODAY,
    )
    assert str(away) == f"away {away.pk}"


def test_e10_nobody_writes_their_own_coming_back(lead: User) -> None:
    away = actions.step_back(lead, by=lead)

    assert refused(lambda: actions.step_in(away, by=lead, talked_on=TODAY)) == ["oneself"]
    assert Entry.objects.filter(action="away.end").count() == 0


def test_e10_who_is_back_cannot_come_back(lead: User, coordinator: User) -> None:
    away = actions.step_back(lead, by=lead)
    make_stage(lead, StageName.LEAD, by=coordinator)

    assert refused(lambda: actions.step_in(away, by=coordinator, talked_on=TODAY)) == ["not_away"]
    assert (everybody_away(), away_now(lead)) == ([], None)


def test_e10_stepping_back_again_closes_what_was_left_open(lead: User, coordinator: User) -> None:
    actions.step_back(lead, by=lead)
    make_stage(lead, StageName.LEAD, by=coordinator)

    second = actions.step_back(lead, by=lead)

    assert list(Away.objects.filter(back_on=None)) == [second]


def test_e10_there_must_be_something_to_step_back_from(other_advocate: User) -> None:
    assert refused(lambda: actions.step_back(other_advocate, by=other_advocate)) == ["not_here"]


@pytest.mark.parametrize("many", [1, 3])
def test_my_page_costs_the_same_for_three_as_for_one(
    *,
    many: int,
    lead: User,
    supervisor: User,
    coordinator: User,
    other_advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    colleagues = [supervisor, coordinator, other_advocate][:many]
    for colleague in colleagues:
        actions.offer_debrief(make_hard_contact(lead), by=colleague)
        make_plan(colleague, lead)
    make_plan(lead, *colleagues)
    client = signed_in(lead)
    client.get(reverse("my-wellbeing"))

    with django_assert_num_queries(18):
        client.get(reverse("my-wellbeing"))


def test_e9_hard_contacts_of_others_are_for_whoever_supervises(
    lead: User, other_advocate: User, supervisor: User
) -> None:
    hard = make_hard_contact(lead)

    assert list(hard_contacts_visible_to(supervisor)) == [hard]
    assert list(hard_contacts_visible_to(other_advocate)) == []
