"""Giving a sealed row another owner."""

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.crypto.actions import destroy_key
from alongside.crypto.fields import Unreadable
from alongside.crypto.keys import forget_all
from alongside.crypto.rebind import rebind
from alongside.crypto.seal import CannotOpen
from alongside.people.models import Need, Person
from tests.factories.people import make_need, make_person


@pytest.fixture
def other(advocate: User) -> Person:
    """Somebody else."""
    return make_person(by=advocate, called="Kit")


def move(need: Need, other: Person) -> None:
    """Move a need to somebody else."""

    def change() -> None:
        need.person = other

    names = rebind(need, change=change)
    with recorded("test", by=None):
        need.save(update_fields=["person", *names])


def test_r30_value_does_not_open_for_another_owner_by_itself(
    person: Person, other: Person, advocate: User
) -> None:
    need = make_need(person, by=advocate, words="Żaneta’s sister reads 🙂")

    with recorded("test", by=None):
        Need.objects.filter(pk=need.pk).update(person=other)

    assert isinstance(Need.objects.get().words, Unreadable)


def test_rebound_value_reads_the_same(person: Person, other: Person, advocate: User) -> None:
    make_need(person, by=advocate, words="Żaneta’s sister reads 🙂", how_met=None)

    move(Need.objects.get(), other)

    need = Need.objects.get()
    assert (need.person, need.words, need.how_met) == (other, "Żaneta’s sister reads 🙂", None)


def test_rebound_value_no_longer_needs_the_old_key(person: Person, other: Person, advocate: User) -> None:
    make_need(person, by=advocate, words="Large print")
    move(Need.objects.get(), other)

    destroy_key(person.pk)
    forget_all()

    assert Need.objects.get().words == "Large print"


def test_rebind_names_every_sealed_field(person: Person, advocate: User) -> None:
    need = make_need(person, by=advocate)

    assert rebind(need, change=lambda: None) == ["kind", "words", "how_met"]


def test_r29_unreadable_value_stops_before_anything_is_changed(
    person: Person, other: Person, advocate: User
) -> None:
    need = Need.objects.get(pk=make_need(person, by=advocate, words="Large print").pk)
    destroy_key(person.pk)

    with pytest.raises(CannotOpen):
        move(need, other)

    assert need.person == person
