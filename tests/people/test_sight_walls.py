"""Walls: objections, declared conflicts, a worker's own record (R13–R18, A7)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry, Outcome
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.actions import (
    build_wall,
    declare_conflict,
    keep_apart,
    lift_wall,
    link_worker_to_own_record,
    match_declaration,
    not_meant,
    open_up_person,
    resolve_dual_role,
    restrict_person,
    settle_declaration,
    tell_own_record,
)
from alongside.people.models import (
    Declaration,
    DeclarationState,
    DualRoleCheck,
    NotSamePerson,
    Partnership,
    Person,
    PrivacyAlert,
    Wall,
    WallKind,
)
from alongside.people.queries import people_found
from alongside.people.queries.sight import objections_of
from alongside.people.queries.sight_privacy import people_who_may_be_meant
from alongside.people.rules import may_be_given, may_see_person, people_visible_to
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.people import make_link, make_partnership, make_person, make_wall


def test_r15_objection_works_at_once_and_ends_what_was_held(
    coordinator: User, advocate: User, person: Person
) -> None:
    build_wall(person, user=advocate, kind=WallKind.OBJECTION, by=coordinator)

    assert not may_see_person(advocate, person)
    assert Partnership.objects.get().ends_on == clock.today()
    assert person.partnerships.filter(ends_on=None).count() == 0


def test_wall_that_takes_the_only_advocate_puts_the_person_on_the_waiting_list(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    make_partnership(person, other_advocate)

    make_wall(person, other_advocate)

    assert Person.objects.get().waiting_since is None

    make_wall(person, advocate)

    assert Person.objects.get().waiting_since == clock.today()


def test_wall_ends_what_is_held_with_those_linked_and_nothing_else(advocate: User, person: Person) -> None:
    partner, other = make_person(by=advocate, called="Mel"), make_person(by=advocate, called="Kit")
    for each in (partner, other):
        make_partnership(each, advocate)
    make_link(person, partner, by=advocate)

    make_wall(person, advocate)

    assert list(Partnership.objects.filter(ends_on=None)) == list(other.partnerships.all())


def test_r14_link_made_later_ends_what_is_held_with_the_other(
    coordinator: User, advocate: User, person: Person
) -> None:
    partner = make_person(by=coordinator, called="Mel")
    make_wall(partner, advocate)

    make_link(person, partner, by=coordinator)

    assert not may_see_person(advocate, person)
    assert Partnership.objects.get().ends_on == clock.today()
    assert Person.objects.get(pk=person.pk).waiting_since == clock.today()


def test_wall_of_a_kind_stands_once(advocate: User, person: Person) -> None:
    first, second = make_wall(person, advocate), make_wall(person, advocate)

    assert first == second
    with pytest.raises(IntegrityError), transaction.atomic(), permitted():
        Wall(person=person, user=advocate, kind=WallKind.CONFLICT).save()


def test_wall_round_a_contact_with_no_name_keeps_no_time(advocate: User, other_advocate: User) -> None:
    contact = make_person(by=advocate)

    wall = make_wall(contact, other_advocate)

    assert wall.from_at == contact.moment()


def test_r15_objection_is_lifted_only_when_the_person_asks(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    wall = build_wall(person, user=other_advocate, kind=WallKind.OBJECTION, by=coordinator)

    with pytest.raises(RuleBroken, match="not_asked"):
        lift_wall(wall, by=coordinator)

    assert objections_of(person) == [wall]

    lift_wall(wall, by=coordinator, person_asked=True)

    assert objections_of(person) == []
    assert may_be_given(other_advocate, person)


@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR, Role.DP_LEAD])
def test_r13_own_record_is_closed_in_every_role(
    role: Role, advocate: User, dp_lead: User, person: Person, signed_in: SignIn
) -> None:
    worker = make_user("Jo Marsh", role)
    link_worker_to_own_record(worker, person, named=[advocate], by=dp_lead)
    before = Entry.objects.count()

    client = signed_in(worker)

    for page in ("", "details/", "partners/", "safe-contact/"):
        assert client.get(f"/people/{person.pk}/{page}").status_code == 404
    refusals = Entry.objects.filter(seq__gt=before, actor=worker.pk, outcome=Outcome.REFUSED)
    alerts = PrivacyAlert.objects.order_by("entry")
    assert refusals.filter(person=person.pk).count() == alerts.count() > 0
    assert [alert.entry for alert in alerts] == [e.seq for e in refusals.order_by("seq") if e.person]
    assert {field.name for field in PrivacyAlert._meta.get_fields()} == {
        "id",
        "kind",
        "entry",
        "at",
        "seen_at",
        "seen_by",
    }
    assert people_found(worker, "Jo").people == []


def test_r13_another_refusal_leaves_no_alert(other_advocate: User, person: Person, signed_in: SignIn) -> None:
    client = signed_in(other_advocate)

    assert client.get(f"/people/{person.pk}/").status_code == 404

    assert PrivacyAlert.objects.count() == 0


def test_r18_colleagues_lose_sight_from_the_moment_of_linking_unless_named(
    coordinator: User, supervisor: User, advocate: User, other_advocate: User, dp_lead: User, person: Person
) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE)
    make_partnership(person, other_advocate)
    for user in (coordinator, advocate, other_advocate, dp_lead):
        assert people_found(user, "Jo").people == [person]

    link_worker_to_own_record(worker, person, named=[advocate, supervisor], by=dp_lead)

    assert [u for u in (coordinator, other_advocate, dp_lead, worker) if people_found(u, "Jo").people] == []
    assert people_found(advocate, "Jo").people == people_found(supervisor, "Jo").people == [person]


def test_restricting_needs_somebody_named_who_is_available(
    coordinator: User, other_advocate: User, board_member: User, person: Person
) -> None:
    with pytest.raises(RuleBroken, match=r"^nobody_named$"):
        restrict_person(person, named=[], by=coordinator)
    with pytest.raises(RuleBroken, match=r"^not_available$"):
        restrict_person(person, named=[other_advocate, board_member], by=coordinator)

    assert not Person.objects.get().is_restricted


def test_f6_restricted_record_is_for_the_named_until_it_is_opened_up(
    coordinator: User, advocate: User, person: Person
) -> None:
    restrict_person(person, named=[coordinator], by=coordinator)
    restrict_person(person, named=[coordinator], by=coordinator)

    assert not may_see_person(advocate, person)
    assert may_see_person(coordinator, person)
    assert person.partnerships.filter(user=coordinator).count() == 1

    open_up_person(person, by=coordinator)

    assert may_see_person(advocate, person)


def test_a7_somebody_on_ones_own_list_is_behind_a_wall_at_once(advocate: User, person: Person) -> None:
    said = declare_conflict(by=advocate, person=person, why="My cousin")

    assert (said.state, said.who, said.why) == (DeclarationState.SETTLED, "Jo", "My cousin")
    assert list(people_visible_to(advocate)) == []
    assert Wall.objects.get().kind == WallKind.CONFLICT


def test_a7_declared_name_is_matched_by_whoever_looks_after_privacy(
    dp_lead: User, coordinator: User, other_advocate: User, person: Person
) -> None:
    make_person(by=coordinator, called="Una", full_name="Una Bell")
    said = declare_conflict(by=other_advocate, who="Joe Marsh", why="Lives in Mill Road")

    assert people_who_may_be_meant(said, viewer=dp_lead) == [person]

    match_declaration(said, person, by=dp_lead)

    again = Declaration.objects.get()
    assert (again.state, again.settled_by) == (DeclarationState.SETTLED, dp_lead)
    assert not may_be_given(other_advocate, person)
    assert people_who_may_be_meant(said, viewer=dp_lead) == []
    assert "Lives in Mill Road" not in str(list(Entry.objects.values()))


def test_a7_somebody_else_is_not_offered_again(
    dp_lead: User, coordinator: User, other_advocate: User, person: Person
) -> None:
    twin = make_person(by=coordinator, called="Jo", full_name="Jo Marsh")
    said = declare_conflict(by=other_advocate, who="jo marsh")

    not_meant(said, person, by=dp_lead)
    settle_declaration(said, by=dp_lead)

    assert people_who_may_be_meant(said, viewer=dp_lead) == [twin]
    assert may_be_given(other_advocate, person)
    assert not may_be_given(other_advocate, twin)


@pytest.mark.parametrize(
    "who, called, full_name, is_meant",
    [
        ("Steve Bold", "Steve", None, True),
        ("Steve", None, "Steven Bold", True),
        ("Steve Bold, from the hostel", "Stevo", "Steve Bold", True),
        ("Stevo", "Stevo", "Steve Bold", True),
        ("Steve Bold", "Steve", "Steve Marsh", False),
        ("Steve", None, None, False),
        ("", "Steve", None, False),
    ],
)
def test_a7_name_is_like_another_where_all_of_one_is_in_the_other(
    who: str, called: str | None, full_name: str | None, is_meant: bool, advocate: User, other_advocate: User
) -> None:
    person = make_person(by=advocate, called=called, full_name=full_name)
    declare_conflict(by=other_advocate, who=who)

    assert may_be_given(other_advocate, person) is not is_meant


def test_settling_keeps_who_settled_it_first(dp_lead: User, coordinator: User, advocate: User) -> None:
    said = declare_conflict(by=advocate, who="Steve")
    settle_declaration(said, by=dp_lead)

    settle_declaration(said, by=coordinator)

    assert Declaration.objects.get().settled_by == dp_lead


def test_told_own_record_is_closed_and_can_be_taken_back(
    dp_lead: User, advocate: User, other_advocate: User, person: Person
) -> None:
    tell_own_record(other_advocate, person.reference.lower(), named=[advocate], by=dp_lead)

    check = DualRoleCheck.objects.get()
    assert (check.state, check.resolved_by) == ("same", dp_lead)
    assert Wall.objects.get().kind == WallKind.OWN

    resolve_dual_role(check, is_same=False, by=dp_lead)

    assert Wall.objects.filter(lifted_at=None).count() == 0
    assert may_be_given(other_advocate, person)


def test_nobody_tells_of_their_own_record_as_an_officer(
    dp_lead: User, advocate: User, person: Person
) -> None:
    with pytest.raises(RuleBroken, match="own_check"):
        tell_own_record(dp_lead, person.reference, named=[advocate], by=dp_lead)
    with pytest.raises(RuleBroken, match="no_such_reference"):
        tell_own_record(advocate, "222-222", named=[], by=dp_lead)

    assert DualRoleCheck.objects.count() == 0


def test_kept_apart_once_whichever_way_round(dp_lead: User, coordinator: User, person: Person) -> None:
    twin = make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))

    keep_apart(person, twin, by=dp_lead)
    keep_apart(twin, person, by=dp_lead)

    assert NotSamePerson.objects.count() == 1
