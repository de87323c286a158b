"""Recording: the effect and its entry, both or neither."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from alongside.accounts.models import User
from alongside.audit.actions import record, recorded
from alongside.audit.models import Entry, Outcome
from alongside.audit.permit import NotRecorded
from alongside.audit.unreadable import record_unreadable
from alongside.people.actions import change_person
from alongside.people.models import Person, Wall
from tests.factories.people import make_person, make_wall

pytestmark = pytest.mark.django_db


def last() -> Entry:
    """Return the newest entry."""
    return Entry.objects.latest("seq")


def test_action_is_recorded_with_who_what_and_whom(advocate: User, person: Person) -> None:
    change_person(person, by=advocate, called="Joanna")

    entry = last()
    assert (entry.actor, entry.roles, entry.action, entry.outcome) == (
        advocate.pk,
        "advocate",
        "person.change",
        Outcome.DONE,
    )
    assert (entry.about_model, entry.about, entry.person) == ("people.person", str(person.pk), person.pk)
    assert entry.facts == {"fields": "called"}
    assert str(entry) == f"{entry.seq} person.change"


def test_r26_entry_holds_no_word_of_what_was_written(advocate: User, person: Person) -> None:
    change_person(person, by=advocate, called="Canary Yellow", phone="07700 900123")

    rows = [" ".join(map(str, row)) for row in Entry.objects.values_list()]

    assert [row for row in rows if "Canary" in row or "900123" in row] == []


def test_r23_failed_action_leaves_neither_effect_nor_entry(advocate: User, person: Person) -> None:
    before = Entry.objects.count()

    def change_and_fall_over() -> None:
        with recorded("person.change", by=advocate, about=person):
            person.change(reference="AAA-AAA")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fall_over()

    assert Person.objects.get().reference != "AAA-AAA"
    assert Entry.objects.count() == before


def test_r23_effect_without_an_entry_is_not_kept(
    advocate: User, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.audit.actions.mac_of", lambda *_: None)

    with pytest.raises(Exception, match="mac"):
        change_person(person, by=advocate, called="Joanna")

    monkeypatch.undo()
    assert Person.objects.get().called == "Jo"


@pytest.mark.parametrize("write", ["save", "delete"])
def test_row_cannot_be_written_outside_an_action(person: Person, write: str) -> None:
    with pytest.raises(NotRecorded, match="outside an action"):
        getattr(person, write)()


def test_rows_cannot_be_written_outside_an_action(person: Person) -> None:
    with pytest.raises(NotRecorded):
        Person.objects.update(reference="AAA-AAA")
    with pytest.raises(NotRecorded):
        Person.objects.all().delete()
    with pytest.raises(NotRecorded):
        Person.objects.bulk_create([Person()])
    with pytest.raises(NotRecorded):
        Person.objects.bulk_update([person], ["reference"])


def test_permission_to_write_ends_with_the_action(advocate: User, person: Person) -> None:
    with pytest.raises(RuntimeError), recorded("person.change", by=advocate, about=person):
        raise RuntimeError

    with pytest.raises(NotRecorded):
        person.save()


def test_refusal_is_recorded(other_advocate: User, person: Person) -> None:
    record("person.see", by=other_advocate, person=person, outcome=Outcome.REFUSED, page="case")

    assert (last().outcome, last().person, last().facts) == (Outcome.REFUSED, person.pk, {"page": "case"})


def test_fact_that_is_none_is_left_out(advocate: User) -> None:
    record("page.open", by=advocate, page=None)

    assert last().facts == {}


def test_what_the_system_does_itself_has_no_actor(service: object) -> None:
    record("page.open", by=None)

    assert (last().actor, last().roles) == (None, "")


def test_entry_about_nothing_names_nothing_and_keeps_the_moment(advocate: User) -> None:
    moment = datetime(2026, 6, 10, 14, 37, 12, 345, tzinfo=ZoneInfo("Europe/London"))
    with time_machine.travel(moment, tick=False):
        record("page.open", by=advocate)

    assert (last().about_model, last().about, last().person, last().at) == ("", "", None, moment)


def test_entry_about_a_row_of_somebody_names_them(advocate: User, person: Person) -> None:
    with recorded("wall.test", by=advocate) as note:
        note.about = make_wall(person, advocate)

    assert (last().about_model, last().person) == ("people.wall", person.pk)


def test_r30_value_that_does_not_open_is_recorded_with_its_field(person: Person) -> None:
    record_unreadable(person, "called")

    entry = last()
    assert (entry.actor, entry.action, entry.outcome) == (None, "seal.unreadable", Outcome.REFUSED)
    assert (entry.about, entry.facts) == (str(person.pk), {"field": "called"})


def test_r51_entry_about_an_an_anonymous_contact_keeps_the_date_only(advocate: User) -> None:
    london = ZoneInfo("Europe/London")
    with time_machine.travel(datetime(2026, 6, 10, 14, 37, 12, 345, tzinfo=london), tick=False):
        nobody = make_person(by=advocate)
        made = last()
        record("page.open", by=advocate, about=advocate, person=nobody)
        opened = last()
        make_person(by=advocate, called="Sam")

    assert (made.at, opened.at) == (datetime(2026, 6, 10, tzinfo=london),) * 2
    assert last().at == datetime(2026, 6, 10, 14, 37, 12, 345, tzinfo=london)


def test_rows_can_be_written_inside_an_action(advocate: User, person: Person) -> None:
    with recorded("wall.test", by=advocate):
        make_wall(person, advocate)
        changed = Wall.objects.update(built_by=None)
        Wall.objects.get().change(built_by=advocate)
        built_by = Wall.objects.get().built_by
        Wall.objects.all().delete()
        wall = Wall(person=person, user=advocate, kind="own")
        Wall.objects.bulk_create([wall])
        Wall.objects.bulk_create([wall], ignore_conflicts=True)
        Wall.objects.get().delete()

    assert (changed, built_by) == (1, advocate)
    assert not Wall.objects.exists()


def test_change_saves_what_was_named_and_nothing_else(advocate: User, person: Person) -> None:
    person.reference = "AAA-AAA"

    with recorded("person.change", by=advocate, about=person):
        returned = person.change(is_restricted=True)

    kept = Person.objects.get()
    assert returned is person
    assert (kept.is_restricted, kept.reference == "AAA-AAA") == (True, False)


def test_codes_of_outcomes_stay_what_they_were() -> None:
    assert Outcome.values == ["done", "refused"]


def test_fact_cannot_take_the_place_of_the_outcome(advocate: User) -> None:
    with pytest.raises(TypeError, match="outcome"), recorded("page.open", by=advocate, outcome="closed"):
        pass
