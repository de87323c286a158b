"""What happens on the day: people expected and arriving, and the tally."""

from django.db.models import Max

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import (
    Session,
    SessionState,
    ShiftRole,
    Tally,
    TallyKind,
    Topic,
    Visit,
    VisitState,
)
from alongside.clinics.rules import day_problems, expect_problems
from alongside.common.problems import refuse_if
from alongside.people.actions import meet_at_clinic, seen_on
from alongside.people.models import Person
from alongside.people.rules import may_be_given


def expect(person: Person, *, session: Session, by: User) -> Visit:
    """Write down that somebody is expected. It changes nothing if they are on the list."""
    with recorded("visit.expect", by=by, person=person, session=session.pk) as note:
        refuse_if(expect_problems(session, person))
        visit, _made = Visit.objects.get_or_create(session=session, person=person, defaults={"made_by": by})
        note.about = visit
    return visit


def arrive(person: Person, *, session: Session, by: User) -> Visit:
    """Somebody is here, expected or not. The lead and the shadow may see them from now on, for a while."""
    with recorded("visit.arrive", by=by, person=person, session=session.pk) as note:
        refuse_if(day_problems(session))
        begin_session(session, by=by)
        visit, _made = Visit.objects.get_or_create(session=session, person=person, defaults={"made_by": by})
        note.about = visit
        visit.change(state=VisitState.CAME)
        _meet(person, session, by=by)
        seen_on(person, on=session.on, by=by)
    return visit


def not_this_time(visit: Visit, *, by: User) -> Visit:
    """Somebody who was expected did not come."""
    return _mark(visit, VisitState.NOT_THIS_TIME, "visit.not_this_time", by=by)


def back_to_expected(visit: Visit, *, by: User) -> Visit:
    """Undo a press of the wrong button: they are expected again."""
    return _mark(visit, VisitState.EXPECTED, "visit.back_to_expected", by=by)


def count_one(
    session: Session, *, kind: TallyKind, by: User, topic: Topic | None = None, how_many: int = 1
) -> Tally:
    """Count something that needs no name (A5). The first of the day opens the session."""
    with recorded("tally.count", by=by, session=session.pk, kind=kind) as note:
        # the numbers of presses follow each other, also when both advocates press at once
        Session.objects.select_for_update().get(pk=session.pk)
        refuse_if(day_problems(session))
        begin_session(session, by=by)
        last = session.tallies.aggregate(last=Max("number"))["last"] or 0
        pressed = Tally(
            session=session, kind=kind, topic=topic or "", how_many=how_many, made_by=by, number=last + 1
        )
        pressed.save(force_insert=True)
        note.about = pressed
    return pressed


def undo_last(session: Session, *, by: User) -> Tally | None:
    """Take back the last press of one's own that still counts, if any."""
    last = session.tallies.filter(made_by=by, undone=False).order_by("-number").first()
    if last:
        with recorded("tally.undo", by=by, about=last, session=session.pk):
            refuse_if(day_problems(session))
            last.change(undone=True)
    return last


def begin_session(session: Session, *, by: User) -> None:
    """Open a session that was planned; it changes nothing otherwise."""
    if session.state == SessionState.PLANNED:
        with recorded("session.open", by=by, about=session):
            session.change(state=SessionState.OPEN)


def _mark(visit: Visit, state: VisitState, action: str, *, by: User) -> Visit:
    with recorded(action, by=by, about=visit, person=visit.person, session=visit.session_id):
        refuse_if(day_problems(visit.session))
        visit.change(state=state)
    return visit


def _meet(person: Person, session: Session, *, by: User) -> None:
    """Helpers need no sight of a record; whoever a wall keeps out gets none, and nobody is told (R16)."""
    met = session.shifts.live().filter(role__in=[ShiftRole.LEAD, ShiftRole.SHADOW]).select_related("user")
    for shift in met:
        if may_be_given(shift.user, person):
            meet_at_clinic(person, user=shift.user, by=by)
