"""Who works with a person: beginning, ending, handing over, and what a wall does to each (R16, A7)."""

from datetime import timedelta

import pytest

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.actions import (
    begin_partnership,
    change_partnership,
    declare_conflict,
    end_partnership,
    hand_over,
    hand_over_all,
    meet_at_clinic,
    not_meant,
    restrict_person,
)
from alongside.people.models import Declaration, Partnership, PartnershipKind, Person, WallKind
from alongside.people.rules import may_see_person, people_visible_to
from tests.factories.accounts import make_user
from tests.factories.people import make_check, make_link, make_partnership, make_person, make_wall

TODAY = clock.today
NOT_AVAILABLE = "This colleague is not available. Choose somebody else."


def begin(person: Person, user: User, *, by: User) -> list[str]:
    """Let `user` work with `person`; return what was in the way."""
    try:
        begin_partnership(person, user=user, kind=PartnershipKind.ADVOCATE, by=by)
    except RuleBroken as broken:
        return [str(problem.sentence) for problem in broken.problems]
    return []


def live(person: Person) -> list[tuple[str, str]]:
    """Return who works with a person from today on, and as what."""
    held = Partnership.objects.filter(person=person, ends_on=None).select_related("user")
    return sorted((str(one.user.name), one.kind) for one in held)


def test_begin_lets_them_see_and_takes_the_person_off_the_waiting_list(
    coordinator: User, advocate: User
) -> None:
    person = make_person(by=coordinator, called="Ash", waiting=True)

    begin_partnership(
        person, user=advocate, kind=PartnershipKind.ADVOCATE, by=coordinator, why="Both like chess"
    )

    assert list(people_visible_to(advocate)) == [person]
    assert person.waiting_since is None
    held = Partnership.objects.get()
    assert (held.why, held.given_by) == ("Both like chess", coordinator)
    entry = Entry.objects.get(action="partnership.begin")
    assert (entry.person, entry.actor, entry.facts) == (
        person.pk,
        coordinator.pk,
        {"user": str(advocate.pk), "kind": "advocate"},
    )


@pytest.mark.parametrize("cause", ["wall", "link", "closed", "board", "check", "declared"])
def test_r16_every_cause_gets_the_same_sentence(
    cause: str, coordinator: User, advocate: User, dp_lead: User, person: Person
) -> None:
    roles = [Role.BOARD] if cause == "board" else [Role.ADVOCATE]
    user = make_user("Otis Hale", *roles)
    if cause == "wall":
        make_wall(person, user, WallKind.OBJECTION)
    elif cause == "link":
        partner = make_person(by=coordinator, called="Mel")
        make_wall(partner, user)
        make_link(partner, person, by=coordinator)
    elif cause == "closed":
        close_account(user, by=coordinator)
    elif cause == "check":
        make_check(user, person)
    elif cause == "declared":
        declare_conflict(by=user, who="Jo Marsh")

    assert begin(person, user, by=coordinator) == [NOT_AVAILABLE]
    assert not may_see_person(user, person)


def test_last_day_before_the_first_is_refused(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    yesterday = TODAY() - timedelta(days=1)

    with pytest.raises(RuleBroken, match="ends_too_soon"):
        begin_partnership(
            person, user=other_advocate, kind=PartnershipKind.COVER, by=coordinator, ends_on=yesterday
        )


def test_change_sets_the_last_day_and_why(coordinator: User, advocate: User, person: Person) -> None:
    held = Partnership.objects.get(user=advocate)
    last = TODAY() + timedelta(days=9)

    change_partnership(held, by=coordinator, ends_on=last, why="Moves away")

    again = Partnership.objects.get(user=advocate)
    assert (again.ends_on, again.why) == (last, "Moves away")
    with pytest.raises(RuleBroken, match="ends_too_soon"):
        change_partnership(held, by=coordinator, ends_on=held.starts_on - timedelta(days=1))


def test_end_holds_until_the_last_day(coordinator: User, advocate: User, person: Person) -> None:
    held = Partnership.objects.get(user=advocate)

    end_partnership(held, by=coordinator)

    assert held.ends_on == TODAY()
    assert may_see_person(advocate, person)
    with clock.at(clock.now() + timedelta(days=1)):
        assert not may_see_person(advocate, person)


def test_end_takes_away_one_that_has_not_begun(coordinator: User, advocate: User, person: Person) -> None:
    held = begin_partnership(
        person,
        user=coordinator,
        kind=PartnershipKind.COVER,
        by=coordinator,
        starts_on=TODAY() + timedelta(days=5),
    )

    number = held.pk
    end_partnership(held, by=coordinator)

    assert live(person) == [("Ana Reyes", "advocate")]
    assert Entry.objects.get(action="partnership.end").about == str(number)


def test_meeting_at_a_clinic_again_makes_it_longer(other_advocate: User, person: Person) -> None:
    meet_at_clinic(person, user=other_advocate, by=other_advocate)
    meet_at_clinic(person, user=other_advocate, by=other_advocate)

    with clock.at(clock.now() + timedelta(days=20)):
        meet_at_clinic(person, user=other_advocate, by=other_advocate)

    held = Partnership.objects.get(user=other_advocate)
    assert held.ends_on == TODAY() + timedelta(days=48)
    assert Entry.objects.filter(action="partnership.prolong").count() == 1


def test_hand_over_ends_one_and_begins_the_other_on_the_same_day(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    hand_over(person, from_user=advocate, to_user=other_advocate, by=coordinator, why="Ana starts a course")

    assert live(person) == [("Otis Hale", "advocate")]
    assert Partnership.objects.get(user=advocate).ends_on == TODAY()
    assert Partnership.objects.get(user=other_advocate).why == "Ana starts a course"
    assert Entry.objects.get(action="partnership.hand_over").facts == {
        "user": str(other_advocate.pk),
        "before": str(advocate.pk),
    }


def test_hand_over_makes_whoever_takes_over_somebody_met_at_a_clinic_their_advocate(
    coordinator: User, advocate: User, other_advocate: User
) -> None:
    person = make_person(by=coordinator, called="Ash")
    meet_at_clinic(person, user=advocate, by=advocate)

    hand_over(person, from_user=advocate, to_user=other_advocate, by=advocate)

    assert live(person) == [("Otis Hale", "advocate")]


def test_hand_over_to_a_colleague_who_works_with_them_already_only_ends(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    make_partnership(person, other_advocate)

    hand_over(person, from_user=advocate, to_user=other_advocate, by=coordinator)

    assert live(person) == [("Otis Hale", "advocate")]


def test_hand_over_of_a_restricted_record_names_the_next_one(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    restrict_person(person, named=[advocate, coordinator], by=coordinator)

    hand_over(person, from_user=advocate, to_user=other_advocate, by=coordinator)

    assert may_see_person(other_advocate, person)
    assert live(person) == [("Cora Lind", "named"), ("Otis Hale", "advocate"), ("Otis Hale", "named")]


def test_r16_hand_over_to_a_walled_colleague_is_refused_and_changes_nothing(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    make_wall(person, other_advocate, WallKind.OBJECTION)

    with pytest.raises(RuleBroken, match=r"^not_available$"):
        hand_over(person, from_user=advocate, to_user=other_advocate, by=coordinator)

    assert live(person) == [("Ana Reyes", "advocate")]


def test_hand_over_says_all_that_is_in_the_way(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    make_wall(person, other_advocate)

    with pytest.raises(RuleBroken, match="same_user, not_available, no_partnership"):
        hand_over(person, from_user=other_advocate, to_user=other_advocate, by=coordinator)


@pytest.fixture
def three(coordinator: User, advocate: User, other_advocate: User, person: Person) -> list[Person]:
    """Three people of `advocate`; `other_advocate` is walled from the second."""
    more = [make_person(by=coordinator, called=name) for name in ("Ash", "Bo")]
    for each in more:
        make_partnership(each, advocate)
    make_wall(more[0], other_advocate, WallKind.CONFLICT)
    return [person, *more]


def test_r16_bulk_hand_over_lists_whom_it_could_not_and_hands_over_the_rest(
    coordinator: User, advocate: User, other_advocate: User, three: list[Person]
) -> None:
    jo, ash, bo = three

    result = hand_over_all(from_user=advocate, to_user=other_advocate, by=coordinator, on=TODAY())

    assert result.done == [jo, bo]
    assert result.not_available == [ash]
    assert live(ash) == [("Ana Reyes", "advocate")]
    assert live(jo) == live(bo) == [("Otis Hale", "advocate")]


def test_bulk_cover_leaves_them_with_the_one_who_is_away(
    coordinator: User, advocate: User, other_advocate: User, three: list[Person]
) -> None:
    until = TODAY() + timedelta(days=14)
    restrict_person(three[2], named=[advocate, coordinator], by=coordinator)

    result = hand_over_all(
        from_user=advocate, to_user=other_advocate, by=coordinator, on=TODAY(), until=until
    )

    assert result.done == [three[0], three[2]]
    cover = Partnership.objects.filter(user=other_advocate).values_list("person", "kind", "ends_on")
    assert set(cover) == {
        (three[0].pk, "cover", until),
        (three[2].pk, "cover", until),
        (three[2].pk, "named", until),
    }
    assert live(three[0]) == [("Ana Reyes", "advocate")]
    with clock.at(clock.now() + timedelta(days=15)):
        assert not people_visible_to(other_advocate).exists()


def test_bulk_hand_over_leaves_out_whom_the_coordinator_may_not_see(
    coordinator: User, advocate: User, other_advocate: User, three: list[Person]
) -> None:
    make_wall(three[0], coordinator)
    restrict_person(three[2], named=[advocate], by=coordinator)

    result = hand_over_all(from_user=advocate, to_user=other_advocate, by=coordinator, on=TODAY())

    assert (result.done, result.not_available) == ([], [three[1]])
    assert live(three[0]) == [("Ana Reyes", "advocate")]


def test_bulk_hand_over_to_oneself_is_refused(coordinator: User, advocate: User) -> None:
    with pytest.raises(RuleBroken, match="same_user, ends_too_soon"):
        hand_over_all(
            from_user=advocate,
            to_user=advocate,
            by=coordinator,
            on=TODAY(),
            until=TODAY() - timedelta(days=1),
        )


def test_a7_declared_name_is_in_the_way_until_somebody_says_it_is_another(
    coordinator: User, dp_lead: User, other_advocate: User, person: Person
) -> None:
    said = declare_conflict(by=other_advocate, who="Jo Marsh")

    assert begin(person, other_advocate, by=coordinator) == [NOT_AVAILABLE]
    assert Declaration.objects.get().asked_again_at is not None

    not_meant(said, person, by=dp_lead)

    assert begin(person, other_advocate, by=coordinator) == []


def test_a7_bulk_hand_over_asks_about_a_declared_name(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    declare_conflict(by=other_advocate, who="jo")

    result = hand_over_all(from_user=advocate, to_user=other_advocate, by=coordinator, on=TODAY())

    assert result.not_available == [person]
    assert Declaration.objects.get().asked_again_at is not None


def test_declared_name_does_not_stop_whoever_sits_with_them(coordinator: User, other_advocate: User) -> None:
    declare_conflict(by=other_advocate, who="Jo Marsh")
    somebody = make_person(by=other_advocate, called="Jo", full_name="Jo Marsh")

    assert begin(somebody, other_advocate, by=other_advocate) == []
