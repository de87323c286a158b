"""Supervision, hard contacts, plans and the rest, made by the actions that the pages call."""

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.peers.actions import wellbeing
from alongside.peers.actions.boundaries import write_boundary
from alongside.peers.actions.expenses import claim_expense
from alongside.peers.actions.supervision import take_register
from alongside.peers.models import (
    BoundaryEntry,
    BoundaryKind,
    BoundaryWhen,
    Expense,
    ExpenseKind,
    HardContact,
    Presence,
    Supervision,
    WellbeingPlan,
)


def make_supervision(*, on: date | None = None) -> Supervision:
    """Return a supervision of everybody, to come."""
    with recorded("supervision.make", by=None):
        return Supervision.objects.create(on=on or clock.today(), starts_at=time(10))


def hold_supervision(
    *users: User, by: User, on: date | None = None, absent: tuple[User, ...] = ()
) -> Supervision:
    """Return a supervision of everybody at which these were, and those not."""
    marks = dict.fromkeys(users, Presence.HERE.value)
    marks |= dict.fromkeys(absent, Presence.NOT_TODAY.value)
    return take_register(make_supervision(on=on), marks=marks, by=by)


def make_hard_contact(user: User, *, words: str = "", hours_ago: float = 0) -> HardContact:
    """Return a contact that was hard for `user`."""
    with clock.at(clock.now() - timedelta(hours=hours_ago)):
        return wellbeing.tell_hard_contact(by=user, happened_on=clock.today(), words=words)


def make_plan(user: User, *readers: User, **words: str) -> WellbeingPlan:
    """Return the wellbeing plan of `user`, which `readers` may read."""
    return wellbeing.write_plan(by=user, words=words or {"well": "Walks"}, readers=readers)


def make_boundary(
    user: User,
    *,
    kind: BoundaryKind = BoundaryKind.GIFT,
    when: BoundaryWhen = BoundaryWhen.BEFORE,
    what: str = "A scarf they knitted",
) -> BoundaryEntry:
    """Return what `user` asked or told."""
    return write_boundary(kind=kind, when=when, what=what, by=user)


def make_expense(user: User, *, pence: int = 420, **told: Any) -> Expense:
    """Return something `user` paid for, without a receipt unless told otherwise."""
    said = {"spent_on": clock.today(), "kind": ExpenseKind.TRAVEL, "no_receipt_why": "The bus gave none"}
    return claim_expense(by=user, pence=pence, **{**said, **told})


def make_receipt(name: str = "receipt.jpg", *, size: tuple[int, int] = (40, 60)) -> SimpleUploadedFile:
    """Return the photo of a receipt, as a phone sends it."""
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")
