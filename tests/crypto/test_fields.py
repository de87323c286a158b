"""Sealed fields on a real row: lazy, bound to their place, and never passed through."""

import base64
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, models, transaction

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.crypto import keys
from alongside.crypto.fields import SealedText, Unreadable
from alongside.crypto.models import SealedModel
from alongside.crypto.seal import CannotOpen
from alongside.people.models import Person
from tests.factories.people import make_person

Stored = Callable[[Person, str], bytes]


def stored(person: Person, column: str) -> bytes:
    """Return what the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE reference = %s", [person.reference])
        return bytes(cursor.fetchone()[0])


def store(person: Person, column: str, token: bytes) -> None:
    """Change the database behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_person SET {column} = %s WHERE reference = %s", [token, person.reference]
        )


@pytest.fixture
def jo(advocate: User) -> Person:
    """A person with a name and a date of birth."""
    return make_person(by=advocate, called="Jo", full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))


def test_value_reads_as_set_and_as_stored(jo: Person) -> None:
    again = Person.objects.get(pk=jo.pk)

    assert (jo.called, again.called) == ("Jo", "Jo")
    assert again.date_of_birth == date(1980, 2, 29)
    assert again.phone is None


@pytest.mark.parametrize("canary", ["Jo Marsh", "1980-02-29"])
def test_r28_stored_value_holds_no_readable_copy(jo: Person, canary: str) -> None:
    held = stored(jo, "full_name") + stored(jo, "date_of_birth")

    for form in (
        canary.encode(),
        canary.encode("utf-16-le"),
        base64.b64encode(canary.encode()),
        canary.encode().hex().encode(),
    ):
        assert form not in held


def test_what_is_not_looked_at_is_not_opened(jo: Person) -> None:
    keys.forget_all()
    people = list(Person.objects.all())

    assert keys._the_ring() == {}
    assert people[0].called == "Jo"


def test_deferred_value_is_fetched_when_looked_at(jo: Person) -> None:
    again = Person.objects.defer("called").get(pk=jo.pk)

    assert again.called == "Jo"


def test_r30_value_moved_to_another_column_does_not_open_and_the_rest_does(jo: Person) -> None:
    store(jo, "called", stored(jo, "full_name"))

    again = Person.objects.get(pk=jo.pk)

    assert isinstance(again.called, Unreadable)
    assert str(again.called) == "This could not be opened. Tell your coordinator."
    assert again.full_name == "Jo Marsh"


def test_r30_value_moved_to_another_person_does_not_open(jo: Person, advocate: User) -> None:
    other = make_person(by=advocate, called="Sam")
    store(other, "called", stored(jo, "called"))

    again = Person.objects.get(pk=other.pk)

    assert isinstance(again.called, Unreadable)


def test_r30_what_does_not_open_is_recorded(jo: Person) -> None:
    store(jo, "called", b"tampered with")

    assert bool(Person.objects.get(pk=jo.pk).called)

    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.about, entry.facts) == ("seal.unreadable", str(jo.pk), {"field": "called"})


def test_r29_unreadable_value_cannot_be_saved(jo: Person) -> None:
    store(jo, "called", b"tampered with")
    again = Person.objects.get(pk=jo.pk)
    again.called = again.called

    with permitted(), pytest.raises(CannotOpen, match="cannot be saved"), transaction.atomic():
        again.save()

    assert stored(jo, "called") == b"tampered with"


def test_unopened_value_is_saved_as_it_stands(jo: Person) -> None:
    before = stored(jo, "called")
    again = Person.objects.get(pk=jo.pk)

    with permitted():
        again.save()

    assert stored(jo, "called") == before


def test_r29_plain_value_never_reaches_the_database(jo: Person) -> None:
    with permitted(), pytest.raises(TypeError, match="cannot be searched or set in bulk"):
        Person.objects.update(called="plain")
    with pytest.raises(TypeError, match="cannot be searched or set in bulk"):
        list(Person.objects.filter(called=b"Jo"))


def test_sealed_field_needs_a_sealed_model() -> None:
    class Loose(models.Model):
        words = SealedText()

        class Meta:
            app_label = "crypto"

    with pytest.raises(TypeError, match="derive it from SealedModel"):
        Loose._meta.get_field("words").pre_save(Loose(words="plain"), True)


def test_sealed_model_says_whose_key_seals_it() -> None:
    class Owned(SealedModel):
        class Meta:
            app_label = "crypto"

    with pytest.raises(NotImplementedError):
        Owned().seal_owner()


def test_fixture_of_sealed_values_is_refused(jo: Person) -> None:
    with pytest.raises(TypeError, match="not written to fixtures"):
        Person._meta.get_field("called").value_to_string(jo)


def test_field_is_known_on_the_model() -> None:
    assert Person.called.field is Person._meta.get_field("called")


def test_migrations_are_told_no_more_than_they_need() -> None:
    field = Person._meta.get_field("called")

    assert field.deconstruct() == ("called", "alongside.crypto.fields.SealedText", [], {"null": True})
