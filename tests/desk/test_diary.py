"""Time limits on today's page, among the decisions, in the order of those who wait, and in the team diary."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, User
from alongside.casework.actions.deadlines import watch_deadline
from alongside.casework.models import Case, Deadline
from alongside.casework.queries.deadlines import (
    diary_of,
    limits_for,
    limits_needing_cover,
    people_waiting_by_limit,
)
from alongside.common import clock
from alongside.people.actions import end_partnership, start_waiting
from alongside.people.models import Partnership, PartnershipKind, Person
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.casework import make_case, make_deadline
from tests.factories.people import make_check, make_partnership, make_person, make_wall

REVIEW = "homelessness-review-request"


@pytest.fixture
def case(person: Person, advocate: User) -> Case:
    """A case of `person`."""
    return make_case(person, by=advocate)


@pytest.fixture
def limit(case: Case, advocate: User, coordinator: User) -> Deadline:
    """A limit about 21 days from now, that two of us look after."""
    return make_deadline(case, by=advocate, rule_key=REVIEW, watcher=coordinator)


def start(days_left: int, case: Case, by: User) -> Deadline:
    """Return a limit whose last legal day is so many days ahead."""
    event_on = clock.today() + timedelta(days=days_left - 20)
    return make_deadline(case, by=by, rule_key=REVIEW, event_on=event_on)


def start_for_each_of(many: int, *, by: User) -> None:
    """Begin a limit of five days for each of so many people."""
    for number in range(many):
        person = make_person(by=by, called=f"Jo {number}")
        make_partnership(person, by)
        start(5, make_case(person, by=by), by)


def test_today_shows_the_limits_of_my_people_the_nearest_first(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    later, sooner = start(20, case, advocate), start(5, case, advocate)

    page = signed_in(advocate).get("/")

    (one,) = page.context["day"].limits
    assert [limit.deadline for limit in one.limits] == [sooner, later]
    assert "5 days left" in page.content.decode()


def test_today_shows_a_limit_i_watch_only_if_i_may_see_the_person(
    limit: Deadline, other_advocate: User, coordinator: User, advocate: User
) -> None:
    watch_deadline(limit, by=advocate, owner=advocate, watcher=other_advocate)

    assert limits_for(other_advocate) == []


@pytest.mark.parametrize("many", [1, 3])
def test_limits_of_today_take_as_many_queries_for_three_people_as_for_one(
    many: int, advocate: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    start_for_each_of(many, by=advocate)
    client = signed_in(advocate)
    client.get("/")

    with django_assert_num_queries(TODAY_QUERIES):
        page = client.get("/").content.decode()

    assert page.count("5 days left") == many


TODAY_QUERIES = 18


def test_limit_that_two_look_after_needs_no_decision(limit: Deadline, coordinator: User) -> None:
    assert limits_needing_cover(coordinator) == []


def test_d9_unwatched_limit_is_red_among_the_decisions(
    signed_in: SignIn, case: Case, advocate: User, coordinator: User
) -> None:
    limit = start(20, case, advocate)

    (one,) = limits_needing_cover(coordinator)
    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert (one.deadline, one.is_watched, one.is_owned, one.is_red) == (limit, False, True, True)
    assert "nobody else watches it" in page


def test_a8_limit_inside_14_days_with_no_advocate_is_red(
    limit: Deadline, person: Person, advocate: User, coordinator: User
) -> None:
    with_advocate = limits_needing_cover(coordinator)
    near = clock.now() + timedelta(days=8)
    with clock.at(near):
        make_partnership(person, coordinator, PartnershipKind.SUPERVISOR)
        watch_deadline(limit, by=advocate, owner=coordinator, watcher=make_user("Lou Pike", Role.ADVOCATE))
        end_partnership(Partnership.objects.get(user=advocate), by=coordinator)
    with clock.at(near + timedelta(days=1)):
        found = [
            (one.is_owned, one.is_watched, one.has_advocate, one.is_red)
            for one in limits_needing_cover(coordinator)
        ]

    assert (with_advocate, found) == ([], [(True, True, False, True)])


def test_limit_of_a_closed_account_is_uncovered(
    case: Case, person: Person, coordinator: User, advocate: User
) -> None:
    leaving = make_user("Lou Pike", Role.ADVOCATE)
    make_partnership(person, leaving)
    make_deadline(case, by=leaving, rule_key=REVIEW, watcher=advocate)
    before = limits_needing_cover(coordinator)

    close_account(leaving, by=coordinator)

    assert (before, [one.is_owned for one in limits_needing_cover(coordinator)]) == ([], [False])


def test_limit_of_a_closed_watcher_is_unwatched(limit: Deadline, advocate: User, coordinator: User) -> None:
    leaving = make_user("Lou Pike", Role.ADVOCATE)
    watch_deadline(limit, by=advocate, owner=advocate, watcher=leaving)

    close_account(leaving, by=coordinator)

    assert [one.is_watched for one in limits_needing_cover(coordinator)] == [False]


def test_limit_is_uncovered_when_its_owner_no_longer_works_with_the_person(
    limit: Deadline, advocate: User, coordinator: User
) -> None:
    end_partnership(Partnership.objects.get(user=advocate), by=coordinator)

    with clock.at(clock.now() + timedelta(days=1)):
        (one,) = limits_needing_cover(coordinator)

    assert (one.is_owned, one.is_red) == (False, True)


def test_d9_diary_shows_date_and_names_and_nothing_of_the_matter(
    signed_in: SignIn, limit: Deadline, person: Person, advocate: User
) -> None:
    page = signed_in(advocate).get(reverse("diary")).content.decode()

    for words in ("Ana Reyes", "Cora Lind watches", person.reference):
        assert words in page
    assert [words for words in ("Jo Marsh", "review", "flat") if words in page] == []


def test_d9_watcher_who_may_not_see_the_person_sees_a_time_limit_and_no_link(
    signed_in: SignIn, limit: Deadline, person: Person, advocate: User, other_advocate: User
) -> None:
    watch_deadline(limit, by=advocate, owner=advocate, watcher=other_advocate)

    page = signed_in(other_advocate).get(reverse("diary")).content.decode()

    assert ("A time limit" in page, "Otis Hale watches" in page) == (True, True)
    assert [words for words in (person.reference, str(person.pk), str(limit.pk)) if words in page] == []


def test_d9_owner_who_no_longer_works_with_the_person_still_sees_when_it_ends(
    limit: Deadline, advocate: User, coordinator: User
) -> None:
    end_partnership(Partnership.objects.get(user=advocate), by=coordinator)

    with clock.at(clock.now() + timedelta(days=1)):
        (one,) = diary_of(advocate)

    assert (one.deadline, one.may_see) == (limit, False)


def test_diary_of_somebody_who_neither_sees_nor_watches_is_empty(
    limit: Deadline, other_advocate: User, dp_lead: User
) -> None:
    assert (diary_of(other_advocate), diary_of(dp_lead)) == ([], [])


def test_r14_diary_behind_a_wall_reads_byte_for_byte_as_if_there_were_no_limit(
    signed_in: SignIn, limit: Deadline, person: Person, advocate: User, other_advocate: User
) -> None:
    watch_deadline(limit, by=advocate, owner=advocate, watcher=other_advocate)
    nobody = make_user("Lou Pike", Role.ADVOCATE)
    make_wall(person, other_advocate)

    theirs, empty = (
        signed_in(user).get(reverse("diary")).content.partition(b"<main")[2]
        for user in (other_advocate, nobody)
    )

    assert (diary_of(other_advocate), theirs) == ([], empty)


def test_r14_wall_empties_the_diary_of_a_coordinator_who_watches(
    limit: Deadline, person: Person, coordinator: User
) -> None:
    before = [one.deadline for one in diary_of(coordinator)]

    make_wall(person, coordinator)

    assert (before, diary_of(coordinator)) == ([limit], [])


def test_r19_account_with_an_open_check_sees_no_diary(limit: Deadline, coordinator: User) -> None:
    make_check(coordinator, make_person(by=coordinator, called="Sam"))

    assert diary_of(coordinator) == []


@pytest.mark.parametrize("many", [1, 3])
def test_diary_takes_as_many_queries_for_three_limits_as_for_one(
    many: int, advocate: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    start_for_each_of(many, by=advocate)
    client = signed_in(advocate)
    client.get(reverse("diary"))

    with django_assert_num_queries(DIARY_QUERIES):
        page = client.get(reverse("diary"))

    assert len(page.context["limits"]) == many


DIARY_QUERIES = 8


def test_empty_diary_says_so(signed_in: SignIn, advocate: User) -> None:
    assert "No time limit runs." in signed_in(advocate).get(reverse("diary")).content.decode()


def test_a8_waiting_list_goes_by_the_nearest_legal_date_and_then_by_arrival(
    coordinator: User, signed_in: SignIn
) -> None:
    people = {name: make_person(by=coordinator, called=name) for name in ("First", "Later", "Far", "Near")}
    for number, person in enumerate(people.values()):
        start_waiting(person, by=coordinator, since=clock.today() - timedelta(days=9 - number))
    start(20, make_case(people["Far"], by=coordinator), coordinator)
    start(20, make_case(people["Near"], by=coordinator), coordinator)
    start(5, make_case(people["Near"], by=coordinator), coordinator)

    waiting = people_waiting_by_limit(coordinator)
    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert [(one.person.label, one.is_red) for one in waiting] == [
        ("Near", True),
        ("Far", False),
        ("First", False),
        ("Later", False),
    ]
    assert page.count("Needs an advocate now") == 1
