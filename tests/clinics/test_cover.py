"""“I can’t come”, who is asked, and who has the place (B3)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.clinics.actions import (
    ask_around,
    call_off_cover,
    can_come_after_all,
    cancel_session,
    cannot_come,
    make_exception,
    pass_on_offers,
    put_on_session,
    reinstate_session,
    say_not_this_time,
    say_yes,
    take_off_session,
)
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.supply import tell_other_days
from alongside.clinics.models import Cover, ExceptionKind, OfferState, Session, Shift, ShiftOffer, ShiftRole
from alongside.clinics.queries.cover import stand_ins
from alongside.clinics.rules import Safety, answer_problems, give_up_problems, is_needed, session_safety
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.factories.accounts import make_user
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.journeys import make_shadowed
from tests.factories.peers import make_advocate, make_stage


def shift_of(user: User, session: Session) -> Shift:
    """Return the live shift of somebody on a session."""
    return Shift.objects.live().select_related("session", "user").get(user=user, session=session)


def offered(session: Session) -> list[User]:
    """Return who was offered a place on a session, in order."""
    return [offer.offered_to for offer in session.offers.order_by("made_at", "id")]


def code_of(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return the codes of what stood against something."""
    return [problem.code for problem in broken.value.problems]


@pytest.fixture
def leads(coordinator: User) -> list[User]:
    """Five more leads."""
    names = ("Ada Bly", "Bo Crane", "Cy Dove", "Di Earl", "Ed Finn")
    return [make_advocate(name, StageName.LEAD, by=coordinator) for name in names]


@pytest.fixture
def next_week(staffed: Session, lead: User, shadow: User, coordinator: User) -> Session:
    """The session of next week, with its lead and its shadow."""
    later = session_on(staffed.clinic, staffed.on + timedelta(days=14))
    make_shift(later, lead, ShiftRole.LEAD, by=coordinator)
    make_shift(later, shadow, ShiftRole.SHADOW, by=coordinator)
    return later


def test_b3_place_is_free_at_once_and_three_are_asked(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)

    assert cover is not None
    assert session_safety(next_week) == Safety.SHORT
    assert set(offered(next_week)) <= set(leads)
    assert len(offered(next_week)) == 3
    assert {offer.until_at for offer in next_week.offers.all()} == {NOW + timedelta(hours=24)}


def test_b3_log_keeps_no_reason(next_week: Session, lead: User) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)

    entry = Entry.objects.get(action="shift.cannot_come")
    assert entry.facts == {"role": "lead"}


def test_b3_everybody_is_asked_at_once_when_it_is_soon(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)

    assert set(offered(staffed)) == set(leads)
    assert {offer.until_at for offer in staffed.offers.all()} == {staffed.finishes}


def test_b3_next_ones_are_asked_when_time_is_over(next_week: Session, lead: User, leads: list[User]) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    first = offered(next_week)

    asked_early = pass_on_offers()
    with at(NOW + timedelta(hours=25)):
        call_command("pass_on_offers")
        call_command("pass_on_offers")

    assert asked_early == 0
    assert Entry.objects.filter(action="cover.pass_on").count() == 1
    assert set(offered(next_week)) == set(leads)
    assert offered(next_week)[:3] == first


def test_b3_next_ones_are_asked_when_all_have_said_no(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)

    for offer in list(next_week.offers.all()):
        say_not_this_time(offer, by=offer.offered_to)

    assert set(offered(next_week)) == set(leads)


def test_b3_time_to_answer_is_shorter_when_it_is_near(
    coordinator: User, lead: User, leads: list[User]
) -> None:
    clinic = make_clinic(by=coordinator, weekday=0)
    monday = session_on(clinic, NOW.date() + timedelta(days=4))
    make_shift(monday, lead, by=coordinator)

    cannot_come(shift_of(lead, monday), by=lead)

    assert {offer.until_at for offer in monday.offers.all()} == {NOW + timedelta(hours=6)}


def test_b3_first_yes_has_it_and_the_second_is_a_reserve(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    first, second, third = next_week.offers.order_by("made_at", "id")

    answers = [say_yes(first, by=first.offered_to), say_yes(second, by=second.offered_to)]

    assert answers == [OfferState.YES, OfferState.RESERVE]
    assert session_safety(next_week) == Safety.SAFE
    third.refresh_from_db()
    assert third.state == OfferState.GONE
    assert cover is not None
    cover.refresh_from_db()
    assert cover.taken == shift_of(first.offered_to, next_week)


def test_b3_reserve_is_asked_first_when_it_is_free_again(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    first, second, _third = next_week.offers.order_by("made_at", "id")
    say_yes(first, by=first.offered_to)
    say_yes(second, by=second.offered_to)

    cannot_come(shift_of(first.offered_to, next_week), by=first.offered_to)

    assert stand_ins(next_week, ShiftRole.LEAD)[0] == second.offered_to


def test_b3_offer_is_answered_once(next_week: Session, lead: User, leads: list[User]) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    offer = next_week.offers.order_by("made_at", "id")[0]
    say_not_this_time(offer, by=offer.offered_to)

    with pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["answered"]


def test_b3_offer_of_a_day_that_is_over_cannot_be_taken(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)
    offer = staffed.offers.all()[0]

    with at(NOW + timedelta(hours=5)), pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["over"]


def test_b3_who_cannot_take_it_now_is_not_told_why(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cannot_come(shift_of(lead, next_week), by=lead)
    offer = next_week.offers.all()[0]
    say_apart(clinics=[next_week.clinic], colleagues=[], by=offer.offered_to)

    with pytest.raises(RuleBroken) as broken:
        say_yes(offer, by=offer.offered_to)

    assert code_of(broken) == ["cannot_take"]
    assert Cover.objects.open().count() == 1


def test_b3_nobody_is_asked_who_is_kept_apart_or_cannot_lead(
    next_week: Session, lead: User, shadow: User, coordinator: User
) -> None:
    apart = make_advocate("Ada Bly", StageName.LEAD, by=coordinator)
    say_apart(clinics=[next_week.clinic], colleagues=[], by=apart)
    make_advocate("Bo Crane", StageName.TRAINING, by=coordinator)

    cannot_come(shift_of(lead, next_week), by=lead)

    assert offered(next_week) == []


def test_b3_nobody_is_looked_for_where_nobody_is_needed(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    make_shift(next_week, leads[0], by=coordinator)

    cover = cannot_come(shift_of(lead, next_week), by=lead)

    assert cover is None
    assert session_safety(next_week) == Safety.SAFE


def test_b3_one_can_come_after_all_until_somebody_has_it(
    next_week: Session, lead: User, leads: list[User]
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    can_come_after_all(cover, by=lead)

    assert session_safety(next_week) == Safety.SAFE
    assert {offer.state for offer in next_week.offers.all()} == {OfferState.GONE}
    with pytest.raises(RuleBroken) as broken:
        can_come_after_all(cover, by=lead)
    assert code_of(broken) == ["taken"]


def test_b3_late_yes_after_that_is_a_reserve(next_week: Session, lead: User, leads: list[User]) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None
    can_come_after_all(cover, by=lead)
    offer = next_week.offers.all()[0]

    assert say_yes(offer, by=offer.offered_to) == OfferState.RESERVE


def test_b3_a_shift_is_given_up_and_an_offer_answered_until_the_last_minute(
    staffed: Session, lead: User, leads: list[User]
) -> None:
    shift = shift_of(lead, staffed)
    with at(staffed.finishes - timedelta(minutes=1)):
        before = give_up_problems(shift)
        cannot_come(shift, by=lead)
        offered_late = answer_problems(staffed.offers.all()[0])

    assert (before, offered_late) == ([], [])


def test_b3_nobody_gives_up_a_shift_twice_or_one_that_is_over(
    staffed: Session, lead: User, shadow: User
) -> None:
    shift, other = shift_of(lead, staffed), shift_of(shadow, staffed)
    cannot_come(shift, by=lead)

    with pytest.raises(RuleBroken) as broken:
        cannot_come(shift, by=lead)
    with at(NOW + timedelta(hours=5)), pytest.raises(RuleBroken) as late:
        cannot_come(other, by=shadow)

    assert (code_of(broken), code_of(late)) == (["off_already"], ["over"])


def test_b3_shadows_who_have_learned_least_beside_this_lead_come_first(
    next_week: Session, lead: User, shadow: User, leads: list[User], coordinator: User
) -> None:
    often, new = (make_advocate(name, StageName.SHADOW, by=coordinator) for name in ("Fay Gill", "Gus Hart"))
    make_shadowed(often, lead)

    able = stand_ins(next_week, ShiftRole.SHADOW)
    cannot_come(shift_of(shadow, next_week), by=shadow)

    assert able == []  # there was a shadow
    assert offered(next_week)[:2] == [new, often]


def test_b3_lead_who_is_known_there_and_then_who_has_fewest_shifts_comes_first(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    ada, bo = leads[:2]
    make_shift(session_on(next_week.clinic, next_week.on + timedelta(days=7)), bo, by=coordinator)
    elsewhere = make_clinic("Bridge House", by=coordinator, weekday=2)
    make_shift(session_on(elsewhere, next_week.on - timedelta(days=1)), ada, by=coordinator)

    cannot_come(shift_of(lead, next_week), by=lead)

    able = [user for user in stand_ins(next_week, ShiftRole.LEAD) if user != lead]
    assert (able[0], able[-1]) == (bo, ada)


@pytest.mark.parametrize(
    "there, needed",
    [
        ([], ["lead", "shadow", "helper"]),
        (["shadow"], ["lead", "helper"]),
        (["lead"], ["lead", "shadow", "helper"]),
        (["lead", "shadow"], ["helper"]),
    ],
)
def test_b3_lead_and_shadow_are_needed_until_it_is_safe_and_helpers_always(
    *, there: list[str], needed: list[str], session: Session, lead: User, shadow: User, coordinator: User
) -> None:
    for role in there:
        make_shift(session, lead if role == "lead" else shadow, ShiftRole(role), by=coordinator)

    assert {role.value: is_needed(session, role) for role in ShiftRole} == {
        role.value: role in needed for role in ShiftRole
    }


def test_b3_helper_is_looked_for_whoever_else_is_there(next_week: Session, coordinator: User) -> None:
    helper, other = (make_advocate(name, StageName.LEAD, by=coordinator) for name in ("Fay Gill", "Gus Hart"))
    make_shift(next_week, helper, ShiftRole.HELPER, by=coordinator)

    cannot_come(shift_of(helper, next_week), by=helper)

    assert offered(next_week) == [other]


def test_b3_two_helpers_are_two_searches_and_one_yes_answers_one(
    next_week: Session, coordinator: User, leads: list[User]
) -> None:
    for helper in leads[:2]:
        make_shift(next_week, helper, ShiftRole.HELPER, by=coordinator)
        cannot_come(shift_of(helper, next_week), by=helper)
    offer = next_week.offers.order_by("made_at", "id")[0]

    say_yes(offer, by=offer.offered_to)

    assert Cover.objects.open().count() == 1


def test_b3_coordinator_asks_round_for_an_empty_place(
    session: Session, lead: User, coordinator: User, leads: list[User]
) -> None:
    later = session_on(session.clinic, session.on + timedelta(days=14))

    first = ask_around(later, role=ShiftRole.LEAD, by=coordinator)
    again = ask_around(later, role=ShiftRole.LEAD, by=coordinator)

    assert first == again
    assert set(offered(later)) == {lead, *leads}


def test_b3_nobody_is_asked_where_nobody_is_needed(staffed: Session, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask_around(staffed, role=ShiftRole.SHADOW, by=coordinator)

    assert code_of(broken) == ["not_needed"]


def test_b3_putting_somebody_on_by_hand_ends_the_search(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    shift = put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    cover.refresh_from_db()
    assert cover.taken == shift
    assert {offer.state for offer in next_week.offers.all()} == {OfferState.GONE}


def test_b3_second_lead_in_place_of_the_shadow_ends_the_search_for_one(
    next_week: Session, shadow: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(shadow, next_week), by=shadow)
    assert cover is not None

    put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    cover.refresh_from_db()
    assert (cover.taken, cover.ended_at) == (None, NOW)


def test_b3_search_that_is_still_needed_goes_on(
    next_week: Session, lead: User, shadow: User, leads: list[User], coordinator: User
) -> None:
    lost = cannot_come(shift_of(lead, next_week), by=lead)
    other = cannot_come(shift_of(shadow, next_week), by=shadow)

    put_on_session(next_week, user=leads[4], role=ShiftRole.LEAD, by=coordinator)

    assert lost is not None
    assert list(Cover.objects.open()) == [other]


def test_who_is_down_for_a_day_gets_mail_when_it_changes(
    session: Session, coordinator: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)
    later = session_on(session.clinic, session.on + timedelta(days=7))
    make_shift(later, ada, by=coordinator)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cancel_session(later, by=coordinator)
        reinstate_session(later, by=coordinator)
        make_exception(session.clinic, on=later.on, kind=ExceptionKind.CANCELLED, by=coordinator)

    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 3


def test_who_takes_themselves_off_gets_no_mail(
    staffed: Session, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        take_off_session(shift_of(lead, staffed), by=lead)

    assert mail.outbox == []


def test_b3_search_can_be_called_off(
    next_week: Session, lead: User, leads: list[User], coordinator: User
) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    assert cover is not None

    call_off_cover(cover, by=coordinator)

    cover.refresh_from_db()
    assert cover.ended_at == NOW
    offer = next_week.offers.all()[0]
    say_not_this_time(offer, by=offer.offered_to)
    assert len(offered(next_week)) == 3


def test_mail_says_that_there_is_news_and_nothing_else(
    next_week: Session, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)
    make_user("Cleo Hobb", Role.COORDINATOR, email="cleo@example.org")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cannot_come(shift_of(lead, next_week), by=lead)

    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["cleo@example.org"]]
    assert {message.subject for message in mail.outbox} == {"You have a new message"}
    assert {message.body for message in mail.outbox} == {
        "You have a new message. Please sign in to read it.\n\n"
        "This message says no more, to keep people safe.\n"
    }


def test_who_is_put_on_or_taken_off_by_others_gets_mail(
    session: Session, coordinator: User, django_capture_on_commit_callbacks: object
) -> None:
    ada = make_user("Ada Bly", Role.ADVOCATE, email="ada@example.org")
    make_stage(ada, StageName.LEAD)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        shift = put_on_session(session, user=ada, role=ShiftRole.LEAD, by=coordinator)
        take_off_session(shift, by=coordinator)

    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 2


def test_rows_have_names(next_week: Session, lead: User, leads: list[User]) -> None:
    cover = cannot_come(shift_of(lead, next_week), by=lead)
    offer = ShiftOffer.objects.all()[0]

    assert (str(cover), str(offer)) == (f"cover {cover.pk}" if cover else "", f"offer {offer.pk}")


def test_b3_whoever_told_the_rota_that_they_cannot_is_not_asked(
    next_week: Session, leads: list[User]
) -> None:
    tell_other_days(leads[0], by=leads[0], begins_on=next_week.on)

    assert leads[0] not in stand_ins(next_week, ShiftRole.LEAD)
    assert leads[1] in stand_ins(next_week, ShiftRole.LEAD)
