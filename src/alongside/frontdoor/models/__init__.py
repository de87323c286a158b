"""What comes in by the front door, and the numbers on the crisis card."""

from alongside.frontdoor.models.crisis import CrisisCheck, LocalNumber
from alongside.frontdoor.models.enquiry import (
    Agreed,
    CameBy,
    Enquiry,
    EnquiryKind,
    EnquiryOutcome,
    EnquiryTry,
)

__all__ = [
    "Agreed",
    "CameBy",
    "CrisisCheck",
    "Enquiry",
    "EnquiryKind",
    "EnquiryOutcome",
    "EnquiryTry",
    "LocalNumber",
]
