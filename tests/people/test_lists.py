"""Lists of people, and finding one of them."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.people.actions import change_person
from alongside.people.models import PartnershipKind, Person, WallKind
from alongside.people.queries import people_found, people_page, tell_apart
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.people import make_partnership, make_person, make_wall


def make_crowd(count: int, *, by: User, user: User | None = None) -> list[Person]:
    """Return people seen on one day after the other, the last one latest, with whom `user` works."""
    crowd = []
    for number in range(count):
        with clock.at(clock.now() - timedelta(days=count - number)):
            crowd.append(make_person(by=by, called=f"Mara {number}"))
    for person in crowd if user else []:
        make_partnership(person, user)  # type: ignore[arg-type]
    return crowd


def test_list_begins_with_who_was_seen_last(coordinator: User) -> None:
    crowd = make_crowd(3, by=coordinator)

    page = people_page(coordinator)

    assert page.people == crowd[::-1]
    assert page.after == ""


def test_list_goes_on_where_the_page_before_ended(coordinator: User) -> None:
    crowd = make_crowd(27, by=coordinator)

    first = people_page(coordinator)
    second = people_page(coordinator, after=first.after)

    assert first.people == crowd[:1:-1]
    assert second.people == [crowd[1], crowd[0]]
    assert second.after == ""


def test_list_goes_on_among_those_seen_on_one_day(coordinator: User) -> None:
    crowd = [make_person(by=coordinator, called=f"Mara {number}") for number in range(27)]

    first = people_page(coordinator)
    second = people_page(coordinator, after=first.after)

    assert [person.pk for person in first.people + second.people] == sorted(person.pk for person in crowd)


@pytest.mark.parametrize("after", ["x", "2026-01-01", "2026-01-01_x", "2026-99-01_", "_"])
def test_place_that_is_none_is_the_beginning(coordinator: User, after: str) -> None:
    crowd = make_crowd(1, by=coordinator)

    assert people_page(coordinator, after=after).people == crowd


def test_r12_list_is_the_visible_set(
    advocate: User, other_advocate: User, walled_advocate: User, person: Person
) -> None:
    assert people_page(advocate).people == [person]
    assert people_page(other_advocate).people == []
    assert people_page(walled_advocate).people == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_list_takes_a_fixed_number_of_queries(
    count: int, coordinator: User, other_advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_crowd(count, by=coordinator, user=other_advocate)

    for user in (coordinator, other_advocate):
        fresh = User.objects.get(pk=user.pk)
        forget_all()
        # their roles, the people, the keys
        with django_assert_num_queries(3):
            assert [person.label[:4] for person in people_page(fresh).people] == ["Mara"] * min(count, 25)


def test_page_of_the_list_costs_no_more_with_more_people_and_counts_none(
    coordinator: User, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)
    client.get("/people/")
    taken = []
    for count in (1, 3, 30):
        make_crowd(count, by=coordinator)
        with django_assert_max_num_queries(20) as queries:
            client.get("/people/")
        taken.append([query["sql"].split()[0] for query in queries.captured_queries])
        assert not re.findall(r'COUNT\([^)]*\)[^"]*("\w+" )?FROM "people_', str(queries.captured_queries))

    assert taken[0] == taken[1] == taken[2]


@pytest.mark.parametrize("wanted", ["jo", "MARSH", "arsh", "900123"])
def test_part_of_a_name_or_number_finds(
    person: Person, advocate: User, coordinator: User, wanted: str
) -> None:
    change_person(person, by=advocate, phone="07700 900123")

    assert people_found(advocate, wanted).people == [person]
    assert people_found(coordinator, wanted).people == [person]


def test_reference_finds_also_a_contact_without_a_name(coordinator: User, other_advocate: User) -> None:
    people_found(coordinator, "x")
    contact = make_person(by=coordinator)
    make_partnership(contact, other_advocate, PartnershipKind.CLINIC)

    for wanted in (contact.reference, contact.reference.lower().replace("-", " ")):
        assert people_found(coordinator, wanted).people == [contact]
        assert people_found(other_advocate, wanted).people == [contact]


def test_who_sounds_alike_comes_second(coordinator: User, other_advocate: User) -> None:
    exact = make_person(by=coordinator, called="Katherine")
    alike = make_person(by=coordinator, called="Catherine")
    make_person(by=coordinator, called="Bo")
    for person in (exact, alike):
        make_partnership(person, other_advocate)

    for user in (coordinator, other_advocate):
        found = people_found(user, "katherine")
        assert (found.people, found.alike, found.has_more) == ([exact], [alike], False)


def test_likeness_is_left_out_where_letters_find_enough(coordinator: User) -> None:
    exact = [make_person(by=coordinator, called="Katherine") for _ in range(5)]
    make_person(by=coordinator, called="Catherine")

    found = people_found(coordinator, "katherine")

    assert sorted(person.pk for person in found.people) == sorted(person.pk for person in exact)
    assert found.alike == []


def test_more_than_a_page_is_said(coordinator: User, other_advocate: User) -> None:
    make_crowd(26, by=coordinator, user=other_advocate)

    for user in (coordinator, other_advocate):
        found = people_found(user, "mara")
        assert (len(found.people), found.has_more) == (25, True)


def test_r12_search_is_inside_the_visible_set(
    person: Person, advocate: User, other_advocate: User, walled_advocate: User, coordinator: User
) -> None:
    make_wall(person, coordinator, WallKind.OBJECTION)

    assert people_found(advocate, "marsh").people == [person]
    for user in (other_advocate, walled_advocate, coordinator):
        assert people_found(user, "marsh") == people_found(user, "mxxxx")
        assert people_found(user, "merch") == people_found(user, "mxxxx")


def test_search_goes_past_many_hidden_people(coordinator: User) -> None:
    hidden = [make_person(by=coordinator, called="Mara") for _ in range(61)]
    for person in hidden:
        make_wall(person, coordinator, WallKind.OBJECTION)
    seen = make_person(by=coordinator, called="Mara Z")

    assert people_found(coordinator, "mara").people == [seen]


def test_r17_hidden_person_costs_a_search_no_query(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hidden = make_person(by=coordinator, called="Jane Example")
    make_wall(hidden, coordinator, WallKind.OBJECTION)
    people_found(coordinator, "x")

    for wanted in ("jane example", "june nobody"):
        forget_all()
        # what is new in memory, twice; the records by their letters, and by their sound
        with django_assert_num_queries(4):
            people_found(coordinator, wanted)


def test_changed_name_is_not_found_by_the_old_one(person: Person, advocate: User, coordinator: User) -> None:
    assert people_found(coordinator, "marsh").people == [person]

    change_person(person, by=advocate, full_name="Jo Bell")

    assert people_found(coordinator, "marsh").people == []
    assert people_found(coordinator, "bell").people == [person]


def test_search_page_finds(person: Person, advocate: User, signed_in: SignIn) -> None:
    page = signed_in(advocate).post("/people/find/", {"words": "mar"})

    assert page.status_code == 200
    assert f'href="/people/{person.pk}/"' in page.content.decode()
    assert "Jo Marsh" in page.content.decode()


def test_search_page_says_when_there_is_nobody(advocate: User, signed_in: SignIn) -> None:
    page = signed_in(advocate).post("/people/find/", {"words": "mar"}).content.decode()

    assert "Nobody with these letters" in page
    assert 'href="/people/new/"' in page


def test_search_page_shows_likenesses_apart(person: Person, advocate: User, signed_in: SignIn) -> None:
    page = signed_in(advocate).post("/people/find/", {"words": "merch"}).content.decode()

    assert "almost like this" in page
    assert str(person.pk) in page


def test_search_page_says_that_there_are_more(coordinator: User, signed_in: SignIn) -> None:
    make_crowd(26, by=coordinator)

    page = signed_in(coordinator).post("/people/find/", {"words": "mara"}).content.decode()

    assert "There are more" in page


def test_search_page_asks_for_letters(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    assert client.get("/people/find/").status_code == 200
    assert client.post("/people/find/", {"words": " "}).status_code == 422


def test_search_from_a_session_leads_back_to_it(person: Person, advocate: User, signed_in: SignIn) -> None:
    session = uuid4()

    page = signed_in(advocate).post(f"/people/find/?session={session}", {"words": "mar"}).content.decode()

    assert f'href="/people/{person.pk}/arrived/?session={session}"' in page
    assert f'href="/people/new/?session={session}"' in page


def test_r41_what_was_searched_is_in_no_address_title_log_or_audit(
    person: Person, advocate: User, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    page = signed_in(advocate).post("/people/find/", {"words": "marsh"})

    html = page.content.decode()
    assert page.wsgi_request.get_full_path() == "/people/find/"
    assert 'method="get"' not in html
    assert html[html.index("<title>") : html.index("</title>")] == "<title>People · Alongside"
    assert "marsh" not in caplog.text
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.facts) == ("people.find", {"found": "1"})


def test_list_page_leads_on_and_back(coordinator: User, signed_in: SignIn) -> None:
    make_crowd(26, by=coordinator)
    client = signed_in(coordinator)

    first = client.get("/people/").content.decode()
    after = people_page(coordinator).after
    second = client.get("/people/", {"after": after}).content.decode()

    assert f'href="?after={after}"' in first
    assert "Newest" not in first
    assert "Newest" in second
    assert second.count('class="row"') == 1


def test_list_page_says_when_nobody_is_there(other_advocate: User, signed_in: SignIn) -> None:
    page = signed_in(other_advocate).get("/people/").content.decode()

    assert "No people here yet" in page
    assert 'href="/people/new/"' in page


def test_list_shows_who_waits_and_who_has_no_name(coordinator: User, signed_in: SignIn) -> None:
    make_person(by=coordinator, called="Jo", waiting=True)
    make_person(by=coordinator)

    page = signed_in(coordinator).get("/people/").content.decode()

    assert page.count(">Waiting</span>") == 1
    assert page.count(">No name</span>") == 1


def test_dp_lead_finds_people_and_adds_none(person: Person, dp_lead: User, signed_in: SignIn) -> None:
    client = signed_in(dp_lead)

    page = client.get("/people/").content.decode()

    assert str(person.pk) in page
    assert "/people/new/" not in page
    assert client.get("/people/new/").status_code == 404


@pytest.mark.parametrize("path", ["/people/", "/people/find/", "/people/new/"])
def test_board_sees_nobody(person: Person, board_member: User, signed_in: SignIn, path: str) -> None:
    assert signed_in(board_member).get(path).status_code == 404


def test_supervisor_searches_their_own_list(person: Person, coordinator: User) -> None:
    supervisor = make_user("Sia Moor", Role.SUPERVISOR)
    make_partnership(person, supervisor, PartnershipKind.SUPERVISOR)
    make_person(by=coordinator, called="Joan")

    assert people_found(supervisor, "jo").people == [person]


def test_no_name_stands_in_the_address_of_the_next_page(coordinator: User, signed_in: SignIn) -> None:
    make_crowd(26, by=coordinator)

    assert "Mara" not in people_page(coordinator).after


def test_client_cannot_send_letters_by_address(person: Person, advocate: User, signed_in: SignIn) -> None:
    client: Client = signed_in(advocate)

    page = client.get("/people/find/", {"words": "marsh"}).content.decode()

    assert "Found" not in page


def test_namesakes_in_one_list_are_told_apart(coordinator: User) -> None:
    told = ({"called": "Barry"}, {"called": "Barry", "full_name": "Barry Kent"}, {"full_name": "Barry"}, {})
    people = [make_person(by=coordinator, **names) for names in told]
    refs = [person.reference for person in people]

    tell_apart([*people, people[3]])

    assert [person.label for person in people] == [
        f"Barry · {refs[0]}",
        f"Barry · Barry Kent · {refs[1]}",
        f"Barry · {refs[2]}",
        f"No name yet · {refs[3]}",
    ]
