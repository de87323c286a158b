"""Every change to who must not see a person: objections and declared conflicts."""

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.people.actions.sight import end_all_of
from alongside.people.models import (
    Declaration,
    DeclarationState,
    NotMeant,
    Person,
    Wall,
    WallKind,
)
from alongside.people.rules import people_walled_from


def build_wall(person: Person, *, user: User, kind: WallKind, by: User | None) -> Wall:
    """Take this person out of `user`'s sight, from now on and whatever else grants it (R14–R16).

    What `user` holds with them, and with those they are linked to, ends without a word.
    """
    with recorded("wall.build", by=by, person=person, kind=kind) as note:
        wall, _made = Wall.objects.get_or_create(
            person=person,
            user=user,
            kind=kind,
            lifted_at=None,
            defaults={"built_by": by, "from_at": person.moment()},
        )
        note.about = wall
        _end_what_is_hidden(user, by=by)
    return wall


def end_behind_walls(*people: Person, by: User) -> None:
    """Of people linked just now: end what a colleague holds with one who is walled from the other (R14)."""
    walled = Wall.objects.filter(person__in=people, lifted_at=None).values("user")
    for user in User.objects.filter(pk__in=walled):
        _end_what_is_hidden(user, by=by)


def lift_wall(wall: Wall, *, by: User, person_asked: bool = False) -> None:
    """Let the colleague be given the person again; who objected must ask for it themselves (R15)."""
    problems = []
    if wall.kind == WallKind.OBJECTION and not person_asked:
        problems.append(
            Problem("not_asked", _("Only lift this if they asked for it themselves."), "person_asked")
        )
    refuse_if(problems)
    with recorded("wall.lift", by=by, about=wall, person=wall.person, kind=wall.kind):
        wall.change(lifted_at=clock.now(), lifted_by=by)


def declare_conflict(*, by: User, who: str = "", person: Person | None = None, why: str = "") -> Declaration:
    """Keep "I should not work with …" (A7). Somebody on their own list is behind a wall at once.

    Anybody else is for the data protection lead to find; who declared it never learns whether they did.
    """
    now = clock.now()
    said = Declaration(user=by, who=person.label if person else who, why=why or None, told_at=now)
    if person:
        said.state, said.settled_at = DeclarationState.SETTLED, now
    with recorded("declaration.make", by=by) as note:
        said.save(force_insert=True)
        note.about = said
        if person:
            build_wall(person, user=by, kind=WallKind.CONFLICT, by=by)
    return said


def match_declaration(said: Declaration, person: Person, *, by: User) -> Wall:
    """Say that this is who was meant, and build the wall."""
    with recorded("declaration.match", by=by, about=said):
        _settle(said, by)
        return build_wall(person, user=said.user, kind=WallKind.CONFLICT, by=by)


def not_meant(said: Declaration, person: Person, *, by: User) -> None:
    """Say that it is somebody else: from now on the name alone is not in the way of working with them."""
    with recorded("declaration.not_meant", by=by, about=said):
        NotMeant.objects.get_or_create(
            declaration=said, person=person, defaults={"decided_by": by, "decided_at": clock.now()}
        )


def settle_declaration(said: Declaration, *, by: User) -> None:
    """Say that a declaration was looked at. Its name is compared again each time work is given."""
    with recorded("declaration.settle", by=by, about=said):
        _settle(said, by)


def _end_what_is_hidden(user: User, *, by: User | None) -> None:
    for hidden in people_walled_from(user).filter(partnerships__user=user).distinct():
        end_all_of(hidden, user, by=by)


def _settle(said: Declaration, by: User) -> None:
    said.change(
        state=DeclarationState.SETTLED,
        settled_at=said.settled_at or clock.now(),
        settled_by=said.settled_by or by,
        asked_again_at=None,
    )
