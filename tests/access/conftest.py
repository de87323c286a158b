"""The world that the access tests walk over."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts.actions.links import start_help
from alongside.accounts.models import Role, Service, User
from alongside.audit.actions import record, recorded
from alongside.casework.actions.filled import fill_form
from alongside.casework.actions.letters import print_letter
from alongside.casework.actions.options import add_option
from alongside.clinics.actions import arrive, cannot_come, make_exception
from alongside.clinics.actions.lone import plan_visit
from alongside.clinics.actions.moves import offer_change
from alongside.clinics.actions.supply import tell_other_days
from alongside.clinics.models import Clinic, Company, ExceptionKind, Rota, RotaState, ShiftRole
from alongside.common import clock
from alongside.directory.actions import say_wrong
from alongside.directory.models import WhatIsWrong
from alongside.peers.actions import plan_catch_up, propose_check, raise_trouble, set_goal
from alongside.peers.actions.matching import (
    ask_for_change,
    ask_to_offer,
    offer_experience,
    offer_when_asked,
    say_wishes,
)
from alongside.peers.actions.supervision import agree_action, make_supervision_ahead, write_private_note
from alongside.peers.actions.wellbeing import step_back
from alongside.peers.models import CheckOutcome, GoalKind, Level, OfferAsk, StageName
from alongside.people.actions import declare_conflict, link_people, record_need
from alongside.people.models import LinkKind, NeedKind, Partnership, PrivacyAlert, PrivacyAlertKind, Wall
from alongside.voice.models import Use
from tests.access.world import World, make_world
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user
from tests.factories.casework import (
    make_ask,
    make_case,
    make_deadline,
    make_hand_over,
    make_instruction,
    make_note,
    make_step,
    make_uc_consent,
    make_warm,
)
from tests.factories.clinics import make_session, make_shift, session_on
from tests.factories.directory import make_listing, make_place
from tests.factories.frontdoor import make_enquiry, make_number
from tests.factories.imports import make_import
from tests.factories.journeys import make_application, make_cohort, make_shadowed
from tests.factories.letters import make_blank, make_form, make_letter
from tests.factories.papers import make_paper
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_check, make_glass, make_person
from tests.factories.rota import make_rota
from tests.factories.safety import make_concern
from tests.factories.supervision import (
    hold_supervision,
    make_boundary,
    make_expense,
    make_hard_contact,
    make_plan,
    make_receipt,
)
from tests.factories.voice import make_entry


def fill(world: World) -> None:
    """Add a row for each id that an address may name."""
    advocate, coordinator, person = world.users["advocate"], world.users["coordinator"], world.person
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator)
    shift = make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    visit = arrive(person, session=session, by=advocate)
    clinic = session.clinic
    exception = make_exception(
        clinic, on=session.on + timedelta(days=7), kind=ExceptionKind.CANCELLED, by=coordinator
    )
    case = make_case(person, by=advocate)
    letter = make_letter(case, by=advocate, subject="Canary letter", agreed=True)
    print_letter(letter, by=advocate)
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate), title="Canary form")
    fill_form(filled, by=advocate, answers={"name": "Canary Jo"})
    listing = make_listing("Canary service")
    world.ids |= (
        _of_peers(world)
        | _of_rota(world, clinic)
        | {
            "letter_id": letter.pk,
            "form_id": filled.pk,
            "person_id": person.pk,
            "user_id": world.users["other_advocate"].pk,
            "clinic_id": clinic.pk,
            "exception_id": exception.pk,
            "session_id": session.pk,
            "shift_id": shift.pk,
            "visit_id": visit.pk,
            "role": ShiftRole.SHADOW,
            "case_id": case.pk,
            "instruction_id": make_instruction(case, by=advocate, agreed_on=clock.today()).pk,
            "option_id": add_option(case, by=advocate, words="Canary option").pk,
            "ask_id": make_ask(case, by=advocate, words="Canary ask").pk,
            "step_id": make_step(person, by=advocate, case=case).pk,
            "note_id": make_note(person, by=advocate, case=case, fact="Canary note").pk,
            "hand_over_id": make_hand_over(person, by=advocate).pk,
            "warm_id": make_warm(person, by=advocate, rang_on=clock.today()).pk,
            "entry_id": make_entry(person, Use.QUOTE, by=advocate).pk,
            "consent_id": make_uc_consent(person, by=advocate).pk,
            "need_id": record_need(person, by=advocate, kind=NeedKind.QUIET).pk,
            "link_id": link_people(
                person, make_person(by=advocate, called="Lee"), kind=LinkKind.HOUSEHOLD, by=advocate
            ).pk,
            "concern_id": make_concern(by=advocate, person=person).pk,
            "paper_id": make_paper(case, by=advocate).pk,
            "deadline_id": make_deadline(case, by=advocate).pk,
            "rule_key": "mandatory-reconsideration",
            "number": 1,
            "partnership_id": Partnership.objects.filter(person=person, user=advocate)[0].pk,
            "wall_id": Wall.objects.get(person=person, user=world.users["walled_advocate"]).pk,
            "declaration_id": declare_conflict(by=advocate, who="Canary Lou").pk,
            "alert_id": _alert().pk,
            "glass_id": make_glass(person, make_user("Gil Moss", Role.ADVOCATE)).pk,
            "check_id": make_check(make_user("Nia Dunn", Role.ADVOCATE), person).pk,
            "help_id": start_help(world.users["other_advocate"], by=coordinator).pk,
            "enquiry_id": make_enquiry(about="Canary enquiry").pk,
            "local_number_id": make_number(by=coordinator).pk,
            "service_id": listing.pk,
            "place_id": make_place(listing).pk,
            "batch_id": make_import(by=coordinator, is_trial=True).pk,
            "report_id": say_wrong(listing, by=advocate, kind=WhatIsWrong.OTHER).pk,
            **_journey_ids(world),
            "row_id": str(listing.pk),
            "rest": "nothing-of-ours",
            "other_days_id": tell_other_days(advocate, by=advocate, begins_on=clock.today()).pk,
            "token": "a-link-that-nobody-was-sent",
            "key": "mandatory-reconsideration",
            "pk": 0,
        }
    )


def _of_rota(world: World, clinic: Clinic) -> dict[str, object]:
    """Return a place the advocate gave up, and another they are asked to take."""
    advocate, coordinator = world.users["advocate"], world.users["coordinator"]
    given_up = session_on(clinic, clock.today() + timedelta(days=14))
    place = session_on(clinic, clock.today() + timedelta(days=21))
    cover = cannot_come(make_shift(given_up, advocate, by=coordinator), by=advocate)
    held = make_shift(session_on(clinic, clock.today() + timedelta(days=28)), advocate, by=coordinator)
    offer = offer_change(
        held, session=place, role=ShiftRole.LEAD, rota=_published_rota(coordinator), by=coordinator
    )
    lone = plan_visit(
        where="Canary lane",
        company=Company.ALONE,
        arrive_by=clock.now(),
        back_by=clock.now() + timedelta(hours=1),
        by=advocate,
    )
    going = make_going(world.person, by=advocate, where="Canary lane", what_for="Canary script")
    return {
        "going_id": going.pk,
        "cover_id": cover.pk if cover else None,
        "shift_offer_id": offer.pk,
        "lone_id": lone.pk,
        "rota_id": make_rota(by=coordinator).pk,
    }


def _published_rota(coordinator: User) -> Rota:
    rota, now = make_rota(by=coordinator), clock.now()
    with recorded("rota.publish", by=coordinator, about=rota):
        return rota.change(
            state=RotaState.PUBLISHED, begun_at=now, published_at=now, published_by=coordinator
        )


def _of_peers(world: World) -> dict[str, object]:
    """Return the ids of what advocates tell of themselves: the advocate's own, and somebody who is away."""
    advocate, coordinator = world.users["advocate"], world.users["coordinator"]
    supervision = hold_supervision(advocate, by=world.users["supervisor"])
    make_supervision_ahead()
    ask_for_change(world.person, by=advocate, wishes="Canary wish")
    gone = make_advocate("Gale Marr", StageName.SHADOW, by=coordinator)
    return {
        "supervision_id": supervision.pk,
        "action_id": agree_action(supervision, user=advocate, what="Canary action", by=coordinator).pk,
        "own_note_id": write_private_note(words="Canary private note", by=advocate).pk,
        "hard_id": make_hard_contact(advocate, words="Canary hard").pk,
        "plan_id": make_plan(advocate, world.users["other_advocate"], well="Canary plan").pk,
        "away_id": step_back(gone, by=gone).pk,
        "boundary_id": make_boundary(advocate, what="Canary boundary").pk,
        "expense_id": make_expense(advocate, receipt=make_receipt()).pk,
        "offer_id": offer_experience(world.person, words="Canary offer", by=advocate).pk,
        **_asked(world),
    }


def _asked(world: World) -> dict[str, object]:
    """Return what another advocate was asked to offer, and did."""
    other, coordinator = world.users["other_advocate"], world.users["coordinator"]
    say_wishes(world.person, by=world.users["advocate"], lived_words="Canary lived", may_say="Canary said")
    ask_to_offer(world.person, [other], by=coordinator)
    offer = offer_when_asked(OfferAsk.objects.get(), words="Canary offered", by=other)
    return {"offer_ask_id": offer.ask_id, "offered_id": offer.pk}


def _journey_ids(world: World) -> dict[str, Any]:
    advocate, shadow = world.users["advocate"], world.users["other_advocate"]
    cohort = make_cohort(world.users["supervisor"], shadow)
    trainee = cohort.trainees.get()
    plan = plan_catch_up(trainee, plan="Canary plan", due_on=clock.today(), by=world.users["supervisor"])
    check = propose_check(
        advocate,
        role=ShiftRole.LEAD,
        level=Level.BASIC,
        outcome=CheckOutcome.GO,
        why="Canary check",
        review_on=clock.today() + timedelta(days=9),
        by=world.users["coordinator"],
    )
    trouble = raise_trouble(words="Canary trouble", to=world.users["supervisor"], by=advocate)
    return {
        "trouble_id": trouble.pk,
        "goal_id": set_goal(kind=GoalKind.LEARN, goal="Canary goal", by=advocate).pk,
        "from_on": clock.today(),
        "until_on": clock.today(),
        "decision_id": check.pk,
        "application_id": make_application(world.users["coordinator"]).pk,
        "cohort_id": cohort.pk,
        "lesson_id": cohort.lessons.all()[0].pk,
        "trainee_id": trainee.pk,
        "catch_up_id": plan.pk,
        "shadowed_id": make_shadowed(shadow, advocate).pk,
    }


def _alert() -> PrivacyAlert:
    with recorded("privacy.alert", by=None):
        entry = record("person.see", by=None)
        return PrivacyAlert.objects.create(kind=PrivacyAlertKind.OWN_RECORD, entry=entry.seq)


@pytest.fixture
def world(service: Service) -> World:
    """One of everything."""
    return make_world(fill)
