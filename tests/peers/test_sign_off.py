"""From a first shift as a shadow to lead, with two observers (E6, E7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import move_stage, see_competence, write_shadowed
from alongside.peers.models import (
    FRAMEWORKS,
    Basis,
    Competence,
    ShadowedShift,
    Sighting,
    Stage,
    StageName,
    Task,
)
from alongside.peers.queries import stage_of, waiting_for_my_part, whole_journey_of
from alongside.peers.rules import lead_problems, may_observe, may_read_journey, shadowings_of
from tests.factories.accounts import make_user
from tests.factories.journeys import days_ago, make_ready, make_seen, make_shadowed
from tests.factories.peers import make_advocate, make_stage


@pytest.fixture
def shadow(service: object) -> User:
    """A shadow."""
    return make_advocate("Shay Moor", StageName.SHADOW)


@pytest.fixture
def leads(service: object) -> tuple[User, User]:
    """Two leads."""
    return make_advocate("Lea Park", StageName.LEAD), make_advocate("Lou Kerr", StageName.SENIOR)


Leads = tuple[User, User]


def to_come(user: User) -> list[str]:
    return [problem.code for problem in lead_problems(user)]


def refused(**told: Any) -> list[str]:
    with pytest.raises(RuleBroken) as broken:
        write_shadowed(told.pop("shadow"), place="Here", note="Went well", is_ready=True, **told)
    return [problem.code for problem in broken.value.problems]


def test_shadow_goes_from_the_first_shift_to_lead_with_two_observers(
    shadow: User, leads: Leads, coordinator: User
) -> None:
    before = to_come(shadow)

    make_ready(shadow, leads)
    stage = move_stage(shadow, to=StageName.LEAD, by=coordinator)

    assert before == ["few_shifts", "few_leads", "not_seen", "one_observer", "not_agreed"]
    assert (stage_of(shadow), stage.basis) == (StageName.LEAD, Basis.SIGNED_OFF)


def test_nobody_leads_before_all_of_it_is_there(shadow: User, leads: Leads, coordinator: User) -> None:
    make_shadowed(shadow, leads[0])

    with pytest.raises(RuleBroken) as broken:
        move_stage(shadow, to=StageName.LEAD, by=coordinator)

    assert [str(problem.sentence) for problem in broken.value.problems][:2] == [
        "1 of 6 shifts shadowed, with both notes.",
        "Shifts with at least two different leads are needed.",
    ]
    assert stage_of(shadow) == StageName.SHADOW


def test_lead_from_elsewhere_needs_a_reason_and_no_record(coordinator: User, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        move_stage(advocate, to=StageName.LEAD, by=coordinator, led_before=True, why=" ")

    stage = move_stage(advocate, to=StageName.LEAD, by=coordinator, led_before=True, why="Led in Leeds")

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [("no_why", "why")]
    assert stage.basis == Basis.LED_BEFORE


def test_lead_who_stepped_back_comes_back_as_a_lead(coordinator: User, leads: Leads) -> None:
    make_stage(leads[0], StageName.STEPPED_BACK)

    stage = move_stage(leads[0], to=StageName.LEAD, by=coordinator)

    assert (stage_of(leads[0]), stage.basis) == (StageName.LEAD, None)


def test_shift_counts_once_both_have_written(shadow: User, leads: Leads) -> None:
    told: dict[str, Any] = {"lead": leads[0], "on": days_ago(1), "place": "Mill Lane", "is_ready": True}
    write_shadowed(shadow, by=shadow, note="I listened", tasks=[Task.LISTEN], **told)
    one_side = shadowings_of([shadow.pk])[shadow.pk].shifts
    waiting = [shift.user for shift in waiting_for_my_part(leads[0])]

    write_shadowed(shadow, by=leads[0], note="Calm", tasks=[Task.CALL], **told)

    shift = ShadowedShift.objects.get()
    assert (one_side, shadowings_of([shadow.pk])[shadow.pk].shifts) == (0, 1)
    assert (waiting, waiting_for_my_part(leads[0])) == ([shadow], [])
    assert (shift.shadow_note, shift.lead_note) == ("I listened", "Calm")
    assert shift.tasks == ["call", "listen"]
    assert shift.tasks_in_words == ["Led a talk while the other sat by", "Made a call with somebody"]


@pytest.mark.parametrize("shadow_ready, lead_ready", [(True, False), (False, True), (False, False)])
def test_both_must_say_ready(shadow_ready: bool, lead_ready: bool, shadow: User, leads: Leads) -> None:
    make_ready(shadow, leads)

    make_shadowed(shadow, leads[0], days=0, shadow_ready=shadow_ready, lead_ready=lead_ready)

    assert to_come(shadow) == ["not_agreed"]


def test_two_different_people_must_have_seen_it(shadow: User, leads: Leads) -> None:
    for number in range(6):
        make_shadowed(shadow, leads[number % 2], days=10 - number)

    make_seen(shadow, leads[0])

    assert to_come(shadow) == ["one_observer"]


def test_what_was_not_seen_yet_is_named(shadow: User, leads: Leads) -> None:
    make_ready(shadow, leads)
    with recorded("competence.take_back", by=leads[0]):
        Sighting.objects.filter(competence=Competence.RIGHTS).delete()

    sentences = [str(problem.sentence) for problem in lead_problems(shadow)]

    assert sentences == ["Not seen yet: Looks up the rights and the dates."]


def test_sighting_keeps_who_when_and_the_example(shadow: User, leads: Leads) -> None:
    make_seen(shadow, leads[0], Competence.LISTEN, Competence.TEAM)

    seen = {one.competence: one.sightings for one in whole_journey_of(shadow).seen}
    first = seen[Competence.LISTEN][0]
    assert (first.made_by, first.seen_on, first.example) == (leads[0], days_ago(1), "Canary example")
    assert [len(sightings) for sightings in seen.values()] == [1, *[0] * 10, 1, 0]


def test_what_is_kept_is_recorded_without_its_words(shadow: User, leads: Leads) -> None:
    make_seen(shadow, leads[0], Competence.LISTEN)
    shift = make_shadowed(shadow, leads[0])

    entries = Entry.objects.filter(action__in=("competence.see", "shadowed.write")).order_by("seq")
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("competence.see", leads[0].pk),
        ("shadowed.write", shadow.pk),
        ("shadowed.write", leads[0].pk),
    ]
    assert entries[2].facts == {"shadow": str(shadow.pk), "lead": str(leads[0].pk), "is_ready": "True"}
    assert str(shift) == f"shadowed shift {shift.pk}"


def test_sighting_needs_an_observer_a_day_and_an_example(shadow: User, other_advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        see_competence(
            shadow,
            competences=[Competence.TEAM],
            seen_on=clock.today() + timedelta(days=1),
            example=" ",
            by=other_advocate,
        )

    assert [problem.code for problem in broken.value.problems] == [
        "not_an_observer",
        "not_yet",
        "no_example",
    ]


def test_shift_is_written_by_the_two_who_were_there(
    shadow: User, leads: Leads, coordinator: User, other_advocate: User
) -> None:
    tomorrow = clock.today() + timedelta(days=1)

    assert refused(shadow=shadow, lead=leads[0], on=days_ago(1), by=coordinator) == ["not_theirs"]
    assert refused(shadow=shadow, lead=other_advocate, on=days_ago(1), by=shadow) == ["not_a_lead"]
    assert refused(shadow=leads[0], lead=leads[0], on=days_ago(1), by=leads[0]) == ["not_a_lead"]
    assert refused(shadow=shadow, lead=leads[0], on=tomorrow, by=shadow) == ["not_yet"]


def test_nobody_observes_themselves_even_inside_an_action(leads: Leads) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("competence.forge", by=leads[0]):
        Sighting.objects.create(
            user=leads[0], made_by=leads[0], competence="listen", seen_on=days_ago(1), example="Me"
        )


def test_who_observes_and_who_reads_a_journey(
    shadow: User, leads: Leads, supervisor: User, coordinator: User, other_advocate: User, dp_lead: User
) -> None:
    users = (shadow, leads[0], supervisor, coordinator, other_advocate, dp_lead)

    assert [may_observe(user, shadow) for user in users] == [False, True, True, True, False, False]
    assert [may_read_journey(user, shadow) for user in users] == [True, True, True, True, False, False]
    assert not may_observe(coordinator, supervisor)
    assert not may_read_journey(supervisor, supervisor)


def test_lead_who_stepped_back_observes_nobody(shadow: User, leads: Leads) -> None:
    make_stage(leads[0], StageName.STEPPED_BACK)

    assert not may_observe(leads[0], shadow)


def test_our_list_speaks_to_all_twelve_categories() -> None:
    categories = {category for categories, _domain in FRAMEWORKS.values() for category in categories}

    assert set(FRAMEWORKS) == set(Competence)
    assert len(categories) == 12


def test_two_who_coordinate_and_advocate_have_a_journey_too(leads: Leads) -> None:
    both = make_user("Bo Teal", Role.ADVOCATE, Role.COORDINATOR)

    assert may_read_journey(both, both)
    assert Stage.objects.filter(peer__user=both).count() == 0
