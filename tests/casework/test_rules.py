"""Who may see and change what is written about a person."""

from datetime import timedelta

import pytest

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.casework.models import Case, Contact, Step
from alongside.casework.rules import (
    cases_visible_to,
    may_change,
    may_see,
    visible_to,
    writable_by,
)
from alongside.common import clock
from alongside.people.models import BreakGlass, Person
from tests.factories.accounts import make_user
from tests.factories.casework import make_case, make_note, make_step
from tests.factories.people import make_partnership, make_person, make_wall


@pytest.fixture
def personas(
    advocate: User, other_advocate: User, walled_advocate: User, coordinator: User, dp_lead: User
) -> dict[str, User]:
    """Everybody who might reach for a case."""
    return {
        "advocate": advocate,
        "other": other_advocate,
        "walled": walled_advocate,
        "coordinator": coordinator,
        "supervisor": make_user("Sunil Barr", Role.SUPERVISOR),
        "dp_lead": dp_lead,
        "board": make_user("Bola Wynn", Role.BOARD),
        "both": make_user("Bex Toll", Role.DP_LEAD, Role.ADVOCATE),
    }


SEE = {"advocate", "coordinator", "both"}
CHANGE = {"advocate", "coordinator"}


def test_r12_case_is_seen_by_those_who_see_the_person_and_do_advocacy(
    case: Case, personas: dict[str, User]
) -> None:
    seers = {name for name, user in personas.items() if may_see(user, case)}

    assert seers == SEE


def test_case_is_changed_by_those_who_may_write_about_the_person(
    case: Case, personas: dict[str, User]
) -> None:
    changers = {name for name, user in personas.items() if may_change(user, case)}

    assert changers == CHANGE


def test_r12_lists_agree_with_the_rule_for_every_persona(
    case: Case, person: Person, advocate: User, personas: dict[str, User]
) -> None:
    step, note = make_step(person, by=advocate), make_note(person, by=advocate)

    for user in personas.values():
        assert list(cases_visible_to(user)) == [case] * may_see(user, case)
        assert list(visible_to(user, Step.objects.all())) == [step] * may_see(user, step)
        assert list(visible_to(user, Contact.objects.all())) == [note] * may_see(user, note)
        assert list(writable_by(user, Case.objects.all())) == [case] * may_change(user, case)


def test_r21_dp_lead_sees_no_case_though_they_see_the_person(case: Case, dp_lead: User) -> None:
    assert not may_see(dp_lead, case)


def test_r20_broken_glass_lets_read_and_not_write(case: Case, person: Person, other_advocate: User) -> None:
    with recorded("test", by=None):
        BreakGlass.objects.create(
            user=other_advocate, person=person, why="Fire", until_at=clock.now() + timedelta(minutes=50)
        )

    assert may_see(other_advocate, case)
    assert not may_change(other_advocate, case)


def test_r16_wall_takes_cases_away(case: Case, person: Person, advocate: User) -> None:
    make_wall(person, advocate)

    assert list(cases_visible_to(advocate)) == []
    assert not may_change(advocate, case)


def test_r12_case_of_one_person_is_not_seen_through_another(case: Case, other_advocate: User) -> None:
    kit = make_person(by=other_advocate, called="Kit")
    make_partnership(kit, other_advocate)
    elsewhere = make_case(kit, by=other_advocate)

    assert list(cases_visible_to(other_advocate)) == [elsewhere]
    assert not may_see(other_advocate, case)
    assert not may_change(other_advocate, case)
