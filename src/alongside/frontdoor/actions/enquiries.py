"""Everything that happens to an enquiry: it comes, somebody tries, it becomes a record or is closed."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from alongside.accounts.mail import can_be_sent
from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.audit.actions import recorded
from alongside.casework.actions.notes import Told, write_note
from alongside.casework.models import ContactKind
from alongside.common import clock
from alongside.common.envelopes import send_one
from alongside.common.problems import refuse_if
from alongside.crypto.keys import with_keys
from alongside.frontdoor.models import Agreed, CameBy, Enquiry, EnquiryKind, EnquiryOutcome, EnquiryTry
from alongside.frontdoor.queries.enquiries import TOLD
from alongside.frontdoor.rules.enquiries import (
    SPOKE,
    agreement_problems,
    application_problems,
    closing_problems,
    enquiry_problems,
    record_problems,
    try_problems,
)
from alongside.frontdoor.rules.sight import may_see_enquiry
from alongside.peers.actions import apply
from alongside.peers.models import Application
from alongside.people.actions import start_waiting, start_with_person, write_safe_contact
from alongside.people.models import Person

KEPT_IN_RECORD = {"called", "phone", "email", "address"}
KEPT_AS_SAFE = {"code_name", "who_answers", "best_time"}
HOW_IT_CAME = {
    CameBy.WEB: ContactKind.MESSAGE,
    CameBy.TEXT: ContactKind.MESSAGE,
    CameBy.PHONE: ContactKind.CALL,
    CameBy.WALK_IN: ContactKind.MET,
}


def send_enquiry(
    *,
    kind: EnquiryKind,
    by: User | None = None,
    came_by: CameBy | str = CameBy.WEB,
    topic: str = "",
    ways: Collection[str] = (),
    agreed: str = "",
    **told: str,
) -> Enquiry:
    """Take in what somebody asks of us; `by` is who noted it for them (A2, A3)."""
    refuse_if(enquiry_problems(kind, ways=ways, agreed=agreed, told=told))
    enquiry = Enquiry(
        kind=kind,
        came_by=CameBy(came_by),
        topic=topic,
        told={name: text for name, text in told.items() if text},
        ways=sorted(str(way) for way in ways),
        agreed=agreed,
        received_at=clock.now(),
        written_by=by,
    )
    with recorded("enquiry.send", by=by, about=enquiry, kind=kind, came_by=enquiry.came_by):
        is_first = not Enquiry.objects.untried().exists()
        enquiry.save(force_insert=True)
        if by is None and is_first and can_be_sent():
            transaction.on_commit(partial(_tell_coordinators, enquiry), robust=True)
    return enquiry


def try_to_reach(enquiry: Enquiry, *, by: User, way: str, got_through: bool, words: str = "") -> EnquiryTry:
    """Write down that somebody tried to get back to them; the first try is what is measured (KPI 4)."""
    attempt = EnquiryTry(
        enquiry=enquiry,
        way=way,
        got_through=got_through,
        words=words or None,
        tried_at=clock.now(),
        tried_by=by,
    )
    with recorded("enquiry.try", by=by, about=enquiry, way=way, got_through=got_through):
        _hold(enquiry)
        refuse_if(try_problems(enquiry, way))
        attempt.save(force_insert=True)
        if enquiry.first_tried_at is None:
            enquiry.change(first_tried_at=attempt.tried_at)
    return attempt


def keep_agreement(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Write down that the person, of whom a worker wrote, has said yes since (A3)."""
    with recorded("enquiry.agree", by=by, about=enquiry):
        _hold(enquiry)
        refuse_if(agreement_problems(enquiry))
        enquiry.change(agreed=Agreed.SAID)
    return enquiry


def close_enquiry(enquiry: Enquiry, *, by: User, outcome: EnquiryOutcome | str) -> Enquiry:
    """Close an enquiry that becomes no record."""
    with recorded("enquiry.close", by=by, about=enquiry, ended=outcome):
        _hold(enquiry)
        refuse_if(closing_problems(enquiry, outcome))
        _close(enquiry, EnquiryOutcome(outcome), by=by)
    return enquiry


def begin_record(enquiry: Enquiry, *, by: User, known: Person | None = None, **told: Any) -> Person:
    """Begin a person's record, or find theirs: what was told goes there, and is emptied here.

    Safe ways are written only on a new record. Somebody we know may not be who wrote: what was said stands
    in the note, and the ways that hold are theirs until they are asked.
    """
    waiting = bool(told.get("waiting"))
    with recorded("enquiry.begin_record", by=by, about=enquiry) as note:
        _hold(enquiry)
        refuse_if(record_problems(enquiry))
        person = known or start_with_person(by=by, at_clinic=False, **told)
        note.person = person
        if known is None and enquiry.safe_ways:
            _write_safe_contact(enquiry, person, by=by)
        if known and waiting:
            start_waiting(person, by=by)
        _write_note(enquiry, person, is_new=known is None, by=by)
        _close(enquiry, EnquiryOutcome.RECORD, by=by)
        enquiry.tries.update(words=None)
        enquiry.change(told=None, ways=None)
    return person


def begin_application(enquiry: Enquiry, *, by: User, **told: Any) -> Application:
    """Take what somebody wrote who wants to become an advocate as their application; here it is emptied (E3).

    The working days in which they are answered run from the day they asked.
    """
    with recorded("enquiry.begin_application", by=by, about=enquiry):
        _hold(enquiry)
        refuse_if(application_problems(enquiry))
        received_on = timezone.localtime(enquiry.received_at).date()
        application = apply(by=by, received_on=received_on, **told)
        _close(enquiry, EnquiryOutcome.INVITED, by=by)
        enquiry.tries.update(words=None)
        enquiry.change(told=None, ways=None)
    return application


def _tell_coordinators(enquiry: Enquiry) -> None:
    """A mail says that something waits, and not what; no second one before somebody tried the first.

    Only those who will find it have one: a mail with nothing behind it would tell of a wall (R15).
    """
    for coordinator in with_keys(users_with(Role.COORDINATOR)):
        if coordinator.email and may_see_enquiry(coordinator, enquiry):
            send_one(
                str(coordinator.email),
                subject=gettext("Something new has come in"),
                words=gettext("Please sign in and look today or tomorrow. This message says no more."),
            )


def _hold(enquiry: Enquiry) -> None:
    """Two who answer at once take turns, and the second sees what the first did."""
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    for field in ("closed_at", "first_tried_at", "agreed"):
        setattr(enquiry, field, getattr(held, field))


def _close(enquiry: Enquiry, outcome: EnquiryOutcome, *, by: User) -> None:
    now = clock.now()
    tried = enquiry.first_tried_at or (now if outcome in SPOKE else None)
    enquiry.change(closed_at=now, closed_by=by, outcome=outcome, first_tried_at=tried)


def _write_safe_contact(enquiry: Enquiry, person: Person, *, by: User) -> None:
    texts = {name: enquiry.said.get(name) for name in KEPT_AS_SAFE}
    write_safe_contact(person, by=by, ways=enquiry.safe_ways, **texts)


def _write_note(enquiry: Enquiry, person: Person, *, is_new: bool, by: User) -> None:
    """Their own words stand as theirs; what has no place of its own on the record stands as fact."""
    theirs = set() if enquiry.agreed else {"about"}
    placed = theirs | (KEPT_IN_RECORD | KEPT_AS_SAFE if is_new else set())
    rest = [f"{TOLD[name]}: {text}" for name, text in enquiry.said.items() if name not in placed]
    if not is_new and enquiry.safe_ways:
        rest.append(", ".join(enquiry.ways_named))
    fact = "\n".join([str(enquiry.get_kind_display()), *rest])
    told = Told(
        kind=HOW_IT_CAME[CameBy(enquiry.came_by)],
        happened_on=timezone.localtime(enquiry.received_at).date(),
        fact=fact,
        words=enquiry.said.get("about", "") if theirs else "",
    )
    write_note(person, by=by, told=told)
