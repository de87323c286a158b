"""Names held in memory."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.crypto.actions import destroy_key
from alongside.crypto.keys import forget_all
from alongside.people import names as module
from alongside.people.actions import change_person
from alongside.people.models import Person
from alongside.people.names import Names, all_names
from tests.factories.people import make_person


def named(called: str, full_name: str = "", phone: str = "", reference: str = "7KQ-2MX") -> Person:
    """Return somebody who is in no database."""
    return Person(
        id=uuid4(),
        called=called or None,
        full_name=full_name or None,
        phone=phone or None,
        reference=reference,
    )


def found(people: list[Person], wanted: str) -> list[str | None]:
    """Return what those are called who are found by their letters."""
    by_id = {person.pk: person.called for person in people}
    return [by_id[pk] for pk in Names.of(people).exact(wanted)]


def alike(people: list[Person], wanted: str) -> list[str | None]:
    """Return what those are called who are found by a likeness."""
    by_id = {person.pk: person.called for person in people}
    return [by_id[pk] for pk in Names.of(people).alike(wanted)]


def test_part_of_a_name_is_found_whole_words_first() -> None:
    people = [named("Tamara"), named("Mar"), named("Marta"), named("Bo")]

    assert found(people, "mar") == ["Mar", "Marta", "Tamara"]


def test_every_word_must_be_there_in_any_order() -> None:
    people = [named("Jo", "Jo Marsh"), named("Joan", "Joan Bell")]

    assert found(people, "marsh jo") == ["Jo"]


def test_accents_capitals_and_hyphens_do_not_matter() -> None:
    people = [named("Żaneta"), named("Anne-Marie")]

    assert found(people, "zaneta") == ["Żaneta"]
    assert found(people, "ANNEMARIE") == ["Anne-Marie"]
    assert found(people, "anne marie") == ["Anne-Marie"]


def test_part_of_a_number_is_found_however_it_is_written() -> None:
    people = [named("Jo", phone="+44 7700 900123"), named("Bo", phone="07700 900456")]

    assert found(people, "07700 900 1") == ["Jo"]
    assert found(people, "0123") == ["Jo"]
    assert found(people, "12") == []


def test_part_of_a_reference_is_found() -> None:
    people = [named("Jo"), named("Bo", reference="A22-B33")]

    assert found(people, "7kq-2mx") == ["Jo"]
    assert found(people, "2b3") == ["Bo"]


def test_nothing_is_found_by_nothing() -> None:
    assert found([named("Jo")], "–") == []
    assert alike([named("Jo")], "–") == []


def test_likeness_is_of_sound_or_of_spelling() -> None:
    people = [named("Katherine"), named("Marsh"), named("Zoe")]

    assert alike(people, "catherine") == ["Katherine"]
    assert alike(people, "marhs") == ["Marsh"]
    assert alike(people, "sue") == []


def test_person_put_again_is_found_by_the_new_name_only() -> None:
    person = named("Jo")
    other = named("Jo")
    names = Names.of([person, other])

    person.called = "Bo"
    names.put(person)

    assert names.exact("bo") == [person.pk]
    assert names.exact("jo") == [other.pk]


@pytest.mark.django_db
def test_memory_holds_everybody_and_reads_only_what_is_new(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    jo = make_person(by=coordinator, called="Jo")
    make_person(by=coordinator, called="Bo")
    with all_names() as names:
        assert names.exact("jo") == [jo.pk]
    forget_all()

    with django_assert_num_queries(1), all_names() as names:
        assert names.exact("jo") == [jo.pk]


@pytest.mark.django_db
def test_memory_follows_a_changed_name(coordinator: User) -> None:
    person = make_person(by=coordinator, called="Jo")
    with all_names() as names:
        assert names.exact("jo") == [person.pk]

    change_person(person, by=coordinator, called="Kim")

    with all_names() as names:
        assert names.exact("jo") == []
        assert names.exact("kim") == [person.pk]


@pytest.mark.django_db
def test_memory_finds_what_was_committed_late(coordinator: User) -> None:
    with all_names():
        pass

    with clock.at(clock.now() - timedelta(seconds=30)):
        person = make_person(by=coordinator, called="Jo")

    with all_names() as names:
        assert names.exact("jo") == [person.pk]


@pytest.mark.django_db
def test_memory_ends_when_nobody_searches(coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.05)
    make_person(by=coordinator, called="Jo")
    with all_names() as names:
        assert len(names.words) == 1

    end = module._memory._end

    assert end is not None
    end.join()
    assert module._memory.names.words == {}


@pytest.mark.django_db
def test_memory_is_filled_anew_after_half_a_day(coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person(by=coordinator, called="Jo")
    with all_names():
        pass
    with recorded("test", by=coordinator):
        Person.objects.filter(pk=person.pk).delete()

    with all_names() as names:
        held = len(names.words)
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0)

    with all_names() as names:
        assert (held, len(names.words)) == (1, 0)


@pytest.mark.django_db
def test_name_that_cannot_be_opened_is_not_held(coordinator: User) -> None:
    person = make_person(by=coordinator, called="Jo", phone="07700 900123")
    destroy_key(person.pk)

    with all_names() as names:
        assert names.words[person.pk] == frozenset()
        assert names.numbers.held[person.pk] == ""


@pytest.mark.django_db
def test_opened_keys_do_not_stay_on_the_ring(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_person(by=coordinator, called="Jo")
    forget_all()
    person = Person.objects.get(pk=person.pk)

    with all_names():
        pass

    with django_assert_num_queries(1):
        assert person.called == "Jo"
