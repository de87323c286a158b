"""The made-up service looks after those who help: supervision, what was hard, boundaries, expenses."""

from datetime import date, timedelta
from typing import Any

from alongside.accounts.models import User
from alongside.casework.actions.balance import score_balance
from alongside.casework.models import Balance
from alongside.clinics.actions import put_on_session, put_on_though
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.rules import shift_problems
from alongside.common import clock
from alongside.common.weekdays import Weekday
from alongside.demo.cast import Cast, moment
from alongside.peers.actions.boundaries import decide_boundary, write_boundary
from alongside.peers.actions.expenses import claim_expense, pay_expense
from alongside.peers.actions.matching import offer_experience
from alongside.peers.actions.questions import answer_six, answer_six_with
from alongside.peers.actions.supervision import (
    agree_action,
    ask_to_talk_alone,
    make_supervision_ahead,
    set_supervision,
    take_register,
    write_private_note,
)
from alongside.peers.actions.wellbeing import have_debrief, tell_hard_contact, write_plan
from alongside.peers.models import QUESTIONS, Presence, Supervision
from alongside.peers.queries.supervision import people_of_supervision
from alongside.people.models import Partnership, PartnershipKind

MISSES = "billie"
"""Who has not come to supervision lately: the coordinator has something to decide."""
HOLIDAYS = "There was no supervision over the holidays. We talked on the phone."
THEMES = (
    "Saying no kindly. What to do when somebody wants more than we can give.",
    "Listening first: whose agenda is it?",
    "Endings. How to close a case and leave the door open.",
    "Looking after ourselves in a hard week.",
    "Working with a place that we also complain about.",
)
SAID = ("Ring the food bank about new hours", "Read the new sheet about tenancies", "Take Friday off")
ANSWERS = {"heard": 5, "say": 4, "where": 4, "belong": 4, "hope": 3, "able": 4}


def begin(cast: Cast, first_day: date) -> None:
    """Say when supervision is; everybody was there the week before our story begins."""
    day = first_day - timedelta(days=(first_day.weekday() - Weekday.TUESDAY) % 7 or 7)
    with clock.at(moment(day, 9)):
        set_supervision(
            by=cast.coordinator,
            weekday=Weekday.TUESDAY,
            starts_at=moment(day, 10).time(),
            within_days=14,
            place="The back room, upstairs",
        )
    hold(cast, day)


def hold(cast: Cast, day: date) -> None:
    """Every Tuesday at ten: nearly everybody is there."""
    with clock.at(moment(day, 9)):
        make_supervision_ahead()
    row = Supervision.objects.filter(on=day, state="planned").first()
    if row is None:  # pragma: no cover - a bank holiday
        return
    with clock.at(moment(day, 11, 30)):
        marks = {one.user: Presence.HERE.value for one in people_of_supervision()}
        if day > cast.today - timedelta(days=21):
            marks[cast.workers[MISSES]] = Presence.NOT_TODAY
        take_register(row, marks=marks, by=cast.workers["sunil"], themes=THEMES[day.day % len(THEMES)])


def staff(cast: Cast, session: Session) -> tuple[User, User]:
    """Put the usual two on a session; somebody else stands in for a shadow who cannot be put on."""
    lead, usual = cast.regulars[session.clinic]
    if shift_problems(session, lead, ShiftRole.LEAD):  # pragma: no cover - in some weeks only
        put_on_though(session, user=lead, role=ShiftRole.LEAD, why=HOLIDAYS, by=cast.coordinator)
    else:
        put_on_session(session, user=lead, role=ShiftRole.LEAD, by=cast.coordinator)
    others = [shadow for _lead, shadow in cast.regulars.values()]
    free = (one for one in [usual, *others] if not shift_problems(session, one, ShiftRole.SHADOW))
    shadow = next(free, lead)
    if shadow != lead:  # pragma: no branch - in some weeks only
        put_on_session(session, user=shadow, role=ShiftRole.SHADOW, by=cast.coordinator)
    return lead, shadow


def leave_something_to_see(cast: Cast) -> None:
    """What somebody finds on the pages today."""
    workers, coordinator, sunil = cast.workers, cast.coordinator, cast.workers["sunil"]
    maya, joe, kev = workers["maya"], workers["joe"], workers["kev"]
    _answer_six(cast)
    with clock.at(moment(cast.today - timedelta(days=6), 17)):
        last = Supervision.objects.filter(state="held").order_by("-on")[0]
        for user, what in zip((maya, joe, kev), SAID, strict=True):
            agree_action(last, user=user, what=what, by=sunil)
        hard = tell_hard_contact(by=kev, happened_on=clock.today(), words="It took me back.")
        have_debrief(hard, by=sunil)
        gift = write_boundary(kind="gift", when="before", what="A scarf somebody knitted for me", by=maya)
        decide_boundary(gift, decision="fine", advice="Say thank you, and tell the team.", by=coordinator)
        write_boundary(kind="lift", when="after", what="I was driven home, it was pouring", by=joe)
        fare: dict[str, Any] = {
            "spent_on": clock.today(),
            "kind": "travel",
            "no_receipt_why": "The bus gave none",
        }
        pay_expense(claim_expense(by=maya, pence=420, what="To the drop-in", **fare), by=coordinator)
        claim_expense(by=joe, pence=385, what="To the hostel", **fare)
    with clock.at(moment(cast.today, 7)):
        make_supervision_ahead()
        write_private_note(words="I talk too fast when I am nervous. Breathe first.", by=maya)
        write_plan(
            by=maya,
            words={"well": "The allotment. My Thursday meeting.", "signs": "I stop answering messages."},
            readers=[sunil],
        )
        ask_to_talk_alone(by=joe, about="How to say that I need a quieter clinic for a while")
        tell_hard_contact(by=maya, happened_on=clock.today(), words="I could not stop thinking about it.")
        say_apart(clinics=[cast.clinics[-1]], colleagues=[], by=workers["irene"])
    _put_on_before_it_was_missed(cast)
    _meet_as_equals(cast)


def _put_on_before_it_was_missed(cast: Cast) -> None:
    """Who misses supervision was down for a session before that: the coordinator decides about it."""
    user = cast.workers[MISSES]
    usual = next(clinic for clinic, (_lead, shadow) in cast.regulars.items() if shadow == user)
    with clock.at(moment(cast.today - timedelta(days=14), 12)):
        session = Session.objects.live().filter(clinic=usual, on__gt=cast.today).in_order()[0]
        put_on_session(session, user=user, role=ShiftRole.SHADOW, by=cast.coordinator)


def _answer_six(cast: Cast) -> None:
    """Twelve weeks ago both sides answered the same six questions."""
    with clock.at(moment(cast.today - timedelta(weeks=12), 12)):
        for number, one in enumerate(people_of_supervision()):
            answer_six(by=one.user, **{name: _near(ANSWERS[name], number) for name in QUESTIONS})
        for number, person in enumerate(cast.people[:10]):
            answers = {name: _near(ANSWERS[name] - 1, number) for name in QUESTIONS}
            answer_six_with(person, by=cast.coordinator, **answers)


def _near(answer: int, number: int) -> int:
    return max(1, min(5, answer + (number % 3) - 1))


def _meet_as_equals(cast: Cast) -> None:
    """An offer to one person; and two who pressed that the talk was not about them."""
    maya, tomasz = cast.workers["maya"], cast.workers["tomasz"]
    held = Partnership.objects.filter(kind=PartnershipKind.ADVOCATE, ends_on=None).select_related("person")
    with clock.at(moment(cast.today, 7)):
        for one in held.filter(user=maya).order_by("starts_on", "pk")[:1]:
            offer_experience(one.person, words="I lived in a hostel for two years, too.", by=maya)
        for one in held.filter(user=tomasz).order_by("starts_on", "pk")[:2]:
            score_balance(one.person, score=Balance.NOT_MINE, by=tomasz)
