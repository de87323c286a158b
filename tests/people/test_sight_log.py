"""Who looked at a record: every access by role, what for and when (R27, K5)."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.audit.actions import record
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.people.actions import ask_to_join
from alongside.people.models import Partnership, Person
from alongside.people.queries.sight_log import Look, looks_at
from tests.conftest import SignIn
from tests.factories.people import make_glass, make_partnership, make_person, make_wall


def see(person: Person, by: User | None, page: str = "person") -> None:
    """Look at a page of somebody."""
    record("person.see", by=by, about=person, person=person, page=page)


def newest(person: Person, viewer: User) -> Look:
    """Return the first line of the list."""
    return looks_at(person, viewer=viewer).lines[0]


def hide_all_of_the_reader(entries: QuerySet[Entry], user: User) -> QuerySet[Entry]:
    """Leave out what the reader did themselves: for a test."""
    return entries.exclude(actor=user.pk)


def test_r27_every_access_is_listed_by_role_purpose_and_time(
    coordinator: User, advocate: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    at = clock.now()
    with clock.at(at):
        see(person, advocate, "case")
    signed_in(other_advocate).get(f"/people/{person.pk}/")

    refused, look = looks_at(person, viewer=coordinator).lines[:2]

    assert look == Look(
        at=at,
        has_time=True,
        name="Ana Reyes",
        roles="Advocate",
        what="Looked: a case",
        link="Advocate",
        is_refused=False,
        is_odd=False,
    )
    assert (refused.name, refused.what, refused.is_refused, refused.is_odd, refused.link) == (
        "Otis Hale",
        "Looked: their page",
        True,
        False,
        "",
    )


def test_r27_nothing_of_anybody_else_is_listed(coordinator: User, advocate: User, person: Person) -> None:
    other = make_person(by=coordinator, called="Una")
    see(other, coordinator)

    assert {look.name for look in looks_at(person, viewer=coordinator).lines} == {"Ana Reyes"}


def test_r27_what_was_done_to_a_contact_is_listed_after_joining(
    coordinator: User, advocate: User, person: Person
) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)
    see(contact, advocate, "note-new")

    ask_to_join(contact, person, person_agreed=True, by=advocate)

    look = next(
        line for line in looks_at(person, viewer=coordinator).lines if line.what == "Looked: writing a note"
    )
    assert (look.has_time, look.link) == (False, "Advocate")


@pytest.mark.parametrize("persona", ["coordinator", "dp_lead"])
def test_k5_look_through_a_standing_role_is_no_odd_one(
    persona: str, person: Person, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(persona)
    see(person, user)

    look = newest(person, user)

    assert (look.link, look.is_odd) == ("Through their role", False)


def test_k5_look_without_a_link_is_odd(coordinator: User, other_advocate: User, person: Person) -> None:
    see(person, other_advocate)

    look = newest(person, coordinator)

    assert (look.name, look.link, look.is_odd) == ("Otis Hale", "", True)


def test_k5_link_counts_on_the_day_of_the_look(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    held = make_partnership(person, other_advocate)
    see(person, other_advocate)
    with permitted():
        held.change(ends_on=clock.today())

    with clock.at(clock.now() + timedelta(days=1)):
        see(person, other_advocate)
        after, before = looks_at(person, viewer=coordinator).lines[:2]

    assert (after.is_odd, before.is_odd, before.link) == (True, False, "Advocate")
    with clock.at(clock.now() - timedelta(days=1)):
        see(person, other_advocate)
    assert newest(person, coordinator).is_odd


def test_r20_look_in_an_emergency_says_so(coordinator: User, other_advocate: User, person: Person) -> None:
    make_glass(person, other_advocate)
    see(person, other_advocate)

    lines = looks_at(person, viewer=coordinator).lines[:3]

    assert [(line.what, line.link) for line in lines] == [
        ("Looked: their page", "In an emergency"),
        ("Was let in for an hour, to read", "In an emergency"),
        ("Opened the record in an emergency", "In an emergency"),
    ]


def test_what_the_service_did_itself_has_no_name(coordinator: User, person: Person) -> None:
    see(person, None)

    look = newest(person, coordinator)

    assert (look.name, look.roles, look.link, look.is_odd) == ("", "", "", False)


def test_role_of_an_earlier_time_is_shown_as_it_was_kept(coordinator: User, person: Person) -> None:
    last = Entry.objects.order_by("seq").last()
    assert last
    Entry.objects.create(
        seq=last.seq + 1,
        at=clock.now(),
        actor=coordinator.pk,
        roles="helper",
        action="person.see",
        outcome="done",
        person=person.pk,
        mac="-",
    )

    look = newest(person, coordinator)

    assert (look.roles, look.is_odd) == ("helper", True)


def test_r16_list_tells_of_no_wall(coordinator: User, other_advocate: User, person: Person) -> None:
    make_partnership(person, other_advocate)
    before = looks_at(person, viewer=coordinator).lines

    make_wall(person, other_advocate)

    assert looks_at(person, viewer=coordinator).lines == before


def test_r56_what_is_hidden_from_the_reader_is_left_out(
    coordinator: User, person: Person, settings: LazySettings
) -> None:
    settings.ALONGSIDE_AUDIT_HIDERS = [f"{__name__}.hide_all_of_the_reader"]
    see(person, coordinator)

    assert {line.name for line in looks_at(person, viewer=coordinator).lines} == {"Ana Reyes"}


def test_list_goes_on_where_the_page_before_ended(coordinator: User, advocate: User, person: Person) -> None:
    for page in ("case", "story", "details"):
        see(person, advocate, page)

    first = looks_at(person, viewer=coordinator, size=2)
    second = looks_at(person, viewer=coordinator, before=first.before, size=2)

    assert [line.what for line in first.lines] == ["Looked: their details", "Looked: their story"]
    assert second.lines[0].what == "Looked: a case"
    assert looks_at(person, viewer=coordinator, size=50).before is None
    assert Partnership.objects.count() == 1
