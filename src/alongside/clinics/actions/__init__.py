"""Every change to clinics and what happens at them."""

from alongside.clinics.actions.closing import close_session, reopen_session
from alongside.clinics.actions.cover import (
    ask_around,
    call_off_cover,
    can_come_after_all,
    cannot_come,
    pass_on_offers,
)
from alongside.clinics.actions.day import (
    arrive,
    back_to_expected,
    begin_session,
    count_one,
    expect,
    not_this_time,
    undo_last,
)
from alongside.clinics.actions.exceptions import (
    cancel_session,
    make_exception,
    reinstate_session,
    remove_exception,
)
from alongside.clinics.actions.offers import offer_swap, say_not_this_time, say_yes
from alongside.clinics.actions.places import (
    change_door_code,
    change_place,
    change_public_page,
    change_series,
    close_clinic,
    open_clinic,
    reopen_clinic,
    review_risk_sheet,
    write_risk_sheet,
)
from alongside.clinics.actions.planning import Replanned, make_sessions, make_sessions_ahead
from alongside.clinics.actions.shifts import (
    decide_lead_alone,
    put_on_session,
    put_on_though,
    take_off_session,
)

__all__ = [
    "Replanned",
    "arrive",
    "ask_around",
    "back_to_expected",
    "begin_session",
    "call_off_cover",
    "can_come_after_all",
    "cancel_session",
    "cannot_come",
    "change_door_code",
    "change_place",
    "change_public_page",
    "change_series",
    "close_clinic",
    "close_session",
    "count_one",
    "decide_lead_alone",
    "expect",
    "make_exception",
    "make_sessions",
    "make_sessions_ahead",
    "not_this_time",
    "offer_swap",
    "open_clinic",
    "pass_on_offers",
    "put_on_session",
    "put_on_though",
    "reinstate_session",
    "remove_exception",
    "reopen_clinic",
    "reopen_session",
    "review_risk_sheet",
    "say_not_this_time",
    "say_yes",
    "take_off_session",
    "undo_last",
    "write_risk_sheet",
]
