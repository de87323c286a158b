"""From helped to helper, and whoever else applies (E2, E3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import (
    accept_invitation,
    apply,
    decide_application,
    end_invitation,
    invite,
    open_account_of,
    write_chat,
)
from alongside.peers.models import Application, Decision, Invitation, StageName
from alongside.peers.queries import applications, invitations_for, stage_of
from alongside.people.actions import open_up_person, resolve_dual_role
from alongside.people.models import DualRoleCheck, DualRoleState, PartnershipKind, Person, Wall, WallKind
from alongside.people.queries.lists import people_found
from alongside.people.rules import may_be_given, may_see_person, people_visible_to
from tests.factories.accounts import make_user
from tests.factories.journeys import days_ago, make_application, make_helper_of
from tests.factories.people import make_glass, make_partnership, make_person

YES: dict[str, Any] = {"name": "Kit", "reach": "The hostel", "words": "To give back"}


@pytest.fixture
def helped(coordinator: User) -> Person:
    """Somebody we helped until three months ago."""
    person = make_person(by=coordinator, called="Kit", full_name="Kit Marsh")
    with recorded("person.age", by=coordinator):
        person.change(last_seen_on=days_ago(100))
    return person


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in broken.value.problems]


def welcomed(application: Application, by: User) -> User:
    """Let somebody be welcomed, with an account."""
    write_chat(application, chat_on=clock.today(), chat_notes="Warm", by=by)
    decide_application(application, decision=Decision.YES, feedback="Welcome", by=by)
    return open_account_of(application, sign_in_name="kit", by=by)


def test_e2_no_leaves_no_trace(helped: Person, coordinator: User) -> None:
    invitation = invite(helped, by=coordinator)

    end_invitation(invitation, by=coordinator)

    entry = Entry.objects.get(action="invitation.end")
    helped.refresh_from_db()
    assert (entry.person, entry.about, entry.facts) == (None, "", {})
    assert (Invitation.objects.count(), Application.objects.count()) == (0, 0)
    assert not helped.is_restricted
    assert Entry.objects.filter(person=helped.pk).last() == Entry.objects.get(action="invitation.make")


def test_e2_yes_closes_the_old_file_at_once_to_all_but_one(
    helped: Person, coordinator: User, supervisor: User, dp_lead: User, advocate: User
) -> None:
    application = accept_invitation(
        invite(helped, by=coordinator), named=[supervisor], by=coordinator, lived="Detox twice", **YES
    )

    assert may_see_person(supervisor, helped)
    assert [may_see_person(user, helped) for user in (coordinator, dp_lead, advocate)] == [False] * 3
    assert (application.words, application.lived) == ("To give back", "Detox twice")
    assert application.own_file_id() == helped.pk
    assert Invitation.objects.count() == 0


def test_e2_helped_becomes_a_helper_and_nobody_opens_the_old_file(
    helped: Person, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    old_advocate = make_user("Olga Penn", Role.ADVOCATE)
    make_partnership(helped, old_advocate, PartnershipKind.ADVOCATE, ends_on=clock.today())
    application = make_helper_of(helped, named=supervisor, by=coordinator)

    user = welcomed(application, coordinator)

    everybody = (user, coordinator, dp_lead, old_advocate)
    check = DualRoleCheck.objects.get()
    wall = Wall.objects.get()
    assert (check.user, check.person, check.state) == (user, helped, DualRoleState.SAME)
    assert (wall.user, wall.person, wall.kind) == (user, helped, WallKind.OWN)
    assert stage_of(user) == StageName.APPLIED
    assert [may_see_person(one, helped) for one in everybody] == [False] * 4
    assert [people_found(one, "Kit").people for one in everybody] == [[]] * 4
    assert not may_be_given(user, helped)
    assert may_see_person(supervisor, helped)


def test_e2_new_helper_works_with_others_at_once(
    helped: Person, coordinator: User, supervisor: User, person: Person
) -> None:
    user = welcomed(make_helper_of(helped, named=supervisor, by=coordinator), coordinator)

    make_partnership(person, user, PartnershipKind.ADVOCATE)

    assert list(people_visible_to(user)) == [person]


@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR])
def test_r18_no_emergency_opens_the_old_file(
    role: Role, helped: Person, coordinator: User, supervisor: User
) -> None:
    make_helper_of(helped, named=supervisor, by=coordinator)
    colleague = make_user("Cole Ames", role)

    with pytest.raises(RuleBroken) as broken:
        make_glass(helped, colleague)

    assert codes(broken) == [("no_such_reference", "reference")]
    assert not may_see_person(colleague, helped)


def test_r18_glass_that_is_open_shows_nothing_once_the_file_closes(
    helped: Person, coordinator: User, supervisor: User, other_advocate: User
) -> None:
    make_glass(helped, other_advocate)
    before = may_see_person(other_advocate, helped)

    make_helper_of(helped, named=supervisor, by=coordinator)

    assert (before, may_see_person(other_advocate, helped)) == (True, False)


def test_r18_who_is_named_needs_no_glass_and_cannot_open_it_to_all(
    helped: Person, coordinator: User, supervisor: User
) -> None:
    make_helper_of(helped, named=supervisor, by=coordinator)

    with pytest.raises(RuleBroken) as glass:
        make_glass(helped, supervisor)
    with pytest.raises(RuleBroken) as opened:
        open_up_person(helped, by=supervisor)

    assert codes(glass) == [("seen_already", None)]
    assert codes(opened) == [("own_file", None)]


def test_r19_file_of_somebody_else_can_be_opened_again(
    helped: Person, coordinator: User, supervisor: User, dp_lead: User
) -> None:
    welcomed(make_helper_of(helped, named=supervisor, by=coordinator), coordinator)

    resolve_dual_role(DualRoleCheck.objects.get(), is_same=False, by=dp_lead)
    helped.refresh_from_db()
    open_up_person(helped, by=supervisor)

    assert may_see_person(coordinator, helped)


@pytest.mark.parametrize("ends_in", [None, 0])
def test_invitation_waits_until_the_help_has_ended(
    ends_in: int | None, helped: Person, coordinator: User, advocate: User
) -> None:
    ends_on = None if ends_in is None else clock.today() + timedelta(days=ends_in)
    make_partnership(helped, advocate, ends_on=ends_on)

    with pytest.raises(RuleBroken) as broken:
        invite(helped, by=coordinator)

    assert codes(broken) == [("still_helped", None)]


def test_nobody_asks_a_contact_without_a_name(coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        invite(make_person(by=coordinator), by=coordinator)

    assert codes(broken) == [("no_name", None)]


def test_r19_applicant_who_did_not_say_that_we_helped_them_sees_nobody_yet(
    coordinator: User, person: Person
) -> None:
    make_person(by=coordinator, called="Old Kit", phone="07700 900111")

    user = welcomed(make_application(coordinator), coordinator)

    assert DualRoleCheck.objects.get().state == DualRoleState.OPEN
    assert (may_be_given(user, person), list(people_visible_to(user))) == (False, [])


def test_somebody_is_asked_once(helped: Person, coordinator: User) -> None:
    invite(helped, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        invite(Person.objects.get(pk=helped.pk), by=coordinator)

    assert codes(broken) == [("asked_already", None)]
    assert [invitation.person for invitation in invitations_for(coordinator)] == [helped]


def test_yes_waits_for_three_months_and_for_the_help_to_end(
    helped: Person, coordinator: User, supervisor: User, advocate: User
) -> None:
    invitation = invite(helped, by=coordinator)
    make_partnership(helped, advocate)
    with recorded("person.age", by=coordinator):
        invitation.person.change(last_seen_on=clock.today())

    with pytest.raises(RuleBroken) as broken:
        accept_invitation(invitation, named=[supervisor], by=coordinator, **YES)

    assert codes(broken) == [("still_helped", None), ("too_soon", None)]
    assert Invitation.objects.count() == 1


def test_yes_that_is_pressed_twice_makes_one_application(
    helped: Person, coordinator: User, supervisor: User
) -> None:
    invitation = invite(helped, by=coordinator)
    again = Invitation.objects.get()
    accept_invitation(invitation, named=[supervisor], by=coordinator, **YES)

    with pytest.raises(RuleBroken) as broken:
        accept_invitation(again, named=[supervisor], by=coordinator, **YES)

    assert codes(broken) == [("answered", None)]
    assert Application.objects.count() == 1


def test_yes_needs_somebody_named(helped: Person, coordinator: User) -> None:
    invitation = invite(helped, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        accept_invitation(invitation, named=[], by=coordinator, **YES)

    assert codes(broken) == [("nobody_named", "named")]
    assert Application.objects.count() == 0


def test_answer_is_due_in_ten_working_days(coordinator: User) -> None:
    application = make_application(coordinator, received_on=date(2026, 12, 18))

    # Christmas Day, Boxing Day's substitute and New Year's Day lie between
    assert application.answer_by == date(2027, 1, 6)


def test_application_without_a_service_counts_english_days(coordinator: User) -> None:
    application = apply(by=coordinator, received_on=date(2026, 3, 2), **YES)

    assert (application.answer_by, application.lived) == (date(2026, 3, 16), None)


def test_yes_comes_after_the_chat_and_an_answer_is_given_once(coordinator: User) -> None:
    application = make_application(coordinator)

    with pytest.raises(RuleBroken) as too_early:
        decide_application(application, decision=Decision.YES, feedback="Welcome", by=coordinator)
    decide_application(application, decision=Decision.NOT_NOW, feedback="Ask again", by=coordinator)
    with pytest.raises(RuleBroken) as twice:
        decide_application(application, decision=Decision.TOOK_BACK, feedback="-", by=coordinator)

    assert codes(too_early) == [("no_chat", "decision")]
    assert codes(twice) == [("decided", None)]
    assert (application.feedback, application.decided_by) == ("Ask again", coordinator)


def test_account_is_opened_once_and_after_a_yes(coordinator: User) -> None:
    application = make_application(coordinator)
    with pytest.raises(RuleBroken) as too_early:
        open_account_of(application, sign_in_name="kit", by=coordinator)
    user = welcomed(application, coordinator)

    with pytest.raises(RuleBroken) as twice:
        open_account_of(application, sign_in_name="kit2", by=coordinator)

    assert (codes(too_early), codes(twice)) == ([("no_account", None)], [("no_account", None)])
    assert (user.name, user.roles) == ("Canary Kit", {"advocate"})
    assert DualRoleCheck.objects.count() == 0


def test_list_parts_who_waits_from_who_was_answered(coordinator: User) -> None:
    late = make_application(coordinator, received_on=clock.today() - timedelta(days=30))
    waiting = make_application(coordinator)
    refused = make_application(coordinator)
    decide_application(refused, decision=Decision.NOT_NOW, feedback="Ask again", by=coordinator)
    welcome = make_application(coordinator)
    write_chat(welcome, chat_on=clock.today(), chat_notes="", by=coordinator)
    decide_application(welcome, decision=Decision.YES, feedback="Welcome", by=coordinator)

    found = applications()

    assert (found.waiting, found.welcomed, found.answered) == ([late, waiting], [welcome], [refused])
    assert [one.is_late for one in (late, waiting, refused)] == [True, False, False]
    assert str(Invitation(person=None)).startswith("invitation")
