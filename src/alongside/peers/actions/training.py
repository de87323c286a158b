"""Every change to training: cohorts, registers, catching up, finishing (E5)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.peers.models import Attendance, Attended, CatchUp, Cohort, Lesson, Trainee
from alongside.peers.rules import finish_problems, programme_problems

WEEK = timedelta(weeks=1)


def begin_cohort(*, name: str, topics: Sequence[str], begins_on: date, by: User) -> Cohort:
    """Begin a training with its programme: a lesson a week from the first day on. `by` trains them."""
    refuse_if(programme_problems(topics))
    with recorded("cohort.begin", by=by, lessons=len(topics)) as note:
        cohort = Cohort(name=name, trainer=by, made_by=by, made_at=clock.now())
        cohort.save(force_insert=True)
        for number, topic in enumerate(topics):
            on = begins_on + number * WEEK
            Lesson(
                cohort=cohort, number=number + 1, topic=topic, on=on, made_by=by, made_at=clock.now()
            ).save(force_insert=True)
        note.about = cohort
    return cohort


def join_cohort(cohort: Cohort, *, user: User, by: User) -> Trainee:
    """Take somebody into a cohort. It changes nothing if they are in it."""
    with recorded("cohort.join", by=by, user=user.pk) as note:
        trainee, _made = Trainee.objects.get_or_create(
            cohort=cohort, user=user, defaults={"made_by": by, "made_at": clock.now()}
        )
        note.about = trainee
    return trainee


def move_lesson(lesson: Lesson, *, on: date, by: User) -> None:
    """Hold a lesson on another day."""
    with recorded("lesson.move", by=by, about=lesson):
        lesson.change(on=on)


def take_register(lesson: Lesson, *, came: Collection[str], by: User) -> None:
    """Keep who was there, by the ids of trainees; who caught up since stays so."""
    refuse_if(_held_later(lesson))
    with recorded("lesson.take_register", by=by, about=lesson, came=len(came)):
        held = {line.trainee_id: line for line in lesson.register.all()}
        for trainee in lesson.cohort.trainees.all():
            line = held.get(trainee.pk) or Attendance(lesson=lesson, trainee=trainee)
            if str(trainee.pk) in came:
                _mark(line, Attended.CAME, by=by)
            elif line.answer != Attended.CAUGHT_UP:
                _mark(line, Attended.NOT_THIS_TIME, by=by)


def write_evidence(
    trainee: Trainee, *, lesson: Lesson, evidence: str, caught_up: bool = False, by: User
) -> Attendance:
    """Keep what shows that they learned it; with `caught_up`, a lesson they missed counts from now on."""
    with recorded("lesson.write_evidence", by=by, trainee=trainee.pk, caught_up=caught_up) as note:
        refuse_if(_held_later(lesson))
        line = Attendance.objects.filter(lesson=lesson, trainee=trainee).first()
        line = line or Attendance(lesson=lesson, trainee=trainee, answer=Attended.NOT_THIS_TIME)
        missed = line.answer == Attended.NOT_THIS_TIME
        line.evidence = evidence
        _mark(line, Attended.CAUGHT_UP if missed and caught_up else Attended(line.answer), by=by)
        note.about = line
    return line


def plan_catch_up(trainee: Trainee, *, plan: str, due_on: date, by: User) -> CatchUp:
    """Agree how somebody catches up, and by when."""
    with recorded("catch_up.plan", by=by) as note:
        catch_up = CatchUp(trainee=trainee, plan=plan, due_on=due_on, made_by=by, made_at=clock.now())
        catch_up.save(force_insert=True)
        note.about = catch_up
    return catch_up


def finish_catch_up(catch_up: CatchUp, *, by: User) -> None:
    """Say that a plan was carried out."""
    with recorded("catch_up.finish", by=by, about=catch_up):
        catch_up.change(done_on=clock.today())


def finish_training(trainee: Trainee, *, by: User) -> None:
    """Say that somebody has finished their training, or refuse with all that is missing."""
    refuse_if(finish_problems(trainee, by=by))
    with recorded("training.finish", by=by, about=trainee, user=trainee.user_id):
        trainee.change(finished_on=clock.today(), finished_by=by)


def _mark(line: Attendance, answer: Attended, *, by: User) -> None:
    line.answer, line.made_by, line.made_at = answer, by, clock.now()
    line.save()


def _held_later(lesson: Lesson) -> list[Problem]:
    if lesson.on <= clock.today():
        return []
    return [Problem("not_yet", _("This session is still to come. Change its day first if it was held."))]
