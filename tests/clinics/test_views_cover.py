"""My shifts, and the coordinator's page of places that need somebody."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from alongside.accounts.models import User
from alongside.clinics.actions import cancel_session, cannot_come, offer_swap, take_off_session
from alongside.clinics.models import Cover, OfferKind, OfferState, Session, ShiftOffer, ShiftRole
from alongside.clinics.queries.cover import gaps, my_shifts
from alongside.peers.models import StageName
from tests.clinics.conftest import at
from tests.clinics.cover.conftest import shift_of
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, make_shift, session_on
from tests.factories.peers import make_advocate

MINE = reverse("my-shifts")


@pytest.fixture
def other(coordinator: User) -> User:
    """Another lead."""
    return make_advocate("Ada Bly", StageName.LEAD, by=coordinator)


def later(session: Session, weeks: int) -> Session:
    """Return a later session of the same clinic."""
    return session_on(session.clinic, session.on + timedelta(weeks=weeks))


def test_page_shows_13_weeks_today_first(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    shifts = [make_shift(later(staffed, weeks), lead, by=coordinator) for weeks in (3, 2)]

    page = signed_in(lead).get(MINE)

    assert page.context["mine"].shifts == [shift_of(lead, staffed), shifts[1], shifts[0]]


@pytest.mark.parametrize("n", [1, 3])
def test_page_takes_as_many_queries_whatever_it_shows(
    n: int,
    staffed: Session,
    lead: User,
    other: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: object,
) -> None:
    for weeks in range(2, 2 + n):
        make_shift(later(staffed, weeks), lead, by=coordinator)
        given_up = make_shift(later(staffed, weeks + 4), lead, by=coordinator)
        cannot_come(given_up, by=lead)
        theirs = make_shift(later(staffed, weeks + 8), other, by=coordinator)
        offer_swap(theirs, theirs=shift_of(lead, later(staffed, weeks)), by=other)
    client = signed_in(lead)
    client.get(MINE)

    with django_assert_num_queries(12):  # type: ignore[operator]
        page = client.get(MINE)

    mine = page.context["mine"]
    assert [len(rows) for rows in (mine.offers, mine.shifts, mine.given_up)] == [n, n + 1, n]


def test_page_says_when_there_is_nothing(other: User, signed_in: SignIn) -> None:
    assert signed_in(other).get(MINE).context["mine"].is_empty


def test_page_shows_what_others_changed(
    staffed: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    off = make_shift(later(staffed, 1), lead, by=coordinator)
    make_shift(later(staffed, 2), lead, by=coordinator)
    take_off_session(off, by=coordinator)
    cancel_session(later(staffed, 2), by=coordinator)

    changed = signed_in(lead).get(MINE).context["mine"].changed

    assert [shift.session.on for shift in changed] == [later(staffed, weeks).on for weeks in (1, 2)]


def test_i_cannot_come_is_one_press_until_the_session_is_over(
    staffed: Session, lead: User, signed_in: SignIn
) -> None:
    press = f'action="{reverse("shift-cannot-come", args=[shift_of(lead, staffed).pk])}"'

    before = signed_in(lead).get(MINE).content.decode()
    with at(staffed.finishes + timedelta(minutes=1)):
        after = signed_in(lead).get(MINE).content.decode()

    assert (press in before, press in after) == (True, False)


def test_from_the_session_i_cannot_come_asks_once_more_and_wants_no_reason(
    staffed: Session, lead: User, other: User, signed_in: SignIn
) -> None:
    client = signed_in(lead)
    address = reverse("shift-cannot-come", args=[shift_of(lead, staffed).pk])
    asked = client.get(address)

    answer = client.post(address)

    assert asked.status_code == 200
    assert answer["Location"] == MINE
    assert [cover.session for cover in my_shifts(lead).given_up] == [staffed]


def test_shift_of_somebody_else_is_not_there(
    staffed: Session, shadow: User, lead: User, signed_in: SignIn
) -> None:
    shift = shift_of(lead, staffed)

    codes = [
        signed_in(shadow).post(reverse(name, args=[shift.pk])).status_code
        for name in ("shift-cannot-come", "shift-swap")
    ]

    assert codes == [404, 404]


def test_i_can_come_after_all(staffed: Session, lead: User, signed_in: SignIn) -> None:
    cover = cannot_come(shift_of(lead, staffed), by=lead)
    assert cover is not None

    signed_in(lead).post(reverse("come-after-all", args=[cover.pk]))

    assert my_shifts(lead).given_up == []
    assert shift_of(lead, staffed).user == lead


@pytest.mark.parametrize(
    "answer,state,sentence",
    [
        ("yes", OfferState.YES, "Thank you. You are down for it now."),
        ("no", OfferState.NO, "That is fine. Thank you for answering."),
    ],
)
def test_offer_is_answered_by_a_press(
    answer: str,
    state: OfferState,
    sentence: str,
    staffed: Session,
    lead: User,
    other: User,
    signed_in: SignIn,
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)
    offer = ShiftOffer.objects.get(offered_to=other)
    client = signed_in(other)
    page = client.get(MINE).content.decode()

    response = client.post(reverse("shift-answer", args=[offer.pk]), {"answer": answer})

    offer.refresh_from_db()
    assert offer.state == state
    assert [str(one) for one in get_messages(response.wsgi_request)] == [sentence]
    assert "Ana Reyes" not in page


def test_second_yes_gets_a_kind_sentence_and_an_answer_twice_too(
    staffed: Session, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    second = make_advocate("Bo Crane", StageName.LEAD, by=coordinator)
    cannot_come(shift_of(lead, staffed), by=lead)
    addresses = {
        user: reverse("shift-answer", args=[ShiftOffer.objects.get(offered_to=user).pk])
        for user in (other, second)
    }
    signed_in(other).post(addresses[other], {"answer": "yes"})
    client = signed_in(second)

    late = client.post(addresses[second], {"answer": "yes"})
    twice = client.post(addresses[second], {"answer": "yes"})

    assert [str(one) for one in get_messages(late.wsgi_request)] == [
        "Somebody else was a little quicker. Thank you: we ask you first if it is free again."
    ]
    assert [str(one) for one in get_messages(twice.wsgi_request)][-1] == "You have answered this already."


def test_swap_that_is_off_says_so(
    staffed: Session, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    theirs = make_shift(later(staffed, 2), other, by=coordinator)
    offer = offer_swap(shift_of(lead, staffed), theirs=theirs, by=lead)
    take_off_session(shift_of(lead, staffed), by=coordinator)

    answer = signed_in(other).post(reverse("shift-answer", args=[offer.pk]), {"answer": "yes"})

    assert [str(one) for one in get_messages(answer.wsgi_request)] == [
        "This is not needed any more. Nothing has changed for you. Thank you."
    ]


def test_offer_to_somebody_else_is_not_there(
    staffed: Session, lead: User, other: User, shadow: User, signed_in: SignIn
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)
    offer = ShiftOffer.objects.get(offered_to=other)

    answer = signed_in(shadow).post(reverse("shift-answer", args=[offer.pk]), {"answer": "yes"})

    assert answer.status_code == 404


def test_swap_is_asked_for_on_its_page(
    staffed: Session, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    theirs = make_shift(later(staffed, 2), other, by=coordinator)
    client = signed_in(lead)
    address = reverse("shift-swap", args=[shift_of(lead, staffed).pk])
    page = client.get(address).content.decode()

    client.post(address, {"theirs": str(theirs.pk)})

    assert ShiftOffer.objects.get(kind=OfferKind.SWAP).gives_up == theirs
    assert "Ada Bly" not in page


@pytest.mark.parametrize("n", [1, 3])
def test_covers_take_as_many_queries_whatever_is_missing(
    n: int,
    staffed: Session,
    lead: User,
    other: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: object,
) -> None:
    for weeks in range(8, 8 + n):
        cannot_come(make_shift(later(staffed, weeks), lead, by=coordinator), by=lead)
    client = signed_in(coordinator)
    client.get(reverse("covers"))

    with django_assert_num_queries(12):  # type: ignore[operator]
        page = client.get(reverse("covers"))

    assert len(page.context["gaps"]) == 8 + 2 * n


def test_covers_name_each_place_and_how_far_the_search_is(
    staffed: Session, shadow: User, coordinator: User
) -> None:
    helper, other = (make_advocate(name, StageName.LEAD, by=coordinator) for name in ("Ada Bly", "Bo Crane"))
    cannot_come(make_shift(staffed, helper, ShiftRole.HELPER, by=coordinator), by=helper)
    cannot_come(shift_of(shadow, staffed), by=shadow)

    today = [gap for gap in gaps() if gap.session == staffed]

    assert [(gap.role, gap.waiting, gap.said_no) for gap in today] == [
        (ShiftRole.SHADOW, 2, 0),
        (ShiftRole.HELPER, 1, 0),
    ]
    assert other in [offer.offered_to for offer in staffed.offers.all()]


def test_coordinator_sees_who_was_asked_whom_to_ring_and_how_early_it_was_told(
    staffed: Session, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    second = make_advocate("Bo Crane", StageName.LEAD, by=coordinator)
    place = later(staffed, 2)
    cannot_come(make_shift(place, lead, by=coordinator), by=lead)
    offer = ShiftOffer.objects.get(offered_to=other)
    client = signed_in(coordinator)
    client.post(reverse("cover", args=[place.pk, "lead"]))
    signed_in(other).post(reverse("shift-answer", args=[offer.pk]), {"answer": "no"})

    search = client.get(reverse("cover", args=[place.pk, "lead"])).context["search"]

    assert search.notice_days == 14
    assert {one.offered_to: one.state for one in search.offers} == {
        other: OfferState.NO,
        second: OfferState.WAITING,
    }
    assert search.to_ring == [second]


@pytest.mark.parametrize("n", [1, 3])
def test_page_of_a_place_takes_as_many_queries_whoever_could_go(
    n: int,
    staffed: Session,
    lead: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: object,
) -> None:
    able = [make_advocate(f"Ada {number}", StageName.LEAD, by=coordinator) for number in range(n)]
    cannot_come(shift_of(lead, staffed), by=lead)
    client, address = signed_in(coordinator), reverse("cover", args=[staffed.pk, "lead"])
    client.get(address)

    with django_assert_num_queries(31):  # type: ignore[operator]
        page = client.get(address)

    assert len(page.context["search"].offers) == len(able) == n


def test_empty_place_that_nobody_gave_up_has_no_notice(
    session: Session, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    search = signed_in(coordinator).get(reverse("cover", args=[session.pk, "lead"])).context["search"]

    assert (search.cover, search.notice_days, search.to_ring) == (None, 0, [lead])


def test_coordinator_can_stop_the_search(
    staffed: Session, lead: User, other: User, coordinator: User, signed_in: SignIn
) -> None:
    cover = cannot_come(shift_of(lead, staffed), by=lead)
    assert cover is not None

    signed_in(coordinator).post(reverse("cover-end", args=[cover.pk]))

    assert Cover.objects.open().count() == 0


def test_places_far_ahead_that_nobody_gave_up_are_not_listed(session: Session) -> None:
    make_clinic("Bridge House", by=session.clinic.made_by)

    assert max(gap.session.on for gap in gaps()) == session.on + timedelta(weeks=4)


def test_today_says_what_one_is_asked(
    staffed: Session, lead: User, other: User, board_member: User, signed_in: SignIn
) -> None:
    cannot_come(shift_of(lead, staffed), by=lead)

    asked = [signed_in(user).get("/").context["day"].asked for user in (other, lead, board_member)]

    assert asked == [1, 0, None]


def test_session_has_the_way_to_say_it_for_oneself_alone(
    staffed: Session, lead: User, shadow: User, signed_in: SignIn
) -> None:
    page = signed_in(lead).get(reverse("session", args=[staffed.pk])).content.decode()

    mine, theirs = (
        reverse("shift-cannot-come", args=[shift_of(user, staffed).pk]) for user in (lead, shadow)
    )
    assert (mine in page, theirs in page) == (True, False)
