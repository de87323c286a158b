"""Asking for somebody to go with a person, putting somebody on, calling it off, and what came of it (B7)."""

from collections.abc import Sequence
from datetime import date, time

from alongside.accounts.mail import tell_news
from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.audit.actions import recorded
from alongside.clinics.models import SEES_AFTER, Accompaniment, GoingState
from alongside.clinics.queries.rota_problem import own_say, supplies_of
from alongside.clinics.rules.accompany import (
    ask_problems,
    done_problems,
    going_problems,
    open_problems,
    put_on_problems,
)
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.peers.actions.supervision import let_work
from alongside.peers.rules import can_be_decided
from alongside.people.actions import begin_partnership, change_partnership, end_partnership
from alongside.people.models import PartnershipKind, Person
from alongside.people.rules import may_see_person


def ask_for_company(
    person: Person,
    *,
    on: date,
    starts_at: time,
    ends_at: time,
    where: str,
    what_for: str,
    by: User,
    area: str = "",
    languages: Sequence[str] = (),
    traits: Sequence[str] = (),
) -> Accompaniment:
    """Ask for somebody to go with a person. The coordinators learn that there is news."""
    with recorded("accompany.ask", by=by, person=person) as note:
        refuse_if(ask_problems(person, on=on, starts_at=starts_at, ends_at=ends_at))
        note.about = asked = Accompaniment(
            person=person,
            on=on,
            starts_at=starts_at,
            ends_at=ends_at,
            where=where,
            area=area or None,
            what_for=what_for,
            languages=list(languages),
            traits=list(traits),
            asked_by=by,
            asked_at=clock.now(),
        )
        asked.save(force_insert=True)
        _tell_coordinators(person, but=by)
    return asked


def let_go_along(accompaniment: Accompaniment, *, user: User, by: User) -> Accompaniment:
    """Let `user` go with a person, and see them from now on; or refuse with all that stands against it."""
    with recorded("accompany.put_on", by=by, about=accompaniment, user=user.pk, person=accompaniment.person):
        held = Accompaniment.objects.select_for_update().get(pk=accompaniment.pk)
        # two coordinators at once must see each other's choice: nobody at two places
        User.objects.select_for_update().get(pk=user.pk)
        refuse_if(put_on_problems(held, user))
        sight = begin_partnership(
            held.person,
            user=user,
            kind=PartnershipKind.COMPANION,
            by=by,
            ends_on=held.on + SEES_AFTER,
        )
        held.change(user=user, put_by=by, put_at=clock.now(), sight=sight)
        if user != by:
            tell_news(user.email)
    return held


def let_go_though(accompaniment: Accompaniment, *, user: User, why: str, by: User) -> Accompaniment:
    """Decide that somebody may work though supervision was missed, and let them go along (B4).

    Only where nothing else stands against it. The decision holds until supervision would be missed again.
    """
    person = accompaniment.person
    with recorded("accompany.put_on_though", by=by, about=accompaniment, user=user.pk, person=person):
        if can_be_decided(put_on_problems(accompaniment, user)):
            let_work(user, why=why, by=by)
        return let_go_along(accompaniment, user=user, by=by)


def move_going(
    accompaniment: Accompaniment, *, on: date, starts_at: time, ends_at: time, by: User
) -> Accompaniment:
    """Give it another day or time. Whoever goes still goes if they are free then.

    If they are not, this one is called off, so that they and their diary are clear of the day they knew, and
    somebody is asked for anew.
    """
    with recorded("accompany.move", by=by, about=accompaniment, person=accompaniment.person):
        held = Accompaniment.objects.select_for_update().get(pk=accompaniment.pk)
        refuse_if(
            [*open_problems(held), *ask_problems(held.person, on=on, starts_at=starts_at, ends_at=ends_at)]
        )
        was_on = held.on
        held.on, held.starts_at, held.ends_at = on, starts_at, ends_at
        if held.user and not _is_free(held, held.user, by=by):
            call_off(accompaniment, state=GoingState.OURS, by=by)
            return _ask_again(held, by=by)
        held.change(on=on, starts_at=starts_at, ends_at=ends_at)
        if held.user:
            _move_sight(held, was_on, by=by)
            if held.user != by:
                tell_news(held.user.email)
    return held


def take_off(accompaniment: Accompaniment, *, by: User) -> None:
    """Let nobody go for now. It changes nothing if nobody does."""
    held = Accompaniment.objects.select_related("user", "sight").get(pk=accompaniment.pk)
    if held.user is None:
        return
    with recorded("accompany.take_off", by=by, about=held, user=held.user_id, person=held.person):
        refuse_if(open_problems(held))
        goes = held.user
        _end_sight(held, by=by)
        held.change(user=None, put_by=None, put_at=None, sight=None)
        if goes == by:
            _tell_coordinators(held.person, but=by)
        else:
            held.change(taken_off=goes, taken_off_at=clock.now())
            tell_news(goes.email)


def call_off(accompaniment: Accompaniment, *, state: GoingState, by: User) -> None:
    """The person's side or ours does not want it any more. Whoever goes learns that there is news."""
    with recorded("accompany.call_off", by=by, about=accompaniment, person=accompaniment.person, side=state):
        held = Accompaniment.objects.select_for_update().get(pk=accompaniment.pk)
        refuse_if(open_problems(held))
        held.change(state=state, ended_by=by, ended_at=clock.now())
        _end_sight(held, by=by)
        if held.user and held.user != by:
            tell_news(held.user.email)


def say_done(accompaniment: Accompaniment, *, by: User, what_happened: str = "") -> None:
    """They went; what happened, and what is next, in a few words or none."""
    with recorded("accompany.done", by=by, about=accompaniment, person=accompaniment.person):
        held = Accompaniment.objects.select_for_update().get(pk=accompaniment.pk)
        refuse_if(done_problems(held))
        held.change(
            state=GoingState.DONE, ended_by=by, ended_at=clock.now(), what_happened=what_happened or None
        )


def _is_free(accompaniment: Accompaniment, user: User, *, by: User) -> bool:
    """Nothing stands against it, and nothing they said: unless they move it themselves."""
    User.objects.select_for_update().get(pk=user.pk)
    if going_problems(accompaniment, [user])[user.pk]:
        return False
    return user == by or user.pk not in own_say(accompaniment.then, [user.pk], supplies_of([user.pk]))


def _ask_again(moved: Accompaniment, *, by: User) -> Accompaniment:
    return ask_for_company(
        moved.person,
        on=moved.on,
        starts_at=moved.starts_at,
        ends_at=moved.ends_at,
        where=moved.where,
        area=moved.area or "",
        what_for=moved.what_for,
        languages=moved.languages,
        traits=moved.traits,
        by=by,
    )


def _move_sight(accompaniment: Accompaniment, was_on: date, *, by: User) -> None:
    """What somebody made longer or shorter on the page of who works with them stays so."""
    sight = accompaniment.sight
    if sight and sight.ends_on == was_on + SEES_AFTER:
        ends_on = accompaniment.on + SEES_AFTER
        change_partnership(sight, by=by, ends_on=ends_on, why=sight.why or "")


def _end_sight(accompaniment: Accompaniment, *, by: User) -> None:
    """What was ended before, on the page of who works with them or by a wall, is not made longer."""
    sight = accompaniment.sight
    if sight and (sight.ends_on is None or sight.ends_on > clock.today()):
        end_partnership(sight, by=by)


def _tell_coordinators(person: Person, *, but: User) -> None:
    """Those who will find it: a message with nothing behind it would tell of a wall (R15)."""
    others = [user for user in users_with(Role.COORDINATOR) if user != but]
    tell_news(*(user.email for user in others if may_see_person(user, person)))
