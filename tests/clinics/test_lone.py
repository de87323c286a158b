"""Going alone: arriving, leaving, and the calls when nothing is heard (B6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.clinics.actions import decide_lead_alone
from alongside.clinics.actions.lone import (
    arrive_at_visit,
    call_off_visit,
    check_lone_visits,
    leave_visit,
    log_call,
    plan_visit,
    set_duty,
    stay_longer,
)
from alongside.clinics.models import CallOutcome, Company, LoneCall, LoneVisit, Session
from alongside.clinics.queries.lone import call_chain, duty_list, late_visits_for, own_visits, visits_to_watch
from alongside.clinics.rules.lone import visit_problems
from alongside.common.problems import RuleBroken
from tests.clinics.conftest import NOW, at
from tests.clinics.cover.conftest import code_of
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.clinics import make_shift
from tests.factories.safety import make_concern

LONE = reverse("lone")


def minutes(number: int) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=number)


def make_visit(by: User, *, arrive: int = 0, back: int = 60) -> LoneVisit:
    """Return a visit that begins and ends so many minutes from now."""
    return plan_visit(
        where="Flat 2, Mill Lane",
        company=Company.ALONE,
        arrive_by=NOW + minutes(arrive),
        back_by=NOW + minutes(back),
        by=by,
    )


def is_late(visit: LoneVisit, after: int) -> bool:
    """Tell whether a visit is late so many minutes from now, by the row and by the list alike."""
    with at(NOW + minutes(after)):
        fresh = LoneVisit.objects.get(pk=visit.pk)
        assert fresh.is_late == LoneVisit.objects.late().filter(pk=visit.pk).exists()
        return fresh.is_late


@pytest.mark.parametrize("after,late", [(14, False), (15, True)])
def test_b6_arrival_is_missed_after_15_minutes(after: int, late: bool, advocate: User) -> None:
    assert is_late(make_visit(advocate), after) == late


@pytest.mark.parametrize("after,late", [(74, False), (75, True)])
def test_b6_leaving_is_missed_after_15_minutes(after: int, late: bool, advocate: User) -> None:
    visit = make_visit(advocate)
    arrive_at_visit(visit, by=advocate)
    arrive_at_visit(visit, by=advocate)

    assert is_late(visit, after) == late


def test_b6_who_has_left_is_not_late(advocate: User) -> None:
    visit = make_visit(advocate)
    leave_visit(visit, by=advocate)

    assert not is_late(visit, 90)
    with pytest.raises(RuleBroken) as broken:
        stay_longer(visit, by=advocate)
    assert code_of(broken) == ["visit_over"]


def test_b6_visit_that_was_called_off_is_not_late(advocate: User) -> None:
    visit = make_visit(advocate)

    call_off_visit(visit, by=advocate)

    assert not is_late(visit, 90)
    assert own_visits(advocate) == []


def test_b6_15_more_minutes_before_arriving_move_both_times(advocate: User) -> None:
    visit = make_visit(advocate, arrive=10)

    stay_longer(visit, by=advocate)

    visit.refresh_from_db()
    assert (visit.arrive_by, visit.back_by) == (NOW + minutes(25), NOW + minutes(75))


def test_b6_15_more_minutes_are_counted_from_now_when_it_is_late_already(advocate: User) -> None:
    visit = make_visit(advocate)
    arrive_at_visit(visit, by=advocate)

    with at(NOW + minutes(80)):
        stay_longer(visit, by=advocate)

    visit.refresh_from_db()
    assert visit.back_by == NOW + minutes(95)


@pytest.mark.parametrize("arrive,back,code", [(60, 60, "back_first"), (-60, 0, "over")])
def test_b6_times_must_make_sense(arrive: int, back: int, code: str, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_visit(advocate, arrive=arrive, back=back)

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [(code, "leave")]


@pytest.mark.parametrize("arrive,back", [(60, 61), (-60, 1)])
def test_b6_one_minute_there_or_left_is_enough(arrive: int, back: int) -> None:
    assert visit_problems(NOW + minutes(arrive), NOW + minutes(back), NOW) == []


@pytest.fixture
def duty(service: object, coordinator: User) -> list[User]:
    """Two who are rung, in this order."""
    users = [
        make_user("Dan Oak", Role.SUPERVISOR, email="first@example.org"),
        make_user("Eve Pine", Role.ADVOCATE, email="second@example.org"),
    ]
    set_duty(users, by=coordinator)
    return users


def told_after(minute: int, capture: Any) -> list[str]:
    """Return who has had mail by now, when the command runs so many minutes from now."""
    with at(NOW + minutes(minute)), capture(execute=True):
        call_command("check_lone_visits")
    return [message.to[0] for message in mail.outbox]


def test_b6_next_one_is_told_when_nobody_has_rung_for_ten_minutes(
    advocate: User, duty: list[User], django_capture_on_commit_callbacks: Any
) -> None:
    make_visit(advocate)
    first, second = "first@example.org", "second@example.org"

    told = [told_after(minute, django_capture_on_commit_callbacks) for minute in (14, 15, 20, 25, 40)]

    assert told == [[], [first], [first], [first, second], [first, second]]
    assert {message.subject for message in mail.outbox} == {"You have a new message"}


def test_b6_a_call_gives_ten_more_minutes_before_the_next_one_is_told(
    advocate: User, duty: list[User]
) -> None:
    visit = make_visit(advocate)
    with at(NOW + minutes(15)):
        check_lone_visits()
    with at(NOW + minutes(20)):
        log_call(visit, outcome=CallOutcome.NO_ANSWER, by=duty[0])

    told = []
    for minute in (25, 30):
        with at(NOW + minutes(minute)):
            told.append(check_lone_visits())

    assert told == [0, 1]


def test_b6_without_a_list_the_coordinator_is_told(
    advocate: User, coordinator: User, supervisor: User
) -> None:
    make_visit(advocate)

    assert (duty_list(), call_chain()) == ([], [coordinator])


def test_b6_who_is_safe_and_away_is_looked_out_for_no_more(advocate: User, duty: list[User]) -> None:
    visit = make_visit(advocate)

    call = log_call(visit, outcome=CallOutcome.SAFE, by=duty[0], words="At home")

    visit.refresh_from_db()
    assert (visit.safe_by, visit.is_open, is_late(visit, 90)) == (duty[0], False, False)
    assert (str(visit), str(call)) == (f"lone visit {visit.pk}", f"lone call {call.pk}")


def test_b6_who_is_still_there_is_looked_for_again_in_half_an_hour(advocate: User, duty: list[User]) -> None:
    visit = make_visit(advocate, back=20)

    with at(NOW + minutes(16)):
        log_call(visit, outcome=CallOutcome.THERE, by=duty[0])

    visit.refresh_from_db()
    assert (visit.arrived_at, visit.back_by) == (NOW + minutes(16), NOW + minutes(46))


def test_b6_calling_for_help_keeps_the_visit_open(advocate: User, duty: list[User]) -> None:
    visit = make_visit(advocate)

    log_call(visit, outcome=CallOutcome.HELP, by=duty[0])

    assert is_late(visit, 15)


def test_log_keeps_who_was_put_on_the_list(coordinator: User, duty: list[User]) -> None:
    entry = Entry.objects.get(action="duty.set")

    assert entry.facts == {"number_1": str(duty[0].pk), "number_2": str(duty[1].pk)}


def test_b6_list_is_made_anew_each_time(coordinator: User, duty: list[User], signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    before = client.get(reverse("duty")).context["form"].initial

    client.post(reverse("duty"), {"first": str(duty[1].pk), "second": str(duty[1].pk), "third": ""})

    assert before == {"first": str(duty[0].pk), "second": str(duty[1].pk)}
    assert duty_list() == [duty[1]]


def test_b6_late_visit_is_red_on_every_page_of_those_on_duty(
    advocate: User, other_advocate: User, coordinator: User, duty: list[User], signed_in: SignIn
) -> None:
    make_visit(advocate)
    make_concern(by=advocate)

    with at(NOW + minutes(15)):
        seen = {
            user: signed_in(user).get(reverse("me")).context["late_visits"]
            for user in (*duty, coordinator, advocate, other_advocate)
        }
        concerns = signed_in(coordinator).get(reverse("me")).context["new_concerns"]

    banner = {"count": 1, "url": LONE}
    assert list(seen.values()) == [banner, banner, banner, None, None]
    assert concerns["count"] == 1


def test_b6_nothing_is_red_before_that(advocate: User, coordinator: User, signed_in: SignIn) -> None:
    make_visit(advocate)

    page = signed_in(coordinator).get(reverse("me"))

    assert page.context["late_visits"] is None


def test_b6_who_left_the_service_is_on_duty_no_more(advocate: User, duty: list[User]) -> None:
    make_visit(advocate)
    eve = duty[1]
    eve.roles = frozenset()  # type: ignore[misc]

    assert list(late_visits_for(eve)) == []


def test_b6_going_alone_is_told_on_a_form_and_marked_by_presses(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get(reverse("lone-new"))
    told = {"where": "Mill Lane", "company": "person", "arrive": "10", "leave": "11.30"}
    day = {"on_day": "26", "on_month": "11", "on_year": "2026"}

    answer = client.post(reverse("lone-new"), {**told, **day})
    visit = LoneVisit.objects.get()
    for mark in ("longer", "arrived", "left"):
        client.post(reverse("lone-mark", args=[visit.pk]), {"mark": mark})

    assert answer["Location"] == LONE
    visit.refresh_from_db()
    assert (visit.arrive_by, visit.back_by) == (NOW + minutes(45), NOW + minutes(135))
    assert (visit.arrived_at, visit.left_at) == (NOW, NOW)


def test_b6_form_says_what_is_missing(advocate: User, signed_in: SignIn) -> None:
    answer = signed_in(advocate).post(reverse("lone-new"), {"where": "Mill Lane"})

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["arrive", "company", "leave", "on"]


def test_b6_visit_is_marked_only_by_who_makes_it_and_only_as_the_page_can(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    address = reverse("lone-mark", args=[make_visit(advocate).pk])

    codes = [
        signed_in(other_advocate).post(address, {"mark": "left"}).status_code,
        signed_in(advocate).post(address, {"mark": "flown"}).status_code,
    ]

    assert codes == [404, 404]


def test_b6_shift_alone_fills_the_form_in(
    session: Session, lead: User, other_advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    make_shift(session, lead, by=coordinator)
    decide_lead_alone(session, why="Staff are there", by=coordinator)
    client = signed_in(lead)
    page = client.get(reverse("session", args=[session.pk])).content.decode()
    address = f"{reverse('lone-new')}?session={session.pk}"

    mine = client.get(address).context["form"].initial
    theirs = signed_in(other_advocate).get(address).context["form"].initial

    assert address in page
    assert (mine["where"], mine["arrive"]) == ("Canal Street hostel", session.starts_at)
    assert theirs == {"on": NOW.date()}


def test_b6_call_is_kept_from_the_page_of_a_visit(
    advocate: User, coordinator: User, duty: list[User], signed_in: SignIn
) -> None:
    visit = make_visit(advocate)
    client = signed_in(duty[1])
    address = reverse("lone-visit", args=[visit.pk])

    client.post(address, {"outcome": "none", "words": "Went to voicemail"})
    client.post(address, {"outcome": "safe"})
    page = client.get(address)

    assert [(call.outcome, call.words) for call in page.context["calls"]] == [
        ("safe", None),
        ("none", "Went to voicemail"),
    ]
    assert LoneCall.objects.filter(made_by=duty[1]).count() == 2


def test_b6_visits_of_others_are_for_those_on_duty_alone(
    advocate: User, other_advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    visit = make_visit(advocate)

    page = signed_in(other_advocate).get(LONE)
    answer = signed_in(other_advocate).get(reverse("lone-visit", args=[visit.pk]))

    assert (page.context["watched"], page.context["own"], answer.status_code) == ([], [], 404)
    assert "Mill Lane" not in page.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_b6_page_takes_as_many_queries_whatever_it_shows(
    n: int, advocate: User, duty: list[User], signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for number in range(n):
        make_visit(advocate, arrive=number, back=90 - number)
        make_visit(duty[0], arrive=number)
    client = signed_in(duty[0])
    client.get(LONE)

    with django_assert_num_queries(11):
        page = client.get(LONE)

    assert (len(page.context["own"]), len(page.context["watched"])) == (n, 2 * n)
    assert [visit.arrive_by for visit in visits_to_watch(duty[0])] == sorted(
        visit.arrive_by for visit in LoneVisit.objects.all()
    )


def test_b6_log_is_not_full_of_looks_that_told_nobody(advocate: User, duty: list[User]) -> None:
    make_visit(advocate)

    for minute in (0, 15, 16, 17):
        with at(NOW + minutes(minute)):
            check_lone_visits()

    assert Entry.objects.filter(action="lone.check").count() == 1
