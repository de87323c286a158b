"""Training, shifts shadowed and what was seen, made by the actions that the pages call."""

from datetime import date, timedelta
from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.peers import actions
from alongside.peers.models import Application, Cohort, Competence, Lesson, ShadowedShift, Trainee
from alongside.people.models import Person

TOPICS = [f"Topic {number}" for number in range(1, 14)]


def days_ago(days: int) -> date:
    """Return the day so many days before today."""
    return clock.today() - timedelta(days=days)


def make_shadowed(
    shadow: User, lead: User, *, days: int = 1, shadow_ready: bool = True, lead_ready: bool = True
) -> ShadowedShift:
    """Return a shift of some days ago of which both have written."""
    told: dict[str, Any] = {"lead": lead, "on": days_ago(days), "place": "Mill Lane"}
    actions.write_shadowed(shadow, by=shadow, note="I listened", is_ready=shadow_ready, **told)
    return actions.write_shadowed(shadow, by=lead, note="Kind and calm", is_ready=lead_ready, **told)


def make_seen(of: User, by: User, *competences: Competence) -> None:
    """Let `by` have seen these competences, or all of them."""
    seen = list(competences or Competence)
    actions.see_competence(of, competences=seen, seen_on=days_ago(1), example="Canary example", by=by)


def make_ready(shadow: User, leads: tuple[User, User]) -> None:
    """Let a shadow have all that is needed to lead."""
    for number in range(6):
        make_shadowed(shadow, leads[number % 2], days=10 - number)
    first, second = list(Competence)[:6], list(Competence)[6:]
    make_seen(shadow, leads[0], *first)
    make_seen(shadow, leads[1], *second)


def make_cohort(by: User, *trainees: User, weeks_ago: int = 13) -> Cohort:
    """Return a training of 13 lessons, the first some weeks ago."""
    cohort = actions.begin_cohort(name="Spring", topics=TOPICS, begins_on=days_ago(7 * weeks_ago), by=by)
    for user in trainees:
        actions.join_cohort(cohort, user=user, by=by)
    return cohort


def take_registers(cohort: Cohort, *, by: User, missed: int = 0) -> list[Lesson]:
    """Take the register of every lesson; everybody missed the first few. Return the lessons."""
    lessons = list(cohort.lessons.order_by("number"))
    everybody = [str(pk) for pk in Trainee.objects.filter(cohort=cohort).values_list("pk", flat=True)]
    for number, lesson in enumerate(lessons):
        actions.take_register(lesson, came=[] if number < missed else everybody, by=by)
    return lessons


def make_application(by: User, **told: Any) -> Application:
    """Return an application that waits for an answer."""
    words = {"name": "Canary Kit", "reach": "07700 900111", "words": "I want to give something back"}
    return actions.apply(by=by, **{**words, **told})


def make_helper_of(person: Person, *, named: User, by: User) -> Application:
    """Let somebody we helped say yes, three months after."""
    for held in person.partnerships.all():
        with recorded("partnership.end", by=by):
            held.change(starts_on=days_ago(200), ends_on=days_ago(100))
    with recorded("person.age", by=by):
        person.change(last_seen_on=days_ago(100))
    return actions.accept_invitation(
        actions.invite(person, by=by),
        named=[named],
        by=by,
        name="Kit Marsh",
        reach="The hostel",
        words="I want to give something back",
    )
