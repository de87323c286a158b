"""Today: the clinic in full, what is due, and what was not finished."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, Service, User
from alongside.audit.actions import recorded
from alongside.clinics.actions import cancel_session, close_session, expect
from alongside.clinics.models import Session, ShiftRole, Visit, VisitState
from alongside.common import clock
from alongside.desk.queries import first_steps_of, today_of
from alongside.desk.rules import DOORS, FOR_ONESELF, FOR_TEAM
from alongside.drafts.actions import keep_draft
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.casework import make_ask, make_case, make_step, make_uc_consent, make_warm
from tests.factories.clinics import make_clinic, make_session, make_shift
from tests.factories.directory import make_listing
from tests.factories.peers import make_stage
from tests.factories.people import make_partnership, make_person, make_wall


@pytest.fixture
def session(coordinator: User, advocate: User) -> Session:
    """A session today that `advocate` leads."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator, name="Canal Street", risk_sheet="Sit by the door")
    make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    return session


def test_today_shows_the_clinic_with_its_way_in_and_who_is_expected(
    session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    expect(person, session=session, by=advocate)

    page = signed_in(advocate).get("/").content.decode()

    for words in ("Canal Street", "Sit by the door", "Jo", "Someone sits down", "Tally"):
        assert words in page


def test_today_shows_a_clinic_that_does_not_run_so_that_nobody_goes_in_vain(
    session: Session, advocate: User, coordinator: User
) -> None:
    cancel_session(session, by=coordinator)

    day = today_of(advocate)

    assert (day.clinic, [line.session for line in day.others]) == (None, [session])


def test_other_days_show_the_next_clinics(advocate: User, coordinator: User) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator)
    clinic = make_clinic(by=coordinator, weekday=(clock.today() + timedelta(days=1)).weekday())
    coming = Session.objects.filter(clinic=clinic).in_order()[0]
    make_shift(coming, advocate, ShiftRole.LEAD, by=coordinator)

    assert [line.session for line in today_of(advocate).to_come] == [coming]


@pytest.mark.parametrize("many", [1, 3])
def test_today_takes_as_many_queries_for_three_people_as_for_one(
    many: int,
    session: Session,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        person = make_person(by=advocate, called=f"Jo {number}")
        make_partnership(person, advocate)
        expect(person, session=session, by=advocate)
        case = make_case(person, by=advocate)
        make_step(person, by=advocate, case=case, due_on=clock.today() - timedelta(days=1))
        consent = make_uc_consent(person, by=advocate)
        with recorded("test", by=None):
            consent.change(runs_out_on=clock.today())
        make_ask(case, by=advocate, due_on=clock.today())
        make_warm(person, by=advocate, rang_on=clock.today() - timedelta(days=7))
        keep_draft(f"/people/{person.pk}/notes/new/", {"fact": ["x"]}, by=advocate, person_id=person.pk)
    client = signed_in(advocate)
    client.get("/")

    with django_assert_num_queries(TODAY_QUERIES):
        page = client.get("/").content.decode()

    assert page.count("Was due") == many
    assert page.count("They may talk to you until") == many
    assert page.count("Asked today, no answer yet") == many
    assert page.count("Ask how it went") == many


TODAY_QUERIES = 27


def test_r12_today_says_nothing_of_somebody_behind_a_wall(
    session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    expect(person, session=session, by=advocate)
    make_step(person, by=advocate, due_on=clock.today())
    make_ask(make_case(person, by=advocate), by=advocate, due_on=clock.today())
    keep_draft(f"/people/{person.pk}/notes/new/", {"fact": ["x"]}, by=advocate, person_id=person.pk)
    make_wall(person, advocate)

    page = signed_in(advocate).get("/").content.decode()

    # as a word: the token of a form may hold the two letters
    assert re.search(r"\bJo\b", page) is None
    assert str(person.pk) not in page


def test_board_member_has_a_day_without_people(board_member: User, signed_in: SignIn) -> None:
    page = signed_in(board_member).get("/").content.decode()

    assert "Nothing is waiting for you today." in page
    assert "Worried about someone?" not in page


def test_new_service_tells_its_coordinator_how_to_begin(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    before = client.get("/").context["first_steps"]
    make_user("Ana Reyes", Role.ADVOCATE)
    make_listing("Canal food bank")
    make_clinic(by=coordinator)
    after = client.get("/").context["first_steps"]

    assert [step.page for step in before] == [
        "account-new",
        "clinic-new",
        "clinics",
        "directory-service-new",
        "crisis-numbers",
    ]
    assert [step.label for step in after] == ["Put a lead and a shadow on a day", "Check the numbers"]


def test_first_steps_end_when_somebody_was_down_for_a_day(
    session: Session, coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).get("/")

    assert (first_steps_of(advocate), first_steps_of(coordinator)) == ([], [])
    assert "Nothing is waiting for you today." in page.content.decode()


def test_unfinished_names_what_was_begun(advocate: User, person: Person, signed_in: SignIn) -> None:
    keep_draft(f"/people/{person.pk}/notes/new/", {"fact": ["x"]}, by=advocate, person_id=person.pk)
    keep_draft("/a/page/that/is/gone/", {"fact": ["x"]}, by=advocate)

    page = signed_in(advocate).get(reverse("unfinished")).content.decode()

    assert "A note" in page
    assert "Something you began" in page


@pytest.mark.parametrize(
    "role, pages",
    [
        (Role.ADVOCATE, ["my-shifts"]),
        (Role.SUPERVISOR, ["my-shifts", "supervision", "six"]),
        (Role.DP_LEAD, ["privacy"]),
        (Role.BOARD, ["six"]),
    ],
)
def test_today_leads_each_role_on_to_what_it_comes_for(
    role: Role, pages: list[str], service: Service, signed_in: SignIn
) -> None:
    answer = signed_in(make_user("Somebody", role)).get("/")

    assert [door.name for door in answer.context["doors"]] == pages
    assert [name for name in pages if f'href="{reverse(name)}"' not in answer.content.decode()] == []


def test_more_shows_each_role_the_pages_it_may_open(
    advocate: User, coordinator: User, dp_lead: User, board_member: User, signed_in: SignIn
) -> None:
    for user in (advocate, coordinator, dp_lead, board_member):
        client = signed_in(user)
        groups = client.get(reverse("more")).context["groups"]
        doors = [door.name for _heading, doors in groups for door in doors]

        assert [name for name in doors if client.get(reverse(name)).status_code == 404] == []
        assert sorted(doors) == sorted(door.name for door in DOORS if door.rule(user))


def test_more_stands_under_headings_and_names_none_with_nothing_under_it(
    coordinator: User, board_member: User, signed_in: SignIn
) -> None:
    of_coordinator, of_board = (
        [heading for heading, _doors in signed_in(user).get(reverse("more")).context["groups"]]
        for user in (coordinator, board_member)
    )

    assert of_coordinator == ["People", "Team and service", "For you"]
    assert of_board == ["Team and service", "For you"]
    assert {*FOR_TEAM, *FOR_ONESELF} <= {door.name for door in DOORS}


def test_arrived_asks_first_and_then_writes_the_visit(
    session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    page = f"{reverse('person-arrived', args=[person.pk])}?session={session.pk}"

    asked = client.get(page)
    assert (asked.status_code, Visit.objects.count()) == (200, 0)
    answer = client.post(page)

    assert answer.url == reverse("person", args=[person.pk])
    assert Visit.objects.get().state == VisitState.CAME


@pytest.mark.parametrize(
    "wanted", ["", "?session=", "?session=no", "?session=00000000-0000-4000-8000-000000000000"]
)
def test_arrived_without_a_session_is_not_there(
    wanted: str, session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    page = f"{reverse('person-arrived', args=[person.pk])}{wanted}"

    assert signed_in(advocate).get(page).status_code == 404


def test_arrived_says_that_a_session_takes_nobody_any_more(
    session: Session, advocate: User, person: Person, coordinator: User, signed_in: SignIn
) -> None:
    page = f"{reverse('person-arrived', args=[person.pk])}?session={session.pk}"
    close_session(session, by=advocate, people_came=0)

    answer = signed_in(coordinator).post(page, follow=True)

    assert "This session is closed." in answer.content.decode()
    assert not Visit.objects.exists()


def test_arrived_is_not_there_for_somebody_behind_a_wall(
    session: Session, advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_wall(person, advocate)
    page = f"{reverse('person-arrived', args=[person.pk])}?session={session.pk}"

    assert signed_in(advocate).post(page).status_code == 404
    assert not Visit.objects.exists()
