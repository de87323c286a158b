"""Records that only named colleagues see, a worker's own among them, and records that are kept apart."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.actions.sight import NOT_AVAILABLE, begin_partnership, end_named
from alongside.people.actions.sight_privacy import refuse_reach
from alongside.people.actions.sight_walls import build_wall, lift_wall
from alongside.people.models import (
    DualRoleCheck,
    DualRoleState,
    NotSamePerson,
    Partnership,
    PartnershipKind,
    Person,
    Wall,
    WallKind,
)
from alongside.people.queries.sight import person_with_reference
from alongside.people.rules import may_be_given, may_see_person, people_walled_from


def restrict_person(person: Person, *, named: Collection[User], by: User) -> None:
    """Close the record to all but named colleagues (F6, R18)."""
    refuse_if(_problems_with_named(person, named))
    with recorded("person.restrict", by=by, about=person, person=person, named=len(named)):
        person.change(is_restricted=True)
        end_named(person, besides=named, by=by)
        for user in named:
            if not _is_named(person, user):
                begin_partnership(person, user=user, kind=PartnershipKind.NAMED, by=by)


def open_up_person(person: Person, *, by: User) -> None:
    """Take the restriction off; those who were named keep what else they hold. Never of a worker's own."""
    own = Problem("own_file", _("This record stays closed: whose it is works here."))
    refuse_if([own] if person.is_own_file else [])
    with recorded("person.open_up", by=by, about=person, person=person):
        person.change(is_restricted=False)
        end_named(person, besides=(), by=by)


def link_worker_to_own_record(user: User, person: Person, *, named: Collection[User], by: User) -> None:
    """Close a worker's own old record: to them by a wall, to colleagues unless they are named (R13, R18)."""
    with recorded("own_record.link", by=by, about=user):
        build_wall(person, user=user, kind=WallKind.OWN, by=by)
        close_own_file(person, named=named, by=by)


def close_own_file(person: Person, *, named: Collection[User], by: User) -> None:
    """Close the file of somebody who is to work here, to all but named colleagues, for good (E2, R18).

    A file that is closed already stays with those named for it: whoever cannot see it names nobody else.
    """
    with recorded("own_record.close", by=by, about=person, person=person):
        if may_see_person(by, person) or not _is_in_hands(person):
            restrict_person(person, named=named, by=by)
        person.change(is_own_file=True)


def wall_from_own_file(user: User, person: Person, *, by: User) -> None:
    """Build the wall between a new worker and their old file, which is closed already (E2, R13)."""
    with recorded("own_record.link", by=by, about=user):
        check, _made = DualRoleCheck.objects.get_or_create(
            user=user, person=person, defaults={"found_at": clock.now()}
        )
        check.change(state=DualRoleState.SAME, resolved_at=clock.now(), resolved_by=by)
        build_wall(person, user=user, kind=WallKind.OWN, by=by)


def tell_own_record(user: User, reference: str, *, named: Collection[User], by: User) -> None:
    """Close the record that a worker said is their own.

    One that is another worker's, or behind a wall for whoever closes it, is as one not there (R11, R16).
    """
    person = person_with_reference(reference)
    if person is None or _is_of_another(user, person) or _is_walled_from(by, person):
        refuse_reach(person, by=by, action="own_record.tell")
        raise RuleBroken(
            Problem("no_such_reference", _("There is no record with this reference. Check it."), "reference")
        )
    with recorded("own_record.tell", by=by, about=user):
        check, _made = DualRoleCheck.objects.get_or_create(
            user=user, person=person, defaults={"found_at": clock.now()}
        )
        resolve_dual_role(check, is_same=True, named=named, by=by)


def resolve_dual_role(check: DualRoleCheck, *, is_same: bool, by: User, named: Collection[User] = ()) -> None:
    """Say whether a worker and a person on record are one human (R19), or take back that they are.

    Nobody does it for themselves.
    """
    problems = []
    if check.user == by:
        problems.append(Problem("own_check", _("Somebody else must look at this.")))
    refuse_if(problems)
    state = DualRoleState.SAME if is_same else DualRoleState.OTHER
    with recorded("dual_role.resolve", by=by, about=check, state=state):
        check.change(state=state, resolved_at=clock.now(), resolved_by=by)
        if is_same:
            link_worker_to_own_record(check.user, check.person, named=named, by=by)
        else:
            _lift_own_wall(check, by=by)


def keep_apart(one: Person, other: Person, *, by: User) -> None:
    """Say that two records that look alike are of two people."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    with recorded("privacy.keep_apart", by=by, one=first.pk, other=second.pk):
        NotSamePerson.objects.get_or_create(
            one=first, other=second, defaults={"decided_by": by, "decided_at": clock.now()}
        )


def _lift_own_wall(check: DualRoleCheck, *, by: User) -> None:
    walls = Wall.objects.filter(user=check.user, person=check.person, kind=WallKind.OWN, lifted_at=None)
    for wall in walls:
        lift_wall(wall, by=by)
        # whoever was never behind it says nothing of whose file it is
        if not DualRoleCheck.objects.filter(person=check.person, state=DualRoleState.SAME).exists():
            check.person.change(is_own_file=False)


def _problems_with_named(person: Person, named: Collection[User]) -> list[Problem]:
    problems = []
    # with nobody named, nobody could open it again
    if not named:
        problems.append(
            Problem("nobody_named", _("Name at least one colleague who may see the record."), "named")
        )
    if not all(may_be_given(user, person) for user in named):
        problems.append(Problem("not_available", NOT_AVAILABLE, "named"))
    return problems


def _is_of_another(user: User, person: Person) -> bool:
    """Tell whether a file is closed already, as that of somebody else who works here."""
    own = DualRoleCheck.objects.filter(person=person, user=user, state=DualRoleState.SAME)
    return person.is_own_file and not own.exists()


def _is_walled_from(user: User, person: Person) -> bool:
    return people_walled_from(user).filter(pk=person.pk).exists()


def _is_in_hands(person: Person) -> bool:
    """Tell whether somebody who still works here is named for a closed record."""
    named = Partnership.objects.not_over(clock.today()).filter(person=person, kind=PartnershipKind.NAMED)
    return person.is_restricted and named.filter(user__is_active=True).exists()


def _is_named(person: Person, user: User) -> bool:
    return person.partnerships.filter(user=user, kind=PartnershipKind.NAMED, ends_on=None).exists()
