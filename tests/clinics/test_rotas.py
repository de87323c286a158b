"""Asking for a rota, working it out, changing the draft and publishing it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions import ask_around, cancel_session, rotas, take_off_session
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.supply import say_need, tell_about_me, tell_other_days
from alongside.clinics.models import Clinic, Rota, RotaState, Session, Shift, ShiftRole
from alongside.clinics.queries.rotas import chances, draft_of, ground_of, recent_rotas
from alongside.clinics.rota.fingerprint import fingerprint
from alongside.clinics.rota.planning import make_plan
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota.score import broken
from alongside.clinics.rota.search import Progress
from alongside.clinics.rota_words import change_in_words, gaps_in_words
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.processes import in_place_of_a_process
from tests.factories.rota import make_rota, make_supply

ROOT = Path(__file__).parent.parent.parent
MONDAY = date(2026, 11, 30)
FIRST = date(2026, 12, 3)


@pytest.fixture
def clinic(coordinator: User) -> Clinic:
    """A clinic every Thursday from ten to twelve."""
    return make_clinic(by=coordinator)


@pytest.fixture
def ready(lead: User, shadow: User, clinic: Clinic) -> tuple[User, User]:
    """A lead and a shadow who can come any day."""
    make_supply(lead)
    make_supply(shadow)
    return lead, shadow


@pytest.fixture
def draft(ready: tuple[User, User], coordinator: User) -> Rota:
    """A draft of four weeks, full."""
    return make_rota(by=coordinator)


def places(rota: Rota) -> list[tuple[date, str, User]]:
    """Return who is where in a draft."""
    rows = rota.shifts.select_related("session", "user").order_by("session__on", "role")
    return [(row.session.on, row.role, row.user) for row in rows]


def thursdays(lead: User, shadow: User) -> list[tuple[date, str, User]]:
    """Return the four Thursdays, each with both."""
    days = [FIRST + timedelta(weeks=number) for number in range(4)]
    return [(day, role, user) for day in days for role, user in (("lead", lead), ("shadow", shadow))]


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what an action refused, as codes."""
    return [problem.code for problem in broken.value.problems]


def test_rota_is_planned_at_a_press_and_nobody_is_down_for_it_yet(
    draft: Rota, ready: tuple[User, User]
) -> None:
    assert (draft.state, places(draft)) == (RotaState.DRAFT, thursdays(*ready))
    assert Shift.objects.count() == 0
    assert draft.progress["gaps"] == 0
    assert draft_of(draft).plan.coverage_proven
    assert str(draft) == f"rota {draft.pk}"
    assert str(draft.shifts.all()[0]).startswith("place ")


def test_asking_makes_the_sessions_of_all_its_weeks(clinic: Clinic, coordinator: User) -> None:
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY + timedelta(weeks=11), weeks=13)

    assert clinic.sessions.filter(on__gte=rota.from_on, on__lte=rota.until_on).count() == 13


def test_rota_is_worked_out_once(draft: Rota) -> None:
    assert not rotas.work_rota(draft.pk)
    assert Entry.objects.filter(action="rota.begin").count() == 1


def test_weights_that_are_not_usual_are_kept_and_used(ready: tuple[User, User], coordinator: User) -> None:
    rota = make_rota(by=coordinator, weights={"new_lead": 100, "under": 15})

    assert rota.weights == {"new_lead": 100}
    assert draft_of(rota).parts["new_lead"] == 100


@pytest.mark.parametrize(
    "asked, code, field",
    [
        ({"from_on": MONDAY + timedelta(days=1)}, "no_monday", "from_on"),
        ({"from_on": MONDAY - timedelta(weeks=1)}, "no_monday", "from_on"),
        ({"weeks": 3}, "weeks", "weeks"),
        ({"weights": {"under": 5000}}, "weight", "weight_under"),
    ],
)
def test_what_cannot_be_asked_for_is_said_plainly(
    asked: dict[str, Any], code: str, field: str, coordinator: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        rotas.ask_for_rota(by=coordinator, **{"from_on": MONDAY, "weeks": 4, **asked})

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [(code, field)]


def test_worker_starts_once_the_row_is_saved(
    ready: tuple[User, User], coordinator: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)

    rota.refresh_from_db()
    assert rota.state == RotaState.DRAFT


def test_worker_is_a_process_of_its_own(
    coordinator: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALONGSIDE_ROTA_IN_PLACE = False
    started: list[list[str]] = []

    monkeypatch.setattr(subprocess, "Popen", in_place_of_a_process(started.append))
    rota = Rota(pk=uuid4())

    rotas.start_work(rota)

    assert started == [[str(settings.ROOT / "manage.py"), "work_rota", str(rota.pk)]]


def test_command_works_out_what_waits(ready: tuple[User, User], coordinator: User) -> None:
    one, other = (rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4) for _ in range(2))

    call_command("work_rota", str(one.pk))
    call_command("work_rota")

    assert [rota.state for rota in recent_rotas()] == [RotaState.DRAFT, RotaState.DRAFT]
    assert recent_rotas()[0] == other


def test_command_needs_a_service(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("work_rota")


def test_progress_is_kept_and_stop_is_heard(
    ready: tuple[User, User], coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotas, "EVERY", 0.0)
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    rotas.stop_rota(rota, by=coordinator)

    rotas.work_rota(rota.pk)

    rota.refresh_from_db()
    assert (rota.state, rota.progress["stopped"]) == (RotaState.DRAFT, True)
    assert Entry.objects.filter(action="rota.progress").exists()


def test_progress_is_not_written_all_the_time(draft: Rota) -> None:
    watch = rotas._Watch(draft)

    watch.tell(Progress(0.1, 5, 4, 0))

    assert (watch.should_stop(), Entry.objects.filter(action="rota.progress").count()) == (False, 0)


def test_rota_that_was_lost_is_begun_again(ready: tuple[User, User], coordinator: User) -> None:
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    with pytest.raises(RuleBroken) as too_soon:
        rotas.ask_again(rota, by=coordinator)

    with at(NOW + timedelta(minutes=10)):
        rotas.ask_again(rota, by=coordinator)

        assert (codes(too_soon), rota.is_lost, rota.state) == (["not_lost"], False, RotaState.QUEUED)


def test_session_that_went_away_meanwhile_takes_its_places_with_it(
    ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    ground = ground_of(rota)
    plan = make_plan(ground.problem, None, seconds=5, seed=0)
    with recorded("session.forge", by=None):
        session_on(clinic, FIRST).delete()

    rotas._finish(rota, plan, fingerprint(ground.problem))

    assert places(rota) == thursdays(*ready)[2:]


def test_gap_is_explained_without_naming_a_wall(
    ready: tuple[User, User], clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    lead, _shadow = ready
    say_apart(clinics=[clinic], colleagues=[], by=lead)
    rota = make_rota(by=coordinator)

    page = signed_in(coordinator).get(f"/rotas/{rota.pk}/").content.decode()

    assert "No rota can fill more." in page
    assert "Not possible for 1." in page
    assert "One step away, not signed off for this yet: Shay Moor." in page
    assert str(lead.name) not in page


def why_empty(rota: Rota, session: Session, role: Role) -> list[str]:
    """Return the sentences about one gap."""
    gaps = gaps_in_words(draft_of(rota), terms())
    return next(gap.sentences for gap in gaps if (gap.session, gap.role) == (session, role))


def test_gap_says_who_is_elsewhere_and_what_moving_costs(
    lead: User, clinic: Clinic, coordinator: User
) -> None:
    make_supply(lead)
    here, there = session_on(clinic, FIRST), session_on(make_clinic("Bridge House", by=coordinator), FIRST)
    say_need(clinic, by=coordinator, helpers=1)
    say_need(there.clinic, by=coordinator, helpers=1)
    rota = make_rota(by=coordinator)
    led = here if led_by(rota, here) else there
    other = there if led == here else here
    could = f"Ana Reyes could, but is lead at {led.clinic.name} on Thu 3 Dec."

    assert why_empty(rota, other, Role.LEAD) == [f"{could} Moving them would only move the gap."]
    assert why_empty(rota, other, Role.HELPER) == [
        f"{could} Moving them there would cost 5000 more than it brings."
    ]
    rotas.put_in_rota(rota, session=led, role=ShiftRole.LEAD, users=[], by=coordinator)
    assert why_empty(rota, led, Role.LEAD) == ["Could, and is nowhere else then: Ana Reyes."]
    assert why_empty(rota, led, Role.SHADOW) == ["Could be the shadow once there is a lead: Ana Reyes."]
    rotas.put_in_rota(rota, session=led, role=ShiftRole.HELPER, users=[lead], by=coordinator)
    assert why_empty(rota, other, Role.LEAD) == [
        f"Ana Reyes could, but is helper at {led.clinic.name} on Thu 3 Dec. "
        "Moving them would bring 5000, if nothing else stood against it."
    ]


def led_by(rota: Rota, session: Session) -> bool:
    """Tell whether a draft has a lead on a session."""
    return rota.shifts.filter(session=session, role=ShiftRole.LEAD).exists()


def test_gap_says_how_many_have_several_things_in_the_way(clinic: Clinic, coordinator: User) -> None:
    make_advocate("Nia Cole", StageName.TRAINING, by=coordinator)

    rota = make_rota(by=coordinator)

    assert why_empty(rota, session_on(clinic, FIRST), Role.LEAD) == ["1 more has several things in the way."]


def test_draft_marks_what_has_changed_since(draft: Rota, ready: tuple[User, User], coordinator: User) -> None:
    lead, shadow = ready
    tell_other_days(lead, by=lead, begins_on=FIRST)
    make_stage(shadow, StageName.STEPPED_BACK, by=shadow)

    now = draft_of(draft)

    assert (now.has_changed, now.plan.coverage_proven) == (True, False)
    assert len(now.fallen) == 5
    assert sum(gap.missing for gap in now.gaps) == 5


def test_draft_of_a_session_that_does_not_run_is_left_out(
    draft: Rota, clinic: Clinic, coordinator: User
) -> None:
    cancel_session(session_on(clinic, FIRST), by=coordinator, why="The roof leaks")

    assert len(draft_of(draft).shifts) == 6


def test_place_is_changed_by_hand_by_the_same_rules(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    lead, shadow = ready
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(other)
    session = session_on(clinic, FIRST)

    rotas.put_in_rota(draft, session=session, role=ShiftRole.LEAD, users=[other], by=coordinator)

    assert places(draft)[:2] == [(FIRST, "lead", other), (FIRST, "shadow", shadow)]
    assert broken(draft_of(draft).ground.problem, sorted(draft_of(draft).shifts)) == []
    with pytest.raises(RuleBroken) as unfit:
        rotas.put_in_rota(draft, session=session, role=ShiftRole.LEAD, users=[shadow], by=coordinator)
    with pytest.raises(RuleBroken) as crowded:
        rotas.put_in_rota(draft, session=session, role=ShiftRole.LEAD, users=[lead, other], by=coordinator)
    assert (codes(unfit), codes(crowded)) == (["not_possible"], ["no_room"])


def test_place_can_be_left_empty_and_the_shadow_waits_for_a_lead(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    session = session_on(clinic, FIRST)

    rotas.put_in_rota(draft, session=session, role=ShiftRole.LEAD, users=[], by=coordinator)

    now = draft_of(draft)
    assert [(shift.role, shift.advocate) for shift in now.fallen] == [(Role.SHADOW, str(ready[1].pk))]


def test_chances_name_what_is_in_the_way(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    lead, shadow = ready
    free = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(free)
    silent = make_advocate("Sil Ent", StageName.LEAD, by=coordinator)
    apart = make_advocate("Wanda Low", StageName.LEAD, by=coordinator)
    make_supply(apart)
    say_apart(clinics=[], colleagues=[shadow], by=apart)

    found = chances(draft_of(draft), str(session_on(clinic, FIRST).pk), Role.LEAD)

    assert (found.possible, found.there, found.room) == ([lead, free], [lead], 1)
    assert dict(found.refused) == {
        shadow: ["not_signed_off", "on_it", "week_full"],
        silent: ["not_available"],
        apart: ["not_possible"],
    }


def test_publishing_makes_the_shifts_and_one_entry(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    done = rotas.publish_rota(draft, by=coordinator)

    shifts = Shift.objects.live().select_related("session", "user").order_by("session__on", "role")
    assert [(shift.session.on, shift.role, shift.user) for shift in shifts] == thursdays(*ready)
    assert (len(done.come), done.leave, done.left_out) == (8, [], [])
    entry = Entry.objects.get(action="rota.publish")
    assert entry.facts == {"come": "8", "leave": "0", "asked": "0", "left_out": "0"}
    assert (draft.state, draft.published_by) == (RotaState.PUBLISHED, coordinator)


def test_publishing_ends_the_search_for_a_place_it_fills(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    search = ask_around(session_on(clinic, FIRST), role=ShiftRole.LEAD, by=coordinator)

    rotas.publish_rota(draft, by=coordinator)

    search.refresh_from_db()
    assert (search.ended_at is not None, search.taken.user) == (True, ready[0])


def test_publishing_leaves_out_who_cannot_be_there_any_more(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    tell_other_days(ready[0], by=ready[0], begins_on=FIRST)

    done = rotas.publish_rota(draft, by=coordinator)

    assert [shift.role for shift in done.left_out] == [Role.LEAD, Role.SHADOW]
    assert Shift.objects.count() == 6


def test_publishing_keeps_who_is_there_and_a_place_that_was_taken_since(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    with at(NOW + timedelta(minutes=1)):
        kept = make_shift(session_on(clinic, FIRST), other, by=coordinator)

    done = rotas.publish_rota(draft, by=coordinator)

    assert [(shift.role, shift.advocate) for shift in done.left_out] == [(Role.LEAD, str(ready[0].pk))]
    assert kept in Shift.objects.live()


def test_what_is_published_or_put_aside_is_no_draft_any_more(draft: Rota, coordinator: User) -> None:
    rotas.put_aside(draft, by=coordinator)

    with pytest.raises(RuleBroken) as published:
        rotas.publish_rota(draft, by=coordinator)
    with pytest.raises(RuleBroken) as stopped:
        rotas.stop_rota(draft, by=coordinator)

    assert (codes(published), codes(stopped)) == (["no_draft"], ["not_planning"])
    assert recent_rotas() == []


def test_planning_again_changes_nothing_where_nothing_has_changed(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    rotas.publish_rota(draft, by=coordinator)

    again = make_rota(by=coordinator)

    now = draft_of(again)
    assert (places(again), now.changes, now.new) == (thursdays(*ready), [], [])


def test_planning_again_lists_changes_and_moves_only_who_said_yes(
    draft: Rota, ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    lead, _shadow = ready
    rotas.publish_rota(draft, by=coordinator)
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(other)
    for number in (1, 2):
        tell_other_days(lead, by=lead, begins_on=FIRST + timedelta(weeks=number))
    again = make_rota(by=coordinator)
    client = signed_in(coordinator)

    page = client.get(f"/rotas/{again.pk}/")
    form = client.get(f"/rotas/{again.pk}/publish/").context["form"]
    asked = form.fields["agreed"].choices
    answer = client.post(f"/rotas/{again.pk}/publish/", {"agreed": [asked[0][0]], "sure": "on"}, follow=True)

    assert page.context["changes"] == [words for _shift, words in asked]
    assert asked[0][1] == (
        "Ana Reyes would leave Canal Street hostel on Thu 10 Dec, as lead. They cannot be there any more. "
        "Lena Strand would come."
    )
    assert [str(message) for message in answer.context["messages"]] == [
        "Published. 1 shift is new. 1 came off. 1 is asked about a change.",
    ]
    leads = Shift.objects.live().filter(role=ShiftRole.LEAD).select_related("user").order_by("session__on")
    assert [shift.user for shift in leads] == [lead, other, lead, lead]


def test_change_says_whether_somebody_must_leave_and_who_comes(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    lead, _shadow = ready
    rotas.publish_rota(draft, by=coordinator)
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(other, parts=[[3, "morning"]])
    tell_about_me(by=other, languages=["pl"])
    say_need(clinic, by=coordinator, languages=["pl"])
    tell_other_days(lead, by=lead, begins_on=FIRST + timedelta(weeks=3))
    tell_other_days(other, by=other, begins_on=FIRST + timedelta(weeks=3))

    now = draft_of(make_rota(by=coordinator))

    assert [change_in_words(change, now, terms()) for change in now.changes if change.role == Role.LEAD] == [
        "Ana Reyes would leave Canal Street hostel on Thu 3 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 10 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 17 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 24 Dec, as lead. They cannot be there any more.",
    ]


def test_second_lead_without_a_shadow_counts_as_standing_in(
    ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    session = session_on(clinic, FIRST)
    make_shift(session, ready[0], by=coordinator)
    make_shift(session, other, by=coordinator)

    rota = make_rota(by=coordinator)

    now = draft_of(rota)
    assert (now.changes, places(rota)[:2]) == ([], [(FIRST, "lead", ready[0]), (FIRST, "shadow", other)])
    assert len(now.new) == 6


def test_whoever_was_taken_off_is_not_put_back_as_if_published(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    rotas.publish_rota(draft, by=coordinator)
    take_off_session(Shift.objects.filter(role=ShiftRole.SHADOW)[0], by=coordinator)

    assert len(ground_of(draft).rows) == 7


def test_coordinator_asks_on_the_page_and_sees_the_draft(
    ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    form = client.get("/rotas/new/").context["form"]
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_new_lead": "80"}

    answer = client.post("/rotas/new/", sent)
    rota = Rota.objects.get()
    waiting = client.get(f"/rotas/{rota.pk}/")
    still = client.get(f"/rotas/{rota.pk}/?still")
    rotas.work_rota(rota.pk)
    page = client.get(f"/rotas/{rota.pk}/").content.decode()

    assert not form.weights_are_open
    assert answer["Location"] == f"/rotas/{rota.pk}/"
    assert rota.weights == {"new_lead": 80}
    assert (waiting["Refresh"], still.has_header("Refresh")) == ("3", False)
    assert "This page stays still until you look." in still.content.decode()
    assert "Every place is filled." in page
    assert "That is proven: none can count less." in page


def test_planning_again_begins_with_the_same_weeks(draft: Rota, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    page = client.get(f"/rotas/{draft.pk}/").content.decode()
    again = client.get("/rotas/new/?from=2026-12-07&weeks=6").context["form"].initial
    odd = client.get("/rotas/new/?from=2020-01-06&weeks=").context["form"].initial

    assert 'href="/rotas/new/?from=2026-11-30&amp;weeks=4"' in page
    assert (again["from_on"], again["weeks"]) == ("2026-12-07", "6")
    assert (odd["from_on"], odd["weeks"]) == ("2026-11-30", "13")


@pytest.mark.parametrize("typed, said", [("lots", "Write a whole number, like 60"), ("9999999", None)])
def test_weight_that_is_no_number_is_said_plainly(
    typed: str, said: str | None, coordinator: User, signed_in: SignIn
) -> None:
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_under": typed}

    answer = signed_in(coordinator).post("/rotas/new/", sent)

    assert answer.context["form"].errors["weight_under"] == [said or "Write a whole number, like 60"]
    assert answer.context["form"].weights_are_open


def test_weight_beyond_its_limits_stands_beside_its_box(coordinator: User, signed_in: SignIn) -> None:
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_under": "900"}

    answer = signed_in(coordinator).post("/rotas/new/", sent)

    assert answer.context["form"].errors == {"weight_under": ["Write a number from 0 to 500."]}


def test_pages_show_how_far_it_is_and_what_became_of_it(
    ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    url = f"/rotas/{rota.pk}/"
    watch = rotas._Watch(rota, told_at=0)
    watch.tell(Progress(1.2, 1234, 1000, 3))

    far = client.get(url).content.decode()
    stop = client.post(f"{url}stop/")
    stopping = client.get(url).content.decode()
    with at(NOW + timedelta(minutes=10)):
        lost = signed_in(coordinator).get(url).content.decode()
        signed_in(coordinator).post(f"{url}again/")
    rotas.work_rota(rota.pk)
    aside = client.post(f"{url}put-aside/")
    left = client.get(url).content.decode()

    assert "<b>1,234</b>" in far
    assert (stop["Location"], aside["Location"]) == (url, "/rotas/")
    assert "It stops in a moment" in stopping
    assert "Begin again" in lost
    assert "Put aside. It changed nothing" in left


def test_list_shows_rotas_and_who_said_nothing_yet(draft: Rota, coordinator: User, signed_in: SignIn) -> None:
    make_advocate("Sil Ent", StageName.LEAD, by=coordinator)

    page = signed_in(coordinator).get("/rotas/").content.decode()

    assert f'href="/rotas/{draft.pk}/"' in page
    assert "Sil Ent" in page


def test_place_page_offers_and_explains_and_saves(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/rotas/{draft.pk}/places/{session_on(clinic, FIRST).pk}/lead/"

    page = client.get(url)
    answer = client.post(url, {})

    assert page.context["form"].initial == {"users": [str(ready[0].pk)]}
    assert page.context["refused"][0][1] == [
        "Not signed off for this yet.",
        "Is on this session already.",
        "Has as many shifts that week as they want.",
    ]
    assert signed_in(ready[0]).get(url).status_code == 404
    assert answer["Location"] == f"/rotas/{draft.pk}/"
    assert places(draft)[0] == (FIRST, "shadow", ready[1])
    assert client.get(url.replace(str(draft.pk), str(uuid4()))).status_code == 404


def test_publish_page_needs_a_tick_and_shows_the_result(
    draft: Rota, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/rotas/{draft.pk}/publish/"

    empty = client.post(url, {})
    answer = client.post(url, {"sure": "on"}, follow=True)

    assert "8 shifts from Mon 30 Nov to Sun 27 Dec are new." in empty.content.decode()
    assert empty.context["form"].errors == {"sure": ["Tick that it is to be published"]}
    assert "Everybody sees their shifts." in answer.content.decode()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("team", [1, 3])
def test_draft_costs_the_same_for_three_as_for_one(
    team: int,
    clinic: Clinic,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for number in range(team):
        make_clinic(f"Place {number}", by=coordinator)
        make_supply(make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator))
    rota = make_rota(by=coordinator)
    client = signed_in(coordinator)
    client.get(f"/rotas/{rota.pk}/")

    with django_assert_num_queries(34):
        client.get(f"/rotas/{rota.pk}/")


@pytest.mark.parametrize("team", [1, 3])
def test_lists_of_rotas_cost_the_same_for_three_as_for_one(
    team: int,
    clinic: Clinic,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for number in range(team):
        make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)
        make_rota(by=coordinator)
    client = signed_in(coordinator)
    client.get("/rotas/")

    with django_assert_num_queries(10):
        client.get("/rotas/")


def test_pages_are_served_without_the_solver() -> None:
    """It is big, and a small computer serves pages all day and plans a rota now and then."""
    told = "import django; django.setup(); import alongside.urls, sys; print('highspy' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.settings", "PYTHONPATH": "src"}

    answer = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, env=environment, cwd=ROOT, check=True
    )

    assert answer.stdout == "False\n"
