"""The page of a person, and their story."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_see_people
from alongside.casework.models import Case
from alongside.casework.queries.agreement import agreement_of
from alongside.casework.queries.cases import cases_of, papers_of_person
from alongside.casework.queries.consent import uc_consents_of
from alongside.casework.queries.deadlines import limits_of
from alongside.casework.queries.hand_over import all_hand_overs_of
from alongside.casework.queries.notes import notes_of, page_of_notes
from alongside.casework.queries.steps import open_steps_of
from alongside.casework.queries.triage import triage_of
from alongside.casework.queries.warm import warm_hand_overs_of
from alongside.clinics.queries.accompany import accompaniments_of
from alongside.peers.queries.matching import match_of
from alongside.people.access import visible_person
from alongside.people.models import Person
from alongside.people.queries import card_for
from alongside.people.rules import may_change_person

LATEST = 5


@require_GET
@allowed(may_see_people)
def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Who somebody is and what is going on; other trades than ours see who they are, and no more (R21)."""
    seen = visible_person(request, person_id, page="person")
    context = {"person": seen, "card": card_for(seen, viewer=request.user)}
    if may_do_advocacy(request.user):
        context |= _going_on(seen) | {
            "may_change": may_change_person(request.user, seen),
            "may_invite": may_coordinate(request.user) and not seen.is_anonymous_contact,
            "notes": list(notes_of(seen)[:LATEST]),
            "triage": triage_of(seen),
            "uc_consents": uc_consents_of(seen),
            **_in_touch(seen),
            "match": match_of(seen, viewer=request.user),
            "goings": accompaniments_of(seen),
        }
    return render(request, "casework/person.html", context)


@require_GET
@allowed(may_do_advocacy)
def story(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Everything that happened with a person, the newest first."""
    seen = visible_person(request, person_id, page="story")
    context = {
        "person": seen,
        **_going_on(seen),
        "papers": papers_of_person(seen),
        "may_change": may_change_person(request.user, seen),
        "page": page_of_notes(seen, request.GET.get("page")),
    }
    return render(request, "casework/story.html", context)


def _in_touch(seen: Person) -> dict[str, object]:
    hand_overs = warm_hand_overs_of(seen)
    over = [hand_over for hand_over in hand_overs if not hand_over.is_open]
    statutory = all_hand_overs_of(seen)
    statutory_over = [asked for asked in statutory if asked.over_on]
    return {
        "hand_overs": [asked for asked in statutory if not asked.over_on],
        "warm_open": [hand_over for hand_over in hand_overs if hand_over.is_open],
        "warm_over": over,
        "statutory_over": statutory_over,
        "how_many_over": len(over) + len(statutory_over),
    }


def _going_on(seen: Person) -> dict[str, object]:
    cases: list[Case] = cases_of(seen)
    return {
        "agreement": agreement_of(seen),
        "open_cases": [case for case in cases if case.is_open],
        "closed_cases": [case for case in cases if not case.is_open],
        "steps": open_steps_of(seen),
        "limits": limits_of(seen),
    }
