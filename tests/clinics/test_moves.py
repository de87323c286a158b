"""Planning again asks those whom it would move, and moves nobody who has not said yes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions import ask_around, cannot_come, rotas, say_not_this_time, say_yes
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.actions.supply import say_need, tell_about_me, tell_other_days
from alongside.clinics.models import (
    Clinic,
    Cover,
    OfferState,
    Rota,
    Session,
    ShiftOffer,
    ShiftRole,
)
from alongside.clinics.queries.cover import my_shifts, offers_for, search_for
from alongside.clinics.queries.rotas import draft_of
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.rota import make_rota, make_supply

FIRST = date(2026, 12, 3)
SECOND = FIRST + timedelta(weeks=1)
MINE = "/me/shifts/"


@pytest.fixture
def canal(coordinator: User) -> Clinic:
    """A clinic every Thursday from ten to twelve."""
    return make_clinic(by=coordinator)


@pytest.fixture
def bridge(coordinator: User) -> Clinic:
    """Another one at the same hour."""
    return make_clinic("Bridge House", by=coordinator)


@pytest.fixture
def ana(lead: User, coordinator: User, canal: Clinic) -> User:
    """Leads at Canal Street, once a week."""
    make_supply(lead)
    for weeks in range(4):
        make_shift(session_on(canal, FIRST + timedelta(weeks=weeks)), lead, by=coordinator)
    return lead


@pytest.fixture
def lena(coordinator: User, bridge: Clinic) -> User:
    """Leads at Bridge House, once a week."""
    user = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(user)
    for weeks in range(4):
        make_shift(session_on(bridge, FIRST + timedelta(weeks=weeks)), user, by=coordinator)
    with recorded("account.forge", by=None):
        user.change(email="lena@example.org")
    return user


@pytest.fixture
def cy(coordinator: User) -> User:
    """Another lead, who is down for nothing."""
    user = make_advocate("Cy Bell", StageName.LEAD, by=coordinator)
    make_supply(user)
    return user


def drafted(*places: tuple[Session, list[User]], by: User) -> Rota:
    """Return a new draft: these lead these sessions, nobody shadows them, and all else is as it is."""
    with at(NOW + timedelta(hours=1)):
        rota = make_rota(by=by)
    for session, _users in places:
        for role in (ShiftRole.LEAD, ShiftRole.SHADOW):
            rotas.put_in_rota(rota, session=session, role=role, users=[], by=by)
    for session, users in places:
        rotas.put_in_rota(rota, session=session, role=ShiftRole.LEAD, users=users, by=by)
    return rota


def exchanged(canal: Clinic, bridge: Clinic, ana: User, lena: User, *, by: User) -> Rota:
    """Return a published rota that would let Ana and Lena change places on the second Thursday."""
    here, there = session_on(canal, SECOND), session_on(bridge, SECOND)
    rota = drafted((here, [lena]), (there, [ana]), by=by)
    rotas.publish_rota(rota, by=by)
    return rota


def led_by(session: Session) -> list[User]:
    """Return who leads a session."""
    shifts = session.shifts.live().filter(role=ShiftRole.LEAD).select_related("user")
    return [shift.user for shift in shifts]


def ask_of(user: User) -> ShiftOffer:
    """Return the change somebody was asked about last."""
    return ShiftOffer.objects.filter(offered_to=user, kind="change").order_by("-made_at", "-id")[0]


def test_b3_nobody_is_moved_by_publishing_and_each_is_told_that_something_waits(
    canal: Clinic,
    bridge: Clinic,
    ana: User,
    lena: User,
    coordinator: User,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    rota = drafted((session_on(canal, SECOND), [lena]), (session_on(bridge, SECOND), [ana]), by=coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        done = rotas.publish_rota(rota, by=coordinator)

    assert (done.come, done.leave, done.left_out, done.asked) == ([], [], [], 2)
    assert led_by(session_on(canal, SECOND)) == [ana]
    assert [offer.state for offer in offers_for(lena)] == [OfferState.WAITING]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["lena@example.org"], "You have a new message")
    ]
    assert "Bridge" not in mail.outbox[0].body


def test_b3_first_yes_of_two_who_change_places_waits_for_the_other(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    exchanged(canal, bridge, ana, lena, by=coordinator)

    first = say_yes(ask_of(ana), by=ana)
    meanwhile = led_by(session_on(canal, SECOND))
    second = say_yes(ask_of(lena), by=lena)

    assert (first, meanwhile, second) == (OfferState.AGREED, [ana], OfferState.YES)
    assert led_by(session_on(canal, SECOND)) == [lena]
    assert led_by(session_on(bridge, SECOND)) == [ana]
    assert ask_of(ana).state == OfferState.YES
    assert Cover.objects.count() == 0


def test_b3_no_ends_what_hung_on_it(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    exchanged(canal, bridge, ana, lena, by=coordinator)
    say_yes(ask_of(ana), by=ana)

    say_not_this_time(ask_of(lena), by=lena)
    late = say_yes(ask_of(ana), by=ana)

    assert (late, ask_of(ana).state) == (OfferState.GONE, OfferState.GONE)
    assert led_by(session_on(bridge, SECOND)) == [lena]


def test_b3_whoever_said_no_is_not_asked_about_that_shift_again(
    canal: Clinic, ana: User, cy: User, coordinator: User
) -> None:
    # so that the one who speaks Polish does not come beside the other
    say_apart(clinics=[], colleagues=[ana], by=cy)
    tell_about_me(by=cy, languages=["pl"])
    say_need(canal, by=coordinator, languages=["pl"])
    rotas.publish_rota(make_rota(by=coordinator), by=coordinator)
    asked = ShiftOffer.objects.filter(offered_to=ana).order_by("gives_up__session__on")
    kept = asked[1]
    say_not_this_time(kept, by=ana)

    again = draft_of(make_rota(by=coordinator))

    assert [change.session for change in again.changes] == [
        str(offer.session_id) for offer in asked if offer != kept
    ]


def test_b3_yes_that_waits_can_be_taken_back(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User, signed_in: SignIn
) -> None:
    exchanged(canal, bridge, ana, lena, by=coordinator)
    client = signed_in(ana)
    answer = f"/me/offers/{ask_of(ana).pk}/"

    asked = client.get(MINE).content.decode()
    said = client.post(answer, {"answer": "yes"}, follow=True)
    client.post(answer, {"answer": "no"})

    assert "Would a change be all right?" in asked
    assert "Instead of Canal Street hostel, Thu 10 Dec, 10:00, which you have now." in asked
    assert [str(message) for message in said.context["messages"]] == [
        "Thank you. Others are asked too: you keep what you have until they have answered."
    ]
    assert "You said yes" in said.content.decode()
    assert len(my_shifts(ana).shifts) == 4
    assert (ask_of(ana).state, ask_of(lena).state) == (OfferState.NO, OfferState.GONE)


def test_b3_whoever_told_the_coordinator_yes_is_moved_at_once(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User, signed_in: SignIn
) -> None:
    rota = drafted((session_on(canal, SECOND), [lena]), (session_on(bridge, SECOND), [ana]), by=coordinator)
    client = signed_in(coordinator)
    url = f"/rotas/{rota.pk}/publish/"
    choices = client.get(url).context["form"].fields["agreed"].choices

    answer = client.post(url, {"agreed": [shift for shift, _ in choices], "sure": "on"}, follow=True)

    assert sorted(words for _, words in choices) == [
        "Ana Reyes would leave Canal Street hostel on Thu 10 Dec, as lead. "
        "Instead: Bridge House on Thu 10 Dec, as lead. Lena Strand would come.",
        "Lena Strand would leave Bridge House on Thu 10 Dec, as lead. "
        "Instead: Canal Street hostel on Thu 10 Dec, as lead. Ana Reyes would come.",
    ]
    assert [str(message) for message in answer.context["messages"]] == [
        "Published. 2 shifts are new. 2 came off."
    ]
    assert led_by(session_on(canal, SECOND)) == [lena]
    assert [shift.session.clinic for shift in my_shifts(ana).changed] == [canal]


def test_b3_place_for_none_is_left_by_a_yes_and_the_next_one_comes(
    canal: Clinic, ana: User, cy: User, coordinator: User, signed_in: SignIn
) -> None:
    rota = drafted((session_on(canal, SECOND), [cy]), by=coordinator)
    rotas.publish_rota(rota, by=coordinator)
    client = signed_in(ana)

    asked = client.get(MINE).content.decode()
    said = client.post(f"/me/offers/{ask_of(ana).pk}/", {"answer": "yes"}, follow=True)

    assert "Shall we take you off?" in asked
    assert [str(message) for message in said.context["messages"]] == [
        "Thank you. You are not down for it any more."
    ]
    assert led_by(session_on(canal, SECOND)) == [cy]


def test_b3_whoever_came_and_left_again_is_not_put_back(
    canal: Clinic, ana: User, cy: User, coordinator: User
) -> None:
    days = (SECOND, SECOND + timedelta(weeks=1))
    rota = drafted(*((session_on(canal, day), [cy]) for day in days), by=coordinator)
    rotas.publish_rota(rota, by=coordinator)
    first, second = ShiftOffer.objects.filter(offered_to=ana).order_by("gives_up__session__on")
    say_yes(first, by=ana)
    cannot_come(session_on(canal, SECOND).shifts.live().get(user=cy), by=cy)

    say_yes(second, by=ana)

    assert [led_by(session_on(canal, day)) for day in days] == [[], [cy]]


def test_b3_whoever_cannot_be_there_is_asked_too_and_others_are_looked_for(
    canal: Clinic, ana: User, coordinator: User, signed_in: SignIn
) -> None:
    tell_other_days(ana, by=ana, begins_on=SECOND)
    rota = make_rota(by=coordinator)

    rotas.publish_rota(rota, by=coordinator)
    before = led_by(session_on(canal, SECOND))
    say_yes(ask_of(ana), by=ana)

    cover = Cover.objects.get()
    assert (before, led_by(session_on(canal, SECOND))) == ([ana], [])
    assert (cover.session.on, cover.asked_by, cover.taken) == (SECOND, ana, None)


def test_b3_whoever_stepped_back_is_asked_nothing_and_their_place_is_given(
    canal: Clinic, ana: User, cy: User, coordinator: User, signed_in: SignIn
) -> None:
    make_stage(ana, StageName.STEPPED_BACK, by=ana)
    rota = make_rota(by=coordinator)
    form = signed_in(coordinator).get(f"/rotas/{rota.pk}/publish/").context["form"]

    done = rotas.publish_rota(rota, by=coordinator)

    assert ("agreed" in form.fields, len(done.leave), done.asked) == (False, 4, 0)
    assert led_by(session_on(canal, SECOND)) == [cy]


def test_b3_what_an_older_rota_asked_is_over_when_a_new_one_is_published(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    exchanged(canal, bridge, ana, lena, by=coordinator)
    say_yes(ask_of(ana), by=ana)
    old = ask_of(ana)

    rotas.publish_rota(make_rota(by=coordinator), by=coordinator)

    old.refresh_from_db()
    assert (old.state, list(offers_for(lena))) == (OfferState.GONE, [])


def test_b3_change_ends_with_the_shift_it_is_about(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    exchanged(canal, bridge, ana, lena, by=coordinator)
    say_yes(ask_of(ana), by=ana)

    cannot_come(session_on(canal, SECOND).shifts.get(), by=ana)
    late = say_yes(ask_of(lena), by=lena)

    assert (ask_of(ana).state, late) == (OfferState.GONE, OfferState.GONE)
    assert led_by(session_on(bridge, SECOND)) == [lena]


def test_b3_change_that_nobody_answered_in_time_is_over(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    rota = drafted(
        (session_on(canal, FIRST + timedelta(weeks=3)), [lena]),
        (session_on(bridge, FIRST + timedelta(weeks=3)), [ana]),
        by=coordinator,
    )
    rotas.publish_rota(rota, by=coordinator)

    with at(NOW + timedelta(days=8)):
        asked = list(offers_for(ana))
        state = say_yes(ask_of(ana), by=ana)

    assert (asked, state) == ([], OfferState.GONE)


def test_b3_whoever_was_put_on_since_the_draft_was_made_is_asked_nothing(
    canal: Clinic, cy: User, lead: User, coordinator: User
) -> None:
    make_supply(lead)
    rota = make_rota(by=coordinator)
    with at(NOW + timedelta(minutes=5)):
        kept = make_shift(
            session_on(canal, SECOND),
            make_advocate("Ida Noon", StageName.LEAD, by=coordinator),
            by=coordinator,
        )

    assert draft_of(rota).changes == []
    done = rotas.publish_rota(rota, by=coordinator)

    assert ([one.session for one in done.left_out], done.asked) == ([str(kept.session_id)], 0)
    assert led_by(session_on(canal, SECOND)) == [kept.user]


def test_b3_change_takes_the_place_of_an_older_question_about_the_same_place(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User
) -> None:
    gap = session_on(make_clinic("Mill Lane", by=coordinator), SECOND)
    ask_around(gap, role=ShiftRole.LEAD, by=coordinator)
    rota = drafted((session_on(canal, SECOND), []), (gap, [ana]), by=coordinator)

    rotas.publish_rota(rota, by=coordinator)

    assert [offer.kind for offer in offers_for(ana)] == ["change"]
    assert say_yes(ask_of(ana), by=ana) == OfferState.YES
    assert (led_by(gap), led_by(session_on(canal, SECOND))) == ([ana], [])
    assert Cover.objects.get(shift__user=ana).session.on == SECOND


def test_b3_move_that_cannot_come_about_is_not_asked_for(
    canal: Clinic, bridge: Clinic, ana: User, lena: User, coordinator: User, signed_in: SignIn
) -> None:
    rota = drafted((session_on(canal, SECOND), [lena]), (session_on(bridge, SECOND), [ana]), by=coordinator)
    tell_other_days(lena, by=lena, begins_on=SECOND)

    answer = signed_in(coordinator).post(f"/rotas/{rota.pk}/publish/", {"sure": "on"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Published. 0 shifts are new.",
        "2 places of the draft were not given: somebody cannot be there any more, or they were taken.",
    ]
    assert list(offers_for(ana)) == []
    assert led_by(session_on(bridge, SECOND)) == [lena]


def test_whoever_is_asked_to_leave_a_place_is_not_shown_as_asked_to_take_it(
    canal: Clinic, ana: User, cy: User, coordinator: User
) -> None:
    rotas.publish_rota(drafted((session_on(canal, SECOND), [cy]), by=coordinator), by=coordinator)

    assert search_for(session_on(canal, SECOND), ShiftRole.LEAD).offers == []


@pytest.mark.parametrize("weeks", [1, 3])
def test_published_rota_shows_what_was_asked_and_said(
    weeks: int,
    canal: Clinic,
    ana: User,
    cy: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    days = [SECOND + timedelta(weeks=number) for number in range(weeks)]
    rota = drafted(*((session_on(canal, day), [cy]) for day in days), by=coordinator)
    rotas.publish_rota(rota, by=coordinator)
    say_not_this_time(ShiftOffer.objects.filter(offered_to=ana).order_by("gives_up__session__on")[0], by=ana)
    client = signed_in(coordinator)
    client.get(f"/rotas/{rota.pk}/")

    with django_assert_num_queries(9):
        page = client.get(f"/rotas/{rota.pk}/").content.decode()

    assert page.count("Would leave Canal Street hostel on") == weeks
    assert page.count("Would rather stay") == 1
    assert page.count("Waiting for an answer") == weeks - 1
