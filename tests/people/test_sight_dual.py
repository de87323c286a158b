"""A new worker who may be on our records (R19)."""

from datetime import date

import pytest

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, User
from alongside.audit.models import Entry, Outcome
from alongside.common.problems import RuleBroken
from alongside.people.actions import open_up_person, resolve_dual_role, tell_own_record
from alongside.people.dual import look_for_dual_role
from alongside.people.models import DualRoleCheck, DualRoleState, Person, PrivacyAlert, Wall, WallKind
from alongside.people.rules import may_be_given, may_see_person, people_visible_to
from alongside.people.tags import name_tag
from tests.factories.accounts import make_user
from tests.factories.people import make_glass, make_partnership, make_person, make_wall

BORN = date(1980, 2, 29)


def test_r19_account_with_the_name_and_birth_of_somebody_sees_nobody(
    coordinator: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")

    worker = make_user("Jo Marsh", Role.ADVOCATE, Role.COORDINATOR, date_of_birth=BORN)

    check = DualRoleCheck.objects.get()
    assert (check.user, check.person, check.state) == (worker, person, DualRoleState.OPEN)
    assert list(people_visible_to(worker)) == []
    assert not may_be_given(worker, other)


@pytest.mark.parametrize(
    "name, details, found",
    [
        ("marsh, JO", {"date_of_birth": BORN}, 1),
        ("Jo Marsh", {"date_of_birth": date(1980, 2, 28)}, 0),
        ("Jo Marsh", {}, 0),
        ("Una Bell", {"date_of_birth": BORN}, 0),
        ("Una Bell", {"phone": "+44 7700 900123"}, 1),
        ("Una Bell", {"phone": "07700 900 124"}, 0),
        ("Una Bell", {"phone": "900123"}, 0),
    ],
)
def test_r19_what_counts_as_a_match(
    name: str, details: dict[str, object], found: int, coordinator: User
) -> None:
    make_person(by=coordinator, full_name="Jó Marsh", date_of_birth=BORN, phone="07700 900123")

    make_user(name, Role.ADVOCATE, **details)

    assert DualRoleCheck.objects.count() == found


def test_r19_tags_that_fall_together_by_chance_are_told_apart(coordinator: User) -> None:
    person = make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=BORN)
    names = (f"Nia {number}" for number in range(100_000))
    same_tag = next(name for name in names if name_tag(name, BORN) == person.name_tag)

    worker = make_user(same_tag, Role.ADVOCATE, date_of_birth=BORN)

    assert DualRoleCheck.objects.count() == 0
    assert may_be_given(worker, person)


def test_r19_whoever_opens_the_account_gets_no_sign(coordinator: User, person: Person) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)

    found = Entry.objects.get(action="dual_role.find")
    assert (found.actor, found.facts) == (None, {"user": str(worker.pk)})
    assert look_for_dual_role(worker) is None
    assert DualRoleCheck.objects.count() == 1


def test_r19_same_person_closes_the_record_to_them_and_opens_the_rest(
    dp_lead: User, coordinator: User, advocate: User, person: Person
) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)
    other = make_person(by=coordinator, called="Una")

    resolve_dual_role(DualRoleCheck.objects.get(), is_same=True, named=[advocate], by=dp_lead)
    make_partnership(other, worker)

    assert Wall.objects.get().kind == WallKind.OWN
    assert may_see_person(worker, other)
    assert not may_be_given(worker, person)
    assert not may_see_person(coordinator, person)
    assert may_see_person(advocate, person)


def test_r19_somebody_else_opens_everything(dp_lead: User, person: Person) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)

    resolve_dual_role(DualRoleCheck.objects.get(), is_same=False, by=dp_lead)

    assert may_be_given(worker, person)
    assert not Person.objects.get().is_restricted


def test_r18_lead_who_cannot_see_a_closed_file_names_nobody_else_for_it(
    dp_lead: User, supervisor: User, person: Person
) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)
    check = DualRoleCheck.objects.get()
    resolve_dual_role(check, is_same=True, named=[supervisor], by=dp_lead)

    resolve_dual_role(check, is_same=True, named=[dp_lead], by=dp_lead)
    resolve_dual_role(check, is_same=False, by=dp_lead)
    tell_own_record(worker, person.reference, named=[dp_lead], by=dp_lead)

    assert [may_see_person(user, person) for user in (supervisor, dp_lead)] == [True, False]


def test_r18_file_of_one_worker_is_not_there_to_be_told_of_as_another_s(
    dp_lead: User, supervisor: User, other_advocate: User, person: Person
) -> None:
    make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)
    resolve_dual_role(DualRoleCheck.objects.get(), is_same=True, named=[supervisor], by=dp_lead)

    with pytest.raises(RuleBroken, match="no_such_reference"):
        tell_own_record(other_advocate, person.reference, named=[dp_lead], by=dp_lead)

    assert may_see_person(supervisor, person)


@pytest.mark.parametrize("kind", [WallKind.OBJECTION, WallKind.OWN])
def test_r16_lead_behind_a_wall_closes_no_record_by_its_reference(
    kind: WallKind, dp_lead: User, supervisor: User, other_advocate: User, person: Person
) -> None:
    make_wall(person, dp_lead, kind)

    with pytest.raises(RuleBroken, match="no_such_reference"):
        tell_own_record(other_advocate, person.reference, named=[supervisor], by=dp_lead)

    person.refresh_from_db()
    assert not person.is_restricted
    assert Entry.objects.get(action="own_record.tell").outcome == Outcome.REFUSED
    assert PrivacyAlert.objects.count() == (kind == WallKind.OWN)


def test_r18_somebody_else_is_named_once_nobody_named_works_here(
    dp_lead: User, supervisor: User, advocate: User, person: Person
) -> None:
    make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)
    check = DualRoleCheck.objects.get()
    resolve_dual_role(check, is_same=True, named=[supervisor], by=dp_lead)
    close_account(supervisor, by=dp_lead)

    resolve_dual_role(check, is_same=True, named=[advocate], by=dp_lead)

    assert may_see_person(advocate, person)


def test_r18_no_about_another_account_leaves_the_old_file_closed(
    dp_lead: User, supervisor: User, other_advocate: User, person: Person
) -> None:
    make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)
    resolve_dual_role(DualRoleCheck.objects.get(), is_same=True, named=[supervisor], by=dp_lead)
    namesake = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN)

    resolve_dual_role(DualRoleCheck.objects.get(user=namesake), is_same=False, by=dp_lead)

    person.refresh_from_db()
    assert person.is_own_file
    with pytest.raises(RuleBroken, match="own_file"):
        open_up_person(person, by=supervisor)
    with pytest.raises(RuleBroken, match="no_such_reference"):
        make_glass(person, other_advocate)


def test_r18_file_stays_closed_while_it_is_that_of_one_of_two_accounts(
    dp_lead: User, supervisor: User, person: Person
) -> None:
    first, second = (make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=BORN) for _ in range(2))
    for user in (first, second):
        resolve_dual_role(DualRoleCheck.objects.get(user=user), is_same=True, named=[supervisor], by=dp_lead)

    kept = []
    for user in (second, first):
        resolve_dual_role(DualRoleCheck.objects.get(user=user), is_same=False, by=dp_lead)
        person.refresh_from_db()
        kept.append(person.is_own_file)

    assert kept == [True, False]


def test_r19_nobody_resolves_their_own(person: Person) -> None:
    lead = make_user("Jo Marsh", Role.DP_LEAD, date_of_birth=BORN)

    with pytest.raises(RuleBroken, match="own_check"):
        resolve_dual_role(DualRoleCheck.objects.get(), is_same=False, by=lead)
