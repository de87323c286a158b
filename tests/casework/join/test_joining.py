"""A contact becomes part of a person, with their say, and nobody comes to see more by it (A4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions import moving
from alongside.casework.actions.cases import change_aim, close_case
from alongside.casework.actions.join import join_contact
from alongside.casework.actions.options import add_option, choose_option
from alongside.casework.actions.steps import move_step
from alongside.casework.actions.triage import record_triage
from alongside.casework.models import (
    Case,
    Contact,
    PersonRow,
    Rung,
)
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.actions import destroy_key, make_key
from alongside.crypto.fields import SealedField
from alongside.crypto.models import DataKey, SealedModel
from alongside.people.models import (
    BreakGlass,
    Join,
    NeedKind,
    Partnership,
    Person,
    SafeWay,
    WallKind,
)
from alongside.people.rules import may_see_person, people_visible_to
from alongside.voice.models import Use
from tests.casework.join.conftest import join
from tests.factories.casework import (
    codes,
    make_case,
    make_hand_over,
    make_how_it_went,
    make_instruction,
    make_note,
    make_step,
    make_uc_consent,
    make_warm,
)
from tests.factories.papers import make_paper
from tests.factories.people import (
    make_need,
    make_partnership,
    make_safe_contact,
    make_wall,
)
from tests.factories.safety import make_concern
from tests.factories.voice import make_entry


def whole_case(contact: Person, *, by: User) -> Case:
    """Return a case with something in every table that hangs on one."""
    today = clock.today()
    case = make_case(contact, by=by, aim="I want a bed tonight")
    change_aim(case, by=by, aim="I want a room")
    make_instruction(case, by=by, words="Ask for a room", agreed_on=today)
    option = add_option(case, by=by, words="Ask the council")
    choose_option(case, by=by, option=option, chosen_on=today, why="It is near")
    step = make_step(contact, by=by, case=case, rung=Rung.ALONE, what="Ring the council")
    move_step(step, by=by, rung=Rung.YOU_ACT, why="No phone")
    make_note(contact, by=by, case=case, words="I slept in the park")
    make_paper(case, by=by, title="A letter")
    record_triage(contact, by=by, harm="yes")
    make_hand_over(contact, by=by, witness="Sit with them")
    make_uc_consent(contact, by=by)
    make_how_it_went(make_warm(contact, by=by, rang_on=today), by=by, words="They were kind")
    make_entry(contact, Use.COUNT, by=by)
    close_case(
        case,
        by=by,
        reason="passed_on",
        aim_met="partly",
        outcomes=["home"],
        said_by="person",
        outcome_words="A room for a week",
        drop_steps=True,
    )
    return case


def sealed_values(row: SealedModel) -> dict[str, Any]:
    """Return every sealed value of a row, opened."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    return {field.attname: getattr(row, field.attname) for field in fields}


def everything_of(person: Person) -> dict[Any, dict[str, Any]]:
    """Return what stands in each row of casework, and of what builds on it, about a person."""
    tables = [model for model in apps.get_models() if issubclass(model, PersonRow)]
    rows = [row for model in tables for row in model._default_manager.filter(person=person)]
    return {(row._meta.label, row.pk): sealed_values(row) for row in rows}


def test_a4_all_that_stands_under_a_contact_moves_and_reads_the_same(
    contact: Person, person: Person, advocate: User
) -> None:
    whole_case(contact, by=advocate)
    before = everything_of(contact)
    tables = {label for label, _pk in before}

    join(contact, person, by=advocate)

    assert everything_of(contact) == {}
    assert everything_of(person) == before
    assert len(tables) == 19


def test_join_destroys_the_key_and_leaves_nothing_sealed_with_it(
    contact: Person, person: Person, advocate: User
) -> None:
    whole_case(contact, by=advocate)
    make_need(contact, NeedKind.QUIET, by=advocate)
    make_safe_contact(contact, SafeWay.CALL, by=advocate)
    make_concern(by=advocate, person=contact)

    join(contact, person, by=advocate)

    assert not DataKey.objects.filter(owner=contact.pk).exists()
    sealed = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    left = [
        (row._meta.label, name)
        for model in sealed
        for row in model._default_manager.all()
        if row.seal_owner() == contact.pk
        for name, value in sealed_values(row).items()
        if value is not None
    ]
    assert left == []


def test_every_table_that_points_at_a_person_is_moved_ended_or_left() -> None:
    moved = {
        "people.BreakGlass.person",
        "people.Link.person",
        "people.Link.other",
        "people.Need.person",
        "people.Partnership.person",
        "people.SafeContact.person",
        "people.Wall.person",
        "clinics.Visit.person",
        "peers.ChangeAsk.person",
        "peers.ExperienceOffer.person",
        "peers.Invitation.person",
        "peers.MatchWish.person",
        "peers.OfferAsk.person",
        "peers.PersonSix.person",
        "safety.Concern.person",
    }
    rows = {f"{model._meta.label}.person" for model in apps.get_models() if issubclass(model, PersonRow)}

    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is Person
        and model._meta.label not in moving.LEFT
    }

    assert found == moved | rows


def test_join_is_the_persons_say(contact: Person, person: Person, advocate: User) -> None:
    make_note(contact, by=advocate)

    join_contact(contact, person, person_agreed=False, by=advocate)

    contact.refresh_from_db()
    assert (contact.joined_to, contact.about_me) == (None, "Plays chess")
    assert Contact.objects.get().person == contact
    assert may_see_person(advocate, contact)
    assert Join.objects.get().person is None


def test_joined_contact_is_gone_and_points_at_the_person(
    contact: Person, person: Person, advocate: User
) -> None:
    joined = join(contact, person, by=advocate)

    assert (joined.person, Person.objects.get(pk=contact.pk).joined_to) == (person, person)
    assert list(people_visible_to(advocate)) == [person]
    entry = Entry.objects.get(action="contact.join")
    assert (entry.person, entry.facts) == (contact.pk, {"agreed": "True"})


def test_who_worked_with_the_contact_does_not_come_to_see_the_person(
    contact: Person, person: Person, advocate: User, other_advocate: User
) -> None:
    make_partnership(contact, other_advocate)

    join(contact, person, by=advocate)

    assert not may_see_person(other_advocate, person)
    assert not may_see_person(other_advocate, contact)
    held = Partnership.objects.get(user=other_advocate)
    assert (held.person, held.ends_on, held.why) == (contact, clock.today(), None)


def test_partnership_that_has_yet_to_begin_ends_on_the_day_it_begins(
    contact: Person, person: Person, advocate: User, other_advocate: User
) -> None:
    later = clock.today() + timedelta(days=9)
    held = make_partnership(contact, other_advocate)
    with recorded("test", by=None):
        held.change(starts_on=later)

    join(contact, person, by=advocate)

    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (later, later)


def test_r16_wall_round_the_contact_comes_with_it(
    contact: Person, person: Person, advocate: User, coordinator: User
) -> None:
    make_wall(contact, coordinator, WallKind.OBJECTION)
    make_note(contact, by=advocate)

    join(contact, person, by=advocate)

    assert not may_see_person(coordinator, person)


def test_broken_glass_on_the_contact_opens_nothing_of_the_person(
    contact: Person, person: Person, advocate: User, other_advocate: User
) -> None:
    with recorded("test", by=None):
        BreakGlass.objects.create(
            user=other_advocate, person=contact, why="Fire", until_at=clock.now() + timedelta(minutes=50)
        )

    join(contact, person, by=advocate)

    glass = BreakGlass.objects.get()
    assert (glass.person, glass.why) == (person, "Fire")
    assert not may_see_person(other_advocate, person)


def test_what_a_contact_told_fills_what_was_not_told(contact: Person, person: Person, advocate: User) -> None:
    with recorded("test", by=None):
        contact.change(area="RV1", date_of_birth=clock.today())
        born = person.date_of_birth

    join(contact, person, by=advocate)

    person.refresh_from_db()
    assert (person.about_me, person.area, person.date_of_birth) == ("Plays chess", "RV1", born)
    assert Person.objects.get(pk=contact.pk).about_me is None


def test_what_both_told_of_themselves_stands_together(
    contact: Person, person: Person, advocate: User
) -> None:
    with recorded("test", by=None):
        person.change(about_me="Cooks")

    join(contact, person, by=advocate)

    person.refresh_from_db()
    assert person.about_me == "Cooks\n\nPlays chess"


def test_join_stops_before_anything_that_does_not_open_is_lost(
    contact: Person, person: Person, advocate: User
) -> None:
    make_note(contact, by=advocate, fact="Slept rough")
    destroy_key(contact.pk)
    make_key(contact.pk)

    with pytest.raises(RuleBroken) as broken:
        join(contact, person, by=advocate)

    assert codes(broken) == ["unreadable"]
    assert Contact.objects.get().person == contact
    assert Person.objects.get(pk=contact.pk).joined_to is None


def test_only_who_may_write_about_both_may_join_them(
    contact: Person, person: Person, advocate: User, other_advocate: User, walled_advocate: User
) -> None:
    make_partnership(contact, other_advocate)
    make_partnership(contact, walled_advocate)

    for user in (other_advocate, walled_advocate):
        with pytest.raises(RuleBroken) as broken:
            join(contact, person, by=user)
        assert codes(broken) == ["not_found"]
