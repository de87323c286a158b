"""What came in by the front door of the made-up service, and its crisis card."""

from datetime import timedelta
from typing import Any

from alongside.clinics.actions import change_public_page
from alongside.common import clock
from alongside.demo.cast import Cast, moment
from alongside.frontdoor.actions import (
    check_card,
    close_enquiry,
    send_enquiry,
    try_to_reach,
    write_number,
)
from alongside.frontdoor.models import Agreed, CameBy, Enquiry, EnquiryKind, EnquiryOutcome
from alongside.people.models import SafeWay

NUMBERS = (
    ("Riverside crisis team", "0161 496 0101", "If you feel that you cannot go on. Day and night."),
    ("Weir Street night shelter", "0161 496 0102", "A bed tonight. Ring from six in the evening."),
    (
        "Riverside needle exchange",
        "0161 496 0103",
        "Clean works and naloxone, no questions. Weekdays.",
    ),
)
"""Numbers from the range that Ofcom keeps for made-up stories."""

CHECKED_AGO = timedelta(days=100)
HOW_TO_FIND = "Step-free from the side door. Bus 8 stops outside. Ask for the advocates."


def open_it(cast: Cast) -> None:
    """A place with how to find it, local numbers to check again, and enquiries in every state."""
    with clock.at(moment(cast.today - CHECKED_AGO, 11)):
        for name, number, what_for in NUMBERS:
            write_number(None, by=cast.coordinator, name=name, number=number, what_for=what_for)
        check_card(by=cast.coordinator)
        change_public_page(cast.clinics[0], by=cast.coordinator, is_public=True, public_notes=HOW_TO_FIND)
    _ask(cast)


def _ask(cast: Cast) -> None:
    cora = cast.coordinator
    answered = _enquiry(cast, 12, "Perry", about="Where can I get a food parcel?", topic="benefits")
    _enquiry(cast, 6, "Quincy", about="My landlord wants me out by Friday.", topic="home")
    tried = _enquiry(cast, 3, "Roz", about="They changed my script and nobody says why.", topic="treatment")
    _enquiry(cast, 1, "Sol", EnquiryKind.ADVOCATE, about="I was helped here. Now I would like to help.")
    with clock.at(moment(cast.today - timedelta(days=11), 10)):
        try_to_reach(answered, by=cora, way=SafeWay.CALL, got_through=True)
        close_enquiry(answered, by=cora, outcome=EnquiryOutcome.ELSEWHERE)
    with clock.at(moment(cast.today - timedelta(days=2), 15)):
        try_to_reach(tried, by=cora, way=SafeWay.CALL, got_through=False, words="Rings out. Try after four.")
        send_enquiry(
            kind=EnquiryKind.REFERRAL,
            agreed=Agreed.WITH_ME,
            worker_name="Wren Oakes",
            worker_service="Weir Street night shelter",
            worker_phone="0161 496 0102",
            called="Teddy",
            about="Wants somebody along to a benefits interview.",
        )


def _enquiry(
    cast: Cast, days_ago: int, called: str, kind: EnquiryKind = EnquiryKind.HELP, **told: Any
) -> Enquiry:
    number = f"07700 9002{days_ago:02}"
    with clock.at(moment(cast.today - timedelta(days=days_ago), 9)):
        return send_enquiry(
            kind=kind, came_by=CameBy.WEB, called=called, ways=[SafeWay.CALL], phone=number, **told
        )
