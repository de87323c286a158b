"""Steps by their forms."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.steps import cancel_step
from alongside.casework.models import (
    CaseState,
    Rung,
    Step,
    StepMove,
)
from alongside.common import clock
from alongside.people.models import Person
from tests.casework.pages.conftest import World, boxes, newest, send
from tests.factories.casework import (
    make_step,
)


def test_step_by_its_forms(world: World, client: Client, advocate: User, coordinator: User) -> None:
    due = clock.today() + timedelta(days=3)
    send(
        client,
        world.url("case-step-new"),
        what="Ring",
        rung="2",
        doer=str(advocate.pk),
        **boxes("due_on", due),
    )
    step = newest(Step)
    args = [world.person.pk, step.pk]
    send(client, reverse("step-plan", args=args), what="Ring them", doer=str(coordinator.pk))
    send(client, reverse("step-move", args=args), rung="3", why="They hang up", doer=str(advocate.pk))
    refused = client.post(reverse("step-done", args=args), boxes("done_on", clock.today()))
    send(
        client,
        reverse("step-done", args=args),
        instruction=str(world.agreed.pk),
        **boxes("done_on", clock.today()),
    )
    send(client, reverse("step-take-up", args=args))

    step.refresh_from_db()
    assert (step.case, step.what, step.due_on, step.rung, step.doer) == (
        world.case,
        "Ring them",
        None,
        3,
        advocate,
    )
    assert step.is_open
    assert set(refused.context["form"].errors) == {"instruction"}
    assert StepMove.objects.get().why == "They hang up"


def test_step_of_a_closed_case_is_not_taken_up_and_why_is_said(
    world: World, client: Client, advocate: User
) -> None:
    step = make_step(world.person, by=advocate, case=world.case)
    cancel_step(step, by=advocate)
    with recorded("case.forge", by=advocate, about=world.case):
        world.case.change(state=CaseState.CLOSED)

    answer = client.post(reverse("step-take-up", args=[world.person.pk, step.pk]), follow=True)

    assert "This case is closed. Open it again first." in answer.content.decode()
    step.refresh_from_db()
    assert not step.is_open


def test_step_with_no_case_leads_back_to_the_person(person: Person, client: Client) -> None:
    answer = client.post(reverse("step-new", args=[person.pk]), {"what": "Find a dentist", "rung": "1"})

    assert (answer.status_code, answer["location"]) == (302, reverse("person", args=[person.pk]))
    step = Step.objects.get()
    assert (step.case, step.rung, step.doer) == (None, 1, None)


def test_what_the_person_does_is_not_asked_who_of_us_does_it(
    person: Person, advocate: User, client: Client
) -> None:
    step = make_step(person, by=advocate, rung=Rung.ALONE)

    form = client.get(reverse("step-plan", args=[person.pk, step.pk])).context["form"]
    done = client.get(reverse("step-done", args=[person.pk, step.pk])).context["form"]

    assert list(form.fields) == ["what", "due_on"]
    assert list(done.fields) == ["done_on"]


def test_step_is_handed_over_and_taken_off_by_its_forms(
    world: World, client: Client, advocate: User, other_advocate: User
) -> None:
    page = client.get(world.url("step-hand-over"))
    assert str(advocate.pk) not in page.context["form"].fields["to"].rows

    send(client, world.url("step-hand-over"), to=str(other_advocate.pk))
    world.step.refresh_from_db()
    assert world.step.doer == other_advocate
    send(client, world.url("step-cancel"), why="They rang")
    world.step.refresh_from_db()
    assert (world.step.is_open, world.step.cancelled_why) == (False, "They rang")


def test_r16_hand_over_says_not_available_beside_no_reason(
    world: World, client: Client, walled_advocate: User
) -> None:
    answer = client.post(world.url("step-hand-over"), {"to": str(walled_advocate.pk)})

    assert answer.context["form"].non_field_errors() == [
        "This advocate is not available. Choose somebody else."
    ]
