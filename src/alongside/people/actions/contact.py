"""Writing down how a person may be reached safely, and what they need."""

from collections.abc import Sequence
from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.people.models import Need, NeedKind, Person, SafeContact, SafeWay
from alongside.people.rules.contact import ASK_AGAIN_MONTHS, LONGEST_MONTHS, months_after


def write_safe_contact(
    person: Person,
    *,
    by: User,
    ways: Sequence[SafeWay | str],
    ask_again_on: date | None = None,
    **texts: str | None,
) -> SafeContact:
    """Keep how they say they may be reached. What they said before becomes history (A11)."""
    today = clock.today()
    written = SafeContact(
        id=person.new_row_id(),
        person=person,
        rules={
            "ways": sorted(str(way) for way in ways),
            **{name: text for name, text in texts.items() if text},
        },
        said_on=today,
        ask_again_on=ask_again_on or months_after(today, ASK_AGAIN_MONTHS),
        written_by=by,
        written_at=person.moment(),
    )
    with recorded("safe_contact.write", by=by, about=written, person=person):
        # two who write at once take turns: one row holds
        Person.objects.select_for_update().get(pk=person.pk)
        SafeContact.objects.filter(person=person, replaced_on=None).update(replaced_on=today)
        written.save(force_insert=True)
    return written


def record_need(
    person: Person,
    *,
    by: User,
    kind: NeedKind | str,
    words: str = "",
    how_met: str = "",
    may_be_shared: bool = False,
    review_on: date | None = None,
) -> Need:
    """Write down what they need to take part, and that they were asked (A9)."""
    today = clock.today()
    need = Need(
        id=person.new_row_id(),
        person=person,
        kind=str(kind),
        words=words or None,
        how_met=how_met or None,
        may_be_shared=may_be_shared,
        said_on=today,
        review_on=review_on or months_after(today, LONGEST_MONTHS),
        written_by=by,
        written_at=person.moment(),
    )
    with recorded("need.record", by=by, about=need, person=person):
        need.save(force_insert=True)
        person.change(needs_asked_on=today)
    return need


def change_need(need: Need, *, by: User, review_on: date | None = None, **told: object) -> Need:
    """Write what they need now. It was looked at today, and is looked at again in a year."""
    today = clock.today()
    new = {field: None if value == "" else value for field, value in told.items()}
    with recorded("need.change", by=by, about=need, person=need.person):
        need.change(**new, said_on=today, review_on=review_on or months_after(today, LONGEST_MONTHS))
        need.person.change(needs_asked_on=today)
    return need


def end_need(need: Need, *, by: User) -> None:
    """Keep that they no longer need it."""
    with recorded("need.end", by=by, about=need, person=need.person):
        need.change(ended_on=clock.today())


def keep_no_needs(person: Person, *, by: User) -> None:
    """Keep that they were asked what they need, and that it was nothing more (the first of the six steps)."""
    with recorded("need.ask", by=by, about=person, person=person):
        person.change(needs_asked_on=clock.today())
