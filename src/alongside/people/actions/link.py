"""Tying two people who have to do with each other, and untying them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common.problems import Problem, refuse_if
from alongside.people.actions.sight_walls import end_behind_walls
from alongside.people.models import Link, LinkKind, Person


def link_people(person: Person, other: Person, *, kind: LinkKind | str, by: User) -> Link:
    """Tie two people: a wall round one hides the other too (R14)."""
    problems = []
    if person == other:
        problems.append(Problem("same_person", _("Choose somebody else: this is the same person."), "other"))
    either_way = Q(person=person, other=other) | Q(person=other, other=person)
    if Link.objects.filter(either_way).exists():
        problems.append(
            Problem("linked_already", _("They are linked already. Remove that link first."), "other")
        )
    refuse_if(problems)
    # a contact without a name keeps no time of day, whichever end of the link they are
    quiet, loud = (other, person) if other.is_anonymous_contact else (person, other)
    link = Link(
        id=quiet.new_row_id(),
        person=person,
        other=other,
        kind=str(kind),
        written_by=by,
        written_at=quiet.moment(),
    )
    with recorded("link.make", by=by, about=link, person=quiet, other=loud.pk):
        link.save(force_insert=True)
        end_behind_walls(person, other, by=by)
    return link


def unlink_people(link: Link, *, by: User) -> None:
    """Untie two people who were tied by mistake, or no longer are."""
    with recorded("link.remove", by=by, about=link, person=link.person, other=link.other_id):
        link.delete()
