"""Pages of training."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from alongside.accounts.models import User
from alongside.common import clock
from alongside.peers.models import CatchUp, Cohort, Lesson, Trainee
from alongside.peers.queries import programme_of
from tests.factories.journeys import TOPICS, days_ago, make_cohort, take_registers

SignIn = Callable[[User], Client]


def boxes(field: str, days: int) -> dict[str, int]:
    """Return the day so many days ago, as three boxes."""
    on = days_ago(days)
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


@pytest.fixture
def cohort(supervisor: User, advocate: User) -> Cohort:
    """A training with one trainee, over by now."""
    return make_cohort(supervisor, advocate)


@pytest.fixture
def trainee(cohort: Cohort) -> Trainee:
    """The one in it."""
    return cohort.trainees.get()


def test_supervisor_begins_a_training(supervisor: User, signed_in: SignIn) -> None:
    client = signed_in(supervisor)
    offered = client.get("/training/new/").context["form"]["topics"].initial.splitlines()

    answer = client.post(
        "/training/new/", {"name": "Autumn", **boxes("begins_on", 7), "topics": "\n\n".join(TOPICS)}
    )

    cohort = Cohort.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/training/{cohort.pk}/")
    assert (len(offered), cohort.lessons.count(), cohort.name) == (14, 13, "Autumn")


def test_programme_that_is_too_short_is_said_beside_it(supervisor: User, signed_in: SignIn) -> None:
    page = signed_in(supervisor).post(
        "/training/new/", {"name": "Autumn", **boxes("begins_on", 7), "topics": "One\nTwo"}
    )

    assert page.status_code == 422
    assert page.context["form"].errors == {"topics": ["A training has 13 to 15 sessions. This has 2."]}


def test_somebody_joins(supervisor: User, cohort: Cohort, other_advocate: User, signed_in: SignIn) -> None:
    client = signed_in(supervisor)
    choices = client.get(f"/training/{cohort.pk}/join/").context["form"].users.values()

    client.post(f"/training/{cohort.pk}/join/", {"user": str(other_advocate.pk)})

    page = client.get(f"/training/{cohort.pk}/")
    assert list(choices) == [other_advocate]
    assert [line.trainee.user.name for line in page.context["trainees"]] == ["Ana Reyes", "Otis Hale"]


def test_register_is_taken_and_shows_who_was_there(
    supervisor: User, cohort: Cohort, trainee: Trainee, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)
    lesson = Lesson.objects.get(cohort=cohort, number=1)

    answer = client.post(f"/training/sessions/{lesson.pk}/", {"came": [str(trainee.pk)]})

    page = client.get(f"/training/sessions/{lesson.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/training/{cohort.pk}/")
    assert page.context["form"]["came"].initial == {str(trainee.pk)}


def test_session_is_moved_to_another_day(supervisor: User, cohort: Cohort, signed_in: SignIn) -> None:
    lesson = Lesson.objects.get(cohort=cohort, number=1)

    signed_in(supervisor).post(f"/training/sessions/{lesson.pk}/day/", boxes("on", 3))

    lesson.refresh_from_db()
    assert lesson.on == days_ago(3)


def test_trainee_catches_up_and_finishes(
    supervisor: User, cohort: Cohort, trainee: Trainee, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)
    lessons = take_registers(cohort, by=supervisor, missed=3)
    url = f"/training/people/{trainee.pk}/"
    asked = client.get(url)

    client.post(f"{url}catch-up/", {"plan": "An hour with Lea", **boxes("due_on", -7)})
    told = {"lesson": str(lessons[0].pk), "evidence": "Told it back", "caught_up": "on"}
    client.post(url, told)
    client.post(f"{url}catch-up/{CatchUp.objects.get().pk}/done/")
    answer = client.post(f"{url}finish/")

    trainee.refresh_from_db()
    line = programme_of(trainee)[0].line
    assert "nobody is taken off" in asked.content.decode()
    assert CatchUp.objects.get().done_on == clock.today()
    assert line is not None
    assert line.answer == "caught_up"
    assert (answer["Location"], trainee.finished_on) == (url, clock.today())


def test_finishing_too_early_says_what_is_missing(
    supervisor: User, trainee: Trainee, signed_in: SignIn
) -> None:
    answer = signed_in(supervisor).post(f"/training/people/{trainee.pk}/finish/")

    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["13 sessions have no register yet."]


@pytest.mark.parametrize("persona", ["advocate", "dp_lead", "board_member"])
def test_only_those_who_supervise_read_training(
    persona: str, cohort: Cohort, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get("/training/").status_code == 404
    assert client.get(f"/training/{cohort.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_trainings_costs_the_same_whatever_its_length(
    rows: int, supervisor: User, advocate: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        make_cohort(supervisor, advocate)
    client = signed_in(supervisor)

    with django_assert_num_queries(9):
        page = client.get("/training/")

    assert len(page.context["cohorts"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_training_costs_the_same_whatever_its_size(
    rows: int,
    supervisor: User,
    advocate: User,
    other_advocate: User,
    walled_advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: Any,
) -> None:
    cohort = make_cohort(supervisor, *[advocate, other_advocate, walled_advocate][:rows])
    take_registers(cohort, by=supervisor)
    client = signed_in(supervisor)

    with django_assert_num_queries(14):
        page = client.get(f"/training/{cohort.pk}/")

    assert len(page.context["trainees"]) == rows
