"""What the rota makes of those who want somebody to go with them (B7, B2)."""

from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.clinics.actions import accompany as actions
from alongside.clinics.actions import rotas
from alongside.clinics.actions.supply import tell_about_me, tell_other_days
from alongside.clinics.models import Accompaniment, Rota
from alongside.clinics.queries.rotas import draft_of, weeks_of
from alongside.clinics.rota.problem import Role as Place
from alongside.clinics.rota_words import gaps_in_words, parts_in_words
from alongside.people.models import Person
from alongside.people.rules import may_see_person
from tests.clinics.accompany.conftest import THEN, again
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user
from tests.factories.clinics import make_clinic, session_on
from tests.factories.people import make_person, make_wall
from tests.factories.rota import make_rota, make_supply


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
    make_clinic("Bridge House", by=coordinator)
    changed = signed_in(walled).get(f"/rotas/{rota.pk}/").content.decode()
    done = rotas.publish_rota(rota, by=walled)

    assert "Goes along" not in page
    assert "With Jo" not in page
    # R15: what is hidden reads as no change
    assert ("have changed since" in page, "have changed since" in changed) == (False, True)
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
