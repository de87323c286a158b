"""Enquiries and numbers on the crisis card, made by the actions that the pages call."""

from typing import Any

from alongside.accounts.models import User
from alongside.frontdoor import actions
from alongside.frontdoor.models import Agreed, Enquiry, EnquiryKind, LocalNumber
from alongside.people.models import SafeWay


def make_enquiry(kind: EnquiryKind = EnquiryKind.HELP, **told: Any) -> Enquiry:
    """Return an enquiry of Kit, whom it is safe to call, unless told otherwise."""
    return actions.send_enquiry(
        kind=kind, **{"called": "Kit", "ways": [SafeWay.CALL], "phone": "07700 900123", **told}
    )


def make_referral(agreed: Agreed = Agreed.SAID, **told: Any) -> Enquiry:
    """Return what Wren, a worker, sent, with nothing about the person unless told otherwise."""
    return actions.send_enquiry(
        kind=EnquiryKind.REFERRAL,
        agreed=agreed,
        **{"worker_name": "Wren Oak", "worker_phone": "0161 496 0000", **told},
    )


def make_number(name: str = "Harbour crisis team", *, by: User, **told: str) -> LocalNumber:
    """Return a local number on the crisis card."""
    return actions.write_number(None, by=by, name=name, **{"number": "0161 496 0111", **told})
