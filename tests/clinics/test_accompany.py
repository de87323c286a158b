"""Somebody to go with a person: who may see it, who may go, and what the rota makes of it (B7)."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions import accompany as actions
from alongside.clinics.actions import make_exception, rotas
from alongside.clinics.actions.supply import tell_about_me, tell_other_days
from alongside.clinics.models import Accompaniment, ExceptionKind, GoingState, Rota, ShiftRole
from alongside.clinics.queries import candidates
from alongside.clinics.queries.accompany import could_go, going_along, goings, needing_somebody, to_come
from alongside.clinics.queries.cover import my_shifts
from alongside.clinics.queries.rotas import draft_of, weeks_of
from alongside.clinics.rota.problem import Role as Place
from alongside.clinics.rota_words import gaps_in_words, parts_in_words
from alongside.clinics.rules import shift_problems
from alongside.clinics.rules.accompany import accompaniments_visible_to, going_problems
from alongside.common.problems import RuleBroken
from alongside.desk.queries import decisions_of, today_of
from alongside.peers.models import StageName
from alongside.people.actions import change_partnership, hand_over, restrict_person
from alongside.people.models import Partnership, PartnershipKind, Person, WallKind
from alongside.people.rules import kept_from, may_be_given, may_see_person
from tests.clinics.conftest import NOW, TODAY, at
from tests.clinics.test_diary import events, told
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_check, make_link, make_partnership, make_person, make_wall
from tests.factories.rota import make_rota, make_supply

THEN = TODAY + timedelta(days=7)
EVENING = NOW + timedelta(hours=9)
Commit = Callable[..., Any]


@pytest.fixture
def other(service: object, coordinator: User) -> User:
    """A lead who works with nobody yet."""
    return make_advocate("Lena Strand", StageName.LEAD, by=coordinator)


@pytest.fixture
def row(person: Person, lead: User) -> Accompaniment:
    """Somebody is wanted to go with `person` in a week; their advocate asked."""
    return make_going(person, by=lead)


@pytest.fixture
def going(person: Person, other: User, coordinator: User) -> Accompaniment:
    """`other` goes with `person` in a week."""
    return make_going(person, by=coordinator, goes=other)


@pytest.fixture
def addresses(coordinator: User, other: User) -> tuple[str, str]:
    """The coordinator and `other` can be written to."""
    with recorded("account.forge", by=None):
        coordinator.change(email="cora@example.org")
        other.change(email="lena@example.org")
    return "cora@example.org", "lena@example.org"


def stored(table: str, column: str) -> bytes:
    """Return what the database holds in the one row of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM {table}')
        return bytes(cursor.fetchone()[0])


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what an action refused, as codes."""
    return [problem.code for problem in broken.value.problems]


def why_not(row: Accompaniment, user: User) -> list[str]:
    """Return what keeps somebody from going, as codes."""
    return [problem.code for problem in going_problems(row, [user])[user.pk]]


def again(row: Accompaniment) -> Accompaniment:
    """Return it as it stands now."""
    return Accompaniment.objects.get(pk=row.pk)


def test_what_is_asked_for_is_sealed_and_recorded_without_its_words(row: Accompaniment, lead: User) -> None:
    entry = Entry.objects.get(action="accompany.ask")

    assert (str(row), row.state) == (f"accompaniment {row.pk}", GoingState.TO_COME)
    assert b"Mill Lane" not in stored("clinics_accompaniment", "where")
    assert "Mill" not in str(entry.facts)
    assert (entry.actor, entry.person) == (lead.pk, row.person_id)


def test_coordinators_learn_that_there_is_news_and_nothing_else(
    person: Person, lead: User, addresses: tuple[str, str], django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_going(person, by=lead)

    (message,) = mail.outbox
    assert (message.to, message.subject) == ([addresses[0]], "You have a new message")
    assert "Jo" not in message.body
    assert "Mill" not in message.body


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"on": TODAY - timedelta(days=1)}, "day_is_over"),
        ({"starts_at": time(12), "ends_at": time(10)}, "ends_before"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], code: str, person: Person, lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_going(person, by=lead, **asked)

    assert codes(broken) == [code]


def test_somebody_without_a_name_is_written_down_first(lead: User) -> None:
    nobody = make_person(by=lead)

    with pytest.raises(RuleBroken) as broken:
        make_going(nobody, by=lead)

    assert codes(broken) == ["nobody_to_meet"]


def test_whoever_is_put_on_sees_the_person_from_then_for_four_weeks_after(
    row: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    before = (may_see_person(other, person), list(accompaniments_visible_to(other)))

    actions.let_go_along(row, user=other, by=coordinator)

    assert before == (False, [])
    assert may_see_person(other, person)
    assert list(accompaniments_visible_to(other)) == [row]
    with at(NOW + timedelta(days=7 + 28)):
        assert may_see_person(other, person)
    with at(NOW + timedelta(days=7 + 29)):
        assert not may_see_person(other, person)


def test_coordinator_who_leads_and_goes_along_has_no_message_of_it(
    row: Accompaniment, django_capture_on_commit_callbacks: Commit
) -> None:
    both = make_user("Bo Lind", Role.COORDINATOR, Role.ADVOCATE)
    make_stage(both, StageName.LEAD)

    with django_capture_on_commit_callbacks(execute=True):
        going = actions.let_go_along(row, user=both, by=both)

    assert (going.user, mail.outbox) == (both, [])


def test_companion_is_told_that_there_is_news(
    row: Accompaniment,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.let_go_along(row, user=other, by=coordinator)

    assert [message.to for message in mail.outbox] == [[addresses[1]]]


def test_roles_that_do_no_advocacy_see_none(row: Accompaniment, dp_lead: User, board_member: User) -> None:
    assert [list(accompaniments_visible_to(user)) for user in (dp_lead, board_member)] == [[], []]


def test_stage_checks_and_account_are_asked_as_for_a_session(
    row: Accompaniment, shadow: User, supervisor: User, coordinator: User
) -> None:
    unchecked = make_advocate("Nia Cole", StageName.LEAD, by=coordinator, checked=False)

    assert why_not(row, shadow) == ["not_signed_off"]
    assert why_not(row, unchecked) == ["no_check"]
    assert why_not(row, supervisor)[:2] == ["not_an_advocate", "not_in_training"]


def test_nobody_goes_while_they_are_on_a_session_or_with_somebody_else(
    row: Accompaniment, lead: User, other: User, coordinator: User
) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, THEN), other, by=coordinator)
    sam = make_person(by=coordinator, called="Sam")
    make_going(sam, by=coordinator, goes=lead, starts_at=time(11, 30), ends_at=time(13))

    against = going_problems(row, [lead, other])

    assert [str(problem.sentence) for problem in against[other.pk]] == ["Is at Canal Street hostel then."]
    assert [str(problem.sentence) for problem in against[lead.pk]] == ["Goes somewhere with somebody then."]


def test_nobody_is_put_on_a_session_while_they_go_with_somebody(
    going: Accompaniment, other: User, coordinator: User
) -> None:
    session = session_on(make_clinic(by=coordinator), THEN)

    (problem,) = shift_problems(session, other, ShiftRole.LEAD)

    assert (problem.code, str(problem.sentence)) == ("elsewhere", "Goes somewhere with somebody then.")
    assert other not in [user for user, _stage in candidates(session, ShiftRole.LEAD).possible]


def test_session_is_not_moved_onto_where_somebody_goes(
    going: Accompaniment, other: User, coordinator: User
) -> None:
    clinic = make_clinic(by=coordinator, starts_at=time(13), ends_at=time(14))
    make_shift(session_on(clinic, THEN), other, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        make_exception(
            clinic,
            on=THEN,
            kind=ExceptionKind.MOVED,
            starts_at=time(11),
            ends_at=time(12),
            by=coordinator,
        )

    assert [str(problem.sentence) for problem in broken.value.problems] == [
        "Lena Strand goes somewhere with somebody then. Take them off one of the two."
    ]


def wall(person: Person, user: User) -> None:
    """Put a wall between them."""
    make_wall(person, user, WallKind.OBJECTION)


def wall_round_a_link(person: Person, user: User) -> None:
    """Put a wall before somebody the person is linked to."""
    tied = make_person(by=user, called="Lee")
    make_link(person, tied, by=user)
    make_wall(tied, user)


def wall_round_a_link_back(person: Person, user: User) -> None:
    """The same, linked from the other end."""
    tied = make_person(by=user, called="Lee")
    make_link(tied, person, by=user)
    make_wall(tied, user)


def open_check(person: Person, user: User) -> None:
    """Let their own account wait for a check."""
    make_check(user, make_person(by=user, called="Max"))


@pytest.mark.parametrize("barrier", [wall, wall_round_a_link, wall_round_a_link_back, open_check])
def test_r16_nobody_behind_a_wall_is_offered_or_put_on_and_no_reason_is_told(
    barrier: Callable[[Person, User], None],
    row: Accompaniment,
    person: Person,
    other: User,
    coordinator: User,
) -> None:
    barrier(person, other)

    found = could_go(row)
    with pytest.raises(RuleBroken) as broken:
        actions.let_go_along(row, user=other, by=coordinator)

    assert other not in [user for user, _stage in found.possible]
    assert (other, ["Not available."]) in found.refused
    assert codes(broken) == ["not_available"]
    assert not may_be_given(other, person)


def test_r18_restricted_record_needs_somebody_who_is_named_for_it(
    row: Accompaniment, person: Person, lead: User, other: User, coordinator: User
) -> None:
    restrict_person(person, named=[coordinator, other], by=coordinator)

    assert (why_not(row, lead), why_not(row, other)) == (["not_available"], [])


def test_wall_that_comes_later_hides_it_and_lets_it_need_somebody_again(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    make_wall(person, other)

    assert (list(accompaniments_visible_to(other)), going_along(other), events(other)) == ([], [], [])
    (line,) = needing_somebody(coordinator, limit=5)
    assert (line.row, line.stands) == (going, False)


@pytest.mark.parametrize("what", ["stage", "account", "sight"])
def test_companion_who_cannot_go_any_more_is_marked(
    what: str, going: Accompaniment, other: User, coordinator: User
) -> None:
    if what == "stage":
        make_stage(other, StageName.STEPPED_BACK, by=other)
    elif what == "account":
        close_account(other, by=coordinator)
    else:
        sight = Partnership.objects.get(user=other)
        with at(NOW - timedelta(days=1)):
            change_partnership(sight, by=coordinator, ends_on=None)
        assert goings([again(going)])[0].stands
        with at(NOW + timedelta(days=40)):
            change_partnership(sight, by=coordinator, ends_on=TODAY)
            assert not goings([again(going)])[0].stands

    expected = what == "sight"
    assert goings([again(going)])[0].stands == expected


def test_only_one_goes_and_only_while_it_is_to_come(
    going: Accompaniment, row: Accompaniment, lead: User, coordinator: User
) -> None:
    with pytest.raises(RuleBroken) as taken:
        actions.let_go_along(going, user=lead, by=coordinator)
    actions.call_off(row, state=GoingState.THEIRS, by=lead)
    with pytest.raises(RuleBroken) as ended:
        actions.let_go_along(row, user=lead, by=coordinator)
    with at(NOW + timedelta(days=8)), pytest.raises(RuleBroken) as over:
        actions.let_go_along(going, user=lead, by=coordinator)

    assert (codes(taken), codes(ended), codes(over)) == (["taken"], ["ended"], ["over", "taken"])


def test_whoever_is_taken_off_sees_that_they_need_not_go_and_loses_sight(
    going: Accompaniment,
    person: Person,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_off(going, by=coordinator)

    assert [message.to for message in mail.outbox] == [[addresses[1]]]
    assert (again(going).user, my_shifts(other).not_going) == (None, [going])
    assert [told(event)[:2] for event in events(other)] == [("Going along with somebody", "CANCELLED")]
    with at(NOW + timedelta(days=1)):
        assert not may_see_person(other, person)


def test_companion_who_cannot_go_says_so_and_the_coordinator_learns_it(
    going: Accompaniment,
    other: User,
    coordinator: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_off(going, by=other)

    assert [message.to for message in mail.outbox] == [[addresses[0]]]
    assert my_shifts(other).is_empty
    assert [line.row for line in needing_somebody(coordinator, limit=5)] == [going]


def test_taking_nobody_off_changes_nothing(row: Accompaniment, coordinator: User) -> None:
    actions.take_off(row, by=coordinator)

    assert not Entry.objects.filter(action="accompany.take_off").exists()


def test_nobody_is_taken_off_what_is_over(going: Accompaniment, coordinator: User) -> None:
    actions.call_off(going, state=GoingState.OURS, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.take_off(going, by=coordinator)

    assert codes(broken) == ["ended"]


@pytest.mark.parametrize("state", [GoingState.THEIRS, GoingState.OURS])
def test_either_side_calls_it_off_and_the_companion_learns_it(
    state: GoingState,
    going: Accompaniment,
    person: Person,
    lead: User,
    other: User,
    addresses: tuple[str, str],
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(going, state=state, by=lead)

    now = again(going)
    assert (now.state, now.ended_by, [message.to for message in mail.outbox]) == (
        state,
        lead,
        [[addresses[1]]],
    )
    assert (my_shifts(other).going, my_shifts(other).not_going) == ([], [going])
    with at(NOW + timedelta(days=1)):
        assert not may_see_person(other, person)


def test_sight_that_was_ended_before_is_not_made_longer(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    change_partnership(Partnership.objects.get(user=other), by=coordinator, ends_on=TODAY)

    with at(NOW + timedelta(days=1)):
        actions.call_off(going, state=GoingState.OURS, by=coordinator)

        assert not may_see_person(other, person)


def test_open_ended_sight_ends_with_it(going: Accompaniment, other: User, coordinator: User) -> None:
    change_partnership(Partnership.objects.get(user=other), by=coordinator, ends_on=None)

    actions.take_off(going, by=coordinator)

    assert Partnership.objects.get(user=other).ends_on == TODAY


def test_companion_calls_it_off_without_a_message_to_themselves(
    going: Accompaniment, other: User, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(going, state=GoingState.THEIRS, by=other)

    assert (mail.outbox, my_shifts(other).not_going) == ([], [])


def test_it_is_done_once_they_have_met_and_what_happened_is_kept(going: Accompaniment, other: User) -> None:
    with pytest.raises(RuleBroken) as early:
        actions.say_done(going, by=other)
    with at(NOW + timedelta(days=7, hours=3)):
        actions.say_done(going, by=other, what_happened="They listened")
        with pytest.raises(RuleBroken) as twice:
            actions.say_done(going, by=other)

    assert (codes(early), codes(twice)) == (["not_yet"], ["ended"])
    assert (again(going).state, again(going).what_happened) == (GoingState.DONE, "They listened")


def test_hand_over_leaves_who_goes_as_it_is(
    going: Accompaniment, person: Person, other: User, shadow: User, coordinator: User
) -> None:
    make_partnership(person, other)

    hand_over(person, from_user=other, to_user=shadow, by=coordinator, on=TODAY)

    kinds = Partnership.objects.filter(user=other, ends_on__gt=TODAY).values_list("kind", flat=True)
    assert list(kinds) == [PartnershipKind.COMPANION]


def test_companion_finds_it_on_today_on_their_shifts_and_in_their_calendar(
    going: Accompaniment, other: User, signed_in: SignIn
) -> None:
    (event,) = events(other)
    client = signed_in(other)
    pages = [client.get(reverse(name)).content.decode() for name in ("today", "my-shifts")]

    assert all("You go along with somebody" in page and "Mill Lane" in page for page in pages)
    assert told(event) == ("Going along with somebody", "CONFIRMED", 1)
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE"} & set(event.keys())
    assert event["DTSTART"].dt.isoformat() == "2026-12-03T10:00:00+00:00"


def test_today_shows_the_coming_week_and_what_is_still_to_tell(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    far = make_going(person, by=coordinator, goes=other, on=TODAY + timedelta(days=8))

    assert (today_of(other).going, going_along(other)) == ([going], [going, far])
    with at(NOW + timedelta(days=9)):
        assert today_of(other).going == [going, far]
        assert [line.is_to_tell for line in to_come(coordinator)] == [True, True]
    with at(NOW + timedelta(days=23)):
        assert today_of(other).going == []


def test_decisions_show_those_of_the_next_seven_days_with_nobody(
    row: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_going(person, by=lead, on=TODAY + timedelta(days=8))

    assert [line.row for line in decisions_of(coordinator).going] == [row]
    assert "Nobody to go with them yet" in signed_in(coordinator).get(reverse("decisions")).content.decode()


def test_time_that_is_over_needs_nobody_any_more(person: Person, lead: User, coordinator: User) -> None:
    row = make_going(person, by=lead, on=TODAY)

    with at(EVENING):
        assert needing_somebody(coordinator, limit=5) == []
        assert [line.row for line in to_come(coordinator)] == [row]


def test_walled_coordinator_sees_nothing_of_it(row: Accompaniment, person: Person, signed_in: SignIn) -> None:
    walled = make_user("Will Cray", Role.COORDINATOR)
    make_wall(person, walled)

    assert (to_come(walled), needing_somebody(walled, limit=5)) == ([], [])
    assert signed_in(walled).get(reverse("accompany", args=[person.pk, row.pk])).status_code == 404


# pages


def asked(**more: str) -> dict[str, str]:
    """Return what is typed to ask for somebody."""
    day = {"on_day": str(THEN.day), "on_month": str(THEN.month), "on_year": str(THEN.year)}
    words = {"where": "Mill Lane", "what_for": "I want to keep my script"}
    return {**day, "starts_at": "10", "ends_at": "12.30", "area": "m15 4fn", **words, **more}


def test_advocate_asks_from_the_page_of_a_person(person: Person, lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)

    answer = client.post(reverse("accompany-new", args=[person.pk]), {**asked(), "traits": ["woman"]})

    row = Accompaniment.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == reverse("accompany", args=[person.pk, row.pk])
    assert (row.area, row.traits, row.languages) == ("M15", ["woman"], [])
    assert all(words in page for words in ("Mill Lane", "keep my script", "A woman", "Nobody yet"))
    assert "<title>Somebody to go with them · Alongside</title>" in page


def test_nothing_typed_is_lost_where_something_is_missing(
    person: Person, lead: User, signed_in: SignIn
) -> None:
    answer = signed_in(lead).post(reverse("accompany-new", args=[person.pk]), asked(ends_at="9"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The end must be later than the start." in page
    assert "I want to keep my script" in page


def test_page_of_a_person_shows_what_is_to_come_first(
    person: Person, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    later = make_going(person, by=coordinator, where="Later", on=TODAY + timedelta(days=9))
    make_going(person, by=coordinator, where="Sooner", on=TODAY + timedelta(days=2), goes=other)
    off = make_going(person, by=coordinator, where="Called off", on=TODAY + timedelta(days=1))
    actions.call_off(off, state=GoingState.OURS, by=coordinator)

    page = signed_in(lead).get(reverse("person", args=[person.pk])).content.decode()

    assert page.index("Sooner") < page.index("Later") < page.index("Called off")
    assert "Lena Strand" in page
    assert reverse("accompany", args=[person.pk, later.pk]) in page


def test_coordinator_puts_somebody_on_and_reads_why_others_cannot(
    row: Accompaniment, person: Person, shadow: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(other)
    tell_other_days(other, by=other, begins_on=THEN)
    client, url = signed_in(coordinator), reverse("accompany-put-on", args=[person.pk, row.pk])

    page = client.get(url).content.decode()
    answer = client.post(url, {"user": str(other.pk)})

    assert "Lead · Said they cannot come then." in page
    assert "Not signed off as a lead yet." in page
    assert answer["Location"] == reverse("accompany", args=[person.pk, row.pk])
    assert again(row).user == other


def test_page_says_that_nobody_can_be_put_on(
    person: Person, shadow: User, coordinator: User, signed_in: SignIn
) -> None:
    row = make_going(person, by=coordinator)

    page = signed_in(coordinator).get(reverse("accompany-put-on", args=[person.pk, row.pk])).content.decode()

    assert "Nobody can be put on now." in page


def test_list_of_the_coordinator_shows_who_goes(
    going: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    empty = "Nobody has asked."
    actions.call_off(make_going(person, by=lead), state=GoingState.OURS, by=lead)

    page = client.get(reverse("accompanying")).content.decode()
    actions.call_off(going, state=GoingState.THEIRS, by=lead)

    assert ("Lena Strand" in page, empty in page) == (True, False)
    assert empty in client.get(reverse("accompanying")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_as_many_queries_whatever_it_shows(
    many: int,
    person: Person,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        friend = make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)
        somebody = make_person(by=coordinator, called=f"Sam {number}")
        make_going(somebody, by=coordinator, goes=friend)
    client = signed_in(coordinator)
    client.get(reverse("accompanying"))

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("accompanying")).content.decode()

    assert page.count("Sam ") == many


LIST_QUERIES = 15


def test_companion_says_on_the_phone_that_they_cannot_go(
    going: Accompaniment, person: Person, other: User, signed_in: SignIn
) -> None:
    client = signed_in(other)
    page = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()

    answer = client.post(reverse("accompany-take-off", args=[person.pk, going.pk]))

    assert "I can’t go" in page
    assert answer["Location"] == reverse("my-shifts")
    assert again(going).user is None


def test_coordinator_takes_somebody_off_and_colleagues_do_not(
    going: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    url = reverse("accompany-take-off", args=[person.pk, going.pk])

    refused = signed_in(lead).post(url).status_code
    answer = signed_in(coordinator).post(url)

    assert (refused, answer["Location"]) == (404, reverse("accompany", args=[person.pk, going.pk]))
    assert again(going).user is None


@pytest.mark.parametrize("state, code", [("theirs", 302), ("ours", 302), ("done", 404), ("", 404)])
def test_it_is_called_off_by_a_button(
    state: str, code: int, going: Accompaniment, person: Person, lead: User, signed_in: SignIn
) -> None:
    url = reverse("accompany-call-off", args=[person.pk, going.pk])

    assert signed_in(lead).post(url, {"state": state}).status_code == code
    assert again(going).is_to_come == (code == 404)


def test_companion_says_how_it_went(
    going: Accompaniment, person: Person, other: User, signed_in: SignIn
) -> None:
    with at(NOW + timedelta(days=7, hours=3)):
        client = signed_in(other)
        offered = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()
        answer = client.post(
            reverse("accompany-done", args=[person.pk, going.pk]), {"what_happened": "They listened"}
        )
        page = client.get(reverse("accompany", args=[person.pk, going.pk])).content.decode()

    assert "Say how it went" in offered
    assert answer["Location"] == reverse("person", args=[person.pk])
    assert "They listened" in page
    assert "Call it off" not in page


def test_nothing_of_another_person_opens_under_the_address_of_one(
    going: Accompaniment, lead: User, signed_in: SignIn
) -> None:
    sam = make_person(by=lead, called="Sam")
    make_partnership(sam, lead)

    assert signed_in(lead).get(reverse("accompany", args=[sam.pk, going.pk])).status_code == 404


# the rota


def companions(rota: Rota) -> list[tuple[Accompaniment, User]]:
    """Return who would go with whom in a draft."""
    return [(one.accompaniment, one.user) for one in rota.companions.select_related("accompaniment", "user")]


def test_rota_plans_who_goes_and_publishing_puts_them_on(
    row: Accompaniment, person: Person, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(other)
    rota = make_rota(by=coordinator)
    planned, before = companions(rota), again(row).user
    page = signed_in(coordinator).get(f"/rotas/{rota.pk}/").content.decode()

    done = rotas.publish_rota(rota, by=coordinator)

    assert (planned, before) == ([(row, other)], None)
    assert str(rota.companions.get()).startswith("companion ")
    assert "With Jo" in page
    assert "Goes along" in page
    assert reverse("accompany", args=[person.pk, row.pk]) in page
    assert (len(done.come), again(row).user, may_see_person(other, person)) == (1, other, True)


def test_plan_made_again_keeps_who_goes(
    going: Accompaniment, person: Person, lead: User, other: User, coordinator: User
) -> None:
    for user in (lead, other):
        make_supply(user, most_a_week=1)
    # without `other` nobody could lead there; whoever counts on somebody keeps them all the same
    session = session_on(make_clinic(by=coordinator, ends_on=THEN), THEN)
    tell_other_days(lead, by=lead, begins_on=THEN)

    rota = make_rota(by=coordinator)
    draft = draft_of(rota)

    assert companions(rota) == [(going, other)]
    assert (draft.changes, draft.new, draft.fallen) == ([], [], frozenset())
    assert not rota.shifts.filter(session=session).exists()
    assert rotas.publish_rota(rota, by=coordinator).come == []


def test_draft_shows_who_goes_now_whatever_it_planned_before(
    row: Accompaniment, lead: User, other: User, coordinator: User
) -> None:
    make_supply(other)
    rota = make_rota(by=coordinator)
    actions.let_go_along(row, user=lead, by=coordinator)

    draft = draft_of(rota)
    done = rotas.publish_rota(rota, by=coordinator)

    assert [(one.role, one.advocate) for one in draft.shifts] == [(Place.COMPANION, str(lead.pk))]
    assert (done.come, again(row).user) == ([], lead)


def test_companion_who_cannot_go_stays_marked_until_somebody_takes_them_off(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    make_wall(person, other)

    draft = draft_of(make_rota(by=coordinator))

    assert {one.advocate for one in draft.fallen} == {str(other.pk)}
    assert [seat.missing for week in weeks_of(draft) for line in week.rows for seat in line.seats] == [1]


def test_gap_of_an_accompaniment_is_explained_and_no_wall_is_named(
    row: Accompaniment, person: Person, shadow: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(shadow)
    make_supply(other)
    make_wall(person, other)
    rota = make_rota(by=coordinator)

    (gap,) = gaps_in_words(draft_of(rota), {"lead": "lead", "shadow": "shadow"})
    page = signed_in(coordinator).get(f"/rotas/{rota.pk}/").content.decode()

    assert (gap.session, gap.role) == (row, Place.COMPANION)
    assert gap.sentences == [
        "One step away, not signed off for this yet: Shay Moor.",
        "One step away, have not said they can come then: Ana Reyes.",
        "Not possible for 1.",
    ]
    assert "Lena Strand" not in page
    assert reverse("accompany", args=[person.pk, row.pk]) in page


def test_gap_names_who_goes_with_somebody_else_then(
    row: Accompaniment, person: Person, lead: User, coordinator: User
) -> None:
    make_supply(lead)
    sam = make_person(by=coordinator, called="Sam")
    make_going(sam, by=coordinator, goes=lead)

    gaps = gaps_in_words(draft_of(make_rota(by=coordinator)), {"lead": "lead", "shadow": "shadow"})

    assert [gap.sentences for gap in gaps] == [
        ["Ana Reyes could, but goes along on Thu 3 Dec: With Sam. Moving them would only move the gap."]
    ]


def test_wish_of_a_person_is_asked_of_the_rota_and_its_reason_is_not_told(
    person: Person, lead: User, other: User, coordinator: User
) -> None:
    for user in (lead, other):
        make_supply(user)
    tell_about_me(by=other, languages=["pl"], traits=["woman"])
    row = make_going(person, by=coordinator, languages=["pl"], traits=["woman"])

    rota = make_rota(by=coordinator)

    assert companions(rota) == [(row, other)]


def test_coordinator_behind_a_wall_plans_without_it_and_nobody_is_double_booked(
    going: Accompaniment, person: Person, other: User
) -> None:
    walled = make_user("Will Cray", Role.COORDINATOR)
    make_wall(person, walled)
    make_supply(other)
    session = session_on(make_clinic(by=walled), THEN)

    rota = make_rota(by=walled)
    draft = draft_of(rota)

    assert companions(rota) == []
    assert str(going.pk) not in draft.sessions
    assert not rota.shifts.filter(session=session).exists()


def test_draft_of_one_coordinator_hides_it_from_another_behind_a_wall(
    row: Accompaniment, person: Person, other: User, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(other)
    walled = make_user("Will Cray", Role.COORDINATOR)
    make_wall(person, walled)
    rota = make_rota(by=coordinator)

    page = signed_in(walled).get(f"/rotas/{rota.pk}/").content.decode()
    done = rotas.publish_rota(rota, by=walled)

    assert "Goes along" not in page
    assert "With Jo" not in page
    assert (done.come, again(row).user) == ([], None)


def test_what_an_accompaniment_counts_stands_in_the_open(
    row: Accompaniment, coordinator: User, signed_in: SignIn
) -> None:
    parts = {part.name: part for part in parts_in_words(draft_of(make_rota(by=coordinator)))}

    assert (parts["companion"].words, parts["companion"].weight, parts["companion"].total) == (
        "A person with nobody to go with them",
        6000,
        6000,
    )
    assert "weight_companion" in signed_in(coordinator).get("/rotas/new/").content.decode()


def test_kept_from_agrees_with_the_rule_for_one(
    person: Person, lead: User, other: User, shadow: User
) -> None:
    sam = make_person(by=lead, called="Sam")
    make_wall(person, other)
    make_link(sam, person, by=lead)
    users, people = [lead, other, shadow], [person, sam]

    pairs = kept_from([user.pk for user in users], people)

    assert pairs == {(user.pk, one.pk) for user in users for one in people if not may_be_given(user, one)}
    assert pairs == {(other.pk, person.pk), (other.pk, sam.pk)}
