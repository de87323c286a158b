"""Whether somebody may be the one a colleague said they should not work with (A7)."""

from collections.abc import Collection
from uuid import UUID

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.people.letters import fold, nearly
from alongside.people.models import Declaration, NotMeant, Person


def declarations_like(user: User, person: Person) -> list[Declaration]:
    """Return what `user` declared that may mean this person, where nobody has said that it does not."""
    unanswered = Declaration.objects.filter(user=user).exclude(not_meant__person=person)
    return [said for said in with_keys(unanswered) if may_be_meant(said, person)]


def declared_pairs(users: Collection[UUID], people: Collection[Person]) -> set[tuple[UUID, UUID]]:
    """Return who declared somebody that may mean which of these people, as pairs of ids."""
    declared = with_keys(Declaration.objects.filter(user__in=users))
    not_meant = NotMeant.objects.filter(person__in=people)  # no mutant: fewer rows, the same answer
    answered = set(not_meant.values_list("declaration", "person"))
    return {
        (said.user_id, person.pk)
        for person in with_keys(people)
        for said in declared
        if (said.pk, person.pk) not in answered and may_be_meant(said, person)
    }


def may_be_meant(said: Declaration, person: Person) -> bool:
    """Tell whether the name that was written is like a name of this person: all of one within the other."""
    written = _words(said.who)
    full, called = _words(person.full_name), _words(person.called)
    return _within(full or called, written) or _within(written, full) or _within(written, called)


def _words(name: object) -> list[str]:
    return fold(name).split() if isinstance(name, str) else []


def _within(words: list[str], others: list[str]) -> bool:
    return bool(words) and all(word in others or nearly(word, others) for word in words)
