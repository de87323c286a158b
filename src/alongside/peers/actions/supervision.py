"""Supervision: when it is, the register, what was agreed, and deciding where it was missed (E8, B4)."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from alongside.accounts.models import User
from alongside.accounts.queries import service
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.common.working_days import bank_holidays
from alongside.crypto.actions import make_key
from alongside.peers.models import (
    OneToOneAsk,
    Presence,
    PrivateNote,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionPresence,
    SupervisionSetting,
    SupervisionState,
    WorkDecision,
)
from alongside.peers.rules.supervision import (
    alone_problems,
    decision_problems,
    not_held_problems,
    register_problems,
)
from alongside.peers.rules.work import supervision_setting

AHEAD = timedelta(weeks=2)
"""How far ahead supervision makes itself."""


def set_supervision(
    *, by: User, weekday: int, starts_at: time, within_days: int, place: str = ""
) -> SupervisionSetting:
    """Say when and where supervision is; what is still to come follows at once."""
    setting = SupervisionSetting(
        weekday=weekday,
        starts_at=starts_at,
        within_days=within_days,
        place=place or None,
        changed_at=clock.now(),
    )
    with recorded("supervision.set", by=by, weekday=weekday, within_days=within_days):
        setting.save()
        to_come = Supervision.objects.filter(kind=SupervisionKind.GROUP, state=SupervisionState.PLANNED)
        to_come.filter(on__gt=clock.today()).delete()
        make_supervision_ahead(by=by)
    return setting


def make_supervision_ahead(*, by: User | None = None) -> int:
    """Let the supervision of this week and the next be there, bank holidays left out; return how many more.

    It can be run again: what is there stays.
    """
    setting, today = supervision_setting(), clock.today()
    days = [today + timedelta(days=number) for number in range(AHEAD.days)]
    wanted = {day for day in days if day.weekday() == setting.weekday and not _is_bank_holiday(day)}
    there = Supervision.objects.filter(kind=SupervisionKind.GROUP, on__in=wanted).values_list("on", flat=True)
    missing = sorted(wanted.difference(there))
    if missing:
        with recorded("supervision.make", by=by, made=len(missing)):
            rows = [Supervision(on=day, starts_at=setting.starts_at) for day in missing]
            # somebody else may be making them at the same moment
            Supervision.objects.bulk_create(rows, ignore_conflicts=True)
    return len(missing)


def take_register(
    supervision: Supervision, *, marks: Mapping[User, str], by: User, themes: str = ""
) -> Supervision:
    """Write who was at a supervision and what it was about; it can be put right later."""
    with recorded("supervision.take_register", by=by, about=supervision, lines=len(marks)):
        refuse_if(register_problems(supervision, marks.values()))
        for user, presence in marks.items():
            _mark(supervision, user, Presence(presence), by=by)
        supervision.register.exclude(user__in=list(marks)).delete()
        supervision.change(state=SupervisionState.HELD, themes=themes or None, held_by=by)
    return supervision


def leave_out_supervision(supervision: Supervision, *, by: User) -> None:
    """Write that a supervision does not take place: nobody has missed it."""
    with recorded("supervision.leave_out", by=by, about=supervision):
        refuse_if(not_held_problems(supervision))
        supervision.change(state=SupervisionState.NOT_HELD)


def talk_alone(user: User, *, on: date, by: User, themes: str = "") -> Supervision:
    """Write that somebody had supervision one to one. It counts, and settles that they asked for it."""
    with recorded("supervision.talk_alone", by=by, user=user.pk) as note:
        refuse_if(alone_problems(user, on=on, by=by))
        talk = Supervision(
            kind=SupervisionKind.ALONE,
            on=on,
            starts_at=supervision_setting().starts_at,
            state=SupervisionState.HELD,
            themes=themes or None,
            held_by=by,
        )
        talk.save(force_insert=True)
        note.about = talk
        _mark(talk, user, Presence.HERE, by=by)
        asked = OneToOneAsk.objects.filter(user=user, settled_at=None)
        asked.update(settled_at=clock.now(), settled_by=by)
    return talk


def ask_to_talk_alone(*, by: User, about: str = "") -> OneToOneAsk:
    """Ask for supervision one to one; asking again says it anew."""
    with recorded("supervision.ask_to_talk", by=by) as note:
        make_key(by.pk)
        OneToOneAsk.objects.filter(user=by, settled_at=None).update(settled_at=clock.now(), settled_by=by)
        ask = OneToOneAsk(user=by, about=about or None, asked_at=clock.now())
        ask.save(force_insert=True)
        note.about = ask
    return ask


def agree_action(
    supervision: Supervision, *, user: User, what: str, by: User, due_on: date | None = None
) -> SupervisionAction:
    """Write what somebody said at supervision that they would do."""
    with recorded("supervision.agree_action", by=by, user=user.pk) as note:
        make_key(user.pk)
        action = SupervisionAction(
            supervision=supervision, user=user, what=what, due_on=due_on, written_by=by
        )
        action.save(force_insert=True)
        note.about = action
    return action


def finish_action(action: SupervisionAction, *, by: User) -> None:
    """Say that it was done. It changes nothing if that was said already."""
    if action.done_on:
        return
    with recorded("supervision.finish_action", by=by, about=action):
        action.change(done_on=clock.today())


def write_private_note(*, words: str, by: User) -> PrivateNote:
    """Write something about supervision that nobody else will read (E8)."""
    with recorded("supervision.write_private_note", by=by) as note:
        make_key(by.pk)
        written = PrivateNote(user=by, words=words, written_at=clock.now())
        written.save(force_insert=True)
        note.about = written
    return written


def throw_away_private_note(note: PrivateNote, *, by: User) -> None:
    """Let a private note be gone for good."""
    with recorded("supervision.throw_away_private_note", by=by):
        note.delete()


def let_work(user: User, *, why: str, by: User) -> WorkDecision:
    """Let somebody work though supervision was missed, until it would be missed again (B4)."""
    with recorded("work.let", by=by, user=user.pk) as note:
        refuse_if(decision_problems(user, why=why, by=by))
        today = clock.today()
        decision = WorkDecision(
            user=user,
            from_on=today,
            until_on=today + timedelta(days=supervision_setting().within_days),
            why=why,
            decided_by=by,
            decided_at=clock.now(),
        )
        decision.save(force_insert=True)
        note.about = decision
    return decision


def _mark(supervision: Supervision, user: User, presence: Presence, *, by: User) -> None:
    SupervisionPresence.objects.update_or_create(
        supervision=supervision,
        user=user,
        defaults={"presence": presence, "marked_by": by, "marked_at": clock.now()},
    )


def _is_bank_holiday(day: date) -> bool:
    here = service()
    return day in bank_holidays(here.nation if here else "ENG", day.year)
