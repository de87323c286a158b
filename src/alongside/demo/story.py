"""Six months of the made-up service, told by the same actions that the pages call."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from alongside.accounts.models import User
from alongside.clinics.actions import (
    arrive,
    close_session,
    count_one,
    expect,
    make_sessions_ahead,
    put_on_session,
)
from alongside.clinics.models import Session, SessionState, ShiftRole, TallyKind
from alongside.clinics.rules import shift_problems
from alongside.common import clock
from alongside.common.weekdays import Weekday
from alongside.demo import (
    company,
    directory,
    front_door,
    hand_overs,
    journeys,
    keep,
    lives,
    rota,
    supervision,
)
from alongside.demo.cast import Cast, gather, moment, review_risks

WEEKS = 26
PEOPLE = 250
SOME_STAY_AWAY = 0.15


def tell(*, today: date, people: int = PEOPLE, weeks: int = WEEKS, say: Callable[[str], None]) -> None:
    """Make the demonstration: all of it or nothing. The same words for the same day."""
    dice = random.Random(today.toordinal())
    with transaction.atomic():
        say("Making up a service, its 20 workers and its 8 clinics …")
        cast = gather(today, weeks=weeks, dice=dice)
        say(f"Making up {people} people and {weeks} weeks of clinics …")
        first_day = today - timedelta(weeks=weeks)
        with clock.at(moment(first_day, 7)):
            journeys.check(cast)
        supervision.begin(cast, first_day)
        days = [first_day + timedelta(days=number) for number in range(weeks * 7)]
        for number, day in enumerate(days):
            _live_through(cast, day, until_now=people * (number + 1) // len(days))
            if number % 49 == 48:
                say(f"  {day:%B %Y}: {len(cast.people)} people")
        say("Laying out today and the weeks to come …")
        lives.ring_round(cast)
        _look_ahead(cast)
        lives.leave_something_to_do(cast)
        keep.leave_something_to_answer(cast)
        lives.run_out_of_time(cast)
        lives.write_letters(cast)
        front_door.open_it(cast)
        say("Filling the directory …")
        directory.list_services(cast)
        hand_overs.put_in_touch(cast)
        supervision.leave_something_to_see(cast)
        journeys.walk(cast)
        rota.tell(cast)
        company.ask(cast)


def _live_through(cast: Cast, day: date, *, until_now: int) -> None:
    """One day: the sessions it has, each from its first visitor to its close."""
    with clock.at(moment(day, 8)):
        if day.weekday() == 0:
            make_sessions_ahead(by=None)
    if day.weekday() == Weekday.TUESDAY:
        supervision.hold(cast, day)
    sessions = list(Session.objects.live().filter(on=day).in_order())
    for number, session in enumerate(sessions):
        newcomers = max(0, until_now - len(cast.people)) // (len(sessions) - number)
        with clock.at(moment(day, session.starts_at.hour, session.starts_at.minute)):
            _run(cast, session, newcomers=newcomers)


def _run(cast: Cast, session: Session, *, newcomers: int) -> None:
    lead, shadow = supervision.staff(cast, session)
    came = [lives.meet_somebody(cast, session, by=lead) for _ in range(newcomers)]
    known = [person for person in cast.known_at[session.clinic] if person not in came]
    returning = cast.dice.sample(known, k=min(len(known), cast.dice.randint(1, 3)))
    for person in returning:
        arrive(person, session=session, by=lead)
    for person in came + returning:
        lives.talk(cast, person, by=cast.dice.choice((lead, lead, shadow)))
    for kind in cast.dice.sample(list(TallyKind), k=2):
        count_one(session, kind=kind, by=shadow, how_many=cast.dice.randint(1, 6))
    session.refresh_from_db()
    close_session(session, by=lead, people_came=len(came) + len(returning) + cast.dice.randint(0, 2))


def _look_ahead(cast: Cast) -> None:
    """Today, and four weeks with a gap or two that want a decision."""
    with clock.at(moment(cast.today, 7)):
        make_sessions_ahead(by=None)
        review_risks(cast)
        coming = Session.objects.filter(state=SessionState.PLANNED, on__lt=cast.today + timedelta(weeks=4))
        for number, session in enumerate(coming.filter(on__gte=cast.today).in_order()):
            lead, shadow = cast.regulars[session.clinic]
            wanted = [(lead, ShiftRole.LEAD), (shadow, ShiftRole.SHADOW)]
            for user, role in wanted[: 1 if number == 5 else 0 if number == 9 else 2]:
                _put_on(cast, session, user, role)
            known = cast.known_at[session.clinic]
            for person in cast.dice.sample(known, k=min(3, len(known))):
                if session.on == cast.today or cast.dice.random() > SOME_STAY_AWAY:
                    expect(person, session=session, by=cast.coordinator)


def _put_on(cast: Cast, session: Session, user: User, role: ShiftRole) -> None:
    """Two clinics at one hour may want the same advocate: the coordinator of the story leaves a gap."""
    if not shift_problems(session, user, role):
        put_on_session(session, user=user, role=role, by=cast.coordinator)
