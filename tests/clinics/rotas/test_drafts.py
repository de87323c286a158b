"""A draft of a rota: why places are empty, and changing it by hand."""

import pytest

from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.audit.actions import recorded
from alongside.clinics.actions import cancel_session, rotas
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.supply import say_need, tell_other_days
from alongside.clinics.models import Clinic, Rota, Session, ShiftRole
from alongside.clinics.queries.rotas import chances, draft_of, ground_of
from alongside.clinics.rota.fingerprint import fingerprint
from alongside.clinics.rota.planning import make_plan
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota.score import broken
from alongside.clinics.rota_words import gaps_in_words
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.rotas.conftest import FIRST, MONDAY, codes, places, thursdays
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.rota import make_rota, make_supply


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
