"""Every change at the front door."""

from alongside.frontdoor.actions.crisis import check_card, remove_number, write_number
from alongside.frontdoor.actions.enquiries import (
    begin_application,
    begin_record,
    close_enquiry,
    keep_agreement,
    send_enquiry,
    try_to_reach,
)

__all__ = [
    "begin_application",
    "begin_record",
    "check_card",
    "close_enquiry",
    "keep_agreement",
    "remove_number",
    "send_enquiry",
    "try_to_reach",
    "write_number",
]
